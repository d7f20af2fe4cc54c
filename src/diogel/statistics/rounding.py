"""Rounding for display, exact from the count and its base."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from numbers import Rational

Exact = int | Fraction | Decimal


def round_half_up(numerator: Exact, denominator: Exact = 1, places: int = 0) -> Decimal:
    """The quotient rounded to a number of decimal places, a half going away from zero.

    Parameters
    ----------
    numerator, denominator : int, Fraction or Decimal
        The value is their quotient. A float is refused: it has been rounded already, and
        0.285 is then not a half of anything.
    places : int
        Decimal places, zero or more.

    Returns
    -------
    Decimal
        With exactly `places` decimals, so that its text keeps final zeros: 17/5 to two
        places is "3.40". Never a negative zero.

    Raises
    ------
    TypeError
        For a float.
    ValueError
        For a denominator of zero or negative `places`.
    """
    if places < 0:
        raise ValueError(f"places must not be negative: {places}")
    over = _exact(denominator)
    if over == 0:
        raise ValueError("denominator must not be zero")
    scaled = _exact(numerator) / over * 10**places
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    signed = -whole if scaled < 0 else whole
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + places)
        return Decimal(signed).scaleb(-places)


def percent_half_up(numerator: Exact, denominator: Exact, places: int = 0) -> Decimal:
    """A share as a rounded percentage: 12 of 19 is 63, to one place 63.2."""
    return round_half_up(_exact(numerator) * 100, denominator, places)


def _exact(value: Exact) -> Fraction:
    if not isinstance(value, Rational | Decimal):
        raise TypeError(f"rounding starts from exact values, not from {type(value).__name__}")
    return Fraction(value)
