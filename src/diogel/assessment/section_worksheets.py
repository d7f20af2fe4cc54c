"""A worksheet for each priority: the four steps of public health, evidence and people's part.

Surveillance, risk and protective factors, what works, widening and evaluating: the same steps for
every priority, also where nobody has worked one through yet. That is then said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.document_evidence import Finding
from diogel.assessment.document_parts import open_part
from diogel.assessment.document_telling import Telling
from diogel.assessment.findings_saying import plain, span
from diogel.assessment.risk_priorities import Priority, Step, Worked, candidates
from diogel.assessment.sections_figures import figure_words
from diogel.assessment.template import Part
from diogel.reports import Block, Heading, Prose
from diogel.standard import measure as measure_of

PROBLEMS = "problems"
MOST_FINDINGS = 8
"""Of a kind, for one priority: its theme's chapter has them all."""
_FACTORS = (".inequality.", ".places.", ".hot.", ".persistent.")


def worksheets(telling: Telling) -> tuple[Block, ...]:
    """Every priority's worksheet, in the order of the register.

    While nobody recorded a priority, an order of chapters that goes by problems works each
    theme with findings through.
    """
    subject = telling.subject
    places = [part for part in subject.template.parts.values() if part.each == "priority"]
    found = subject.evidence.priorities
    blocks: list[Block] = []
    if not found:
        found = _themes(telling)
        blocks = [telling.prose(f"risk.worksheet.{'by-theme' if found else 'none'}")]
    blocks += [block for one in found for block in _worksheet(telling, one, places)]
    return tuple(blocks)


def _themes(telling: Telling) -> tuple[Priority, ...]:
    """The themes with findings, where a chapter goes by problems; else none."""
    subject = telling.subject
    if all(chapter.id != PROBLEMS for chapter in subject.chapters):
        return ()
    codes = [one.code for one in subject.themes if subject.evidence.at(f"theme.{one.code}")]
    return candidates(subject.area.id, codes) if codes else ()


def _worksheet(telling: Telling, one: Priority, places: Iterable[Part]) -> Iterator[Block]:
    code = one.id.rpartition(".")[2]
    yield Heading(3, one.title[telling.language], f"problem-{code}")
    owner = plain(one.owner) or telling.say("risk.section.no-lead")
    yield telling.prose("risk.worksheet.lead", owner=owner)
    parts = tuple(places)
    for step in Step:
        yield Heading(4, telling.say(f"risk.step.{step.value}"), f"problem-{code}-{step.value}")
        own = [part.of(code) for part in parts if part.id.endswith(f"-{step.value}")]
        room = [block for part in own for block in _place(telling, part)]
        yield from _step(telling, one, step, alone=not room)
        yield from room
    for part in parts:
        if not any(part.id.endswith(f"-{step.value}") for step in Step):
            yield Heading(4, part.title[telling.language], f"part-{part.of(code).id}")
            yield from _place(telling, part.of(code))


def _place(telling: Telling, part: Part) -> Iterator[Block]:
    """Where people write; in public nothing where nobody did, unless they must."""
    subject = telling.subject
    if not subject.public or part.required or part.id in subject.written:
        yield open_part(telling, part)


def _step(telling: Telling, one: Priority, step: Step, *, alone: bool) -> Iterator[Block]:
    """What is recorded of a step, and what the area's evidence adds to it.

    Parameters
    ----------
    alone : bool
        Whether nothing follows, so that it is said here that nothing is recorded.
    """
    worked = [each for each in one.steps if each.step is step and each.text.complete]
    added = list(_ADDED[step](telling, one))
    yield from (_recorded(telling, each) for each in worked)
    if not worked and alone:
        yield telling.prose("risk.step-missing")
    yield from added


def _recorded(telling: Telling, each: Worked) -> Block:
    """What was recorded, with what it rests on: a figure by its name and its value."""
    text = plain(each.text[telling.language])
    found = telling.subject.evidence.released.figures.get(each.source)
    if found is not None and found.shown and found.figure.value is not None:
        label = found.figure.label
        value = span(found.figure, figure_words(found.figure, telling.language), telling.language)
        said = telling.say("risk.worksheet.recorded-figure", text=text, label=label, value=value)
        return Prose(said, (each.source,))
    if each.source:
        return telling.prose("risk.worksheet.recorded-from", text=text, source=plain(each.source))
    return telling.prose("risk.worksheet.recorded", text=text)


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
