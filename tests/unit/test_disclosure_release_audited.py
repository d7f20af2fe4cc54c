"""A release in the hands of the independent auditor, at the level of its policy."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from test_disclosure_closure import _tabulations

from diogel.core import Tabulation
from diogel.disclosure import load_policy, release
from diogel.disclosure.audit_finding import audit
from diogel.disclosure.audit_released import publication_of_released

POLICY = load_policy()


def unranked(counted: Tabulation) -> Tabulation:
    """Without the ranks, which are drawn at random and would contradict the counts."""
    figures = {name: replace(f, rank=None) for name, f in counted.figures.items()}
    return replace(counted, figures=figures)


@settings(max_examples=150, deadline=None)
@given(_tabulations())
def test_the_auditor_can_work_out_nothing_that_is_hidden(counted: Tabulation) -> None:
    exact = replace(POLICY, level="exact")

    published = publication_of_released(release(unranked(counted), exact), exact)

    assert audit(published, "exact").findings == ()


@settings(max_examples=150, deadline=None)
@given(_tabulations())
def test_the_auditor_finds_what_is_hidden_wide_enough(counted: Tabulation) -> None:
    published = publication_of_released(release(unranked(counted), POLICY), POLICY)

    assert audit(published, "default").findings == ()
