"""A form written as a workbook reads back the same, and ODK Validate finds no fault in it."""

import shutil
import sys
from pathlib import Path

import openpyxl
import pytest
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert

sys.path.insert(0, str(Path(__file__).parent))
from form_samples import SAMPLES, sample

from diogel.core import Bilingual
from diogel.surveys import Instrument, Matrix, Question, Response, load_instrument, read_instrument
from diogel.surveys import builtin_instrument_path as built_in
from diogel.surveys import write_xlsform as write
from diogel.surveys.answers import Answers, Missing
from diogel.surveys.xlsform_writing import form_rows

BUILT_IN = ["workforce-2021", "baseline-2021", "conversation-2021"]
EXAMPLE = Path(__file__).resolve().parents[2] / "src/diogel/workspace/example_survey/instrument.md"


def source(name: str, folder: Path) -> Path:
    if name == "example":
        return EXAMPLE
    return built_in(name) if name in BUILT_IN else sample(folder, name)


@pytest.fixture(params=[*BUILT_IN, *SAMPLES, "example"])
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return source(request.param, tmp_path)


def test_what_is_written_reads_back_the_same(form: Path, tmp_path: Path) -> None:
    instrument = load_instrument(form)

    write(instrument, tmp_path / "out.xlsx")
    again, problems = read_instrument(tmp_path / "out.xlsx")

    assert problems == ()
    assert again == instrument


def test_writing_again_gives_the_same_bytes(form: Path, tmp_path: Path) -> None:
    instrument = load_instrument(form)

    write(instrument, tmp_path / "one.xlsx")
    write(load_instrument(tmp_path / "one.xlsx"), tmp_path / "two.xlsx")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="ODK Validate needs java, which this machine has not"
)


@needs_java
def test_odk_validate_finds_no_fault(form: Path, tmp_path: Path) -> None:
    write(load_instrument(form), tmp_path / "out.xlsx")

    made = convert(str(tmp_path / "out.xlsx"), validate=True, form_name="form")

    assert made.xform
    assert made.warnings == []


@needs_java
def test_odk_validate_would_find_a_fault(tmp_path: Path) -> None:
    write(load_instrument(sample(tmp_path, "every-kind")), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    headings = [cell.value for cell in book["survey"][1]]
    book["survey"].cell(4, headings.index("relevant") + 1, "selectd(${q3}, 'yes')")
    book.save(tmp_path / "bad.xlsx")

    with pytest.raises(ODKValidateError):
        convert(str(tmp_path / "bad.xlsx"), validate=True, form_name="form")


def test_every_translated_column_stands_in_both_languages(tmp_path: Path) -> None:
    write(load_instrument(sample(tmp_path, "structures")), tmp_path / "out.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["survey"]
    headings = {cell.value for cell in sheet[1]}

    for column in ("label", "constraint_message", "required_message"):
        assert {f"{column}::English (en)", f"{column}::Cymraeg (cy)"} <= headings


def test_an_instrument_made_by_hand_gets_its_sections_and_grids(tmp_path: Path) -> None:
    label = Bilingual("Words", "Geiriau")
    rows = load_instrument(sample(tmp_path, "every-kind")).rows("g1")
    choices = rows[0].choices
    questions = (
        Question("a", "integer", label, section="s", low=1, high=5, relevant="true()"),
        Question("m_1", "single", label, choices=choices, matrix="m", section="s"),
        Question("m_2", "single", label, choices=choices, matrix="m", section="s"),
    )
    made = Instrument("f", "1", label, questions, {"m": Matrix("m", label)}, {"s": label})

    survey = form_rows(made)["survey"]

    assert [(row["type"], row.get("name", "")) for row in survey] == [
        ("begin_group", "s"),
        ("integer", "a"),
        ("begin_group", "m"),
        ("select_one m", "m_1"),
        ("select_one m", "m_2"),
        ("end_group", ""),
        ("end_group", ""),
    ]
    assert (survey[1]["relevant"], survey[1]["low"], survey[1]["high"]) == ("true()", "1", "5")


def test_a_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    label = Bilingual("=1+1", "=2+2")
    made = Instrument("f", "1", label, (Question("a", "text", label),))

    write(made, tmp_path / "out.xlsx")

    assert read_instrument(tmp_path / "out.xlsx")[0].question("a").label.cy == "=2+2"


def test_a_default_is_handed_on_and_never_read_into_a_blank(tmp_path: Path) -> None:
    text = sample(tmp_path, "every-kind").read_text("utf-8")
    row = "| | text | q6 | A short answer"
    assert row in text
    lines = [
        f"{line} default |" if line.startswith("| survey |")
        else f"{line} asb |" if line.startswith(row)
        else line
        for line in text.splitlines()
    ]  # fmt: skip
    (tmp_path / "with.md").write_text("\n".join(lines), encoding="utf-8")
    write(load_instrument(tmp_path / "with.md"), tmp_path / "form.xlsx")

    form = load_instrument(tmp_path / "form.xlsx")
    blank = Answers("", form, (Response("1", (), "", {}),))

    assert form.question("q6").default == "asb"
    assert blank.state(blank.responses[0], "q6") is Missing.ITEM_NONRESPONSE
