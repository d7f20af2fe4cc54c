"""What may be said: the policy, collapse, suppression, and the released-figures types."""

from diogel.disclosure.exceptions import dated_after, load_exceptions, unused_patterns
from diogel.disclosure.policy import DEFAULT_POLICY, ClassRules, Policy, load_policy
from diogel.disclosure.redact import KINDS, Mark, find_marks, replacement
from diogel.disclosure.redact_names import Certainty
from diogel.disclosure.redact_people import Person
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
    "KINDS",
    "Certainty",
    "ClassRules",
    "Decision",
    "Mark",
    "NotReleased",
    "Person",
    "Policy",
    "RecordedException",
    "Released",
    "ReleasedFigure",
    "ReleasedTable",
    "dated_after",
    "find_marks",
    "load_exceptions",
    "load_policy",
    "release",
    "replacement",
    "unused_patterns",
]
