"""What a form can get wrong that its rows alone do not show: rules and Welsh answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diogel.core import Problem
from diogel.surveys.expressions import (
    Binary,
    Call,
    ExpressionError,
    Literal,
    Node,
    Reference,
    parse,
    references,
    walk,
)
from diogel.surveys.form_building import Draft
from diogel.surveys.form_tables import Row, heading
from diogel.surveys.instrument import Instrument
from diogel.surveys.suggestions import nearest
from diogel.surveys.welsh_answers import wrong_answer


def check_form(instrument: Instrument, draft: Draft) -> Iterator[Problem]:
    """Every fault of rules and of Welsh answers."""
    rules = dict[str, Node]()
    for row in draft.tables.rows.get("survey", ()):
        if not row["relevant"]:
            continue
        try:
            rules[row["name"]] = parse(row["relevant"])
        except ExpressionError as error:
            yield row.problem(
                "form.bad-rule", "relevant", error.found or row["relevant"], position=error.position
            )
            continue
        yield from _check_rule(instrument, row, rules[row["name"]])
    yield from _circles(instrument, draft.rows)
    yield from _welsh_answers(instrument, draft)


def _check_rule(instrument: Instrument, row: Row, rule: Node) -> Iterator[Problem]:
    for name in sorted(references(rule)):
        if name not in instrument.names:
            expected = nearest(name, sorted(instrument.names))
            yield row.problem("form.unknown-reference", "relevant", name, expected)
    for name, code in _compared(rule):
        if name not in instrument or not instrument.question(name).choices:
            continue
        codes = instrument.question(name).codes
        if code not in codes and code != "":
            yield row.problem(
                "form.unknown-choice-in-rule",
                "relevant",
                code,
                nearest(code, codes),
                question=name,
            )


def _compared(rule: Node) -> Iterator[tuple[str, str]]:
    """Each question in a rule with each text that it is compared with."""
    for node in walk(rule):
        match node:
            case Binary("=" | "!=", Reference(name), Literal(str(code))):
                yield name, code
            case Binary("=" | "!=", Literal(str(code)), Reference(name)):
                yield name, code
            case Call("selected", (Reference(name), Literal(str(code)))):
                yield name, code


def _circles(instrument: Instrument, rows: Mapping[str, Row]) -> Iterator[Problem]:
    """Questions that are asked only if themselves are answered, at whatever remove."""
    looks_at = {q.id: _looks_at(q.relevant) for q in instrument.questions}
    for start in looks_at:
        reached, waiting = set[str](), list(looks_at[start])
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(looks_at.get(name, ()))
        if start in reached:
            yield rows[start].problem("form.circular-rule", "relevant", start)


def _looks_at(rule: str) -> frozenset[str]:
    try:
        return references(parse(rule)) if rule else frozenset()
    except ExpressionError:
        return frozenset()


def _welsh_answers(instrument: Instrument, draft: Draft) -> Iterator[Problem]:
    for question in instrument.questions:
        if question.kind != "single":
            continue
        matrix = instrument.matrices.get(question.matrix)
        asked = matrix.label.cy if matrix else question.label.cy
        for row, choice in draft.lists.get(draft.list_names.get(question.id, ""), ()):
            expected = wrong_answer(asked, choice.label) if choice.label.cy else ""
            if expected:
                yield row.problem(
                    "form.welsh-yes-no",
                    heading("label", "cy"),
                    choice.label.cy,
                    expected,
                    question=question.id,
                )
