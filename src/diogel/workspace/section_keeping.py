"""What people write in an assessment: taken back from Word, settled, confirmed, signed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from diogel.assessment import (
    Confirmed,
    Held,
    SectionText,
    Taken,
    confirm_numbers,
    load_template,
    read_sections,
    settle_conflict,
    sign_section,
    take_back,
    whole_sections,
)
from diogel.core import Language, Place, Problem, Refused
from diogel.indicators import AreaSet
from diogel.workspace.assessment_requests import sections_of
from diogel.workspace.folder import Workspace
from diogel.workspace.knowing import know_areas
from diogel.workspace.lock import locked


def take_sections(workspace: Workspace, area: AreaSet, file: Path, by: str) -> Taken:
    """Keep what people wrote in a Word or OpenDocument file of an assessment.

    Raises
    ------
    Refused
        Nothing was kept: the file cannot be read, or is of another area; or nobody is named.
    """
    by = _named(by)
    with locked(workspace.path):
        folder = sections_of(workspace, area.id)
        released = know_areas(workspace, [area])[0].released
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
                [Problem("assess.no-text", Place(file=part), release, expected)]
            ) from None


def confirm_part(
    workspace: Workspace, area: AreaSet, part: str, language: Language, by: str
) -> Confirmed:
    """Keep the words of a part as somebody read them again, with the numbers as they are now.

    Raises
    ------
    Refused
        Nobody wrote the part, nothing in it is flagged, or nobody is named.
    """
    by = _named(by)
    with locked(workspace.path):
        released = know_areas(workspace, [area])[0].released
        today = datetime.now(UTC).date()
        folder = sections_of(workspace, area.id)
        return confirm_numbers(folder, part, language, released, by=by, on=today)


def sign(workspace: Workspace, area: AreaSet, part: str, language: Language, by: str) -> None:
    """Sign what holds of a part; Refused when nobody wrote it, or nobody signs."""
    by = _named(by)
    with locked(workspace.path):
        folder = sections_of(workspace, area.id)
        held = whole_sections(folder)
        sign_section(folder, held, part, language, by, datetime.now(UTC).date())


def _named(by: str) -> str:
    """Who wrote, confirmed or signed, in one line; Refused when it is nobody."""
    if not by.split():
        raise Refused([Problem("assess.no-name")])
    return " ".join(by.split())
