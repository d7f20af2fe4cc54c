"""The units of a wave under their keyed names, kept so that the names of areas need not be.

`units.csv` lies beside the answers and holds, for each response, the keyed names of the
authorities that it speaks for. Without the key it says nothing; with it the wave can still be
linked with later ones after the areas themselves were taken out of the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.files import csv_bytes, read_sheets, write_atomically
from diogel.surveys.study import Study
from diogel.surveys.waves.keys import LinkKey
from diogel.surveys.waves.linking import Units, units_of

NAME = "units.csv"
HEADINGS = ("response", "unit", "key")


def write_units(study: Study, key: LinkKey) -> Path:
    """Write a wave's units into its folder, ordered by their keyed names."""
    found = units_of(study.answers, key, study.plan.frame.scheme)
    rows = sorted((unit, response) for response, units in found.items() for unit in units)
    path = study.wave.folder / NAME
    with write_atomically(path) as temporary:
        temporary.write_bytes(
            csv_bytes([HEADINGS, *((response, unit, key.fingerprint) for unit, response in rows)])
        )
    return path


def units_of_study(study: Study, key: LinkKey) -> Units:
    """A wave's units: from the areas of its answers, and for those without from `units.csv`.

    Raises
    ------
    Refused
        When the file was written with another key, or is not as it was written.
    """
    found = units_of(study.answers, key, study.plan.frame.scheme)
    path = study.wave.folder / NAME
    if all(found.values()) or not path.is_file():
        return found
    kept = _read(path, key)
    return {name: units or kept.get(name, frozenset()) for name, units in found.items()}


def _read(path: Path, key: LinkKey) -> Mapping[str, frozenset[str]]:
    sheet = read_sheets(path)[0]
    place, expected = Place(file=NAME), ", ".join(HEADINGS)
    if tuple(sheet.cell(1, column) for column in (1, 2, 3)) != HEADINGS:
        raise Refused([Problem("waves.bad-units", place, ", ".join(sheet.rows[0])[:80], expected)])
    units = dict[str, set[str]]()
    for row in range(2, len(sheet.rows) + 1):
        if sheet.cell(row, 3) != key.fingerprint:
            raise Refused([Problem("waves.other-key", sheet.place(row))])
        units.setdefault(sheet.cell(row, 1), set()).add(sheet.cell(row, 2))
    return {response: frozenset(names) for response, names in units.items()}
