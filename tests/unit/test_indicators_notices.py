"""What must be said beside numbers, and how many flags chance alone would raise."""

from __future__ import annotations

import pytest
from indicator_factory import CARDIFF, CRIME, NEWPORT, series

from diogel.core import Period
from diogel.indicators import (
    Evidence,
    Series,
    SmallAreas,
    Verdict,
    area_set,
    false_alarms,
    indicate,
    read_area_set,
    trend,
)
from diogel.indicators.notices import same_numbers


def evidence(held: dict[tuple[str, str], Series], latest: Period | None = None) -> Evidence:
    import numpy as np

    nothing = np.array([])
    small = SmallAreas((), (), {}, nothing, nothing)
    measures = tuple(dict.fromkeys(measure for measure, _ in held))
    return Evidence(measures, held, (), small, {}, None, {}, latest=latest)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([120.0, 130.0, 140.0], [120.0, 130.0, 140.0], True),
        ([120.0, 130.0, 140.0], [120.0, 130.0, 141.0], False),
        ([16.35], [16.35], True),
        ([3.0], [3.0], False),
        ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], False),
        ([0.0, 12.0, 0.0, 0.0], [0.0, 12.0, 0.0, 0.0], False),
        ([120.0, None, 140.0, 150.0], [120.0, 130.0, 140.0, 150.0], True),
        ([None, 5.0], [5.0, None], False),
        ([], [], False),
    ],
)
def test_numbers_are_the_same_when_chance_does_not_explain_it(
    one: list, other: list, same: bool
) -> None:
    assert same_numbers(series(one), series(other, area=CARDIFF)) is same


def test_a_copied_number_is_told_with_everybody_who_has_it() -> None:
    copied = [1_000.0 + n for n in range(12)]
    force = read_area_set("Gwent")
    held = {(CRIME, code): series(copied, area=code) for code in (NEWPORT, "W06000020", force.id)}

    found = indicate(evidence(held), area_set(NEWPORT))

    (told,) = [n for n in found.notices if n.code == "same-numbers"]
    assert set(told.areas) == {NEWPORT, "W06000020", force.id}
    for name in ("Newport", "Torfaen", "Gwent"):
        assert name in told.text.en


def test_an_old_year_is_told_once_when_it_is_so_of_all_measures() -> None:
    held = {
        (measure, NEWPORT): series([50.0] * 12, measure=measure)
        for measure in (CRIME, "police-burglary")
    }

    old = indicate(evidence(held, Period.month(2022, 6)), area_set(NEWPORT))
    fresh = indicate(evidence(held, Period.month(2021, 3)), area_set(NEWPORT))

    assert [(n.code, n.measure) for n in old.notices] == [("stale", "")]
    assert "December 2020" in old.notices[0].text.en
    assert fresh.notices == ()


def test_cardiff_is_told_for_its_days_and_for_having_no_near_neighbour() -> None:
    held = {(CRIME, CARDIFF): series([500.0] * 12, area=CARDIFF)}

    found = indicate(evidence(held), area_set(CARDIFF))

    assert {n.code for n in found.notices} == {"daytime", "no-near-neighbour"}
    told = next(n for n in found.notices if n.code == "no-near-neighbour")
    assert "3.03" in told.text.en and "Swansea" in told.text.en and "Abertawe" in told.text.cy


def test_flags_are_counted_beside_those_that_chance_would_raise() -> None:
    calm = [100.0 + 5 * (-1) ** n for n in range(24)]
    charts = []
    for last in (100.0, 400.0):
        own = series([*calm[:-1], last])
        charts.append(trend(own, area_set(NEWPORT), own.points[-1].period))

    of_charts, of_comparisons, of_changes = false_alarms(charts, (), ())

    assert (of_charts.tests, of_charts.flagged) == (2, 1)
    assert of_charts.expected == pytest.approx(2 * 0.0027)
    assert (of_comparisons.tests, of_changes.expected) == (0, 0)


def test_an_area_of_which_nothing_is_known_has_nothing_to_say() -> None:
    found = indicate(evidence({}), area_set(NEWPORT))

    assert (found.measures, found.last, found.harm, found.notices) == ({}, None, None, ())
    assert Verdict.NOT_GIVEN not in [a.kind for a in found.false_alarms]
