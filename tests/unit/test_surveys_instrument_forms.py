"""Forms read from every format, and every fault of a form told in one pass."""

from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest

from diogel.core import LANGUAGES, Problem, Refused, Severity
from diogel.files import csv_bytes
from diogel.language import say
from diogel.surveys import builtin_instrument, load_instrument, read_instrument
from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.xlsform import BUILT_IN

HEADS = "type | name | label::English (en) | label::Cymraeg (cy) | relevant | constraint"
SETTINGS = """
| settings | form_title | form_title_cy | form_id | version |
| | A form | Ffurflen | form | 1 |
"""
CHOICES = """
| choices | list_name | name | label::English (en) | label::Cymraeg (cy) |
| | have | yes | Yes | Oes |
| | have | no | No | Nac oes |
"""


def form(tmp_path: Path, survey: str, choices: str = CHOICES, settings: str = SETTINGS) -> Path:
    path = tmp_path / "form.md"
    path.write_text(f"{settings}\n| survey | {HEADS} |\n{survey.strip()}\n{choices}", "utf-8")
    return path


def problems_of(path: Path) -> tuple[Problem, ...]:
    return read_instrument(path)[1]


def codes(path: Path) -> list[str]:
    return [problem.code for problem in problems_of(path)]


GOOD = """
| | select_one have | a | Have you? | A oes gennych? | | |
| | integer | b | How many? | Faint? | ${a} = 'yes' | . >= 0 and . <= 99 |
"""


def test_a_good_form_has_no_problem_and_pyxform_agrees(tmp_path: Path) -> None:
    instrument, problems = read_instrument(form(tmp_path, GOOD))

    assert problems == ()
    assert (instrument.question("b").low, instrument.question("b").high) == (0, 99)
    assert instrument.question("b").relevant == "${a} = 'yes'"
    assert instrument.choice("a", "no").label.cy == "Nac oes"


@pytest.mark.parametrize("name", ["workforce-2021", "baseline-2021", "conversation-2021"])
def test_an_instrument_of_2021_is_complete_and_xlsform_by_pyxforms_word(name: str) -> None:
    instrument, problems = read_instrument(BUILT_IN / f"{name}.md")

    assert problems == ()
    texts = [instrument.title, *instrument.groups.values(), *instrument.sections.values()]
    texts += [q.label for q in instrument.questions]
    texts += [c.label for q in instrument.questions for c in q.choices]
    assert all(text.complete for text in texts)
    assert all(q.status for q in instrument.questions if q.asks)


def test_one_form_is_the_same_from_markdown_workbook_and_text_table(tmp_path: Path) -> None:
    source = BUILT_IN / "workforce-2021.md"
    tables = read_form_tables(source)
    book = openpyxl.Workbook()
    stacked = []
    for name, rows in tables.rows.items():
        heads = list(dict.fromkeys(h for row in rows for h in row.cells))
        sheet = book.create_sheet(name)
        sheet.append(heads)
        stacked.append([name, *heads])
        for row in rows:
            sheet.append([row[h] for h in heads])
            stacked.append(["", *(row[h] for h in heads)])
    book.save(tmp_path / "form.xlsx")
    (tmp_path / "form.csv").write_bytes(csv_bytes(stacked))

    expected = asdict(builtin_instrument("workforce-2021"))

    assert asdict(load_instrument(tmp_path / "form.xlsx")) == expected
    assert asdict(read_instrument(tmp_path / "form.csv")[0]) == expected


def test_a_form_with_ten_faults_shows_ten_with_their_rows(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        """
| | select_one have | a | Have you? | | | |
| | select_on have | b | Have you? | A oes? | | |
| | select_one hav | c | Have you? | A oes? | | |
| | integer | a | How many? | Faint? | | |
| | integer | d | How many? | Faint? | ${zz} = 'yes' | |
| | integer | e | How many? | Faint? | ${a} = = 'yes' | |
| | integer | f | How many? | Faint? | ${a} = 'yess' | |
| | integer | g | How many? | Faint? | | . >= 0 and . <= many |
| | select_one are | h | Do you think so? | Ydych chi'n meddwl hynny? | | |
""",
        CHOICES
        + "| | have | no | Never | Byth |\n"
        + "| | are | yes | Yes | Oes |\n"
        + "| | are | no | No | Nac ydw |\n",
    )

    with pytest.raises(Refused) as refused:
        load_instrument(path)

    told = {(p.code, p.place.sheet, p.place.row, p.found) for p in refused.value.problems}
    assert len(refused.value.problems) == 10
    assert told == {
        ("form.missing-welsh", "survey", 6, "Have you?"),
        ("form.unknown-type", "survey", 7, "select_on have"),
        ("form.missing-list", "survey", 8, "hav"),
        ("form.duplicate-name", "survey", 9, "a"),
        ("form.unknown-reference", "survey", 10, "zz"),
        ("form.bad-rule", "survey", 11, "="),
        ("form.unknown-choice-in-rule", "survey", 12, "yess"),
        ("form.bad-limit", "survey", 13, "many"),
        ("form.duplicate-choice", "choices", 19, "no"),
        ("form.welsh-yes-no", "choices", 20, "Oes"),
    }


def test_a_misspelt_language_is_told_once_and_then_understood(tmp_path: Path) -> None:
    path = form(tmp_path, GOOD)
    path.write_text(path.read_text("utf-8").replace("Cymraeg (cy)", "Cymraeg(cy)"), "utf-8")

    told = [(p.code, p.found, p.expected) for p in problems_of(path)]

    assert ("form.language-header", "label::Cymraeg(cy)", "label::Cymraeg (cy)") in told
    assert len([code for code, *_ in told if code == "form.language-header"]) == 2
    assert not [code for code, *_ in told if code == "form.missing-column"]


@pytest.mark.parametrize(
    ("question", "yes", "no", "wrong"),
    [
        ("A oes gennych chi gynllun?", "Oes", "Nac oes", 0),
        ("Ydych chi'n cytuno?", "Oes", "Nac oes", 2),
        ("Ydych chi'n cytuno?", "Ydyn", "Nac ydyn", 0),
        ("Os nad oes, ydych chi'n ystyried hynny?", "Ydw", "Nac ydw", 0),
        ("Os nad oes, ydych chi'n ystyried hynny?", "Oes", "Nac oes", 2),
        ("A yw'r ymateb ar y cyd?", "Ydy", "Nac ydy", 0),
        ("A yw'r ymateb ar y cyd?", "Ie", "Na", 2),
        ("A gafodd yr ardal gyllid?", "Do", "Naddo", 0),
        ("A gafodd yr ardal gyllid?", "Do", "Nac oes", 1),
        ("A gytunodd y siaradwyr?", "Oes", "Naddo", 1),
        ("Wnaethoch chi ateb?", "Do", "Naddo", 0),
        ("Faint sydd yno?", "Ie", "Na", 0),
    ],
)
def test_yes_and_no_follow_the_verb_of_the_welsh_question(
    tmp_path: Path, question: str, yes: str, no: str, wrong: int
) -> None:
    path = form(
        tmp_path,
        f"| | select_one have | a | English? | {question} | | |",
        CHOICES.replace("Nac oes", no).replace("| Oes", f"| {yes}"),
    )

    assert codes(path).count("form.welsh-yes-no") == wrong


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| begin_repeat | r | Again | Eto | | |", "form.unclosed-group"),
        ("| calculate | n | Sum | Swm | | |", "form.calculation-missing"),
        ("| begin_group | g | Group | Grŵp | | |", "form.unclosed-group"),
        ("| end_group | | | | | |", "form.end-without-group"),
        ("| geopoint | g | Where? | Ble? | | |", "form.unsupported-type"),
        ("| text | Bad Name | What? | Beth? | | |", "form.bad-name"),
        ("| text | | What? | Beth? | | |", "form.missing-name"),
        ("| integer | n | How many? | Faint? | ${n} > 1 | |", "form.circular-rule"),
        ("| integer | n | How many? | Faint? | | . >= 9 and . <= 1 |", "form.limits-reversed"),
        ("| select_one have or_other | n | Have you? | A oes? | | |", "form.or-other"),
        ("| text | n | | Beth? | | |", "form.missing-english"),
    ],
)
def test_each_other_fault_of_a_row_has_its_own_problem(tmp_path: Path, row: str, code: str) -> None:
    assert code in codes(form(tmp_path, f"| {row}"))


def test_rules_that_wait_for_each_other_are_told_for_each(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        """
| | integer | a | A? | A? | ${b} > 1 | |
| | integer | b | B? | B? | ${a} > 1 | |
| | integer | c | C? | C? | ${a} > 1 | |
""",
    )

    told = [p.found for p in problems_of(path) if p.code == "form.circular-rule"]

    assert told == ["a", "b"]


def test_a_rule_of_a_group_holds_for_the_questions_in_it(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        """
| | select_one have | a | Have you? | A oes? | | |
| | begin_group | g | Group | Grŵp | ${a} = 'yes' | |
| | integer | b | B? | B? | ${a} != '' | |
| | end_group | | | | | |
""",
    )

    instrument, _ = read_instrument(path)

    assert instrument.question("b").relevant == "(${a} = 'yes') and (${a} != '')"
    assert instrument.question("b").section == "g"


def test_a_grid_is_its_stem_and_a_question_for_each_row() -> None:
    baseline = builtin_instrument("baseline-2021")

    rows = baseline.rows("b5")

    assert len(rows) == 24
    assert baseline.matrices["b5"].label.en.startswith("In the last year")
    assert all(row.choices == baseline.matrices["b5"].choices for row in rows)
    assert baseline.question("b5_csp").label.cy == "Partneriaeth Diogelwch Cymunedol"


def test_choices_carry_nets_collapse_exclusive_and_missing() -> None:
    baseline = builtin_instrument("baseline-2021")

    agree = baseline.question("b16_evidence_based")

    assert agree.codes_in_net("agree") == {"strongly_agree", "agree"}
    assert agree.nets == ("agree", "disagree")
    assert agree.choice("dont_know").missing == "unsure"
    assert baseline.choice("b19", "none").exclusive
    assert baseline.choice("b1", "fire").collapse == ("emergency_services", "other_partners")


def test_the_workforce_questions_are_those_of_the_report() -> None:
    workforce = builtin_instrument("workforce-2021")

    verbatim = [q.id for q in workforce.questions if q.status == "verbatim"]

    assert verbatim == [f"w{n}" for n in range(1, 17)]
    assert len(workforce.question("w9").choices) == 19
    assert workforce.question("w9").codes == workforce.question("w10").codes
    assert workforce.question("w8").relevant == "${w7} = 'no'"
    assert workforce.area_question is workforce.question("f04")


def test_a_file_that_is_no_form_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Only words\n", "utf-8")
    (tmp_path / "b.md").write_bytes(b"\xff\xfe\x00")

    for name, code in (
        ("a.md", "form.missing-table"),
        ("b.md", "file.not-text"),
        ("c.md", "file.missing"),
        ("d.xlsx", "file.missing"),
    ):
        with pytest.raises(Refused) as refused:
            load_instrument(tmp_path / name)
        assert refused.value.problems[0].code == code


def test_an_unknown_column_is_pointed_out_and_does_not_stop(tmp_path: Path) -> None:
    path = form(tmp_path, GOOD)
    path.write_text(path.read_text("utf-8").replace("| relevant |", "| relevent |"), "utf-8")

    (problem,) = [p for p in problems_of(path) if p.code == "form.unknown-column"]

    assert (problem.found, problem.expected, problem.severity) == (
        "relevent",
        "relevant",
        Severity.LOOK,
    )


def test_every_problem_of_a_form_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    path = form(tmp_path, "| | select_on have | | | | ${q} = | . > x |")

    for problem in problems_of(path):
        for language in LANGUAGES:
            slots = {"found": problem.found, "expected": problem.expected, **problem.slots}
            assert say(f"problems.{problem.code}", language, **slots)


def test_two_choices_of_a_list_may_not_look_the_same(tmp_path: Path) -> None:
    choices = CHOICES + "| | have | nothing | Nothing | Nac oes |\n"

    (problem,) = problems_of(form(tmp_path, GOOD, choices))

    assert (problem.code, problem.place.column) == ("form.duplicate-label", "label::Cymraeg (cy)")


def test_a_text_table_may_be_a_form_by_pyxforms_word_too(tmp_path: Path) -> None:
    rows = [
        ["settings"],
        ["", "form_title", "form_title_cy", "form_id", "version"],
        ["", "A form", "Ffurflen", "form", "1"],
        ["survey"],
        ["", "type", "name", "label::English (en)", "label::Cymraeg (cy)"],
        ["", "integer", "a", "How many?", "Faint?"],
    ]
    (tmp_path / "form.csv").write_bytes(csv_bytes(rows))

    instrument, problems = read_instrument(tmp_path / "form.csv")

    assert problems == ()
    assert instrument.question("a").kind == "integer"
