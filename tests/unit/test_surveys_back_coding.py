"""Words are coded by a person: counted with a note, taken back with a row, never changed."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from test_surveys_imports import wave_of

from diogel.core import Refused, Severity
from diogel.surveys import (
    Answers,
    Response,
    Wave,
    builtin_instrument,
    read_study,
    start_coding,
    take_coding,
    write_template,
)
from diogel.surveys.back_coding import (
    NAME,
    Decision,
    apply_coding,
    code_counts,
    fingerprint_of,
    open_answers,
    read_coding,
)

WORKFORCE = builtin_instrument("workforce-2021")
PLAN = """
[table.w1]
title = {en = "A", cy = "B"}
[table.w4]
title = {en = "A", cy = "B"}
"""
DAY = date(2026, 11, 22)
W9 = WORKFORCE.question("w9")
FIRST, SECOND = W9.codes[0], W9.codes[1]
GIVEN = (
    Response("1", (), "cy", {"w1": "other", "w1_other": "Mae un person", "w2": 1}),
    Response(
        "2",
        (),
        "en",
        {"w9": frozenset({"other", SECOND}), "w9_other": W9.choices[0].label.en.upper()},
    ),
    Response("3", (), "", {"w1": "other", "w1_other": "=Oes, ond"}),
    Response("4", (), "", {"w1": "yes", "w1_other": "off the path"}),
)
ANSWERS = Answers("w", WORKFORCE, GIVEN)


def decision(response: str, question: str, words: str, *codes: str, text: str = "") -> Decision:
    given = next(r for r in GIVEN if r.id == response)
    said = fingerprint_of(text or str(given.values[words]))
    return Decision(question, response, words, said, codes, "A. Codiwr", "2026-11-22")


@pytest.fixture
def wave(tmp_path: Path) -> Wave:
    wave = wave_of(tmp_path, WORKFORCE)
    write_template(WORKFORCE, wave.folder / "answers.xlsx", "en", GIVEN)
    plan = '[frame]\nknown = false\nreason = {en = "None.", cy = "Dim."}\n'
    (wave.folder / "plan.toml").write_text(plan + PLAN, encoding="utf-8")
    return wave


def choose(wave: Wave, row: int, code: str, coder: str = "A. Codiwr") -> None:
    """Type a code as a person would; `row` counts texts from 1."""
    book = openpyxl.load_workbook(wave.folder / "coding.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(row + 2, 7).value = code
    sheet.cell(row + 2, 8).value = coder
    book.save(wave.folder / "coding.xlsx")


def test_words_on_the_path_are_listed_with_what_they_say_letter_for_letter() -> None:
    listed = [(a.question.id, a.response, a.proposed) for a in open_answers(ANSWERS)]

    assert listed == [
        ("w1", "1", ""),
        ("w1", "3", ""),
        ("w1_reason", "1", ""),
        ("w1_reason", "3", ""),
        ("w9", "2", FIRST),
    ]


def test_a_coded_answer_counts_as_its_choice_and_its_words_stay() -> None:
    coded, problems, counts = apply_coding(
        ANSWERS, [decision("1", "w1", "w1_other", "no"), decision("2", "w9", "w9_other", FIRST)]
    )

    assert problems == ()
    assert counts == {"w1": 1, "w9": 1}
    assert code_counts(ANSWERS, WORKFORCE.question("w1"))["other"] == 2
    assert code_counts(coded, WORKFORCE.question("w1")) == {"yes": 1, "no": 1, "other": 1}
    assert coded.responses[1].values["w9"] == frozenset({FIRST, SECOND})
    for before, after in zip(GIVEN, coded.responses, strict=True):
        assert before.values.get("w1_other") == after.values.get("w1_other")
        assert before.values.get("w9_other") == after.values.get("w9_other")


def test_a_decision_taken_out_is_taken_back() -> None:
    coded, _, _ = apply_coding(ANSWERS, [])

    assert coded == ANSWERS


def test_words_that_changed_since_are_not_coded_and_want_a_look() -> None:
    stale = decision("1", "w1", "w1_other", "no", text="something else")

    coded, problems, counts = apply_coding(ANSWERS, [stale])

    assert coded == ANSWERS and counts == {}
    assert [(p.code, p.severity) for p in problems] == [("coding.stale", Severity.LOOK)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (decision("1", "w1", "w1_other", "maybe"), "coding.unknown-code"),
        (decision("1", "w1", "w1_other", "yes", "no"), "coding.one-code"),
        (decision("1", "w2", "w1_other", "1"), "coding.unknown-question"),
        (replace(decision("1", "w1", "w1_other", "yes"), words="w77"), "coding.unknown-question"),
    ],
)
def test_a_decision_that_cannot_be_stops(wrong: Decision, code: str) -> None:
    _, problems, _ = apply_coding(ANSWERS, [wrong])

    assert [(p.code, p.place.row, p.severity) for p in problems] == [(code, 2, Severity.STOP)]


def test_the_desk_may_code_the_same_words_to_its_own_question() -> None:
    coded, _, _ = apply_coding(ANSWERS, [decision("1", "w1_reason", "w1_other", "one_person")])
    clash = replace(GIVEN[0], values={**GIVEN[0].values, "w1_reason": "dual_role"})
    _, told, _ = apply_coding(
        replace(ANSWERS, responses=(clash,)),
        [decision("1", "w1_reason", "w1_other", "one_person")],
    )

    assert coded.value(coded.responses[0], "w1_reason") == "one_person"
    assert [p.code for p in told] == ["coding.desk-disagrees"]


def test_a_workbook_goes_out_and_comes_back_as_decisions(wave: Wave) -> None:
    written = start_coding(wave, "cy")
    choose(wave, 1, "Nac oes")  # a label in Welsh
    choose(wave, 5, f"{FIRST}; {SECOND}")

    read = take_coding(wave, wave.folder / "coding.xlsx", DAY)

    assert written.texts == 5 and read.decided == 2
    assert [(c.question, c.code, c.before, c.after) for c in read.changes] == [
        ("w1", "no", 0, 1),
        ("w1", "other", 2, 1),
        ("w9", FIRST, 0, 1),
        ("w9", "other", 1, 0),
    ]
    assert [d.codes for d in read_coding(wave.folder / NAME)] == [("no",), (FIRST, SECOND)]


def test_reading_again_keeps_the_day_of_what_did_not_change(wave: Wave) -> None:
    start_coding(wave, "en")
    choose(wave, 1, "no")
    take_coding(wave, wave.folder / "coding.xlsx", DAY)
    choose(wave, 2, "yes")

    take_coding(wave, wave.folder / "coding.xlsx", date(2027, 1, 5))

    days = [(d.response, d.day) for d in read_coding(wave.folder / NAME)]
    assert days == [("1", "2026-11-22"), ("3", "2027-01-05")]


def test_everything_wrong_in_a_workbook_is_told_and_nothing_kept(wave: Wave) -> None:
    start_coding(wave, "en")
    choose(wave, 1, "nno")
    choose(wave, 2, "yes", coder="")

    with pytest.raises(Refused) as refused:
        take_coding(wave, wave.folder / "coding.xlsx", DAY)

    assert [(p.code, p.place.row) for p in refused.value.problems] == [
        ("coding.unknown-code", 3),
        ("coding.no-coder", 4),
    ]
    assert not (wave.folder / NAME).exists()


def test_codes_that_nobody_read_are_not_written_over(wave: Wave) -> None:
    start_coding(wave, "en")
    choose(wave, 1, "no")

    with pytest.raises(Refused) as refused:
        start_coding(wave, "en")
    take_coding(wave, wave.folder / "coding.xlsx", DAY)
    again = start_coding(wave, "cy")

    assert [p.code for p in refused.value.problems] == ["coding.unread"]
    assert again.decided == 1
    assert openpyxl.load_workbook(again.path).worksheets[0].cell(3, 7).value == "no"


def test_a_study_counts_with_the_coding_and_says_so(wave: Wave) -> None:
    start_coding(wave, "en")
    choose(wave, 1, "no")
    answers_before = (wave.folder / "answers.xlsx").read_bytes()
    take_coding(wave, wave.folder / "coding.xlsx", DAY)

    study = read_study(wave.folder)
    counted = study.tabulate({})

    assert counted.figures["w1.no"].numerator == 1
    assert counted.figures["w1.other"].numerator == 1
    assert "coding.applied" in [p.code for p in study.problems]
    notes = {
        counted.figures[name].source: table.note
        for table in counted.tables
        for name in table.cells.values()
    }
    assert "coded" in notes["w1"].en and "Codiodd" in notes["w1"].cy
    assert "coded" not in notes["w4"].en
    assert (wave.folder / "answers.xlsx").read_bytes() == answers_before
    (wave.folder / NAME).unlink()
    assert read_study(wave.folder).tabulate({}).figures["w1.other"].numerator == 2
