"""What may be said: the policy, collapse, suppression, and the released-figures types."""

from diogel.disclosure.exceptions import dated_after, load_exceptions, unused_patterns
from diogel.disclosure.policy import DEFAULT_POLICY, ClassRules, Policy, load_policy
from diogel.disclosure.redact import KINDS, Mark, find_marks, replacement
from diogel.disclosure.redact_names import Certainty
from diogel.disclosure.redact_people import Person
from diogel.disclosure.redact_signing import (
    PARTS,
    Attribute,
    Decided,
    Draft,
    NotSigned,
    Part,
    SignedQuote,
    fingerprint_of,
    in_the_way,
    open_marks,
    part_of,
    redacted_by,
    sign,
    undecided,
)
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
    "PARTS",
    "Attribute",
    "Certainty",
    "ClassRules",
    "Decided",
    "Decision",
    "Draft",
    "Mark",
    "NotReleased",
    "NotSigned",
    "Part",
    "Person",
    "Policy",
    "RecordedException",
    "Released",
    "ReleasedFigure",
    "ReleasedTable",
    "SignedQuote",
    "dated_after",
    "find_marks",
    "fingerprint_of",
    "in_the_way",
    "open_marks",
    "part_of",
    "load_exceptions",
    "load_policy",
    "redacted_by",
    "release",
    "replacement",
    "sign",
    "undecided",
    "unused_patterns",
]
