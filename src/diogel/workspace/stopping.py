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


class AreaAudit:
    """What an area's files are audited with: made while somebody still writes them."""

    def __init__(self, known: Known, policy: Policy) -> None:
        self._known, self._policy = known, policy
        self._counts = recorded_figures(known, policy)
        withheld = known.evidence.withheld
        # Where nothing of any partner's is hidden, there is nothing to audit.
        self._needed = withheld is not None and bool(withheld.rules and self._counts)
        if withheld is not None and self._needed:
            self._meaning = recorded_meaning(known.released, policy, self._counts)
            self._elsewhere = everything_printed(withheld, policy)
            self._said_before = printed_before(withheld, policy)

    def stop_leaks(self, folder: Path, read: Mapping[str, Printed] | None = None) -> None:
        """Refuse the files when something hidden follows from them and other areas' files.

        `read` are the files as `read_folder` gives them, for a caller who has read them.
        """
        if not self._needed:
            return
        own = publication_of_recorded_folder(folder, self._meaning, self._counts, read)
        held = publications_together(own, self._elsewhere)
        held = replace(held, hidden=held.hidden - self._said_before)
        found = AuditedFolder(self._known.area.id, held, audit(held, self._policy.level))
        if not found.audited.safe:
            raise Refused(list(inferable(found)))


def printed_before(withheld: Withheld, policy: Policy) -> frozenset[str]:
    """The cells that earlier documents printed: a policy that has become stricter hides them
    from now on, and cannot make them unknown.
    """
    said = replace(withheld, rules={}, shown={})
    return frozenset(one.key for one, _ in recorded_counts(said, policy))
