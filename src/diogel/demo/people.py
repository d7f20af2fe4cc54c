"""Invented populations of LSOAs that add up to the authorities' own of Census 2021.

The sums are real and public; how they are shared out among an authority's LSOAs is drawn
by a seeded generator, and the files are labelled as synthetic.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from diogel.demo.levels import levels
from diogel.files import csv_bytes
from diogel.places import lsoas_of_authority

SEED = 20_210_321


def write_populations(path: Path) -> None:
    """Write residents and households by LSOA 2021, in the shape of a census extract."""
    random = np.random.default_rng(SEED)
    rows: list[tuple[str | int, ...]] = [("lsoa21_code", "total_residents", "total_households")]
    for level in levels():
        codes = lsoas_of_authority(level.area, 2021)
        # LSOAs are made to be alike in size: a gamma of this shape spreads as theirs do.
        shares = random.gamma(30, size=len(codes))
        residents = shared_out(level.residents, shares)
        households = shared_out(level.households, shares * random.gamma(200, size=len(codes)))
        rows += zip(codes, residents, households, strict=True)
    path.write_bytes(csv_bytes(rows))


def shared_out(total: int, shares: np.ndarray) -> list[int]:
    """Whole numbers in these shares that add up to the total, by largest remainder."""
    exact = total * shares / shares.sum()
    whole = np.floor(exact).astype(int)
    left = total - int(whole.sum())
    largest = np.argsort(-(exact - whole), kind="stable")[:left]
    whole[largest] += 1
    return [int(n) for n in whole]
