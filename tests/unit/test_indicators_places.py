"""Places, deprivation and harm on invented small areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_factory import CRIME, NEWPORT, population, series

from diogel.core import Period, Refused, Status
from diogel.indicators import (
    Deprivation,
    SmallAreas,
    area_set,
    clusters,
    gradient,
    harm,
    level,
    places,
    rankable,
    read_rebases,
    read_weights,
)
from diogel.indicators.harm import WeightTable
from diogel.indicators.small_areas import TOTAL, measures_of, units_of
from diogel.language import say
from diogel.places import lsoas_of_authority

ONE = area_set(NEWPORT)
CODES = lsoas_of_authority(NEWPORT, 2011)
MONTHS = tuple(Period.month(2020, n) for n in range(1, 13))
PEOPLE = population({NEWPORT: 150_000.0}, small=dict.fromkeys(CODES, 1_500.0), vintage=2011)
WHOLE = level(series([900.0] * 12), ONE, MONTHS[-1], [PEOPLE])


def areas(counts: np.ndarray) -> SmallAreas:
    """The small areas of Newport on a grid, each with so many a month."""
    at = np.arange(len(CODES))
    return SmallAreas(
        CODES,
        MONTHS,
        {CRIME: np.repeat(counts[:, None], 12, axis=1)},
        -3.0 + 0.01 * (at % 10),
        51.5 + 0.01 * (at // 10),
        {CRIME: {"W15000002": np.full(12, 4)}},
    )


def falling(steep: float) -> tuple[SmallAreas, Deprivation]:
    """Counts that fall with rank, and ranks spread over all of Wales."""
    ranks = {code: 1 + at * 20 for at, code in enumerate(CODES)}
    counts = np.round(20 - steep * np.arange(len(CODES)) / len(CODES)).astype(int)
    others = {f"W019{n:05}": n for n in range(1, 1_910) if n not in set(ranks.values())}
    scores = {code: 100.0 - rank / 20 for code, rank in {**ranks, **others}.items()}
    index = Deprivation(
        "wimd-2019",
        {"overall": {**ranks, **others}, "income": {**ranks, **others}},
        {"overall": scores, "safety": dict.fromkeys(scores, 10.0)},
    )
    return areas(counts), index


def test_one_busy_corner_is_hot_persistent_and_concentrated() -> None:
    counts = np.full(len(CODES), 2)
    busy = [0, 1, 2, 3, 10, 11, 12, 13, 20, 21]
    counts[busy] = 60
    held = areas(counts)
    grouped = clusters(held, CRIME, ONE.authorities, MONTHS, [PEOPLE], {})

    found = places(ONE, WHOLE, held, [PEOPLE], {}, grouped)

    assert set(found.hot) >= {CODES[0], CODES[1], CODES[11]}
    assert set(found.persistent) == {CODES[at] for at in busy}
    assert found.found is not None and found.chance is not None
    assert found.found.gini > 0.4 > 0.1 > found.chance.gini
    assert found.unplaced == 48 and found.vintage == 2011
    assert found.rates[CODES[0]] > found.rates[CODES[50]]


def test_nothing_of_places_is_given_while_a_month_is_missing() -> None:
    short = level(series([900.0] * 11), ONE, MONTHS[-1], [PEOPLE])
    held, index = falling(10)
    nothing = clusters(held, CRIME, (), MONTHS, [PEOPLE], {})

    place = places(ONE, short, held, [PEOPLE], {}, nothing)
    line = gradient(ONE, short, held, [PEOPLE], {}, index)

    assert (place.found, place.hot, line.slope, line.groups) == (None, (), None, ())
    assert place.reason == line.reason == short.reason


def test_few_events_say_nothing_of_places() -> None:
    few = np.zeros(len(CODES), dtype=int)
    few[0] = 1

    found = places(
        ONE, WHOLE, areas(few), [PEOPLE], {}, clusters(areas(few), CRIME, (), (), [], {})
    )

    assert found.found is None and "12" in found.reason.en


def test_a_slope_is_found_and_crime_is_left_out_of_the_index() -> None:
    held, index = falling(16)

    found = gradient(ONE, WHOLE, held, [PEOPLE], {}, index)

    assert (found.ranked_by, found.grouping, found.version) == (
        "without-crime",
        "deciles",
        "wimd-2019",
    )
    assert found.slope is not None and found.slope < -50
    assert found.relative_limits is not None and found.relative_limits.upper < 0.5
    assert found.fit is not None and found.fit > 0.98
    assert [g.group for g in found.groups] == list(range(1, 11))


def test_without_scores_income_is_used_and_without_an_index_nothing() -> None:
    held, index = falling(16)

    by_income = gradient(ONE, WHOLE, held, [PEOPLE], {}, replace(index, scores={}))
    none = gradient(ONE, WHOLE, held, [PEOPLE], {}, None)

    assert by_income.ranked_by == "income"
    assert none.slope is None and none.reason.cy


def test_a_flat_field_has_no_slope_worth_the_name() -> None:
    held, index = falling(0)

    found = gradient(ONE, WHOLE, held, [PEOPLE], {}, index)

    assert found.slope == pytest.approx(0, abs=1e-6)
    assert found.slope_limits is not None
    assert found.slope_limits.lower < 0 < found.slope_limits.upper


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_areas_that_hang_together_are_one_unit(pairs: list[tuple[int, int]]) -> None:
    named = [(f"W{old:03}", f"X{new:03}") for old, new in pairs]

    units = units_of(named)

    for old, new in named:
        assert units[old] == units[new]
    for code, unit in units.items():
        assert units[unit] == unit and unit <= code


def test_anti_social_behaviour_is_no_crime_and_an_unknown_type_is() -> None:
    assert measures_of("Anti-social behaviour") == ("police-anti-social-behaviour",)
    assert measures_of("Burglary") == ("police-burglary", TOTAL)
    assert measures_of("Something new") == (TOTAL,)


# Harm

QUARTERS = tuple(Period.parse(f"2020-Q{n}") for n in range(1, 5))
TABLE = WeightTable("Somebody's table", date(2023, 5, 31), {"1": 5_475.0, "8N": 10.0, "105A": 1.0})
RECORDED = {
    NEWPORT: {(q, code): n for q in QUARTERS for code, n in (("8N", 30.0), ("105A", 200.0))}
}


def test_harm_is_counts_times_weights_with_the_table_named() -> None:
    found = harm(ONE, RECORDED, TABLE, [PEOPLE], QUARTERS[-1])

    assert found.score == 4 * (30 * 10 + 200)
    assert (found.table, found.table_day) == ("Somebody's table", date(2023, 5, 31))
    assert found.rate == pytest.approx(2_000 / 150)
    assert list(found.shares) == ["8N", "105A"] and sum(found.shares.values()) == pytest.approx(1)


def test_the_types_of_police_uk_are_never_weighted_and_the_reason_is_given() -> None:
    found = harm(ONE, {}, TABLE, [PEOPLE], QUARTERS[-1])

    assert found.score is None and "rape" in found.reason.en and "threisio" in found.reason.cy
    assert not rankable("police.uk") and rankable("home-office-prc")


@pytest.mark.parametrize("case", ["no table", "missing quarter", "unknown offences", "half a set"])
def test_there_is_no_score_while_anything_is_missing(case: str) -> None:
    one, recorded, table = ONE, dict(RECORDED), TABLE
    if case == "no table":
        table = None
    elif case == "missing quarter":
        recorded = {NEWPORT: {k: n for k, n in RECORDED[NEWPORT].items() if k[0] != QUARTERS[1]}}
    elif case == "unknown offences":
        recorded = {NEWPORT: {**RECORDED[NEWPORT], (QUARTERS[0], "999"): 400.0}}
    else:
        one = area_set("W15000002")

    found = harm(one, recorded, table, [PEOPLE], QUARTERS[-1])

    assert found.score is None and found.status is Status.NOT_AVAILABLE
    assert found.reason.en and found.reason.cy


def test_what_the_table_leaves_out_counts_for_nothing() -> None:
    table = replace(TABLE, left_out=frozenset({"105A"}))

    assert harm(ONE, RECORDED, table, [PEOPLE], QUARTERS[-1]).score == 4 * 300


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_weights_is_read(tmp_path: Path) -> None:
    file = write(
        tmp_path / "w.csv",
        "table,day,offence_code,weight,left_out\nOurs,2023-05-31,1,5475,\nOurs,2023-05-31,92,5,yes\n",
    )

    found = read_weights(file)

    assert (found.name, found.day) == ("Ours", date(2023, 5, 31))
    assert found.weights == {"1": 5_475.0, "92": 5.0} and found.left_out == {"92"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a,b\n1,2\n", {"weights-columns"}),
        ("table,day,offence_code,weight\n", {"weights-columns"}),
        (
            "table,day,offence_code,weight\nO,31 May,1,x\nO,31 May,1,-4\nP,31 May,,3\n",
            {"weights-day", "weights-number", "weights-code"},
        ),
        ("table,day,offence_code,weight\nO,2023-05-31,1,nan\n", {"weights-number"}),
    ],
)
def test_every_fault_of_a_table_of_weights_is_told(
    tmp_path: Path, text: str, codes: set[str]
) -> None:
    with pytest.raises(Refused) as refused:
        read_weights(write(tmp_path / "w.csv", text))

    assert {p.code for p in refused.value.problems} == {f"indicators.{code}" for code in codes}
    for problem in refused.value.problems:
        for language in ("en", "cy"):
            slots = {"found": problem.found, "expected": problem.expected}
            assert say(f"problems.{problem.code}", language, **slots)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Refused):
        read_weights(tmp_path / "w.csv")
    with pytest.raises(Refused):
        read_weights(tmp_path / "absent.csv")


# Rebases

GOOD = """
[[rebase]]
measure = "police-anti-social-behaviour"
area = "*"
start = "2021-04"
reason = {en = "Covid breaches are logged apart.", cy = "Cofnodir achosion Covid ar wahân."}
by = "A. Analyst"
on = 2021-06-01
"""


def test_recorded_rebases_are_read_and_none_is_no_fault(tmp_path: Path) -> None:
    (found,) = read_rebases(write(tmp_path / "indicators.toml", GOOD))

    assert (found.start, found.by, found.on) == (
        Period.month(2021, 4),
        "A. Analyst",
        date(2021, 6, 1),
    )
    assert read_rebases(tmp_path / "absent.toml") == ()


@pytest.mark.parametrize(
    "change",
    [
        ('by = "A. Analyst"', ""),
        ("on = 2021-06-01", 'on = "soon"'),
        ('start = "2021-04"', 'start = "April"'),
        ('cy = "Cofnodir achosion Covid ar wahân."', 'cy = ""'),
        ('measure = "police-anti-social-behaviour"', "measure = 4"),
    ],
)
def test_a_rebase_without_its_reason_name_or_day_is_refused(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        read_rebases(write(tmp_path / "indicators.toml", GOOD.replace(*change)))

    assert [p.code for p in refused.value.problems] == ["indicators.rebase"]
