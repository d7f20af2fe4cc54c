"""Each primary rule passes, fails, and does not apply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclosure_factory import APPENDIX, appendix, mean, share

from diogel.core import Base, Figure, Kind, Status, Tabulation, Unit
from diogel.disclosure import Policy, load_policy
from diogel.disclosure.collapse import collapses
from diogel.disclosure.primary import flag_rule, primary_rule

POLICY = load_policy()
MAXIMUM = share("most", 9, 14, kind=Kind.MAXIMUM, value=9.0)


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        (share("f", 3), ""),
        (share("f", 2), "small-count"),
        (share("f", 4, sensitive=True), "small-count"),
        (share("f", 5, sensitive=True), ""),
        (share("f", 12), ""),
        (share("f", 13), "small-complement"),
        (share("f", 11, sensitive=True), "small-complement"),
        (share("f", 10, sensitive=True), ""),
        (share("f", 5, 10), ""),
        (share("f", 5, 9), "small-base"),
        (share("f", 0), ""),
        (share("f", 15), ""),
        (share("f", 0, 19, sensitive=True), "nobody-held"),
        (share("f", 19, 19, sensitive=True), "everybody-held"),
        (share("f", 12, numerator=None), ""),
        (share("f", 2, numerator=None), "small-count"),
        (share("f", 2, numerator=None, denominator=None), "unknown-count"),
        (share("f", 2, kind=Kind.COUNT, value=2.0, denominator=None), "small-count"),
        (share("f", 19, kind=Kind.COUNT, value=19.0, denominator=None), ""),
        (share("f", 4, 5, base=Base.CONVERSATIONS), "small-base"),
        (share("f", 17, 22, kind=Kind.COVERAGE), ""),
        (share("f", 4, 4, kind=Kind.COVERAGE), ""),
        (share("f", 3, 5, unit=Unit.ITEM, source="Q"), ""),
        (share("f", 3, 5, unit=Unit.ITEM, parts=("Q.a",)), ""),
        (share("f", 3, 5, unit=Unit.ITEM), "unknown-items"),
        (share("f", 14, kind=Kind.DISTINCT, value=14.0, denominator=None), ""),
        (share("f", 1, value=None, numerator=None, status=Status.NOT_AVAILABLE), ""),
        (MAXIMUM, "extreme"),
        (replace(MAXIMUM, kind=Kind.MINIMUM), "extreme"),
    ],
)
def test_a_count_is_forbidden_by_its_rule(figure: Figure, rule: str) -> None:
    assert primary_rule(figure, POLICY) == rule


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        (mean("f", (2.0, 2.0, 2.0)), ""),
        (mean("f", (2.0, 2.0)), "few-contributors"),
        (mean("f", (2.0, 2.0, 2.0, 2.0), sensitive=True), "few-contributors"),
        (mean("f", (2.0,) * 5, sensitive=True), ""),
        (mean("f", (9.0, 8.0, 3.0)), ""),
        (mean("f", (9.0, 9.0, 3.0)), "dominance"),
        (mean("f", (0.0, 0.0, 0.0)), ""),
        (replace(mean("f", (2.0, 2.0, 2.0)), contributors=()), "unknown-contributors"),
        (mean("f", (1.0, 2.0, 30.0), kind=Kind.MEDIAN), ""),
        (mean("f", (1.0, 2.0), kind=Kind.MEDIAN), "few-contributors"),
    ],
)
def test_a_mean_is_forbidden_by_its_rule(figure: Figure, rule: str) -> None:
    assert primary_rule(figure, POLICY) == rule


def test_the_p_percent_rule_protects_the_largest_from_the_second() -> None:
    lenient = replace(POLICY, largest_two_percent=100)
    unsafe, safe = mean("f", (100.0, 50.0, 9.0)), mean("f", (100.0, 50.0, 10.0))

    assert primary_rule(unsafe, lenient) == "p-percent"
    assert primary_rule(safe, lenient) == ""


def test_the_staffing_means_of_2021_pass() -> None:
    full_time = (9, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 1, 0, 0)
    part_time = (0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4)

    assert primary_rule(mean("W3", tuple(map(float, full_time))), POLICY) == ""
    assert primary_rule(mean("W5", tuple(map(float, part_time))), POLICY) == ""


def test_nobody_and_everybody_are_flagged_among_facts() -> None:
    assert flag_rule(share("f", 0), POLICY) == "nobody"
    assert flag_rule(share("f", 15), POLICY) == "everybody"
    assert flag_rule(share("f", 8), POLICY) == ""
    assert flag_rule(mean("f", (0.0, 0.0, 0.0)), POLICY) == ""


def _hit(counted: Tabulation, policy: Policy) -> tuple[int, int]:
    """Primary cells, and themes that have one."""
    names = [f.id for f in counted.figures.values() if primary_rule(f, policy)]
    return len(names), len({name.split(".")[1] for name in names})


@pytest.mark.skipif(not APPENDIX.exists(), reason="the shared oracles are not there")
@pytest.mark.parametrize(
    ("threshold", "alone", "with_complement", "collapsed_themes"),
    [(3, (13, 11), (16, 11), 6), (5, (25, 16), (31, 16), 11)],
)
def test_the_theme_table_of_2021_has_its_known_primary_cells(
    threshold: int, alone: tuple[int, int], with_complement: tuple[int, int], collapsed_themes: int
) -> None:
    counted = appendix()
    full = replace(POLICY, facts=replace(POLICY.facts, small_count=threshold))
    count_only = replace(full, facts=replace(full.facts, complement=False))
    coarser = collapses(counted.tables[0], counted.figures)[0]
    everything = {**counted.figures, **coarser.made}
    shown = {name: everything[name] for name in coarser.table.cells.values()}

    assert _hit(counted, count_only) == alone
    assert _hit(counted, full) == with_complement
    assert _hit(Tabulation("collapsed", shown), full)[1] == collapsed_themes
