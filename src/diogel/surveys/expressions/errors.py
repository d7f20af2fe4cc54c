"""What can be wrong with an expression: as it is written, or when it is worked out."""

from __future__ import annotations

from typing import Literal

Fault = Literal["syntax", "unknown-function", "arguments", "too-long", "too-deep", "pattern"]


class ExpressionError(ValueError):
    """The text is not an expression that we can work out.

    Attributes
    ----------
    position, end : int
        Where it stopped making sense, from 1, and just after it. [characters]
    found : str
        What stands there; empty at the end of the text.
    fault : str
        Which kind: "syntax", "unknown-function", "arguments" (too few or too many),
        "too-long", "too-deep", or "pattern" (a regular expression that is not one).
    """

    def __init__(self, position: int, found: str, fault: Fault = "syntax", end: int = 0) -> None:
        self.position, self.found, self.fault = position, found, fault
        self.end = end or position + len(found)
        super().__init__(f"{position}: {found}")


class EvaluationError(ExpressionError):
    """A part that was reached cannot be worked out: an unknown function, say."""
