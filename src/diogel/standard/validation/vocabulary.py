"""What the standard knows of codes, in the form that checking needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.standard.definitions import Measure
from diogel.standard.in_use import until_changed
from diogel.standard.loading import Definitions

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What a row of a measure must agree with.

    Attributes
    ----------
    grains : frozenset of str
        Lengths of period that it may be given for; empty when any may.
    lowest : str
        The smallest level of area, one of `area_cells.LEVELS`.
    """

    code: str
    measure_type: str
    unit: str
    themes: tuple[str, ...]
    grains: frozenset[str]
    lowest: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lists of codes with the names that people write for them, and facts of measures."""

    lists: Mapping[str, Names] = field(default_factory=dict)
    measures: Mapping[str, MeasureFacts] = field(default_factory=dict)


def vocabulary_of(definitions: Definitions) -> Vocabulary:
    """The vocabulary that definition files give."""
    lists = {
        "measures": {m.code: (m.title.en, m.title.cy) for m in definitions.measures},
        "themes": {t.code: (t.name.en, t.name.cy) for t in definitions.themes},
        "units": {u.code: (u.name.en, u.name.cy) for u in definitions.units},
        "breakdowns": {b.code: (b.name.en, b.name.cy) for b in definitions.breakdowns},
        "suppliers": {s.code: (s.name.en, s.name.cy) for s in definitions.suppliers},
    }
    return Vocabulary(lists, {m.code: _facts(m) for m in definitions.measures})


@until_changed
def own_vocabulary() -> Vocabulary:
    """That of the standard as it is shipped."""
    from diogel.standard.library import definitions

    return vocabulary_of(definitions())


def _facts(measure: Measure) -> MeasureFacts:
    frequencies = {supply.frequency for supply in measure.supplies}
    return MeasureFacts(
        code=measure.code,
        measure_type=measure.measure_type,
        unit=measure.unit,
        themes=measure.themes,
        grains=frozenset() if "occasional" in frequencies else frozenset(frequencies),
        lowest=measure.lowest_geography,
    )
