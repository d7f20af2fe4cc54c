"""Changes between two waves against the R packages ratesci and Partiallyoverlapping, and base R.

Their differences are the first less the second; ours are the second less the first.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diogel.statistics import (
    Group,
    Pairs,
    fisher,
    mcnemar,
    miettinen_nurminen,
    newcombe_difference,
    newcombe_paired,
    overlapping,
    tango,
)

ORACLE = Path(__file__).resolve().parents[2].parent / "shared/data/oracles/wave_comparison"

pytestmark = pytest.mark.skipif(not ORACLE.exists(), reason="the reference values are not at hand")


def _cases(name: str, expected: int) -> list[dict[str, str]]:
    with (ORACLE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) == expected
    return cases


def _counts(case: dict[str, str], *names: str) -> list[int]:
    return [int(case[name]) for name in names]


def _pairs(case: dict[str, str]) -> Pairs:
    return Pairs(*_counts(case, "both", "first_only", "second_only", "neither"))


def _limits(case: dict[str, str], method: str) -> tuple[float, float]:
    """The reference limits, turned round: ours are of the second less the first."""
    return -float(case[f"{method}_hi"]), -float(case[f"{method}_lo"])


@pytest.mark.parametrize(("method", "limits"), [("tango", tango), ("newcombe10", newcombe_paired)])
def test_paired_limits_are_those_of_the_reference(method, limits):
    for case in _cases("paired_proportions", 10):
        found = limits(_pairs(case))

        assert found == pytest.approx(_limits(case, method), abs=5.1e-7), case


def test_mcnemar_is_that_of_the_reference():
    for case in _cases("paired_proportions", 10):
        pairs = _pairs(case)

        assert mcnemar(pairs, "exact") == pytest.approx(float(case["mcnemar_exact_p"]), rel=1e-12)
        if case["mcnemar_asymptotic_p"]:
            found = mcnemar(pairs, "asymptotic")
            assert found == pytest.approx(float(case["mcnemar_asymptotic_p"]), rel=1e-11)


def test_the_partially_overlapping_z_is_that_of_the_reference():
    for case in _cases("partially_overlapping_proportions", 4):
        groups = (
            Group(*_counts(case, "only1_yes", "only1_n")),
            Group(*_counts(case, "only2_yes", "only2_n")),
        )

        found = overlapping(_pairs(case), *groups)

        assert found is not None
        assert found.estimate == pytest.approx(-float(case["estimate"]), rel=1e-12)
        assert found.z == pytest.approx(-float(case["z"]), rel=1e-12)
        assert found.p == pytest.approx(float(case["p"]), rel=1e-12)
        limits = (-float(case["hi"]), -float(case["lo"]))
        assert (found.lower, found.upper) == pytest.approx(limits, rel=1e-11)


def test_limits_of_groups_that_share_nobody_are_those_of_the_reference():
    for case in _cases("independent_proportions", 6):
        groups = Group(*_counts(case, "x1", "n1")), Group(*_counts(case, "x2", "n2"))

        newcombe, score = newcombe_difference(*groups), miettinen_nurminen(*groups)

        assert newcombe == pytest.approx(_limits(case, "newcombe"), rel=1e-11)
        assert score == pytest.approx(_limits(case, "mn"), abs=5.1e-7)
        assert fisher(*groups) == pytest.approx(float(case["fisher_p"]), rel=1e-11)
