"""A few national figures of each published survey: what an assessment may say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from diogel.core import Bilingual
from diogel.surveys.traced import TracedEdition, TracedFigure

MOST = 4
"""So many figures of a survey are printed in an assessment."""


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One national figure of a survey with the sentence that its report says beside it.

    Attributes
    ----------
    figure : str
        Its id with its wave in front: "workforce-2021:W2".
    value : Bilingual
        As its report says it: "12 of 15".
    sentence : Bilingual
        Markdown, with each number in the span that names it.
    traced : tuple of TracedFigure
        Where it comes from, and where each number of its sentence does.
    """

    figure: str
    value: Bilingual
    sentence: Bilingual
    traced: tuple[TracedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyVoice:
    """A survey whose edition is published, with what its own report puts first.

    Attributes
    ----------
    asked : Bilingual
        Who was asked, in a sentence.
    opened, closed : date
        First and last day of fieldwork.
    published : date
    synthetic : bool
        True when its answers are invented.
    hidden : int
        Figures that its report puts first and that may not be said. [figures]
    edition : TracedEdition or None
        Which edition its figures stand in.
    """

    wave: str
    title: Bilingual
    asked: Bilingual
    opened: date
    closed: date
    published: date
    synthetic: bool
    lines: tuple[VoiceLine, ...]
    hidden: int = 0
    edition: TracedEdition | None = None

    @property
    def printed(self) -> tuple[VoiceLine, ...]:
        """The lines that an assessment prints."""
        return self.lines[:MOST]

    @property
    def traced(self) -> dict[str, TracedFigure]:
        """Every figure of the printed lines that can be traced, by its id."""
        return {each.id: each for line in self.printed for each in line.traced}

    def as_record(self) -> dict[str, Any]:
        """As plain values, which `of_record` reads again."""
        record: dict[str, Any] = _plain(self)
        return record

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> SurveyVoice:
        """What `as_record` gave; KeyError, TypeError or ValueError for anything else."""
        voice: SurveyVoice = _restored(cls, record)
        return voice


def _plain(value: Any) -> Any:
    """Dataclasses as mappings, tuples as lists, days as text; other values as they are."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _restored(kind: Any, value: Any) -> Any:
    """A value of a kind, from what `_plain` made of it."""
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_restored(get_args(kind)[0], each) for each in value)
    for one in (kind, *get_args(kind)):
        if isinstance(one, type) and is_dataclass(one):
            hints = get_type_hints(one)
            return one(**{name: _restored(hint, value[name]) for name, hint in hints.items()})
    return date.fromisoformat(value) if kind is date else value
