"""The figures as a CSV file for other programs, and a file that describes its columns."""

from __future__ import annotations

import csv
import io
import json
from math import isfinite
from pathlib import Path
from typing import Any

from diogel.core import Figure, Kind
from diogel.disclosure import Released, ReleasedFigure
from diogel.language import both

COLUMNS = (
    "figure",
    "label_en",
    "label_cy",
    "kind",
    "value",
    "numerator",
    "denominator",
    "base",
    "unit",
    "lower",
    "upper",
    "rank",
    "tied",
    "status",
    "exception",
    "synthetic",
)
_DATATYPES = {
    "value": "double",
    "numerator": "integer",
    "denominator": "integer",
    "lower": "double",
    "upper": "double",
    "rank": "integer",
    "tied": "boolean",
    "synthetic": "boolean",
}
# Kinds whose value is never a whole number by nature.
_FRACTIONAL = frozenset({Kind.SHARE, Kind.COVERAGE, Kind.MEAN, Kind.RATE, Kind.RATIO})


def write_figures_csv(released: Released, path: Path) -> tuple[Path, Path]:
    """Write the figures to `path` and their description beside it; both paths are returned."""
    described = path.with_name(f"{path.name}-metadata.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, figures_csv(released))
    metadata = json.dumps(_metadata(path.name), ensure_ascii=False, indent=2)
    _replace(described, f"{metadata}\n")
    return path, described


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode())
    part.replace(path)


def figures_csv(released: Released) -> str:
    """One line for each figure that may be listed, in the order of the wave."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(cell) for cell in released.listed)
    return out.getvalue()


def figure_rows(released: Released) -> list[dict[str, str | float | int | bool | None]]:
    """The figures that may be listed, as rows for a data frame.

    Returns
    -------
    list of dict
        The columns of the CSV file, with numbers as numbers; None where there is no number,
        or where it may not be said.
    """
    rows = []
    for cell in released.listed:
        figure = cell.figure
        limits = figure.interval or figure.limits
        row: dict[str, str | float | int | bool | None] = dict(
            zip(COLUMNS, _row(cell), strict=True)
        )
        row |= {
            "value": None if figure.value is None else float(figure.value),
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "lower": None if limits is None else float(limits.lower),
            "upper": None if limits is None else float(limits.upper),
            "rank": figure.rank,
            "tied": figure.tied,
            "synthetic": figure.synthetic,
        }
        rows.append(row)
    return rows


def _row(cell: ReleasedFigure) -> list[str]:
    figure = cell.figure
    lower, upper = _limits(figure)
    return [
        figure.id,
        figure.label.en,
        figure.label.cy,
        figure.kind.value,
        _value(figure),
        _whole(figure.numerator),
        _whole(figure.denominator),
        figure.base.value,
        figure.unit.value,
        lower,
        upper,
        _whole(figure.rank),
        _truth(figure.tied),
        figure.status.value,
        figure.exception,
        _truth(figure.synthetic),
    ]


def _limits(figure: Figure) -> tuple[str, str]:
    """The two limits of whatever kind: whole units of a known list, or of an estimate."""
    if figure.interval is not None:
        return str(figure.interval.lower), str(figure.interval.upper)
    if figure.limits is None:
        return "", ""
    return _number(figure.limits.lower), _number(figure.limits.upper)


def _number(value: float) -> str:
    """A number as CSV on the Web writes it; a ratio to almost nothing has no upper limit."""
    return repr(float(value)) if isfinite(value) else "INF"


def _value(figure: Figure) -> str:
    value = figure.value
    if value is None:
        return ""
    if figure.kind not in _FRACTIONAL and value == int(value):
        return str(int(value))
    return repr(float(value))


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _metadata(name: str) -> dict[str, Any]:
    """A description in the form of CSV on the Web, in both languages."""
    title = both("workbook.csv.title")
    columns = [
        {
            "name": column,
            "titles": column,
            "dc:description": _texts(f"workbook.csv.{column}"),
            "datatype": _DATATYPES.get(column, "string"),
            "required": column in ("figure", "kind", "status"),
        }
        for column in COLUMNS
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"language": "en"}],
        "url": name,
        "dc:title": [
            {"@value": title.en, "@language": "en"},
            {"@value": title.cy, "@language": "cy"},
        ],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "header": True,
            "lineTerminators": ["\n"],
        },
        "tableSchema": {"columns": columns, "primaryKey": "figure"},
    }


def _texts(key: str) -> list[dict[str, str]]:
    text = both(key)
    return [{"@value": text.en, "@language": "en"}, {"@value": text.cy, "@language": "cy"}]
