"""Areas of Wales, who belongs to whom and when, their names and how they stand in a sentence."""

from diogel.places.areas import Area, Scheme, area, areas, scheme_name
from diogel.places.forms import and_forms, form, welsh_forms
from diogel.places.memberships import Membership, covered, every_membership, members, memberships
from diogel.places.resolving import How, Resolution, resolve

__all__ = [
    "Area",
    "How",
    "Membership",
    "Resolution",
    "Scheme",
    "and_forms",
    "area",
    "areas",
    "covered",
    "every_membership",
    "form",
    "members",
    "memberships",
    "resolve",
    "scheme_name",
    "welsh_forms",
]
