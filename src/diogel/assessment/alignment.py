"""Priorities beside the plans of others: where they agree, pull apart, or say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diogel.assessment.risk_priorities import Alignment, Plan, Priority


@dataclass(frozen=True, slots=True)
class Aligned:
    """One priority beside one plan; `found` is empty where nobody recorded anything."""

    priority: Priority
    plan: Plan
    found: tuple[Alignment, ...]

    @property
    def verdict(self) -> str:
        """ "conflict", "agrees" or "none"."""
        if any(each.conflict for each in self.found):
            return "conflict"
        return "agrees" if self.found else "none"


def alignments(priorities: Iterable[Priority]) -> tuple[Aligned, ...]:
    """Every priority beside every plan, priority by priority."""
    return tuple(
        Aligned(priority, plan, tuple(a for a in priority.alignments if a.plan is plan))
        for priority in priorities
        for plan in Plan
    )


def unaligned(priorities: Iterable[Priority]) -> tuple[Priority, ...]:
    """The priorities that are in line with no other plan, as far as anybody recorded.

    A plan that pulls the other way is not in line with them either.
    """
    return tuple(priority for priority in priorities if not in_line(priority))


def in_line(priority: Priority) -> bool:
    """Whether any other plan says the same."""
    return any(not each.conflict for each in priority.alignments)
