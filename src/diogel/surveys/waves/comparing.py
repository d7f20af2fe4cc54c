"""Two waves compared: what may be said of each answer, and what is not compared and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from diogel.core import (
    Base,
    Bilingual,
    Figure,
    Kind,
    Line,
    Place,
    Problem,
    Refused,
    Table,
    Tabulation,
    Unit,
)
from diogel.disclosure import Policy, RecordedException, Released, release
from diogel.disclosure.exceptions import first_covering
from diogel.disclosure.linked_waves import matched_stand, sizes_stand
from diogel.language import both, long_date
from diogel.places import areas
from diogel.surveys.waves.claims import Verdict, verdicts
from diogel.surveys.waves.counting import (
    CHANGES,
    TIMES,
    Answer,
    Told,
    answers_of,
    apart_figures,
    change_figures,
    wave_figures,
)
from diogel.surveys.waves.keys import DEMONSTRATION_KEY, LinkKey
from diogel.surveys.waves.linking import Links, link
from diogel.surveys.waves.units import units_of_study
from diogel.surveys.waves.wording import Counterpart, counterparts

NAME = "waves"
GROUPS = "groups"
NONE = Bilingual("", "", review="same in both languages")


@dataclass(frozen=True)
class Shared:
    """A question of both waves, in the same words, and what is said of its answers.

    Attributes
    ----------
    answers : tuple of Answer
        Those that both waves show, and `whole` when these are all.
    table, changes : str
        The ids of its table of counts, and of those who answered both times; the latter
        empty when it may not be shown.
    verdicts : mapping of answer code to Verdict
        Of the answers that were tested; empty without links.
    """

    pair: Counterpart
    title: Bilingual
    answers: tuple[Answer, ...]
    whole: bool
    table: str
    changes: str
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True)
class Comparison:
    """Two waves compared.

    Attributes
    ----------
    first, second : Told
    times : tuple of Bilingual
        What each wave is called in a heading: its year, or its last day.
    released : Released
        Every figure and table of the comparison that may be said.
    shared : tuple of Shared
    apart : tuple of Counterpart
        Questions that are not compared, with why.
    linked : bool
        Whether the units of the two waves were linked.
    population : int or None
        How many units could have answered both times. None where it is not known.
    sizes_shown : bool
        Whether it may be said how many answered both times.
    public_key : bool
        Whether they were linked with the demonstration's key, which anybody can know.
    alone : bool
        Whether every response speaks for one unit, so that units and responses are as many.
    """

    first: Told
    second: Told
    times: tuple[Bilingual, Bilingual]
    released: Released
    shared: tuple[Shared, ...]
    apart: tuple[Counterpart, ...]
    linked: bool
    population: int | None
    sizes_shown: bool
    public_key: bool
    alone: bool

    @property
    def synthetic(self) -> bool:
        """Whether the answers of either wave are invented."""
        return self.first.study.wave.synthetic or self.second.study.wave.synthetic


@dataclass
class _Work:
    """A comparison while it is made."""

    first: Told
    second: Told
    links: Links | None
    policy: Policy
    exceptions: Sequence[RecordedException]
    times: tuple[Bilingual, Bilingual]
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)

    @property
    def synthetic(self) -> bool:
        return self.first.study.wave.synthetic or self.second.study.wave.synthetic

    def excepted(self, *names: str) -> str:
        """The exception that covers any of these; empty for none."""
        return first_covering(self.exceptions, names)


def compare_waves(
    first: Told,
    second: Told,
    key: LinkKey | None,
    policy: Policy,
    exceptions: Sequence[RecordedException] = (),
) -> Comparison:
    """Compare a wave with an earlier one.

    Parameters
    ----------
    first, second : Told
        The earlier wave and the later, each released under the same policy.
    key : LinkKey or None
        By which their units are linked; None compares them without links.
    exceptions : sequence of RecordedException
        The later wave's: what one covers is shown and marked with its id.
    """
    _check_order(first, second)
    links = _links(first, second, key)
    work = _Work(first, second, links, policy, exceptions, _times(first, second))
    chosen = _chosen(first, second)
    sizes_shown = _add_groups(work)
    shared = tuple(_share(work, pair) for pair in chosen if not pair.breaks)
    counted = Tabulation(NAME, work.figures, tuple(work.tables))
    cited = {first.id: first.released, second.id: second.released}
    return Comparison(
        first=first,
        second=second,
        times=work.times,
        released=release(counted, policy, exceptions, cited),
        shared=shared,
        apart=tuple(pair for pair in chosen if pair.breaks),
        linked=links is not None,
        population=_population(first, second),
        sizes_shown=sizes_shown,
        public_key=key is DEMONSTRATION_KEY,
        alone=all(
            len(response.areas) == 1
            for told in (first, second)
            for response in told.study.answers.responses
            if not response.withdrawn
        ),
    )


def _check_order(first: Told, second: Told) -> None:
    """Refused when the wave to compare with did not close before the other."""
    closed = first.study.wave.closed
    if closed >= second.study.wave.closed:
        place = Place(file=f"{second.id}/wave.toml", column="compares_with")
        raise Refused([Problem("waves.not-before", place, first.id, closed.isoformat())])


def _chosen(first: Told, second: Told) -> list[Counterpart]:
    """The questions to compare; Refused when the wave names one that neither has."""
    pairs = counterparts(first.study.instrument, second.study.instrument)
    wanted, known = second.study.wave.compared, [pair.question.id for pair in pairs]
    place = Place(file=f"{second.id}/wave.toml", column="comparison.questions")
    unknown = [
        Problem(
            "waves.unknown-question", place, name, next(iter(get_close_matches(name, known)), "")
        )
        for name in wanted
        if name not in known
    ]
    if unknown:
        raise Refused(unknown)
    return [pair for pair in pairs if not wanted or pair.question.id in wanted]


def _links(first: Told, second: Told, key: LinkKey | None) -> Links | None:
    """The links of the two waves; None where no response of one says whose it is."""
    if key is None:
        return None
    units = [units_of_study(told.study, key) for told in (first, second)]
    if not all(any(names for names in each.values()) for each in units):
        return None
    return link(*units)


def _population(first: Told, second: Told) -> int | None:
    """How many could have answered, when the list was known and as long both times."""
    frames = first.study.plan.frame, second.study.plan.frame
    if not all(frame.known for frame in frames) or frames[0].scheme != frames[1].scheme:
        return None
    sizes = {
        len(areas(told.study.plan.frame.scheme, as_at=told.study.wave.closed))
        for told in (first, second)
    }
    return sizes.pop() if len(sizes) == 1 else None


def _times(first: Told, second: Told) -> tuple[Bilingual, Bilingual]:
    days = first.study.wave.closed, second.study.wave.closed
    if days[0].year != days[1].year:
        return Bilingual.same(str(days[0].year)), Bilingual.same(str(days[1].year))
    texts = [Bilingual(long_date(d, "en"), long_date(d, "cy"), review="dates") for d in days]
    return texts[0], texts[1]


def _add_groups(work: _Work) -> bool:
    """Count who answered when; True when it may be said beside how many answered each time."""
    rows = {
        "first": sum(not r.withdrawn for r in work.first.study.answers.responses),
        "second": sum(not r.withdrawn for r in work.second.study.answers.responses),
    }
    shown = False
    if work.links is not None:
        left, joined, loose = len(work.links.left), len(work.links.joined), work.links.loose
        covered = work.excepted(GROUPS, f"{GROUPS}.matched")
        shown = bool(covered) or sizes_stand((left, joined, loose), work.policy)
        if shown:
            rows |= {"matched": len(work.links.matched), "left": left, "joined": joined}
            rows |= {"loose": loose} if loose else {}
    names = {name: f"{GROUPS}.{name}" for name in rows}
    for name, id_ in names.items():
        label = both(f"waves.group.{name}", earlier=work.times[0], later=work.times[1])
        work.figures[id_] = Figure(
            id=id_,
            label=label,
            kind=Kind.COUNT,
            unit=Unit.RESPONSE,
            base=Base.ALL,
            value=float(rows[name]),
            numerator=rows[name],
            wave=NAME,
            synthetic=work.synthetic,
        )
    work.tables.append(
        Table(
            id=GROUPS,
            title=both("waves.groups.title"),
            row_heading=both("waves.groups.heading"),
            rows=tuple(Line(name, work.figures[id_].label) for name, id_ in names.items()),
            columns=(Line("count", both("surveys.heading.number")),),
            cells={(name, "count"): id_ for name, id_ in names.items()},
            bands=False,
        )
    )
    return shown


def _share(work: _Work, pair: Counterpart) -> Shared:
    """One question: its figures and tables, and the verdict on each of its answers."""
    answers = answers_of(pair, work.first, work.second, work.links)
    shown = tuple(answer for answer in answers if answer.shown)
    if not any(answer.tested for answer in shown):
        # How many left it out, by itself, is no comparison.
        shown = ()
    table, changes = pair.question.id, f"{pair.question.id}.changes"
    waves = work.first.id, work.second.id
    for answer in shown:
        for figure in wave_figures(answer, waves, synthetic=work.synthetic):
            work.figures[figure.id] = figure
    if shown:
        work.tables.append(_counts_table(work, pair, answers, shown, table))
    # A hidden answer of either wave would follow from how the shown ones changed.
    told = len(shown) == len(answers) and _add_changes(work, answers, changes)
    if told:
        work.tables.append(_changes_table(work, pair, answers, changes))
    return Shared(
        pair=pair,
        title=_title(work, pair),
        answers=shown,
        whole=len(shown) == len(answers),
        table=table if shown else "",
        changes=changes if told else "",
        verdicts=_verdicts(work, answers, changes),
    )


def _verdicts(work: _Work, answers: Sequence[Answer], changes: str) -> dict[str, Verdict]:
    """The verdict on each answer that both waves show, all tested answers held together."""
    tested = [(a, a.compared) for a in answers if a.tested and a.compared is not None]
    covered = bool(work.excepted(changes, *(f"{a.code}.lost" for a, _ in tested)))
    found = verdicts([each for _, each in tested], work.policy, open_to_all=covered)
    return {
        answer.code: verdict
        for (answer, _), verdict in zip(tested, found, strict=True)
        if answer.shown
    }


def _add_changes(work: _Work, answers: Sequence[Answer], table: str) -> bool:
    """Add the figures of those who answered both times, where all of them may be shown."""
    made, apart = list[Figure](), list[Figure]()
    for answer in answers:
        if answer.compared is None:
            return False
        pairs = answer.compared.pairs
        made += change_figures(answer, pairs, NAME, synthetic=work.synthetic)
        apart += apart_figures(answer, answer.compared, NAME)
    stands = matched_stand(made, apart, work.policy)
    covered = work.excepted(table, *(figure.id for figure in made))
    if not stands and not covered:
        return False
    marked = "" if stands else covered
    work.figures |= {figure.id: replace(figure, exception=marked) for figure in made}
    return True


def _counts_table(
    work: _Work, pair: Counterpart, answers: Sequence[Answer], shown: Sequence[Answer], id_: str
) -> Table:
    whole = len(shown) == len(answers)
    return Table(
        id=id_,
        title=_title(work, pair),
        row_heading=both("surveys.heading.answer"),
        rows=tuple(Line(answer.code, answer.label) for answer in shown),
        columns=tuple(Line(time, label) for time, label in zip(TIMES, work.times, strict=True)),
        cells={(a.code, time): f"{a.code}.{time}" for a in shown for time in TIMES},
        additive="column" if whole and pair.question.kind == "single" else "",
        bands=False,
        note=NONE if whole else both("waves.left_out"),
    )


def _changes_table(work: _Work, pair: Counterpart, answers: Sequence[Answer], id_: str) -> Table:
    slots = {"earlier": work.times[0], "later": work.times[1]}
    return Table(
        id=id_,
        title=both("waves.changes.title", table=_title(work, pair), **slots),
        row_heading=both("surveys.heading.answer"),
        rows=tuple(Line(answer.code, answer.label) for answer in answers),
        columns=tuple(Line(name, both(f"waves.changes.{name}", **slots)) for name in CHANGES),
        cells={(a.code, name): f"{a.code}.{name}" for a in answers for name in CHANGES},
        additive="row",
        bands=False,
    )


def _title(work: _Work, pair: Counterpart) -> Bilingual:
    """The later plan's own title of the question's table, else the question itself."""
    question = pair.question
    own = work.second.study.plan.tables.get(question.id)
    if own is not None and own.title is not None:
        return own.title
    matrix = work.second.study.instrument.matrices.get(question.matrix)
    if matrix is None:
        return question.label
    en, cy = f"{matrix.label.en}: {question.label.en}", f"{matrix.label.cy}: {question.label.cy}"
    return Bilingual(en, cy, question.label.review)
