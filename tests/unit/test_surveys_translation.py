"""The translation workbook and back: what is taken, what is told, and nothing else touched."""

import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).parent))
from form_samples import sample

from diogel.core import LANGUAGES, Language, Refused
from diogel.files import csv_bytes
from diogel.surveys import read_instrument, take_translation, write_translation, write_xlsform
from diogel.surveys.form_tables import TABLES, read_form_tables
from diogel.surveys.translated_texts import texts_of

FORMATS = ("md", "csv", "xlsx")


def form_in(folder: Path, format_: str, name: str = "every-kind") -> Path:
    """The sample form in one of the formats that forms come in."""
    source = sample(folder, name)
    if format_ == "md":
        return source
    path = folder / f"{name}.{format_}"
    if format_ == "xlsx":
        write_xlsform(read_instrument(source)[0], path)
        return path
    rows = []
    tables = read_form_tables(source)
    for table in TABLES:
        heads = list(tables.layouts[table].headings)
        rows.append([table, *heads])
        rows += [["", *(row[head] for head in heads)] for row in tables.rows[table]]
    path.write_bytes(csv_bytes(rows))
    return path


class Translator:
    """A translator with the workbook of a form in hand."""

    def __init__(self, form: Path, language: Language = "en") -> None:
        self.form, self.path = form, form.with_name("translation.xlsx")
        self.counts = write_translation(form, self.path, language)
        self.book = openpyxl.load_workbook(self.path)
        self.sheet: Worksheet = self.book.worksheets[1]

    def rows(self) -> dict[str, tuple[object, ...]]:
        return {str(row[0]): row for row in self.sheet.iter_rows(min_row=2, values_only=True)}

    def put(self, key: str, text: str, column: str = "D") -> None:
        for row in range(2, self.sheet.max_row + 1):
            if self.sheet[f"A{row}"].value == key:
                self.sheet[f"{column}{row}"].value = text
                return
        raise KeyError(key)

    def take(self) -> tuple[int, int, list[str]]:
        self.book.save(self.path)
        taken = take_translation(self.path, self.form)
        return taken.changed, taken.accepted, [problem.code for problem in taken.problems]


def state(form: Path, key: str) -> str:
    return next(t.state for t in texts_of(read_form_tables(form)) if t.key == key)


def welsh(form: Path, key: str) -> str:
    return next(t.welsh for t in texts_of(read_form_tables(form)) if t.key == key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_every_text_with_its_place_and_state(
    tmp_path: Path, language: Language
) -> None:
    translator = Translator(sample(tmp_path, "every-kind"), language)

    rows = translator.rows()

    words = {
        "en": ("Answer 'yes' to: Q1, Q9", "reviewed", "not reviewed"),
        "cy": ("Ateb 'yes' i: Q1, Q9", "wedi'i adolygu", "heb ei adolygu"),
    }[language]
    assert rows["choices/have/yes/label"][1:5] == (words[0], "Yes", "Oes", words[2])
    assert rows["survey/q1/hint"][4] == words[1]
    assert rows["survey/q1/hint"][6] == "A. Jones, 1 March 2021"
    assert rows["settings/every-kind/form_title"][2:4] == ("Every kind", "Pob math")
    assert {key.split("/")[0] for key in rows} == set(TABLES)
    assert sum(translator.counts.values()) == len(rows)


def test_only_the_translators_columns_can_be_written_in(tmp_path: Path) -> None:
    sheet = Translator(sample(tmp_path, "every-kind")).sheet

    locked = {column: sheet[f"{column}2"].protection.locked for column in "ABCDEFG"}

    assert sheet.protection.sheet
    assert [column for column, shut in locked.items() if not shut] == ["D", "F", "G"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", FORMATS)
def test_new_welsh_goes_into_the_form_and_nothing_else_changes(
    tmp_path: Path, format_: str, language: Language
) -> None:
    form = form_in(tmp_path, format_)
    before, _ = read_instrument(form)
    translator = Translator(form, language)
    translator.put("survey/q6/label", "Ateb byr | newydd, â ŵ")

    changed, accepted, told = translator.take()

    after, problems = read_instrument(form)
    assert (changed, told, problems) == (1, [], ())
    assert accepted == len(translator.rows())
    assert after.question("q6").label.cy == "Ateb byr | newydd, â ŵ"
    rest = {q.id: q for q in after.questions if q.id != "q6"}
    assert rest == {q.id: q for q in before.questions if q.id != "q6"}
    assert (after.groups, after.title, after.lists) == (before.groups, before.title, before.lists)


def test_a_markdown_form_keeps_its_lines(tmp_path: Path) -> None:
    form = sample(tmp_path, "every-kind")
    before = form.read_text("utf-8").splitlines()
    translator = Translator(form)
    translator.put("survey/q6/label", "Ateb arall")

    translator.take()

    after = form.read_text("utf-8").splitlines()
    assert len(after) == len(before)
    kept = [new.startswith(old) for old, new in zip(before, after, strict=True)]
    assert [after[at] for at, same in enumerate(kept) if not same] == [
        line for line in after if "Ateb arall" in line
    ]


def test_taking_the_same_workbook_again_changes_nothing(tmp_path: Path) -> None:
    form = sample(tmp_path, "every-kind")
    translator = Translator(form)
    translator.take()
    before = form.read_bytes()

    translator.take()

    assert form.read_bytes() == before


@pytest.mark.parametrize("format_", FORMATS)
def test_english_that_changes_makes_its_welsh_stale_until_somebody_looks(
    tmp_path: Path, format_: str
) -> None:
    form = form_in(tmp_path, format_)
    Translator(form).take()
    fresh = read_instrument(form)[1]
    _replace(form, "A short answer", "A brief answer")

    stale = read_instrument(form)[1]
    again = Translator(form)
    unconfirmed = again.take()
    still = state(form, "survey/q6/label")
    again.put("survey/q6/label", "B. Evans, 2 May 2026", "G")
    again.take()

    assert fresh == ()
    assert [(p.code, p.place.column, p.found) for p in stale] == [
        ("form.stale-welsh", "label::Cymraeg (cy)", "A brief answer")
    ]
    assert again.counts["stale"] == 1
    assert unconfirmed[0] == 0
    assert still == "stale"
    assert state(form, "survey/q6/label") == "reviewed"
    assert read_instrument(form)[1] == ()
    assert read_instrument(form)[0].question("q6").label.review == "B. Evans, 2 May 2026"


def _replace(form: Path, old: str, new: str) -> None:
    """What an author does: the same words changed in whatever the form is."""
    if form.suffix != ".xlsx":
        form.write_bytes(form.read_bytes().replace(old.encode(), new.encode()))
        return
    book = openpyxl.load_workbook(form)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    book.save(form)


def test_missing_welsh_can_be_brought_to_a_form_that_does_not_pass(tmp_path: Path) -> None:
    form = sample(tmp_path, "every-kind")
    _replace(form, "Ateb byr", "")
    bad = [p.code for p in read_instrument(form)[1]]
    translator = Translator(form)
    translator.put("survey/q6/label", "Ateb byr")

    translator.take()

    assert bad == ["form.missing-welsh"]
    assert translator.counts["missing"] == 1
    assert read_instrument(form)[1] == ()


@pytest.mark.parametrize(
    ("key", "column", "text", "code", "taken"),
    [
        ("survey/q6/label", "C", "Another English", "translation.english-changed", False),
        ("survey/q6/label", "D", None, "translation.missing", False),
        ("survey/q5/label", "D", "Faint o ${q44}?", "translation.placeholders", False),
        ("survey/q5/label", "D", "Faint?", "translation.placeholders", False),
        ("survey/q5/label", "D", "Faint o${q4}?", "translation.spacing", True),
        ("survey/q6/label", "D", "Ateb  byr iawn", "translation.spacing", True),
        ("survey/q6/label", "A", "survey/q66/label", "translation.unknown-text", False),
        ("survey/q6/label", "F", "Is this right?", "translation.note", False),
    ],
)
def test_what_is_wrong_with_a_text_is_told_and_the_rest_is_taken(
    tmp_path: Path, key: str, column: str, text: str, code: str, taken: bool
) -> None:
    form = sample(tmp_path, "every-kind")
    before = welsh(form, key)
    translator = Translator(form)
    translator.put(key, text, column)
    translator.put("survey/q7/label", "Ateb hir iawn")

    _, _, told = translator.take()

    assert told == [code]
    assert welsh(form, "survey/q7/label") == "Ateb hir iawn"
    assert (welsh(form, key) != before) is taken


def test_changed_welsh_waits_for_review_again(tmp_path: Path) -> None:
    form = sample(tmp_path, "every-kind")
    translator = Translator(form)
    translator.put("survey/q1/label", "A oes tîm gennych chi?")
    for key in ("survey/q1/label", "survey/q1/hint"):
        translator.put(key, "", "G")

    translator.take()

    assert state(form, "survey/q1/label") == "unreviewed"


def test_another_workbook_is_refused_and_the_form_left_alone(tmp_path: Path) -> None:
    form = sample(tmp_path, "every-kind")
    before = form.read_bytes()
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        take_translation(tmp_path / "other.csv", form)

    assert [p.code for p in refused.value.problems] == ["translation.no-columns"]
    assert form.read_bytes() == before
