"""What must be said wherever an area's numbers are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diogel.core import Bilingual, Grain, Period
from diogel.indicators.area_sets import AreaSet, area_set, force_of
from diogel.indicators.comparators import far_from, features, nearest
from diogel.indicators.evidence import Evidence
from diogel.indicators.results import MeasureIndicators, Notice
from diogel.indicators.series import Series
from diogel.indicators.windows import areas_said
from diogel.language import both, month_and_year, percentage
from diogel.places import area

_STALE_MONTHS = 12
_MUCH_UNPLACED = 0.02
# Residents per square kilometre, as a logarithm: over a thousand, which is Cardiff alone.
_CITY = 7.0
_SURELY_NOT_CHANCE = 10.0


def notices(
    one: AreaSet, found: Mapping[str, MeasureIndicators], evidence: Evidence
) -> tuple[Notice, ...]:
    """Everything of an area that must be said beside its numbers."""
    return (
        *_repeated(one, evidence),
        *_stale(one, found, evidence.latest),
        *_unplaced(one, found),
        *_kind_of_place(one),
    )


def _repeated(one: AreaSet, evidence: Evidence) -> Iterator[Notice]:
    """Numbers that are the same as another's of the force: somebody copied the force's.

    It is told of both: of the authority, and of the force or whatever else holds it.
    """
    beside = _beside(one)
    for measure in evidence.measures:
        own = evidence.shown(measure, one)
        # Of numbers that are held back it is not told whose they are like.
        same = [each for each in beside if same_numbers(own, evidence.shown(measure, each))]
        if same:
            codes = (one.id, *(each.id for each in same))
            yield Notice(
                "same-numbers",
                codes,
                measure,
                both("indicators.notice.same-numbers", areas=areas_said(codes)),
            )


def _beside(one: AreaSet) -> list[AreaSet]:
    """Whose numbers an area's may be: the others' of its force and the force's, or its members'."""
    if len(one.authorities) > 1:
        return [area_set(code) for code in one.authorities]
    force = force_of(one.authorities[0])
    if not force:
        return []
    others = [area_set(code) for code in area_set(force).authorities if code != one.id]
    return [*others, area_set(force)]


def same_numbers(one: Series, other: Series) -> bool:
    """Whether two areas have the same numbers wherever both have any, more often than by chance.

    Three periods alike, or one large or fractional number, are no chance; zeros never count.
    """
    held = {point.period: point.value for point in other.given}
    pairs = [
        (p.value, held[p.period]) for p in one.given if p.period in held and p.value is not None
    ]
    if not pairs or any(a != b for a, b in pairs):
        return False
    nonzero = [a for a, _ in pairs if a]
    telling = [a for a in nonzero if a >= _SURELY_NOT_CHANCE or a != int(a)]
    return bool(telling) and (len(nonzero) >= 3 or len(pairs) < 3)


def _stale(
    one: AreaSet, found: Mapping[str, MeasureIndicators], latest: Period | None
) -> Iterator[Notice]:
    """That the latest whole year ended long ago; once where it is so of all measures."""
    ended: dict[Period, list[str]] = {}
    for measure, each in found.items():
        last = each.level.basis.last
        if latest is None or not each.level.given or last.grain is not Grain.MONTH:
            continue
        if last.shifted(_STALE_MONTHS).start < latest.start:
            ended.setdefault(last, []).append(measure)
    for last, measures in sorted(ended.items()):
        said = Bilingual(month_and_year(last.start, "en"), month_and_year(last.start, "cy"))
        text = both("indicators.notice.stale", month=said)
        for measure in [""] if len(measures) == len(found) else measures:
            yield Notice("stale", (one.id,), measure, text)


def _unplaced(one: AreaSet, found: Mapping[str, MeasureIndicators]) -> Iterator[Notice]:
    """Measures of which the force has many records without a place."""
    for measure, each in found.items():
        share = each.level.unplaced
        if share is not None and share >= _MUCH_UNPLACED and each.level.given:
            said = Bilingual(percentage(share, 1, "en"), percentage(share, 1, "cy"))
            yield Notice(
                "unplaced", (one.id,), measure, both("indicators.notice.unplaced", share=said)
            )


def _kind_of_place(one: AreaSet) -> Iterator[Notice]:
    """What a single authority is like that its rates and its neighbours must be read with."""
    if len(one.authorities) != 1 or one.id not in features():
        return
    if features()[one.id]["log-density"] > _CITY:
        yield Notice("daytime", (one.id,), "", both("indicators.notice.daytime"))
    (first, distance), *_ = nearest(one.id).items()
    if distance > far_from():
        text = both(
            "indicators.notice.no-near-neighbour",
            area=area(one.id).name,
            nearest=area(first).name,
            distance=round(distance, 2),
            limit=round(far_from(), 2),
        )
        yield Notice("no-near-neighbour", (one.id, first), "", text)
