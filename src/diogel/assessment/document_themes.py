"""Theme by theme: findings, charts and tables, the duties that touch it, people's part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from diogel.assessment.checklist import in_force
from diogel.assessment.document_evidence import Finding
from diogel.assessment.document_findings import findings, shown_blocks
from diogel.assessment.document_parts import part_blocks
from diogel.assessment.document_remarks import said_once
from diogel.assessment.document_telling import Telling, listed
from diogel.assessment.findings_saying import where
from diogel.assessment.template import Part
from diogel.core import LANGUAGES, Bilingual
from diogel.reports import Block, Heading, Prose
from diogel.standard import Theme
from diogel.standard import measure as measure_of


def themes(telling: Telling) -> tuple[Block, ...]:
    """Theme by theme: findings, charts and tables, the duties that touch it, people's part.

    What findings of several themes remark alike is said once before them all.
    """
    subject = telling.subject
    places = [part for part in subject.template.parts.values() if part.each == "theme"]
    of_themes = {f"theme.{theme.code}" for theme in subject.themes}
    found, remarks = said_once([f for f in subject.evidence.findings if f.place in of_themes])
    made: list[Block] = [listed(remark[telling.language] for remark in remarks)] if remarks else []
    for theme in subject.themes:
        own = tuple(each for each in found if each.place == f"theme.{theme.code}")
        made += _theme(telling, theme, own, places)
    return tuple(made)


def _theme(
    telling: Telling, theme: Theme, found: tuple[Finding, ...], places: Iterable[Part]
) -> Iterator[Block]:
    yield Heading(3, theme.name[telling.language], f"theme-{theme.code}")
    if not found and theme.no_measure[telling.language]:
        yield Prose(theme.no_measure[telling.language])
    else:
        yield from _by_measure(telling, theme, found)
    touching = in_force(telling.subject.duties, telling.subject.day)
    named = [duty.title[telling.language] for duty in touching if theme.code in duty.themes]
    if named:
        yield telling.prose("document.theme-duties", duties="; ".join(named))
    for part in places:
        yield from part_blocks(telling, part.of(theme.code), level=4)


def _by_measure(telling: Telling, theme: Theme, found: tuple[Finding, ...]) -> Iterator[Block]:
    """A theme's findings and tables, those of each measure under its name."""
    place = f"theme.{theme.code}"
    shown = [each for each in telling.subject.evidence.shown if each.place == place]
    measures = dict.fromkeys([*(each.measure for each in found), *(s.measure for s in shown)])
    if not found:
        yield from findings(telling, found, place)
    for code in measures:
        lead = _lead(telling, code)
        if code:
            title = measure_of(code).title[telling.language]
            yield Heading(4, title, f"theme-{theme.code}-{code}")
        said = [finding for finding in found if finding.measure == code]
        yield from findings(telling, [_shortened(each, lead) for each in said]) if said else ()
        for each in shown:
            if each.measure == code:
                yield from shown_blocks(telling, each)


def _lead(telling: Telling, code: str) -> Bilingual:
    """The measure and the place, with which every finding of a measure begins."""
    title = measure_of(code).title if code else Bilingual("", "")
    place = where(telling.subject.area)
    return Bilingual(*(f"{title[language]} {place[language]}" for language in LANGUAGES))


def _shortened(finding: Finding, lead: Bilingual) -> Finding:
    """A finding under its measure's heading, which need not name measure and place again."""
    said = {language: finding.sentence[language] for language in LANGUAGES}
    if not all(said[la].startswith((f"{lead[la]}, ", f"{lead[la]}: ")) for la in LANGUAGES):
        return finding
    rest = {la: said[la][len(lead[la]) + 2 :] for la in LANGUAGES}
    en, cy = (rest[la][:1].upper() + rest[la][1:] for la in LANGUAGES)
    return replace(finding, sentence=Bilingual(en, cy))
