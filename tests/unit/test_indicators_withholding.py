"""What is held back of partners' counts: enough that nobody fills it in, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from withholding_factory import (
    CARDIFF,
    CONWY,
    FIRST,
    LEAST,
    MEASURE,
    MERTHYR,
    NEWPORT,
    NORTH_WALES,
    WALES,
    Attacker,
    Counts,
    counted,
    evidence_of,
)

from diogel.core import Grain
from diogel.disclosure import Protected, audit, load_policy, publication_of_counts
from diogel.indicators import AreaSet, Withheld, area_set, holding_back, read_area_set, withhold
from diogel.indicators.coarsening import coarsened
from diogel.indicators.withheld import cell_name

POLICY = load_policy()
SMALL = {(MERTHYR, 20): 3, (CONWY, 14): 2, (CONWY, 21): 1}


def decided(counts: Counts, *areas: AreaSet, printed: dict[str, int] | None = None) -> Withheld:
    return withhold(evidence_of(counts, areas), POLICY, printed)


def month(code: str, at: int) -> str:
    period = FIRST.shifted(at)
    return cell_name(MEASURE, code, period, period)


def test_a_small_month_is_hidden_and_its_year_is_shown() -> None:
    held = decided(counted(small=SMALL))

    assert {month(MERTHYR, 20), month(CONWY, 14), month(CONWY, 21)} <= {
        cell for cell, rule in held.rules.items() if rule == "small-count"
    }
    year = cell_name(MEASURE, MERTHYR, FIRST.shifted(12), FIRST.shifted(23))
    assert held.shown[year] > 0


def test_of_a_thousand_counts_no_more_than_a_few_are_hidden_beside_three() -> None:
    held = decided(counted(small=SMALL))

    assert len(held.rules) <= 5 * len(SMALL)
    assert len(held.shown) > 900


def test_no_hidden_count_follows_from_all_that_the_documents_of_wales_show() -> None:
    counts = counted(small=SMALL)
    held = decided(counts)
    attacker = Attacker(held, counts)

    assert attacker.told(held.shown, held.rules) == []


def test_the_attack_finds_a_count_that_its_year_gives_away() -> None:
    counts = counted(small=SMALL)
    bare = withhold(
        evidence_of(counts), POLICY, solve=lambda tables: Protected(tables.primary, True, "none")
    )

    told = Attacker(bare, counts).told(bare.shown, bare.rules)

    assert month(MERTHYR, 20) in told


def test_north_wales_less_the_five_that_are_shown_does_not_tell_the_sixth() -> None:
    counts = counted(small=SMALL)
    held = decided(counts)
    period = FIRST.shifted(14)
    members = area_set(NORTH_WALES).authorities
    hidden = [code for code in members if month(code, 14) in held.rules]

    whole = cell_name(MEASURE, NORTH_WALES, period, period)
    assert CONWY in hidden
    assert whole in held.rules or len(hidden) >= 2


def test_it_is_decided_the_same_whichever_areas_are_asked_for() -> None:
    counts = counted(small=SMALL)

    alone = decided(counts)
    beside = decided(counts, area_set(NORTH_WALES), area_set(WALES), area_set(CARDIFF))

    assert alone.rules == beside.rules
    assert alone.shown == beside.shown


def test_a_set_of_ones_own_is_shown_only_where_it_tells_nothing() -> None:
    telling = read_area_set([c for c in area_set(NORTH_WALES).authorities if c != CONWY])
    harmless = read_area_set([CARDIFF, NEWPORT])
    counts = counted(small=SMALL)

    held = decided(counts, telling, harmless)

    period = FIRST.shifted(14)
    assert held.rule(MEASURE, telling, period, period) == "not-weighed"
    assert held.rule(MEASURE, harmless, period, period) == ""


def test_a_later_edition_hides_with_the_earlier_one_in_mind() -> None:
    before = counted(months=24)
    first = decided(before)
    later = {**before, **counted(months=25, small={(MERTHYR, 24): 2})}

    careless = decided(later)
    careful = decided(later, printed=dict(first.shown))

    attacker = Attacker(careful, later)
    assert first.rules == {}
    assert month(MERTHYR, 24) in attacker.told({**first.shown, **careless.shown}, careless.rules)
    assert attacker.told({**first.shown, **careful.shown}, careful.rules) == []


def test_what_was_printed_before_is_hidden_no_more_when_it_is_decided_again() -> None:
    counts = counted(small=SMALL)
    first = decided(counts)

    again = decided(counts, printed=dict(first.shown))

    assert (again.rules, again.shown) == (first.rules, first.shown)


def test_a_number_that_was_put_right_since_is_not_taken_as_known() -> None:
    counts = counted()
    printed = dict(decided(counts).shown)
    counts[MERTHYR, FIRST.shifted(20)] = 4

    held = decided(counts, printed=printed)

    assert held.rules[month(MERTHYR, 20)] == "small-count"
    assert month(MERTHYR, 20) not in held.earlier


def test_a_measure_of_mostly_small_months_is_given_by_quarter() -> None:
    small = {(code, at): 2 for code in area_set(WALES).authorities for at in range(0, 24, 2)}
    counts = counted(small=small)

    coarse = coarsened(evidence_of(counts), POLICY)
    plain = coarsened(evidence_of(counted(small=SMALL)), POLICY)

    assert coarse.of(MEASURE, area_set(CARDIFF)).grain is Grain.QUARTER
    assert plain.of(MEASURE, area_set(CARDIFF)).grain is Grain.MONTH


def test_open_data_are_never_held_back() -> None:
    found = withhold(evidence_of(counted(small=SMALL), measure="police-robbery"), POLICY)

    assert found.rules == {}
    assert found.having == {}


@pytest.mark.parametrize("seed", range(3))
def test_the_independent_auditor_finds_nothing(seed: int) -> None:
    from diogel.assessment.recorded import recorded_counts
    from diogel.core import Bilingual

    codes = area_set(WALES).authorities
    small = {
        (codes[(seed * 7 + at * 5) % 22], (at * 3 + seed) % 24): 1 + at % 4 for at in range(12)
    }
    held = holding_back(evidence_of(counted(small=small)), POLICY).withheld
    assert held is not None

    told = publication_of_counts(recorded_counts(held, POLICY), Bilingual.same("all"))

    assert len(held.rules) > len(small)
    assert audit(told).safe


def test_the_auditor_finds_a_complement_that_was_let_out() -> None:
    from diogel.assessment.recorded import recorded_counts
    from diogel.core import Bilingual

    counts = counted(small={(MERTHYR, 20): 3})
    held = decided(counts)
    others = [cell for cell, rule in held.rules.items() if rule == "complementary"]
    leaky = replace(
        held,
        rules={c: r for c, r in held.rules.items() if c not in others},
        shown={**held.shown, **{c: _count(c, held, counts) for c in others}},
    )

    found = audit(publication_of_counts(recorded_counts(leaky, POLICY), Bilingual.same("all")))

    assert [finding.code for finding in found.findings] == ["exact"]
    assert found.findings[0].found is not None
    assert found.findings[0].found.lower == 3 < LEAST


def _count(cell: str, held: Withheld, counts: Counts) -> int:
    attacker = Attacker(held, counts)
    values = [counts[atom] for atom in attacker.atoms]
    return int(attacker.row(cell) @ values)
