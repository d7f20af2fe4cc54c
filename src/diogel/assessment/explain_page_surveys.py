"""The part of the page of origins that is about surveys: each edition, and each number of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.findings_saying import plain
from diogel.assessment.survey_telling import (
    fieldwork_of,
    form_of,
    policy_of,
    question_lines,
)
from diogel.assessment.voices import SurveyVoice
from diogel.core import Language
from diogel.language import long_date, say
from diogel.reports import Block, Heading, Notice, PlainTable, Prose
from diogel.surveys.traced import TracedEdition, TracedFigure

_WIDTHS = (0.3, 0.12, 0.58)


def survey_blocks(voices: Iterable[SurveyVoice], language: Language) -> Iterator[Block]:
    """What an assessment quotes of surveys; a number that two of them quote has one row."""
    told: set[str] = set()
    for voice in voices:
        fresh = [each for id_, each in voice.traced.items() if id_ not in told]
        told.update(voice.traced)
        if voice.edition is not None and fresh:
            yield Heading(2, voice.title[language], f"survey-{voice.wave}")
            yield from _edition(voice.edition, language)
            yield _numbers(voice, fresh, language)


def _edition(edition: TracedEdition, language: Language) -> Iterator[Block]:
    """Whom it asked, when, with what, and under which rules its numbers were released."""
    if edition.synthetic:
        yield Notice(say("evidence.voice.invented", language), "synthetic")
    about = (edition.asked, edition.how, edition.frame)
    yield Prose(plain(" ".join(text[language] for text in about if text[language])))
    lines = [plain(fieldwork_of(edition, language)), form_of(edition, language, _code)]
    lines.append(say("explain.page.answers-file", language, file=_code(edition.answers)))
    for came in edition.came:
        slots = {"tool": _code(came.tool), "day": long_date(came.day, language)}
        lines.append(say("explain.page.came", language, **slots))
    lines.append(policy_of(edition, language, _code))
    lines += [plain(each[language]) for each in edition.exceptions]
    yield Prose("\n".join(f"- {line}" for line in lines))


def _code(name: str) -> str:
    """A name that is the same in both languages."""
    return f"`{name}`"


def _numbers(voice: SurveyVoice, figures: Iterable[TracedFigure], language: Language) -> PlainTable:
    """A row for each number, entered by its id."""
    figures = tuple(figures)
    key = "explain.page.table.survey"
    headings = tuple(say(f"{key}.{at}", language) for at in range(1, len(_WIDTHS) + 1))
    rows = tuple(
        (
            f"{figure.label[language]}\n{figure.id}",
            figure.said[language],
            "\n".join(_chain(figure, language)),
        )
        for figure in figures
    )
    anchors = tuple(figure.id for figure in figures)
    caption = say(key, language, title=voice.title)
    return PlainTable(caption, 0, headings, rows, _WIDTHS, anchors=anchors)


def _chain(figure: TracedFigure, language: Language) -> Iterator[str]:
    """The question, whom the number is of, how it is worked out, what the rules said."""
    if figure.repeats:
        yield say("explain.survey.repeats", language, figure=figure.repeats)
    for asked in figure.asked:
        yield from question_lines(asked, language)
    yield say("explain.page.base", language, base=say(f"explain.base.{figure.base}", language))
    yield figure.formula[language]
    for part in figure.parts:
        yield say("explain.line.part", language, label=part.label, said=part.said)
    yield from (rule[language] for rule in figure.decisions)
