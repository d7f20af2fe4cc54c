"""Coordinates as police.uk writes them, into numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diogel.engine import Expr

# At most three digits before the point. Anything else is no coordinate and becomes null.
_COORDINATE = r"^-?[0-9]{1,3}(\.[0-9]+)?$"


def coordinate(column: str) -> Expr:
    """A column of degrees as numbers; null for a blank and for what is no number."""
    from diogel.engine import Float64, String, col, lit, when

    text = col(column)
    degrees = when(text.str.contains(_COORDINATE)).then(text).otherwise(lit(None, dtype=String))
    return degrees.cast(Float64).alias(column)
