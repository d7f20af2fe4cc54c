"""The standard leaves the program as a folder, in either language of asking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diogel.cli import main
from diogel.language import say


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_the_command_writes_the_standard_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "safon"

    code, out, _ = run(capsys, "standard", "export", "--to", str(place), "--iaith", "cy")

    assert code == 0
    assert out.startswith(say("cli.standard.done", "cy", measures="", files="", place="")[:20])
    assert (place / "index.html").is_file()
    assert (place / "datapackage.json").is_file()


def test_without_a_folder_it_goes_where_everything_made_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "standard", "export", "--json", "--workspace", str(tmp_path))

    told = json.loads(out)
    assert code == 0
    assert Path(told["folder"]) == tmp_path / "out" / "standard"
    assert told["missing"] == ""
    assert told["measures"] > 60


def test_a_folder_of_ones_own_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    code, _, err = run(capsys, "standard", "export", "--to", str(tmp_path))

    assert code == 1
    assert str(tmp_path) in err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
