"""What each column of a table is by its heading and its cells, as far as they tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diogel.places import fold
from diogel.sources.messy.areas import AreaKind, division_named, finest, read_area
from diogel.sources.messy.grid import Column, Grid
from diogel.sources.messy.labels import read_label
from diogel.sources.messy.period_finding import is_change
from diogel.sources.messy.periods import agreed, readings

_MOST_AREAS = 0.6  # of a column's different texts that must be areas
_MOST_PERIODS = 0.8
_SAMPLE = 2_000  # different texts of a column that are looked at
PERIOD_WORDS = frozenset(
    fold(word)
    for word in (
        *("year", "period", "month", "date", "quarter", "financial year", "time period", "time"),
        *("reporting period", "year ending", "month ending", "calendar year", "week"),
        *("blwyddyn", "cyfnod", "mis", "dyddiad", "chwarter", "blwyddyn ariannol", "amser"),
    )
)
MEASURE_WORDS = frozenset(
    fold(word)
    for word in (
        *("measure", "indicator", "variable", "metric", "statistic", "data item", "item"),
        *("mesur", "dangosydd", "newidyn", "metrig", "eitem", "eitem ddata"),
    )
)
VALUE_WORDS = frozenset(
    fold(word)
    for word in (
        *("value", "count", "number", "figure", "total", "n", "amount", "data", "obs value"),
        *("values", "rate", "percentage", "percent", "%"),
        *("gwerth", "cyfrif", "nifer", "ffigur", "cyfanswm", "swm", "cyfradd", "canran"),
    )
)
UNIT_WORDS = frozenset(map(fold, ("unit", "units", "unit of measure", "uned", "unedau")))
_NUMERATOR = frozenset(map(fold, ("numerator", "rhifiadur")))
_DENOMINATOR = frozenset(
    map(
        fold,
        ("denominator", "population", "base", "sample size", "enwadur", "poblogaeth", "sail"),
    )
)
_BREAKDOWN = re.compile(
    r"\b(?:sex|gender|age|ages|age group|ethnicity|ethnic group|tenure|disability|religion"
    r"|rhyw|rhywedd|oed|oedran|grŵp oedran|ethnigrwydd|deiliadaeth|anabledd|crefydd)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:lower|upper|lci|uci|confidence|interval|standard error|s\.?e\.?|ci)\b"
    r"|\b(?:isaf|uchaf|hyder)\b",
    re.IGNORECASE,
)
_IDENTIFIER = frozenset(map(fold, ("id", "fid", "objectid", "row", "row id", "no", "ref", "rhif")))
_YES_NO = frozenset(("true", "false", "yes", "no", "y", "n", "ie", "na", "cywir", "anghywir"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one column.

    Attributes
    ----------
    kind : str
        "area", "period", "measure", "breakdown", "text", "value", "numerator",
        "denominator", or the reason for which it is left out.
    scheme : str
        Of an area column: the finest division it names.
    codes : bool
        Of an area column: True when it holds codes and not names.
    """

    column: Column
    kind: str
    scheme: str = ""
    codes: bool = False


def know(grid: Grid, column: Column) -> Known:
    """What a column is, by its cells first and its heading second."""
    texts = list(dict.fromkeys(text for text in grid.texts(column.number) if text))[:_SAMPLE]
    named = fold(read_label(column.heading).text) if column.heading else ""
    area = _area(column, texts)
    if area is not None:
        return area
    if _is_period(grid, column, texts, named):
        return Known(column, "period")
    if column.numeric:
        return Known(column, _numeric(column, named, texts))
    return Known(column, _words(column, named, texts, len(grid.rows)))


def _area(column: Column, texts: Sequence[str]) -> Known | None:
    division = division_named(column.heading)
    found = [area for text in texts if (area := read_area(text, division)) is not None]
    placed = [area for area in found if area.kind is AreaKind.AREA]
    if not placed or len(found) < _MOST_AREAS * len(texts):
        return None
    codes = sum(area.text.strip().upper() == area.code for area in placed) > len(placed) / 2
    return Known(column, "area", finest(area.scheme for area in placed), codes)


def _is_period(grid: Grid, column: Column, texts: Sequence[str], named: str) -> bool:
    if not texts:
        return False
    share = len(agreed(texts)) / len(texts)
    if named in PERIOD_WORDS or any(word in PERIOD_WORDS for word in _heading_words(column)):
        return share >= _MOST_PERIODS or part_of_period(texts)
    others = any(one.numeric and one is not column for one in grid.columns)
    return share == 1 and (not column.numeric or (others and not column.headings[-1]))


def _heading_words(column: Column) -> list[str]:
    """The words of a short heading such as "tax_year"; none of a long one."""
    words = [fold(word) for word in re.split(r"[\W_]+", column.heading) if word]
    return words if len(words) <= 3 else []


def part_of_period(texts: Sequence[str]) -> bool:
    """True for months or quarters that another column's year completes."""
    return all(readings(f"2024 {text}") or readings(f"2024M{text}") for text in texts)


def _numeric(column: Column, named: str, texts: Sequence[str]) -> str:
    words = column.heading.replace("_", " ")
    for kind, applies in (
        ("identifier", named in _IDENTIFIER),
        ("numerator", named in _NUMERATOR),
        ("denominator", named in _DENOMINATOR),
        ("limit", bool(_LIMIT.search(words))),
        ("change", is_change(words)),
        ("attribute", {text.casefold() for text in texts} <= _YES_NO),
    ):
        if applies:
            return kind
    return "value"


def _words(column: Column, named: str, texts: Sequence[str], rows: int) -> str:
    if {text.casefold() for text in texts} <= _YES_NO:
        return "attribute"
    if named in MEASURE_WORDS:
        return "measure"
    if len(texts) <= 1 and rows > 1:
        return "constant"
    if named in UNIT_WORDS:
        return "attribute"
    if named.startswith(("note", "comment", "nodyn", "nodiadau", "sylw")):
        return "note"
    if named in _IDENTIFIER:
        return "identifier"
    return "breakdown" if _BREAKDOWN.search(column.heading) else "text"
