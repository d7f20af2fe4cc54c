"""One area's indicators out of the evidence, one measure after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from diogel.core import Grain, Period
from diogel.indicators.area_sets import WALES, AreaSet, area_set, force_of
from diogel.indicators.changes import change
from diogel.indicators.comparators import comparators
from diogel.indicators.comparisons import compare, field
from diogel.indicators.evidence import Evidence
from diogel.indicators.false_alarms import false_alarms
from diogel.indicators.harm import harm, latest_quarter
from diogel.indicators.inequalities import gradient
from diogel.indicators.levels import level
from diogel.indicators.notices import notices
from diogel.indicators.place_results import Harm
from diogel.indicators.places import Clusters, clusters, places
from diogel.indicators.results import AreaIndicators, Field, Level, MeasureIndicators
from diogel.indicators.series import Point, Series
from diogel.indicators.standardising import standardised
from diogel.indicators.trends import trend
from diogel.indicators.windows import latest_whole

YEAR = 12


def indicate(
    evidence: Evidence,
    one: AreaSet,
    *,
    last: Period | None = None,
    measures: Sequence[str] | None = None,
) -> AreaIndicators:
    """Everything that can be said of an area, and why the rest cannot.

    Parameters
    ----------
    last : Period, optional
        The month that every window ends with. Without it each measure's latest twelve months
        in a row; where it has none, the months up to its latest number, which are then named
        as missing.
    measures : sequence of str, optional
        By default all of the evidence that the area has a series of.
    """
    wanted = evidence.measures if measures is None else measures
    found = {
        measure: _measure(evidence, one, measure, last)
        for measure in wanted
        if evidence.of(measure, one).points
    }
    ends = [each.level.basis.last for each in found.values()]
    months = [end for end in ends if end.grain is Grain.MONTH]
    return AreaIndicators(
        one,
        max(months, default=None),
        found,
        harm=_harm(evidence, one, last),
        synthetic=evidence.synthetic & found.keys(),
        notices=notices(one, found, evidence),
        false_alarms=false_alarms(
            (each.trend for each in found.values()),
            (c for each in found.values() for c in each.comparisons),
            (each.change for each in found.values()),
        ),
    )


def _measure(
    evidence: Evidence, one: AreaSet, measure: str, last: Period | None
) -> MeasureIndicators:
    series = evidence.of(measure, one)
    end = window_end(series, last)
    own = level(series, one, end, evidence.populations, months=YEAR)
    known = _field(evidence, measure, end)
    members = _members(one, known, evidence)
    own = replace(own, unplaced=_unplaced(evidence, own, one), members=members)
    found = MeasureIndicators(
        measure,
        series,
        own,
        change(
            series,
            one,
            end,
            evidence.populations,
            months=YEAR,
            shown=evidence.shown(measure, one),
        ),
        trend(series, one, end, evidence.rebases, hides=_hides(evidence, measure, one)),
        tuple(compare(one, own, against, known) for against in comparators(one)),
        standardised(one, own, evidence.by_age, evidence.populations),
        field=known,
    )
    if measure not in evidence.small.counts:
        return found
    grouped = _clusters(evidence, measure, end, known)
    args = (one, own, evidence.small, evidence.populations, evidence.units)
    return replace(
        found,
        places=places(*args, grouped),
        gradient=gradient(*args, evidence.deprivation),
    )


def window_end(series: Series, last: Period | None) -> Period:
    """The period that a series' window ends with: asked for, else the latest whole year's.

    Of quarters or years the latest that had ended by the month asked for.
    """
    if last is not None:
        if series.grain is last.grain:
            return last
        ended = [p.period for p in series.points if p.period.end <= last.end]
        return ended[-1] if ended else series.points[0].period
    return latest_whole(series, months=YEAR) or series.last or series.points[-1].period


def _field(evidence: Evidence, measure: str, end: Period) -> Field:
    """All authorities over one window: worked out once for all areas."""
    key = ("field", measure, end)
    if key not in evidence.shared:
        evidence.shared[key] = field(
            evidence.series,
            measure,
            end,
            evidence.populations,
            months=YEAR,
            withheld=evidence.withheld,
        )
    found = evidence.shared[key]
    assert isinstance(found, Field)  # noqa: S101  as was just put there
    return found


def _hides(evidence: Evidence, measure: str, one: AreaSet) -> Callable[[Period], bool] | None:
    """Whether the number of a period is held back; None where that was not decided."""
    held = evidence.withheld
    if held is None or measure not in held.having:
        return None
    return lambda period: bool(held.rule(measure, one, period, period))


def _members(one: AreaSet, known: Field, evidence: Evidence) -> tuple[int, ...]:
    """The counts of a set's authorities; none for a single authority, which is its own.

    None where it was decided already, with all that adds up, what is held back.
    """
    decided = evidence.withheld is not None and known.measure in evidence.withheld.having
    if len(one.authorities) == 1 or decided:
        return ()
    return tuple(known.counts[code] for code in one.authorities if code in known.counts)


def _clusters(evidence: Evidence, measure: str, end: Period, known: Field) -> Clusters:
    """Clusters of small areas over everything that is whole: worked out once for all areas."""
    key = ("clusters", measure, end)
    if key not in evidence.shared:
        levels = list(known.levels.values())
        periods = levels[0].basis.used if levels else ()
        evidence.shared[key] = clusters(
            evidence.small,
            measure,
            tuple(known.levels),
            periods,
            evidence.populations,
            evidence.units,
        )
    found = evidence.shared[key]
    assert isinstance(found, Clusters)  # noqa: S101  as was just put there
    return found


def _unplaced(evidence: Evidence, own: Level, one: AreaSet) -> float | None:
    """The share of the records of the area's forces without a place, over the level's window."""
    by_force = evidence.small.unplaced.get(own.measure)
    if by_force is None or not own.given:
        return None
    columns = evidence.small.columns(own.basis.used)
    lost = sum(int(by_force[f][columns].sum()) for f in one.forces if f in by_force)
    table = evidence.small.counts.get(own.measure)
    if table is None:
        return None
    members = {code for code in area_set(WALES).authorities if force_of(code) in one.forces}
    there = sum(point.value or 0.0 for code in members for point in _used(evidence, own, code))
    return lost / (lost + there) if lost + there else None


def _used(evidence: Evidence, own: Level, code: str) -> tuple[Point, ...]:
    """An authority's points over the window of a level."""
    series = evidence.series.get((own.measure, code))
    used = set(own.basis.used)
    return tuple(p for p in series.points if p.period in used) if series else ()


def _harm(evidence: Evidence, one: AreaSet, last: Period | None) -> Harm | None:
    """The harm of recorded crime by offence, where any is held or there is a table of weights."""
    quarter = latest_quarter(evidence.recorded)
    end = quarter or evidence.latest
    if end is None or (quarter is None and evidence.weights is None):
        return None
    if last is not None and quarter is not None and last.end < quarter.end:
        quarter = Period.parse(f"{last.start.year}-Q{(last.start.month + 2) // 3}")
        end = quarter if quarter.end <= last.end else quarter.shifted(-1)
    return harm(one, evidence.recorded, evidence.weights, evidence.populations, end)
