"""The tables of the standard: Frictionless Table Schema files, read into frozen values.

The files in `package/schemas` are the standard itself, the same that `diogel standard export`
publishes. A text for a person stands there in English under `title` and `description` and in
Welsh under `title_cy` and `description_cy`; the labels of a list of codes under `labels` and
`labels_cy`. `docs/reference/standard.md` tells the convention.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from diogel.core import Bilingual

PACKAGE = Path(__file__).parent / "package"
LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes
    ----------
    name : str
        The heading in a file, exactly.
    type : str
        "string", "integer", "number", "boolean", "date" or "datetime".
    title, description : Bilingual
    required : bool
        True when a cell may not be empty.
    unique : bool
        True when no two rows may have the same value.
    enum : tuple of str
        The only values; empty when anything of the type may stand.
    labels : mapping of str to Bilingual
        What each value of `enum` is called; empty where the codes speak for themselves.
    pattern : str
        A regular expression that the whole text matches; empty for none.
    minimum, maximum : float or None
        Limits of a number, both allowed.
    min_length, max_length : int or None
        Limits of a text's length. [characters]
    unit : str
        What a number counts; empty where another column says it or there is none.
    codes : str
        The table or list whose codes are the only values ("measures", "themes", "units",
        "areas", "boards"): from the table's foreign keys. Empty for none.
    example : str
        A cell that is right.
    """

    name: str
    type: str
    title: Bilingual
    description: Bilingual
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    labels: Mapping[str, Bilingual] = field(default_factory=dict)
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    unit: str = ""
    codes: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must be there in another table's columns."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its columns in their order, and what makes a row that row.

    `key` is empty where rows may rightly repeat, as in what police.uk publishes. `group` is
    "data", "registers" or "lists".
    """

    name: str
    title: Bilingual
    description: Bilingual
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    group: str = "data"

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, in their order."""
        return tuple(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        """The column of a name; KeyError when there is none."""
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)


@cache
def package() -> dict[str, Any]:
    """The data package's descriptor, as it is published."""
    found: dict[str, Any] = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
    return found


def standard_version() -> str:
    """The version of the standard that this program carries: "1.0.0"."""
    return str(package()["version"])


@cache
def _everything() -> tuple[TableSchema, ...]:
    return tuple(_table(resource) for resource in package()["resources"])


def tables() -> tuple[TableSchema, ...]:
    """Every table that data come in, in the order of the package."""
    return tuple(table for table in _everything() if table.group != LISTS)


def list_schemas() -> tuple[TableSchema, ...]:
    """The lists of codes that are published with the tables: measures, themes, areas."""
    return tuple(table for table in _everything() if table.group == LISTS)


@cache
def _by_name() -> dict[str, TableSchema]:
    return {table.name: table for table in _everything()}


def schema(table: str) -> TableSchema:
    """The table or list of a name; KeyError when the standard has none."""
    return _by_name()[table]


def _table(resource: Mapping[str, Any]) -> TableSchema:
    raw = json.loads((PACKAGE / resource["schema"]).read_text(encoding="utf-8"))
    keys = tuple(map(_foreign_key, raw.get("foreignKeys", ())))
    lists = {key.fields[0]: key.table for key in keys if len(key.fields) == 1}
    return TableSchema(
        name=resource["name"],
        title=_both(resource, "title"),
        description=_both(resource, "description"),
        fields=tuple(_field(one, lists.get(one["name"], "")) for one in raw["fields"]),
        key=tuple(raw.get("primaryKey", ())),
        foreign_keys=keys,
        group=resource.get("group", "data"),
    )


def _foreign_key(raw: Mapping[str, Any]) -> ForeignKey:
    reference = raw["reference"]
    return ForeignKey(tuple(raw["fields"]), reference["resource"], tuple(reference["fields"]))


def _field(raw: Mapping[str, Any], codes: str) -> Field:
    limits = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=_both(raw, "title"),
        description=_both(raw, "description"),
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        enum=tuple(map(str, limits.get("enum", ()))),
        labels=_labels(raw),
        pattern=limits.get("pattern", ""),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        min_length=limits.get("minLength"),
        max_length=limits.get("maxLength"),
        unit=raw.get("unit", ""),
        codes=codes,
        example=str(raw.get("example", "")),
    )


def _labels(raw: Mapping[str, Any]) -> dict[str, Bilingual]:
    english, welsh = raw.get("labels", {}), raw.get("labels_cy", {})
    return {code: Bilingual(text, welsh.get(code, "")) for code, text in english.items()}


def _both(raw: Mapping[str, Any], name: str) -> Bilingual:
    return Bilingual(raw.get(name, ""), raw.get(f"{name}_cy", ""))
