"""Export, print, fill in, key, import: the same record, for every kind of question."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import repeat_factory as repeats
from form_samples import sample
from test_surveys_imports import WAVE

from diogel.core import LANGUAGES, Language, Severity
from diogel.language import say
from diogel.surveys import (
    Instance,
    Instrument,
    Response,
    Value,
    builtin_instrument,
    import_answers,
    load_instrument,
    read_answers,
    read_instrument,
    read_wave,
    write_printed_forms,
    write_template,
    write_xlsform,
)
from diogel.surveys.routes import printed_number

# What a person with a pen gives: the place of each tick from 0, or what is written; a
# repeated group is answered on a copy of its pages for each row.
Pen = dict[str, list[int] | str | list["Pen"]]
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
    "teams": [{"people": "12", "opens": "09:30"}, {"people": "0"}],
    "last": "10/09/2021 17:45",
}
MEMBERS: list[Pen] = [{"role": "Arweinydd", "rank": [0]}, {"role": "=1+1"}]
TEAMS: Pen = {
    "before": "Cyn",
    "teams": [
        {
            "called": "Un; 'a' #",
            "sort": [1],
            "langs": [0, 1],
            "where": [1],
            "people": "6",
            "share": "0.5",
            "founded": "01/03/2019",
            "opens": "9.30",
            "last": "10/09/2021 17:45",
            "words": "Llinell\nac un arall",
            "members": MEMBERS,
        },
        {"called": "Dau", "people": "0"},
    ],
    "after": "3",
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
            "last": "2021-09-10T17:45",
        },
    ),
    "teams": (TEAMS, {"before": "Cyn", "after": 3}),
}
ROWS: dict[str, dict[str, tuple[Instance, ...]]] = {
    "every-kind": {},
    "structures": {
        "teams": (Instance({"people": 12, "opens": "09:30"}), Instance({"people": 0})),
    },
    "teams": {
        "teams": (
            Instance(
                {
                    "called": "Un; 'a' #",
                    "sort": "small",
                    "langs": frozenset({"cy", "en"}),
                    "where": frozenset({"W06000015"}),
                    "people": 6,
                    "share": 0.5,
                    "founded": "2019-03-01",
                    "opens": "09:30",
                    "last": "2021-09-10T17:45",
                    "words": "Llinell\nac un arall",
                },
                {},
                {
                    "members": (
                        Instance({"role": "Arweinydd", "rank": "big"}),
                        Instance({"role": "=1+1"}),
                    )
                },
            ),
            Instance({"called": "Dau", "people": 0}),
        )
    },
}


def form_of(folder: Path, name: str) -> Path:
    """The form of a sample; "teams" has every kind of question in groups that repeat."""
    if name == "teams":
        repeats.form(folder)
        return folder / "teams.md"
    return sample(folder, name)


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


def keyed(
    instrument: Instrument, paper: Paper, pen: Pen
) -> tuple[dict[str, Value], dict[str, tuple[Instance, ...]]]:
    """What is keyed: for each tick the words beside it, for the rest what is written."""
    values: dict[str, Value] = {}
    rows: dict[str, tuple[Instance, ...]] = {}
    for name, given in pen.items():
        if name in instrument.repeats:
            pages = [keyed(instrument, paper, page) for page in given if isinstance(page, dict)]
            rows[name] = tuple(Instance(own, {}, inside) for own, inside in pages)
            continue
        question = instrument.question(name)
        beside = paper.answers[printed_number(instrument, question)]
        ticked = [beside[at] for at in given if isinstance(at, int)]
        values[name] = given if isinstance(given, str) else "; ".join(ticked)
    return values, rows


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(GIVEN))
def test_export_print_fill_and_import_give_the_identical_record(
    tmp_path: Path, name: str, language: Language, ending: str
) -> None:
    pen, _ = GIVEN[name]
    write_xlsform(load_instrument(form_of(tmp_path, name)), tmp_path / "form.xlsx")
    instrument = load_instrument(tmp_path / "form.xlsx")
    printed = write_printed_forms(instrument, tmp_path, ("html",))[language].paths["html"]

    given, rows = keyed(instrument, Paper(printed.read_text("utf-8")), pen)
    response = Response("7", (), language, given, repeats=rows)
    write_template(instrument, tmp_path / f"a.{ending}", language, [response])
    answers, problems = read_answers(tmp_path / f"a.{ending}", instrument)

    assert [p.code for p in problems] == []
    assert answers.responses == (expected(name, language),)


def expected(name: str, language: Language) -> Response:
    values = GIVEN[name][1]
    ticked = values.get("q3")
    areas = tuple(sorted(ticked)) if isinstance(ticked, frozenset) else ()
    return Response("7", areas, language, values, repeats=ROWS[name])


@pytest.mark.parametrize("tool", ["odk", "kobo-codes", "kobo-labels", "ona"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(GIVEN))
def test_an_export_of_another_tool_gives_the_identical_record(
    tmp_path: Path, name: str, language: Language, tool: str
) -> None:
    (tmp_path / "wave").mkdir()
    write_xlsform(load_instrument(form_of(tmp_path, name)), tmp_path / "wave" / "instrument.xlsx")
    instrument = load_instrument(tmp_path / "wave" / "instrument.xlsx")
    (tmp_path / "wave" / "wave.toml").write_text(WAVE, encoding="utf-8")
    given = [expected(name, language)]
    if tool == "odk":
        paths = repeats.odk(tmp_path, instrument, given)
    elif tool == "ona":
        paths = [repeats.ona(tmp_path, instrument, given)]
    else:
        labels = language if tool == "kobo-labels" else None
        paths = [repeats.kobo(tmp_path, instrument, given, labels=labels)]

    imported = import_answers(read_wave(tmp_path / "wave"), paths)

    assert [p for p in imported.problems if p.severity is Severity.STOP] == []
    assert imported.written is not None
    (found,) = read_answers(imported.written, instrument)[0].responses
    assert (found.values, found.states, found.repeats) == (
        given[0].values, given[0].states, given[0].repeats,
    )  # fmt: skip


def test_the_samples_have_every_kind_of_question(tmp_path: Path) -> None:
    from typing import get_args

    from diogel.surveys.instrument import QuestionKind

    forms = [load_instrument(form_of(tmp_path, name)) for name in GIVEN]
    given = {q.kind for form in forms for q in form.questions}
    answered = {
        form.question(name).kind
        for form, (_, values) in zip(forms, GIVEN.values(), strict=True)
        for name in values
    }
    in_rows = {
        forms[-1].question(name).kind for row in ROWS["teams"]["teams"] for name in row.values
    }

    assert given == set(get_args(QuestionKind))
    assert answered | in_rows == given - {"info"}
    assert in_rows == given - {"info"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_repeated_group_is_printed_once_with_how_to_use_more_sheets(
    tmp_path: Path, language: Language
) -> None:
    instrument = load_instrument(form_of(tmp_path, "teams"))

    printed = write_printed_forms(instrument, tmp_path, ("html",))[language].paths["html"]

    page = printed.read_text("utf-8")
    assert page.count(say("forms.print.repeat", language)) == len(instrument.repeats)
    (called,) = [q for q in instrument.questions if q.id == "called"]
    assert page.count(f">{called.label[language]}") + page.count(f" {called.label[language]}") == 1


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
    heading = kind if kind != "opens" else f"teams[1]/{kind}"
    path = tmp_path / "a.csv"
    path.write_text(f'response,{heading}\n1,"{text}"\n', encoding="utf-8")

    answers, problems = read_answers(path, instrument)

    found = [p.code for p in problems if p.code.startswith("answers.not")]
    given = answers.responses[0].values
    if kind == "opens" and not found:
        given = answers.responses[0].repeats["teams"][0].values
    assert (found or [given[kind]]) == [value]
