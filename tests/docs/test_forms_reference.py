"""The page on forms names every column and function, and the page on answers every mark."""

from pathlib import Path

from diogel.surveys.answer_cells import SAID
from diogel.surveys.answer_headings import FACTS
from diogel.surveys.expressions import FUNCTIONS
from diogel.surveys.form_building import ALLOWED
from diogel.surveys.form_tables import COLUMNS

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
OF_XLSFORM_ALONE = {
    *("calculation", "default", "parameters", "read_only", "repeat_count", "note"),
    *("default_language", "style", "public_key", "submission_url", "instance_name"),
}


def test_the_page_on_forms_names_every_column_that_is_read() -> None:
    page = (REFERENCE / "forms.md").read_text("utf-8")

    columns = {column for table in COLUMNS.values() for column in table} - OF_XLSFORM_ALONE

    assert [column for column in sorted(columns) if f"`{column}`" not in page] == []


def test_the_page_on_expressions_names_every_function() -> None:
    page = (REFERENCE / "expressions.md").read_text("utf-8")

    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []


def test_the_page_on_forms_names_every_allowed_word() -> None:
    page = (REFERENCE / "forms.md").read_text("utf-8")

    words = [word for allowed in ALLOWED.values() for word in allowed]

    assert [word for word in words if f"`{word}`" not in page] == []


def test_the_page_on_answers_names_every_mark_and_fixed_column() -> None:
    page = (REFERENCE / "answers.md").read_text("utf-8")

    marks = [mark for mark in SAID if mark != "[-]"]

    assert [mark for mark in [*marks, *FACTS] if f"`{mark}`" not in page] == []
