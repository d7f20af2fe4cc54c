"""How the rows of a form stand together: names, grids, areas, what must be stated."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.form_building import ALLOWED
from diogel.surveys.linting.questionnaire import AREAS, Item, Questionnaire
from diogel.surveys.linting.rules import Rule

# Names that the format or the table of answers keeps for itself.
RESERVED = frozenset(
    (
        *("meta", "data", "root", "instance", "instanceid", "instancename", "form", "true"),
        *("false", "response", "ymateb", "conversation", "sgwrs", "language", "iaith"),
        *("withdrawn", "weight", "pwysau", "pwysoliad", "id"),
    )
)
LONGEST_NAME = 64  # [bytes] what SPSS takes
ANSWERS_ONLY = ("constraint", "required", "choice_filter")


def check_structure(form: Questionnaire, rules: list[Rule]) -> Iterator[Problem]:
    """Every fault of names, grids and areas."""
    stated = any(item.row["disclosure"] for item in form.items)
    for item in form.items:
        yield from _name(item)
        yield from _misplaced(item)
        asked = not item.holds and item.kind not in ("note", "calculate", "other")
        if stated and asked and not item.row["disclosure"]:
            expected = " / ".join(ALLOWED["disclosure"])
            yield item.row.problem("form.missing-disclosure", "disclosure", item.name, expected)
    yield from _names_alike(form)
    yield from _grids(form)
    yield from _area_questions(form)
    for rule in rules:
        yield from _without_answer(rule)


def _name(item: Item) -> Iterator[Problem]:
    name = item.name
    if name.lower() in RESERVED:
        yield item.row.problem("form.reserved-name", "name", name, f"{name}_1")
    elif len(name.encode()) > LONGEST_NAME:
        shorter = name[:LONGEST_NAME]
        yield item.row.problem("form.long-name", "name", name, shorter, Severity.LOOK)


def _names_alike(form: Questionnaire) -> Iterator[Problem]:
    """Names that only capitals or - and _ tell apart."""
    seen = dict[str, str]()
    for item in form.items:
        key = item.name.lower().replace("-", "_")
        other = seen.setdefault(key, item.name)
        if item.name and other != item.name:
            yield item.row.problem("form.names-alike", "name", item.name, other)


def _misplaced(item: Item) -> Iterator[Problem]:
    """A rule about answers on a row that has none."""
    if item.kind == "note" or item.holds:
        for column in ANSWERS_ONLY:
            text = item.row[column]
            if text and text.lower() not in ("no", "false", "false()", "0"):
                yield item.row.problem("form.rule-without-answer", column, text[:80])
    if item.row["choice_filter"] and not (item.select or item.holds or item.kind == "note"):
        yield item.row.problem(
            "form.rule-without-answer", "choice_filter", item.row["choice_filter"][:80]
        )


def _without_answer(rule: Rule) -> Iterator[Problem]:
    """A constraint that does not look at the answer it is meant to check."""
    if rule.column != "constraint" or "." in rule.text.replace("${", ""):
        return
    if f"${{{rule.item.name}}}" not in rule.text.replace(" ", ""):
        yield rule.problem("form.constraint-ignores-answer", rule.tree, ". >= 0", Severity.LOOK)


def _grids(form: Questionnaire) -> Iterator[Problem]:
    """Rows of a grid that are not choices from the grid's one list."""
    first = dict[str, Item]()
    for item in form.items:
        if not item.grid or item.holds or item.kind in ("note", "calculate"):
            continue
        if item.kind == "single" and item.grid not in first:
            first[item.grid] = item
        model = first.get(item.grid)
        if model is None:
            continue
        same = form.codes(item.list_name) == form.codes(model.list_name)
        if item.list_name in form.lists and item.kind == model.kind and same:
            continue
        if item.list_name in form.lists or not item.select:
            expected = f"{model.row['type']}"
            yield item.row.problem("form.matrix-choices", "type", item.row["type"], expected)


def _area_questions(form: Questionnaire) -> Iterator[Problem]:
    """A second question about areas: only the first says what a response covers."""
    found = [item for item in form.items if item.select and item.list_name == AREAS]
    for item in found[1:]:
        yield item.row.problem(
            "form.second-area-question", "type", item.name, found[0].name, Severity.LOOK
        )
