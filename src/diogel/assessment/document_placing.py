"""The findings of an area put in their places in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.document_evidence import Finding, Gap
from diogel.assessment.findings_saying import AreaFinding, FindingKind
from diogel.standard import measure as measure_of

HEADLINES = 6
IN_OVERVIEW = 8
_PLACES = {
    FindingKind.LEVEL: "overview",
    FindingKind.CHANGE: "change",
    FindingKind.TREND: "change",
    FindingKind.COMPARISON: "comparison",
    FindingKind.PLACE: "places",
    FindingKind.INEQUALITY: "inequality",
}


def placed_findings(
    found: Iterable[AreaFinding],
    *,
    headlines: int = HEADLINES,
    in_overview: int = IN_OVERVIEW,
) -> tuple[Finding, ...]:
    """Every finding under the theme of its measure; the weightiest in the overview too.

    Parameters
    ----------
    found : iterable of AreaFinding
        The weightiest first, as `findings` gives them.
    headlines : int
        How many belong on the first page, no two of them of one measure.
    in_overview : int
        How many of a kind stand in the chapter that looks at everything together.
    """
    said = [each for each in found if each.kind is not FindingKind.GAP]
    first = {each.id for each in _one_of_each_measure(said, headlines)}
    made: list[Finding] = []
    counted: dict[str, int] = {}
    for each in said:
        place = _PLACES[each.kind]
        counted[place] = counted.get(place, 0) + 1
        if each.id in first or counted[place] <= in_overview:
            made.append(_finding(each, place, headline=each.id in first))
        if each.measure:
            made.append(_finding(each, f"theme.{measure_of(each.measure).themes[0]}"))
    return tuple(made)


def gaps_of(found: Iterable[AreaFinding]) -> tuple[Gap, ...]:
    """What the findings cannot say, in the words that say so."""
    return tuple(
        Gap(measure_of(each.measure).themes[0] if each.measure else "", each.sentence)
        for each in found
        if each.kind is FindingKind.GAP
    )


def _one_of_each_measure(found: Iterable[AreaFinding], most: int) -> Iterator[AreaFinding]:
    seen: set[str] = set()
    for each in found:
        if len(seen) < most and each.measure not in seen:
            seen.add(each.measure)
            yield each


def _finding(found: AreaFinding, place: str, *, headline: bool = False) -> Finding:
    return Finding(f"{found.id}.{place}", place, found.sentence, found.figures, headline)
