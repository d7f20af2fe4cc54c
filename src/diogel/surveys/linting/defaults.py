"""What a form puts in before anybody answers: handed on to the tool that asks, never counted.

Diogel works from the answers that came back. A blank there may be a default that somebody took
out, or a sheet of paper, so a default is never read into it. It is checked all the same: an
app would put in what the question cannot take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.rules import Rules
from diogel.surveys.suggestions import nearest

SHAPES = {
    "integer": r"-?\d{1,9}",
    "decimal": r"-?\d{1,15}(?:\.\d{1,15})?",
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?",
}
EXAMPLES = {
    "integer": "1",
    "decimal": "1.5",
    "date": "2021-09-10",
    "time": "14:30",
    "datetime": "2021-09-10T14:30",
}


def check_defaults(form: Questionnaire, rules: Rules) -> Iterator[Problem]:
    """Each default: what the question cannot take, or that it is handed on and not counted."""
    worked_out = {rule.cell for rule in rules.rules if rule.column == "default"}
    for item in form.asked:
        text, cell = item.row["default"], (item.row.number, "default")
        if not text or cell in rules.bad:
            continue
        wrong = [] if cell in worked_out else list(_wrong(form, item, text))
        yield from wrong
        if not wrong:
            yield item.row.problem(
                "form.default-handed-on", "default", text[:80], "", Severity.NOTE
            )


def _wrong(form: Questionnaire, item: Item, text: str) -> Iterator[Problem]:
    """A default that is none of the choices, or not of the question's kind."""
    if item.select and item.list_name in form.lists:
        codes = form.codes(item.list_name)
        parts = text.split() if item.kind == "multi" else [text]
        for part in parts:
            if part not in codes:
                near = nearest(part, codes)
                yield item.row.problem("form.bad-default", "default", part[:80], near)
    elif item.kind in SHAPES and not re.fullmatch(SHAPES[item.kind], text, re.ASCII):
        yield item.row.problem("form.bad-default", "default", text[:80], EXAMPLES[item.kind])
