"""Findings of an area against others, of small areas and of deprivation, in both languages."""

from __future__ import annotations

import pytest
from findings_factory import (
    REASON,
    area_of,
    comparison,
    gradient,
    measured,
    of_burglary,
    places,
    told,
    words,
)

from diogel.core import Bilingual
from diogel.indicators import Verdict

HIGHER, LOWER, SAME = Verdict.HIGHER, Verdict.LOWER, Verdict.NOT_SEPARABLE
LEVEL_EN = "Burglary in Cardiff, January to December 2020: "
LEVEL_CY = "Byrgleriaeth yng Nghaerdydd, mis Ionawr i fis Rhagfyr 2020: "

COMPARED = {
    HIGHER: (
        "the rate is higher than that of Wales, by a ratio of 1.25 (95% limits: 1.04 to 1.50); "
        "the rate of Wales is 3.2 per 1,000.",
        "mae'r gyfradd yn uwch na chyfradd Cymru, yn ôl cymhareb o 1.25 (terfynau 95%: 1.04 i "
        "1.50); 3.2 fesul 1,000 yw cyfradd Cymru.",
    ),
    LOWER: (
        "the rate is lower than that of Wales, by a ratio of 1.25 (95% limits: 1.04 to 1.50); "
        "the rate of Wales is 3.2 per 1,000.",
        "mae'r gyfradd yn is na chyfradd Cymru, yn ôl cymhareb o 1.25 (terfynau 95%: 1.04 i "
        "1.50); 3.2 fesul 1,000 yw cyfradd Cymru.",
    ),
    SAME: (
        "the rate is not separable from that of Wales, with a ratio of 1.25 (95% limits: 1.04 to "
        "1.50); the rate of Wales is 3.2 per 1,000.",
        "ni ellir gwahanu'r gyfradd oddi wrth gyfradd Cymru, gyda chymhareb o 1.25 (terfynau 95%: "
        "1.04 i 1.50); 3.2 fesul 1,000 yw cyfradd Cymru.",
    ),
}


@pytest.mark.parametrize("verdict", list(COMPARED))
def test_an_area_is_higher_lower_or_not_separable_from_wales(verdict: Verdict) -> None:
    said = of_burglary("comparison.wales", comparisons=(comparison(verdict),))

    english, welsh = COMPARED[verdict]
    assert words(said.sentence) == (LEVEL_EN + english, LEVEL_CY + welsh)


@pytest.mark.parametrize("verdict", list(COMPARED))
def test_others_are_named_and_a_far_neighbour_is_said_to_be_far(verdict: Verdict) -> None:
    found = comparison(verdict, "nearest", near=False)

    english, welsh = words(of_burglary("comparison.nearest", comparisons=(found,)).sentence)

    assert "those it is compared with (The five most similar authorities)" in english
    assert "y rhai y cymherir â nhw (Y pum awdurdod mwyaf tebyg)" in welsh
    assert english.endswith("is not much like this one: read the comparison with care.")
    assert welsh.endswith("darllenwch y gymhariaeth yn ofalus.")


def test_a_comparison_without_some_forces_says_so() -> None:
    rests = Bilingual("This rests on 3 of 4 forces.", "Mae hyn yn seiliedig ar 3 o 4 heddlu.")

    said = of_burglary("comparison.wales", comparisons=(comparison(SAME, reason=rests),))

    assert said.sentence.en.endswith(rests.en) and said.sentence.cy.endswith(rests.cy)


def test_why_there_is_no_comparison_is_said_once() -> None:
    both_kinds = (
        comparison(Verdict.NOT_GIVEN, reason=REASON),
        comparison(Verdict.NOT_GIVEN, "nearest", reason=REASON),
    )

    found = told(area_of(measured(comparisons=both_kinds)))

    said = [one for name, one in found.items() if ".comparison." in name]
    assert [words(one.sentence) for one in said] == [
        (
            "Burglary in Cardiff: not compared with others (Wales). A reason.",
            "Byrgleriaeth yng Nghaerdydd: ni chaiff ei gymharu ag eraill (Cymru). Rheswm.",
        )
    ]


PLACES = {
    "more": (
        places(unplaced=3),
        "the 5% of small areas with the most hold 25.0% of the total; by chance alone they would "
        "hold 10.0%, so the number is more concentrated than chance makes it. Records without a "
        "place are in none of this.",
        "mae'r 5% o ardaloedd bach â'r nifer mwyaf yn dal 25.0% o'r cyfan; drwy hap yn unig "
        "byddent yn dal 10.0%, felly mae'r nifer yn fwy crynodedig nag y byddai drwy hap. Nid yw "
        "cofnodion heb leoliad yn rhan o hyn.",
    ),
    "no more": (
        places(top=0.1),
        "the 5% of small areas with the most hold 10.0% of the total; by chance alone they would "
        "hold 10.0%, so the number is no more concentrated than chance makes it.",
        "mae'r 5% o ardaloedd bach â'r nifer mwyaf yn dal 10.0% o'r cyfan; drwy hap yn unig "
        "byddent yn dal 10.0%, felly nid yw'r nifer yn fwy crynodedig nag y byddai drwy hap.",
    ),
    "no share of few": (
        places(total=29),
        "too few events for a share of small areas to be given.",
        "rhy ychydig o ddigwyddiadau i roi cyfran ardaloedd bach.",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_small_areas_are_said_beside_chance(name: str) -> None:
    found, english, welsh = PLACES[name]

    said = of_burglary("places", places=found)

    assert words(said.sentence) == (LEVEL_EN + english, LEVEL_CY + welsh)


MINUS = "\N{MINUS SIGN}"
SLOPES = {
    "more deprived": (gradient(-3, -4, -2), f"{MINUS}3.0", f"{MINUS}4.0", f"{MINUS}2.0"),
    "less deprived": (gradient(3, 2, 4), "+3.0", "+2.0", "+4.0"),
    "none": (gradient(-1, -2, 1), f"{MINUS}1.0", f"{MINUS}2.0", "+1.0"),
}
SLOPE_SAID = {
    "more deprived": (
        "the rate is higher where deprivation is greater: ",
        "mae'r gyfradd yn uwch lle mae amddifadedd yn fwy: ",
    ),
    "less deprived": (
        "the rate is higher where deprivation is less: ",
        "mae'r gyfradd yn uwch lle mae amddifadedd yn llai: ",
    ),
    "none": (
        "no slope with deprivation can be told: ",
        "ni ellir dweud bod goledd gydag amddifadedd: ",
    ),
}


@pytest.mark.parametrize("name", SLOPES)
def test_a_slope_with_deprivation_is_about_places(name: str) -> None:
    found, slope, lower, upper = SLOPES[name]
    english, welsh = SLOPE_SAID[name]

    said = of_burglary("inequality", gradient=found)

    assert words(said.sentence) == (
        f"{LEVEL_EN}{english}6.0 per 1,000 in the most deprived group and 2.0 in the least "
        f"deprived (slope index of inequality: {slope}; 95% limits: {lower} to {upper}). This is "
        "about places, not about people: it does not say who is harmed or who does harm.",
        f"{LEVEL_CY}{welsh}6.0 fesul 1,000 yn y grŵp mwyaf difreintiedig; 2.0 yn y grŵp lleiaf "
        f"difreintiedig (mynegai goledd anghydraddoldeb: {slope}; terfynau 95%: {lower} i {upper})"
        ". Mae hyn yn ymwneud â lleoedd, nid â phobl: nid yw'n dweud pwy sy'n cael niwed na phwy "
        "sy'n gwneud niwed.",
    )
