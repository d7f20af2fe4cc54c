"""Risks, their limits and ranks; what is not separable; and what never changes a risk."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from risk_factory import DAY, FIRST, MODEL, PRIORITIES, all_scores, moved, score_of

from diogel.assessment import (
    Group,
    Moderation,
    Trust,
    agreement,
    agreement_sentences,
    assess_risk,
    candidates,
    first_sentence,
    matrix,
    risk_sentences,
    risk_tabulation,
)
from diogel.assessment.risk_changes import model_changes, score_changes
from diogel.assessment.risk_results import First
from diogel.charts import said as shown
from diogel.core import Status, Tabulation
from diogel.disclosure import load_policy, release
from diogel.language import english_left

AREA = "W06000015"
SEVEN = candidates(
    AREA,
    ("road-safety", "hate-crime", "serious-violence", "crime", "resilience", "cctv", "rural-crime"),
)
LEVELS = st.fixed_dictionaries({f"{FIRST}/{item.code}": st.integers(0, 4) for item in MODEL.items})


def tabulated(scores, priorities=PRIORITIES, model=MODEL, **parts) -> Tabulation:
    results = assess_risk(priorities, scores, model, **parts)
    return risk_tabulation(results, agreement(priorities, scores, model), priorities, model, AREA)


def test_the_risk_is_as_the_model_says() -> None:
    levels = {f"{FIRST}/physical": 4, f"{FIRST}/trend": 4}

    risk = assess_risk(PRIORITIES, all_scores(levels=levels), MODEL).risks[FIRST]

    impact = Fraction(1, 2) * 4 + Fraction(1, 2) * Fraction(4 + 5 * 2, 6)
    likelihood = Fraction(4 + 3 * 2, 4)
    assert (risk.impact, risk.likelihood) == (impact, likelihood)
    assert risk.risk == 100 * impact / 4 * likelihood / 4


@pytest.mark.parametrize(("level", "expected"), [(0, 0), (4, 100), (2, 25)])
def test_the_risk_runs_from_nought_to_a_hundred(level: int, expected: int) -> None:
    levels = {one.id: level for one in PRIORITIES}

    risk = assess_risk(PRIORITIES, all_scores(levels=levels), MODEL).risks[FIRST]

    assert risk.risk == expected


@given(LEVELS)
@settings(max_examples=25, deadline=None)
def test_the_limits_hold_the_risk_and_stay_within_the_scale(levels: dict[str, int]) -> None:
    risk = assess_risk(PRIORITIES[:1], all_scores(levels=levels), MODEL).risks[FIRST]

    assert risk.limits is not None and risk.risk is not None
    assert 0 <= risk.limits.lower <= risk.risk + 1e-9
    assert risk.risk - 1e-9 <= risk.limits.upper <= 100


@given(LEVELS, st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_capacity_and_confidence_change_no_risk(levels: dict[str, int], capacity: int) -> None:
    changed = {**levels, f"{FIRST}/capacity": capacity}
    trust = {FIRST: Trust(0.1, 0.1, 1, 0.1)}

    one = assess_risk(PRIORITIES[:1], all_scores(levels=levels), MODEL).risks[FIRST]
    other = assess_risk(PRIORITIES[:1], all_scores(levels=changed), MODEL, trust=trust)

    assert (one.risk, one.limits) == (other.risks[FIRST].risk, other.risks[FIRST].limits)


def test_a_higher_level_of_an_item_never_lowers_the_risk() -> None:
    low = assess_risk(PRIORITIES, all_scores(levels={f"{FIRST}/financial": 1}), MODEL)
    high = assess_risk(PRIORITIES, all_scores(levels={f"{FIRST}/financial": 3}), MODEL)

    assert high.risks[FIRST].risk > low.risks[FIRST].risk  # type: ignore[operator]


def test_a_risk_with_an_item_that_nobody_scored_is_not_given() -> None:
    scores = [s for s in all_scores() if (s.priority, s.item) != (FIRST, "trend")]
    scores.append(score_of(item="trend", level=None))

    results = assess_risk(PRIORITIES, scores, MODEL)

    risk = results.risks[FIRST]
    assert (risk.risk, risk.rank, risk.lacking) == (None, None, ("trend",))
    figure = tabulated(scores).figures[f"{FIRST}.risk.risk"]
    assert (figure.value, figure.status) == (None, Status.NOT_AVAILABLE)
    assert figure.note.complete


def test_what_partners_gave_is_their_mean_until_it_is_decided_together() -> None:
    scores = [*all_scores("Council", {FIRST: 1}), *all_scores("Police", {FIRST: 4})]
    decided = Moderation(FIRST, "physical", 3, DAY, "x", ("A", "B"), MODEL.version)

    before = assess_risk(PRIORITIES, scores, MODEL).risks[FIRST]
    after = assess_risk(PRIORITIES, scores, MODEL, moderations=[decided]).risks[FIRST]

    assert before.items["physical"].value == Fraction(5, 2)
    assert after.items["physical"].value == 3
    assert (after.items["physical"].lowest, after.items["physical"].highest) == (1, 4)
    assert not after.moderated


def test_scores_of_another_model_take_no_part() -> None:
    old = [replace(s, model="0") for s in all_scores("Police", {FIRST: 4})]

    results = assess_risk(PRIORITIES, [*all_scores("Council"), *old], MODEL)

    assert results.risks[FIRST].items["physical"].scorers == 1


def test_equal_risks_share_a_rank() -> None:
    results = assess_risk(PRIORITIES, all_scores(levels={FIRST: 3}), MODEL)

    found = [(one.rank, one.tied) for one in results.risks.values()]
    assert found == [(1, False), (2, True), (2, True)]


def test_first_priorities_far_above_the_others_are_separable() -> None:
    levels = {one.id: 4 for one in SEVEN[:5]}

    results = assess_risk(SEVEN, all_scores(levels=levels, priorities=SEVEN), MODEL)

    assert results.separable is True
    assert [one.first for one in results.risks.values()] == [First.ALWAYS] * 5 + [First.NEVER] * 2


def test_first_priorities_that_hang_on_a_weight_are_not_separable() -> None:
    levels = {one.id: 4 for one in SEVEN[:4]}
    levels |= {f"{SEVEN[4].id}/physical": 3, f"{SEVEN[5].id}/financial": 3}

    results = assess_risk(SEVEN, all_scores(levels=levels, priorities=SEVEN), MODEL)

    assert results.separable is False
    assert results.risks[SEVEN[4].id].rank_by_weights == (5, 6)
    assert "not separable" in first_sentence(results).en


def test_a_tie_at_the_edge_of_the_first_is_not_separable() -> None:
    results = assess_risk(SEVEN, all_scores(priorities=SEVEN), MODEL)

    assert results.separable is False


def test_no_more_priorities_than_the_first_leave_nothing_to_separate() -> None:
    assert assess_risk(PRIORITIES, all_scores(), MODEL).separable is None


@given(st.permutations(range(7)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_priorities_does_not_matter(order: list[int]) -> None:
    levels = {one.id: at % 5 for at, one in enumerate(SEVEN)}
    scores = all_scores(levels=levels, priorities=SEVEN)

    one = assess_risk(SEVEN, scores, MODEL)
    other = assess_risk([SEVEN[at] for at in order], scores, MODEL)

    for name, risk in one.risks.items():
        again = other.risks[name]
        assert (risk.risk, risk.rank, risk.limits) == (again.risk, again.rank, again.limits)
        assert risk.rank_by_weights == again.rank_by_weights


def test_capacity_orders_action_within_a_word_of_risk() -> None:
    levels = {f"{one.id}/capacity": 3 - at for at, one in enumerate(PRIORITIES)}

    results = assess_risk(PRIORITIES, all_scores(levels=levels), MODEL)

    assert [one.act for one in results.risks.values()] == [3, 2, 1]


def test_the_network_may_act_first_where_there_is_most_capacity() -> None:
    levels = {f"{one.id}/capacity": 3 - at for at, one in enumerate(PRIORITIES)}

    results = assess_risk(PRIORITIES, all_scores(levels=levels), replace(MODEL, act_first="most"))

    assert [one.act for one in results.risks.values()] == [1, 2, 3]


def test_confidence_is_not_given_while_a_part_is_unknown() -> None:
    trust = {FIRST: Trust(completeness=0.9, sources=2, coverage=1)}

    found = assess_risk(PRIORITIES, all_scores(), MODEL, trust=trust).risks[FIRST].confidence

    assert (found.value, found.unknown) == (None, ("timeliness",))


def test_confidence_is_the_mean_of_its_parts() -> None:
    trust = {FIRST: Trust(1.0, 0.5, 6, 0.5)}

    found = assess_risk(PRIORITIES, all_scores(), MODEL, trust=trust).risks[FIRST].confidence

    assert found.value == Fraction(3, 4)
    assert found.band is not None and found.band.code == "moderate"


def test_the_matrix_holds_each_priority_with_a_risk_once() -> None:
    found = matrix(assess_risk(PRIORITIES, all_scores(levels={FIRST: 4}), MODEL))

    assert found == {(4, 4): (FIRST,), (2, 2): tuple(one.id for one in PRIORITIES[1:])}


def test_partners_who_order_alike_agree_and_one_alone_cannot() -> None:
    levels = {one.id: at for at, one in enumerate(PRIORITIES)}
    scores = [*all_scores("Council", levels), *all_scores("Police", levels)]

    assert agreement(PRIORITIES, scores, MODEL)[0].w == 1.0
    assert agreement(PRIORITIES, all_scores("Council", levels), MODEL)[0].w is None


def test_the_partner_that_differs_most_is_named_only_where_the_model_says_so() -> None:
    scores = [*all_scores("Council"), *all_scores("Police"), *all_scores("Fire", {FIRST: 4})]

    quiet = agreement(PRIORITIES, scores, MODEL)[1]
    named = agreement(PRIORITIES, scores, replace(MODEL, name_scorers=True))[1]

    assert (quiet.who, named.who) == ("", "Fire")
    assert quiet.furthest == Fraction(2, 3)
    assert "Fire" not in " ".join(s.en for s in agreement_sentences(quiet, MODEL))


def test_a_changed_score_changes_only_the_figures_that_rest_on_it() -> None:
    before, after = all_scores(levels={FIRST: 4}), all_scores(levels={FIRST: 4})
    last = PRIORITIES[2].id
    at = next(n for n, s in enumerate(after) if (s.priority, s.item) == (last, "financial"))
    after[at] = replace(after[at], level=3, reason="Debt advice doubled")

    (found,) = score_changes(before, after)
    ids = moved(tabulated(before), tabulated(after))

    assert (found.kind, found.id) == ("score", f"{last}/Council/financial")
    assert (found.before, found.after, found.reason) == ("2", "3", "Debt advice doubled")
    assert {f"{last}.risk.risk", f"{last}.risk.impact", f"{last}.risk.financial.level"} <= ids
    assert f"{last}.risk.likelihood" not in ids
    assert not any(name.startswith(f"{FIRST}.risk.") for name in ids)


def test_a_changed_weight_of_capacity_changes_no_figure() -> None:
    items = tuple(
        replace(i, weight=Fraction(3)) if i.group is Group.CAPACITY else i for i in MODEL.items
    )

    after = tabulated(all_scores(), model=replace(MODEL, items=items))

    assert moved(tabulated(all_scores()), after) == set()


def test_a_changed_weight_is_recorded_and_moves_only_impact() -> None:
    items = tuple(
        replace(i, weight=Fraction(2)) if i.code == "physical" else i for i in MODEL.items
    )
    model = replace(MODEL, items=items)
    scores = tuple(all_scores(levels={f"{FIRST}/physical": 4}))

    (found,) = model_changes(MODEL, model)
    ids = moved(tabulated(scores), tabulated(scores, model=model))

    assert (found.kind, found.id) == ("weight", "physical")
    assert (found.before, found.after) == ("1", "2")
    assert f"{FIRST}.risk.impact" in ids
    assert f"{FIRST}.risk.likelihood" not in ids
    assert f"{PRIORITIES[1].id}.risk.impact" not in ids


def test_risks_are_released_whole_and_every_table_says_whose_they_are() -> None:
    counted = tabulated([*all_scores("Council"), *all_scores("Police", {FIRST: 3})])

    released = release(counted, load_policy())

    given = [name for name, figure in counted.figures.items() if figure.value is not None]
    assert len(given) > 150
    assert all(released.figures[name].shown for name in given)
    for table in released.tables.values():
        assert table.treatment == "whole"
        assert "not MoRiLE" in table.table.note.en
        assert "Nid sgoriau MoRiLE" in table.table.note.cy


def test_every_cell_of_every_table_names_a_figure() -> None:
    counted = tabulated(all_scores())

    names = {name for table in counted.tables for name in table.cells.values()}

    assert names <= set(counted.figures)


def test_what_is_said_of_a_risk_is_whole_in_both_languages() -> None:
    scores = [*all_scores("Council", {FIRST: 3}), *all_scores("Police")]
    results = assess_risk(PRIORITIES, scores, MODEL, trust={FIRST: Trust(0.9, 0.9, 3, 1)})

    said = risk_sentences(results.risks[FIRST], PRIORITIES[0], results, MODEL)

    assert all(one.complete for one in said)
    assert [left for one in said for left in english_left(one.cy)] == []
    assert "Rank by risk: 1st of 3" in said[1].en
    assert "Safle yn ôl risg: 1af o 3" in said[1].cy


def test_tables_begin_with_the_highest_risk_and_end_with_what_has_none() -> None:
    scores = [s for s in all_scores(levels={PRIORITIES[1].id: 4}) if s.priority != FIRST]

    table = tabulated(scores).tables[0]

    assert [row.code for row in table.rows] == [PRIORITIES[1].id, PRIORITIES[2].id, FIRST]


def test_a_sentence_says_a_risk_with_the_decimals_of_its_table() -> None:
    counted = tabulated(all_scores(levels={f"{FIRST}/physical": 3}))
    results = assess_risk(PRIORITIES, all_scores(levels={f"{FIRST}/physical": 3}), MODEL)

    said = risk_sentences(results.risks[FIRST], PRIORITIES[0], results, MODEL)[0].en

    figure = release(counted, load_policy()).figures[f"{FIRST}.risk.risk"]
    assert f"Risk: {shown(figure, 'count', 'en').split(' ')[0]} of 100" in said


def test_a_partner_that_scored_one_priority_does_not_undo_the_comparison() -> None:
    levels = {one.id: at for at, one in enumerate(PRIORITIES)}
    scores = [*all_scores("Council", levels), *all_scores("Police", levels)]
    scores += all_scores("Health", priorities=PRIORITIES[:1])

    overall = agreement(PRIORITIES, scores, MODEL)[0]

    assert (overall.w, overall.scorers, overall.priorities) == (1.0, 2, 3)


def test_a_model_of_many_items_is_tried_by_seeded_draws() -> None:
    more = tuple(replace(MODEL.items[0], code=f"more-{at}") for at in range(4))
    model = replace(MODEL, items=(*MODEL.items, *more))
    scores = all_scores(levels={FIRST: 3}, model=model)

    one, again = (assess_risk(PRIORITIES, scores, model) for _ in range(2))

    assert one == again
    assert one.combinations == model.draws
    limits, risk = one.risks[FIRST].limits, one.risks[FIRST].risk
    assert limits is not None and risk is not None
    assert limits.lower <= risk <= limits.upper


def test_the_network_may_weigh_only_the_mean() -> None:
    levels = {f"{FIRST}/physical": 4}

    risk = assess_risk(PRIORITIES, all_scores(levels=levels), replace(MODEL, most_share=Fraction()))

    assert risk.risks[FIRST].impact == Fraction(4 + 5 * 2, 6)
