"""What one cell of a partner's table says: a number, a kind of missing, or neither.

Nothing is guessed into a number, and no missing code is ever zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from diogel.core import Status

NOT_AVAILABLE, NOT_APPLICABLE = Status.NOT_AVAILABLE.value, Status.NOT_APPLICABLE.value
CONFIDENTIAL = Status.CONFIDENTIAL.value

# What a code in place of a number means when the file does not say. StatsWales: "." not
# applicable, ".." not available, "*" disclosive, "~" not robust. Eurostat: ":" not available.
MEANINGS: Mapping[str, str] = {
    "[x]": NOT_AVAILABLE,
    "[z]": NOT_APPLICABLE,
    "[c]": CONFIDENTIAL,
    "x": NOT_AVAILABLE,
    "z": NOT_APPLICABLE,
    "c": CONFIDENTIAL,
    "s": CONFIDENTIAL,
    ".": NOT_APPLICABLE,
    "..": NOT_AVAILABLE,
    "...": NOT_AVAILABLE,
    "…": NOT_AVAILABLE,
    ":": NOT_AVAILABLE,
    "*": CONFIDENTIAL,
    "**": CONFIDENTIAL,
    "***": CONFIDENTIAL,
    "~": NOT_AVAILABLE,
    "-": NOT_AVAILABLE,
    "–": NOT_AVAILABLE,
    "—": NOT_AVAILABLE,
    "n/a": NOT_AVAILABLE,
    "na": NOT_AVAILABLE,
    "#n/a": NOT_AVAILABLE,
    "null": NOT_AVAILABLE,
    "nan": NOT_AVAILABLE,
    "not available": NOT_AVAILABLE,
    "ddim ar gael": NOT_AVAILABLE,
    "unknown": NOT_AVAILABLE,
    "anhysbys": NOT_AVAILABLE,
    "not applicable": NOT_APPLICABLE,
    "ddim yn berthnasol": NOT_APPLICABLE,
    "amherthnasol": NOT_APPLICABLE,
    "suppressed": CONFIDENTIAL,
    "confidential": CONFIDENTIAL,
    "cyfrinachol": CONFIDENTIAL,
}
# Codes that suppliers use in more than one way ("-" may be nil): a person should confirm.
UNSURE = frozenset({"-", "–", "—", "~", "n/a", "na", "null", "s"})
MARKS = "*†‡§¶"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FEW = re.compile(
    r"(?:[<≤]\s*=?\s*\d{1,2}|\d{1,2}\s+(?:or fewer|or less|neu lai)"
    r"|(?:fewer than|less than|under|llai na)\s+\d{1,2})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"\s*(\[[^\[\]]{{1,12}}\]|\([a-zA-Z]\)|[{MARKS}]+|[{SUPERSCRIPTS}]+|(?<=\d)\s?[prebRPEB])\s*$"
)
_BODY = re.compile(
    r"(?P<money>[£$€])?\s*(?P<sign>[-+\u2212])?\s*(?P<money2>[£$€])?\s*"
    r"(?P<size>\d{1,3}(?:(?P<group>[,\u00a0\u202f\u2009'’])\d{3})(?:(?P=group)\d{3})*(?:\.\d+)?"
    r"|\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?|\.\d+)\s*(?P<percent>%)?"
)
_STATUS_MARKS = {
    **dict.fromkeys(("p", "(p)", "[p]"), "p"),
    **dict.fromkeys(("r", "(r)", "[r]"), "r"),
    **dict.fromkeys(("e", "(e)", "[e]"), "e"),
    **dict.fromkeys(("b", "(b)", "[b]"), "b"),
}
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,20})?")
_LONGEST = 60  # [characters] of anything that could still be a number


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell in place of a value.

    Attributes
    ----------
    number : float or None
    status : str
        The letter of a Status: of a missing value (x, z, c), or of the number (p, r, e, b);
        empty for a plain number and for what is neither.
    code : str
        The missing code as it stands in the file, in small letters; "<" for "fewer than".
    marks : tuple of str
        Footnote marks that stood behind the number.
    percent, money : bool
        Whether a sign of per cent or of money stood with it.
    fault : str
        Why it is no number: "text", or "separators" where points and commas may be read in
        more than one way; empty for a number, a missing code and a blank.
    """

    number: float | None = None
    status: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    percent: bool = False
    money: bool = False
    fault: str = ""

    @property
    def missing(self) -> bool:
        """True for a code that stands in place of a number."""
        return bool(self.code)

    @property
    def told(self) -> bool:
        """True for a number or a missing code: a cell of a value column."""
        return self.number is not None or self.missing


BLANK = CellValue()


def read_value(text: str, meanings: Mapping[str, str] | None = None) -> CellValue:
    """What a cell says in place of a value.

    Parameters
    ----------
    meanings : mapping of str to str
        What this supplier's codes mean, over our own: {"-": "z"}.
    """
    words = text.strip()
    if not words:
        return BLANK
    if _PLAIN.fullmatch(words):
        return CellValue(number=float(words) or 0.0)
    key = words.casefold()
    status = (meanings or {}).get(key) or MEANINGS.get(key)
    if status:
        return CellValue(status=status, code=key)
    if _FEW.fullmatch(words):
        return CellValue(status=CONFIDENTIAL, code="<")
    if len(words) > _LONGEST:
        return CellValue(fault="text")
    return _number(words)


def _number(words: str) -> CellValue:
    rest, marks = words, list[str]()
    while found := _TAIL.search(rest):
        marks.insert(0, found[1])
        rest = rest[: found.start()]
    body = _BODY.fullmatch(rest.strip())
    if body is None:
        digits = bool(re.fullmatch(r"\(?[\d.,\s'’\u00a0\u202f%-]+\)?", rest.strip()))
        return CellValue(fault="separators" if digits and re.search(r"\d", rest) else "text")
    size = re.sub(r"[^\d.eE+-]", "", body["size"])
    value = float(size) * (-1 if body["sign"] in ("-", "\u2212") else 1)
    if value in (float("inf"), float("-inf")):
        return CellValue(fault="text")
    statuses = [
        _STATUS_MARKS[m.strip().lower()] for m in marks if m.strip().lower() in _STATUS_MARKS
    ]
    notes = tuple(m.strip() for m in marks if m.strip().lower() not in _STATUS_MARKS)
    return CellValue(
        number=value or 0.0,
        status=statuses[0] if statuses else "",
        marks=notes,
        percent=body["percent"] is not None,
        money=bool(body["money"] or body["money2"]),
    )
