"""Every figure of the two reports of 2021, counted again from the workspace's answers.

Each test names the report's own words. W is the workforce survey of April 2021, B the
baseline survey of October 2021 (Wales Safer Communities Network). Where a report gives only
an order, the order is tested and the figure is marked as invented.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

Row = dict[str, str]
Find = Callable[[str], Row]


def read(workspace: Path, wave: str) -> dict[str, Row]:
    path = workspace / "out" / "surveys" / wave / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def workforce(demo_workspace: Path) -> Find:
    return read(demo_workspace, "workforce-2021").__getitem__


@pytest.fixture(scope="module")
def baseline(demo_workspace: Path) -> Find:
    return read(demo_workspace, "baseline-2021").__getitem__


def of(row: Row) -> tuple[int, int]:
    return int(row["numerator"]), int(row["denominator"])


def place(row: Row) -> tuple[int, bool]:
    return int(row["rank"]), row["tied"] == "true"


def test_w1_15_responses_covering_17_local_authority_areas_77_3_percent(workforce: Find) -> None:
    assert float(workforce("W1.responses")["value"]) == 15
    assert of(workforce("W1")) == (17, 22)
    assert float(workforce("W1")["value"]) == pytest.approx(0.7727, abs=5e-5)
    assert workforce("W1")["unit"] == "authority"


def test_w2_80_percent_dedicated_community_safety_team(workforce: Find) -> None:
    assert of(workforce("W2")) == (12, 15)
    assert float(workforce("W2")["value"]) == 0.8
    assert of(workforce("W2.other")) == (3, 15)


def test_w3_average_of_3_36_full_time_staff(workforce: Find) -> None:
    assert of(workforce("W3")) == (47, 14)
    assert f"{float(workforce('W3')['value']):.2f}" == "3.36"


def test_w4_highest_nine_lowest_one_two_identified_no_full_time_staff(workforce: Find) -> None:
    assert float(workforce("W4.highest")["value"]) == 9
    assert float(workforce("W4.lowest")["value"]) == 1
    assert workforce("W4.lowest")["denominator"] == "12"
    assert of(workforce("W4.none")) == (2, 14)


def test_w5_from_eleven_responses_the_average_part_time_staff_was_1_55(workforce: Find) -> None:
    assert of(workforce("W5")) == (17, 11)
    assert f"{float(workforce('W5')['value']):.2f}" == "1.55"


def test_w6_total_from_14_responses_was_64(workforce: Find) -> None:
    assert float(workforce("W6")["value"]) == 64
    assert workforce("W6")["denominator"] == "14"


def test_w7_just_under_50_percent_7_only_community_safety_seven_outside_one_unsure(
    workforce: Find,
) -> None:
    assert of(workforce("W7.only_community_safety")) == (7, 15)
    assert of(workforce("W7.outside_duties")) == (7, 15)
    assert of(workforce("W7.unsure")) == (1, 15)


def test_w8_majority_were_part_time_5_out_of_7_teams(workforce: Find) -> None:
    assert of(workforce("W8")) == (5, 7)
    assert workforce("W8")["base"] == "routed"


def test_w9_12_of_the_15_no_analyst_two_did_the_third_access(workforce: Find) -> None:
    assert of(workforce("W9.no")) == (12, 15)
    assert of(workforce("W9.yes")) == (2, 15)
    assert of(workforce("W9.access")) == (1, 15)


def test_w10_two_thirds_8_out_of_12_not_enough_access(workforce: Find) -> None:
    assert of(workforce("W10")) == (8, 12)
    assert workforce("W10")["base"] == "routed"


def test_w11_not_one_theme_covered_by_all_15(workforce: Find) -> None:
    most, base = of(workforce("W11"))

    assert (most, base) == (14, 15)
    assert most < base


def test_w12_top_responsibilities_in_order_with_their_ties(workforce: Find) -> None:
    places = {
        "hate_crime": (1, False),
        "crime_prevention": (2, True),
        "cohesion": (2, True),
        "asb": (4, True),
        "contest": (4, True),
    }

    assert {theme: place(workforce(f"W12.{theme}")) for theme in places} == places
    assert [of(workforce(f"W12.{theme}"))[0] for theme in places] == [14, 13, 13, 12, 12]


def test_w12_holds_five_themes_and_no_sixth(demo_workspace: Path) -> None:
    listed = [name for name in read(demo_workspace, "workforce-2021") if name.startswith("W12.")]

    assert len(listed) == 5


def test_w13_least_common_armed_forces_fire_safety_rehabilitation_neighbourhood_watch(
    workforce: Find,
) -> None:
    ascending = {
        "armed_forces": (1, 1),
        "fire_education": (2, 2),
        "fire_prevention": (2, 2),
        "rehabilitation": (3, 3),
        "neighbourhood_watch": (4, 4),
    }

    found = {
        theme: (of(workforce(f"W13.{theme}"))[0], place(workforce(f"W13.{theme}"))[0])
        for theme in ascending
    }

    assert found == ascending


def test_w14_vawdasv_or_substance_misuse_are_two_counts(workforce: Find) -> None:
    assert of(workforce("W14.vawdasv")) == (9, 15)
    assert of(workforce("W14.substance_misuse")) == (10, 15)


def test_w15_11_participants_provided_a_response_on_funding(workforce: Find) -> None:
    assert of(workforce("W15")) == (11, 15)


def test_w16_approx_10_staff_is_one_respondents_estimate(workforce: Find) -> None:
    assert float(workforce("W16")["value"]) == 10
    assert workforce("W16")["status"] == "e"
    assert workforce("W16")["denominator"] == "1"


def test_w17_appendix_2_every_cell(workforce: Find, shared: Path) -> None:
    """The table "Responses to thematic areas of responsibility", row by row."""
    oracle = shared / "data" / "oracles" / "appendix2_workforce_2021.csv"
    codes = [
        "asb",
        "vawdasv",
        "substance_misuse",
        "fire_education",
        "armed_forces",
        "rehabilitation",
        "neighbourhood_watch",
        "cctv",
        "crime_prevention",
        "contest",
        "fire_prevention",
        "modern_slavery",
        "victim_support",
        "rural_watch",
        "youth_education",
        "hate_crime",
        "cohesion",
        "early_intervention",
        "other",
    ]
    with oracle.open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))

    for code, row in zip(codes, printed, strict=True):
        assert workforce(f"W17.{code}.within")["numerator"] == row["within_team"], code
        assert workforce(f"W17.{code}.outside")["numerator"] == row["outside_team"], code
        third = workforce(f"W17.{code}.not_identified")
        if row["not_identified"] == "N/A":
            assert (third["status"], third["value"]) == ("z", "")
        else:
            assert third["numerator"] == row["not_identified"], code


def test_w17_columns_add_up_to_138_57_and_80(demo_workspace: Path) -> None:
    rows = read(demo_workspace, "workforce-2021")

    def total(state: str) -> int:
        return sum(
            int(row["numerator"] or 0)
            for name, row in rows.items()
            if name.startswith("W17.") and name.endswith(f".{state}")
        )

    assert (total("within"), total("outside"), total("not_identified")) == (138, 57, 80)


def test_b1_19_responses_17_regularly_2_on_occasion(baseline: Find) -> None:
    assert float(baseline("B1")["value"]) == 19
    assert of(baseline("B1.regularly")) == (17, 19)
    assert of(baseline("B1.on_occasion")) == (2, 19)


def test_b2_12_local_authorities_2_fire_and_1_each_of_five(baseline: Find) -> None:
    sectors = {
        "local_authority": 12,
        "fire": 2,
        "youth_justice": 1,
        "third_sector": 1,
        "health_board": 1,
        "housing": 1,
        "police": 1,
    }

    assert {s: of(baseline(f"B2.{s}"))[0] for s in sectors} == sectors
    assert sum(sectors.values()) == 19


def test_b3_attended_14_partnerships_each_respondent_almost_1_5(baseline: Find) -> None:
    assert float(baseline("B3.partnerships")["value"]) == 14
    assert of(baseline("B3")) == (28, 19)
    assert f"{float(baseline('B3')['value']):.2f}" == "1.47"


def test_b4_all_4_police_areas_and_17_local_authority_areas(baseline: Find) -> None:
    assert of(baseline("B4.police")) == (4, 4)
    assert of(baseline("B4")) == (17, 22)


@pytest.mark.parametrize("part", ["csp", "la", "cohesion"])
def test_b5_73_7_percent_three_times_joint_first(baseline: Find, part: str) -> None:
    assert of(baseline(f"B5.{part}")) == (14, 19)
    assert place(baseline(f"B5.{part}")) == (1, True)


@pytest.mark.parametrize("part", ["safeguarding", "police", "fire"])
def test_b6_68_4_percent_three_times(baseline: Find, part: str) -> None:
    assert of(baseline(f"B6.{part}")) == (13, 19)
    assert place(baseline(f"B6.{part}")) == (4, True)


@pytest.mark.parametrize("part", ["private", "education", "councils"])
def test_b7_26_3_percent_weakness(baseline: Find, part: str) -> None:
    assert of(baseline(f"B7.{part}")) == (5, 19)


@pytest.mark.parametrize(
    ("part", "count"), [("policing_board", 9), ("criminal_justice", 8), ("housing_support", 8)]
)
def test_b8_no_response_or_not_applicable(baseline: Find, part: str, count: int) -> None:
    assert of(baseline(f"B8.{part}")) == (count, 19)


def test_b9_almost_two_thirds_strategic_partnership_and_leadership(baseline: Find) -> None:
    assert of(baseline("B9")) == (12, 19)


def test_b10_almost_70_percent_at_an_operational_level(baseline: Find) -> None:
    assert of(baseline("B10")) == (13, 19)


def test_b11_84_2_73_7_63_2_63_2_with_the_tie_said(baseline: Find) -> None:
    expected = {
        "partnership": (16, 1, False),
        "prevention": (14, 2, False),
        "safeguarding_procedures": (12, 3, True),
        "new_areas": (12, 3, True),
    }

    found = {p: (of(baseline(f"B11.{p}"))[0], *place(baseline(f"B11.{p}"))) for p in expected}

    assert found == expected


def test_b12_joint_1_three_times_then_4_5_6(baseline: Find) -> None:
    expected = {
        "national_policy": (1, True),
        "strategic_local": (1, True),
        "operational_local": (1, True),
        "national_boards": (4, False),
        "engagement": (5, False),
        "data_analysis": (6, False),
    }

    assert {part: place(baseline(f"B12.{part}")) for part in expected} == expected
    assert baseline("B12.engagement")["synthetic"] == "true"


def test_b12_the_lowest_response_was_through_the_strategic_assessment(
    demo_workspace: Path,
) -> None:
    rows = read(demo_workspace, "baseline-2021")
    ranks = [
        int(row["rank"]) for name, row in rows.items() if name.startswith("b8.") and row["rank"]
    ]

    assert int(rows["B12.strategic_assessment"]["rank"]) == max(ranks)


def test_b13_joint_1_three_times_joint_4_twice_then_6(baseline: Find) -> None:
    expected = {
        "public_protection": (1, True),
        "apb": (1, True),
        "vawdasv": (1, True),
        "cohesion": (4, True),
        "safeguarding": (4, True),
        "contest": (6, False),
    }

    assert {part: place(baseline(f"B13.{part}")) for part in expected} == expected
    assert place(baseline("B13.most_challenging.rpb")) == (1, False)


def test_b14_three_of_the_five_ways_of_working(baseline: Find) -> None:
    assert of(baseline("B14")) == (3, 5)


def test_b15_17_of_the_respondents_had_seen_partners_acting_independently(baseline: Find) -> None:
    assert of(baseline("B15")) == (17, 19)


def test_b16_four_out_of_five_unaware_or_unsure_in_conversations(baseline: Find) -> None:
    assert of(baseline("B16")) == (4, 5)
    assert baseline("B16")["base"] == "conversations"
    assert baseline("B16")["kind"] == "count"


def test_b17_average_of_3_4_is_the_workforce_figure_by_reference(
    baseline: Find, workforce: Find
) -> None:
    assert baseline("B17")["value"] == workforce("W3")["value"]


def test_b18_84_2_evidence_based_78_9_quantitative(baseline: Find) -> None:
    assert of(baseline("B18.evidence_based")) == (16, 19)
    assert of(baseline("B18.quantitative")) == (15, 19)


def test_b19_36_8_percent_joint_third_highest(baseline: Find) -> None:
    assert of(baseline("B19")) == (7, 19)
    assert place(baseline("B19")) == (3, True)


def test_b20_products_identified_by_less_than_half(demo_workspace: Path) -> None:
    rows = read(demo_workspace, "baseline-2021")
    shares = [float(r["value"]) for name, r in rows.items() if name.startswith("B20.")]

    assert len(shares) == 5
    assert max(shares) < 0.5


def test_b21_the_finance_chart_is_lost_and_nothing_is_put_in_its_place(
    baseline: Find, demo_workspace: Path
) -> None:
    assert (baseline("B21")["status"], baseline("B21")["value"]) == ("x", "")
    assert baseline("B21")["base"] == "item-answered"
    # Nobody "answered" the grid behind the chart, so none of its figures has a count.
    grid = [r for n, r in read(demo_workspace, "baseline-2021").items() if n.startswith("b30_")]
    assert not any(int(r["numerator"] or 0) for r in grid if "no_response" not in r["figure"])


def test_b22_just_20_percent_counts_the_team_with_access(baseline: Find, workforce: Find) -> None:
    assert of(baseline("B22")) == of(workforce("W9.any_access")) == (3, 15)
    assert of(baseline("B22.strict")) == (2, 15)


def test_b23_57_9_percent_opportunity_none_a_challenge(baseline: Find) -> None:
    assert of(baseline("B23.opportunity")) == (11, 19)
    assert of(baseline("B23.challenge")) == (0, 19)
    assert baseline("B23.challenge")["value"] == "0.0"


def test_b24_four_confident_four_not_six_opportunities_three_challenges(
    demo_workspace: Path,
) -> None:
    names = [n for n in read(demo_workspace, "baseline-2021") if n.startswith("B24.")]
    lists = dict.fromkeys(("confident", "not_confident", "opportunity", "challenge"), 0)
    for name in names:
        lists[name.split(".")[1]] += 1

    assert lists == {"confident": 4, "not_confident": 4, "opportunity": 6, "challenge": 3}


def test_every_published_figure_is_marked_as_published_and_the_rest_as_invented(
    workforce: Find, baseline: Find
) -> None:
    assert workforce("W2")["synthetic"] == "false"
    assert workforce("w14.data_analysis")["synthetic"] == "true"
    assert baseline("B18.evidence_based")["synthetic"] == "false"
    assert baseline("B13.apb")["synthetic"] == "true"


def test_workforce_limits_are_whole_authorities(workforce: Find) -> None:
    assert (workforce("W2")["lower"], workforce("W2")["upper"]) == ("16", "19")
    assert workforce("W10")["lower"] == ""


def test_the_baseline_has_no_limits_because_its_frame_is_unknown(demo_workspace: Path) -> None:
    rows = read(demo_workspace, "baseline-2021").values()
    own = [r for r in rows if r["figure"] not in ("B22", "B22.strict")]

    assert not any(r["lower"] or r["upper"] for r in own)


def test_the_columns_are_the_agreed_ones(demo_workspace: Path) -> None:
    path = demo_workspace / "out" / "surveys" / "workforce-2021" / "figures.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]

    assert header == (
        "figure,label_en,label_cy,kind,value,numerator,denominator,base,unit,lower,upper,"
        "rank,tied,status,exception,synthetic"
    )
