"""Rules of a form: what parses, and what it says of a record."""

import time
from datetime import UTC, datetime

import pytest

from diogel.surveys.expressions import (
    EvaluationError,
    ExpressionError,
    evaluate,
    faults,
    parse,
    read,
    references,
    walk,
)
from diogel.surveys.expressions.environment import Environment
from diogel.surveys.expressions.evaluation import value_at
from diogel.surveys.expressions.patterns import Pattern
from diogel.surveys.expressions.record import record
from diogel.surveys.expressions.values import to_text

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
    "rule",
    [
        "(" * 5_000,
        "-" * 5_000 + "1",
        "-" * 900 + "1",
        "not(" * 900,
        "not(" * 10_000 + "1" + ")" * 10_000,
        "a[" * 300 + "1" + "]" * 300,
        "1 or " * 900 + "1",
        "1 = " * 300 + "1",
        "not(1 or 1 and 1 = 1 = 1 + 1 * " * 90 + "1" + ")" * 90,
    ],
)
def test_a_rule_without_end_is_refused_and_not_followed(rule: str) -> None:
    with pytest.raises(ExpressionError):
        parse(rule)


def test_a_rule_as_deep_as_is_allowed_is_worked_out() -> None:
    deep = "if(${n} = 3, " * 90 + "1" + ", 2)" * 90
    wide = " or ".join(["${a} = 'x'"] * 300)

    assert evaluate(parse(deep), RECORD)
    assert not evaluate(parse(wide), RECORD)


def test_every_node_knows_where_it_stands_in_the_text() -> None:
    text = " not( ${a} = 'x' ) and ../b[1] > -(2 + 3) "

    written = {text[node.start : node.end] for node in walk(parse(text))}

    assert {"not( ${a} = 'x' )", "${a}", "'x'", "../b[1]", "2 + 3", "1"} <= written


def test_all_faulty_functions_of_a_rule_are_told_at_once() -> None:
    told = [(f.fault, f.found, f.position) for f in faults(read("selectd(1, 2) and not()"))]

    assert told == [("unknown-function", "selectd", 1), ("arguments", "not", 19)]


@pytest.mark.parametrize(
    ("rule", "fault", "position"),
    [
        ("regex(${a}, '(a')", "pattern", 16),
        ("regex(${a}, '(?=a)b')", "pattern", 15),
        ("count('x')", "arguments", 7),
        ("count(${a} + 1)", "arguments", 7),
        ("count(string(${a}))", "arguments", 7),
        ("'x'/b", "arguments", 1),
    ],
)
def test_what_could_never_be_worked_out_is_refused_with_the_form(
    rule: str, fault: str, position: int
) -> None:
    told = [(f.fault, f.position) for f in faults(read(rule))]

    assert told == [(fault, position)]


def test_a_function_that_does_not_exist_matters_only_where_it_is_reached() -> None:
    assert evaluate(read("true() or explode()"), RECORD)
    with pytest.raises(EvaluationError):
        evaluate(read("false() or explode()"), RECORD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date('2026-07-01') - date('2026-06-30')", "1"),
        ("date('2026-03-30') - date('2026-03-29')", "0.9583333333321207"),  # the clocks go on
        ("date('2026-03-29')", "2026-03-29"),
        ("format-date-time('2026-07-01T12:30:00Z', '%H:%M')", "13:30"),
        ("format-date-time('2026-01-01T12:30:00Z', '%H:%M')", "12:30"),
        ("today()", "2026-07-02"),
        ("now()", "2026-07-02T00:30:00.000+01:00"),
        ("today() > '2026-07-01'", "true"),
        ("format-date(today(), '%a %e %b')", "Iau 2 Gorff"),
        ("decimal-time('06:00:00')", "0.25"),
        ("date('2026-02-30')", "Invalid Date"),
    ],
)
def test_dates_are_on_the_clock_of_wales(text: str, expected: str) -> None:
    top = record({})
    moment = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    value = value_at(text, Environment(top, now=moment, language="cy"), top)

    assert to_text(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(/data/nothing)", "0"),
        ("number('Infinity')", ""),
        ("regex('2026-07-01', '2026')", "false"),
        ("format-date('2026-03-29', '%a')", "Sun"),
    ],
)
def test_where_we_differ_from_odk_web_forms_we_mean_to(text: str, expected: str) -> None:
    top = record({})

    assert to_text(value_at(text, Environment(top), top)) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("[A-Z]{2}[0-9]+", "AB12", True),
        ("[A-Z]{2}[0-9]+", "AB12x", False),
        ("^(ab|c)*$", "abcab", True),
        (r"\d{3}-?\d{2,4}", "029-2087", True),
        (r"\d{3}-?\d{2,4}", "029-20875", False),
        ("[^0-9]+", "abc", True),
        ("a.c", "abc", True),
        (r"\(x\)", "(x)", True),
        ("a{0}b?", "", True),
        ("", "", True),
    ],
)
def test_a_regular_expression_describes_the_whole_text(
    pattern: str, text: str, expected: bool
) -> None:
    assert Pattern(pattern).matches(text) is expected


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "((a{0,30}){0,30})b", "(.*)*x", "a*" * 400 + "b"]
)
def test_no_regular_expression_hangs(pattern: str) -> None:
    begun = time.perf_counter()

    try:
        assert not Pattern(pattern).matches("a" * 9_999)
    except EvaluationError as refused:
        assert refused.fault == "pattern"

    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "pattern", ["(", "a)", "[a", "a{2,1}", "a**", "(?=a)", r"(a)\1", "a{999999999}", "(" * 200]
)
def test_what_is_no_regular_expression_is_refused(pattern: str) -> None:
    with pytest.raises(EvaluationError):
        Pattern(pattern)
