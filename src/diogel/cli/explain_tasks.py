"""What `diogel explain` does: one function of a room, and the chain told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diogel.cli.output import tell, tell_json
from diogel.core import Language

if TYPE_CHECKING:
    from diogel.workspace import SurveyExplanation


def explain(*, language: Language, workspace: Path, figure: str, as_at: str, as_json: bool) -> int:
    """Say where a number comes from."""
    from diogel.assessment.explaining import Explanation
    from diogel.assessment.explaining_telling import lines_of, record_of
    from diogel.cli.data_tasks import moment
    from diogel.workspace import explain_figure, open_workspace

    found = explain_figure(open_workspace(workspace), figure, as_at=moment(as_at))
    if not isinstance(found, Explanation):
        return _survey(found, language, as_at=as_at, as_json=as_json)
    if as_json:
        tell_json({**record_of(found), "as_at": as_at or None})
        return 0
    if as_at:
        tell("explain.line.as-at", language, day=as_at)
    for line in lines_of(found, language):
        click.echo(line)
    return 0


def _survey(found: SurveyExplanation, language: Language, *, as_at: str, as_json: bool) -> int:
    from diogel.assessment.survey_telling import survey_lines, survey_record

    if as_json:
        tell_json(survey_record(found.figure, found.edition))
        return 0
    if as_at:
        tell("explain.survey.as-at", language)
    for line in survey_lines(found.figure, found.edition, language):
        click.echo(line)
    return 0
