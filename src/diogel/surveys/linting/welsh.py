"""Yes and No in Welsh: they follow the verb of the question, and belong to each other."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Problem
from diogel.surveys.form_tables import Row, heading
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.welsh_answers import fitting_no, said_yes_or_no, wrong_answer

WELSH = heading("label", "cy")


def check_welsh_answers(form: Questionnaire) -> Iterator[Problem]:
    """Every Yes or No that does not answer the Welsh question that it is shown under."""
    told = set[int]()
    for item in form.items:
        if item.kind != "single":
            continue
        asked = _asked(form, item)
        for row in form.lists.get(item.list_name, ()):
            label = row.text("label")
            expected = wrong_answer(asked, label) if label.cy else ""
            if expected:
                told.add(row.number)
                yield row.problem(
                    "form.welsh-yes-no", WELSH, label.cy, expected, question=item.name
                )
    for rows in form.lists.values():
        yield from _pair(rows, told)


def _asked(form: Questionnaire, item: Item) -> str:
    """The Welsh that is asked: of a row of a grid, the stem that all rows share."""
    grid = form.by_name.get(item.grid)
    return (grid or item).row[WELSH]


def _pair(rows: tuple[Row, ...], told: set[int]) -> Iterator[Problem]:
    """A Yes of one verb beside a No of another, whatever the question."""
    yes = [row for row in rows if said_yes_or_no(row.text("label")) == "yes"]
    no = [row for row in rows if said_yes_or_no(row.text("label")) == "no"]
    if not yes or any(row.number in told for row in (*yes, *no)):
        return
    expected = fitting_no(yes[0][WELSH])
    for row in no:
        if expected and row[WELSH] and not row[WELSH].lower().startswith(expected.lower()):
            yield row.problem("form.welsh-no-of-another-verb", WELSH, row[WELSH], expected)
