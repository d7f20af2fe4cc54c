"""The national figures of a workspace's surveys, as an assessment takes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from diogel.workspace import open_workspace
from diogel.workspace.survey_voices import survey_inputs, survey_voices


def test_each_published_survey_gives_the_figures_that_its_report_puts_first(
    demo_workspace: Path,
) -> None:
    found = {v.wave: v for v in survey_voices(open_workspace(demo_workspace), date(2026, 1, 1))}

    workforce = found["workforce-2021"]
    values = {line.figure: line.value for line in workforce.lines}
    assert values["workforce-2021:W1"].en == "17 of 22"
    assert values["workforce-2021:W1"].cy == "17 o 22"
    assert all(line.sentence.complete for line in workforce.lines)
    assert workforce.synthetic and not workforce.hidden


def test_a_survey_that_is_not_yet_published_says_nothing(demo_workspace: Path) -> None:
    assert survey_voices(open_workspace(demo_workspace), date(2020, 1, 1)) == ()


def test_a_survey_that_cannot_be_read_says_nothing_and_stops_nothing(demo_copy: Path) -> None:
    answers = next((demo_copy / "surveys" / "workforce-2021").glob("answers.*"))
    before = survey_inputs(open_workspace(demo_copy))
    answers.write_bytes(b"")

    found = [v.wave for v in survey_voices(open_workspace(demo_copy), date(2026, 1, 1))]

    assert "workforce-2021" not in found
    assert survey_inputs(open_workspace(demo_copy)) != before
