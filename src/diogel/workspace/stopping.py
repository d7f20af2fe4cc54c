"""Keeps an assessment from being published while a partner's hidden count can be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from diogel.assessment.known import Known
from diogel.assessment.recorded import recorded_counts, recorded_figures
from diogel.core import Refused
from diogel.disclosure import (
    Policy,
    Printed,
    Publication,
    audit,
    publication_of_counts,
    publication_of_recorded_folder,
    publications_together,
    recorded_meaning,
)
from diogel.indicators import Withheld
from diogel.language import both
from diogel.workspace.audited import AuditedFolder, inferable


def everything_printed(withheld: Withheld, policy: Policy) -> Publication:
    """All that documents of any area print of partners' counts, or printed before."""
    place = both("auditing.place.other-areas")
    return publication_of_counts(recorded_counts(withheld, policy), place)


def known_before(held: Publication, withheld: Withheld, policy: Policy) -> Publication:
    """A publication without the hidden cells that earlier documents printed: a policy that has
    become stricter hides them from now on, and cannot make them unknown.
    """
    said = replace(withheld, rules={}, shown={})
    printed = frozenset(one.key for one, _ in recorded_counts(said, policy))
    return replace(held, hidden=held.hidden - printed)


def stop_area_leaks(
    known: Known, folder: Path, policy: Policy, read: Mapping[str, Printed] | None = None
) -> None:
    """Refuse an area's files when something hidden follows from them and other areas' files.

    `read` are the files as `read_folder` gives them, for a caller who has read them. Where
    nothing of any partner's is hidden, there is nothing to audit.
    """
    withheld = known.evidence.withheld
    counts = recorded_figures(known, policy)
    if withheld is None or not withheld.rules or not counts:
        return
    meaning = recorded_meaning(known.released, policy, counts)
    own = publication_of_recorded_folder(folder, meaning, counts, read)
    held = known_before(
        publications_together(own, everything_printed(withheld, policy)), withheld, policy
    )
    found = AuditedFolder(known.area.id, held, audit(held, policy.level))
    if not found.audited.safe:
        raise Refused(list(inferable(found)))
