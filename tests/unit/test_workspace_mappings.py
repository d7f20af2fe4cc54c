"""How suppliers' files are read: proposals that wait, and a second file of the same supplier."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.cli.app import main
from diogel.core import Bilingual
from diogel.workspace import Workspace, add, new_workspace

WIDE = "Local authority,Admissions 2023/24\nCardiff,31\nBridgend,12\nSwansea,20\n"
LONG = "Area,Month,Visits\nCardiff,2024-01,7\nBridgend,2024-01,3\nSwansea,2024-01,5\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "wide.csv", tmp_path / "long.csv"]
    for path, text in zip(paths, (WIDE, LONG), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _proposed(workspace: Workspace) -> Path:
    return workspace.path / "registers" / "mappings" / "from-health.proposed.toml"


def test_a_second_file_of_a_supplier_joins_the_proposal_that_waits(
    workspace: Workspace, files: list[Path]
) -> None:
    for path in files:
        add(workspace, [path], "en", supplier="Health")

    assert _proposed(workspace).read_text(encoding="utf-8").count("[[table]]") == 2


def test_a_proposal_that_a_person_changed_is_left_as_it_is(
    workspace: Workspace, files: list[Path]
) -> None:
    add(workspace, files[:1], "en", supplier="Health")
    changed = _proposed(workspace).read_text(encoding="utf-8") + "# seen by A.\n"
    _proposed(workspace).write_text(changed, encoding="utf-8")

    add(workspace, files[:1], "en", supplier="Health")

    assert _proposed(workspace).read_text(encoding="utf-8") == changed


def test_the_list_of_releases_says_which_file_and_period_each_is_of(
    workspace: Workspace, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    add(workspace, files[1:], "en", supplier="Health", accept=True)

    with pytest.raises(SystemExit):
        main(["releases", "--workspace", str(workspace.path)])

    told = capsys.readouterr().out
    assert all(word in told for word in ("Health", "2024-01", "long.csv"))
