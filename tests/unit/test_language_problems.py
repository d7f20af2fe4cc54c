"""A problem is told with its place in front, in order, in either language."""

from itertools import product

import pytest

from diogel.core import Place, Problem, Severity
from diogel.language import as_records, explain, explain_all


def missing(**place: object) -> Problem:
    return Problem("file.missing", Place(**place))


def test_the_place_is_said_first():
    problem = missing(file="atebion.xlsx", sheet="Atebion", row=41, column="W2")

    assert explain(problem, "en").startswith(
        "atebion.xlsx, sheet 'Atebion', row 41, column 'W2': There is no such file."
    )
    assert explain(problem, "cy").startswith(
        "atebion.xlsx, taflen 'Atebion', rhes 41, colofn 'W2': Nid oes ffeil"
    )


@pytest.mark.parametrize("known", list(product([False, True], repeat=4)))
@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_combination_of_known_parts_can_be_said(known, language):
    parts = {"file": "a.csv", "sheet": "S", "row": 7, "column": "C"}
    place = {part: value for (part, value), on in zip(parts.items(), known, strict=True) if on}

    said = explain(missing(**place), language)

    assert all(str(value) in said for value in place.values())


def test_a_problem_without_a_place_is_its_sentence():
    assert explain(missing(), "en") == "There is no such file. Check the name and try again."


def test_a_heading_with_braces_is_said_as_it_stands():
    assert "{0}" in explain(missing(column="{0}"), "en")


def test_problems_come_by_file_sheet_row_and_column():
    problems = [
        missing(file="b.csv", row=2),
        missing(file="a.csv", row=10, column="B"),
        missing(file="a.csv", row=2),
        missing(file="a.csv"),
        missing(file="a.csv", row=10, column="A"),
    ]

    starts = [said.split(": ")[0] for said in explain_all(problems, "en")]

    assert starts == [
        "a.csv",
        "a.csv, row 2",
        "a.csv, row 10, column 'A'",
        "a.csv, row 10, column 'B'",
        "b.csv, row 2",
    ]


def test_a_record_has_code_and_place_apart_from_its_sentence():
    problem = Problem("file.missing", Place(file="a.csv", row=3), severity=Severity.LOOK)

    (record,) = as_records([problem], "cy")

    assert record["code"] == "file.missing"
    assert (record["file"], record["row"], record["sheet"]) == ("a.csv", 3, "")
    assert record["severity"] == "look"
    assert str(record["message"]).startswith("a.csv, rhes 3: ")


def test_a_suggestion_that_nobody_can_make_is_left_out():
    near = explain(Problem("answers.unknown-area", found="Xyz", expected="Powys"), "en")
    far = explain(Problem("answers.unknown-area", found="Xyz"), "en")
    welsh = explain(Problem("answers.unknown-area", found="Xyz"), "cy")

    assert near.endswith("Did you mean: Powys?")
    assert far == '"Xyz" is not a local authority in Wales.'
    assert welsh.endswith("yng Nghymru.")
