"""What an audit found: values that are told in words, never exceptions and never corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from diogel.core import Bilingual, Grain, Language, Period, Severity
from diogel.language import (
    both,
    financial_year,
    list_and,
    long_date,
    month_and_year,
    month_range,
    number,
    percentage,
    quarter,
    say,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, said as a percentage with one decimal."""

    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Months:
    """From one month to another, both included."""

    first: Period
    last: Period


@dataclass(frozen=True, slots=True)
class Names:
    """Several names, said as a list."""

    names: tuple[Bilingual, ...]


Marker = Callable[[str, str], str]
"""From a slot's name and its words to what stands in the sentence."""
Slot = int | float | Period | Months | Share | Names | Bilingual
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the audit found.

    Attributes
    ----------
    code : str
        Stable: "month-thin". The sentence is `quality.finding.<code>`.
    severity : Severity
        STOP: numbers are not printed for it. LOOK: a person should look. NOTE: told.
    subject : str
        The force, area or supplier it is about, as a code; empty for all data.
    period : str
        As `Period` writes it; of several the first.
    measure : str
        The measure's code; empty when it is about all of them.
    slots : mapping of str to Slot
        The numbers and names that the sentence says; `as_record` gives them as they are.
    """

    code: str
    severity: Severity
    subject: str = ""
    period: str = ""
    measure: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)

    @property
    def sentence(self) -> Bilingual:
        """The finding in words."""
        slots = {name: _said(slot) for name, slot in self.slots.items()}
        return both(f"quality.finding.{self.code}", **slots)

    def told(self, language: Language, mark: Marker) -> str:
        """The finding in one language, each number and name as `mark` writes it."""
        slots = {name: mark(name, _said_in(slot, language)) for name, slot in self.slots.items()}
        return say(f"quality.finding.{self.code}", language, **slots)

    def as_record(self) -> dict[str, object]:
        """Itself for other programs: codes, plain numbers, and the sentence in both languages."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "period": self.period,
            "measure": self.measure,
            "numbers": {name: _plain(slot) for name, slot in self.slots.items()},
            "en": self.sentence.en,
            "cy": self.sentence.cy,
        }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first; then by code, subject, measure and period."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (_SEVERITIES.index(f.severity), f.code, f.subject, f.measure, f.period),
        )
    )


def _said(slot: Slot) -> Bilingual:
    return Bilingual(_said_in(slot, "en"), _said_in(slot, "cy"))


def _said_in(slot: Slot, language: Language) -> str:
    match slot:
        case Bilingual():
            return slot[language]
        case Months():
            return month_range(slot.first.start, slot.last.start, language)
        case Period():
            return period_words(slot, language)
        case Share():
            return percentage(slot.part, slot.whole, language)
        case Names():
            return list_and([name[language] for name in slot.names], language)
        case float():
            return number(slot, language, 0 if slot == int(slot) else 1)
        case int():
            return number(slot, language)


def period_words(period: Period, language: Language) -> str:
    """A period in words: July 2026; Quarter 1, 2026; 2026-27 for a financial year."""
    start = period.start
    match period.grain:
        case Grain.MONTH:
            return month_and_year(start, language)
        case Grain.QUARTER:
            return quarter((start.month + 2) // 3, start.year, language)
        case Grain.FINANCIAL_YEAR:
            return financial_year(start.year)
        case Grain.DAY:
            return long_date(start, language)
        case _:
            return str(period)


def _plain(slot: Slot) -> object:
    match slot:
        case Bilingual():
            return {"en": slot.en, "cy": slot.cy}
        case Months():
            return [str(slot.first), str(slot.last)]
        case Period():
            return str(slot)
        case Share():
            return {"part": slot.part, "whole": slot.whole}
        case Names():
            return [_plain(name) for name in slot.names]
        case _:
            return slot
