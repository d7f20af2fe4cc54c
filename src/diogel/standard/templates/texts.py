"""The words of a template in both languages, and what they are the words of.

A column, an item and a choice have a code; a reader knows them again by their words in either
language, so that a Welsh and an English template hold the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from diogel.core import LANGUAGES, Bilingual, Language
from diogel.language import both, say
from diogel.standard.schemas import schema
from diogel.standard.validation.did_you_mean import folded

VERSION = "1"
KIND = "diogel-monthly-figures"
# The columns of the sheet of figures, in their order. A template without percentages has no
# column for what they are of.
COLUMNS = (
    *("period", "area", "measure", "value", "unit", "out-of", "status"),
    *("note-en", "note-cy", "area-code", "measure-code"),
)
TYPED = frozenset(("value", "out-of", "status", "note-en", "note-cy"))
# What is asked once for the whole workbook.
ANSWERS = ("organisation", "team", "system", "extracted-on", "licence", "basis", "comment")
# What the program needs to know the workbook by.
FACTS = ("kind", "version", "standard", "supplier", "language", "months", "areas", "measures")
SHEETS = ("cover", "who", "figures", "guidance", "marks", "example", "lists", "about")
MARKS = ("0", "[x]", "[c]", "[z]")
STATUSES = ("observed", "provisional", "revised", "estimated", "break")
LICENCES = ("OGL-UK-3.0", "by-agreement")
BASES = ("not_personal", "open", "si-2007-1831")


def words(key: str, language: Language, **slots: object) -> str:
    """A sentence or label of the templates."""
    return say(f"templates.{key}", language, **slots)


def choices(name: str) -> Mapping[str, Bilingual]:
    """The choices of one drop-down by their code: "status", "licence" or "basis"."""
    if name == "status":
        labels = schema("observations").field("status").labels
        return {code: labels[code] for code in STATUSES}
    codes = LICENCES if name == "licence" else BASES
    return {code: both(f"templates.{name}-{_key(code)}") for code in codes}


def _key(code: str) -> str:
    return code.casefold().replace("_", "-").replace(".", "-")


@cache
def known(kind: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    """Codes by the folded words of either language: {"gwerth": "value", "value": "value"}."""
    found = {folded(code): code for code in codes}
    for code in codes:
        for language in LANGUAGES:
            found[folded(words(f"{kind}-{code}", language))] = code
    return found


@cache
def chosen(name: str) -> Mapping[str, str]:
    """The code of each choice's words in either language."""
    found = {}
    for code, label in choices(name).items():
        found.update({folded(text): code for text in (code, label.en, label.cy)})
    return found


def column_of(heading: str) -> str:
    """The column that a heading is of, in either language; empty for none of ours."""
    return known("column", COLUMNS).get(folded(heading), "")


def is_example(text: str) -> bool:
    """True for a period or title that is marked as an example, in either language."""
    marks = tuple(folded(words("example-mark", language)) for language in LANGUAGES)
    return folded(text).startswith(marks)
