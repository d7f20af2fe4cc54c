"""The same calculation gives the same result on DuckDB and on Spark."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diogel.core import Refused
from diogel.engine import (
    Date,
    Engine,
    Float64,
    Frame,
    Int64,
    all_horizontal,
    coalesce,
    col,
    concat,
    concat_str,
    len,
    lit,
    open_engine,
    when,
)
from diogel.store import Delivery, Slice, Store

COLUMNS = ("id", "kind", "amount", "day")
Calculation = Callable[[Engine, Frame], Frame]


def as_it_is(_: Engine, frame: Frame) -> Frame:
    return frame


def casts(_: Engine, frame: Frame) -> Frame:
    return frame.select(
        "id", col("amount").cast(Float64), col("day").cast(Date), col("id").cast(Int64).alias("n")
    )


def words(_: Engine, frame: Frame) -> Frame:
    kind = col("kind")
    return frame.select(
        "id",
        kind.str.to_lowercase().alias("lower"),
        kind.str.replace_all(r"[^A-Za-z]+", "-").alias("slug"),
        kind.str.slice(0, 3).alias("start"),
        kind.str.starts_with("Bur").alias("starts"),
        kind.str.contains(r"^[A-Z]\w+$").alias("matches"),
        kind.str.strip_chars().alias("stripped"),
        kind.str.len_chars().alias("length"),
        concat_str(coalesce(col("id"), lit("-")), lit(":"), coalesce(kind, lit("none"))).alias(
            "all"
        ),
    )


def conditions(_: Engine, frame: Frame) -> Frame:
    amount = col("amount").cast(Float64)
    return frame.select(
        "id",
        when(amount.is_null()).then(lit("none")).otherwise(lit("some")).alias("some"),
        when(amount > 1).then(amount * 2).alias("double"),
        (amount / 3).alias("third"),
        all_horizontal(col("kind").is_null(), ~col("id").is_null(), ignore_nulls=False).alias(
            "both"
        ),
        col("kind").is_in(["Burglary", "Môn ŵŷ"]).alias("in"),
    )


def groups(_: Engine, frame: Frame) -> Frame:
    amount = col("amount").cast(Float64)
    return (
        frame.with_columns(amount.alias("amount"))
        .group_by("kind", "day")
        .agg(
            len().alias("rows"),
            col("id").count().alias("ids"),
            col("id").n_unique().alias("unique"),
            col("amount").sum().alias("sum"),
            col("amount").max().alias("largest"),
            col("id").min().alias("first"),
        )
    )


def joins(engine: Engine, frame: Frame) -> Frame:
    other = engine.from_rows(
        {"kind": "text", "theme": "text"}, [("Burglary", "theft"), ("Robbery", "theft")]
    )
    left = frame.join(other, on="kind", how="left")
    without = frame.join(other, on="kind", how="anti").with_columns(lit("anti").alias("theme"))
    inner = frame.join(other, on="kind", how="inner").with_columns(lit("inner").alias("theme"))
    return concat([each.select("id", "kind", "theme") for each in (left, without, inner)])


def windows(_: Engine, frame: Frame) -> Frame:
    amount = col("amount").cast(Float64)
    return frame.select(
        "id", "day", amount.sum().over("day").alias("of_day"), len().over("kind").alias("of_kind")
    )


@pytest.mark.parametrize(
    "calculation",
    [as_it_is, casts, words, conditions, groups, joins, windows],
    ids=lambda f: f.__name__,
)
def test_a_calculation_gives_the_same_on_both(
    calculation: Calculation, duckdb_engine: Engine, spark_engine: Engine, table: Path
) -> None:
    results = []
    for engine in (duckdb_engine, spark_engine):
        frame = calculation(engine, engine.scan_csv([table], COLUMNS))
        results.append((frame.columns, in_order(engine.rows(frame))))

    (names, ours), (spark_names, theirs) = results
    assert names == spark_names
    assert ours.__len__() == theirs.__len__() > 0
    assert all(
        same(a, b) for x, y in zip(ours, theirs, strict=True) for a, b in zip(x, y, strict=True)
    ), (
        ours,
        theirs,
    )


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: tuple((cell is not None, str(cell)) for cell in row))


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other and type(one) is type(other)


def test_blanks_are_null_and_cells_are_kept_as_they_are(engine: Engine, table: Path) -> None:
    rows = in_order(engine.rows(engine.scan_csv({"folder/it's.csv": table}, COLUMNS)))

    assert rows[0] == (None, "two\nlines", "1e3", "2023-12-31", "folder/it's.csv")
    assert [row[1] for row in rows[1:]] == [
        "Burglary",
        'Violence, and "more"',
        "Môn ŵŷ",
        None,
        " spaced ",
        "Burglary",
    ]


def test_nulls_come_last_in_every_order(engine: Engine, table: Path, tmp_path: Path) -> None:
    frame = engine.scan_csv([table], COLUMNS).select("id", "kind")
    path = tmp_path / "sorted.csv"

    count = engine.write_csv(frame, path, sort=["kind", "id"])

    lines = path.read_bytes().decode().split("\r\n")
    assert count == 7
    assert lines[0] == "id,kind"
    assert [line.split(",")[0] for line in lines[1:4]] == ["6", "1", "7"]
    assert lines[-2] == "5,"


def test_parquet_of_one_engine_is_read_by_the_other(
    duckdb_engine: Engine, spark_engine: Engine, tmp_path: Path
) -> None:
    columns = {"t": "text", "i": "integer", "n": "number", "b": "boolean", "d": "date"}
    rows = [("ŵ", 1 << 40, 0.1, True, dt.date(2024, 2, 29)), (None,) * 5]

    for writer, reader in ((duckdb_engine, spark_engine), (spark_engine, duckdb_engine)):
        path = tmp_path / f"{writer.name}.parquet"
        count = writer.write_parquet(writer.from_rows(columns, rows), path, sort=["t"])  # type: ignore[arg-type]
        assert count == 2
        found = reader.scan_parquet({"it": path}, name="name")
        assert reader.rows(found) == [(*row, "it") for row in rows]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"1,2,3", ("file.row-width", 3)),
        (b"1,2,3,4,5", ("file.row-width", 3)),
        (b'1,"2,3,4', ("file.bad-quotes", 3)),
        (b'1,"2"x,3,4', ("file.bad-quotes", 3)),
    ],
)
def test_a_row_out_of_shape_is_told_in_the_same_words(
    engine: Engine, tmp_path: Path, line: bytes, problem: tuple[str, int]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"a,b,c,d\n1,2,3,4\n" + line + b"\n5,6,7,8\n")
    # Even when the faulty columns are not asked for.
    frame = engine.scan_csv([path], COLUMNS).select("id").filter(col("id") == "nobody")

    with pytest.raises(Refused) as refused:
        engine.rows(frame)

    assert [(p.code, p.place.row) for p in refused.value.problems] == [problem]


def test_the_store_is_read_alike(
    duckdb_engine: Engine, spark_engine: Engine, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    columns = {"force": "text", "period": "text", "n": "integer"}
    for n, months in enumerate((["2020-01", "2020-02"], ["2020-02", "2020-03"])):
        with store.draft() as draft:
            frame = duckdb_engine.from_rows(columns, [("gwent", m, n) for m in months])  # type: ignore[arg-type]
            rows = duckdb_engine.write_parquet(frame, draft.folder / "incidents.parquet")
            slices = [Slice("street", {"force": "gwent", "period": m}, 1, "f", "") for m in months]
            draft.commit(Delivery("s", "s", tuple(slices)), {"incidents": rows})

    found = [
        in_order(engine.rows(store.scan(engine, "incidents").select("period", "n")))
        for engine in (duckdb_engine, spark_engine)
    ]

    assert found[0] == found[1] == [("2020-01", 0), ("2020-02", 1), ("2020-03", 1)]


def test_closing_one_engine_leaves_another_its_spark(spark_engine: Engine, tmp_path: Path) -> None:
    with open_engine("spark", scratch=tmp_path) as second:
        frame = second.from_rows({"a": "integer"}, [(1,)])
        assert second.rows(frame) == [(1,)]

    assert spark_engine.count(spark_engine.from_rows({"a": "integer"}, [(1,), (2,)])) == 2
    assert list(tmp_path.iterdir()) == []
