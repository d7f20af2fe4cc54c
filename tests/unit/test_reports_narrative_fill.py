"""Filling: every number from its figure, and hidden ones leave no word behind."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from disclosure_factory import share
from narrative_factory import EARLIER, OTHER, RELEASED, narrative, released

from diogel.core import LANGUAGES, Language, Problem, Refused
from diogel.disclosure import Released
from diogel.language import say
from diogel.reports import (
    Block,
    Callout,
    ChartBlock,
    Heading,
    Notice,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
)
from diogel.reports.narrative import (
    Filled,
    Surroundings,
    Written,
    fill_pair,
    hash_of_narrative,
)
from quote_factory import signed

SAFE = released(exceptions=False)
PLAIN = PlainTable("Words", 0, ("a", "b"), (("1", "2"),))
AROUND: dict[Language, Surroundings] = {
    language: Surroundings(
        {"method": (Heading(2, "M", "m"), PLAIN)},
        {"funding": (Quote(signed("Diolch", "cy"), "cy"),)},
    )
    for language in LANGUAGES
}


def pair(english: str, welsh: str | None = None, of: Released = RELEASED) -> dict[Language, Filled]:
    en = narrative(english)
    cy = narrative(english if welsh is None else welsh, "cy", hash_of_narrative(en))
    texts: dict[Language, Written] = {"en": Written("r.en.md", en), "cy": Written("r.cy.md", cy)}
    cited = {"workforce-2020": EARLIER, "baseline-2021": OTHER}
    return fill_pair(texts, of, AROUND, cited)


def blocks(body: str, language: Language = "en", of: Released = RELEASED) -> tuple[Block, ...]:
    return pair(body, of=of)[language].blocks


def words(body: str, language: Language = "en", of: Released = RELEASED) -> str:
    """The text of the only paragraph, its spans taken off."""
    (block,) = blocks(body, language, of)
    assert isinstance(block, Prose)
    return re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", block.markdown)


@pytest.mark.parametrize(
    ("body", "english", "welsh"),
    [
        ("{W2}", "12 of 15 (80%)", "12 o 15 (80%)"),
        ("{W8}", "5 of 7", "5 o 7"),
        ("{W1}", "17 of 22", "17 o 22"),
        ("{W3}", "3.36 (base: 14)", "3.36 (sail: 14)"),
        ("{W4}", "1 (base: 12)", "1 (sail: 12)"),
        ("{W2|count}", "12", "12"),
        ("{W2|of}", "12 of 15", "12 o 15"),
        ("{W2|base}", "15", "15"),
        ("{B5|percent} {B5|of}", "74% 14 of 19", "74% 14 o 19"),
        ("{W10|words} {W10|of}", "two thirds 8 of 12", "dwy ran o dair 8 o 12"),
        ("{B9|words} {B9|of}", "almost two thirds 12 of 19", "bron i ddwy ran o dair 12 o 19"),
        (
            "{W14.drugs|words:around-two-thirds} {W14.drugs|of}",
            "around two thirds 10 of 15",
            "tua dwy ran o dair 10 o 15",
        ),
        ("{W12.hate|rank}", "1st", "1af"),
        ("{W12.crime|rank}", "Joint 2nd", "Cydradd 2il"),
        ("{B5|rank}", "Joint 1st", "Cydradd 1af"),
        ("{W3|value} {W3|base}", "3.36 14", "3.36 14"),
        ("{W3|value1} {W3|base}", "3.4 14", "3.4 14"),
        ("{W2|interval}", "9 to 13 of 22", "9 i 13 o 22"),
        ("{workforce-2020:W2}", "9 of 15 (60%)", "9 o 15 (60%)"),
        ("{name:COVID-19}", "COVID-19", "COVID-19"),
        ("{date:2021-03-01}", "1 March 2021", "1 Mawrth 2021"),
        ("{lost}", "not available", "ddim ar gael"),
    ],
)
def test_a_figure_is_said_in_both_languages(body: str, english: str, welsh: str) -> None:
    assert words(body) == english
    assert words(body, "cy") == welsh


def test_a_figure_stands_in_a_span_that_names_it() -> None:
    (block,) = blocks("Of all, {W2} and {workforce-2020:W2|of}.")

    assert block == Prose(
        'Of all, [12 of 15 (80%)]{.figure data-figure="W2"} and '
        '[9 of 15]{.figure data-figure="workforce-2020:W2" data-form="of"}.',
        ("W2", "workforce-2020:W2"),
    )


def test_the_pieces_become_blocks_in_their_order() -> None:
    body = (
        "# Teams {#teams}\n\n{{section method}}\n\n{{table W12 display=both}}\n\n{{chart W12}}"
        "\n\n{{callout W2}} Teams: {W2|percent}.\n\n{{quotes funding}}\n\n- {W2}\n- {W3}"
    )

    found = blocks(body)

    kinds = [Heading, Heading, PlainTable, TableBlock, ChartBlock, Callout, Quote, Prose]
    assert [type(block) for block in found] == kinds
    assert [b.number for b in found if isinstance(b, PlainTable | TableBlock)] == [1, 2]
    assert [b.number for b in found if isinstance(b, ChartBlock)] == [1]
    callout = next(b for b in found if isinstance(b, Callout))
    assert (callout.headline, callout.sentence) == ("12 of 15", "Teams: 80%.")
    assert isinstance(found[-1], Prose)
    assert found[-1].markdown.count("\n- ") == 1


def test_front_matter_is_read() -> None:
    front = pair("{W2}")["en"].front

    assert (front.title, front.author, front.date.isoformat()) == ("T", "A", "2021-04-01")
    assert front.review == "needed"


def test_a_hidden_figure_takes_its_whole_paragraph() -> None:
    (block,) = blocks("Almost nobody, {W9.yes}, has one, and {W2} have a team.", of=SAFE)

    assert block == Notice(say("narrative.hidden", "en"))


def test_hidden_paragraphs_in_a_row_are_one_notice() -> None:
    found = blocks(
        "{W9.yes}.\n\n{W9.access}.\n\n{{callout gone}} Gone.\n\n{W2}.\n\n{gone}.", of=SAFE
    )

    assert [type(block) for block in found] == [Notice, Prose, Notice]


def test_hidden_items_of_a_list_are_said_once() -> None:
    (block,) = blocks("- {W2|of}\n- {W9.yes}\n- {W9.access}\n- {W10|of}", of=SAFE)

    assert isinstance(block, Prose)
    assert block.markdown.count(say("narrative.hidden", "en")) == 1
    assert block.figures == ("W2", "W10")


def test_a_dropped_rank_takes_its_paragraph() -> None:
    figures = {"a": share("a", 9, 15, rank=1, source="Q"), "b": share("b", 1, 15, source="Q")}
    safe = released(exceptions=False, **figures)

    (block,) = blocks("It was {a|rank} with {a}.", of=safe)

    assert isinstance(block, Notice)


def test_a_chart_of_a_table_in_bands_is_left_out() -> None:
    found = blocks("{{table W12}}\n\n{{chart W12}}", of=SAFE)

    assert [type(block) for block in found] == [TableBlock]
    assert isinstance(found[0], TableBlock)
    assert found[0].table.treatment == "bands"


def test_the_safe_edition_has_the_same_blocks_in_both_languages() -> None:
    body = "{W9.yes}.\n\n{W2}.\n\n{{table W9}}\n\n- {gone}\n- {W2}"

    filled = pair(body, of=SAFE)

    kinds = [[type(block) for block in filled[language].blocks] for language in LANGUAGES]
    assert kinds[0] == kinds[1]


def test_no_hidden_number_is_left_in_the_safe_edition() -> None:
    found = blocks("{name:A}.\n\n{W9.yes}, {W9.access}.\n\n{{callout gone}} {gone}.", of=SAFE)

    said = " ".join(block.markdown for block in found if isinstance(block, Prose | Notice))
    assert not re.search(r"\d", said)


def test_either_language_with_a_problem_stops_both() -> None:
    with pytest.raises(Refused) as refused:
        pair("There are {W2}.", "Mae saith: {W2}.")

    assert [problem.place.file for problem in refused.value.problems] == ["r.cy.md"]


def test_one_language_alone_is_refused() -> None:
    texts: dict[Language, Written] = {"en": Written("r.en.md", narrative("{W2}"))}

    with pytest.raises(Refused) as refused:
        fill_pair(texts, RELEASED, AROUND)

    assert [p.code for p in refused.value.problems] == ["narrative.twin-missing"]


def test_changing_one_answer_changes_the_text() -> None:
    changed = released(W2=share("W2", 11, 15))

    assert words("{W2}", of=changed) == "11 of 15 (73%)"


def codes_of(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code.removeprefix("narrative.") for problem in problems]


# The defects of the two reports of 2021: each is caught, or cannot be written.


def test_d1_two_items_with_one_count_share_a_rank() -> None:
    ranked = {
        "a": share("a", 12, 19, rank=3, tied=True),
        "b": share("b", 12, 19, rank=3, tied=True),
    }

    assert words("{a|rank}, {b|rank}", of=released(**ranked)) == "Joint 3rd, Joint 3rd"
    with pytest.raises(Refused) as refused:
        pair("The third was {B9} and the fourth was {B9}.", "{B9}, {B9}.")
    assert codes_of(refused.value.problems) == ["rank-word", "rank-word"]


def test_d2_i3_a_smallest_value_says_who_it_is_of() -> None:
    with pytest.raises(Refused) as refused:
        pair("The lowest was {W4|value}.", "Yr isaf oedd {W4|value}.")

    assert codes_of(refused.value.problems) == ["value-without-base"] * 2
    assert words("The lowest was {W4}.", "en") == "The lowest was 1 (base: 12)."


def test_d3_a_mean_has_one_rounding() -> None:
    with pytest.raises(Refused) as refused:
        pair("{W3}.\n\n{W3|value1}, {W3|base}.")

    assert codes_of(refused.value.problems) == ["two-roundings"] * 2
    assert words("{baseline-2021:W3}") == words("{W3}")


def test_d4_i4_reduced_to_just_a_fifth_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        pair("Analysts have reduced to just 20%.", "Lleihaodd nifer y dadansoddwyr i 20%.")

    assert codes_of(refused.value.problems) == ["typed-number", "change-word"] * 2
    with pytest.raises(Refused) as refused:
        pair("Analysts have reduced to {baseline-2021:W9.yes}.", "{baseline-2021:W9.yes}.")
    assert codes_of(refused.value.problems) == ["change-word"]


def test_d5_i5_one_fraction_for_two_items_is_refused() -> None:
    body = "{W14.drugs|words:around-two-thirds} ({W14.drugs|of}) selected VAWDASV or drugs."

    with pytest.raises(Refused) as refused:
        pair(body, "{W14.drugs|words:around-two-thirds} ({W14.drugs|of}).")

    assert codes_of(refused.value.problems) == ["fraction-shared"]
    with pytest.raises(Refused) as refused:
        pair("{W14.vawdasv|words:around-two-thirds} ({W14.vawdasv|of}).")
    assert codes_of(refused.value.problems) == ["fraction", "fraction"]


def test_d6_coverage_says_what_it_is_of() -> None:
    assert words("{W1}") == "17 of 22"
    with pytest.raises(Refused):
        pair("All the areas, {W1|value}.")


def test_d8_a_chart_without_its_table_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        pair("{{chart W12}}")

    assert codes_of(refused.value.problems) == ["chart-without-table"] * 2


def test_d9_i8_a_percentage_says_its_base() -> None:
    with pytest.raises(Refused) as refused:
        pair("{B5|percent} of them.", "{B5|percent}.")

    assert codes_of(refused.value.problems) == ["percent-without-base"] * 2


def test_d10_i12_a_percentage_of_few_has_no_decimals() -> None:
    assert words("{B5}") == "14 of 19 (74%)"


def test_i6_a_rank_comes_from_the_figure_alone() -> None:
    untied = released(B5=replace(RELEASED.figures["B5"].figure, tied=False))

    assert words("{B5|rank}", of=untied) == "1st"
