"""Somebody read words again whose numbers have moved, and they are still right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diogel.assessment.sections import SectionText, confirm_section, is_behind, whole_sections
from diogel.assessment.sections_figures import Flag, fill_section
from diogel.core import Language, Place, Problem, Refused
from diogel.disclosure import Released

# A figure that is gone or hidden leaves a hole in the words: nobody can find them still right.
CONFIRMED = ("moved", "typed")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was confirmed.

    Attributes
    ----------
    text : SectionText
        The same words, as they are kept now; nobody has signed this release yet.
    flags : tuple of Flag
        The numbers that were flagged and are so no more, as they were and as they are.
    left : tuple of Flag
        Those for which the words have to change: their figures are gone or hidden.
    """

    text: SectionText
    flags: tuple[Flag, ...]
    left: tuple[Flag, ...]


def confirm_numbers(
    folder: Path, part: str, language: Language, released: Released, *, by: str, on: date
) -> Confirmed:
    """Keep the same words with the numbers as they are now.

    Words that were left behind when the other language changed stand beside it again.

    Raises
    ------
    Refused
        Nobody wrote the part, or nothing in it waits to be confirmed.
    """
    held = whole_sections(folder)
    text = held.of(part, language)
    if text is None:
        raise Refused([Problem("assess.nothing-written", Place(file=part), f"{part} ({language})")])
    found = fill_section(text, released).flags
    flags = tuple(flag for flag in found if flag.kind in CONFIRMED)
    left = tuple(flag for flag in found if flag.kind not in CONFIRMED)
    if not flags and not is_behind(folder, held, text):
        code = "assess.only-by-words" if left else "assess.nothing-flagged"
        raise Refused([Problem(code, Place(file=part), f"{part} ({language})")])
    kept = confirm_section(folder, _read_again(text, flags, by, on))
    return Confirmed(kept, flags, left)


def _read_again(text: SectionText, flags: tuple[Flag, ...], by: str, on: date) -> SectionText:
    """The text with its flagged numbers as they are now.

    A typed number stays as it was typed and is compared with its old figures no more.
    """
    said = {flag.reference: flag.now for flag in flags if flag.kind == "moved"}
    typed = {flag.was for flag in flags if flag.kind == "typed"}
    return replace(
        text,
        said={**text.said, **said},
        typed={number: names for number, names in text.typed.items() if number not in typed},
        confirmed_by=by,
        confirmed_on=on,
    )
