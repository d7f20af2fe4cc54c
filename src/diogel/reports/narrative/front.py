"""The front matter of a narrative: title, date, author and who has read the Welsh."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from diogel.core import Language, Place, Problem
from diogel.reports.narrative.template import Template

_NEEDED = ("title", "date", "author")
_KEYS = (*_NEEDED, "subtitle", "subject", "keywords", "review", "english")
REVIEW_NEEDED = "needed"
_STAMP = re.compile(r"^english\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Front:
    """What a narrative says of itself, in its own language.

    Attributes
    ----------
    date : datetime.date
        The day of publication, or of the end of the work.
    review : str
        "needed" until a Welsh speaker has read the Welsh; then who and when.
    english : str
        For a Welsh text, the hash of the English it was written for; empty in English.
    """

    title: str
    date: date
    author: str
    subtitle: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    review: str = REVIEW_NEEDED
    english: str = ""


def hash_of_narrative(text: str) -> str:
    """Eight characters that change when a narrative's words change."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:8]


def stamp_english(welsh: str, english: str) -> str:
    """The Welsh text with the hash of the English it has now been read against."""
    line = f'english = "{hash_of_narrative(english)}"'
    front, fence, rest = welsh.partition("\n+++")
    stamped, found = _STAMP.subn(line, front, count=1)
    return (stamped if found else f"{front}\n{line}") + fence + rest


def front_problems(template: Template, file: str) -> Iterator[Problem]:
    """Everything that is wrong with the front matter."""
    place = Place(file, row=1)
    given = _contents(template)
    if given is None:
        yield Problem("narrative.front", place, expected="+++")
        return
    for key in given:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            yield Problem("policy.unknown-key", place, key, near[0] if near else ", ".join(_KEYS))
    for key in _NEEDED:
        if not str(given.get(key, "")).strip():
            yield Problem("narrative.front-missing", place, key)
    if "date" in given and not isinstance(given["date"], date):
        yield Problem("narrative.front-date", place, str(given["date"]), "date = 2021-04-01")


def stale_problems(template: Template, file: str, english_text: str | None) -> Iterator[Problem]:
    """Whether a Welsh text was written for the English as it is now."""
    stamped = str((_contents(template) or {}).get("english", ""))
    if english_text is not None and stamped != hash_of_narrative(english_text):
        yield Problem(
            "narrative.stale", Place(file, row=1), stamped, hash_of_narrative(english_text)
        )


def _contents(template: Template) -> Mapping[str, object] | None:
    if not template.has_front:
        return None
    try:
        return tomllib.loads(template.front)
    except tomllib.TOMLDecodeError:
        return None


def read_front(template: Template, language: Language) -> Front:
    """The front matter of a template without problems."""
    given = dict(_contents(template) or {})
    keywords = given.get("keywords", ())
    day = given["date"]
    return Front(
        title=str(given["title"]),
        date=day if isinstance(day, date) else date.fromisoformat(str(day)),
        author=str(given["author"]),
        subtitle=str(given.get("subtitle", "")),
        subject=str(given.get("subject", "")),
        keywords=tuple(keywords) if isinstance(keywords, list) else (),
        review=str(given.get("review", REVIEW_NEEDED)),
        english=str(given.get("english", "")) if language == "cy" else "",
    )
