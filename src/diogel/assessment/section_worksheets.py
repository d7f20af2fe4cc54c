"""A worksheet for each priority: the four steps of public health, evidence and people's part.

Surveillance, risk and protective factors, what works, widening and evaluating: the same steps for
every priority, also where nobody has worked one through yet. That is then said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.document_evidence import Finding
from diogel.assessment.document_parts import open_part
from diogel.assessment.document_telling import Telling
from diogel.assessment.findings_saying import plain
from diogel.assessment.risk_priorities import Priority, Step
from diogel.assessment.template import Part
from diogel.reports import Block, Heading, Prose
from diogel.standard import measure as measure_of

MOST_FINDINGS = 8
"""Of a kind, for one priority: its theme's chapter has them all."""
_FACTORS = (".inequality.", ".places.")


def worksheets(telling: Telling) -> tuple[Block, ...]:
    """Every priority's worksheet, in the order of the register."""
    subject = telling.subject
    places = [part for part in subject.template.parts.values() if part.each == "priority"]
    found = subject.evidence.priorities
    if not found:
        return (telling.prose("risk.worksheet.none"),)
    return tuple(block for one in found for block in _worksheet(telling, one, places))


def _worksheet(telling: Telling, one: Priority, places: Iterable[Part]) -> Iterator[Block]:
    code = one.id.rpartition(".")[2]
    yield Heading(3, one.title[telling.language], f"problem-{code}")
    owner = plain(one.owner) or telling.say("risk.section.no-lead")
    yield telling.prose("risk.worksheet.lead", owner=owner)
    parts = tuple(places)
    for step in Step:
        yield Heading(4, telling.say(f"risk.step.{step.value}"), f"problem-{code}-{step.value}")
        yield from _step(telling, one, step)
        for part in parts:
            if part.id.endswith(f"-{step.value}"):
                yield from _place(telling, part.of(code))
    for part in parts:
        if not any(part.id.endswith(f"-{step.value}") for step in Step):
            yield Heading(4, part.title[telling.language], f"part-{part.of(code).id}")
            yield from _place(telling, part.of(code))


def _place(telling: Telling, part: Part) -> Iterator[Block]:
    """Where people write; in public nothing where nobody did, unless they must."""
    subject = telling.subject
    if not subject.public or part.required or part.id in subject.written:
        yield open_part(telling, part)


def _step(telling: Telling, one: Priority, step: Step) -> Iterator[Block]:
    """What is recorded of a step, and what the area's evidence adds to it."""
    worked = [each for each in one.steps if each.step is step and each.text.complete]
    for each in worked:
        text = plain(each.text[telling.language])
        key = "risk.worksheet.recorded-from" if each.source else "risk.worksheet.recorded"
        yield telling.prose(key, text=text, source=plain(each.source))
    if not worked:
        yield telling.prose("risk.step-missing")
    yield from _ADDED[step](telling, one)


def _findings(telling: Telling, one: Priority, *, factors: bool) -> Iterator[Block]:
    evidence = telling.subject.evidence
    every = (f for theme in one.themes for f in evidence.at(f"theme.{theme}"))
    found = [f for f in _once(every) if _is_factor(f) == factors]
    lines = [f"- {finding.sentence[telling.language]}" for finding in found[:MOST_FINDINGS]]
    if lines:
        said = tuple(name for f in found[:MOST_FINDINGS] for name in f.figures)
        yield Prose("\n".join(lines), said)


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each sentence once, whichever of the priority's themes it stands under."""
    seen = set()
    for each in found:
        if each.sentence not in seen:
            seen.add(each.sentence)
            yield each


def _is_factor(finding: Finding) -> bool:
    """Whether it says where and among whom it falls, rather than how much there is."""
    return any(name in finding.id for name in _FACTORS)


def _surveillance(telling: Telling, one: Priority) -> Iterator[Block]:
    return _findings(telling, one, factors=False)


def _factors(telling: Telling, one: Priority) -> Iterator[Block]:
    return _findings(telling, one, factors=True)


def _actions(telling: Telling, one: Priority) -> Iterator[Block]:
    """What is done, and what kind of thing each is."""
    lines = [
        telling.say(
            "risk.worksheet.action",
            action=plain(each.title[telling.language]),
            approach=telling.say(f"risk.approach.{each.approach.value}"),
            focus=telling.say(f"risk.focus.{each.focus.value}"),
            owner=plain(each.owner) or telling.say("risk.section.no-lead"),
        )
        for each in one.actions
    ]
    if lines:
        yield Prose("\n".join(f"- {line}" for line in lines))


def _judged(telling: Telling, one: Priority) -> Iterator[Block]:
    """How one will see whether it worked."""
    lines = []
    for each in one.successes:
        wanted = plain(each.wanted[telling.language])
        if each.measure:
            slots = {"measure": measure_of(each.measure).title, "wanted": wanted}
            lines.append(telling.say("risk.worksheet.success-by", **slots))
        else:
            lines.append(telling.say("risk.worksheet.success", wanted=wanted))
    if lines:
        yield Prose("\n".join(f"- {line}" for line in lines))


_ADDED = {
    Step.SURVEILLANCE: _surveillance,
    Step.FACTORS: _factors,
    Step.WHAT_WORKS: _actions,
    Step.SCALE: _judged,
}
