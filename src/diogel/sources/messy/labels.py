"""Labels of a partner's table: footnote marks taken off, codes and units made of words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from diogel.sources.messy.numbers import MARKS, SUPERSCRIPTS

_NOTE = re.compile(
    rf"\s*(?:\[(?:note|nodyn)?\s*(\d{{1,2}}|[a-z])\]|\((?:note|nodyn)?\s*(\d{{1,2}})\)"
    rf"|([{SUPERSCRIPTS}]+)|([{MARKS}]+))\s*$",
    re.IGNORECASE,
)
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 60  # [characters]


@dataclass(frozen=True, slots=True)
class Label:
    """A label without its footnote marks, and the marks: "1", "a", "*"."""

    text: str
    marks: tuple[str, ...] = ()


def read_label(text: str) -> Label:
    """The label that a person reads: "drinkers only (1)" is "drinkers only", note 1."""
    rest, marks = " ".join(text.split()), list[str]()
    while (found := _NOTE.search(rest)) and found.start() > 0:
        mark = next(group for group in found.groups() if group)
        marks.insert(0, mark.translate(_DIGITS))
        rest = rest[: found.start()]
    return Label(rest.strip(), tuple(marks))


def slug(text: str) -> str:
    """A code made of a label: "Fires: deliberate" is "fires-deliberate"."""
    plain = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    code = _SEPARATORS.sub("-", letters).strip("-")
    return code[:LONGEST_SLUG].rstrip("-")


@dataclass(frozen=True, slots=True)
class Counted:
    """How a measure's values are to be read, as far as its words tell.

    Attributes
    ----------
    kind : str
        "count", "rate", "percent", "score", "days" or "money"; empty when nothing tells.
    per : int
        Of a rate, how many it is per: 1,000 or 100,000; 0 for none.
    """

    kind: str = ""
    per: int = 0


_PER = re.compile(
    r"\b(?:per|fesul|am bob|pob)[\s_]*(100[\s,]?000|10[\s,]?000|1[\s,]?000|100k|10k|1k)"
    r"(?![0-9])",
)
_SIZES = {"100k": 100_000, "10k": 10_000, "1k": 1_000}
_WORDS = (
    ("percent", re.compile(r"%|\bper ?cent(?:age)?\b|\bpercent(?:age)?\b|\by cant\b|\bcanran\b")),
    ("rate", re.compile(r"\brates?\b|\bcyfradd(?:au)?\b|\beasr\b")),
    ("score", re.compile(r"\bscores?\b|\bsg[oô]r(?:iau)?\b")),
    ("money", re.compile(r"£|\bpounds\b|\bbunn(?:oedd|au)\b|\bcost\b")),
    ("days", re.compile(r"\b(?:average|median|mean) days\b|\bdays\b|\bdiwrnodau\b")),
    (
        "count",
        re.compile(r"\b(?:count|number|counts|numbers|nifer|total number|incidents|admissions)\b"),
    ),
)


def counted(text: str) -> Counted:
    """What the words of a label, a title or a filter say is counted."""
    words = re.sub(r"[_]+", " ", text.casefold())
    if found := _PER.search(words):
        size = re.sub(r"[\s,]", "", found[1])
        return Counted("rate", _SIZES.get(size) or int(size))
    for kind, shape in _WORDS:
        if shape.search(words):
            return Counted(kind)
    return Counted()


_SAYS_NOTHING = frozenset(
    (
        *("a", "age", "asr", "by", "count", "crude", "easr", "figure", "number", "of", "per"),
        *("people", "percent", "percentage", "population", "rate", "rates", "residents"),
        *("standardised", "the", "total", "value", "y", "o", "fesul", "nifer", "cyfradd"),
        *("cyfanswm", "gwerth", "canran", "poblogaeth", "bobl", "cant", "data", "table", "sheet"),
    )
)


def says_what(text: str) -> bool:
    """True when a measure's name holds a word that says what is counted: not "Rate per 1,000"."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return any(word not in _SAYS_NOTHING and len(word) > 1 for word in words)
