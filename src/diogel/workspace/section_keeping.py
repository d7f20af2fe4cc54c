"""What people write in an assessment: taken back from Word, settled, signed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from diogel.assessment import (
    Held,
    SectionText,
    Taken,
    load_template,
    read_sections,
    settle_conflict,
    sign_section,
    take_back,
)
from diogel.assessment.background import Background
from diogel.assessment.known import know
from diogel.core import Language, Place, Problem, Refused
from diogel.disclosure import Released, load_policy
from diogel.indicators import AreaSet, read_evidence
from diogel.quality import observations
from diogel.workspace.adding import open_store
from diogel.workspace.assessment_requests import sections_of
from diogel.workspace.editions import policy_path
from diogel.workspace.folder import Workspace
from diogel.workspace.judging import engine_of
from diogel.workspace.lock import locked


def take_sections(workspace: Workspace, area: AreaSet, file: Path, by: str) -> Taken:
    """Keep what people wrote in a Word or OpenDocument file of an assessment.

    Raises
    ------
    Refused
        Nothing was kept: the file cannot be read, or is of another area.
    """
    with locked(workspace.path):
        folder = sections_of(workspace, area.id)
        released = _released(workspace, area)
        today = datetime.now(UTC).date()
        return take_back(file, folder, area.id, load_template(), released, by=by, on=today)


def held_sections(workspace: Workspace, area: AreaSet) -> Held:
    """What people wrote so far."""
    return read_sections(sections_of(workspace, area.id))


def settle_section(
    workspace: Workspace, area: AreaSet, part: str, language: Language, release: str
) -> SectionText:
    """Let one of several texts of a part hold; Refused when no text has that release."""
    with locked(workspace.path):
        folder = sections_of(workspace, area.id)
        try:
            return settle_conflict(folder, part, language, release)
        except KeyError:
            held = read_sections(folder)
            known = [c.offered.release for c in held.conflicts if c.offered.part == part]
            now = held.of(part, language)
            known += [now.release] if now else []
            expected = ", ".join(known) or "-"
            raise Refused(
                [Problem("assess.no-text", Place(sheet=part), release, expected)]
            ) from None


def sign(workspace: Workspace, area: AreaSet, part: str, language: Language, by: str) -> None:
    """Sign what holds of a part; Refused when nobody wrote it."""
    with locked(workspace.path):
        folder = sections_of(workspace, area.id)
        held = read_sections(folder)
        sign_section(folder, held, part, language, by, datetime.now(UTC).date())


def _released(workspace: Workspace, area: AreaSet) -> Released:
    """The area's figures as they are now, which typed numbers may have been read from."""
    store = open_store(workspace)
    with engine_of(workspace) as engine:
        evidence = read_evidence(engine, store, observations(engine, store), [area])
    policy = load_policy(policy_path(workspace, ""))
    today = datetime.now(UTC).date()
    return know(evidence, area, Background(), policy, today).released
