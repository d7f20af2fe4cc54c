"""The file of one part: what it says of itself between two lines of `+++`, then its words."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from diogel.core import LANGUAGES, Language, Place, Problem
from diogel.files import write_atomically

_FENCE = "+++"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment from the edge of a page."""

    author: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionText:
    """One release of what somebody wrote for one part in one language.

    Attributes
    ----------
    text : str
        Markdown; a linked number stands as its reference, "{W06000022.police-asb.count12}".
    by : str
        A post or an organisation.
    follows : str
        The release that its writer had before them; empty for none.
    beside : str
        The release of the other language that it was written to go with; empty for none.
    said : mapping of reference to str
        How each linked number stood when it was written.
    typed : mapping of str to references
        Numbers that were typed, with the figures that said the same on that day.
    confirmed_by, confirmed_on : str, date
        Who last read the same words again and found them still right, and when; empty and
        None for nobody since they were written. `said` is then as it was on that day.
    release : str
        Eight characters that are its own; empty before it is kept.
    """

    part: str
    language: Language
    text: str
    by: str
    on: date
    template: str = ""
    follows: str = ""
    beside: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    confirmed_by: str = ""
    confirmed_on: date | None = None
    release: str = ""

    @property
    def last_read(self) -> date:
        """When somebody last stood by the words: wrote them, or confirmed them."""
        return self.confirmed_on or self.on


def section_name(part: str, language: Language) -> str:
    """The name of the file that holds."""
    return f"{part}.{language}.md"


def release_id(text: SectionText) -> str:
    """What tells this release from any other of the part."""
    return hashlib.sha256(_content(text).encode()).hexdigest()[:8]


def write_section(path: Path, text: SectionText) -> None:
    """Put the file there whole, or leave what was there."""
    with write_atomically(path) as temporary:
        temporary.write_text(_content(text), encoding="utf-8", newline="\n")


def _content(text: SectionText) -> str:
    plain = {"part": text.part, "language": text.language, "by": text.by}
    lines = [_FENCE, *(f"{key} = {_quoted(value)}" for key, value in plain.items())]
    lines.append(f"on = {text.on.isoformat()}")
    more = {"template": text.template, "follows": text.follows, "beside": text.beside}
    lines += [f"{key} = {_quoted(value)}" for key, value in more.items() if value]
    if text.confirmed_on is not None:
        lines.append(f"confirmed_by = {_quoted(text.confirmed_by)}")
        lines.append(f"confirmed_on = {text.confirmed_on.isoformat()}")
    if text.said:
        lines += ["", "[said]"]
        lines += [f"{_quoted(key)} = {_quoted(value)}" for key, value in sorted(text.said.items())]
    if text.typed:
        lines += ["", "[typed]"]
        for number, references in sorted(text.typed.items()):
            lines.append(f"{_quoted(number)} = [{', '.join(map(_quoted, references))}]")
    for remark in text.remarks:
        lines += ["", "[[remark]]", f"author = {_quoted(remark.author)}"]
        lines += [f"day = {_quoted(remark.day)}", f"text = {_quoted(remark.text)}"]
    body = text.text.strip()
    return "\n".join([*lines, _FENCE, "", *([body, ""] if body else [])])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_section(path: Path, problems: list[Problem]) -> SectionText | None:
    """The text of a file; None, with a problem, when it is no section's file."""
    place = Place(file=path.name)
    try:
        content = path.read_text(encoding="utf-8-sig")
        front, body = _divided(content)
        text = _made(tomllib.loads(front), body)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(
            Problem("assessment.section-unreadable", place, str(error), "part, language, by, on")
        )
        return None
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        problems.append(
            Problem("assessment.section-unreadable", place, str(error), "part, language, by, on")
        )
        return None
    return replace(text, release=release_id(text))


def _divided(content: str) -> tuple[str, str]:
    lines = content.splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise ValueError(_FENCE)
    end = lines.index(_FENCE, 1)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]).strip()


def _made(given: Mapping[str, Any], body: str) -> SectionText:
    language = given["language"]
    if language not in LANGUAGES or not isinstance(given["on"], date):
        raise ValueError(str(language))
    confirmed_on = given.get("confirmed_on")
    if confirmed_on is not None and not isinstance(confirmed_on, date):
        raise ValueError(str(confirmed_on))
    return SectionText(
        part=str(given["part"]),
        language=language,
        text=body,
        by=str(given["by"]),
        on=given["on"],
        template=str(given.get("template", "")),
        follows=str(given.get("follows", "")),
        beside=str(given.get("beside", "")),
        said={str(k): str(v) for k, v in given.get("said", {}).items()},
        typed={str(k): tuple(map(str, v)) for k, v in given.get("typed", {}).items()},
        remarks=tuple(
            Remark(str(each["author"]), str(each["day"]), str(each["text"]))
            for each in given.get("remark", ())
        ),
        confirmed_by=str(given.get("confirmed_by", "")),
        confirmed_on=confirmed_on,
    )
