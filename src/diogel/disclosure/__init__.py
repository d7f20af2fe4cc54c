"""What may be said: the policy, collapse, suppression, and the released-figures types."""

from diogel.disclosure.released import (
    Decision,
    NotReleased,
    RecordedException,
    Released,
    ReleasedFigure,
    ReleasedTable,
)

__all__ = [
    "Decision",
    "NotReleased",
    "RecordedException",
    "Released",
    "ReleasedFigure",
    "ReleasedTable",
]
