"""The risk model: what is scored, with which words and weights, read from a file.

The model is Diogel's own and is not MoRiLE. Numbers of the file are kept exact, so that two
risks that are equal are found equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from diogel.core import Bilingual

TOP = 4
"""The highest level of every item; the lowest is 0."""
CANNOT_SAY = "?"
"""How a scorer says that they cannot say. It is not a level, and never 0."""


class Group(StrEnum):
    """What an item is a part of."""

    IMPACT = "impact"
    LIKELIHOOD = "likelihood"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is scored.

    Attributes
    ----------
    weight : Fraction
        Within its group; 0 leaves it out of the mean.
    levels : tuple of Bilingual
        What each level from 0 to 4 means.
    """

    code: str
    group: Group
    weight: Fraction
    name: Bilingual
    question: Bilingual
    levels: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A word for the numbers from `least` up to the next band's."""

    code: str
    least: Fraction
    name: Bilingual


@dataclass(frozen=True)
class RiskModel:
    """How risk is scored. The units are in the comments of `risk_model.toml`.

    Attributes
    ----------
    most_share : Fraction
        How much the worst single harm counts against the mean of all. [0-1]
    bands, confidence_bands, agreement_bands : tuple of Band
        Words for a risk [0-100], a confidence [0-1] and Kendall's W [0-1], lowest first.
    confidence_weights : mapping of part to weight
    suggested : mapping of item code to four numbers
        Where levels 1, 2, 3 and 4 begin.
    trend_levels : mapping of chart class to level
    starting : mapping of theme to levels by item
        Impact that the Network moderated for a theme.
    """

    version: str
    title: Bilingual
    items: tuple[Item, ...]
    most_share: Fraction
    bands: tuple[Band, ...]
    confidence_weights: Mapping[str, Fraction]
    enough_sources: int
    confidence_bands: tuple[Band, ...]
    suggested: Mapping[str, tuple[float, ...]]
    trend_levels: Mapping[str, int]
    starting: Mapping[str, Mapping[str, int]]
    least_scorers: int
    name_scorers: bool
    moderators: int
    agreement_bands: tuple[Band, ...]
    weight_change: Fraction
    first: int
    draws: int
    seed: int
    act_first: str

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """The items by their code."""
        return {item.code: item for item in self.items}

    def of(self, group: Group) -> tuple[Item, ...]:
        """The items of one group, in the file's order."""
        return tuple(item for item in self.items if item.group is group)

    @cached_property
    def rated(self) -> tuple[Item, ...]:
        """The items that a risk is made of: impact, then likelihood."""
        return (*self.of(Group.IMPACT), *self.of(Group.LIKELIHOOD))


def band_of(value: Fraction | float, bands: tuple[Band, ...]) -> Band:
    """The word for a number: the last band that begins at or below it."""
    return [band for band in bands if band.least <= value][-1]
