"""What police.uk calls the types of incident, today and in earlier years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diogel.engine import Expr

ASB = "Anti-social behaviour"

TYPES = frozenset(
    {
        ASB,
        "Bicycle theft",
        "Burglary",
        "Criminal damage and arson",
        "Drugs",
        "Other crime",
        "Other theft",
        "Possession of weapons",
        "Public order",
        "Robbery",
        "Shoplifting",
        "Theft from the person",
        "Vehicle crime",
        "Violence and sexual offences",
    }
)


@dataclass(frozen=True, slots=True)
class OlderType:
    """A label of earlier years.

    Attributes
    ----------
    label : str
        As it stands in files up to and with the month `until`.
    today : str
        The label of today for the same records; the old one itself where it was divided,
        since nobody can tell which part a record belongs to.
    until : str
        Its last month. General knowledge of police.uk's changes of May 2013, to be
        confirmed with its own change log.
    """

    label: str
    today: str
    until: str


OLDER = (
    OlderType("Violent crime", "Violence and sexual offences", "2013-04"),
    # Divided in May 2013 into Public order and Possession of weapons.
    OlderType("Public disorder and weapons", "Public disorder and weapons", "2013-04"),
)
KNOWN = TYPES | {one.label for one in OLDER}


def todays_label(label: Expr) -> Expr:
    """The label of today where an older one has a single successor."""
    from diogel.engine import lit, when

    for one in OLDER:
        if one.label != one.today:
            label = when(label == one.label).then(lit(one.today)).otherwise(label)
    return label
