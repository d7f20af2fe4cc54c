import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.statistics import (
    Mask,
    Variable,
    column_letters,
    significantly_higher,
    tabulate_banner,
)


def codes(*values):
    return np.array(values, dtype=np.int8)


def survey(respondents=200, seed=1):
    """Three questions, a variable and two overlapping masks, with missing codes."""
    draw = np.random.default_rng(seed)
    sizes = [2, 3, 5]
    questions = [draw.integers(-1, size, respondents).astype(np.int8) for size in sizes]
    banner = [
        Variable(draw.integers(-1, 4, respondents).astype(np.int8), 4),
        Mask(draw.random(respondents) < 0.5),
        Mask(draw.integers(0, 2, respondents).astype(np.int8)),
    ]
    return questions, sizes, banner, draw.gamma(4, 0.25, respondents)


def columns_of(banner, respondents):
    """Each column's members, said the plain way."""
    members = [np.ones(respondents, bool)]
    for entry in banner:
        if isinstance(entry, Mask):
            members.append(entry.members != 0)
        else:
            members.extend(entry.codes == code for code in range(entry.size))
    return members


def test_a_small_table_by_hand():
    question = codes(0, 1, -1, 1)
    region = Variable(codes(0, 0, 1, -1), 2)

    table = tabulate_banner([question], [2], [region], np.array([1.0, 2.0, 4.0, 8.0]))

    assert table.weighted.tolist() == [[1, 1, 0], [10, 2, 0]]
    assert table.count.tolist() == [[1, 1, 0], [2, 1, 0]]
    assert table.squared.tolist() == [[1, 1, 0], [68, 4, 0]]
    assert table.base_weighted.tolist() == [[11, 3, 0]]
    assert table.part.tolist() == [0, 1, 1]


@pytest.mark.parametrize("limit", [20_000, 7, 0])
@pytest.mark.parametrize("rule", ["answered", "all"])
def test_every_cell_and_base_equals_the_plain_sum_over_its_respondents(limit, rule):
    questions, sizes, banner, weights = survey()

    table = tabulate_banner(questions, sizes, banner, weights, rule=rule, joint_cells_at_most=limit)

    for column, members in enumerate(columns_of(banner, len(weights))):
        for q, answers in enumerate(questions):
            base = members & ((answers >= 0) | (rule == "all"))
            assert table.base_weighted[q, column] == pytest.approx(weights[base].sum(), abs=1e-9)
            assert table.base_count[q, column] == base.sum()
            assert table.base_squared[q, column] == pytest.approx((weights[base] ** 2).sum())
            for category, row in enumerate(range(sizes[q])):
                inside = members & (answers == category)
                row = table.rows(q).start + category
                assert table.weighted[row, column] == pytest.approx(weights[inside].sum(), abs=1e-9)
                assert table.count[row, column] == inside.sum()
                assert table.squared[row, column] == pytest.approx((weights[inside] ** 2).sum())


def test_a_missing_category_is_in_the_base_of_all_only():
    question = codes(0, -1, -1, 1)

    answered = tabulate_banner([question], [2], [], rule="answered")
    everybody = tabulate_banner([question], [2], [], rule="all")

    assert answered.column_shares[:, 0].tolist() == [0.5, 0.5]
    assert everybody.column_shares[:, 0].tolist() == [0.25, 0.25]


def test_equal_weights_leave_the_effective_base_at_the_count():
    question = codes(0, 1, 1, -1)

    table = tabulate_banner([question], [2], [], np.full(4, 2.5))

    assert table.effective_bases[0, 0] == pytest.approx(3)


def test_an_empty_column_has_no_shares_and_no_effective_base():
    table = tabulate_banner([codes(0, 1)], [2], [Variable(codes(0, 0), 2)])

    assert np.isnan(table.column_shares[:, 2]).all()
    assert table.effective_bases[0, 2] == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"questions": [codes(0, 2)]}, "question 0 has codes"),
        ({"questions": [codes(0, -2)]}, "question 0 has codes"),
        ({"questions": [np.array([0.0, 1.0])]}, "signed integers"),
        ({"sizes": [2, 2]}, "1 questions with 2 sizes"),
        ({"weights": np.array([1.0])}, "1 weights for 2"),
        ({"weights": np.array([1.0, np.nan])}, "finite"),
        ({"weights": np.array([1.0, -1.0])}, "not negative"),
        ({"banner": [Variable(codes(0), 1)]}, "variable 0 has shape"),
        ({"banner": [Mask(codes(0, -1))]}, "mask 0"),
        ({"rule": "valid"}, "valid"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_by_name(change, message):
    arguments = {"questions": [codes(0, 1)], "sizes": [2], "banner": [], **change}

    with pytest.raises(ValueError, match=message):
        tabulate_banner(**arguments)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_totals_agree_and_both_ways_of_counting_are_one(seed, respondents):
    questions, sizes, banner, weights = survey(respondents, seed)

    joint = tabulate_banner(questions, sizes, banner, weights, rule="all")
    separate = tabulate_banner(questions, sizes, banner, weights, rule="all", joint_cells_at_most=0)

    np.testing.assert_allclose(joint.weighted, separate.weighted, atol=1e-9)
    assert (joint.count == separate.count).all()
    in_variable = joint.count[:, joint.part == 1].sum(axis=1)
    assert (in_variable <= joint.count[:, 0]).all()
    assert joint.base_count[:, 0].tolist() == [respondents] * 3


def two_columns(first, second, of=100):
    """One yes/no question: how many of each column say yes."""
    answers = np.repeat([0, 1, 0, 1], [first, of - first, second, of - second]).astype(np.int8)
    column = np.repeat([0, 1], of).astype(np.int8)
    return tabulate_banner([answers], [2], [Variable(column, 2)], total=False)


def test_a_clear_difference_gets_the_letter_of_the_lower_column():
    # 60 and 45 of 100: pooled z is 2.12, above 1.96.
    letters = column_letters(significantly_higher(two_columns(60, 45)))

    assert letters == [["B", ""], ["", "A"]]


def test_a_difference_short_of_the_limit_gets_no_letter():
    # 58 and 45 of 100: pooled z is 1.84.
    assert not significantly_higher(two_columns(58, 45)).any()
    assert significantly_higher(two_columns(58, 45), confidence=0.9).any()


def test_a_small_base_is_not_tested():
    assert not significantly_higher(two_columns(20, 0, of=20)).any()
    assert significantly_higher(two_columns(20, 0, of=20), minimum_base=20).any()


def test_columns_that_may_overlap_are_not_compared():
    answers = np.repeat([0, 1], 100).astype(np.int8)
    masks = [Mask(answers == 0), Mask(answers == 1)]

    assert not significantly_higher(tabulate_banner([answers], [2], masks)).any()


def test_the_column_after_z_is_lettered_with_two_letters():
    higher = np.zeros((1, 28, 28), dtype=bool)
    higher[0, 0, [0, 25, 26, 27]] = True

    assert column_letters(higher)[0][0] == "AZAAAB"
