"""Numbers of what was recorded: open data are not hidden, a partner's small counts are."""

from __future__ import annotations

from pathlib import Path

import pytest
from disclosure_factory import share, text
from hypothesis import given
from hypothesis import strategies as st

from diogel.core import Base, Figure, Kind, Limits, Line, Refused, Status, Table, Tabulation, Unit
from diogel.disclosure import DEFAULT_POLICY, load_policy, release
from diogel.disclosure.closure import recoverable

POLICY = load_policy()


def recorded(name: str, count: float | None, disclosure: str, **more: object) -> Figure:
    given: dict[str, object] = {
        "kind": Kind.COUNT,
        "unit": Unit.INCIDENT,
        "base": Base.RECORDED,
        "value": count,
        "numerator": None if count is None else int(count),
        "denominator": None,
        "disclosure": disclosure,
        "limits": Limits(0.5, 9.5, "byar"),
    }
    return share(name, 1, 20, **{**given, **more})


def rate_of(name: str, count: int, disclosure: str) -> Figure:
    more = {"kind": Kind.RATE, "value": count / 5.0, "denominator": 5_000, "base": Base.RESIDENTS}
    return recorded(f"{name}.rate", count, disclosure, cell=name, **more)


def tabulated(*figures: Figure, tables: tuple[Table, ...] = ()) -> Tabulation:
    return Tabulation("test", {figure.id: figure for figure in figures}, tables)


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 400])
def test_nothing_of_open_data_is_hidden(count: int) -> None:
    released = release(
        tabulated(recorded("a", count, "published"), rate_of("a", count, "published")), POLICY
    )

    assert all(figure.shown for figure in released.figures.values())
    assert released.decisions == ()


@pytest.mark.parametrize(
    ("disclosure", "hidden"),
    [("small-counts", [1, 2, 3, 4]), ("sensitive", [1, 2, 3, 4, 5, 9])],
)
def test_a_partners_small_count_is_hidden_and_zero_is_not(
    disclosure: str, hidden: list[int]
) -> None:
    counts = [0, 1, 2, 3, 4, 5, 9, 10, 50]
    figures = [recorded(f"m{n}", n, disclosure) for n in counts]

    released = release(tabulated(*figures), POLICY)

    assert [n for n in counts if not released.figures[f"m{n}"].shown] == hidden


def test_a_hidden_count_takes_its_rate_its_change_and_its_limits_along() -> None:
    now, before = recorded("now", 3, "small-counts"), recorded("before", 40, "small-counts")
    ratio = recorded(
        "ratio", 0.075, "small-counts", kind=Kind.RATIO, numerator=None, parts=("now", "before")
    )

    released = release(tabulated(now, before, rate_of("now", 3, "small-counts"), ratio), POLICY)

    assert [released.figures[n].shown for n in ("now", "now.rate", "ratio", "before")] == [
        *[False] * 3,
        True,
    ]
    hidden = released.figures["now.rate"].figure
    assert (hidden.value, hidden.limits, hidden.numerator) == (None, None, None)
    assert hidden.status is Status.CONFIDENTIAL


def test_a_sum_with_a_small_part_is_hidden_since_others_show_the_rest() -> None:
    whole = recorded("gwent", 60, "small-counts", contributors=(3.0, 20.0, 37.0))
    safe = recorded("wales", 60, "small-counts", contributors=(6.0, 20.0, 34.0, 0.0))

    released = release(tabulated(whole, safe), POLICY)

    assert not released.figures["gwent"].shown
    assert released.figures["wales"].shown
    assert released.figures["wales"].figure.contributors == ()


def test_a_number_that_tells_nothing_of_its_count_is_not_let_through() -> None:
    unknown = recorded("x", 4.2, "small-counts", kind=Kind.INDEX, numerator=None)

    assert not release(tabulated(unknown), POLICY).figures["x"].shown


def test_a_table_of_measures_may_have_a_hole() -> None:
    figures = [recorded("a", 3, "small-counts"), recorded("b", 44, "published")]
    table = Table(
        "levels",
        text("levels"),
        text("measure"),
        tuple(Line(f.id, text(f.id)) for f in figures),
        (Line("n", text("n")),),
        {(f.id, "n"): f.id for f in figures},
    )

    released = release(tabulated(*figures, tables=(table,)), POLICY)

    assert released.tables["levels"].treatment == "whole"
    assert released.figures["b"].shown and not released.figures["a"].shown


def test_a_measure_that_is_not_available_stays_so() -> None:
    missing = recorded("a", None, "small-counts", status=Status.NOT_AVAILABLE, limits=None)

    assert release(tabulated(missing), POLICY).figures["a"].figure.status is Status.NOT_AVAILABLE


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6))
def test_no_hidden_count_can_be_worked_out_from_the_sum(counts: list[int]) -> None:
    members = [recorded(f"m{at}", n, "small-counts") for at, n in enumerate(counts)]
    total = recorded(
        "total",
        sum(counts),
        "small-counts",
        contributors=tuple(float(n) for n in counts),
        parts=tuple(f.id for f in members),
    )
    everything = tabulated(*members, total)

    assert recoverable(release(everything, POLICY), everything) == []


def test_a_policy_that_was_copied_before_partners_had_limits_still_holds(tmp_path: Path) -> None:
    words = DEFAULT_POLICY.read_text(encoding="utf-8").replace('id = "default"', 'id = "ours"')
    path = tmp_path / "policy.toml"
    path.write_text(words.split("[partners]")[0], encoding="utf-8")

    assert (load_policy(path).partners_small, load_policy(path).partners_sensitive) == (5, 10)


def test_a_limit_that_hides_nobody_is_refused(tmp_path: Path) -> None:
    words = DEFAULT_POLICY.read_text(encoding="utf-8").replace('id = "default"', 'id = "ours"')
    path = tmp_path / "policy.toml"
    path.write_text(words.replace("sensitive = 10", "sensitive = 1"), encoding="utf-8")

    with pytest.raises(Refused):
        load_policy(path)


def many_months(measures: int, months: int) -> Tabulation:
    """Series of a partner's counts, one figure a month with its rate, and each year's sum."""
    figures: list[Figure] = []
    tables = []
    for at in range(measures):
        counts = [(7 * at + 11 * month) % 41 for month in range(months)]
        names = [f"m{at}.period.{month}" for month in range(months)]
        for name, count in zip(names, counts, strict=True):
            figures += [
                recorded(name, count, "small-counts"),
                rate_of(name, count, "small-counts"),
            ]
        year = tuple(float(count) for count in counts[:12])
        figures.append(recorded(f"m{at}.count12", sum(year), "small-counts", contributors=year))
        lines = tuple(Line(name, text(name)) for name in names)
        cells = {(name, "n"): name for name in names}
        columns = (Line("n", text("n")),)
        tables.append(Table(f"m{at}", text("series"), text("month"), lines, columns, cells))
    return tabulated(*figures, tables=tuple(tables))


def test_every_month_of_a_series_is_one_cell_with_all_that_is_made_of_it() -> None:
    counted = many_months(3, 24)

    released = release(counted, POLICY)

    for name, figure in counted.figures.items():
        small = 0 < (figure.numerator or 0) < 5 or any(0 < n < 5 for n in figure.contributors)
        assert released.figures[name].shown != small
    assert {table.treatment for table in released.tables.values()} == {"whole"}
