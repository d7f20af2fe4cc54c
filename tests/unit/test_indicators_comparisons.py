"""Higher, lower or not separable; ranks as ranges; and whom one is compared with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_factory import CARDIFF, CRIME, NEWPORT, end_of, population, series

from diogel.core import Status
from diogel.indicators import (
    Comparison,
    Series,
    Verdict,
    comparators,
    compare,
    distances,
    every_authority,
    far_from,
    feature_sources,
    features,
    field,
    level,
    nearest,
    read_area_set,
)
from diogel.language import say

CODES = tuple(one.id for one in every_authority())
PEOPLE = population({code: 60_000.0 + 15_000.0 * at for at, code in enumerate(CODES)})


def held(monthly: Mapping[str, float | None]) -> dict[tuple[str, str], Series]:
    """Twelve months of each authority; None for one without numbers."""
    return {(CRIME, code): series([n] * 12, area=code) for code, n in monthly.items()}


def compared(monthly: Mapping[str, float | None], name: str) -> dict[str, Comparison]:
    one = read_area_set(name)
    all_series = held(monthly)
    own = all_series[CRIME, one.id]
    known = field(all_series, CRIME, end_of(own), [PEOPLE])
    mine = level(own, one, end_of(own), [PEOPLE])
    return {c.kind: compare(one, mine, c, known) for c in comparators(one)}


def even(per_thousand: float = 5.0) -> dict[str, float | None]:
    return {code: round(PEOPLE.residents[code] / 1_000 * per_thousand) for code in CODES}


def test_authorities_alike_are_not_separable() -> None:
    found = compared(even(), "Newport")

    assert set(found) == {"wales", "force", "rural-urban", "nearest"}
    assert {c.verdict for c in found.values()} == {Verdict.NOT_SEPARABLE}
    assert found["wales"].rank is not None


def test_one_far_above_a_calm_field_is_higher() -> None:
    found = compared({**even(), NEWPORT: 5_000.0}, "Newport")

    assert {c.verdict for c in found.values()} == {Verdict.HIGHER}
    rank = found["wales"].rank
    assert rank is not None and (rank.highest, rank.lowest, rank.of) == (1, 1, 22)


def test_a_wide_spread_between_authorities_makes_the_same_distance_not_separable() -> None:
    random = np.random.default_rng(8)
    wild = {code: round((n or 0) * random.uniform(0.4, 1.9)) for code, n in even().items()}
    mine = round((even()[NEWPORT] or 0) * 1.3)

    calm = compared({**even(), NEWPORT: mine}, "Newport")["wales"]
    spread = compared({**wild, NEWPORT: mine}, "Newport")["wales"]

    assert calm.verdict is Verdict.HIGHER and spread.verdict is Verdict.NOT_SEPARABLE
    assert spread.dispersion > 50 > 10 > calm.dispersion


def test_without_a_force_wales_says_how_many_it_rests_on() -> None:
    gone = dict.fromkeys(read_area_set("Dyfed-Powys").authorities)

    found = compared({**even(), **gone}, "Newport")

    assert (found["wales"].basis.forces, found["wales"].basis.of_forces) == (3, 4)
    assert "3 of 4" in found["wales"].reason.en and "Dyfed-Powys" in found["wales"].reason.cy
    assert found["wales"].rank is not None and found["wales"].rank.of == 18


def test_with_one_force_alone_there_is_no_wales_to_compare_with() -> None:
    gwent = read_area_set("Gwent").authorities
    alone = {code: n if code in gwent else None for code, n in even().items()}

    found = compared(alone, "Newport")

    assert found["wales"].verdict is Verdict.NOT_GIVEN and found["wales"].rank is None
    assert found["wales"].status is Status.NOT_AVAILABLE
    assert found["force"].verdict is Verdict.NOT_SEPARABLE


def test_an_area_without_numbers_is_compared_with_nobody() -> None:
    found = compared({**even(), NEWPORT: None}, "Newport")

    assert all(c.verdict is Verdict.NOT_GIVEN and c.rank is None for c in found.values())
    assert all(c.reason.en and c.reason.cy for c in found.values())


def test_a_set_is_compared_with_wales_alone_and_wales_with_nobody() -> None:
    assert [c.kind for c in comparators(read_area_set("Gwent"))] == ["wales"]
    assert comparators(read_area_set("Wales")) == ()


def test_nobody_is_among_its_own_force_class_or_neighbours() -> None:
    for one in every_authority():
        for each in comparators(one):
            assert (one.id in each.members) == (each.kind == "wales")
            assert each.name.complete and each.members


def test_cardiff_alone_has_no_near_neighbour() -> None:
    far = [
        one.id
        for one in every_authority()
        for each in comparators(one)
        if each.kind == "nearest" and not each.near
    ]

    assert far == [CARDIFF]
    assert far_from() == pytest.approx(7**0.5)


def test_distances_are_even_and_every_feature_has_source_and_name() -> None:
    for one, others in distances().items():
        assert all(distances()[other][one] == d > 0 for other, d in others.items())
        assert list(nearest(one).values()) == sorted(others.values())[:5]
    assert set(feature_sources()) == set(features()[CARDIFF])
    for name, (unit, source) in feature_sources().items():
        assert unit and source
        assert say(f"indicators.feature.{name}", "cy") != say(f"indicators.feature.{name}", "en")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 2_000), min_size=22, max_size=22).filter(lambda c: sum(c) > 50))
def test_the_verdict_the_limits_and_the_ratio_never_disagree(counts: list[int]) -> None:
    monthly = dict(zip(CODES, map(float, counts), strict=True))

    for found in compared(monthly, "Newport").values():
        if found.z is None or abs(abs(found.z) - 1.96) < 0.001:
            continue
        assert found.rate is not None and found.upper is not None and found.lower is not None
        outside = found.rate > found.upper or found.rate < found.lower
        assert outside == (found.verdict in (Verdict.HIGHER, Verdict.LOWER))
        rank = found.rank
        assert rank is None or 1 <= rank.highest <= rank.lowest <= rank.of == 22
