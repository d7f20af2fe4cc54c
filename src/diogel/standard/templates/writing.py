"""Writes the workbook in which a partner gives a month's figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diogel.core import LANGUAGES, Language, Period
from diogel.files import write_atomically
from diogel.language import list_and
from diogel.places import area
from diogel.standard.definitions import Measure
from diogel.standard.library import measure, units
from diogel.standard.schemas import standard_version
from diogel.standard.templates.asking import Asked, asked, measures_asked, supplier_of
from diogel.standard.templates.pen import WORDS_WIDTH, Pen, height
from diogel.standard.templates.texts import (
    ANSWERS,
    COLUMNS,
    FACTS,
    KIND,
    MARKS,
    SHEETS,
    TYPED,
    VERSION,
    choices,
    words,
)

_STEPS = ("who", "type", "zero", "marks", "save")
_WIDTHS = {
    **dict.fromkeys(COLUMNS, 16),
    "period": 14,
    "area": 26,
    "measure": 46,
    "value": 14,
    "unit": 26,
    "note-en": 30,
    "note-cy": 30,
    "measure-code": 30,
}
_EXAMPLE_BASE = "200"
_EXAMPLE_WIDTH = 26  # of the period, where each says that it is an example
_LONGEST_PROMPT = 255  # [characters] that Excel takes


def write_template(
    supplier: str,
    areas: Sequence[str],
    months: Sequence[Period],
    language: Language,
    path: Path,
    *,
    organisation: str = "",
    measures: Iterable[str] | None = None,
) -> int:
    """Write the workbook of one supplier; the file is replaced whole.

    Parameters
    ----------
    supplier : str
        Code of a kind of supplier ("fire").
    areas : sequence of str
        The authorities that numbers are asked for; a larger area's code asks for its own.
    months : sequence of Period
    organisation : str
        Who fills it in, where that is known.
    measures : iterable of str, optional
        Codes of the measures to ask for, in place of all that this kind is asked.

    Returns
    -------
    int
        How many numbers it asks for.
    """
    wanted = tuple(measures) if measures is not None else measures_asked(supplier)
    rows = asked(supplier, areas, months, wanted)
    template = _Template(supplier, tuple(areas), tuple(months), wanted, rows, language)
    content = template.content(organisation)
    with write_atomically(path) as temporary:
        temporary.write_bytes(content)
    return len(rows)


class _Template:
    """One template in one language."""

    def __init__(
        self,
        supplier: str,
        areas: tuple[str, ...],
        months: tuple[Period, ...],
        measures: tuple[str, ...],
        rows: tuple[Asked, ...],
        language: Language,
    ) -> None:
        self.supplier, self.areas, self.months = supplier, areas, months
        self.measures, self.rows, self.language = measures, rows, language
        self.defined = {code: measure(code) for code in measures}
        self.units = {unit.code: unit.name for unit in units()}
        percent = any(one.measure_type == "percent" for one in self.defined.values())
        self.columns = tuple(c for c in COLUMNS if percent or c != "out-of")

    def told(self, key: str, **slots: object) -> str:
        return words(key, self.language, **slots)

    def content(self, organisation: str) -> bytes:
        """The workbook's bytes: the same for the same template."""
        name = supplier_of(self.supplier).name[self.language]
        title = self.told("title", supplier=name)
        self.pen = Pen(self.language, title, self.told("subject"))
        self._cover(title)
        who = self._who(organisation)
        figures = self._figures()
        self._guidance()
        self._marks()
        self._example()
        places = self._lists()
        self._about()
        self._validate_who(who, places)
        self._validate_figures(figures, places)
        return self.pen.finished()

    def _cover(self, title: str) -> None:
        page, row = self.pen.sheet("cover", title)
        page.set_column(0, 0, WORDS_WIDTH)
        lines = [self.told("cover-asked", rows=len(self.rows), months=self._months())]
        lines += [self.told(f"step-{step}") for step in _STEPS]
        lines += [self.told("cover-personal"), self.told("cover-protected")]
        for line in lines:
            page.write_string(row, 0, line, self.pen.line)
            page.set_row(row, height(line, WORDS_WIDTH))
            row += 1
        for name in SHEETS[1:]:
            sheet = self.told(f"sheet-{name}")
            page.write_url(
                row, 0, f"internal:'{sheet}'!A1", self.pen.link, self.told("go-to", sheet=sheet)
            )
            row += 1

    def _months(self) -> str:
        return list_and([str(month) for month in self.months], self.language)

    def _who(self, organisation: str) -> tuple[Any, int]:
        page, top = self.pen.sheet("who", self.told("who-title"), [self.told("who-about")])
        rows = [
            [
                self.told(f"answer-{name}"),
                organisation if name == "organisation" else "",
                self.told(f"answer-{name}-help"),
            ]
            for name in ANSWERS
        ]
        headings = [self.told(f"who-{name}") for name in ("item", "yours", "help")]
        looks = [self.pen.plain, self.pen.entry, self.pen.plain]
        self.pen.table(page, top, "who", headings, [34, 46, 60], rows, looks)
        return page, top

    def _row(self, one: Asked, typed: Mapping[str, str] | None = None) -> list[str]:
        """One row of the sheet of figures; `typed` holds what a person would type."""
        defined = self.defined[one.measure]
        percent = defined.measure_type == "percent"
        cells = {
            "period": str(one.period),
            "area": area(one.area).name[self.language],
            "measure": defined.title[self.language],
            "unit": self.units[defined.unit][self.language],
            "out-of": "" if percent else "[z]",
            "area-code": one.area,
            "measure-code": one.measure,
            **(typed or {}),
        }
        return [cells.get(column, "") for column in self.columns]

    def _figures(self) -> tuple[Any, int]:
        page, top = self.pen.sheet(
            "figures", self.told("figures-title"), [self.told("figures-about")]
        )
        rows = [self._row(one) for one in self.rows]
        self._figure_table(page, top, "figures", rows)
        return page, top

    def _figure_table(self, page: Any, top: int, name: str, rows: list[list[str]]) -> None:
        numbers = {"value": self.pen.number, "out-of": self.pen.number}
        looks = [
            numbers.get(column, self.pen.entry) if column in TYPED else self.pen.plain
            for column in self.columns
        ]
        if name == "example":
            looks = [
                self.pen.marked if column in numbers else self.pen.plain for column in self.columns
            ]
        self.pen.table(
            page,
            top,
            name,
            [self.told(f"column-{column}") for column in self.columns],
            [
                _EXAMPLE_WIDTH if (name, column) == ("example", "period") else _WIDTHS[column]
                for column in self.columns
            ],
            rows,
            looks,
        )

    def _example(self) -> None:
        """Rows that show a number, zero, each mark and a note; marked so in every row."""
        page, top = self.pen.sheet(
            "example", self.told("example-title"), [self.told("example-about")]
        )
        shown: tuple[tuple[str, dict[str, str]], ...] = (
            ("14", {}),
            ("0", {}),
            ("9", {"status": choices("status")["provisional"][self.language]}),
            ("[x]", {f"note-{told}": words("example-note", told) for told in LANGUAGES}),
            ("[c]", {}),
            ("[z]", {}),
        )
        rows = []
        given = self.rows[: len(shown)] or ()
        for number, (value, more) in enumerate(shown):
            if not given:
                break
            one = given[number % len(given)]
            marked = self.told("example-period", period=str(one.period))
            percent = self.defined[one.measure].measure_type == "percent"
            base = _EXAMPLE_BASE if percent and not value.startswith("[") else ""
            of = {"out-of": base} if percent else {}
            row = self._row(one, {"period": marked, "value": value, **of, **more})
            rows.append([text or self.told("example-blank") for text in row])
        self._figure_table(page, top, "example", rows)

    def _guidance(self) -> None:
        page, top = self.pen.sheet(
            "guidance", self.told("guidance-title"), [self.told("guidance-about")]
        )
        names = ("measure", "count", "supply", "unit", "frequency", "cautions", "code")
        self.pen.table(
            page,
            top,
            "guidance",
            [self.told(f"guidance-{name}") for name in names],
            [34, 48, 48, 16, 16, 48, 30],
            [self._guide(self.defined[code]) for code in self.measures],
        )

    def _guide(self, one: Measure) -> list[str]:
        every = {s.measure: s.frequency for s in supplier_of(self.supplier).supplies}
        counted = one.numerator[self.language]
        if one.measure_type == "percent" and one.denominator.complete:
            counted = self.told("percent-of", count=counted, of=one.denominator[self.language])
        nothing = self.told("guidance-nothing")
        return [
            one.title[self.language],
            counted,
            one.how_to_supply[self.language] or nothing,
            self.units[one.unit][self.language],
            self.told(f"every-{every.get(one.code, one.frequency)}"),
            " ".join(caution[self.language] for caution in one.cautions) or nothing,
            one.code,
        ]

    def _marks(self) -> None:
        page, top = self.pen.sheet("marks", self.told("marks-title"), [self.told("marks-about")])
        headings = [self.told("marks-mark"), self.told("marks-meaning")]
        rows = [[mark, self.told(f"mark-{mark.strip('[]')}")] for mark in MARKS]
        self.pen.table(page, top, "marks", headings, [16, WORDS_WIDTH], rows)

    def _lists(self) -> dict[str, tuple[int, int]]:
        """Write the drop-downs' choices; the first and last row of each list, from 1."""
        page, top = self.pen.sheet("lists", self.told("lists-title"), [self.told("lists-about")])
        rows, places = list[list[str]](), dict[str, tuple[int, int]]()
        for name in ("status", "licence", "basis"):
            first = len(rows)
            label = self.told(f"list-{name}")
            rows += [[label, text[self.language], code] for code, text in choices(name).items()]
            places[name] = (top + 2 + first, top + 1 + len(rows))
        headings = [self.told(f"lists-{name}") for name in ("list", "choice", "code")]
        self.pen.table(page, top, "lists", headings, [30, 60, 24], rows)
        return places

    def _about(self) -> None:
        page, top = self.pen.sheet("about", self.told("about-title"), [self.told("about-about")])
        facts: Mapping[str, str] = {
            "kind": KIND,
            "version": VERSION,
            "standard": standard_version(),
            "supplier": self.supplier,
            "language": self.language,
            "months": "; ".join(map(str, self.months)),
            "areas": "; ".join(self.areas),
            "measures": "; ".join(self.measures),
        }
        headings = [self.told(f"about-{name}") for name in ("code", "item", "value")]
        rows = [[name, self.told(f"fact-{name}"), facts[name]] for name in FACTS]
        self.pen.table(page, top, "about", headings, [16, 44, WORDS_WIDTH], rows)

    def _source(self, name: str, places: Mapping[str, tuple[int, int]]) -> str:
        first, last = places[name]
        return f"='{self.told('sheet-lists')}'!$B${first}:$B${last}"

    def _validate_who(self, who: tuple[Any, int], places: Mapping[str, tuple[int, int]]) -> None:
        """Drop-downs that advise: words of one's own are right too."""
        page, top = who
        for name in ("licence", "basis"):
            row = top + 1 + ANSWERS.index(name)
            page.data_validation(
                row,
                1,
                row,
                1,
                {
                    "validate": "list",
                    "source": self._source(name, places),
                    "error_type": "information",
                    "error_title": self.told("advice-title"),
                    "error_message": self.told("list-advice"),
                },
            )

    def _validate_figures(
        self, figures: tuple[Any, int], places: Mapping[str, tuple[int, int]]
    ) -> None:
        page, top = figures
        first, last = top + 1, top + max(1, len(self.rows))
        letter = chr(65 + self.columns.index("value"))
        cell = f"{letter}{first + 1}"
        number = f'=OR(AND(ISNUMBER({cell}),{cell}>=0),{cell}="[x]",{cell}="[c]",{cell}="[z]")'
        prompt = self.told("value-prompt")
        self._advise(
            page,
            first,
            last,
            "value",
            {"validate": "custom", "value": number, "input_message": prompt[:_LONGEST_PROMPT]},
            "value-advice",
        )
        source = self._source("status", places)
        self._advise(
            page, first, last, "status", {"validate": "list", "source": source}, "list-advice"
        )

    def _advise(
        self, page: Any, first: int, last: int, column: str, rule: dict[str, Any], advice: str
    ) -> None:
        at = self.columns.index(column)
        more = {
            "error_type": "information",
            "error_title": self.told("advice-title"),
            "error_message": self.told(advice),
        }
        if "input_message" in rule:
            more["input_title"] = self.told("value-prompt-title")
        page.data_validation(first, at, last, at, rule | more)
