"""Files read on DuckDB as they are, nothing guessed, and their faults told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from diogel.core import Place, Refused
from diogel.engine import Engine, col, len, open_engine

COLUMNS = ("a", "b", "c")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with open_engine(scratch=tmp_path, threads=2) as opened:
        yield opened


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def rows_of(engine: Engine, path: Path) -> list[tuple[str | None, ...]]:
    return engine.rows(engine.scan_csv([path], COLUMNS).drop("source_file"))


def problems_of(engine: Engine, *paths: Path) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(Refused) as refused:
        engine.rows(engine.scan_csv(paths, COLUMNS))
    return [(p.code, p.place.file, p.place.row, p.found) for p in refused.value.problems]


def test_every_column_is_text_and_a_blank_is_null(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", b'a,b,c\n001,2024-02,1.50\n,"", \n')

    found = rows_of(engine, path)

    assert found == [("001", "2024-02", "1.50"), (None, None, " ")]


def test_columns_go_by_position_and_not_by_heading(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", b"longitude,LATITUDE,b\n1,2,3\n")

    assert rows_of(engine, path) == [("1", "2", "3")]


def test_quoted_commas_quotes_and_line_breaks_stay_in_their_cell(
    engine: Engine, tmp_path: Path
) -> None:
    path = written(tmp_path, "t.csv", b'a,b,c\n"1,204","say ""hi""","two\nlines"\n')

    assert rows_of(engine, path) == [("1,204", 'say "hi"', "two\nlines")]


def test_files_with_either_line_end_are_read_together(engine: Engine, tmp_path: Path) -> None:
    lf = written(tmp_path, "lf.csv", b"a,b,c\n1,2,3\n")
    crlf = written(tmp_path, "crlf.csv", b"a,b,c\r\n4,5,6\r\n")

    frame = engine.scan_csv([crlf, lf], COLUMNS)

    assert sorted(engine.rows(frame)) == [("1", "2", "3", "lf.csv"), ("4", "5", "6", "crlf.csv")]


@pytest.mark.parametrize(
    "content",
    [
        b"a,b,c\n1,2,3\r\n4,5,6\n",
        b"a,b,c\r\n1,2,3\n4,5,6\r\n",
        b"a,b,c\r1,2,3\n4,5,6",
        b"\xef\xbb\xbfa,b,c\n\n1,2,3\n4,5,6\n\n",
    ],
)
def test_a_file_put_together_by_hand_is_read_whole(
    engine: Engine, tmp_path: Path, content: bytes
) -> None:
    path = written(tmp_path, "t.csv", content)

    assert rows_of(engine, path) == [("1", "2", "3"), ("4", "5", "6")]


def test_line_ends_across_a_reading_step_are_not_taken_for_two_kinds(
    engine: Engine, tmp_path: Path
) -> None:
    filler = b"x" * ((1 << 20) - len_of(b"a,b,c\r\n,,\r"))
    path = written(tmp_path, "t.csv", b"a,b,c\r\n" + filler + b",,\r\n1,2,3\r\n")

    found = rows_of(engine, path)

    assert found[1] == ("1", "2", "3")


def len_of(content: bytes) -> int:
    return content.__len__()


def test_another_encoding_is_read_when_it_is_named(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b,c\r\nMôn,2,£3\r\n".encode("cp1252"))

    frame = engine.scan_csv([path], COLUMNS, encoding="cp1252")

    assert engine.rows(frame) == [("Môn", "2", "£3", "t.csv")]


def test_rows_of_the_wrong_width_are_told_all_at_once_with_file_and_row(
    engine: Engine, tmp_path: Path
) -> None:
    good = written(tmp_path, "good.csv", b"a,b,c\n1,2,3\n")
    one = written(tmp_path, "one.csv", b'a,b,c\n1,2\n"4\n4",5,6\n7,8,9,10\n')
    two = written(tmp_path, "two.csv", b"a,b,c\r\n1,2,3\r\n1\r\n")

    found = problems_of(engine, good, one, two)

    assert found == [
        ("file.row-width", "one.csv", 2, "2"),
        ("file.row-width", "one.csv", 5, "4"),
        ("file.row-width", "two.csv", 3, "1"),
    ]


@pytest.mark.parametrize("line", [b'1,"open,3', b'1,"a"b,3'])
def test_quotation_marks_that_do_not_match_are_told_with_their_row(
    engine: Engine, tmp_path: Path, line: bytes
) -> None:
    path = written(tmp_path, "t.csv", b"a,b,c\n1,2,3\n" + line + b"\n4,5,6\n")

    assert problems_of(engine, path) == [("file.bad-quotes", "t.csv", 3, "")]


@pytest.mark.parametrize("content", [b"a,b,c\n1,\0,3\n", b"a,b,c\n1,caf\xe9,3\n"])
def test_what_is_no_text_is_refused_before_anything_is_read(
    engine: Engine, tmp_path: Path, content: bytes
) -> None:
    path = written(tmp_path, "t.csv", content)

    assert problems_of(engine, path) == [("file.not-text", "t.csv", None, "")]


def test_a_fault_in_one_table_is_not_blamed_on_another(engine: Engine, tmp_path: Path) -> None:
    engine.scan_csv([written(tmp_path, "bad.csv", b"a,b,c\n1\n")], COLUMNS)
    other = written(tmp_path, "other.csv", b"a,b,c\n1,2\n")

    assert problems_of(engine, other) == [("file.row-width", "other.csv", 2, "2")]


def test_the_callers_name_stands_for_the_file(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", b"a,b,c\n1,2,3\n1,2\n")

    with pytest.raises(Refused) as refused:
        engine.rows(engine.scan_csv({"zip/2024-01/it's.csv": path}, COLUMNS))

    assert refused.value.problems[0].place == Place(file="zip/2024-01/it's.csv", row=3)


def test_a_name_that_looks_like_a_pattern_is_only_a_name(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "Data [2024] o'r*heddlu"
    folder.mkdir()
    path = written(folder, "x[a]?.csv", b"a,b,c\n1,2,3\n")
    written(folder, "xab.csv", b"a,b,c\n9,9,9\n")

    frame = engine.scan_csv([path], COLUMNS)
    parquet = folder / "x[a].parquet"
    engine.write_parquet(frame, parquet)

    assert engine.rows(frame) == [("1", "2", "3", "x[a]?.csv")]
    assert engine.rows(engine.scan_parquet([parquet])) == [("1", "2", "3", "x[a]?.csv")]


def test_values_keep_their_types_through_parquet(engine: Engine, tmp_path: Path) -> None:
    columns = {"t": "text", "i": "integer", "n": "number", "b": "boolean", "d": "date"}
    rows = [("ŵ", 1 << 40, 0.1, True, dt.date(2024, 2, 29)), (None,) * 5]
    path = tmp_path / "t.parquet"

    count = engine.write_parquet(engine.from_rows(columns, rows), path)

    assert count == 2
    assert engine.rows(engine.scan_parquet([path])) == rows


def test_parquet_files_of_different_ages_are_read_as_one_table(
    engine: Engine, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    engine.write_parquet(engine.from_rows({"a": "text"}, [("x",)]), old)
    engine.write_parquet(engine.from_rows({"b": "integer", "a": "text"}, [(1, "y")]), new)

    frame = engine.scan_parquet({"first": old, "second": new}, name="from").sort("from")

    assert engine.rows(frame.select("a", "b", "from")) == [("x", None, "first"), ("y", 1, "second")]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    content = b"a,b,c\n" + b"".join(b"%d,%d,x\n" % (i, i % 97) for i in range(300_000))
    source = written(tmp_path, "t.csv", content)
    made = []
    for threads in (1, 2, 2):
        with open_engine(scratch=tmp_path, threads=threads) as engine:
            frame = engine.scan_csv([source], COLUMNS)
            counted = frame.group_by("b").agg(n=len())
            plain, grouped = tmp_path / "plain.parquet", tmp_path / "grouped.parquet"
            engine.write_parquet(frame, plain)
            engine.write_parquet(counted, grouped, sort=["b"])
            made.append((plain.read_bytes(), grouped.read_bytes()))

    assert made[0] == made[1] == made[2]


def test_a_csv_file_for_excel_has_its_mark_and_no_formulas(engine: Engine, tmp_path: Path) -> None:
    frame = engine.from_rows({"t": "text", "n": "number"}, [("=1+1", -1.5), (None, None)])
    path = tmp_path / "out.csv"

    count = engine.write_csv(frame, path, text=lambda cell: f"'{cell}", mark=True)

    assert count == 2
    assert path.read_bytes() == b"\xef\xbb\xbft,n\r\n'=1+1,-1.5\r\n,\r\n"


def test_sql_sees_only_the_frames_it_is_given(engine: Engine) -> None:
    one = engine.from_rows({"a": "integer"}, [(1,), (2,)])
    two = engine.from_rows({"a": "integer"}, [(2,), (3,)])

    both = engine.sql(
        "WITH u AS (SELECT a FROM x) SELECT u.a FROM u JOIN y USING (a)", x=one, y=two
    )
    again = engine.sql("SELECT sum(a)::BIGINT FROM x", x=two)

    assert engine.rows(both) == [(2,)]
    assert engine.rows(again) == [(5,)]


def test_a_kept_frame_is_worked_out_once(engine: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", b"a,b,c\n1,2,3\n")
    kept = engine.keep(engine.scan_csv([path], COLUMNS))
    path.unlink()

    assert engine.count(kept.filter(col("a") == "1")) == 1


def test_nothing_of_the_caller_or_the_network_can_be_reached(engine: Engine) -> None:
    hidden = [1]

    for query in ("SELECT * FROM hidden", "INSTALL httpfs", "SET lock_configuration = false"):
        with pytest.raises(Exception, match=r"."):
            engine.rows(engine.sql(query))

    assert hidden == [1]


def test_scratch_files_are_gone_afterwards(tmp_path: Path) -> None:
    path = written(tmp_path, "mixed.csv", b"a,b,c\n1,2,3\r\n")
    with open_engine(scratch=tmp_path) as engine:
        engine.count(engine.scan_csv([path], COLUMNS))

    assert [p.name for p in tmp_path.iterdir()] == ["mixed.csv"]


def test_an_engine_nobody_knows_is_named_as_such() -> None:
    with pytest.raises(ValueError, match="polars"):
        open_engine("polars")


def broken(data: bytes, how: str) -> bytes:
    """A Parquet file that came to harm on its way."""
    if how == "nothing of it":
        return b"PAR1" + bytes(1_000) + b"PAR1"
    if how == "the middle gone":
        return data[:4_000] + data[-8:]
    return data[:8] + bytes(byte ^ 0x5A for byte in data[8:4_000]) + data[4_000:]


@pytest.mark.parametrize("how", ["nothing of it", "the middle gone", "the rows changed"])
def test_a_damaged_parquet_file_is_named(engine: Engine, tmp_path: Path, how: str) -> None:
    path = tmp_path / "[1] return.parquet"
    values = [(number, f"text {number * 7919 % 1_000}") for number in range(5_000)]
    engine.write_parquet(engine.from_rows({"a": "integer", "b": "text"}, values), path)
    path.write_bytes(broken(path.read_bytes(), how))

    with pytest.raises(Refused) as refused:
        engine.rows(engine.scan_parquet([path]))

    assert [(p.code, p.place.file) for p in refused.value.problems] == [("file.damaged", path.name)]
