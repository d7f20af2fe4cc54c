"""What may be claimed of one answer: that more gave it, that fewer did, or nothing.

A claim rests on those who answered both times, by mid-p McNemar held together (Holm) over the
answers of one question. The partially overlapping z uses everybody and has to agree: where
the two disagree nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from diogel.disclosure.linked_waves import Compared, may_claim
from diogel.disclosure.policy import Policy
from diogel.statistics import holm, mcnemar, overlapping

LEVEL = 0.05
"""How often chance alone may lead to a claim. [0-1]"""


class Verdict(StrEnum):
    """What is said of one answer. The value is part of the key of its sentence."""

    MORE = "more"
    FEWER = "fewer"
    NOTHING = "nothing"


def verdicts(
    compared: Sequence[Compared], policy: Policy, *, open_to_all: bool = False
) -> tuple[Verdict, ...]:
    """The verdict on each answer of one question, tested together.

    `open_to_all` when everything behind them may be said, so that a claim gives nothing away.
    """
    chances = holm([mcnemar(each.pairs) for each in compared])
    return tuple(
        _verdict(each, chance, policy, open_to_all=open_to_all)
        for each, chance in zip(compared, chances, strict=True)
    )


def _verdict(each: Compared, chance: float, policy: Policy, *, open_to_all: bool) -> Verdict:
    if chance >= LEVEL or not _agrees(each):
        return Verdict.NOTHING
    if not open_to_all and not may_claim(each, claimed_alone, policy):
        return Verdict.NOTHING
    return Verdict.MORE if each.pairs.net > 0 else Verdict.FEWER


def claimed_alone(each: Compared) -> bool:
    """Whether an answer would be claimed whatever the other answers of its question are."""
    return mcnemar(each.pairs) * each.tests < LEVEL and _agrees(each)


def _agrees(each: Compared) -> bool:
    """Whether the second line says the same: beyond chance, and in the same direction."""
    found = overlapping(each.pairs, each.only_first, each.only_second)
    return found is not None and found.p < LEVEL and found.estimate * each.pairs.net > 0
