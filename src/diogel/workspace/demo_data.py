"""The demonstration's data: invented deliveries, taken in as real ones would be."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

import diogel.demo
from diogel.core import Bilingual, Language, Refused
from diogel.demo import COUNCILS, write_partner_workbooks, write_police_archive, write_populations
from diogel.files import write_atomically
from diogel.language import both
from diogel.store import Store
from diogel.workspace.adding import Step, add
from diogel.workspace.folder import Workspace
from diogel.workspace.inbox import DONE
from diogel.workspace.mappings import mapping_path

# When the invented deliveries came: two months after the last month in them, as police.uk's do.
RECEIVED = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)
POLICE, PEOPLE = "police-synthetic.zip", "populations-synthetic.csv"
RECORD = "demonstration-data.json"


@dataclass(frozen=True)
class _Sent:
    """One invented file and who is said to have sent it; empty where the file tells."""

    path: Path
    supplier: str = ""


def lay_out_data(workspace: Workspace, language: Language, step: Step | None = None) -> bool:
    """Invent the deliveries and take them in; False when that was done before.

    The files stay in `inbox/done`, where a person can look at what partners send.
    """
    known = workspace.path / "store" / RECORD
    stamp = _stamp()
    if _read(known) == stamp:
        return False
    with tempfile.TemporaryDirectory(dir=workspace.path, prefix=".laying-") as made:
        store = Store(workspace.path / "store", clock=lambda: RECEIVED)
        for sent in _files(Path(made), step):
            _confirm(workspace, sent)
            result = add(
                workspace,
                [sent.path],
                language,
                supplier=sent.supplier,
                accept=True,
                synthetic=True,
                store=store,
            )
            if result.refused:
                raise Refused(result.problems)
            place = workspace.path / "inbox" / DONE / sent.path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            sent.path.replace(place)
    with write_atomically(known) as temporary:
        temporary.write_text(json.dumps({"made-by": stamp}) + "\n", encoding="utf-8")
    return True


def _files(folder: Path, step: Step | None) -> Iterator[_Sent]:
    """The invented files, each made as it is asked for."""
    _tell(step, 0, both("workspace.demo.police"))
    write_police_archive(folder / POLICE)
    yield _Sent(folder / POLICE)
    write_populations(folder / PEOPLE)
    yield _Sent(folder / PEOPLE)
    _tell(step, 1, both("workspace.demo.partners"))
    for path, supplier in write_partner_workbooks(folder):
        yield _Sent(path, supplier)


def _tell(step: Step | None, done: int, what: Bilingual) -> None:
    if step:
        step(done, 2, what)


def _confirm(workspace: Workspace, sent: _Sent) -> None:
    """Put the confirmed reading of the councils' own layout where a person's would be."""
    if sent.supplier != COUNCILS.en:
        return
    place = mapping_path(workspace, sent.supplier)
    if not place.exists():
        own = Path(diogel.demo.__file__).parent / "data" / "synthetic-councils.toml"
        with write_atomically(place) as temporary:
            temporary.write_text(own.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def _read(known: Path) -> str:
    try:
        return str(json.loads(known.read_text(encoding="utf-8"))["made-by"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return ""


def _stamp() -> str:
    """What the invented files depend on: their makers, and the library that draws numbers."""
    root = Path(diogel.demo.__file__).parent
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted([*root.glob("*.py"), *(root / "data").iterdir()]):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
