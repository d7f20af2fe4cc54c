"""What the auditor found, in sentences: which cell, and the published facts that give it."""

from __future__ import annotations

from collections.abc import Iterable

from diogel.core import Bilingual
from diogel.disclosure.audit_explaining import Reason
from diogel.disclosure.audit_finding import Finding
from diogel.disclosure.audit_publication import Fact, Publication, Why
from diogel.language import both, list_and


def finding_words(finding: Finding, publication: Publication) -> Bilingual:
    """One sentence or more that say what can be inferred, and by whom."""
    key = f"auditing.finding.{finding.code}"
    if finding.incident is not None:
        one = finding.incident
        return both(key, place=one.place, found=one.found, other=one.other)
    if finding.found is None:
        return both(key)
    return both(
        key,
        cell=publication.label(finding.cell),
        lower=finding.found.lower,
        upper=finding.found.upper,
        width=publication.width(finding.cell),
        own=publication.label(finding.own),
    )


def reasons_words(finding: Finding, publication: Publication) -> tuple[Bilingual, ...]:
    """A sentence for each published fact that the finding rests on."""
    return tuple(_reason(reason, publication) for reason in finding.explanation)


def _reason(reason: Reason, publication: Publication) -> Bilingual:
    fact = reason.fact
    if fact.why in (Why.SUM, Why.ADDS_TO):
        return _sum(reason, publication)
    key = "overlap" if fact.why is Why.BASE and len(fact.terms) > 1 else fact.why.value
    cells = [cell for cell, _ in fact.terms]
    return both(
        f"auditing.why.{key}",
        place=fact.place,
        told=fact.told,
        cell=publication.label(cells[0]),
        cells=_listed(cells, publication),
        lower=fact.lower if fact.lower is not None else 0,
        upper=fact.upper if fact.upper is not None else "…",
    )


def _sum(reason: Reason, publication: Publication) -> Bilingual:
    """What adds up to what, what of it is printed, and what that leaves."""
    fact = reason.fact
    values = {one.terms[0][0]: one.lower or 0 for one in reason.printed}
    parts = [cell for cell, by in fact.terms if by > 0]
    totals = [cell for cell, by in fact.terms if by < 0]
    hidden = [cell for cell in parts if cell not in values]
    printed = sum(values[cell] for cell in parts if cell in values)
    total, number = _total(fact, totals, values, publication)
    key = "sum" if number is not None and hidden else "sum-hidden" if hidden else "sum-printed"
    return both(
        f"auditing.why.{key}",
        place=fact.place,
        total=total,
        parts=_listed(parts, publication),
        printed=printed,
        rest=(number or 0) - printed,
        hidden=_listed(hidden, publication),
    )


def _total(
    fact: Fact, totals: list[str], values: dict[str, int], publication: Publication
) -> tuple[Bilingual | int, int | None]:
    """How the total is called, and its number where it is printed."""
    if not totals:
        return fact.lower or 0, fact.lower
    cell = totals[0]
    if cell in values:
        return values[cell], values[cell]
    return publication.label(cell), None


def _listed(cells: Iterable[str], publication: Publication) -> Bilingual:
    labels = [publication.label(cell) for cell in cells]
    if not labels:
        return Bilingual.same("–")
    return Bilingual(
        list_and([label.en for label in labels], "en"),
        list_and([label.cy for label in labels], "cy"),
    )
