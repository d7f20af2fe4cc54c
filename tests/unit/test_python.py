"""The package itself gives the rooms' steps, and costs nothing until one is used."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import diogel

NAMES = [name for name in diogel.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_the_rooms_own(name: str) -> None:
    room = import_module(f"diogel.{diogel._ROOMS[name]}")

    assert getattr(diogel, name) is getattr(room, name)
    assert name in room.__all__


def test_type_checkers_are_told_of_the_same_names_and_rooms() -> None:
    tree = ast.parse(Path(diogel.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))

    told = {
        alias.asname: (node.module or "").removeprefix("diogel.")
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert told == diogel._ROOMS


def test_importing_reads_no_room() -> None:
    code = "import sys, diogel; print(sorted(m for m in sys.modules if m.startswith('diogel.')))"

    source = str(Path(diogel.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source},
    )

    assert done.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = diogel.nothing_such
