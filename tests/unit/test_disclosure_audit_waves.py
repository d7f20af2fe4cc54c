"""What two waves say beside those who answered both times."""

from __future__ import annotations

from disclosure_factory import share, tabulation

from diogel.disclosure import (
    Policy,
    Released,
    load_policy,
    publication_of_waves,
    release,
)

COUNTS = {"first": (12, 15), "both": (8, 14), "lost": (3, 14), "gained": (3, 14)}


def compared(policy: Policy) -> Released:
    """A comparison whose figures all stand by themselves."""
    figures = [share(f"q.yes.{part}", count, of) for part, (count, of) in COUNTS.items()]
    return release(tabulation(*figures), policy)


def test_what_one_respondent_who_left_had_said_is_found() -> None:
    policy = load_policy()

    found = publication_of_waves(compared(policy), policy)

    assert [each.code for each in found.incidents] == ["wave-difference"]
    assert found.incidents[0].other.en == "1"


def test_those_who_left_are_not_found_without_the_matched_group() -> None:
    policy = load_policy()
    alone = release(tabulation(share("q.yes.first", 12, 15)), policy)

    found = publication_of_waves(alone, policy)

    assert found.incidents == ()
