"""What the Notes sheet of the recorded crime tables says of Welsh partnerships.

The Home Office names there the partnerships whose numbers cannot be used. Such numbers are
not available ([x]), never low, and the note goes with them word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from diogel.places import Scheme, areas

_UNUSABLE = re.compile(
    r"unusable|not usable|not suitable|(?:can|could|should|must) ?not be used|unavailable"
    r"|not (?:been )?(?:available|supplied|provided|submitted|reliable)|unreliable|incomplete"
    r"|unable to (?:supply|provide|submit)|(?:is|are|were|was|been) excluded",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)(\d\d)\s*[/_\-–]\s*(?:(?:19|20)(?=\d\d))?(\d\d)\b")
_THROUGH = re.compile(r"^\W*(?:to|until|through|and the year|up to)?\W*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\b(?:onwards?|since|and later)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|earlier)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """One note about Welsh partnerships or forces.

    Attributes
    ----------
    text : str
        Word for word.
    names : frozenset of str
        The partnerships and forces it names, as they are written in English.
    years : tuple of (int, int)
        Spans of financial years by their first calendar years, both included; empty for
        every year.
    unusable : bool
        True when the numbers cannot be used.
    """

    text: str
    names: frozenset[str]
    years: tuple[tuple[int, int], ...]
    unusable: bool

    def covers(self, year: int, csp_name: str, force_name: str) -> bool:
        """True for a partnership's or its force's numbers of a financial year."""
        about = bool({_plain(csp_name), _plain(force_name)} & self.names)
        return about and (not self.years or any(a <= year <= b for a, b in self.years))


def _plain(name: str) -> str:
    return (
        re.sub(r"\[[^\]]*\]", "", name).strip().removeprefix("The ").removesuffix(" Police").strip()
    )


@cache
def _names() -> re.Pattern[str]:
    """The names to look for, longest first: Blaenau Gwent is not Gwent."""
    schemes = (Scheme.LOCAL_AUTHORITY, Scheme.CSP, Scheme.POLICE)
    names = {_plain(one.name.en) for scheme in schemes for one in areas(scheme)}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")


def read_notes(rows: Iterable[tuple[int, tuple[str, ...]]]) -> tuple[Note, ...]:
    """The notes about Welsh partnerships in the filled rows of a Notes sheet.

    A sentence that says what follows cannot be used, and names nobody, belongs to the
    names in the rows right below it, up to a blank row.
    """
    notes, heading, last = [], "", 0
    for number, cells in rows:
        text = " ".join(" ".join(cells).split())
        names = frozenset(_names().findall(text))
        if number != last + 1:
            heading = ""
        last = number
        unusable = bool(_UNUSABLE.search(text))
        if unusable and not names:
            heading = text
        elif names:
            whole = f"{heading} {text}" if heading and not unusable else text
            notes.append(Note(whole, names, _years(whole), unusable or bool(heading)))
    return tuple(notes)


def _years(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of financial years that a text names; none for every year."""
    found = [m for m in _YEAR.finditer(text) if (int(m[1]) + 1) % 100 == int(m[2])]
    if not found:
        return ()
    spans = [(first := _first_year(m), first) for m in found]
    if len(found) == 1 and _ONWARDS.search(text):
        return ((spans[0][0], 9999),)
    if len(found) == 1 and _BEFORE.search(text[: found[0].start()]):
        return ((0, spans[0][0] - 1),)
    joined = [spans[0]]
    for before, after, span in zip(found, found[1:], spans[1:], strict=False):
        between = text[before.end() : after.start()]
        if between.strip() and _THROUGH.match(between) and "," not in between:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)


def _first_year(found: re.Match[str]) -> int:
    return int(found[0][:4])
