"""What words, numbers and the shape of a file say of hidden counts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from disclosure_factory import single_choice, tabulation, text, ticks

from diogel.core import Bilingual, Tabulation
from diogel.disclosure import (
    Publication,
    audit,
    load_policy,
    meaning_of,
    publication_of_released,
    release,
)
from diogel.disclosure.audit_charts import chart_counts
from diogel.disclosure.audit_editions import with_earlier
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_moments import moments_in, moments_of_pdf
from diogel.disclosure.audit_pages import read_page
from diogel.disclosure.audit_people import quoted
from diogel.disclosure.audit_printed import Printed
from diogel.disclosure.audit_publication import Fact, Why
from diogel.disclosure.audit_reading import Read, labelled, phrase_in
from diogel.disclosure.audit_released import mean_incidents
from diogel.disclosure.audit_statements import (
    is_sorted_by_size,
    phrase_limits,
    rank_facts,
    share_fact,
)
from diogel.statistics import Relation, Target

PLACE = Bilingual("a place", "lle")


def meaning(found: Tabulation) -> Meaning:
    policy = load_policy()
    return meaning_of(release(found, policy), policy)


@pytest.mark.parametrize(
    ("percent", "base", "lower", "upper"),
    [("63", 19, 12, 12), ("60", 100, 60, 60), ("47", 15, 7, 7)],
)
def test_a_percentage_of_a_small_base_is_one_count(
    percent: str, base: int, lower: int, upper: int
) -> None:
    found = share_fact("a", base, Fraction(percent), Fraction(1), PLACE, PLACE)

    assert (found.lower, found.upper) == (lower, upper)


def test_a_percentage_rounded_to_ten_leaves_a_range() -> None:
    found = share_fact("a", 40, Fraction(60), Fraction(10), PLACE, PLACE)

    assert (found.lower, found.upper) == (22, 26)


@pytest.mark.parametrize(
    ("relation", "target", "limits"),
    [
        (Relation.ALMOST, Target.TWO_THIRDS, (12, 12)),
        (Relation.LESS_THAN, Target.HALF, (0, 9)),
        (Relation.MORE_THAN, Target.HALF, (10, 19)),
        (Relation.EQUAL, Target.HALF, (0, 19)),
    ],
)
def test_a_fraction_in_words_says_a_range_of_nineteen(
    relation: Relation, target: Target, limits: tuple[int, int]
) -> None:
    assert phrase_limits(19, relation, target) == limits


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("Almost two thirds", "en", (Relation.ALMOST, Target.TWO_THIRDS)),
        ("mae bron i ddwy ran o dair", "cy", (Relation.ALMOST, Target.TWO_THIRDS)),
        ("two thirds", "en", (Relation.EQUAL, Target.TWO_THIRDS)),
        ("around one and a half", "en", None),
        ("a halfway house", "en", None),
    ],
)
def test_fractions_are_read_in_both_languages(said: str, language: str, found: object) -> None:
    assert phrase_in(said, language) == found  # type: ignore[arg-type]


def test_a_rank_above_a_shown_count_gives_a_lower_limit() -> None:
    (found,) = rank_facts({"b": 2}, ["a", "b"], {"b": 7}, PLACE)

    assert (found.terms, found.lower, found.upper) == ((("a", 1),), 8, None)


def test_a_list_in_its_usual_order_tells_nothing() -> None:
    values = {"a": 9, "c": 4}

    assert is_sorted_by_size(["a", "b", "c"], values, [["c", "b", "a"]])
    assert not is_sorted_by_size(["a", "b", "c"], values, [["a", "b", "c"]])
    assert not is_sorted_by_size(["c", "b", "a"], values, [])


def test_labels_share_the_number_in_brackets_after_them() -> None:
    said = "Bar chart. Highest: Yes (12). Joint lowest: No; No response (0 each)."

    found = sorted(labelled(said, ["Yes", "No", "No response"]))

    assert found == [("No", "0"), ("No response", "0"), ("Yes", "12")]


def test_a_label_inside_a_longer_word_is_not_that_label() -> None:
    assert list(labelled("Piano: 3", ["no"])) == []


def test_a_bar_without_a_number_is_measured() -> None:
    figures, table = ticks("q", {"a": 12, "b": 3})
    texts = ["y: 16; label: a", "y: 48; label: b", "size: 12; top: 6; bottom: 26"]

    assert list(chart_counts(texts, table, "en")) == [("q.a", 12)]
    assert figures


def test_a_hidden_bar_of_no_length_is_no_count() -> None:
    _, table = ticks("q", {"a": 12, "b": 3})
    texts = ["y: 16; label: a", "size: 0; y: 16; text: [c]", "size: 0; top: 6; bottom: 26"]

    assert list(chart_counts(texts, table, "en")) == []


def test_a_time_of_day_is_told_and_midnight_is_not() -> None:
    assert moments_in("2021-04-30T00:00:00Z then 2021-04-30T09:15:00Z") == ["2021-04-30T09:15:00"]
    assert moments_of_pdf(b"/CreationDate (D:20210430091500Z)") == ["20210430 091500"]
    assert moments_of_pdf(b"/CreationDate (D:20210430000000Z)") == []


def test_a_page_is_taken_apart_into_what_can_say_a_number() -> None:
    page = """<html><head><meta name="description" content="About"></head><body>
    <h2 id="coverage">Who</h2><p>In all <span data-figure="A" data-form="of">12 of 15</span>.</p>
    <table><caption>Table 1: T</caption><tr><th>Answer</th><th>Count</th></tr>
    <tr><th>Yes</th><td data-figure="q.yes">12</td></tr></table>
    <figure class="quote"><blockquote>Words</blockquote><figcaption>Somebody</figcaption></figure>
    <figure><figcaption>Figure 1: T</figcaption><img alt="Highest: Yes (12)" src=""></figure>
    <!-- q.no=3 --></body></html>"""

    found = read_page(page, "report.en.html", "en")

    assert [(m.figure, m.form, m.text) for m in found.marks] == [("A", "of", "12 of 15")]
    (grid,) = found.grids
    assert (grid.caption, grid.rows[1][1].figure, grid.rows[1][1].text) == (
        "Table 1: T",
        "q.yes",
        "12",
    )
    assert found.quotes == ["Somebody"]
    assert [(p.caption, p.alt) for p in found.pictures] == [("Figure 1: T", "Highest: Yes (12)")]
    assert ("coverage", "In all □ .") in found.passages
    assert " q.no=3 " in found.asides
    assert "About" in found.properties


@pytest.mark.parametrize(
    ("said", "form", "limits"),
    [
        ("4 o 15 (27%)", "", (4, 4)),
        ("27%", "percent", (4, 4)),
        ("Few", "", (0, 5)),
        ("4", "value", (4, 4)),
    ],
)
def test_whatever_is_printed_of_a_figure_is_read(
    said: str, form: str, limits: tuple[int, int]
) -> None:
    read = Read(meaning(tabulation(single_choice("q", {"a": 4, "b": 11}))))

    read.take("q.a", said, form, PLACE, "en")

    assert max(fact.lower or 0 for fact in read.facts) == limits[0]
    assert min(fact.upper or 0 for fact in read.facts) == limits[1]


def test_the_mark_for_confidential_hides_whatever_the_figure_was() -> None:
    read = Read(meaning(tabulation(single_choice("q", {"a": 4, "b": 11}))))

    read.take("q.a", "[c]", "", PLACE, "cy")

    assert read.hidden == {"test-2021:q.a"}


def test_options_of_one_question_add_up_to_everybody() -> None:
    found = meaning(tabulation(single_choice("q", {"a": 4, "b": 6, "c": 5})))

    sums = [fact for fact in found.structure if fact.why is Why.ADDS_TO]
    assert [(len(fact.terms), fact.lower) for fact in sums] == [(3, 15)]


def test_ticks_do_not_add_up() -> None:
    found = meaning(tabulation(ticks("q", {"a": 12, "b": 10})))

    assert not [fact for fact in found.structure if fact.why in (Why.ADDS_TO, Why.SUM)]


def test_what_is_released_withstands_the_auditor() -> None:
    counted = tabulation(
        single_choice("q", {"a": 9, "b": 4, "c": 2}), ticks("t", {"a": 12, "b": 1}, base=15)
    )
    policy = load_policy()

    found = audit(publication_of_released(release(counted, policy), policy))

    assert found.findings == ()


def test_two_means_whose_contributors_differ_by_one_are_found() -> None:
    asked = replace(
        meaning(tabulation(single_choice("q", {"a": 4, "b": 11}))),
        summed={"mean": "q", "sum": "q", "other": "p"},
    )
    means = [("mean", 14, PLACE), ("sum", 15, PLACE), ("other", 15, PLACE)]

    found = list(mean_incidents(asked, means, PLACE))

    assert [each.code for each in found] == ["mean-difference"]


def test_a_later_edition_that_hides_what_the_earlier_showed_gives_it_away() -> None:
    labels = {"w:a": text("a")}
    hidden = Publication(labels, (), frozenset({"w:a"}), respondents=frozenset({"w:a"}))
    value = Fact((("w:a", 1),), 2, 2, Why.VALUE, PLACE)
    shown = Publication(labels, (value,), frozenset(), respondents=frozenset({"w:a"}))
    late = Publication(labels, (Fact((("w:a", 1),), 0, 40, Why.BASE, PLACE),), frozenset({"w:a"}))
    late = Publication(late.labels, late.facts, late.hidden, respondents=frozenset({"w:a"}))

    same = audit(with_earlier(hidden, shown, 15, 15, PLACE))
    grown = audit(with_earlier(late, shown, 25, 15, PLACE))

    assert (same.ranges["w:a"].lower, same.ranges["w:a"].upper) == (2, 2)
    assert (grown.ranges["w:a"].lower, grown.ranges["w:a"].upper) == (2, 12)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("A respondent", False),
        ("A respondent; translated from Welsh", False),
        ("A respondent; Welsh speaker; translated from Welsh", True),
        ("A respondent, Cardiff", True),
    ],
)
def test_what_stands_under_a_quotation_tells_or_does_not(by: str, told: bool) -> None:
    figures, table = single_choice("q", {"a": 2, "b": 13})
    figures["q.a"] = replace(figures["q.a"], label=Bilingual.same("Welsh"))
    figures["q.b"] = replace(figures["q.b"], label=Bilingual.same("Welsh speaker"))
    printed = Printed("report.en.html", "en", quotes=[by])

    ((_, incidents),) = quoted(printed, meaning(tabulation((figures, table))), PLACE)

    assert bool(incidents) == told
