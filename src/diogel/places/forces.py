"""Police forces as police.uk names them: in file names, and in its files' cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diogel.places.areas import read_data

TRANSPORT_POLICE = "btp"
"""The force of the railways: its records are at stations and belong to no area's crime."""


@dataclass(frozen=True, slots=True)
class Force:
    """One force.

    Attributes
    ----------
    slug : str
        police.uk's short name, as in the names of its files: "dyfed-powys".
    reported_as : str
        Its name in the column `Reported by`: "Dyfed-Powys Police".
    code : str
        The GSS code of the police force area; empty outside Wales.
    """

    slug: str
    reported_as: str
    code: str


@cache
def _by_slug() -> dict[str, Force]:
    rows = read_data("police_forces.csv")
    return {row["slug"]: Force(row["slug"], row["reported_as"], row["code"]) for row in rows}


@cache
def _by_name() -> dict[str, Force]:
    return {_key(one.reported_as): one for one in _by_slug().values()}


def forces(*, welsh: bool = False) -> tuple[Force, ...]:
    """Every force that police.uk publishes, or those of Wales, in order of slug."""
    return tuple(one for one in _by_slug().values() if one.code or not welsh)


def force(slug: str) -> Force | None:
    """The force of a slug; None for an unknown one."""
    return _by_slug().get(slug)


def force_reported_as(name: str) -> Force | None:
    """The force of a name in `Reported by`, whatever its case; None for an unknown one."""
    return _by_name().get(_key(name))


def _key(name: str) -> str:
    """A name made even for comparing: small letters, single spaces, `&` written out."""
    return re.sub(r"\s+", " ", name.casefold().replace("&", " and ")).strip()
