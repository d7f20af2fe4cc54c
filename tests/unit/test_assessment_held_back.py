"""An assessment says nothing that depends on a hidden count, in any sentence, limit or page."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from withholding_factory import (
    CONWY,
    FIRST,
    LEAST,
    MEASURE,
    MERTHYR,
    NORTH_WALES,
    Attacker,
    Counts,
    counted,
    evidence_of,
)

from diogel.assessment.background import Background
from diogel.assessment.document import assessment_documents
from diogel.assessment.explain_page import explain_documents
from diogel.assessment.gathering import gather, ready_sections
from diogel.assessment.known import Known, know
from diogel.assessment.sections import Held
from diogel.core import Bilingual
from diogel.disclosure import load_policy
from diogel.indicators import AreaSet, Withheld, area_set, holding_back
from diogel.reports.figures_csv import figures_csv

POLICY = load_policy()
DAY = date(2026, 11, 22)
SMALL = {(MERTHYR, 20): 3, (CONWY, 14): 2, (CONWY, 21): 1}
PUBLISHER = Bilingual("Invented", "Dychmygol")


def known(counts: Counts, area: AreaSet, withheld: Withheld | None = None) -> Known:
    evidence = evidence_of(counts, (area,))
    held = evidence.holding(withheld) if withheld else holding_back(evidence, POLICY)
    return know(held, area, Background(), POLICY, DAY)


def everything(found: Known) -> str:
    """All that an area's folder would print, before it is laid out."""
    evidence = gather(found, [ready_sections(found)])
    documents = assessment_documents(found.area, evidence, Held(), DAY, PUBLISHER)
    explained = explain_documents(found, PUBLISHER)
    return repr((documents, explained, figures_csv(found.released), found.findings))


def otherwise(counts: Counts, held: Withheld, code: str, at: int) -> Counts:
    """Other counts with another number in one hidden month, and every shown count as it is."""
    attacker = Attacker(held, counts)
    hidden = [atom for atom in attacker.atoms if _cell(atom) in held.rules]
    shown = np.array([attacker.row(cell) for cell in held.shown])
    own = (code, FIRST.shifted(at))
    for others in combinations([atom for atom in hidden if atom != own], 3):
        for signs in ((-1, -1, 1), (-1, 1, -1), (1, -1, -1)):
            moved, apart = dict(counts), np.zeros(len(attacker.atoms))
            for atom, sign in zip((own, *others), (1, *signs), strict=True):
                moved[atom] += sign
                apart[attacker.atoms[atom]] = sign
            if min(moved.values()) >= 0 and not (shown @ apart).any():
                return moved
    raise AssertionError("no other counts come to the same sums")


def _cell(atom: tuple[str, object]) -> str:
    return f"{MEASURE}@{atom[0]}@{atom[1]}"


@pytest.mark.parametrize("code", [MERTHYR, NORTH_WALES, "W15000003"])
def test_nothing_that_is_printed_depends_on_a_hidden_count(code: str) -> None:
    area = area_set(code)
    counts = counted(months=36, small=SMALL)
    first = known(counts, area)
    held = first.evidence.withheld
    assert held is not None
    other = otherwise(counts, held, MERTHYR, 20)

    second = known(other, area, held)

    assert counts[MERTHYR, FIRST.shifted(20)] != other[MERTHYR, FIRST.shifted(20)]
    assert everything(first) == everything(second)


def test_a_change_of_a_shown_count_is_seen() -> None:
    area = area_set(MERTHYR)
    counts = counted(months=36, small=SMALL)
    held = known(counts, area).evidence.withheld
    changed = {**counts, (MERTHYR, FIRST.shifted(30)): 44}

    assert everything(known(counts, area, held)) != everything(known(changed, area, held))


def test_the_series_is_drawn_with_its_hidden_month_marked() -> None:
    found = known(counted(months=36, small=SMALL), area_set(MERTHYR))

    start = f"{MERTHYR}.{MEASURE}"
    periods = [n for n in found.released.figures if n.startswith(f"{start}.period.")]
    hidden = [n for n in periods if not found.released.figures[n].shown]
    drawn = gather(found, [ready_sections(found)]).shown

    assert len(periods) == 36
    assert f"{start}.period.{FIRST.shifted(20)}" in hidden
    assert len(hidden) < LEAST
    assert any(each.table == f"{start}.series" and each.chart for each in drawn)
    assert f"{start}.usual" not in found.released.figures
    assert found.released.figures[f"{start}.count12"].shown
