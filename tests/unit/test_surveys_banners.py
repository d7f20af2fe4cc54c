"""Banner tables: the same numbers as a slow count, as a cross-tabulation, and as the law says."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from banner_factory import BANNER, instrument, plan, response, survey, tabulated
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.core import Figure, Refused, Status, Tabulation
from diogel.surveys import Answers, Missing, Response

CROSSTABS = "".join(
    f'[[figure]]\nid = "x.{question}.{by}"\nkind = "crosstab"\n'
    f'question = "{question}"\nby = "{by}"\n'
    for question, by in itertools.product(
        ("safe", "told", "heard", "places"), ("region", "help", "places:police")
    )
)
ALL_BASES = (
    '[[figure]]\nid = "by"\nkind = "banner"\nquestions = "all"\n'
    'by = ["region", "help", "places:police"]\nbase = "all"\n'
)


def codes(answers: Answers, response: Response, question: str) -> frozenset[str]:
    value = answers.given(response, question)
    if isinstance(value, str):
        return frozenset({value})
    return value if isinstance(value, frozenset) else frozenset()


def slow(
    answers: Answers, question: str, row: str, by: str = "", column: str = ""
) -> tuple[float, int, int, float]:
    """Weighted share, count, base and effective base of usable answers, one by one."""
    inside = [
        r
        for r in answers.responses
        if answers.state(r, question) is Missing.ANSWERED
        and (not by or column in codes(answers, r, by))
    ]
    gave = [r for r in inside if row in codes(answers, r, question)]
    total = sum(r.weight for r in inside)
    effective = total**2 / sum(r.weight**2 for r in inside)
    return sum(r.weight for r in gave) / total, len(gave), len(inside), effective


def told(figure: Figure) -> tuple[float | None, int | None, int | None, Status]:
    return figure.value, figure.numerator, figure.denominator, figure.status


def of_banner(counted: Tabulation, before: str = "by.") -> Mapping[str, Figure]:
    return {name: f for name, f in counted.figures.items() if name.startswith(before)}


@pytest.mark.parametrize("by", ["region", "help", ""])
@pytest.mark.parametrize("question", ["safe", "told", "heard", "places"])
def test_a_weighted_banner_equals_a_count_one_by_one(question: str, by: str) -> None:
    answers = survey()
    attribute = instrument().question(by).codes if by else ("",)
    rows = [c.code for c in instrument().question(question).choices if not c.missing]

    made = tabulated(answers).figures

    for row, column in itertools.product(rows, attribute):
        if column == "abroad":
            continue
        figure = made[f"by.{question}.{row}.{f'{by}.{column}' if by else 'total'}"]
        value, count, base, effective = slow(answers, question, row, by, column)
        assert figure.weighted
        assert figure.value == pytest.approx(value, abs=1e-9)
        assert (figure.numerator, figure.denominator) == (count, base)
        assert figure.effective_base == pytest.approx(effective, rel=1e-9)


def test_a_weighted_banner_equals_the_table_that_pandas_makes() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    answers = survey()
    live = [r for r in answers.responses if not r.withdrawn]
    frame = pandas.DataFrame(
        {
            "safe": [r.values.get("safe") for r in live],
            "region": [r.values.get("region") for r in live],
            "weight": [r.weight for r in live],
        }
    )
    frame = frame[frame.safe.isin(["very", "fairly", "not"])]

    expected = pandas.crosstab(
        frame.safe, frame.region, values=frame.weight, aggfunc="sum", normalize="columns"
    )

    made = tabulated(answers).figures
    for row, column in itertools.product(expected.index, expected.columns):
        value = made[f"by.safe.{row}.region.{column}"].value
        assert value == pytest.approx(expected.loc[row, column], abs=1e-9)


def test_an_unweighted_banner_over_everybody_has_the_numbers_of_a_crosstab() -> None:
    counted = tabulated(survey(weighted=False), ALL_BASES + CROSSTABS).figures
    crossed = {name: f for name, f in counted.items() if name.startswith("x.")}

    compared = 0
    for name, figure in crossed.items():
        _, question, by, row, column = name.split(".")
        twin = counted[f"by.{question}.{row}.{by.replace('places:', 'places-')}.{column}"]
        assert told(twin) == told(figure)
        assert (twin.base, twin.sensitive, twin.weighted) == (figure.base, figure.sensitive, False)
        assert bool(twin.family) == bool(figure.family)
        compared += 1
    assert compared > 100


def test_a_table_of_everybody_has_the_cells_of_the_question() -> None:
    counted = tabulated(survey(weighted=False), ALL_BASES).figures

    for row in ("very", "fairly", "not", "unsure", "no_response"):
        figure, question = counted[f"by.safe.{row}.total"], counted[f"safe.{row}"]
        assert told(figure) == told(question)
        assert figure.shown_cell == question.shown_cell


def test_a_response_in_two_columns_counts_in_both() -> None:
    answers = Answers(
        "safe-2026",
        instrument(),
        (
            response(1, 2.0, help=frozenset({"police", "friends"}), told="yes"),
            response(2, 1.0, help=frozenset({"friends"}), told="no"),
        ),
    )

    made = tabulated(answers).figures

    assert told(made["by.told.yes.help.police"])[:3] == (1.0, 1, 1)
    assert told(made["by.told.yes.help.friends"])[:3] == (pytest.approx(2 / 3), 1, 2)


def test_a_response_that_was_taken_back_weighs_nothing() -> None:
    answers = survey(300)
    without = replace(answers, responses=tuple(r for r in answers.responses if not r.withdrawn))

    assert len(without.responses) < len(answers.responses)
    assert of_banner(tabulated(answers)) == of_banner(tabulated(without))


def test_a_column_with_nobody_is_not_applicable() -> None:
    figure = tabulated(survey()).figures["by.safe.very.region.abroad"]

    assert told(figure) == (None, None, None, Status.NOT_APPLICABLE)
    assert figure.effective_base is None


def test_the_plan_says_whom_shares_are_of() -> None:
    answers = Answers(
        "safe-2026",
        instrument(),
        (
            response(1, safe="very", told="yes", heard="yes"),
            response(2, safe="unsure", told="no", heard="yes"),
            response(3, told="yes"),
            response(4, states={"safe": Missing.NOT_APPLICABLE}),
        ),
    )

    bases = {
        base: [
            tabulated(answers, f'{BANNER}base = "{base}"\n').figures[f"by.{row}.total"].denominator
            for row in ("safe.very", "heard.yes")
        ]
        for base in ("valid", "item-answered", "all")
    }

    # "Does not apply" is no choice of this form: who said so is counted as giving no answer.
    assert bases == {"valid": [1, 1], "item-answered": [2, 1], "all": [4, 2]}


def test_a_base_that_is_a_count_is_tied_to_it_column_by_column() -> None:
    figures = tabulated(survey(), BANNER + 'base = "all"\n').figures

    assert figures["by.heard.yes.region.north"].within == "by.told.yes.region.north"
    assert figures["by.heard.yes.total"].within == "told.yes"


def test_letters_name_the_columns_that_a_share_is_above() -> None:
    counted = tabulated(survey(), BANNER + "tests = true\n")
    by = {table.id: table for table in counted.tables}

    assert by["by.safe.region"].higher["very", "north"] == ("mid", "south")
    assert by["by.safe.help"].higher == {}
    assert by["by.safe"].higher == {}
    assert all(table.higher == {} for table in tabulated(survey()).tables)


def test_there_is_a_table_for_everybody_unless_the_plan_says_not() -> None:
    names = {table.id for table in tabulated(survey(), BANNER + "total = false\n").tables}

    assert "by.safe.region" in names
    assert "by.safe" not in names


def test_all_questions_are_those_with_choices_that_are_no_column() -> None:
    text = BANNER.replace('["safe", "told", "heard", "places"]', '"all"')

    names = {table.id for table in tabulated(survey(), text).tables}

    assert {"by.safe", "by.told", "by.heard", "by.places"} == {
        name for name in names if name.startswith("by.") and name.count(".") == 1
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('base = "some"', "plan.setting-value"),
        ("tests = 1", "plan.setting-value"),
        ('total = "yes"', "plan.setting-value"),
        ("letters = true", "plan.unknown-setting"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(line: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        plan(f"{BANNER}{line}\n")

    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"places"]', '"nowhere"]', "plan.unknown-name"),
        ('"help"]', '"nowhere"]', "plan.unknown-name"),
        ('"help"]', '"places:nowhere"]', "plan.unknown-name"),
        ('"places"]', '"areas"]', "plan.not-choices"),
    ],
)
def test_a_name_that_cannot_stand_in_a_banner_is_told(old: str, new: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        tabulated(survey(50), BANNER.replace(old, new))

    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("setting", ["questions = 3", "questions = []", "by = [1]", 'by = ""'])
def test_a_list_of_names_must_be_one(setting: str) -> None:
    name = setting.split()[0]
    lines = [line for line in BANNER.splitlines() if not line.startswith(name)]

    with pytest.raises(Refused) as refused:
        plan("\n".join([*lines, setting]))

    assert [problem.code for problem in refused.value.problems] == ["plan.setting-value"]


answer = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(["north", "mid", "south"]),
        "safe": st.sampled_from(["very", "fairly", "not", "unsure"]),
        "told": st.sampled_from(["yes", "no"]),
        "help": st.sets(st.sampled_from(["police", "council"]), min_size=1).map(frozenset),
        "places": st.sets(st.sampled_from(["home", "town", "park"]), min_size=1).map(frozenset),
    },
)
weight = st.floats(0.01, 100, allow_nan=False)


def surveyed(rows: Iterable[tuple[float, Mapping[str, object]]]) -> Answers:
    return Answers(
        "safe-2026",
        instrument(),
        tuple(response(number, w, **values) for number, (w, values) in enumerate(rows)),
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(weight, answer), min_size=1, max_size=25))
def test_the_columns_of_a_single_answer_add_up_to_one(
    rows: list[tuple[float, dict[str, object]]],
) -> None:
    counted = tabulated(surveyed(rows))

    for table in counted.tables:
        if not table.id.startswith("by.") or table.additive != "column":
            continue
        for column in table.columns:
            cells = [counted.figures[table.cells[r.code, column.code]] for r in table.rows]
            if cells[0].value is not None:
                assert sum(cell.value or 0 for cell in cells) == pytest.approx(1, abs=1e-9)
                assert sum(cell.numerator or 0 for cell in cells) == cells[0].denominator


@settings(max_examples=25, deadline=None)
@given(st.lists(answer, min_size=1, max_size=25), weight)
def test_equal_weights_are_no_weights(rows: list[dict[str, object]], same: float) -> None:
    weighted = tabulated(surveyed((same, values) for values in rows))
    plain = tabulated(surveyed((1.0, values) for values in rows))

    assert weighted.figures == plain.figures


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(weight, answer), min_size=2, max_size=25))
def test_an_effective_base_is_between_one_and_the_base(
    rows: list[tuple[float, dict[str, object]]],
) -> None:
    for figure in of_banner(tabulated(surveyed(rows))).values():
        if figure.effective_base is not None:
            assert figure.weighted
            assert 1 - 1e-9 <= figure.effective_base <= (figure.denominator or 0) + 1e-9
