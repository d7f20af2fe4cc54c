"""Findings of an area against others, of its small areas, and of deprivation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diogel.assessment.findings_levels import caveat
from diogel.assessment.findings_saying import AreaFinding, FindingKind, Teller, when
from diogel.core import Bilingual
from diogel.indicators import Comparison, Gradient, Places, Verdict
from diogel.language import both

FEWEST_FOR_PERCENT = 30
_NOTHING = Bilingual("", "")


def comparison_findings(comparisons: Sequence[Comparison], teller: Teller) -> Iterator[AreaFinding]:
    """Higher, lower or not separable from each comparator: never a rank."""
    reasons: set[str] = set()
    for each in comparisons:
        own = Teller(teller.area, teller.measure, teller.released)
        if each.verdict is not Verdict.NOT_GIVEN:
            yield _compared(each, own)
        elif each.reason.en not in reasons:
            reasons.add(each.reason.en)
            yield _not_compared(each, own)


def _not_compared(each: Comparison, teller: Teller) -> AreaFinding:
    said = teller.say("findings.comparison.not-given", against=each.against.name)
    name = f"comparison.{each.against.kind}"
    return teller.finding(name, FindingKind.GAP, 130, said, each.reason)


def _compared(each: Comparison, teller: Teller) -> AreaFinding:
    kind = each.against.kind
    name, slots = f"comparison.{kind}", {"when": when(each.basis)}
    if not teller.has(f"reference.{kind}", f"versus.{kind}"):
        said = teller.say("findings.comparison.hidden", against=each.against.name, **slots)
        return teller.finding(name, FindingKind.GAP, 240, said)
    told = each.verdict is not Verdict.NOT_SEPARABLE
    said = teller.say(
        f"findings.comparison.{'wales' if kind == 'wales' else 'others'}.{each.verdict}",
        against=each.against.name,
        **slots,
        ratio=teller.value(f"versus.{kind}"),
        **teller.limits(f"versus.{kind}"),
        reference=teller.value(f"reference.{kind}"),
    )
    far = _NOTHING if each.against.near else both("findings.comparison.far")
    weight = (600 if told else 230) - (0 if kind == "wales" else 10)
    return teller.finding(
        name, FindingKind.COMPARISON, weight, said, far, each.reason, caveat(each.status)
    )


def place_findings(places: Places, teller: Teller) -> Iterator[AreaFinding]:
    """How far a measure is in a few small areas, beside what chance alone would give."""
    slots = {"when": when(places.basis)}
    if places.found is None:
        said = teller.say("findings.place.not-given")
        yield teller.finding("places", FindingKind.GAP, 120, said, places.reason)
    elif not teller.has("top5", "top5-by-chance"):
        yield teller.finding(
            "places", FindingKind.GAP, 220, teller.say("findings.place.hidden", **slots)
        )
    elif places.found.total < FEWEST_FOR_PERCENT:
        yield teller.finding(
            "places", FindingKind.GAP, 125, teller.say("findings.place.few", **slots)
        )
    else:
        yield _concentrated(places, teller)
        yield from _standing(teller, slots)


def _concentrated(places: Places, teller: Teller) -> AreaFinding:
    found, chance = teller.figure("top5"), teller.figure("top5-by-chance")
    more = bool(found and chance and (found.value or 0) > (chance.value or 0))
    said = teller.say(
        f"findings.place.{'more' if more else 'no-more'}-than-chance",
        when=when(places.basis),
        top=teller.value("top5"),
        chance=teller.value("top5-by-chance"),
    )
    unplaced = both("findings.place.unplaced") if places.unplaced else _NOTHING
    return teller.finding("places", FindingKind.PLACE, 400, said, unplaced)


def _standing(teller: Teller, slots: dict[str, Bilingual]) -> Iterator[AreaFinding]:
    """How many small areas persist, and how many are in clusters with much."""
    for name, weight in (("persistent", 390), ("hot", 380)):
        own = Teller(teller.area, teller.measure, teller.released)
        if own.has(name):
            said = own.say(f"findings.place.{name}", count=own.value(name), **slots)
            yield own.finding(name, FindingKind.PLACE, weight, said)


def gradient_findings(gradient: Gradient, teller: Teller) -> Iterator[AreaFinding]:
    """Whether the rate goes with deprivation: an association of places, not of people."""
    slots = {"when": when(gradient.basis)}
    limits = gradient.slope_limits
    if gradient.slope is None or limits is None or not gradient.groups:
        said = teller.say("findings.inequality.not-given")
        yield teller.finding("inequality", FindingKind.GAP, 110, said, gradient.reason)
        return
    most, least = (f"group.{gradient.groups[at].group}" for at in (0, -1))
    if not teller.has("slope", most, least):
        said = teller.say("findings.inequality.hidden", **slots)
        yield teller.finding("inequality", FindingKind.GAP, 210, said)
        return
    told = not limits.lower <= 0 <= limits.upper
    direction = "more-deprived" if gradient.slope < 0 else "less-deprived"
    said = teller.say(
        f"findings.inequality.{direction if told else 'none'}",
        **slots,
        most=teller.value(most),
        least=teller.value(least),
        slope=teller.value("slope", signed=True),
        **teller.limits("slope", signed=True),
    )
    reading = both("findings.inequality.reading")
    weight = 450 if told else 225
    yield teller.finding("inequality", FindingKind.INEQUALITY, weight, said, reading)
