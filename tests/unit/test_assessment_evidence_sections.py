"""The sections that the machine writes of its evidence: sources, gaps, confidence, methods."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from diogel.assessment.background import Background
from diogel.assessment.gathering import gather, ready_sections
from diogel.assessment.known import Known, know
from diogel.assessment.section_sources import sources_of
from diogel.assessment.voices import SurveyVoice, VoiceLine
from diogel.core import LANGUAGES, Bilingual, Language, Period, Status
from diogel.disclosure import load_policy
from diogel.indicators import Evidence, Point, Populations, Series, SmallAreas, area_set
from diogel.indicators.profiles import AgeBands
from diogel.language import english_left
from diogel.quality import (
    Audit,
    GapMap,
    IncidentFacts,
    Judgement,
    Need,
    State,
    Verdict,
    load_settings,
)
from diogel.reports import Block, Heading, Notice, PlainTable, Prose
from diogel.store import Delivery, Release, Slice

NEWPORT, GWENT = "W06000022", "W15000002"
BURGLARY, FIRES = "police-burglary", "fire-deliberate-primary"
DAY = date(2024, 6, 1)
NOWHERE = np.zeros(0)


def months(first: str, number: int) -> tuple[Period, ...]:
    start = Period.parse(first)
    return tuple(start.shifted(step) for step in range(number))


def series(measure: str, source: str, periods: Iterable[Period], lost: str = "") -> Series:
    points = (
        Point(p, None, Status.NOT_AVAILABLE) if str(p) == lost else Point(p, 40.0, Status.OBSERVED)
        for p in periods
    )
    return Series(measure, NEWPORT, tuple(points), source)


def evidence(*held: Series) -> Evidence:
    population = Populations("census-2021", date(2021, 3, 21), {NEWPORT: 150000}, {NEWPORT: 66000})
    return Evidence(
        tuple(one.measure for one in held),
        {(one.measure, NEWPORT): one for one in held},
        (population,),
        SmallAreas((), (), {}, NOWHERE, NOWHERE),
        {},
        None,
        {},
    )


def release_of(name: str, supplier: str, *slices: Slice, synthetic: bool = False) -> Release:
    delivery = Delivery(name, supplier, slices, licence="OGL-UK-3.0", synthetic=synthetic)
    return Release(name, delivery, datetime(2024, 3, 5, tzinfo=UTC), "0", {})


def street(force: str, month: str) -> Release:
    key = {"force": force, "period": month}
    return release_of(f"{force}-{month}", "police-uk-street", Slice("street", key, 9, "f", "x"))


def audit(*judgements: Judgement) -> Audit:
    return Audit(DAY, load_settings(), (), (), IncidentFacts(*[0] * 12), judgements, (), (), False)


def judged(force: str, month: str, verdict: Verdict) -> Judgement:
    return Judgement(force, Period.parse(month), verdict, 100, 90)


def need(measure: str, supplier: str, state: State, area: str = NEWPORT, late: int = 0) -> Need:
    latest = None if state is State.NEVER else Period.parse("2023-12")
    return Need("crime", measure, supplier, "month", area, state, latest, late)


def gap_map(*needs: Need) -> GapMap:
    return GapMap(DAY, load_settings(), needs, (), (), (), ())


def known(*held: Series, background: Background | None = None) -> Known:
    given = background or Background()
    return know(evidence(*held), area_set(NEWPORT), given, load_policy(), DAY)


def texts(blocks: Iterable[Block]) -> str:
    said = []
    for block in blocks:
        if isinstance(block, Prose | Notice):
            said.append(block.markdown)
        elif isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, PlainTable):
            said += [block.caption, *block.headings, *(c for row in block.rows for c in row)]
    return "\n".join(said)


def test_a_source_is_only_named_when_the_area_rests_on_it() -> None:
    held = audit(
        judged("gwent", "2023-01", Verdict.COMPLETE), judged("south-wales", "2023-01", Verdict.THIN)
    )
    releases = (street("gwent", "2023-01"), street("south-wales", "2023-01"))
    given = Background(audit=held, releases=releases)

    found = sources_of(
        known(series(BURGLARY, "police.uk", months("2023-01", 12)), background=given)
    )

    assert [each.supplier.en for each in found] == [
        "Gwent Police",
        "Office for National Statistics",
    ]
    assert "not whole" not in found[0].covers.en


def test_months_that_are_missing_or_damaged_are_named_as_stretches() -> None:
    held = audit(
        *(judged("gwent", str(m), Verdict.COMPLETE) for m in months("2023-01", 3)),
        *(judged("gwent", str(m), Verdict.MISSING) for m in months("2023-04", 5)),
        judged("gwent", "2023-09", Verdict.THIN),
    )
    given = Background(audit=held, releases=(street("gwent", "2023-01"),))

    (police, _) = sources_of(
        known(series(BURGLARY, "police.uk", months("2023-01", 12)), background=given)
    )

    assert police.covers.en == (
        "Whole: January to March 2023. Came, but not whole, and not counted: September 2023. "
        "Missing: April to August 2023."
    )
    assert "3 of 4" in police.trust.en
    assert (police.received, police.licence) == (date(2024, 3, 5), "OGL-UK-3.0")


def test_what_a_partner_sent_is_a_source_of_its_own_and_invented_numbers_are_said_to_be() -> None:
    name = "Invented fire service"
    key = {"source_org": name, "period": "2023-01"}
    sent = release_of("fire", name, Slice("observations", key, 1, "f", "x"), synthetic=True)
    given = Background(releases=(sent,), gaps=gap_map(need(FIRES, "fire", State.LATE, late=3)))
    fires = series(FIRES, name, months("2023-01", 12), lost="2023-05")

    (partner, _) = sources_of(known(fires, background=given))

    # An invented organisation has a name in one language only: its kind stands for it.
    assert (partner.supplier.en, partner.supplier.cy) == (
        "Fire and rescue services",
        "Gwasanaethau tân ac achub",
    )
    assert partner.covers.en == (
        "Held: January to April 2023 and June to December 2023. Missing: May 2023."
    )
    assert partner.trust.en.startswith("Invented numbers") and "periods: 3" in partner.trust.en


def test_a_gap_says_what_is_late_what_stopped_and_what_never_came() -> None:
    given = Background(
        gaps=gap_map(
            need(BURGLARY, "police", State.DRIED_UP, late=30),
            need(FIRES, "fire", State.NEVER),
            need("ed-assault-attendances", "health", State.LATE, late=1),
        )
    )

    found = gather(
        known(series(BURGLARY, "police.uk", months("2023-01", 3)), background=given)
    ).gaps
    said = "\n".join(gap.text.en for gap in found)

    assert "Nothing for a long time: Recorded crime and incidents" in said
    assert "Late: Emergency department attendances" in said
    assert "Fire and rescue services (1 of 1)" in said
    assert said.count("Themes without any number:") == 1


def test_what_is_late_in_a_part_of_a_set_says_where() -> None:
    late = Background(
        gaps=gap_map(
            need(FIRES, "fire", State.LATE, late=2),
            need(FIRES, "fire", State.CURRENT, area="W06000021"),
        )
    )
    found = know(evidence(), area_set(GWENT), late, load_policy(), DAY)

    said = [gap.text.en for gap in gather(found).gaps if gap.text.en.startswith("Late")]

    assert len(said) == 1 and said[0].endswith("Where: Newport.")


def test_another_areas_gaps_are_not_told_here() -> None:
    given = Background(gaps=gap_map(need(FIRES, "fire", State.LATE, area="W06000001", late=9)))

    found = gather(
        known(series(BURGLARY, "police.uk", months("2023-01", 3)), background=given)
    ).gaps

    assert "fires" not in "\n".join(gap.text.en for gap in found).lower()


def test_where_months_are_missing_every_place_names_them_and_shows_no_number() -> None:
    found = gather(known(series(BURGLARY, "police.uk", months("2023-01", 7))))

    assert found.findings == ()
    assert found.absences["headlines"].en == (
        "No number is given, because these periods are missing: August to December 2022."
    )
    assert found.absences["theme.crime"].en == found.absences["headlines"].en
    assert "Suppliers that could give them" in found.absences["theme.road-safety"].en
    assert not re.search(r"data-figure", "".join(each.en for each in found.absences.values()))


def test_themes_whose_evidence_is_alike_share_a_row_of_confidence() -> None:
    given = Background(gaps=gap_map(need(BURGLARY, "police", State.CURRENT)))

    blocks = ready_sections(
        known(series(BURGLARY, "police.uk", months("2023-01", 12)), background=given)
    )["confidence"]["en"]

    (table,) = (block for block in blocks if isinstance(block, PlainTable))
    assert [row[0] for row in table.rows] == ["Crime; Crime prevention"]
    assert table.rows[0][2:] == ("100%", "100%", "1", "100%")


def test_without_a_survey_it_is_said_that_none_is_held() -> None:
    blocks = ready_sections(known())["voice"]["en"]

    assert "No survey with results is held" in texts(blocks)


def test_a_surveys_national_figures_carry_their_survey_date_and_base() -> None:
    line = VoiceLine("w:W2", Bilingual.same("12 of 15"), Bilingual("Have a team.", "Â thîm."))
    title, asked = (
        Bilingual("The survey", "Yr arolwg"),
        Bilingual("Leads were asked.", "Gofynnwyd."),
    )
    opened, closed, published = date(2021, 3, 1), date(2021, 3, 26), date(2021, 4, 30)
    voice = SurveyVoice("w", title, asked, opened, closed, published, True, (line,), hidden=2)
    assert SurveyVoice.of_record(json.loads(json.dumps(voice.as_record()))) == voice

    said = texts(ready_sections(known(background=Background(voices=(voice,))))["voice"]["en"])

    assert "1 to 26 March 2021" in said and "answers to this survey are invented" in said
    assert '[12 of 15]{.figure data-figure="w:W2"}: Have a team.' in said
    assert "held back: 2." in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_section_leaves_a_slot_unfilled(language: Language) -> None:
    given = Background(
        audit=audit(judged("gwent", "2023-01", Verdict.COMPLETE)),
        gaps=gap_map(need(BURGLARY, "police", State.LATE, late=2)),
    )
    found = known(series(BURGLARY, "police.uk", months("2023-01", 12)), background=given)

    for name in ("profile", "method", "confidence", "voice"):
        said = texts(ready_sections(found)[name][language])

        assert said.strip()
        assert not re.search(r"(?<!\])\{", said), name


def test_the_welsh_of_the_sections_holds_no_english() -> None:
    given = Background(gaps=gap_map(need(BURGLARY, "police", State.LATE, late=2)))
    found = known(series(BURGLARY, "police.uk", months("2023-01", 12)), background=given)

    for name in ("profile", "method", "confidence", "voice"):
        said = re.sub(r"\{[^}]*\}", "", texts(ready_sections(found)[name]["cy"]))

        assert not english_left(said), (name, english_left(said))


def test_a_profile_and_the_numbers_beside_it_are_released_together() -> None:
    found = known(series(BURGLARY, "police.uk", months("2023-01", 12)))

    assert f"{NEWPORT}.profile.residents" in found.released.figures
    assert f"{NEWPORT}.{BURGLARY}.count12" in found.released.figures


@pytest.mark.parametrize(("version", "said"), [("mid-2020", True), ("census-2021", False)])
def test_ages_of_another_count_than_the_residents_are_said_to_be(version: str, said: bool) -> None:
    found = known(series(BURGLARY, "police.uk", months("2023-01", 12)))
    ages = AgeBands(version, date(2020, 6, 30), {(0, 9): 10})

    made = ready_sections(replace(found, about=replace(found.about, ages=ages)))["profile"]

    assert ("come from another count" in texts(made["en"])) is said


def test_what_is_known_can_be_handed_to_another_process() -> None:
    given = Background(releases=(street("gwent", "2023-01"),))

    handed = pickle.loads(pickle.dumps(given))

    assert handed.releases[0].id == "gwent-2023-01"
