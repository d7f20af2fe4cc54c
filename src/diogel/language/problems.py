"""Problems told to the person who holds the file: where, what was found, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diogel.core import Bilingual, Language, Place, Problem
from diogel.language.catalogue import say

PLACE_PARTS = ("file", "sheet", "row", "column")


def _place_parts(place: Place) -> dict[str, str | int]:
    """What is known of the place, in the order it is said."""
    known = {part: getattr(place, part) for part in PLACE_PARTS}
    return {part: value for part, value in known.items() if value not in ("", None)}


# Stands for a suggestion that nobody could make, while the sentence is being said.
_NOTHING_NEAR = "\x00"
_IN_VAIN = re.compile(rf"\s*[^.?!]*{_NOTHING_NEAR}[^.?!]*[.?!]?")


def _sentence(problem: Problem, language: Language) -> str:
    """What was found and what to do; a sentence that would name the nearest right thing is
    left out where there is none."""
    expected = problem.expected or _NOTHING_NEAR
    slots = {"found": problem.found, "expected": expected, **problem.slots}
    said = say(f"problems.{problem.code}", language, **slots)
    return _IN_VAIN.sub("", said) or said.replace(_NOTHING_NEAR, "–")


def explain(problem: Problem, language: Language) -> str:
    """The problem in words, its place in front."""
    sentence = _sentence(problem, language)
    parts = _place_parts(problem.place)
    if not parts:
        return sentence
    key = f"problems.place.{'-'.join(parts)}"
    return say(key, language, sentence=sentence, **parts)


def _order(problem: Problem) -> tuple[str, str, int, str]:
    place = problem.place
    return place.file, place.sheet, place.row or 0, place.column


def explain_all(problems: Iterable[Problem], language: Language) -> list[str]:
    """Every problem in words, by file, sheet, row and column; what is of a whole file first."""
    return [explain(problem, language) for problem in sorted(problems, key=_order)]


def _in(text: str | Bilingual, language: Language) -> str:
    return text if isinstance(text, str) else text[language]


def as_records(
    problems: Iterable[Problem], language: Language
) -> list[dict[str, str | int | None]]:
    """The problems for another program: stable code and place, and the sentence to show."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "file": problem.place.file,
            "sheet": problem.place.sheet,
            "row": problem.place.row,
            "column": problem.place.column,
            "found": problem.found,
            "expected": _in(problem.expected, language),
            "message": explain(problem, language),
        }
        for problem in sorted(problems, key=_order)
    ]
