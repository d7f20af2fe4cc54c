"""The expressions of surveys against the recorded cases of the ODK dialect."""

from pathlib import Path

import pytest
from xpath_cases import CASES, cases

LEAST_SHARE = 0.98
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "expressions.md"

# Cases that do not pass, by expression and expected value, and why. The page on expressions
# gives the same reasons.
A_BROWSERS_DATE = "only ISO dates are dates; this is how a browser prints one"
WHOLE_DAYS = "a date as a number keeps its part of a day in text too"
ANOTHER_ZONE = "recorded under another time zone than the rest"
OTHER_NODES = "a record has no processing instructions"
KNOWN = {
    (
        "format-date('Sat Nov 21 2026 20:45:36 GMT-0700 (Mountain Standard Time)', '%e | %a' )",
        "21 | Sat",
    ): A_BROWSERS_DATE,
    (
        "format-date-time('Sat Nov 21 2026 20:45:36 GMT-0700 (Mountain Standard Time)',"
        " '%e | %a' )",
        "21 | Sat",
    ): A_BROWSERS_DATE,
    ('number("2008-09-05")', "14127"): WHOLE_DAYS,
    ('number("1941-12-07")', "-10252"): WHOLE_DAYS,
    ('"2018-06-25" = "2018-06-25T00:00:00.000-07:00"', True): ANOTHER_ZONE,
    ("string()", 'type="text/xml" href="test.xsl"'): OTHER_NODES,
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[tuple[str, object], bool]]:
    if not CASES.exists():
        pytest.skip("The recorded cases (xpath_cases.jsonl) are not beside this folder.")
    found = {}
    for case in cases():
        try:
            passed = case.passes()
        except Exception:
            passed = False
        found[case.key] = ((case.source["expr"], case.source["expected"]), passed)
    return found


def test_nearly_every_recorded_case_comes_to_the_same_value(outcomes: dict) -> None:
    passed = [good for _, good in outcomes.values()]

    assert len(passed) > 1_200
    assert sum(passed) / len(passed) >= LEAST_SHARE


def test_every_case_that_fails_is_listed_with_its_reason(outcomes: dict) -> None:
    failing = {key: what for key, (what, good) in outcomes.items() if not good}

    assert {key: what for key, what in failing.items() if what not in KNOWN} == {}


def test_every_listed_case_still_fails(outcomes: dict) -> None:
    failing = {what for what, good in outcomes.values() if not good}

    assert sorted(str(what) for what in KNOWN if what not in failing) == []


def test_the_page_on_expressions_gives_every_reason() -> None:
    page = " ".join(PAGE.read_text("utf-8").split())

    assert [reason for reason in set(KNOWN.values()) if reason not in page] == []
