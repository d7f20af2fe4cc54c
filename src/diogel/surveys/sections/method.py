"""How the survey was done and counted."""

from __future__ import annotations

from datetime import date

import diogel
from diogel.disclosure import RecordedException
from diogel.language import long_date
from diogel.reports import Block, Prose
from diogel.surveys.sections.telling import Telling


def method(telling: Telling) -> tuple[Block, ...]:
    """Why, whom, how and when; who could have answered; how figures are made and protected."""
    wave, language = telling.study.wave, telling.language
    paragraphs = [
        wave.purpose[language],
        f"{wave.asked[language]} {wave.how[language]}",
        telling.say(
            "surveys.method.fieldwork",
            opened=long_date(wave.opened, language),
            closed=long_date(wave.closed, language),
        ),
        wave.audience[language],
        _frame(telling),
        telling.say("surveys.method.bases"),
        telling.say("surveys.method.missing"),
        telling.say("surveys.method.ranks"),
        telling.say("surveys.method.percentages"),
    ]
    if telling.study.answers.conversations:
        paragraphs.append(telling.say("surveys.method.conversations"))
    paragraphs.append(telling.say("surveys.method.policy", policy=telling.policy.title))
    paragraphs += [_exception(telling, found) for found in telling.released.exceptions]
    paragraphs += [
        telling.say("surveys.method.not_official"),
        telling.say("surveys.method.made_with", version=diogel.__version__),
    ]
    return tuple(Prose(text) for text in paragraphs if text.strip())


def _frame(telling: Telling) -> str:
    frame = telling.study.plan.frame
    if not frame.known:
        return frame.reason[telling.language]
    if not telling.shown("coverage.local-authority.survey"):
        return telling.say("surveys.method.frame")
    covered = telling.said("coverage.local-authority.survey", "of")
    told = telling.say("surveys.method.covered", covered=covered)
    return f"{telling.say('surveys.method.frame')} {told}"


def _exception(telling: Telling, found: RecordedException) -> str:
    return telling.say(
        "surveys.method.exception",
        title=found.title,
        reason=found.reason,
        approver=found.approver,
        date=long_date(date.fromisoformat(found.date), telling.language),
    )
