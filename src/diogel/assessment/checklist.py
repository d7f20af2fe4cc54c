"""What the law asks of an assessment on a day, and where each thing is answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from diogel.assessment.template import Chapter, Part
from diogel.core import Bilingual
from diogel.standard import Ask, Duty


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a duty asks.

    Attributes
    ----------
    ask : Ask or None
        None for a duty of which nobody has put down what it asks: then it is asked as a whole.
    chapters : tuple of str
        Ids of chapters and parts that answer it; empty when none does.
    written : bool
        Whether anything stands there.
    """

    duty: Duty
    ask: Ask | None
    chapters: tuple[str, ...]
    written: bool

    @property
    def text(self) -> Bilingual:
        """What is asked."""
        return self.ask.text if self.ask else self.duty.meaning

    @property
    def answer(self) -> str:
        """ "answered", "not-written" (its place is empty) or "absent" (it has no place)."""
        if not self.chapters:
            return "absent"
        return "answered" if self.written else "not-written"


def checklist(
    duties: Iterable[Duty],
    chapters: Iterable[Chapter],
    stands: Collection[str],
    day: date,
    written: Collection[str] = (),
) -> tuple[Item, ...]:
    """Everything that duties in force on a day ask, each with where it is answered.

    Parameters
    ----------
    stands : collection of str
        Ids of the chapters in which a machine found something to say, and "theme.<code>" of
        the themes of which it did.
    written : collection of str
        Ids of the parts that people wrote. A part answers by these alone: a chapter and a part
        of it may have one name, and what a machine says of a theme is no answer of people's.
    """
    chapters = tuple(chapters)
    items = []
    for duty in in_force(duties, day):
        asks: tuple[Ask | None, ...] = tuple(ask for ask in duty.asks if ask.stands_on(day))
        for ask in asks or (None,):
            own = added_id(duty)
            places = answered_by(duty, ask, chapters)
            themes = {f"theme.{code}" for code in (ask.themes if ask else ()) or duty.themes}
            said = [place for place in places if _says(place, themes, stands, written)]
            ids = tuple(dict.fromkeys(place.id for place in said or places))
            done = bool(said) or own in written
            items.append(Item(duty, ask, ids or ((own,) if own in written else ()), done))
    return tuple(items)


def _says(
    place: Chapter | Part, themes: set[str], stands: Collection[str], written: Collection[str]
) -> bool:
    """Whether anything stands in a chapter or a part about what is asked."""
    if isinstance(place, Part):
        return bool(themes & set(written)) if place.each == "theme" else place.id in written
    if any(part.each == "theme" for part in place.parts):
        return bool(themes & {*stands, *written})
    return place.id in stands


def answered_by(
    duty: Duty, ask: Ask | None, chapters: Iterable[Chapter]
) -> tuple[Chapter | Part, ...]:
    """The chapters and parts that say they answer something.

    What answers a duty as a whole answers each thing it asks only where nothing answers that
    thing by name.
    """
    wanted = f"{duty.code}.{ask.code}" if ask else duty.code
    found = _naming(wanted, chapters)
    return found or (_naming(duty.code, chapters) if ask else ())


def _naming(wanted: str, chapters: Iterable[Chapter]) -> tuple[Chapter | Part, ...]:
    found: list[Chapter | Part] = []
    for chapter in chapters:
        found += [chapter] if wanted in chapter.asks else []
        found += [part for part in chapter.parts if wanted in part.asks]
    return tuple(found)


def in_force(duties: Iterable[Duty], day: date) -> tuple[Duty, ...]:
    """The duties that are in force on a day."""
    return tuple(duty for duty in duties if duty.in_force_on(day))


def to_come(duties: Iterable[Duty], day: date) -> tuple[Duty, ...]:
    """The duties that are made or announced and not in force on a day, the nearest first."""
    known = [duty for duty in duties if not duty.in_force_on(day) and not _ended(duty, day)]
    return tuple(sorted(known, key=lambda duty: (_begins(duty) or date.max, duty.code)))


def _ended(duty: Duty, day: date) -> bool:
    return duty.status == "ended" or (duty.ended is not None and duty.ended <= day)


def _begins(duty: Duty) -> date | None:
    return duty.in_force or duty.not_before


def added_id(duty: Duty) -> str:
    """The id of the place to write that a duty brings with it."""
    return f"duty.{duty.code}"


def added_parts(items: Iterable[Item]) -> tuple[Part, ...]:
    """A place to write for each duty in force of which something has no place in the template.

    This is how a new duty, which is one new file, gets its questions into the document.
    """
    asked: dict[str, list[Item]] = {}
    for item in items:
        if item.chapters in ((), (added_id(item.duty),)):
            asked.setdefault(item.duty.code, []).append(item)
    return tuple(
        Part(
            id=added_id(found[0].duty),
            title=found[0].duty.title,
            guide=Bilingual(
                "; ".join(item.text.en.rstrip(".") for item in found) + ".",
                "; ".join(item.text.cy.rstrip(".") for item in found) + ".",
            ),
            asks=(code,),
        )
        for code, found in asked.items()
    )
