"""From everything counted to what may be said: collapse, hide, release, and log why.

A table with a forbidden cell is published in the way that keeps most of it: coarser, with
holes that nothing fills, or in bands of words; and where none of these is safe, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diogel.core import Bilingual, Figure, Kind, Line, Status, Table, Tabulation
from diogel.disclosure.bands import Band, banded, bands_for
from diogel.disclosure.cells import flattened, parts
from diogel.disclosure.differences import Pair, base_rule, everybody, pairs
from diogel.disclosure.exceptions import first_covering
from diogel.disclosure.lone import lone_facts, lone_rule
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import EXTREMES, flag_rule, primary_rule, thin_weighted
from diogel.disclosure.released import (
    _KEY,
    Decision,
    RecordedException,
    Released,
    ReleasedFigure,
    ReleasedTable,
)
from diogel.disclosure.spread import Hidden, Treatment
from diogel.disclosure.treating import shape_of, treat

NO_BAND = Bilingual("", "", review="same in both languages")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How everything is to be treated under a policy and some exceptions.

    `tables` are those of the tabulation without the lines that are never public; `covered`
    is the exception's id by figure id, for the figures that one covers.
    """

    tabulation: Tabulation
    policy: Policy
    covered: Mapping[str, str]
    treatments: Mapping[str, Treatment]
    hidden: Hidden
    extremes_left_out: tuple[str, ...]

    @property
    def made(self) -> dict[str, Figure]:
        """The figures made by collapsing, by id."""
        plans = (treatment.collapsed for treatment in self.treatments.values())
        return {k: v for plan in plans if plan is not None for k, v in plan.made.items()}


def release(
    tabulation: Tabulation,
    policy: Policy,
    exceptions: Sequence[RecordedException] = (),
    cited: Mapping[str, Released] | None = None,
    held: Mapping[str, str] | None = None,
) -> Released:
    """Everything of a tabulation that may be said under a policy, and why the rest may not.

    What an exception covers is released and marked with the exception's id, but only where
    the policy alone would have hidden it. `cited` holds the releases of other waves whose
    figures this one repeats: what they hide is hidden here too, exception or not. `held` is the
    rule for each figure that was decided with others which are not in this tabulation.
    """
    elsewhere = {**_hidden_elsewhere(tabulation, cited or {}), **(held or {})}
    elsewhere = {name: rule for name, rule in elsewhere.items() if name in tabulation.figures}
    strict = _draw(_plan(tabulation, policy, (), elsewhere))
    if not exceptions:
        return _released(strict, tabulation, policy, ())
    plan = _plan(tabulation, policy, exceptions, elsewhere)
    drawn = _draw(plan)
    marked = _mark(drawn, strict, plan)
    return _released(marked, tabulation, policy, exceptions)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Figures and tables as they may be shown, with the log so far."""

    figures: dict[str, Figure]
    bands: dict[str, Bilingual]
    tables: dict[str, tuple[Table, str]]
    decisions: list[Decision]


def _hidden_elsewhere(tabulation: Tabulation, cited: Mapping[str, Released]) -> dict[str, str]:
    """The rule for each figure that repeats a hidden cell of another wave.

    Such a figure's cell is the other wave's, with the wave's name and a colon in front.
    """
    gone = {
        f"{wave}:{figure.figure.shown_cell}"
        for wave, released in cited.items()
        for figure in released.figures.values()
        if not figure.shown
    }
    return {
        figure.id: "cited-hidden"
        for figure in tabulation.figures.values()
        if figure.shown_cell in gone
    }


def _plan(
    tabulation: Tabulation,
    policy: Policy,
    exceptions: Sequence[RecordedException],
    elsewhere: Mapping[str, str],
) -> _Plan:
    tabulation = flattened(tabulation)
    covered = _covered(tabulation, exceptions)
    primary = {**_forbidden(tabulation, policy, covered), **elsewhere}
    trimmed, left_out = _without_extremes(tabulation, primary)
    apart = _uncovered(pairs(tabulation, policy), covered)
    treatments, hidden = treat(trimmed, policy, primary, apart, covered)
    return _Plan(trimmed, policy, covered, treatments, hidden, left_out)


def _forbidden(
    tabulation: Tabulation, policy: Policy, covered: Mapping[str, str]
) -> dict[str, str]:
    """The rule that forbids each figure by itself, whatever else is shown."""
    total, lone = everybody(tabulation), lone_facts(tabulation)
    found = {}
    for figure in tabulation.figures.values():
        rule = primary_rule(figure, policy) or base_rule(figure, total, policy)
        if not rule and figure.id in lone:
            rule = lone_rule(figure, policy)
        if rule and figure.id not in covered:
            found[figure.id] = rule
    return found


def _uncovered(found: Iterable[Pair], covered: Mapping[str, str]) -> tuple[Pair, ...]:
    """The pairs of which one must give way: the later, or the one that no exception covers."""
    kept = []
    for pair in found:
        if pair.later not in covered:
            kept.append(pair)
        elif pair.first not in covered:
            kept.append(Pair(pair.later, pair.first, pair.rule))
    return tuple(kept)


def _covered(tabulation: Tabulation, exceptions: Sequence[RecordedException]) -> dict[str, str]:
    """The exception that covers each figure: by its id, its tables', or its cell's figures'.

    A net whose parts are all covered is covered too: it says no more than they do.
    """
    names: dict[str, set[str]] = {}
    for figure in tabulation.figures.values():
        names.setdefault(figure.shown_cell, set()).add(figure.id)
    for table in tabulation.tables:
        for name in table.cells.values():
            names[tabulation.figures[name].shown_cell].add(table.id)
    found = {
        figure.id: first_covering(exceptions, sorted(names[figure.shown_cell]))
        for figure in tabulation.figures.values()
        if not thin_weighted(figure)
    }
    cells = {tabulation.figures[name].shown_cell: by for name, by in found.items() if by}
    for name, by in found.items():
        own = tabulation.figures[name].parts
        if own and not by and all(part in cells for part in own):
            found[name] = cells[own[0]]
    return {name: exception for name, exception in found.items() if exception}


def _without_extremes(
    tabulation: Tabulation, primary: Mapping[str, str]
) -> tuple[Tabulation, tuple[str, ...]]:
    """The tabulation whose tables leave out lines of nothing but hidden extremes.

    Smallest and largest values are never public, whatever they are, so that leaving the
    line out tells nothing; keeping it would withhold the whole table.
    """
    tables, left_out = [], []
    for table in tabulation.tables:
        rows = tuple(r for r in table.rows if not _extreme(table, tabulation, primary, row=r))
        columns = tuple(c for c in table.columns if not _extreme(table, tabulation, primary, c))
        fewer = (rows, columns) != (table.rows, table.columns)
        kept = {(r.code, c.code) for r in rows for c in columns}
        cells = {pair: name for pair, name in table.cells.items() if pair in kept}
        tables.append(replace(table, rows=rows, columns=columns, cells=cells) if fewer else table)
        left_out += [table.id] if fewer else []
    return replace(tabulation, tables=tuple(tables)), tuple(left_out)


def _extreme(
    table: Table,
    tabulation: Tabulation,
    primary: Mapping[str, str],
    column: Line | None = None,
    row: Line | None = None,
) -> bool:
    """Whether a line has cells, and each is a hidden extreme or a hidden coverage."""
    names = [
        name
        for (r, c), name in table.cells.items()
        if (row and r == row.code) or (column and c == column.code)
    ]
    left_out = (*EXTREMES, Kind.COVERAGE)
    return bool(names) and all(
        name in primary and tabulation.figures[name].kind in left_out for name in names
    )


def _draw(plan: _Plan) -> _Drawn:
    """The figures and tables of a plan as they may be shown, and the log."""
    figures: dict[str, Figure] = {}
    decisions = [Decision("extremes-left-out", name, "collapse") for name in plan.extremes_left_out]
    for figure in plan.tabulation.figures.values():
        rule = plan.hidden.figures.get(figure.id)
        figures[figure.id] = figure.hidden() if rule else _without_room(figure)
        if rule:
            decisions.append(Decision(rule, figure.id, "suppress"))
    made = plan.made
    figures.update({k: _without_room(v) for k, v in made.items() if k not in figures})
    decisions += _drop_limits(plan, figures)
    bands: dict[str, Bilingual] = {}
    tables: dict[str, tuple[Table, str]] = {}
    for table in plan.tabulation.tables:
        tables[table.id] = _draw_table(table, plan, figures, bands)
        decisions += _table_decisions(table.id, plan)
    decisions += [
        Decision("not-proven", figure.id, "flag")
        for figure in plan.tabulation.figures.values()
        if figure.shown_cell in plan.hidden.unproven
    ]
    decisions += _drop_ranks(plan, figures)
    decisions += _flags(figures, plan.policy)
    return _Drawn(figures, bands, tables, decisions)


def _without_room(figure: Figure) -> Figure:
    """A figure without what never leaves this room."""
    if not figure.contributors and not figure.responses:
        return figure
    return replace(figure, contributors=(), responses=frozenset())


def _drop_limits(plan: _Plan, figures: dict[str, Figure]) -> Iterator[Decision]:
    """Take the limits off every figure when some response covers several authorities.

    They count authorities: beside the count of responses they would tell what the joint
    response said. An exception for all that a figure shows lets its limits stay.
    """
    if not any(_is_joint(figure) for figure in plan.tabulation.figures.values()):
        return
    cells = {f.shown_cell for n, f in plan.tabulation.figures.items() if n in plan.covered}
    for name, figure in figures.items():
        limited = figure.interval is not None or figure.bounds is not None
        made = name in plan.made and set(parts(figure)) <= cells
        if limited and name not in plan.covered and not made:
            figures[name] = replace(figure, interval=None, bounds=None)
            yield Decision("limits-dropped", name, "suppress")


def _is_joint(figure: Figure) -> bool:
    """Whether a figure's limits count other than its responses: one of them covers several."""
    limits = figure.bounds or figure.interval
    if limits is None:
        return False
    return (limits.count, limits.sample) != (figure.numerator, figure.denominator)


def _draw_table(
    table: Table, plan: _Plan, figures: dict[str, Figure], bands: dict[str, Bilingual]
) -> tuple[Table, str]:
    """A table after its treatment, with the name of the treatment."""
    treatment = plan.treatments[table.id]
    if treatment.name == "withheld":
        return replace(table, rows=(), columns=(), cells={}, chart="", higher={}), "withheld"
    shape, everything = shape_of(table, treatment, plan.tabulation)
    if treatment.name == "suppressed":
        return replace(shape, higher={}), treatment.name
    if treatment.name != "bands":
        return shape, treatment.name
    found: Mapping[str, Band] = bands_for(shape, everything, plan.policy) or {}
    for name, band in found.items():
        bands[name] = band.words
        figures[name] = everything[name].hidden()
    return banded(shape, found), "bands"


def _table_decisions(name: str, plan: _Plan) -> Iterator[Decision]:
    treatment = plan.treatments[name].name
    actions = {
        "collapsed": "collapse",
        "suppressed": "suppress",
        "bands": "bands",
        "withheld": "withhold",
    }
    if treatment in actions:
        yield Decision(f"table-{treatment}", name, actions[treatment])


def _drop_ranks(plan: _Plan, figures: dict[str, Figure]) -> Iterator[Decision]:
    """Take the ranks out of every list in which something is hidden.

    A list is a table, or the figures of one question.
    """
    lists: dict[str, set[str]] = {}
    for table in plan.tabulation.tables:
        lists[f"table {table.id}"] = set(table.cells.values())
    for figure in plan.tabulation.figures.values():
        for name in (f"source {figure.source}", f"family {figure.family}"):
            lists.setdefault(name, set()).add(figure.id)
    lists = {k: v for k, v in lists.items() if k not in ("source ", "family ")}
    unsafe = {
        figures[member].shown_cell
        for members in lists.values()
        if any(member in plan.hidden.figures for member in members)
        for member in members
    }
    for name, figure in figures.items():
        if figure.rank is not None and figure.shown_cell in unsafe:
            figures[name] = replace(figure, rank=None, tied=False)
            yield Decision("rank-dropped", name, "suppress")


def _flags(figures: Mapping[str, Figure], policy: Policy) -> Iterator[Decision]:
    for figure in figures.values():
        rule = "" if figure.status is Status.CONFIDENTIAL else flag_rule(figure, policy)
        if rule:
            yield Decision(rule, figure.id, "flag")


def _mark(drawn: _Drawn, strict: _Drawn, plan: _Plan) -> _Drawn:
    """Mark what only an exception let through, and say where one was not enough."""
    decisions = list(drawn.decisions)
    figures = dict(drawn.figures)
    for name, exception in plan.covered.items():
        figure, before = figures[name], strict.figures.get(name)
        if figure.status is Status.CONFIDENTIAL:
            if name in plan.hidden.figures:
                decisions.append(Decision("exception-overruled", name, "suppress", exception))
        elif before != figure:
            figures[name] = replace(figure, exception=exception)
            decisions.append(Decision("exception", name, "release", exception))
    for name, (_, treatment) in drawn.tables.items():
        exception = _table_exception(name, plan)
        if exception and strict.tables[name][1] != treatment:
            decisions.append(Decision("exception", name, "release", exception))
    return replace(drawn, figures=figures, decisions=decisions)


def _table_exception(name: str, plan: _Plan) -> str:
    """The exception under which a table's figures were released; empty for none."""
    table = next(table for table in plan.tabulation.tables if table.id == name)
    return next((plan.covered[n] for n in table.cells.values() if n in plan.covered), "")


def _released(
    drawn: _Drawn,
    tabulation: Tabulation,
    policy: Policy,
    exceptions: Sequence[RecordedException],
) -> Released:
    figures = {
        name: ReleasedFigure(figure, drawn.bands.get(name, NO_BAND), _KEY)
        for name, figure in drawn.figures.items()
    }
    tables = {
        name: ReleasedTable(table, {n: figures[n] for n in table.cells.values()}, treatment, _KEY)
        for name, (table, treatment) in drawn.tables.items()
    }
    return Released(
        wave=tabulation.wave,
        figures=figures,
        tables=tables,
        decisions=tuple(drawn.decisions),
        policy=policy.id,
        exceptions=tuple(exceptions),
        key=_KEY,
    )
