"""An invented area with invented evidence, for the tests of the assessment's documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from diogel.assessment import (
    AssessmentEvidence,
    Finding,
    Gap,
    Held,
    SectionText,
    Shown,
    SourceUsed,
    assessment_documents,
    put_section,
    read_sections,
)
from diogel.assessment.risk_priorities import Alignment, Goal, Objective, Plan, Priority, Step
from diogel.assessment.risk_priorities import Worked as WorkedStep
from diogel.core import Base, Bilingual, Figure, Kind, Language, Line, Table, Tabulation, Unit
from diogel.disclosure import Released, load_policy, release
from diogel.indicators import AreaSet, area_set

DAY = date(2026, 11, 23)
PUBLISHER = Bilingual("Invented Safer Partnership", "Partneriaeth Ddiogelach Ddychmygol")
NEWPORT = "W06000022"
COUNTS = {"police-asb": 1204, "police-burglary": 312, "police-robbery": 47}
LABELS = {
    "police-asb": Bilingual("Anti-social behaviour", "Ymddygiad gwrthgymdeithasol"),
    "police-burglary": Bilingual("Burglary", "Byrgleriaeth"),
    "police-robbery": Bilingual("Robbery", "Lladrad"),
}


def area() -> AreaSet:
    return area_set(NEWPORT)


def figure_id(measure: str) -> str:
    return f"{NEWPORT}.{measure}.count12"


def released(counts: Mapping[str, int] | None = None) -> Released:
    """A count for each measure, and the table of them."""
    counts = {**COUNTS, **(counts or {})}
    figures = {
        figure_id(name): Figure(
            figure_id(name),
            LABELS[name],
            Kind.COUNT,
            Unit.INCIDENT,
            Base.RECORDED,
            float(count),
            numerator=count,
            disclosure="published",
        )
        for name, count in counts.items()
    }
    table = Table(
        id="levels",
        title=Bilingual(
            "Recorded in the year to October 2026", "Cofnodwyd yn y flwyddyn hyd at Hydref 2026"
        ),
        row_heading=Bilingual("What was recorded", "Yr hyn a gofnodwyd"),
        rows=tuple(Line(name, LABELS[name]) for name in counts),
        columns=(Line("count", Bilingual("Number", "Nifer")),),
        cells={(name, "count"): figure_id(name) for name in counts},
        chart="bar",
    )
    return release(Tabulation("invented", figures, (table,)), load_policy())


def said(held: Released, measure: str) -> str:
    """A figure in the span that names it, as findings write it."""
    value = held.figures[figure_id(measure)].figure.value or 0
    return f'[{value:,.0f}]{{.figure data-figure="{figure_id(measure)}"}}'


def finding(held: Released, measure: str, place: str, *, headline: bool = False) -> Finding:
    number = said(held, measure)
    sentence = Bilingual(
        f"{LABELS[measure].en}, twelve months: {number}.",
        f"{LABELS[measure].cy}, deuddeng mis: {number}.",
    )
    return Finding(f"{measure}.{place}", place, sentence, (figure_id(measure),), headline)


def priority() -> Priority:
    return Priority(
        id=f"{NEWPORT}.anti-social-behaviour",
        area=NEWPORT,
        title=LABELS["police-asb"],
        themes=("anti-social-behaviour",),
        objectives=(
            Objective(
                Goal.COHESIVE,
                Bilingual("Street work in two wards.", "Gwaith stryd mewn dwy ward."),
            ),
        ),
        alignments=(
            Alignment(
                Plan.WELL_BEING_PLAN,
                "2.3",
                Bilingual("The same objective.", "Yr un amcan."),
            ),
        ),
        steps=(
            WorkedStep(
                Step.SURVEILLANCE,
                Bilingual("Most is in the evening.", "Gyda'r nos y mae'r rhan fwyaf."),
            ),
        ),
    )


def evidence(counts: Mapping[str, int] | None = None, **changes: object) -> AssessmentEvidence:
    held = released(counts)
    given = AssessmentEvidence(
        released=held,
        findings=(
            finding(held, "police-asb", "overview", headline=True),
            finding(held, "police-burglary", "theme.crime", headline=True),
            finding(held, "police-asb", "theme.anti-social-behaviour"),
        ),
        shown=(Shown("levels", "overview", chart="bar"),),
        sources=(
            SourceUsed(
                Bilingual("police.uk street files", "ffeiliau stryd police.uk"),
                Bilingual("Gwent Police", "Heddlu Gwent"),
                Bilingual("November 2023 to October 2026", "Tachwedd 2023 i Hydref 2026"),
                date(2026, 11, 2),
                "OGL-UK-3.0",
                Bilingual("Whole in every month", "Yn gyflawn ym mhob mis"),
            ),
        ),
        gaps=(
            Gap(
                "substance-misuse",
                Bilingual(
                    "No health board data on admissions.", "Dim data bwrdd iechyd ar dderbyniadau."
                ),
            ),
        ),
        priorities=(priority(),),
        synthetic=True,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def documents(held: Held | None = None, shown: AssessmentEvidence | None = None, **more: object):  # type: ignore[no-untyped-def]
    return assessment_documents(
        area(),
        shown or evidence(),
        held or Held(),
        DAY,
        PUBLISHER,
        **more,  # type: ignore[arg-type]
    )


def text(
    part: str, words: str, language: Language = "en", by: str = "Invented Council", **more: object
) -> SectionText:
    given: dict[str, object] = {"part": part, "language": language, "text": words, "by": by}
    return SectionText(**{**given, "on": DAY, **more})  # type: ignore[arg-type]


def held_in(folder: Path, *texts: SectionText) -> Held:
    """What is held after these texts came in, each on top of what its writer had."""
    for each in texts:
        put_section(folder, each)
    return read_sections(folder)
