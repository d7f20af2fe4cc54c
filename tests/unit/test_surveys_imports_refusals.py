"""What an import refuses, asks or drops: all of it at once, before anything is written."""

import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import export_factory as tools
from test_surveys_imports import bring, contents, stops, wave_of

from diogel.core import LANGUAGES, Severity
from diogel.language import explain
from diogel.surveys import Wave, builtin_instrument, builtin_instrument_path, read_answers
from diogel.surveys.imports import Imported
from diogel.surveys.imports.texts import comparable

WORKFORCE = builtin_instrument("workforce-2021")
BASELINE = builtin_instrument("baseline-2021")
OWN = ["ID", "Start time", "Completion time", "Email", "Name"]
GIVEN = [1, *tools.TIMES, "secret@example.org", "Secret Person"]


@pytest.fixture
def wave(tmp_path: Path) -> Wave:
    return wave_of(tmp_path, WORKFORCE)


def forms(path: Path, heads: list[str], *rows: list[object]) -> Path:
    cells = [[*OWN, *heads], *([*GIVEN, *row] for row in rows)]
    return tools.write_xlsx(path, {"Sheet1": cells})


def text(question: str, language: str = "en") -> str:
    return WORKFORCE.question(question).label[language]  # type: ignore[index]


def files_of(wave: Wave) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in wave.folder.iterdir()}


def codes(imported: Imported) -> set[str]:
    return {p.code for p in imported.problems}


def test_everything_wrong_is_told_at_once_and_nothing_is_written(
    tmp_path: Path, wave: Wave
) -> None:
    heads = [text("w1"), "How tall is the moon over Powys?", text("w2"), text("w4"), text("w4")]
    path = forms(tmp_path / "a.xlsx", heads, ["Yes", "x", "lots", "Yess", ""])
    before = files_of(wave)

    imported = bring(wave, path, tmp_path / "missing.xlsx")

    assert {"import.column-unknown", "import.repeated-column", "answers.not-a-number"} <= codes(
        imported
    )
    assert {"import.answer-near", "file.missing"} <= codes(imported)
    assert imported.written is None
    assert files_of(wave) == before


def test_nothing_of_a_dropped_column_is_ever_said_or_kept(tmp_path: Path, wave: Wave) -> None:
    heads = [text("w1"), "Your telephone number"]
    path = forms(tmp_path / "a.xlsx", heads, ["Yes", "07700 900123"])

    imported = bring(wave, path)

    said = [explain(p, language) for p in imported.problems for language in LANGUAGES]
    dropped = [p for p in imported.problems if p.code.startswith("import.dropped")]
    assert len(dropped) == 5  # two times, e-mail, name, telephone
    kept = (
        b"".join(files_of(wave).values())
        + repr(
            read_answers(imported.written, WORKFORCE)[0].responses  # type: ignore[arg-type]
        ).encode()
    )
    for secret in ("secret", "Secret", "07700", "10:15"):
        assert not any(secret in sentence for sentence in said)
        assert secret.encode() not in kept


def test_a_question_that_forms_had_to_number_is_no_column_of_its_own(tmp_path: Path) -> None:
    heads = tools.ms_forms(tmp_path / "a.xlsx", BASELINE, [tools.sample(BASELINE, 1)])

    imported = bring(wave_of(tmp_path, BASELINE), heads)

    matched = {m.column.heading: m.to for m in imported.files[0].mapping.matches}
    assert matched["Police"] == "b5_police"
    assert matched["Police2"] == "b23_police"


def test_markup_and_hard_spaces_in_headings_and_answers_do_not_matter(
    tmp_path: Path, wave: Wave
) -> None:
    heading = f"<p><b>{text('w1')}</b>&nbsp;</p>"
    path = forms(tmp_path / "a.xlsx", [heading, "1.\u00a0" + text("w2")], ["Yes&nbsp;", 3])

    imported = bring(wave, path)

    assert stops(imported) == []
    response = read_answers(imported.written, WORKFORCE)[0].responses[0]  # type: ignore[arg-type]
    assert response.values == {"w1": "yes", "w2": 3}


def test_a_forms_workbook_with_headings_in_another_language_is_known_by_its_dates(
    tmp_path: Path, wave: Wave
) -> None:
    rows = [["ID", "Amser A", "Amser B", "Ebost?", "Enw", text("w1", "cy")], [*GIVEN, "Oes"]]
    path = tools.write_xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})

    imported = bring(wave, path)

    assert stops(imported) == []
    assert imported.files[0].mapping.export.tool == "ms-forms"
    assert [m.to for m in imported.files[0].mapping.matches] == ["drop"] * 5 + ["w1"]
    assert read_answers(imported.written, WORKFORCE)[0].responses[0].language == "cy"  # type: ignore[arg-type]


def test_nearly_a_heading_needs_a_persons_word(tmp_path: Path, wave: Wave) -> None:
    path = forms(
        tmp_path / "a.xlsx", ["Do you have any dedicated Community Safety Teams?"], ["Yes"]
    )

    imported = bring(wave, path)

    told = [(p.code, p.expected) for p in imported.problems if p.severity is Severity.STOP]
    assert told == [("import.column-near", "w1")]
    assert imported.written is None


def edit(wave: Wave, old: str, new: str) -> None:
    path = wave.folder / "mapping.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_a_mapping_that_a_person_mended_is_used_for_every_file_of_its_shape(
    tmp_path: Path, wave: Wave
) -> None:
    heads = ["Oes tîm?", text("w4")]
    first = forms(tmp_path / "a.xlsx", heads, ["Yes", "Yess"], ["No", "Yess"])
    second = forms(tmp_path / "b.xlsx", heads, ["No", "No"])

    proposed = bring(wave, first, save_mapping=True)
    assert proposed.written is None and proposed.mapping_path is not None
    edit(wave, 'heading = "Oes tîm?"\nto = ""', 'heading = "Oes tîm?"\nto = "w1"')
    edit(wave, '"Yess" = ""', '"Yess" = "yes"')
    imported = bring(wave, first)
    again = bring(wave, second, add=True)

    assert stops(imported) == stops(again) == []
    assert [m.how for m in again.files[0].mapping.matches if m.question_id] == ["saved"] * 2
    responses = read_answers(again.written, WORKFORCE)[0].responses  # type: ignore[arg-type]
    assert [r.values["w4"] for r in responses] == ["yes", "yes", "no"]


def test_what_a_person_wrote_wrongly_in_the_mapping_is_told_with_the_nearest(
    tmp_path: Path, wave: Wave
) -> None:
    path = forms(tmp_path / "a.xlsx", ["Oes tîm?", text("w4")], ["Yes", "Yess"])
    bring(wave, path, save_mapping=True)
    edit(wave, 'heading = "Oes tîm?"\nto = ""', 'heading = "Oes tîm?"\nto = "w99"')
    edit(wave, '"Yess" = ""', '"Yess" = "yse"')

    imported = bring(wave, path)

    found = {(p.code, p.found, p.expected) for p in imported.problems}
    assert ("import.mapping-choice", "yse", "yes") in found
    assert any(p.code == "import.mapping-question" and p.found == "w99" for p in imported.problems)
    assert imported.written is None


def test_a_column_is_left_out_only_when_the_mapping_and_the_person_both_say_so(
    tmp_path: Path, wave: Wave
) -> None:
    path = forms(tmp_path / "a.xlsx", [text("w1"), "Unrelated"], ["Yes", "z"])
    unsaid = bring(wave, path, accept_unmatched=True)
    bring(wave, path, save_mapping=True)
    edit(wave, 'heading = "Unrelated"\nto = ""', 'heading = "Unrelated"\nto = "ignore"')

    unaccepted = bring(wave, path)
    accepted = bring(wave, path, accept_unmatched=True)

    assert unsaid.written is None and "import.column-unknown" in codes(unsaid)
    assert unaccepted.written is None and "import.ignored-unaccepted" in codes(unaccepted)
    assert accepted.written is not None and "import.ignored" in codes(accepted)


def test_a_file_is_never_brought_in_twice(tmp_path: Path, wave: Wave) -> None:
    path = forms(tmp_path / "a.xlsx", [text("w1")], ["Yes"])
    renamed = tmp_path / "b.xlsx"
    renamed.write_bytes(path.read_bytes())

    twice = bring(wave, path, renamed)
    first = bring(wave, path)
    again = bring(wave, renamed, add=True)

    assert codes(twice) >= {"import.given-twice"} and twice.written is None
    assert first.written is not None
    assert "import.already" in codes(again) and again.written is None
    noted = tomllib.loads((wave.folder / "imports.toml").read_text(encoding="utf-8"))["import"]
    assert noted == [
        {
            "file": "a.xlsx",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "date": date(2026, 11, 22),
            "tool": "ms-forms",
            "rows_in": 1,
            "rows_placed": 1,
            "rows_refused": 0,
        }
    ]


def test_answers_that_are_there_are_added_to_only_when_asked(tmp_path: Path, wave: Wave) -> None:
    first = forms(tmp_path / "a.xlsx", [text("w1")], ["Yes"], ["No"])
    second = forms(tmp_path / "b.xlsx", [text("w1")], ["Other: no team"])
    bring(wave, first)
    before = files_of(wave)

    refused = bring(wave, second)
    after_refusal = files_of(wave)
    added = bring(wave, second, add=True)

    assert "import.answers-exist" in codes(refused) and after_refusal == before
    responses = read_answers(added.written, WORKFORCE)[0].responses  # type: ignore[arg-type]
    assert sorted(r.id for r in responses) == ["1", "2", "3"]
    assert responses[-1].values == {"w1": "other", "w1_other": "Other: no team"}


def test_rows_in_are_rows_placed_and_rows_without_an_answer(tmp_path: Path, wave: Wave) -> None:
    path = forms(tmp_path / "a.xlsx", [text("w1"), text("w2")], ["Yes", 1], ["", ""], ["", 3])

    imported = bring(wave, path)

    brought = imported.files[0]
    assert (brought.rows_in, brought.placed, brought.refused) == (3, 2, 1)
    assert "import.empty-rows" in codes(imported)


def test_the_order_of_arrival_is_lost(tmp_path: Path, wave: Wave) -> None:
    rows: list[list[object]] = [[n] for n in range(1, 9)]
    path = forms(tmp_path / "a.xlsx", [text("w2")], *rows)

    imported = bring(wave, path)

    responses = read_answers(imported.written, WORKFORCE)[0].responses  # type: ignore[arg-type]
    assert [r.id for r in responses] == [str(n) for n in range(1, 9)]
    assert [r.values["w2"] for r in responses] != list(range(1, 9))
    assert sorted(r.values["w2"] for r in responses) == list(range(1, 9))  # type: ignore[type-var]


def test_impossible_and_off_path_answers_are_told_at_their_cells(
    tmp_path: Path, wave: Wave
) -> None:
    heads = [text("w4"), text("w5"), text("w2")]
    path = forms(tmp_path / "a.xlsx", heads, ["No", 3, 2], ["Yes", 3, 99999])

    imported = bring(wave, path)

    told = {(p.code, p.place.row) for p in imported.problems}
    assert ("answers.off-path", 2) in told
    assert ("answers.out-of-range", 3) in told
    assert imported.written is None


def test_a_label_that_was_misspelt_is_not_taken_for_somebodys_own_words(
    tmp_path: Path, wave: Wave
) -> None:
    choice = WORKFORCE.question("w9").choices[0]
    path = forms(tmp_path / "a.xlsx", [text("w9")], [f"{choice.label.en}s;"], ["Rhywbeth arall;"])

    imported = bring(wave, path)

    told = [(p.code, p.expected) for p in imported.problems if p.severity is Severity.STOP]
    assert told == [("import.answer-near", choice.code)]


def test_own_words_without_a_question_for_them_are_refused_and_not_repeated(
    tmp_path: Path, wave: Wave
) -> None:
    path = forms(tmp_path / "a.xlsx", [text("w8")], ["I asked Rhywun Rhywle myself"])

    imported = bring(wave, path)

    problem = next(p for p in imported.problems if p.severity is Severity.STOP)
    assert problem.code == "import.answer-unknown"
    assert "Rhywun" not in explain(problem, "en") + explain(problem, "cy")


def test_a_repeated_group_that_the_questionnaire_lacks_is_told_by_sheet(
    tmp_path: Path, wave: Wave
) -> None:
    main = [["w1", "_id", "_uuid", "_submission_time", "_index"], ["yes", 1, "u", "t", 1]]
    repeat = [["staff/age", "_index", "_parent_table_name", "_parent_index"], [31, 1, "form", 1]]
    path = tools.write_xlsx(tmp_path / "k.xlsx", {"form": main, "staff": repeat})

    imported = bring(wave, path)

    accepted = bring(wave, path, accept_unmatched=True)

    assert [(p.code, p.place.sheet) for p in imported.problems if p.severity is Severity.STOP] == [
        ("import.repeated-group", "staff")
    ]
    assert imported.written is None and accepted.written is not None


def test_a_summary_that_disagrees_with_its_options_is_told(tmp_path: Path, wave: Wave) -> None:
    heads = ["w14", "w14/data_analysis", "w14/statutory_duties", "_uuid", "_id"]
    path = tools.write_csv(
        tmp_path / "k.csv", [heads, ["data_analysis statutory_duties", "1", "0", "u", "1"]]
    )

    imported = bring(wave, path)

    assert "import.both-disagree" in codes(imported) and imported.written is None


def test_any_table_whose_headings_are_known_comes_in(tmp_path: Path, wave: Wave) -> None:
    labels = [WORKFORCE.question("w14").choices[n].label.en for n in (0, 1)]
    heads = ["Timestamp", text("w1"), text("w14")]
    path = tools.write_csv(tmp_path / "g.csv", [heads, ["02/03/2021", "Yes", ", ".join(labels)]])

    imported = bring(wave, path)

    assert stops(imported) == []
    values = read_answers(imported.written, WORKFORCE)[0].responses[0].values  # type: ignore[arg-type]
    assert values == {"w1": "yes", "w14": frozenset(WORKFORCE.question("w14").codes[:2])}


def test_the_same_words_from_several_people_want_a_look(tmp_path: Path, wave: Wave) -> None:
    rows: list[list[object]] = [["Shared with the next county"]] * 3
    path = forms(tmp_path / "a.xlsx", [text("w1")], *rows)

    imported = bring(wave, path)

    assert [p.found for p in imported.problems if p.code == "import.same-words"] == ["3"]
    assert imported.written is not None


def test_a_code_that_a_form_of_kobo_does_not_have_is_nobodys_own_words(
    tmp_path: Path, wave: Wave
) -> None:
    path = tools.write_csv(tmp_path / "k.csv", [["w1", "_uuid"], ["shared_team", "u"]])

    imported = bring(wave, path)

    assert "import.answer-unknown" in codes(imported) and imported.written is None


def test_a_question_named_like_a_column_of_the_tool_is_kept(tmp_path: Path) -> None:
    form = builtin_instrument_path("workforce-2021").read_text(encoding="utf-8")
    wave = wave_of(tmp_path, WORKFORCE)
    renamed = form.replace("| w2 |", "| status |")
    (wave.folder / "instrument.md").write_text(renamed, encoding="utf-8")
    path = tools.write_csv(tmp_path / "k.csv", [["status", "w1", "_uuid"], ["3", "yes", "u"]])

    imported = bring(wave, path)

    assert [m.to for m in imported.files[0].mapping.matches] == ["status", "w1", "drop"]


def hostile(tmp_path: Path) -> Iterator[Path]:
    for name, data in {
        "a.xlsx": b"PK\x03\x04 no zip",
        "b.csv": b"",
        "c.sav": b"$FL2" + bytes(range(256)) * 8,
        "d.csv": b'"ID","Start time"\n"unclosed',
        "e.csv": ("UserID,Started\n" * 3).encode(),
        "f.xyz": b"hello",
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        yield path


def test_hostile_files_end_in_problems(tmp_path: Path, wave: Wave) -> None:
    paths = list(hostile(tmp_path))
    before = files_of(wave)

    imported = bring(wave, *paths)

    assert imported.written is None
    assert files_of(wave) == before
    assert {p.place.file for p in imported.problems} >= {p.name for p in paths}
    for problem in imported.problems:
        assert explain(problem, "en") != explain(problem, "cy")


def test_a_table_of_a_thousand_unknown_columns_ends_soon(tmp_path: Path, wave: Wave) -> None:
    words = random.Random(1)
    heads = [
        " ".join(words.choice(text("w9").split()) for _ in range(40)) + f" {n}" for n in range(900)
    ]
    path = tools.write_csv(tmp_path / "w.csv", [[text("w1"), *heads], ["Yes", *["x"] * 900]])

    imported = bring(wave, path)

    assert imported.written is None
    assert sum(p.severity is Severity.STOP for p in imported.problems) >= 899


def test_json_of_an_import_is_one_document(tmp_path: Path, wave: Wave) -> None:
    from diogel.cli.import_output import import_as_json, mapping_lines

    imported = bring(wave, forms(tmp_path / "a.xlsx", [text("w1")], ["Yes"]))

    document = json.loads(json.dumps(import_as_json(imported, "cy")))

    assert document["files"][0]["mapping"][5]["to"] == "w1"
    assert document["responses"] == 1
    assert len(mapping_lines(imported.files[0].mapping, "cy")) == 7


def test_comparable_texts_differ_only_where_words_do() -> None:
    assert comparable("1) <b>Tîm&nbsp;cyfan</b>?") == comparable("1 tîm cyfan")
    assert comparable("ti\u0302m") == comparable("TÎM")
    assert comparable("more than 5 < 6") == "more than 5 6"
    assert contents(()) == set()
