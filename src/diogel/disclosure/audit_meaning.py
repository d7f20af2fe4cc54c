"""What everybody may know of a survey's figures: which cell each shows, and what adds up.

This is the codebook's part, made from the identity of released figures and never from their
values: a question's options add up to those who were asked, a net to its parts, and nobody
counts more than once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from diogel.core import Base, Bilingual, Figure, Kind, Table, Unit
from diogel.disclosure.audit_publication import Fact, Publication, Why
from diogel.disclosure.audit_tables import sum_fact
from diogel.disclosure.policy import Policy
from diogel.disclosure.released import Released
from diogel.language import both

COUNTED = frozenset({Kind.COUNT, Kind.SHARE, Kind.COVERAGE, Kind.DISTINCT})
SUMMED = frozenset({Kind.MEAN, Kind.MEDIAN, Kind.SUM})
QUESTIONNAIRE = both("auditing.place.questionnaire")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the names of one wave's figures mean.

    Attributes
    ----------
    cells : mapping of figure id to cell key
        Of the figures that are counts, or shares of counts.
    labels : mapping of cell key to Bilingual
    names : mapping of figure id to Bilingual
        The labels as tables print them.
    structure : tuple of Fact
        What adds up to what, and the bases that everybody knows.
    everybody : int
        How many responded; 0 when it is not published. [responses]
    bases : mapping of figure id to int
        The base of each figure where everybody knows it. [responses]
    hidden, respondents : frozenset of cell key
    thresholds : mapping of cell key to int
    small : mapping of cell key to int
        The threshold of the policy that bands of words were made with. [responses]
    tables : tuple of Table
        Titles and lines, to know what a row of a file is.
    routes : mapping of figure id to cell keys
        The count that a figure's base is.
    summed : mapping of figure id to str
        The question of each mean and sum, with the fewest contributors that may be told.
    questions : mapping of figure id to str
    policy : Policy
    excepted : frozenset of figure id
        Released under a recorded exception.
    order : mapping of figure id to its place in the questionnaire
    """

    wave: str
    cells: Mapping[str, str]
    labels: Mapping[str, Bilingual]
    names: Mapping[str, Bilingual]
    structure: tuple[Fact, ...]
    everybody: int
    bases: Mapping[str, int]
    hidden: frozenset[str]
    respondents: frozenset[str]
    thresholds: Mapping[str, int]
    tables: tuple[Table, ...]
    routes: Mapping[str, str]
    summed: Mapping[str, str]
    questions: Mapping[str, str]
    policy: Policy
    excepted: frozenset[str] = frozenset()
    order: Mapping[str, int] = field(default_factory=dict)

    def publication(self, facts: Iterable[Fact], hidden: Iterable[str] = ()) -> Publication:
        """What is published, with the codebook beside it."""
        return Publication(
            self.labels,
            (*facts, *self.structure),
            self.hidden | frozenset(hidden),
            self.thresholds,
            self.respondents,
        )


def meaning_of(released: Released, policy: Policy) -> Meaning:
    """What the names of a wave's released figures mean."""
    figures = [each.figure for each in released.figures.values()]
    counted = [figure for figure in figures if figure.kind in COUNTED and not figure.weighted]
    cells = {figure.id: cell_key(released.wave, figure.shown_cell) for figure in counted}
    everybody = _everybody(released)
    single = [figure for figure in counted if not figure.parts]
    families = {figure.shown_cell: figure.family for figure in single}
    bases = {f.id: everybody for f in counted if everybody and _of_all(f) and _own_share(f)}
    structure = [
        *_families(single, released.wave, everybody),
        *_nets(counted, families, released.wave),
        *_within_base(counted, cells, bases),
    ]
    hidden = {cells[f.id] for f in counted if not released.figures[f.id].shown}
    return Meaning(
        wave=released.wave,
        cells=cells,
        labels={cells[f.id]: _label(f) for f in reversed(counted)},
        names={figure.id: figure.label for figure in figures},
        structure=tuple(dict.fromkeys(structure)),
        everybody=everybody,
        bases=bases,
        hidden=frozenset(hidden),
        respondents=frozenset(cells[f.id] for f in single if f.unit is Unit.RESPONSE),
        thresholds={cells[f.id]: _threshold(f, policy) for f in counted},
        tables=tuple(table.table for table in released.tables.values()),
        routes={f.id: cell_key(released.wave, f.within) for f in counted if f.within},
        summed={f.id: f.source for f in figures if f.kind in SUMMED and f.source},
        questions={f.id: f.source for f in counted},
        policy=policy,
        excepted=frozenset(figure.id for figure in figures if figure.exception),
        order={name: at for at, name in enumerate(released.figures)},
    )


def cell_key(wave: str, cell: str) -> str:
    """The key of a cell in all waves: a cited cell has its wave in front already."""
    return cell if ":" in cell else f"{wave}:{cell}"


def _label(figure: Figure) -> Bilingual:
    return both("auditing.cell", label=figure.label, figure=figure.id)


def _threshold(figure: Figure, policy: Policy) -> int:
    if figure.disclosure == "sensitive":
        return policy.partners_sensitive
    if figure.disclosure:
        return policy.partners_small
    return policy.rules(figure).small_count


def _of_all(figure: Figure) -> bool:
    return figure.base is Base.ALL and figure.unit is Unit.RESPONSE


def _own_share(figure: Figure) -> bool:
    """Whether a figure is a share of its own wave's responses, and not of another's."""
    return figure.kind is Kind.SHARE and ":" not in figure.shown_cell


def _everybody(released: Released) -> int:
    """How many responses there are, as every base of all responses says."""
    bases = {
        each.figure.denominator
        for each in released.figures.values()
        if each.shown and _of_all(each.figure) and _own_share(each.figure)
    }
    found = {base for base in bases if base}
    return found.pop() if len(found) == 1 else 0


def _families(single: list[Figure], wave: str, everybody: int) -> Iterator[Fact]:
    """The options of each question of one answer add up to those who were asked it."""
    members: dict[str, dict[str, Figure]] = {}
    for figure in single:
        if figure.family and ":" not in figure.shown_cell:
            members.setdefault(figure.family, {})[figure.shown_cell] = figure
    for group in members.values():
        bases = {f.denominator for f in group.values() if f.denominator is not None}
        if not bases and everybody and all(map(_of_all, group.values())):
            bases = {everybody}
        if len(bases) == 1 and len(group) > 1:
            yield sum_fact(bases.pop(), [cell_key(wave, cell) for cell in group], QUESTIONNAIRE)


def _nets(counted: list[Figure], families: Mapping[str, str], wave: str) -> Iterator[Fact]:
    """A net is the sum of its parts, or, when those overlap, at least the largest of them."""
    for figure in counted:
        own = {families.get(part, "") for part in figure.parts}
        net = cell_key(wave, figure.shown_cell)
        parts = [cell_key(wave, part) for part in figure.parts]
        if not parts or net in parts or not set(figure.parts) <= set(families):
            continue
        if len(own) == 1 and "" not in own:
            yield sum_fact(net, parts, QUESTIONNAIRE)
        elif figure.unit is Unit.RESPONSE:
            together = (*((part, 1) for part in parts), (net, -1))
            yield Fact(together, 0, None, Why.BASE, QUESTIONNAIRE)


def _within_base(
    counted: list[Figure], cells: Mapping[str, str], bases: Mapping[str, int]
) -> Iterator[Fact]:
    for figure in counted:
        if figure.id in bases:
            yield Fact(((cells[figure.id], 1),), 0, bases[figure.id], Why.BASE, QUESTIONNAIRE)
