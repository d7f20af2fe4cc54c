"""Whether a publication says who answered: under a quotation, or on the page of coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diogel.core import LANGUAGES, Bilingual, Language
from diogel.disclosure.audit_labels import NOTE, own_labels, table_called
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_printed import Piece, Printed
from diogel.disclosure.audit_publication import Fact, Incident, Why
from diogel.language import both, say
from diogel.places import Scheme, areas

COVERAGE = ("coverage", "cwmpas", "who-answered")
"""The sections that say how many answered."""


@cache
def _authorities() -> re.Pattern[str]:
    """The authorities' names in both languages."""
    names = {area.name[lang] for area in areas(Scheme.LOCAL_AUTHORITY) for lang in ("en", "cy")}
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


def quoted(
    printed: Printed, meaning: Meaning, place: Bilingual
) -> Iterator[tuple[list[Fact], list[Incident]]]:
    """What stands under each quotation tells: of which few, or of which authority, it is."""
    labels = {
        re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE): figure
        for label, figure in own_labels(meaning, printed.language).items()
        if label != figure
    }
    for text in printed.quotes:
        said = _without_translation(text, printed.language)
        cells = dict.fromkeys(meaning.cells[f] for label, f in labels.items() if label.search(said))
        found = Bilingual.same(text)
        facts = [Fact(((cell, 1),), 1, None, Why.ATTRIBUTED, place, found) for cell in cells]
        hidden = any(cell in meaning.hidden for cell in cells)
        blamed = hidden or _authorities().search(said) is not None
        yield facts, [Incident("attribution", place, found)] if blamed else []


def _without_translation(text: str, language: Language) -> str:
    """The words under a quotation without those that say which language it was in."""
    for original in LANGUAGES:
        note = say(f"surveys.quote.translated.{original}", language)
        text = text.replace(note.rpartition("; ")[2], "")
    return text


def named(printed: Printed, meaning: Meaning) -> Iterator[Incident]:
    """Names of authorities on the page that says how many answered, and never which.

    Nor may a table count by authority, unless everything in it was released by name under a
    recorded exception.
    """
    place = both("auditing.place.text", file=printed.file)
    for section, text in printed.passages:
        if section in COVERAGE:
            for name in dict.fromkeys(_authorities().findall(text)):
                yield Incident("named", place, Bilingual.same(name))
    for grid in printed.grids:
        table = table_called(grid.caption, meaning, printed.language)
        if table is not None and set(table.cells.values()) <= meaning.excepted:
            continue
        listed = [row[0].text for row in grid.rows if row and _counted(row)]
        listed = [text for text in listed if _authorities().fullmatch(NOTE.sub("", text))]
        if listed:
            yield Incident("named", place, Bilingual.same("; ".join(listed)))


def _counted(row: list[Piece]) -> bool:
    """Whether a row counts somebody: a number above none."""
    return any(piece.text.isdigit() and int(piece.text) for piece in row[1:])
