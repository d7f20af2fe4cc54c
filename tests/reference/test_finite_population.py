"""Equal-tailed hypergeometric intervals against the R package ExactCIone (its numbers only).

The file holds 2,302 cases: both levels, nine population sizes from 4 to 100.
"""

import csv
from pathlib import Path

import pytest

from diogel.statistics import hypergeometric_interval

CASES = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/oracles/finite_population_ci/clopper_pearson_hypergeometric_R_ExactCIone.csv"
)


@pytest.mark.skipif(not CASES.exists(), reason="the reference intervals are not at hand")
def test_every_reference_interval_is_met_exactly():
    with CASES.open(newline="") as file:
        cases = list(csv.DictReader(file))

    different = [
        case
        for case in cases
        if hypergeometric_interval(int(case["x"]), int(case["n"]), int(case["N"]), case["level"])
        != (int(case["lower"]), int(case["upper"]))
    ]

    assert len(cases) == 2302
    assert different == []
