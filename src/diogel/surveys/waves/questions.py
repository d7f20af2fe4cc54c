"""One question of two waves in a document: its counts, what may lie behind them, the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from diogel.core import Figure
from diogel.reports import Block, Heading, Prose
from diogel.statistics import (
    Group,
    Limits,
    Pairs,
    Range,
    holm,
    mcnemar,
    newcombe_difference,
    newcombe_paired,
    overlapping,
    population_change,
    unmatched,
)
from diogel.surveys.waves.claims import Verdict
from diogel.surveys.waves.comparing import Comparison, Shared
from diogel.surveys.waves.counting import CHANGES, Answer, pairs_of
from diogel.surveys.waves.telling import Telling


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table behind the counts: its heading, and a cell for each answer."""

    heading: str
    cells: tuple[str, ...]


def question_blocks(telling: Telling, shared: Shared) -> tuple[Block, ...]:
    """A question's heading, counts, changes and claims."""
    title = shared.title[telling.language]
    heading = Heading(2, title, f"waves-{shared.pair.question.id}".replace("_", "-"))
    if not shown_table(telling.comparison, shared):
        return (heading, telling.prose("waves.hidden"))
    blocks: list[Block] = [heading, telling.table(shared.table)]
    if telling.comparison.linked:
        blocks.append(_claims(telling, shared))
    return (*blocks, *_behind(telling, shared, title))


def shown_table(comparison: Comparison, shared: Shared) -> bool:
    """Whether the counts of a question are said at all."""
    found = comparison.released.tables.get(shared.table)
    return found is not None and found.treatment != "withheld"


def claims_of(comparison: Comparison, shared: Shared) -> list[tuple[Answer, Verdict]]:
    """The answers of a question of which a change is claimed, among those that are shown."""
    if not shown_table(comparison, shared):
        return []
    found = ((a, shared.verdicts.get(a.code, Verdict.NOTHING)) for a in shared.answers)
    return [(answer, verdict) for answer, verdict in found if verdict is not Verdict.NOTHING]


def _claims(telling: Telling, shared: Shared) -> Prose:
    claimed = claims_of(telling.comparison, shared)
    if not claimed:
        return telling.prose("waves.claim.of_question.none")
    lines = (
        telling.say(f"waves.claim.of_question.{verdict}", answer=telling.words(answer.label))
        for answer, verdict in claimed
    )
    return Prose("\n".join(f"- {line}" for line in lines))


def _behind(telling: Telling, shared: Shared, title: str) -> Iterator[Block]:
    """What may lie behind the counts; of those who answered both times, what moved."""
    moved = _moved(telling, shared)
    answers = [answer for answer, _ in moved] if shared.changes else list(shared.answers)
    if shared.changes and not moved:
        yield telling.prose("waves.tests.nobody_moved")
        return
    columns = [*_of_pairs(telling, shared, moved), *_unmatched(telling, answers)]
    columns += _of_all(telling, answers)
    if columns:
        rest = 0.7 / len(columns)
        yield telling.plain_table(
            telling.say("waves.tests.caption", table=title),
            [telling.say("waves.tests.answer"), *(column.heading for column in columns)],
            list(
                zip(
                    [answer.label[telling.language] for answer in answers],
                    *(column.cells for column in columns),
                    strict=True,
                )
            ),
            (0.3, *(rest,) * len(columns)),
        )
    if len(answers) < len(shared.answers):
        yield telling.prose("waves.tests.unmoved")


def _pairs(telling: Telling, shared: Shared) -> list[tuple[Answer, Pairs]]:
    """Each answer with those who answered both times; empty where they may not be shown."""
    if not shared.changes:
        return []
    found = (
        (answer, pairs_of([_figure(telling, f"{answer.code}.{name}") for name in CHANGES]))
        for answer in shared.answers
    )
    return [(answer, pairs) for answer, pairs in found if pairs is not None and pairs.n]


def _moved(telling: Telling, shared: Shared) -> list[tuple[Answer, Pairs]]:
    """Those of them that somebody left or came to."""
    return [(a, pairs) for a, pairs in _pairs(telling, shared) if pairs.lost or pairs.gained]


def _figure(telling: Telling, name: str) -> Figure:
    return telling.comparison.released.figures[name].figure


def _group(telling: Telling, answer: Answer, time: str) -> Group:
    figure = _figure(telling, f"{answer.code}.{time}")
    return Group(figure.numerator or 0, figure.denominator or 0)


def _of_pairs(
    telling: Telling, shared: Shared, known: Sequence[tuple[Answer, Pairs]]
) -> list[_Column]:
    """The columns of those who answered both times, and of everybody."""
    if not known:
        return []
    sizes = {pairs.n for _, pairs in known}
    net = (
        telling.say("waves.tests.net", matched=telling.number(sizes.pop()))
        if len(sizes) == 1
        else telling.say("waves.tests.net_of_few")
    )
    chances = _chances(_pairs(telling, shared))
    none = telling.say("waves.tests.none")
    return [
        _Column(net, tuple(telling.signed(pairs.net) for _, pairs in known)),
        _Column(
            telling.say("waves.tests.range"),
            tuple(telling.points(newcombe_paired(pairs)) for _, pairs in known),
        ),
        _Column(
            telling.say("waves.tests.chance"),
            tuple(
                telling.chance(chances[answer.code]) if answer.code in chances else none
                for answer, _ in known
            ),
        ),
        _Column(
            telling.say("waves.tests.everybody"),
            tuple(_everybody(telling, answer, pairs) for answer, pairs in known),
        ),
    ]


def _chances(known: Sequence[tuple[Answer, Pairs]]) -> dict[str, float]:
    """The chance of each tested answer, held together."""
    tested = [(answer.code, mcnemar(pairs)) for answer, pairs in known if answer.tested]
    raised = holm([chance for _, chance in tested])
    return {code: chance for (code, _), chance in zip(tested, raised, strict=True)}


def _everybody(telling: Telling, answer: Answer, pairs: Pairs) -> str:
    first, second = (_group(telling, answer, time) for time in ("first", "second"))
    found = overlapping(
        pairs,
        Group(first.yes - pairs.first, first.n - pairs.n),
        Group(second.yes - pairs.second, second.n - pairs.n),
    )
    if found is None:
        return telling.say("waves.tests.none")
    return telling.points(Range(found.lower, found.upper))


def _unmatched(telling: Telling, answers: Sequence[Answer]) -> list[_Column]:
    """Without links: what is possible, whoever answered both times. Only of a known list."""
    population = telling.comparison.population
    if telling.comparison.linked or population is None:
        return []
    known = population if telling.comparison.alone else None

    def column(heading: str, cell: Callable[[Group, Group], str]) -> _Column:
        groups = ((_group(telling, a, "first"), _group(telling, a, "second")) for a in answers)
        none = telling.say("waves.tests.none")
        return _Column(
            telling.say(heading),
            tuple(cell(one, other) if one.n and other.n else none for one, other in groups),
        )

    def limits(found: Limits) -> str:
        low, high = telling.number(found.lower), telling.number(found.upper)
        return telling.say("waves.tests.between", low=low, high=high)

    return [
        column(
            "waves.tests.apart", lambda one, other: telling.points(newcombe_difference(one, other))
        ),
        column("waves.tests.came", lambda one, other: limits(unmatched(one, other, known).gained)),
        column("waves.tests.went", lambda one, other: limits(unmatched(one, other, known).lost)),
    ]


def bounds_shown(telling: Telling) -> bool:
    """Whether any question says what may have changed for everybody on the list."""
    shared = (s for s in telling.comparison.shared if shown_table(telling.comparison, s))
    return any(_bounds(telling, answer) for each in shared for answer in each.answers)


def _of_all(telling: Telling, answers: Sequence[Answer]) -> list[_Column]:
    """The bounds for everybody on the list, where both waves say theirs."""
    population = telling.comparison.population
    bounds = [_bounds(telling, answer) for answer in answers]
    if population is None or not any(bounds):
        return []
    heading = telling.say("waves.tests.bounds", population=telling.number(population))
    none = telling.say("waves.tests.none")
    return [_Column(heading, tuple(telling.between(*each) if each else none for each in bounds))]


def _bounds(telling: Telling, answer: Answer) -> Limits | None:
    """The bounds of the change for everybody, from those that each wave publishes."""
    comparison, groups = telling.comparison, list[Group]()
    waves = comparison.first, comparison.second
    for told, figure in zip(waves, answer.figures, strict=True):
        published = told.released.figures[figure.id].figure.bounds
        if published is None or published.population != comparison.population:
            return None
        groups.append(Group(published.count, published.sample))
    return population_change(groups[0], groups[1], comparison.population or 0)
