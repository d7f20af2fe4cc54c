"""From a printed number to everything that it was made from, asked of a workspace."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from diogel.assessment.explaining import Explanation, explain, unknown_figure
from diogel.assessment.known import know
from diogel.core import Problem, Refused
from diogel.indicators import AreaSet, every_authority, read_area_set
from diogel.surveys.traced import TracedEdition, TracedFigure
from diogel.surveys.tracing import trace, trace_edition
from diogel.workspace.assessing import read_shared
from diogel.workspace.assessment_requests import kept_requests
from diogel.workspace.editions import Counting, Edition
from diogel.workspace.folder import Workspace

_NEAREST = 5


@dataclass(frozen=True)
class SurveyExplanation:
    """Where a survey's number comes from: the number, and the edition that it stands in."""

    figure: TracedFigure
    edition: TracedEdition


def explain_figure(
    workspace: Workspace, id_: str, *, as_at: datetime | None = None, day: date | None = None
) -> Explanation | SurveyExplanation:
    """Walk from a number to what it was made from.

    Parameters
    ----------
    id_ : str
        Of an assessment: "W06000015.police-burglary.rate12". Of a survey, with its wave in
        front or where only one has it without: "workforce-2021:W9.no".
    as_at : datetime, optional
        As everything stood then.

    Raises
    ------
    Refused
        When there is no such number, with the nearest.
    """
    wanted = id_.strip()
    area = _area_of(workspace, wanted)
    if area is not None:
        on = day or (as_at.date() if as_at else datetime.now(UTC).date())
        shared = read_shared(workspace, [area], on, public=False, as_at=as_at)
        known = know(shared.evidence, area, shared.background, shared.policy, on)
        return explain(known, wanted)
    return _of_survey(workspace, wanted)


def _area_of(workspace: Workspace, id_: str) -> AreaSet | None:
    """The area that an id begins with, one that is kept or any that has a code."""
    name = id_.partition(".")[0]
    kept = {request.area.id: request.area for request in kept_requests(workspace)}
    if name in kept:
        return kept[name]
    try:
        found = read_area_set(name.split("-"))
    except Refused:
        return None
    return found if found.id == name else None


def _of_survey(workspace: Workspace, id_: str) -> SurveyExplanation:
    wave, colon, name = id_.rpartition(":")
    waves = [folder.name for folder in workspace.waves()]
    counting = Counting(workspace)
    wanted = [wave] if colon and wave in waves else [id_] if id_ in waves else waves
    found: list[str] = []
    for each in wanted:
        edition = counting.edition(each, "")
        listed = [known.figure.id for known in edition.released.listed]
        if name in listed:
            return _survey(counting, edition, name)
        found += [f"{each}:{known}" for known in listed]
    raise Refused([_unknown(id_, found)])


def _unknown(id_: str, survey: list[str]) -> Problem:
    """That nothing has such an id; the nearest area's, where it looks like one."""
    name, dot, rest = id_.partition(".")
    codes = [one.id for one in every_authority()]
    near = difflib.get_close_matches(name, codes, _NEAREST, 0.8)
    if near and dot:
        expected = ", ".join(f"{code}.{rest}" for code in near)
        return Problem("explain.no-figure", found=id_, expected=expected)
    return unknown_figure(id_, survey or [f"{code}.police-recorded-crime.rate12" for code in codes])


def _survey(counting: Counting, edition: Edition, name: str) -> SurveyExplanation:
    study, released = edition.study, edition.released
    cited = {other: counting.study(other) for other in study.wave.cites}
    return SurveyExplanation(
        trace(study, released, name, cited),
        trace_edition(study, released, edition.policy),
    )
