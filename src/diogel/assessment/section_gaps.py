"""What is not known of an area: months that are missing, what is late, what nobody supplies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from diogel.assessment.document_evidence import Gap
from diogel.assessment.document_placing import gaps_of
from diogel.assessment.findings_saying import AreaFinding, in_both, joined
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import around, each_once, joined_names, named
from diogel.assessment.section_forces import parted_months
from diogel.core import Bilingual
from diogel.language import both
from diogel.quality import Need, State
from diogel.quality.findings import period_words
from diogel.standard import measure as measure_of
from diogel.standard import suppliers, themes

ALARMS = "false-alarms"
NOTICE = ".notice."
_OF_COMPARISON = f"{NOTICE}no-near-neighbour"
_LATE = (State.LATE, State.DRIED_UP)


def all_gaps(known: Known) -> tuple[Gap, ...]:
    """Every gap of an area, the gravest first: what the findings cannot say, then what the map
    of all evidence does not have. What chance alone would flag is told among the methods."""
    told = [each for each in known.findings if not each.id.endswith(f".{ALARMS}")]
    needs = tuple(needs_of(known))
    cautions = [each for each in told if NOTICE in each.id]
    whole = [each for each in told if each not in cautions and _is_whole(each)]
    rest = [each for each in told if each not in cautions and each not in whole]
    return (
        *gaps_of(whole),
        *parted_months(known),
        *_late(needs, known.area.authorities),
        *gaps_of(cautions),
        *_empty_themes(needs),
        *_in_part(needs, known.area.authorities),
        *gaps_of(rest),
        *_never(needs),
    )


def cautions(known: Known, *, compared: bool = True) -> tuple[Bilingual, ...]:
    """What must be known beside every number of an area, which its first page says too.

    Parameters
    ----------
    compared : bool
        False for a page that compares the area with no other.
    """
    told = [each for each in known.findings if NOTICE in each.id]
    if not compared:
        told = [each for each in told if not each.id.endswith(_OF_COMPARISON)]
    return tuple(gap.text for gap in gaps_of(told))


def _is_whole(found: AreaFinding) -> bool:
    """Whether it is of the area, or of all of a measure: not of one way of looking at it."""
    return not found.measure or found.id.endswith(".level")


def needs_of(known: Known) -> Iterator[Need]:
    """What the standard wants of the area's authorities and of the areas that they lie in."""
    gaps, wanted = known.background.gaps, around(known.area.authorities)
    yield from (need for need in (gaps.needs if gaps else ()) if need.area in wanted)


def empty_themes(needs: Iterable[Need]) -> tuple[str, ...]:
    """The codes of the themes of which no measure has ever had a number."""
    given: dict[str, bool] = {theme.code: False for theme in themes()}
    for need in needs:
        for theme in measure_of(need.measure).themes:
            given[theme] = given.get(theme, False) or need.state is not State.NEVER
    return tuple(code for code, any_number in given.items() if not any_number)


def _late(needs: Sequence[Need], authorities: Sequence[str]) -> Iterator[Gap]:
    """What came and is late now, those of one supplier with one latest period together; where
    it is so in a part of the area only, in which."""
    found: dict[tuple[str, str], list[Need]] = {}
    for need in needs:
        if need.state in _LATE and need.latest is not None:
            found.setdefault((need.supplier, str(need.latest)), []).append(need)
    for (supplier, _), late in found.items():
        latest = late[0].latest
        if latest is None:
            continue
        stopped = all(need.state is State.DRIED_UP for need in late)
        said = both(
            "evidence.gap.dried-up" if stopped else "evidence.gap.late",
            supplier=_supplier(supplier),
            measures=_titles(late),
            latest=in_both(partial(period_words, latest)),
            periods=max(need.late for need in late),
        )
        there = [code for code in authorities if any(need.area == code for need in late)]
        if there and len(there) < len(authorities):
            said = joined((said, both("evidence.gap.where", areas=named(there))))
        yield Gap("", said)


def _in_part(needs: Sequence[Need], authorities: Sequence[str]) -> Iterator[Gap]:
    """Measures that some authorities of a set have and others never had."""
    if len(authorities) < 2:
        return
    by_measure: dict[str, dict[str, bool]] = {}
    for need in needs:
        if need.area in authorities:
            has = by_measure.setdefault(need.measure, {})
            has[need.area] = has.get(need.area, False) or need.state is not State.NEVER
    alike: dict[tuple[str, ...], list[str]] = {}
    for measure, has in by_measure.items():
        lacking = tuple(code for code in authorities if not has.get(code, False))
        if lacking and len(lacking) < len(authorities):
            alike.setdefault(lacking, []).append(measure)
    for lacking, measures in alike.items():
        titles = joined_names(measure_of(code).title for code in measures)
        yield Gap("", both("evidence.gap.in-part", measures=titles, areas=named(lacking)))


def _empty_themes(needs: Sequence[Need]) -> Iterator[Gap]:
    empty = set(empty_themes(needs)) if needs else set()
    names = [theme.name for theme in themes() if theme.code in empty]
    if names:
        yield Gap("", both("evidence.gap.themes", themes=joined_names(names)))


def _never(needs: Sequence[Need]) -> Iterator[Gap]:
    """How many of the measures asked of each kind of supplier have never come: one sentence."""
    asked: dict[str, dict[str, bool]] = {}
    for need in needs:
        has = asked.setdefault(need.supplier, {})
        has[need.measure] = has.get(need.measure, False) or need.state is not State.NEVER
    parts = [
        both(
            "evidence.gap.never-one",
            supplier=_supplier(supplier),
            n=sum(not came for came in has.values()),
            of=len(has),
        )
        for supplier, has in asked.items()
        if not all(has.values())
    ]
    if parts:
        yield Gap("", both("evidence.gap.never", parts=joined_names(parts)))


def _titles(needs: Iterable[Need]) -> Bilingual:
    """The measures by name; all of the police's files together by one."""
    names = []
    for need in needs:
        counted = measure_of(need.measure)
        files = counted.police_type or counted.code == "police-recorded-crime"
        names.append(both("evidence.source.street") if files else counted.title)
    return joined_names(each_once(names))


def _supplier(code: str) -> Bilingual:
    return {each.code: each.name for each in suppliers()}[code]
