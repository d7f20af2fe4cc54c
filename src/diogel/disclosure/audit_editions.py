"""An earlier edition beside a later one: what the difference between them tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diogel.core import Bilingual
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_publication import Fact, Incident, Publication, Terms, Why, together
from diogel.language import both

APART = 3
"""Editions that differ by fewer responses than this must not both be published."""
_EARLIER = "@earlier"


def meaning_when(meaning: Meaning, everybody: int) -> Meaning:
    """The same names when so many had responded: what was asked of all adds up to that."""
    structure = []
    for fact in meaning.structure:
        if fact.why is Why.ADDS_TO:
            if fact.lower == meaning.everybody:
                structure.append(replace(fact, lower=everybody, upper=everybody))
        elif fact.why is Why.BASE and fact.upper is not None:
            structure.append(replace(fact, upper=everybody))
        else:
            structure.append(fact)
    return replace(
        meaning,
        structure=tuple(structure),
        everybody=everybody,
        bases=dict.fromkeys(meaning.bases, everybody),
        hidden=frozenset(),
    )


def with_earlier(
    later: Publication, earlier: Publication, everybody: int, before: int, place: Bilingual
) -> Publication:
    """What somebody holds who kept the earlier edition.

    Parameters
    ----------
    everybody, before : int
        How many had responded at the later and at the earlier edition; 0 where that was not
        published. Answers are taken to have only been added. [responses]
    """
    if everybody == before:
        return together(later, earlier)
    moved = _apart(earlier)
    grown = abs(everybody - before)
    links = tuple(_linked(later, earlier, everybody - before, place)) if before else ()
    shown = _printed(later) & _printed(earlier)
    incident = Incident(
        "edition-difference",
        place,
        Bilingual.same(str(before)),
        Bilingual.same(str(everybody)),
    )
    near = before and grown < APART and bool(shown)
    extra = Publication({}, links, frozenset(), incidents=(incident,) if near else ())
    return together(later, moved, extra)


def _printed(publication: Publication) -> set[str]:
    return {fact.terms[0][0] for fact in publication.facts if fact.why is Why.VALUE}


def _apart(earlier: Publication) -> Publication:
    """The earlier edition with cells of its own."""

    def terms(fact: Fact) -> Terms:
        return tuple((cell + _EARLIER, by) for cell, by in fact.terms)

    labels = {
        cell + _EARLIER: both("auditing.place.earlier", place=label)
        for cell, label in earlier.labels.items()
    }
    facts = tuple(
        replace(fact, terms=terms(fact), place=both("auditing.place.earlier", place=fact.place))
        for fact in earlier.facts
    )
    return Publication(
        labels,
        facts,
        frozenset(cell + _EARLIER for cell in earlier.hidden),
        {cell + _EARLIER: width for cell, width in earlier.thresholds.items()},
        frozenset(cell + _EARLIER for cell in earlier.respondents),
    )


def _linked(
    later: Publication, earlier: Publication, grown: int, place: Bilingual
) -> Iterator[Fact]:
    """No answer left, and no cell grew by more than the answers that joined."""
    least, most = min(grown, 0), max(grown, 0)
    why = Why.GREW if grown > 0 else Why.EARLIER
    shared = {key for fact in later.facts for key, _ in fact.terms}
    shared &= {key for fact in earlier.facts for key, _ in fact.terms}
    for cell in sorted(shared & (later.respondents | earlier.respondents)):
        yield Fact(((cell, 1), (cell + _EARLIER, -1)), least, most, why, place)
