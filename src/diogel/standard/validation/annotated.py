"""The partner's own file handed back, each fault marked in its cell in their language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from diogel.core import Language, Place, Problem
from diogel.files.marking import (
    MOST_COMMENTS,
    Listed,
    Mark,
    MarkList,
    has_drawings,
    keeps_looks,
    write_marked,
)
from diogel.files.sheet import column_number
from diogel.language import explain, say

_LETTERS = re.compile(r"([A-Z]{1,3})(?: \(|$)")
_RUN = re.compile(r"(\d+)(?:–(\d+))?")


def write_annotated(path: Path, problems: Iterable[Problem], language: Language, to: Path) -> None:
    """Write a marked copy of a file as a workbook; the file itself is not touched.

    Every problem is in the list in front, in the person's language, with a link to its cell.
    A cell's problem is also a comment on the cell. Nothing personal is repeated: a problem
    does not carry it.

    Parameters
    ----------
    path : Path
        The file that was checked: a workbook, or a text table.
    problems : iterable of Problem
        What `check_file` found in it.
    to : Path
        Where the copy goes, a name ending in .xlsx.
    """
    listed = sorted(problems, key=_order)
    marks: dict[str, dict[tuple[int, int], Mark]] = defaultdict(dict)
    for problem in listed:
        for at in _cells(problem):
            sheet = marks[problem.place.sheet]
            before = sheet.get(at)
            said = (*(before.texts if before else ()), _sentence(problem, language))
            weights = (before.weight if before else "note", problem.severity.value)
            sheet[at] = Mark(tuple(dict.fromkeys(said)), _heavier(*weights))
    write_marked(path, to, marks, _front(path, listed, language))


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.place.sheet, problem.place.row or 0, _column(problem.place) or 0


def _heavier(one: str, other: str) -> str:
    return min(one, other, key=("stop", "look", "note").index)


def _column(place: Place) -> int | None:
    """The number of a problem's column; None when it is of a whole row."""
    found = _LETTERS.match(place.column)
    return column_number(found[1]) if found else None


def _cells(problem: Problem) -> list[tuple[int, int]]:
    """The cells that a problem is of: its own, and those of the rows that it names."""
    column = _column(problem.place)
    if column is None or problem.place.row is None:
        return []
    rows = [problem.place.row]
    for first, last in _RUN.findall(str(problem.slots.get("rows", ""))):
        rows += range(int(first), int(last or first) + 1)
    # The rows of a sum are told in the sentence; they are not themselves at fault.
    if problem.code == "data.child-sum":
        rows = rows[:1]
    return [(row, column) for row in dict.fromkeys(rows)]


def _sentence(problem: Problem, language: Language) -> str:
    """The problem in words, without its place: it stands there."""
    return explain(
        Problem(
            problem.code,
            Place(),
            problem.found,
            problem.expected,
            problem.severity,
            problem.slots,
        ),
        language,
    )


def _front(path: Path, problems: Sequence[Problem], language: Language) -> MarkList:
    notes = [say("checks.copy-how", language)]
    if not keeps_looks(path):
        notes.append(say("checks.copy-values", language))
    if path.suffix.lower() == ".xlsm":
        notes.append(say("checks.copy-macros", language))
    if has_drawings(path):
        notes.append(say("checks.copy-drawings", language))
    if len(problems) > MOST_COMMENTS:
        notes.append(say("checks.copy-more", language, most=f"{MOST_COMMENTS:,}"))
    return MarkList(
        name=say("checks.copy-sheet", language),
        title=say("checks.copy-title", language, file=path.name),
        notes=tuple(notes),
        headings=tuple(
            say(f"checks.copy-{name}", language)
            for name in ("weight", "where", "row", "column", "what", "code")
        ),
        lines=tuple(_line(problem, language) for problem in problems),
    )


def _line(problem: Problem, language: Language) -> Listed:
    place = problem.place
    weight = problem.severity.value
    texts = (
        say(f"checks.weight-{weight}", language),
        place.sheet,
        str(place.row or ""),
        place.column,
        _sentence(problem, language),
        problem.code,
    )
    return Listed(texts, weight, place.sheet, place.row, _column(place) or 1)
