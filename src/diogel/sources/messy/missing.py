"""What the codes in place of numbers mean in one table: by the file's own words, or by custom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diogel.sources.messy.numbers import (
    CONFIDENTIAL,
    MEANINGS,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    UNSURE,
    read_value,
)

_LEGEND = (
    (NOT_APPLICABLE, re.compile(r"not applicable|amherthnasol|ddim yn berthnasol", re.I)),
    (
        CONFIDENTIAL,
        re.compile(
            r"suppress|disclos|confiden|cyfrinachol|datgel|fewer than|less than|llai na|small n"
            r"|niferoedd bach|redact",
            re.I,
        ),
    ),
    (
        NOT_AVAILABLE,
        re.compile(r"not available|ddim ar gael|unavailable|missing|ar goll|no data", re.I),
    ),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one code means here.

    Attributes
    ----------
    how : str
        "file" (a footnote says so), "custom" (it is widely used so), "unsure" (suppliers
        use it in more than one way).
    """

    code: str
    status: str
    how: str


def meanings(texts: Iterable[str], notes: Mapping[str, str]) -> tuple[Meaning, ...]:
    """The codes that stand among some texts, with what each is taken to mean."""
    codes = dict.fromkeys(
        value.code for text in dict.fromkeys(texts) if (value := read_value(text)).missing
    )
    return tuple(_meaning(code, notes) for code in sorted(codes))


def _meaning(code: str, notes: Mapping[str, str]) -> Meaning:
    if code == "<":
        return Meaning(code, CONFIDENTIAL, "custom")
    legend = next((words for mark, words in notes.items() if mark.casefold() == code), "")
    for status, shape in _LEGEND:
        if legend and shape.search(legend):
            return Meaning(code, status, "file")
    return Meaning(code, MEANINGS[code], "unsure" if code in UNSURE else "custom")
