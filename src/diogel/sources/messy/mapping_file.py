"""A supplier's mapping as a TOML text that a person may read and change, and back."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from typing import Any

from diogel.core import Language, Period, Place, Problem, Refused
from diogel.language import say
from diogel.places import fold
from diogel.sources.messy.areas import read_area
from diogel.sources.messy.mapping import (
    REASONS,
    VERSION,
    MeasureMapping,
    SupplierMapping,
    TableMapping,
)
from diogel.standard import measures, schema, until_changed

KINDS = ("count", "rate", "percent", "days", "money")
MISSING = ("x", "z", "c", "0")
_HEAD = ("supplier", "organisation", "source_type", "source_system", "licence", "sharing_basis")
_NAMED = ("breakdowns", "left_out", "missing", "areas", "periods")


def mapping_text(mapping: SupplierMapping, language: Language = "en") -> str:
    """The mapping as it is saved: the same mapping always gives the same text."""
    lines = [f"# {line}" for line in say("partners.mapping-head", language).splitlines()]
    lines += ["", f"version = {VERSION}"]
    lines += [f"{name} = {_text(getattr(mapping, name))}" for name in _HEAD]
    for table in mapping.tables:
        lines += ["", "[[table]]", *_table_lines(table, language)]
    return "\n".join(lines) + "\n"


def _table_lines(table: TableMapping, language: Language) -> list[str]:
    def said(key: str) -> str:
        return f"# {say(f'partners.mapping-{key}', language)}"

    lines = [said("layout"), f"layout = {_list(table.layout)}"]
    lines += [said("origins"), f"area = {_text(table.area)}"]
    lines += [f"period = {_list(table.period)}", f"measure = {_list(table.measure)}"]
    lines += [f"values = {_list(table.values)}"]
    lines += [f"numerator = {_text(table.numerator)}", f"denominator = {_text(table.denominator)}"]
    for name in _NAMED:
        entries: Mapping[str, str] = getattr(table, name)
        lines += ["", said(name.replace("_", "-")), f"[table.{name}]"]
        lines += [f"{_text(key)} = {_text(value)}" for key, value in entries.items()]
    for measure in table.measures:
        lines += ["", "[[table.measures]]"]
        lines += [
            f"{name} = {_text(getattr(measure, name))}"
            for name in ("heading", "code", "kind", "unit", "theme")
        ]
        lines += ["leave_out = true"] if measure.leave_out else []
    return lines


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are among those that TOML knows."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_text, values)) + "]"


def mapping_dict(mapping: SupplierMapping) -> dict[str, Any]:
    """The mapping as the plain values of its TOML text."""
    return tomllib.loads(mapping_text(mapping))


def read_mapping(text: str, name: str = "") -> SupplierMapping:
    """A saved mapping.

    Raises
    ------
    Refused
        It is no TOML, or says something that no mapping says; every fault at once.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused([Problem("mapping.not-toml", Place(name), str(error))]) from None
    return mapping_of(raw, name)


def mapping_of(raw: Mapping[str, Any], name: str = "") -> SupplierMapping:
    """A mapping from the plain values of its TOML text; Refused with every fault."""
    reader = _Reader(name)
    found = reader.mapping(raw)
    if reader.problems:
        raise Refused(reader.problems)
    return found


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


@until_changed
def known_codes() -> frozenset[str]:
    """The codes of the standard's measures."""
    return frozenset(one.code for one in measures())


@until_changed
def _folds() -> dict[str, str]:
    return {fold(text): one.code for one in measures() for text in (one.code, one.title.en)}


def nearest(text: str, folds: Mapping[str, str]) -> str:
    """The code of the nearest text; empty where nothing is near."""
    near = difflib.get_close_matches(fold(text), list(folds), n=1, cutoff=0.6)
    return folds[near[0]] if near else ""


class _Reader:
    """Reads the plain values, and collects what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.place = Place(name)
        self.problems: list[Problem] = []

    def wrong(self, key: str, found: object, expected: str) -> None:
        """One fault: a key, what it holds, what it may hold."""
        shown = str(found)[:60]
        self.problems.append(
            Problem("mapping.wrong-value", self.place, shown, expected, slots={"key": key})
        )

    def mapping(self, raw: Mapping[str, Any]) -> SupplierMapping:
        if raw.get("version") != VERSION:
            self.wrong("version", raw.get("version", ""), str(VERSION))
        kinds = schema("observations").field("source_type").enum
        if (kind := raw.get("source_type", "")) and kind not in kinds:
            self.wrong("source_type", kind, ", ".join(kinds))
        tables = raw.get("table", [])
        if not isinstance(tables, list):
            self.wrong("table", tables, "[[table]]")
            tables = []
        return SupplierMapping(
            **{key: self.text(raw, key) for key in _HEAD},
            tables=tuple(self.table(t) for t in tables if isinstance(t, Mapping)),
        )

    def table(self, raw: Mapping[str, Any]) -> TableMapping:
        named = {name: self.named(raw, name) for name in _NAMED}
        for code, status in named["missing"].items():
            if status not in MISSING:
                self.wrong(f"missing.{code}", status, ", ".join(MISSING))
        for layout, reason in named["left_out"].items():
            if reason not in REASONS:
                self.wrong(f"left_out.{layout}", reason, ", ".join(REASONS))
        for text, period in named["periods"].items():
            if not _is_period(period):
                self.wrong(f"periods.{text}", period, "2026-10, 2026-Q4, 2026, 2026/27")
        for text, code in named["areas"].items():
            if read_area(code) is None:
                self.wrong(f"areas.{text}", code, "W06000022")
        measures = raw.get("measures", [])
        if not isinstance(measures, list):
            self.wrong("measures", measures, "[[table.measures]]")
            measures = []
        return TableMapping(
            layout=self.texts(raw, "layout"),
            area=self.text(raw, "area"),
            period=self.texts(raw, "period"),
            measure=self.texts(raw, "measure"),
            values=self.texts(raw, "values"),
            numerator=self.text(raw, "numerator"),
            denominator=self.text(raw, "denominator"),
            measures=tuple(self.measure(m) for m in measures if isinstance(m, Mapping)),
            **named,
        )

    def measure(self, raw: Mapping[str, Any]) -> MeasureMapping:
        kind = self.text(raw, "kind")
        if kind not in KINDS:
            self.wrong("kind", kind, ", ".join(KINDS))
        code = self.text(raw, "code")
        if code not in known_codes() and ":" not in code:
            self.wrong("code", code, nearest(code, _folds()) or "<supplier>:<name>")
        return MeasureMapping(
            heading=self.text(raw, "heading"),
            code=code,
            kind=kind,
            unit=self.text(raw, "unit"),
            theme=self.text(raw, "theme"),
            leave_out=raw.get("leave_out", False) is True,
        )

    def text(self, raw: Mapping[str, Any], key: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self.wrong(key, value, '"…"')
            return ""
        return value

    def texts(self, raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(key, value, '["…"]')
            return ()
        return tuple(value)

    def named(self, raw: Mapping[str, Any], key: str) -> dict[str, str]:
        value = raw.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.wrong(key, value, f"[table.{key}]")
            return {}
        return dict(value)
