"""The chapter on priorities: who leads each, how one will see that it worked, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.known import Known
from diogel.assessment.risk_priorities import Priority, Standing, Success
from diogel.assessment.risk_priorities_register import Kept
from diogel.assessment.risk_priorities_review import lacking
from diogel.assessment.risk_sentences import lacking_sentences
from diogel.assessment.section_risk_beside import changes
from diogel.assessment.section_risk_telling import EMPTY, RiskTelling, in_languages, safe
from diogel.charts import said
from diogel.core import Language
from diogel.language import long_date
from diogel.reports import Block, Notice
from diogel.standard import measure as measure_of

_BALANCES = ("approach", "focus")


def priorities_section(known: Known) -> dict[Language, tuple[Block, ...]]:
    """The chapter in both languages."""
    return in_languages(known, _blocks)


def _blocks(telling: RiskTelling) -> Iterator[Block]:
    found = telling.risk.priorities
    if not found:
        yield Notice(telling.say("risk.section.no-priorities"), "absent")
    else:
        if not any(one.standing is Standing.ADOPTED for one in found):
            yield telling.prose(telling.say("risk.section.none-adopted"))
        yield _register(telling)
        yield from _why(telling, found)
        yield from _successes(telling, found)
        yield from _objectives(telling, found)
        yield from _actions(telling, found)
        yield telling.heading("balance")
        yield telling.prose(telling.say("risk.section.balance"))
        for name in _BALANCES:
            yield from telling.released(f"balance.{name}")
        yield from _lacking(telling, found)
    yield from _left(telling)
    if telling.risk.kept:
        yield from changes(telling, ("priority",))


def _register(telling: RiskTelling) -> Block:
    """Every priority with its standing, who leads, its kind and its risk."""
    names = ("priority", "standing", "lead", "approach", "focus", "risk")
    headings = tuple(telling.say(f"risk.section.register.{name}") for name in names)
    rows = [_row(telling, one) for one in telling.risk.priorities]
    return telling.table("register", headings, rows, (0.24, 0.14, 0.2, 0.15, 0.12, 0.15))


def _row(telling: RiskTelling, one: Priority) -> tuple[str, ...]:
    unsaid = telling.say("risk.balance-untold")
    return (
        one.title[telling.language],
        telling.say(f"risk.standing.{one.standing.value}"),
        one.owner or telling.say("risk.section.no-lead"),
        telling.say(f"risk.approach.{one.approach.value}") if one.approach else unsaid,
        telling.say(f"risk.focus.{one.focus.value}") if one.focus else unsaid,
        _risk(telling, one),
    )


def _risk(telling: RiskTelling, one: Priority) -> str:
    """Its risk with the word for it, where it has one."""
    results = telling.risk.results
    risk = results.risks.get(one.id) if results else None
    found = telling.figure(f"{one.id}.risk.risk")
    if risk is None or risk.band is None or found is None:
        return telling.say("risk.section.no-risk")
    number = said(found, "count", telling.language)
    return telling.say("risk.section.risk-and-band", risk=number, band=risk.band.name)


def _why(telling: RiskTelling, found: tuple[Priority, ...]) -> Iterator[Block]:
    told = [one for one in found if one.why.complete]
    if told:
        yield telling.heading("why")
        yield telling.listed(
            telling.say("risk.section.said", what=one.title, text=safe(one.why[telling.language]))
            for one in told
        )


def _successes(telling: RiskTelling, found: tuple[Priority, ...]) -> Iterator[Block]:
    rows = [_success(telling, one, each) for one in found for each in one.successes]
    if rows:
        yield telling.heading("success")
        names = ("priority", "measure", "now", "wanted")
        headings = tuple(telling.say(f"risk.section.success.{name}") for name in names)
        yield telling.table("success", headings, rows, (0.24, 0.24, 0.17, 0.35))


def _success(telling: RiskTelling, one: Priority, each: Success) -> tuple[str, ...]:
    language = telling.language
    name = measure_of(each.measure).title[language] if each.measure else EMPTY
    return (one.title[language], name, _now(telling, each.measure), each.wanted[language])


def _now(telling: RiskTelling, measure: str) -> str:
    """The rate of a measure's latest twelve months, else its count, as it may be said."""
    for name, key in (("rate12", "risk.section.now-rate"), ("count12", "risk.section.now-count")):
        found = telling.figure(f"{telling.risk.area}.{measure}.{name}")
        if measure and found is not None:
            return telling.say(key, value=said(found, "count", telling.language))
    return EMPTY


def _objectives(telling: RiskTelling, found: tuple[Priority, ...]) -> Iterator[Block]:
    rows = [
        (
            one.title[telling.language],
            telling.say(f"risk.goal.{each.goal.value}"),
            each.evidence[telling.language],
        )
        for one in found
        for each in one.objectives
    ]
    if rows:
        yield telling.heading("objectives")
        names = ("priority", "goal", "evidence")
        headings = tuple(telling.say(f"risk.section.objective.{name}") for name in names)
        yield telling.table("objectives", headings, rows, (0.25, 0.3, 0.45))


def _actions(telling: RiskTelling, found: tuple[Priority, ...]) -> Iterator[Block]:
    rows = [
        (
            one.title[telling.language],
            each.title[telling.language],
            telling.say(f"risk.approach.{each.approach.value}"),
            telling.say(f"risk.focus.{each.focus.value}"),
            each.owner or telling.say("risk.section.no-lead"),
        )
        for one in found
        for each in one.actions
    ]
    if rows:
        yield telling.heading("actions")
        names = ("priority", "action", "approach", "focus", "lead")
        headings = tuple(telling.say(f"risk.section.action.{name}") for name in names)
        yield telling.table("actions", headings, rows, (0.22, 0.28, 0.17, 0.13, 0.2))


def _lacking(telling: RiskTelling, found: tuple[Priority, ...]) -> Iterator[Block]:
    """What each still lacks, for people to look at; which plans it was not held against."""
    by_id = {one.id: one for one in found}
    lines = [
        sentence[telling.language]
        for each in lacking(found)
        for sentence in lacking_sentences(each, by_id[each.priority])
    ]
    yield telling.heading("lacking")
    yield (
        telling.listed(lines) if lines else telling.prose(telling.say("risk.section.nothing-lacks"))
    )


def _left(telling: RiskTelling) -> Iterator[Block]:
    """What was looked at and not adopted, with the reason that was recorded."""
    left = [k for k in telling.risk.kept if k.priority.standing is Standing.NOT_ADOPTED]
    if not left:
        return
    yield telling.heading("left")
    yield telling.listed(_leaving(telling, kept) for kept in left)


def _leaving(telling: RiskTelling, kept: Kept) -> str:
    language = telling.language
    slots = {"by": safe(kept.who), "day": long_date(kept.on, language)}
    why = kept.priority.why[language] or kept.reason
    key = "risk.section.left" if why else "risk.section.left-unsaid"
    return telling.say(key, priority=kept.priority.title, why=safe(why), **slots)
