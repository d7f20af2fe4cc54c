"""How many flags chance alone would raise: with hundreds of series some are always raised."""

from __future__ import annotations

from collections.abc import Iterable

from diogel.indicators.results import Change, Comparison, FalseAlarms, Trend, Verdict
from diogel.statistics import Signal, expected_false_alarms

OUTSIDE = 0.0027
"""The probability that a point of normal noise lies outside limits of three sigma."""
COMPARED = 0.05
_LIMITS = {Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT}
_SAID = {Verdict.HIGHER, Verdict.LOWER}


def false_alarms(
    trends: Iterable[Trend], comparisons: Iterable[Comparison], changes: Iterable[Change]
) -> tuple[FalseAlarms, ...]:
    """Flags raised and to be expected: of the charts' latest points, comparisons and changes.

    Runs are left out of the charts': only a point outside its limits counts as a flag here.
    """
    charted = [t for t in trends if t.chart is not None]
    flagged = sum(bool(t.latest and t.latest.signals & _LIMITS) for t in charted)
    compared = [c for c in comparisons if c.verdict is not Verdict.NOT_GIVEN]
    changed = [c for c in changes if c.verdict is not Verdict.NOT_GIVEN]
    return (
        _of("charts", len(charted), OUTSIDE, flagged),
        _of("comparisons", len(compared), COMPARED, sum(c.verdict in _SAID for c in compared)),
        _of("changes", len(changed), COMPARED, sum(c.verdict in _SAID for c in changed)),
    )


def _of(kind: str, tests: int, probability: float, flagged: int) -> FalseAlarms:
    return FalseAlarms(kind, tests, expected_false_alarms(tests, probability), flagged)
