"""Where a survey's numbers come from, as values: the question, the base, the edition.

Nothing of a number that may not be said is in here but its rule: no count, no base, no other
number from which it could be worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diogel.core import Bilingual


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was asked.

    Attributes
    ----------
    number : str
        As a reader of the form sees it: "W7", "B5.3".
    text : Bilingual
        With the words that a grid's rows share in front.
    answers : Bilingual
        What could be answered.
    who : Bilingual
        Who was asked: everybody, or those whom the form led to it.
    wording : str
        How its wording is known: "verbatim", "derived", "inferred" or "proposed"; empty for
        the form's own.
    """

    number: str
    text: Bilingual
    answers: Bilingual
    who: Bilingual
    wording: str = ""


@dataclass(frozen=True, slots=True)
class TracedPart:
    """One number that goes with another, as it is said; `figure` is its id, where it has one."""

    label: Bilingual
    said: Bilingual
    figure: str = ""


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """One number of a survey's edition and what it was made from.

    Attributes
    ----------
    id : str
        With its survey in front: "workforce-2021:W9.no".
    said : Bilingual
        As large as it can be said by itself: "12 of 15"; "[c]" for one that may not be said.
    kind, unit, base, status : str
        Codes of the statistic, of what is counted, of whom, and of what the value is.
    formula : Bilingual
        How it is worked out, in a sentence.
    parts : tuple of TracedPart
        Its count, its base and what it is the sum of; none for one that may not be said.
    asked : tuple of Asked
        The questions that it was counted from, as they were asked.
    decisions : tuple of Bilingual
        What the rules said of it.
    repeats : str
        The number of another survey that it repeats; empty for none.
    value, numerator, denominator : number or None
        As the edition's own file of figures gives them; of a weighted share no count.
    """

    id: str
    label: Bilingual
    said: Bilingual
    shown: bool
    kind: str
    unit: str
    base: str
    status: str
    formula: Bilingual
    parts: tuple[TracedPart, ...]
    asked: tuple[Asked, ...]
    decisions: tuple[Bilingual, ...]
    repeats: str = ""
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """A file of answers that was brought in: when, from which tool, its SHA-256."""

    file: str
    day: date
    tool: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TracedEdition:
    """A survey and the edition of it that its numbers stand in.

    Attributes
    ----------
    asked, how : Bilingual
        Who was asked and how, in sentences.
    frame : Bilingual
        Who could have answered; why nobody knows, where nobody does.
    form, version : str
        The id and the version of the questionnaire.
    form_file, form_hash : str
        The name of its file, and the SHA-256 of its bytes.
    answers, answers_hash : str
        The same of the file of answers. The hash stands on no page, nor do those of `came`:
        it would confirm a guess of what is in the file.
    came : tuple of Came
        The files of other tools that the answers were brought in from.
    policy, policy_title : str, Bilingual
        The rules under which the edition was released.
    exceptions : tuple of Bilingual
        Every recorded exception from them that was used, in sentences.
    """

    wave: str
    title: Bilingual
    asked: Bilingual
    how: Bilingual
    frame: Bilingual
    opened: date
    closed: date
    published: date
    synthetic: bool
    form: str
    version: str
    form_file: str
    form_hash: str
    answers: str
    answers_hash: str
    came: tuple[Came, ...]
    policy: str
    policy_title: Bilingual
    exceptions: tuple[Bilingual, ...]
