"""Fingerprints of values: the same in every process, and quick where values are shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

_SIZE = 16


class Fingerprints:
    """Fingerprints of values that share parts, such as two languages of one document.

    A dataclass that was met before is not looked through again, so values must not change
    while this lives.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> str:
        """The fingerprint of dataclasses, mappings, sequences, sets and plain values."""
        return self._of(value).hex()

    def _of(self, value: Any) -> bytes:
        if is_dataclass(value) and not isinstance(value, type):
            return self._of_dataclass(value)
        if isinstance(value, Mapping):
            parts = [part for pair in value.items() for part in map(self._of, pair)]
        elif isinstance(value, set | frozenset):
            parts = sorted(map(self._of, value))
        elif isinstance(value, tuple | list):
            parts = [self._of(each) for each in value]
        else:
            return f"{type(value).__name__}:{value}".encode()
        return _hashed(type(value).__name__, parts)

    def _of_dataclass(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        named = (each.name for each in fields(value) if hasattr(value, each.name))
        found = _hashed(type(value).__name__, [self._of(getattr(value, name)) for name in named])
        # The value is kept too: its id is its own only while it lives.
        self._known[id(value)] = (value, found)
        return found


def _hashed(kind: str, parts: list[bytes]) -> bytes:
    digest = blake2b(f"{kind}({len(parts)}".encode(), digest_size=_SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
