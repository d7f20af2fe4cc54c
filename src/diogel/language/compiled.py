"""Parsed catalogues kept as JSON, so that a start does not pay for parsing gettext files.

A compiled copy carries the hash of the file it was made from and is used only while that
hash is right. It is a convenience: where it cannot be written, nothing is said and the
catalogue is parsed again next time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import astuple
from pathlib import Path

from diogel.language.entries import Entry

FORMAT = 1


def compiled_path(catalogue: Path) -> Path:
    """Where the compiled copy of a catalogue lies."""
    return catalogue.parent / ".compiled" / f"{catalogue.stem}.compiled.json"


def _fingerprint(content: bytes) -> str:
    return f"{FORMAT}:{hashlib.sha256(content).hexdigest()}"


def load_compiled(catalogue: Path, content: bytes) -> list[Entry] | None:
    """The compiled entries, or None when there are none for exactly this content."""
    try:
        stored = json.loads(compiled_path(catalogue).read_bytes())
        if stored["of"] != _fingerprint(content):
            return None
        return [
            Entry(key, tuple(en), tuple(cy), english_hash, review, fuzzy)
            for key, en, cy, english_hash, review, fuzzy in stored["entries"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_compiled(catalogue: Path, content: bytes, entries: list[Entry]) -> None:
    """Keep the entries for the next start; silently nothing where one cannot write."""
    target = compiled_path(catalogue)
    # The name is this process's own, so two first starts at once cannot mix their bytes.
    fresh = target.with_suffix(f".{os.getpid()}.compiled.json")
    stored = {"of": _fingerprint(content), "entries": [astuple(entry) for entry in entries]}
    with contextlib.suppress(OSError):
        target.parent.mkdir(exist_ok=True)
        fresh.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        fresh.replace(target)
