"""The places where people write, as they stand in a document."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.document_telling import Subject, Telling
from diogel.assessment.round_trip import part_mark
from diogel.assessment.sections import SectionText
from diogel.assessment.sections_confirming import CONFIRMED
from diogel.assessment.sections_figures import Flag, fill_section
from diogel.assessment.template import Part
from diogel.core import LANGUAGES, Place, Problem, Severity
from diogel.language import long_date
from diogel.reports import Block, Heading, OpenPart


def part_blocks(telling: Telling, part: Part, level: int = 3) -> tuple[Block, ...]:
    """A part under its heading; in public nothing where nobody wrote what nobody must."""
    if telling.subject.public and not part.required and part.id not in telling.subject.written:
        return ()
    title = part.title[telling.language]
    return (Heading(level, title, f"part-{part.id}"), open_part(telling, part))


def open_part(telling: Telling, part: Part) -> OpenPart:
    """What people wrote, or that they did not; for an editor also what is to be read again."""
    held, language = telling.subject.held, telling.language
    text = held.of(part.id, language)
    mark = ""
    if telling.editable:
        # Even an empty text has a release: whoever writes here writes after it.
        last = held.texts.get((part.id, language))
        release = last.release if last else ""
        mark = part_mark(telling.subject.area.id, part.id, language, release)
    if text is None:
        markdown = telling.say(_absence(telling, part))
        return OpenPart(part.id, markdown, False, mark, part.guide[language])
    filled = fill_section(text, telling.subject.evidence.released)
    after = "" if telling.subject.public else "\n\n".join(_remarks(telling, text, filled.flags))
    return OpenPart(part.id, filled.markdown, True, mark, part.guide[language], after)


def _absence(telling: Telling, part: Part) -> str:
    """Why there is nothing: nobody wrote, or only in the other language."""
    held = telling.subject.held
    there = any(held.of(part.id, language) for language in LANGUAGES)
    return "document.only-other-language" if there else "document.unwritten"


def _remarks(telling: Telling, text: SectionText, flags: tuple[Flag, ...]) -> Iterator[str]:
    """What an editor should look at, a paragraph each."""
    on = long_date(text.on, telling.language)
    for flag in flags:
        figure = flag.reference.partition("|")[0]
        found = telling.subject.evidence.released.figures.get(figure)
        label = found.figure.label[telling.language] if found else figure
        slots = {"was": flag.was, "now": flag.now, "label": label, "on": on}
        yield telling.say(f"document.flag.{flag.kind}", **slots)
    if any(flag.kind in CONFIRMED for flag in flags):
        names = {"area": telling.subject.area.id, "part": text.part, "of": text.language}
        yield telling.say("document.flag.what-to-do", **names)
    for conflict in telling.subject.held.conflicts:
        offered = conflict.offered
        if (offered.part, offered.language) == (text.part, text.language):
            when = long_date(offered.on, telling.language)
            slots = {"by": offered.by, "on": when, "release": offered.release}
            yield telling.say("document.flag.conflict", **slots)
    if not telling.subject.held.in_step(text.part):
        yield telling.say("document.flag.twin-behind")


def part_flags(subject: Subject) -> tuple[Flag, ...]:
    """Every number in people's words that somebody should read again."""
    released = subject.evidence.released
    return tuple(
        flag for text in subject.held.texts.values() for flag in fill_section(text, released).flags
    )


def publishing_problems(subject: Subject, parts: tuple[Part, ...]) -> tuple[Problem, ...]:
    """What keeps a document from being public: a part in one language only, or not written."""
    problems: list[Problem] = []
    held = subject.held
    for part in parts:
        place = Place(file=part.id)
        there = [language for language in LANGUAGES if held.of(part.id, language)]
        if not there and part.required:
            problems.append(Problem("assessment.part-unwritten", place, part.id))
        elif len(there) == 1:
            lacking = "cy" if there == ["en"] else "en"
            problems.append(Problem(f"assessment.part-missing-{lacking}", place, part.id))
        elif there and not held.in_step(part.id):
            problems.append(Problem("assessment.part-twin-behind", place, part.id))
    for conflict in held.conflicts:
        offered = conflict.offered
        place = Place(file=offered.part)
        problems.append(Problem("assessment.part-conflict", place, offered.release))
    problems += [
        Problem(
            f"assessment.flag-{flag.kind}",
            Place(file=flag.part),
            flag.was,
            flag.now,
            Severity.LOOK,
        )
        for flag in part_flags(subject)
    ]
    return tuple(problems)
