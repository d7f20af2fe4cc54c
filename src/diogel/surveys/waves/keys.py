"""The secret by which units of two waves are linked, kept apart from every answer.

A unit's name in the links is an HMAC-SHA256 of its code under this key: whoever holds the
links but not the key cannot find an authority by trying all 22 codes, and whoever holds the
key but not the links has nothing to look up.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.files import write_atomically

VARIABLE = "DIOGEL_LINK_KEY"
FILE_VARIABLE = "DIOGEL_LINK_KEY_FILE"
LEAST_LETTERS = 32
"""Sixteen random bytes in hexadecimal: more than anybody can try. [characters]"""
LEAST_DIFFERENT = 8
"""A key that repeats fewer different characters was typed and not drawn. [characters]"""


@dataclass(frozen=True)
class LinkKey:
    """The secret. It is never printed, and never part of an output's name or record."""

    secret: bytes = field(repr=False)

    def unit(self, scheme: str, code: str) -> str:
        """The name under which a unit is linked: 64 hexadecimal digits."""
        text = f"unit|{scheme}|{code}".encode()
        return hmac.new(self.secret, text, hashlib.sha256).hexdigest()

    @property
    def fingerprint(self) -> str:
        """What tells one key from another and gives neither away."""
        return hmac.new(self.secret, b"which key", hashlib.sha256).hexdigest()[:16]


# Published here, so good for invented answers alone, of which there is nothing to keep.
DEMONSTRATION_KEY = LinkKey(b"the demonstration links nobody: its answers are invented")


def read_link_key(apart_from: Path, environment: Mapping[str, str] = os.environ) -> LinkKey:
    """The key that the environment holds or names a file of.

    Parameters
    ----------
    apart_from : Path
        The workspace. A key in it would lie beside the answers and travel with every copy.

    Raises
    ------
    Refused
        When there is no key, when it lies beside the answers, or when it is too weak.
    """
    named = environment.get(FILE_VARIABLE, "")
    text = _of_file(Path(named), apart_from) if named else environment.get(VARIABLE, "")
    text = text.strip()
    if not text:
        raise _refused("waves.no-key", FILE_VARIABLE)
    if len(text) < LEAST_LETTERS or len(set(text)) < LEAST_DIFFERENT:
        raise _refused("waves.weak-key", str(len(text)), str(LEAST_LETTERS))
    return LinkKey(text.encode())


def write_link_key(path: Path, apart_from: Path) -> None:
    """Draw a new key into a file of its own; Refused beside the answers or over an old key."""
    if _inside(path, apart_from):
        raise _refused("waves.key-beside-answers", path.name)
    if path.exists():
        raise _refused("waves.key-there", path.name)
    with write_atomically(path) as temporary:
        temporary.write_text(f"{secrets.token_hex(32)}\n", encoding="utf-8", newline="\n")


def _of_file(path: Path, apart_from: Path) -> str:
    if _inside(path, apart_from):
        raise _refused("waves.key-beside-answers", path.name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _refused("waves.key-unreadable", path.name) from None


def _inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, by whatever link one comes to it."""
    here = folder.resolve()
    return here in path.resolve().parents or folder.absolute() in path.absolute().parents


def _refused(code: str, found: str, expected: str = "") -> Refused:
    return Refused([Problem(code, Place(), found, expected)])
