"""What the document rests on: sources, gaps, and who wrote and signed what."""

from __future__ import annotations

from diogel.assessment.document_telling import Telling, listed
from diogel.core import LANGUAGES, Language
from diogel.language import long_date
from diogel.reports import Block

_BRIEF = 3


def sources(telling: Telling) -> tuple[Block, ...]:
    """Each source with what it covers and how far it can be trusted."""
    language = telling.language
    rows = [
        (
            source.name[language],
            source.supplier[language],
            source.covers[language],
            long_date(source.received, language)
            if source.received
            else telling.say("document.not-known"),
            source.trust[language],
        )
        for source in telling.subject.evidence.sources
    ]
    if not rows:
        return telling.nothing()
    table = telling.table("sources", rows, (0.19, 0.13, 0.25, 0.13, 0.3))
    licences = dict.fromkeys(each.licence for each in telling.subject.evidence.sources)
    named = "; ".join(filter(None, licences))
    return (table, telling.prose("evidence.licences", licences=named)) if named else (table,)


def gaps(telling: Telling) -> tuple[Block, ...]:
    """What is not known."""
    found = [gap.text[telling.language] for gap in telling.subject.evidence.gaps]
    return (listed(found),) if found else (telling.prose("document.no-gaps"),)


def trust_brief(telling: Telling) -> tuple[Block, ...]:
    """The sources in a sentence, and the gaps."""
    names = [source.name[telling.language] for source in telling.subject.evidence.sources]
    if not names:
        return telling.nothing()
    named = "; ".join(dict.fromkeys(names))
    said = telling.prose("document.sources-brief", sources=named)
    found = [gap.text[telling.language] for gap in telling.subject.evidence.gaps]
    if len(found) <= _BRIEF:
        return (said, *gaps(telling))
    more = telling.say("evidence.gap.more", number=len(found) - _BRIEF)
    return (said, listed([*found[:_BRIEF], more]))


def contributions(telling: Telling) -> tuple[Block, ...]:
    """Who wrote which part, in which language, and who signed it."""
    subject = telling.subject
    parts = sorted({text.part for text in subject.held.texts.values() if text.text.strip()})
    order = [part for part in subject.template.parts if part in parts]
    order += [part for part in parts if part not in order]
    rows = [
        (
            _part_title(telling, part),
            *(_written_by(telling, part, language) for language in LANGUAGES),
            _signed(telling, part),
        )
        for part in order
    ]
    if not rows:
        return (telling.prose("document.no-contributions"),)
    return (telling.table("contributions", rows, (0.31, 0.23, 0.23, 0.23)),)


def _part_title(telling: Telling, part: str) -> str:
    """The title of a part, with the theme or priority that it is of."""
    head, _, code = part.partition(".")
    named = {theme.code: theme.name[telling.language] for theme in telling.subject.themes}
    named |= {duty.code: duty.title[telling.language] for duty in telling.subject.duties}
    place = telling.subject.template.parts.get(head)
    if place is not None and place.each == "priority":
        own = {p.id.rpartition(".")[2]: p.title for p in telling.subject.evidence.priorities}
        of = own[code][telling.language] if code in own else named.get(code, code)
        return telling.say("risk.worksheet.part", part=place.title, of=of)
    return named.get(code) or telling.title_of(part) if code else telling.title_of(head)


def _written_by(telling: Telling, part: str, language: Language) -> str:
    text = telling.subject.held.of(part, language)
    if text is None:
        return telling.say("document.not-written")
    on = long_date(text.on, telling.language)
    if text.confirmed_on is None:
        return telling.say("document.written-by", by=text.by, on=on)
    read = {"reader": text.confirmed_by, "read": long_date(text.confirmed_on, telling.language)}
    return telling.say("document.written-and-confirmed", by=text.by, on=on, **read)


def _signed(telling: Telling, part: str) -> str:
    """Who signed what holds now; that it changed since, where somebody signed an older text."""
    held = telling.subject.held
    releases = {text.release for each in LANGUAGES if (text := held.of(part, each))}
    given = [each for each in telling.subject.signatures if each.part == part]
    valid = [each for each in given if each.release in releases]
    if valid:
        return "; ".join(
            telling.say("document.written-by", by=each.by, on=long_date(each.on, telling.language))
            for each in valid
        )
    return telling.say("document.changed-since-signed" if given else "document.not-signed")
