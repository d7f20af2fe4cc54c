"""Invented answers that satisfy given counts, dealt out the same way on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random


def deal(people: Sequence[str], counts: Mapping[str, int], seed: str) -> dict[str, str]:
    """One answer a person: as many of each code as `counts` says; the rest have none.

    Raises
    ------
    ValueError
        When the counts add up to more than the people.
    """
    codes = [code for code, n in counts.items() for _ in range(n)]
    if len(codes) > len(people):
        raise ValueError(f"{seed}: {len(codes)} answers for {len(people)} people")
    order = sorted(people)
    Random(seed).shuffle(order)  # noqa: S311 - invented data, nothing is secret
    return dict(zip(order, codes, strict=False))


def tick(people: Sequence[str], counts: Mapping[str, int], seed: str) -> dict[str, frozenset[str]]:
    """Several answers a person: each code ticked by as many people as `counts` says.

    A person who ticked nothing is absent.
    """
    ticked: dict[str, set[str]] = {}
    for code, n in counts.items():
        for person in deal(people, {code: n}, f"{seed}:{code}"):
            ticked.setdefault(person, set()).add(code)
    return {person: frozenset(codes) for person, codes in ticked.items()}


def spread(
    total: int, codes: Iterable[str], seed: str, *, limits: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Counts for codes nobody published, at random up to each code's limit, within a total."""
    random = Random(seed)  # noqa: S311 - invented data, nothing is secret
    left = total
    counts = {}
    for code in codes:
        most = min(left, (limits or {}).get(code, total // 3))
        counts[code] = random.randint(0, most)
        left -= counts[code]
    return counts
