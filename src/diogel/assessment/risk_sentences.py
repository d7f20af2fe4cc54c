"""What is said of risks, in whole sentences of both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from diogel.assessment.risk_combining import Agreement
from diogel.assessment.risk_imported import ImportedScore
from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_priorities_review import Lacking
from diogel.assessment.risk_results import Risk, RiskResults
from diogel.core import Bilingual, Language
from diogel.language import both, list_and, long_date, number, rank_label

Value = Fraction | float | int


def _in_both(say: Callable[[Language], str]) -> Bilingual:
    return Bilingual(say("en"), say("cy"))


def _said(value: Value, places: int = 0) -> Bilingual:
    return _in_both(lambda language: number(value, language, places))


def _as_tabled(value: Value) -> Bilingual:
    """A score with as many decimals as it has in a table: one, or none where it is whole."""
    return _said(value, 0 if float(value).is_integer() else 1)


def _list(names: Sequence[Bilingual]) -> Bilingual:
    return _in_both(lambda language: list_and([name[language] for name in names], language))


def _apart(names: Sequence[Bilingual]) -> Bilingual:
    """Names of several words, set apart."""
    return _in_both(lambda language: "; ".join(name[language] for name in names))


def risk_sentences(
    risk: Risk, priority: Priority, results: RiskResults, model: RiskModel
) -> tuple[Bilingual, ...]:
    """What is said of the risk of one priority."""
    return (
        risk_sentence(risk, priority, model),
        *_further_sentences(risk, priority.title, results),
    )


def _as_it_is(text: Bilingual) -> Bilingual:
    return text


def risk_sentence(
    risk: Risk,
    priority: Priority,
    model: RiskModel,
    marked: Callable[[Bilingual], Bilingual] = _as_it_is,
) -> Bilingual:
    """The risk with its limits, or why there is none; `marked` makes the number a view of it."""
    if risk.risk is None or risk.band is None or risk.limits is None:
        names = _list([model.by_code[code].name for code in risk.lacking])
        return both("risk.say.lacking", priority=priority.title, what=names)
    return both(
        "risk.say.risk",
        priority=priority.title,
        risk=marked(_as_tabled(risk.risk)),
        band=risk.band.name,
        lower=_as_tabled(risk.limits.lower),
        upper=_as_tabled(risk.limits.upper),
    )


def _further_sentences(risk: Risk, title: Bilingual, results: RiskResults) -> Iterator[Bilingual]:
    if risk.given:
        yield _rank(risk, title, results)
        if not risk.moderated:
            yield both("risk.say.not-moderated", priority=title)
    yield _confidence(risk, title)
    if risk.capacity is not None and risk.act is not None:
        place = _place(risk.act, tied=risk.act_tied)
        value = _as_tabled(risk.capacity)
        yield both("risk.say.capacity", priority=title, value=value, act=place)


def _place(rank: int, *, tied: bool) -> Bilingual:
    return _in_both(lambda language: rank_label(rank, tied, language))


def _rank(risk: Risk, title: Bilingual, results: RiskResults) -> Bilingual:
    rank = risk.rank or 0
    highest, lowest = risk.rank_by_weights or (rank, rank)
    of = sum(one.given for one in results.risks.values())
    slots = {"priority": title, "rank": _place(rank, tied=risk.tied), "of": of}
    if highest == lowest:
        return both("risk.say.rank-fixed", **slots)
    return both("risk.say.rank", highest=highest, lowest=lowest, **slots)


def _confidence(risk: Risk, title: Bilingual) -> Bilingual:
    found = risk.confidence
    if found.value is None or found.band is None:
        names = _list([both(f"risk.confidence.{part}") for part in found.unknown])
        return both("risk.say.confidence-unknown", priority=title, what=names)
    value = _said(found.value, 2)
    return both("risk.say.confidence", priority=title, value=value, band=found.band.name)


def first_sentence(results: RiskResults) -> Bilingual:
    """Whether the first priorities can be told apart from the others."""
    if results.separable is None:
        return both("risk.say.nothing-to-separate", n=results.first)
    key = "separable" if results.separable else "not-separable"
    return both(f"risk.say.{key}", n=results.first)


def agreement_sentences(agreed: Agreement, model: RiskModel) -> tuple[Bilingual, ...]:
    """How far partners agree, and how far the one that differs most is from the others."""
    item = model.by_code.get(agreed.item)
    name = item.name if item else both("risk.over-all")
    counts = {"item": name, "scorers": agreed.scorers, "priorities": agreed.priorities}
    if agreed.w is None or agreed.band is None:
        return (both("risk.say.agreement-none", **counts),)
    said = [both("risk.say.agreement", w=_said(agreed.w, 2), band=agreed.band.name, **counts)]
    if agreed.furthest is not None:
        gap = _as_tabled(agreed.furthest)
        if agreed.who:
            said.append(both("risk.say.differs-named", item=name, who=agreed.who, gap=gap))
        else:
            said.append(both("risk.say.differs", item=name, gap=gap))
    return tuple(said)


def imported_sentence(score: ImportedScore, priority: Priority) -> Bilingual:
    """Somebody else's score, word for word, and that it is theirs."""
    return both(
        "risk.say.imported",
        priority=priority.title,
        system=score.system,
        day=_in_both(lambda language: long_date(score.on, language)),
        score=score.score,
        source=score.source,
    )


def waiting_sentence(scorer: str, levels: int) -> Bilingual:
    """That a partner has not scored all, so that nothing of the others is shown yet."""
    return both("risk.say.waiting", scorer=scorer, n=levels)


def lacking_sentences(found: Lacking, priority: Priority) -> tuple[Bilingual, ...]:
    """What a priority still lacks, and which plans it was not held against."""
    title = priority.title
    what = [both(f"risk.lacking.{name}") for name in found.what]
    steps = [both(f"risk.step-name.{step.value}") for step in found.steps]
    said = []
    if what:
        said.append(both("risk.lacking-listed", priority=title, what=_apart(what)))
    if steps:
        said.append(both("risk.steps-missing", priority=title, steps=_apart(steps)))
    if found.unaligned:
        said.append(both("risk.unaligned", priority=title))
    for key, plans in (("plans-not-held", found.plans), ("plans-conflict", found.conflicts)):
        if plans and not (found.unaligned and key == "plans-not-held"):
            names = _list([both(f"risk.plan.{plan.value}") for plan in plans])
            said.append(both(f"risk.{key}", priority=title, plans=names))
    return tuple(said)
