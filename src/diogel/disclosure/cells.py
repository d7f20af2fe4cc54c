"""Cells of the answers: which single cells a figure's value is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diogel.core import Figure, Tabulation


def parts(figure: Figure) -> tuple[str, ...]:
    """The single cells that a figure shows: its own, or those that a net joins."""
    return figure.parts or (figure.shown_cell,)


def flattened(tabulation: Tabulation) -> Tabulation:
    """The tabulation with nets of nets written out as nets of single cells."""
    nets = {f.shown_cell: f.parts for f in tabulation.figures.values() if f.parts}
    figures = {
        name: replace(figure, parts=_single(figure.parts, nets)) if figure.parts else figure
        for name, figure in tabulation.figures.items()
    }
    return replace(tabulation, figures=figures)


def _single(cells: tuple[str, ...], nets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting, seen = list(reversed(cells)), set()
    while waiting:
        cell = waiting.pop()
        if cell in nets and cell not in seen:
            seen.add(cell)
            waiting += reversed(nets[cell])
        else:
            found[cell] = None
    return tuple(found)
