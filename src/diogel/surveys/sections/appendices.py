"""Appendices: the questions as asked, the figures, and how disclosure was decided."""

from __future__ import annotations

from collections import Counter

from diogel.core import Bilingual, Figure, Interval
from diogel.disclosure import ReleasedFigure, audience_words, exception_words, why_words
from diogel.language import number, rank_label, say
from diogel.reports import Block, PlainTable, Prose
from diogel.reports.narrative import figure_text
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.routes import printed_number, route_in_words
from diogel.surveys.sections.policy_rules import policy_rules
from diogel.surveys.sections.telling import Telling

WHOLE_TABLES = ("three_state", "crosstab")


def questions(telling: Telling) -> tuple[Block, ...]:
    """Every question as it was asked, section by section, with its answers and its route."""
    instrument = telling.study.instrument
    asked = [q for q in instrument.questions if not q.coded]
    rows = [row for q in asked for row in _question_rows(telling, instrument, q)]
    return (
        telling.prose("surveys.questions.intro"),
        PlainTable(
            caption=telling.say("surveys.questions.caption"),
            number=0,
            headings=tuple(
                telling.say(f"surveys.questions.heading.{name}")
                for name in ("id", "text", "answers", "route")
            ),
            rows=tuple(rows),
            widths=(0.08, 0.42, 0.32, 0.18),
        ),
    )


def _question_rows(
    telling: Telling, instrument: Instrument, question: Question
) -> list[tuple[str, ...]]:
    language = telling.language
    rows: list[tuple[str, ...]] = []
    matrix = instrument.matrices.get(question.matrix)
    if matrix and instrument.rows(matrix.id)[0] is question:
        stem = matrix.label[language]
        rows.append(
            (matrix.id.upper(), stem, _answers(telling, question), _route(telling, question))
        )
    if matrix:
        answers, route = (
            telling.say("surveys.questions.as_above"),
            telling.say("surveys.questions.as_above"),
        )
    else:
        answers, route = _answers(telling, question), _route(telling, question)
    rows.append((printed_number(instrument, question), question.label[language], answers, route))
    return rows


def _answers(telling: Telling, question: Question) -> str:
    if question.choices:
        listed = "; ".join(choice.label[telling.language] for choice in question.choices)
        several = question.kind in ("multi", "areas")
        return telling.say(
            "surveys.questions.several" if several else "surveys.questions.one", listed=listed
        )
    return telling.say(f"surveys.questions.kind.{question.kind}")


def _route(telling: Telling, question: Question) -> str:
    """Who was asked; of a repeated group, that it is kept and in no figure."""
    repeat = telling.study.instrument.repeat_of(question.id)
    if repeat:
        label = telling.study.instrument.blocks[repeat].label[telling.language]
        return telling.say("surveys.questions.repeated", group=label or repeat)
    if not question.relevant:
        return telling.say("surveys.questions.everybody")
    return route_in_words(telling.study.instrument, question, telling.language)


def figures(telling: Telling) -> tuple[Block, ...]:
    """The figures that the plan names, each with its base; then the limits, where there are any.

    A table that the plan counts as a whole stands in the text and is not listed cell by cell.
    """
    named = {w.id for w in telling.study.plan.wanted if w.kind not in WHOLE_TABLES}
    tables = {w.id for w in telling.study.plan.wanted if w.kind in WHOLE_TABLES}
    listed = [
        found
        for found in telling.released.listed
        if _named(found.figure.id, named) and not _named(found.figure.id, tables)
    ]
    blocks: list[Block] = [
        telling.prose("surveys.figures.intro"),
        PlainTable(
            caption=telling.say("surveys.figures.caption"),
            number=0,
            headings=tuple(
                telling.say(f"surveys.figures.heading.{name}")
                for name in ("id", "label", "value", "base", "rank", "remark")
            ),
            rows=tuple(_figure_row(telling, found) for found in listed),
            widths=(0.08, 0.36, 0.17, 0.14, 0.1, 0.15),
        ),
    ]
    limited = [found.figure for found in listed if found.shown and found.figure.interval]
    if limited:
        blocks += [telling.prose("surveys.limits.intro"), _limits_table(telling, limited)]
    return tuple(blocks)


def _named(figure: str, named: set[str]) -> bool:
    pieces = figure.split(".")
    return any(".".join(pieces[:n]) in named for n in range(1, len(pieces) + 1))


def _figure_row(telling: Telling, found: ReleasedFigure) -> tuple[str, ...]:
    figure, language = found.figure, telling.language
    if not found.shown:
        value = f"[{figure.status.value}] {found.band[language]}".strip()
    elif figure.value is None:
        value = f"[{figure.status.value}]"
    else:
        value = figure_text(figure, "", language)
    rank = rank_label(figure.rank, figure.tied, language) if figure.rank else ""
    return (
        figure.id.partition(".")[0].upper().partition("_")[0],
        figure.label[language],
        value,
        telling.say(f"surveys.base.{figure.base.value}"),
        rank or "–",
        _remarks(telling, figure) or "–",
    )


def _remarks(telling: Telling, figure: Figure) -> str:
    remarks = []
    if figure.synthetic:
        remarks.append(telling.say("surveys.remark.synthetic"))
    if figure.exception:
        remarks.append(telling.say("surveys.remark.exception"))
    return "; ".join(remarks)


def _limits_table(telling: Telling, limited: list[Figure]) -> PlainTable:
    return PlainTable(
        caption=telling.say("surveys.limits.caption"),
        number=0,
        headings=tuple(
            telling.say(f"surveys.limits.heading.{name}")
            for name in ("id", "label", "x", "worst", "exact")
        ),
        rows=tuple(_limits_row(telling, figure) for figure in limited),
        widths=(0.08, 0.44, 0.16, 0.16, 0.16),
    )


def _limits_row(telling: Telling, figure: Figure) -> tuple[str, ...]:
    language = telling.language

    def between(limits: Interval | None) -> str:
        if limits is None:
            return "–"
        low, high = number(limits.lower, language), number(limits.upper, language)
        return telling.say("surveys.limits.between", low=low, high=high)

    exact = figure.interval
    count = number(exact.count, language) if exact else ""
    sample = number(exact.sample, language) if exact else ""
    of = say("narrative.count-of-base", language, count=count, base=sample)
    return (
        figure.id.partition(".")[0].upper().partition("_")[0],
        figure.label[language],
        of,
        between(figure.bounds),
        between(exact),
    )


def decisions(telling: Telling) -> tuple[Block, ...]:
    """What was done to protect respondents: how many tables and figures, never which and why.

    To say which rule hid which figure would narrow down what it hides.
    """
    tables = Counter(found.treatment for found in telling.released.tables.values())
    hidden = sum(not found.shown for found in telling.released.listed)
    excepted = sum(bool(found.figure.exception) for found in telling.released.listed)
    rows = [
        (telling.say(f"surveys.treatment.{name}"), number(tables[name], telling.language))
        for name in ("whole", "collapsed", "suppressed", "bands", "withheld")
    ]
    rows += [
        (telling.say("surveys.treatment.hidden"), number(hidden, telling.language)),
        (telling.say("surveys.treatment.excepted"), number(excepted, telling.language)),
    ]
    return (
        Prose(telling.say("surveys.decisions.intro", policy=telling.policy.title)),
        PlainTable(
            caption=telling.say("surveys.decisions.caption"),
            number=0,
            headings=(
                telling.say("surveys.decisions.heading.what"),
                telling.say("surveys.heading.number"),
            ),
            rows=tuple(rows),
            widths=(0.8, 0.2),
        ),
        Prose("\n".join(f"- {told[telling.language]}" for told in _told(telling))),
        policy_rules(telling),
    )


def _told(telling: Telling) -> tuple[Bilingual, ...]:
    """Why anything is held back, the exceptions that were used, and who may see what."""
    released = telling.released
    return (
        *why_words(released),
        *exception_words(released),
        *audience_words(telling.policy),
    )
