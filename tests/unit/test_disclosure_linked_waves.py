"""Two waves are linked tables: nothing said of them gives away the few who answered once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from diogel.core import Base, Bilingual, Figure, Kind, Unit
from diogel.disclosure import load_policy
from diogel.disclosure.linked_waves import Compared, matched_stand, may_claim, sizes_stand
from diogel.statistics import Group, Pairs
from diogel.surveys.waves.claims import Verdict, claimed_alone, verdicts

POLICY = load_policy()


def _share(count: int, base: int, *, sensitive: bool = False) -> Figure:
    return Figure(
        id="q.a",
        label=Bilingual.same("a"),
        kind=Kind.SHARE,
        unit=Unit.RESPONSE,
        base=Base.ALL,
        value=count / base if base else None,
        numerator=count if base else None,
        denominator=base or None,
        sensitive=sensitive,
    )


NOBODY = _share(0, 0)


@pytest.mark.parametrize(("sizes", "stands"), [((0, 0), True), ((3, 0), True), ((1, 5), False)])
def test_a_group_of_one_or_two_is_never_told_by_subtraction(sizes, stands):
    assert sizes_stand(sizes, POLICY) is stands


def test_counts_of_those_who_answered_twice_stand_where_all_did():
    assert matched_stand([_share(8, 20), _share(6, 20), _share(6, 20)], [NOBODY, NOBODY], POLICY)


def test_counts_of_those_who_answered_twice_go_where_few_answered_once():
    shown = [_share(8, 20), _share(6, 20), _share(6, 20)]

    assert not matched_stand(shown, [_share(1, 2), NOBODY], POLICY)


def test_a_single_changer_hides_the_whole_question():
    assert not matched_stand([_share(12, 20), _share(1, 20), _share(7, 20)], [NOBODY], POLICY)


def test_opinions_are_kept_closer_than_facts():
    def shown(sensitive: bool) -> list[Figure]:
        return [_share(count, 20, sensitive=sensitive) for count in (9, 4, 7)]

    assert matched_stand(shown(False), [NOBODY], POLICY)
    assert not matched_stand(shown(True), [NOBODY], POLICY)


def _worlds(first: Group, second: Group, left: int, joined: int) -> Iterator[Compared]:
    """Every way in which the published counts can have come about."""
    n = first.n - left
    for left_yes, joined_yes in product(range(left + 1), range(joined + 1)):
        earlier, later = first.yes - left_yes, second.yes - joined_yes
        if 0 <= earlier <= n and 0 <= later <= n:
            for lost in range(max(0, earlier - later), min(earlier, n - later) + 1):
                both = earlier - lost
                pairs = Pairs(both, lost, later - both, n - later - lost)
                yield Compared(pairs, Group(left_yes, left), Group(joined_yes, joined), 2)


def _said(world: Compared) -> Verdict:
    """What is said of an answer that is tested with another, which did not change."""
    other = Compared(Pairs(0, 0, 0, world.pairs.n), Group(0, 0), Group(0, 0), 2)
    return verdicts([world, other], POLICY)[0]


@pytest.mark.parametrize(("left", "joined"), [(1, 0), (0, 1), (1, 2), (2, 3)])
def test_what_is_claimed_tells_nothing_of_those_who_answered_once(left, joined):
    """Somebody who knows who left and who joined learns of no claim what they answered."""
    n_1, n_2 = 12 + left, 12 + joined
    claims = 0
    for x_1, x_2 in product(range(n_1 + 1), range(n_2 + 1)):
        worlds = list(_worlds(Group(x_1, n_1), Group(x_2, n_2), left, joined))
        possible = {(w.only_first.yes, w.only_second.yes) for w in worlds}
        by_verdict: dict[Verdict, set[tuple[int, int]]] = {}
        for world in worlds:
            few = world.only_first.yes, world.only_second.yes
            by_verdict.setdefault(_said(world), set()).add(few)

        assert all(found == possible for found in by_verdict.values()), (x_1, x_2)
        claims += by_verdict.keys() != {Verdict.NOTHING}

    assert claims > 0


def test_a_claim_that_would_give_away_a_leaver_is_not_made():
    """Nine fewer of 13: had the one who left not said so, the rest could not be claimed."""
    world = Compared(Pairs(3, 5, 0, 4), Group(0, 1), Group(0, 0), 1)

    assert claimed_alone(world)
    assert not may_claim(world, claimed_alone, POLICY)
    assert verdicts([world], POLICY) == (Verdict.NOTHING,)
    assert verdicts([world], POLICY, open_to_all=True) == (Verdict.FEWER,)


def test_a_claim_needs_the_line_for_everybody_to_agree():
    """The pairs fall; all who answered do not, because those who joined make up for it."""
    world = Compared(Pairs(5, 6, 0, 9), Group(0, 10), Group(10, 10), 1)

    assert verdicts([world], POLICY, open_to_all=True) == (Verdict.NOTHING,)


def test_the_line_for_everybody_alone_claims_nothing():
    """Matched changes 0 to 3: the overlapping z says 0.03, the pairs 0.13."""
    world = Compared(Pairs(10, 0, 3, 4), Group(1, 2), Group(2, 2), 1)

    assert verdicts([world], POLICY, open_to_all=True) == (Verdict.NOTHING,)


def test_several_answers_of_a_question_are_held_together():
    changed = Compared(Pairs(10, 0, 5, 5), Group(0, 0), Group(0, 0), 3)
    same = Compared(Pairs(10, 0, 0, 10), Group(0, 0), Group(0, 0), 3)

    assert verdicts([changed], POLICY, open_to_all=True) == (Verdict.MORE,)
    assert verdicts([changed, same, same], POLICY, open_to_all=True)[0] is Verdict.NOTHING
