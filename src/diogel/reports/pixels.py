"""Drawings as pixels, for the programs that take no other pictures."""

from __future__ import annotations

from collections.abc import Sequence

from diogel.reports.typst import literal, typeset

PIXELS_PER_INCH = 192
"""Twice the 96 to the inch that a drawing is measured in."""
_PAGE = "#set page(width: auto, height: auto, margin: 0pt)\n"


def pixels(drawings: Sequence[str]) -> list[bytes]:
    """Each SVG as a PNG of twice its size, all in one run.

    ProgramMissing where Typst is not installed.
    """
    if not drawings:
        return []
    pages = (f'#image(bytes({literal(svg)}), format: "svg")\n' for svg in drawings)
    return typeset(_PAGE + "#pagebreak()\n".join(pages), format="png", ppi=PIXELS_PER_INCH)
