"""The rows of a template's sheet of figures, each with its faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Sheet
from diogel.places import area, resolve
from diogel.standard.definitions import Measure
from diogel.standard.in_use import until_changed
from diogel.standard.library import measure, measures
from diogel.standard.schemas import standard_version
from diogel.standard.templates.asking import Asked
from diogel.standard.templates.cells import Typed, period_of, status_of, typed_value
from diogel.standard.templates.texts import COLUMNS, chosen, is_example
from diogel.standard.validation.did_you_mean import folded, nearest
from diogel.standard.validation.guard import perhaps_a_name, personal_text

_LONGEST_NOTE = 1_000  # [characters]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: what it is of, and what was typed.

    `place` is the cell of the value.
    """

    sheet: Sheet
    asked: Asked
    place: Place
    value: Typed
    out_of: Typed
    status: str
    note: Bilingual

    @property
    def blank(self) -> bool:
        """True when no value was typed, or none that can be kept."""
        return self.value.number is None and not self.value.mark

    def observation(self, shared: Mapping[str, str]) -> dict[str, str | float | None]:
        """The row of the standard, by column."""
        defined = measure(self.asked.measure)
        percent = defined.measure_type == "percent"
        return {
            "standard_version": standard_version(),
            "period": str(self.asked.period),
            "area_code": self.asked.area,
            "area_scheme": area(self.asked.area).scheme.value,
            "theme_code": defined.themes[0],
            "measure_code": defined.code,
            "measure_type": defined.measure_type,
            "breakdown": "all",
            "value": self.value.number,
            "numerator": None,
            "denominator": self.out_of.number if percent else None,
            "unit": defined.unit,
            "status": self.status,
            "suppression": self.value.mark,
            "source_type": shared["source_type"] or defined.source_type,
            "source_org": shared["source_org"],
            "source_system": shared["source_system"],
            "prevention_level": defined.prevention,
            "coverage_pct": None,
            "extracted_on": shared["extracted_on"] or None,
            "supplied_on": None,
            "sharing_basis": shared["sharing_basis"],
            "licence": shared["licence"],
            "note_en": self.note.en,
            "note_cy": self.note.cy,
        }


@until_changed
def _titles() -> Mapping[str, str]:
    """Measures' codes by their folded code and titles."""
    return {
        folded(text): one.code
        for one in measures()
        for text in (one.code, one.title.en, one.title.cy)
        if text
    }


def unspoken(
    code: str, place: Place, found: str, expected: str | Bilingual, severity: Severity
) -> Problem:
    """A problem that repeats nothing which points at a person, whatever cell it stood in."""
    if kind := personal_text(found):
        return Problem(kind, place)
    if perhaps_a_name(found) and not expected:
        found = "…"
    return Problem(code, place, found[:60], expected, severity)


class RowReader:
    """Reads the rows under one row of headings; faults go to `problems`."""

    def __init__(
        self, sheet: Sheet, top: int, columns: Mapping[str, int], problems: list[Problem]
    ) -> None:
        self.sheet, self.top, self.columns, self.problems = sheet, top, columns, problems

    def rows(self) -> Iterator[ReadRow]:
        """Every row that says what it is of, blank values among them."""
        for number in range(self.top + 1, len(self.sheet.rows) + 1):
            if not any(self._text(number, column) for column in COLUMNS):
                continue
            if is_example(self._text(number, "period")):
                self._tell("template.example-row", number, "period", Severity.LOOK)
                continue
            if (row := self._row(number)) is not None:
                yield row

    def _text(self, number: int, column: str) -> str:
        at = self.columns.get(column, 0)
        return self.sheet.cell(number, at).strip() if at else ""

    def _place(self, number: int, column: str) -> Place:
        at = self.columns.get(column, 0)
        heading = self.sheet.cell(self.top, at) if at else ""
        return self.sheet.place(number, at or None, heading)

    def _tell(
        self,
        code: str,
        number: int,
        column: str,
        severity: Severity = Severity.STOP,
        found: str = "",
        expected: str | Bilingual = "",
    ) -> None:
        place = self._place(number, column)
        self.problems.append(unspoken(code, place, found, expected, severity))

    def _row(self, number: int) -> ReadRow | None:
        """The row; None when it does not say what it is of, which is told."""
        place, defined = self._area(number), self._measure(number)
        written = self._text(number, "period")
        period = period_of(written)
        if period is None:
            self._tell("template.not-a-period", number, "period", found=written)
        if defined is None:
            return None
        # Read before the row is given up, so that every fault of it is told in one pass.
        value, out_of = self._value(number, defined), self._out_of(number, defined)
        status, note = self._status(number), self._note(number)
        if place is None or period is None:
            return None
        asked = Asked(period, place, defined.code)
        place_of_value = self._place(number, "value")
        return ReadRow(self.sheet, asked, place_of_value, value, out_of, status, note)

    def _area(self, number: int) -> str | None:
        """The code, or that of the name where the code is gone."""
        code, name = self._text(number, "area-code"), self._text(number, "area")
        if code:
            try:
                return self._agreed(number, area(code).code, name)
            except KeyError:
                found = resolve(code)
        else:
            found = resolve(name)
        if found.code is None:
            near = found.suggestions[0].name if found.suggestions else ""
            self._tell("template.unknown-area", number, "area-code", found=code or name,
                       expected=near)  # fmt: skip
        return found.code

    def _agreed(self, number: int, code: str, name: str) -> str | None:
        """The code, unless the name beside it is another area's: one cannot tell which is meant.

        Names and codes come apart when only some of the columns are sorted or pasted.
        """
        named = resolve(name).code if name else None
        if named is None or named == code:
            return code
        self._tell("template.another-area", number, "area", found=name, expected=area(code).name)
        return None

    def _measure(self, number: int) -> Measure | None:
        written, title = self._text(number, "measure-code"), self._text(number, "measure")
        said = written or title
        code = _titles().get(folded(said))
        named = _titles().get(folded(title), code)
        if code is not None and named != code:
            expected = measure(code).title
            self._tell(
                "template.another-measure", number, "measure", found=title, expected=expected
            )
            return None
        if code is None:
            near = nearest(said, _titles())
            self._tell(
                "template.unknown-measure", number, "measure-code", found=said, expected=near
            )
            return None
        return measure(code)

    def _value(self, number: int, defined: Measure) -> Typed:
        text = self._text(number, "value")
        typed = typed_value(text, defined.measure_type)
        if typed.fault:
            shown = "" if typed.fault == "template.not-a-value" else text
            self._tell(typed.fault, number, "value", found=shown)
        elif typed.blank:
            self._tell("template.value-blank", number, "value", Severity.LOOK)
        return typed

    def _out_of(self, number: int, defined: Measure) -> Typed:
        text = self._text(number, "out-of")
        if defined.measure_type != "percent" or text in ("", "[z]"):
            return Typed()
        typed = typed_value(text, "count")
        if typed.fault:
            self._tell(typed.fault, number, "out-of")
        return typed

    def _status(self, number: int) -> str:
        text = self._text(number, "status")
        status = status_of(text)
        if not status:
            near = nearest(text, chosen("status"))
            self._tell("template.unknown-status", number, "status", found=text, expected=near)
        return status or "observed"

    def _note(self, number: int) -> Bilingual:
        """Both languages, or neither: one alone is told, and the row kept without it."""
        note = Bilingual(self._text(number, "note-en"), self._text(number, "note-cy"))
        for column, text in (("note-en", note.en), ("note-cy", note.cy)):
            if kind := personal_text(text):
                self._tell(kind, number, column)
                return Bilingual("", "")
        if bool(note.en) != bool(note.cy):
            empty = "note-cy" if note.en else "note-en"
            self._tell("template.note-alone", number, empty, Severity.LOOK)
            return Bilingual("", "")
        return Bilingual(note.en[:_LONGEST_NOTE], note.cy[:_LONGEST_NOTE])
