"""Export, print, fill in, key, import: the same record, for every kind of question."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from form_samples import sample

from diogel.core import LANGUAGES, Language
from diogel.surveys import (
    Instrument,
    Response,
    Value,
    builtin_instrument,
    load_instrument,
    read_answers,
    read_instrument,
    write_printed_forms,
    write_template,
    write_xlsform,
)
from diogel.surveys.routes import printed_number

# What a person with a pen gives: the place of each tick from 0, or what is written.
Pen = dict[str, list[int] | str]
EVERY_KIND: Pen = {
    "q1": [0],
    "q2": [0, 1],
    "q3": [0, 1],
    "q4": "3",
    "q5": "2",
    "q6": "Byr; - [n] = 'x'",
    "q7": "Llinell\nac un arall",
    "q8": "10/09/2021",
    "g1_plan": [0],
    "g1_data": [2],
}
STRUCTURES: Pen = {
    "before": "=SUM(A1)",
    "force": [0],
    "area": [0],
    "share": "0.25",
    "people": "12",
    "opens": "09:30",
    "last": "10/09/2021 17:45",
}
GIVEN: dict[str, tuple[Pen, dict[str, Value]]] = {
    "every-kind": (
        EVERY_KIND,
        {
            "q1": "yes",
            "q2": frozenset({"asb", "fire"}),
            "q4": 3,
            "q5": 2,
            "q3": frozenset({"W06000001", "W06000015"}),
            "q6": "Byr; - [n] = 'x'",
            "q7": "Llinell\nac un arall",
            "q8": "2021-09-10",
            "g1_plan": "agree",
            "g1_data": "unsure",
        },
    ),
    "structures": (
        STRUCTURES,
        {
            "before": "=SUM(A1)",
            "force": "south",
            "area": "cardiff",
            "share": 0.25,
            "people": 12,
            "opens": "09:30",
            "last": "2021-09-10T17:45",
        },
    ),
}


class Paper(HTMLParser):
    """What a person with the paper sees under each question's number."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.answers: dict[str, list[str]] = {}
        self.columns: list[str] = []
        self.number = ""
        self.open: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h2", "h3", "h4", "h5", "li", "th"):
            self.words = ""
        if tag == "thead":
            self.columns = []
        self.open.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3", "h4", "h5"):
            self.number = self.words.split(" ")[0]
            self.answers.setdefault(self.number, [])
        elif tag == "li" and self.number:
            self.answers[self.number].append(self.words[1:].strip())
        elif tag == "th" and "thead" in self.open:
            self.columns.append(self.words)
        elif tag == "th":
            self.answers[self.words.split(" ")[0]] = self.columns[1:]
        while self.open and self.open.pop() != tag:
            pass


def keyed(instrument: Instrument, paper: Paper, pen: Pen, language: Language) -> Response:
    """What is keyed: for each tick the words beside it, for the rest what is written."""
    values: dict[str, Value] = {}
    for name, given in pen.items():
        question = instrument.question(name)
        if isinstance(given, str):
            assert printed_number(instrument, question) in paper.answers
            values[name] = given
            continue
        beside = paper.answers[printed_number(instrument, question)]
        values[name] = "; ".join(beside[at] for at in given)
    return Response("7", (), language, values)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(GIVEN))
def test_export_print_fill_and_import_give_the_identical_record(
    tmp_path: Path, name: str, language: Language, ending: str
) -> None:
    pen, values = GIVEN[name]
    write_xlsform(load_instrument(sample(tmp_path, name)), tmp_path / "form.xlsx")
    instrument = load_instrument(tmp_path / "form.xlsx")
    printed = write_printed_forms(instrument, tmp_path, ("html",))[language].paths["html"]

    response = keyed(instrument, Paper(printed.read_text("utf-8")), pen, language)
    write_template(instrument, tmp_path / f"a.{ending}", language, [response])
    answers, problems = read_answers(tmp_path / f"a.{ending}", instrument)

    assert [p.code for p in problems if p.code != "answers.off-path"] == []
    areas = tuple(sorted(values["q3"])) if name == "every-kind" else ()
    assert answers.responses == (Response("7", areas, language, values),)


def test_the_samples_have_every_kind_of_question(tmp_path: Path) -> None:
    from typing import get_args

    from diogel.surveys.instrument import QuestionKind

    forms = [load_instrument(sample(tmp_path, name)) for name in GIVEN]
    given = {q.kind for form in forms for q in form.questions}
    answered = {
        form.question(name).kind
        for form, (pen, _) in zip(forms, GIVEN.values(), strict=True)
        for name in pen
    }

    assert given == set(get_args(QuestionKind))
    assert answered == given - {"info"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["workforce-2021", "baseline-2021"])
def test_every_answer_of_a_real_form_stands_beside_its_question(
    tmp_path: Path, name: str, language: Language
) -> None:
    instrument = builtin_instrument(name)
    printed = write_printed_forms(instrument, tmp_path, ("html",))[language].paths["html"]

    paper = Paper(printed.read_text("utf-8"))

    asked = [q for q in instrument.questions if q.asks and not q.coded]
    for question in asked:
        expected = [" ".join(c.label[language].split()) for c in question.choices]
        assert paper.answers[printed_number(instrument, question)] == expected, question.id


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("opens", "9.30", "09:30"),
        ("opens", "09:30:15", "09:30:15"),
        ("opens", "25:00", "answers.not-a-time"),
        ("last", "2021-09-10", "2021-09-10T00:00"),
        ("last", "2021-09-10T08:05", "2021-09-10T08:05"),
        ("last", "tomorrow", "answers.not-a-moment"),
        ("share", "1", 1.0),
        ("share", "1,5", "answers.not-a-number"),
    ],
)
def test_a_time_or_a_decimal_is_read_or_refused(
    tmp_path: Path, kind: str, text: str, value: object
) -> None:
    instrument, _ = read_instrument(sample(tmp_path, "structures"))
    path = tmp_path / "a.csv"
    path.write_text(f'response,{kind}\n1,"{text}"\n', encoding="utf-8")

    answers, problems = read_answers(path, instrument)

    found = [p.code for p in problems if p.code.startswith("answers.not")]
    assert (found or [answers.responses[0].values[kind]]) == [value]
