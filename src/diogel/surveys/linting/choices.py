"""Lists of choices: codes, lists that nobody uses, choices that are never shown."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import LANGUAGES, Problem, Severity
from diogel.places import areas
from diogel.surveys.expressions import Binary, Call, Here, Literal, Node, Path, walk
from diogel.surveys.form_tables import Row, heading
from diogel.surveys.linting.conditions import Work, holds_sometimes
from diogel.surveys.linting.questionnaire import AREAS, Questionnaire
from diogel.surveys.linting.rules import Rule, Rules
from diogel.surveys.suggestions import folded, nearest

MOST_FILTERED = 3_000  # choices of one list that are judged by a filter


def check_choices(form: Questionnaire, rules: Rules) -> Iterator[Problem]:
    """Every fault of the lists."""
    used = _used_lists(form, rules.rules)
    ticked = {item.list_name for item in form.items if item.kind == "multi"}
    for name, rows in form.lists.items():
        if name not in used:
            yield rows[0].problem("form.unused-list", "list_name", name, "", Severity.LOOK)
        for row in rows:
            yield from _code(row, many=name in ticked)
        yield from _alike(rows)
        if name == AREAS:
            yield from _areas(rows)
    work = Work()
    for rule in rules.rules:
        if rule.column == "choice_filter" and rule.cell not in rules.bad:
            yield from _never_shown(form, rule, work)


def _used_lists(form: Questionnaire, rules: list[Rule]) -> set[str]:
    used = {item.list_name for item in form.items}
    for rule in rules:
        for node in walk(rule.tree):
            match node:
                case Call("instance", (Literal(str(name)),)):
                    used.add(name)
    return used


def _code(row: Row, *, many: bool) -> Iterator[Problem]:
    """A code with a space: two codes, where several can be ticked."""
    code = row["name"]
    if len(code.split()) > 1:
        severity = Severity.STOP if many else Severity.LOOK
        yield row.problem("form.space-in-code", "name", code, "_".join(code.split()), severity)
    elif "'" in code or '"' in code or "${" in code:
        plain = "".join(letter for letter in code if letter.isalnum() or letter in "_-.")
        yield row.problem("form.bad-code", "name", code, plain)


def _alike(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Codes and labels that differ by nothing that a person would see."""
    for column in ("name", *(heading("label", language) for language in LANGUAGES)):
        seen = dict[str, str]()
        for row in rows:
            text, key = row[column], folded(row[column])
            if key in seen and seen[key] != text:
                yield row.problem("form.choices-alike", column, text, seen[key], Severity.LOOK)
            if text:
                seen.setdefault(key, text)


def _areas(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Codes of the list of areas that are no authority's."""
    known = {area.code for area in areas("local-authority")}
    for row in rows:
        if row["name"] and row["name"] not in known and len(row["name"].split()) == 1:
            yield row.problem("form.unknown-area", "name", row["name"], nearest(row["name"], known))


def _never_shown(form: Questionnaire, rule: Rule, work: Work) -> Iterator[Problem]:
    """Choices that a filter leaves out whatever is answered."""
    columns = sorted({name for node in walk(rule.tree) if (name := _column(node))})
    judged = dict[tuple[str, ...], bool]()
    for row in form.lists.get(rule.item.list_name, ())[:MOST_FILTERED]:
        cells = tuple(row[column] for column in columns)
        if cells not in judged:
            filled = _filled(rule.tree, row)
            judged[cells] = holds_sometimes(form, [filled], work)
        if not judged[cells]:
            where = columns[0] if columns else "name"
            yield row.problem(
                "form.choice-never-shown", where, row["name"], rule.text, question=rule.item.name
            )


def _column(node: Node) -> str:
    """The column of the list that a word of a filter means; empty for anything else."""
    match node:
        case Path(Here(), (step,)) if step.axis == "child" and not step.predicates:
            return step.test
    return ""


def _filled(node: Node, row: Row) -> Node:
    """A filter with the cells of one choice in the place of their columns."""
    column = _column(node)
    if column:
        return Literal(row[column])
    match node:
        case Binary(operator, left, right):
            return Binary(operator, _filled(left, row), _filled(right, row))
        case Call(function, arguments):
            return Call(function, tuple(_filled(each, row) for each in arguments))
    return node
