"""The bank of quotations, and the workbook in which a person signs them off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from diogel.core import Refused
from diogel.language import explain_all
from diogel.surveys import Quotation, read_bank, survey_of, take_sheet, write_bank, write_sheet
from diogel.surveys.quotes_sheet import MARK_COLUMNS, QUOTE_COLUMNS
from diogel.surveys.quotes_taking import FIRST_ROW

DAY = date(2026, 11, 22)
HEAD = "id,tag,language,text,translation,translated,consent,consent_date,class\n"
ROW = (
    'q1,data,en,"Figures for Powys, late.",Mae ffigurau [awdurdod] yn hwyr.,'
    "reviewed,yes,2026-11-01,opinion\n"
)


def folder(tmp_path: Path, rows: str = ROW) -> Path:
    (tmp_path / "quotes.csv").write_text(HEAD + rows, encoding="utf-8")
    return tmp_path


def workbook(bank: tuple[Quotation, ...], tmp_path: Path) -> Path:
    path = tmp_path / "sheet.xlsx"
    write_sheet(bank, path, "en", survey="wave-1")
    return path


def fill(path: Path, sheet: int, column: str, value: str, row: int = FIRST_ROW) -> None:
    """Type into one cell, as a person would."""
    book = openpyxl.load_workbook(path)
    columns = QUOTE_COLUMNS if sheet == 0 else MARK_COLUMNS
    book.worksheets[sheet].cell(row, columns.index(column) + 1).value = value
    book.save(path)


def codes(path: Path, bank: tuple[Quotation, ...]) -> dict[str, str]:
    """The problems of a workbook, with the column that each is at."""
    with pytest.raises(Refused) as refused:
        take_sheet(path, bank, DAY)
    for language in ("en", "cy"):
        assert all(explain_all(refused.value.problems, language))  # type: ignore[arg-type]
    return {p.code.removeprefix("quotes."): p.place.column for p in refused.value.problems}


def test_a_quotation_goes_from_the_bank_to_a_signature_and_back(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))
    path = workbook(bank, tmp_path)
    fill(path, 1, "decision", "derbyn")
    fill(path, 0, "signed_by", "Eirlys Demo")

    taken = take_sheet(path, bank, DAY)
    write_bank(tmp_path, taken.bank)
    draft = read_bank(tmp_path)[0].draft

    assert survey_of(path) == "wave-1"
    assert (taken.decided, taken.signed) == (1, 1)
    assert draft.redacted == "Figures for [authority], late."
    assert (draft.signed_by, draft.signed_on) == ("Eirlys Demo", "2026-11-22")
    assert draft.decided[0].by == "Eirlys Demo"


def test_nothing_is_taken_out_by_finding_and_writing(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))

    taken = take_sheet(workbook(bank, tmp_path), bank, DAY)

    draft = taken.bank[0].draft
    assert (draft.text, draft.decided, draft.signed_by) == ("Figures for Powys, late.", (), "")


def test_a_welsh_workbook_answers_in_welsh_and_is_read_back(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))
    path = tmp_path / "sheet.xlsx"

    write_sheet(bank, path, "cy", survey="wave-1")

    sheet = openpyxl.load_workbook(path).worksheets[0]
    said = {name: sheet.cell(FIRST_ROW, n).value for n, name in enumerate(QUOTE_COLUMNS, start=1)}
    offered = " ".join(each.formula1 for each in sheet.data_validations.dataValidation)
    assert (said["translated"], said["consent"]) == ("adolygwyd", "oes")
    assert "adolygwyd" in offered and "reviewed" not in offered
    draft = take_sheet(path, bank, DAY).bank[0].draft
    assert (draft.translated, draft.consent) == ("reviewed", "yes")


def test_taking_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))
    path = workbook(bank, tmp_path)
    fill(path, 1, "decision", "accept")
    fill(path, 0, "signed_by", "Eirlys Demo")
    write_bank(tmp_path, take_sheet(path, bank, DAY).bank)
    once = [(tmp_path / name).read_bytes() for name in ("quotes.csv", "quote-marks.csv")]

    again = workbook(read_bank(tmp_path), tmp_path)
    write_bank(tmp_path, take_sheet(again, read_bank(tmp_path), date(2027, 1, 1)).bank)

    assert [(tmp_path / name).read_bytes() for name in ("quotes.csv", "quote-marks.csv")] == once


@pytest.mark.parametrize(
    ("sheet", "column", "value", "code", "at"),
    [
        (0, "quote", "q9", "unknown", "A (quote)"),
        (0, "checked_text", "abc", "stale", "C (text)"),
        (0, "marks", "7", "marks-missing", "J (marks)"),
        (0, "consent", "perhaps", "value", "H (consent)"),
        (0, "consent_date", "yesterday", "consent-date", "I (consent_date)"),
        (0, "translated", "mostly", "value", "G (translated)"),
        (1, "decision", "maybe", "decision-word", "K (decision)"),
        (1, "decision", "accept", "no-name", "M (by)"),
    ],
)
def test_a_fault_is_told_at_its_cell(
    tmp_path: Path, sheet: int, column: str, value: str, code: str, at: str
) -> None:
    bank = read_bank(folder(tmp_path))
    path = workbook(bank, tmp_path)
    fill(path, sheet, column, value)

    assert codes(path, bank)[code] == at


def test_a_signature_over_an_undecided_mark_is_refused(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))
    path = workbook(bank, tmp_path)
    fill(path, 0, "signed_by", "Eirlys Demo")

    assert codes(path, bank) == {"undecided": "L (signed_by)", "still-tells": "L (signed_by)"}


def test_a_replacement_stands_in_brackets(tmp_path: Path) -> None:
    bank = read_bank(folder(tmp_path))
    path = workbook(bank, tmp_path)
    fill(path, 1, "decision", "accept")
    fill(path, 1, "by", "Eirlys Demo")
    fill(path, 1, "replacement", "somewhere")

    assert codes(path, bank) == {"replacement": "L (replacement)"}


def test_a_bank_names_no_response(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text("id,language,text,response\nq1,en,Words.,r7\n", "utf-8")

    with pytest.raises(Refused) as refused:
        read_bank(tmp_path)

    assert [p.code for p in refused.value.problems] == ["quotes.response-named"]
    assert refused.value.problems[0].found == ""


def test_columns_that_somebody_added_stay(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text("id,language,text,mine\nq1,en,-Words,keep\n", "utf-8")

    write_bank(tmp_path, read_bank(tmp_path))

    assert read_bank(tmp_path)[0].row["mine"] == "keep"
    assert read_bank(tmp_path)[0].draft.text == "-Words"
