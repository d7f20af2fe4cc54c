"""Series out of observations: a sum is missing wherever a member is, and says who."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_factory import (
    CARDIFF,
    CRIME,
    MARAC,
    MONMOUTHSHIRE,
    MONTH,
    NEWPORT,
    observations,
    series,
)

from diogel.core import Grain, Period, Status
from diogel.engine import Engine, concat, open_engine
from diogel.indicators import (
    area_set,
    joined,
    read_area_set,
    read_own_series,
    read_series,
    regrained,
)
from diogel.indicators.series import add_up

PAIR = joined([area_set(NEWPORT), area_set(MONMOUTHSHIRE)])


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def test_a_set_is_the_sum_of_its_authorities(engine: Engine) -> None:
    rows = [(CRIME, NEWPORT, "2020-01", 10.0), (CRIME, MONMOUTHSHIRE, "2020-01", 4.0)]

    found = read_series(engine, observations(engine, rows), [PAIR], [CRIME])

    assert [p.value for p in found[CRIME, PAIR.id].points] == [14.0]


def test_a_month_that_one_member_lacks_is_missing_and_names_it(engine: Engine) -> None:
    rows = [
        (CRIME, NEWPORT, "2020-01", 10.0),
        (CRIME, MONMOUTHSHIRE, "2020-01", None),
        (CRIME, NEWPORT, "2020-02", 0.0),
        (CRIME, MONMOUTHSHIRE, "2020-02", 0.0),
        (CRIME, NEWPORT, "2020-04", 1.0),
    ]

    points = read_series(engine, observations(engine, rows), [PAIR], [CRIME])[CRIME, PAIR.id].points

    assert [str(p.period) for p in points] == ["2020-01", "2020-02", "2020-03", "2020-04"]
    assert [p.value for p in points] == [None, 0.0, None, None]
    assert points[0].missing == (MONMOUTHSHIRE,)
    assert points[2].missing == PAIR.authorities
    assert points[0].note is not None and "Monmouthshire" in points[0].note.en
    assert "Sir Fynwy" in points[0].note.cy
    assert points[0].status is Status.NOT_AVAILABLE


def test_a_whole_force_that_is_missing_is_named_as_the_force(engine: Engine) -> None:
    wales = read_area_set("Wales")
    gwent = read_area_set("Gwent").authorities
    rows = [(CRIME, code, "2020-01", None if code in gwent else 5.0) for code in wales.authorities]

    point = read_series(engine, observations(engine, rows), [wales], [CRIME])[
        CRIME, wales.id
    ].points[0]

    assert point.value is None and point.note is not None
    assert "Gwent" in point.note.en and "Newport" not in point.note.en


def test_the_area_s_own_numbers_are_taken_where_no_authority_has_any(engine: Engine) -> None:
    board = read_area_set("Aneurin Bevan University Health Board")
    rows = [("admissions-assault", board.id, "2020", 77.0), (CRIME, "W15000002", "2020-01", 9.0)]
    frame = observations(engine, rows)

    found = read_series(engine, frame, [board], ["admissions-assault"])
    own = read_own_series(engine, frame, ["W15000002"], [CRIME])

    assert [p.value for p in found["admissions-assault", board.id].points] == [77.0]
    assert own[CRIME, "W15000002"].points[0].value == 9.0


def test_numbers_of_two_organisations_are_never_added(engine: Engine) -> None:
    one = observations(engine, [(MARAC, NEWPORT, f"2020-0{n}", 5.0) for n in (1, 2, 3)])
    other = observations(engine, [(MARAC, NEWPORT, "2020-01", 50.0)], source_org="another")

    found = read_series(engine, concat([one, other]), [area_set(NEWPORT)], [MARAC])

    assert [p.value for p in found[MARAC, NEWPORT].points] == [5.0, 5.0, 5.0]
    assert found[MARAC, NEWPORT].source == "police.uk"


def test_confidential_is_not_the_same_as_not_available(engine: Engine) -> None:
    rows = [(MARAC, NEWPORT, "2020-01", None)]
    frame = observations(engine, rows, suppression="[c]")

    assert (
        read_series(engine, frame, [area_set(NEWPORT)], [MARAC])[MARAC, NEWPORT].points[0].status
        is Status.CONFIDENTIAL
    )


def test_percentages_are_added_by_their_parts_or_not_at_all(engine: Engine) -> None:
    rows = [("marac-repeat-cases", code, "2020-Q1", 50.0) for code in PAIR.authorities]
    with_parts = observations(engine, rows, numerator=5.0, denominator=10.0)
    without = observations(engine, rows, numerator=None)

    found = read_series(engine, with_parts, [PAIR], ["marac-repeat-cases"])
    bare = read_series(engine, without, [PAIR], ["marac-repeat-cases"])

    assert found["marac-repeat-cases", PAIR.id].points[0].value == 50.0
    point = bare["marac-repeat-cases", PAIR.id].points[0]
    assert point.value is None and point.note is not None and point.note.cy


def test_an_area_that_nobody_told_of_has_no_points(engine: Engine) -> None:
    found = read_series(engine, observations(engine, []), [area_set(CARDIFF)], [CRIME])

    assert found[CRIME, CARDIFF].points == () and found[CRIME, CARDIFF].last is None


values = st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=30)


@given(values, values)
def test_a_sum_is_missing_exactly_where_a_part_is(one: list, other: list) -> None:
    members = {
        NEWPORT: series(one, area=NEWPORT),
        MONMOUTHSHIRE: series(other, area=MONMOUTHSHIRE),
    }

    found = add_up(members, PAIR, CRIME)

    for at, point in enumerate(found.points):
        parts = [held[at] if at < len(held) else None for held in (one, other)]
        assert point.value == (None if None in parts else sum(parts))
    assert len(found.points) == max(len(one), len(other))


@given(values)
def test_a_quarter_is_missing_exactly_where_a_month_is(months: list) -> None:
    found = regrained(series(months), Grain.QUARTER)

    for at, point in enumerate(found.points):
        part = months[3 * at : 3 * at + 3]
        whole = len(part) == 3 and None not in part
        assert point.value == (sum(part) if whole else None)
        assert point.period.grain is Grain.QUARTER
    assert regrained(found, Grain.MONTH) == found


def test_asking_outside_what_is_known_gives_missing_points() -> None:
    points = series([1, 2]).between(Period.month(2019, 12), Period.month(2020, 3))

    assert [p.value for p in points] == [None, 1, 2, None]
    assert series([1]).between(MONTH.shifted(1), MONTH) == ()
