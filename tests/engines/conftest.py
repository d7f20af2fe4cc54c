"""Both engines, each opened once: Spark takes seconds to start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from diogel.engine import Engine, open_engine


@pytest.fixture(scope="session")
def duckdb_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(scratch=tmp_path_factory.mktemp("duckdb")) as engine:
        yield engine


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: scripts/install-spark installs it")
    if shutil.which("java") is None:
        pytest.skip("Java is missing: Spark needs Java 17")
    with open_engine("spark", scratch=tmp_path_factory.mktemp("spark")) as engine:
        yield engine


@pytest.fixture(params=["duckdb", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small text table with every awkwardness that an engine may see in its own way."""
    path = tmp_path / "awkward.csv"
    path.write_bytes(
        "id,kind,amount,day\r\n"
        "1,Burglary,1.5,2024-02-29\r\n"
        '2,"Violence, and ""more""",,2024-03-01\r\n'
        "3,Môn ŵŷ,-0.25,\r\n"
        ',"two\nlines",1e3,2023-12-31\r\n'
        '5,"",007,2024-02-29\r\n'
        "6, spaced ,2,2024-02-29\r\n"
        "7,Burglary,3,2024-02-29\r\n".encode()
    )
    return path
