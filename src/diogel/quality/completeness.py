"""Whether a month of a force is whole, judged by the force's own history.

A file that is there may still hold a tenth of its month. Crimes are compared, without
anti-social behaviour: that rose six-fold in the first lockdown, and such a shock must not make
the months around it look thin. The expectation is a median, so that a few strange months
among the witnesses change nothing, and thin months do not bear witness at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from diogel.core import Period, months_between
from diogel.quality.cells import ASB, MonthCount
from diogel.quality.settings import Ruling, Settings

# A median absolute deviation times this estimates the standard deviation of a normal spread.
MAD_TO_SPREAD = 1.4826
# A month with less than this share of the upper quartile does not bear witness for others.
_WITNESS_SHARE = 0.5
_UPPER_QUARTILE = 0.75


class Verdict(StrEnum):
    """What a month of a force is.

    COMPLETE: may be counted. THIN: far fewer crimes than its history leads one to expect.
    MISSING: no file although it was due. QUARANTINED: a damaged file, kept and not counted.
    NOT_YET: not due by the day of the audit. NO_HISTORY: counted, but nobody can tell
    whether it is whole.
    """

    COMPLETE = "complete"
    THIN = "thin"
    MISSING = "missing"
    QUARANTINED = "quarantined"
    NOT_YET = "not-yet"
    NO_HISTORY = "no-history"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One month of one force with the numbers behind its verdict.

    Attributes
    ----------
    rows, crimes : int or None
        What the file holds; None where there is none. [rows]
    expected : float or None
        The median of the witnesses' crimes; None without enough of them. [crimes a month]
    lowest : float or None
        Fewer crimes than this would be thin. [crimes a month]
    witnesses : int
        How many other months of the force the expectation rests on. [months]
    absent_types : tuple of str
        Types that usually have many rows and have none here: not zero, left out.
    ruling : Ruling or None
        A person's word that decided it.
    """

    force: str
    month: Period
    verdict: Verdict
    rows: int | None = None
    crimes: int | None = None
    expected: float | None = None
    lowest: float | None = None
    witnesses: int = 0
    absent_types: tuple[str, ...] = ()
    ruling: Ruling | None = None

    @property
    def counts(self) -> bool:
        """Whether its rows may be counted into numbers that are said."""
        return self.verdict in (Verdict.COMPLETE, Verdict.NO_HISTORY)

    @property
    def share(self) -> float | None:
        """Its crimes as a share of those expected; None when there is no expectation."""
        if self.crimes is None or not self.expected:
            return None
        return self.crimes / self.expected


def judge_months(
    counts: Iterable[MonthCount],
    settings: Settings,
    *,
    forces: Sequence[str] = (),
    as_at: date | None = None,
    lag_days: int | None = None,
) -> tuple[Judgement, ...]:
    """A verdict on every month of every force, by force and then month.

    Parameters
    ----------
    counts : iterable of MonthCount
    forces : sequence of str
        Forces whose file is due each month, whether or not any came. Other forces are judged
        from their first to their last file.
    as_at : date, optional
        Months due by this day without a file are missing; without it the latest month that
        any force sent ends the list.
    lag_days : int, optional
        How long after a month's end its file is due; by default the settings' own. [days]
    """
    held = {(count.force, count.month): count for count in counts}
    if not held:
        return ()
    first, last = min(m for _, m in held), max(m for _, m in held)
    lag = settings.whole("calendar", "street_lag_days") if lag_days is None else lag_days
    due = _last_due(as_at, lag) if as_at else last
    found: list[Judgement] = []
    by_force: dict[str, dict[int, MonthCount]] = {force: {} for force in forces}
    for (force, month), count in sorted(held.items()):
        by_force.setdefault(force, {})[_number(month)] = count
    for force, own in by_force.items():
        held_months = [count.month for count in own.values()]
        spans = (first, max(last, due)) if force in forces else (held_months[0], held_months[-1])
        found += [_judge(force, month, own, due, settings) for month in months_between(*spans)]
    return tuple(found)


def _last_due(as_at: date, lag_days: int) -> Period:
    """The latest month whose file is due by a day."""
    day = as_at - timedelta(days=lag_days)
    month = Period.month(day.year, day.month)
    return month if month.end <= day else month.shifted(-1)


def _judge(
    force: str,
    month: Period,
    own: Mapping[int, MonthCount],
    due: Period,
    settings: Settings,
) -> Judgement:
    count = own.get(_number(month))
    if count is None:
        verdict = Verdict.MISSING if month <= due else Verdict.NOT_YET
        return Judgement(force, month, verdict)
    witnesses = _witnesses(month, own, settings)
    expected, lowest = _expectation(witnesses, settings)
    ruling = next((r for r in settings.rulings if r.covers(force, month)), None)
    return Judgement(
        force=force,
        month=month,
        verdict=_verdict(count, expected, lowest, ruling, settings),
        rows=count.rows,
        crimes=count.crimes,
        expected=expected,
        lowest=lowest,
        witnesses=len(witnesses),
        absent_types=_absent(count, witnesses, settings) if expected is not None else (),
        ruling=ruling,
    )


def _verdict(
    count: MonthCount,
    expected: float | None,
    lowest: float | None,
    ruling: Ruling | None,
    settings: Settings,
) -> Verdict:
    if count.quarantined:
        return Verdict.QUARANTINED
    if ruling is not None:
        return Verdict(ruling.verdict)
    if expected is None or expected < settings.limit("completeness", "least_expected"):
        return Verdict.NO_HISTORY
    return Verdict.THIN if lowest is not None and count.crimes < lowest else Verdict.COMPLETE


def _witnesses(
    month: Period, own: Mapping[int, MonthCount], settings: Settings
) -> tuple[MonthCount, ...]:
    """The months that tell what this one should hold: the nearest, and the same of other years."""
    at, horizon = _number(month), settings.whole("completeness", "horizon")
    near = {n: own[n] for n in range(at - horizon, at + horizon + 1) if n in own}
    near = {n: count for n, count in near.items() if not count.quarantined}
    if not near:
        return ()
    ordered = sorted(count.crimes for count in near.values())
    bar = _WITNESS_SHARE * ordered[int(_UPPER_QUARTILE * (len(ordered) - 1) + 0.5)]
    able = [n for n, count in near.items() if n != at and count.crimes >= bar]
    able.sort(key=lambda n: (abs(n - at), n))
    nearest = able[: settings.whole("completeness", "nearest_months")]
    years = settings.whole("completeness", "same_month_years")
    same = [n for n in able if (n - at) % 12 == 0][:years]
    return tuple(near[n] for n in dict.fromkeys((*nearest, *same)))


def _number(month: Period) -> int:
    """Months counted from the year 0, so that they can be told apart by subtracting."""
    return 12 * month.start.year + month.start.month


def _expectation(
    witnesses: Sequence[MonthCount], settings: Settings
) -> tuple[float | None, float | None]:
    """The crimes to expect, and the number below which a month is thin."""
    if len(witnesses) < settings.whole("completeness", "least_history"):
        return None, None
    expected = median(count.crimes for count in witnesses)
    spread = MAD_TO_SPREAD * median(abs(count.crimes - expected) for count in witnesses)
    by_share = expected * settings.limit("completeness", "thin_below") / 100
    by_spread = expected - settings.limit("completeness", "spreads_below") * spread
    return expected, min(by_share, max(by_spread, 0.0))


def _absent(
    count: MonthCount, witnesses: Sequence[MonthCount], settings: Settings
) -> tuple[str, ...]:
    """The types that the witnesses have many of and this month has none of."""
    least = settings.limit("completeness", "absent_type_expected")
    known = sorted({name for witness in witnesses for name in witness.types})
    return tuple(
        name
        for name in known
        if not count.types.get(name)
        and median(witness.types.get(name, 0) for witness in witnesses) >= least
    )


def without_rows(judgement: Judgement, type_: str) -> bool:
    """Whether a number of this type in this month is not available, rather than counted.

    For the sum of all crimes give "": one left-out type of crime makes it unavailable too.
    """
    if not judgement.counts:
        return True
    if type_:
        return type_ in judgement.absent_types
    return any(name != ASB for name in judgement.absent_types)
