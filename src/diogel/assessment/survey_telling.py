"""The chain behind a survey's number told in lines for a person, or as a record for a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from diogel.assessment.explaining_telling import head_lines
from diogel.core import Bilingual, Language
from diogel.language import date_range, long_date, say
from diogel.surveys.traced import Asked, TracedEdition, TracedFigure


def survey_lines(figure: TracedFigure, edition: TracedEdition, language: Language) -> Iterator[str]:
    """The chain in lines, from the number as printed down to the files."""
    yield from head_lines(
        language,
        figure.id,
        label=figure.label,
        said=figure.said,
        shown=figure.shown,
        codes={"base": figure.base, "unit": figure.unit, "status": figure.status},
    )
    yield say("explain.line.formula", language, formula=figure.formula)
    for part in figure.parts:
        key = "explain.line.part-figure" if part.figure else "explain.line.part"
        yield "  " + say(key, language, label=part.label, said=part.said, figure=part.figure)
    for rule in figure.decisions:
        yield say("explain.line.decision", language, rule=rule, policy=edition.policy_title)
    yield from _questions(figure, language)
    yield from edition_lines(edition, language)


def _questions(figure: TracedFigure, language: Language) -> Iterator[str]:
    if figure.repeats:
        yield say("explain.survey.repeats", language, figure=figure.repeats)
    for asked in figure.asked:
        first, *rest = question_lines(asked, language)
        yield first
        yield from (f"  {line}" for line in rest)


def question_lines(asked: Asked, language: Language) -> Iterator[str]:
    """A question as it was asked, what could be answered, and who was asked."""
    yield say("explain.survey.question", language, number=asked.number, text=asked.text)
    yield say("explain.survey.answers", language, answers=asked.answers)
    yield say("explain.survey.who", language, who=asked.who)
    if asked.wording:
        yield say(f"explain.survey.wording.{asked.wording}", language)


def edition_lines(edition: TracedEdition, language: Language) -> Iterator[str]:
    """The survey, its questionnaire, its files of answers and the rules of its edition."""
    yield say("explain.survey.title", language, title=edition.title, wave=edition.wave)
    yield "  " + fieldwork_of(edition, language)
    yield f"  {edition.asked[language]} {edition.how[language]}"
    yield f"  {edition.frame[language]}"
    if edition.synthetic:
        yield "  " + say("evidence.voice.invented", language)
    yield form_of(edition, language)
    slots = {"file": edition.answers, "hash": edition.answers_hash}
    yield say("explain.survey.answers-file", language, **slots)
    for came in edition.came:
        day = long_date(came.day, language)
        named = {"file": came.file, "tool": came.tool, "day": day, "hash": came.sha256}
        yield "  " + say("explain.survey.came", language, **named)
    yield policy_of(edition, language)
    yield from (f"  {each[language]}" for each in edition.exceptions)


def fieldwork_of(edition: TracedEdition, language: Language) -> str:
    """When the survey was open, and when its edition was published."""
    return say(
        "explain.survey.fieldwork",
        language,
        fieldwork=date_range(edition.opened, edition.closed, language),
        published=long_date(edition.published, language),
    )


def form_of(edition: TracedEdition, language: Language, marked: Callable[[str], str] = str) -> str:
    """The questionnaire, its version and its file, each name as it is to be marked."""
    names = {
        "form": edition.form,
        "version": edition.version,
        "file": edition.form_file,
        "hash": edition.form_hash,
    }
    return say("explain.survey.form", language, **{k: marked(v) for k, v in names.items()})


def policy_of(
    edition: TracedEdition, language: Language, marked: Callable[[str], str] = str
) -> str:
    """The rules under which the edition was released."""
    slots = {"title": edition.policy_title, "policy": marked(edition.policy)}
    return say("explain.survey.policy", language, **slots)


def survey_record(figure: TracedFigure, edition: TracedEdition) -> dict[str, Any]:
    """The chain as data, for another program."""
    return {
        "id": figure.id,
        "label": _two(figure.label),
        "said": _two(figure.said),
        "shown": figure.shown,
        "value": figure.value,
        "status": figure.status,
        "kind": figure.kind,
        "base": figure.base,
        "unit": figure.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "formula": _two(figure.formula),
        "parts": [
            {"label": _two(part.label), "said": _two(part.said), "figure": part.figure}
            for part in figure.parts
        ],
        "disclosure": {
            "policy": edition.policy,
            "title": _two(edition.policy_title),
            "rules": [_two(rule) for rule in figure.decisions],
            "exceptions": [_two(each) for each in edition.exceptions],
        },
        "repeats": figure.repeats,
        "questions": [_question(asked) for asked in figure.asked],
        "wave": edition.wave,
        "survey": _survey(edition),
        "form": {
            "id": edition.form,
            "version": edition.version,
            "file": edition.form_file,
            "sha256": edition.form_hash,
        },
        "answers": edition.answers,
        "answers_sha256": edition.answers_hash,
        "imports": [
            {"file": e.file, "day": e.day.isoformat(), "tool": e.tool, "sha256": e.sha256}
            for e in edition.came
        ],
    }


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "number": asked.number,
        "text": _two(asked.text),
        "answers": _two(asked.answers),
        "asked": _two(asked.who),
        "wording": asked.wording,
    }


def _survey(edition: TracedEdition) -> dict[str, Any]:
    return {
        "title": _two(edition.title),
        "asked": _two(edition.asked),
        "how": _two(edition.how),
        "frame": _two(edition.frame),
        "opened": edition.opened.isoformat(),
        "closed": edition.closed.isoformat(),
        "published": edition.published.isoformat(),
        "synthetic": edition.synthetic,
    }


def _two(text: Bilingual) -> dict[str, str]:
    return {"en": text.en, "cy": text.cy}
