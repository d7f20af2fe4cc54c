"""The force of each row, from what stands in `Reported by`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diogel.files import Offered
from diogel.places import force_reported_as, forces
from diogel.sources.police_uk_files import Layout

if TYPE_CHECKING:
    from diogel.engine import Engine, Expr, Frame


def with_force(engine: Engine, frame: Frame, members: Sequence[Offered], layout: Layout) -> Frame:
    """The frame with a column `force`: the slug of the name in `reported_by`.

    A name that nobody knows becomes its own slug, and is told later; a blank stays null.
    """
    from diogel.engine import coalesce, col

    spelled = {one.reported_as: one.slug for one in forces()}
    for name in _names_seen(members, layout):
        if known := force_reported_as(name):
            spelled.setdefault(name, known.slug)
    table = engine.from_rows({"reported_by": "text", "known_force": "text"}, list(spelled.items()))
    joined = frame.join(table, on="reported_by", how="left")
    return joined.with_columns(
        coalesce(col("known_force"), _slug(col("reported_by"))).alias("force")
    ).drop("known_force")


def _names_seen(members: Sequence[Offered], layout: Layout) -> set[str]:
    """The names in the first rows of each member, for spellings of another case."""
    seen = set()
    for member in members:
        names = layout.names(member.headings)
        if "reported_by" in names:
            at = names.index("reported_by")
            seen |= {row[at] for row in member.head[1:] if len(row) > at}
    return seen


def _slug(name: Expr) -> Expr:
    even = name.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "-")
    return even.str.replace_all(r"^-|-$|-(police|constabulary|police-service)$", "")


def slug_of(name: str) -> str:
    """The slug of a force that a person names: by slug, by full name, or made of its words."""
    if known := force_reported_as(name) or force_reported_as(f"{name} Police"):
        return known.slug
    even = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return re.sub(r"-(police|constabulary|police-service)$", "", even)
