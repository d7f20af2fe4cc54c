"""Findings in words: one sentence for each branch, in both languages, of released figures only."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from findings_factory import (
    BEFORE,
    NOW,
    POLICY,
    REASON,
    absent,
    area_of,
    basis,
    change,
    comparison,
    gradient,
    level,
    measured,
    of_burglary,
    places,
    told,
    trend,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_factory import BURGLARY, CARDIFF, MARAC, NEWPORT

from diogel.assessment.findings import FindingKind, findings
from diogel.assessment.findings_saying import where
from diogel.core import Bilingual, Limits, Status
from diogel.disclosure import release
from diogel.indicators import (
    AreaIndicators,
    Change,
    FalseAlarms,
    Level,
    Marked,
    Notice,
    Rebase,
    Season,
    Verdict,
    area_set,
    joined,
    tabulate,
)
from diogel.language import english_left
from diogel.statistics import Signal

HIGHER, LOWER, SAME = Verdict.HIGHER, Verdict.LOWER, Verdict.NOT_SEPARABLE
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
LEVEL_EN = "Burglary in Cardiff, January to December 2020: "
LEVEL_CY = "Byrgleriaeth yng Nghaerdydd, mis Ionawr i fis Rhagfyr 2020: "
CHANGED_EN = (
    "Burglary in Cardiff: the number in the latest period (January to December 2020) was {} than "
    "in the period before (January to December 2019): "
)
CHANGED_CY = (
    "Byrgleriaeth yng Nghaerdydd: roedd y nifer yn y cyfnod diweddaraf (mis Ionawr i fis Rhagfyr "
    "2020) yn {} nag yn y cyfnod blaenorol (mis Ionawr i fis Rhagfyr 2019): "
)
SAME_EN = (
    "Burglary in Cardiff: no change can be told between the period before (January to December "
    "2019) and the latest period (January to December 2020): "
)
SAME_CY = (
    "Byrgleriaeth yng Nghaerdydd: ni ellir dweud bod newid rhwng y cyfnod blaenorol (mis Ionawr i "
    "fis Rhagfyr 2019) a'r cyfnod diweddaraf (mis Ionawr i fis Rhagfyr 2020): "
)
NOTE_EN = " This is a special cause and asks for a note. Nothing was rebased because of this."
NOTE_CY = (
    " Achos arbennig yw hwn, ac mae angen nodyn amdano. "
    "Ni newidiwyd y llinell sylfaen oherwydd hyn."
)

LEVELS = {
    "rate": (
        level(),
        "the number was 400, which is 4.0 for every 1,000 residents (95% limits: 3.6 to 4.4).",
        "y nifer oedd 400, sef 4.0 am bob 1,000 o breswylwyr (terfynau 95%: 3.6 i 4.4).",
    ),
    "households": (
        level(per="households"),
        "the number was 400, which is 4.0 for every 1,000 households (95% limits: 3.6 to 4.4).",
        "y nifer oedd 400, sef 4.0 am bob 1,000 o aelwydydd (terfynau 95%: 3.6 i 4.4).",
    ),
    "own base": (
        level(per="own"),
        "the number was 400, which is 4.0 for every 1,000 of the measure's own base "
        "(95% limits: 3.6 to 4.4).",
        "y nifer oedd 400, sef 4.0 am bob 1,000 o sail y mesur ei hun (terfynau 95%: 3.6 i 4.4).",
    ),
    "no rate": (
        level(rate=None, rate_limits=None, rate_reason=REASON),
        "the number was 400. A reason.",
        "y nifer oedd 400. Rheswm.",
    ),
    "provisional": (
        level(rate=None, rate_limits=None, status=Status.PROVISIONAL),
        "the number was 400. These numbers are provisional and may change.",
        "y nifer oedd 400. Rhifau dros dro yw'r rhain, a gallant newid.",
    ),
    "missing": (absent(), "not available [x]. A reason.", "ddim ar gael [x]. Rheswm."),
    "confidential": (
        absent(status=Status.CONFIDENTIAL),
        "the supplier gave part of these numbers as confidential, so no number is given [c].",
        "rhoddodd y cyflenwr ran o'r rhifau hyn fel rhai cyfrinachol, felly ni roddir rhif [c].",
    ),
}


@pytest.mark.parametrize("name", LEVELS)
def test_a_level_is_said_with_what_it_is_a_rate_of(name: str) -> None:
    own, english, welsh = LEVELS[name]

    said = of_burglary("level", level=own)

    assert words(said.sentence) == (LEVEL_EN + english, LEVEL_CY + welsh)


def pair(verdict: Verdict, now: int, before: int, **more: object) -> tuple[Level, Change]:
    own = level(now)
    return own, change(verdict, own, level(before, last=BEFORE), **more)


MINUS = "\N{MINUS SIGN}"
CHANGES = {
    "higher": (
        pair(HIGHER, 400, 300),
        CHANGED_EN.format("higher")
        + "a change of +33.3% (95% limits: +20.0% to +46.7%), from 300 to 400.",
        CHANGED_CY.format("uwch") + "newid o +33.3% (terfynau 95%: +20.0% i +46.7%), o 300 i 400.",
    ),
    "lower": (
        pair(LOWER, 300, 400),
        CHANGED_EN.format("lower")
        + f"a change of {MINUS}25.0% (95% limits: {MINUS}32.5% to {MINUS}17.5%), from 400 to 300.",
        CHANGED_CY.format("is")
        + f"newid o {MINUS}25.0% (terfynau 95%: {MINUS}32.5% i {MINUS}17.5%), o 400 i 300.",
    ),
    "no percentage on few": (
        pair(HIGHER, 60, 29),
        CHANGED_EN.format("higher") + "from 29 to 60, a ratio of 2.07 (95% limits: 1.86 to 2.28).",
        CHANGED_CY.format("uwch") + "o 29 i 60, cymhareb o 2.07 (terfynau 95%: 1.86 i 2.28).",
    ),
    "lower of few": (
        pair(LOWER, 5, 20),
        CHANGED_EN.format("lower") + "from 20 to 5, a ratio of 0.25 (95% limits: 0.23 to 0.28).",
        CHANGED_CY.format("is") + "o 20 i 5, cymhareb o 0.25 (terfynau 95%: 0.23 i 0.28).",
    ),
    "not separable": (
        pair(SAME, 400, 390),
        SAME_EN + "390 then and 400 now, a ratio of 1.03 (95% limits: 0.92 to 1.13).",
        SAME_CY + "390 bryd hynny, 400 nawr, cymhareb o 1.03 (terfynau 95%: 0.92 i 1.13).",
    ),
    "nothing before": (
        pair(HIGHER, 12, 0),
        CHANGED_EN.format("higher") + "from 0 to 12, with no ratio.",
        CHANGED_CY.format("uwch") + "o 0 i 12, heb gymhareb.",
    ),
    "nothing before, nothing told": (
        pair(SAME, 3, 0),
        SAME_EN + "0 then and 3 now, with no ratio.",
        SAME_CY + "0 bryd hynny, 3 nawr, heb gymhareb.",
    ),
    "not compared": (
        pair(Verdict.NOT_GIVEN, 400, 300, reason=REASON, ratio=None),
        "Burglary in Cardiff: the latest period (January to December 2020) is not compared with "
        "the period before (January to December 2019). A reason.",
        "Byrgleriaeth yng Nghaerdydd: ni chaiff y cyfnod diweddaraf (mis Ionawr i fis Rhagfyr "
        "2020) ei gymharu â'r cyfnod blaenorol (mis Ionawr i fis Rhagfyr 2019). Rheswm.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_higher_lower_or_cannot_be_told(name: str) -> None:
    (own, found), english, welsh = CHANGES[name]

    said = of_burglary("change", level=own, change=found)

    assert words(said.sentence) == (english, welsh)


def test_a_rate_of_the_suppliers_own_base_is_what_changes() -> None:
    own = level(400, per="own")
    found = change(HIGHER, own, level(300, last=BEFORE, per="own"))

    said = of_burglary("change", level=own, change=found)

    english, welsh = words(said.sentence)
    assert "the rate per 1,000 in the latest period" in english
    assert "from 3.0 to 4.0, a ratio of 1.33" in english
    assert "roedd y gyfradd fesul 1,000" in welsh and "o 3.0 i 4.0, cymhareb o 1.33" in welsh


def test_a_ratio_that_is_not_one_is_never_printed_as_one() -> None:
    own, found = pair(
        HIGHER, 29, 29, percent=None, ratio=1.004, ratio_limits=Limits(1.001, 1.1, "root")
    )

    english, _ = words(of_burglary("change", level=own, change=found).sentence)

    assert "a ratio of 1.004 (95% limits: 1.001 to 1.100)" in english


SIGNALS = {
    Signal.ABOVE_LIMIT: (
        60.0,
        "is above the upper limit of what is usual (limits: 10.0 to 50.0).",
        "yn uwch na therfyn uchaf yr hyn sy'n arferol (terfynau: 10.0 i 50.0).",
    ),
    Signal.BELOW_LIMIT: (
        5.0,
        "is below the lower limit of what is usual (limits: 10.0 to 50.0).",
        "yn is na therfyn isaf yr hyn sy'n arferol (terfynau: 10.0 i 50.0).",
    ),
    Signal.RUN_ABOVE: (
        40.0,
        "is part of a run of at least 7 periods above the mean "
        "(limits of what is usual: 10.0 to 50.0).",
        "yn rhan o rediad o 7 cyfnod neu fwy uwchlaw'r cymedr "
        "(terfynau'r hyn sy'n arferol: 10.0 i 50.0).",
    ),
    Signal.RUN_BELOW: (
        20.0,
        "is part of a run of at least 7 periods below the mean "
        "(limits of what is usual: 10.0 to 50.0).",
        "yn rhan o rediad o 7 cyfnod neu fwy islaw'r cymedr "
        "(terfynau'r hyn sy'n arferol: 10.0 i 50.0).",
    ),
    Signal.RISING: (
        40.0,
        "is part of a run in which each period was higher than the one before "
        "(limits of what is usual: 10.0 to 50.0).",
        "yn rhan o rediad lle'r oedd pob cyfnod yn uwch na'r un blaenorol "
        "(terfynau'r hyn sy'n arferol: 10.0 i 50.0).",
    ),
    Signal.FALLING: (
        20.0,
        "is part of a run in which each period was lower than the one before "
        "(limits of what is usual: 10.0 to 50.0).",
        "yn rhan o rediad lle'r oedd pob cyfnod yn is na'r un blaenorol "
        "(terfynau'r hyn sy'n arferol: 10.0 i 50.0).",
    ),
    Signal.NEAR_LIMIT: (
        48.0,
        "is one of several close together near the upper limit of what is usual "
        "(limits: 10.0 to 50.0).",
        "yn un o nifer yn agos at ei gilydd ger terfyn uchaf yr hyn sy'n arferol "
        "(terfynau: 10.0 i 50.0).",
    ),
}


@pytest.mark.parametrize("signal", list(Signal))
def test_a_special_cause_asks_for_a_note_and_rebases_nothing(signal: Signal) -> None:
    value, english, welsh = SIGNALS[signal]

    said = of_burglary("trend", trend=trend({signal}, value))

    assert words(said.sentence) == (
        f"Burglary in Cardiff: the value for December 2020 ({value:.0f}) {english}{NOTE_EN}",
        "Byrgleriaeth yng Nghaerdydd: mae'r gwerth ar gyfer Rhagfyr 2020 "
        f"({value:.0f}) {welsh}{NOTE_CY}",
    )


def test_a_point_near_the_lower_limit_is_said_to_be_near_that() -> None:
    said = of_burglary("trend", trend=trend({Signal.NEAR_LIMIT}, 12.0))

    english, welsh = words(said.sentence)
    assert "near the lower limit" in english and "ger terfyn isaf" in welsh


def test_a_point_like_others_shows_no_signal() -> None:
    english, welsh = words(of_burglary("trend", trend=trend()).sentence)

    assert english.endswith("shows no signal (limits of what is usual: 10.0 to 50.0).")
    assert "nid yw'n dangos unrhyw arwydd" in welsh


def test_too_few_points_and_gaps_are_said_with_the_trend() -> None:
    found = trend({Signal.ABOVE_LIMIT}, 60.0, enough=False, basis=basis(missing=2))

    english, welsh = words(of_burglary("trend", trend=found).sentence)

    assert "fewer than 12 periods and are provisional" in english
    assert "Periods without a number: November to December 2020." in english
    assert "lai na 12 cyfnod" in welsh and "mis Tachwedd i fis Rhagfyr 2020" in welsh


def test_earlier_special_causes_are_said_too() -> None:
    first, second = NOW.shifted(-8), NOW.shifted(-3)
    marks = (
        Marked(first, 33.0, frozenset({Signal.ABOVE_LIMIT})),
        Marked(second, 33.0, frozenset({Signal.RUN_ABOVE})),
    )

    found = told(area_of(measured(trend=trend(marked=marks))))

    english, welsh = words(found[f"{BURGLARY}.special"].sentence)
    assert english == (
        "Burglary in Cardiff: earlier periods with a special cause. Above the upper limit of what "
        "is usual: April 2020 (33). Within the limits, but part of a pattern: September 2020. "
        "Each asks for a note. Nothing was rebased because of this."
    )
    assert "Yn uwch na therfyn uchaf yr hyn sy'n arferol: Ebrill 2020 (33)." in welsh
    assert "yn rhan o batrwm: Medi 2020." in welsh


def test_earlier_special_causes_within_the_limits_are_said_without_numbers() -> None:
    marks = (Marked(NOW.shifted(-3), 33.0, frozenset({Signal.RUN_ABOVE})),)

    found = told(area_of(measured(trend=trend(marked=marks))))

    english, welsh = words(found[f"{BURGLARY}.special"].sentence)
    assert english.endswith(
        "other periods with a special cause: September 2020. Each asks for a note. Nothing was "
        "rebased because of this."
    )
    assert "cyfnodau eraill ag achos arbennig: Medi 2020." in welsh


def test_a_recorded_rebase_names_who_and_why() -> None:
    start = NOW.shifted(-6)
    rebase = Rebase(
        BURGLARY, "*", start, Bilingual("New *rules*.", "Rheolau newydd."), "A N Other", start.start
    )

    found = told(area_of(measured(trend=trend(rebases=(rebase,)))))

    english, welsh = words(found[f"{BURGLARY}.rebase.2020-06"].sentence)
    assert english == (
        "Burglary in Cardiff: a new baseline begins with June 2020. Recorded by: A N Other, "
        "on 1 June 2020. Reason: New \\*rules\\*."
    )
    assert welsh.endswith("ar 1 Mehefin 2020. Rheswm: Rheolau newydd.")


@pytest.mark.parametrize(
    ("growth", "english", "welsh"),
    [
        (1.2, "the number rose from one year", "cododd y nifer o'r naill flwyddyn"),
        (0.8, "the number fell from one year", "gostyngodd y nifer o'r naill flwyddyn"),
        (1.05, "no steady change from one year", "ni ellir dweud bod newid cyson"),
    ],
)
def test_growth_is_told_only_where_its_limits_leave_out_one(
    growth: float, english: str, welsh: str
) -> None:
    season = Season(
        Status.OBSERVED, 24, growth=growth, growth_limits=Limits(growth - 0.1, growth + 0.1, "q")
    )

    said = words(of_burglary("growth", trend=trend(season=season)).sentence)

    assert said[0].startswith(LEVEL_EN + english) and said[1].startswith(LEVEL_CY + welsh)
    assert f"a ratio of {growth:.2f} a year" in said[0]


def test_a_hidden_number_is_nowhere_and_neither_is_what_gives_it_away() -> None:
    own = level(3, measure=MARAC)
    before = level(47, last=BEFORE, measure=MARAC)
    found = area_of(measured(MARAC, level=own, change=change(LOWER, own, before)))

    said = list(told(found).values())

    assert [one.kind for one in said] == [FindingKind.GAP]
    assert words(said[0].sentence) == (
        "High-risk domestic abuse cases discussed in Cardiff, January to December 2020: the number "
        "is hidden, because it, or one that would give it away, is too small to give [c].",
        "Achosion cam-drin domestig risg uchel a drafodwyd yng Nghaerdydd, mis Ionawr i fis "
        "Rhagfyr 2020: mae'r nifer wedi'i guddio, am ei fod, neu rif a fyddai'n ei ddatgelu, yn "
        "rhy fach i'w roi [c].",
    )


def test_a_change_from_a_hidden_number_is_hidden() -> None:
    own = level(47, measure=MARAC)
    before = level(3, last=BEFORE, measure=MARAC)
    found = area_of(measured(MARAC, level=own, change=change(HIGHER, own, before)))

    english, welsh = words(told(found)[f"{MARAC}.change"].sentence)

    assert english.endswith("is hidden, because a number behind it is too small to give [c].")
    assert welsh.endswith("wedi'i guddio, am fod rhif y tu ôl iddo yn rhy fach i'w roi [c].")
    assert not re.search(r"\b3\b", english + welsh)


def test_what_was_not_released_is_not_printed() -> None:
    found = area_of(measured())
    nothing = release(tabulate([]), POLICY)

    (said,) = findings(found, nothing)

    assert said.kind is FindingKind.GAP and said.figures == ()
    assert "400" not in said.sentence.en + said.sentence.cy


def test_the_same_numbers_as_another_areas_are_said_first() -> None:
    text = Bilingual(
        "The same numbers stand for: Newport and Gwent. One of them is probably not its own.",
        "Yr un rhifau sydd gan: Casnewydd a Gwent.",
    )
    notice = Notice("same-numbers", (NEWPORT, "W15000002"), BURGLARY, text)

    found = told(area_of(measured(), area=area_set(NEWPORT), notices=(notice,)))

    first = next(iter(found.values()))
    assert words(first.sentence) == (
        f"Burglary in Newport: read these numbers with care. {text.en}",
        f"Byrgleriaeth yng Nghasnewydd: darllenwch y rhifau hyn yn ofalus. {text.cy}",
    )


def test_the_false_alarms_to_be_expected_close_the_findings() -> None:
    alarms = (
        FalseAlarms("charts", 15, 0.0405, 1),
        FalseAlarms("comparisons", 60, 3.0, 5),
        FalseAlarms("changes", 14, 0.7, 2),
    )

    last = list(told(area_of(measured(), false_alarms=alarms)).values())[-1]

    assert words(last.sentence) == (
        "Many tests were made in Cardiff, and some raise a flag by chance alone. Latest points of "
        "charts: 1 flagged of 15, 0.04 expected by chance. Comparisons: 5 flagged of 60, 3.00 "
        "expected by chance. Changes: 2 flagged of 14, 0.70 expected by chance.",
        "Gwnaed llawer o brofion yng Nghaerdydd, ac mae rhai yn codi rhybudd drwy hap yn unig. "
        "Pwyntiau diweddaraf siartiau: 1 wedi'u nodi o 15, 0.04 i'w disgwyl drwy hap. "
        "Cymariaethau: 5 wedi'u nodi o 60, 3.00 i'w disgwyl drwy hap. Newidiadau: 2 wedi'u nodi o "
        "14, 0.70 i'w disgwyl drwy hap.",
    )


@pytest.mark.parametrize(
    ("code", "welsh"),
    [
        ("W06000002", "yng Ngwynedd"),
        ("W06000001", "ar Ynys Môn"),
        ("W06000023", "ym Mhowys"),
        ("W15000002", "yng Ngwent"),
        ("W92000004", "yng Nghymru"),
    ],
)
def test_places_stand_in_their_welsh_form(code: str, welsh: str) -> None:
    assert where(area_set(code)).cy == welsh


def test_a_set_of_ones_own_names_each_place() -> None:
    pair_of = joined([area_set(CARDIFF), area_set(NEWPORT)])

    assert where(pair_of) == Bilingual(
        "in Cardiff and in Newport", "yng Nghaerdydd ac yng Nghasnewydd"
    )


def everything() -> AreaIndicators:
    season = Season(Status.OBSERVED, 24, growth=1.2, growth_limits=Limits(1.1, 1.3, "q"))
    own, changed = pair(HIGHER, 400, 300)
    return area_of(
        measured(
            level=own,
            change=changed,
            trend=trend({Signal.ABOVE_LIMIT}, 60.0, season=season),
            comparisons=(comparison(HIGHER), comparison(SAME, "nearest")),
            places=places(),
            gradient=gradient(),
        ),
        synthetic=frozenset({BURGLARY}),
        false_alarms=(
            FalseAlarms("charts", 1, 0.0027, 1),
            FalseAlarms("comparisons", 2, 0.1, 1),
            FalseAlarms("changes", 1, 0.05, 1),
        ),
    )


def test_every_number_of_a_figure_stands_in_its_span() -> None:
    found = told(everything())

    said = found[f"{BURGLARY}.change"]
    assert f'[400]{{.figure data-figure="{CARDIFF}.{BURGLARY}.count12"}}' in said.sentence.cy
    for one in found.values():
        for language in ("en", "cy"):
            named = re.findall(r'data-figure="([^"]+)"', one.sentence[language])
            assert sorted(set(named)) == sorted(one.figures)


def test_invented_numbers_are_said_to_be_invented_before_all_else() -> None:
    first = next(iter(told(everything()).values()))

    assert first.sentence.en.startswith("Some of the numbers in Cardiff are invented")
    assert "wedi'u dyfeisio ar gyfer yr arddangosiad" in first.sentence.cy


def test_no_english_is_left_in_welsh_and_no_sentence_ranks() -> None:
    for one in told(everything()).values():
        english, welsh = words(one.sentence)
        assert english_left(welsh) == ()
        assert not re.search(r"\b(rank|league|worst|best)\b", english)


@given(
    now=st.integers(0, 5_000_000),
    before=st.integers(0, 5_000_000),
    verdict=st.sampled_from([HIGHER, LOWER, SAME]),
)
@settings(max_examples=60, deadline=None)
def test_both_languages_carry_the_same_numbers(now: int, before: int, verdict: Verdict) -> None:
    own, changed = pair(verdict, now, before)
    found = replace(
        everything(), measures={BURGLARY: measured(level=own, change=changed, places=places())}
    )

    for one in told(found).values():
        english, welsh = words(one.sentence)
        assert sorted(_NUMBER.findall(english)) == sorted(_NUMBER.findall(welsh))
