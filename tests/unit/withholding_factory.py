"""Invented counts of a partner's in every authority of Wales, for the tests of what is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from diogel.core import Period, Status
from diogel.indicators import (
    AreaSet,
    Evidence,
    Point,
    Populations,
    Series,
    SmallAreas,
    Withheld,
    cell_parts,
    every_authority,
)
from diogel.indicators.series import set_series

MEASURE = "ed-assault-attendances"
FIRST = Period.month(2024, 1)
MERTHYR, CARDIFF, NEWPORT, CONWY = "W06000024", "W06000015", "W06000022", "W06000003"
NORTH_WALES, WALES = "W15000001", "W92000004"
LEAST = 5
LONGEST = 40
Counts = dict[tuple[str, Period], int]


def counted(months: int = 24, small: Mapping[tuple[str, int], int] | None = None) -> Counts:
    """Counts from 20 to 60 of each authority and month, but for those named as small."""
    random = np.random.default_rng(20_260_701)
    found = {}
    for one in every_authority():
        # As many as ever, so that a longer series begins with the same numbers.
        drawn = random.integers(20, 60, LONGEST)
        for at in range(months):
            found[one.id, FIRST.shifted(at)] = (small or {}).get((one.id, at), int(drawn[at]))
    return found


def evidence_of(
    counts: Mapping[tuple[str, Period], int],
    areas: Iterable[AreaSet] = (),
    measure: str = MEASURE,
) -> Evidence:
    """Evidence of one measure, with every set asked for added up."""
    single = {}
    for one in every_authority():
        points = [
            Point(period, float(n), Status.OBSERVED, numerator=float(n))
            for (code, period), n in sorted(counts.items())
            if code == one.id
        ]
        single[measure, one.id] = Series(measure, one.id, tuple(points), "invented")
    asked = tuple(areas)
    series = {**single, **{(measure, one.id): set_series(single, one, measure) for one in asked}}
    residents = {one.id: 100_000.0 + 1_000 * at for at, one in enumerate(every_authority())}
    population = Populations("mid-2024", date(2024, 6, 30), residents)
    nowhere = np.zeros(0)
    return Evidence(
        (measure,),
        series,
        (population,),
        SmallAreas((), (), {}, nowhere, nowhere),
        {},
        None,
        {},
        areas=asked,
    )


class Attacker:
    """Who holds every shown count of every document, and can solve equations."""

    def __init__(self, withheld: Withheld, counts: Mapping[tuple[str, Period], int]) -> None:
        self.withheld = withheld
        self.members = {name: codes for codes, name in withheld.names.items()}
        self.atoms = {atom: place for place, atom in enumerate(sorted(counts))}
        self._months = defaultdict[str, list[tuple[Period, int]]](list)
        for (code, period), place in self.atoms.items():
            self._months[code].append((period, place))

    def row(self, cell: str) -> np.ndarray:
        """Which authorities' months a count is the sum of."""
        _, name, first, last = cell_parts(cell)
        found = np.zeros(len(self.atoms))
        for code in self.members.get(name, (name,)):
            for period, place in self._months[code]:
                if first.start <= period.start and period.end <= last.end:
                    found[place] = 1
        return found

    def told(self, shown: Iterable[str], hidden: Iterable[str]) -> list[str]:
        """The hidden counts that follow from the shown ones by adding and taking away."""
        rows = np.array([self.row(cell) for cell in shown])
        _, sizes, ways = np.linalg.svd(rows, full_matrices=False)
        ways = ways[sizes > 1e-9]
        found = []
        for cell in hidden:
            row = self.row(cell)
            if np.abs(row - ways.T @ (ways @ row)).max() < 1e-7:
                found.append(cell)
        return found
