"""What is different between two editions: which numbers, and because of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from diogel.assessment.changes import Cause, CauseKind, compare
from diogel.assessment.changes_section import largest
from diogel.assessment.printings import (
    HIDDEN,
    Number,
    Printing,
    Printings,
    as_record,
    from_record,
)
from diogel.core import Bilingual

COUNT = "W06000015.police-burglary.count12"
RATE = "W06000015.police-burglary.rate12"
VERSUS = "W06000015.police-burglary.versus.wales"
PARTNERS = "W06000015.council-asb-reports.count12"
HARM = "W06000015.harm.score"
SCORE = "W06000015.road-safety.risk.impact"
SUGGESTED = "W06000015.road-safety.suggested.trend"
SOUTH_WALES, GWENT = "W15000003", "W15000002"
STREET = "release:a"


def said(text: str, count: int | None = None) -> Number:
    return Number(Bilingual("Number", "Rhif"), Bilingual(text, text), count)


def printing(inputs: dict[str, str] | None = None, **numbers: Number) -> Printing:
    return Printing(date(2026, 9, 1), numbers, {VERSUS: "higher"}, inputs or {})


def everything(text: str) -> dict[str, Number]:
    ids = (COUNT, RATE, VERSUS, PARTNERS, HARM, SCORE, SUGGESTED)
    return {id_: said(f"{text}{at}", at + len(text)) for at, id_ in enumerate(ids)}


def moved(before: dict[str, str], now: dict[str, str]) -> dict[str, set[CauseKind]]:
    """Every number moved: by its id the causes that it is put down to."""
    found = compare(
        printing(before, **everything("1")), printing(now, **everything("22")), [SOUTH_WALES]
    )
    return {each.id: {cause.kind for cause in each.causes} for each in found.numbers}


def test_only_what_is_printed_differently_is_a_change() -> None:
    before = printing(**{COUNT: said("12", 12), RATE: said("0.33")})
    now = printing(**{COUNT: said("14", 14), RATE: said("0.33")})

    found = compare(before, now)

    assert [(each.id, each.was.en, each.now.cy) for each in found.numbers] == [(COUNT, "12", "14")]
    assert found.same == 1


def test_new_and_gone_numbers_are_told_apart() -> None:
    found = compare(printing(**{COUNT: said("12")}), printing(**{RATE: said("0.3")}))

    assert [(each.id, each.kind) for each in found.numbers] == [(RATE, "new"), (COUNT, "gone")]


def test_what_may_no_longer_be_said_is_not_said_again() -> None:
    before = printing(**{COUNT: said("12", 12)})
    now = printing(**{COUNT: Number(Bilingual("Number", "Rhif"), HIDDEN)})

    (change,) = compare(before, now).numbers

    assert change.was == Bilingual("", "")
    assert change.now == HIDDEN


def test_a_verdict_that_turned_is_told() -> None:
    before = printing()
    now = replace(before, verdicts={VERSUS: "not-separable"})

    (change,) = compare(before, now).verdicts

    assert (change.id, change.was, change.now) == (VERSUS, "higher", "not-separable")


def test_police_files_of_ones_own_force_move_the_polices_numbers_alone() -> None:
    found = moved({}, {STREET: f"incidents|{SOUTH_WALES}"})

    assert found[COUNT] == found[RATE] == found[VERSUS] == {CauseKind.RELEASE}
    assert found[PARTNERS] == found[HARM] == {CauseKind.OTHER}


def test_police_files_of_another_force_move_comparisons_alone() -> None:
    found = moved({}, {STREET: f"incidents|{GWENT}"})

    assert found[VERSUS] == {CauseKind.RELEASE}
    assert found[COUNT] == found[RATE] == {CauseKind.OTHER}


def test_partners_numbers_move_by_what_partners_send() -> None:
    found = moved({}, {STREET: "observations|"})

    assert found[PARTNERS] == {CauseKind.RELEASE}
    assert found[COUNT] == {CauseKind.OTHER}


def test_a_population_moves_everything_but_scores_of_nothing_else() -> None:
    found = moved({}, {STREET: "populations|"})

    assert all(found[id_] == {CauseKind.RELEASE} for id_ in (COUNT, RATE, PARTNERS, HARM))


def test_a_delivery_that_holds_no_longer_is_a_cause() -> None:
    assert moved({STREET: "incidents|"}, {})[COUNT] == {CauseKind.WITHDRAWN}


def test_a_definition_moves_its_own_measure_alone() -> None:
    found = moved({"measure:police-burglary": "a"}, {"measure:police-burglary": "b"})

    assert found[COUNT] == {CauseKind.DEFINITION}
    assert found[PARTNERS] == {CauseKind.OTHER}


def test_weights_move_harm_alone_and_scores_move_risk_alone() -> None:
    weights = moved({"weights": "a"}, {"weights": "b"})
    scores = moved({}, {STREET: "risk_scores|"})

    assert weights[HARM] == {CauseKind.WEIGHTS}
    assert weights[COUNT] == {CauseKind.OTHER}
    assert scores[SCORE] == {CauseKind.SCORE}
    assert scores[COUNT] == {CauseKind.OTHER}


def test_another_model_moves_risk_alone() -> None:
    found = moved({"model": "a"}, {"model": "b"})

    assert found[SCORE] == {CauseKind.MODEL}
    assert found[COUNT] == {CauseKind.OTHER}


def test_a_suggested_level_moves_by_the_model_and_not_by_scores() -> None:
    model = moved({"model": "a"}, {"model": "b", STREET: "risk_models|"})
    scores = moved({}, {STREET: "risk_scores|"})
    priorities = moved({}, {STREET: "risk_priorities|"})
    withdrawn = moved({STREET: "risk_scores|"}, {})

    assert model[SUGGESTED] == model[SCORE] == {CauseKind.MODEL}
    assert scores[SUGGESTED] == withdrawn[SUGGESTED] == {CauseKind.OTHER}
    assert priorities[SUGGESTED] == {CauseKind.SCORE}
    assert withdrawn[SCORE] == {CauseKind.WITHDRAWN}


def test_another_version_of_diogel_can_move_everything() -> None:
    found = moved({"diogel": "a"}, {"diogel": "b"})

    assert set(map(frozenset, found.values())) == {frozenset({CauseKind.DIOGEL})}


def test_a_duty_moves_no_number_and_is_told() -> None:
    now = {"duty:prevent": "b"}
    found = compare(printing({"duty:prevent": "a"}), printing(now))

    assert found.causes == (Cause(CauseKind.DUTY, "prevent"),)
    assert moved({"duty:prevent": "a"}, now)[COUNT] == {CauseKind.OTHER}


def test_an_edition_made_again_stays_compared_with_the_one_before() -> None:
    first, second = printing(**{COUNT: said("12")}), printing(**{COUNT: said("14")})
    kept = Printings().followed_by(first).followed_by(second)

    again = kept.followed_by(replace(second, day=date(2026, 10, 1), inputs={"diogel": "b"}))

    assert kept.base_for(second) == first
    assert again.base_for(second) == first
    assert again.base_for(printing(**{COUNT: said("15")})) == again.present


def test_a_first_edition_is_compared_with_nothing() -> None:
    assert Printings().base_for(printing()) is None


def test_a_printing_comes_back_from_its_file_as_it_was() -> None:
    one = printing({"diogel": "a"}, **{COUNT: said("12", 12), RATE: Number(said("").label, HIDDEN)})

    assert from_record(as_record(one)) == one


def test_the_largest_changes_are_by_events_and_one_of_each_measure() -> None:
    before = {COUNT: said("100", 100), RATE: said("1", 100), PARTNERS: said("4", 4)}
    now = {COUNT: said("101", 101), RATE: said("1.1", 101), PARTNERS: said("16", 16)}

    found = largest(compare(printing(**before), printing(**now)))

    assert [each.id for each in found] == [PARTNERS, RATE]
