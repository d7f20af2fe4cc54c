"""Months that some of an area's police forces have whole, and some have not."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.document_evidence import Gap
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import list_in
from diogel.assessment.section_sources import police_forces
from diogel.core import Bilingual, Period
from diogel.indicators import periods_said
from diogel.language import both
from diogel.places import area as area_of
from diogel.places import forces
from diogel.quality import Verdict

_WHOLE = (Verdict.COMPLETE, Verdict.NO_HISTORY)


def parted_months(known: Known) -> Iterator[Gap]:
    """On how many forces the months rest that not all of them have whole, those that the same
    forces lack together. Nothing for an area of one force: its own source says it."""
    slugs, audit = police_forces(known), known.background.audit
    if audit is None or len(slugs) < 2:
        return
    whole: dict[Period, set[str]] = {}
    for each in audit.judgements:
        if each.force in slugs and each.verdict in _WHOLE:
            whole.setdefault(each.month, set()).add(each.force)
    lacking: dict[tuple[str, ...], list[Period]] = {}
    for month in sorted(whole):
        without = tuple(slug for slug in slugs if slug not in whole[month])
        if without:
            lacking.setdefault(without, []).append(month)
    for without, months in lacking.items():
        yield Gap("", _said(months, len(slugs), without))


def _said(months: list[Period], of: int, without: tuple[str, ...]) -> Bilingual:
    names = {each.slug: area_of(each.code).name for each in forces(welsh=True)}
    return both(
        "evidence.gap.parted-months",
        months=periods_said(months),
        n=of - len(without),
        of=of,
        forces=list_in([names[slug] for slug in without]),
    )
