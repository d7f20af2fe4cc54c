"""Everything that can be found wrong with a form without asking anybody, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.core import Problem, Severity
from diogel.surveys.form_tables import FormTables
from diogel.surveys.linting.choices import check_choices
from diogel.surveys.linting.circles import check_circles
from diogel.surveys.linting.defaults import check_defaults
from diogel.surveys.linting.logic import Logic
from diogel.surveys.linting.questionnaire import Questionnaire, read_questionnaire
from diogel.surveys.linting.references import check_piped, check_references
from diogel.surveys.linting.rules import Rules, read_rules
from diogel.surveys.linting.structure import check_structure
from diogel.surveys.linting.texts import check_texts
from diogel.surveys.linting.type_checks import check_types
from diogel.surveys.linting.waves import check_against, check_indicators
from diogel.surveys.linting.welsh import check_welsh_answers


def lint(
    tables: FormTables, previous: FormTables | None = None, told: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """Every problem of a form's rules, texts, lists and indicators.

    Parameters
    ----------
    tables : FormTables
    previous : FormTables or None
        The form of the wave before, to be compared with by indicator.
    told : iterable of Problem
        What is known already: a rule whose cell is bad is not judged again.

    Returns
    -------
    tuple of Problem
        What is wrong with single rows as such (an unknown type, a missing name) is told by
        `form_building.build`, not here.
    """
    form = read_questionnaire(tables)
    rules = _rules(form, told)
    problems = [*rules.problems, *check_texts(tables)]
    problems += check_structure(form, rules.rules)
    problems += check_choices(form, rules)
    problems += check_defaults(form, rules)
    problems += Logic(form, rules).problems()
    problems += check_welsh_answers(form)
    problems += check_indicators(form)
    if previous is not None:
        problems += check_against(form, read_questionnaire(previous))
    return once_each(problems)


def _rules(form: Questionnaire, told: Iterable[Problem]) -> Rules:
    """Every rule, judged from the outside in: what is bad in one way is not judged in another."""
    rules = read_rules(form)
    stopped = [problem for problem in told if problem.severity is Severity.STOP]
    known = {(p.place.row, p.place.column) for p in stopped if p.place.sheet == "survey"}
    rules.bad |= known
    for rule in [rule for rule in rules.rules if rule.cell not in known]:
        rules.tell(check_references(form, rule))
        rules.tell(check_types(form, rule))
    rules.tell(check_circles(form, rules.rules))
    for item in form.items:
        rules.tell(check_piped(form, item))
    return rules


def once_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without those that say the same of the same cell again."""
    return without_echoes(_firsts(problems))


def without_echoes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without those that only follow from another.

    A missing column is not told again for each of its cells, nor a rule that looks ahead
    when it is part of a circle.
    """
    found = tuple(problems)
    columns = {(p.place.sheet, p.expected) for p in found if p.code == "form.missing-column"}
    circles = {p.place for p in found if p.code == "form.circular-rule"}

    def follows(problem: Problem) -> bool:
        if problem.code in ("form.missing-welsh", "form.missing-english"):
            return (problem.place.sheet, problem.place.column) in columns
        return problem.code == "form.rule-looks-ahead" and problem.place in circles

    return tuple(problem for problem in found if not follows(problem))


def _firsts(problems: Iterable[Problem]) -> Iterator[Problem]:
    seen = set[tuple[object, ...]]()
    for problem in problems:
        key = (problem.code, problem.place, problem.found, problem.slots.get("question"))
        if key not in seen:
            seen.add(key)
            yield problem


def stops(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems ends the work."""
    return any(problem.severity is Severity.STOP for problem in problems)
