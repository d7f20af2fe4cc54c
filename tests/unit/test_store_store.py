"""Releases that never change, and which of their rows hold at which moment."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from diogel.core import Refused
from diogel.engine import Engine, open_engine
from diogel.store import Delivery, Release, ReleaseStatus, Slice, Store, content_hash

COLUMNS = {"force": "text", "period": "text", "n": "integer"}
Row = tuple[str, str, int]


class Clock:
    """An hour passes at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(threads=1) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", clock=Clock())


def slices_of(rows: Sequence[Row]) -> tuple[Slice, ...]:
    keys = sorted({row[:2] for row in rows})
    return tuple(
        Slice("street", {"force": f, "period": p}, sum(r[:2] == (f, p) for r in rows), "f.csv", "")
        for f, p in keys
    )


def add(store: Store, engine: Engine, rows: Sequence[Row], **parts: Any) -> Release:
    delivery = {"source": "police-uk-street", "supplier": "police.uk", "slices": slices_of(rows)}
    with store.draft() as draft:
        frame = engine.from_rows(COLUMNS, rows)
        engine.write_parquet(frame, draft.folder / "incidents.parquet")
        return draft.commit(Delivery(**(delivery | parts)))


def held(store: Store, engine: Engine, as_at: datetime | None = None) -> list[Row]:
    frame = store.scan(engine, "incidents", as_at=as_at).select(*COLUMNS)
    return sorted(engine.rows(frame))


def test_opening_a_store_makes_nothing(store: Store) -> None:
    assert (store.releases(), store.tables("incidents"), store.verify()) == ((), (), ())
    assert not store.path.exists()


def test_a_release_tells_everything_it_was_given(store: Store, engine: Engine) -> None:
    rows = [("gwent", "2020-01", 1)]

    made = add(
        store,
        engine,
        rows,
        licence="OGL-3.0",
        personal_data="none",
        synthetic=True,
        extracted_on=date(2020, 3, 1),
        facts={"rows": 1, "placed": 1},
        problems={"file.encoding": 2},
        notes=("Nodyn â ŵ.",),
        definitions="1.0.0",
        mapping={"Heddlu": "force"},
    )
    (found,) = Store(store.path).releases()

    assert found == made
    assert found.id == f"20260101-police-uk-street-{found.content_hash[:8]}"
    assert found.tables == {"incidents": 1}
    assert (found.synthetic, found.extracted_on, found.notes[0]) == (
        True,
        date(2020, 3, 1),
        "Nodyn â ŵ.",
    )
    record = json.loads((store.path / "releases" / found.id / "manifest.json").read_bytes())
    assert record["slices"][0]["key"] == {"force": "gwent", "period": "2020-01"}
    assert record["problems"] == {"file.encoding": 2}
    assert record["product"]


def test_a_later_slice_takes_the_place_of_that_slice_only(store: Store, engine: Engine) -> None:
    first = add(store, engine, [("gwent", "2020-01", 1), ("gwent", "2020-02", 2)])
    second = add(store, engine, [("gwent", "2020-02", 3), ("powys", "2020-02", 4)])

    assert held(store, engine) == [
        ("gwent", "2020-01", 1),
        ("gwent", "2020-02", 3),
        ("powys", "2020-02", 4),
    ]
    assert [r.status for r in store.releases()] == [
        ReleaseStatus.PARTLY_SUPERSEDED,
        ReleaseStatus.CURRENT,
    ]
    superseded = [e for e in store.events() if e.kind == "superseded"]
    assert [(e.release, e.by, e.slices) for e in superseded] == [(first.id, second.id, 1)]


def test_each_row_says_which_release_it_came_in(store: Store, engine: Engine) -> None:
    first = add(store, engine, [("gwent", "2020-01", 1), ("gwent", "2020-02", 2)])
    second = add(store, engine, [("gwent", "2020-02", 3)])

    rows = engine.rows(store.scan(engine, "incidents").select("n", "release"))

    assert sorted(rows) == [(1, first.id), (3, second.id)]


def test_a_release_with_nothing_left_to_hold_is_only_in_the_history(
    store: Store, engine: Engine
) -> None:
    old = add(store, engine, [("gwent", "2020-01", 1)])
    new = add(store, engine, [("gwent", "2020-01", 2)])

    assert [r.id for r in store.releases()] == [new.id]
    assert [r.id for r in store.releases(everything=True)] == [old.id, new.id]
    assert store.releases(everything=True)[0].status is ReleaseStatus.SUPERSEDED


def test_the_slice_extracted_last_holds_whichever_came_last(store: Store, engine: Engine) -> None:
    newer = [("gwent", "2020-01", 2), ("gwent", "2020-02", 3)]
    add(store, engine, newer, extracted_on=date(2020, 3, 1))
    older = [("gwent", "2019-12", 0), ("gwent", "2020-01", 1)]
    add(store, engine, older, extracted_on=date(2020, 2, 1))

    assert held(store, engine) == [("gwent", "2019-12", 0), *newer]


def test_a_withdrawn_release_lets_what_it_replaced_hold_again(store: Store, engine: Engine) -> None:
    add(store, engine, [("gwent", "2020-01", 1)])
    wrong = add(store, engine, [("gwent", "2020-01", 2)])

    event = store.withdraw(wrong.id, " Wrong month. ", "A. Person")

    assert (event.reason, event.by) == ("Wrong month.", "A. Person")
    assert held(store, engine) == [("gwent", "2020-01", 1)]
    gone = store.releases(everything=True)[1]
    assert (gone.status, gone.reason, gone.by) == (
        ReleaseStatus.WITHDRAWN,
        "Wrong month.",
        "A. Person",
    )
    assert (store.path / "releases" / wrong.id / "incidents.parquet").exists()


def test_the_store_is_read_as_it_stood_at_any_moment(store: Store, engine: Engine) -> None:
    one = add(store, engine, [("gwent", "2020-01", 1)])
    two = add(store, engine, [("gwent", "2020-01", 2)])
    event = store.withdraw(two.id, "Wrong month.", "A. Person")
    before = one.received_at - timedelta(seconds=1)

    states = [
        held(store, engine, moment) for moment in (one.received_at, two.received_at, event.at)
    ]

    assert states == [[("gwent", "2020-01", n)] for n in (1, 2, 1)]
    assert store.tables("incidents", as_at=before) == ()
    assert store.releases(as_at=two.received_at)[0].status is ReleaseStatus.CURRENT
    with pytest.raises(ValueError, match="time zone"):
        store.releases(as_at=datetime(2026, 1, 1))


def test_the_same_content_again_writes_nothing(store: Store, engine: Engine) -> None:
    rows = [("gwent", "2020-01", 1)]
    first = add(store, engine, rows, content_hash="ab" * 32)
    before = {p: p.stat().st_mtime_ns for p in store.path.rglob("*.json")}

    with store.draft() as draft:
        engine.write_parquet(engine.from_rows(COLUMNS, rows), draft.folder / "incidents.parquet")
        again = draft.commit(Delivery("x", "y", slices_of(rows), content_hash="ab" * 32))

    assert draft.already_here
    assert again.id == first.id
    assert store.already("ab" * 32) is not None
    assert {p: p.stat().st_mtime_ns for p in store.path.rglob("*.json")} == before
    assert list((store.path / ".drafts").iterdir()) == []


def test_withdrawn_content_may_be_added_again_under_a_new_name(
    store: Store, engine: Engine
) -> None:
    rows = [("gwent", "2020-01", 1)]
    first = add(store, engine, rows)
    store.withdraw(first.id, "By mistake.", "A. Person")

    second = add(store, engine, rows)

    assert second.id == f"{first.id}-2"
    assert held(store, engine) == rows


@pytest.mark.parametrize(
    ("reason", "by", "code"),
    [("", "A", "store.reason-wanted"), ("x", " ", "store.reason-wanted"), ("x", "A", "")],
)
def test_a_withdrawal_needs_a_reason_and_a_name_and_happens_once(
    store: Store, engine: Engine, reason: str, by: str, code: str
) -> None:
    made = add(store, engine, [("gwent", "2020-01", 1)])
    if not code:
        store.withdraw(made.id, reason, by)

    with pytest.raises(Refused) as refused:
        store.withdraw(made.id, reason, by)

    assert refused.value.problems[0].code == (code or "store.already-withdrawn")


def test_a_release_that_is_not_there_cannot_be_withdrawn(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        store.withdraw("20260101-x-y", "a", "b")

    assert [p.code for p in refused.value.problems] == ["store.no-release"]
    assert not store.path.exists()


def test_rows_that_belong_to_no_slice_are_never_let_in(store: Store, engine: Engine) -> None:
    rows = [("gwent", "2020-01", 1), ("gwent", "2020-02", 2)]

    with pytest.raises(ValueError, match="slices have 1 rows of 2"):
        add(store, engine, rows, slices=slices_of(rows)[:1])

    assert store.releases() == ()
    assert list((store.path / "releases").iterdir()) == []


def test_two_tables_of_one_release_are_replaced_apart(store: Store, engine: Engine) -> None:
    def delivery(tables: Mapping[str, int], month: str) -> None:
        with store.draft() as draft:
            for table, n in tables.items():
                frame = engine.from_rows(COLUMNS, [("gwent", month, n)])
                engine.write_parquet(frame, draft.folder / f"{table}.parquet")
            key = {"force": "gwent", "period": month}
            slices = tuple(Slice(t, key, 1, "f", "", table=t) for t in tables)
            draft.commit(Delivery("police", "police.uk", slices))

    delivery({"incidents": 1, "incident_outcomes": 2}, "2020-01")
    delivery({"incident_outcomes": 3}, "2020-01")

    assert held(store, engine) == [("gwent", "2020-01", 1)]
    assert engine.rows(store.scan(engine, "incident_outcomes").select("n")) == [(3,)]
    assert store.table_names() == ("incident_outcomes", "incidents")


def test_keys_that_are_no_columns_hold_for_the_whole_release(store: Store, engine: Engine) -> None:
    def partner(supplier: str, month: str, n: int) -> None:
        key = {"supplier": supplier, "period": month}
        add(store, engine, [("x", month, n)], slices=(Slice("partner", key, 1, "f", ""),))

    partner("council", "2020-01", 1)
    partner("health", "2020-01", 2)
    partner("council", "2020-01", 3)

    assert held(store, engine) == [("x", "2020-01", 2), ("x", "2020-01", 3)]


def test_a_draft_that_is_not_committed_leaves_nothing(store: Store, engine: Engine) -> None:
    with pytest.raises(RuntimeError), store.draft() as draft:
        (draft.folder / "incidents.parquet").write_bytes(b"half")
        raise RuntimeError

    assert list((store.path / ".drafts").iterdir()) == []
    assert store.releases(everything=True) == ()


def test_scratch_in_a_draft_does_not_become_part_of_the_release(
    store: Store, engine: Engine
) -> None:
    with store.draft() as draft:
        (draft.folder / "unpacked").mkdir()
        (draft.folder / "unpacked" / "a.csv").write_text("x")
        (draft.folder / "notes.txt").write_text("x")
        engine.write_parquet(
            engine.from_rows(COLUMNS, [("g", "p", 1)]), draft.folder / "incidents.parquet"
        )
        made = draft.commit(Delivery("s", "s"))

    assert sorted(p.name for p in (store.path / "releases" / made.id).iterdir()) == [
        "incidents.parquet",
        "manifest.json",
    ]


@pytest.mark.parametrize("name", ["incidents.parquet", "manifest.json"])
@pytest.mark.parametrize("fault", ["missing", "changed", "same-size"])
def test_a_damaged_or_missing_file_is_told_and_not_read(
    store: Store, engine: Engine, name: str, fault: str
) -> None:
    made = add(store, engine, [("gwent", "2020-01", 1)])
    path = store.path / "releases" / made.id / name
    damage(path, fault)
    fresh = Store(store.path)

    problems = fresh.verify()
    with pytest.raises(Refused) as refused:
        fresh.scan(engine, "incidents")

    code = "store.missing-file" if fault == "missing" else "store.damaged-file"
    assert [(p.code, p.place.file) for p in problems] == [(code, f"{made.id}/{name}")]
    assert refused.value.problems == problems


def damage(path: Path, fault: str) -> None:
    content = bytearray(path.read_bytes())
    if fault == "missing":
        path.unlink()
    elif fault == "changed":
        path.write_bytes(content + b"x")
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content)


def test_a_file_damaged_after_it_was_read_once_is_noticed(store: Store, engine: Engine) -> None:
    made = add(store, engine, [("gwent", "2020-01", 1)])
    held(store, engine)

    damage(store.path / "releases" / made.id / "incidents.parquet", "same-size")

    with pytest.raises(Refused):
        held(store, engine)


@pytest.mark.parametrize("name", ["incidents.parquet", "manifest.json"])
def test_a_damaged_release_is_withdrawn_and_added_again(
    store: Store, engine: Engine, name: str
) -> None:
    rows = [("gwent", "2020-01", 1)]
    made = add(store, engine, rows)
    damage(store.path / "releases" / made.id / name, "changed")
    store = Store(store.path)

    store.withdraw(made.id, "Damaged.", "A. Person")
    add(store, engine, rows)

    assert held(store, engine) == rows


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 2}', '{"format": 1, "releases": 3}']
)
def test_a_damaged_list_is_refused_and_not_taken_for_an_empty_store(
    store: Store, engine: Engine, content: str
) -> None:
    add(store, engine, [("gwent", "2020-01", 1)])
    (store.path / "manifest.json").write_text(content)

    for reading in (store.releases, store.draft, store.events):
        with pytest.raises(Refused) as refused:
            reading()
        assert [p.code for p in refused.value.problems] == ["store.damaged-list"]
    assert [p.code for p in store.verify()] == ["store.damaged-list"]
    assert len(list((store.path / "releases").iterdir())) == 1


def test_a_clock_put_back_does_not_change_the_order(tmp_path: Path, engine: Engine) -> None:
    moments = iter([datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)])
    store = Store(tmp_path / "store", clock=lambda: next(moments))
    first = add(store, engine, [("gwent", "2020-01", 1)])
    second = add(store, engine, [("gwent", "2020-01", 2)])

    assert second.received_at > first.received_at
    assert held(store, engine) == [("gwent", "2020-01", 2)]


def test_a_table_nobody_sent_is_told_or_empty(store: Store, engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        store.scan(engine, "collisions")

    empty = store.scan(engine, "collisions", columns={"day": "date"})

    assert refused.value.problems[0].code == "store.no-table"
    assert (empty.columns, engine.rows(empty)) == (["day", "release"], [])


def test_a_copied_store_reads_the_same(store: Store, engine: Engine, tmp_path: Path) -> None:
    add(store, engine, [("gwent", "2020-01", 1)])
    copy = tmp_path / "elsewhere"
    shutil.copytree(store.path, copy)

    assert held(Store(copy), engine) == held(store, engine)
    assert Store(copy).verify() == ()


def test_content_is_known_whatever_the_files_are_called(tmp_path: Path) -> None:
    for name, content in (("a", b"1"), ("b", b"2"), ("c", b"2"), ("d", b"1")):
        (tmp_path / name).write_bytes(content)

    one = content_hash([tmp_path / "a", tmp_path / "b"])

    assert one == content_hash([tmp_path / "c", tmp_path / "d"])
    assert one != content_hash([tmp_path / "a", tmp_path / "d"])


def test_threads_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    failures: list[Exception] = []

    def work(name: str) -> None:
        try:
            for month in range(1, 6):
                with store.draft() as draft:
                    (draft.folder / "incidents.parquet").write_bytes(f"{name}{month}".encode())
                    key = {"force": name, "period": f"2020-{month:02}"}
                    slices = (Slice("street", key, 1, "f", ""),)
                    draft.commit(Delivery("s", "s", slices), {"incidents": 1})
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"force-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    releases = Store(store.path).releases()
    assert len({r.slices[0].identity for r in releases}) == 20
    assert len({r.received_at for r in releases}) == 20
    assert store.verify() == ()
    assert list((store.path / ".drafts").iterdir()) == []
