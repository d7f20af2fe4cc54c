"""A Word or OpenDocument file that came back: each part into the workspace, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from diogel.assessment.sections import Put, SectionText, put_section, whole_sections
from diogel.assessment.sections_figures import known_marks, typed_numbers
from diogel.assessment.sections_files import Remark
from diogel.assessment.template import Template
from diogel.core import LANGUAGES, Language, Place, Problem, Refused, Severity
from diogel.disclosure import Released
from diogel.files import written_file
from diogel.reports import PartRead, read_parts

NEW = "new"
FORMATS = (".docx", ".odt")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One part as it came back from a file.

    Attributes
    ----------
    area, part, language : str
        Whose and which.
    follows : str
        The release that the file was made with; empty where nothing had been written.
    read : PartRead
    """

    area: str
    part: str
    language: Language
    follows: str
    read: PartRead


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes
    ----------
    kept, conflicts : tuple of SectionText
        New words that hold now; words that were written on older ones, kept beside them.
    unchanged : tuple of (part, language)
    problems : tuple of Problem
        Notes of what could not stay as it was; parts that cannot be found in the file.
    """

    kept: tuple[SectionText, ...] = ()
    conflicts: tuple[SectionText, ...] = ()
    unchanged: tuple[tuple[str, Language], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def part_mark(area: str, part: str, language: Language, release: str) -> str:
    """What the lines around a part carry."""
    return f"{area} {part} {language} {release or NEW}"


def read_back(
    path: Path, marks: Mapping[str, str]
) -> tuple[tuple[ReadBack, ...], tuple[Problem, ...]]:
    """Every part of a file, and what is wrong with it.

    Raises
    ------
    Refused
        The file is no document, damaged, too large, or nothing in it is marked.
    """
    if path.suffix.lower() not in FORMATS:
        found = path.suffix or path.name
        raise Refused(
            [Problem("assessment.not-a-document", Place(path.name), found, ", ".join(FORMATS))]
        )
    content = written_file(path)
    try:
        read = read_parts(content, marks, path.suffix.lower().removeprefix("."))
    except RuntimeError:
        raise Refused([Problem("file.damaged", Place(path.name), path.name)]) from None
    problems = [Problem("assessment.part-broken", Place(path.name), mark) for mark in read.broken]
    parts = []
    for part in read.parts:
        words = part.mark.split()
        if len(words) != 4 or words[2] not in LANGUAGES:
            problems.append(Problem("assessment.part-broken", Place(path.name), part.mark))
            continue
        language: Language = "cy" if words[2] == "cy" else "en"
        follows = "" if words[3] == NEW else words[3]
        parts.append(ReadBack(words[0], words[1], language, follows, part))
    if not parts:
        raise Refused([*problems, Problem("assessment.no-parts", Place(path.name), path.name)])
    return tuple(parts), tuple(problems)


def take_back(
    path: Path,
    folder: Path,
    area: str,
    template: Template,
    released: Released,
    *,
    by: str,
    on: date,
) -> Taken:
    """Keep what people wrote in a file.

    Parameters
    ----------
    folder : Path
        The area's sections: `registers/assessments/<area>/sections`.
    area : str
        The id of the area; a file of another area is refused.
    released : Released
        The figures as they are now: what a typed number may have been read from.
    by : str
        Who wrote: a post or an organisation.

    Raises
    ------
    Refused
        Nothing was kept: the file cannot be read, or is of another area; or what is kept
        already cannot be read.
    """
    held = whole_sections(folder)
    parts, problems = read_back(path, known_marks(released, held.texts.values()))
    others = sorted({part.area for part in parts} - {area})
    if others:
        raise Refused(
            [Problem("assessment.other-area", Place(path.name), other, area) for other in others]
        )
    found: list[Problem] = [*problems]
    outcomes: list[Put] = []
    for part in parts:
        if not part.read.markdown.strip() and held.of(part.part, part.language) is None:
            continue
        text = _text(part, template, released, by, on)
        outcome = put_section(folder, text)
        outcomes.append(outcome)
        found += _notes(part, template, path.name, outcome)
    return Taken(
        kept=tuple(each.text for each in outcomes if each.outcome == "kept"),
        conflicts=tuple(each.text for each in outcomes if each.outcome == "conflict"),
        unchanged=tuple(
            (each.text.part, each.text.language) for each in outcomes if each.outcome == "unchanged"
        ),
        problems=tuple(found),
    )


def _text(part: ReadBack, template: Template, released: Released, by: str, on: date) -> SectionText:
    return SectionText(
        part=part.part,
        language=part.language,
        text=part.read.markdown,
        by=by,
        on=on,
        template=template.name,
        follows=part.follows,
        said=dict(part.read.said),
        typed=typed_numbers(part.read.markdown, released, part.language),
        remarks=tuple(Remark(each.author, each.day, each.text) for each in part.read.comments),
    )


def _notes(part: ReadBack, template: Template, file: str, outcome: Put) -> list[Problem]:
    """What is told of one part: what had to change, and whom it collided with."""
    place = Place(file=file, sheet=part.part)
    if outcome.outcome == "unchanged":
        return []
    told = [
        Problem(f"assessment.part-{note}", place, severity=Severity.NOTE)
        for note in part.read.notes
    ]
    if template.part(part.part) is None and not part.part.startswith("duty."):
        told.append(Problem("assessment.part-unknown", place, part.part, severity=Severity.LOOK))
    if part.read.comments:
        count = str(len(part.read.comments))
        told.append(Problem("assessment.part-comments", place, count, severity=Severity.NOTE))
    if outcome.outcome == "conflict":
        release = outcome.text.release
        told.append(Problem("assessment.part-conflict", place, release, severity=Severity.LOOK))
    return told
