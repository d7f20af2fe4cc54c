"""Waves in a workspace: compared in a build, by a key that lies outside of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from diogel.core import Bilingual, Refused
from diogel.demo import lay_out_waves
from diogel.surveys import read_wave
from diogel.workspace import Counting, Workspace, build, new_workspace
from diogel.workspace.linking import compare, everything_counted, keep_units, key_of

STRONG = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
WAVE = "workforce-2022"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.delenv("DIOGEL_LINK_KEY", raising=False)
    monkeypatch.delenv("DIOGEL_LINK_KEY_FILE", raising=False)
    made = new_workspace(tmp_path / "w", Bilingual("Our evidence", "Ein tystiolaeth"), "en")
    lay_out_waves(made.path / "surveys")
    return made


def _declare(workspace: Workspace, old: str, new: str) -> None:
    path = workspace.path / "surveys" / WAVE / "wave.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.problems[0].code


def test_a_build_makes_the_comparison_in_every_format(workspace: Workspace) -> None:
    build(workspace, only=WAVE)

    folder = workspace.out / "surveys" / WAVE
    formats = ("html", "docx", "odt", "pdf", "xlsx")
    names = {f"waves.{language}.{ending}" for language in ("en", "cy") for ending in formats}
    assert names <= {path.name for path in folder.iterdir()}
    index = (workspace.out / "index.html").read_text(encoding="utf-8")
    assert all(f"surveys/{WAVE}/{name}" in index for name in names)
    for language in ("en", "cy"):
        page = (folder / f"waves.{language}.html").read_text(encoding="utf-8")
        assert STRONG not in page
        assert zipfile.is_zipfile(folder / f"waves.{language}.docx")


def test_the_key_of_answers_that_are_not_invented_must_be_given(workspace: Workspace) -> None:
    _declare(workspace, "synthetic = true", "synthetic = false")

    with pytest.raises(Refused) as refusal:
        compare(workspace, WAVE)

    assert _code(refusal) == "waves.no-key"


def test_a_key_in_the_surveys_folder_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _declare(workspace, "synthetic = true", "synthetic = false")
    key = workspace.path / "surveys" / WAVE / "link.key"
    key.write_text(STRONG)
    monkeypatch.setenv("DIOGEL_LINK_KEY_FILE", str(key))

    with pytest.raises(Refused) as refusal:
        compare(workspace, WAVE)

    assert _code(refusal) == "waves.key-beside-answers"


def test_waves_are_compared_without_links_when_the_wave_says_so(workspace: Workspace) -> None:
    _declare(workspace, "[comparison]", "[comparison]\nlinked = false")

    found = compare(workspace, WAVE)

    assert key_of(workspace, read_wave(workspace.wave(WAVE))) is None
    assert not found.linked
    assert not any(shared.changes or shared.verdicts for shared in found.shared)


def test_units_kept_with_the_key_are_used_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _declare(workspace, "synthetic = true", "synthetic = false")
    key = tmp_path / "link.key"
    key.write_text(STRONG)
    monkeypatch.setenv("DIOGEL_LINK_KEY_FILE", str(key))

    path = keep_units(workspace, WAVE)

    assert STRONG not in path.read_text(encoding="utf-8")
    assert compare(workspace, WAVE).linked


def test_a_wave_that_names_no_other_is_not_compared(workspace: Workspace) -> None:
    with pytest.raises(Refused) as refusal:
        compare(workspace, "workforce-2021")

    assert _code(refusal) == "waves.compares-none"


def test_both_editions_compare_their_own(workspace: Workspace) -> None:
    published, safe = compare(workspace, WAVE), compare(workspace, WAVE, "default")

    assert published.released.figures["w7.no.lost"].figure.numerator == 10
    assert "w7.no.lost" not in safe.released.figures


def test_an_exception_may_open_one_question_of_the_comparison(workspace: Workspace) -> None:
    path = workspace.path / "surveys" / WAVE / "exceptions.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('covers = ["*"]', 'covers = ["w7.*", "w4.*", "w9.changes", "none.*"]'),
        encoding="utf-8",
    )
    counting = Counting(workspace)
    edition = counting.edition(WAVE, "")

    found = compare(workspace, WAVE)
    names = everything_counted(counting, edition)

    shown = {shared.pair.question.id for shared in found.shared if shared.changes}
    assert shown == {"w4", "w7"}
    assert not found.sizes_shown
    assert "w7.changes" in {table.id for table in names.tables}
    assert "w7.no.lost" in names.figures
