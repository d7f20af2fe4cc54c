"""Nobody's words may be published that a person has not signed off, mark by mark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diogel.core import Bilingual, Place, Refused
from diogel.disclosure import (
    Attribute,
    Draft,
    NotSigned,
    Person,
    SignedQuote,
    in_the_way,
    load_policy,
    redacted_by,
    sign,
)
from diogel.disclosure.redact_signing import only_bracketed
from quote_factory import decided, draft, signed_draft

POLICY = load_policy()
SAID = "In Cardiff we wait for months."
PRINTED = "In [authority] we wait for months."


def codes(given: Draft) -> list[str]:
    return [problem.code.removeprefix("quotes.") for problem in in_the_way(given, Place())]


def ready() -> Draft:
    found = decided(replace(draft(SAID), redacted=PRINTED), "Cardiff")
    return signed_draft(found)


def test_nobody_else_makes_a_signed_quote() -> None:
    with pytest.raises(NotSigned):
        SignedQuote("q", "en", Bilingual("a", "b"), Bilingual("", ""), object())
    with pytest.raises(NotSigned):
        type("Mine", (SignedQuote,), {})


def test_what_was_decided_and_signed_may_be_printed_in_both_languages() -> None:
    quote = sign(ready(), Place(), POLICY)

    assert quote.words == Bilingual(PRINTED, "Geiriau.")
    assert redacted_by(SAID, ready().decided) == PRINTED


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"consent": "unknown"}, "no-consent"),
        ({"consent": "no"}, "no-consent"),
        ({"translation": ""}, "not-both"),
        ({"translated": "draft"}, "not-reviewed"),
        ({"signed_by": ""}, "not-signed"),
        ({"decided": ()}, "undecided"),
        ({"redacted": SAID}, "still-tells"),
        ({"redacted": "In [a place] we wait for years."}, "not-verbatim"),
        ({"redacted": "In [Powys] we wait for months."}, "still-tells"),
        ({"translation": "Yng Nghaerdydd rydym yn aros."}, "still-tells"),
    ],
)
def test_each_thing_that_is_missing_keeps_a_quotation_back(
    change: dict[str, object], code: str
) -> None:
    given = replace(ready(), **change)  # type: ignore[arg-type]
    given = signed_draft(given) if given.signed_by else given

    assert code in codes(given)
    with pytest.raises(Refused):
        sign(given, Place(), POLICY)


def test_words_that_change_after_the_signature_are_kept_back() -> None:
    given = replace(ready(), redacted="In [authority] we wait [...] months.")

    assert codes(given) == ["changed-since-signed"]


def test_a_mark_that_was_let_stay_is_printed() -> None:
    given = signed_draft(decided(draft("Our coordinator left.")))

    assert sign(given, Place(), POLICY).words.en == "Our coordinator left."


def test_a_decision_without_a_name_is_none() -> None:
    nameless = tuple(replace(d, by="") for d in ready().decided)

    assert "undecided" in codes(signed_draft(replace(ready(), decided=nameless)))


def test_a_contact_that_nobody_decided_on_keeps_a_quotation_back() -> None:
    given = signed_draft(decided(draft("i asked pugh-rees for help.")))

    problems = [p.code for p in in_the_way(given, Place(), [Person("Angharad Pugh-Rees")])]

    assert codes(given) == []
    assert "quotes.undecided" in problems


def test_problems_never_repeat_what_was_said() -> None:
    given = replace(ready(), decided=(), redacted=SAID)

    problems = in_the_way(given, Place())

    assert problems
    for problem in problems:
        assert "Cardiff" not in f"{problem.found} {problem.expected} {dict(problem.slots)}"


@pytest.mark.parametrize(
    ("said", "printed", "right"),
    [
        ("We ask for help.", "We ask for help.", True),
        ("We ask Powys for help.", "We ask [authority] for help.", True),
        ("move towards safeguarding", "[There is a] move towards safeguarding", True),
        ("One. Two. Three.", "One. [...] Three.", True),
        ("We never ask for help.", "We ask for help.", False),
        ("We ask for help.", "[They] ask for money.", False),
        ("a b a", "a b [c] b a", False),
    ],
)
def test_a_quotation_differs_from_what_was_said_in_brackets_only(
    said: str, printed: str, right: bool
) -> None:
    assert only_bracketed(said, printed) is right


@pytest.mark.parametrize(
    ("responses", "opinion", "policy", "named"),
    [
        (3, False, "default", True),
        (2, False, "default", False),
        (9, True, "default", False),
        (9, True, "lax", True),
    ],
)
def test_what_stands_under_a_quotation_never_narrows_it_below_the_policy(
    responses: int, opinion: bool, policy: str, named: bool
) -> None:
    rules = POLICY if policy == "default" else replace(POLICY, quotes_opinions="sector")
    rural = Attribute(Bilingual("a rural authority", "awdurdod gwledig"), responses)

    quote = sign(ready(), Place(), rules, attribute=rural, opinion=opinion)

    assert quote.attribute.complete is named
