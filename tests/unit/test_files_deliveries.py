"""A delivery opened: the same members however they were packed, and notes on what was done."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.core import Refused, Severity
from diogel.files import Delivery, open_delivery
from diogel.files.deliveries import safe_name
from diogel.files.line_starts import LOOKED_AT, LineStarts

TABLE = "area_code,value\nW06000001,1\nW06000002,2\n"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def folder_of(place: Path) -> Path:
    given = place / "given"
    (given / "2024-01").mkdir(parents=True)
    (given / "2024-01/a.csv").write_text(TABLE)
    (given / "2024-01/b.csv").write_text(TABLE.replace("1", "7"))
    return given


def zip_of(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.csv")):
            archive.write(file, file.relative_to(folder))
    return path


def opened(path: Path, scratch: Path, name: str) -> Delivery:
    (scratch / name).mkdir()
    return open_delivery(path, scratch / name)


def test_a_folder_and_its_archive_are_the_same_delivery(tmp_path, scratch):
    folder = folder_of(tmp_path)

    one, other = opened(folder, scratch, "1"), opened(zip_of(folder), scratch, "2")

    assert one.content_hash == other.content_hash
    assert [m.inside for m in one.members] == [m.inside for m in other.members]
    assert [m.path.read_bytes() for m in one.members] == [
        m.path.read_bytes() for m in other.members
    ]
    assert [(m.lines, m.delimiters, m.headings) for m in one.members] == [
        (3, 3, ("area_code", "value"))
    ] * 2


def test_another_byte_is_another_delivery(tmp_path, scratch):
    folder = folder_of(tmp_path)
    before = opened(folder, scratch, "1").content_hash
    (folder / "2024-01/b.csv").write_text(TABLE.replace("1", "8"))

    assert opened(folder, scratch, "2").content_hash != before


def test_a_plain_table_of_a_person_is_read_where_it_lies(tmp_path, scratch):
    (tmp_path / "a.csv").write_text(TABLE)

    delivery = open_delivery(tmp_path / "a.csv", scratch)

    assert delivery.members[0].path == tmp_path / "a.csv"
    assert delivery.members[0].inside == ""
    assert delivery.problems == ()


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (TABLE.encode("utf-8-sig"), []),
        (TABLE.replace("value", "ŵ").encode("utf-16"), ["file.encoding"]),
        (TABLE.replace("value", "tân").encode("cp1252"), ["file.encoding"]),
        (TABLE.replace("\n", "\r").encode(), []),
        (b"sep=,\r\n" + TABLE.encode(), []),
    ],
)
def test_any_text_becomes_plain_lines_of_utf_8(written, codes, tmp_path, scratch):
    (tmp_path / "a.csv").write_bytes(written)

    delivery = open_delivery(tmp_path / "a.csv", scratch)

    (member,) = delivery.members
    assert [problem.code for problem in delivery.problems] == codes
    assert member.path.read_text("utf-8").splitlines()[1:] == TABLE.splitlines()[1:]
    assert (member.lines, member.headings[0]) == (3, "area_code")
    assert (tmp_path / "a.csv").read_bytes() == written


def test_a_file_that_two_programs_wrote_into_keeps_the_letters_of_both(tmp_path, scratch):
    written = "area,note\nŵ,Glyndŵr\n".encode() + "â,Clôs\n".encode("cp1252")
    (tmp_path / "a.csv").write_bytes(written)

    delivery = open_delivery(tmp_path / "a.csv", scratch)

    assert delivery.members[0].head == (("area", "note"), ("ŵ", "Glyndŵr"), ("â", "Clôs"))
    assert [problem.code for problem in delivery.problems] == ["file.encoding"]


def test_what_computers_leave_in_folders_is_passed_over(tmp_path, scratch):
    folder = folder_of(tmp_path)
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX/a.csv").write_bytes(b"\0")
    (folder / "~$a.xlsx").write_bytes(b"\0")
    (folder / "readme.pdf").write_bytes(b"%PDF")

    delivery = open_delivery(folder, scratch)

    assert len(delivery.members) == 2
    assert [(p.code, p.severity) for p in delivery.problems] == [
        ("delivery.ignored", Severity.NOTE)
    ]


def test_a_workbook_beside_tables_can_be_asked_for_its_cells(tmp_path, scratch):
    folder = folder_of(tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["Ardal", "Nifer"])
    book.save(folder / "partner.xlsx")

    delivery = open_delivery(folder, scratch)

    (workbook,) = (member for member in delivery.members if member.kind == "workbook")
    assert workbook.sheets()[0].rows[0] == ("Ardal", "Nifer")
    assert workbook.head == ()


def test_a_link_in_a_folder_is_not_followed(tmp_path, scratch):
    folder = folder_of(tmp_path)
    try:
        (folder / "c.csv").symlink_to(tmp_path / "elsewhere.csv")
    except OSError:
        pytest.skip("links cannot be made here")

    with pytest.raises(Refused) as refused:
        open_delivery(folder, scratch)

    assert refused.value.problems[0].code == "delivery.link"


def test_what_is_not_there_is_said(tmp_path, scratch):
    with pytest.raises(Refused) as refused:
        open_delivery(tmp_path / "nothing.csv", scratch)

    assert refused.value.problems[0].code == "file.missing"


def test_a_full_disk_is_told_before_anything_is_unpacked(tmp_path, scratch, monkeypatch):
    path = zip_of(folder_of(tmp_path))
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1))

    with pytest.raises(Refused) as refused:
        open_delivery(path, scratch)

    assert refused.value.problems[0].code == "delivery.no-room"
    assert list(scratch.iterdir()) == []


def test_progress_is_told_member_by_member(tmp_path, scratch):
    told: list[tuple[int, int]] = []

    open_delivery(
        folder_of(tmp_path), scratch, progress=lambda done, whole: told.append((done, whole))
    )

    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize("name", ["con.csv", "a/../b.csv", "Clôs Marian ŵ.csv", ".csv", "x" * 300])
def test_a_name_on_our_disk_is_legal_everywhere(name):
    ours = safe_name(name)

    assert ours.isascii()
    assert len(ours) < 100
    assert not set(ours) & set('/\\:*?"<>|')
    assert ours.partition(".")[0].lower() not in ("con", "")


@given(
    st.lists(
        st.sampled_from(["", "a,1", "long enough to be looked at,1", ",blank first cell and more"])
    ),
    st.integers(1, 40),
)
def test_lines_that_begin_alike_are_counted_whatever_the_pieces(lines, size):
    data = "".join(f"{line}\n" for line in lines).encode()
    starts = LineStarts()

    for at in range(0, len(data), size):
        starts.feed(data[at : at + size])

    long = [at for at, c in enumerate(data) if at == 0 or data[at - 1] == ord("\n")]
    seen = [data[at : at + LOOKED_AT] for at in long if at + LOOKED_AT <= len(data)]
    seen = [start for start in seen if start[:1] != b","]
    assert starts.alike == sum(seen.count(start) > 1 for start in seen)
