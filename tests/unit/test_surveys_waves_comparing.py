"""Two waves compared: what is shown of whom, what is claimed, and what the report says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from waves_factory import KEY, POLICY, answering, compared, respondents, studies, told

from diogel.core import LANGUAGES, Refused
from diogel.language import say
from diogel.places import Scheme, areas
from diogel.reports import Heading, PlainTable, Prose, TableBlock
from diogel.surveys import Response, Study
from diogel.surveys.waves import Comparison, claims_of, compare_waves, comparison_pair, summary
from diogel.surveys.waves.claims import Verdict
from diogel.surveys.waves.telling import Telling

AREAS = [area.code for area in areas(Scheme.LOCAL_AUTHORITY, as_at=date(2022, 4, 1))]


@pytest.fixture(scope="module")
def published() -> Comparison:
    return compared(excepted=True)


@pytest.fixture(scope="module")
def safe() -> Comparison:
    return compared()


def _two(
    first: list[Response], second: list[Response], questions: tuple[str, ...] = ("w4",)
) -> tuple[Study, Study]:
    one, other, *_ = studies()
    return answering(one, first, questions), answering(other, second, questions)


def _compare(first: list[Response], second: list[Response], **kwargs: object) -> Comparison:
    one, other = _two(first, second)
    key = None if kwargs.get("unlinked") else KEY
    return compare_waves(told(one), told(other), key, POLICY)


def _yes(until: int, prefix: str, codes: list[str] = AREAS) -> list[Response]:
    """The first so many answer yes to W4, the rest no."""
    return respondents(codes, lambda n: {"w4": "yes" if n < until else "no"}, prefix)


def _claims(found: Comparison) -> dict[str, Verdict]:
    return {
        answer.code: verdict for each in found.shared for answer, verdict in claims_of(found, each)
    }


def _texts(found: Comparison, language: str) -> str:
    document = comparison_pair(found, POLICY).documents[language]
    parts = []
    for block in document.blocks:
        match block:
            case Prose():
                parts.append(block.markdown)
            case Heading():
                parts.append(block.text)
            case PlainTable():
                parts += [block.caption, *block.headings, *(c for row in block.rows for c in row)]
            case TableBlock():
                parts.append(block.table.table.title[language])
    return "\n".join(parts)


def test_a_question_in_the_same_words_is_set_beside_itself(published: Comparison):
    figures = published.released.figures

    shown = [
        (f.numerator, f.denominator)
        for name in ("w7.no.first", "w7.no.second")
        for f in [figures[name].figure]
    ]

    assert shown == [(12, 15), (1, 16)]


def test_the_demonstration_claims_what_changed_and_no_more(published: Comparison):
    assert _claims(published) == {
        "w7.partnership_access": Verdict.MORE,
        "w7.no": Verdict.FEWER,
    }


def test_those_who_answered_both_times_are_shown_under_an_exception(published: Comparison):
    lost = published.released.figures["w7.no.lost"].figure

    assert (lost.numerator, lost.denominator, lost.exception) == (10, 14, "invented-answers")
    assert published.sizes_shown


def test_the_policy_alone_shows_none_of_those_who_answered_both_times(safe: Comparison):
    names = {name.rpartition(".")[2] for name in safe.released.figures}

    assert names.isdisjoint({"both", "lost", "gained", "neither", "matched", "left", "joined"})
    assert not safe.sizes_shown


def test_a_change_has_its_sign_and_none_has_none(safe: Comparison):
    telling = Telling(safe, "en")

    assert [telling.signed(value) for value in (2, 0, -2)] == ["+2", "0", "−2"]


def test_what_a_wave_hides_is_not_compared(safe: Comparison):
    assert safe.shared
    for shared in safe.shared:
        for answer in shared.answers:
            for told_, figure in zip((safe.first, safe.second), answer.figures, strict=True):
                assert told_.released.figures[figure.id].shown


def test_the_safe_report_says_that_groups_are_hidden_and_gives_no_range(safe: Comparison):
    for language in LANGUAGES:
        text = _texts(safe, language)

        assert say("waves.groups.hidden", language) in text
        assert say("waves.tests.range", language) not in text


def test_where_all_answered_both_times_the_changes_may_be_shown():
    found = _compare(_yes(9, "a"), _yes(16, "b"))

    pairs = [found.released.figures[f"w4.yes.{n}"].figure.numerator for n in ("lost", "gained")]
    assert pairs == [0, 7]
    assert _claims(found) == {"w4.yes": Verdict.MORE, "w4.no": Verdict.FEWER}
    assert found.sizes_shown


def test_four_changes_one_way_are_not_claimed():
    found = _compare(_yes(9, "a"), _yes(13, "b"))

    assert _claims(found) == {}


def test_one_who_left_hides_the_changes_of_all_others():
    found = _compare(_yes(9, "a"), _yes(16, "b", AREAS[:-1]))

    assert "w4.yes.gained" not in found.released.figures
    assert "groups.matched" not in found.released.figures


def test_without_links_nothing_is_claimed_and_bounds_are_shown():
    found = _compare(_yes(3, "a"), _yes(19, "b"), unlinked=True)

    text = _texts(found, "en")
    assert _claims(found) == {}
    assert say("waves.unlinked", "en") in text
    assert say("waves.tests.came", "en") in text
    assert "16 to 19" in text


def test_a_list_that_nobody_knows_has_no_bounds():
    one, other = _two(_yes(9, "a"), _yes(13, "b"))
    frame = replace(other.plan.frame, known=False)
    unknown = replace(other, plan=replace(other.plan, frame=frame))

    found = compare_waves(told(one), told(unknown), KEY, POLICY)

    assert found.population is None
    assert say("waves.method.no_frame", "en") in _texts(found, "en")


def test_the_least_net_change_is_said_in_both_languages(safe: Comparison):
    english, welsh = (summary(safe, language) for language in LANGUAGES)

    assert "A net change of fewer than 5 authorities cannot be told from chance." in english
    assert "Ni ellir dweud bod newid net o lai na 5 awdurdod yn fwy na hap." in welsh


def test_what_is_not_compared_is_said_with_why(published: Comparison):
    for language in LANGUAGES:
        text = _texts(published, language)

        assert say("waves.break.text", language) in text
        assert "2022/23" in text


def test_a_claim_names_both_counts(published: Comparison):
    claim = next(line for line in summary(published, "cy") if "“Nac oes”" in line)

    assert "12 o 15 (2021), 1 o 16 (2022)" in claim
    assert "llai" in claim


def test_hidden_answers_may_have_changed_and_it_is_said(safe: Comparison):
    assert say("waves.claim.none_shown", "en") in summary(safe, "en")


def test_a_wave_is_not_compared_with_a_later_one():
    one, other, *_ = studies()

    with pytest.raises(Refused) as refusal:
        compare_waves(told(other), told(one), KEY, POLICY)

    assert refusal.value.problems[0].code == "waves.not-before"


def test_a_question_that_neither_wave_has_is_told():
    one, other = _two(_yes(9, "a"), _yes(13, "b"), ("w4", "w77"))

    with pytest.raises(Refused) as refusal:
        compare_waves(told(one), told(other), KEY, POLICY)

    assert [(p.code, p.found, p.expected) for p in refusal.value.problems] == [
        ("waves.unknown-question", "w77", "w7")
    ]


def test_everything_counted_of_the_two_waves_is_marked_invented(published: Comparison):
    assert all(shown.figure.synthetic for shown in published.released.figures.values())
