"""The national figures of a workspace's surveys, as an assessment takes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from diogel.core import LANGUAGES
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


def test_every_number_of_a_survey_is_traced_and_kept_with_it(demo_workspace: Path) -> None:
    workspace, day = open_workspace(demo_workspace), date(2026, 1, 1)
    found, again = survey_voices(workspace, day), survey_voices(workspace, day)

    assert again == found
    for voice in found:
        assert voice.edition is not None and voice.edition.wave == voice.wave
        assert set(voice.traced) >= {line.figure for line in voice.printed}
        for line in voice.printed:
            assert voice.traced[line.figure].said == line.value


def test_a_number_in_a_sentence_is_named_with_its_survey_and_traced(demo_copy: Path) -> None:
    for language in LANGUAGES:
        report = demo_copy / "surveys" / "baseline-2021" / f"report.{language}.md"
        text = report.read_text(encoding="utf-8")
        first = text.index("{{callout B1}} ") + len("{{callout B1}} ")
        report.write_text(
            f"{text[:first]}{{B15|of}}, {{workforce-2021:W2|of}}: {text[first:]}", encoding="utf-8"
        )

    found = survey_voices(open_workspace(demo_copy), date(2026, 1, 1))

    voice = next(voice for voice in found if voice.wave == "baseline-2021")
    line = voice.lines[0]
    assert line.sentence.cy.startswith(
        '[17 o 19]{.figure data-figure="baseline-2021:B15" data-form="of"}, '
        '[12 o 15]{.figure data-figure="workforce-2021:W2" data-form="of"}: '
    )
    assert [each.id for each in line.traced] == [
        "baseline-2021:B1",
        "baseline-2021:B15",
        "workforce-2021:W2",
    ]


def test_a_survey_that_is_not_yet_published_says_nothing(demo_workspace: Path) -> None:
    assert survey_voices(open_workspace(demo_workspace), date(2020, 1, 1)) == ()


def test_a_survey_that_cannot_be_read_says_nothing_and_stops_nothing(demo_copy: Path) -> None:
    answers = next((demo_copy / "surveys" / "workforce-2021").glob("answers.*"))
    before = survey_inputs(open_workspace(demo_copy))
    answers.write_bytes(b"")

    found = [v.wave for v in survey_voices(open_workspace(demo_copy), date(2026, 1, 1))]

    assert "workforce-2021" not in found
    assert survey_inputs(open_workspace(demo_copy)) != before
