"""A finished folder in the place of an old one, so that there is always a whole one."""

from __future__ import annotations

import shutil
from pathlib import Path

from diogel.core import Place, Problem, Refused


def put(making: Path, place: Path) -> None:
    """Put a finished folder in its place whole; other editions inside the old one go along.

    The old folder is set aside, never taken apart: whoever is stopped between the two
    renames finds it again by `_recover`.
    """
    aside = _aside(place)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if place.exists():
            for edition in (path for path in place.iterdir() if path.is_dir()):
                shutil.copytree(edition, making / edition.name)
            place.rename(aside)
        making.rename(place)
    except PermissionError as error:
        recover(place)
        raise Refused([Problem("workspace.output-open", Place(), place.name)]) from error
    shutil.rmtree(aside, ignore_errors=True)


def _aside(place: Path) -> Path:
    return place.with_name(f".aside-{place.name}")


def recover(place: Path) -> None:
    """Put back the outputs of a build that was stopped while it changed one for the other."""
    aside = _aside(place)
    if aside.exists() and not place.exists():
        aside.rename(place)
