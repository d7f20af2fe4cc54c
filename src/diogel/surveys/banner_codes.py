"""What was counted, as the integer codes that banner tables are summed from.

The codes are taken from the cells that every other table is made of, so that a banner
cannot disagree with them, and no rule of the form is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from diogel.core import Base, Bilingual
from diogel.statistics import Mask, Variable
from diogel.surveys.answers import Missing
from diogel.surveys.counting import NO_RESPONSE, Cell, Counted, base_of
from diogel.surveys.crosstabs import Column
from diogel.surveys.instrument import Question

# What somebody left in place of an answer, as the rows that count it.
NOT_USABLE = frozenset({NO_RESPONSE, Missing.UNSURE.value, Missing.NOT_APPLICABLE.value})
CODE = np.int16  # wider than the categories of any question, and half as much to read as int32


@dataclass(frozen=True)
class Positions:
    """Where each response that was not withdrawn stands in the arrays."""

    counted: Counted

    @cached_property
    def _places(self) -> dict[str, int]:
        return {response.id: at for at, response in enumerate(self.counted.live)}

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """The weight of each response, in the same order."""
        return np.array([response.weight for response in self.counted.live], dtype=np.float64)

    def of(self, who: Iterable[str]) -> NDArray[np.intp]:
        """The places of some responses."""
        return np.array([self._places[each] for each in who], dtype=np.intp)

    def codes(self, groups: Iterable[Iterable[str]]) -> NDArray[np.int16]:
        """One code a response: the group that it is in, -1 for none."""
        found = np.full(len(self._places), -1, dtype=CODE)
        for code, who in enumerate(groups):
            found[self.of(who)] = code
        return found


@dataclass(frozen=True, slots=True)
class Coded:
    """One question ready to be tabulated.

    Attributes
    ----------
    cells : tuple of Cell
        Its rows, in the order shown.
    arrays : tuple of integer array
        One for a question with a single answer, its codes the numbers of the rows. One for
        each row of ticks that may overlap: 0 ticked, 1 not. -1 is outside the base.
    base : Base
        Whom the shares are of.
    """

    question: Question
    cells: tuple[Cell, ...]
    arrays: tuple[NDArray[np.int16], ...]
    base: Base

    @property
    def sizes(self) -> list[int]:
        """How many categories each array has."""
        return [len(self.cells)] if self.single else [2] * len(self.cells)

    @property
    def single(self) -> bool:
        """True when the rows are disjoint and add up to the base."""
        return self.question.kind == "single"


def code_question(counted: Counted, at: Positions, question: Question, rule: str) -> Coded:
    """The rows and codes of a question, those whom the base rule leaves out as missing."""
    out = _left_out(question, rule)
    before = f"{question.id}."
    rows = [cell for cell in counted.cells.values() if cell.question == question.id]
    rows = [cell for cell in rows if cell.id.startswith(before)]
    kept = tuple(cell for cell in rows if cell.id.removeprefix(before) not in out)
    base = base_of(counted, question)[1] if rule == "all" else Base(rule)
    if question.kind == "single":
        return Coded(question, kept, (at.codes(cell.who for cell in kept),), base)
    asked = rows[0].of if rows else frozenset()
    missing = [cell.who for cell in rows if cell.id.removeprefix(before) in out]
    inside = at.codes([asked, *missing]) == 0
    for cell in kept:
        inside[at.of(cell.who)] = True
    arrays = tuple(_ticks(at, cell, inside) for cell in kept)
    return Coded(question, kept, arrays, base)


def _left_out(question: Question, rule: str) -> set[str]:
    """The rows of a question that a base rule takes for missing."""
    if rule == "all":
        return set()
    if rule == Base.ITEM_ANSWERED:
        return {NO_RESPONSE}
    return set(NOT_USABLE - set(question.codes)) | {c.code for c in question.choices if c.missing}


def _ticks(at: Positions, cell: Cell, inside: NDArray[np.bool_]) -> NDArray[np.int16]:
    codes = np.where(inside, 1, -1).astype(CODE)
    codes[at.of(cell.who)] = 0
    return codes


@dataclass(frozen=True, slots=True)
class Part:
    """One variable of the banner: its name in the plan, its columns, and their arrays."""

    by: str
    label: Bilingual
    columns: tuple[Column, ...]
    entries: tuple[Variable | Mask, ...]


def code_part(at: Positions, by: str, label: Bilingual, columns: Sequence[Column]) -> Part:
    """A variable as one array of codes when nobody is in two columns, else one mask each."""
    groups = [members for _, _, members in columns]
    if len(frozenset().union(*groups)) == sum(map(len, groups)):
        return Part(by, label, tuple(columns), (Variable(at.codes(groups), len(groups)),))
    masks = tuple(Mask(at.codes([members]) == 0) for members in groups)
    return Part(by, label, tuple(columns), masks)
