"""Which everyday fraction a share may be called, and whether a text has called it rightly.

Codes only; the words are in the language catalogues.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from diogel.statistics.rounding import Exact

TOLERANCE = Fraction(4, 100)
"""Four percentage points: the widest that a published verbal fraction of 2021 needs is 3.5."""


class Target(StrEnum):
    """The fractions that have words. ONE_AND_A_HALF is of a mean, the others of a share."""

    QUARTER = "quarter"
    THIRD = "third"
    HALF = "half"
    TWO_THIRDS = "two-thirds"
    SEVENTY_PERCENT = "seventy-percent"
    THREE_QUARTERS = "three-quarters"
    ONE_AND_A_HALF = "one-and-a-half"


class Relation(StrEnum):
    """How a value stands to the fraction.

    EQUAL: it is the fraction. ALMOST ("almost", "just under"): below it by no more than the
    tolerance. AROUND: no further than the tolerance on either side. LESS_THAN, MORE_THAN:
    a bound of any width; a text may use them, `verbal_fraction` never offers them.
    """

    EQUAL = "equal"
    ALMOST = "almost"
    AROUND = "around"
    LESS_THAN = "less-than"
    MORE_THAN = "more-than"


class Verbal(NamedTuple):
    """A relation and its fraction, to be said in either language."""

    relation: Relation
    target: Target


VALUES: dict[Target, Fraction] = {
    Target.QUARTER: Fraction(1, 4),
    Target.THIRD: Fraction(1, 3),
    Target.HALF: Fraction(1, 2),
    Target.TWO_THIRDS: Fraction(2, 3),
    Target.SEVENTY_PERCENT: Fraction(7, 10),
    Target.THREE_QUARTERS: Fraction(3, 4),
    Target.ONE_AND_A_HALF: Fraction(3, 2),
}


def verbal_fraction(numerator: Exact, denominator: Exact) -> Verbal | None:
    """The nearest fraction with words and how the value stands to it; None when none is near.

    Parameters
    ----------
    numerator, denominator : int, Fraction or Decimal
        A count and its base, or a sum and its contributors. The base is above zero.

    Returns
    -------
    Verbal or None
        EQUAL when it is the fraction, ALMOST when below, AROUND when above. At the same
        distance from two fractions the smaller is named.
    """
    value = Fraction(numerator) / Fraction(denominator)
    target = min(VALUES, key=lambda each: abs(VALUES[each] - value))
    for relation in (Relation.EQUAL, Relation.ALMOST, Relation.AROUND):
        if _holds(value, relation, VALUES[target]):
            return Verbal(relation, target)
    return None


def matches(
    numerator: Exact, denominator: Exact, relation: Relation | str, target: Target | str
) -> bool:
    """Whether a text may say this of the value.

    A text need not name the nearest fraction (13 of 19 is both almost 70% and around two
    thirds), but it must keep within the tolerance: 9 of 15 is not around two thirds.
    """
    value = Fraction(numerator) / Fraction(denominator)
    return _holds(value, Relation(relation), VALUES[Target(target)])


def _holds(value: Fraction, relation: Relation, target: Fraction) -> bool:
    match relation:
        case Relation.EQUAL:
            return value == target
        case Relation.ALMOST:
            return 0 < target - value <= TOLERANCE
        case Relation.AROUND:
            return abs(target - value) <= TOLERANCE
        case Relation.LESS_THAN:
            return value < target
        case Relation.MORE_THAN:
            return value > target
