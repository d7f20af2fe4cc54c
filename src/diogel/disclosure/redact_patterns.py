"""What is known by its form: addresses, numbers that reach or identify somebody, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from diogel.disclosure.redact_names import Certainty, words_file
from diogel.language import mutated_forms

Span = tuple[int, int, str, Certainty]

# Every pattern begins where a word begins and takes a bounded number of signs, so that a long
# cell is not searched over and over.
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]{1,64}\s?(?:@|[\[(]\s?at\s?[\])])\s?[\w-]{1,63}"
    r"(?:\.[\w-]{1,63}){1,5}(?![\w-])",
    re.IGNORECASE,
)
WEB = re.compile(
    r"(?<!\w)(?:https?://\S{1,400}|www\.\S{1,400}|@\w{3,30}\b"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|cymru|wales|org|uk|net|info|eu)(?![\w-])(?:/\S{0,300})?)",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w/])(?:\+44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)\d(?:[\s().-]{0,2}\d){7,10}(?!\d)"
)
POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}|(?:CF|SA|LL|NP|LD|SY|CH|HR)\d{1,2})"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# QQ is given to nobody and stands in examples: whoever writes it may have changed only that.
NINO = re.compile(
    r"(?<!\w)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[\s-]?(?:\d{2}[\s-]?){3}[A-D](?!\w)",
    re.IGNORECASE,
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|[mf]awrth|ebrill|[mf]ai|[mf]ehefin"
    "|g?orffennaf|awst|[mf]edi|hydref|[td]achwedd|rh?agfyr"
)
_DATE = (
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain)?\s(?:of\s|o\s)?(?:{_MONTHS})\s\d{{4}}"
    rf"|(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
)
DATE = re.compile(rf"(?<![\w/])(?:{_DATE})(?![\w/])", re.IGNORECASE)
BIRTH = re.compile(
    r"(?<!\w)(?:born|d\.?o\.?b\.?|date\sof\sbirth|birth\s?date|g?aned|g?anwyd|(?:dyddiad|d?dyddiad)\s"
    rf"g?eni|geni)\W{{0,3}}(?:(?:on|in|is|was|ar|yn|yw|ef|hi|fi|y|the)\s){{0,3}}((?:{_DATE})|\d{{4}})(?!\w)",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"£\s?\d(?:[\d,.]{0,14}\d)?(?:\s?(?:k|m|bn|million|thousand|miliwn|mil)\b)?", re.IGNORECASE
)
PERCENT = re.compile(r"(?<![\w.])\d[\d,.]{0,8}\s?(?:%|per\scent|y\scant)")
AGE = re.compile(
    r"(?<!\w)(?:(?:aged|age|oed|oedran)\s\d{1,3}|\d{1,3}\s(?:oed|years?\sold))(?!\w)",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"(?<!\w)(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|\d{3}\s\d{3}\s\d{4}|\d{6,}|[A-Z]{1,4}\d{5,})(?!\w)"
)

LARGE = r"(?<![\w.,£])\d{1,3}(?:,\d{3}){1,3}(?:\so)?\s[^\W\d_]{2,20}"
"""A large number with the word behind it, whatever it counts."""

_LISTED = (
    (EMAIL, "email"),
    (NINO, "nino"),
    (POSTCODE, "postcode"),
    (PHONE, "phone"),
    (WEB, "web"),
)
_LOOK = ((MONEY, "fact"), (PERCENT, "fact"), (AGE, "fact"), (REFERENCE, "fact"), (DATE, "fact"))


def find_forms(text: str) -> Iterator[Span]:
    """Start, end, kind and certainty of everything that is known by its form."""
    for pattern, kind in _LISTED:
        for match in pattern.finditer(text):
            start, end = match.span()
            yield start, start + len(text[start:end].rstrip(".,;:!?)'\"")), kind, Certainty.LISTED
    for match in BIRTH.finditer(text):
        yield match.start(1), match.end(1), "birth", Certainty.LISTED
    for pattern, kind in (*_LOOK, *((each, "fact") for each in _counts())):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind, Certainty.LOOK


@cache
def _counts() -> tuple[re.Pattern[str], ...]:
    """Numbers, in digits or words, with what they count; words that narrow down to a few."""
    facts, found = words_file()["facts"], list[re.Pattern[str]]()
    for language in ("en", "cy"):
        numbers = facts[f"numbers_{language}"]
        several = [each for each in numbers if each not in ("one", "un")]
        number = _number(numbers)
        counted = _counted(number, facts[language], language)
        many = _counted(_number(several), facts[f"several_{language}"], language)
        narrowing = rf"(?<!\w)(?:{_any_of(facts[f'narrow_{language}'])})(?!\w)"
        population = (
            r"(?<!\w)(?:an?\s|the\s|y\s)?(?:population|[pb]h?oblogaeth)\s(?:\w{1,12}\s){0,3}?"
            rf"{number}(?!\w)"
        )
        found += [
            re.compile(each, re.IGNORECASE)
            for each in (counted, many, narrowing, population, LARGE)
        ]
    return tuple(found)


def _number(listed: Iterable[str]) -> str:
    """A number in digits, or in one to three of some words."""
    words = _any_of(listed)
    return rf"(?:\d[\d,.]{{0,9}}|(?:{words})(?:[\s-](?:(?:ar|and|a)\s)?(?:{words})){{0,2}})"


def _counted(number: str, units: Iterable[str], language: str) -> str:
    """A number with what it counts, two words at most between them."""
    behind = [*words_file()["facts"]["behind_cy"], *words_file()["roles"]["cy"]["subjects"]]
    tail = rf"(?:\s(?:{_any_of(behind)})(?!\w)){{0,2}}" if language == "cy" else ""
    unit = _any_of(_with_forms(units, language))
    return rf"(?<![\w.]){number}(?:\s\w{{1,20}}){{0,2}}?\s(?:{unit})(?!\w){tail}"


def _with_forms(words: Iterable[str], language: str) -> list[str]:
    """Words of Welsh with their mutated forms; those of English as they are."""
    given = list(words)
    if language == "en":
        return given
    return [*given, *(form for word in given for form in mutated_forms(word))]


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))
