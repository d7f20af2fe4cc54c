"""Repeated groups: a row an instance, kept through every way in and out, counted nowhere."""

import random
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import export_factory as tools
import repeat_factory as factory
from test_surveys_imports import WAVE

from diogel.core import LANGUAGES, Language, Problem, Refused, Severity
from diogel.disclosure import Policy, Released
from diogel.language import explain, say
from diogel.reports import PlainTable
from diogel.surveys import (
    Instance,
    Instrument,
    Response,
    Study,
    compare_answers,
    load_instrument,
    read_answers,
    read_plan,
    read_study,
    read_wave,
    start_coding,
    tabulate,
    write_template,
)
from diogel.surveys.answers import Answers, Missing
from diogel.surveys.imports import Imported, import_answers
from diogel.surveys.sections.appendices import questions
from diogel.surveys.sections.limitations import TRIGGERS
from diogel.surveys.sections.telling import Telling

GIVEN = factory.responses()
LABELS: dict[str, Language | None] = {"kobo": None, "kobo-en": "en", "kobo-cy": "cy"}


@pytest.fixture
def instrument(tmp_path: Path) -> Instrument:
    return factory.form(tmp_path)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(p.code, p.place.sheet, p.place.row, p.place.column) for p in problems]


def filled(folder: Path, instrument: Instrument, *changes: tuple[str, str, object]) -> Path:
    """A filled template with some cells changed: sheet, address, what to write."""
    path = folder / "answers.xlsx"
    write_template(instrument, path, "en", GIVEN)
    book = openpyxl.load_workbook(path)
    for sheet, address, value in changes:
        book[sheet][address] = value
    book.save(path)
    return path


# A template and back


@pytest.mark.parametrize("labels", [True, False])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_gives_back_the_identical_rows(
    tmp_path: Path, instrument: Instrument, language: Language, ending: str, labels: bool
) -> None:
    path = tmp_path / f"a.{ending}"
    write_template(instrument, path, language, GIVEN, labels=labels)

    answers, problems = read_answers(path, instrument)

    assert told(problems) == []
    assert answers.responses == tuple(GIVEN)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_blank_row_and_a_said_state_are_kept(
    tmp_path: Path, instrument: Instrument, ending: str
) -> None:
    rows = (Instance({}), Instance({"called": "x"}, {"people": Missing.UNSURE}), Instance({}))
    given = Response("1", (), "", {"before": "a"}, repeats={"teams": rows})
    write_template(instrument, tmp_path / f"a.{ending}", "cy", [given])

    answers, problems = read_answers(tmp_path / f"a.{ending}", instrument)

    assert answers.responses == (given,)
    assert {p.code for p in problems} == {"answers.required"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_template_says_how_and_has_a_sheet_for_each_group(
    tmp_path: Path, instrument: Instrument, language: Language
) -> None:
    write_template(instrument, tmp_path / "a.xlsx", language)

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert book.sheetnames[2:4] == ["teams", "members"]
    assert [cell.value for cell in book["members"][1]] == [
        "response", "row:teams", "row:members", "role", "rank",
    ]  # fmt: skip
    group = {"en": "Row of: Each team", "cy": "Rhes o: Pob tîm"}[language]
    assert book["members"]["B2"].value == group
    guidance = [cell.value for cell in book.worksheets[0]["A"]]
    said = {"en": "a sheet of its own", "cy": "ei daflen ei hun"}[language]
    assert any(said in text for text in guidance if text)


def test_an_empty_text_table_has_room_for_three_rows(
    tmp_path: Path, instrument: Instrument
) -> None:
    write_template(instrument, tmp_path / "a.csv", "en")

    heads = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[0].split(",")

    assert {"teams/rows", "teams[3]/called", "teams[3]/members[3]/rank"} <= set(heads)
    assert "teams[4]/called" not in heads


# What is wrong with rows, at its address


def test_every_row_that_cannot_be_placed_is_told_in_one_pass(
    tmp_path: Path, instrument: Instrument
) -> None:
    path = filled(
        tmp_path,
        instrument,
        ("teams", "A3", "99"),
        ("teams", "B4", 1.5),
        ("members", "B5", 7),
        ("members", "C5", "x"),
        ("members", "A3", ""),
        ("teams", "A6", "2"),
        ("teams", "B6", 1),
    )

    _, problems = read_answers(path, instrument)

    stops = tuple(p for p in problems if p.severity is Severity.STOP)
    assert sorted(told(stops)) == [
        ("answers.bad-row-number", "members", 5, "C (row:members)"),
        ("answers.bad-row-number", "teams", 4, "B (row:teams)"),
        ("answers.duplicate-row", "teams", 6, "B (row:teams)"),
        ("answers.missing-id", "members", 3, "A (response)"),
        ("answers.row-without-response", "teams", 3, "A (response)"),
        ("answers.row-without-row", "members", 4, "B (row:teams)"),
    ]
    for problem in stops:
        assert all("{" not in explain(problem, language) for language in LANGUAGES)


def test_a_bad_answer_in_a_row_is_told_at_its_cell(tmp_path: Path, instrument: Instrument) -> None:
    path = filled(tmp_path, instrument, ("teams", "D4", "huge"), ("teams", "G3", "many"))

    _, problems = read_answers(path, instrument)

    assert [t for t in told(problems) if t[0] != "answers.off-path"] == [
        ("answers.not-a-number", "teams", 3, "G (people)"),
        ("answers.unknown-code", "teams", 4, "D (sort)"),
    ]


def test_rules_see_rows_and_rows_see_rules(tmp_path: Path, instrument: Instrument) -> None:
    path = filled(tmp_path, instrument, ("teams", "G3", 1), ("teams", "C4", None))

    answers, problems = read_answers(path, instrument)

    assert told(problems) == [
        ("answers.off-path", "Answers", 3, "E (after)"),
        ("answers.required", "teams", 4, "C (called)"),
        ("answers.off-path", "teams", 3, "H (share)"),
    ]
    assert answers.state(answers.responses[0], "after") is Missing.ROUTED_PAST


@pytest.mark.parametrize("way", ["template", "kobo"])
def test_an_answer_against_its_constraint_is_told_in_rows_and_outside(
    tmp_path: Path, way: str
) -> None:
    text = factory.FORM.replace("| repeat_count |", "| repeat_count | constraint |")
    message = "| constraint_message::English (en) | constraint_message::Cymraeg (cy) |"
    text = text.replace("| repeat_count | constraint |", f"| repeat_count | constraint {message}")
    rows = {"people": ". != 3", "before": "string-length(.) < 3"}
    lines = []
    for line in text.splitlines():
        name = line.split("|")[3].strip() if line.startswith("| | ") else ""
        extra = f" {rows[name]} | Not that | Nid hynny |" if name in rows else ""
        lines.append(line + extra)
    (tmp_path / "wave").mkdir()
    (tmp_path / "wave" / "wave.toml").write_text(WAVE, encoding="utf-8")
    (tmp_path / "wave" / "instrument.md").write_text("\n".join(lines).lstrip(), encoding="utf-8")
    form = load_instrument(tmp_path / "wave" / "instrument.md")
    teams = (Instance({"called": "x", "people": 3}), Instance({"called": "y", "people": 4}))
    given = Response("1", (), "", {"before": "long"}, repeats={"teams": teams})

    if way == "template":
        write_template(form, tmp_path / "a.xlsx", "en", [given])
        problems = read_answers(tmp_path / "a.xlsx", form)[1]
    else:
        path = factory.kobo(tmp_path, form, [given], labels=None)
        problems = import_answers(read_wave(tmp_path / "wave"), [path]).problems

    found = [p for p in problems if p.code == "answers.not-allowed"]
    assert [(p.found, p.place.row, p.severity) for p in found] == [
        ("before", 3 if way == "template" else 2, Severity.LOOK),
        ("people", 3 if way == "template" else 2, Severity.LOOK),
    ]
    assert "Nid hynny" in explain(found[0], "cy")


def test_a_lost_row_number_is_pointed_out_and_the_order_kept(
    tmp_path: Path, instrument: Instrument
) -> None:
    path = filled(tmp_path, instrument, ("teams", "B4", 3))

    answers, problems = read_answers(path, instrument)

    assert told(problems) == [("answers.row-gap", "teams", 4, "B (row:teams)")]
    assert answers.responses == tuple(GIVEN)


def test_a_column_on_the_wrong_sheet_is_told(tmp_path: Path, instrument: Instrument) -> None:
    path = filled(tmp_path, instrument, ("Answers", "F1", "people"), ("teams", "N1", "before"))

    _, problems = read_answers(path, instrument)

    assert [(p.code, p.place.sheet, p.found, p.expected) for p in problems] == [
        ("answers.repeated-column-here", "Answers", "people", "teams"),
        ("answers.single-column-here", "teams", "before", ""),
    ]


def test_a_sheet_without_its_ties_and_a_second_sheet_are_refused(
    tmp_path: Path, instrument: Instrument
) -> None:
    path = filled(tmp_path, instrument, ("members", "B1", ""), ("members", "B2", ""))
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["teams"]).title = "again"
    book.save(path)

    _, problems = read_answers(path, instrument)

    stops = [p for p in problems if p.severity is Severity.STOP]
    assert [(p.code, p.place.sheet, p.expected) for p in stops][:2] == [
        ("answers.no-row-column", "members", "row:teams"),
        ("answers.rows-sheet-twice", "again", "teams"),
    ]


def test_rows_beyond_a_count_are_off_the_path_and_lacking_rows_are_told(tmp_path: Path) -> None:
    head = "| | begin_repeat | teams | Each team | Pob tîm | | | | | |"
    assert head in factory.FORM
    text = factory.FORM.replace(f"{head} |", f"{head} 2 |")
    (tmp_path / "counted.md").write_text(text.lstrip(), encoding="utf-8")
    counted = load_instrument(tmp_path / "counted.md")
    three = tuple(Instance({"called": name}) for name in "abc")
    given = [
        Response("1", (), "", {}, repeats={"teams": three}),
        Response("2", (), "", {"before": "x"}, repeats={"teams": three[:1]}),
    ]
    write_template(counted, tmp_path / "a.xlsx", "en", given)

    answers, problems = read_answers(tmp_path / "a.xlsx", counted)

    assert [(p.code, p.place.sheet, p.place.row, p.found) for p in problems] == [
        ("answers.row-off-path", "teams", 5, "3"),
        ("answers.row-missing", "Answers", 4, "2"),
    ]
    assert answers.responses == tuple(given)


# Exports of other tools


def bring(folder: Path, instrument: Instrument, *paths: Path, **settings: bool) -> Imported:
    wave = folder / "wave"
    if not wave.exists():
        wave.mkdir()
        (wave / "wave.toml").write_text(WAVE, encoding="utf-8")
        (wave / "instrument.md").write_text(factory.FORM.lstrip(), encoding="utf-8")
    return import_answers(
        read_wave(wave), paths, today=date(2026, 11, 22), shuffle=random.Random(7), **settings
    )


def brought(imported: Imported, instrument: Instrument) -> dict[object, object]:
    assert [p for p in imported.problems if p.severity is Severity.STOP] == []
    assert imported.written is not None
    return factory.same(read_answers(imported.written, instrument)[0].responses)


@pytest.mark.parametrize("way", ["odk", "odk-rows-first", "ona", *LABELS])
def test_exports_with_repeated_groups_come_in_as_the_identical_record(
    tmp_path: Path, instrument: Instrument, way: str
) -> None:
    if way.startswith("odk"):
        paths = factory.odk(tmp_path, instrument, GIVEN)
        paths = paths[::-1] if way == "odk-rows-first" else paths
    elif way == "ona":
        paths = [factory.ona(tmp_path, instrument, GIVEN)]
    else:
        paths = [factory.kobo(tmp_path, instrument, GIVEN, labels=LABELS[way])]

    imported = bring(tmp_path, instrument, *paths)

    assert brought(imported, instrument) == factory.same(GIVEN)
    assert sum(b.rows_in for b in imported.files) == sum(b.placed for b in imported.files)


def test_what_the_form_worked_out_is_dropped_and_said_to_be(
    tmp_path: Path, instrument: Instrument
) -> None:
    imported = bring(tmp_path, instrument, *factory.odk(tmp_path, instrument, GIVEN))

    found = [(p.place.column, p.severity) for p in imported.problems if "worked" in p.code]
    assert found == [("D (total)", Severity.NOTE), ("E (thanks)", Severity.NOTE)]


def test_imported_rows_stay_when_more_answers_are_added(
    tmp_path: Path, instrument: Instrument
) -> None:
    bring(tmp_path, instrument, factory.kobo(tmp_path, instrument, GIVEN, labels=None))
    more = [replace(r, id=f"9{r.id}", values={"before": f"+{r.id}"}) for r in GIVEN]

    imported = bring(tmp_path, instrument, *factory.odk(tmp_path, instrument, more), add=True)

    assert brought(imported, instrument) == factory.same([*GIVEN, *more])


def test_a_response_that_has_only_rows_is_a_response(
    tmp_path: Path, instrument: Instrument
) -> None:
    only = Response("1", (), "", {}, repeats={"teams": (Instance({"called": "x"}),)})

    imported = bring(tmp_path, instrument, *factory.odk(tmp_path, instrument, [only]))

    assert imported.written is not None
    (found,) = read_answers(imported.written, instrument)[0].responses
    assert (found.values, found.repeats) == ({}, only.repeats)


def test_rows_without_their_responses_are_refused_at_their_rows(
    tmp_path: Path, instrument: Instrument
) -> None:
    main, teams, members = factory.odk(tmp_path, instrument, GIVEN)
    lines = main.read_text("utf-8").splitlines(keepends=True)
    main.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")

    imported = bring(tmp_path, instrument, main, teams, members)
    accepted = bring(tmp_path, instrument, main, teams, members, accept_unmatched=True)

    stops = [p for p in imported.problems if p.severity is Severity.STOP]
    assert [(p.code, p.place.file, p.place.row) for p in stops] == [
        ("import.row-without-response", "teams-form-teams.csv", 3),
        ("import.row-without-response", "teams-form-teams.csv", 4),
        ("import.row-without-response", "teams-form-members.csv", 3),
        ("import.row-without-response", "teams-form-members.csv", 4),
    ]
    assert imported.written is None
    assert brought(accepted, instrument) == factory.same(GIVEN[1:])


def test_two_rows_of_one_key_are_refused(tmp_path: Path, instrument: Instrument) -> None:
    main, teams, members = factory.odk(tmp_path, instrument, GIVEN)
    text = teams.read_text("utf-8").replace("uuid:1/teams[2]", "uuid:1/teams[1]")
    teams.write_text(text, encoding="utf-8")

    imported = bring(tmp_path, instrument, main, teams, members)

    stops = [p for p in imported.problems if p.severity is Severity.STOP]
    assert [(p.code, p.place.row, p.found) for p in stops] == [("import.key-twice", 4, "3")]


def test_keys_are_of_no_account_where_nothing_needs_them(
    tmp_path: Path, instrument: Instrument
) -> None:
    rows = [["before", "SubmissionDate", "KEY"], ["a", "", "uuid:1"], ["b", "", "uuid:1"]]

    imported = bring(tmp_path, instrument, tools.write_csv(tmp_path / "k.csv", rows))

    assert imported.responses == 2


def test_an_answer_off_the_path_in_an_exported_row_is_told_at_its_cell(
    tmp_path: Path, instrument: Instrument
) -> None:
    teams = GIVEN[0].repeats["teams"]
    small = replace(teams[0], values={**teams[0].values, "people": 1})
    given = [replace(GIVEN[0], values={"before": "a"}, repeats={"teams": (small,)})]

    imported = bring(tmp_path, instrument, factory.kobo(tmp_path, instrument, given, labels=None))

    found = [p for p in imported.problems if p.code == "answers.off-path"]
    assert [(p.place.sheet, p.place.row, p.found) for p in found] == [("teams", 2, "share")]


def test_a_saved_mapping_cannot_send_a_column_into_a_repeated_group(
    tmp_path: Path, instrument: Instrument
) -> None:
    heads = ["before", "odd", "_uuid", "_id"]
    path = tools.write_csv(tmp_path / "k.csv", [heads, ["a", "3", "u", "1"]])
    bring(tmp_path, instrument, path, save_mapping=True)
    mapping = tmp_path / "wave" / "mapping.toml"
    text = mapping.read_text("utf-8")
    at = text.index('heading = "odd"')
    mapping.write_text(text[:at] + text[at:].replace('to = ""', 'to = "people"', 1), "utf-8")

    imported = bring(tmp_path, instrument, path)

    assert "import.mapping-question" in [p.code for p in imported.problems]
    assert imported.written is None


# Counting


def test_no_figure_counts_rows_and_the_plan_may_not_ask_for_them(
    tmp_path: Path, instrument: Instrument
) -> None:
    answers = Answers("w", instrument, tuple(GIVEN))
    start = '[frame]\nknown = false\nreason = {en = "A", cy = "B"}\n'
    (tmp_path / "plan.toml").write_text(start, encoding="utf-8")
    asking = '[[figure]]\nid = "a"\nkind = "mean"\nquestion = "people"\n'
    asking += '[[figure]]\nid = "b"\nkind = "same"\nof = "sort.big"\n[words]\nquestion = "words"\n'
    (tmp_path / "wants.toml").write_text(start + asking, encoding="utf-8")

    counted = tabulate(answers, read_plan(tmp_path / "plan.toml"), date(2021, 3, 1))
    with pytest.raises(Refused) as refused:
        tabulate(answers, read_plan(tmp_path / "wants.toml"), date(2021, 3, 1))

    assert {figure.source for figure in counted.figures.values()} <= {"before", "after", "survey"}
    assert {table.id for table in counted.tables}.isdisjoint({"sort", "langs", "rank"})
    assert [(p.code, p.place.column, p.found) for p in refused.value.problems] == [
        ("plan.repeated-question", "a", "people"),
        ("plan.repeated-question", "b", "sort"),
        ("plan.repeated-question", "words", "words"),
    ]


@pytest.fixture
def study(tmp_path: Path, instrument: Instrument) -> Study:
    wave = tmp_path / "wave"
    wave.mkdir()
    (wave / "wave.toml").write_text(WAVE, encoding="utf-8")
    (wave / "instrument.md").write_text(factory.FORM.lstrip(), encoding="utf-8")
    start = '[frame]\nknown = false\nreason = {en = "A", cy = "B"}\n'
    (wave / "plan.toml").write_text(start, encoding="utf-8")
    write_template(instrument, wave / "answers.xlsx", "en", GIVEN)
    return read_study(wave)


def test_the_check_says_how_many_rows_are_kept_and_not_tabulated(study: Study) -> None:
    kept = [p for p in study.problems if p.code == "answers.rows-kept"]

    assert [(p.place.column, p.found) for p in kept] == [("teams", "3"), ("members", "3")]
    assert "not tabulated" in explain(kept[0], "en")
    assert "Ni chânt eu tablu" in explain(kept[0], "cy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_that_rows_are_kept_and_not_tabulated(
    study: Study, language: Language
) -> None:
    without = replace(study.answers, responses=tuple(GIVEN[2:]))

    def telling(found: Study) -> Telling:
        return Telling(found, cast(Released, None), cast(Policy, None), language)

    (_, table) = questions(telling(study))

    assert TRIGGERS["repeats"](telling(study))
    assert not TRIGGERS["repeats"](telling(replace(study, answers=without)))
    assert isinstance(table, PlainTable)
    routes = {row[0]: row[3] for row in table.rows}
    group = {"en": "Each team", "cy": "Pob tîm"}[language]
    assert routes["PEOPLE"] == say("surveys.questions.repeated", language, group=group)


def test_words_in_rows_are_said_not_to_be_offered_for_coding(study: Study) -> None:
    coding = start_coding(study.wave, "cy")

    assert coding.texts == 0
    assert [(p.code, p.found, p.expected) for p in coding.problems] == [
        ("coding.in-repeat", "words", "teams")
    ]


def test_a_question_of_a_row_is_not_asked_of_the_response(instrument: Instrument) -> None:
    answers = Answers("w", instrument, (replace(GIVEN[0], values={"before": "a", "people": 9}),))

    state = answers.state(answers.responses[0], "people")

    assert state is Missing.NOT_ASKED
    assert answers.value(answers.responses[0], "people") is None


def test_a_withdrawn_response_has_no_instances(instrument: Instrument) -> None:
    answers = Answers("w", instrument, (replace(GIVEN[0], withdrawn=True), GIVEN[0]))

    found = [len(list(answers.instances(response))) for response in answers.responses]

    assert found == [0, 24]


# The double-key check


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_two_templates_of_the_same_rows_agree(
    tmp_path: Path, instrument: Instrument, ending: str
) -> None:
    for language in LANGUAGES:
        path = tmp_path / f"{language}.{ending}"
        write_template(instrument, path, language, GIVEN, labels=True)

    found = compare_answers(tmp_path / f"en.{ending}", tmp_path / f"cy.{ending}", instrument)

    assert told(found.problems) == []


@pytest.mark.parametrize("with_form", [True, False])
def test_the_double_key_check_finds_a_cell_and_a_row_that_differ(
    tmp_path: Path, instrument: Instrument, with_form: bool
) -> None:
    first = filled(tmp_path, instrument).rename(tmp_path / "first.xlsx")
    second = filled(
        tmp_path,
        instrument,
        ("teams", "G3", 5),
        ("members", "C5", 2),
        ("members", "E3", "small"),
    )

    found = compare_answers(first, second, instrument if with_form else None)

    differs = "keyed.differs" if with_form else "keyed.text-differs"
    assert told(found.problems) == [
        (differs, "teams", 3, "G (people)"),
        ("keyed.missing-row", "members", 5, "C (row:members)"),
        ("keyed.missing-row", "members", 5, "C (row:members)"),
        (differs, "members", 3, "E (rank)"),
    ]


def test_a_sheet_of_rows_that_one_file_lacks_is_told(
    tmp_path: Path, instrument: Instrument
) -> None:
    first = filled(tmp_path, instrument).rename(tmp_path / "first.xlsx")
    second = filled(tmp_path, instrument)
    book = openpyxl.load_workbook(second)
    del book["members"]
    book.save(second)

    found = compare_answers(first, second, instrument)

    assert told(found.problems) == [("keyed.missing-sheet", "members", None, "")]
