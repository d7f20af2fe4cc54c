"""Typst, with letters that we bring; and words as it takes them."""

from __future__ import annotations

from importlib import resources
from typing import Any

from diogel.reports.pandoc import ProgramMissing


def typeset(source: str, **options: Any) -> list[bytes]:
    """The files that Typst makes of a source: one, or with pictures one for each page.

    Raises
    ------
    ProgramMissing
        Where it is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise ProgramMissing("typst") from error
    program: Any = typst
    with resources.as_file(resources.files("diogel.reports") / "house" / "fonts") as fonts:
        made = program.compile(
            source.encode(), font_paths=[str(fonts)], ignore_system_fonts=True, **options
        )
    return [made] if isinstance(made, bytes) else [bytes(page) for page in made]


def literal(words: str) -> str:
    """Words as a string: nothing in them is markup."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\r", "").replace("\n", "\\n").replace("\t", " ") + '"'


def content(words: str) -> str:
    """Words as content."""
    return f"[#{literal(words)}]"
