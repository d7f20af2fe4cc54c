"""Weighted banner tables: every question against every column of a banner, for large surveys.

The banner's variables are collapsed once to one joint code a respondent. Each question then
costs one `bincount` of category by joint code for each of the three sums, and a product with
a small 0/1 matrix that says which joint codes fall in which column, so that columns may
overlap. When the joint codes are too many to pay for themselves, each variable is counted by
itself; the results are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.integer]
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

JOINT_CELLS_AT_MOST = 20_000
"""Above this the joint table costs more than counting each variable by itself."""


class BaseRule(StrEnum):
    """Whom a share is of.

    ANSWERED: respondents in the column with a category for the question; a missing code is
    in no base. ALL: every respondent in the column, whether or not they answered.
    """

    ANSWERED = "answered"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the banner, each of its categories a column.

    Attributes
    ----------
    codes : integer array, shape (respondents,)
        0 to size - 1; -1 is missing, which is in no column.
    size : int
        Number of categories.
    """

    codes: Codes
    size: int


@dataclass(frozen=True, slots=True)
class Mask:
    """One column of the banner that may overlap with others (an answer to a multiple choice).

    Attributes
    ----------
    members : array of bool or 0/1, shape (respondents,)
        Who is in the column. Missing has to be made 0 or be left out before.
    """

    members: NDArray[np.bool_] | Codes


@dataclass(frozen=True, slots=True)
class Banner:
    """The three sums for each category of each question in each column.

    Attributes
    ----------
    weighted : array, shape (rows, columns)
        Sum of weights. Rows are the categories of the first question, then of the second.
    count : array, shape (rows, columns)
        Respondents, unweighted.
    squared : array, shape (rows, columns)
        Sum of squared weights.
    base_weighted, base_count, base_squared : array, shape (questions, columns)
        The same of the base, by `rule`.
    first_row : array, shape (questions + 1,)
        Question q has the rows first_row[q] to first_row[q + 1] - 1.
    part : array, shape (columns,)
        Which entry of the banner a column comes from. Columns of one part never overlap.
    rule : BaseRule
    """

    weighted: Floats
    count: Counts
    squared: Floats
    base_weighted: Floats
    base_count: Counts
    base_squared: Floats
    first_row: Counts
    part: Counts
    rule: BaseRule

    def rows(self, question: int) -> slice:
        """The rows of one question."""
        return slice(int(self.first_row[question]), int(self.first_row[question + 1]))

    @property
    def question_of_row(self) -> Counts:
        """Which question each row belongs to, shape (rows,)."""
        sizes = np.diff(self.first_row)
        return np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)

    @property
    def column_shares(self) -> Floats:
        """Weighted share of the base, 0 to 1, shape (rows, columns). NaN for an empty base."""
        base = self.base_weighted[self.question_of_row]
        return np.divide(self.weighted, base, out=np.full_like(base, np.nan), where=base > 0)

    @property
    def effective_bases(self) -> Floats:
        """Kish's effective base, shape (questions, columns): (sum w)^2 / sum w^2.

        Zero for an empty base. Equal to the count when all weights are equal.
        """
        squares = self.base_squared
        return np.divide(
            self.base_weighted**2, squares, out=np.zeros_like(squares), where=squares > 0
        )


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Respondents in disjoint cells, and which cells make up each column."""

    cells: Counts
    size: int
    membership: Floats


def tabulate_banner(
    questions: Sequence[Codes],
    sizes: Sequence[int],
    banner: Sequence[Variable | Mask],
    weights: Floats | None = None,
    *,
    rule: BaseRule | str = BaseRule.ANSWERED,
    total: bool = True,
    joint_cells_at_most: int = JOINT_CELLS_AT_MOST,
) -> Banner:
    """Sum of weights, respondents and sum of squared weights for every cell of the tables.

    Parameters
    ----------
    questions : sequence of integer arrays, shape (questions,) of (respondents,)
        Category codes from 0; -1 is missing, which is in no row. int8 is enough and fastest.
    sizes : sequence of int
        Number of categories of each question.
    banner : sequence of Variable or Mask
        In the order of the columns.
    weights : float array, shape (respondents,), or None
        Zero or more, finite. None counts everybody as one.
    rule : BaseRule
        Whom the bases hold.
    total : bool
        Put a column of all respondents in front, as part 0.
    joint_cells_at_most : int
        Number of joint codes above which each variable is counted by itself.

    Returns
    -------
    Banner

    Raises
    ------
    ValueError
        For arrays of different lengths, codes out of range, or weights that are not finite
        and non-negative.

    Notes
    -----
    Time grows with respondents x questions and hardly with columns; beside the input it
    needs a few arrays of one number a respondent.
    """
    weight = _checked_weights(questions, sizes, banner, weights)
    base_rule = BaseRule(rule)
    parts = [_part(each) for each in banner]
    if total:
        parts.insert(0, _Grouping(np.zeros(len(weight), np.int64), 1, np.ones((1, 1))))
    groupings = _joint(parts, joint_cells_at_most)
    first_row = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    widths = [len(each.membership) for each in parts]
    part = np.repeat(np.arange(len(parts), dtype=np.int64), widths)
    sums = np.zeros((3, int(first_row[-1]), sum(widths)))
    bases = np.zeros((3, len(questions), sum(widths)))
    left = 0
    for grouping in groupings:
        columns = slice(left, left + len(grouping.membership))
        _fill(sums[:, :, columns], bases[:, :, columns], grouping, questions, first_row, weight)
        left = columns.stop
        if base_rule is BaseRule.ALL:
            bases[:, :, columns] = _everybody(grouping, weight)[:, None, :]
    return Banner(
        weighted=sums[0],
        count=np.rint(sums[1]).astype(np.int64),
        squared=sums[2],
        base_weighted=bases[0],
        base_count=np.rint(bases[1]).astype(np.int64),
        base_squared=bases[2],
        first_row=first_row,
        part=part,
        rule=base_rule,
    )


def _fill(
    sums: Floats,
    bases: Floats,
    grouping: _Grouping,
    questions: Sequence[Codes],
    first_row: Counts,
    weight: Floats,
) -> None:
    """Write one grouping's columns of the three sums and of the bases of those who answered."""
    size = grouping.size
    squares = weight * weight
    # Codes begin at -1, so the joint table of a question has one row of missing in front.
    shifted = grouping.cells + size
    cell = np.empty(len(weight), dtype=np.int64)
    into_columns = np.ascontiguousarray(grouping.membership.T)
    for question, codes in enumerate(questions):
        rows = slice(int(first_row[question]), int(first_row[question + 1]))
        length = (rows.stop - rows.start + 1) * size
        np.multiply(codes, size, out=cell, dtype=np.int64)
        np.add(cell, shifted, out=cell)
        table = np.empty((3, length))
        table[0] = np.bincount(cell, weights=weight, minlength=length)
        table[1] = np.bincount(cell, minlength=length)
        table[2] = np.bincount(cell, weights=squares, minlength=length)
        answered = table.reshape(3, -1, size)[:, 1:] @ into_columns
        sums[:, rows] = answered
        bases[:, question] = answered.sum(axis=1)


def _everybody(grouping: _Grouping, weight: Floats) -> Floats:
    """The three sums over all respondents of each column, shape (3, columns)."""
    size = grouping.size
    table = np.stack(
        [
            np.bincount(grouping.cells, weights=weight, minlength=size),
            np.bincount(grouping.cells, minlength=size).astype(np.float64),
            np.bincount(grouping.cells, weights=weight * weight, minlength=size),
        ]
    )
    everybody: Floats = table @ grouping.membership.T
    return everybody


def _part(entry: Variable | Mask) -> _Grouping:
    """One entry of the banner: its cells, the last of them for those in no column."""
    if isinstance(entry, Mask):
        outside = np.where(np.asarray(entry.members) != 0, 0, 1).astype(np.int64)
        return _Grouping(outside, 2, np.array([[1.0, 0.0]]))
    codes = np.asarray(entry.codes)
    cells = np.where(codes < 0, entry.size, codes).astype(np.int64)
    return _Grouping(cells, entry.size + 1, np.eye(entry.size, entry.size + 1))


def _joint(parts: list[_Grouping], at_most: int) -> list[_Grouping]:
    """All parts as one grouping by the joint codes that occur, or as they are if too many."""
    joint = np.zeros(len(parts[0].cells) if parts else 0, dtype=np.int64)
    # Row p holds, for each joint code so far, the cell of part p.
    cell_of = np.zeros((0, 1), dtype=np.int64)
    for part in parts:
        combined = joint * part.size + part.cells
        present = np.bincount(combined, minlength=cell_of.shape[1] * part.size) > 0
        found = np.flatnonzero(present)
        if len(found) > at_most:
            return parts
        renumbered = np.cumsum(present) - 1
        joint = renumbered[combined]
        cell_of = np.vstack([cell_of[:, found // part.size], found % part.size])
    rows = [part.membership[:, cell_of[p]] for p, part in enumerate(parts)]
    return [_Grouping(joint, cell_of.shape[1], np.vstack(rows))] if parts else []


def _checked_weights(
    questions: Sequence[Codes],
    sizes: Sequence[int],
    banner: Sequence[Variable | Mask],
    weights: Floats | None,
) -> Floats:
    """The weights, once all lengths and codes are known to be right."""
    if not questions or len(questions) != len(sizes):
        raise ValueError(f"{len(questions)} questions with {len(sizes)} sizes")
    respondents = len(questions[0])
    weight = np.ones(respondents) if weights is None else np.asarray(weights, dtype=np.float64)
    if len(weight) != respondents:
        raise ValueError(f"{len(weight)} weights for {respondents} respondents")
    if not np.all(np.isfinite(weight) & (weight >= 0)):
        raise ValueError("weights must be finite and not negative")
    for number, (codes, size) in enumerate(zip(questions, sizes, strict=True)):
        _check_codes(codes, size, respondents, f"question {number}")
    for number, entry in enumerate(banner):
        if isinstance(entry, Mask):
            members = np.asarray(entry.members)
            if members.shape != (respondents,) or not np.isin(members, (0, 1)).all():
                raise ValueError(f"mask {number} must hold 0 or 1 for each respondent")
        else:
            _check_codes(entry.codes, entry.size, respondents, f"variable {number}")
    return weight


def _check_codes(codes: Codes, size: int, respondents: int, name: str) -> None:
    if codes.shape != (respondents,):
        raise ValueError(f"{name} has shape {codes.shape}, expected ({respondents},)")
    if not np.issubdtype(codes.dtype, np.signedinteger):
        raise ValueError(f"{name} is not of signed integers: {codes.dtype}")
    if respondents and not (codes.min() >= -1 and codes.max() < size):
        raise ValueError(f"{name} has codes outside -1 to {size - 1}")
