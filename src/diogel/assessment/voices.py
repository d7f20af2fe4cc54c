"""A few national figures of each published survey: what an assessment may say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from diogel.core import Bilingual


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One national figure of a survey with the sentence that its report says beside it.

    Attributes
    ----------
    figure : str
        Its id with its wave in front: "workforce-2021:W2".
    value : Bilingual
        As its report says it: "12 of 15".
    """

    figure: str
    value: Bilingual
    sentence: Bilingual


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

    def as_record(self) -> dict[str, Any]:
        """As plain values, which `of_record` reads again."""
        days = {name: getattr(self, name).isoformat() for name in _DAYS}
        return {**asdict(self), **days}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> SurveyVoice:
        """What `as_record` gave; KeyError, TypeError or ValueError for anything else."""
        days = {name: date.fromisoformat(record[name]) for name in _DAYS}
        return cls(
            wave=str(record["wave"]),
            title=Bilingual(**record["title"]),
            asked=Bilingual(**record["asked"]),
            opened=days["opened"],
            closed=days["closed"],
            published=days["published"],
            synthetic=bool(record["synthetic"]),
            lines=tuple(
                VoiceLine(each["figure"], Bilingual(**each["value"]), Bilingual(**each["sentence"]))
                for each in record["lines"]
            ),
            hidden=int(record["hidden"]),
        )


_DAYS = ("opened", "closed", "published")
