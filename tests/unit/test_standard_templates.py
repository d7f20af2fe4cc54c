"""Templates: made in either language, filled in, changed by their partner, read back exactly."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from diogel.core import LANGUAGES, Language, Period, Severity
from diogel.files import read_sheets
from diogel.language import explain_all
from diogel.language.detector import english_left
from diogel.places import members
from diogel.reports import check_workbook
from diogel.standard import (
    TemplateReading,
    asked,
    is_template,
    measure,
    measures_asked,
    read_template,
    schema,
    suppliers,
    write_template,
)
from diogel.standard.templates.asking import supplier_of
from diogel.standard.templates.cells import period_of, typed_value
from diogel.standard.templates.texts import MARKS, choices, words

AREAS = tuple(one.code for one in members("W25000003"))[:3]
SEPTEMBER = (Period.month(2026, 9),)
# What cannot hold for a form: its cells to fill in are empty, and its marks stand on a sheet of
# their own, after the figures.
OF_A_FORM = {"workbook.empty-cell", "workbook.mark-unexplained"}

Fill = Callable[[Any, Language], None]


class Template:
    """One template's file, and how its cells are reached."""

    def __init__(self, path: Path, language: Language) -> None:
        self.path, self.language = path, language
        self.book = openpyxl.load_workbook(path)

    def sheet(self, name: str) -> Any:
        return self.book[words(f"sheet-{name}", self.language)]

    @property
    def figures(self) -> Any:
        return self.sheet("figures")

    def column(self, name: str) -> int:
        headings = [cell.value for cell in self.figures[3]]
        return headings.index(words(f"column-{name}", self.language)) + 1

    def put(self, row: int, name: str, value: object) -> None:
        self.figures.cell(row, self.column(name)).value = value

    @property
    def rows(self) -> range:
        return range(4, self.figures.max_row + 1)

    def answer(self, name: str, value: object) -> None:
        sheet = self.sheet("who")
        for row in sheet.iter_rows(min_row=4):
            if row[0].value == words(f"answer-{name}", self.language):
                row[1].value = value

    def read(self) -> TemplateReading:
        self.book.save(self.path)
        return read_template(read_sheets(self.path))


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Template]:
    def made(language: Language = "en", supplier: str = "fire", **more: Any) -> Template:
        path = tmp_path / f"{supplier}-{language}.xlsx"
        write_template(supplier, AREAS, SEPTEMBER, language, path, **more)
        return Template(path, language)

    return made


def fill(template: Template, seed: int = 1) -> None:
    """Every value, some statuses and notes, and the answers, the same for either language."""
    chance = random.Random(seed)
    for row in template.rows:
        value = chance.choice([chance.randint(1, 90), 0, "[x]", "[c]", "[z]"])
        template.put(row, "value", value)
        if chance.random() < 0.3:
            status = chance.choice(["provisional", "revised", "estimated"])
            template.put(row, "status", choices("status")[status][template.language])
        if chance.random() < 0.2:
            template.put(row, "note-en", "A note")
            template.put(row, "note-cy", "Nodyn")
    template.answer("organisation", "South Wales Fire and Rescue Service")
    template.answer("system", "Incident recording system")
    template.answer("extracted-on", "03/10/2026")
    template.answer("licence", choices("licence")["OGL-UK-3.0"][template.language])
    template.answer("basis", choices("basis")["si-2007-1831"][template.language])


def codes(reading: TemplateReading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("supplier", [one.code for one in suppliers()])
def test_both_languages_come_to_the_same_observations(
    make: Callable[..., Template], supplier: str
) -> None:
    if not asked(supplier, AREAS, SEPTEMBER):
        pytest.skip("nothing is asked of this kind of supplier in September")
    readings = []
    for language in LANGUAGES:
        template = make(language, supplier)
        fill(template)
        readings.append(template.read())

    english, welsh = readings

    assert english.rows == welsh.rows
    assert len(english.rows) == len(asked(supplier, AREAS, SEPTEMBER))
    assert codes(english) == codes(welsh) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_what_is_read(make: Callable[..., Template], language: Language) -> None:
    template = make(language)
    fill(template)
    typed = [template.figures.cell(row, template.column("value")).value for row in template.rows]

    reading = template.read()

    read = [row["suppression"] or row["value"] for row in reading.rows]
    assert read == typed
    assert reading.organisation == "South Wales Fire and Rescue Service"
    assert (reading.extracted_on, reading.licence) == ("2026-10-03", "OGL-UK-3.0")
    assert {row["sharing_basis"] for row in reading.rows} == {"si-2007-1831"}
    assert all(tuple(row) == schema("observations").columns for row in reading.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_carries_what_the_standard_says_of_its_measure(
    make: Callable[..., Template], language: Language
) -> None:
    template = make(language)
    fill(template)

    for row in template.read().rows:
        defined = measure(str(row["measure_code"]))
        assert row["theme_code"] == defined.themes[0]
        assert row["unit"] == defined.unit
        assert row["source_type"] == "fire"
        assert row["prevention_level"] == defined.prevention


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_saved_by_libreoffice_reads_the_same(
    make: Callable[..., Template], language: Language, tmp_path: Path
) -> None:
    template = make(language)
    fill(template)
    wanted = template.read()

    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "ods", "--outdir", str(tmp_path), str(template.path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    reading = read_template(read_sheets(template.path.with_suffix(".ods")))

    assert reading.rows == wanted.rows
    assert codes(reading) == []


def test_a_half_filled_template_tells_each_blank_cell_and_loses_nothing(
    make: Callable[..., Template],
) -> None:
    template = make()
    template.answer("organisation", "Fire")
    template.put(4, "value", 7)
    template.put(6, "value", 0)

    reading = template.read()

    assert [row["value"] for row in reading.rows] == [7, 0]
    blanks = [p for p in reading.problems if p.code == "template.value-blank"]
    assert {p.place.row for p in blanks} == set(template.rows) - {4, 6}
    assert all(p.place.column.endswith("(Value)") for p in blanks)
    assert reading.blank == len(blanks)
    assert all(p.severity is not Severity.STOP for p in reading.problems)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("about ten", "template.not-a-value"),
        (-3, "template.negative"),
        (2.5, "template.not-whole"),
        ("[y]", "template.not-a-value"),
        ("1.234,5", "template.not-a-value"),
    ],
)
def test_a_value_that_is_none_is_told_at_its_cell(
    make: Callable[..., Template], typed: object, code: str
) -> None:
    template = make()
    fill(template)
    template.put(5, "value", typed)

    reading = template.read()

    told = [p for p in reading.problems if p.code == code]
    assert [(p.place.row, p.severity) for p in told] == [(5, Severity.STOP)]
    assert len(reading.rows) == len(template.rows) - 1


def test_words_typed_for_a_value_are_not_repeated(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    template.put(5, "value", "Jane Doe, 1 High Street")

    assert [p.found for p in template.read().problems] == [""]


def test_a_percentage_over_a_hundred_is_told_and_its_base_is_read(
    make: Callable[..., Template],
) -> None:
    template = make(supplier="substance-misuse-board")
    fill(template)
    rows = [
        row for row in template.rows
        if template.figures.cell(row, template.column("measure-code")).value
        == "substance-misuse-waiting"
    ]  # fmt: skip
    template.put(rows[0], "value", 101)
    template.put(rows[1], "value", 88.5)
    template.put(rows[1], "out-of", 200)

    reading = template.read()

    assert [(p.code, p.place.row) for p in reading.problems] == [("template.over-hundred", rows[0])]
    found = next(row for row in reading.rows if row["value"] == 88.5)
    assert (found["denominator"], found["unit"]) == (200, "percent")


def test_sorted_rows_read_the_same(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    wanted = template.read().rows
    rows = [[cell.value for cell in template.figures[row]] for row in template.rows]
    rows.sort(key=lambda cells: (str(cells[1]), str(cells[0])))
    for number, cells in zip(template.rows, rows, strict=True):
        for column, value in enumerate(cells, 1):
            template.figures.cell(number, column).value = value

    reading = template.read()

    assert sorted(map(str, reading.rows)) == sorted(map(str, wanted))
    assert codes(reading) == []


def test_renamed_tabs_read_the_same(make: Callable[..., Template]) -> None:
    template = make("cy")
    fill(template)
    wanted = template.read().rows
    for number, sheet in enumerate(template.book.worksheets):
        sheet.title = f"Tab {number}"

    reading = template.read()

    assert reading.rows == wanted
    assert codes(reading) == []


def test_columns_and_sheets_of_a_partners_own_are_told_and_do_no_harm(
    make: Callable[..., Template],
) -> None:
    template = make()
    fill(template)
    wanted = template.read().rows
    template.figures.insert_cols(2)
    template.figures.cell(3, 2).value = "Our reference"
    template.figures.cell(4, 2).value = "A-1"
    template.book.create_sheet("Workings")["A1"] = 12

    reading = template.read()

    assert reading.rows == wanted
    assert sorted(codes(reading)) == ["template.column-added", "template.sheet-added"]


def test_an_added_row_is_read_and_told_and_a_deleted_one_is_told(
    make: Callable[..., Template],
) -> None:
    template = make()
    fill(template)
    cells = [cell.value for cell in template.figures[4]]
    template.figures.delete_rows(4)
    cells[template.column("period") - 1] = "2026-08"
    for column, value in enumerate(cells, 1):
        template.figures.cell(template.figures.max_row + 1 if column == 1
                              else template.figures.max_row, column).value = value  # fmt: skip

    reading = template.read()

    assert "2026-08" in {row["period"] for row in reading.rows}
    assert codes(reading) == ["template.rows-gone", "template.row-added"]


def test_the_example_is_never_read_even_when_it_is_copied(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    wanted = template.read().rows
    example = [cell.value for cell in template.sheet("example")[4]]
    after = template.figures.max_row + 1
    for column, value in enumerate(example, 1):
        template.figures.cell(after, column).value = value

    reading = template.read()

    assert reading.rows == wanted
    assert [(p.code, p.place.row) for p in reading.problems] == [("template.example-row", after)]


def test_a_template_with_only_its_example_filled_in_gives_nothing(
    make: Callable[..., Template],
) -> None:
    assert make().read().rows == ()


def test_a_row_given_twice_stops(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    for name in ("period", "area", "measure", "area-code", "measure-code"):
        template.put(5, name, template.figures.cell(4, template.column(name)).value)

    reading = template.read()

    assert [(p.code, p.severity) for p in reading.problems if p.code == "template.row-twice"] == [
        ("template.row-twice", Severity.STOP)
    ]


def test_codes_that_are_gone_are_found_by_their_names(make: Callable[..., Template]) -> None:
    template = make("cy")
    fill(template)
    wanted = template.read().rows
    for row in template.rows:
        template.put(row, "area-code", None)
        template.put(row, "measure-code", None)

    assert template.read().rows == wanted


def test_a_code_that_is_wrong_is_told_with_the_nearest(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    template.put(4, "measure-code", "fire-deliberate-primry")

    told = next(p for p in template.read().problems if p.code == "template.unknown-measure")

    assert (told.place.row, told.expected) == (4, "fire-deliberate-primary")


def test_a_note_in_one_language_is_told_and_the_number_kept(
    make: Callable[..., Template],
) -> None:
    template = make()
    fill(template)
    template.put(4, "note-en", "Only English")
    template.put(4, "note-cy", None)

    reading = template.read()

    assert codes(reading) == ["template.note-alone"]
    assert reading.rows[0]["note_en"] == reading.rows[0]["note_cy"] == ""


def test_a_note_about_a_person_stops_and_is_not_repeated(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    template.put(4, "note-en", "Ask at jane.doe@example.org")
    template.put(4, "note-cy", "Gofynnwch i jane.doe@example.org")

    reading = template.read()

    assert [(p.code, p.found, p.severity) for p in reading.problems] == [
        ("personal.email", "", Severity.STOP)
    ]
    assert reading.rows[0]["note_en"] == ""


@pytest.mark.parametrize(
    "said", ["Gwenno Prydderch", "Xanthippa Wolkenstein", "943 476 5919", "NP20 4UR"]
)
@pytest.mark.parametrize("column", ["period", "area-code", "measure-code", "status", "value"])
def test_what_points_at_a_person_is_repeated_from_no_column(
    make: Callable[..., Template], column: str, said: str
) -> None:
    template = make()
    fill(template)
    template.put(4, column, said)

    reading = template.read()

    assert any(p.severity is Severity.STOP for p in reading.problems)
    assert not [p for p in reading.problems for part in said.split() if part in p.found]


def test_an_nhs_number_is_no_value(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    template.put(4, "value", 9434765919)

    reading = template.read()

    assert [(p.code, p.found) for p in reading.problems] == [("personal.nhs-number", "")]
    assert 9434765919 not in {row["value"] for row in reading.rows}


@pytest.mark.parametrize("item", ["organisation", "system", "basis", "licence"])
def test_what_is_kept_with_every_number_names_nobody(
    make: Callable[..., Template], item: str
) -> None:
    template = make()
    fill(template)
    template.answer(item, "g.prydderch@post.example")

    reading = template.read()

    assert [(p.code, p.found, p.severity) for p in reading.problems] == [
        ("personal.email", "", Severity.STOP)
    ]


def test_nobody_named_stops_unless_the_person_says_who(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    template.answer("organisation", None)

    reading = template.read()
    again = read_template(read_sheets(template.path), organisation="Fire")

    assert [(p.code, p.place.row) for p in reading.problems] == [("template.no-organisation", 4)]
    assert {row["source_org"] for row in again.rows} == {"Fire"}


def test_a_template_of_a_version_unknown_is_read_and_told(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    about = template.sheet("about")
    for row in about.iter_rows():
        if row[0].value == "version":
            row[2].value = "7"

    reading = template.read()

    assert codes(reading) == ["template.unknown-version"]
    assert len(reading.rows) == len(template.rows)


def test_a_template_of_an_older_version_is_read_as_such(
    make: Callable[..., Template], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diogel.standard.templates.reading.OLD_VERSIONS", ("0",))
    template = make()
    fill(template)
    wanted = template.read().rows
    for row in template.sheet("about").iter_rows():
        if row[0].value == "version":
            row[2].value = "0"

    reading = template.read()

    assert [(p.code, p.severity) for p in reading.problems] == [
        ("template.old-version", Severity.NOTE)
    ]
    assert reading.rows == wanted


def test_a_template_without_its_about_sheet_is_still_known(make: Callable[..., Template]) -> None:
    template = make()
    fill(template)
    del template.book[words("sheet-about", "en")]
    template.book.save(template.path)

    assert is_template(read_sheets(template.path))
    assert codes(template.read()) == ["template.about-missing"]


def test_a_workbook_of_somebody_elses_is_no_template(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Area", "Value"])
    book.active.append(["Cardiff", 5])
    book.save(tmp_path / "a.xlsx")

    assert not is_template(read_sheets(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("supplier", ["fire", "health", "substance-misuse-board"])
def test_a_template_keeps_the_rules_for_everybody_to_read_it(
    make: Callable[..., Template], language: Language, supplier: str
) -> None:
    template = make(language, supplier)

    broken = [p for p in check_workbook(template.path) if p.code not in OF_A_FORM]

    explained = {row[0].value for row in template.sheet("marks").iter_rows()}
    assert broken == []
    assert set(MARKS) <= explained


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_to_be_filled_in_is_unlocked(
    make: Callable[..., Template], language: Language
) -> None:
    template = make(language)

    for sheet in template.book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    unlocked = {
        cell.column
        for row in template.figures.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {template.column(name) for name in ("value", "status", "note-en", "note-cy")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drop_down_advises_and_does_not_forbid(
    make: Callable[..., Template], language: Language
) -> None:
    rules = make(language).figures.data_validations.dataValidation

    assert {rule.errorStyle for rule in rules} == {"information"}
    assert len(rules) == 2


def test_no_english_is_left_in_a_welsh_template(make: Callable[..., Template]) -> None:
    book = make("cy").book

    codes_of_lists = words("sheet-lists", "cy")
    texts = [
        str(cell.value)
        for sheet in book.worksheets
        if sheet.title != words("sheet-about", "cy")
        for row in sheet.iter_rows(max_col=2 if sheet.title == codes_of_lists else None)
        for cell in row
        if cell.value and not str(cell.value).startswith(("W0", "fire-", "New system"))
    ]
    assert english_left("\n".join(texts)) == ()


def test_the_same_template_is_the_same_bytes(make: Callable[..., Template], tmp_path: Path) -> None:
    first = make().path.read_bytes()

    assert make().path.read_bytes() == first


def test_a_month_that_ends_a_quarter_asks_for_the_quarter_too() -> None:
    august = asked("fire", AREAS, (Period.month(2026, 8),))
    september = asked("fire", AREAS, SEPTEMBER)

    assert {str(one.period) for one in august} == {"2026-08"}
    assert {str(one.period) for one in september} == {"2026-09", "2026-Q3"}


def test_march_asks_for_the_financial_year() -> None:
    march = asked("local-authority", AREAS, (Period.month(2027, 3),))

    assert "2026/27" in {str(one.period) for one in march}


def test_nobody_is_asked_to_type_what_police_uk_publishes() -> None:
    assert "police-burglary" not in measures_asked("police")
    assert "domestic-abuse-incidents" in measures_asked("police")


def test_a_measure_of_larger_areas_is_asked_for_those() -> None:
    rows = asked("local-authority", AREAS, (Period.month(2026, 12),), ["review-actions-done"])

    assert all(one.area.startswith("sb-") for one in rows)
    assert len(rows) == len({one.area for one in rows})


def test_spreadsheets_that_make_a_month_a_date_do_no_harm() -> None:
    assert period_of("2026-10-01") == period_of("2026-10-01 00:00:00") == period_of("2026-10")
    assert period_of("2026-10-15") is None


def test_a_pasted_thousand_is_a_number() -> None:
    assert typed_value("1,234", "count").number == 1234
    assert typed_value(" [X] ", "count").mark == "[x]"
    assert typed_value("c", "count").mark == "[c]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_template_can_be_said(
    make: Callable[..., Template], language: Language
) -> None:
    template = make(language)
    template.put(4, "value", "x1")
    template.put(5, "period", "soon")
    template.put(6, "area-code", "W99")
    template.put(7, "status", "perhaps")
    template.answer("extracted-on", "yesterday")

    problems = template.read().problems

    said = explain_all(problems, language)
    assert len(said) == len(problems) > 5
    assert not any("{" in sentence for sentence in said)


def test_every_kind_of_supplier_can_be_asked() -> None:
    for one in suppliers():
        assert supplier_of(one.code).source_type
        asked(one.code, AREAS, tuple(Period.month(2026, month) for month in range(1, 13)))
