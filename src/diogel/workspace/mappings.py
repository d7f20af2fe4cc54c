"""How each supplier's workbooks are read, as a person confirmed it: one small file each.

They are with the registers, and are TOML that a person may read and change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diogel.core import Language
from diogel.files import read_text_file, write_atomically
from diogel.sources.messy.mapping_file import mapping_dict, mapping_of, mapping_text
from diogel.sources.messy.mapping_file import read_mapping as understand
from diogel.workspace.folder import Workspace

FOLDER = "mappings"


def mapping_path(workspace: Workspace, supplier: str) -> Path:
    """Where the reading of a supplier's files is kept."""
    plain = unicodedata.normalize("NFKD", supplier).encode("ascii", "ignore").decode().casefold()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "supplier"
    # Windows keeps some names for devices: none of them begins like this.
    return workspace.path / "registers" / FOLDER / f"from-{name}.toml"


def proposed_path(workspace: Workspace, supplier: str) -> Path:
    """Where a reading waits for a person to look at it, and to change it."""
    path = mapping_path(workspace, supplier)
    return path.with_name(f"{path.stem}.proposed.toml")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a supplier's files are to be read, and whether a person has confirmed it."""

    mapping: Mapping[str, Any]
    confirmed: bool


def read_mapping(workspace: Workspace, supplier: str) -> Reading | None:
    """The confirmed reading, else the proposed one; None when there is neither.

    Refused when the file cannot be understood.
    """
    if not supplier:
        return None
    for path in (mapping_path(workspace, supplier), proposed_path(workspace, supplier)):
        if path.exists():
            mapping = mapping_dict(understand(read_text_file(path), path.name))
            return Reading(mapping, confirmed=path == mapping_path(workspace, supplier))
    return None


def propose_mapping(
    workspace: Workspace, supplier: str, mapping: Mapping[str, Any], language: Language
) -> Path:
    """Write a reading down for a person to look at.

    One that waits already is left as a person may have changed it, unless this reading has a
    table that it lacks: another file of the supplier's, read with what the first one proposed.
    """
    path = proposed_path(workspace, supplier)
    if not path.exists() or _tables(mapping) > _tables_waiting(path):
        with write_atomically(path) as temporary:
            text = proposal_text(mapping, language)
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return path


def _tables(mapping: Mapping[str, Any]) -> int:
    return len(mapping_of(mapping).tables)


def _tables_waiting(path: Path) -> int:
    return len(understand(read_text_file(path), path.name).tables)


def confirm_mapping(workspace: Workspace, supplier: str) -> None:
    """What waited is how the supplier's files are read from now on."""
    proposed = proposed_path(workspace, supplier)
    if proposed.exists():
        proposed.replace(mapping_path(workspace, supplier))


def proposal_text(mapping: Mapping[str, Any], language: Language) -> str:
    """A reading as it is shown to a person and saved."""
    return mapping_text(mapping_of(mapping), language)
