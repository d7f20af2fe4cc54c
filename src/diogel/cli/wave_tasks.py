"""What the commands about waves do."""

from __future__ import annotations

from pathlib import Path

from diogel.cli.output import tell, tell_json, tell_list
from diogel.core import Language


def survey_changes(
    *, language: Language, workspace: Path, wave: str, policy: str, as_json: bool
) -> int:
    """Say what changed since the wave that a survey is compared with."""
    from diogel.surveys.waves import claims_of, summary
    from diogel.workspace import compare_survey, open_workspace

    found = compare_survey(open_workspace(workspace), wave, policy)
    if not as_json:
        tell_list(summary(found, language))
        return 0
    claims = [
        {"answer": answer.code, "verdict": str(verdict)}
        for shared in found.shared
        for answer, verdict in claims_of(found, shared)
    ]
    apart = [{"question": p.question.id, "why": [str(b) for b in p.breaks]} for p in found.apart]
    tell_json(
        {
            "before": found.first.id,
            "wave": found.second.id,
            "linked": found.linked,
            "claims": claims,
            "not_compared": apart,
        }
    )
    return 0


def survey_key(*, language: Language, workspace: Path, file: Path, as_json: bool) -> int:
    """Draw a new key for linking waves into a file outside the workspace."""
    from diogel.surveys.waves import write_link_key

    write_link_key(file, workspace)
    if as_json:
        tell_json({"key": str(file)})
    else:
        tell("cli.survey.key", language, place=file)
    return 0


def survey_units(*, language: Language, workspace: Path, wave: str, as_json: bool) -> int:
    """Keep a survey's units under their keyed names."""
    from diogel.workspace import keep_units, open_workspace

    path = keep_units(open_workspace(workspace), wave)
    if as_json:
        tell_json({"units": str(path)})
    else:
        tell("cli.survey.units", language, place=path)
    return 0
