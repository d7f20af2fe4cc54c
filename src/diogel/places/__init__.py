"""Areas of Wales, who belongs to whom and when, their names and how they stand in a sentence."""

from diogel.places.areas import Area, Scheme, area, areas, scheme_name
from diogel.places.forms import and_forms, form, welsh_forms
from diogel.places.lsoa import (
    Disagreement,
    Lsoa,
    authority_of_lsoa,
    disagreements,
    lsoas,
    lsoas_of_authority,
    missing_vintages,
    vintages_of_lsoa,
)
from diogel.places.memberships import Membership, covered, every_membership, members, memberships
from diogel.places.resolving import How, Resolution, resolve

__all__ = [
    "Area",
    "Disagreement",
    "How",
    "Lsoa",
    "Membership",
    "Resolution",
    "Scheme",
    "and_forms",
    "area",
    "areas",
    "authority_of_lsoa",
    "covered",
    "disagreements",
    "every_membership",
    "form",
    "lsoas",
    "lsoas_of_authority",
    "members",
    "memberships",
    "missing_vintages",
    "resolve",
    "scheme_name",
    "vintages_of_lsoa",
    "welsh_forms",
]
