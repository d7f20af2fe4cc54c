"""Towns and other well-known places of each authority, so that words which name one are found.

Not a gazetteer: the principal towns, the districts that people speak of, some valleys. A
village that is missing is only not recognised. Nothing is counted by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diogel.core import Bilingual
from diogel.places.areas import read_data


@dataclass(frozen=True, slots=True)
class Town:
    """One place: the authority it lies in, its names, and other ways to write it."""

    area: str
    name: Bilingual
    also: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write it, once each."""
        return tuple(dict.fromkeys((self.name.en, self.name.cy, *self.also)))


@cache
def towns() -> tuple[Town, ...]:
    """Every place of the list, authority by authority."""
    return tuple(
        Town(
            row["area"],
            Bilingual(row["en"], row["cy"]),
            tuple(part for part in row["also"].split(";") if part),
        )
        for row in read_data("towns.csv")
    )


@cache
def other_names() -> tuple[tuple[str, str, str], ...]:
    """Other known names of authorities: the code, the name, and how it differs.

    "variant", "short", "abbreviation", or "damaged" on the way through a file.
    """
    return tuple((row["code"], row["alias"], row["kind"]) for row in read_data("aliases.csv"))
