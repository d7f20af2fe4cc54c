"""Numbers in both languages, rounded once, exactly, halves away from zero.

A share or a mean is rounded from its whole numbers, never from a float that was already
rounded to sixteen digits: 1/8 is 12.5 and becomes 13, wherever it is said.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from diogel.core import Language
from diogel.language.dates import LOCALES

Number = int | float | Fraction | Decimal
PERCENT = 100
MINUS = "\N{MINUS SIGN}"


def _exact(value: Number) -> Fraction:
    """The number that was meant: a float is taken at the value it prints (0.1 is a tenth)."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def rounded(numerator: Number, denominator: Number = 1, places: int = 0) -> Decimal:
    """A quotient with so many decimal places, halves away from zero.

    ZeroDivisionError for a base of zero: there is no such share or mean.
    """
    scaled = _exact(numerator) / _exact(denominator) * 10**places
    size = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    result = Decimal(size).scaleb(-places)
    return -result if scaled < 0 and size else result


def number(value: Number, language: Language, places: int = 0) -> str:
    """A number with thousands marked and so many decimal places: 1,234.5."""
    return _formatted(rounded(value, 1, places), places, language)


def quotient(numerator: Number, denominator: Number, language: Language, places: int = 2) -> str:
    """A mean or a rate from its sum and its base: 47 and 14 give 3.36."""
    return _formatted(rounded(numerator, denominator, places), places, language)


def percentage(numerator: Number, denominator: Number, language: Language, places: int = 1) -> str:
    """A share from its count and its base, with the sign: 16 and 19 give 84.2%."""
    value = rounded(_exact(numerator) * PERCENT, denominator, places)
    return f"{_formatted(value, places, language)}%"


@lru_cache(maxsize=65536)
def _formatted(value: Decimal, places: int, language: Language) -> str:
    # Babel is imported when a number is first said: the help text says none.
    from babel.numbers import format_decimal

    pattern = "#,##0." + "0" * places if places else "#,##0"
    words = format_decimal(value, pattern, locale=LOCALES[language], decimal_quantization=False)
    # A minus is read as one and stays with its number; a hyphen ends a line.
    return words.replace("-", MINUS)
