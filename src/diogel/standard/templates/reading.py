"""Reads a filled-in template back: a row of observations for each number, and every fault.

The sheets are known by what is in them, so that renamed tabs, sorted rows, and rows, columns
and sheets of a partner's own do no harm; what was not read is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import LANGUAGES, Period, Place, Problem, Severity
from diogel.files import Sheet
from diogel.standard.schemas import standard_version
from diogel.standard.templates.asking import Asked, asked, supplier_of
from diogel.standard.templates.cells import Cell, day_of
from diogel.standard.templates.rows import ReadRow, RowReader, unspoken
from diogel.standard.templates.texts import (
    ANSWERS,
    FACTS,
    KIND,
    TYPED,
    VERSION,
    chosen,
    column_of,
    is_example,
    known,
    words,
)
from diogel.standard.validation.did_you_mean import folded
from diogel.standard.validation.guard import personal_text

_NEEDED = frozenset(("period", "value", "area-code", "measure-code"))
_LOOKED_AT = 40  # rows from the top in which headings are looked for
OLD_VERSIONS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """What came of a template.

    Attributes
    ----------
    rows : tuple of mapping
        Observations by column of the standard; a blank number or day is None.
    places : tuple of Place
        Where each row's value stood.
    problems : tuple of Problem
    supplier : str
        The kind of supplier; empty where the workbook no longer says.
    organisation, comment : str
        As typed.
    extracted_on : str
        The day as 2026-11-03; empty where none was given.
    version, standard : str
        Of the template, and of the standard it was made under.
    asked, blank : int
        How many numbers were asked for, and how many cells were left blank.
    """

    rows: tuple[Mapping[str, str | float | None], ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    supplier: str = ""
    organisation: str = ""
    comment: str = ""
    extracted_on: str = ""
    licence: str = ""
    version: str = ""
    standard: str = ""
    asked: int = 0
    blank: int = 0


def is_template(sheets: Sequence[Sheet]) -> bool:
    """True for one of our workbooks: its own sheet says so, or its figures have our headings."""
    return any(_facts(sheet) for sheet in sheets) or any(
        _headings(sheet)[0] and not is_example(sheet.cell(1, 1)) for sheet in sheets
    )


def read_template(sheets: Sequence[Sheet], *, organisation: str = "") -> TemplateReading:
    """Every number of a filled-in template.

    Parameters
    ----------
    organisation : str
        Who it is from, where the workbook does not say.
    """
    return _Reading(sheets, organisation).read()


def _facts(sheet: Sheet) -> dict[str, str]:
    """What the workbook says of itself, by code; empty for another sheet."""
    rows = {row[0].strip(): row[2].strip() for row in sheet.rows if len(row) > 2 and row[0]}
    if rows.get("kind") != KIND:
        return {}
    return {name: rows.get(name, "") for name in FACTS}


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The row of the headings and each column of ours by its number; 0 and {} without."""
    for number, cells in enumerate(sheet.rows[:_LOOKED_AT], 1):
        columns = dict[str, int]()
        for at, cell in enumerate(cells, 1):
            if name := column_of(cell):
                columns.setdefault(name, at)
        if set(columns) >= _NEEDED:
            return number, columns
    return 0, {}


@dataclass
class _Reading:
    """One template being read."""

    sheets: Sequence[Sheet]
    given: str
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Cell] = field(default_factory=dict)

    def read(self) -> TemplateReading:
        self.problems += [problem for sheet in self.sheets for problem in sheet.problems]
        self._about()
        figures = [
            (sheet, *_headings(sheet))
            for sheet in self.sheets
            if not is_example(sheet.cell(1, 1)) and _headings(sheet)[0]
        ]
        self._who()
        self._strangers([sheet for sheet, _, _ in figures])
        rows = list[ReadRow]()
        for sheet, top, columns in figures:
            self._columns(sheet, top, columns)
            reader = RowReader(sheet, top, columns, self.problems)
            rows += reader.rows()
        if not figures:
            self._tell("template.no-figures", Place(self._file()), Severity.STOP)
        kept = self._without_doubles(rows)
        self._missing(rows)
        return self._result(rows, kept)

    def _file(self) -> str:
        return self.sheets[0].file if self.sheets else ""

    def _tell(
        self,
        code: str,
        place: Place,
        severity: Severity = Severity.LOOK,
        found: str = "",
        expected: str = "",
    ) -> None:
        self.problems.append(Problem(code, place, found, expected, severity))

    def _about(self) -> None:
        found = [facts for sheet in self.sheets if (facts := _facts(sheet))]
        if not found:
            self._tell("template.about-missing", Place(self._file()))
            return
        self.facts = found[0]
        version = self.facts["version"]
        if version in OLD_VERSIONS:
            self._tell("template.old-version", Place(self._file()), Severity.NOTE, version, VERSION)
        elif version != VERSION:
            self._tell("template.unknown-version", Place(self._file()), found=version)

    def _who(self) -> None:
        """The answers of the workbook as a whole, each with its cell."""
        for sheet in self.sheets:
            names = known("answer", ANSWERS)
            for number, cells in enumerate(sheet.rows, 1):
                name = names.get(folded(cells[0])) if cells and cells[0] else None
                if name and len(cells) > 2 and name not in self.answers:
                    place = sheet.place(number, 2, cells[0])
                    self.answers[name] = Cell(cells[1].strip(), place)

    def _answer(self, name: str) -> str:
        cell = self.answers.get(name)
        return cell.text if cell else ""

    def _chosen(self, name: str, choice: str) -> str:
        """A choice's code, or the partner's own words."""
        said = self._answer(name)
        return chosen(choice).get(folded(said), said) if said else ""

    def _strangers(self, figures: Sequence[Sheet]) -> None:
        """Sheets that are none of ours: told, and not read."""
        ours = known("sheet", _SHEETS)
        for sheet in self.sheets:
            if sheet in figures or _is_ours(sheet) or folded(sheet.name) in ours:
                continue
            self._tell("template.sheet-added", sheet.place(), Severity.NOTE)

    def _columns(self, sheet: Sheet, top: int, columns: Mapping[str, int]) -> None:
        """Columns of the partner's own, and columns of ours that are gone."""
        ours = set(columns.values())
        for at, heading in enumerate(sheet.rows[top - 1], 1):
            if at not in ours and heading.strip():
                place = sheet.place(top, at)
                self._tell("template.column-added", place, Severity.NOTE, heading[:60])
        for name in sorted(TYPED - set(columns) - {"out-of"}):
            self._tell("template.column-gone", sheet.place(top), found=name)

    def _without_doubles(self, rows: Iterable[ReadRow]) -> list[ReadRow]:
        """The rows with a number or mark; a second one for the same thing is told."""
        seen, kept = dict[Asked, ReadRow](), list[ReadRow]()
        for row in rows:
            if row.blank:
                continue
            before = seen.setdefault(row.asked, row)
            if before is row:
                kept.append(row)
            else:
                self._tell("template.row-twice", row.place, Severity.STOP)
        return kept

    def _missing(self, rows: Sequence[ReadRow]) -> None:
        """Rows that were asked for and are gone, and rows that were added."""
        wanted = self._asked()
        if not wanted or not rows:
            return
        present = {row.asked for row in rows}
        gone = [one for one in wanted if one not in present]
        if gone:
            first = gone[0]
            found = f"{first.period}, {first.area}, {first.measure}"
            place = rows[0].sheet.place()
            self.problems.append(
                Problem(
                    "template.rows-gone",
                    place,
                    found,
                    severity=Severity.LOOK,
                    slots={"rows": len(gone)},
                )
            )
        of_template = set(wanted)
        for row in rows:
            if row.asked not in of_template:
                self._tell("template.row-added", row.place, Severity.NOTE)

    def _asked(self) -> tuple[Asked, ...]:
        """What the workbook asked for when it was made; nothing where that is not known."""
        if not self.facts:
            return ()
        listed = {
            name: [part.strip() for part in self.facts[name].split(";") if part.strip()]
            for name in ("months", "areas", "measures")
        }
        try:
            months = [Period.parse(month) for month in listed["months"]]
            return asked(self.facts["supplier"], listed["areas"], months, listed["measures"])
        except (KeyError, ValueError):
            return ()

    def _result(self, rows: Sequence[ReadRow], kept: Sequence[ReadRow]) -> TemplateReading:
        self._guard("organisation", "system", "basis", "licence")
        organisation = self._answer("organisation") or self.given
        if not organisation:
            cell = self.answers.get("organisation")
            place = cell.place if cell else Place(self._file())
            self._tell("template.no-organisation", place, Severity.STOP)
        shared = {
            "source_type": self._source_type(),
            "source_org": organisation,
            "source_system": self._answer("system"),
            "extracted_on": self._day(),
            "sharing_basis": self._chosen("basis", "basis"),
            "licence": self._chosen("licence", "licence"),
        }
        return TemplateReading(
            rows=tuple(row.observation(shared) for row in kept),
            places=tuple(row.place for row in kept),
            problems=tuple(self.problems),
            supplier=self.facts.get("supplier", ""),
            organisation=organisation,
            comment=self._answer("comment"),
            extracted_on=shared["extracted_on"],
            licence=shared["licence"],
            version=self.facts.get("version", ""),
            standard=self.facts.get("standard", "") or standard_version(),
            asked=len(self._asked()) or len(rows),
            blank=sum(row.blank for row in rows),
        )

    def _guard(self, *names: str) -> None:
        """Tell the answers that point at a person: these would be kept with every number."""
        for name in names:
            cell = self.answers.get(name)
            if cell is not None and (kind := personal_text(cell.text)):
                self._tell(kind, cell.place, Severity.STOP)

    def _source_type(self) -> str:
        try:
            return supplier_of(self.facts.get("supplier", "")).source_type
        except KeyError:
            return ""

    def _day(self) -> str:
        cell = self.answers.get("extracted-on")
        if cell is None or not cell.text:
            return ""
        day = day_of(cell.text)
        if not day:
            self.problems.append(
                unspoken("template.not-a-day", cell.place, cell.text, "", Severity.LOOK)
            )
        return day


_SHEETS = ("cover", "who", "guidance", "marks", "example", "lists", "about")


def _is_ours(sheet: Sheet) -> bool:
    """True for a sheet that only explains, by its title in either language."""
    titles = {
        folded(words(f"{name}-title", language))
        for language in LANGUAGES
        for name in ("who", "guidance", "marks", "example", "lists", "about")
    }
    first = sheet.cell(1, 1)
    covers = tuple(folded(words("title", language, supplier="")) for language in LANGUAGES)
    return bool(first) and (folded(first) in titles or folded(first).startswith(covers))
