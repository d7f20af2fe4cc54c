"""A workbook of observations as a council would make it, with faults put in one by one.

It was written from the published schema and from the list of faults, before the validator was
looked at: titles above the table, columns in an order of its own, an empty column, real dates of
Excel, numbers that were typed as text, merged cells, formulas, footnotes, two sheets and a sheet of
words. Every fault is written where it stands, as `Bad(value, kind)`; all else is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl.utils import get_column_letter

COUNCILS = {
    "W06000001": "Cyngor Sir Ynys Môn",
    "W06000002": "Cyngor Gwynedd",
    "W06000003": "Conwy County Borough Council",
    "W06000004": "Denbighshire County Council",
    "W06000005": "Flintshire County Council",
    "W06000006": "Wrexham County Borough Council",
    "W06000008": "Ceredigion County Council",
    "W06000009": "Pembrokeshire County Council",
    "W06000010": "Carmarthenshire County Council",
    "W06000011": "Swansea Council",
    "W06000012": "Neath Port Talbot Council",
    "W06000013": "Bridgend County Borough Council",
    "W06000014": "Vale of Glamorgan Council",
    "W06000015": "Cardiff Council",
    "W06000016": "Rhondda Cynon Taf County Borough Council",
    "W06000018": "Caerphilly County Borough Council",
    "W06000019": "Blaenau Gwent County Borough Council",
    "W06000020": "Torfaen County Borough Council",
    "W06000021": "Monmouthshire County Council",
    "W06000022": "Newport City Council",
    "W06000023": "Powys County Council",
    "W06000024": "Merthyr Tydfil County Borough Council",
}
NEWPORT, TORFAEN, CARDIFF, SWANSEA = "W06000022", "W06000020", "W06000015", "W06000011"
FIGURES = (63, 88, 71, 52, 94, 83, 41, 66, 102, 187, 76, 91, 58, 243, 149, 97, 39, 48, 44, 121)
COUNCIL_SHEET = "Council returns"
PARTNER_SHEET = "Tân a heddlu"
PUBLISHED = (
    *("standard_version", "period", "area_code", "area_scheme", "theme_code", "measure_code"),
    *("measure_type", "breakdown", "value", "numerator", "denominator", "unit", "status"),
    *("suppression", "source_type", "source_org", "source_system", "prevention_level"),
    *("coverage_pct", "extracted_on", "supplied_on", "sharing_basis", "licence"),
    *("note_en", "note_cy"),
)
# Words under the table are no fault: it is only said that they were not read.
NOTE = "words under the table"
FOOTNOTES = ("* Provisional until the end of the year.", "Source: case systems of the councils.")
COUNCIL_COLUMNS = (
    None,
    "area_code",
    "area_scheme",
    "period",
    "theme_code",
    "measure_code",
    "measure_type",
    "breakdown",
    "value",
    "suppression",
    "unit",
    None,
    "numerator",
    "denominator",
    "coverage_pct",
    "status",
    "source_type",
    "source_org",
    "source_system",
    "prevention_level",
    "extracted_on",
    "supplied_on",
    "sharing_basis",
    "licence",
    "note_en",
    "note_cy",
    "standard_version",
)
PARTNER_COLUMNS = tuple(name for name in COUNCIL_COLUMNS if name is not None)


@dataclass(frozen=True)
class Bad:
    """A cell that is wrong, and how; in a formula the value is what Excel last worked out."""

    value: Any
    kind: str


@dataclass(frozen=True)
class Formula:
    """A cell that Excel worked out, and what it got."""

    text: str
    value: Any


@dataclass(frozen=True, order=True)
class Fault:
    """Where a fault stands, as Excel says it, and what kind it is."""

    sheet: str
    row: int
    column: str
    kind: str


Row = dict[str, Any]


def council(area: str, period: Any, measure: str, value: Any, **other: Any) -> Row:
    """A row about one council, right unless it is told otherwise."""
    row: Row = {
        "area_code": area,
        "area_scheme": "local-authority",
        "period": period,
        "theme_code": "anti-social-behaviour",
        "measure_code": measure,
        "measure_type": "count",
        "breakdown": "all",
        "value": value,
        "unit": "reports",
        "coverage_pct": 100,
        "status": "observed",
        "source_type": "local_authority",
        "source_org": COUNCILS.get(area, "Newport City Council"),
        "source_system": "Case system",
        "prevention_level": "response",
        "extracted_on": date(2026, 11, 3),
        "supplied_on": date(2026, 11, 5),
        "sharing_basis": "not_personal",
        "licence": "OGL-UK-3.0",
        "standard_version": "1.0.0",
    }
    return {**row, **other}


def asb(area: str, period: Any, value: Any, **other: Any) -> Row:
    return council(area, period, "council-asb-reports", value, **other)


def cctv(area: str, value: Any, **other: Any) -> Row:
    told = {"theme_code": "cctv", "unit": "incidents", **other}
    return council(area, told.pop("period", "2026-09"), "cctv-incidents", value, **told)


def litter(area: str, value: Any, **other: Any) -> Row:
    period = other.pop("period", "2026-10")
    return council(area, period, "council-environmental-crime", value, **other)


def newport_months() -> list[Row]:
    """One month was forgotten; a sum, a number typed as text and a month not counted are right."""
    return [
        asb(NEWPORT, "2026-01", 214),
        asb(NEWPORT, "2026-02", "198"),
        asb(NEWPORT, "2026-03", 231),
        asb(NEWPORT, "2026-04", 240, status="revised"),
        asb(NEWPORT, "2026-05", 262, note_en="Half term.", note_cy="Hanner tymor."),
        asb(NEWPORT, "2026-06", None, suppression="[x]"),
        asb(NEWPORT, "2026-07", 255),
        asb(NEWPORT, Bad("2026-09", "missing month"), 219),
        asb(NEWPORT, "2026-10", Formula("=SUM(I14,1)", 220)),
    ]


def one_month_of_cctv() -> list[Row]:
    """September in every council; most faults stand one to a row."""
    return [
        cctv(
            Bad("Ynys MÃ´n", "damaged name instead of code"), 63, source_org=COUNCILS["W06000001"]
        ),
        cctv("W06000002", 88, note_en="Carnival week.", note_cy="Wythnos y carnifal: gŵyl y dŵr."),
        cctv("W06000003", Bad(-71, "negative count")),
        cctv("W06000004", 52, status=Bad("final", "unknown status")),
        cctv("W06000005", Bad("94 incidents", "text in number")),
        cctv("W06000006", 83, source_type=Bad("council", "unknown kind of source")),
        cctv("W06000008", Bad("<5", "text in number")),
        cctv("W06000009", 66, breakdown=Bad("colour=red", "unknown breakdown")),
        cctv("W06000010", Bad("1,102", "comma in number")),
        cctv("W06000011", 187, period=Bad("September 2026", "month in words")),
        cctv("W06000012", 76, period=Bad("Medi 2026", "month in words")),
        cctv(Bad("Bridgend", "name instead of code"), 91, source_org=COUNCILS["W06000013"]),
        cctv(Bad("Bro Morgannwg", "name instead of code"), 58, source_org=COUNCILS["W06000014"]),
        cctv("W06000015", Bad("243*", "text in number")),
        cctv("W06000016", 149, note_en="New cameras.", note_cy=Bad(None, "note in one language")),
        cctv("W06000018", None, suppression="[c]"),
        cctv("W06000018", 12, breakdown="kind=theft;seen-first=public"),
        cctv(
            "W06000018", 14, breakdown=Bad("seen-first=public;kind=noise", "breakdown out of order")
        ),
        cctv("W06000019", 39, note_cy="Camerâu newydd.", note_en=Bad(None, "note in one language")),
        cctv("W06000020", 48, period=Bad(46266, "Excel date serial")),
        cctv("W06000021", Bad("n/a", "words for no number")),
        cctv("W06000022", 121, theme_code=Bad("cameras", "unknown theme")),
        cctv(Bad("W06000007", "retired code"), 55, source_org=COUNCILS["W06000023"]),
        cctv(Bad("W06000017", "retired code"), 34, source_org=COUNCILS["W06000024"]),
    ]


def one_month_of_litter() -> list[Row]:
    """October in every council, with a line for all of them below."""
    total = {"source_org": "Welsh Government", "area_scheme": "local-authority"}
    return [
        litter("W06000001", 0),
        litter("W06000002", 36, unit=Bad("report", "unknown unit")),
        litter("W06000003", 41, measure_type=Bad("number", "unknown kind of value")),
        litter("W06000004", 29, prevention_level=Bad("reaction", "unknown level")),
        litter("W06000005", 27, coverage_pct=Bad(105, "percent over 100")),
        litter("W06000006", 38, standard_version=Bad("v1", "unknown version")),
        litter("W06000008", 19, extracted_on=Bad("31/10/26", "not a date")),
        litter("W06000009", 24, source_org=Bad(None, "required and empty")),
        litter("W06000010", Bad(None, "neither value nor reason")),
        litter("W06000011", 58, suppression=Bad("[c]", "value and reason")),
        litter("W06000012", None, suppression=Bad("c", "unknown reason")),
        litter(Bad("E06000054", "not in Wales"), 44, source_org=COUNCILS["W06000013"]),
        litter(Bad("W01001440", "small area"), 31, source_org=COUNCILS["W06000014"]),
        litter("W06000015", 96, period=Bad("2062-10", "future month")),
        litter("W06000016", 61, period=Bad("2026-13", "no such month")),
        litter("W06000018", 47, area_scheme=Bad("police", "other kind of area")),
        litter("W06000019", 22, breakdown=Bad(None, "required and empty")),
        litter(
            Bad("w06000020", "small letter in code"),
            26,
            source_org=COUNCILS[TORFAEN],
            extracted_on="2026-11-02",
            supplied_on=date(2026, 11, 4),
        ),
        litter("W06000021", 18, measure_code=Bad("council-enviromental-crime", "unknown measure")),
        litter("W06000022", 53, numerator=53),
        litter(Bad("W06000099", "no such code"), 12, source_org=COUNCILS["W06000023"]),
        litter("W06000024", 25, coverage_pct=50, status="provisional"),
        litter(Bad("Cyfanswm", "total row"), Formula("=SUM(I40:I61)", 829), **total),
    ]


def other_councils() -> list[Row]:
    """Merged cells, a duplicate, parts above their whole, and zeros before a jump."""
    swansea = {"source_org": COUNCILS[SWANSEA]}
    rows = [
        asb(SWANSEA, "2026-07", 131),
        asb(Bad(None, "blank below merged cell"), "2026-08", 127, **swansea),
        asb(Bad(None, "blank below merged cell"), "2026-09", 119, **swansea),
        asb(SWANSEA, "2026-10", 140),
        asb(Bad(SWANSEA, "duplicate key"), "2026-10", 143, **swansea),
        asb(CARDIFF, "2026-09", 50),
        asb(CARDIFF, "2026-09", 30, breakdown="kind=noise"),
        asb(CARDIFF, "2026-09", 34, breakdown="kind=neighbours"),
    ]
    months = [f"2025-{month:02}" for month in range(9, 13)] + [f"2026-0{m}" for m in range(1, 8)]
    rows.append(asb(TORFAEN, months[0], Bad(0, "jump after zeros")))
    rows += [asb(TORFAEN, month, 0) for month in months[1:]]
    return [*rows, asb(TORFAEN, "2026-08", 148), asb(TORFAEN, "2026-09", 152)]


def one_value_everywhere() -> list[Row]:
    """One figure given to every council; told at the first of each force, with all its rows."""
    told = {"theme_code": "crime-prevention", "unit": "households", "prevention_level": "secondary"}
    first = ("W06000001", "W06000008", "W06000011", "W06000018")
    same = Bad(41, "same value everywhere")
    return [
        council(area, "2026-Q3", "homes-made-safer", same if area in first else 41, **told)
        for area in COUNCILS
    ]


def partner(area: str, period: Any, measure: str, value: Any, **other: Any) -> Row:
    """A row of the fire service, right unless it is told otherwise."""
    told = {
        "theme_code": "community-fire-safety",
        "unit": "fires",
        "source_type": "fire",
        "source_org": "South Wales Fire and Rescue Service",
        "source_system": "IRS",
        **other,
    }
    return council(area, period, measure, value, **told)


def survey(area: str, value: Any, numerator: Any, denominator: Any) -> Row:
    return partner(
        area,
        "2025/26",
        "survey-feel-safe-dark",
        value,
        measure_type="percent",
        numerator=numerator,
        denominator=denominator,
        theme_code="safe-public-places",
        unit="percent",
        prevention_level="primary",
        source_type="survey",
        source_org="Welsh Government",
    )


def theft(area: str, month: int, value: Any) -> Row:
    return partner(
        area,
        f"2026-{month:02}",
        "police-bicycle-theft",
        value,
        area_scheme="police" if area.startswith("W15") else "local-authority",
        theme_code="crime",
        unit="offences",
        source_type="police",
        source_org="Gwent Police",
    )


def partners() -> list[Row]:
    """Fire, a survey, and the force's figure given to one of its councils."""
    (month, value), *later = FORCE
    newport = [
        theft(NEWPORT, month, Bad(value, "child is parent")),
        *(theft(NEWPORT, month, value) for month, value in later),
    ]
    primary, fire = "fire-deliberate-primary", {"area_scheme": "fire"}
    return [
        partner("W25000003", "2026-08", primary, 80, **fire),
        partner(CARDIFF, "2026-08", primary, 33),
        partner("W06000013", "2026-08", primary, 47),
        partner("W25000003", "2026-09", primary, Bad(80, "parts above whole"), **fire),
        partner(CARDIFF, "2026-09", primary, 33),
        partner("W06000013", "2026-09", primary, 51),
        partner(SWANSEA, "2026-09", "fire-deliberate-secondary", None, suppression="[z]"),
        partner("W06000013", "2026-09", "fire-deliberate-secondary", Bad("#DIV/0!", "error")),
        survey(CARDIFF, 61.5, 123, 200),
        survey(SWANSEA, Bad(161.5, "percent over 100"), None, None),
        survey(NEWPORT, None, Bad(210, "numerator above denominator"), 200)
        | {"suppression": "[x]"},
        survey(TORFAEN, 40, 80, 200),
        *(theft("W15000002", month, value) for month, value in FORCE),
        *newport,
    ]


FORCE = ((4, 61), (5, 74), (6, 79), (7, 83), (8, 80), (9, 66))


def write(path: Path) -> tuple[Fault, ...]:
    """The workbook, and everything that is wrong in it."""
    faults: list[Fault] = []
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        _council_sheet(book, faults)
        _partner_sheet(book, faults)
        words = book.add_worksheet("Nodiadau Notes")
        words.write(0, 0, "How this was made / Sut y gwnaed hwn")
        words.write(2, 0, "Each council sends its own figures by the fifth of the month.")
    return tuple(sorted(faults))


def _council_sheet(book: Any, faults: list[Fault]) -> None:
    sheet = book.add_worksheet(COUNCIL_SHEET)
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.merge_range(0, 1, 0, 9, "Community safety returns, all councils", bold)
    sheet.write(1, 1, "Ffurflenni diogelwch cymunedol, pob cyngor")
    sheet.write(2, 1, "Sent on")
    sheet.write_datetime(2, 2, date(2026, 11, 5), book.add_format({"num_format": "dd mmm yyyy"}))
    rows = [
        *newport_months(),
        *one_month_of_cctv(),
        *one_month_of_litter(),
        *other_councils(),
        *one_value_everywhere(),
    ]
    _table(book, sheet, 4, COUNCIL_COLUMNS, rows, faults)
    merged = next(
        5 + n for n, row in enumerate(rows) if row["period"] == "2026-07" and row["value"] == 131
    )
    column = COUNCIL_COLUMNS.index("area_code")
    sheet.merge_range(merged, column, merged + 2, column, SWANSEA)
    foot = 5 + len(rows) + 1
    for at, words in enumerate(FOOTNOTES, foot):
        sheet.write(at, 1, words)
        faults.append(Fault(COUNCIL_SHEET, at + 1, "B", NOTE))


def _partner_sheet(book: Any, faults: list[Fault]) -> None:
    sheet = book.add_worksheet(PARTNER_SHEET)
    sheet.write(0, 0, "Fire, survey and police / Tân, arolwg a heddlu")
    columns = ("standard_version", *PARTNER_COLUMNS[:-1])
    place = columns.index("source_system")
    _table(book, sheet, 2, columns, partners(), faults)
    sheet.write(2, place, "source_sytem")
    faults.append(Fault(PARTNER_SHEET, 3, get_column_letter(place + 1), "wrong header"))


def _table(
    book: Any,
    sheet: Any,
    top: int,
    columns: tuple[str | None, ...],
    rows: list[Row],
    faults: list[Fault],
) -> None:
    """Headings in row `top` (from 0) and the rows below it; notes the faults on the way."""
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBF7"})
    for column, name in enumerate(columns):
        if name is not None:
            sheet.write_string(top, column, name, heading)
    for number, row in enumerate(rows, start=top + 1):
        for column, name in enumerate(columns):
            cell = row.get(name) if name is not None else None
            if isinstance(cell, Bad):
                where = get_column_letter(column + 1)
                faults.append(Fault(sheet.get_name(), number + 1, where, cell.kind))
                cell = cell.value
            _cell(sheet, number, column, cell, day)


def _cell(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.value)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell == "#DIV/0!":
        sheet.write_formula(row, column, "=80/0", None, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)
