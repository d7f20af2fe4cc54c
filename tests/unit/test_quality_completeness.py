"""Whether a month of a force is whole."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from quality_factory import history

from diogel.core import Bilingual, Period
from diogel.quality.cells import ASB, Cell, MonthCount, month_counts
from diogel.quality.completeness import Judgement, Verdict, judge_months, without_rows
from diogel.quality.settings import Ruling, Settings, load_settings

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
WELSH = ("dyfed-powys", "gwent", "north-wales", "south-wales")
SETTINGS = load_settings()


def verdicts(judgements: tuple[Judgement, ...]) -> dict[str, Verdict]:
    return {str(j.month): j.verdict for j in judgements}


def real_counts() -> tuple[MonthCount, ...]:
    """The 52 force-months of the three archives, from their counts."""
    path = SHARED / "data" / "oracles" / "cube_force_la_month_type.csv"
    if not path.exists():
        pytest.skip("the counts of the real archives are not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        return month_counts(
            Cell(
                row["force"],
                Period.parse(row["Month"]),
                row["Crime type"],
                "placed",
                row["la"],
                int(row["n"]),
            )
            for row in csv.DictReader(file)
        )


def test_q13_of_52_real_force_months_exactly_two_of_dyfed_powys_are_thin() -> None:
    counts = real_counts()

    judged = judge_months(counts, SETTINGS, forces=WELSH)

    held = [j for j in judged if j.rows is not None]
    assert len(held) == 52
    thin = {(j.force, str(j.month)): j.rows for j in held if j.verdict is not Verdict.COMPLETE}
    assert thin == {("dyfed-powys", "2024-01"): 1187, ("dyfed-powys", "2024-02"): 300}


def test_the_numbers_behind_a_verdict_are_told() -> None:
    counts = real_counts()

    judged = judge_months(counts, SETTINGS)

    january = next(j for j in judged if j.force == "dyfed-powys" and str(j.month) == "2024-01")
    assert (january.crimes, january.expected, january.witnesses) == (910, 2433, 5)
    assert january.share == pytest.approx(910 / 2433)


def test_q17_a_sixfold_rise_of_anti_social_behaviour_makes_no_month_thin() -> None:
    counts = [c for c in real_counts() if c.force == "gwent"]
    shock = next(c for c in counts if str(c.month) == "2020-04")

    judged = judge_months(counts, SETTINGS)

    assert shock.types[ASB] == 5105
    assert {j.verdict for j in judged if j.rows is not None} == {Verdict.COMPLETE}
    assert not any(j.absent_types for j in judged)


def test_a_month_without_a_file_is_missing_and_not_nothing() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)
    del counts[3]

    judged = judge_months(counts, SETTINGS)

    assert verdicts(judged)["2023-04"] is Verdict.MISSING
    assert next(j for j in judged if str(j.month) == "2023-04").rows is None


def test_a_force_that_never_sent_anything_is_missing_every_month() -> None:
    counts = history("gwent", "2023-01", [4000] * 4)

    judged = judge_months(counts, SETTINGS, forces=("gwent", "north-wales"))

    assert [j.verdict for j in judged if j.force == "north-wales"] == [Verdict.MISSING] * 4


def test_a_month_is_missing_only_when_it_was_due() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)

    judged = judge_months(counts, SETTINGS, forces=("gwent",), as_at=date(2023, 10, 1))

    assert verdicts(judged)["2023-07"] is Verdict.MISSING
    assert "2023-08" not in verdicts(judged)


def test_a_month_that_another_force_sent_early_is_not_yet_due() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)
    counts += history("north-wales", "2023-01", [4000] * 5)

    judged = judge_months(counts, SETTINGS, forces=WELSH[1:3], as_at=date(2023, 8, 5))

    north = [j for j in judged if j.force == "north-wales"]
    assert (str(north[-1].month), north[-1].verdict) == ("2023-06", Verdict.NOT_YET)


def test_too_few_months_are_said_to_be_no_history() -> None:
    counts = history("gwent", "2024-01", [4000, 300])

    judged = judge_months(counts, SETTINGS)

    assert {j.verdict for j in judged} == {Verdict.NO_HISTORY}
    assert all(j.expected is None for j in judged)


def test_a_small_force_is_not_judged_by_chance() -> None:
    counts = history("btp", "2023-01", [40, 35, 50, 12, 44, 38])

    judged = judge_months(counts, SETTINGS)

    assert {j.verdict for j in judged} == {Verdict.NO_HISTORY}


def test_a_long_run_of_thin_months_does_not_become_the_expectation() -> None:
    counts = history("gwent", "2022-01", [4000] * 12 + [900] * 18)

    judged = judge_months(counts, SETTINGS)

    assert [j.verdict for j in judged] == [Verdict.COMPLETE] * 12 + [Verdict.THIN] * 18


def test_a_force_of_wild_months_must_fall_further() -> None:
    wild = [1450, 2400, 1500, 2600, 1400, 2500, 1450, 2450, 1500, 2600, 1400, 2450]
    steady = [1950] * 12

    by_wild = judge_months(history("gwent", "2022-01", [*wild, 1150]), SETTINGS)
    by_steady = judge_months(history("gwent", "2022-01", [*steady, 1150]), SETTINGS)

    assert by_wild[-1].verdict is Verdict.COMPLETE
    assert by_steady[-1].verdict is Verdict.THIN


def test_a_damaged_file_is_quarantined_whatever_its_size() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)
    bad = MonthCount("gwent", Period.parse("2023-07"), 4200, 4000, {}, quarantined=True)

    judged = judge_months([*counts, bad], SETTINGS)

    assert judged[-1].verdict is Verdict.QUARANTINED
    assert not judged[-1].counts


def test_a_type_that_was_left_out_is_not_a_zero() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)
    last = MonthCount("gwent", Period.parse("2023-07"), 4000, 4000, {"Burglary": 4000})

    judged = judge_months([*counts, last], SETTINGS)[-1]

    assert judged.verdict is Verdict.COMPLETE
    assert judged.absent_types == (ASB, "Robbery")
    assert without_rows(judged, "Robbery") and without_rows(judged, "")
    assert not without_rows(judged, "Burglary")


def test_without_anti_social_behaviour_the_sum_of_crimes_still_stands() -> None:
    counts = history("gwent", "2023-01", [4000] * 6)
    types = {"Burglary": 2000, "Robbery": 2000}
    last = MonthCount("gwent", Period.parse("2023-07"), 4000, 4000, types)

    judged = judge_months([*counts, last], SETTINGS)[-1]

    assert without_rows(judged, ASB)
    assert not without_rows(judged, "")


def test_a_persons_word_goes_before_the_numbers() -> None:
    month = Period.parse("2023-07")
    ruling = Ruling("gwent", month, month, "complete", Bilingual("Right", "Cywir"), "A", "2024")
    settings = Settings("own", SETTINGS.limits, (ruling,))

    judged = judge_months(history("gwent", "2023-01", [4000] * 6 + [500]), settings)

    assert judged[-1].verdict is Verdict.COMPLETE
    assert judged[-1].ruling is ruling


def test_nothing_held_gives_nothing_judged() -> None:
    assert judge_months([], SETTINGS, forces=WELSH) == ()
