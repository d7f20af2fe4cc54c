"""A document and its twin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import document

from diogel.reports import Heading, TableBlock, TwinsDiffer, check_twins


def test_the_two_versions_of_a_document_are_twins() -> None:
    check_twins(document("en"), document("cy"))


def test_a_block_that_only_one_version_has_is_refused_with_its_place() -> None:
    cy = document("cy")
    shorter = replace(cy, blocks=cy.blocks[:-1])

    with pytest.raises(TwinsDiffer) as caught:
        check_twins(document("en"), shorter)

    assert caught.value.places == ("block 15: en ('PlainTable', 4, 2, 1), cy ('nothing',)",)


def test_a_figure_that_differs_is_refused() -> None:
    cy = document("cy")
    blocks = tuple(
        replace(b, figures=("W9.b.n",)) if getattr(b, "figures", None) else b for b in cy.blocks
    )

    with pytest.raises(TwinsDiffer, match="block 4"):
        check_twins(document("en"), replace(cy, blocks=blocks))


def test_an_order_that_differs_is_refused() -> None:
    cy = document("cy")
    turned = (cy.blocks[1], cy.blocks[0], *cy.blocks[2:])

    with pytest.raises(TwinsDiffer, match="block 1"):
        check_twins(document("en"), replace(cy, blocks=turned))


def test_a_heading_id_or_a_display_that_differs_is_refused() -> None:
    cy = document("cy")
    ids = tuple(replace(b, id=f"{b.id}x") if isinstance(b, Heading) else b for b in cy.blocks)
    shown = tuple(
        replace(b, display="share") if isinstance(b, TableBlock) else b for b in cy.blocks
    )

    for blocks in (ids, shown):
        with pytest.raises(TwinsDiffer):
            check_twins(document("en"), replace(cy, blocks=blocks))
