"""A partner's workbook of numbers, and faults of each kind to plant in it with their cells.

Written without the validator: what a fault is called and where it is to be told is typed
here from the description of the standard.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

TODAY = date(2026, 11, 22)
COLUMNS = [
    *("standard_version", "period", "area_code", "area_scheme", "theme_code", "measure_code"),
    *("measure_type", "breakdown", "value", "numerator", "denominator", "unit", "status"),
    *("suppression", "source_type", "source_org", "prevention_level", "extracted_on"),
    *("note_en", "note_cy"),
]
FORCES = {
    "W15000001": ["W06000001", "W06000002", "W06000003", "W06000004", "W06000005", "W06000006"],
    "W15000002": ["W06000018", "W06000019", "W06000020", "W06000021", "W06000022"],
    "W15000003": [
        "W06000011", "W06000012", "W06000013", "W06000014", "W06000015", "W06000016", "W06000024",
    ],
    "W15000004": ["W06000008", "W06000009", "W06000010", "W06000023"],
}  # fmt: skip
AUTHORITIES = sorted(code for codes in FORCES.values() for code in codes)
NAMES = {
    "W06000001": ("Isle of Anglesey", "Ynys Môn"),
    "W06000015": ("Cardiff", "Caerdydd"),
    "W06000022": ("Newport", "Casnewydd"),
    "W06000005": ("Flintshire", "Sir y Fflint"),
    "W06000014": ("Vale of Glamorgan", "Bro Morgannwg"),
    "W06000023": ("Powys", "Powys"),
}
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
QUARTERS = [f"2025-Q{quarter}" for quarter in range(1, 5)]
ENGLISH = "January February March April May June July August September October November December"
WELSH = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
COUNCIL, POLICE, WAITING = "council-asb-reports", "police-burglary", "substance-misuse-waiting"

Row = dict[str, object]


@dataclass(eq=False)
class Line:
    """One row of the table: its cells, and the faults planted in it by column."""

    cells: Row
    faults: list[tuple[str, str]] = field(default_factory=list)
    taken: bool = False
    merged: tuple[str, ...] = ()


@dataclass
class Book:
    """The lines of a workbook, how it is laid out, and what is wrong with its headings."""

    lines: list[Line]
    chance: random.Random
    headings: dict[str, str] = field(default_factory=lambda: {name: name for name in COLUMNS})
    extra: dict[str, list[str]] = field(default_factory=dict)
    heading_faults: list[tuple[str, str]] = field(default_factory=list)

    def free(self, measure: str, *, test: Callable[[Row], bool] = lambda _: True) -> Line:
        """A line of a measure that nothing was planted in."""
        lines = [
            x
            for x in self.lines
            if not x.taken and x.cells["measure_code"] == measure and test(x.cells)
        ]
        line = self.chance.choice(lines)
        line.taken = True
        return line

    def series(self, measure: str, area: str) -> list[Line]:
        """The lines of an area in order of time."""
        found = [
            x
            for x in self.lines
            if (x.cells["measure_code"], x.cells["area_code"]) == (measure, area)
        ]
        return sorted(found, key=lambda line: str(line.cells["period"]))

    def free_series(self, measure: str, areas: list[str]) -> list[Line]:
        """A whole series in which nothing was planted."""
        for area in self.chance.sample(areas, len(areas)):
            lines = self.series(measure, area)
            if lines and not any(line.taken for line in lines):
                for line in lines:
                    line.taken = True
                return lines
        raise LookupError(measure)


def good_book(seed: int) -> Book:
    """A workbook with nothing wrong: three measures, the forces' own numbers for one."""
    chance = random.Random(seed)
    lines = []
    for month in MONTHS:
        for area in AUTHORITIES:
            lines.append(_line(COUNCIL, area, month, chance.randint(20, 900)))
        for force, inside in FORCES.items():
            values = {area: chance.randint(15, 300) for area in inside}
            lines += [_line(POLICE, area, month, value) for area, value in values.items()]
            lines.append(_line(POLICE, force, month, sum(values.values())))
    for quarter in QUARTERS:
        for area in AUTHORITIES:
            whole = chance.randint(40, 90)
            part = chance.randint(1, whole)
            line = _line(WAITING, area, quarter, round(100 * part / whole, 1))
            line.cells |= {"numerator": part, "denominator": whole}
            lines.append(line)
    by_area = chance.random() < 0.6
    lines.sort(
        key=lambda line: (
            str(line.cells["measure_code"]),
            str(line.cells["area_code" if by_area else "period"]),
            str(line.cells["period" if by_area else "area_code"]),
        )
    )
    return Book(lines, chance)


def _line(measure: str, area: str, period: str, value: float) -> Line:
    theme, unit, source, kind = {
        COUNCIL: ("anti-social-behaviour", "reports", "local_authority", "count"),
        POLICE: ("crime", "offences", "police", "count"),
        WAITING: ("substance-misuse", "percent", "health", "percent"),
    }[measure]
    return Line(
        {
            "standard_version": "1.0.0",
            "period": period,
            "area_code": area,
            "area_scheme": "police" if area.startswith("W15") else "local-authority",
            "theme_code": theme,
            "measure_code": measure,
            "measure_type": kind,
            "breakdown": "all",
            "value": value,
            "unit": unit,
            "status": "observed",
            "source_type": source,
            "source_org": "Ardal Enghreifftiol / Example Area",
            "prevention_level": "secondary" if measure == WAITING else "response",
            "extracted_on": "2026-02-03",
        }
    )


def _set(code: str, column: str, value: object, measure: str = COUNCIL) -> Callable[[Book], None]:
    def plant(book: Book) -> None:
        line = book.free(measure)
        line.cells[column] = value
        line.faults.append((code, column))

    plant.__name__ = code
    return plant


def month_in_words(book: Book) -> None:
    line = book.free(book.chance.choice([COUNCIL, POLICE]))
    year, month = str(line.cells["period"]).split("-")
    names = book.chance.choice([ENGLISH, WELSH]).split()
    name = names[int(month) - 1]
    ways = [f"{name} {year}", f"{name.lower()} {year}", f"{name[:3]}-{year[2:]}"]
    # "Meh-25" is June; short names are told apart in both languages but for Mai and May.
    line.cells["period"] = book.chance.choice(ways)
    line.faults.append(("data.month-in-words", "period"))


def period_form(book: Book) -> None:
    line = book.free(COUNCIL)
    year, month = str(line.cells["period"]).split("-")
    ways = [f"{month}/{year}", f"{year}/{month}", f"{year}{month}", f"{year} {month}"]
    line.cells["period"] = book.chance.choice([*ways, "soon", "2025-13", "mis diwethaf"])
    line.faults.append(("data.period-form", "period"))


def date_serial(book: Book) -> None:
    line = book.free(COUNCIL)
    year, month = map(int, str(line.cells["period"]).split("-"))
    line.cells["period"] = (date(year, month, 1) - date(1899, 12, 30)).days
    line.faults.append(("data.date-serial", "period"))


def day_for_month(book: Book) -> None:
    line = book.free(COUNCIL)
    year, month = map(int, str(line.cells["period"]).split("-"))
    line.cells["period"] = datetime(year, month, 1)
    line.faults.append(("data.day-for-month", "period"))


def month_future(book: Book) -> None:
    line = book.free(COUNCIL)
    line.cells["period"] = book.chance.choice(["2027-01", "2026-12", "2026-11", "2031-05"])
    line.faults.append(("data.month-future", "period"))


def area_name(book: Book) -> None:
    line = book.free(COUNCIL, test=lambda cells: cells["area_code"] in NAMES)
    line.cells["area_code"] = book.chance.choice(NAMES[str(line.cells["area_code"])])
    line.faults.append(("data.area-name", "area_code"))


def area_damaged(book: Book) -> None:
    line = book.free(
        book.chance.choice([COUNCIL, POLICE]), test=lambda cells: cells["area_code"] == "W06000001"
    )
    line.cells["area_code"] = "Ynys Môn".encode().decode("cp1252")
    line.faults.append(("data.area-damaged", "area_code"))


def area_retired(book: Book) -> None:
    old = {"W06000023": "W06000007", "W06000024": "W06000017"}
    line = book.free(COUNCIL, test=lambda cells: cells["area_code"] in old)
    line.cells["area_code"] = old[str(line.cells["area_code"])]
    line.faults.append(("data.area-retired", "area_code"))


def area_unknown(book: Book) -> None:
    line = book.free(COUNCIL)
    code = str(line.cells["area_code"])
    line.cells["area_code"] = book.chance.choice(
        [code[:-1], code + "0", "Atlantis", "W06000099", code.replace("W", "V")]
    )
    line.faults.append(("data.area-unknown", "area_code"))


def total_row(book: Book) -> None:
    after = book.free(COUNCIL)
    words = ["Total", "Cyfanswm", "TOTAL", "Grand total", "Cyfanswm Cymru", "W92000004"]
    cells = dict(after.cells) | {"area_code": book.chance.choice(words), "value": 12345}
    line = Line(cells, [("data.total-row", "area_code")], True)
    book.lines.insert(book.lines.index(after) + 1, line)


def key_repeated(book: Book) -> None:
    line = book.free(book.chance.choice([COUNCIL, POLICE]))
    copy = Line(dict(line.cells), [("data.key-repeated", "area_code")], True)
    book.lines.insert(book.lines.index(line) + book.chance.randint(1, 3), copy)


def decimals(book: Book) -> None:
    line = book.free(COUNCIL)
    line.cells["value"] = float(str(line.cells["value"])) + 0.5
    line.faults.append(("data.decimals", "value"))


def text_in_number(book: Book) -> None:
    words = ["tua 40", "about 40", "40 approx", "forty", "deugain", "<5", "40*", "£40"]
    _set("data.text-in-number", "value", book.chance.choice(words))(book)


def mark_in_number(book: Book) -> None:
    words = ["[x]", "[c]", "n/a", "..", "x", "-", "*"]
    _set("data.mark-in-number", "value", book.chance.choice(words))(book)


def percent_above(book: Book) -> None:
    _set("data.too-high", "value", 104.2, WAITING)(book)


def numerator_above(book: Book) -> None:
    line = book.free(WAITING)
    line.cells["numerator"] = int(str(line.cells["denominator"])) + book.chance.randint(1, 9)
    line.faults.append(("data.numerator-above", "numerator"))


def value_missing(book: Book) -> None:
    _set("data.value-missing", "value", None)(book)


def note_one_language(book: Book) -> None:
    line = book.free(COUNCIL)
    there, missing = book.chance.choice([("note_en", "note_cy"), ("note_cy", "note_en")])
    line.cells[there] = "Counted again in March / Ailgyfrifwyd ym mis Mawrth"
    line.faults.append(("data.note-one-language", missing))


def merged_area(book: Book) -> None:
    """The area of two or three rows in one merged cell: the lower ones look blank."""
    lines = [x for x in book.lines if x.cells["measure_code"] == COUNCIL]
    runs = [
        lines[at : at + 3]
        for at in range(len(lines) - 2)
        if not any(x.taken for x in lines[at : at + 3])
        and len({x.cells["area_code"] for x in lines[at : at + 3]}) == 1
        and book.lines.index(lines[at + 2]) - book.lines.index(lines[at]) == 2
    ]
    if not runs:
        blank_key(book)
        return
    first, *rest = book.chance.choice(runs)
    first.merged = ("area_code", str(len(rest) + 1))
    for line in (first, *rest):
        line.taken = True
    for line in rest:
        line.cells["area_code"] = None
        line.faults.append(("data.blank-below", "area_code"))


def blank_key(book: Book) -> None:
    line = book.free(COUNCIL, test=lambda cells: cells is not book.lines[0].cells)
    column = book.chance.choice(["area_code", "status", "unit", "theme_code"])
    line.cells[column] = None
    line.faults.append(("data.blank-below", column))


def month_missing(book: Book) -> None:
    lines = book.free_series(COUNCIL, AUTHORITIES)
    at = book.chance.randint(1, 10)
    # Which of two neighbours is missing, and which is there but cannot be read, nobody can tell.
    alike = [x for x in book.lines if x.cells["period"] == lines[at].cells["period"]]
    alike = [x for x in alike if x.cells["measure_code"] == COUNCIL]
    place = alike.index(lines[at])
    for beside in alike[max(0, place - 1) : place + 2]:
        beside.taken = True
    book.lines.remove(lines[at])
    lines[at + 1].faults.append(("data.area-month-missing", "period"))


def zeros_then_jump(book: Book) -> None:
    lines = book.free_series(COUNCIL, AUTHORITIES)
    at, length = book.chance.randint(0, 6), book.chance.randint(3, 5)
    for line in lines[at : at + length]:
        line.cells["value"] = 0
    lines[at].faults.append(("data.zeros-then-jump", "value"))


def child_is_parent(book: Book) -> None:
    """One authority carries its force's numbers, the Newport error; once for a force."""
    for force in book.chance.sample(sorted(FORCES), len(FORCES)):
        whole = book.series(POLICE, force)
        if any(line.taken for line in whole):
            continue
        for line in whole:
            line.taken = True
        own = book.free_series(POLICE, FORCES[force])
        for line, larger in zip(own, whole, strict=True):
            line.cells["value"] = larger.cells["value"]
        first = min(own, key=book.lines.index)
        first.faults.append(("data.child-is-parent", "value"))
        return
    raise LookupError


def child_sum(book: Book) -> None:
    line = book.free(POLICE, test=lambda cells: str(cells["area_code"]).startswith("W15"))
    line.cells["value"] = int(str(line.cells["value"])) - book.chance.randint(1, 10)
    line.faults.append(("data.child-sum", "value"))
    force = str(line.cells["area_code"])
    for other in book.lines:  # what the sum is of must stay as it is
        if other.cells["measure_code"] == POLICE and other.cells["area_code"] in FORCES[force]:
            other.taken = other.taken or other.cells["period"] == line.cells["period"]


def same_across_force(book: Book) -> None:
    for force in book.chance.sample(sorted(FORCES), len(FORCES)):
        month = book.chance.choice(MONTHS)
        lines = [
            x
            for x in book.lines
            if x.cells["measure_code"] == COUNCIL
            and x.cells["area_code"] in FORCES[force]
            and x.cells["period"] == month
        ]
        everything = [x for area in FORCES[force] for x in book.series(COUNCIL, area)]
        told = any(code == "data.same-across-force" for x in everything for code, _ in x.faults)
        if told or len(lines) < len(FORCES[force]) or any(line.taken for line in lines):
            continue
        value = book.chance.randint(30, 99)
        for line in lines:
            line.taken = True
            line.cells["value"] = value
        first = min(lines, key=book.lines.index)
        first.faults.append(("data.same-across-force", "value"))
        return
    raise LookupError


def personal_value(book: Book) -> None:
    line = book.free(COUNCIL)
    kind, text = book.chance.choice(
        [
            ("name", "Rang Gareth Pritchard am hyn"),
            ("name", "Mrs Beynon has the list"),
            ("postcode", "Mostly near SA11 3EW"),
            ("phone", "Ffoniwch 01792 555 123"),
            ("email", "ask g.pritchard@example.cymru"),
            ("reference", "see crime ref 2500123456"),
            ("nhs-number", "943 476 5919"),
            ("birth-date", "ganed 03/04/1987"),
            ("ni-number", "AB 12 34 56 C"),
            ("vehicle", "a white van, CX12 ABC"),
            ("address", "at 14 Stryd Fawr"),
        ]
    )
    line.cells |= {"note_en": text, "note_cy": "Gweler y nodyn"}
    line.faults.append((f"personal.{kind}", "note_en"))


def personal_column(book: Book) -> None:
    heading = book.chance.choice(
        ["Surname", "Enw", "Date of birth", "Dyddiad geni", "NHS Number", "Cod post", "Crime No."]
    )
    book.extra[heading] = ["Siân", "Gwilym", "Rhys"]
    book.heading_faults.append(("personal.column", heading))


def unknown_column(book: Book) -> None:
    book.extra["Lliw"] = ["coch", "glas"]
    book.heading_faults.append(("data.column-unknown", "Lliw"))


def misspelt_column(book: Book) -> None:
    name, wrong = book.chance.choice(
        [("area_code", "area_cod"), ("value", "vallue"), ("denominator", "Denominater")]
    )
    book.headings[name] = wrong
    book.heading_faults.append(("data.column-misspelt", wrong))


ONCE = (personal_column, unknown_column, misspelt_column)
KINDS: tuple[Callable[[Book], None], ...] = (
    child_is_parent,
    child_sum,
    same_across_force,
    month_missing,
    zeros_then_jump,
    merged_area,
    blank_key,
    month_in_words,
    period_form,
    date_serial,
    day_for_month,
    month_future,
    area_name,
    area_damaged,
    area_retired,
    area_unknown,
    total_row,
    key_repeated,
    decimals,
    text_in_number,
    mark_in_number,
    percent_above,
    numerator_above,
    value_missing,
    note_one_language,
    personal_value,
    _set("data.negative", "value", -7),
    _set("data.thousands", "value", "1,234"),
    _set("data.mark-contradicts", "suppression", "[c]"),
    _set("data.unit-wrong", "unit", "offences"),
    _set("data.theme-wrong", "theme_code", "road-safety"),
    _set("data.type-wrong", "measure_type", "percent"),
    _set("data.scheme-wrong", "area_scheme", "police"),
    _set("data.code-form", "measure_code", "Council ASB Reports"),
    _set("data.code-unknown", "status", "finished"),
    _set("data.area-level", "area_code", "W01001685"),
    _set("data.area-elsewhere", "area_code", "E06000023"),
    _set("data.period-length", "period", "2025-Q3"),
    _set("data.day-form", "extracted_on", "3 Feb 2026"),
    _set("data.day-future", "extracted_on", "2030-01-01"),
)


def planted(seed: int, kinds: int = 15, faults: int = 60) -> Book:
    """A workbook with so many faults of so many kinds."""
    book = good_book(seed)
    chosen = book.chance.sample(KINDS, kinds - 1)
    # Those that need a whole series come before those that need one row.
    chosen.sort(key=KINDS.index)
    once = book.chance.choice(ONCE)
    once(book)
    done = 1
    for kind in chosen:
        most = 2 if kind in (child_is_parent, same_across_force) else 4
        for _ in range(most):
            done += _planted(book, kind)
    plain = [kind for kind in chosen if kind not in KINDS[:6]] or [value_missing]
    while done < faults:
        done += _planted(book, book.chance.choice(plain))
    return book


def _planted(book: Book, kind: Callable[[Book], None]) -> int:
    try:
        kind(book)
    except (LookupError, IndexError):
        return 0
    return 1


def write(book: Book, path: Path) -> set[tuple[str, int, str]]:
    """Write the workbook; every fault as its code, row and column letter."""
    chance = book.chance
    names = chance.sample(COLUMNS, len(COLUMNS))
    headings = [book.headings[name] for name in names] + list(book.extra)
    top, left = chance.randint(1, 9), chance.randint(1, 4)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = chance.choice(["Data", "Ffurflen", "Return 2025", "Sheet1"])
    if top > 3:
        sheet.cell(1, 1).value = "Ffurflen fisol / Monthly return"
        sheet.cell(2, 2).value = "Chwefror 2026"
    for at, heading in enumerate(headings):
        sheet.cell(top, left + at).value = heading
    expected = {
        (code, top, get_column_letter(left + headings.index(heading)))
        for code, heading in book.heading_faults
    }
    row = top
    for number, line in enumerate(book.lines):
        row += 2 if number and chance.random() < 0.01 and _may_part(book, number) else 1
        for at, name in enumerate(names):
            value = line.cells.get(name)
            if value is not None:
                sheet.cell(row, left + at).value = value
        for at, texts in enumerate(book.extra.values(), len(names)):
            sheet.cell(row, left + at).value = texts[number % len(texts)]
        expected |= {
            (code, row, get_column_letter(left + names.index(column)))
            for code, column in line.faults
        }
        if line.merged:
            column = left + names.index(line.merged[0])
            sheet.merge_cells(
                start_row=row,
                end_row=row + int(line.merged[1]) - 1,
                start_column=column,
                end_column=column,
            )
    if chance.random() < 0.5:
        guide = workbook.create_sheet("Canllaw", chance.choice([0, 1]))
        guide["A1"] = "Sut i lenwi'r ffurflen / How to fill in the return"
        guide["A3"] = "Un rhes i bob rhif / One row for each number"
    workbook.save(path)
    return expected


def _may_part(book: Book, number: int) -> bool:
    """False between the rows of one merged cell."""
    return all(not line.merged for line in _before(book, number))


def _before(book: Book, number: int) -> Iterator[Line]:
    yield from book.lines[max(0, number - 3) : number]
