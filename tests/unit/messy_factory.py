"""One set of figures laid out as partners lay them out, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diogel.core import Language, Period
from diogel.files import Sheet
from diogel.language import month_and_year
from diogel.places import area

AREAS = ("W06000015", "W06000011", "W06000001", "W06000022", "W06000024")
MONTHS = tuple(Period.month(2024, month) for month in (1, 2, 3))
MEASURES: dict[Language, tuple[str, str]] = {
    "en": ("Deliberate fires", "Home visits"),
    "cy": ("Tanau bwriadol", "Ymweliadau cartref"),
}
WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "area": "Local authority",
        "month": "Month",
        "measure": "Measure",
        "value": "Value",
        "title": "Fire service figures by local authority",
        "source": "Source: incident recording system",
        "total": "Total",
        "legend": "* fewer than five, suppressed",
    },
    "cy": {
        "area": "Awdurdod lleol",
        "month": "Mis",
        "measure": "Mesur",
        "value": "Gwerth",
        "title": "Ffigurau'r gwasanaeth tân fesul awdurdod lleol",
        "source": "Ffynhonnell: system cofnodi digwyddiadau",
        "total": "Cyfanswm",
        "legend": "* llai na phump, wedi'i ddatgelu'n gyfyngedig: cyfrinachol",
    },
}


@dataclass(frozen=True)
class Figures:
    """Numbers or marks by (area, month, measure), each by its position."""

    cells: dict[tuple[int, int, int], str]

    def text(self, area_at: int, month: int, measure: int) -> str:
        return self.cells[area_at, month, measure]


def figures() -> Figures:
    """Five areas, three months, two measures: thousands, zero, a suppressed and a missing one."""
    cells = {
        (a, m, k): str((a + 1) * 100 + m * 10 + k)
        for a in range(len(AREAS))
        for m in range(len(MONTHS))
        for k in (0, 1)
    }
    cells[0, 0, 0] = "1,234"
    cells[1, 1, 0] = "0"
    cells[2, 2, 1] = "*"
    cells[3, 0, 1] = ".."
    return Figures(cells)


def expected(given: Figures) -> set[tuple[str, str, int, float | None, str]]:
    """What every layout must come to: area, period, measure by position, number, status."""
    marks = {"*": "c", "..": "x"}
    found = set()
    for (a, m, k), text in given.cells.items():
        number = None if text in marks else float(text.replace(",", ""))
        found.add((AREAS[a], str(MONTHS[m]), k, number, marks.get(text, "")))
    return found


def area_name(at: int, language: Language) -> str:
    return area(AREAS[at]).name[language]


def month_name(at: int, language: Language) -> str:
    return month_and_year(MONTHS[at].start, language)


def _sheet(
    rows: Sequence[Sequence[str]], merged: tuple[tuple[int, int, int, int], ...] = ()
) -> Sheet:
    return Sheet("Data", tuple(tuple(row) for row in rows), "figures.xlsx", merged=merged)


def _framed(rows: list[list[str]], language: Language) -> tuple[list[list[str]], int]:
    """The rows with a title and a filter above and a source and a legend below."""
    words = WORDS[language]
    top = [[words["title"]], [], [words["source"]], []]
    return [*top, *rows, [], [words["legend"]]], len(top)


def long_table(given: Figures, language: Language) -> Sheet:
    """A row for each value."""
    words = WORDS[language]
    rows = [[words["area"], words["month"], words["measure"], words["value"]]]
    for (a, m, k), text in given.cells.items():
        rows.append([area_name(a, language), month_name(m, language), MEASURES[language][k], text])
    return _sheet(_framed(rows, language)[0])


def wide_measures(given: Figures, language: Language) -> Sheet:
    """Area and month down, measures across."""
    words = WORDS[language]
    rows = [[words["area"], words["month"], *MEASURES[language]]]
    for a in range(len(AREAS)):
        for m in range(len(MONTHS)):
            texts = [given.text(a, m, k) for k in (0, 1)]
            rows.append([area_name(a, language), month_name(m, language), *texts])
    return _sheet(_framed(rows, language)[0])


def wide_areas(given: Figures, language: Language) -> Sheet:
    """Measure and month down, areas across."""
    words = WORDS[language]
    names = [area_name(a, language) for a in range(len(AREAS))]
    rows = [[words["measure"], words["month"], *names]]
    for k in (0, 1):
        for m in range(len(MONTHS)):
            texts = [given.text(a, m, k) for a in range(len(AREAS))]
            rows.append([MEASURES[language][k], month_name(m, language), *texts])
    return _sheet(_framed(rows, language)[0])


def wide_months(given: Figures, language: Language) -> Sheet:
    """Area and measure down, months across."""
    words = WORDS[language]
    rows = [[words["area"], words["measure"], *(month_name(m, language) for m in range(3))]]
    for a in range(len(AREAS)):
        for k in (0, 1):
            texts = [given.text(a, m, k) for m in range(3)]
            rows.append([area_name(a, language), MEASURES[language][k], *texts])
    return _sheet(_framed(rows, language)[0])


def two_headings(given: Figures, language: Language, *, merged: bool) -> Sheet:
    """Areas down; measures across, each over its months."""
    words = WORDS[language]
    upper = ["", MEASURES[language][0], "", "", MEASURES[language][1], "", ""]
    names = [month_name(m, language) for m in range(3)]
    lower = [words["area"], *names, *names]
    rows = [upper, lower]
    for a in range(len(AREAS)):
        texts = [given.text(a, m, k) for k in (0, 1) for m in range(3)]
        rows.append([area_name(a, language), *texts])
    framed, top = _framed(rows, language)
    ranges = ((top + 1, 2, top + 1, 4), (top + 1, 5, top + 1, 7)) if merged else ()
    return _sheet(framed, ranges)


def merged_areas(given: Figures, language: Language, *, merged: bool) -> Sheet:
    """Area said once over its months, as a merged cell or as a blank below it."""
    words = WORDS[language]
    rows = [[words["area"], words["month"], *MEASURES[language]]]
    for a in range(len(AREAS)):
        for m in range(len(MONTHS)):
            texts = [given.text(a, m, k) for k in (0, 1)]
            name = area_name(a, language) if m == 0 else ""
            rows.append([name, month_name(m, language), *texts])
    framed, top = _framed(rows, language)
    first = top + 2
    ranges = tuple((first + 3 * a, 1, first + 3 * a + 2, 1) for a in range(len(AREAS)))
    return _sheet(framed, ranges if merged else ())


def sections(given: Figures, language: Language) -> Sheet:
    """The measure alone on a row above its areas, months across."""
    words = WORDS[language]
    rows = [[words["area"], *(month_name(m, language) for m in range(3))]]
    for k in (0, 1):
        rows.append([MEASURES[language][k]])
        for a in range(len(AREAS)):
            rows.append([area_name(a, language), *(given.text(a, m, k) for m in range(3))])
    return _sheet(_framed(rows, language)[0])


LAYOUTS = {
    "long": long_table,
    "wide-measures": wide_measures,
    "wide-areas": wide_areas,
    "wide-months": wide_months,
    "two-headings": lambda g, lang: two_headings(g, lang, merged=False),
    "two-headings-merged": lambda g, lang: two_headings(g, lang, merged=True),
    "carried-areas": lambda g, lang: merged_areas(g, lang, merged=False),
    "merged-areas": lambda g, lang: merged_areas(g, lang, merged=True),
    "sections": sections,
}
