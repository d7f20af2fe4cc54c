"""The adversary finds what a release gives away, and finds nothing in ours."""

from __future__ import annotations

from dataclasses import replace

from disclosure_factory import mean, share, single_choice, tabulation, text, ticks
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.core import Figure, Kind, Line, Table, Tabulation
from diogel.disclosure import RecordedException, load_policy, release
from diogel.disclosure.closure import recoverable
from diogel.disclosure.release import NO_BAND
from diogel.disclosure.released import _KEY, Released, ReleasedFigure

POLICY = load_policy()
SUMMED = (Kind.MEAN, Kind.SUM)


def hide_only(counted: Tabulation, *names: str) -> Released:
    """A careless release: these figures are hidden and nothing else is done."""
    figures = {
        name: ReleasedFigure(figure.hidden() if name in names else figure, NO_BAND, _KEY)
        for name, figure in counted.figures.items()
    }
    return Released(counted.wave, figures, {}, (), "careless", (), _KEY)


def test_a_single_hole_in_a_family_is_recovered() -> None:
    counted = tabulation(single_choice("W9", {"no": 12, "yes": 2, "access": 1}))

    found = recoverable(hide_only(counted, "W9.yes"), counted)

    assert [(r.cell, r.value) for r in found] == [("W9.yes", 2.0)]


def test_two_holes_in_a_family_are_not_recovered() -> None:
    counted = tabulation(single_choice("W9", {"no": 12, "yes": 2, "access": 1}))

    assert recoverable(hide_only(counted, "W9.yes", "W9.access"), counted) == []


def test_a_net_gives_away_the_part_that_is_hidden() -> None:
    net = share("net", 14, parts=("W9.no", "W9.yes"))
    counted = tabulation(single_choice("W9", {"no": 12, "yes": 2, "access": 1}), net)

    found = recoverable(hide_only(counted, "W9.yes", "W9.access"), counted)

    assert {r.cell for r in found} == {"W9.yes", "W9.access"}


def test_a_routed_base_gives_away_the_count_it_equals() -> None:
    routed = share("W8", 5, 7, within="W7.yes")
    counted = tabulation(single_choice("W7", {"yes": 7, "no": 7, "unsure": 1}), routed)

    found = recoverable(hide_only(counted, "W7.yes", "W7.no", "W7.unsure"), counted)

    assert ("W7.yes", 7.0) in [(r.cell, r.value) for r in found]


def test_a_sum_of_nothing_gives_away_its_parts() -> None:
    net = share("net", 0, parts=("Q.b", "Q.c"))
    counted = tabulation(single_choice("Q", {"a": 15, "b": 0, "c": 0}), net)

    found = recoverable(hide_only(counted, "Q.b", "Q.c"), counted)

    assert {r.cell for r in found} == {"Q.b", "Q.c"}


def test_a_rank_beside_a_hidden_cell_is_told() -> None:
    figures, table = ticks("B5", {"a": 14, "b": 3})
    figures = {k: replace(f, rank=i) for i, (k, f) in enumerate(figures.items(), start=1)}
    counted = tabulation((figures, table))

    found = recoverable(hide_only(counted, "B5.b"), counted)

    assert [r.cell for r in found if r.how == "rank"] == ["B5.a"]


@st.composite
def _questions(draw: st.DrawFn, name: str, base: int) -> tuple[dict[str, Figure], Table]:
    """One question with random counts: options that add up, or ticks; with or without groups."""
    codes = [f"o{i}" for i in range(draw(st.integers(2, 5)))]
    sensitive = draw(st.booleans())
    if draw(st.booleans()):
        counts = {code: draw(st.integers(0, base)) for code in codes}
        return ticks(name, counts, base, bands=draw(st.booleans()), sensitive=sensitive)
    cuts = sorted(draw(st.integers(0, base)) for _ in codes[1:])
    sizes = [b - a for a, b in zip([0, *cuts], [*cuts, base], strict=True)]
    groups = {code: draw(st.sampled_from(["", "g", "h"])) for code in codes}
    figures, table = single_choice(
        name,
        dict(zip(codes, sizes, strict=True)),
        base,
        groups={k: v for k, v in groups.items() if v},
        sensitive=sensitive,
    )
    return figures, replace(table, bands=draw(st.booleans()))


@st.composite
def _grids(draw: st.DrawFn, name: str, base: int) -> tuple[dict[str, Figure], Table]:
    """A grid: each row a family of three states, two of which may be joined."""
    figures: dict[str, Figure] = {}
    states = ("in", "out", "none")
    rows = [f"r{i}" for i in range(draw(st.integers(1, 4)))]
    sensitive = draw(st.booleans())
    for row in rows:
        first = draw(st.integers(0, base))
        second = draw(st.integers(0, base - first))
        for state, count in zip(states, (first, second, base - first - second), strict=True):
            cell = f"{name}.{row}.{state}"
            figures[cell] = share(
                cell, count, base, family=f"{name}.{row}", source=name, sensitive=sensitive
            )
    columns = tuple(Line(s, text(s), "" if s == "in" else "not_in") for s in states)
    return figures, Table(
        id=name,
        title=text(name),
        row_heading=text("row"),
        rows=tuple(Line(row, text(row)) for row in rows),
        columns=columns,
        cells={(row, s): f"{name}.{row}.{s}" for row in rows for s in states},
        additive="row",
        column_groups={"not_in": text("not in")},
        bands=draw(st.booleans()),
    )


@st.composite
def _tabulations(draw: st.DrawFn) -> Tabulation:
    """Two questions, a net of the first, a routed figure, a mean, and ranks."""
    base = draw(st.integers(8, 22))
    first = draw(_questions("Q", base))
    second = draw(st.one_of(_questions("R", base), _grids("R", base)))
    chosen = list(first[0].values())[: draw(st.integers(1, 2))]
    extra = []
    cut = draw(st.integers(0, base))
    for name, count in (("S.a", cut), ("S.b", base - cut)):
        extra.append(share(name, count, base, family="S", source="S"))
    total = sum(figure.numerator or 0 for figure in chosen)
    if len(chosen) > 1 and total <= base:
        cells = tuple(figure.shown_cell for figure in chosen)
        extra.append(share("net", total, base, parts=cells, family=chosen[0].family))
    of = chosen[0].numerator or 0
    if of:
        extra.append(share("routed", draw(st.integers(0, of)), of, within=chosen[0].id))
    values = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6))
    extra.append(mean("mean", tuple(float(value) for value in values), cell="staff"))
    extra += _numbers(draw, base)
    extra.append(share("again", of, base, cell=chosen[0].id, rank=1))
    figures = {k: replace(f, rank=1) for k, f in second[0].items()}
    asked = {k: replace(f, responses=frozenset(range(base))) for k, f in first[0].items()}
    return tabulation((asked, first[1]), (figures, second[1]), *extra)


def _numbers(draw: st.DrawFn, base: int) -> list[Figure]:
    """Sums and means of two number questions, each over responses of its own."""
    made = []
    for at, source in enumerate(("m", "n", "m+n")):
        who = draw(st.sets(st.integers(0, base - 1), min_size=1))
        values = tuple(float(3 + each % 4) for each in sorted(who))
        more = {"kind": draw(st.sampled_from([Kind.MEAN, Kind.SUM])), "source": source}
        made.append(mean(f"number{at}", values, responses=frozenset(who), **more))
    return made


@settings(max_examples=300, deadline=None)
@given(_tabulations())
def test_nothing_hidden_can_be_recovered(counted: Tabulation) -> None:
    released = release(counted, POLICY)

    assert recoverable(released, counted) == []


@settings(max_examples=200, deadline=None)
@given(_tabulations(), st.data())
def test_a_partial_exception_lets_nothing_else_be_recovered(
    counted: Tabulation, data: st.DataObject
) -> None:
    names = [*counted.figures, *(table.id for table in counted.tables)]
    covers = tuple(data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4)))
    exception = RecordedException("e", text("t"), text("r"), text("a"), "2021-11-01", covers)

    released = release(counted, POLICY, [exception])

    assert recoverable(released, counted) == []


@settings(max_examples=100, deadline=None)
@given(_tabulations())
def test_releasing_what_was_released_hides_nothing_more(counted: Tabulation) -> None:
    first = release(counted, POLICY)
    # A net whose parts are all hidden would stand outside every table, where rules are others.
    gone = {f.figure.shown_cell for f in first.figures.values() if not f.shown}
    shown = {
        k: f.figure
        for k, f in first.figures.items()
        if f.shown and f.figure.kind not in SUMMED and not gone & set(f.figure.parts)
    }

    tables = (t.table for t in first.tables.values() if t.treatment != "withheld")
    kept = tuple(
        replace(t, cells={at: name for at, name in t.cells.items() if name in shown})
        for t in tables
    )
    again = release(Tabulation("again", shown, kept), POLICY)

    assert all(figure.shown for figure in again.figures.values())


@settings(max_examples=100, deadline=None)
@given(_tabulations())
def test_releasing_twice_gives_the_same(counted: Tabulation) -> None:
    assert release(counted, POLICY) == release(counted, POLICY)


@settings(max_examples=100, deadline=None)
@given(_tabulations())
def test_only_a_table_that_says_so_has_holes(counted: Tabulation) -> None:
    released = release(counted, POLICY)

    for table in released.tables.values():
        hidden = [not figure.shown for figure in table.figures.values()]
        if table.treatment == "suppressed":
            assert any(hidden) and not all(hidden)
        else:
            assert all(hidden) if table.treatment in ("bands", "withheld") else not any(hidden)


@settings(max_examples=100, deadline=None)
@given(_tabulations())
def test_a_policy_without_holes_has_none(counted: Tabulation) -> None:
    released = release(counted, replace(POLICY, holes=False))

    assert "suppressed" not in [table.treatment for table in released.tables.values()]
    assert recoverable(released, counted) == []
