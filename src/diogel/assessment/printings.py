"""The numbers of an edition as they were printed, kept to compare the next edition with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from diogel.assessment.sections_figures import figure_words
from diogel.core import Bilingual
from diogel.disclosure import ReleasedFigure
from diogel.indicators import MeasureIndicators, Verdict
from diogel.standard import duties, measure

if TYPE_CHECKING:
    from diogel.assessment.known import Known

HIDDEN = Bilingual("[c]", "[c]")
_SPECIAL, _USUAL = "special", "usual"
RELEASE, MEASURE, DUTY, MODEL = "release", "measure", "duty", "model"


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as it was printed.

    Attributes
    ----------
    label, said : Bilingual
        What it is, with its period; and its value in words and digits: "[c]" for one that
        may not be said, of which nothing else is kept.
    count : int or None
        The events that it rests on: by it changes are put in order. [count]
    """

    label: Bilingual
    said: Bilingual
    count: int | None = None


@dataclass(frozen=True)
class Printing:
    """An edition's numbers.

    Attributes
    ----------
    day : date
        Of the documents.
    numbers : mapping of figure id to Number
    verdicts : mapping of figure id to verdict
        What was said of a change, a comparison or the latest month: "higher", "lower",
        "not-separable", "special", "usual", "not-given", "hidden".
    inputs : mapping
        A fingerprint of each thing that it was made from, by "<kind>:<name>".
    """

    day: date
    numbers: Mapping[str, Number]
    verdicts: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)

    def says_what(self, other: Printing) -> bool:
        """Whether both say the same numbers under the same law, whatever their days."""
        return (
            self.numbers == other.numbers
            and self.verdicts == other.verdicts
            and _of_kind(self.inputs, DUTY) == _of_kind(other.inputs, DUTY)
        )


@dataclass(frozen=True)
class Printings:
    """An area's present edition, and the one before it; None where there is none."""

    present: Printing | None = None
    before: Printing | None = None

    def base_for(self, now: Printing) -> Printing | None:
        """What a new edition is compared with.

        One that says what the present one says is the present one: it stays compared with the
        one before, so that making it again changes nothing.
        """
        if self.present is not None and self.present.says_what(now):
            return self.before
        return self.present

    def followed_by(self, now: Printing) -> Printings:
        """What is kept once an edition was made."""
        if self.present is not None and self.present.says_what(now):
            return Printings(now, self.before)
        return Printings(now, self.present)


def _of_kind(inputs: Mapping[str, str], kind: str) -> dict[str, str]:
    return {name: each for name, each in inputs.items() if name.startswith(f"{kind}:")}


def printing_of(known: Known) -> Printing:
    """The numbers of an area as they are printed now."""
    return Printing(
        known.day,
        {name: _number(each) for name, each in known.released.figures.items()},
        dict(_verdicts(known)),
        {**known.background.inputs, **dict(_inputs(known))},
    )


def _number(released: ReleasedFigure) -> Number:
    figure = released.figure
    label = Bilingual(figure.label.en, figure.label.cy)
    if not released.shown:
        return Number(label, HIDDEN)
    said = Bilingual(figure_words(figure, "en"), figure_words(figure, "cy"))
    return Number(label, said, figure.numerator)


def _verdicts(known: Known) -> Iterator[tuple[str, str]]:
    for each in known.indicators.measures.values():
        for name, verdict in _of_measure(each):
            id_ = f"{known.area.id}.{each.measure}.{name}"
            found = known.released.figures.get(id_)
            # A verdict on a hidden number would tell of it.
            yield id_, verdict if found is not None and found.shown else "hidden"


def _of_measure(each: MeasureIndicators) -> Iterator[tuple[str, str]]:
    if each.change.verdict is not Verdict.NOT_GIVEN:
        yield "ratio", each.change.verdict.value
    for comparison in each.comparisons:
        if comparison.verdict is not Verdict.NOT_GIVEN:
            yield f"versus.{comparison.against.kind}", comparison.verdict.value
    if each.trend.chart is not None:
        yield "usual", _SPECIAL if each.trend.latest is not None else _USUAL


def _inputs(known: Known) -> Iterator[tuple[str, str]]:
    """What the machine knows that the numbers were made from, besides the workspace's files."""
    if known.background.provenance is not None:
        for each in known.background.provenance.releases.values():
            yield f"{RELEASE}:{each.id}", f"{','.join(each.tables)}|{','.join(each.forces)}"
    yield MODEL, digest(known.background.risk.model)
    for code in known.indicators.measures:
        yield f"{MEASURE}:{code}", digest(measure(code))
    for duty in duties():
        stands = "in force" if duty.in_force_on(known.day) else "not in force"
        yield f"{DUTY}:{duty.code}", f"{stands}|{digest(duty)}"


def digest(value: object) -> str:
    """A fingerprint of a definition: its fields in their order, as they were read."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def as_record(printing: Printing) -> dict[str, Any]:
    """A printing as it is kept in a file."""
    return {
        "day": printing.day.isoformat(),
        "inputs": dict(printing.inputs),
        "verdicts": dict(printing.verdicts),
        "numbers": {
            name: [each.label.en, each.label.cy, each.said.en, each.said.cy, each.count]
            for name, each in printing.numbers.items()
        },
    }


def from_record(record: Mapping[str, Any]) -> Printing:
    """The printing that a file holds; KeyError, TypeError or ValueError for anything else."""
    return Printing(
        date.fromisoformat(record["day"]),
        {
            name: Number(Bilingual(label_en, label_cy), Bilingual(en, cy), count)
            for name, (label_en, label_cy, en, cy, count) in record["numbers"].items()
        },
        dict(record["verdicts"]),
        dict(record["inputs"]),
    )
