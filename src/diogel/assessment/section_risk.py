"""The chapter on risk: our own labelled matrix, and how far any of it can be relied on.

Where nobody scored, or a partner is waited for, no risk is shown at all: only what the data
suggest, as suggestions.
"""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.known import Known
from diogel.assessment.risk_area import OF_MODEL
from diogel.assessment.risk_evidence import may_be_reporting
from diogel.assessment.risk_model import TOP, Group
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_results import RiskResults, matrix, matrix_band
from diogel.assessment.risk_sentences import (
    agreement_sentences,
    first_sentence,
    risk_sentence,
    waiting_sentence,
)
from diogel.assessment.risk_suggested_figures import Suggested, suggested_id
from diogel.assessment.section_risk_beside import changes, others
from diogel.assessment.section_risk_telling import EMPTY, RiskTelling, in_languages, safe
from diogel.core import Language
from diogel.language import list_and, long_date
from diogel.reports import Block, Notice, PlainTable
from diogel.standard import measure as measure_of


def risk_section(known: Known) -> dict[Language, tuple[Block, ...]]:
    """The chapter in both languages."""
    return in_languages(known, _blocks)


def _blocks(telling: RiskTelling) -> Iterator[Block]:
    results = telling.risk.results
    yield from _standing(telling)
    if results is not None:
        yield telling.prose(telling.say("risk.our-own"))
        yield from _scored(telling, results)
    yield from others(telling)
    yield from _suggested(telling)
    yield from changes(telling, ("score", "moderation", *OF_MODEL))


def _standing(telling: RiskTelling) -> Iterator[Block]:
    """Who scored, who is waited for, and what takes no part."""
    risk = telling.risk
    if risk.waiting:
        owed = [
            waiting_sentence(safe(scorer), levels)[telling.language]
            for scorer, levels in risk.waiting.items()
        ]
        yield Notice(telling.say("risk.section.waiting"), "absent")
        yield telling.listed(owed)
    elif risk.results is None:
        yield Notice(telling.say("risk.section.nobody"), "absent")
    else:
        scored = telling.say(
            "risk.section.scored",
            scorers=len(risk.scorers),
            subjects=len(risk.subjects),
            model=risk.model.title,
            version=risk.model.version,
        )
        yield telling.prose(scored)
    if (closed := risk.scoring.closed) is not None:
        day = long_date(closed.on, telling.language)
        slots = {"day": day, "by": safe(closed.by), "reason": safe(closed.reason)}
        yield telling.prose(telling.say("risk.section.closed", **slots))
    if risk.unused:
        yield telling.prose(telling.say("risk.section.unused", n=risk.unused))


def _scored(telling: RiskTelling, results: RiskResults) -> Iterator[Block]:
    yield telling.heading("matrix")
    yield telling.prose(telling.say("risk.section.matrix"))
    yield _matrix(telling, results)
    yield telling.heading("levels")
    yield telling.listed(_words(telling, results))
    yield telling.prose(telling.say("risk.section.highest"))
    yield telling.listed(_sentences(telling, results))
    yield from telling.released("risk.risks")
    yield telling.heading("ranks")
    yield telling.prose(first_sentence(results)[telling.language])
    yield from telling.released("risk.ranks")
    yield telling.heading("beside")
    yield telling.prose(telling.say("risk.section.beside"))
    yield from telling.released("risk.beside")
    yield telling.heading("agreement")
    said = agreement_sentences(telling.risk.agreed[0], telling.risk.model)
    yield telling.prose(*(one[telling.language] for one in said))
    yield from telling.released("risk.agreement")


def _words(telling: RiskTelling, results: RiskResults) -> list[str]:
    """Which risks each word is said of, the gravest first; those that have none come last."""
    language = telling.language
    by_word: dict[str, list[str]] = {}
    for one in _ordered(telling, results):
        band = results.risks[one.id].band
        word = band.name[language] if band else telling.say("risk.section.no-risk")
        by_word.setdefault(word, []).append(one.title[language])
    return [
        telling.say("risk.section.of-word", word=word, names="; ".join(names))
        for word, names in by_word.items()
    ]


def _ordered(telling: RiskTelling, results: RiskResults) -> list[Priority]:
    """The highest risk first; what has none comes last."""
    last = len(results.risks) + 1
    return sorted(telling.risk.subjects, key=lambda one: results.risks[one.id].rank or last)


def _sentences(telling: RiskTelling, results: RiskResults) -> list[str]:
    """A sentence for each of the first, and for each that has no risk."""
    told = [
        one
        for one in _ordered(telling, results)
        if not results.risks[one.id].given or (results.risks[one.id].rank or 0) <= results.first
    ]
    return [_sentence(telling, one, results) for one in told]


def _sentence(telling: RiskTelling, one: Priority, results: RiskResults) -> str:
    return risk_sentence(
        results.risks[one.id],
        one,
        telling.risk.model,
        lambda text: telling.spanned(f"{one.id}.risk.risk", text),
    )[telling.language]


def _matrix(telling: RiskTelling, results: RiskResults) -> PlainTable:
    """The matrix with names in its fields, impact falling downwards."""
    fields = matrix(results)
    titles = {one.id: one.title[telling.language] for one in telling.risk.subjects}
    levels = range(TOP + 1)

    def said(impact: int, likelihood: int) -> str:
        word = matrix_band(impact, likelihood, telling.risk.model).name[telling.language]
        names = [titles[one] for one in fields.get((impact, likelihood), ())]
        if not names:
            return telling.say("risk.section.field-empty", band=word)
        return telling.say("risk.section.field", band=word, names="; ".join(names))

    rows = [
        (telling.say("risk.impact-level", level=impact), *(said(impact, at) for at in levels))
        for impact in reversed(levels)
    ]
    headings = (
        telling.say("risk.heading.impact"),
        *(telling.say("risk.likelihood-level", level=at) for at in levels),
    )
    return telling.table("matrix", headings, rows, (0.15, *(0.17,) * (TOP + 1)))


def _suggested(telling: RiskTelling) -> Iterator[Block]:
    """What the data suggest, in words: never a score."""
    yield telling.heading("suggested")
    told = [one for one in telling.risk.suggested if _shown(telling, one)]
    if told:
        items = telling.risk.model.of(Group.LIKELIHOOD)
        headings = (
            telling.say("risk.heading.priority"),
            telling.say("risk.section.goes-by"),
            *(item.name[telling.language] for item in items),
        )
        rows = [_row(telling, one) for one in told]
        widths = (0.2, 0.2, *(0.6 / len(items),) * len(items))
        yield telling.prose(telling.say("risk.section.suggested"))
        yield telling.table("suggested", headings, rows, widths)
        yield from _reporting(telling, told)
    silent = [one.priority.title for one in telling.risk.suggested if one not in told]
    if silent:
        names = list_and([title[telling.language] for title in silent], telling.language)
        yield telling.prose(telling.say("risk.section.not-suggested", names=names))


def _reporting(telling: RiskTelling, told: list[Suggested]) -> Iterator[Block]:
    """Which of the measures may rise because more is reported."""
    codes = dict.fromkeys(one.measure for one in told if may_be_reporting(one.measure))
    if codes:
        names = "; ".join(measure_of(code).title[telling.language] for code in codes)
        yield telling.prose(telling.say("risk.section.reporting", names=names))


def _shown(telling: RiskTelling, one: Suggested) -> bool:
    """Whether any level that data suggest for it may be shown."""
    items = telling.risk.model.of(Group.LIKELIHOOD)
    names = (suggested_id(one.priority.id, item.code) for item in items)
    return bool(one.measure) and any(telling.figure(name) for name in names)


def _row(telling: RiskTelling, one: Suggested) -> tuple[str, ...]:
    language = telling.language
    cells = []
    for item in telling.risk.model.of(Group.LIKELIHOOD):
        found = telling.figure(suggested_id(one.priority.id, item.code))
        level = int(found.figure.value or 0) if found else None
        cells.append(EMPTY if level is None else f"{level}: {item.levels[level][language]}")
    return (one.priority.title[language], measure_of(one.measure).title[language], *cells)
