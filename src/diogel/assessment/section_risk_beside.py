"""What stands beside the risks: scores that others worked out, and every change with its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from diogel.assessment.risk_area import OF_MODEL
from diogel.assessment.risk_changes import InputChange
from diogel.assessment.section_risk_telling import EMPTY, RiskTelling
from diogel.language import long_date
from diogel.reports import Block

_OTHERS = ("priority", "system", "score", "on", "source", "note")
_CHANGES = ("on", "what", "before", "after", "reason", "who")


def others(telling: RiskTelling) -> Iterator[Block]:
    """Others' scores word for word; nothing where nobody brought any."""
    risk = telling.risk
    if not risk.imported:
        return
    titles = {one.id: one.title[telling.language] for one in risk.subjects}
    rows = [
        (
            titles[one.priority],
            one.system,
            one.score,
            long_date(one.on, telling.language),
            one.source,
            one.note or EMPTY,
        )
        for one in risk.imported
    ]
    yield telling.heading("others")
    yield telling.prose(telling.say("risk.imported-about"))
    headings = tuple(telling.say(f"risk.imported-{name}") for name in _OTHERS)
    yield telling.table("others", headings, rows, (0.2, 0.13, 0.12, 0.15, 0.2, 0.2))


def changes(telling: RiskTelling, kinds: Collection[str]) -> Iterator[Block]:
    """Each change of these kinds, the latest first; that there is none where there is none.

    While a partner is waited for, nothing that another gave is told, not even by its change.
    """
    risk = telling.risk
    found = [one for one in risk.history if one.kind in kinds]
    if risk.waiting or not (found or risk.results):
        return
    yield telling.heading("changes")
    if not found:
        yield telling.prose(telling.say("risk.section.no-changes"))
        return
    headings = tuple(telling.say(f"risk.section.changes.{name}") for name in _CHANGES)
    rows = [_row(telling, one) for one in found]
    yield telling.table("changes", headings, rows, (0.18, 0.22, 0.12, 0.1, 0.22, 0.16))


def _row(telling: RiskTelling, one: InputChange) -> tuple[str, ...]:
    return (
        long_date(one.on, telling.language) if one.on else EMPTY,
        _what(telling, one),
        _before(telling, one),
        _level(telling, one, one.after),
        one.reason or EMPTY,
        _who(telling, one),
    )


def _before(telling: RiskTelling, one: InputChange) -> str:
    """What held before: of the first decision what partners gave, from the least to the most."""
    if one.before or one.kind != "moderation" or telling.risk.results is None:
        return _level(telling, one, one.before)
    priority, _, item = one.id.partition("/")
    risk = telling.risk.results.risks.get(priority)
    given = risk.items.get(item) if risk else None
    if given is None or given.lowest is None:
        return EMPTY
    return telling.say("risk.section.given", lowest=given.lowest, highest=given.highest)


def _level(telling: RiskTelling, one: InputChange, said: str) -> str:
    """A level, or a standing in words; nothing where the standing is the same."""
    if one.kind != "priority":
        return said or EMPTY
    return EMPTY if one.before == one.after else telling.say(f"risk.standing.{said}")


def _what(telling: RiskTelling, one: InputChange) -> str:
    """The priority and the item, or the part of the model, by their names."""
    if one.kind in OF_MODEL:
        own = telling.risk.model.by_code.get(one.id)
        name = own.name[telling.language] if own else one.id
        return telling.say(f"risk.section.changed-{one.kind}", name=name)
    priority, *rest = one.id.split("/")
    every = (*telling.risk.subjects, *(kept.priority for kept in telling.risk.kept))
    titles = {each.id: each.title[telling.language] for each in every}
    item = telling.risk.model.by_code.get(rest[-1]) if rest else None
    name = titles.get(priority, priority)
    if item is None:
        return name
    return telling.say("risk.section.changed", priority=name, item=item.name[telling.language])


def _who(telling: RiskTelling, one: InputChange) -> str:
    """Who changed it; a partner by name only where the model says that partners are named."""
    if one.kind == "score" and not telling.risk.model.name_scorers:
        return telling.say("risk.section.a-partner")
    return one.by or EMPTY
