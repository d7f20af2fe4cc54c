"""Five hundred planted faults, each told at its cell; good forms, of which nothing is told."""

import random
from pathlib import Path

import pytest
from planted_faults import FAULTS, Planted, Sheet

from diogel.core import Problem
from diogel.surveys.form_building import build
from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.linting import lint, once_each
from diogel.surveys.xlsform import BUILT_IN

HERE = Path(__file__).parent
OWN = sorted((HERE / "lint_forms").glob("*.md"))
ENGINE = sorted((HERE.parent / "engine" / "forms").glob("*.md"))
GOOD = [*sorted(BUILT_IN.glob("*.md")), *OWN, *ENGINE]
# What these forms are there to try in the engine, rightly told.
MEANT_ODD = {
    "backwards.md": {"form.rule-looks-ahead"},
    "arithmetic.md": {"form.not-in-collect"},
    "texts.md": {"form.not-in-collect"},
}
MUTANTS = 500
SEED = 2021


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Every problem but pyxform's word, which is asked elsewhere."""
    _, draft = build(read_form_tables(path))
    return once_each([*draft.problems, *lint(draft.tables, None, draft.problems)])


def is_told(planted: Planted, problems: tuple[Problem, ...]) -> bool:
    return any(
        problem.code.startswith(planted.code)
        and (problem.place.sheet, problem.place.row) == (planted.table, planted.row)
        and problem.place.column == planted.column
        for problem in problems
    )


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_of_a_good_form_nothing_is_told(path: Path) -> None:
    told = [
        problem for problem in problems_of(path) if problem.code not in MEANT_ODD.get(path.name, ())
    ]

    assert told == []


# What one fault makes wrong elsewhere in the form, rightly told beside it.
ADDED = {"form.unknown-area", "form.choice-never-shown"}  # of a choice that is new in its list
ALSO = {
    **dict.fromkeys(("same_label", "same_code", "space_in_code", "quote_in_code"), ADDED),
    "no_code": {"form.unknown-choice-in-rule", "form.choice-never-shown"},
    "unknown_disclosure": {"form.missing-disclosure"},
    "same_label_but_for_capitals": ADDED | {"form.welsh-yes-no", "form.welsh-no-of-another-verb"},
    "odd_row_in_a_grid": {"form.welsh-yes-no"},
}


def mutants() -> list[tuple[str, Path, int]]:
    """Each kind of fault in forms that it fits, in turn until there are enough."""
    forms = [path for path in GOOD if path.name not in MEANT_ODD]
    sheets = {path: path.read_text("utf-8") for path in forms}
    each = -(-MUTANTS // len(FAULTS))
    found = []
    for number, kind in enumerate(sorted(FAULTS)):
        draw = random.Random(SEED + number)
        seeds = [(path, draw.randrange(10**6)) for path in draw.sample(forms, len(sheets))]
        fitting = [s for s in seeds if FAULTS[kind](Sheet.read(s[0]), random.Random(s[1]))]
        assert fitting, f"{kind} fits no form"
        while len(fitting) < each:
            path = draw.choice(fitting)[0]
            seed = draw.randrange(10**6)
            if FAULTS[kind](Sheet.read(path), random.Random(seed)):
                fitting.append((path, seed))
        found += [(kind, path, seed) for path, seed in fitting[:each]]
    return found


def test_every_planted_fault_is_told_at_its_cell_and_nothing_else(tmp_path: Path) -> None:
    planned, missed, beside = mutants(), [], []
    for kind, path, seed in planned:
        sheet = Sheet.read(path)
        planted = FAULTS[kind](sheet, random.Random(seed))
        assert planted is not None
        problems = problems_of(sheet.write(tmp_path / "form.md"))
        if not is_told(planted, problems):
            missed.append((kind, path.name, seed, planted))
        allowed = ALSO.get(kind, set())
        beside += [
            (kind, path.name, seed, problem.code, problem.place.row)
            for problem in problems
            if not problem.code.startswith(planted.code) and problem.code not in allowed
        ]

    assert missed == []
    assert beside == []
    assert len(planned) >= MUTANTS


FIFTY = """
    syntax open_bracket double_equals misspelt_function foreign_function too_few_arguments
    too_many_arguments no_such_choice no_such_choice_ticked space_after_choice no_such_question
    equals_on_several ticked_number ticked_one number_and_word date_and_word date_and_number
    words_in_order choice_in_order rounded_word added_word number_and_truth smart_quotes long_dash
    quoted_question word_without_quotes bare_question two_at_once blank_and_not wrong_way_round
    never_in_part one_or_other always_in_part ticked_and_not bad_date impossible ignores_answer
    bad_pattern slow_pattern reversed_limits word_as_limit too_deep filter_on_nothing unknown_type
    unsupported_type missing_list other_numbers hidden_letter formula stale
"""


def test_a_form_with_fifty_faults_shows_fifty(tmp_path: Path) -> None:
    sheet = Sheet.read(HERE / "lint_forms" / "services.md")
    expected = set()
    for number, kind in enumerate(FIFTY.split()):
        planted = FAULTS[kind](sheet, random.Random(number))
        assert planted is not None
        sheet.put("survey", planted.row, "name", f"p{number}")
        expected.add((planted.code, planted.row, planted.column))

    problems = problems_of(sheet.write(tmp_path / "form.md"))

    assert len(FIFTY.split()) == 50
    assert {(p.code, p.place.row, p.place.column) for p in problems} == expected
    assert len(problems) == 50
