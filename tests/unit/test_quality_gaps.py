"""The gap map: what is there, what is late, what nobody gives, and whose it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from quality_factory import months

from diogel.core import Period
from diogel.engine import open_engine
from diogel.quality import Balance, State, gaps, load_settings
from diogel.quality.evidence import Evidence
from diogel.quality.gaps import (
    Need,
    area_balances,
    expected_areas,
    late_partners,
    needs,
    prescribed_states,
    theme_balances,
)
from diogel.quality.naming import WALES
from diogel.standard import measure, measures
from diogel.store import Slice
from quality_store import deliver, store_at

SETTINGS = load_settings()
NEWPORT, CARDIFF = "W06000022", "W06000015"
FIRES = "fire-deliberate-primary"


def held(measure_code: str, areas: tuple[str, ...], periods: list[Period], source: str) -> Evidence:
    return Evidence({(measure_code, area): {source: frozenset(periods)} for area in areas})


def both(*parts: Evidence) -> Evidence:
    return Evidence({key: value for part in parts for key, value in part.periods.items()})


def states(known: Evidence, day: date, code: str = FIRES) -> dict[str, Need]:
    return {need.area: need for need in needs([measure(code)], known, day, SETTINGS)}


def test_each_area_is_up_to_date_late_stopped_or_without_anything() -> None:
    known = both(
        held(FIRES, (NEWPORT,), months("2024-01", 3), "fire"),
        held(FIRES, (CARDIFF,), months("2024-01", 2), "fire"),
        held(FIRES, ("W06000018",), months("2023-06", 3), "fire"),
    )

    found = states(known, date(2024, 5, 1))

    assert len(found) == 22
    assert found[NEWPORT].state is State.CURRENT
    assert (found[CARDIFF].state, found[CARDIFF].late) == (State.LATE, 1)
    assert found["W06000018"].state is State.DRIED_UP
    assert found["W06000001"].state is State.NEVER


def test_another_kind_of_sources_number_does_not_answer_for_this_one() -> None:
    known = held(FIRES, (NEWPORT,), months("2024-01", 3), "police")

    assert states(known, date(2024, 5, 1))[NEWPORT].state is State.NEVER


def test_months_answer_for_a_measure_that_is_due_each_quarter() -> None:
    known = held("council-asb-case-reviews", (NEWPORT,), months("2024-01", 3), "local_authority")

    found = states(known, date(2024, 6, 1), "council-asb-case-reviews")

    assert found[NEWPORT].state is State.CURRENT


def test_a_national_measure_is_wanted_for_wales_alone() -> None:
    assert expected_areas("country") == (WALES,)
    assert len(expected_areas("lsoa")) == len(expected_areas("csp")) == 22
    assert len(expected_areas("police")) == 4


def test_every_measure_of_the_standard_has_areas_in_which_it_is_wanted() -> None:
    assert all(expected_areas(each.lowest_geography) for each in measures())


@pytest.mark.parametrize(("police", "other"), [(1, 7), (7, 1), (1, 2), (5, 3), (12, 0), (0, 3)])
def test_the_two_parts_always_add_up_to_a_hundred(police: int, other: int) -> None:
    balance = Balance("crime", police, other)

    assert balance.police_percent is not None and balance.other_percent is not None
    assert balance.police_percent + balance.other_percent == 100


def test_no_evidence_has_no_share() -> None:
    balance = Balance("crime", 0, 0)

    assert balance.police_percent is None
    assert not balance.one_sided(SETTINGS)


def test_a_theme_that_only_the_police_see_is_warned_of_with_whom_to_ask() -> None:
    known = held("police-criminal-damage-arson", (NEWPORT,), months("2024-01", 1), "police")

    found = {each.of: each for each in theme_balances(known)}

    fire = found["community-fire-safety"]
    assert (fire.police, fire.other) == (1, 0)
    assert fire.one_sided(SETTINGS)
    assert FIRES in fire.asked


def test_other_evidence_takes_the_warning_away() -> None:
    known = both(
        held("police-criminal-damage-arson", (NEWPORT,), months("2024-01", 1), "police"),
        held(FIRES, (NEWPORT,), months("2024-01", 1), "fire"),
    )

    fire = next(b for b in theme_balances(known) if b.of == "community-fire-safety")

    assert (fire.police, fire.other) == (1, 1)
    assert not fire.one_sided(SETTINGS)
    assert FIRES not in fire.asked


def test_an_area_counts_only_what_is_about_itself() -> None:
    known = held(FIRES, (NEWPORT,), months("2024-01", 1), "fire")

    found = {each.of: each for each in area_balances(known)}

    assert found[NEWPORT].other == 1
    assert found[CARDIFF].total == 0
    assert found[WALES].other == 1


def prescribed(known: Evidence, day: date, item: str) -> list[tuple[str, int, str]]:
    return [
        (str(each.quarter), each.received, each.state)
        for each in prescribed_states(known, day)
        if each.item == item
    ]


def test_prescribed_items_are_received_in_part_late_never_or_not_yet_due() -> None:
    everywhere = expected_areas("local-authority")
    known = both(
        held("fire-deliberate-primary", everywhere, months("2023-07", 5), "fire"),
        held("fire-deliberate-secondary", (NEWPORT,), months("2023-07", 3), "fire"),
    )
    day = date(2024, 5, 1)

    primary = prescribed(known, day, "fire-deliberate-primary")
    secondary = prescribed(known, day, "fire-deliberate-secondary")
    staff = prescribed(known, day, "fire-violence-staff")

    assert primary == [
        ("2023-Q2", 0, "late"),
        ("2023-Q3", 22, "received"),
        ("2023-Q4", 0, "late"),
        ("2024-Q1", 0, "not-due"),
    ]
    assert secondary[1] == ("2023-Q3", 1, "part")
    assert [state for *_, state in staff] == ["never", "never", "never", "not-due"]


def test_a_quarter_is_due_by_the_end_of_the_next() -> None:
    day_before, day = date(2024, 6, 29), date(2024, 6, 30)

    before = prescribed(Evidence(), day_before, "fire-no-alarm")
    on_the_day = prescribed(Evidence(), day, "fire-no-alarm")

    assert before[-1] == ("2024-Q1", 0, "not-due")
    assert on_the_day[-2:] == [("2024-Q1", 0, "never"), ("2024-Q2", 0, "not-due")]


def test_the_map_of_a_store_counts_kept_back_values_as_given_and_missing_ones_not(
    tmp_path: Path,
) -> None:
    store = store_at(tmp_path)
    rows = [
        {
            "period": "2024-03",
            "area_code": area,
            "measure_code": FIRES,
            "breakdown": "all",
            "source_type": "fire",
            "value": value,
            "suppression": mark,
        }
        for area, value, mark in (
            (NEWPORT, 4.0, None),
            (CARDIFF, None, "[c]"),
            ("W06000018", None, "[x]"),
        )
    ]
    with open_engine() as engine:
        deliver(
            store, engine, "observations", rows, [Slice("fire", {"supplier": "f"}, 3, "f", "f")]
        )

        found = gaps(store, engine, day=date(2024, 4, 30))

    by_area = {need.area: need.state for need in found.needs if need.measure == FIRES}
    assert by_area[NEWPORT] is State.CURRENT
    assert by_area[CARDIFF] is State.CURRENT
    assert by_area["W06000018"] is State.NEVER
    assert found.as_record()["day"] == "2024-04-30"


def test_collisions_are_evidence_although_they_are_no_observations_yet(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    rows = [{"collision_id": "1", "period": "2024-01", "area_code": NEWPORT}]
    with open_engine() as engine:
        deliver(
            store, engine, "collisions", rows, [Slice("stats19", {"period": "2024"}, 1, "c", "c")]
        )

        found = gaps(store, engine, day=date(2024, 4, 30))

    road = next(b for b in found.by_theme if b.of == "road-safety")
    assert (road.police, road.other) == (0, 2)


def test_partners_numbers_that_are_late_somewhere_are_one_finding_a_measure() -> None:
    known = both(
        held(FIRES, (NEWPORT,), months("2024-01", 3), "fire"),
        held(FIRES, (CARDIFF, "W06000018"), months("2024-01", 2), "fire"),
        held("police-burglary", (NEWPORT,), months("2020-01", 2), "police"),
    )

    (finding,) = late_partners(known, date(2024, 5, 1), SETTINGS)

    assert (finding.subject, finding.measure, finding.period) == ("fire", FIRES, "2024-02")
    assert (finding.slots["n"], finding.slots["of"], finding.slots["late"]) == (2, 3, 1)
    assert list(late_partners(known, date(2024, 3, 30), SETTINGS)) == []
