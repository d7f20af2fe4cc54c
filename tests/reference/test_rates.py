"""Rates against the DHSC test workbooks (GPL-3, beside the project, never copied)."""

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from diogel.statistics import count_limits, directly_standardised, rate, wilson
from diogel.statistics.rates import byar

ORACLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "oracles"
needs_oracles = pytest.mark.skipif(
    not ORACLES.exists(), reason="the test workbooks are not beside the project"
)


def _rows(file: str, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(ORACLES / file, data_only=True)
    rows = [row for row in book[sheet].iter_rows(values_only=True) if any(row)]
    heads = [str(cell) for cell in rows[0]]
    return [dict(zip(heads, row, strict=False)) for row in rows[1:]]


def _confidence(text: object) -> float:
    return float(str(text).rstrip("%")) / 100 if "%" in str(text) else float(str(text))


@needs_oracles
def test_rates_are_those_of_the_dhsc_workbook() -> None:
    rows = [row for row in _rows("testdata_Rate.xlsx", "testdata_Rate") if row["lower_95_ci"]]

    for row in rows:
        for level, lower, upper in ((0.95, "95", "95"), (0.998, "99_8", "99_8")):
            got = rate(
                [row["Numerator"]], [row["Denominator"]], per=row["Multiplier"], confidence=level
            )
            assert got.estimate[0] == pytest.approx(row["Value"], rel=1e-9)
            assert got.lower[0] == pytest.approx(row[f"lower_{lower}_ci"], rel=1e-9, abs=1e-12)
            assert got.upper[0] == pytest.approx(row[f"upper_{upper}_ci"], rel=1e-9)
    assert len(rows) >= 15


@needs_oracles
def test_byar_and_wilson_limits_are_those_of_the_dhsc_workbook() -> None:
    seen = set()
    for row in _rows("testdata_Byars_Wilson.xlsx", "testdata_B_W"):
        if row["lowercl"] is None:
            continue
        level = _confidence(row["confidence"])
        seen.add(row["method"])
        if row["method"] == "Byars":
            lower, upper = byar(np.asarray(row["x"], dtype=float), confidence=level)
        else:
            lower, _, upper = wilson(row["x"], row["n"], confidence=level)
        assert float(lower) == pytest.approx(row["lowercl"], rel=1e-9)
        assert float(upper) == pytest.approx(row["uppercl"], rel=1e-9)
    assert len(seen) == 2


@needs_oracles
@pytest.mark.parametrize("area", ["testdata_big", "testdata_small"])
def test_standardised_rates_are_those_of_the_dhsc_workbook(area: str) -> None:
    data = [r for r in _rows("testdata_DSR_ISR.xlsx", "testdata_multiarea") if r["area"] == area]
    # The European Standard Population of 2013, in 19 bands. [persons]
    standard = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000]
    standard += [7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]
    wanted = next(
        r
        for r in _rows("testdata_DSR_ISR.xlsx", "testresults_DSR")
        if r["area"] == area and "100000" not in str(r["statistic"]) and r["Value"]
    )

    got = directly_standardised(
        [r["count"] for r in data], [r["pop"] for r in data], standard, per=10_000
    )

    assert got is not None
    assert got.estimate == pytest.approx(wanted["Value"], rel=1e-9)
    assert got.lower == pytest.approx(wanted["lower_95_ci"], rel=1e-9)
    assert got.upper == pytest.approx(wanted["upper_95_ci"], rel=1e-9)


def test_missing_stays_missing_and_nothing_is_zero() -> None:
    got = rate([np.nan, 0, 4], [100.0, 100.0, np.nan])

    assert np.isnan(got.estimate[0]) and np.isnan(got.upper[2])
    assert got.estimate[1] == 0 and got.lower[1] == 0 and got.upper[1] > 0


def test_exact_limits_cover_what_they_promise() -> None:
    from math import exp, factorial

    for events in range(1, 10):
        got = count_limits(events)
        at_least = 1 - sum(
            exp(-float(got.lower)) * float(got.lower) ** k / factorial(k) for k in range(events)
        )
        at_most = sum(
            exp(-float(got.upper)) * float(got.upper) ** k / factorial(k) for k in range(events + 1)
        )
        assert at_least == pytest.approx(0.025) and at_most == pytest.approx(0.025)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rate([1, 2], [1.0]),
        lambda: rate([1], [0.0]),
        lambda: count_limits(-1),
        lambda: count_limits(5, confidence=95),
        lambda: wilson(3, 2),
        lambda: directly_standardised([1, 2], [10, 0], [1, 1]),
    ],
)
def test_what_has_no_rate_is_refused(call: Any) -> None:
    with pytest.raises(ValueError):
        call()


def test_a_standardised_rate_of_few_events_is_not_given() -> None:
    assert directly_standardised([4, 5], [100, 100], [1, 1]) is None
