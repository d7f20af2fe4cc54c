"""What the law asks: duties in force and to come, and where each ask is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.checklist import Item, added_parts, in_force, to_come
from diogel.assessment.document_parts import part_blocks
from diogel.assessment.document_telling import Telling, listed
from diogel.language import long_date
from diogel.reports import Block, Notice
from diogel.standard import Duty


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
        yield Notice("\n\n".join(lines), "confirm")


def _since(telling: Telling, duty: Duty) -> str:
    """Since when a duty is in force, as far as that is known and has been checked."""
    if duty.in_force is None:
        return telling.say("document.not-known")
    day = long_date(duty.in_force, telling.language)
    if duty.day_note[telling.language]:
        return telling.say("document.day-to-check", day=day)
    return day


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
    return (listed(lines),)


def duty_parts(telling: Telling) -> tuple[Block, ...]:
    """A place to write for each duty that the template does not know."""
    added = added_parts(telling.subject.checklist())
    return tuple(block for part in added for block in part_blocks(telling, part))
