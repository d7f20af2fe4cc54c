"""Plain published tables as the auditor reads them: numbers, holes, and what adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from diogel.core import Bilingual
from diogel.disclosure.audit_publication import Fact, Publication, Why


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell as printed: a number, perhaps rounded, or a mark in its place.

    `value` is None for [c], which is then `mark`. `rounding` is the step that the value was
    rounded to: 1 for a number that stands as counted. [responses]
    """

    value: int | None
    mark: str = ""
    rounding: int = 1


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table as printed.

    Attributes
    ----------
    title : Bilingual
    cells : mapping of cell key to PublishedCell
        The key says what the cell counts, so that two tables that show it share it.
    sums : tuple of (total, parts)
        Which cells add up to which: the total is a cell's key or a number that is known.
    inside : frozenset of cell key
        The cells that are no totals: each respondent is in one of them.
    """

    title: Bilingual
    cells: Mapping[str, PublishedCell]
    sums: tuple[tuple[str | int, tuple[str, ...]], ...] = ()
    inside: frozenset[str] = field(default_factory=frozenset)


def value_fact(cell: str, shown: PublishedCell, place: Bilingual) -> Fact | None:
    """What a printed cell says; None for one that is hidden."""
    if shown.value is None:
        return None
    if shown.rounding <= 1:
        return Fact(((cell, 1),), shown.value, shown.value, Why.VALUE, place)
    # Half a step either way, both ends included: no rule for halves is assumed.
    away = shown.rounding // 2
    lower, upper = max(0, shown.value - away), shown.value + away
    told = Bilingual.same(str(shown.value))
    return Fact(((cell, 1),), lower, upper, Why.ROUNDED, place, told)


def sum_fact(total: str | int, parts: Sequence[str], place: Bilingual) -> Fact:
    """That cells add up to a cell or to a number."""
    terms = tuple((part, 1) for part in parts)
    if isinstance(total, int):
        return Fact(terms, total, total, Why.ADDS_TO, place)
    return Fact((*terms, (total, -1)), 0, 0, Why.SUM, place)


def publication_of_tables(
    tables: Sequence[PublishedTable],
    labels: Mapping[str, Bilingual] | None = None,
    threshold: int = 3,
) -> Publication:
    """What a reader of some tables holds; cells of the same key are the same cell."""
    facts: list[Fact] = []
    for table in tables:
        values = (value_fact(cell, shown, table.title) for cell, shown in table.cells.items())
        facts += [fact for fact in values if fact]
        facts += [sum_fact(total, parts, table.title) for total, parts in table.sums]
    hidden = {
        cell
        for table in tables
        for cell, shown in table.cells.items()
        if shown.value is None and shown.mark != "z"
    }
    inside = frozenset().union(*(table.inside for table in tables))
    return Publication(
        labels or {}, tuple(facts), frozenset(hidden), respondents=inside, threshold=threshold
    )


def crossed(
    title: Bilingual,
    levels: Sequence[Mapping[str, Sequence[str]]],
    printed: Mapping[tuple[str, ...], PublishedCell],
) -> PublishedTable:
    """A table of any number of variables with all of its margins.

    Parameters
    ----------
    levels : one mapping for each variable
        Which codes each total is made of: {"Total": ["EU", "nonEU"], "EU": ["Spain"]}.
    printed : mapping of codes, one for each variable, to PublishedCell
    """
    key = "/".join
    sums: list[tuple[str | int, tuple[str, ...]]] = []
    for codes in printed:
        for place, code in enumerate(codes):
            for parts in _made_of(levels[place].get(code)):
                members = [(*codes[:place], part, *codes[place + 1 :]) for part in parts]
                if all(member in printed for member in members):
                    sums.append((key(codes), tuple(key(member) for member in members)))
    totals = [set(level) for level in levels]
    inside = frozenset(
        key(codes)
        for codes in printed
        if not any(c in t for c, t in zip(codes, totals, strict=True))
    )
    return PublishedTable(title, {key(c): cell for c, cell in printed.items()}, tuple(sums), inside)


def _made_of(parts: Sequence[str] | None) -> list[Sequence[str]]:
    """Each way in which a total is made up: a total may be split along several lines."""
    if not parts:
        return []
    return [parts] if isinstance(parts[0], str) else list(parts)


def with_margins(rows: Sequence[str], columns: Sequence[str]) -> list[tuple[str, str]]:
    """The codes of a table of two variables and its margins, "Total" first."""
    return list(product(("Total", *rows), ("Total", *columns)))
