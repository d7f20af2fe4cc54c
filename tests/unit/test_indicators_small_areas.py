"""Incidents read by small area and month: every one counted once, types added up."""

from __future__ import annotations

from diogel.core import Period
from diogel.engine import open_engine
from diogel.indicators import read_small_areas
from diogel.indicators.small_areas import INCIDENT_COLUMNS, PLACED, TOTAL, UNPLACED

FIRST, SECOND = "W01000001", "W01000002"
PLACE = (-3.0, 51.5)


def placed(period: str, code: str, type_: str) -> tuple[object, ...]:
    return (period, "gwent", *PLACE, code, PLACED, type_)


def test_types_of_one_place_and_month_add_up_to_the_total() -> None:
    rows = [
        *[placed("2024-01", FIRST, "Burglary")] * 2,
        *[placed("2024-01", FIRST, "Robbery")] * 3,
        *[placed("2024-01", FIRST, "Anti-social behaviour")] * 7,
        placed("2024-02", FIRST, "Robbery"),
        placed("2024-02", SECOND, "Burglary"),
        ("2024-02", "gwent", None, None, None, UNPLACED, "Burglary"),
    ]

    with open_engine() as engine:
        found = read_small_areas(engine, engine.from_rows(INCIDENT_COLUMNS, rows))

    assert found.codes == (FIRST, SECOND)
    assert found.months == (Period.month(2024, 1), Period.month(2024, 2))
    assert {name: table.tolist() for name, table in found.counts.items()} == {
        "police-burglary": [[2, 0], [0, 1]],
        "police-robbery": [[3, 1], [0, 0]],
        "police-anti-social-behaviour": [[7, 0], [0, 0]],
        TOTAL: [[5, 1], [0, 1]],
    }
    assert found.unplaced[TOTAL]["W15000002"].tolist() == [0, 1]
