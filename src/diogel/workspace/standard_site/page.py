"""What every page of the published standard shares: its head, its notices, its safe Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.core import Bilingual, Language
from diogel.language import say
from diogel.reports import Block, Document, Heading, Notice, PlainTable, Prose
from diogel.standard import Definitions, schema, standard_version
from diogel.standard.definitions import Source

_MARKS = re.compile(r"([\\`*_\[\]<>#~^$|@])")
_LINK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made from.

    `version` is the standard's own; `definitions` everything that its files say.
    """

    definitions: Definitions
    version: str

    @classmethod
    def of(cls, definitions: Definitions) -> Site:
        """The site of these definitions in this program's version of the standard."""
        return cls(definitions, standard_version())


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)


def link(text: str, target: str) -> str:
    """A Markdown link."""
    return f"[{plain(text)}]({target})"


def sentence_with_link(key: str, language: Language, text: str, target: str) -> str:
    """The sentence of a key whose slot `link` becomes a link."""
    return plain(say(key, language, link=_LINK)).replace(_LINK, link(text, target))


def bullets(items: Iterable[str]) -> Prose:
    """Markdown items as a list."""
    return Prose("\n".join(f"- {item}" for item in items))


def paragraph(text: str) -> Prose:
    """Plain text as a paragraph."""
    return Prose(plain(text))


def cited(key: str, source: Source, language: Language) -> Prose:
    """Where something was read. A citation is in English on either page, and marked so."""
    if not source.text:
        return paragraph(say("standard.general-knowledge", language))
    said = f"{plain(say(key, language))} {in_english(source.text, language)}."
    unchecked = say("standard.unchecked", language) if source.unchecked else ""
    return Prose(f"{said} {plain(unchecked)}".rstrip())


def in_english(text: str, language: Language) -> str:
    """English text as Markdown: on a Welsh page marked as English."""
    return f"[{plain(text)}]{{lang=en}}" if language == "cy" else plain(text)


def table(
    number: int,
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: tuple[float, ...] = (),
) -> PlainTable:
    """A table of words."""
    return PlainTable(caption, number, tuple(headings), tuple(tuple(r) for r in rows), widths)


def label(list_name: str, field: str, code: str, language: Language) -> str:
    """What a code of a list's column is called; the code itself where it has no name."""
    found = schema(list_name).field(field).labels.get(code)
    return found[language] if found else code


def heading(level: int, key: str, language: Language) -> Heading:
    """A heading whose text and id come from one key."""
    return Heading(level, say(f"standard.heading.{key}", language), key)


def page(
    name: str,
    language: Language,
    title: Bilingual,
    subtitle: str,
    blocks: Iterable[Block],
    *,
    contents: bool = False,
    home: str = "../",
) -> Document:
    """One page in one language, with the way back to the first page.

    Parameters
    ----------
    name : str
        File name without language and ending.
    home : str
        The way to the folder of the first page; empty for that page itself.
    """
    other: Language = "en" if language == "cy" else "cy"
    front = f"{home or './'}index.{language}.html"
    back = [] if name == "index" else [Prose(link(say("standard.back", language), front))]
    notice = Notice(plain(say("standard.notice.review", language)), "review")
    return Document(
        name=name,
        language=language,
        title=title[language],
        subtitle=subtitle,
        date="",
        author="",
        subject=say("standard.subject", language),
        keywords=(),
        twin=title[other],
        blocks=(*back, notice, *blocks),
        contents=contents,
    )
