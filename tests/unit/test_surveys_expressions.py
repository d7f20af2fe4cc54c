"""Rules of a form: what parses, and what it says of a record."""

import pytest

from diogel.surveys.expressions import ExpressionError, evaluate, parse, references

RECORD = {"a": "no", "b": frozenset({"x", "y"}), "n": 3, "blank": "", "none": frozenset()}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("${a} = 'no'", True),
        ('"no" = ${a}', True),
        ("${a} != 'no'", False),
        ("${n} = 3", True),
        ("${n} = '3'", True),
        ("${n} >= 3 and ${n} < 4", True),
        ("${n} + 1 - 2 = 2", True),
        ("-${n} < 0", True),
        ("selected(${b}, 'x')", True),
        ("selected(${b}, 'z')", False),
        ("selected(${a}, 'n')", False),
        ("count-selected(${b}) > 1", True),
        ("count-selected(${none}) > 0", False),
        ("not(selected(${b}, 'x')) or ${a} = 'no'", True),
        ("${a} = 'no' or ${a} = 'yes' and ${n} = 9", True),
        ("(${a} = 'no' or ${a} = 'yes') and ${n} = 9", False),
        ("true()", True),
    ],
)
def test_a_rule_says_what_the_record_says(rule: str, expected: bool) -> None:
    assert evaluate(parse(rule), RECORD) is expected


@pytest.mark.parametrize("comparison", ["> 3", "< 3", ">= 3", "<= 3", "= 3"])
@pytest.mark.parametrize("blank", ["blank", "a"])
def test_a_blank_or_a_word_compared_as_a_number_is_never_true(blank: str, comparison: str) -> None:
    assert evaluate(parse(f"${{{blank}}} {comparison}"), RECORD) is False


def test_a_blank_is_the_empty_text_and_differs_from_every_code() -> None:
    assert evaluate(parse("${blank} = ''"), RECORD)
    assert evaluate(parse("${blank} != 'no'"), RECORD)


@pytest.mark.parametrize(
    ("rule", "position"),
    [
        ("${a} = = 'yes'", 8),
        ("selectd(${a}, 'yes')", 1),
        ("(${a} = 'x'", 12),
        ("${a} = 'x", 8),
        ("${a} 3", 6),
        ("selected(${a})", 1),
        ("", 1),
    ],
)
def test_what_is_not_a_rule_is_refused_where_it_stops_making_sense(
    rule: str, position: int
) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(rule)

    assert refused.value.position == position


def test_a_rule_names_every_question_it_looks_at() -> None:
    rule = parse("not(selected(${b}, 'x')) and (${a} = 'no' or -${n} > 1)")

    assert references(rule) == {"a", "b", "n"}


def test_a_question_that_the_record_lacks_is_not_taken_for_a_blank() -> None:
    with pytest.raises(KeyError):
        evaluate(parse("${nobody} = ''"), RECORD)


@pytest.mark.parametrize(
    "rule", ["(" * 5_000, "-" * 5_000 + "1", "not(" * 900, "1 or " * 900 + "1"]
)
def test_a_rule_without_end_is_refused_and_not_followed(rule: str) -> None:
    with pytest.raises(ExpressionError):
        parse(rule)
