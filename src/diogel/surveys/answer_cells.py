"""From the text of one cell to an answer, a kind of missing, or what is wrong with it.

A cell may say a choice by its code or by its label in either language; capitals, spaces,
composed letters and the shape of an apostrophe do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from diogel.core import Bilingual, Severity
from diogel.places import How, resolve
from diogel.surveys.answers import Missing, Value
from diogel.surveys.instrument import Question
from diogel.surveys.suggestions import folded, nearest

SHORT_TEXT, LONG_TEXT = 1_000, 20_000
NOTHING_TICKED = "0"
SAID: Mapping[str, Missing] = {
    "[u]": Missing.UNSURE,
    "[z]": Missing.NOT_APPLICABLE,
    "[n]": Missing.NOT_ASKED,
    "[w]": Missing.WITHDRAWN,
    "-": Missing.ITEM_NONRESPONSE,
    "[-]": Missing.ITEM_NONRESPONSE,
}
SAID_IN_WORDS: Mapping[str, Missing] = {
    "unsure": Missing.UNSURE,
    "not sure": Missing.UNSURE,
    "don't know": Missing.UNSURE,
    "ddim yn siŵr": Missing.UNSURE,
    "ddim yn gwybod": Missing.UNSURE,
    "n/a": Missing.NOT_APPLICABLE,
    "not_applicable": Missing.NOT_APPLICABLE,
    "not applicable": Missing.NOT_APPLICABLE,
    "ddim yn berthnasol": Missing.NOT_APPLICABLE,
    "not asked": Missing.NOT_ASKED,
    "heb ei ofyn": Missing.NOT_ASKED,
    "withdrawn": Missing.WITHDRAWN,
    "tynnwyd yn ôl": Missing.WITHDRAWN,
    "no response": Missing.ITEM_NONRESPONSE,
    "dim ymateb": Missing.ITEM_NONRESPONSE,
}
YES = frozenset({"1", "yes", "true", "x", "✓", "ie", "oes", "ydw", "ydyn", "ydy", "do"})
NO = frozenset({"0", "no", "false", "na", "nage", "nac oes", "nac ydw", "nac ydyn", "nac ydy"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_OF_CHOICE = {"unsure": Missing.UNSURE, "not-applicable": Missing.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; its address is added by the reader."""

    code: str
    found: str = ""
    expected: str | Bilingual = ""
    severity: Severity = Severity.STOP


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a value, or a state in place of one, and its faults.

    A cell with a fault that stops holds no value: it is refused, not half read.
    """

    value: Value = None
    state: Missing | None = None
    faults: tuple[Fault, ...] = ()


def read_cell(question: Question, text: str) -> Cell:
    """What a cell of a question's column says."""
    if not text:
        return Cell()
    said = _said(question, text)
    if said is not None:
        return said
    match question.kind:
        case "single":
            return _single(question, text)
        case "multi":
            return _several(question, text)
        case "areas":
            return _areas(question, text)
        case "integer":
            return _integer(question, text)
        case "decimal":
            return _decimal(text)
        case "date":
            return _date(text)
        case "time":
            return _time(text)
        case "datetime":
            return _moment(text)
        case _:
            return _text(text, LONG_TEXT if question.kind == "longtext" else SHORT_TEXT)


def read_yes(text: str) -> bool | None:
    """True, False, or None for a cell that says neither; a blank is None too."""
    word = folded(text)
    return True if word in YES else False if word in NO | {"naddo"} else None


@cache
def _choices(question: Question) -> dict[str, str]:
    """The code for each folded code and label; a code wins over another's label."""
    labels = {
        folded(text): choice.code
        for choice in question.choices
        for text in (choice.label.en, choice.label.cy)
    }
    return labels | {folded(choice.code): choice.code for choice in question.choices}


def _said(question: Question, text: str) -> Cell | None:
    """A kind of missing said in the cell; None when the cell says something else."""
    word = folded(text)
    closed = question.kind not in ("text", "longtext")
    if word in _choices(question):
        return None
    state = SAID.get(word) or (SAID_IN_WORDS.get(word) if closed else None)
    if state is None:
        return None
    for choice in question.choices:
        if question.kind == "single" and _OF_CHOICE.get(choice.missing) is state:
            return Cell(choice.code)
    return Cell() if state is Missing.ITEM_NONRESPONSE else Cell(state=state)


def _unknown(question: Question, text: str) -> Fault:
    """What was meant, if any code or label is near; else the codes."""
    words = [word for c in question.choices for word in (c.label.en, c.label.cy)]
    words += question.codes
    close = nearest(text, words)
    expected = close if close in words else nearest(text, question.codes)
    return Fault("answers.unknown-code", text[:80], expected)


def _single(question: Question, text: str) -> Cell:
    code = _choices(question).get(folded(text))
    if code is None:
        return Cell(faults=(_unknown(question, text),))
    return Cell(code)


def _several(question: Question, text: str) -> Cell:
    if text == NOTHING_TICKED and NOTHING_TICKED not in question.codes:
        return Cell(frozenset())
    known = _choices(question)
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    faults = tuple(_unknown(question, part) for part in parts if folded(part) not in known)
    if faults:
        return Cell(faults=faults)
    return ticked(question, frozenset(known[folded(part)] for part in parts))


def ticked(question: Question, codes: frozenset[str]) -> Cell:
    """Several ticked codes; one that excludes the others must stand alone."""
    alone = [c for c in question.choices if c.exclusive and c.code in codes]
    if alone and len(codes) > 1:
        return Cell(faults=(Fault("answers.exclusive", alone[0].code, alone[0].label),))
    return Cell(codes)


def _areas(question: Question, text: str) -> Cell:
    codes, faults = set[str](), list[Fault]()
    for part in (part.strip() for part in re.split(r"[;,\n]", text) if part.strip()):
        code = _choices(question).get(folded(part))
        if code is not None:
            codes.add(code)
            continue
        found = resolve(part)
        if found.code is None:
            names = [area.name for area in found.suggestions] or [Bilingual("", "")]
            faults.append(Fault("answers.unknown-area", part[:80], names[0]))
            continue
        codes.add(found.code)
        if found.how in (How.REPAIRED, How.RETIRED):
            faults.append(Fault("answers.area-read-as", part[:80], found.place, Severity.NOTE))
    stopped = any(fault.severity is Severity.STOP for fault in faults)
    return Cell(None if stopped else frozenset(codes), faults=tuple(faults))


def _integer(question: Question, text: str) -> Cell:
    if not re.fullmatch(r"[+-]?\d+(?:\.0*)?", text):
        decimal = re.fullmatch(r"[+-]?\d*[.,]\d+", text) is not None
        return Cell(
            faults=(Fault("answers.not-whole" if decimal else "answers.not-a-number", text[:80]),)
        )
    if len(text) > 12:
        return Cell(faults=(Fault("answers.out-of-range", text[:80], _limits(question)),))
    number = int(float(text))
    low = question.low if question.low is not None else number
    high = question.high if question.high is not None else number
    if not low <= number <= high:
        return Cell(faults=(Fault("answers.out-of-range", text, _limits(question)),))
    return Cell(number)


def _limits(question: Question) -> str:
    low = "" if question.low is None else str(question.low)
    high = "" if question.high is None else str(question.high)
    return f"{low} - {high}"


def _date(text: str) -> Cell:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            found: date = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return Cell(found.isoformat())
    return Cell(faults=(Fault("answers.not-a-date", text[:80]),))


def _decimal(text: str) -> Cell:
    if not re.fullmatch(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?", text):
        return Cell(faults=(Fault("answers.not-a-number", text[:80]),))
    return Cell(float(text))


def _time(text: str) -> Cell:
    """A time by the 24-hour clock; seconds are kept only where there are some."""
    for form in ("%H:%M", "%H:%M:%S", "%H.%M"):
        try:
            found = datetime.strptime(text, form).time()
        except ValueError:
            continue
        return Cell(found.isoformat("seconds" if found.second else "minutes"))
    return Cell(faults=(Fault("answers.not-a-time", text[:80]),))


def _moment(text: str) -> Cell:
    """A date and a time; a spreadsheet writes midnight as the date alone."""
    day, _, clock = text.replace("T", " ").partition(" ")
    date_, time_ = _date(day), _time(clock.strip() or "00:00")
    if date_.faults or time_.faults:
        return Cell(faults=(Fault("answers.not-a-moment", text[:80]),))
    return Cell(f"{date_.value}T{time_.value}")


def _text(text: str, limit: int) -> Cell:
    if len(text) > limit:
        return Cell(faults=(Fault("answers.text-too-long", str(len(text)), str(limit)),))
    return Cell(text, faults=tuple(_personal(text)))


def _personal(text: str) -> Iterator[Fault]:
    """An e-mail address in a free answer wants a look; it is never repeated."""
    if _EMAIL.search(text):
        yield Fault("answers.personal-value", severity=Severity.LOOK)
