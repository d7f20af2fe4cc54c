"""Whom an area is held against: Wales, its force, its rural-urban class, the five most like it.

Welsh authorities are few, and some are like no other: how far the nearest five lie is always
given, and where even the nearest is further than the limit, that is said. The features are
facts with their sources in `data/`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from diogel.core import Bilingual
from diogel.indicators.area_sets import WALES, AreaSet, area_set, force_of
from diogel.indicators.results import Comparator
from diogel.language import both
from diogel.places import area

DATA = Path(__file__).parent / "data"
NEAREST = 5


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def features() -> Mapping[str, Mapping[str, float]]:
    """The features by which authorities are alike, by authority and feature."""
    return MappingProxyType(
        {
            row["authority"]: {k: float(v) for k, v in row.items() if k != "authority"}
            for row in _rows("similarity.csv")
        }
    )


@cache
def feature_sources() -> Mapping[str, tuple[str, str]]:
    """The unit and the source of each feature."""
    return {row["feature"]: (row["unit"], row["source"]) for row in _rows("features.csv")}


@cache
def rural_urban() -> Mapping[str, str]:
    """The class of each authority, from "urban" to "rural"."""
    return {row["authority"]: row["class"] for row in _rows("rural_urban.csv")}


@cache
def distances() -> Mapping[str, Mapping[str, float]]:
    """How unlike every two authorities are: Euclidean, over standardised features.

    1 is one standard deviation among the 22 authorities in one feature.
    """
    codes = list(features())
    table = np.array([list(features()[code].values()) for code in codes])
    scores = (table - table.mean(axis=0)) / table.std(axis=0)
    apart = np.sqrt(((scores[:, None] - scores[None, :]) ** 2).sum(axis=2))
    return {
        code: {other: float(apart[i, j]) for j, other in enumerate(codes) if i != j}
        for i, code in enumerate(codes)
    }


def far_from() -> float:
    """Beyond this distance an authority is no near neighbour.

    The root of the number of features: one standard deviation apart in every one of them.
    """
    return float(np.sqrt(len(next(iter(features().values())))))


def nearest(authority: str, count: int = NEAREST) -> dict[str, float]:
    """The authorities most like one, nearest first, with how far each is."""
    ordered = sorted(distances()[authority].items(), key=lambda item: (item[1], item[0]))
    return dict(ordered[:count])


def comparators(one: AreaSet) -> tuple[Comparator, ...]:
    """Everybody an area is held against.

    A single authority has all four; a set only Wales, since no other set is of its kind; Wales
    itself has none.
    """
    if one.id == WALES or len(one.authorities) == len(area_set(WALES).authorities):
        return ()
    found = [Comparator("wales", WALES, area(WALES).name, area_set(WALES).authorities)]
    if len(one.authorities) != 1:
        return tuple(found)
    code = one.authorities[0]
    force = force_of(code)
    others = tuple(m for m in area_set(force).authorities if m != code)
    rest = both("indicators.comparator.force", force=area(force).name)
    found.append(Comparator("force", force, rest, others))
    kind = rural_urban()[code]
    alike = tuple(c for c, own in sorted(rural_urban().items()) if own == kind and c != code)
    found.append(Comparator("rural-urban", kind, both(f"indicators.class.{kind}"), alike))
    near = nearest(code)
    name: Bilingual = both("indicators.comparator.nearest")
    found.append(Comparator("nearest", f"{code}-nearest", name, tuple(near), near, _is_near(near)))
    return tuple(found)


def _is_near(near: Mapping[str, float]) -> bool:
    return min(near.values()) <= far_from()
