"""The double-key check: each cell that differs is told with both addresses."""

from pathlib import Path

import pytest

from diogel.core import LANGUAGES, Problem, Refused
from diogel.files import csv_bytes
from diogel.language import explain
from diogel.surveys import Comparison, Response, builtin_instrument, compare_answers, write_template

WORKFORCE = builtin_instrument("workforce-2021")
HEADS = ["response", "language", "w1", "w2", "w9/asb", "w16"]


def keyed(folder: Path, name: str, *rows: list[str], heads: list[str] | None = None) -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(csv_bytes([heads or HEADS, *rows]))
    return path


def told(found: Comparison) -> list[tuple[str, int | None, str, str, str]]:
    return [(p.code, p.place.row, p.place.column, p.found, str(p.expected)) for p in found.problems]


def test_a_code_a_label_and_either_language_are_one_answer(tmp_path: Path) -> None:
    one = keyed(tmp_path, "one", ["1", "cy", "yes", "3", "1", "Diolch  i chi"])
    two = keyed(tmp_path, "two", ["1", "Cymraeg", "Oes", "3.0", "yes", "Diolch i chi"])

    found = compare_answers(one, two, WORKFORCE)

    assert (found.responses, found.cells, found.problems) == (1, 5, ())


def test_every_difference_is_told_with_both_addresses(tmp_path: Path) -> None:
    one = keyed(
        tmp_path, "one", ["1", "en", "yes", "3", "1", "Words"], ["2", "en", "no", "", "", ""]
    )
    two = keyed(
        tmp_path,
        "two",
        ["2", "", "en", "4", "no", "", ""],
        ["1", "", "cy", "3", "Other (please explain)", "", "words"],
        heads=["response", "withdrawn", "language", "w2", "w1", "w9/asb", "w16"],
    )

    found = compare_answers(one, two, WORKFORCE)

    assert told(found) == [
        ("keyed.missing-column", None, "B (withdrawn)", "withdrawn", "one.csv"),
        ("keyed.differs", 2, "B (language)", "en", "cy"),
        ("keyed.differs", 2, "C (w1)", "yes", "Other (please explain)"),
        ("keyed.differs", 2, "E (w9/asb)", "1", "-"),
        ("keyed.text-differs", 2, "F (w16)", "", ""),
        ("keyed.differs", 3, "D (w2)", "-", "4"),
    ]
    assert "two.csv, row 3, column E (w1)" in explain(found.problems[2], "en")
    assert "two.csv, rhes 3, colofn E (w1)" in explain(found.problems[2], "cy")


def test_a_free_answer_is_never_repeated(tmp_path: Path) -> None:
    one = keyed(tmp_path, "one", ["1", "en", "", "", "", "Ask Mrs Pugh"])
    two = keyed(tmp_path, "two", ["1", "en", "", "", "", "Ask Mr Pugh"])

    for instrument in (WORKFORCE, None):
        found = compare_answers(one, two, instrument)

        assert [p.code for p in found.problems] == ["keyed.text-differs"]
        assert "Pugh" not in " ".join(
            explain(p, lang) for p in found.problems for lang in LANGUAGES
        )


def test_a_response_in_one_file_alone_and_one_twice_are_told(tmp_path: Path) -> None:
    one = keyed(tmp_path, "one", ["1", "", "", "", "", ""], ["1", "", "", "", "", ""], ["2"])
    two = keyed(tmp_path, "two", ["1", "", "", "", "", ""], ["3", "", "yes"])

    found = compare_answers(one, two, WORKFORCE)

    assert told(found) == [
        ("answers.duplicate-response", 3, "A (response)", "1", "2"),
        ("keyed.missing-response", 4, "A (response)", "2", "two.csv"),
        ("keyed.missing-response", 3, "A (response)", "3", "one.csv"),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_two_templates_in_two_languages_agree(tmp_path: Path, ending: str) -> None:
    response = Response("1", ("W06000001",), "cy", {
        "f04": frozenset({"W06000001"}), "w1": "no", "w2": 4, "w9": frozenset({"asb", "cctv"}),
        "w16": "Dim byd",
    })  # fmt: skip
    paths = [tmp_path / f"{lang}.{ending}" for lang in LANGUAGES]
    for path, language in zip(paths, LANGUAGES, strict=True):
        write_template(WORKFORCE, path, language, [response], labels=True)

    found = compare_answers(*paths, WORKFORCE)

    assert found.responses == 1
    assert [_code(p) for p in found.problems] == []


def _code(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.place.column


def test_a_file_without_response_numbers_is_refused(tmp_path: Path) -> None:
    one = keyed(tmp_path, "one", ["yes"], heads=["w1"])

    with pytest.raises(Refused) as refused:
        compare_answers(one, one, WORKFORCE)

    assert [p.code for p in refused.value.problems] == ["keyed.no-response-column"]
