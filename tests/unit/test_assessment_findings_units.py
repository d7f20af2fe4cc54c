"""Findings of percentages, money and harm, and of what is hidden in a chart or a comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from findings_factory import (
    REASON,
    area_of,
    basis,
    chart,
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
from indicator_factory import BURGLARY, CARDIFF, MARAC

from diogel.assessment.findings import AreaFinding, FindingKind
from diogel.core import Bilingual, Limits, Status
from diogel.indicators import Harm, Level, Rebase, Verdict
from diogel.statistics import Signal

ABSENCE, LOSSES = "school-absence", "fraud-losses"


def of_another(measure: str, own: Level, name: str = "level", **more: object) -> AreaFinding:
    return told(area_of(measured(measure, level=own, **more)))[f"{measure}.{name}"]


def test_a_percentage_that_was_supplied_is_said_as_one() -> None:
    own = level(None, measure=ABSENCE, value=12.34, rate_reason=REASON)

    said = words(of_another(ABSENCE, own).sentence)

    assert said == (
        "Persistent absence from school in Cardiff, January to December 2020: the value was "
        "12.3%. A reason.",
        "Absenoldeb cyson o'r ysgol yng Nghaerdydd, mis Ionawr i fis Rhagfyr 2020: y gwerth oedd "
        "12.3%. Rheswm.",
    )


def test_of_a_percentage_with_a_count_only_the_count_is_said() -> None:
    own = level(7, measure=ABSENCE, value=35.0, denominator=20.0, rate=None, rate_limits=None)

    english, welsh = words(of_another(ABSENCE, own).sentence)

    assert english.endswith("the number that this percentage was worked out from was 7.")
    assert welsh.endswith("y nifer y cyfrifwyd y ganran hon ohono oedd 7.")
    assert "35" not in english + welsh and "%" not in english + welsh


def test_money_is_said_in_pounds() -> None:
    own = level(None, measure=LOSSES, value=1_234_567.0)

    english, welsh = words(of_another(LOSSES, own).sentence)

    assert english.endswith("the amount was £1,234,567.")
    assert welsh.endswith("y swm oedd £1,234,567.")


def test_a_chart_of_a_partners_small_months_is_hidden() -> None:
    shown = replace(chart([3.0] * 12), values=np.array([3.0] * 12))
    found = trend(measure=MARAC, chart=shown)

    english, welsh = words(of_another(MARAC, level(measure=MARAC), "trend", trend=found).sentence)

    assert english.endswith("periods are hidden, because some are too small to give [c].")
    assert welsh.endswith("wedi'u cuddio, am fod rhai yn rhy fach i'w rhoi [c].")
    assert "3" not in english + welsh


def test_a_recorded_rebase_is_not_denied() -> None:
    rebase = Rebase(BURGLARY, "*", basis().last.shifted(-6), REASON, "A", date(2020, 7, 1))
    found = trend({Signal.ABOVE_LIMIT}, 60.0, rebases=(rebase,))

    english, welsh = words(of_burglary("trend", trend=found).sentence)

    assert "Nothing was rebased" not in english
    assert english.endswith("The baseline changes only where somebody recorded that it does.")
    assert welsh.endswith("Dim ond lle cofnododd rhywun hynny y mae'r llinell sylfaen yn newid.")


@pytest.mark.parametrize("status", [Status.PROVISIONAL, Status.ESTIMATED, Status.REVISED])
def test_a_comparison_says_what_its_numbers_are(status: Status) -> None:
    plain = of_burglary("comparison.wales", comparisons=(comparison(Verdict.HIGHER),))
    marked = comparison(Verdict.HIGHER, status=status)

    said = of_burglary("comparison.wales", comparisons=(marked,))

    assert said.sentence.en.startswith(plain.sentence.en + " These numbers")
    assert len(said.sentence.cy) > len(plain.sentence.cy)


def test_places_and_slopes_that_are_not_given_say_why() -> None:
    found = told(
        area_of(
            measured(
                places=places(found=None, chance=None, reason=REASON),
                gradient=replace(gradient(), slope=None, slope_limits=None, reason=REASON),
            )
        )
    )

    assert words(found[f"{BURGLARY}.places"].sentence) == (
        "Burglary in Cardiff: how it falls on small areas is not given. A reason.",
        "Byrgleriaeth yng Nghaerdydd: ni roddir y dosbarthiad dros ardaloedd bach. Rheswm.",
    )
    assert words(found[f"{BURGLARY}.inequality"].sentence) == (
        "Burglary in Cardiff: how it goes with deprivation is not given. A reason.",
        "Byrgleriaeth yng Nghaerdydd: ni roddir y berthynas ag amddifadedd. Rheswm.",
    )


def test_harm_names_whose_weights_they_are() -> None:
    harm = Harm(
        CARDIFF,
        basis(),
        Status.OBSERVED,
        table="A table",
        table_day=date(2020, 4, 1),
        score=12_345.6,
        score_limits=Limits(12_000.0, 13_000.0, "byar"),
    )

    said = told(area_of(measured(), harm=harm))["harm"]

    assert said.figures == (f"{CARDIFF}.harm.score",)
    assert words(said.sentence) == (
        "Harm in Cardiff, January to December 2020: the score is 12,346, by the weights of this "
        "table: A table, 1 April 2020.",
        "Niwed yng Nghaerdydd, mis Ionawr i fis Rhagfyr 2020: y sgôr yw 12,346, yn ôl pwysau'r "
        "tabl hwn: A table, 1 Ebrill 2020.",
    )


def test_harm_without_weights_says_why() -> None:
    reason = Bilingual("There is no table.", "Nid oes tabl.")
    harm = Harm(CARDIFF, basis(), Status.NOT_AVAILABLE, reason)

    said = told(area_of(measured(), harm=harm))["harm"]

    assert (said.kind, said.figures) == (FindingKind.GAP, ())
    assert words(said.sentence) == (
        "Harm in Cardiff: no score is given. There is no table.",
        "Niwed yng Nghaerdydd: ni roddir sgôr. Nid oes tabl.",
    )
