"""Whether two narratives say the same: the same figures in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from diogel.core import Place, Problem
from diogel.reports.narrative.template import Piece, Template


def twin_problems(template: Template, twin: Template, file: str) -> Iterator[Problem]:
    """Where a text differs from its twin; the twin is what was expected.

    Pieces must come in the same order, headings with the same ids, directives with the same
    words, paragraphs with the same references. Within a paragraph their order is free, as
    the languages' own is. After the first piece of another kind nothing else is compared.
    """
    for piece, other in zip_longest(template.pieces, twin.pieces):
        if piece is None or other is None or _outline(piece) != _outline(other):
            yield _differs("twin-blocks", file, piece, _outline(piece), _outline(other))
            return
        mine, theirs = _said(piece), _said(other)
        if mine != theirs:
            yield _differs("twin-figures", file, piece, _only(mine, theirs), _only(theirs, mine))


def _differs(code: str, file: str, piece: Piece | None, found: str, expected: str) -> Problem:
    place = Place(file, row=piece.line if piece else None)
    return Problem(f"narrative.{code}", place, found or "-", expected or "-")


def _outline(piece: Piece | None) -> str:
    """What of a piece is the same in both languages, as a line that a person can read."""
    if piece is None:
        return ""
    if piece.kind == "heading":
        return f"{'#' * piece.level} {{#{piece.id}}}"
    if piece.kind == "directive":
        options = "".join(f" {k}={v}" for k, v in sorted(piece.options.items()))
        return f"{{{{{piece.name} {piece.argument}{options}}}}}"
    return "- ..." if piece.kind == "item" else "..."


def _said(piece: Piece) -> list[str]:
    """Figures and dates with their forms, sorted; names are each language's own."""
    return sorted(
        f"{ref.figure}|{ref.form}" if ref.form else ref.figure or ref.name
        for ref in piece.references
        if ref.kind in ("figure", "date")
    )


def _only(mine: list[str], theirs: list[str]) -> str:
    left = list(theirs)
    found = []
    for name in mine:
        if name in left:
            left.remove(name)
        else:
            found.append(name)
    return ", ".join(found)
