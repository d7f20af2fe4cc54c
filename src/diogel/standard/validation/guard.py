"""Looks for what points at a person: in headings, and in the cells under them.

The standard holds numbers about places. A file with personal data is refused with the kind of
what was found and its cell, and the text itself goes nowhere: not into a problem, not into a
log, not into the marks of the copy that is handed back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from diogel.standard.validation.did_you_mean import folded, plain
from diogel.standard.validation.guard_names import holds_name, personal_words, word_list

_I = re.IGNORECASE
_POSTCODE = re.compile(
    r"\b(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)"
    r" {0,2}[0-9][ABD-HJLNP-UW-Z]{2}\b",
    _I,
)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", _I)
_NI = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    _I,
)
# Numbers of offices (0300, 0345, 0800) and of 101 and 999 are nobody's own.
_PHONE = re.compile(
    r"(?<![\w.])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?=[127])\d(?:[ ()-]{0,2}\d){8,9}(?![\w.])"
)
_TEN = re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w.-])")
_VEHICLE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d) ?[A-HJ-PR-Z]{3}\b")
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|born|birth(?:day|date)?|aned|ganed|ganwyd|geni|g\.)\W{0,3}(?:\w+\W{1,3}){0,3}?"
    r"(?:\d{1,2}\W(?:\d{1,2}|[^\W\d_]{3,12})\W\d{2,4}|\d{4}-\d{2}-\d{2})",
    _I,
)
_REFERENCE = re.compile(
    r"\b(?:crime|incident|occurrence|niche|custody|case|log|urn|crn|pnc(?:id)?|cad|storm|"
    r"trosedd|digwyddiad|achos)\b(?:\W{0,3}(?:ref(?:erence)?|no|number|num|id|rhif|cyfeirnod))?"
    r"\W{0,3}(?=[\w/-]*\d{4})[A-Z0-9][\w/-]{5,}|"
    r"\b(?:ref(?:erence)?|cyfeirnod)\W{1,3}(?=[\w/-]*\d{5})[A-Z0-9][\w/-]{5,}|"
    r"\b\d{2}/?\d{2}[A-Z]{0,3}/\d{4,7}/\d{2}\b|\b[0-9a-f]{64}\b",
    _I,
)
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){1,3}(?:Street|Road|Avenue|Close|Lane|Terrace|"
    r"Drive|Crescent|Gardens|Place|Court|Grove|Row|Walk|Mews|Rise|Hill|St|Rd|Ave)\b|"
    r"\b\d{1,4}[a-z]?,?\s+(?:Heol|Stryd|Ffordd|Lôn|Rhodfa|Clos|Teras|Maes|Rhes|Cilgant|Parc)"
    r"\s+(?:yr?\s+)?[A-ZŴŶÂÊÎÔÛ]|\b[Ff]lat\s+\d+[a-z]?\b|\bFflat\s+\d+"
)
_DAY = re.compile(r"(\d{4})-\d\d-\d\d|\d\d[/.]\d\d[/.](\d{4})")
FEWEST_DAYS = 8
SPAN_OF_LIVES = 20
_PATTERNS = (
    ("personal.email", _EMAIL),
    ("personal.ni-number", _NI),
    ("personal.birth-date", _BORN),
    ("personal.address", _ADDRESS),
    ("personal.postcode", _POSTCODE),
    ("personal.reference", _REFERENCE),
    ("personal.vehicle", _VEHICLE),
)
# What has none of these has nothing but perhaps a name: a digit, or an at sign.
_DIGIT_OR_AT = re.compile(r"[0-9@]")


@cache
def _headings() -> dict[str, str]:
    return {
        folded(name): kind for kind, names in personal_words("headings").items() for name in names
    }


def personal_heading(text: str) -> str:
    """The kind of personal data that a heading announces; empty for none."""
    bare = re.sub(r"\([^)]*\)|\*", " ", plain(text)).strip(" :.")
    # The fold takes hyphens and spaces away; a heading of many words is looked at by word.
    if kind := _headings().get(folded(bare)):
        return kind
    words = re.findall(r"[^\W\d_]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", bare).casefold())
    if set(words) & word_list("harmless"):
        return ""
    announcing = personal_words("words")
    return next((announcing[word] for word in words if word in announcing), "")


def vague_heading(text: str) -> bool:
    """True for a heading that names persons or places, as what stands under it shows."""
    return folded(text) in {"name", "names", "enw", "enwau"}


def looks_like_birth_dates(texts: Iterable[str]) -> bool:
    """True when a column of days goes back over a life, as no date of counting does."""
    days = {text[:10] for text in texts if text}
    years = [int(found[1] or found[2]) for day in days if (found := _DAY.fullmatch(day))]
    if len(years) < FEWEST_DAYS or len(years) < len(days) * 0.8:
        return False
    same_day = {day[-2:] if "-" in day[4:5] else day[:2] for day in days}
    return max(years) - min(years) >= SPAN_OF_LIVES and len(same_day) > FEWEST_DAYS // 2


def personal_text(text: str) -> str:
    """The kind of personal data that a cell holds; empty for none."""
    if _DIGIT_OR_AT.search(text):
        for kind, pattern in _PATTERNS:
            if pattern.search(text):
                return kind
        if any(is_nhs_number(found[0]) for found in _TEN.finditer(text)):
            return "personal.nhs-number"
        if _PHONE.search(text):
            return "personal.phone"
    return "personal.name" if holds_name(text) else ""


_CAPITALS = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){1,3}")


def perhaps_a_name(text: str) -> bool:
    """True for two to four words with capitals alone: no list has every name there is."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(_CAPITALS.fullmatch(text)) and all(word[0].isupper() for word in words)


def is_nhs_number(text: str) -> bool:
    """True when the tenth digit is what the other nine make it (modulus 11)."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    check = -sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == digits[9] and len(set(digits)) > 2
