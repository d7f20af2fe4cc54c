"""Where the findings of an area stand in a document."""

from dataclasses import replace

import pytest
from assessment_factory import released

from diogel.assessment import AssessmentEvidence, Finding, gaps_of, placed_findings
from diogel.assessment.document_evidence import Shown
from diogel.assessment.document_placing import beside
from diogel.assessment.document_remarks import said_once
from diogel.assessment.findings_saying import AreaFinding, FindingKind
from diogel.assessment.goals import GOAL, bearings
from diogel.core import Bilingual
from diogel.language import both
from diogel.standard import measure

BURGLARY = "police-burglary"


def found(name: str, kind: FindingKind = FindingKind.LEVEL, code: str = BURGLARY) -> AreaFinding:
    return AreaFinding(name, kind, code, (f"{name}.f",), Bilingual(name, f"cy {name}"), 1.0)


def test_a_finding_stands_under_the_theme_of_its_measure_and_in_the_overview() -> None:
    places = {each.place for each in placed_findings([found("a")])}

    assert places == {"overview", f"theme.{measure(BURGLARY).themes[0]}"}


def test_headlines_are_the_weightiest_with_no_two_of_one_measure() -> None:
    given = [found("a"), found("b"), found("c", code="police-robbery")]

    headlines = [each for each in placed_findings(given, headlines=2) if each.headline]

    assert [each.sentence.en for each in headlines] == ["a", "c"]


@pytest.mark.parametrize(("kind", "place"), [("PLACE", "places"), ("TREND", "change")])
def test_only_some_of_a_kind_stand_in_the_overview_and_only_months_in_the_annex(
    kind: str, place: str
) -> None:
    given = [found(str(n), FindingKind[kind]) for n in range(5)]

    placed = placed_findings(given, headlines=0, in_overview=2, of_measure=4)

    assert [each.place for each in placed].count(place) == 2
    assert sum(each.place.startswith("theme.") for each in placed) == 4
    assert [each.place for each in placed].count("annex") == (1 if kind == "TREND" else 0)


def test_an_aim_has_one_finding_of_a_measure_and_names_the_themes_with_more() -> None:
    given = [found(str(n), FindingKind.PLACE) for n in range(3)]
    placed = placed_findings(given, headlines=0, in_overview=0)
    held = AssessmentEvidence(released(), placed)

    cohesive = next(b for b in bearings(GOAL, held, (), set()) if b.aim.id == "cohesive")

    assert [each.id for each in cohesive.findings] == [placed[0].id]
    assert cohesive.themes == ("crime",)


def test_what_cannot_be_said_is_a_gap_and_no_finding() -> None:
    given = [found("a", FindingKind.GAP)]

    assert placed_findings(given) == ()
    assert [gap.text.cy for gap in gaps_of(given)] == ["cy a"]


def test_the_same_gap_of_several_measures_is_said_once() -> None:
    said = [
        AreaFinding(code, FindingKind.GAP, code, (), Bilingual(f"{code} here: no.", "x: na."), 1)
        for code in (BURGLARY, "police-robbery")
    ]

    (gap,) = gaps_of(said)

    assert gap.text.en == "No. Measures: Burglary; Robbery."


def test_the_first_page_begins_with_how_much_there_is() -> None:
    given = [
        replace(found("signal", FindingKind.TREND, "police-robbery"), weight=800.0),
        replace(found("level"), weight=500.0),
    ]

    placed = placed_findings(given, leading=(BURGLARY,))

    assert [each.sentence.en for each in placed if each.headline] == ["level", "signal"]


def test_the_overview_keeps_to_the_measures_that_stand_for_themes() -> None:
    given = [found("own", FindingKind.PLACE), found("other", FindingKind.PLACE, "police-robbery")]

    placed = placed_findings(given, leading=(BURGLARY,), headlines=0)

    assert [each.sentence.en for each in placed if each.place == "places"] == ["own"]


def test_what_several_findings_remark_is_said_once_beneath_them() -> None:
    remark = both("findings.inequality.reading")
    sentences = [Bilingual(f"{n}. {remark.en}", f"{n}. {remark.cy}") for n in range(2)]
    several = [Finding(str(n), "inequality", each) for n, each in enumerate(sentences)]

    said, remarks = said_once(several)
    alone, kept = said_once(several[:1])

    assert [each.sentence.en for each in said] == ["0.", "1."]
    assert remarks == (both("findings.once.inequality"),)
    assert alone == tuple(several[:1]) and kept == ()


def test_special_causes_of_either_kind_are_remarked_on_once() -> None:
    rebased = both("findings.trend.nothing-rebased")
    notes = [both(f"findings.trend.{key}") for key in ("note", "note-each")]
    several = [
        Finding(str(n), "change", Bilingual(f"X. {a.en} {rebased.en}", f"X. {a.cy} {rebased.cy}"))
        for n, a in enumerate(notes)
    ]

    said, remarks = said_once(several)

    assert {each.sentence.en for each in said} == {"X."}
    assert remarks == (both("findings.once.special"),)


def test_measures_without_anything_unusual_share_a_line_in_the_annex() -> None:
    codes = (BURGLARY, "police-robbery")
    given = [replace(found(f"{c}.trend", FindingKind.TREND, c), weight=280.0) for c in codes]

    placed = placed_findings(given, headlines=0, in_overview=0, of_measure=0)

    (annex,) = [each for each in placed if each.place == "annex"]
    assert annex.sentence.en.endswith("Measures: Burglary; Robbery.")


def test_a_table_stands_after_the_last_chart_of_it_in_its_place() -> None:
    charts = (Shown("a", "x", "marks"), Shown("a", "x", "marks"), Shown("b", "x", "marks"))
    tables = (Shown("a", "x"), Shown("b", "annex"))

    made = beside(charts, tables)

    assert made == (*charts[:2], tables[0], charts[2], tables[1])
