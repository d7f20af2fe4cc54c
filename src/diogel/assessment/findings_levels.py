"""Findings of how much there is, and of this period against the one before."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.findings_saying import AreaFinding, FindingKind, Teller, when
from diogel.core import Bilingual, Status
from diogel.indicators import Change, Level, Verdict
from diogel.language import both
from diogel.standard import measure as measure_of

_KEPT_BEFORE = 30
_NOTHING = Bilingual("", "")


def level_finding(level: Level, teller: Teller) -> AreaFinding:
    """What was counted, its rate with limits; or that there is no number, and why."""
    slots = {"when": when(level.basis)}
    if not level.given:
        key = (
            "findings.level.confidential"
            if level.status is Status.CONFIDENTIAL
            else "findings.level.missing"
        )
        return teller.finding(
            "level", FindingKind.GAP, 750, teller.say(key, **slots), plain_reason(level)
        )
    if not teller.has("count12"):
        return teller.finding(
            "level", FindingKind.GAP, 500, teller.say("findings.level.hidden", **slots)
        )
    said = teller.say(f"findings.level.{_form(level, teller)}", **slots, **_numbers(level, teller))
    caveats = (caveat(level.status), level.rate_reason)
    return teller.finding("level", FindingKind.LEVEL, 500, said, *caveats)


def plain_reason(level: Level) -> Bilingual:
    """Why there is no number: which months are missing, and from whom."""
    return level.reason if level.status is not Status.CONFIDENTIAL else _NOTHING


def _form(level: Level, teller: Teller) -> str:
    """Which sentence: a rate by its base, a bare count, money, a percentage."""
    kind = measure_of(level.measure).measure_type
    if kind == "percent":
        return "percent" if level.count is None else "numerator"
    if not teller.has("rate12"):
        return "money" if kind == "money" else "count"
    limited = "" if level.rate_limits is not None else "-money"
    return f"rate{limited}-{level.per}"


def _numbers(level: Level, teller: Teller) -> dict[str, Bilingual]:
    found = {"count": teller.value("count12")}
    if measure_of(level.measure).measure_type != "percent" and teller.has("rate12"):
        found["rate"] = teller.value("rate12")
        found |= teller.limits("rate12") if level.rate_limits is not None else {}
    return found


def caveat(status: Status) -> Bilingual:
    """That numbers are provisional, estimated, revised or across a break; else empty."""
    marked = (Status.PROVISIONAL, Status.ESTIMATED, Status.REVISED, Status.BREAK)
    return both(f"findings.status.{status.name.lower()}") if status in marked else _NOTHING


def change_findings(change: Change, teller: Teller) -> Iterator[AreaFinding]:
    """Higher, lower, or no change that can be told; only of two periods that compare."""
    slots = {"now": when(change.now.basis), "before": when(change.before.basis)}
    if change.verdict is Verdict.NOT_GIVEN:
        said = teller.say("findings.change.not-given", **slots)
        yield teller.finding("change", FindingKind.GAP, 150, said, change.reason)
        return
    form = _change_form(change, teller)
    if not form:
        yield teller.finding(
            "change", FindingKind.GAP, 300, teller.say("findings.change.hidden", **slots)
        )
        return
    told = change.verdict is not Verdict.NOT_SEPARABLE
    said = teller.say(
        f"findings.change.{change.verdict}.{form}", **slots, **_compared(form, teller)
    )
    status = caveat(change.status)
    yield teller.finding("change", FindingKind.CHANGE, 700 if told else 300, said, status)


def _change_form(change: Change, teller: Teller) -> str:
    """By what a change is said: "percent", "ratio", "rate" or "none-before"; "" when hidden.

    A rate of the supplier's own base changes otherwise than the count, and is said itself.
    """
    if not teller.has("count12", "count12-before"):
        return ""
    if change.ratio is None:
        return "none-before"
    if not teller.has("ratio"):
        return ""
    if change.now.per == "own" and teller.has("rate12", "rate12-before"):
        return "rate"
    certain = change.verdict is not Verdict.NOT_SEPARABLE
    enough = change.before.count is not None and change.before.count >= _KEPT_BEFORE
    return "percent" if certain and enough and teller.has("percent-change") else "ratio"


def _compared(form: str, teller: Teller) -> dict[str, Bilingual]:
    name = "rate12" if form == "rate" else "count12"
    found = {"was": teller.value(f"{name}-before"), "is_now": teller.value(name)}
    if form == "percent":
        found["percent"] = teller.value("percent-change", signed=True)
        found |= teller.limits("percent-change", signed=True)
    elif form != "none-before":
        found["ratio"] = teller.value("ratio")
        found |= teller.limits("ratio")
    return found
