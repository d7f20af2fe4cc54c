"""The definitions in use, read once: what other rooms ask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diogel.core import Refused
from diogel.standard.definitions import (
    Crosswalk,
    Duty,
    Measure,
    Prescribed,
    Supplier,
    Theme,
    Unit,
)
from diogel.standard.in_use import change_folders, folders_in_use, until_changed
from diogel.standard.loading import Definitions, load_definitions


def use_definitions(extra: Sequence[Path] = ()) -> None:
    """Add the definitions of other folders, such as a workspace's own, to the standard's.

    They hold in this process until another call. Without folders the standard's own hold.

    Raises
    ------
    Refused
        With every fault of the folders; then the standard's own hold.
    """
    if change_folders(extra):
        try:
            definitions()
        except Refused:
            change_folders(())
            raise


@until_changed
def definitions() -> Definitions:
    """Everything that the definition files in use say."""
    return load_definitions(folders_in_use())


def themes() -> tuple[Theme, ...]:
    """The themes, the 13 segments of the wheel first."""
    return definitions().themes


def measures() -> tuple[Measure, ...]:
    """The measures, by code."""
    return definitions().measures


@until_changed
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
