"""Finds the row of headings of a sheet, and which column of the standard each one means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.core import Bilingual, Place, Problem
from diogel.files import Sheet
from diogel.language import both
from diogel.standard.schemas import TableSchema
from diogel.standard.validation.area_cells import names_a_place
from diogel.standard.validation.did_you_mean import folded
from diogel.standard.validation.faults import Fault, severity
from diogel.standard.validation.guard import personal_heading, personal_text, vague_heading
from diogel.standard.validation.table_rows import Layout, Where

ROWS_LOOKED_AT = 60
NEAR_HEADING = 0.8
FEWEST_MATCHED = 3


# What people write over a column instead of its name or title; told, and read all the same.
ALSO = {
    "period": ("month", "mis", "date", "dyddiad", "year month", "blwyddyn a mis"),
    "area_code": (
        "area",
        "ardal",
        "local authority",
        "awdurdod lleol",
        "la",
        "la code",
        "gss code",
    ),
    "measure_code": ("indicator", "dangosydd", "measure name", "enw'r mesur"),
    "theme_code": ("theme name", "enw'r thema"),
    "value": ("number", "count", "nifer", "rhif", "figure"),
    "source_org": ("organisation", "sefydliad", "supplier", "cyflenwr"),
    "note_en": ("note", "notes", "comment", "comments"),
    "note_cy": ("nodyn", "nodiadau", "sylw", "sylwadau"),
}
_BESIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|\*|†|‡")


def heading_fold(text: str) -> str:
    """The fold of a heading without what stands beside it: "Value* (number)" is "value"."""
    return folded(_BESIDE.sub(" ", text)) or folded(text)


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet that holds a table of the standard, and what is wrong with its headings."""

    schema: TableSchema
    layout: Layout
    problems: tuple[Problem, ...]
    personal: frozenset[int]


def ways(schema: TableSchema) -> dict[str, str]:
    """The standard's names by the folds of every way to head the column."""
    found: dict[str, str] = {}
    for field in schema.fields:
        for way in (field.name, field.title.en, field.title.cy):
            if way:
                found.setdefault(folded(way), field.name)
    return found


def find_table(sheet: Sheet, schemas: Sequence[TableSchema]) -> tuple[TableSchema, int] | None:
    """The table that a sheet holds and its row of headings; None when it holds none."""
    best: tuple[float, int, TableSchema, int] | None = None
    for schema in schemas:
        names = ways(schema)
        for number, row in enumerate(sheet.rows[:ROWS_LOOKED_AT], 1):
            matched = {names[f] for cell in row if cell and (f := heading_fold(cell)) in names}
            if len(matched) < min(FEWEST_MATCHED, len(schema.fields)):
                continue
            filled = sum(1 for cell in row if cell)
            score = len(matched) / max(filled, 1) + len(matched) / len(schema.fields)
            if best is None or score > best[0]:
                best = (score, -number, schema, number)
    return (best[2], best[3]) if best else None


def read_headings(sheet: Sheet, schema: TableSchema, row: int) -> Headed:
    """Which column is which, and everything that is wrong with the headings."""
    names = ways(schema)
    cells = sheet.rows[row - 1]
    columns: dict[str, int] = {}
    headings: dict[int, str] = {}
    faults: list[tuple[int, Fault]] = []
    unknown: list[int] = []
    for at, cell in enumerate(cells, 1):
        if not cell:
            continue
        headings[at] = cell
        name = names.get(heading_fold(cell))
        if name is None:
            unknown.append(at)
        elif name in columns:
            faults.append((at, Fault("", "data.column-twice", cell, name)))
        else:
            columns[name] = at
    personal = _place_unknown(sheet, schema, unknown, headings, columns, faults)
    second = _second_heading_row(sheet, names, row)
    others = _others(sheet, row + 1 + second, columns, personal)
    layout = Layout(row, row + 1 + second, columns, headings, others)
    where = Where(sheet.file, sheet.name, layout)
    problems = [_at_heading(where, row, at, fault) for at, fault in faults]
    problems += _missing(schema, columns, where)
    problems += [
        _at_heading(where, row, at, Fault("", "data.heading-blank"))
        for at in others
        if at not in headings
    ]
    return Headed(schema, layout, tuple(problems), frozenset(personal))


def _place_unknown(
    sheet: Sheet,
    schema: TableSchema,
    unknown: Iterable[int],
    headings: dict[int, str],
    columns: dict[str, int],
    faults: list[tuple[int, Fault]],
) -> list[int]:
    """Give misspelt headings their columns, tell the others; the columns of persons."""
    personal = []
    for at in unknown:
        heading = headings[at]
        kind = personal_heading(heading)
        if kind and not (vague_heading(heading) and _mostly_areas(sheet, at)):
            personal.append(at)
            faults.append((at, Fault("", "personal.column", heading, _kind_name(kind))))
            continue
        if personal_text(heading):
            personal.append(at)
            headings[at] = ""
            faults.append((at, Fault("", "personal.in-heading")))
            continue
        near = _nearest_heading(schema, heading, columns)
        if near:
            columns[near] = at
            faults.append((at, Fault("", "data.column-misspelt", heading, near)))
        else:
            faults.append((at, Fault("", "data.column-unknown", heading)))
    return personal


def _mostly_areas(sheet: Sheet, at: int) -> bool:
    """True when what stands under a heading such as "Name" are names of places."""
    texts = {row[at - 1] for row in sheet.rows[:500] if at <= len(row) and row[at - 1]}
    known = [text for text in texts if names_a_place(text)]
    return len(texts) > 1 and len(known) * 2 > len(texts)


def _kind_name(kind: str) -> Bilingual:
    return both(f"checks.{kind.replace('.', '-')}")


def _nearest_heading(schema: TableSchema, heading: str, columns: dict[str, int]) -> str:
    """The standard's name that a misspelt heading was meant for, if no other column has it."""
    for name, others in ALSO.items():
        known = any(field.name == name for field in schema.fields) and name not in columns
        if known and heading_fold(heading) in map(folded, others):
            return name
    free = {way: name for way, name in ways(schema).items() if name not in columns}
    near = difflib.get_close_matches(heading_fold(heading), list(free), n=1, cutoff=NEAR_HEADING)
    return free[near[0]] if near else ""


def _second_heading_row(sheet: Sheet, names: dict[str, str], row: int) -> int:
    """1 when the next row repeats the headings, in the other language say; else 0."""
    if row >= len(sheet.rows):
        return 0
    again = [cell for cell in sheet.rows[row] if cell]
    matched = [cell for cell in again if heading_fold(cell) in names]
    return int(len(matched) >= FEWEST_MATCHED and len(matched) * 2 > len(again))


def _others(
    sheet: Sheet, first: int, columns: dict[str, int], personal: Iterable[int]
) -> tuple[int, ...]:
    """The columns with something in them that are not the standard's, nor already refused."""
    taken = set(columns.values()) | set(personal)
    filled: set[int] = set()
    width = max((len(row) for row in sheet.rows[first - 1 :]), default=0)
    rest = set(range(1, width + 1)) - taken
    for row in sheet.rows[first - 1 :]:
        if not rest:
            break
        found = {at for at in rest if at <= len(row) and row[at - 1]}
        filled |= found
        rest -= found
    return tuple(sorted(filled))


def _missing(schema: TableSchema, columns: dict[str, int], where: Where) -> list[Problem]:
    place = Place(where.file, where.sheet, where.layout.heading_row)
    return [
        Problem(
            "data.column-missing",
            place,
            "",
            field.name,
            severity("data.column-missing"),
            {"title": field.title},
        )
        for field in schema.fields
        if field.required and field.name not in columns
    ]


def _at_heading(where: Where, row: int, at: int, fault: Fault) -> Problem:
    problem = where.problem(row, fault)
    return Problem(
        problem.code,
        where.place_of(row, at),
        problem.found,
        problem.expected,
        problem.severity,
        problem.slots,
    )
