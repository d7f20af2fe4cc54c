"""Two waves of one survey are linked tables: what one adds to the other may give somebody away.

The counts of each wave are published. Whatever is said beside them of those who answered both
times tells, by subtraction, what those who answered only one time said; and they are few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from diogel.core import Figure
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import primary_rule
from diogel.statistics import Group, Pairs


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer in two waves: who answered both times, and who only the first or the second.

    `tests` is how many answers of the same question are tested together.
    """

    pairs: Pairs
    only_first: Group
    only_second: Group
    tests: int = 1


def sizes_stand(sizes: Iterable[int], policy: Policy) -> bool:
    """Whether it may be said how many answered both times, beside how many answered each time.

    `sizes` are the groups that would follow by subtraction. A group of one or two is somebody.
    """
    return all(size == 0 or size >= policy.facts.small_count for size in sizes)


def matched_stand(matched: Iterable[Figure], apart: Iterable[Figure], policy: Policy) -> bool:
    """Whether the counts of those who answered both times may be shown, all of them together.

    `apart` are the same answers of those who answered only one time, which follow from the
    published waves by subtraction. All stand or none: a hole among the answers of one
    question is worked out from the others.
    """
    return not any(primary_rule(figure, policy) for figure in (*matched, *apart))


def may_claim(compared: Compared, claims: Callable[[Compared], bool], policy: Policy) -> bool:
    """Whether saying that an answer changed, or not saying so, tells nothing of the few.

    Beside the published counts a claim says that the net change of those who answered both
    times is large, and so that the others cannot have said just anything. It may be made only
    where every way in which they can have answered leaves both a claim and no claim possible
    (or a claim certain). What this rests on is published, so that a claim withheld here tells
    nothing either.

    Parameters
    ----------
    claims : callable
        Whether a claim would be made of an answer, taken by itself, when so many are tested
        together. Tested with others it may be claimed a little sooner, never sooner than alone.
    """
    ways = list(_possible(compared, policy.minimum_base))
    claimed_always = all(claims(most) for _, most in ways)
    never_forced = not any(claims(replace(most, tests=1)) for _, most in ways)
    return all(claims(least) for least, _ in ways) and (claimed_always or never_forced)


def _possible(compared: Compared, few: int) -> Iterator[tuple[Compared, Compared]]:
    """For each way in which the few can have answered, the fewest changes and the most."""
    pairs, n = compared.pairs, compared.pairs.n
    first = pairs.first + compared.only_first.yes
    second = pairs.second + compared.only_second.yes
    for left in _ways(compared.only_first, few):
        for joined in _ways(compared.only_second, few):
            earlier, later = first - left, second - joined
            if not (0 <= earlier <= n and 0 <= later <= n):
                continue
            groups = Group(left, compared.only_first.n), Group(joined, compared.only_second.n)
            fewest = max(0, earlier - later)
            most = min(earlier, n - later)
            yield (
                Compared(_table(earlier, later, n, fewest), *groups, compared.tests),
                Compared(_table(earlier, later, n, most), *groups, compared.tests),
            )


def _ways(group: Group, few: int) -> Iterable[int]:
    """The counts that a group can have given; of a large one, its own alone."""
    return range(group.n + 1) if 0 < group.n < few else (group.yes,)


def _table(earlier: int, later: int, n: int, lost: int) -> Pairs:
    both = earlier - lost
    return Pairs(both, lost, later - both, n - later - lost)
