"""An assessment's documents, always as pairs: the whole, the board's paper, the public's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from diogel.assessment.checklist import in_force
from diogel.assessment.document_checks import orphan_headings, unfilled
from diogel.assessment.document_evidence import AssessmentEvidence
from diogel.assessment.document_parts import publishing_problems
from diogel.assessment.document_sections import sections_of
from diogel.assessment.document_telling import Subject, Telling
from diogel.assessment.sections import Held
from diogel.assessment.signatures import Signature
from diogel.assessment.template import Chapter, Part, Plan, Template
from diogel.assessment.template_reading import load_template
from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem, Refused, Severity
from diogel.indicators import AreaSet
from diogel.language import long_date
from diogel.reports import (
    Block,
    ChartBlock,
    Document,
    Heading,
    Notice,
    OpenPart,
    PlainTable,
    TableBlock,
    check_twins,
)
from diogel.reports.narrative import Surroundings, check_pair, fill_narrative, read_template
from diogel.standard import Duty, Theme
from diogel.standard import duties as standard_duties
from diogel.standard import themes as standard_themes

WHEEL = "wheel-2017"
Pair = dict[Language, Document]


def assessment_documents(
    area: AreaSet,
    evidence: AssessmentEvidence,
    sections: Held,
    day: date,
    publisher: Bilingual,
    *,
    template: Template | None = None,
    outline: str = "",
    signatures: Sequence[Signature] = (),
    duties: Sequence[Duty] | None = None,
    themes: Sequence[Theme] | None = None,
    public: bool = False,
) -> dict[str, Pair]:
    """Every document of the template, by name, in both languages.

    Parameters
    ----------
    sections : Held
        What people have written, as `read_sections` gives it.
    day : date
        Of the document, and by which it is judged what law is in force.
    duties, themes : sequence, optional
        By default those of the standard: all its duties; the segments of the 2017 wheel, and
        the themes that have evidence or that a duty asks about.
    public : bool
        For publishing: nothing is for editing, and a part that is missing in a language, or
        is required and not written, refuses the build.

    Raises
    ------
    Refused
        With everything that is wrong with the template's texts or with the files of what
        people wrote, or that keeps the documents from being public.
    """
    # Made without words that cannot be read, a document would leave them out in silence.
    _refuse(sections.problems)
    standing = tuple(standard_duties() if duties is None else duties)
    subject = Subject(
        area=area,
        evidence=evidence,
        held=sections,
        signatures=tuple(signatures),
        template=template or load_template(),
        outline=outline,
        day=day,
        publisher=publisher,
        duties=standing,
        themes=tuple(_themes(standing, evidence, sections, day) if themes is None else themes),
        public=public,
    )
    made = {plan.id: _pair(subject, plan) for plan in subject.template.plans}
    if public:
        _refuse(
            [
                problem
                for problem in publishing_problems(subject, _open(subject, made.values()))
                if problem.severity is Severity.STOP
            ]
        )
    return made


def _themes(
    duties: Iterable[Duty], evidence: AssessmentEvidence, held: Held, day: date
) -> list[Theme]:
    """The segments of the wheel, then the themes that duties ask about, that have findings, or
    that people wrote of."""
    wanted = {theme for duty in in_force(duties, day) if duty.asks for theme in duty.themes}
    wanted |= {finding.place.removeprefix("theme.") for finding in evidence.findings}
    wanted |= {part.removeprefix("theme.") for part, _ in held.texts}
    wheel = [theme for theme in standard_themes() if WHEEL in theme.named]
    return wheel + [t for t in standard_themes() if t not in wheel and t.code in wanted]


def _open(subject: Subject, pairs: Iterable[Pair]) -> tuple[Part, ...]:
    """The parts that stand in the documents, each once."""
    ids = [b.id for pair in pairs for b in pair["en"].blocks if isinstance(b, OpenPart)]
    found = (subject.template.part(each) for each in dict.fromkeys(ids))
    nothing = Bilingual("", "")
    return tuple(
        part or Part(id_, nothing, nothing)
        for id_, part in zip(dict.fromkeys(ids), found, strict=True)
    )


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _pair(subject: Subject, plan: Plan) -> Pair:
    """One document in both languages."""
    chapters = subject.template.chapters_of(plan, subject.outline)
    tellings = {language: Telling(subject, plan, language) for language in LANGUAGES}
    around = {language: sections_of(telling) for language, telling in tellings.items()}
    _refuse([*_text_problems(chapters, subject, around)])
    blocks = {lang: _blocks(tellings[lang], chapters, around[lang]) for lang in LANGUAGES}
    made = {lang: _document(tellings[lang], blocks[lang], chapters) for lang in LANGUAGES}
    check_twins(made["en"], made["cy"])
    _refuse([*_document_problems(made.values())])
    return made


def _text_problems(
    chapters: Iterable[Chapter],
    subject: Subject,
    around: Mapping[Language, Mapping[str, tuple[Block, ...]]],
) -> Iterator[Problem]:
    """What is wrong with the chapters' texts. They have no title and no day of their own."""
    surroundings = {language: Surroundings(sections=around[language]) for language in LANGUAGES}
    for chapter in chapters:
        found = check_pair(chapter.texts, subject.evidence.released, surroundings)
        yield from (problem for problem in found if problem.code != "narrative.front-missing")


def _blocks(
    telling: Telling, chapters: Sequence[Chapter], sections: Mapping[str, tuple[Block, ...]]
) -> tuple[Block, ...]:
    """The chapters one after the other, each under its heading, everything numbered anew."""
    found: list[Block] = []
    surroundings = Surroundings(sections=sections)
    counted = {True: 0, False: 0}
    for chapter in chapters:
        counted[chapter.annex] += 1
        if telling.plan.headings:
            found.append(_chapter_heading(telling, chapter, counted[chapter.annex]))
        text = read_template(chapter.texts[telling.language].text)
        released = telling.subject.evidence.released
        found += fill_narrative(text, telling.language, released, surroundings)
    return tuple(_numbered(found))


def _chapter_heading(telling: Telling, chapter: Chapter, number: int) -> Heading:
    title = chapter.title[telling.language]
    if chapter.annex:
        letter = chr(ord("A") + number - 1)
        return Heading(
            2, telling.say("document.annex-heading", letter=letter, title=title), chapter.id
        )
    return Heading(
        2, telling.say("document.chapter-heading", number=number, title=title), chapter.id
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables and charts counted through the whole document, each kind by itself."""
    tables = charts = 0
    for block in blocks:
        if isinstance(block, TableBlock | PlainTable):
            tables += 1
            yield replace(block, number=tables)
        elif isinstance(block, ChartBlock):
            charts += 1
            yield replace(block, number=charts)
        else:
            yield block


def _document(telling: Telling, blocks: tuple[Block, ...], chapters: Sequence[Chapter]) -> Document:
    subject, plan, language = telling.subject, telling.plan, telling.language
    other = Telling(subject, plan, "en" if language == "cy" else "cy")
    return Document(
        name=plan.id,
        language=language,
        title=_title(telling),
        subtitle="",
        date=long_date(subject.day, language),
        author=subject.publisher[language],
        subject=plan.subject[language],
        keywords=(plan.subject[language], subject.area.name[language]),
        twin=_title(other),
        blocks=(*_notices(telling, chapters), *blocks),
        contents=plan.contents,
        notice=telling.say("document.synthetic-short") if subject.evidence.synthetic else "",
    )


def _title(telling: Telling) -> str:
    slots = {"title": telling.plan.title, "area": telling.subject.area.name}
    return telling.say("document.title", **slots)


def _notices(telling: Telling, chapters: Sequence[Chapter]) -> Iterator[Notice]:
    """What a reader must know before anything else."""
    if telling.subject.evidence.synthetic:
        yield Notice(telling.say("document.synthetic"), "synthetic")
    if any('review = "needed"' in chapter.texts["cy"].text for chapter in chapters):
        yield Notice(telling.say("document.review"), "review")
    if telling.editable:
        yield Notice(telling.say("document.draft"), "draft")


def _document_problems(documents: Iterable[Document]) -> Iterator[Problem]:
    for document in documents:
        place = Place(file=f"{document.name}.{document.language}")
        for heading in orphan_headings(document):
            yield Problem("assessment.orphan-heading", place, heading.text)
        for words in unfilled(document):
            yield Problem("assessment.unfilled", place, words)
