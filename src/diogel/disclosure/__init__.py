"""What may be said: the policy, collapse, suppression, and the released-figures types."""

from diogel.disclosure.exceptions import dated_after, load_exceptions, unused_patterns
from diogel.disclosure.policy import DEFAULT_POLICY, ClassRules, Policy, load_policy
from diogel.disclosure.release import release
from diogel.disclosure.released import (
    Decision,
    NotReleased,
    RecordedException,
    Released,
    ReleasedFigure,
    ReleasedTable,
)

__all__ = [
    "DEFAULT_POLICY",
    "ClassRules",
    "Decision",
    "NotReleased",
    "Policy",
    "RecordedException",
    "Released",
    "ReleasedFigure",
    "ReleasedTable",
    "dated_after",
    "load_exceptions",
    "load_policy",
    "release",
    "unused_patterns",
]
