"""Two waves beside those who answered both: what is left over tells of those who answered once.

The count of a wave, less the count of those of it who answered both times, is the count of
those who answered only then; and they are few.
"""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Bilingual, Figure
from diogel.disclosure.audit_publication import Incident, Publication, together
from diogel.disclosure.audit_released import publication_of_released
from diogel.disclosure.policy import Policy
from diogel.disclosure.released import Released
from diogel.language import both

_ONCE = {"first": ("both", "lost"), "second": ("both", "gained")}
"""A wave's figure, and the figures of those who answered both times that it holds."""


def publication_of_waves(released: Released, policy: Policy) -> Publication:
    """What a reader of a comparison of two waves holds."""
    incidents = tuple(dict.fromkeys(_left_over(released, policy)))
    found = publication_of_released(released, policy)
    return together(found, Publication({}, (), frozenset(), incidents=incidents))


def _left_over(released: Released, policy: Policy) -> Iterator[Incident]:
    """Each answer of which the few who answered only one time are told by subtraction."""
    place = both("auditing.place.figures", wave=released.wave)
    for name in released.figures:
        stem, _, part = name.rpartition(".")
        if part not in _ONCE:
            continue
        wave, *matched = (_shown(released, f"{stem}.{one}") for one in (part, *_ONCE[part]))
        known = [figure for figure in matched if figure is not None]
        if wave is None or len(known) < len(matched) or all(f.exception for f in known):
            continue
        count, base = _once(wave, known)
        if base > 0 and _few(count, base, policy.rules(wave).small_count):
            label = both("auditing.cell", label=wave.label, figure=wave.id)
            yield Incident("wave-difference", place, label, Bilingual.same(str(base)))


def _shown(released: Released, name: str) -> Figure | None:
    """A figure with its number; None when it is hidden or not there."""
    found = released.figures.get(name)
    if found is None or not found.shown or found.figure.numerator is None:
        return None
    return found.figure


def _once(wave: Figure, matched: list[Figure]) -> tuple[int, int]:
    """How many answered so only this time, and how many answered only this time at all."""
    count = (wave.numerator or 0) - sum(figure.numerator or 0 for figure in matched)
    return count, (wave.denominator or 0) - (matched[0].denominator or 0)


def _few(count: int, base: int, small: int) -> bool:
    """Whether a count, or who is left of its base, is too small to be told."""
    return base < small or 0 < count < small or 0 < base - count < small
