"""The crosswalk as one list of links, which can be read from either end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diogel.core import Bilingual
from diogel.standard.library import definitions
from diogel.standard.loading import Definitions


@dataclass(frozen=True, slots=True)
class Link:
    """That a theme and something else belong together.

    Attributes
    ----------
    kind : str
        "police-type", "offence-group", "duty" or "measure".
    code : str
        The other end's code; for a police type its label.
    """

    theme: str
    kind: str
    code: str
    name: Bilingual


def links(among: Definitions | None = None) -> tuple[Link, ...]:
    """Every link, in the order of the themes; of the standard's own definitions by default."""
    known = among or definitions()
    found = list(_links(known))
    order = {theme.code: number for number, theme in enumerate(known.themes)}
    return tuple(sorted(found, key=lambda link: order[link.theme]))


def _links(known: Definitions) -> Iterator[Link]:
    for kind_of_police in known.crosswalk.police_types:
        for theme in kind_of_police.themes:
            yield Link(theme, "police-type", kind_of_police.label, kind_of_police.name)
    for group in known.crosswalk.offence_groups:
        for theme in group.themes:
            yield Link(theme, "offence-group", group.code, group.name)
    for duty in known.duties:
        for theme in duty.themes:
            yield Link(theme, "duty", duty.code, duty.title)
    for measure in known.measures:
        for theme in measure.themes:
            yield Link(theme, "measure", measure.code, measure.title)


def linked_to(theme: str) -> tuple[Link, ...]:
    """What belongs to a theme of the standard."""
    return tuple(link for link in links() if link.theme == theme)


def themes_of(kind: str, code: str) -> tuple[str, ...]:
    """The themes that something belongs to: `themes_of("police-type", "Burglary")`."""
    return tuple(link.theme for link in links() if (link.kind, link.code) == (kind, code))
