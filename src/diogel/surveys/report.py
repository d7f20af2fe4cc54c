"""A wave's documents, always as a pair: Welsh and English from the same figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from diogel.core import LANGUAGES, Language, Place, Problem, Refused
from diogel.disclosure import Policy, Released
from diogel.language import long_date, say
from diogel.reports import Block, Document, Notice, check_twins
from diogel.reports.narrative import Filled, Surroundings, Written, fill_pair
from diogel.surveys.sections.appendices import decisions, figures, questions
from diogel.surveys.sections.limitations import limitations
from diogel.surveys.sections.method import method
from diogel.surveys.sections.people import quotations, respondents, words
from diogel.surveys.sections.telling import Telling
from diogel.surveys.sections.themes import themes
from diogel.surveys.study import Study

Section = Callable[[Telling], tuple[Block, ...]]
SECTIONS: Mapping[str, Section] = {
    "method": method,
    "limitations": limitations,
    "coverage": respondents,
    "words": words,
    "themes": themes,
    "questions": questions,
    "figures": figures,
    "decisions": decisions,
}
# Documents of a few pages carry no table of contents.
SHORT = ("board",)


@dataclass(frozen=True, slots=True)
class Pair:
    """One document in both languages, and the day its files carry."""

    name: str
    documents: Mapping[Language, Document]
    day: date


def make_pairs(
    study: Study, released: Released, policy: Policy, cited: Mapping[str, Released]
) -> tuple[Pair, ...]:
    """Every document that the wave declares; Refused when either language has any fault."""
    tellings = {lang: Telling(study, released, policy, lang) for lang in LANGUAGES}
    around = {
        language: Surroundings(
            sections={name: make(telling) for name, make in SECTIONS.items()},
            quotes=quotations(telling),
        )
        for language, telling in tellings.items()
    }
    return tuple(_pair(study, name, released, around, cited) for name in study.wave.documents)


def _pair(
    study: Study,
    name: str,
    released: Released,
    around: Mapping[Language, Surroundings],
    cited: Mapping[str, Released],
) -> Pair:
    texts = {language: _narrative(study, name, language) for language in LANGUAGES}
    filled = fill_pair(texts, released, around, cited)
    documents = {language: _document(study, name, filled, language) for language in LANGUAGES}
    check_twins(documents["en"], documents["cy"])
    return Pair(name, documents, filled["en"].front.date)


def _narrative(study: Study, name: str, language: Language) -> Written:
    file = f"{name}.{language}.md"
    try:
        text = (study.wave.folder / file).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        place = Place(file=f"{study.wave.id}/")
        raise Refused([Problem("wave.file-missing", place, file, file)]) from None
    except UnicodeDecodeError:
        raise Refused([Problem("wave.not-utf8", Place(file=file), file)]) from None
    return Written(f"{study.wave.id}/{file}", text)


def _document(
    study: Study, name: str, filled: Mapping[Language, Filled], language: Language
) -> Document:
    front = filled[language].front
    other: Language = "en" if language == "cy" else "cy"
    notices = tuple(_notices(study, filled["cy"], language))
    return Document(
        name=name,
        language=language,
        title=front.title,
        subtitle=front.subtitle,
        date=long_date(front.date, language),
        author=front.author,
        subject=front.subject or front.title,
        keywords=front.keywords,
        twin=filled[other].front.title,
        blocks=(*notices, *filled[language].blocks),
        contents=name not in SHORT,
        notice=say("surveys.notice.synthetic_short", language) if study.wave.synthetic else "",
    )


def _notices(study: Study, welsh: Filled, language: Language) -> list[Notice]:
    """What a reader must know first: invented answers, Welsh that nobody has reviewed."""
    notices = []
    if study.wave.synthetic:
        notices.append(Notice(say(study.invented_notice, language), "synthetic"))
    if welsh.front.review == "needed":
        notices.append(Notice(say("surveys.notice.review", language), "review"))
    return notices
