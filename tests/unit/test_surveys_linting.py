"""What the linter is sure of, what it leaves alone, and how waves are compared."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from diogel.core import Bilingual, Severity
from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.linting import lint
from diogel.surveys.linting.slow_patterns import could_hang
from diogel.surveys.welsh_answers import expected_yes, fitting_no, wrong_answer

LABELS = "label::English (en) | label::Cymraeg (cy)"
HEADS = f"type | name | {LABELS} | relevant | constraint | low | high | indicator"
FORM = """
| settings | form_title | form_title_cy | form_id | version |
| | A form | Ffurflen | form | 1 |

| survey | HEADS |
| | select_one have | a | Have you? | A oes gennych? | | | | | i.a |
| | select_multiple topics | m | Which? | Pa rai? | | | | | i.m |
| | integer | n | How many? | Faint? | | . >= 0 and . <= 10 | | | i.n |
| | decimal | d | How much? | Faint? | | | 0 | 1 | i.d |
| | date | t | When? | Pryd? | | | | | i.t |
| | text | w | Why? | Pam? | | | | | i.w |
{rows}
| choices | list_name | name | label::English (en) | label::Cymraeg (cy) |
| | have | yes | Yes | Oes |
| | have | no | No | Nac oes |
| | topics | asb | ASB | YGG |
| | topics | fire | Fire | Tân |
""".replace("HEADS", HEADS)


def codes(tmp_path: Path, *rows: str, form: str = FORM) -> list[str]:
    path = tmp_path / "form.md"
    path.write_text(form.format(rows="\n".join(rows)), "utf-8")
    return [problem.code for problem in lint(read_form_tables(path))]


def asked(rule: str) -> str:
    return f"| | text | x | More? | Mwy? | {rule} | | | | i.x |"


@pytest.mark.parametrize(
    "rule",
    [
        "${n} > 9",
        "${n} < 1",
        "${n} = 0 or ${n} = 10",
        "${n} > 3 and ${n} < 5",
        "${d} > 0.5 and ${d} < 0.6",
        "${d} > 0 and ${d} < 1",
        "${a} != 'yes' and ${a} != 'no'",
        "selected(${m}, 'asb') and not(selected(${m}, 'fire'))",
        "count-selected(${m}) = 2",
        "count-selected(${m}) >= 1 and not(selected(${m}, 'asb'))",
        "${t} > date('2021-01-01') and ${t} < date('2021-01-03')",
        "${w} = 'x' or ${w} = 'y'",
        "${n} mod 2 = 0 and ${n} mod 2 = 1",
        "${n} + 1 > 20",
        "string-length(${w}) > 3 and string-length(${w}) < 2",
        "${n} = ${d}",
    ],
)
def test_a_rule_that_can_hold_or_is_not_understood_is_left_alone(tmp_path: Path, rule: str) -> None:
    assert codes(tmp_path, asked(rule)) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("${n} > 10", "form.unreachable"),
        ("${d} > 1", "form.unreachable"),
        ("${n} > 3 and ${n} < 4", "form.never-true"),
        ("${a} = 'yes' and ${a} != 'yes'", "form.never-true"),
        ("selected(${m}, 'asb') and count-selected(${m}) < 1", "form.never-true"),
        ("count-selected(${m}) > 2", "form.never-true"),
        ("${t} > date('2021-02-01') and ${t} < date('2021-01-01')", "form.never-true"),
        ("not(${n} = '' or ${n} != '')", "form.never-true"),
        ("${n} > 2 or ${n} <= 2 or ${n} = ''", "form.always-true"),
        ("${a} = 'yes' or 2 > 1", "form.always-true"),
    ],
)
def test_a_rule_that_is_the_same_whatever_is_answered_is_told(
    tmp_path: Path, rule: str, code: str
) -> None:
    assert codes(tmp_path, asked(rule)) == [code]


def test_what_follows_from_a_question_nobody_is_asked_is_unreachable(tmp_path: Path) -> None:
    told = codes(
        tmp_path,
        "| | text | x | More? | Mwy? | ${a} = 'yes' | | | | i.x |",
        "| | begin_group | g | Group | Grŵp | ${a} = 'no' | | | | |",
        "| | text | y | And? | Ac? | ${x} != '' | | | | i.y |",
        "| | end_group | | | | | | | | |",
    )

    assert told == ["form.unreachable"]


def test_only_the_outermost_of_what_is_unreachable_is_told(tmp_path: Path) -> None:
    told = codes(
        tmp_path,
        "| | begin_group | g | Group | Grŵp | ${n} > 20 | | | | |",
        "| | text | x | More? | Mwy? | ${a} = 'yes' | | | | i.x |",
        "| | end_group | | | | | | | | |",
    )

    assert told == ["form.unreachable"]


def test_a_circle_names_the_way_round(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    rows = [
        "| | text | x | X? | X? | ${y} != '' | | | | i.x |",
        "| | text | y | Y? | Y? | ${z} != '' | | | | i.y |",
        "| | text | z | Z? | Z? | ${x} != '' | | | | i.z |",
    ]
    path.write_text(FORM.format(rows="\n".join(rows)), "utf-8")

    told = lint(read_form_tables(path))

    assert [p.expected for p in told] == ["x → y → z → x", "y → z → x → y", "z → x → y → z"]


@pytest.mark.parametrize(
    ("pattern", "hangs"),
    [
        ("(a+)+b", True),
        (r"(\d+,?)*", True),
        ("(a|a)*", True),
        ("([a-z]+ )*", False),
        ("(ab|cd)+", False),
        ("[A-Z]{2}[0-9]+", False),
        (r"\(a+\)+", False),
    ],
)
def test_a_pattern_is_slow_only_when_it_can_split_a_text_in_several_ways(
    pattern: str, hangs: bool
) -> None:
    assert could_hang(pattern) is hangs


def compared(tmp_path: Path, before: Sequence[str], now: Sequence[str]) -> list[tuple[str, ...]]:
    for name, rows in (("before", before), ("now", now)):
        (tmp_path / f"{name}.md").write_text(FORM.format(rows="\n".join(rows)), "utf-8")
    old, new = (read_form_tables(tmp_path / f"{name}.md") for name in ("before", "now"))
    return [(p.code, p.severity.value, p.place.file, p.place.column) for p in lint(new, old)]


OLD = "| | select_one have | x | Is it good? | A yw'n dda? | | | | | i.x |"


@pytest.mark.parametrize(
    ("now", "code", "severity", "column"),
    [
        (OLD, "", "", ""),
        (OLD.replace("good", "bad"), "break-in-wording", "note", "label::English (en)"),
        (OLD.replace("select_one have", "text"), "break-in-type", "note", "type"),
        (OLD.replace("have", "topics"), "break-in-choices", "note", "type"),
        (OLD.replace("i.x", "i.new"), "indicator-renamed", "look", "indicator"),
    ],
)
def test_an_indicator_is_compared_with_the_wave_before(
    tmp_path: Path, now: str, code: str, severity: str, column: str
) -> None:
    old = OLD.replace("A yw'n dda?", "Beth?")
    new = now.replace("A yw'n dda?", "Beth?")

    told = compared(tmp_path, [old], [new])

    assert told == ([(f"form.{code}", severity, "now.md", column)] if code else [])


def test_an_indicator_that_is_gone_is_told_where_it_was(tmp_path: Path) -> None:
    told = compared(tmp_path, ["| | text | x | More? | Mwy? | | | | | i.x |"], [])

    assert told == [("form.indicator-dropped", "note", "before.md", "indicator")]


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("A oes gennych gynllun?", "oes"),
        ("Ydych chi wedi cytuno?", "ydw"),
        ("Oeddech chi yno?", "oeddwn"),
        ("A fydd y tîm yn parhau?", "bydd"),
        ("Fyddwch chi'n dod?", "byddaf"),
        ("A hoffech gael copi?", "hoffwn"),
        ("Allwch chi ddod?", "gallaf"),
        ("A ddylai'r Rhwydwaith helpu?", "dylai"),
        ("Ai chi sy'n gyfrifol?", "ie"),
        ("Wnaethoch chi ateb?", "do"),
        ("Pan ddaeth y cynllun, a gafodd ei drafod?", "do"),
        ("Ydyn nhw'n cytuno?", "ydyn"),
        ("Faint sydd yno?", ""),
    ],
)
def test_yes_follows_the_verb(question: str, yes: str) -> None:
    assert (expected_yes(question) or ("",))[0] == yes


def test_no_belongs_to_its_yes() -> None:
    assert fitting_no("Oes, llawnamser") == "Nac oes"
    assert fitting_no("Gallaf") == "Na allaf"
    assert fitting_no("Efallai") == ""


def test_the_perfect_takes_the_verb_or_the_past() -> None:
    asked = "Ydych chi wedi cytuno?"

    assert wrong_answer(asked, Bilingual("Yes", "Ydw")) == ""
    assert wrong_answer(asked, Bilingual("Yes", "Do")) == ""
    assert wrong_answer(asked, Bilingual("No", "Nac oes")) == "Nac ydw / Nac ydyn / Naddo"


def test_a_no_of_another_verb_is_told_whatever_the_question(tmp_path: Path) -> None:
    form = FORM.replace("A oes gennych?", "Beth?").replace("Nac oes", "Nac ydw")

    assert codes(tmp_path, form=form) == ["form.welsh-no-of-another-verb"]


def test_looks_and_notes_do_not_stop_a_form(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM.format(rows=asked("${a}")), "utf-8")

    (problem,) = lint(read_form_tables(path))

    assert (problem.code, problem.severity) == ("form.bare-condition", Severity.LOOK)


def test_a_picture_for_one_language_only_is_told_at_the_empty_cell(tmp_path: Path) -> None:
    picture = "image::English (en) | image::Cymraeg (cy) | indicator |"
    form = FORM.replace("indicator |", picture).replace("| i.", "| | | i.")
    path = tmp_path / "form.md"
    path.write_text(form.format(rows=asked("").replace("| i.x", "| | b.png | i.x")), "utf-8")

    tables = read_form_tables(path)

    assert tables.problems == []
    assert [(p.code, p.place.column) for p in lint(tables)] == [
        ("form.missing-english", "image::English (en)")
    ]


WITH_DEFAULT = FORM.replace("| indicator", "| indicator | default")


@pytest.mark.parametrize(
    ("type_text", "default", "expected"),
    [
        ("select_one have", "yes", ["form.default-handed-on"]),
        ("select_one have", "maybe", ["form.bad-default"]),
        ("select_multiple topics", "asb fire", ["form.default-handed-on"]),
        ("select_multiple topics", "asb flood", ["form.bad-default"]),
        ("integer", "3", ["form.default-handed-on"]),
        ("integer", "three", ["form.bad-default"]),
        ("integer", "${n} + 1", ["form.default-handed-on"]),
        ("integer", "${zz} + 1", ["form.unknown-reference"]),
        ("decimal", "0.5", ["form.default-handed-on"]),
        ("decimal", "0,5", ["form.bad-default"]),
        ("date", "2021-09-10", ["form.default-handed-on"]),
        ("date", "10/09/2021", ["form.bad-default"]),
        ("date", "today()", ["form.default-handed-on"]),
        ("text", "anything", ["form.default-handed-on"]),
    ],
)
def test_a_default_is_checked_and_what_becomes_of_it_is_said(
    tmp_path: Path, type_text: str, default: str, expected: list[str]
) -> None:
    row = f"| | {type_text} | x | Do you have? | A oes gennych? | | | | | i.x | {default} |"

    assert codes(tmp_path, row, form=WITH_DEFAULT) == expected


@pytest.mark.parametrize("path", ["../y > 1", "/data/y > 1", "${y} > 1"])
def test_a_circle_is_found_however_its_rules_name_a_question(tmp_path: Path, path: str) -> None:
    rows = [
        f"| | integer | x | More? | Mwy? | {path} | | | | i.x |",
        "| | integer | y | Fewer? | Llai? | ${x} > 1 | | | | i.y |",
    ]

    assert codes(tmp_path, *rows) == ["form.circular-rule", "form.circular-rule"]


def test_a_circle_through_a_group_is_found_at_the_rule_of_the_group(tmp_path: Path) -> None:
    rows = [
        "| | begin_group | g | Part | Rhan | ${x} > 1 | | | | |",
        "| | integer | x | More? | Mwy? | | | | | i.x |",
        "| | end_group | | | | | | | | |",
    ]
    path = tmp_path / "form.md"
    path.write_text(FORM.format(rows="\n".join(rows)), "utf-8")

    (problem,) = lint(read_form_tables(path))

    assert (problem.code, problem.place.column) == ("form.circular-rule", "relevant")
    assert problem.expected == "g → x → g"
