"""How each supplier's workbooks are read, as a person confirmed it: one small file each.

They are with the registers, and are TOML that a person may read and change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
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


def read_mapping(workspace: Workspace, supplier: str) -> Mapping[str, Any] | None:
    """The confirmed reading; None when there is none. Refused when the file is damaged."""
    path = mapping_path(workspace, supplier)
    if not supplier or not path.exists():
        return None
    return mapping_dict(understand(read_text_file(path), path.name))


def save_mapping(
    workspace: Workspace, supplier: str, mapping: Mapping[str, Any], language: Language
) -> Path:
    """Keep a reading that a person confirmed."""
    path = mapping_path(workspace, supplier)
    with write_atomically(path) as temporary:
        temporary.write_text(proposal_text(mapping, language), encoding="utf-8", newline="\n")
    return path


def proposal_text(mapping: Mapping[str, Any], language: Language) -> str:
    """A reading as it is shown to a person and saved."""
    return mapping_text(mapping_of(mapping), language)
