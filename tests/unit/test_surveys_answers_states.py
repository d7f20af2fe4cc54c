"""What a response holds for a question: an answer, or one of six kinds of none."""

from diogel.core import Bilingual
from diogel.surveys import Answers, Choice, Instrument, Missing, Question, Response


def text(word: str) -> Bilingual:
    return Bilingual.same(word)


INSTRUMENT = Instrument(
    "test",
    "1",
    text("test"),
    (
        Question(
            "has",
            "single",
            text("has"),
            choices=(
                Choice("yes", text("yes")),
                Choice("no", text("no")),
                Choice("unsure", text("unsure"), missing="unsure"),
                Choice("na", text("na"), missing="not-applicable"),
            ),
        ),
        Question("many", "integer", text("many"), relevant="${has} = 'yes'"),
        Question("more", "integer", text("more"), relevant="${many} > 2", blank="zero"),
        Question("which", "multi", text("which"), choices=(Choice("a", text("a")),)),
        Question("gone", "multi", text("gone"), choices=(Choice("a", text("a")),), blank="zero"),
    ),
)


def response(**values: object) -> Response:
    return Response("1", (), "cy", values)  # type: ignore[arg-type]


def state(given: Response, question: str) -> Missing:
    return Answers("test", INSTRUMENT, (given,)).state(given, question)


def test_an_answer_is_an_answer_and_zero_is_one_too() -> None:
    given = response(has="yes", many=0, which=frozenset())

    assert state(given, "has") is Missing.ANSWERED
    assert state(given, "many") is Missing.ANSWERED
    assert state(given, "which") is Missing.ANSWERED


def test_unsure_and_not_applicable_are_neither_answers_nor_blanks() -> None:
    assert state(response(has="unsure"), "has") is Missing.UNSURE
    assert state(response(has="na"), "has") is Missing.NOT_APPLICABLE


def test_a_blank_off_the_path_was_not_refused_but_routed_past() -> None:
    assert state(response(has="no"), "many") is Missing.ROUTED_PAST
    assert state(response(has="yes"), "many") is Missing.ITEM_NONRESPONSE


def test_an_answer_off_the_path_is_kept_and_never_returned() -> None:
    given = response(has="no", many=4)
    answers = Answers("test", INSTRUMENT, (given,))

    assert answers.value(given, "many") is None
    assert answers.given(given, "many") is None
    assert given.values["many"] == 4


def test_a_rule_sees_an_answer_that_is_itself_off_the_path_as_blank() -> None:
    given = response(has="no", many=4, more=1)
    answers = Answers("test", INSTRUMENT, (given,))

    assert answers.on_path(given, "more") is False


def test_a_blank_means_what_the_instrument_declares() -> None:
    given = response(has="yes", many=3)
    answers = Answers("test", INSTRUMENT, (given,))

    assert answers.value(given, "more") == 0
    assert answers.value(given, "gone") == frozenset()
    assert answers.value(given, "which") is None
    assert answers.state(given, "which") is Missing.ITEM_NONRESPONSE


def test_a_state_said_in_place_of_an_answer_stands() -> None:
    given = Response("1", (), "", {"has": "yes"}, {"many": Missing.UNSURE})
    answers = Answers("test", INSTRUMENT, (given,))

    assert answers.state(given, "many") is Missing.UNSURE
    assert answers.value(given, "many") is None


def test_a_withdrawn_response_answers_nothing_and_a_new_question_was_not_asked() -> None:
    taken_back = Response("1", (), "", {"has": "yes"}, withdrawn=True)

    assert state(taken_back, "has") is Missing.WITHDRAWN
    assert state(response(has="yes"), "of-next-year") is Missing.NOT_ASKED


def test_unsure_comes_back_as_given_but_not_as_a_usable_value() -> None:
    given = response(has="unsure")
    answers = Answers("test", INSTRUMENT, (given,))

    assert answers.given(given, "has") == "unsure"
    assert answers.value(given, "has") is None
