"""Invented workbooks of four partners, of the kinds that partnerships are really sent.

Three are Diogel's own template, filled in; one is a council's own layout, with a title,
two rows of headings, merged cells and footnote marks. Every number is drawn by a seeded
generator, and every workbook says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter
from numpy.random import Generator

from diogel.core import Bilingual, Grain, Language, Period, months_between
from diogel.demo.levels import levels
from diogel.demo.police import FIRST, LAST
from diogel.files import Sheet, edit_cells, read_sheets
from diogel.language import month_name
from diogel.places import area
from diogel.standard.templates import write_template

SEED = 20_230_701
COUNCILS = Bilingual("Synthetic councils", "Cynghorau synthetig")
COUNCIL_FILE = "synthetic-council-asb.xlsx"


@dataclass(frozen=True)
class Partner:
    """One partner's template.

    Attributes
    ----------
    kind : str
        Code of the kind of supplier.
    language : str
        The language of the workbook that they fill in.
    name : Bilingual
    rates : mapping of measure code to float
        Mean events a year per 100,000 residents.
    """

    kind: str
    language: Language
    name: Bilingual
    rates: Mapping[str, float]


PARTNERS = (
    Partner(
        "fire",
        "cy",
        Bilingual("Synthetic fire service", "Gwasanaeth tân synthetig"),
        {"fire-deliberate-primary": 28, "fire-deliberate-secondary": 95},
    ),
    Partner(
        "health",
        "en",
        Bilingual("Synthetic health boards", "Byrddau iechyd synthetig"),
        {"ed-assault-attendances": 160, "admissions-assault": 45},
    ),
    Partner(
        "youth-justice",
        "en",
        Bilingual("Synthetic youth justice services", "Gwasanaethau ieuenctid synthetig"),
        {"youth-first-time-entrants": 13},
    ),
)


CODES = frozenset(code for partner in PARTNERS for code in partner.rates)


def write_partner_workbooks(folder: Path) -> tuple[tuple[Path, str], ...]:
    """Write the four workbooks into a folder, each with its supplier; always the same bytes.

    The supplier is empty where the workbook itself says who it is from.
    """
    random = np.random.default_rng(SEED)
    paths = [(_filled_template(random, partner, folder), "") for partner in PARTNERS]
    path = folder / COUNCIL_FILE
    path.write_bytes(_council_workbook(random))
    return (*paths, (path, COUNCILS.en))


def _filled_template(random: Generator, partner: Partner, folder: Path) -> Path:
    """A template with every number typed in, but for what a partner would not have."""
    path = folder / f"synthetic-{partner.kind}.{partner.language}.xlsx"
    codes = tuple(level.area for level in levels())
    months = months_between(FIRST, LAST)
    write_template(
        partner.kind,
        codes,
        months,
        partner.language,
        path,
        organisation=partner.name[partner.language],
        measures=tuple(partner.rates),
    )
    sheet = _figures(read_sheets(path))
    edit_cells(path, {sheet.name: dict(_typed(random, partner, sheet))})
    return path


def _figures(sheets: Iterable[Sheet]) -> Sheet:
    """The sheet that numbers are typed into: the one whose rows name a measure and an area."""
    for sheet in sheets:
        for row in sheet.rows[:12]:
            # The example sheet names its periods as examples.
            if len(row) > 9 and row[9] in CODES and _period(row[0]) is not None:
                return sheet
    raise LookupError("a template without a sheet for its figures")


def _typed(
    random: Generator, partner: Partner, sheet: Sheet
) -> Iterable[tuple[tuple[int, int], str]]:
    residents = {level.area: level.residents for level in levels()}
    for number, row in enumerate(sheet.rows, 1):
        period = _period(row[0]) if row else None
        if period is None or len(row) < 10 or row[9] not in partner.rates:
            continue
        years = len(period.months()) / 12
        mean = partner.rates[row[9]] * residents[row[8]] / 100_000 * years
        typed = str(random.poisson(random.gamma(20, mean / 20)))
        # One county's system was changed, and a month of it was never counted.
        if row[8] == "W06000023" and str(period) == "2025-02":
            typed = "[x]"
        yield (number, 4), typed


def _period(text: str) -> Period | None:
    try:
        found = Period.parse(text)
    except ValueError:
        return None
    return found if found.grain in (Grain.MONTH, Grain.QUARTER) else None


def _council_workbook(random: Generator) -> bytes:
    """Reports of ASB as councils send them: years over months, and a total row."""
    buffer = io.BytesIO()
    months = months_between(LAST.shifted(-11), LAST)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 8, 3), "title": COUNCILS.en})
        sheet = book.add_worksheet("ASB")
        bold = book.add_format({"bold": True})
        sheet.write(0, 0, "ASB reports to councils (SYNTHETIC: every number is invented)", bold)
        sheet.write(1, 0, "Source: council systems. Extracted 3 August 2026")
        for year, first, last in _years(months):
            if last > first:
                sheet.merge_range(3, first + 1, 3, last + 1, year, bold)
            else:
                sheet.write(3, first + 1, year, bold)
        sheet.write(4, 0, "Local authority", bold)
        for column, month in enumerate(months, 1):
            sheet.write(4, column, month_name(month.start.month, "en"), bold)
        totals = np.zeros(len(months), dtype=int)
        for number, level in enumerate(levels(), 5):
            mean = 90 * level.residents / 100_000
            counts = random.poisson(random.gamma(15, mean / 15, size=len(months)))
            totals += counts
            name = area(level.area).name.en
            sheet.write(number, 0, f"{name} [1]" if number == 9 else name)
            for column, count in enumerate(counts, 1):
                sheet.write(number, column, int(count))
        end = 5 + len(levels())
        sheet.write(end, 0, "Wales", bold)
        for column, total in enumerate(totals, 1):
            sheet.write(end, column, int(total), bold)
        sheet.write(end + 2, 0, "[1] Reports by telephone only. Synthetic data.")
    return buffer.getvalue()


def _years(months: tuple[Period, ...]) -> list[tuple[str, int, int]]:
    """Each calendar year with the first and the last of its columns."""
    found: dict[str, list[int]] = {}
    for column, month in enumerate(months):
        found.setdefault(str(month.start.year), []).append(column)
    return [(year, columns[0], columns[-1]) for year, columns in found.items()]
