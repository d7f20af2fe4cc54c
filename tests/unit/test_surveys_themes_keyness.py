"""Keywords by respondents: numbers worked by hand, and nothing said of a few."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.surveys.themes.keyness import keywords, log_likelihood, log_ratio
from diogel.surveys.words import Remark


def remarks(*texts, language="en", first=0):
    return [Remark(f"r{first + n}", text, language) for n, text in enumerate(texts)]


def test_log_likelihood_is_that_of_the_two_by_two_table():
    # 10 of 20 used it here, 5 of 20 elsewhere; expected 7.5 and 12.5 on both sides.
    by_hand = 2 * (
        10 * math.log(10 / 7.5)
        + 10 * math.log(10 / 12.5)
        + 5 * math.log(5 / 7.5)
        + 15 * math.log(15 / 12.5)
    )

    assert log_likelihood(10, 20, 5, 20) == pytest.approx(by_hand)
    assert log_ratio(10, 20, 5, 20) == 1
    assert log_ratio(4, 8, 0, 8) == 3


COUNT = st.integers(0, 30)


@given(COUNT, COUNT, COUNT, COUNT)
def test_the_same_shares_give_nought_and_no_number_is_below_it(used, more, beside, others):
    found = log_likelihood(used, used + more, beside, beside + others)

    assert found >= 0
    assert log_likelihood(used, used + more, used, used + more) == pytest.approx(0, abs=1e-9)
    assert found == pytest.approx(log_likelihood(beside, beside + others, used, used + more))


HERE = remarks(*["funding ends, funding stops"] * 6, *["staff leave"] * 6)
ELSEWHERE = remarks(*["staff meet"] * 6, *["boards overlap"] * 6, first=50)


def test_a_word_is_counted_by_respondents_and_compared():
    found = {word.term: word for word in keywords(HERE, ELSEWHERE)["en"]}

    funding, staff = found["funding"], found["staff"]
    assert (funding.respondents, funding.of, funding.elsewhere) == (6, 12, 0)
    assert (staff.elsewhere, staff.of_elsewhere) == (6, 12)
    assert funding.log_likelihood > staff.log_likelihood == pytest.approx(0, abs=1e-9)


def test_a_word_of_few_or_of_all_but_few_is_never_listed():
    here = remarks(*["rare plan"] * 2, *["plan"] * 8, *["other"] * 2)

    assert "rare" not in {w.term for w in keywords(here, ELSEWHERE, minimum=1)["en"]}
    assert "plan" not in {w.term for w in keywords(here, ELSEWHERE, minimum=1)["en"]}


def test_a_word_that_few_used_elsewhere_is_left_out_here_too():
    elsewhere = remarks("funding", "funding", *["boards"] * 10, first=50)

    assert "funding" not in {w.term for w in keywords(HERE, elsewhere)["en"]}


def test_a_language_in_which_few_wrote_is_left_out_and_welsh_forms_are_one_word():
    welsh = remarks(*["Mae tai yn brin"] * 4, *["Diffyg o dai"] * 4, *["Cyllid"] * 8, language="cy")
    beside = remarks(*["Byrddau"] * 12, language="cy", first=50)

    found = keywords([*HERE[:4], *welsh], [*ELSEWHERE, *beside], minimum_base=10)

    assert found["en"] == ()
    assert {w.term: w.respondents for w in found["cy"]}["tai"] == 8


def test_names_that_would_tell_an_authority_are_dropped():
    here = remarks(*["funding in Newport"] * 6, *["staff"] * 6)

    found = keywords(here, ELSEWHERE, never={"Newport"})

    assert {w.term for w in found["en"]} == {"funding", "staff"}
