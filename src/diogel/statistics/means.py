"""Sums, means and other summaries, with a blank's and a zero's meaning said each time.

The same blank was missing in one figure of 2021 and zero in the next. Here every call says
which, and the result keeps who was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from numbers import Rational

Amount = int | Fraction | Decimal


class Blank(StrEnum):
    """What a blank is: no answer at all, or the answer zero."""

    MISSING = "missing"
    ZERO = "zero"


class Zeros(StrEnum):
    """Whether an answer of zero takes part. LEFT_OUT is "lowest of those that have any"."""

    INCLUDED = "included"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Summary:
    """The values that were counted, and what can be said of them.

    Attributes
    ----------
    contributors : tuple of Fraction
        Each value counted, in the order given. [unit of the values]
    positions : tuple of int
        Where each stood in the list that was given.
    blanks : int
        Blanks in the list, whatever was made of them.
    zeros : int
        Zeros in the list after blanks were treated, whether or not they were left out.
    blank, zero_rule : Blank, Zeros
        The treatment, to be printed beside the figure.

    Every statistic is exact, and None when nobody contributed; a sum of nobody is None, not
    zero.
    """

    contributors: tuple[Fraction, ...]
    positions: tuple[int, ...]
    blanks: int
    zeros: int
    blank: Blank
    zero_rule: Zeros

    @property
    def n(self) -> int:
        """How many contributed: the base of the mean."""
        return len(self.contributors)

    @property
    def total(self) -> Fraction | None:
        """The sum."""
        return sum(self.contributors, Fraction(0)) if self.contributors else None

    @property
    def mean(self) -> Fraction | None:
        """The sum over those who contributed."""
        return None if self.total is None else self.total / self.n

    @property
    def median(self) -> Fraction | None:
        """The middle value; between the two middle ones when their number is even."""
        if not self.contributors:
            return None
        ordered = sorted(self.contributors)
        return (ordered[(self.n - 1) // 2] + ordered[self.n // 2]) / 2

    @property
    def minimum(self) -> Fraction | None:
        """The smallest that took part."""
        return min(self.contributors, default=None)

    @property
    def maximum(self) -> Fraction | None:
        """The largest that took part."""
        return max(self.contributors, default=None)


def summarise(
    values: Sequence[Amount | None], *, blank: Blank | str, zeros: Zeros | str = Zeros.INCLUDED
) -> Summary:
    """Treat blanks and zeros as declared, and keep those that take part.

    Parameters
    ----------
    values : sequence of int, Fraction, Decimal or None
        One for each response in the base. None is a blank. Those who were unsure, or whom
        the question did not reach, are not blanks: leave them out of the list.
    blank : Blank
        What a blank is. There is no default.
    zeros : Zeros
        Whether zeros, blanks counted as zero among them, take part.

    Raises
    ------
    TypeError
        For a float: sums of counts are exact.
    """
    treated = _treated(values, Blank(blank))
    kept = [
        (position, value)
        for position, value in enumerate(treated)
        if value is not None and (value != 0 or Zeros(zeros) is Zeros.INCLUDED)
    ]
    return Summary(
        contributors=tuple(value for _, value in kept),
        positions=tuple(position for position, _ in kept),
        blanks=sum(value is None for value in values),
        zeros=sum(value == 0 for value in treated),
        blank=Blank(blank),
        zero_rule=Zeros(zeros),
    )


def add_across(
    items: Sequence[Sequence[Amount | None]], *, blank: Blank | str
) -> list[Fraction | None]:
    """One total a response over several items (full-time and part-time staff, say).

    Parameters
    ----------
    items : sequence of sequences, shape (items, responses)
        None is a blank.
    blank : Blank
        MISSING makes the total of a response with any blank missing; ZERO adds nothing for
        it. A response that left every item blank has no total either way.

    Raises
    ------
    ValueError
        If the items are not all of the same length.
    """
    treated = [_treated(item, Blank(blank)) for item in items]
    totals: list[Fraction | None] = []
    for given, row in zip(zip(*items, strict=True), zip(*treated, strict=True), strict=True):
        present = [value for value in row if value is not None]
        unknown = len(present) < len(row) or all(value is None for value in given)
        totals.append(None if unknown else sum(present, Fraction(0)))
    return totals


def _treated(values: Sequence[Amount | None], blank: Blank) -> list[Fraction | None]:
    for value in values:
        if value is not None and not isinstance(value, Rational | Decimal):
            raise TypeError(f"summaries are of exact values, not of {type(value).__name__}")
    filler = Fraction(0) if blank is Blank.ZERO else None
    return [filler if value is None else Fraction(value) for value in values]
