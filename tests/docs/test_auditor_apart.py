"""The auditor shares no code with what hides numbers: each could then share its mistakes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "src" / "diogel" / "disclosure"
TYPES_OF_THE_ROOM = {"diogel.disclosure.policy", "diogel.disclosure.released"}
MODULES = sorted(ROOM.glob("audit_*.py"))


def imported(path: Path) -> set[str]:
    """The modules of the room that a module imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} | {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return {name for name in named if name.startswith("diogel.disclosure")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_auditor_uses_its_own_modules_and_the_room_s_types_alone(path: Path) -> None:
    foreign = {
        name
        for name in imported(path) - TYPES_OF_THE_ROOM
        if not name.startswith("diogel.disclosure.audit_")
    }

    assert MODULES
    assert foreign == set()
