"""Puts the rows of repeated groups under the responses, by the keys that the tools write.

ODK: a row's PARENT_KEY is the KEY of its response or of the row around it. Kobo and Ona: its
_parent_index is the _index of a row of the table that _parent_table_name names, in the same
workbook; in files of their own, the response is known by _submission__uuid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diogel.core import Problem, Severity
from diogel.surveys.answer_repeats import Steps
from diogel.surveys.answers import Instance, Response
from diogel.surveys.imports.export import Export
from diogel.surveys.imports.placing import Placing, RowRead
from diogel.surveys.imports.texts import comparable
from diogel.surveys.instrument import Instrument
from diogel.surveys.suggestions import folded

Key = tuple[str, ...]
_OWN_NUMBER = re.compile(r"([^/\[\]]+)\[(\d{1,6})\]$")
LONGEST_NAME = 31  # [characters] of a sheet, at which tools cut the name of a group


@dataclass(slots=True)
class _Node:
    """A response or row with the rows inside it; `placing` is where its own cells stand."""

    placing: Placing
    read: RowRead
    number: int
    inside: dict[str, list[_Node]] = field(default_factory=dict)


def repeat_of(instrument: Instrument, export: Export) -> str:
    """Which repeat of the questionnaire a table holds the rows of; empty for none.

    By what its own keys say, by its name, and else by the questions that it holds.
    """
    if not instrument.repeats:
        return ""
    for row in export.rows()[:1]:
        found = _OWN_NUMBER.search(_cell(export, row, "key"))
        if found and found[1] in instrument.repeats:
            return found[1]
    names = {comparable(export.table), comparable(export.table.rpartition("-")[2])}
    for repeat in instrument.repeats:
        label = instrument.blocks[repeat].label
        for name in (repeat, label.en, label.cy):
            if {comparable(name), comparable(name[:LONGEST_NAME])} & (names - {""}):
                return repeat
    held = {folded(text) for column in export.columns for text in column.texts}

    def shared(repeat: str) -> int:
        return sum(folded(q.id) in held for q in instrument.within(repeat))

    best = max(instrument.repeats, key=shared)
    return best if shared(best) else ""


def referenced(exports: Iterable[Export]) -> frozenset[Key]:
    """The keys of everything that some row of a repeated group stands in."""
    tables = [export for export in exports if export.repeats]
    names = _tables(tables)
    return frozenset(
        key for table in tables for row in table.rows() for key in _parents(table, row, names)
    )


def keys_of(export: Export, row: int) -> tuple[Key, ...]:
    """By which keys the rows inside a response or row may name it."""
    found = list[Key]()
    if key := _cell(export, row, "key"):
        found.append(("odk", key))
    if index := _cell(export, row, "_index"):
        found.append(("kobo", export.sheet.file, export.table if export.repeats else "", index))
    if not export.repeats and (uuid := _cell(export, row, "_uuid")):
        found.append(("uuid", uuid))
    return tuple(found)


def _parents(export: Export, row: int, tables: frozenset[tuple[str, str]]) -> tuple[Key, ...]:
    """By which keys a row names what it stands in, the surest first."""
    if parent := _cell(export, row, "parent_key"):
        return (("odk", parent),)
    table, file = _cell(export, row, "_parent_table_name"), export.sheet.file
    index = _cell(export, row, "_parent_index")
    inner = (file, table) in tables
    found = [("kobo", file, table if inner else "", index)] if index else []
    uuid = _cell(export, row, "_submission__uuid")
    return (*found, ("uuid", uuid)) if uuid and not inner else tuple(found)


def _tables(exports: Iterable[Export]) -> frozenset[tuple[str, str]]:
    return frozenset((export.sheet.file, export.table) for export in exports)


def _cell(export: Export, row: int, name: str) -> str:
    number = export.keys.get(name)
    return export.sheet.cell(row, number) if number else ""


def link(mains: Sequence[Placing], tables: Sequence[Placing], severity: Severity) -> list[Problem]:
    """Put every row of the tables under its response in `mains`; what cannot be is told.

    `severity` is how grave it is that a row has no response: its answers are lost.
    """
    known, problems = dict[Key, _Node](), list[Problem]()
    if not tables:
        return problems  # nothing needs a key
    nodes = [[_Node(main, main.read[r.id], 0) for r in main.responses] for main in mains]
    for main, made in zip(mains, nodes, strict=True):
        for node in made:
            _know(known, main.mapping.export, node, problems)
    names = _tables(table.mapping.export for table in tables)
    for table in sorted(tables, key=_depth):
        for number, read in enumerate(table.loose, 1):
            node = _Node(table, read, _number(table.mapping.export, read.number, number))
            parent = _parent(known, table, read, names)
            if parent is None:
                place = table.mapping.export.place(read.number)
                problems.append(Problem("import.row-without-response", place, severity=severity))
                continue
            table.placed += 1
            parent.inside.setdefault(table.mapping.repeat, []).append(node)
            _know(known, table.mapping.export, node, problems)
    for main, made in zip(mains, nodes, strict=True):
        main.responses[:] = [
            _with_rows(main, response, node)
            for response, node in zip(main.responses, made, strict=True)
        ]
    return problems


def _depth(table: Placing) -> int:
    return len(table.instrument.repeats[table.mapping.repeat])


def _know(known: dict[Key, _Node], export: Export, node: _Node, problems: list[Problem]) -> None:
    """Keep a response or row by its keys; two with one key cannot be told apart."""
    for key in keys_of(export, node.read.number):
        other = known.setdefault(key, node)
        if other is not node and key[0] != "uuid":
            found = str(other.read.number)
            place = export.place(node.read.number)
            problems.append(Problem("import.key-twice", place, found))


def _parent(
    known: Mapping[Key, _Node], table: Placing, read: RowRead, names: frozenset[tuple[str, str]]
) -> _Node | None:
    """What a row stands in, if it is what its repeat stands in."""
    chain = table.instrument.repeats[table.mapping.repeat]
    around = chain[-2] if len(chain) > 1 else ""
    for key in _parents(table.mapping.export, read.number, names):
        found = known.get(key)
        if found is not None and found.placing.mapping.repeat == around:
            return found
    return None


def _number(export: Export, row: int, otherwise: int) -> int:
    """The row's place among those of its group, where its key says it; else its order."""
    found = _OWN_NUMBER.search(_cell(export, row, "key"))
    return int(found[2]) if found else otherwise


def _with_rows(main: Placing, response: Response, node: _Node) -> Response:
    if not node.inside:
        return response
    return replace(
        response, repeats={**response.repeats, **_instances(main, response.id, node, ())}
    )


def _instances(
    main: Placing, response: str, node: _Node, steps: Steps
) -> dict[str, tuple[Instance, ...]]:
    """The rows inside a response or row as instances, and where each stands."""
    found = {}
    for repeat, rows in node.inside.items():
        made = list[Instance]()
        for number, row in enumerate(sorted(rows, key=lambda each: each.number), 1):
            here = (*steps, (repeat, number))
            main.places[response, here] = (row.placing, row.read.number)
            inside = {**row.read.repeats, **_instances(main, response, row, here)}
            made.append(Instance(row.read.values, row.read.states, inside))
        found[repeat] = tuple(made)
    return found
