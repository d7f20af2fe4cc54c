"""Each rule of a narrative is kept, broken, and does not apply, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from narrative_factory import (
    codes,
    known,
    lint,
    narrative,
    released,
    slots_of,
)

from diogel.core import LANGUAGES, Language
from diogel.language import say
from diogel.reports.narrative import hash_of_narrative, lint_narrative, stamp_english

BROKEN: list[tuple[str, Language, str, list[str]]] = [
    ("a typed number", "en", "In all 12 teams answered.", ["typed-number"]),
    ("a typed number", "cy", "Atebodd 12 tîm.", ["typed-number"]),
    ("a typed percentage", "en", "It was {W2|count}%.", ["typed-number"]),
    ("a number word", "en", "Seven have other duties.", ["number-word"]),
    ("a number word", "en", "Twenty-two authorities.", ["number-word"]),
    ("a fraction word", "en", "About half of them agree.", ["number-word"]),
    ("a majority", "en", "The majority were part time.", ["number-word"]),
    ("most of", "en", "Most teams agree.", ["number-word"]),
    ("a number word", "cy", "Mae gan saith tîm ddyletswyddau eraill.", ["number-word"]),
    ("a mutated number", "cy", "Mae gan ddau dîm ddadansoddwr.", ["number-word"]),
    ("a fraction word", "cy", "Mae tua hanner yn cytuno.", ["number-word"]),
    ("a majority", "cy", "Mae'r mwyafrif yn rhan-amser.", ["number-word"]),
    ("most", "cy", "Mae'r rhan fwyaf yn cytuno.", ["number-word"]),
    ("a number as a name", "en", "There were {name:12} teams.", ["name-is-number"]),
    ("a fraction as a name", "en", "That is {name:two thirds}.", ["name-is-number"]),
    ("an unknown figure", "en", "We found {W22}.", ["unknown-figure"]),
    ("an unknown figure", "cy", "Cafwyd {W22}.", ["unknown-figure"]),
    ("an unknown form", "en", "We found {W2|procent}.", ["unknown-form"]),
    ("a form that does not fit", "en", "We found {W3|percent}.", ["form-unfit"]),
    ("a percentage of a small base", "en", "It is {W8|of}, {W8|percent}.", ["form-unfit"]),
    ("a rank that is none", "en", "It was {W2|rank}.", ["form-unfit"]),
    ("a rank in words", "en", "Hate crime was first with {W12.hate}.", ["rank-word"]),
    ("a superlative", "en", "The lowest was {W12.asb}.", ["rank-word"]),
    ("a rank in words", "cy", "Roedd yn gyntaf gyda {W12.hate}.", ["rank-word"]),
    ("a superlative", "cy", "Yr isaf oedd {W12.asb}.", ["rank-word"]),
    ("a change", "en", "This fell to {W2}.", ["change-word"]),
    ("a change", "en", "This reduced to {W2}.", ["change-word"]),
    ("a change", "cy", "Gostyngodd hyn: {W2}.", ["change-word"]),
    ("a change of another figure", "en", "{W2} rose, {workforce-2020:W8}.", ["change-word"]),
    ("a bare percentage", "en", "It is {W2|percent}.", ["percent-without-base"]),
    ("a bare percentage", "cy", "Mae'n {W2|percent}.", ["percent-without-base"]),
    (
        "a base in another sentence",
        "en",
        "It is {W2|of}. It is {W2|percent}.",
        ["percent-without-base"],
    ),
    ("a fraction without its count", "en", "It is {W10|words}.", ["fraction-without-count"]),
    ("a fraction without its count", "cy", "Mae'n {W10|words}.", ["fraction-without-count"]),
    ("no fraction near", "en", "It is {W14.vawdasv|words}, {W14.vawdasv|of}.", ["fraction"]),
    ("a mean without its base", "en", "The mean is {W3|value}.", ["value-without-base"]),
    (
        "two roundings",
        "en",
        "A mean of {W3}.\n\nThat is {W3|value1}, {W3|base}.",
        ["two-roundings"],
    ),
    ("an unknown wave", "en", "See {workforce-2019:W2}.", ["unknown-wave"]),
    ("a wrong citation", "en", "See {workforce-2020:W99}.", ["unknown-figure"]),
    ("an unknown table", "en", "{{table W13}}", ["unknown-table"]),
    ("an unknown chart", "en", "{{chart W13}}", ["unknown-chart", "chart-without-table"]),
    ("a chart without its table", "en", "{{chart W12}}", ["chart-without-table"]),
    ("an unknown tag", "en", "{{quotes fundin}}", ["unknown-quotes"]),
    ("an unknown section", "en", "{{section metod}}", ["unknown-section"]),
    ("an unknown directive", "en", "{{tabel W12}}", ["directive"]),
    ("an unknown option", "en", "{{table W12 display=pie}}", ["option"]),
    ("an unknown callout", "en", "{{callout W99}} A team.", ["unknown-callout"]),
    ("a callout without words", "en", "{{callout W2}}", ["callout-empty"]),
    ("a typed number in a callout", "en", "{{callout W2}} Eight teams.", ["number-word"]),
    ("a heading without id", "en", "## Teams", ["heading-id"]),
    ("a heading id twice", "en", "## A {#a}\n\n## B {#a}", ["heading-twice"]),
    ("a figure in a heading", "en", "## Teams {W2} {#a}", ["figure-in-heading"]),
    ("a broken reference", "en", "It is {teams.", ["brace"]),
    ("no date", "en", "On {date:31/02/2021}.", ["date"]),
    ("no word of change", "en", "They said it {said:was}.", ["said"]),
]

KEPT: list[tuple[str, Language, str]] = [
    ("a reference", "en", "{W2} have a team, and one of them said so."),
    ("a reference", "cy", "Mae gan {W2} dîm, ac un o'r rhain yn dweud hynny."),
    (
        "a name with digits",
        "en",
        "After {name:COVID-19} and {name:2021/22}, the {name:third sector}.",
    ),
    ("a name with digits", "cy", "Ar ôl {name:COVID-19}, y {name:trydydd sector}."),
    ("a date", "en", "Launched on {date:2021-03-01}."),
    ("fairly is not ten", "cy", "Rhannwyd y gwaith yn deg."),
    ("an adjective", "en", "The most important theme."),
    ("a rank with its tie", "en", "Crime prevention was {W12.crime|rank} with {W12.crime}."),
    ("a superlative beside its rank", "en", "The highest was {W12.hate|of}, {W12.hate|rank}."),
    ("an ordinal as a name", "en", "This is the {name:first survey} of its kind."),
    ("again is no rank", "cy", "Cafodd ei ail-lunio."),
    ("the same figure of two waves", "en", "This rose from {workforce-2020:W2} to {W2}."),
    ("the same figure of two waves", "cy", "Cynyddodd o {workforce-2020:W2} i {W2}."),
    ("a respondent's own word", "en", "Respondents said that funding had {said:reduced}."),
    ("a respondent's own word", "cy", "Dywedwyd bod cyllid wedi {said:lleihau}."),
    ("an aim", "en", "We want to increase responses."),
    ("an aim", "cy", "Rydym am weithio i gynyddu ymatebion."),
    ("under a heading of theirs", "en", "Themes that fall under the remit."),
    ("a percentage with its count", "en", "It is {W2|percent} ({W2|of})."),
    ("a percentage with its base", "cy", "Mae'n {W2|percent} o {W2|base}."),
    ("a fraction with its count", "en", "It is {W10|words} ({W10|of})."),
    ("a fraction of the author's", "en", "It is {B9|words:almost-two-thirds}, {B9|of}."),
    ("a bound", "en", "It is {W14.vawdasv|words:more-than-half}, {W14.vawdasv|of}."),
    ("or without a fraction", "en", "It is {W14.vawdasv} or {W14.drugs}."),
    ("a mean with its base", "en", "The mean is {W3|value} of {W3|base} teams."),
    ("a smallest value with its base", "en", "The lowest was {W4}."),
    ("a citation", "en", "See {workforce-2020:W2}."),
    ("this wave by its name", "en", "See {workforce-2021:W2}."),
    ("a table and its chart", "en", "{{table W12 display=both}}\n\n{{chart W12}}"),
    ("quotes, a section", "en", "{{quotes funding}}\n\n{{section method}}"),
    ("a callout", "en", "{{callout W2}} Teams with {W2|percent} of all."),
    ("a link's digits", "en", "See [the Act](https://example.org/2015/2)."),
    ("a marked language", "en", "They said [diolch]{lang=cy-GB}."),
    ("what is lost", "en", "The chart is {lost}."),
    ("a list", "en", "- {W2}\n- {W3}"),
]


@pytest.mark.parametrize(("what", "language", "body", "expected"), BROKEN)
def test_a_broken_rule_is_told(
    what: str, language: Language, body: str, expected: list[str]
) -> None:
    assert codes(body, language) == expected


@pytest.mark.parametrize(("what", "language", "body"), KEPT)
def test_a_kept_rule_is_silent(what: str, language: Language, body: str) -> None:
    assert codes(body, language) == []


@pytest.mark.parametrize(("what", "language", "body", "expected"), BROKEN)
def test_every_problem_has_its_sentence(
    what: str, language: Language, body: str, expected: list[str]
) -> None:
    for problem in lint(body, language):
        english = say(f"problems.{problem.code}", "en", **slots_of(problem))
        welsh = say(f"problems.{problem.code}", "cy", **slots_of(problem))

        assert english != welsh
        assert problem.found in english or problem.found in ("", "-")


def test_a_problem_names_its_line_and_its_words() -> None:
    (problem,) = lint("A team.\n\nThere are teams,\nand seven of them agree.")

    assert (problem.place.file, problem.place.row) == ("report.en.md", 10)
    assert problem.found == "seven"


@pytest.mark.parametrize(
    ("body", "found", "expected"),
    [
        ("{W2|percent}.", "{W2|percent}", "{W2|of}"),
        ("{workforce-2020:W2|percent}.", "{workforce-2020:W2|percent}", "{workforce-2020:W2|of}"),
        ("{W10|words}.", "{W10|words}", "{W10|of}"),
        ("{W3|value}.", "{W3|value}", "{W3|base}"),
    ],
)
def test_what_is_missing_is_written_out(body: str, found: str, expected: str) -> None:
    (problem,) = lint(body)

    assert (problem.found, problem.expected) == (found, expected)


def test_all_problems_come_in_one_pass() -> None:
    assert codes("Seven of 12 rose.\n\n{{table nope}}\n\n{W99}") == [
        "typed-number",
        "number-word",
        "change-word",
        "unknown-table",
        "unknown-figure",
    ]


def test_an_unknown_figure_is_answered_with_the_nearest() -> None:
    (problem,) = lint("See {W14.vawdasw}.")

    assert problem.expected == "W14.vawdasv"


def test_hidden_figures_are_no_problem() -> None:
    safe = released(exceptions=False)

    assert codes("It is {W9.yes|of}, {W9.yes|percent}.", released=safe) == []
    assert codes("It was {W12.hate|rank}.", released=safe) == []


def _twins(english: str, welsh: str, stamp: str | None = None) -> list[str]:
    en = narrative(english)
    cy = narrative(welsh, "cy", hash_of_narrative(en) if stamp is None else stamp)
    found = lint_narrative("report.cy.md", cy, "cy", known(), twin=en)
    return [p.code.removeprefix("narrative.") for p in found]


def test_twins_with_the_same_references_agree() -> None:
    assert _twins("{W2} of {W3}.\n\n## A {#a}", "{W3}, {W2}.\n\n## B {#a}") == []


@pytest.mark.parametrize(
    ("english", "welsh", "code"),
    [
        ("{W2}.", "{W3}.", "twin-figures"),
        ("{W2}.", "{W2|of}.", "twin-figures"),
        ("{W2} {W2}.", "{W2}.", "twin-figures"),
        ("{W2}.\n\n{W3}.", "{W2}. {W3}.", "twin-figures"),
        ("## A {#a}", "## A {#b}", "twin-blocks"),
        ("## A {#a}", "### A {#a}", "twin-blocks"),
        ("{{table W12}}\n\n{W2}.", "{W2}.\n\n{{table W12}}", "twin-blocks"),
        ("{{table W12}}", "{{table W9}}", "twin-blocks"),
        ("- {W2}", "{W2}", "twin-blocks"),
        ("{W2}.", "{W2}.\n\n{W3}.", "twin-blocks"),
        ("{{callout W2}} Teams.", "{{callout W3}} Timau.", "twin-blocks"),
    ],
)
def test_twins_that_differ_are_told(english: str, welsh: str, code: str) -> None:
    assert code in _twins(english, welsh)


def test_a_missing_twin_is_told() -> None:
    found = lint_narrative("report.en.md", narrative("{W2}."), "en", known(), twin=None)

    assert [p.code for p in found] == ["narrative.twin-missing"]


def test_welsh_for_an_older_english_is_stale() -> None:
    assert _twins("{W2}.", "{W2}.", stamp="00000000") == ["stale"]


def test_a_stamp_ends_staleness_and_is_replaced_by_the_next() -> None:
    first, second = narrative("{W2}."), narrative("{W2}!")
    welsh = stamp_english(narrative("{W2}.", "cy", "00000000"), first)
    unstamped = narrative("{W2}.")

    assert stamp_english(stamp_english(welsh, second), first) == welsh
    for text in (welsh, stamp_english(unstamped, first)):
        assert lint_narrative("report.cy.md", text, "cy", known(), twin=first) == []
        assert len(lint_narrative("report.cy.md", text, "cy", known(), twin=second)) == 1


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", ["front"]),
        ("+++\ntitle = \n+++\n", ["front"]),
        ("+++\ntitle = 'T'\ndate = 2021-04-01\n+++\n", ["front-missing"]),
        ("+++\ntitle = 'T'\nauthor = 'A'\ndate = 'April'\n+++\n", ["front-date"]),
        ("+++\ntitle = 'T'\nauthor = 'A'\ndate = 2021-04-01\n", []),
    ],
)
def test_front_matter_is_checked(front: str, expected: list[str]) -> None:
    found = lint_narrative("report.en.md", front, "en", known(), twin="")

    assert [p.code.removeprefix("narrative.") for p in found] == expected


PIECES = st.sampled_from(
    "{W2} {{table_W12}} {{ }} { } | : +++ - ## {#a} {name: {date:2021-13-01} {W3|words:almost-} "
    "{a:b:c|d|e} {} {|} {:} ]( 12 half \x00 {{callout_W2}} {{callout}} title=[1] date=2021-99-01 "
    "\n".replace("_", "\u00a0").split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join))
def test_no_text_breaks_the_lint(text: str) -> None:
    for whole in (text, narrative(text), f"+++\n{text}\n+++\n"):
        for language in LANGUAGES:
            for problem in lint_narrative("r.md", whole, language, known(), twin=text):
                assert say(f"problems.{problem.code}", language, **slots_of(problem))
