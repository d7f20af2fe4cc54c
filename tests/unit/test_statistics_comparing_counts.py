"""Two counts against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import compare_counts, e_test

counts = st.integers(0, 3_000)


def test_a_difference_of_square_roots_is_that_of_a_hand_calculation() -> None:
    found = compare_counts(144, 100)

    # 2 (12 - 10) = 4, over the root of 2.
    assert found.p == pytest.approx(math.erfc(4 / math.sqrt(2) / math.sqrt(2)))
    assert found.method == "root"
    assert found.ratio == pytest.approx(1.44)


def test_the_exact_limits_of_few_events_are_those_of_clopper_and_pearson() -> None:
    # Ten against none of the same base: (0.6915, infinity) as the odds of 0.6915 to 1.
    found = compare_counts(10, 0)

    assert found.method == "e-test"
    assert found.ratio == math.inf and found.ratio_upper == math.inf
    assert found.ratio_lower == pytest.approx(0.6915 / (1 - 0.6915), rel=1e-3)


def test_the_e_test_has_the_published_value_of_its_example() -> None:
    # Krishnamoorthy and Thomson (2004), section 6: 20 of 10 against 10 of 10... halves of a whole.
    assert 0.05 < e_test(20, 10) < 0.08
    assert e_test(0, 0) == 1
    assert e_test(5, 5) == pytest.approx(1, abs=1e-9)


@given(counts, counts, st.floats(1, 9), st.floats(0.2, 5))
def test_turned_about_the_ratio_is_turned_over(
    now: int, before: int, dispersion: float, base: float
) -> None:
    one = compare_counts(now, before, base_now=base, dispersion=dispersion)
    other = compare_counts(before, now, base_before=base, dispersion=dispersion)

    assert one.p == pytest.approx(other.p, abs=1e-6)
    assert one.difference == pytest.approx(-other.difference)
    assert one.difference_lower == pytest.approx(-other.difference_upper)
    if now > 9 and before > 9:
        assert one.ratio_lower * other.ratio_upper == pytest.approx(1, rel=1e-6)


@given(counts, counts, st.floats(1, 9))
def test_the_limits_hold_the_estimate_and_agree_with_the_test(
    now: int, before: int, dispersion: float
) -> None:
    found = compare_counts(now, before, dispersion=dispersion)

    if before:
        assert found.ratio_lower <= found.ratio * (1 + 1e-9) <= found.ratio_upper * (1 + 2e-9)
    assert found.difference_lower <= found.difference <= found.difference_upper
    assert 0 <= found.p <= 1
    if found.method == "root" and abs(found.p - 0.05) > 1e-6:
        outside = not found.ratio_lower <= 1 <= found.ratio_upper
        assert outside == (found.p < 0.05)


def test_more_spread_makes_less_certain() -> None:
    plain, wide = compare_counts(144, 100), compare_counts(144, 100, dispersion=6)

    assert plain.p < 0.05 < wide.p
    assert wide.ratio_lower < 1 < wide.ratio_upper


def test_chance_alone_is_called_a_change_one_time_in_twenty() -> None:
    random = np.random.default_rng(11)
    drawn = random.poisson(40, (2_000, 2))

    found = [compare_counts(a, b).p < 0.05 for a, b in drawn]

    assert 0.035 < np.mean(found) < 0.065


@pytest.mark.parametrize(
    ("now", "before", "more"),
    [(-1, 2, {}), (1, 2, {"base_now": 0}), (1, 2, {"dispersion": 0.5})],
)
def test_nonsense_is_refused(now: float, before: float, more: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        compare_counts(now, before, **more)
