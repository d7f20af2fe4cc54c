"""What the definition files of the standard say: measures, themes, duties, suppliers, units.

Only the shapes; `loading` reads the files and `library` answers from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from diogel.core import Bilingual, Grain

FREQUENCIES: tuple[str, ...] = ("month", "quarter", "year", "financial-year", "occasional")
GEOGRAPHIES = (
    "lsoa",
    "local-authority",
    "csp",
    "police",
    "health",
    "fire",
    "safeguarding",
    "rpb",
    "psb",
    "country",
)
DIRECTIONS = ("lower-is-better", "higher-is-better", "depends")
PREVENTION = ("primary", "secondary", "tertiary", "response", "not_applicable")
MEASURE_TYPES = ("count", "rate", "percent", "days", "money")
DISCLOSURES = ("published", "small-counts", "sensitive")
STATUSES = ("in-force", "made", "announced", "ended")
SOURCE_TYPES = (
    "police",
    "fire",
    "health",
    "local_authority",
    "youth_justice",
    "probation",
    "housing",
    "third_sector",
    "education",
    "national_statistics",
    "survey",
    "lived_experience",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read.

    `text` is a citation, empty for general knowledge; `unchecked` is True where some of it must
    still be checked against a source before it is printed as fact.
    """

    text: str
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a value is counted in."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Something that a value may be broken down by: the name before "=" in `breakdown`."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class ThemeList:
    """A list of themes that somebody published: the wheel of 2017, the survey of 2021."""

    code: str
    name: Bilingual
    source: Source


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of community safety.

    Attributes
    ----------
    within : str
        The wider theme that it is a part of; empty for none.
    named : mapping of list code to (number, name)
        Its place and its name, word for word, in each list that has it.
    only_police, no_measure : Bilingual
        Why all its measures are the police's, or why it has none; empty where not so.
    """

    code: str
    name: Bilingual
    meaning: Bilingual
    within: str
    named: Mapping[str, tuple[int, Bilingual]]
    only_police: Bilingual
    no_measure: Bilingual


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A change of the rules by which a measure is counted.

    `comparable` is False when numbers before and after the day should not be compared.
    """

    day: date
    what: Bilingual
    comparable: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Supply:
    """That a kind of supplier is expected to give a measure, and how often.

    Attributes
    ----------
    frequency : str
        One of FREQUENCIES.
    lag_days : int
        How long after the end of a period its number is expected. [days]
    prescribed : tuple of str
        The items of the law that ask for it; empty when none does.
    """

    measure: str
    supplier: str
    frequency: str
    lag_days: int
    prescribed: tuple[str, ...] = ()

    @property
    def grain(self) -> Grain | None:
        """The length of its periods; None when there is no fixed one."""
        return None if self.frequency == "occasional" else Grain(self.frequency)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A kind of body that holds numbers: every force is one kind, every council another.

    Attributes
    ----------
    source_type : str
        The code that its observations carry in `source_type`.
    areas : str
        The scheme of areas that it is organised in: "police", "local-authority", ...
    supplies : tuple of Supply
        What it is expected to give, from the measures' own files.
    """

    code: str
    name: Bilingual
    source_type: str
    areas: str
    devolved: bool | None
    note: Bilingual
    supplies: tuple[Supply, ...] = ()


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One item of information that a law prescribes to be shared.

    `supplier` is the code of who holds it.
    """

    code: str
    duty: str
    supplier: str
    text: Bilingual
    frequency: str
    source: Source


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that an assessment must hold, or a question it must answer, by a duty.

    Attributes
    ----------
    since, until : date or None
        While the duty asks it; None for as long as the duty is in force.
    themes : tuple of str
        The themes whose evidence answers it; empty for all that the duty concerns.
    note : Bilingual
        What is to be said beside it (the Welsh text of the law is to be confirmed); both
        empty for nothing.
    """

    code: str
    text: Bilingual
    since: date | None
    until: date | None
    themes: tuple[str, ...]
    note: Bilingual
    source: Source

    def stands_on(self, day: date) -> bool:
        """Whether it is asked on a day, as far as its own dates say."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Duty:
    """A law, duty or statutory review: a new one is one new file.

    Attributes
    ----------
    status : str
        "in-force", "made" (law, not yet in force), "announced", "ended".
    in_force : date or None
        None when the day is not known or has not come.
    not_before : date or None
        The earliest day it can begin, when that is all that is known.
    day_note : Bilingual
        What is to be said of the dates; both empty for nothing.
    asks : tuple of Ask
        What an assessment must hold because of it; empty where nobody has put it down.
    """

    code: str
    title: Bilingual
    meaning: Bilingual
    law: str
    status: str
    made: date | None
    in_force: date | None
    ended: date | None
    not_before: date | None
    day_note: Bilingual
    themes: tuple[str, ...]
    authorities: tuple[str, ...]
    source: Source
    asks: tuple[Ask, ...] = ()

    def in_force_on(self, day: date) -> bool:
        """Whether it is known to be in force on a day.

        A duty whose first day nobody has put down counts from when it was made.
        """
        if self.status not in ("in-force", "ended"):
            return False
        begun = self.in_force or self.made
        return (begun is None or begun <= day) and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, and everything that reading its numbers needs.

    Attributes
    ----------
    code : str
        Stable, kebab-case; also the name of its file.
    themes : tuple of str
        The first is the theme that its observations carry.
    unit : str
        Code of a Unit.
    measure_type : str
        One of MEASURE_TYPES: how a value is supplied.
    denominator : Bilingual
        Who or what a rate is of; both empty for a measure that is only ever a count.
    direction : str
        One of DIRECTIONS; "depends" when more may mean trust in reporting.
    supplies : tuple of Supply
        The first is the source that the source_type is of.
    licence : str
        The licence of its numbers: "OGL-UK-3.0"; "agreement" where the supplier decides.
    breakdowns : tuple of str
        Codes of what it may be broken down by, besides area and period.
    disclosure : str
        One of DISCLOSURES: already public; small counts to protect; protect more.
    cautions : tuple of Bilingual
        What every page that shows it must say.
    checker : str
        Who checked the definition; empty while nobody has.
    police_type : str
        The police.uk label that it counts; empty for the others.
    origin : str
        "standard", or the name of the folder that added it.
    """

    code: str
    title: Bilingual
    why: Bilingual
    numerator: Bilingual
    denominator: Bilingual
    themes: tuple[str, ...]
    unit: str
    measure_type: str
    direction: str
    prevention: str
    source: Bilingual
    source_type: str
    licence: str
    lowest_geography: str
    disclosure: str
    facts: Source
    author: str
    checker: str
    checked: date | None
    next_review: date
    supplies: tuple[Supply, ...]
    changes: tuple[RuleChange, ...] = ()
    cautions: tuple[Bilingual, ...] = ()
    how_to_supply: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    breakdowns: tuple[str, ...] = ()
    police_type: str = ""
    origin: str = "standard"

    @property
    def frequency(self) -> str:
        """How often its first supplier is expected to give it."""
        return self.supplies[0].frequency

    @property
    def lag_days(self) -> int:
        """How long after a period its first supplier's number is expected. [days]"""
        return self.supplies[0].lag_days


@dataclass(frozen=True, slots=True)
class PoliceType:
    """One of police.uk's categories.

    Attributes
    ----------
    label : str
        As it stands in the CSV files.
    slug : str
        As its interface writes it.
    measure : str
        Code of the measure that counts it; empty for an older label that went into several.
    recorded_crime : bool
        False for anti-social behaviour, which is an incident.
    groups, subgroups : tuple of str
        Home Office offence groups and subgroups that it holds; empty for none.
    until : str
        The last month of an older label ("2013-04"); empty while it is in use.
    became : tuple of str
        For an older label, the labels that it went into.
    """

    label: str
    slug: str
    name: Bilingual
    measure: str
    themes: tuple[str, ...]
    recorded_crime: bool
    groups: tuple[str, ...]
    subgroups: tuple[str, ...] = ()
    until: str = ""
    became: tuple[str, ...] = ()
    source: Source = Source("", unchecked=True)


@dataclass(frozen=True, slots=True)
class OffenceGroup:
    """One of the Home Office's offence groups, with the other ways it has been written.

    `police_types` is empty for a group that police.uk does not publish (fraud).
    """

    code: str
    label: str
    name: Bilingual
    also: tuple[str, ...]
    themes: tuple[str, ...]
    police_types: tuple[str, ...]
    note: Bilingual


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which police types, offence groups, themes and duties belong together."""

    police_types: tuple[PoliceType, ...]
    offence_groups: tuple[OffenceGroup, ...]

    def police_type(self, label: str) -> PoliceType | None:
        """The type of a label in a file, whatever its capitals; None for an unknown one."""
        wanted = label.strip().casefold()
        return next((t for t in self.police_types if t.label.casefold() == wanted), None)

    def offence_group(self, label: str) -> OffenceGroup | None:
        """The group of a label in a file, of any year; None for an unknown one."""
        wanted = label.strip().casefold()
        for group in self.offence_groups:
            if wanted in {spelling.casefold() for spelling in (group.label, *group.also)}:
                return group
        return None
