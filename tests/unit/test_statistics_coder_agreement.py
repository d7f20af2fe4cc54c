"""Agreement of coders against published numbers and laws that must hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import cohen_kappa, krippendorff_alpha, masi, nominal

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: four observers,
# twelve units, nominal data with values missing; alpha is 0.743.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def test_alpha_is_that_of_the_published_example():
    units = [
        [value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)
    ]

    assert krippendorff_alpha(units, nominal) == pytest.approx(0.743, abs=0.0005)


def test_kappa_of_fifty_grant_applications_is_two_fifths():
    # 20 yes-yes, 5 and 10 split, 15 no-no: observed 0.7, by chance 0.5.
    assert cohen_kappa(20, 5, 10, 15) == pytest.approx(0.4)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (7, 0, 0, 0), (0, 0, 0, 7)])
def test_where_nothing_could_disagree_there_is_no_kappa(counts):
    assert cohen_kappa(*counts) is None


def test_full_agreement_is_one_and_full_disagreement_below_nought():
    assert cohen_kappa(5, 0, 0, 5) == 1
    assert cohen_kappa(0, 5, 5, 0) == -1
    assert krippendorff_alpha([("a", "a"), ("b", "b")], nominal) == 1


def test_values_that_are_all_alike_give_no_alpha():
    assert krippendorff_alpha([("a", "a"), ("a", "a")], nominal) is None
    assert krippendorff_alpha([("a",), ("b",)], nominal) is None


def test_a_part_of_a_set_is_nearer_than_a_set_that_overlaps_as_much():
    within = masi({"a"}, {"a", "b"})
    across = masi({"a", "b"}, {"b", "c"})

    assert within == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert across == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(set(), set()) == 0
    assert masi({"a"}, set()) == 1


SETS = st.frozensets(st.sampled_from("abc"))


@given(st.lists(st.tuples(SETS, SETS), min_size=1))
def test_agreement_does_not_depend_on_who_is_called_first(pairs):
    turned = [(b, a) for a, b in pairs]

    one, other = krippendorff_alpha(pairs, masi), krippendorff_alpha(turned, masi)

    assert one == other or one == pytest.approx(other)
    assert one is None or one <= 1
