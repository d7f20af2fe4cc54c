"""A question that was asked in other words is not compared, and it is said why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from waves_factory import studies

from diogel.core import Bilingual
from diogel.surveys import Instrument, Question
from diogel.surveys.waves.wording import Break, Counterpart, counterparts


@pytest.fixture
def form() -> Instrument:
    return studies()[0].instrument


def _changed(form: Instrument, name: str, **changes: object) -> Instrument:
    questions = tuple(
        replace(q, **changes) if q.id == name else q  # type: ignore[arg-type]
        for q in form.questions
    )
    return Instrument(form.id, "2", form.title, questions, form.matrices, blocks=form.blocks)


def _breaks(first: Instrument, second: Instrument) -> dict[str, tuple[Break, ...]]:
    return {p.question.id: p.breaks for p in counterparts(first, second) if p.breaks}


def _question(form: Instrument, name: str) -> Question:
    return form.question(name)


def test_the_same_form_has_no_break(form: Instrument):
    assert _breaks(form, form) == {}


def test_other_words_are_a_break(form: Instrument):
    label = _question(form, "w4").label
    second = _changed(form, "w4", label=replace(label, en="Have any of the staff other duties?"))

    assert _breaks(form, second)["w4"] == (Break.TEXT,)


def test_other_words_in_welsh_alone_are_a_break_too(form: Instrument):
    label = _question(form, "w1").label
    second = _changed(form, "w1", label=replace(label, cy="A oes gennych dîm?"))

    assert _breaks(form, second) == {"w1": (Break.WELSH,)}


def test_other_spaces_are_no_break(form: Instrument):
    label = _question(form, "w1").label
    second = _changed(form, "w1", label=Bilingual(f" {label.en}\n", label.cy.replace(" ", "  ")))

    assert _breaks(form, second) == {}


def test_another_hint_is_a_break(form: Instrument):
    second = _changed(form, "w9", hint=Bilingual("Tick at least one", "Ticiwch o leiaf un"))

    assert _breaks(form, second)["w9"] == (Break.TEXT,)


def test_another_answer_to_choose_from_is_a_break(form: Instrument):
    second = _changed(form, "w14", choices=_question(form, "w14").choices[:-1])

    assert _breaks(form, second)["w14"] == (Break.ANSWERS,)


def test_who_is_led_by_a_question_that_changed_is_another_base(form: Instrument):
    label = _question(form, "w7").label
    second = _changed(form, "w7", label=replace(label, en="Is there an analyst?"))

    found = _breaks(form, second)

    assert found["w7"] == (Break.TEXT,)
    assert found["w8"] == (Break.ASKED,)


def test_another_rule_is_another_base(form: Instrument):
    second = _changed(form, "w8", relevant="${w7} != 'no'", rule="${w7} != 'no'")

    assert _breaks(form, second) == {"w8": (Break.ASKED,)}


def test_one_answer_and_several_are_not_compared(form: Instrument):
    assert _breaks(form, _changed(form, "w9", kind="single"))["w9"] == (Break.KIND,)


def test_a_new_question_and_one_that_went_are_told(form: Instrument):
    second = _changed(form, "w4", id="w40", indicator="workforce.other")

    found = _breaks(form, second)

    assert found["w40"] == (Break.NEW,)
    assert found["w4"] == (Break.GONE,)


def test_a_question_keeps_its_identity_under_another_id(form: Instrument):
    second = _changed(form, "w4", id="q4")

    pair = next(p for p in counterparts(form, second) if p.question.id == "q4")

    assert pair == Counterpart(second.question("q4"), form.question("w4"))


def test_the_demonstrations_reworded_question_is_not_compared():
    first, second, *_ = studies()

    found = _breaks(first.instrument, second.instrument)

    assert found["w14"] == (Break.TEXT,)
    assert found["w14_who"] == (Break.ASKED,)
    assert set(found) == {"w14", "w14_who"}
