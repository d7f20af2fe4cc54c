"""A new survey appears whole, with dates, stamps and a questionnaire that can be used."""

from datetime import date
from pathlib import Path

import pytest

from diogel.core import Bilingual, Refused, Severity
from diogel.disclosure import DEFAULT_POLICY, load_policy, release
from diogel.reports.narrative import hash_of_narrative, read_front, read_template
from diogel.surveys import read_instrument, read_plan, read_wave
from diogel.workspace import Workspace, new_survey, new_workspace

DAY = date(2026, 3, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "evidence", Bilingual("Ours", "Ein rhai ni"), "en")


def test_every_placeholder_is_filled_in(workspace: Workspace) -> None:
    folder = new_survey(workspace, "training-2026", DAY)

    texts = [file.read_text("utf-8") for file in folder.iterdir()]

    assert [text for text in texts if "@" in text] == []


@pytest.mark.parametrize("name", ["", ".", "../surveys/training-2026", "training-2026/"])
def test_a_survey_is_found_by_its_name_alone(workspace: Workspace, name: str) -> None:
    folder = new_survey(workspace, "training-2026", DAY)

    with pytest.raises(Refused) as refused:
        workspace.wave(name)

    assert [problem.code for problem in refused.value.problems] == ["workspace.no-survey"]
    assert workspace.wave("training-2026") == folder


def test_fieldwork_opens_today_and_the_report_follows(workspace: Workspace) -> None:
    wave = read_wave(new_survey(workspace, "training-2026", DAY))

    assert (wave.opened, wave.closed, wave.published) == (
        DAY,
        date(2026, 3, 23),
        date(2026, 4, 13),
    )


def test_the_welsh_is_stamped_for_the_english_beside_it(workspace: Workspace) -> None:
    folder = new_survey(workspace, "training-2026", DAY)
    english, welsh = ((folder / f"report.{lang}.md").read_text("utf-8") for lang in ("en", "cy"))

    front = read_front(read_template(welsh), "cy")

    assert front.english == hash_of_narrative(english)


def test_the_example_can_be_used_and_says_its_answers_are_invented(workspace: Workspace) -> None:
    folder = new_survey(workspace, "training-2026", DAY)

    instrument, problems = read_instrument(folder / "instrument.md")

    assert [p for p in problems if p.severity is Severity.STOP] == []
    assert instrument.id == read_plan(folder / "plan.toml").wave == "training-2026"
    assert read_wave(folder).synthetic


def test_the_names_of_its_questions_belong_to_no_language(workspace: Workspace) -> None:
    instrument, _ = read_instrument(new_survey(workspace, "a", DAY) / "instrument.md")

    firsts = {question.id.partition("_")[0] for question in instrument.questions}

    assert all(len(name) <= 2 and name[1:].isdigit() for name in firsts)


@pytest.mark.parametrize("name", ["", "Training", "a b", "../a", "a/b", "con", "lpt1", "-a", "ŵ"])
def test_a_name_that_some_computer_cannot_keep_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(Refused) as refused:
        new_survey(workspace, name, DAY)

    assert [p.code for p in refused.value.problems] == ["workspace.bad-name"]


def test_a_survey_that_is_there_is_left_alone(workspace: Workspace) -> None:
    folder = new_survey(workspace, "training-2026", DAY)
    (folder / "plan.toml").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        new_survey(workspace, "training-2026", DAY)

    assert [p.code for p in refused.value.problems] == ["workspace.survey-exists"]
    assert (folder / "plan.toml").read_text("utf-8") == "mine"


def test_a_start_that_fails_leaves_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError("the disk is full")

    monkeypatch.setattr("diogel.workspace.starting.stamp_english", fail)

    with pytest.raises(OSError, match="full"):
        new_survey(workspace, "training-2026", DAY)

    assert list((workspace.path / "surveys").iterdir()) == []


def test_a_table_of_opinions_that_everybody_filled_in_is_not_withheld_for_its_noughts(
    workspace: Workspace,
) -> None:
    from diogel.surveys import read_study

    folder = new_survey(workspace, "training-2026", DAY)
    rows = ["response,q1,q6_data,q6_engagement,q6_duties"]
    codes = [f"W060000{n:02d}" for n in (*range(1, 7), *range(8, 16))]
    rows += [
        f"{n},{c},{','.join(['very' if n % 2 else 'not_very'] * 3)}" for n, c in enumerate(codes)
    ]
    (folder / "answers.csv").write_text("\n".join(rows), encoding="utf-8")

    released = release(read_study(folder).tabulate({}), load_policy(DEFAULT_POLICY))

    assert released.tables["q6"].treatment in ("whole", "collapsed")
    assert released.figures["q6_data.no_response"].figure.numerator == 0
