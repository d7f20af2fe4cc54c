"""The defects of the two reports of 2021, each caught or made impossible.

D1 to D11 are defects that readers of the printed reports found; I1 to I12 are
inconsistencies between their figures. Each test is named after one. Some lint rules have
closer tests of their own in `tests/unit/test_reports_narrative_lint.py`; here each defect is
met once with the demonstration's own figures.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from diogel.core import Figure, Kind, Status
from diogel.disclosure import Released
from diogel.places import areas
from diogel.reports.narrative import Known, lint_narrative
from diogel.surveys.sections.limitations import triggered
from diogel.surveys.sections.telling import Telling
from diogel.workspace import Counting, open_workspace

FRONT = '+++\ntitle = "T"\ndate = 2021-10-29\nauthor = "A"\n+++\n\n'


@pytest.fixture(scope="module")
def counting(demo_workspace: Path) -> Counting:
    return Counting(open_workspace(demo_workspace))


@pytest.fixture(scope="module")
def workforce(counting: Counting) -> Released:
    return counting.edition("workforce-2021", "").released


@pytest.fixture(scope="module")
def baseline(counting: Counting) -> Released:
    return counting.edition("baseline-2021", "").released


def figure(released: Released, name: str) -> Figure:
    return released.figures[name].figure


def codes(text: str, released: Released, cited: Released | None = None) -> set[str]:
    """The codes of everything wrong with one English sentence."""
    known = Known(released, {cited.wave: cited} if cited else {}, (), ())
    found = lint_narrative("report.en.md", f"{FRONT}{text}\n", "en", known, twin=None)
    return {problem.code for problem in found} - {"narrative.twin-missing"}


def page(demo_workspace: Path, wave: str, language: str) -> str:
    path = demo_workspace / "out" / "surveys" / wave / f"report.{language}.html"
    return path.read_text(encoding="utf-8")


def test_d1_equal_counts_always_share_a_rank_and_say_so(baseline: Released) -> None:
    third, fourth = (
        figure(baseline, f"B11.{part}") for part in ("safeguarding_procedures", "new_areas")
    )

    assert third.numerator == fourth.numerator == 12
    assert (third.rank, third.tied) == (fourth.rank, fourth.tied) == (3, True)


def test_d1_a_rank_typed_in_words_is_refused(baseline: Released) -> None:
    assert codes("New areas of working came fourth.", baseline) == {"narrative.rank-word"}


def test_d2_a_minimum_says_which_teams_it_leaves_out(workforce: Released) -> None:
    lowest = figure(workforce, "W4.lowest")

    assert lowest.denominator == 12
    assert "that has any" in lowest.label.en
    assert codes("The lowest was {W4.lowest|value}.", workforce) == {"narrative.value-without-base"}


def test_d3_one_value_said_in_one_way_and_cited_by_reference(
    workforce: Released, baseline: Released
) -> None:
    assert figure(baseline, "B17").value == figure(workforce, "W3").value
    assert codes("An average of 3.4 staff.", baseline) == {"narrative.typed-number"}


def test_d4_reduced_to_just_20_percent_is_refused(workforce: Released, baseline: Released) -> None:
    typed = codes("Teams have been reduced to just 20%.", baseline)
    referred = codes("Analysts have been reduced to {B22|of} teams.", baseline, workforce)

    assert typed
    assert referred == {"narrative.change-word"}


def test_d5_around_two_thirds_of_one_or_the_other_is_refused(workforce: Released) -> None:
    found = codes("{W14.vawdasv|words} ({W14.vawdasv|of}) selected it.", workforce)

    assert found == {"narrative.fraction"}


def test_d6_survey_and_conversations_are_counted_in_columns_of_their_own(
    baseline: Released,
) -> None:
    columns = [column.code for column in baseline.tables["coverage"].table.columns]

    assert columns == ["survey", "conversations", "either"]
    assert figure(baseline, "coverage.police.conversations").numerator == 3


def test_d7_the_number_of_safeguarding_areas_comes_from_the_register(
    baseline: Released,
) -> None:
    register = len(areas("safeguarding"))

    assert register == 6
    assert figure(baseline, "B4.safeguarding").denominator == register


@pytest.mark.parametrize("wave", ["workforce-2021", "baseline-2021"])
def test_d8_every_chart_has_its_table_in_the_same_document(demo_workspace: Path, wave: str) -> None:
    for language in ("en", "cy"):
        html = page(demo_workspace, wave, language)
        charts = len(re.findall(r"<figure\b", html))
        linked = set(re.findall(r'href="#(table-[\w.-]+)"', html))

        assert charts
        assert linked
        assert all(f'id="{name}"' in html for name in linked)


def test_d9_every_figure_of_the_file_names_its_base(demo_workspace: Path) -> None:
    for wave in ("workforce-2021", "baseline-2021"):
        path = demo_workspace / "out" / "surveys" / wave / "figures.csv"
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row["base"] for row in csv.DictReader(file))


def test_d9_bases_that_differ_are_said_as_a_limit(counting: Counting) -> None:
    edition = counting.edition("workforce-2021", "")
    telling = Telling(edition.study, edition.released, edition.policy, "en")

    assert "bases_differ" in set(triggered(telling))


def test_d10_no_decimals_and_no_single_organisations_without_an_exception(
    demo_workspace: Path, counting: Counting
) -> None:
    assert not re.search(r"\d\.\d%", page(demo_workspace, "baseline-2021", "en"))
    safe = counting.edition("baseline-2021", "default").released
    singles = ("youth_justice", "third_sector", "health_board", "housing", "police")
    assert all(not safe.figures[f"B2.{sector}"].shown for sector in singles)


def test_d11_what_contradicts_stands_side_by_side_with_its_figures(
    demo_workspace: Path, baseline: Released
) -> None:
    """ "The lowest response was through the strategic assessment", and data sets priorities."""
    html = page(demo_workspace, "baseline-2021", "en")

    assert figure(baseline, "B12.strategic_assessment").rank == 9
    assert 'data-figure="B12.strategic_assessment"' in html
    assert 'data-figure="B12.data_analysis"' in html


def test_i1_every_figure_names_its_unit(workforce: Released) -> None:
    assert figure(workforce, "W1").unit == "authority"
    assert figure(workforce, "W2").unit == "response"
    assert figure(workforce, "W6").unit == "staff"


def test_i2_a_blank_taken_two_ways_is_said(counting: Counting) -> None:
    edition = counting.edition("workforce-2021", "")
    telling = Telling(edition.study, edition.released, edition.policy, "en")

    assert "blank_two_ways" in set(triggered(telling))


def test_i3_a_minimum_among_those_with_any_stands_beside_those_with_none(
    workforce: Released,
) -> None:
    assert figure(workforce, "W4.lowest").kind is Kind.MINIMUM
    assert figure(workforce, "W4.none").numerator == 2


def test_i4_a_citation_resolves_to_a_stored_figure(workforce: Released, baseline: Released) -> None:
    assert figure(baseline, "B22").numerator == figure(workforce, "W9.any_access").numerator
    unknown = codes("It is {workforce-2021:W99}.", baseline, workforce)
    assert unknown == {"narrative.unknown-figure"}


def test_i5_a_fraction_in_words_keeps_within_its_tolerance(workforce: Released) -> None:
    good = codes("{W14.substance_misuse|words} do, {W14.substance_misuse|of}.", workforce)
    bad = codes("{W14.vawdasv|words} do, {W14.vawdasv|of}.", workforce)

    assert not good
    assert bad


def test_i6_every_rank_of_both_waves_follows_its_count(
    workforce: Released, baseline: Released
) -> None:
    for released in (workforce, baseline):
        for table in released.tables.values():
            for column in table.table.columns:
                cells = [table.cell(row, column) for row in table.table.rows]
                listed = [c.figure for c in cells if c and c.figure.rank is not None]
                for one in listed:
                    ahead = sum((o.numerator or 0) > (one.numerator or 0) for o in listed)
                    same = sum(o.numerator == one.numerator for o in listed)
                    assert (one.rank, one.tied) == (ahead + 1, same > 1), one.id


def test_i7_missing_and_not_applicable_are_labelled_as_what_they_are(
    baseline: Released,
) -> None:
    label = figure(baseline, "B8.policing_board").label

    assert "no response or not applicable" in label.en
    assert "dim ymateb neu ddim yn berthnasol" in label.cy


def test_i8_item_bases_and_all_bases_are_told_apart(baseline: Released) -> None:
    assert figure(baseline, "B21").base == "item-answered"
    assert figure(baseline, "B5.csp").base == "all"


def test_i9_frames_are_register_facts(workforce: Released, baseline: Released) -> None:
    assert figure(workforce, "W1").denominator == len(areas("local-authority"))
    assert figure(baseline, "B4.police").denominator == len(areas("police"))
    assert figure(baseline, "B4.rpb").denominator == len(areas("rpb"))


def test_i10_extremes_belong_to_one_authority_and_are_not_public(counting: Counting) -> None:
    safe = counting.edition("workforce-2021", "default").released

    for name in ("W4.highest", "W4.lowest"):
        assert safe.figures[name].figure.status is Status.CONFIDENTIAL
        assert safe.figures[name].figure.value is None


def test_i11_a_theme_has_one_code_and_one_label_in_each_language(workforce: Released) -> None:
    labels = {
        (figure(workforce, f"{before}contest{after}").label.en)
        for before, after in (("W17.", ".within"), ("W12.", ""))
    }

    assert labels == {"Counter Terrorism & Prevent"}


def test_i12_no_percentage_of_a_small_base_stands_without_its_count(
    workforce: Released,
) -> None:
    assert codes("A team is in place in {W2|percent}.", workforce)
    assert not codes("A team is in place in {W2|of}, {W2|percent}.", workforce)
