"""What `diogel explain` does: one function of a room, and the chain told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diogel.cli.output import tell, tell_json
from diogel.core import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diogel.workspace import SurveyExplanation


def explain(*, language: Language, workspace: Path, figure: str, as_at: str, as_json: bool) -> int:
    """Say where a number comes from."""
    from diogel.assessment.explaining import Explanation
    from diogel.assessment.explaining_telling import lines_of, record_of
    from diogel.cli.data_tasks import moment
    from diogel.workspace import explain_figure, open_workspace

    found = explain_figure(open_workspace(workspace), figure, as_at=moment(as_at))
    if not isinstance(found, Explanation):
        return _survey(found, language, as_json=as_json)
    if as_json:
        tell_json({**record_of(found), "as_at": as_at or None})
        return 0
    if as_at:
        tell("explain.line.as-at", language, day=as_at)
    for line in lines_of(found, language):
        click.echo(line)
    return 0


def _survey(found: SurveyExplanation, language: Language, *, as_json: bool) -> int:
    if as_json:
        tell_json(_record(found))
        return 0
    for line in _lines(found, language):
        click.echo(line)
    return 0


def _lines(found: SurveyExplanation, language: Language) -> Iterator[str]:
    from diogel.assessment.explaining import rules_of, said_of
    from diogel.language import say

    figure, said = found.released.figure, said_of(found.released)
    yield say("explain.line.number", language, label=figure.label)
    yield say("explain.line.id", language, id=f"{found.wave}:{figure.id}")
    yield say("explain.line.value", language, en=said.en, cy=said.cy)
    if not found.released.shown:
        yield say("explain.line.hidden", language)
    words = {
        name: say(f"explain.{name}.{code}", language)
        for name, code in (("base", figure.base), ("unit", figure.unit), ("status", figure.status))
    }
    yield say("explain.line.base", language, **words)
    for rule in rules_of(found.edition, found.released):
        yield say("explain.line.decision", language, rule=rule, policy=found.edition.policy)
    unknown = say("explain.not-known", language)
    slots = {"source": found.question or unknown, "file": found.answers or unknown}
    yield say("explain.line.survey", language, wave=found.wave, **slots)


def _record(found: SurveyExplanation) -> dict[str, Any]:
    from diogel.assessment.explaining import rules_of, said_of

    figure, said = found.released.figure, said_of(found.released)
    rules = rules_of(found.edition, found.released)
    return {
        "id": f"{found.wave}:{figure.id}",
        "label": {"en": figure.label.en, "cy": figure.label.cy},
        "said": {"en": said.en, "cy": said.cy},
        "shown": found.released.shown,
        "value": figure.value,
        "status": figure.status.value,
        "base": figure.base.value,
        "unit": figure.unit.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "disclosure": {
            "policy": found.edition.policy,
            "rules": [{"en": rule.en, "cy": rule.cy} for rule in rules],
        },
        "wave": found.wave,
        "question": found.question,
        "answers": found.answers,
    }
