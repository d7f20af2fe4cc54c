"""The sections that a machine writes: sources, gaps, themes, duties, goals, contributions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from diogel.assessment.alignment import alignments, unaligned
from diogel.assessment.checklist import Item, added_parts, in_force, to_come
from diogel.assessment.document_evidence import Finding, Shown
from diogel.assessment.document_parts import open_part, part_blocks
from diogel.assessment.document_remarks import said_once
from diogel.assessment.document_telling import Telling
from diogel.assessment.findings_saying import where
from diogel.assessment.goals import GOAL, WAY, Bearing, bearings
from diogel.assessment.risk_priorities import Standing
from diogel.assessment.section_worksheets import worksheets
from diogel.assessment.template import Part
from diogel.charts import describe_chart
from diogel.core import LANGUAGES, Bilingual, Language
from diogel.disclosure import ReleasedTable
from diogel.language import list_and, long_date
from diogel.reports import Block, ChartBlock, Heading, Notice, Prose, TableBlock
from diogel.standard import Duty, Theme
from diogel.standard import measure as measure_of

Section = Callable[[Telling], tuple[Block, ...]]
PLACES = (
    "overview",
    "change",
    "places",
    "inequality",
    "comparison",
    "cross-cutting",
    "people",
    "annex",
)
GIVEN = ("profile", "voice", "risk", "priorities", "method", "changes", "confidence")
"""What others give ready made; said to be without evidence where they gave nothing."""
_DRAWN = ("whole", "collapsed", "suppressed")
_BRIEF = 3


def sections_of(telling: Telling) -> dict[str, tuple[Block, ...]]:
    """Every section that a template may ask for by name."""
    made = {name: make(telling) for name, make in SECTIONS.items()}
    for place in (*PLACES, *(f"theme.{theme.code}" for theme in telling.subject.themes)):
        made[f"findings.{place}"] = findings(telling, telling.subject.evidence.at(place), place)
        made[f"tables.{place}"] = tables(telling, place)
    made["tables.annex"] = made["tables.annex"] or (telling.prose("document.no-more-tables"),)
    for part in telling.subject.template.parts.values():
        if not part.each:
            made[f"part.{part.id}"] = part_blocks(telling, part)
            made[f"text.{part.id}"] = (open_part(telling, part),)
    made.update({name: telling.nothing() for name in GIVEN})
    given = telling.subject.evidence.sections
    made.update({name: blocks[telling.language] for name, blocks in given.items()})
    return made


def findings(telling: Telling, found: Iterable[Finding], place: str = "") -> tuple[Block, ...]:
    """Findings as a list; where there are none why not, or that there is no evidence."""
    found = tuple(found)
    if not found:
        why = telling.subject.evidence.absences.get(place)
        return (Notice(why[telling.language], "absent"),) if why else telling.nothing()
    sentences, remarks = said_once(found)
    lines = "\n".join(f"- {sentence[telling.language]}" for sentence in sentences)
    listed = Prose(lines, tuple(name for finding in found for name in finding.figures))
    return (listed, *(Prose(remark[telling.language]) for remark in remarks))


def cautions(telling: Telling) -> tuple[Block, ...]:
    """What must be known beside every number: old months, the same numbers as another area's.

    Nothing where there is no number to read with care.
    """
    evidence = telling.subject.evidence
    found = evidence.cautions if evidence.headlines else ()
    return tuple(Notice(each[telling.language], "caution") for each in found)


def headlines(telling: Telling) -> tuple[Block, ...]:
    """What belongs on the first page."""
    found = telling.subject.evidence.headlines
    return (*cautions(telling), *findings(telling, found, "headlines"))


def headlines_brief(telling: Telling) -> tuple[Block, ...]:
    """The weightiest of them, for a page that must stay one page."""
    found = telling.subject.evidence.headlines[:_BRIEF]
    return (*cautions(telling), *findings(telling, found, "headlines"))


def tables(telling: Telling, place: str) -> tuple[Block, ...]:
    """The charts and tables of a place; nothing where there are none."""
    shown = (each for each in telling.subject.evidence.shown if each.place == place)
    return tuple(block for each in shown for block in _shown(telling, each))


def _shown(telling: Telling, shown: Shown) -> Iterator[Block]:
    if shown.table:
        table = telling.subject.evidence.released.tables[shown.table]
        yield from _chart(telling, shown, table)
        if not shown.alone:
            yield TableBlock(table, 0, shown.display)
    if shown.words[telling.language]:
        yield Prose(shown.words[telling.language])


def _chart(telling: Telling, shown: Shown, table: ReleasedTable) -> Iterator[Block]:
    """The chart of a table that is shown as the chart needs it."""
    drawn = table.treatment in _DRAWN if shown.marks is None else table.treatment == "whole"
    if not shown.chart or not drawn:
        return
    title = shown.title if shown.title.complete else table.table.title
    said = describe_chart(table, shown.marks, telling.language)
    kind = "stacked" if shown.chart == "stacked" else "bar"
    yield ChartBlock(table, 0, title[telling.language], said, kind, shown.marks)


def edition(telling: Telling) -> tuple[Block, ...]:
    """Which area, which day, which template and outline."""
    subject = telling.subject
    outline = subject.template.outline_of(subject.outline)
    slots = {
        "area": subject.area.name,
        "day": long_date(subject.day, telling.language),
        "template": subject.template.title,
        "version": subject.template.version,
        "outline": outline.title,
    }
    return (telling.prose("document.edition", **slots),)


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
    return (_listed(found),) if found else (telling.prose("document.no-gaps"),)


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
    return (said, _listed([*found[:_BRIEF], more]))


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
    return telling.say("document.written-by", by=text.by, on=long_date(text.on, telling.language))


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


def themes(telling: Telling) -> tuple[Block, ...]:
    """Theme by theme: findings, charts and tables, the duties that touch it, people's part."""
    template = telling.subject.template
    places = [part for part in template.parts.values() if part.each == "theme"]
    return tuple(
        block for theme in telling.subject.themes for block in _theme(telling, theme, places)
    )


def _theme(telling: Telling, theme: Theme, places: Iterable[Part]) -> Iterator[Block]:
    place = f"theme.{theme.code}"
    yield Heading(3, theme.name[telling.language], f"theme-{theme.code}")
    found = telling.subject.evidence.at(place)
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
                yield from _shown(telling, each)


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


def priorities_brief(telling: Telling) -> tuple[Block, ...]:
    """The names of the adopted priorities; that none is adopted, and which are considered."""
    found = telling.subject.evidence.priorities
    adopted = [each for each in found if each.standing is Standing.ADOPTED]
    named = [each.title[telling.language] for each in adopted or found]
    if adopted:
        return (_listed(named),)
    if not named:
        return (telling.prose("risk.none-recorded"),)
    return (telling.prose("risk.being-considered"), _listed(named))


def duties(telling: Telling) -> tuple[Block, ...]:
    """The duties in force on the day, with what is to be said of their dates."""
    standing = in_force(telling.subject.duties, telling.subject.day)
    rows = [
        (duty.title[telling.language], _since(telling, duty), duty.meaning[telling.language])
        for duty in standing
    ]
    if not rows:
        return telling.nothing()
    table = telling.table("duties", rows, (0.26, 0.2, 0.54))
    noted = ((duty, duty.day_note[telling.language]) for duty in standing)
    return (table, *_to_confirm(telling, noted))


def _to_confirm(telling: Telling, noted: Iterable[tuple[Duty, str]]) -> Iterator[Block]:
    """What is still to be confirmed, each note once, under the names of its duties."""
    duties_of: dict[str, dict[str, None]] = {}
    for duty, note in noted:
        if note:
            duties_of.setdefault(note, {})[duty.title[telling.language]] = None
    if duties_of:
        said = "document.duty-note"
        lines = (
            telling.say(said, duties="; ".join(titles), note=note)
            for note, titles in duties_of.items()
        )
        yield Notice("\n".join(f"- {line}" for line in lines), "confirm")


def _since(telling: Telling, duty: Duty) -> str:
    """Since when a duty is in force, as far as that is known."""
    if duty.in_force is None:
        return telling.say("document.not-known")
    return long_date(duty.in_force, telling.language)


def horizon(telling: Telling) -> tuple[Block, ...]:
    """The duties that are made or announced and not yet in force."""
    rows = [
        (duty.title[telling.language], _when(telling, duty), duty.meaning[telling.language])
        for duty in to_come(telling.subject.duties, telling.subject.day)
    ]
    return (telling.table("horizon", rows, (0.26, 0.22, 0.52)),) if rows else telling.nothing()


def _when(telling: Telling, duty: Duty) -> str:
    language = telling.language
    if duty.in_force:
        return long_date(duty.in_force, language)
    if duty.not_before:
        return telling.say("document.not-before", day=long_date(duty.not_before, language))
    return duty.day_note[language] or telling.say("document.not-known")


def checklist_table(telling: Telling) -> tuple[Block, ...]:
    """Each thing that the law asks, and where it is answered."""
    items = telling.subject.checklist()
    rows = [
        (
            item.text[telling.language],
            item.duty.title[telling.language],
            _answer(telling, item),
        )
        for item in items
    ]
    if not rows:
        return telling.nothing()
    noted = ((item.duty, item.ask.note[telling.language] if item.ask else "") for item in items)
    said = (
        telling.prose("document.checklist"),
        telling.table("checklist", rows, (0.46, 0.24, 0.3)),
    )
    return (*said, *_to_confirm(telling, noted))


def _answer(telling: Telling, item: Item) -> str:
    where = "; ".join(dict.fromkeys(telling.title_of(place) for place in item.chapters))
    return telling.say(f"document.answer.{item.answer}", where=where)


def checklist_brief(telling: Telling) -> tuple[Block, ...]:
    """What the law asks and nothing answers yet: which places are empty, which have none."""
    items = telling.subject.checklist()
    empty = [place for i in items if i.answer == "not-written" for place in i.chapters]
    absent = [i.duty.title[telling.language] for i in items if i.answer == "absent"]
    if not empty and not absent:
        return (telling.prose("document.law-answered"),)
    named = {
        "document.law-unwritten": [telling.title_of(place) for place in empty],
        "document.law-absent": absent,
    }
    lines = [
        telling.say(key, places="; ".join(dict.fromkeys(places)))
        for key, places in named.items()
        if places
    ]
    return (_listed(lines),)


def duty_parts(telling: Telling) -> tuple[Block, ...]:
    """A place to write for each duty that the template does not know."""
    added = added_parts(telling.subject.checklist())
    return tuple(block for part in added for block in part_blocks(telling, part))


def goals(telling: Telling) -> tuple[Block, ...]:
    """Each well-being goal with what bears on it."""
    return _aims(telling, GOAL)


def ways(telling: Telling) -> tuple[Block, ...]:
    """Each way of working with what bears on it."""
    return _aims(telling, WAY)


def _aims(telling: Telling, kind: str) -> tuple[Block, ...]:
    subject = telling.subject
    found = bearings(kind, subject.evidence, subject.chapters, subject.written)
    given = [block for each in found if each.given for block in _aim(telling, each)]
    without = [each.aim.title[telling.language] for each in found if not each.given]
    if without:
        given.append(telling.prose("document.no-evidence-for", aims="; ".join(without)))
    return tuple(given)


def _aim(telling: Telling, bearing: Bearing) -> Iterator[Block]:
    language = telling.language
    yield Heading(4, bearing.aim.title[language], f"aim-{bearing.aim.id}")
    lines = [finding.sentence[language] for finding in bearing.findings]
    if bearing.themes:
        named = {theme.code: theme.name[language] for theme in telling.subject.themes}
        titles = [named.get(code, code) for code in bearing.themes]
        lines.append(telling.say("document.more-of-themes", themes=list_and(titles, language)))
    if bearing.places:
        titles = [f"“{telling.title_of(place)}”" for place in bearing.places]
        lines.append(telling.say("document.see-places", places=list_and(titles, language)))
    for priority, evidence in bearing.priorities:
        slots = {"priority": priority.title, "evidence": evidence}
        lines.append(telling.say("document.priority-serves", **slots))
    figures = tuple(name for finding in bearing.findings for name in finding.figures)
    yield Prose("\n".join(f"- {line}" for line in lines), figures)


def alignment(telling: Telling) -> tuple[Block, ...]:
    """Each priority beside the plans of others, then those that no plan speaks of."""
    language, found = telling.language, telling.subject.evidence.priorities
    rows = [
        (
            each.priority.title[language],
            telling.say(f"document.plan.{each.plan.value}"),
            telling.say(f"document.aligned.{each.verdict}"),
            "; ".join(f"{a.reference}: {a.how[language]}" for a in each.found) or "–",
        )
        for each in alignments(found)
        if each.found
    ]
    alone = [each.title[language] for each in unaligned(found)]
    blocks: list[Block] = []
    if rows:
        blocks.append(telling.table("alignment", rows, (0.24, 0.22, 0.16, 0.38)))
    if alone:
        blocks += [telling.prose("document.unaligned"), _listed(alone)]
    return tuple(blocks) or telling.nothing()


def _listed(lines: Iterable[str]) -> Prose:
    return Prose("\n".join(f"- {line}" for line in lines))


SECTIONS: Mapping[str, Section] = {
    "cautions": cautions,
    "headlines": headlines,
    "headlines-brief": headlines_brief,
    "edition": edition,
    "sources": sources,
    "gaps": gaps,
    "trust-brief": trust_brief,
    "contributions": contributions,
    "themes": themes,
    "problems": worksheets,
    "priorities-brief": priorities_brief,
    "duties": duties,
    "horizon": horizon,
    "checklist": checklist_table,
    "checklist-brief": checklist_brief,
    "duty-parts": duty_parts,
    "goals": goals,
    "ways": ways,
    "alignment": alignment,
}
