"""What may be said: the policy, collapse, suppression, and the released-figures types."""

from diogel.disclosure.audit_editions import meaning_when, with_earlier
from diogel.disclosure.audit_finding import Audited, Finding, Level, Range, audit
from diogel.disclosure.audit_folder import publication_of_folder, read_folder
from diogel.disclosure.audit_meaning import Meaning, meaning_of
from diogel.disclosure.audit_printed import Printed
from diogel.disclosure.audit_publication import Publication
from diogel.disclosure.audit_publication import together as publications_together
from diogel.disclosure.audit_recorded import (
    Recorded,
    publication_of_counts,
    publication_of_recorded_folder,
    recorded_meaning,
)
from diogel.disclosure.audit_released import publication_of_released
from diogel.disclosure.audit_tables import PublishedCell, PublishedTable, publication_of_tables
from diogel.disclosure.audit_waves import publication_of_waves
from diogel.disclosure.audit_words import finding_words, reasons_words
from diogel.disclosure.exceptions import dated_after, load_exceptions, unused_patterns
from diogel.disclosure.held_back_words import (
    audience_words,
    exception_words,
    held_back_words,
    why_words,
)
from diogel.disclosure.optimal import LinkedTables, Protected, Relation, protect
from diogel.disclosure.policy import DEFAULT_POLICY, ClassRules, Policy, load_policy
from diogel.disclosure.redact import KINDS, Mark, find_marks, replacement
from diogel.disclosure.redact_names import Certainty, identifying_names
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
    "Audited",
    "Certainty",
    "ClassRules",
    "Decided",
    "Decision",
    "Draft",
    "Finding",
    "Level",
    "LinkedTables",
    "Mark",
    "Meaning",
    "NotReleased",
    "NotSigned",
    "Part",
    "Person",
    "Policy",
    "Printed",
    "Protected",
    "Publication",
    "PublishedCell",
    "PublishedTable",
    "Range",
    "Recorded",
    "RecordedException",
    "Relation",
    "Released",
    "ReleasedFigure",
    "ReleasedTable",
    "SignedQuote",
    "audience_words",
    "audit",
    "dated_after",
    "exception_words",
    "find_marks",
    "finding_words",
    "fingerprint_of",
    "held_back_words",
    "identifying_names",
    "in_the_way",
    "load_exceptions",
    "load_policy",
    "meaning_of",
    "meaning_when",
    "open_marks",
    "part_of",
    "protect",
    "publication_of_counts",
    "publication_of_folder",
    "publication_of_recorded_folder",
    "publication_of_released",
    "publication_of_tables",
    "publication_of_waves",
    "publications_together",
    "read_folder",
    "reasons_words",
    "recorded_meaning",
    "redacted_by",
    "release",
    "replacement",
    "sign",
    "undecided",
    "unused_patterns",
    "why_words",
    "with_earlier",
]
