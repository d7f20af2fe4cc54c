"""What an output was made from: the content of every input, and of Diogel itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import diogel
from diogel.files import write_atomically

OWN_FILES = frozenset(
    {".py", ".po", ".toml", ".csv", ".md", ".txt", ".lua", ".css", ".html", ".docx", ".odt", ".typ"}
)


def of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def of_diogel() -> str:
    """One hash over the version and the files that make Diogel's outputs what they are."""
    root = Path(diogel.__file__).parent
    digest = hashlib.sha256(diogel.__version__.encode())
    for path in sorted(p for p in root.rglob("*") if p.suffix in OWN_FILES and p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def of_folder(folder: Path) -> dict[str, str]:
    """The hash of each file in a folder, by its name from there; left-over files are not inputs."""
    return {
        path.relative_to(folder).as_posix(): of_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~$"))
    }


def record(
    inputs: dict[str, dict[str, str]], policy: str, made: Iterable[str]
) -> dict[str, object]:
    """What to remember of one output folder."""
    return {
        "diogel": diogel.__version__,
        "code": of_diogel(),
        "policy": policy,
        "inputs": inputs,
        "made": sorted(made),
    }


def is_fresh(kept: Path, folder: Path, inputs: dict[str, dict[str, str]], policy: str) -> bool:
    """True when everything in an output folder was made from exactly these inputs.

    `kept` is the record of that folder. It stays in the workspace and is never beside the
    outputs: the hash of an answers file would confirm a guess of what is in it.
    """
    try:
        known = json.loads(kept.read_text(encoding="utf-8"))
        same = known == record(inputs, policy, known["made"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False
    return same and all((folder / name).is_file() for name in known["made"])


def write_record(kept: Path, content: dict[str, object]) -> None:
    """Keep the record of an output folder."""
    with write_atomically(kept) as temporary:
        temporary.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
