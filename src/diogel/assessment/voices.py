"""A few national figures of each published survey: what an assessment may say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    synthetic: bool
    lines: tuple[VoiceLine, ...]
    hidden: int = 0
