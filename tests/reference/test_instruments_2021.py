"""The instruments of 2021 against the published reports and the reconstruction of their Welsh."""

import re
from pathlib import Path

import pytest

from diogel.surveys import Instrument, builtin_instrument

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# A cell of the reconstruction may go on with the choices, or with a note in brackets.
AFTER_THE_QUESTION = re.compile(r"\s*(\*\*|\[D\]|\(too long|(Yes|Ydy|Oes|Nac) |\w[\w' ]* / ).*")
REWORDED = {"f06"}
# The English is as reconstructed; the Welsh was put right since: "ynteu" between alternatives,
# a stem that fits every row of its grid, and the tense of a verb.
REWORDED_WELSH = {"b33", "b34", "b35", "b38"}


def shared(name: str) -> str:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    return path.read_text("utf-8", errors="replace")


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def test_every_verbatim_question_and_choice_stands_in_the_report() -> None:
    report = letters(shared("reports/workforce-survey-april-2021.txt"))
    workforce = builtin_instrument("workforce-2021")

    texts = [q.label.en for q in workforce.questions if q.status == "verbatim"]
    texts += [choice.label.en for choice in workforce.question("w9").choices]

    assert len(texts) == 16 + 19
    assert [text for text in texts if letters(text) not in report] == []


def reconstructed() -> dict[str, tuple[str, str]]:
    text = shared("domain.md")
    part = text[text.index("### 2.2 Front") : text.index("### 2.5 Inst")]
    rows = [re.split(r"(?<!\\)\|", line) for line in part.splitlines()]
    return {
        row[1].strip().lower().replace("w1o", "w1_other"): (row[3].strip(), row[4].strip())
        for row in rows
        if len(row) > 5 and re.fullmatch(r"\s*[FWB]\d+o?\s*", row[1])
    }


def label(instrument: Instrument, question: str) -> tuple[str, str]:
    text = (
        instrument.question(question).label
        if question in instrument
        else instrument.matrices[question].label
    )
    return text.en, text.cy


def test_the_welsh_of_the_reconstruction_is_carried_over() -> None:
    workforce, baseline = builtin_instrument("workforce-2021"), builtin_instrument("baseline-2021")

    compared = 0
    for question, wanted in reconstructed().items():
        instrument = baseline if question.startswith("b") else workforce
        known = question in instrument or question in instrument.matrices
        if not known or question in REWORDED:
            continue
        languages = 1 if question in REWORDED_WELSH else 2
        said = label(instrument, question)[:languages]
        for mine, theirs in zip(said, wanted[:languages], strict=True):
            rest = theirs.removeprefix(mine)
            assert rest == "" or (theirs.startswith(mine) and AFTER_THE_QUESTION.fullmatch(rest))
        compared += 1

    assert compared >= 55
