"""The standard's own definitions, read once: what other rooms ask."""

from __future__ import annotations

from functools import cache

from diogel.standard.definitions import (
    Crosswalk,
    Duty,
    Measure,
    Prescribed,
    Supplier,
    Theme,
    ThemeList,
    Unit,
)
from diogel.standard.loading import Definitions, load_definitions


@cache
def definitions() -> Definitions:
    """Everything that the standard's definition files say."""
    return load_definitions()


def themes() -> tuple[Theme, ...]:
    """The themes, the 13 segments of the wheel first."""
    return definitions().themes


def theme_lists() -> tuple[ThemeList, ...]:
    """The published lists that the themes come from."""
    return definitions().lists


def measures() -> tuple[Measure, ...]:
    """The measures, by code."""
    return definitions().measures


@cache
def _by_code() -> dict[str, Measure]:
    return {measure.code: measure for measure in measures()}


def measure(code: str) -> Measure:
    """The measure of a code; KeyError when the standard has none."""
    return _by_code()[code]


def units() -> tuple[Unit, ...]:
    """What values are counted in."""
    return definitions().units


def suppliers() -> tuple[Supplier, ...]:
    """The kinds of supplier, each with what it is expected to give and how often."""
    return definitions().suppliers


def duties() -> tuple[Duty, ...]:
    """The laws and duties, by code."""
    return definitions().duties


def prescribed_items() -> tuple[Prescribed, ...]:
    """The items of information that a law prescribes to be shared."""
    return definitions().prescribed


def crosswalk() -> Crosswalk:
    """Police types and offence groups, with the themes of each."""
    return definitions().crosswalk
