"""Pandoc, run as a program: one tree in, one format out, nothing read from the disk."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

# The version of the tree's JSON that we write; Pandoc 3 reads it.
API = [1, 23, 1]
_SECONDS = 120


class ProgramMissing(RuntimeError):
    """A program that a format needs is not there; the argument is its name."""


@cache
def program() -> str:
    """Where Pandoc is."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise ProgramMissing("pandoc") from error


def run(arguments: Sequence[str], text: str | bytes, moment: datetime | None = None) -> bytes:
    """Pandoc's answer to `text`; `moment` is the time that it writes into the file."""
    environment = dict(os.environ)
    if moment is not None:
        environment["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        done = subprocess.run(
            [program(), "--sandbox", *arguments],
            input=text.encode() if isinstance(text, str) else text,
            capture_output=True,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        raise ProgramMissing("pandoc") from error
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def as_source(tree: dict[str, Any]) -> str:
    """A tree as Pandoc reads it: `--from=json`."""
    return json.dumps(tree, ensure_ascii=False)


def write_tree(
    tree: dict[str, Any], arguments: Sequence[str], moment: datetime | None = None
) -> bytes:
    """A tree in the format that `arguments` ask for."""
    return run(["--from=json", *arguments], as_source(tree), moment)
