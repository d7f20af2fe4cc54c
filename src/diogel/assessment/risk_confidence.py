"""How far the evidence behind a risk can be trusted: said beside it, never part of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from diogel.assessment.risk_model import Band, RiskModel, band_of
from diogel.assessment.risk_model_reading import CONFIDENCE_PARTS


@dataclass(frozen=True, slots=True)
class Trust:
    """What the audit says of the data behind a priority. None is not known, and never 0.

    Attributes
    ----------
    completeness : float or None
        The share of months (or other periods) that are whole. [0-1]
    timeliness : float or None
        The share of the numbers that came when they were due. [0-1]
    sources : int or None
        How many kinds of supplier it rests on: police data alone is one. [sources]
    coverage : float or None
        The share of the area that has numbers, by residents. [0-1]
    """

    completeness: float | None = None
    timeliness: float | None = None
    sources: int | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence in the evidence of one priority.

    Attributes
    ----------
    value : Fraction or None
        None when a part of it is not known. [0-1]
    band : Band or None
        Its word.
    unknown : tuple of str
        The parts that are not known.
    """

    value: Fraction | None
    band: Band | None
    parts: dict[str, Fraction]
    unknown: tuple[str, ...] = ()


def confidence(trust: Trust, model: RiskModel) -> Confidence:
    """The weighted mean of the four parts; not given while one that counts is not known.

    Raises
    ------
    ValueError
        A share outside 0 to 1, or fewer than no sources.
    """
    parts = {
        name: part for name in CONFIDENCE_PARTS if (part := _part(trust, name, model)) is not None
    }
    counted = [name for name in CONFIDENCE_PARTS if model.confidence_weights[name]]
    unknown = tuple(name for name in counted if name not in parts)
    if unknown:
        return Confidence(None, None, parts, unknown)
    weights = model.confidence_weights
    value = sum((weights[name] * parts[name] for name in counted), Fraction(0))
    value /= sum(weights[name] for name in counted)
    return Confidence(value, band_of(value, model.confidence_bands), parts)


def _part(trust: Trust, name: str, model: RiskModel) -> Fraction | None:
    value: float | None = getattr(trust, name)
    if value is None:
        return None
    if name == "sources":
        if value < 0:
            raise ValueError(f"fewer than no sources: {value}")
        return min(Fraction(1), Fraction(int(value), model.enough_sources))
    if not 0 <= value <= 1:
        raise ValueError(f"{name} outside 0 to 1: {value}")
    return Fraction(repr(float(value)))
