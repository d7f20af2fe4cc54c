"""Names as they stand in a sentence: in Cardiff, yng Nghaerdydd; and Powys, a Phowys.

The Welsh forms are a reviewed table, never computed: a rule of mutation does not know that
one is *on* Ynys Môn or that the W of Wrecsam is a consonant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from diogel.core import Language
from diogel.places.areas import area, read_data

Form = Literal["in", "of", "soft", "and", "long_in"]


@dataclass(frozen=True, slots=True)
class WelshForms:
    """The Welsh forms of one name: "in", unmutated, after o or i, and after "and".

    `long_in` names the county borough, so that no town is said to lie in another; empty
    where it is not needed.
    """

    name: str
    inside: str
    soft: str
    joined: str
    long_in: str
    review: str


@dataclass(frozen=True, slots=True)
class EnglishForms:
    """The English forms of one name: with its article, and after "in"."""

    name: str
    inside: str


@cache
def _table() -> dict[str, tuple[EnglishForms, WelshForms]]:
    return {
        row["cy"]: (
            EnglishForms(row["en_name"], row["en_in"]),
            WelshForms(
                name=row["cy"],
                inside=row["cy_in"],
                soft=row["cy_soft"],
                joined=row["cy_and"],
                long_in=row["cy_long_in"],
                review=row["review"],
            ),
        )
        for row in read_data("forms.csv")
    }


def welsh_forms(code: str) -> WelshForms:
    """Every reviewed Welsh form of an area's name; KeyError when it has none."""
    return _table()[area(code).name.cy][1]


def form(code: str, which: Form, language: Language) -> str:
    """An area's name as it stands in a sentence.

    Parameters
    ----------
    code : str
        The area.
    which : "in", "of", "soft", "and" or "long_in"
        "in Cardiff" / "yng Nghaerdydd"; "of Cardiff" / "Caerdydd" (poblogaeth Caerdydd);
        "Cardiff" / "Gaerdydd", to stand after from or to, o or i; "and Cardiff" /
        "a Chaerdydd"; "in Caerphilly" / "ym Mwrdeistref Sirol Caerffili".
    """
    english, welsh = _table()[area(code).name.cy]
    if language == "cy":
        return {
            "in": welsh.inside,
            "of": welsh.name,
            "soft": welsh.soft,
            "and": welsh.joined,
            "long_in": welsh.long_in or welsh.inside,
        }[which]
    return {
        "in": english.inside,
        "of": f"of {english.name}",
        "soft": english.name,
        "and": f"and {english.name}",
        "long_in": english.inside,
    }[which]


def and_forms(codes: Iterable[str], language: Language) -> dict[str, str]:
    """Each area's name with its "and" form: what a list of places needs for its last item."""
    return {area(code).name[language]: form(code, "and", language) for code in codes}
