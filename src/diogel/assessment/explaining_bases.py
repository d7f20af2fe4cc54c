"""What a figure rests on, by its id: a window of periods, the authorities, a population."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from diogel.assessment.known import Known
from diogel.assessment.risk_suggesting import Suggestion
from diogel.core import Period
from diogel.indicators import Basis, MeasureIndicators

PERIOD, FIELD, HARM, PROFILE = "period", "field", "harm", "profile"
RISK, SUGGESTED = "risk", "suggested"


@dataclass(frozen=True, slots=True)
class Resting:
    """What a figure rests on.

    Attributes
    ----------
    measure : str
        Code of its measure; empty for a number of none (harm, risk, the profile).
    name : str
        Which statistic it is, without what is different in each: "rate12", "period".
    basis : Basis or None
        Its window; None for a number without one.
    areas : tuple of str
        Codes of the authorities whose observations it rests on.
    """

    measure: str
    name: str
    basis: Basis | None
    areas: tuple[str, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of its window, those without a number included."""
        return (*self.basis.used, *self.basis.missing) if self.basis else ()

    @property
    def population(self) -> str:
        """The version of the population that it is a rate of; empty for none."""
        return self.basis.population if self.basis else ""


def resting(known: Known, id_: str) -> Resting:
    """What a figure of an area rests on."""
    parts = id_.removeprefix(f"{known.area.id}.").split(".")
    own = known.area.authorities
    if SUGGESTED in parts:
        return _of_suggested(known, id_)
    if RISK in parts:
        return Resting("", RISK, None, ())
    measure, name, rest = parts[0], parts[1] if len(parts) > 1 else "", ".".join(parts[2:])
    if measure == HARM:
        return Resting("", name, known.indicators.harm.basis if known.indicators.harm else None, ())
    if measure == PROFILE:
        return Resting("", PROFILE, None, ())
    found = known.indicators.measures.get(measure)
    if found is None:
        return Resting("", measure, None, ())
    if name == FIELD:
        level = found.field.levels.get(rest) if found.field is not None else None
        return Resting(measure, name, level.basis if level else None, (rest,))
    if name == PERIOD:
        period = Period.parse(rest)
        return Resting(measure, name, Basis(period, period, (period,)), own)
    return Resting(measure, name, _basis(found, name, rest), own)


def suggestion(known: Known, id_: str) -> tuple[str, Suggestion | None]:
    """The measure that speaks for a suggested level, and what is suggested; None for nothing."""
    priority, _, item = id_.rpartition(f".{SUGGESTED}.")
    for one in known.risk.suggested:
        if one.priority.id == priority:
            return one.measure, one.level(item)
    return "", None


def _of_suggested(known: Known, id_: str) -> Resting:
    """What the number that suggests a level rests on; of a hidden level its measure alone."""
    measure, found = suggestion(known, id_)
    if measure not in known.indicators.measures:
        return Resting("", SUGGESTED, None, ())
    released = known.released.figures.get(id_)
    told = found is not None and released is not None and released.shown
    if found is not None and told:
        basis = resting(known, found.source).basis
    else:
        basis = known.indicators.measures[measure].level.basis
    return Resting(measure, SUGGESTED, basis, known.area.authorities)


def _basis(found: MeasureIndicators, name: str, rest: str) -> Basis | None:
    """The window of one statistic of a measure."""
    if name in ("reference", "versus"):
        wanted = (c.basis for c in found.comparisons if c.against.kind == rest)
        return next(wanted, found.level.basis)
    return _BASES.get(name, _level)(found)


def _level(found: MeasureIndicators) -> Basis | None:
    return found.level.basis


def _before(found: MeasureIndicators) -> Basis | None:
    return found.change.before.basis


def _both(found: MeasureIndicators) -> Basis | None:
    """The two windows of a change as one."""
    before, now = found.change.before.basis, found.change.now.basis
    return Basis(
        before.first,
        now.last,
        (*before.used, *now.used),
        (*before.missing, *now.missing),
        population=now.population,
        population_day=now.population_day,
    )


def _trend(found: MeasureIndicators) -> Basis | None:
    return found.trend.basis


def _standard(found: MeasureIndicators) -> Basis | None:
    return found.standard.basis if found.standard is not None else None


def _gradient(found: MeasureIndicators) -> Basis | None:
    return found.gradient.basis if found.gradient is not None else None


_BASES: Mapping[str, Callable[[MeasureIndicators], Basis | None]] = {
    "count12-before": _before,
    "rate12-before": _before,
    "ratio": _both,
    "difference": _both,
    "percent-change": _both,
    "usual": _trend,
    "growth": _trend,
    "standardised": _standard,
    "group": _gradient,
    "slope": _gradient,
    "relative": _gradient,
}
