"""The notebook does what it shows."""

import copy
import importlib.machinery
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebooks" / "one-area.ipynb"


@pytest.fixture
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("notebook", str(ROOT / "scripts" / "notebook"))
    spec = importlib.util.spec_from_loader("notebook", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_every_cell_prints_what_the_notebook_shows(demo_copy: Path, script: ModuleType) -> None:
    shown = json.loads(NOTEBOOK.read_text(encoding="utf-8"))

    printed = script.run(copy.deepcopy(shown), demo_copy)

    assert printed == shown, "Run scripts/notebook and read what changed"


def test_the_notebook_says_that_its_data_are_invented() -> None:
    first = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"][0]

    assert "invented" in "".join(first["source"])
