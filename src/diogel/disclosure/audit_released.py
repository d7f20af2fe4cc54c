"""The released figures of one wave as a publication: all tables, whatever files show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from diogel.core import Bilingual, Figure, Kind
from diogel.disclosure.audit_meaning import SUMMED, Meaning, cell_key, meaning_of
from diogel.disclosure.audit_publication import Fact, Incident, Publication, Why
from diogel.disclosure.audit_statements import band_limits, rank_facts
from diogel.disclosure.policy import Policy
from diogel.disclosure.released import Released
from diogel.language import both


def publication_of_released(released: Released, policy: Policy) -> Publication:
    """What a reader of every released figure and table of a wave holds."""
    meaning = meaning_of(released, policy)
    place = both("auditing.place.figures", wave=released.wave)
    facts = [*_values(released, meaning, place), *_bands(released, meaning, place)]
    facts += ranked(meaning, _ranks(released, meaning), facts, place)
    facts += based(meaning, _bases(released, meaning), place)
    published = meaning.publication(facts)
    incidents = tuple(mean_incidents(meaning, _means(released), place))
    return Publication(
        published.labels,
        published.facts,
        published.hidden,
        published.thresholds,
        published.respondents,
        incidents,
    )


def _shown(released: Released) -> Iterator[Figure]:
    return (each.figure for each in released.figures.values() if each.shown)


def _values(released: Released, meaning: Meaning, place: Bilingual) -> Iterator[Fact]:
    for figure in _shown(released):
        count = figure.numerator
        if count is None and figure.value is not None and figure.kind is not Kind.SHARE:
            whole = Fraction(figure.value)
            count = int(whole) if whole.denominator == 1 else None
        if figure.id in meaning.cells and count is not None:
            yield Fact(((meaning.cells[figure.id], 1),), count, count, Why.VALUE, place)


def _bands(released: Released, meaning: Meaning, place: Bilingual) -> Iterator[Fact]:
    for each in released.figures.values():
        if each.band.en and each.figure.id in meaning.bases:
            yield from band_fact(meaning, each.figure.id, each.band, place)


def band_fact(meaning: Meaning, figure: str, words: Bilingual, place: Bilingual) -> Iterator[Fact]:
    """What a band in words says of a figure whose base everybody knows; nothing of others."""
    cell, base = meaning.cells.get(figure, ""), meaning.bases.get(figure, 0)
    for name, (lower, upper) in band_limits(base, meaning.thresholds.get(cell, 3)).items():
        if base and words.en == both(f"disclosure.band.{name}").en:
            yield Fact(((cell, 1),), lower, upper, Why.PHRASE, place, words)


def _ranks(released: Released, meaning: Meaning) -> dict[str, int]:
    return {
        figure.id: figure.rank
        for figure in (each.figure for each in released.figures.values())
        if figure.rank is not None and figure.id in meaning.cells
    }


def ranked(
    meaning: Meaning, ranks: Mapping[str, int], facts: Iterable[Fact], place: Bilingual
) -> Iterator[Fact]:
    """What printed ranks say, list by list: a list is the figures of one question."""
    values = {
        fact.terms[0][0]: fact.lower
        for fact in facts
        if fact.why is Why.VALUE and fact.lower is not None
    }
    for members in rank_lists(meaning):
        own = {meaning.cells[name]: ranks[name] for name in members if name in ranks}
        cells = list(dict.fromkeys(meaning.cells[name] for name in members))
        if own and _agree(own, values):
            known = {cell: values[cell] for cell in cells if cell in values}
            yield from rank_facts(own, cells, known, place)


def rank_lists(meaning: Meaning) -> list[list[str]]:
    """The figures that are ranked among each other: a table's column, else a question's."""
    lists: dict[tuple[str, str], list[str]] = {}
    placed: set[str] = set()
    for table in meaning.tables:
        for (_, column), figure in table.cells.items():
            if figure in meaning.cells:
                lists.setdefault((table.id, column), []).append(figure)
                placed.add(figure)
    for figure, question in meaning.questions.items():
        if figure not in placed:
            lists.setdefault(("", question), []).append(figure)
    return list(lists.values())


def _agree(ranks: Mapping[str, int], values: Mapping[str, int]) -> bool:
    """Whether ranks are of one list: two lists of one question have ranks of their own."""
    known = [(rank, values[cell]) for cell, rank in ranks.items() if cell in values]
    return all((a[0] < b[0]) == (a[1] > b[1]) for a, b in combinations(known, 2))


def _bases(released: Released, meaning: Meaning) -> dict[str, int]:
    return {
        figure.id: figure.denominator
        for figure in _shown(released)
        if figure.id in meaning.routes and figure.denominator is not None
    }


def based(meaning: Meaning, bases: Mapping[str, int], place: Bilingual) -> Iterator[Fact]:
    """What the printed base of a routed question says of the count that it is."""
    known = set(meaning.cells.values())
    for figure, base in bases.items():
        route = meaning.routes[figure]
        if route in known & meaning.hidden:
            yield Fact(((route, 1),), base, base, Why.VALUE, place)


def _means(released: Released) -> list[tuple[str, int, Bilingual]]:
    """The shown means and sums: id, how many contributed, and the label."""
    return [
        (figure.id, figure.denominator, figure.label)
        for figure in _shown(released)
        if figure.kind in SUMMED and figure.denominator
    ]


def mean_incidents(
    meaning: Meaning, means: Sequence[tuple[str, int, Bilingual]], place: Bilingual
) -> Iterator[Incident]:
    """Two means or sums of one question whose contributors differ by too few."""
    fewest = meaning.policy.facts.contributors
    for (one, first, label), (other, second, by) in combinations(means, 2):
        same = meaning.summed.get(one) and meaning.summed.get(one) == meaning.summed.get(other)
        if same and 0 < abs(first - second) < fewest:
            yield Incident("mean-difference", place, label, by)


__all__ = [
    "band_fact",
    "based",
    "cell_key",
    "mean_incidents",
    "publication_of_released",
    "ranked",
]
