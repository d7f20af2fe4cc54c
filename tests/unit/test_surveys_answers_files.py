"""Answers from files: every kind of answer comes back, every refused cell has its address."""

from pathlib import Path

import openpyxl
import pytest

from diogel.core import LANGUAGES, Language, Problem, Refused, Severity
from diogel.files import csv_bytes
from diogel.language import explain, say
from diogel.surveys import (
    Answers,
    Instrument,
    Missing,
    Response,
    builtin_instrument,
    read_answers,
    read_conversations,
    write_template,
)

WORKFORCE = builtin_instrument("workforce-2021")
BASELINE = builtin_instrument("baseline-2021")
CONVERSATION = builtin_instrument("conversation-2021")
BOTH_ENDS = ("W06000001", "W06000002")


def read(
    tmp_path: Path, *rows: list[object], instrument: Instrument = WORKFORCE
) -> tuple[Answers, tuple[Problem, ...]]:
    path = tmp_path / "answers.csv"
    path.write_bytes(csv_bytes([[str(cell) for cell in row] for row in rows]))
    return read_answers(path, instrument)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str]]:
    """Without what is noted: code, row and column of each problem."""
    return [(p.code, p.place.row, p.place.column) for p in problems if p.severity is Severity.STOP]


def everything(instrument: Instrument, first: bool) -> Response:
    """A response that answers every question, with the first or the last choice of each."""
    values: dict[str, object] = {}
    for question in instrument.questions:
        at = 0 if first else -1
        match question.kind:
            case "single":
                values[question.id] = question.codes[at]
            case "multi":
                alone = [c.code for c in question.choices if c.exclusive]
                several = set(question.codes) - set(alone)
                values[question.id] = frozenset(several if first else alone or several)
            case "areas":
                values[question.id] = frozenset(BOTH_ENDS)
            case "integer":
                values[question.id] = question.low if first else question.high
            case "date":
                values[question.id] = "2021-09-10"
            case "text" | "longtext":
                values[question.id] = "=1+1" if first else "Geiriau â ŵ; a\nllinell; -"
            case _:
                continue
    areas = BOTH_ENDS if instrument.area_question else ()
    return Response("1" if first else "2", areas, "cy" if first else "en", values)  # type: ignore[arg-type]


@pytest.mark.parametrize("instrument", [WORKFORCE, BASELINE, CONVERSATION], ids=lambda i: i.id)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("labels", [False, True])
def test_a_filled_template_reads_back_the_same(
    tmp_path: Path, instrument: Instrument, suffix: str, language: Language, labels: bool
) -> None:
    given = (everything(instrument, True), everything(instrument, False))
    path = tmp_path / f"template{suffix}"

    write_template(instrument, path, language, given, labels=labels)
    answers, problems = read_answers(path, instrument)

    assert told(problems) == []
    assert answers.responses == given


def test_the_kinds_of_missing_read_back_the_same(tmp_path: Path) -> None:
    states = {
        "w2": Missing.UNSURE,
        "w3": Missing.NOT_APPLICABLE,
        "w12": Missing.NOT_ASKED,
        "w13": Missing.WITHDRAWN,
    }
    given = (
        Response("1", (), "", {"w9": frozenset()}, states),
        Response("2", (), "", {}, {}, withdrawn=True),
    )

    write_template(WORKFORCE, tmp_path / "t.xlsx", "cy", given)
    answers, problems = read_answers(tmp_path / "t.xlsx", WORKFORCE)

    assert told(problems) == []
    assert answers.responses == given


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("yes", "yes", Missing.ANSWERED),
        ("OES", "yes", Missing.ANSWERED),
        ("  nac   oes ", "no", Missing.ANSWERED),
        ("Ddim yn siŵr", None, Missing.UNSURE),
        ("Ddim yn siw\u0302r", None, Missing.UNSURE),
        ("[u]", None, Missing.UNSURE),
        ("[z]", None, Missing.NOT_APPLICABLE),
        ("n/a", None, Missing.NOT_APPLICABLE),
        ("-", None, Missing.ITEM_NONRESPONSE),
        ("Dim ymateb", None, Missing.ITEM_NONRESPONSE),
        ("", None, Missing.ITEM_NONRESPONSE),
    ],
)
def test_a_choice_may_be_said_in_any_of_its_ways(
    tmp_path: Path, text: str, value: str | None, state: Missing
) -> None:
    answers, problems = read(tmp_path, ["response", "w4"], ["1", text])

    (response,) = answers.responses
    assert told(problems) == []
    assert answers.value(response, "w4") == value
    assert answers.state(response, "w4") is state


def test_options_in_columns_of_their_own_are_one_answer(tmp_path: Path) -> None:
    answers, problems = read(
        tmp_path,
        ["response", "w9/asb", "w9/Teledu cylch cyfyng (CCTV)", "w9/hate_crime"],
        ["1", "1", "0", "Oes"],
        ["2", "0", "0", "0"],
        ["3", "", "", ""],
    )

    assert told(problems) == []
    assert [r.values.get("w9") for r in answers.responses] == [
        frozenset({"asb", "hate_crime"}),
        frozenset(),
        None,
    ]


def test_headings_may_be_labels_in_either_language(tmp_path: Path) -> None:
    welsh = WORKFORCE.question("w3").label.cy
    stem = BASELINE.matrices["b5"].label.en

    answers, problems = read(tmp_path, ["Ymateb", welsh.upper()], ["7", "3"])
    grid, told_of_grid = read(
        tmp_path, ["response", f"{stem} Police"], ["1", "Cryfder"], instrument=BASELINE
    )

    assert told(problems) == told(told_of_grid) == []
    assert (answers.responses[0].id, answers.responses[0].values) == ("7", {"w3": 3})
    assert grid.responses[0].values == {"b5_police": "strength"}


def test_a_title_above_the_headings_does_no_harm(tmp_path: Path) -> None:
    answers, problems = read(
        tmp_path,
        ["Our answers, April 2021"],
        [],
        ["response", "w1"],
        ["Response", "Do you have a dedicated Community Safety Team?"],
        ["1", "yess"],
        ["2", "yes"],
    )

    assert told(problems) == [("answers.unknown-code", 5, "B (w1)")]
    assert [r.id for r in answers.responses] == ["1", "2"]


def test_every_problem_of_answers_is_explained_in_both_languages(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        ["response", "f04", "w1", "w2", "Enw", "w18"],
        ["1", "Atlantis; cardif", "yess", "2.5", "x", "y"],
        ["2", "Cardiff", "", "", "", ""],
        ["3", "Caerdydd", "", "", "", ""],
    )

    for problem in problems:
        english, welsh = explain(problem, "en"), explain(problem, "cy")
        assert english != welsh
        assert "Bilingual" not in english + welsh
        assert "{" not in english + welsh


def test_a_heading_that_fits_several_rows_of_grids_is_not_guessed(tmp_path: Path) -> None:
    _, problems = read(tmp_path, ["response", "b3", "Police"], ["1", "", "x"], instrument=BASELINE)

    assert told(problems) == [("answers.ambiguous-column", 1, "C (Police)")]
    assert "b5_police" in str(problems[0].expected)


def test_every_refused_cell_is_told_with_its_address_in_one_pass(tmp_path: Path) -> None:
    answers, problems = read(
        tmp_path,
        ["response", "language", "f04", "w1", "w2", "w3", "w9", "w7", "withdrawn"],
        ["1", "cymraeg", "Atlantis", "yess", "2.5", "many", "asb; ctv", "no", "perhaps"],
        ["1", "fr", "Ynys Môn", "yes", "100", "-1", "asb,cctv", "", ""],
        ["", "en", "", "no", "", "", "", "", ""],
    )

    assert sorted(told(problems)) == sorted(
        [
            ("answers.unknown-area", 2, "C (f04)"),
            ("answers.unknown-code", 2, "D (w1)"),
            ("answers.not-whole", 2, "E (w2)"),
            ("answers.not-a-number", 2, "F (w3)"),
            ("answers.unknown-code", 2, "G (w9)"),
            ("answers.not-a-tick", 2, "I (withdrawn)"),
            ("answers.duplicate-response", 3, "A (response)"),
            ("answers.unknown-language", 3, "B (language)"),
            ("answers.out-of-range", 3, "E (w2)"),
            ("answers.out-of-range", 3, "F (w3)"),
            ("answers.unknown-code", 3, "G (w9)"),
            ("answers.missing-id", 4, "A (response)"),
        ]
    )
    expected = {p.found: p.expected for p in problems if p.code == "answers.unknown-code"}
    assert (expected["yess"], expected["ctv"]) == ("yes", "cctv")
    assert answers.responses[0].values == {"w7": "no"}


def test_an_exclusive_choice_stands_alone(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, ["response", "b19"], ["1", "none; local_profiles"], instrument=BASELINE
    )

    assert told(problems) == [("answers.exclusive", 2, "B (b19)")]


@pytest.mark.parametrize(
    "heading", ["Name", "Enw llawn", "E-mail address", "Rhif ffôn", "Contact", "Post code"]
)
def test_a_column_of_personal_data_is_refused_without_its_values(
    tmp_path: Path, heading: str
) -> None:
    _, problems = read(tmp_path, ["response", "w1", heading], ["1", "yes", "Siân Person"])

    assert told(problems) == [("answers.personal-column", 1, f"C ({heading})")]
    assert "Siân" not in repr(problems)


def test_an_e_mail_address_in_a_free_answer_is_looked_at_and_not_repeated(tmp_path: Path) -> None:
    _, problems = read(tmp_path, ["response", "w16"], ["1", "Write to sian@example.org now"])

    assert [(p.code, p.severity) for p in problems if "personal" in p.code] == [
        ("answers.personal-value", Severity.LOOK)
    ]
    assert "sian" not in repr(problems)


def test_an_unknown_column_and_values_without_a_heading_are_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, ["response", "w1", "w17", ""], ["1", "yes", "x", "y"])

    assert told(problems) == [
        ("answers.unknown-column", 1, "C (w17)"),
        ("answers.column-without-heading", 1, "D"),
    ]


def test_a_question_may_not_have_two_columns(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, ["response", "w9", "w9/asb", "w1", "W1"], ["1", "asb", "1", "yes", "no"]
    )

    assert [code for code, *_ in told(problems)] == ["answers.repeated-column"] * 2


def test_a_joint_response_covers_each_authority_by_code_or_name(tmp_path: Path) -> None:
    answers, problems = read(
        tmp_path,
        ["response", "f04"],
        ["1", "Ynys Môn; W06000002"],
        ["2", "Cardiff"],
        ["3", "rhondda cynon taff"],
    )

    assert told(problems) == []
    assert [r.areas for r in answers.responses] == [BOTH_ENDS, ("W06000015",), ("W06000016",)]


def test_an_authority_covered_twice_is_looked_at(tmp_path: Path) -> None:
    _, problems = read(tmp_path, ["response", "f04"], ["1", "Cardiff; Newport"], ["2", "Caerdydd"])

    (twice,) = [p for p in problems if p.code == "answers.area-twice"]
    assert (twice.severity, twice.place.row, twice.expected) == (Severity.LOOK, 3, "2")
    assert twice.slots["area"] == WORKFORCE.choice("f04", "W06000015").label


def test_respondents_to_the_baseline_may_cover_the_same_authority(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, ["response", "b4"], ["1", "Cardiff"], ["2", "Caerdydd"], instrument=BASELINE
    )

    assert not [p for p in problems if p.code == "answers.area-twice"]


def test_an_answer_off_the_path_is_noted_and_not_counted(tmp_path: Path) -> None:
    answers, problems = read(tmp_path, ["response", "w4", "w5"], ["1", "no", "3"])

    (note,) = [p for p in problems if p.code == "answers.off-path"]
    assert (note.severity, note.place.row, note.place.column) == (Severity.NOTE, 2, "C (w5)")
    assert answers.value(answers.responses[0], "w5") is None


def test_a_cell_that_holds_an_error_is_told_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["response", "w3"])
    book.active.append(["1", "#N/A"])
    book.active["B2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")

    _, problems = read_answers(tmp_path / "a.xlsx", WORKFORCE)

    assert told(problems) == [("file.error-cell", 2, "B")]


def test_a_file_without_a_known_heading_is_refused_in_one_problem(tmp_path: Path) -> None:
    nonsense = [[f"zx{r}q{c}" for c in range(5)] for r in range(50_000)]

    with pytest.raises(Refused) as refused:
        read(tmp_path, *nonsense)  # type: ignore[arg-type]

    assert [p.code for p in refused.value.problems] == ["answers.no-columns"]


def test_known_headings_over_nonsense_end_in_a_bounded_list(tmp_path: Path) -> None:
    rows = [[str(n), "zx", "zx"] for n in range(50_000)]

    _, problems = read(tmp_path, ["response", "w1", "w4"], *rows)  # type: ignore[arg-type]

    assert len(problems) < 5_100
    assert problems[-1].code == "answers.more-problems"


def test_a_latin_1_file_reads_welsh_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("response,f04\n1,Ynys Môn\n".encode("latin-1"))

    answers, problems = read_answers(path, WORKFORCE)

    assert answers.responses[0].areas == ("W06000001",)
    assert "file.encoding" in [p.code for p in problems]


def test_conversations_are_read_from_their_own_sheet_and_kept_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Atebion"
    book.active.append(["response", "b3"])
    book.active.append(["1", "regularly"])
    talks = book.create_sheet("Sgyrsiau")
    talks.append(["conversation", "c_force", "c_people", "c_format", "c_aware", "c_unaware"])
    talks.append(["A", "Gwent", 2, "Mewn pâr", 1, 1])
    talks.append(["B", "W15000001", 1, "one_to_one", 0, 2])
    book.save(tmp_path / "a.xlsx")

    answers, problems = read_answers(tmp_path / "a.xlsx", BASELINE)

    assert [r.id for r in answers.responses] == ["1"]
    assert [(c.id, c.force, c.people, c.format) for c in answers.conversations] == [
        ("A", "W15000002", 2, "pair"),
        ("B", "W15000001", 1, "one_to_one"),
    ]
    assert answers.conversations[0].count("c_unsure") == 0
    assert told(problems) == [("answers.more-people", 3, "E (c_aware)")]


def test_conversations_may_come_in_a_file_of_their_own(tmp_path: Path) -> None:
    given = Response(
        "A", (), "", {"c_force": "W15000003", "c_people": 2, "c_format": "pair", "c_unsure": 2}
    )
    write_template(CONVERSATION, tmp_path / "c.xlsx", "cy", [given], labels=True)
    (tmp_path / "a.csv").write_text("response,b3\n1,never\n")

    answers, problems = read_answers(
        tmp_path / "a.csv", BASELINE, wave="2021", conversations=tmp_path / "c.xlsx"
    )

    assert told(problems) == []
    assert answers.wave == "2021"
    assert answers.conversations == read_conversations(tmp_path / "c.xlsx")[0]
    assert answers.conversations[0].count("c_unsure") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_complete_in_one_language(tmp_path: Path, language: Language) -> None:
    write_template(BASELINE, tmp_path / "t.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    assert book.sheetnames == [
        say(f"answers.sheet-{name}", language) for name in ("guidance", "answers", "codes")
    ]
    answers = book[book.sheetnames[1]]
    other: Language = "en" if language == "cy" else "cy"
    labels = [cell.value for cell in answers[2]][3:]
    foreign = {q.label[other] for q in BASELINE.questions if q.label.en != q.label.cy}
    assert not foreign & set(labels)
    assert book.properties.title == BASELINE.title[language]
    assert answers.freeze_panes == "B3"
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_each_single_choice_has_a_drop_down_of_its_own_labels(tmp_path: Path) -> None:
    write_template(WORKFORCE, tmp_path / "t.xlsx", "cy")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    answers, codes = book["Atebion"], book["Codau"]
    ids = [cell.value for cell in answers[1]]

    lists = {}
    for rule in answers.data_validations.dataValidation:
        if rule.type == "list":
            column = next(iter(rule.sqref.ranges)).min_col
            area = rule.formula1.split("!")[1].replace("$", "")
            lists[ids[column - 1]] = [row[0].value for row in codes[area]]

    singles = {
        q.id: [c.label.cy for c in q.choices] for q in WORKFORCE.questions if q.kind == "single"
    }
    assert lists == singles


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(WORKFORCE, tmp_path / name, "en")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_answer_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    given = Response("1", (), "", {"w16": '=HYPERLINK("x")'})

    for name in ("t.xlsx", "t.csv"):
        write_template(WORKFORCE, tmp_path / name, "en", [given])

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert all(cell.data_type != "f" for row in book["Answers"] for cell in row)
    assert ",=HYPER" not in (tmp_path / "t.csv").read_text("utf-8-sig")
    assert ',"=HYPER' not in (tmp_path / "t.csv").read_text("utf-8-sig")
