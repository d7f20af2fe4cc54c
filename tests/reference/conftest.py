"""A workspace of the real files, made once for all tests that compare with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diogel.core import Bilingual
from diogel.engine import Engine
from diogel.indicators import Evidence, read_area_set, read_evidence
from diogel.quality import observations
from diogel.workspace import Workspace, add, engine_of, new_workspace, open_store, open_workspace

LOOKUPS = {
    "pop_mid2020_lsoa11_age_Wales.csv": "mid-2020",
    "census2021_residents_households_lsoa21_Wales.csv": "census-2021",
    "wimd2019_lsoa11_all_domains.csv": "wimd-2019",
    "lsoa11_lsoa21_ltla22_Wales.csv": "",
}
SETS = ("Gwent", "North Wales", "Dyfed-Powys", "South Wales", "Wales")


@pytest.fixture(scope="session")
def real_workspace(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The three archives, two populations, the index of deprivation and the official lookup."""
    place = tmp_path_factory.mktemp("real") / "workspace"
    new_workspace(place, Bilingual("Real files", "Ffeiliau go iawn"), "en")
    workspace = open_workspace(place)
    add(workspace, sorted((shared / "data/police").glob("*.zip")), "en")
    for name, edition in LOOKUPS.items():
        given = {"edition": edition} if edition else {}
        result = add(workspace, [shared / "data/lookups" / name], "en", given=given)
        assert result.added, name
    return workspace


@pytest.fixture(scope="session")
def real_engine(real_workspace: Workspace) -> Iterator[Engine]:
    with engine_of(real_workspace) as engine:
        yield engine


@pytest.fixture(scope="session")
def real_evidence(real_workspace: Workspace, real_engine: Engine) -> Evidence:
    store = open_store(real_workspace)
    sets = [read_area_set(name) for name in SETS]
    return read_evidence(real_engine, store, observations(real_engine, store), sets)
