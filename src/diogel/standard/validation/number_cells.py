"""Cells that hold a number: commas, words, marks and signs that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Callable

from diogel.standard.validation.faults import Fault, Judged
from diogel.standard.validation.guard import is_nhs_number

# Numbers exactly as the standard writes them.
PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?")
# Nothing that is counted in Wales has so many digits, but somebody's number in the NHS has.
NHS_DIGITS = 10
_WIDER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?|\.\d+")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
_DRESSED = re.compile(r"£?\s*(-?\d[\d,]*(?:\.\d+)?)\s*%?")
_MARK = re.compile(r"\[([a-z])\]|\.{2,3}|[x:.\-–—*]|n/?a|s?upp(?:ressed)?", re.IGNORECASE)
_EXCEL_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")
_BRACKETED = re.compile(r"\[[a-z]\]")
_TYPOGRAPHIC = str.maketrans({"−": "-", "–": "-", "—": "-"})


def as_number(text: str) -> float:
    """The number of a plain text."""
    return float(text)


def _bare(number: float) -> str:
    number = float(number)  # the bounds of a schema may be whole numbers, without is_integer
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def judge_number(
    column: str, integer: bool, lowest: float | None, highest: float | None
) -> Callable[[str], Judged]:
    """How a text in a column of numbers is judged; whole numbers only when `integer`."""

    def judge(text: str) -> Judged:
        judged = _form(column, text)
        if judged.value is None or judged.fault is not None:
            return judged
        if len(text) == NHS_DIGITS and text.isdigit() and is_nhs_number(text):
            return Judged(None, Fault(column, "personal.nhs-number"))
        number = as_number(judged.value)
        if lowest is not None and number < lowest:
            if lowest == 0:
                return Judged(None, Fault(column, "data.negative", text))
            return Judged(None, Fault(column, "data.too-low", text, _bare(lowest)))
        if highest is not None and number > highest:
            return Judged(None, Fault(column, "data.too-high", text, _bare(highest)))
        if integer and not number.is_integer():
            return Judged(None, Fault(column, "data.decimals", text))
        return judged

    return judge


def _form(column: str, text: str) -> Judged:
    """How the number is written, whatever it is."""
    if PLAIN.fullmatch(text):
        return Judged(text)
    if _EXCEL_ERROR.fullmatch(text):  # told when the file was read
        return Judged(None)
    tidy = text.translate(_TYPOGRAPHIC).strip()
    if _WIDER.fullmatch(tidy):
        number = float(tidy)
        if tidy == text and abs(number) < 1e15:
            return Judged(_bare(number))
        return Judged(_bare(number), Fault(column, "data.text-in-number", text, _bare(number)))
    if _GROUPED.fullmatch(tidy):
        meant = re.sub(r"[,\u00a0\u202f ]", "", tidy)
        return Judged(meant, Fault(column, "data.thousands", text, meant))
    if _DECIMAL_COMMA.fullmatch(tidy):
        meant = tidy.replace(",", ".")
        return Judged(None, Fault(column, "data.text-in-number", text, meant))
    if _BRACKETED.fullmatch(tidy):
        return Judged(None, Fault(column, "data.mark-in-number", text, tidy))
    if _MARK.fullmatch(tidy):
        return Judged(None, Fault(column, "data.mark-in-number", text, "[x] / [c] / [z]"))
    dressed = _DRESSED.fullmatch(tidy)
    meant = dressed[1].replace(",", "") if dressed else ""
    return Judged(meant or None, Fault(column, "data.text-in-number", text, meant))


def judge_amount(column: str, measure_type: str, value: str) -> Fault | None:
    """What a number of a kind cannot be: below nothing, above a hundred, or half a thing."""
    number = as_number(value)
    if number < 0 and measure_type != "money":
        return Fault(column, "data.negative", value)
    if measure_type == "percent" and number > 100:
        return Fault(column, "data.too-high", value, "100")
    if measure_type == "count" and not number.is_integer():
        return Fault(column, "data.decimals", value)
    return None
