"""Links to files that say by themselves what they lead to: what, format and size."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from diogel.core import Language
from diogel.language import say

FORMATS = ("html", "docx", "odt", "pdf")


def file_link(out: Path, full: str, file: Path, language: Language) -> str:
    """A link to a file, as seen from the first page.

    `full` is read before the format by a screen reader, so that links do not all say "Word".
    """
    ending = file.suffix.removeprefix(".")
    size = say("workspace.size", language, size=max(1, round(file.stat().st_size / 1024)))
    format_ = say(f"workspace.format.{ending}", language)
    href = file.relative_to(out).as_posix()
    return (
        f'<a href="{escape(href)}"><span class="full">'
        f"{escape(full)}</span>{escape(format_)}</a> ({escape(size)})"
    )


def file_item(out: Path, name: str, full: str, files: list[Path], language: Language) -> str:
    """A line of a list with a link for each file that is there; empty when none is."""
    links = ", ".join(file_link(out, full, f, language) for f in files if f.is_file())
    return f"<li>{escape(name)}: {links}</li>\n" if links else ""


def code_marked(text: str) -> str:
    """A sentence as HTML, with what a person types between back quotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
