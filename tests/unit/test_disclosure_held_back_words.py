"""What was held back is told in plain words, and not which number is the small one."""

from __future__ import annotations

from disclosure_factory import share, single_choice, tabulation

from diogel.core import Bilingual, Language, Tabulation
from diogel.disclosure import (
    RecordedException,
    Released,
    audience_words,
    held_back_words,
    load_policy,
    release,
)
from diogel.language import both

POLICY = load_policy()


def released(*exceptions: RecordedException) -> Released:
    figures = {f"q.{count}": share(f"q.{count}", count, 20) for count in (1, 9, 12)}
    return release(Tabulation("test", figures, ()), POLICY, exceptions)


def said(found: Released, language: Language = "en") -> str:
    return " ".join(each[language] for each in held_back_words(found, POLICY))


def test_how_much_is_held_back_is_told_and_why() -> None:
    told = said(released())

    assert "Numbers held back and marked [c]: 1 of 3." in told
    assert "so small that it could tell of one person or organisation" in told
    assert POLICY.title.en in told


def test_nothing_held_back_is_told_too() -> None:
    figures = {"q.9": share("q.9", 9, 20)}

    told = said(release(Tabulation("test", figures, ()), POLICY))

    assert "Nothing is held back" in told
    assert "so small" not in told


def test_only_tables_that_were_changed_are_told() -> None:
    changed = release(tabulation(single_choice("q", {"a": 9, "b": 4, "c": 2})), POLICY)
    whole = release(tabulation(single_choice("q", {"a": 9, "b": 6, "c": 5})), POLICY)
    kinds = {table.treatment for table in changed.tables.values()}

    told = {each.en for each in held_back_words(changed, POLICY)}
    sentences = {both(f"disclosure.told.{kind}", number=1).en for kind in kinds}

    assert kinds and "whole" not in kinds
    assert sentences <= told
    assert len(told) == 3 + len(kinds)
    assert len(held_back_words(whole, POLICY)) == 2


def test_an_exception_is_told_with_its_reason_its_approver_and_its_date() -> None:
    exception = RecordedException(
        "agreed",
        Bilingual("Agreed by all", "Cytunwyd gan bawb"),
        Bilingual("They know it of each other.", "Maent yn gwybod hynny am ei gilydd."),
        Bilingual("The chair", "Y cadeirydd"),
        "2026-11-01",
    )

    told = said(released(exception), "cy")

    assert "Cytunwyd gan bawb" in told
    assert "Maent yn gwybod hynny am ei gilydd." in told
    assert "Y cadeirydd" in told
    assert "1 Tachwedd 2026" in told


def test_who_may_see_what_is_told_for_each_audience_of_the_policy() -> None:
    told = [each.en for each in audience_words(POLICY)]

    assert len(told) == len(POLICY.audiences) == 5
    assert told[0] == "The public: what the policy lets out, and nothing else."
