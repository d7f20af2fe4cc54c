"""The worked example of docs/explanation/disclosure-theme-table.md: every number of that page.

The workforce survey of 2021 printed, for 18 themes, in how many of 15 responses the work is done
within the team, outside it, or by nobody identified (report of the workforce survey, Appendix 2).
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclosure_factory import APPENDIX, appendix, text

from diogel.core import Tabulation
from diogel.disclosure import Policy, RecordedException, Released, load_policy, release
from diogel.disclosure.audit_finding import audit
from diogel.disclosure.audit_released import publication_of_released
from diogel.disclosure.collapse import collapses
from diogel.disclosure.primary import primary_rule

pytestmark = pytest.mark.skipif(not APPENDIX.exists(), reason="the shared oracles are not there")

POLICY = load_policy()


def of(threshold: int, *, complement: bool, level: str = "default") -> Policy:
    rules = replace(POLICY.facts, small_count=threshold, complement=complement)
    return replace(POLICY, facts=rules, level=level)  # type: ignore[arg-type]


def collapsed() -> Tabulation:
    """The same table with "outside" and "not identified" joined, as the form declares."""
    counted = appendix()
    (coarser,) = collapses(counted.tables[0], counted.figures)
    return Tabulation(counted.wave, coarser.made | counted.figures, (coarser.table,))


def primaries(counted: Tabulation, policy: Policy) -> set[str]:
    shown = (counted.figures[name] for name in counted.tables[0].cells.values())
    return {figure.id for figure in shown if primary_rule(figure, policy)}


def themes(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names}


def holes(released: Released) -> int:
    return sum(not found.shown for found in released.tables["W17"].figures.values())


@pytest.mark.parametrize(
    ("threshold", "complement", "cells", "of_themes"),
    [(3, False, 13, 11), (3, True, 16, 11), (5, False, 25, 16), (5, True, 31, 16)],
)
def test_so_many_cells_may_not_be_shown(
    threshold: int, complement: bool, cells: int, of_themes: int
) -> None:
    found = primaries(appendix(), of(threshold, complement=complement))

    assert (len(found), len(themes(found))) == (cells, of_themes)


@pytest.mark.parametrize(("threshold", "of_themes"), [(3, 6), (5, 11)])
def test_joined_to_two_states_fewer_themes_are_touched(threshold: int, of_themes: int) -> None:
    found = primaries(collapsed(), of(threshold, complement=True))

    assert len(themes(found)) == of_themes


@pytest.mark.parametrize(
    ("policy", "hidden"),
    [
        (of(3, complement=False, level="exact"), 22),
        (of(3, complement=False), 23),
        (of(3, complement=True, level="exact"), 23),
        (POLICY, 23),
    ],
)
def test_so_many_of_54_cells_are_hidden_and_the_auditor_agrees(policy: Policy, hidden: int) -> None:
    released = release(appendix(), policy)

    assert released.tables["W17"].treatment == "suppressed"
    assert holes(released) == hidden
    assert audit(publication_of_released(released, policy), policy.level).findings == ()


def test_under_the_exception_it_is_as_published() -> None:
    words = text("already published")
    exception = RecordedException("already-published-2021", words, words, words, "2021-11-01")

    released = release(appendix(), POLICY, [exception])

    assert holes(released) == 0
    assert released.tables["W17"].treatment == "whole"
    marked = [f for f in released.figures.values() if f.figure.exception == exception.id]
    assert len(marked) == holes(release(appendix(), POLICY))
