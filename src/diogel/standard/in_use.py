"""Which definitions are in use: the standard's own, and those of the workspace that is open.

What is worked out from definitions is worked out once, and again when others come into use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
Seen = tuple[tuple[str, int, int], ...]

_forget: list[Callable[[], None]] = []
_extra: list[Path] = []
_seen: list[Seen] = [()]


def until_changed(function: Callable[P, T]) -> Callable[P, T]:
    """Work a function out once for each argument, until other definitions come into use."""
    kept = cache(function)
    _forget.append(kept.cache_clear)
    return cast("Callable[P, T]", kept)


def folders_in_use() -> tuple[Path, ...]:
    """The folders of definitions besides the standard's own."""
    return tuple(_extra)


def change_folders(extra: Sequence[Path]) -> bool:
    """Take other folders into use; whether anything is different from before."""
    seen = _stand_of(extra)
    if seen == _seen[0]:
        return False
    _extra[:] = extra
    _seen[0] = seen
    for forget in _forget:
        forget()
    return True


def _stand_of(folders: Sequence[Path]) -> Seen:
    """Each file of the folders with its size and time: cheap to look at, and it tells."""
    files = (path for folder in folders for path in sorted(folder.rglob("*.toml")))
    stats = ((path.as_posix(), path.stat()) for path in files)
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
