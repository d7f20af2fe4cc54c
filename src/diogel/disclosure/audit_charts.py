"""The counts that the drawing of a bar chart carries: as texts, or as the length of a bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diogel.core import Language, Table
from diogel.disclosure.audit_labels import column_figures


def chart_counts(
    texts: Sequence[str], table: Table, language: Language
) -> Iterator[tuple[str, int]]:
    """Each figure of a table whose count can be read from the parts of a chart of it.

    The parts say what they are ("size: 12; y: 16", "y: 16; label: Yes"): a bar belongs to
    the label at its height.
    """
    parts = [_said(text) for text in texts]
    labels = {part["y"]: part["label"] for part in parts if {"y", "label"} <= set(part)}
    columns = {line.code: column_figures(table, line, language) for line in table.columns}
    # A bar that is hidden has no length and says so: that is no count of nought.
    marked = {_height(part) for part in parts if "[" in part.get("text", "")}
    only = next(iter(columns)) if len(columns) == 1 else ""
    for part in parts:
        height, length = _height(part), _length(part)
        figures = columns.get(part.get("column", only), {})
        label = labels.get(height, "")
        if label in figures and length is not None and (length or height not in marked):
            yield figures[label], length


def _said(text: str) -> dict[str, str]:
    """The names and values of one part."""
    pairs = (piece.partition(": ") for piece in text.split("; "))
    return {name.strip(): value.strip() for name, mark, value in pairs if mark}


def _height(part: dict[str, str]) -> str:
    """Where a part stands: its own height, or half way between its edges."""
    if "y" in part:
        return part["y"]
    top, bottom = _number(part.get("top", "")), _number(part.get("bottom", ""))
    if top is None or bottom is None:
        return ""
    middle = (top + bottom) / 2
    return f"{middle:g}"


def _length(part: dict[str, str]) -> int | None:
    """How long a bar is, in the counts it stands for."""
    size, start, end = (_number(part.get(name, "")) for name in ("size", "start", "end"))
    if size is None and start is not None and end is not None:
        size = end - start
    return int(size) if size is not None and size == int(size) else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
