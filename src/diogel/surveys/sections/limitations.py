"""Limits of the survey that its own data and design set off, each by a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diogel.core import Base, Status
from diogel.reports import Block, Prose
from diogel.surveys.counting import NO_RESPONSE
from diogel.surveys.sections.telling import Telling

SMALL_BASE = 100
MANY_BLANKS = 0.25

Trigger = Callable[[Telling], bool]


def limitations(telling: Telling) -> tuple[Block, ...]:
    """The wave's own declared limits, then a bullet for each rule that is set off."""
    declared = telling.study.wave.limits[telling.language]
    bullets = "\n".join(f"- {telling.say(f'surveys.limit.{name}')}" for name in triggered(telling))
    return tuple(Prose(text) for text in (declared, bullets) if text.strip())


def triggered(telling: Telling) -> Iterator[str]:
    """The names of the limits that apply, in the order to be read."""
    return (name for name, trigger in TRIGGERS.items() if trigger(telling))


def _invented(telling: Telling) -> bool:
    return telling.study.wave.synthetic


def _no_frame(telling: Telling) -> bool:
    return not telling.study.plan.frame.known


def _not_everybody(telling: Telling) -> bool:
    found = telling.released.figures.get("coverage.local-authority.survey")
    known = telling.study.plan.frame.known
    return bool(known and found and found.figure.value is not None and found.figure.value < 1)


def _joint(telling: Telling) -> bool:
    return telling.study.plan.frame.known and any(
        len(response.areas) > 1 for response in telling.study.answers.responses
    )


def _small(telling: Telling) -> bool:
    return len(telling.study.answers.responses) < SMALL_BASE


def _bases_differ(telling: Telling) -> bool:
    bases = {released.figure.base for released in telling.released.figures.values()}
    return bool(bases & {Base.ROUTED, Base.ITEM_ANSWERED, Base.VALID})


def _many_blanks(telling: Telling) -> bool:
    return any(
        name.endswith(f".{NO_RESPONSE}")
        and found.figure.base is Base.ALL
        and (found.figure.value or 0) > MANY_BLANKS
        for name, found in telling.released.figures.items()
    )


def _blank_two_ways(telling: Telling) -> bool:
    """The same question's blank is no answer in one figure and none in another."""
    meant: dict[str, set[str]] = {}
    for wanted in telling.study.plan.wanted:
        if wanted.kind in ("mean", "sum"):
            questions = wanted.settings.get("questions") or [wanted.settings["question"]]
            for question in questions:
                meant.setdefault(question, set()).add(wanted.settings.get("blank", "missing"))
    return any(len(meanings) > 1 for meanings in meant.values())


def _reconstructed(telling: Telling) -> bool:
    return any(q.status == "inferred" for q in telling.study.instrument.questions)


def _repeats(telling: Telling) -> bool:
    return any(r.repeats for r in telling.study.answers.responses if not r.withdrawn)


def _conversations(telling: Telling) -> bool:
    return bool(telling.study.answers.conversations)


def _excepted(telling: Telling) -> bool:
    return any(found.figure.exception for found in telling.released.figures.values())


def _hidden(telling: Telling) -> bool:
    return any(
        found.figure.status is Status.CONFIDENTIAL for found in telling.released.figures.values()
    )


def _lost(telling: Telling) -> bool:
    return any(wanted.kind == "lost" for wanted in telling.study.plan.wanted)


def _always(telling: Telling) -> bool:  # noqa: ARG001
    return True


TRIGGERS: dict[str, Trigger] = {
    "invented": _invented,
    "no_frame": _no_frame,
    "not_everybody": _not_everybody,
    "joint": _joint,
    "small": _small,
    "bases_differ": _bases_differ,
    "many_blanks": _many_blanks,
    "blank_two_ways": _blank_two_ways,
    "repeats": _repeats,
    "conversations": _conversations,
    "reconstructed": _reconstructed,
    "lost": _lost,
    "hidden": _hidden,
    "excepted": _excepted,
    "own_account": _always,
    "one_wave": _always,
}
