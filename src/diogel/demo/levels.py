"""How much of what happens where: the levels that the invented police data is drawn around.

`data/levels.csv` holds, for each authority, the mean monthly count of each police.uk type
from October 2018 to February 2019 and the middle of its published points (police.uk, Open
Government Licence), and the residents and households of Census 2021 (ONS, Open Government
Licence). The demonstration draws invented counts around these levels.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
ASB = "Anti-social behaviour"


@dataclass(frozen=True, slots=True)
class Level:
    """One authority.

    Attributes
    ----------
    area : str
        GSS code.
    longitude, latitude : float
        The middle of its points. [degrees, WGS 84]
    residents, households : int
        On Census day, 21 March 2021.
    monthly : mapping of police.uk type to float
        Mean count in a month. [records]
    """

    area: str
    longitude: float
    latitude: float
    residents: int
    households: int
    monthly: dict[str, float]


@cache
def levels() -> tuple[Level, ...]:
    """The 22 authorities in the order of their codes."""
    with (DATA / "levels.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_level(row) for row in csv.DictReader(file))


def _level(row: dict[str, str]) -> Level:
    area, longitude, latitude, residents, households = (
        row.pop(name) for name in ("area", "longitude", "latitude", "residents", "households")
    )
    counts = {kind: float(text) for kind, text in row.items()}
    return Level(area, float(longitude), float(latitude), int(residents), int(households), counts)


def police_types() -> tuple[str, ...]:
    """The fourteen types, as police.uk writes them."""
    return tuple(levels()[0].monthly)
