"""The risks of one area: what data suggest, who is waited for, and what one change moves."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from indicator_factory import CRIME, NEWPORT, series
from risk_factory import all_scores, moved

from diogel.assessment import (
    ImportedScore,
    InputChange,
    Kept,
    Moderation,
    Priority,
    Score,
    Standing,
    Trust,
    candidates,
    load_risk_model,
)
from diogel.assessment.background import Background
from diogel.assessment.gathering import ready_sections
from diogel.assessment.known import Known, know
from diogel.assessment.risk_background import Closed, RiskBackground, Scoring
from diogel.assessment.risk_evidence import evidence_of, trust_of
from diogel.assessment.risk_suggested_figures import suggested_id
from diogel.core import Bilingual, Tabulation
from diogel.disclosure import load_policy
from diogel.indicators import Evidence, SmallAreas, area_set, indicate
from diogel.language import english_left, say
from diogel.places import Scheme, areas
from diogel.reports import Notice, PlainTable, Prose, TableBlock

DAY = date(2026, 11, 22)
MODEL = load_risk_model()
THEMES = ("road-safety", "hate-crime", "serious-violence")
SUBJECTS = candidates(NEWPORT, THEMES)
CRIME_SUBJECT = candidates(NEWPORT, ("crime",))[0]
PARTNERS = ("Council", "Police")


def evidence(monthly: dict[str, list[float]]) -> Evidence:
    """Months of recorded crime by authority, without small areas or populations."""
    nothing = np.array([])
    small = SmallAreas((), (), {}, nothing, nothing)
    held = {(CRIME, code): series(values, area=code) for code, values in monthly.items()}
    return Evidence((CRIME,), held, (), small, {}, None, {}, latest=None)


QUIET = [500.0 + n % 3 for n in range(24)]


def background(*scorers: str, **parts: object) -> RiskBackground:
    scores = tuple(s for scorer in scorers for s in all_scores(scorer, priorities=SUBJECTS))
    values: dict[str, object] = {"scores": scores, **parts}
    return RiskBackground(**values)  # type: ignore[arg-type]


def known(risk: RiskBackground, values: list[float] | None = None) -> Known:
    found = evidence({NEWPORT: values or QUIET})
    return know(found, area_set(NEWPORT), Background(risk=risk), load_policy(), DAY)


def words(one: Known, section: str = "risk", language: str = "en") -> str:
    said = []
    for block in ready_sections(one)[section][language]:  # type: ignore[index]
        if isinstance(block, Prose | Notice):
            said.append(block.markdown)
        if isinstance(block, PlainTable):
            said += [cell for row in block.rows for cell in row]
    return "\n".join(said)


def printed(one: Known) -> Tabulation:
    """The released figures, to be compared by their ids."""
    return Tabulation("", {name: each.figure for name, each in one.released.figures.items()})


# What the data suggest


def test_a_month_above_its_limits_suggests_a_clear_rise_with_the_figure_that_says_so() -> None:
    found = indicate(evidence({NEWPORT: [*QUIET, 900.0]}), area_set(NEWPORT))

    measure, told = evidence_of(found, CRIME_SUBJECT)

    assert (measure, told.trend) == (CRIME, "clear-rise")
    assert (
        told.trend_figure == f"{NEWPORT}.{CRIME}.period.{found.measures[CRIME].trend.periods[-1]}"
    )


def test_a_quiet_series_suggests_no_change() -> None:
    found = indicate(evidence({NEWPORT: QUIET}), area_set(NEWPORT))

    assert evidence_of(found, CRIME_SUBJECT)[1].trend == "no-change"


def test_a_subject_without_a_measure_is_told_nothing() -> None:
    found = indicate(evidence({NEWPORT: QUIET}), area_set(NEWPORT))

    assert evidence_of(found, SUBJECTS[0])[0] == ""


def test_without_a_gap_map_neither_calendar_nor_suppliers_are_known() -> None:
    found = indicate(evidence({NEWPORT: QUIET}), area_set(NEWPORT))

    trust = trust_of(found, CRIME_SUBJECT, None, ())

    assert trust == Trust(completeness=1.0, timeliness=None, sources=None, coverage=1.0)


def test_a_missing_authority_of_a_set_lowers_coverage_only_where_residents_are_known() -> None:
    both = area_set("W15000002")
    held = evidence({both.id: QUIET})
    found = indicate(held, both)
    level = found.measures[CRIME].level
    lacking = replace(level, basis=replace(level.basis, members_missing=(NEWPORT,)))
    measures = {CRIME: replace(found.measures[CRIME], level=lacking)}

    trust = trust_of(replace(found, measures=measures), CRIME_SUBJECT, None, ())

    assert trust.coverage is None


# Blind scoring


def test_where_nobody_scored_that_is_said_and_no_risk_is_a_figure() -> None:
    one = known(RiskBackground())

    assert "Nobody has scored the risks of this area" in words(one)
    assert "Nid oes neb wedi sgorio risgiau'r ardal hon" in words(one, language="cy")
    assert not [name for name in one.released.figures if ".risk." in name]


def test_suggestions_are_shown_as_suggestions_and_never_as_risks() -> None:
    one = known(RiskBackground())

    assert one.released.figures[suggested_id(CRIME_SUBJECT.id, "trend")].figure.value == 2
    assert "2: No change beyond the usual" in words(one)
    assert "come from the data alone" in words(one)


def test_while_a_partner_is_waited_for_nothing_of_the_others_is_anywhere() -> None:
    change = InputChange("score", f"{SUBJECTS[0].id}/Council/physical", "1", "2", "Why", "Council")
    waiting = {NEWPORT: Scoring(PARTNERS, THEMES)}

    one = known(background("Council", scoring=waiting, history=(change,)))

    assert one.risk.waiting == {"Police": len(SUBJECTS) * len(MODEL.items)}
    assert not [name for name in one.released.figures if ".risk." in name]
    assert "Police has not scored all yet" in words(one)
    assert "Why" not in words(one)


def test_once_all_have_scored_the_risks_are_there() -> None:
    one = known(background(*PARTNERS, scoring={NEWPORT: Scoring(PARTNERS, THEMES)}))

    assert one.risk.waiting == {}
    assert one.released.figures[f"{SUBJECTS[0].id}.risk.risk"].figure.value == 25


def test_people_may_stop_waiting_and_the_page_says_so() -> None:
    closed = Scoring(PARTNERS, THEMES, Closed("Board", DAY, "No answer in six weeks."))

    one = known(background("Council", scoring={NEWPORT: closed}))

    assert one.risk.results is not None
    assert "No answer in six weeks." in words(one)


def test_scores_of_another_area_take_no_part() -> None:
    elsewhere = tuple(all_scores("Council", priorities=candidates("W06000015", THEMES)))

    one = known(RiskBackground(scores=elsewhere))

    assert one.risk.results is None


# One change


def test_a_changed_score_moves_only_figures_of_risk_by_id() -> None:
    one = background(*PARTNERS)
    scores = [replace(s, level=4) if s.key == (SUBJECTS[0].id, "Police", "physical") else s
              for s in one.scores]  # fmt: skip

    before, after = known(one), known(replace(one, scores=tuple(scores)))

    found = moved(printed(before), printed(after))
    own = {name for name in found if name.startswith(f"{SUBJECTS[0].id}.risk.")}
    assert {f"{SUBJECTS[0].id}.risk.{name}" for name in ("impact", "risk", "physical.level")} <= own
    others = found - own
    assert all(name.rpartition(".")[2] in _RANKED or name.startswith(f"{NEWPORT}.risk.")
               for name in others)  # fmt: skip


_RANKED = (
    *("rank", "rank-highest", "rank-lowest", "rank-highest-scored", "rank-lowest-scored"),
    "act",
)


def test_a_changed_weight_moves_no_indicator_and_no_likelihood() -> None:
    levels = {f"{SUBJECTS[0].id}/physical": 4}
    scores = tuple(all_scores("Council", levels, SUBJECTS))
    items = tuple(replace(item, weight=Fraction(3)) if item.code == "physical" else item
                  for item in MODEL.items)  # fmt: skip

    before = known(RiskBackground(scores=scores))
    after = known(RiskBackground(replace(MODEL, items=items), scores=scores))

    found = moved(printed(before), printed(after))
    assert f"{SUBJECTS[0].id}.risk.risk" in found
    assert all(".risk." in name for name in found)
    assert not [name for name in found if name.endswith(".likelihood")]


def test_a_decision_shows_what_partners_gave_before_it() -> None:
    one = background(*PARTNERS)
    key = f"{SUBJECTS[0].id}/physical"
    decision = Moderation(SUBJECTS[0].id, "physical", 4, DAY, "Deaths", ("A", "B"), MODEL.version)
    change = InputChange("moderation", key, "", "4", "Deaths", "A; B", DAY)

    said = words(known(replace(one, moderations=(decision,), history=(change,))))

    assert "2 to 2, as partners gave it" in said
    assert "Deaths" in said


def test_a_priority_that_was_taken_up_is_named_with_its_standings() -> None:
    kept = Kept(priority(), DAY, "Board", "Why", "release")
    change = InputChange("priority", priority().id, "candidate", "adopted", "Why", "Board", DAY)
    one = known(background(*PARTNERS, priorities=(kept,), history=(change,)))

    (row,) = [
        row
        for block in ready_sections(one)["priorities"]["en"]
        if isinstance(block, PlainTable)
        for row in block.rows
        if "22 November 2026" in row
    ]

    standings = [say(f"risk.standing.{name}", "en") for name in ("candidate", "adopted")]
    assert row[1:] == (priority().title.en, *standings, "Why", "Board")


def test_a_partner_is_named_beside_its_change_only_where_the_model_names_partners() -> None:
    change = InputChange("score", f"{SUBJECTS[0].id}/Police/physical", "1", "2", "Why", "Police")
    one = background(*PARTNERS, history=(change,))

    quiet = words(known(one))
    named = words(known(replace(one, model=replace(MODEL, name_scorers=True))))

    assert "one of the partners" in quiet
    assert "Police" not in quiet
    assert "Police" in named


# The chapters


def test_others_scores_stand_word_for_word_and_change_no_figure() -> None:
    theirs = ImportedScore(SUBJECTS[0].id, "MoRiLE", "Very high (64)", DAY, "Page 4")
    one = background(*PARTNERS)

    beside = known(replace(one, imported=(theirs,)))

    assert "Very high (64)" in words(beside)
    assert moved(printed(known(one)), printed(beside)) == set()


def test_confidence_is_beside_the_risk_and_no_part_of_it() -> None:
    one = background(*PARTNERS)

    tables = [b for b in ready_sections(known(one))["risk"]["en"] if isinstance(b, TableBlock)]

    columns = {b.table.table.id: [c.code for c in b.table.table.columns] for b in tables}
    assert "confidence" in columns[f"{NEWPORT}.risk.beside"]
    assert "confidence" not in columns[f"{NEWPORT}.risk.risks"]


@pytest.mark.parametrize("section", ["risk", "priorities"])
def test_the_chapters_have_the_same_blocks_in_both_languages_and_no_english_in_welsh(
    section: str,
) -> None:
    kept = Kept(priority(), DAY, "Bwrdd", "Rheswm", "release")
    one = known(background(*PARTNERS, priorities=(kept,)))

    made = ready_sections(one)[section]

    assert [type(b) for b in made["en"]] == [type(b) for b in made["cy"]]
    assert not english_left(words(one, section, "cy").replace("Council", "").replace("Police", ""))


def priority(**parts: object) -> Priority:
    values: dict[str, object] = {
        "id": SUBJECTS[1].id,
        "area": NEWPORT,
        "title": Bilingual("Hate crime", "Troseddau casineb"),
        "themes": ("hate-crime",),
        "standing": Standing.ADOPTED,
        "why": Bilingual("It rises.", "Mae'n codi."),
        **parts,
    }
    return Priority(**values)  # type: ignore[arg-type]


def test_what_was_left_is_listed_with_who_decided_and_is_no_priority() -> None:
    left = Kept(priority(standing=Standing.NOT_ADOPTED), DAY, "Board", "", "release")

    one = known(RiskBackground(priorities=(left,)))

    assert one.risk.priorities == ()
    assert "Hate crime" in words(one, "priorities")
    assert "It rises." in words(one, "priorities")


def test_a_priority_keeps_its_scores_when_it_is_recorded() -> None:
    kept = Kept(priority(), DAY, "Board", "", "release")

    one = known(background(*PARTNERS, priorities=(kept,)))

    assert SUBJECTS[1].id in one.risk.results.risks  # type: ignore[union-attr]
    assert {each.id for each in one.risk.subjects} == {each.id for each in SUBJECTS}


def test_what_is_known_of_risk_can_be_handed_to_another_process() -> None:
    one = background(*PARTNERS, scoring={NEWPORT: Scoring(PARTNERS)})

    assert pickle.loads(pickle.dumps(one)) == one


def test_a_score_is_still_a_score_without_any_series() -> None:
    nothing = np.array([])
    empty = Evidence((), {}, (), SmallAreas((), (), {}, nothing, nothing), {}, None, {})

    one = know(empty, area_set(NEWPORT), Background(risk=background("Council")), load_policy(), DAY)

    assert f"{SUBJECTS[0].id}.risk.risk" in one.released.figures


def test_every_authority_has_a_score_sheet_of_the_usual_themes() -> None:
    from diogel.assessment.risk_area import subjects_of

    for each in areas(Scheme.LOCAL_AUTHORITY):
        codes = [one.id.removeprefix(f"{each.code}.") for one in
                 subjects_of(each.code, RiskBackground())]  # fmt: skip
        assert "serious-violence" in codes
        assert "road-safety" in codes


def test_levels_of_another_version_take_no_part_and_that_is_said() -> None:
    old = tuple(replace(s, model="0") for s in background("Council").scores)

    one = known(RiskBackground(scores=(*background("Police").scores, *old)))

    assert one.risk.unused == len(old)
    assert f"take no part: {len(old)}" in words(one)


def test_a_score_that_was_never_given_is_told_as_lacking() -> None:
    scores: tuple[Score, ...] = tuple(s for s in background("Council").scores
                                      if s.key[2] != "trend")  # fmt: skip

    one = known(RiskBackground(scores=scores))

    assert "no level was given for: Trend so far" in words(one)
