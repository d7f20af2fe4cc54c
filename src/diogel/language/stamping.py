"""Writing the hash of the English beside each Welsh sentence, touching nothing else.

The file is edited as text: reading and writing it through a library would change its order
and its line breaks, and with them the history of every sentence.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from diogel.language.entries import hash_of_english
from diogel.language.po_files import parse_catalogue

STAMP = re.compile(r"^#\. english: .*$", re.MULTILINE)
KEY = re.compile(r'^msgctxt "(.+)"$', re.MULTILINE)


def _stamped_block(block: str, stamp: str) -> str:
    line = f"#. english: {stamp}"
    if STAMP.search(block):
        return STAMP.sub(line, block, count=1)
    return KEY.sub(lambda key: f"{line}\n{key.group()}", block, count=1)


def stamp_catalogue(path: Path, keys: Collection[str] = (), *, new: bool = True) -> list[str]:
    """Stamp the entries of one catalogue; returns the keys that were stamped.

    Parameters
    ----------
    path : Path
        A catalogue in which a blank line stands between entries.
    keys : collection of str
        Entries to stamp even if they have a stamp: their Welsh was looked at again.
    new : bool
        Whether to stamp the entries that have none.
    """
    hashes = {entry.key: hash_of_english(entry.en) for entry in parse_catalogue(path)}
    blocks = re.split(r"(\n\s*\n)", path.read_text(encoding="utf-8"))
    stamped = []
    for place, block in enumerate(blocks):
        found = KEY.search(block)
        if found is None or found.group(1) not in hashes:
            continue
        key = found.group(1)
        if key in keys or (new and not STAMP.search(block)):
            blocks[place] = _stamped_block(block, hashes[key])
            stamped.append(key)
    if stamped:
        _replace(path, "".join(blocks))
    return stamped


def _replace(path: Path, text: str) -> None:
    """Change the file at once or not at all."""
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)
