"""Numbers in people's words: put in anew at each build, and told when they have moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from diogel.assessment.sections_files import SectionText
from diogel.core import Base, Figure, Kind, Language, Unit
from diogel.disclosure import Released
from diogel.language import number, percentage
from diogel.reports import figure_mark
from diogel.reports.narrative import figure_text
from diogel.reports.narrative.sayings import FORMS, CannotSay

_REFERENCE = re.compile(r"(?<![\]\\])\{([^{}\n]+)\}")
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,]*(?:\.\d+)?(?![\w/-]|[.,]\d)")
_MINUS = "-\u2212"
# A text that says one number: what stands before it, the number with its sign, its unit.
_ONE = re.compile(r"([^\d+\u2212-]*)([+\u2212-]?\d[\d,]*(?:\.\d+)?)(\D*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The forms in which a number that was typed may have been read.
_READ_AS = ("", "count", "value0", "value1", "value2")
_LEAST_DIGITS = 3
_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """A number in people's words that somebody should read again.

    Attributes
    ----------
    kind : str
        "moved" (it was put in anew), "typed" (it was typed, and a figure that said the same
        says something else now), "gone" (there is no such figure any more) or "hidden" (it
        may no longer be said).
    was, now : str
        As it was when the words were written, and as it is; `now` empty for none.
    on : date
        When the words were written; of a number that was put in, when somebody last stood by it.
    """

    kind: str
    part: str
    language: Language
    reference: str
    was: str
    now: str
    on: date


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section's Markdown with every number in its span, and what is to be read again."""

    markdown: str
    figures: tuple[str, ...]
    flags: tuple[Flag, ...]


def said_now(reference: str, released: Released, language: Language) -> str | None:
    """How a reference is said; "" when it may not be, None when there is no such figure."""
    name, _, form = (piece.strip() for piece in reference.partition("|"))
    found = released.figures.get(name)
    if found is None:
        return None
    return figure_words(found.figure, language, form) if found.shown else ""


def figure_words(figure: Figure, language: Language, form: str = "") -> str:
    """A shown figure in the form, or in the usual one, or as its bare value where none fits."""
    # So many areas are no decimal number, whatever form fits an index; nor is a suggested level.
    suggested = figure.kind is Kind.SCORE and figure.base is Base.RECORDED
    whole = ("value0",) if figure.unit is Unit.AREA or suggested else ()
    for each in dict.fromkeys((*filter(None, (form,)), *whole, "")):
        try:
            return figure_text(figure, each, language)
        except CannotSay:
            continue
    if figure.kind is Kind.SHARE:
        return percentage(Fraction(repr(figure.value or 0.0)), 1, language)
    return number(figure.value or 0.0, language, 2)


def fill_section(text: SectionText, released: Released) -> FilledSection:
    """The section with its numbers as they are now."""
    flags: list[Flag] = []
    figures: list[str] = []

    def put(found: re.Match[str]) -> str:
        reference = found[1].strip()
        now = said_now(reference, released, text.language)
        was = text.said.get(reference, "")
        if now is None:
            flags.append(_flag("gone", text, reference, was, ""))
            return was or found[0].replace("{", "\\{").replace("}", "\\}")
        if not now:
            flags.append(_flag("hidden", text, reference, was, ""))
            return "\\[c\\]"
        if was and not same_number(was, now):
            flags.append(_flag("moved", text, reference, was, restyled(was, now)))
        name, _, form = reference.partition("|")
        figures.append(name)
        said = f' data-form="{form}"' if form else ""
        return f'[{restyled(was, now)}]{{.figure data-figure="{name}"{said}}}'

    markdown = _REFERENCE.sub(put, text.text)
    flags += _typed_flags(text, released)
    return FilledSection(markdown, tuple(figures), tuple(dict.fromkeys(flags)))


def same_number(was: str, now: str) -> bool:
    """Whether two ways of saying a figure say one number, the coarser rounding for both."""
    if was == now:
        return True
    numbers = [_ONE.fullmatch(each) for each in (was, now)]
    if numbers[0] is None or numbers[1] is None:
        return False
    one, other = (_decimal(found[2]) for found in numbers if found)
    places = min(-int(each.as_tuple().exponent) for each in (one, other))
    return round(one, places) == round(other, places)


def restyled(was: str, now: str) -> str:
    """The number of now, written as was: as many places, its sign and its unit.

    What is no single number, or was never written, stays as it is said now.
    """
    before, after = _ONE.fullmatch(was), _ONE.fullmatch(now)
    if before is None or after is None:
        return now
    value, old = _decimal(after[2]), before[2]
    places = len(old.partition(".")[2])
    minus = next((sign for sign in _MINUS if sign in old), _MINUS[0])
    sign = minus if value < 0 else "+" if "+" in was and value > 0 else ""
    return f"{before[1].replace('+', '')}{sign}{abs(value):,.{places}f}{before[3]}"


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub("[,+]", "", text).replace(_MINUS[1], _MINUS[0]))


def _flag(kind: str, text: SectionText, reference: str, was: str, now: str) -> Flag:
    on = text.on if kind == "typed" else text.last_read
    return Flag(kind, text.part, text.language, reference, was, now, on)


def _typed_flags(text: SectionText, released: Released) -> Iterator[Flag]:
    """Typed numbers of which no figure that said the same says so still."""
    for typed, references in text.typed.items():
        now = {each: said_now(each, released, text.language) for each in references}
        if typed not in now.values():
            moved = next((each for each in references if now[each]), None)
            if moved is not None:
                yield _flag("typed", text, moved, typed, now[moved] or "")


def typed_numbers(
    markdown: str, released: Released, language: Language
) -> dict[str, tuple[str, ...]]:
    """The numbers that were typed, each with the figures that say the same now.

    Small numbers and years say nothing of where they come from and are left out.
    """
    words = _REFERENCE.sub(" ", re.sub(r"\]\([^)]*\)", "] ", markdown))
    typed = {found[0] for found in _NUMBER.finditer(words) if _tells(found[0])}
    if not typed:
        return {}
    matches: dict[str, list[str]] = {number: [] for number in typed}
    for name, form, said in _sayings(released, language):
        if said in matches:
            matches[said].append(f"{name}|{form}" if form else name)
    return {
        number: tuple(dict.fromkeys(found))[:_MOST_CANDIDATES]
        for number, found in sorted(matches.items())
        if found
    }


def _tells(number: str) -> bool:
    digits = sum(letter.isdigit() for letter in number)
    return (digits >= _LEAST_DIGITS or "." in number) and not _YEAR.fullmatch(number)


def _sayings(released: Released, language: Language) -> Iterator[tuple[str, str, str]]:
    """Every figure in every form that a number may have been read in."""
    for name, found in released.figures.items():
        if not found.shown or found.figure.value is None:
            continue
        for form in _READ_AS:
            try:
                yield name, form, figure_text(found.figure, form, language)
            except CannotSay:
                continue


def known_marks(released: Released, texts: Iterable[SectionText]) -> dict[str, str]:
    """What the marks of linked numbers stand for: every figure in every form, and those that
    people's words already hold."""
    references = [
        reference
        for name in released.figures
        for reference in (name, *(f"{name}|{form}" for form in FORMS))
    ]
    references += [reference for text in texts for reference in text.said]
    return {figure_mark(reference): reference for reference in references}
