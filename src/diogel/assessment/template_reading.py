"""Reading a template's folder: every fault of it in one pass, each with its file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from diogel.assessment.template import WRITERS, Chapter, Outline, Part, Plan, Template
from diogel.core import LANGUAGES, Language, Place, Problem, Refused
from diogel.reports.narrative import Written
from diogel.standard import Definitions, definitions
from diogel.standard.reading import CODE, Fields, read_toml

FILE = "template.toml"
OWN = Path(__file__).parent / "templates"
DEFAULT = OWN / "strategic-assessment" / "1"
_STEP = re.compile(r"(\w[\w-]*)\[(\d+)\]")


def load_template(folder: Path | None = None, known: Definitions | None = None) -> Template:
    """The template of a folder; the house's own when none is named.

    A chapter whose text is not in the folder is taken from the template that `extends` names
    ("strategic-assessment/1"), so that a workspace carries only what it changes.

    Raises
    ------
    Refused
        With every fault of the folder.
    """
    template, problems = read_template_folder(folder or DEFAULT, known)
    if problems or template is None:
        raise Refused(problems)
    return template


def read_template_folder(
    folder: Path, known: Definitions | None = None
) -> tuple[Template | None, tuple[Problem, ...]]:
    """What could be read of a template, and everything that is wrong with it."""
    path = folder / FILE
    problems: list[Problem] = []
    if not path.is_file():
        return None, (Problem("assessment.no-template", Place(file=FILE), found=folder.name),)
    raw = read_toml(path, problems)
    if raw is None:
        return None, tuple(problems)
    fields = Fields(raw, FILE, problems)
    template = _template(fields, folder, known or definitions(), problems)
    fields.finish()
    lines = path.read_text(encoding="utf-8").splitlines()
    return template, tuple(_with_line(problem, lines) for problem in problems)


def _template(
    fields: Fields, folder: Path, known: Definitions, problems: list[Problem]
) -> Template:
    base = _base(fields.text("extends", wanted=False), fields)
    texts = _texts(folder, base)
    asks = _asks(known)
    chapters: dict[str, Chapter] = {}
    for item in fields.items("chapter", wanted=True):
        chapter = _chapter(item, asks, texts, problems)
        if chapter.id in chapters:
            item.problem("code-repeated", "id", chapter.id)
        chapters[chapter.id] = chapter
        item.finish()
    _parts_once(chapters, fields)
    outlines = [_outline(item, chapters) for item in fields.items("outline", wanted=True)]
    plans = [_plan(item, chapters) for item in fields.items("document", wanted=True)]
    return Template(
        id=fields.code("id"),
        version=fields.text("version"),
        title=fields.bilingual("title"),
        outline=fields.one_of("outline-taken", [each.id for each in outlines]),
        outlines=tuple(outlines),
        plans=tuple(plans),
        chapters=chapters,
    )


def _base(extends: str, fields: Fields) -> Path | None:
    """The house's template that this one builds on; None when it stands alone."""
    if not extends:
        return None
    known = {f"{p.parent.parent.name}/{p.parent.name}": p.parent for p in OWN.glob(f"*/*/{FILE}")}
    if extends not in known:
        fields.problem("unknown-code", "extends", extends, ", ".join(sorted(known)))
    return known.get(extends)


def _texts(folder: Path, base: Path | None) -> dict[str, Path]:
    """Where each chapter's text lies, by file name; the folder's own before the base's."""
    found = {path.name: path for path in base.glob("*.md")} if base else {}
    return {**found, **{path.name: path for path in folder.glob("*.md")}}


def _asks(known: Definitions) -> frozenset[str]:
    """What a chapter may say that it answers."""
    whole = {duty.code for duty in known.duties}
    single = {f"{duty.code}.{ask.code}" for duty in known.duties for ask in duty.asks}
    return frozenset(whole | single)


def _chapter(
    fields: Fields, asks: Collection[str], texts: Mapping[str, Path], problems: list[Problem]
) -> Chapter:
    chapter = Chapter(
        id=fields.code("id"),
        title=fields.bilingual("title"),
        written_by=fields.one_of("written-by", WRITERS),
        asks=fields.many_of("asks", asks),
        goals=fields.many("goals"),
        parts=tuple(_part(item, asks) for item in fields.items("part")),
        texts={},
        annex=fields.true("annex"),
    )
    return replace(chapter, texts=_chapter_texts(chapter.id, texts, problems))


def _chapter_texts(
    chapter: str, texts: Mapping[str, Path], problems: list[Problem]
) -> dict[Language, Written]:
    found: dict[Language, Written] = {}
    for language in LANGUAGES:
        name = f"{chapter}.{language}.md"
        try:
            found[language] = Written(name, texts[name].read_text(encoding="utf-8-sig"))
        except KeyError:
            near = get_close_matches(name, list(texts), n=1)
            place = Place(file=name)
            problems.append(Problem("assessment.no-chapter-text", place, name, "".join(near)))
        except (UnicodeDecodeError, OSError):
            problems.append(Problem("assessment.chapter-unreadable", Place(file=name), name))
    return found


def _part(fields: Fields, asks: Collection[str]) -> Part:
    part = Part(
        id=_part_id(fields),
        title=fields.bilingual("title"),
        guide=fields.bilingual("guide"),
        asks=fields.many_of("asks", asks),
        goals=fields.many("goals"),
        required=fields.true("required"),
        each=fields.one_of("each", ("theme", "priority"), wanted=False),
    )
    fields.finish()
    return part


def _part_id(fields: Fields) -> str:
    found = fields.text("id")
    if found and not all(CODE.fullmatch(piece) for piece in found.split(".")):
        fields.problem("code-shape", "id", found)
    return found


def _parts_once(chapters: Mapping[str, Chapter], fields: Fields) -> None:
    """A place to write has one id in the whole template: its words lie under that name."""
    seen: dict[str, str] = {}
    for at, chapter in enumerate(chapters.values(), start=1):
        for number, part in enumerate(chapter.parts, start=1):
            if part.id in seen:
                fields.problem("code-repeated", f"chapter[{at}].part[{number}].id", part.id)
            seen[part.id] = chapter.id


def _outline(fields: Fields, chapters: Mapping[str, Chapter]) -> Outline:
    outline = Outline(
        id=fields.code("id"),
        title=fields.bilingual("title"),
        meaning=fields.bilingual("meaning"),
        chapters=fields.many_of("chapters", chapters, wanted=True),
    )
    fields.finish()
    return outline


def _plan(fields: Fields, chapters: Mapping[str, Chapter]) -> Plan:
    headings = fields.either("headings")
    plan = Plan(
        id=fields.code("id"),
        title=fields.bilingual("title"),
        subject=fields.bilingual("subject"),
        chapters=fields.many_of("chapters", chapters),
        contents=fields.true("contents"),
        headings=True if headings is None else headings,
    )
    fields.finish()
    return plan


def _with_line(problem: Problem, lines: list[str]) -> Problem:
    """A problem of the template's file with the line that its field stands on."""
    if problem.place.file != FILE or not problem.place.column:
        return problem
    return replace(problem, place=replace(problem.place, row=line_of(problem.place.column, lines)))


def line_of(field: str, lines: list[str]) -> int | None:
    """The line, from 1, of a field such as "chapter[3].part[1].title.cy".

    A field that is missing has the line of what it is missing from; None when even that
    cannot be found.
    """
    *steps, last = field.split(".")
    start, end, path = 0, len(lines), ""
    while steps and (found := _STEP.fullmatch(steps[0])):
        path = f"{path}.{found[1]}" if path else found[1]
        places = list(_tables(lines, path, start, end))
        if len(places) < int(found[2]):
            break
        # What follows up to the next table of the same list belongs to this one.
        nexts = places[int(found[2]) :]
        start, end = places[int(found[2]) - 1], nexts[0] if nexts else end
        steps = steps[1:]
    wanted = re.compile(rf"\s*(?:{'|'.join(map(re.escape, ['.'.join([*steps, last]), *steps]))})\b")
    own = next(_tables_any(lines, start + 1, end), end)
    if not steps:
        wanted = re.compile(rf"\s*{re.escape(last)}\b")
    at = next((n for n in range(start, own) if wanted.match(lines[n])), None)
    if at is not None:
        return at + 1
    return start + 1 if path else None


def _tables(lines: list[str], path: str, start: int, end: int) -> Iterator[int]:
    """Where the tables of a list begin."""
    return (n for n in range(start, end) if lines[n].strip() == f"[[{path}]]")


def _tables_any(lines: list[str], start: int, end: int) -> Iterator[int]:
    """Where any table begins."""
    return (n for n in range(start, end) if lines[n].lstrip().startswith("["))
