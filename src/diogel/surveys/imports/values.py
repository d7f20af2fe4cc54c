"""From a tool's cell to the template's: the same reading of answers then serves both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from diogel.core import LANGUAGES
from diogel.places import resolve
from diogel.surveys.answer_cells import SAID_IN_WORDS
from diogel.surveys.imports.texts import comparable, most_alike, plain
from diogel.surveys.instrument import Question
from diogel.surveys.suggestions import folded

DATES = ("%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y")
_ISO_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
# Beyond this, an answer that is no label is taken for a label that was misspelt. [0-1]
MISSPELT = 0.8


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell says in the template's words.

    Attributes
    ----------
    text : str
        Codes parted by semicolons, or the answer as it is.
    unknown : tuple of str
        Parts that are neither a code, a label nor a value that a person explained.
    """

    text: str
    unknown: tuple[str, ...] = ()


@cache
def _names(question: Question) -> dict[str, str]:
    """The code for each comparable code and label; a code wins over another's label."""
    labels = {
        comparable(choice.label[language]): choice.code
        for choice in question.choices
        for language in LANGUAGES
    }
    labels.pop("", None)
    return labels | {comparable(c.code): c.code for c in question.choices if comparable(c.code)}


def names_choice(question: Question, text: str) -> bool:
    """Whether a text is a code or a label of the question."""
    return comparable(text) in _names(question)


def nearest_choice(question: Question, text: str) -> tuple[str, float]:
    """The code whose name is most like a text, and how alike it is; ("", 0) for none."""
    names = _names(question)
    name, score = most_alike(comparable(text), names)
    return names.get(name, ""), score


def told(question: Question, text: str, separators: str, explained: dict[str, str]) -> Told:
    """What a cell of a question's column says, in the template's words."""
    if question.kind == "date":
        return Told(_date(text))
    if not question.choices:
        return Told(explained.get(folded(text), text))
    if question.kind == "single":
        code = _code(question, text, explained)
        return Told(code) if code else Told("", (text,))
    return _several(question, text, separators, explained)


def _code(question: Question, text: str, explained: dict[str, str]) -> str:
    """The code, or the mark of a kind of missing, that a text stands for; "" when unknown."""
    if folded(text) in explained:
        return explained[folded(text)]
    found = _names(question).get(comparable(text))
    if found is not None:
        return found
    word = folded(plain(text))
    if word in SAID_IN_WORDS or (word.startswith("[") and word.endswith("]")) or word == "-":
        return text
    if question.kind == "areas" and (area := resolve(plain(text))).code is not None:
        return area.code
    return ""


def _several(question: Question, text: str, separators: str, explained: dict[str, str]) -> Told:
    """Each part of a cell; a whole label may itself hold the sign that parts two."""
    whole = _code(question, text, explained)
    if whole:
        return Told(whole)
    parts = _parts(text, ";\n")
    if separators != ";" and any(not _code(question, part, explained) for part in parts):
        finer = _longest_names(question, text, separators, explained)
        parts = finer if finer is not None else _parts(text, separators.replace(" ", ""))
    codes, unknown = list[str](), list[str]()
    for part in parts:
        code = _code(question, part, explained)
        (codes if code else unknown).append(code or part)
    return Told("; ".join(dict.fromkeys(codes)), tuple(unknown))


def _parts(text: str, separators: str) -> list[str]:
    pieces = re.split(f"[{re.escape(separators)}\n]", text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _longest_names(
    question: Question, text: str, separators: str, explained: dict[str, str]
) -> list[str] | None:
    """The text cut into known names, the longest first, where names hold the separator too.

    None when it cannot be cut so. Work is limited to text length times longest name.
    """
    words = [w for w in re.split(f"[{re.escape(separators)}\n]+", text) if w]
    longest = max((len(name.split()) for name in _names(question)), default=1) + 2
    found, at = list[str](), 0
    while at < len(words):
        for end in range(min(len(words), at + longest), at, -1):
            piece = " ".join(words[at:end])
            if _code(question, piece, explained):
                found.append(piece)
                at = end
                break
        else:
            return None
    return found


def _date(text: str) -> str:
    """A day as 2021-09-10 where its writing is known; a moment is cut to its day."""
    if moment := _ISO_MOMENT.fullmatch(text):
        return moment[1]
    for form in DATES:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return text
