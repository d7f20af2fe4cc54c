"""What cannot be read is not known to be safe: the auditor refuses it by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from disclosure_factory import single_choice, tabulation

from diogel.core import Bilingual, Refused
from diogel.disclosure import load_policy, read_folder, release
from diogel.workspace import audit_outputs, new_workspace
from diogel.workspace.disclosing import stop_leaks
from diogel.workspace.disclosing_files import figures_in, refuse_unreadable

HEADINGS = "figure,label_en,status,denominator\n"
DAMAGED = b"\xff\xfe\x00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    (made / "figures.csv").write_text(f"{HEADINGS}q.a,Yes,,15\n", encoding="utf-8")
    (made / "report.en.html").write_text("<p>Ŵy</p>", encoding="utf-8")
    with zipfile.ZipFile(made / "tables.en.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    return made


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.file) for problem in refused.value.problems]


def test_a_folder_that_can_be_read_is_let_be(folder: Path) -> None:
    (folder / "kept.bin").write_bytes(DAMAGED)

    refuse_unreadable(folder)

    assert [row["figure"] for row in figures_in(folder)] == ["q.a"]


def test_every_file_that_cannot_be_read_is_told(folder: Path) -> None:
    for name in ("report.en.html", "tables.en.xlsx", "more.json"):
        (folder / name).write_bytes(DAMAGED)

    with pytest.raises(Refused) as refused:
        refuse_unreadable(folder)

    names = ["more.json", "report.en.html", "tables.en.xlsx"]
    assert told(refused) == [("disclosure.unread-file", name) for name in names]


@pytest.mark.parametrize("content", [DAMAGED, b"", b"a,b\n1,2\n"])
def test_a_file_of_figures_that_is_none_is_told_by_the_auditor(
    folder: Path, tmp_path: Path, content: bytes
) -> None:
    workspace = new_workspace(tmp_path / "ours", Bilingual("Ours", "Ein un ni"), "en")
    (folder / "figures.csv").write_bytes(content)

    with pytest.raises(Refused) as refused:
        audit_outputs(workspace, [folder])

    assert told(refused) == [("disclosure.unread-file", "figures.csv")]


def test_a_folder_without_figures_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        refuse_unreadable(tmp_path / "nowhere")

    assert told(refused) == [("disclosure.no-figures", "nowhere")]


def test_a_package_that_is_damaged_inside_is_told_when_it_is_read(folder: Path) -> None:
    with zipfile.ZipFile(folder / "tables.en.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    whole = (folder / "tables.en.xlsx").read_bytes()
    (folder / "tables.en.xlsx").write_bytes(whole.replace(b"<workbook/>", b"<workbooc/>"))

    with pytest.raises(Refused) as refused:
        read_folder(folder)

    assert told(refused) == [("disclosure.unread-file", "tables.en.xlsx")]


def test_an_edition_whose_own_files_cannot_be_read_is_not_published(folder: Path) -> None:
    policy = load_policy()
    (folder / "report.en.docx").write_bytes(DAMAGED)
    counted = release(tabulation(single_choice("q", {"a": 20, "b": 30})), policy)
    edition = SimpleNamespace(policy=policy, released=counted)

    with pytest.raises(Refused) as refused:
        stop_leaks(edition, folder)  # type: ignore[arg-type]

    assert told(refused) == [("disclosure.unread-file", "report.en.docx")]
