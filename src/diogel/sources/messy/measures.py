"""Measures of a table: found in the standard by their title, or the supplier's own until mapped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from diogel.places import fold
from diogel.sources.messy.cells import ValueCell
from diogel.sources.messy.grid import Grid
from diogel.sources.messy.labels import Counted, counted, slug
from diogel.sources.messy.mapping import MeasureMapping
from diogel.sources.messy.numbers import read_value
from diogel.standard import Measure, measures, units, until_changed

UNMAPPED = "unmapped"  # the theme of a measure that nobody has mapped to the standard
NUMBER = "number"  # its unit, when no words tell
_NOT_PERCENT = re.compile(r"\b(?:not|nid)\s+(?:a\s+|an\s+)?(?:%|per ?cent|y cant|canran)", re.I)
_RATES = {1_000: "per-1000-residents", 100_000: "per-100000-residents"}


def measures_of(
    grid: Grid, cells: Iterable[ValueCell], supplier: str, taken: Collection[str] = ()
) -> tuple[MeasureMapping, ...]:
    """A mapping for each measure among the cells, in the order in which they come."""
    texts = defaultdict[str, list[str]](list)
    marks = dict[str, tuple[str, ...]]()
    for cell in cells:
        if cell.measure:
            texts[cell.measure].append(cell.text)
            marks.setdefault(cell.measure, cell.marks)
    used = set(taken)
    return tuple(
        _measure(grid, heading, texts[heading], marks[heading], supplier, used) for heading in texts
    )


def _measure(
    grid: Grid,
    heading: str,
    texts: list[str],
    marks: tuple[str, ...],
    supplier: str,
    used: set[str],
) -> MeasureMapping:
    known = _titles().get(fold(heading))
    if known is not None:
        return MeasureMapping(heading, known.code, known.measure_type, known.unit, known.themes[0])
    code = _own_code(supplier, heading, used)
    found = _counted(grid, heading, marks)
    return MeasureMapping(heading, code, _kind(found, texts), _unit(found, heading), UNMAPPED)


def _own_code(supplier: str, heading: str, used: set[str]) -> str:
    """The supplier and the heading's slug; a number behind where another has the same."""
    wanted = code = f"{supplier}:{slug(heading) or 'measure'}"
    number = 1
    while code in used:
        number += 1
        code = f"{wanted}-{number}"
    used.add(code)
    return code


@until_changed
def _titles() -> Mapping[str, Measure]:
    """The standard's measures by title in either language."""
    return {
        fold(title): measure
        for measure in measures()
        for title in (measure.title.en, measure.title.cy)
        if title
    }


def _counted(grid: Grid, heading: str, marks: tuple[str, ...]) -> Counted:
    """What is counted, by the nearest words: the heading, its footnote, a filter, the title."""
    notes = " ".join(grid.notes.get(mark, "") for mark in marks)
    around = [grid.facts.get(key, "") for key in ("unit", "uned", "measure", "mesur")]
    for words in (heading, *around, *grid.titles):
        found = counted(words)
        if found.kind and not (found.kind == "percent" and _NOT_PERCENT.search(notes)):
            return found
    return Counted()


def _kind(found: Counted, texts: Iterable[str]) -> str:
    """The standard's kind of value; where words do not tell, whole numbers are counts."""
    if found.kind in ("count", "rate", "percent", "days", "money"):
        return found.kind
    numbers = [value for text in texts if (value := read_value(text)).number is not None]
    if numbers and all(value.percent for value in numbers):
        return "percent"
    whole = all(value.number is not None and value.number.is_integer() for value in numbers)
    return "count" if numbers and whole and found.kind != "score" else "rate"


def _unit(found: Counted, heading: str) -> str:
    if found.kind == "rate" and found.per in _RATES:
        return _RATES[found.per]
    if found.kind in ("percent", "days"):
        return found.kind
    if found.kind == "money":
        return "pounds"
    words = {word.strip("s") for word in re.split(r"[\W_]+", heading.casefold())}
    named = (u.code for u in units() if u.code.strip("s") in words)
    return next(named, NUMBER)
