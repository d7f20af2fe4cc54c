"""What a source is: it knows its supplier's file by its content and maps it into tables.

A source maps its file into standard tables, nothing more. It judges no number, counts
nothing, and drops no row: rows in are rows placed, outside and unplaced together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from diogel.core import Bilingual, Language, Problem
from diogel.files import Offered

if TYPE_CHECKING:  # the engine and the store are heavy, and only their names are needed
    from diogel.engine import Engine
    from diogel.store import Slice

__all__ = ["Offered", "Recognised", "Source", "Taken", "Taking"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one source takes some members of a delivery to be.

    Attributes
    ----------
    source : str
        The source's code.
    sure : float
        0 to 1. 1: every heading is as the supplier writes it. Below 0.5: a guess that a
        person must confirm. A member that two sources claim goes to the surer one.
    what : Bilingual
        What it is, in words: "Police.uk street-level crime".
    members : tuple of Offered
        The members it claims.
    """

    source: str
    sure: float
    what: Bilingual
    members: tuple[Offered, ...]


@dataclass(slots=True)
class Taking:
    """What a source works with.

    Attributes
    ----------
    engine : Engine
        The engine that reads and writes large tables.
    folder : Path
        Where the tables are written, one `<table>.parquet` each. Nothing else is touched.
    language : "en" or "cy"
        Of texts that are made for the person, such as a proposal's notes.
    mapping : mapping or None
        What this supplier's headings mean, as a person confirmed it earlier.
    supplier : str
        Who the person says it is from; empty where the file tells.
    lookups : tuple of Path
        Official area lookups (`area_lookups` tables as Parquet) loaded over our own.
    given : mapping of str to str
        What the person says of this delivery because the file does not: `period`
        ("2011/12"), `edition` ("mid-2022", "census-2021", "wimd-2019").
    """

    engine: Engine
    folder: Path
    language: Language = "en"
    mapping: Mapping[str, Any] | None = None
    supplier: str = ""
    lookups: tuple[Path, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it.

    Attributes
    ----------
    tables : mapping of str to Path
        The Parquet file of each standard table that was made.
    slices : tuple of Slice
        The parts that a later delivery may replace.
    problems : tuple of Problem
        Faults and notes, all of them. One of severity STOP: nothing may be kept.
    facts : mapping of str to int
        At least `rows`, and of placed tables `placed`, `outside`, `unplaced`.
    licence : str
        "OGL-UK-3.0" for open data; empty when the file does not say.
    extracted_on : date or None
        When the supplier took it from their own system; None when the file does not say.
    proposal : mapping or None
        A mapping that a person should confirm before anything is kept.
    """

    tables: Mapping[str, Path]
    slices: tuple[Slice, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)
    licence: str = ""
    extracted_on: date | None = None
    proposal: Mapping[str, Any] | None = None


class Source(Protocol):
    """One supplier's file, known by its content.

    `headings` are the ones that the supplier writes, for saying which source is nearest
    to a file that nobody knows; empty for a source without fixed headings.
    """

    @property
    def code(self) -> str:
        """Stable and short: "police-uk-street"."""
        ...

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        ...

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that the supplier writes."""
        ...

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """What it makes of the members; None when none is its own. By content only."""
        ...

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The members mapped into standard tables. Refused only when it cannot go on."""
        ...
