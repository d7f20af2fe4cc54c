"""What people wrote between the marked lines of a Word or OpenDocument file, read back.

Pandoc reads the file; what stands between the lines is brought down to what a text needs
(paragraphs, lists, bold, italic, links), and everything that had to change is noted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from diogel.core import LANGUAGES
from diogel.language import say
from diogel.reports.figure_marks import words_of
from diogel.reports.nodes import Node, whole
from diogel.reports.pandoc import run
from diogel.reports.parts_cleaning import Cleaned, clean
from diogel.reports.prose import READER

_BEGINS = re.compile(r"\[\[([^\[\]\s](?:[^\[\]]*[^\[\]\s])?)\]\]\s*$")
_ENDS = "/"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark at the edge of the page: who wrote it, on which day if that is known."""

    author: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class PartRead:
    """One part as it came back.

    Attributes
    ----------
    mark : str
        What the line before it carries.
    markdown : str
        What was written, each linked number as its reference: "{W2|count}".
    said : mapping of reference to str
        How each linked number stood in the file.
    comments : tuple of Comment
        Kept apart: they are in no text.
    notes : tuple of str
        What could not stay as it was: "table", "picture", "heading", "footnote",
        "tracked-accepted", "look", "figure-gone"; each once.
    """

    mark: str
    markdown: str
    said: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartsRead:
    """Every part of a file that has both its lines, and the marks of those that lack one."""

    parts: tuple[PartRead, ...]
    broken: tuple[str, ...] = ()


def read_parts(content: bytes, known: Mapping[str, str], format_: str = "docx") -> PartsRead:
    """The parts of a file, in their order.

    Parameters
    ----------
    content : bytes
        Of a file that has been judged safe to open.
    known : mapping of mark to reference
        What the marks of linked numbers stand for, as `figure_mark` makes them.
    format_ : str
        "docx" or "odt".

    Raises
    ------
    RuntimeError
        When Pandoc cannot read the file.
    """
    arguments = [f"--from={format_}", "--to=json", "--track-changes=all"]
    tree: dict[str, Any] = json.loads(run(arguments, content, _MOMENT))
    held: dict[str, list[Node]] = {}
    broken: list[str] = []
    mark = ""
    for block in tree["blocks"]:
        found = _BEGINS.search(words_of(block)) if block["t"] in ("Para", "Plain") else None
        if found is None:
            if mark:
                held[mark].append(block)
        elif found[1].startswith(_ENDS):
            if mark != found[1].removeprefix(_ENDS).strip():
                broken += [mark or found[1].removeprefix(_ENDS).strip()]
                held.pop(mark, None)
            mark = ""
        else:
            if mark or found[1] in held:
                broken.append(mark or found[1])
                held.pop(mark, None)
            mark = found[1]
            held[mark] = []
    if mark:
        broken.append(mark)
        held.pop(mark, None)
    return PartsRead(tuple(_read(held, known)), tuple(dict.fromkeys(broken)))


def _read(held: Mapping[str, list[Node]], known: Mapping[str, str]) -> Iterator[PartRead]:
    for mark, blocks in held.items():
        cleaned = clean([block for block in blocks if not _placeholder(block)], known)
        comments = tuple(Comment(*each) for each in cleaned.comments)
        yield PartRead(mark, _markdown(cleaned), cleaned.said, comments, tuple(cleaned.notes))


def _placeholder(block: Node) -> bool:
    """Whether this is the sentence that stands where nobody has written."""
    return words_of(block).strip() in {say("reports.part.empty", each) for each in LANGUAGES}


def _markdown(cleaned: Cleaned) -> str:
    """The blocks as Markdown that reads back as the same, references in place."""
    if not cleaned.blocks:
        return ""
    tree = json.dumps(whole(cleaned.blocks, {}), ensure_ascii=False)
    written = run(["--from=json", f"--to={READER}", "--wrap=none"], tree).decode().strip()
    for token, reference in cleaned.tokens.items():
        written = written.replace(token, f"{{{reference}}}")
    # A line of colons would begin a division, and end the piece that it stands in.
    return re.sub(r"^(\s*):::", r"\1\\:::", written, flags=re.MULTILINE)
