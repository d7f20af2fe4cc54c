"""Which words mark some answers out from others, by respondents and never by occurrences.

Welsh and English are counted apart: the themes bring them together, not the words.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from diogel.core import LANGUAGES, Language
from diogel.language import sort_key
from diogel.surveys.words import Remark, tally_words

LEAST_RESPONDENTS = 3
"""However lax a policy is, a word of fewer respondents is somebody's own."""
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term and how much more it is used here than elsewhere.

    Attributes
    ----------
    respondents, of : int
        Who used it in the answers looked at, of those who wrote any in that language.
    elsewhere, of_elsewhere : int
        The same of the answers compared with. Zero is a count; one or two are never given.
    log_likelihood : float
        How little chance alone would explain: 3.84 is one in twenty for one term by itself.
        Respondents may be in both counts, so it puts terms in order and proves nothing.
    log_ratio : float
        How many times the share here has to be halved to be the share elsewhere; below 0 for
        a term that is used less here. With half a respondent in place of none.
    """

    term: str
    language: Language
    respondents: int
    of: int
    elsewhere: int
    of_elsewhere: int
    log_likelihood: float
    log_ratio: float


def log_likelihood(used: int, of: int, elsewhere: int, of_elsewhere: int) -> float:
    """The G squared of two shares of respondents: who used a term, and who did not.

    Parameters
    ----------
    used, of, elsewhere, of_elsewhere : int
        Of each group those who used it, and the group. [respondents]

    Returns
    -------
    float
        0 when the shares are the same or a group is empty.

    References
    ----------
    Dunning T, Accurate methods for the statistics of surprise and coincidence, Computational
    Linguistics 19 (1993), 61-74: the 2 by 2 table, with respondents in place of words.
    """
    both = of + of_elsewhere
    if not of or not of_elsewhere:
        return 0.0
    using = used + elsewhere
    cells = (
        (used, of * using),
        (of - used, of * (both - using)),
        (elsewhere, of_elsewhere * using),
        (of_elsewhere - elsewhere, of_elsewhere * (both - using)),
    )
    found = 2 * sum(n * math.log(n * both / expected) for n, expected in cells if n)
    return max(0.0, found)


def log_ratio(used: int, of: int, elsewhere: int, of_elsewhere: int) -> float:
    """The binary logarithm of one share over another, half a respondent in place of none.

    0 when a group is empty.

    References
    ----------
    Hardie A, Log Ratio: an informal introduction, CASS, Lancaster University, 2014.
    """
    if not of or not of_elsewhere:
        return 0.0
    return math.log2(((used or HALF) / of) / ((elsewhere or HALF) / of_elsewhere))


def keywords(
    here: Iterable[Remark],
    elsewhere: Iterable[Remark],
    *,
    minimum: int = LEAST_RESPONDENTS,
    minimum_base: int = LEAST_RESPONDENTS,
    never: Collection[str] = frozenset(),
) -> dict[Language, tuple[Keyword, ...]]:
    """The terms that mark some answers out, those that chance explains least first.

    A term is left out, here or elsewhere, where those who used it, or those who did not, are
    fewer than `minimum`, but for none elsewhere, whom nobody can be told from; and a language
    in which fewer than `minimum_base` wrote on either side is left out altogether.

    Parameters
    ----------
    here, elsewhere : iterables of Remark
    minimum, minimum_base : int
        At least 3, whatever is asked for. [respondents]
    never : collection of str
        Names that would identify somebody, as for `count_words`.

    Returns
    -------
    dict of language to tuple of Keyword
        Both languages are always there, perhaps with nothing in them.
    """
    least, base = max(minimum, LEAST_RESPONDENTS), max(minimum_base, LEAST_RESPONDENTS)
    ours, theirs = tally_words(here, never), tally_words(elsewhere, never)
    found: dict[Language, tuple[Keyword, ...]] = {}
    for language in LANGUAGES:
        mine, other = ours[language], theirs[language]
        sizes = len(mine.writers), len(other.writers)
        counts = {
            term: (len(users), len(other.users.get(term, ())))
            for term, users in mine.users.items()
            if min(sizes) >= base
        }
        kept = [
            _keyword(term, language, (used, sizes[0], beside, sizes[1]))
            for term, (used, beside) in counts.items()
            if _safe(used, sizes[0], least) and (not beside or _safe(beside, sizes[1], least))
        ]
        found[language] = tuple(sorted(kept, key=_order))
    return found


def _safe(used: int, of: int, least: int) -> bool:
    """Whether neither those who used a term nor those who did not are few."""
    return used >= least and of - used >= least


def _keyword(term: str, language: Language, counts: tuple[int, int, int, int]) -> Keyword:
    return Keyword(term, language, *counts, log_likelihood(*counts), log_ratio(*counts))


def _order(word: Keyword) -> tuple[bool, float, object]:
    """What is used more here, then by how little chance explains; ties in alphabetical order."""
    less = word.log_ratio <= 0
    return less, -round(word.log_likelihood, 9), sort_key(word.term, word.language)
