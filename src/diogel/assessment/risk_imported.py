"""Scores that others worked out, MoRiLE or any other: kept word for word, beside ours only.

Nothing here is ever added to, averaged with or turned into one of our own scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_storage import Shelf, day, held, put
from diogel.core import LANGUAGES, Problem, Refused, Severity
from diogel.engine import Engine
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.standard.templates.cells import day_of
from diogel.standard.validation.did_you_mean import by_fold, folded, nearest
from diogel.store import Release, Store

COLUMNS = ("priority", "system", "score", "on", "source", "note")
_WANTED = ("priority", "system", "score", "on", "source")
_SHOWN = 60
IMPORTED = Shelf("risk_imported", dict.fromkeys(COLUMNS, "text"), ("priority", "system"))


@dataclass(frozen=True, slots=True)
class ImportedScore:
    """A score of somebody else's.

    Attributes
    ----------
    system : str
        What it was scored with, as its owner names it: "MoRiLE".
    score : str
        Word for word as it came: a number, a grade, a colour.
    on : date
        The day that it was given.
    source : str
        Who gave it, and in which document.
    """

    priority: str
    system: str
    score: str
    on: date
    source: str
    note: str = ""


@cache
def _headings() -> Mapping[str, str]:
    """The columns by the folded words of either language, and by their own names."""
    found = {folded(name): name for name in COLUMNS}
    for language in LANGUAGES:
        found.update({folded(say(f"risk.imported-{name}", language)): name for name in COLUMNS})
    return found


def read_imported_scores(
    path: Path, priorities: Sequence[Priority], *, today: date | None = None
) -> tuple[ImportedScore, ...]:
    """The scores of a workbook or text table with one row for each.

    Its headings are those of `COLUMNS` or their words in either language; the priority is
    given by its code or by its title in either language.

    Raises
    ------
    Refused
        With everything wrong, each at its cell.
    """
    sheets = read_sheets(path)
    sheet = next((one for one in sheets if set(_WANTED) <= set(_columns(one))), None)
    if sheet is None:
        expected = ", ".join(_WANTED)
        raise Refused([Problem("risk.imported-headings", sheets[0].place(1), "", expected)])
    columns = _columns(sheet)
    problems = list[Problem](sheet.problems)
    found: dict[tuple[str, str], ImportedScore] = {}
    for row in range(2, len(sheet.rows) + 1):
        if not any(cell.strip() for cell in sheet.rows[row - 1]):
            continue
        one, wrong = _read_row(sheet, row, columns, priorities, today or date.today())
        if one is not None and found.setdefault((one.priority, one.system), one) is not one:
            wrong = [Problem("risk.imported-twice", sheet.place(row), one.system)]
        problems += wrong
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    return tuple(found.values())


def _columns(sheet: Sheet) -> dict[str, int]:
    cells = sheet.rows[0] if sheet.rows else ()
    named = ((_headings().get(folded(cell), ""), at) for at, cell in enumerate(cells, 1))
    return {name: at for name, at in named if name}


def _read_row(
    sheet: Sheet,
    row: int,
    columns: Mapping[str, int],
    priorities: Sequence[Priority],
    today: date,
) -> tuple[ImportedScore | None, list[Problem]]:
    text = {name: sheet.cell(row, columns.get(name, 0)).strip() for name in COLUMNS}
    places = {name: sheet.place(row, columns.get(name), name) for name in COLUMNS}
    problems = [Problem("risk.imported-blank", places[n]) for n in _WANTED if not text[n]]
    names = by_fold({one.id: (one.title.en, one.title.cy) for one in priorities})
    priority = names.get(folded(text["priority"]), "")
    if text["priority"] and not priority:
        found, near = text["priority"][:_SHOWN], nearest(text["priority"], names)
        problems.append(Problem("risk.no-such-priority", places["priority"], found, near))
    written = day_of(text["on"])
    if text["on"] and not written:
        problems.append(Problem("risk.not-a-day", places["on"], text["on"][:_SHOWN]))
    if written and date.fromisoformat(written) > today:
        problems.append(Problem("risk.future-day", places["on"], written))
    if problems:
        return None, problems
    rest = (text["system"], text["score"], date.fromisoformat(written))
    return ImportedScore(priority, *rest, text["source"], text["note"]), []


def record_imported(
    store: Store, engine: Engine, scores: Sequence[ImportedScore], *, supplier: str
) -> Release | None:
    """Keep others' scores; None when all of them hold already as they are."""
    there = set(imported_scores(store, engine))
    rows: list[dict[str, str | int | None]] = [
        {**{name: getattr(one, name) for name in COLUMNS}, "on": one.on.isoformat()}
        for one in scores
        if one not in there
    ]
    if not rows:
        return None
    return put(store, engine, {IMPORTED: rows}, source="risk-imported", supplier=supplier)


def imported_scores(
    store: Store, engine: Engine, *, as_at: datetime | None = None
) -> tuple[ImportedScore, ...]:
    """Others' scores that hold, or held at a moment."""
    return tuple(
        ImportedScore(
            str(row["priority"]),
            str(row["system"]),
            str(row["score"]),
            day(row["on"]),
            str(row["source"]),
            str(row["note"] or ""),
        )
        for row in held(store, engine, IMPORTED, as_at)
    )
