"""Tables over several measures and of all authorities: what is in them and when there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from findings_factory import (
    NOW,
    absent,
    area_of,
    chart,
    comparison,
    gradient,
    level,
    measured,
    places,
    trend,
)
from indicator_factory import BURGLARY, CARDIFF, NEWPORT

from diogel.core import Status, Tabulation
from diogel.disclosure import load_policy, release
from diogel.indicators import Field, Harm, MeasureIndicators, Verdict, area_set, tabulate

ROBBERY, MARAC = "police-robbery", "marac-cases"


def field_of(measure: str, counts: dict[str, int]) -> Field:
    levels = {
        code: replace(level(count, measure=measure), area=code) for code, count in counts.items()
    }
    return Field(measure, level().basis.last, levels, 1.0, 0.0, counts, {})


def of(measure: str, count: int, **more: object) -> MeasureIndicators:
    return replace(measured(), measure=measure, level=level(count, measure=measure), **more)


def ids(made: Tabulation) -> set[str]:
    return {table.id.split(".", 1)[1] for table in made.tables}


def test_of_each_theme_the_measure_with_the_most_events_has_all_authorities() -> None:
    fields = {m: field_of(m, {CARDIFF: 9, NEWPORT: 12}) for m in (BURGLARY, ROBBERY)}
    found = area_of(
        of(BURGLARY, 400, field=fields[BURGLARY]), of(ROBBERY, 40, field=fields[ROBBERY])
    )

    made = tabulate([found])

    assert {name for name in ids(made) if name.endswith(".field")} == {f"{BURGLARY}.field"}
    table = next(table for table in made.tables if table.id.endswith(".field"))
    assert [row.code for row in table.rows] == list(area_set("W92000004").authorities)
    assert table.cells[CARDIFF, "rate"] == f"{CARDIFF}.{BURGLARY}.rate12"
    assert made.figures[table.cells[NEWPORT, "rate"]].numerator == 12
    without = made.figures[f"{CARDIFF}.{BURGLARY}.field.W06000001"]
    assert (without.value, without.status) == (None, Status.NOT_AVAILABLE)
    assert without.note.complete


def test_an_area_without_a_rate_has_no_table_of_all_authorities() -> None:
    known = field_of(BURGLARY, {NEWPORT: 12})
    found = area_of(replace(measured(), level=absent(), field=known))

    assert not any(name.endswith(".field") for name in ids(tabulate([found])))


def test_another_authoritys_small_count_of_a_partner_is_hidden() -> None:
    known = field_of(MARAC, {CARDIFF: 400, NEWPORT: 3})
    made = tabulate([area_of(of(MARAC, 400, field=known))])

    released = release(made, load_policy())

    hidden = released.figures[f"{CARDIFF}.{MARAC}.field.{NEWPORT}"].figure
    assert (hidden.value, hidden.limits, hidden.denominator) == (None, None, None)
    assert hidden.status is Status.CONFIDENTIAL


def test_comparisons_begin_with_the_areas_own_rate() -> None:
    found = area_of(of(BURGLARY, 400, comparisons=(comparison(Verdict.HIGHER),)))

    table = next(t for t in tabulate([found]).tables if t.id.endswith(".comparisons"))

    assert table.rows[0].code == "own" and table.rows[0].label == found.area.name
    assert table.cells["own", "reference"] == f"{CARDIFF}.{BURGLARY}.rate12"
    assert ("own", "versus") not in table.cells


@pytest.mark.parametrize("several", [True, False])
def test_several_measures_are_set_side_by_side_and_one_is_not(several: bool) -> None:
    made = {"places": places(), "gradient": gradient()}
    each = [of(BURGLARY, 400, **made), *([of(ROBBERY, 40, **made)] if several else [])]

    held = ids(tabulate([area_of(*each)]))

    assert ("concentration" in held, "inequality" in held) == (several, several)


def test_no_more_than_ten_offences_are_listed_and_the_most_first() -> None:
    shares = {f"{n}A": (12 - n) / 78 for n in range(12)}
    harm = Harm(CARDIFF, level().basis, Status.OBSERVED, shares=shares, table_day=date(2023, 5, 1))

    made = tabulate([replace(area_of(of(BURGLARY, 400)), harm=harm)])

    table = next(t for t in made.tables if t.id.endswith(".harm"))
    assert [row.code for row in table.rows] == [f"{n}A" for n in range(10)]
    assert made.figures[table.cells["0A", "share"]].value == pytest.approx(12 / 78)


def test_more_than_twelve_months_stand_by_years_and_fewer_below_each_other() -> None:
    months = tuple(NOW.shifted(step) for step in range(-14, 1))
    longer = trend(periods=months, notes=(None,) * 15, chart=chart([30.0] * 15))
    held = {}
    for name, one in (("short", trend()), ("long", longer)):
        made = tabulate([area_of(of(BURGLARY, 400, trend=one))])
        held[name] = next(t for t in made.tables if t.id.endswith(".series"))

    assert [row.code for row in held["short"].rows] == [str(p) for p in trend().periods]
    assert [row.label.cy for row in held["long"].rows[:2]] == ["Ionawr", "Chwefror"]
    assert [column.code for column in held["long"].columns] == ["2019", "2020"]
    # October 2019 is the first; what lies before it on the page is no number.
    assert ("09", "2019") not in held["long"].cells and ("10", "2019") in held["long"].cells
    assert len(held["long"].cells) == 15
