"""Counts the answers of two waves beside each other: each wave's own, and those linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diogel.core import Base, Bilingual, Figure, Kind, Status, Tabulation, Unit
from diogel.disclosure import Released
from diogel.disclosure.linked_waves import Compared
from diogel.statistics import Group, Pairs
from diogel.surveys.counting import NO_RESPONSE, Cell, Counted, Row, count_question
from diogel.surveys.instrument import Question
from diogel.surveys.study import Study
from diogel.surveys.waves.linking import Links
from diogel.surveys.waves.wording import Counterpart

CHANGES = ("both", "lost", "gained", "neither")
TIMES = ("first", "second")


@dataclass(frozen=True)
class Told:
    """A wave as it is published: its answers, its counts, and what of them may be said."""

    study: Study
    tabulation: Tabulation
    released: Released

    @property
    def id(self) -> str:
        """The wave's name."""
        return self.study.wave.id

    def shows(self, figure: str) -> bool:
        """Whether the wave says this figure."""
        found = self.released.figures.get(figure)
        return found is not None and found.shown


@dataclass(frozen=True)
class Answer:
    """One answer of a question that two waves share.

    Attributes
    ----------
    code : str
        "<question>.<choice>", as in the later wave.
    label : Bilingual
    figures : tuple of Figure
        Its share in the first wave and in the second, each as its own wave counted it.
    compared : Compared or None
        Who gave it, of those linked; None without links.
    tested : bool
        False for those who did not answer, were unsure, or to whom it does not apply.
    shown : bool
        Whether both waves say how many gave it. Where one hides it, nothing is said here.
    """

    code: str
    label: Bilingual
    figures: tuple[Figure, Figure]
    compared: Compared | None
    tested: bool
    shown: bool


def answers_of(
    pair: Counterpart, first: Told, second: Told, links: Links | None
) -> tuple[Answer, ...]:
    """The answers of one question, counted in both waves."""
    was, now = pair.earlier, pair.question
    if was is None:
        return ()
    before, after = Counted(first.study.answers), Counted(second.study.answers)
    count_question(before, was)
    rows = count_question(after, now)
    tests = sum(_tested(row, now) for row in rows)
    return tuple(
        Answer(
            code=f"{now.id}.{row.code}",
            label=row.label,
            figures=(
                first.tabulation.figures[f"{was.id}.{row.code}"],
                second.tabulation.figures[f"{now.id}.{row.code}"],
            ),
            compared=None
            if links is None
            else compared_cells(
                before.cells[f"{was.id}.{row.code}"],
                after.cells[f"{now.id}.{row.code}"],
                links,
                tests,
            ),
            tested=_tested(row, now),
            shown=first.shows(f"{was.id}.{row.code}") and second.shows(f"{now.id}.{row.code}"),
        )
        for row in rows
    )


def _tested(row: Row, question: Question) -> bool:
    return row.code != NO_RESPONSE and not question.choice(row.code).missing


def compared_cells(before: Cell, after: Cell, links: Links, tests: int) -> Compared:
    """One answer of those who were asked both times, and of those asked only one time.

    Who answered both times but was led to the question only once counts with the latter.
    """
    asked = [(a, b) for a, b in links.matched if a in before.of and b in after.of]
    said = [(a in before.who, b in after.who) for a, b in asked]
    pairs = Pairs(
        both=said.count((True, True)),
        lost=said.count((True, False)),
        gained=said.count((False, True)),
        neither=said.count((False, False)),
    )
    return Compared(
        pairs,
        Group(len(before.who) - pairs.first, len(before.of) - pairs.n),
        Group(len(after.who) - pairs.second, len(after.of) - pairs.n),
        tests,
    )


def wave_figures(answer: Answer, waves: tuple[str, str], *, synthetic: bool) -> Iterator[Figure]:
    """The answer's shares of the two waves, as citations: hidden wherever the wave hides them."""
    for time, wave, figure in zip(TIMES, waves, answer.figures, strict=True):
        yield replace(
            figure,
            id=f"{answer.code}.{time}",
            label=answer.label,
            cell=f"{wave}:{figure.shown_cell}",
            family="",
            within="",
            parts=(),
            rank=None,
            tied=False,
            interval=None,
            bounds=None,
            responses=frozenset(),
            synthetic=synthetic,
        )


def change_figures(
    answer: Answer, pairs: Pairs, wave: str, *, synthetic: bool
) -> tuple[Figure, ...]:
    """How many of those who answered both times gave the answer when."""
    return tuple(
        _counted(answer, name, count, pairs.n, wave, synthetic=synthetic)
        for name, count in zip(CHANGES, pairs, strict=True)
    )


def apart_figures(answer: Answer, compared: Compared, wave: str) -> tuple[Figure, Figure]:
    """The answer among those who answered only one time: never shown, only judged."""
    return (
        _counted(answer, "left", *compared.only_first, wave),
        _counted(answer, "joined", *compared.only_second, wave),
    )


def _counted(
    answer: Answer, name: str, count: int, of: int, wave: str, *, synthetic: bool = False
) -> Figure:
    return Figure(
        id=f"{answer.code}.{name}",
        label=answer.label,
        kind=Kind.SHARE,
        unit=Unit.RESPONSE,
        base=Base.ITEM_ANSWERED if answer.figures[1].base is Base.ROUTED else Base.ALL,
        value=count / of if of else None,
        numerator=count if of else None,
        denominator=of or None,
        status=Status.OBSERVED if of else Status.NOT_APPLICABLE,
        wave=wave,
        sensitive=any(figure.sensitive for figure in answer.figures),
        synthetic=synthetic,
    )


def pairs_of(figures: Sequence[Figure]) -> Pairs | None:
    """The pairs that four shown figures tell, in the order of CHANGES; None for hidden ones."""
    counts = [figure.numerator for figure in figures]
    if any(count is None for count in counts):
        return None
    return Pairs(*(count or 0 for count in counts))
