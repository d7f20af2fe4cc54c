"""Areas of Wales, who belongs to whom and when, their names and how they stand in a sentence."""

from diogel.places.areas import Area, Scheme, area, areas, every_area, scheme_name
from diogel.places.forces import TRANSPORT_POLICE, Force, force, force_reported_as, forces
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
from diogel.places.spelling import fold, undo_double_encoding
from diogel.places.towns import Town, other_names, towns

__all__ = [
    "TRANSPORT_POLICE",
    "Area",
    "Disagreement",
    "Force",
    "How",
    "Lsoa",
    "Membership",
    "Resolution",
    "Scheme",
    "Town",
    "and_forms",
    "area",
    "areas",
    "authority_of_lsoa",
    "covered",
    "disagreements",
    "every_area",
    "every_membership",
    "fold",
    "force",
    "force_reported_as",
    "forces",
    "form",
    "lsoas",
    "lsoas_of_authority",
    "members",
    "memberships",
    "missing_vintages",
    "other_names",
    "resolve",
    "scheme_name",
    "towns",
    "undo_double_encoding",
    "vintages_of_lsoa",
    "welsh_forms",
]
