"""Two coders side by side: how far they agree, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diogel.statistics import cohen_kappa, krippendorff_alpha, masi
from diogel.surveys.themes.codebook import NONE, Codebook
from diogel.surveys.themes.coded import Piece, by_response


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Two coders and one theme.

    Attributes
    ----------
    both, first, second, neither : int
        Answers in which both found it, only one of them did, or neither. [responses]
    kappa : float or None
        Cohen's; None where nothing could disagree.
    """

    code: str
    both: int
    first: int
    second: int
    neither: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        """Of all answers, those in which both found it or neither did. None without answers."""
        answers = self.both + self.first + self.second + self.neither
        return (self.both + self.neither) / answers if answers else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree, over the answers that both coded.

    Attributes
    ----------
    answers : int
        Those that both coded. [responses]
    waiting : int
        Those that either has not coded yet. [responses]
    alike : int
        Answers in which both found just the same themes. [responses]
    kappa : float or None
        Cohen's, over every theme of every answer together.
    alpha : float or None
        Krippendorff's, of sets of themes at the MASI distance.
    """

    answers: int
    waiting: int
    alike: int
    kappa: float | None
    alpha: float | None
    codes: tuple[CodeAgreement, ...]

    @property
    def share(self) -> float | None:
        """Of the answers that both coded, those with just the same themes. None without any."""
        return self.alike / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Side:
    """Some words, with what each coder found in them.

    Attributes
    ----------
    first, second : tuple of str or None
        Themes; None where that coder did not code just these words.
    settled : tuple of str
        What holds: settled before, or the same with both; empty where somebody must decide.
    """

    response: str
    start: int
    end: int
    first: tuple[str, ...] | None
    second: tuple[str, ...] | None
    settled: tuple[str, ...] = ()
    by: str = ""
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody must still decide."""
        return not self.settled


def agreement(
    codebook: Codebook,
    texts: Mapping[str, str],
    first: Sequence[Piece],
    second: Sequence[Piece],
) -> Agreement:
    """How far two coders agree on which themes each answer holds.

    Answers are compared, not sentences: a theme counts for a respondent once, wherever in the
    answer it was found.
    """
    one, other = by_response(first), by_response(second)
    shared = [name for name in texts if name in one and name in other]
    pairs = [(one[name], other[name]) for name in shared]
    codes = tuple(_of_code(each.code, pairs) for each in codebook.given)
    pooled = [sum(getattr(each, side) for each in codes) for side in SIDES]
    return Agreement(
        answers=len(shared),
        waiting=len(texts) - len(shared),
        alike=sum(a == b for a, b in pairs),
        kappa=cohen_kappa(*pooled),
        alpha=krippendorff_alpha(pairs, masi),
        codes=codes,
    )


SIDES = ("both", "first", "second", "neither")


def _of_code(code: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> CodeAgreement:
    both = sum(code in a and code in b for a, b in pairs)
    first = sum(code in a for a, _ in pairs) - both
    second = sum(code in b for _, b in pairs) - both
    neither = len(pairs) - both - first - second
    kappa = cohen_kappa(both, first, second, neither)
    return CodeAgreement(code, both, first, second, neither, kappa)


def sides(
    texts: Mapping[str, str],
    first: Sequence[Piece],
    second: Sequence[Piece],
    settled: Sequence[Piece] = (),
) -> tuple[Side, ...]:
    """Every piece that either coded of the answers that both coded, in the order of the answers.

    Where both found the same themes in an answer, however they divided it, nobody needs to
    decide: each piece keeps what was found there.
    """
    one, other = by_response(first), by_response(second)
    a, b, c = ({piece.where: piece for piece in each} for each in (first, second, settled))
    wheres = sorted({*a, *b, *c}, key=lambda where: where[1:])
    found = list[Side]()
    for response in texts:
        if response not in one or response not in other:
            continue
        for where in (where for where in wheres if where[0] == response):
            alike = one[response] == other[response]
            found.append(_side(where, a.get(where), b.get(where), c.get(where), alike=alike))
    return tuple(found)


def _side(
    where: tuple[str, int, int],
    first: Piece | None,
    second: Piece | None,
    settled: Piece | None,
    *,
    alike: bool,
) -> Side:
    one = first.codes if first else None
    other = second.codes if second else None
    if settled:
        return Side(*where, one, other, settled.codes, settled.coder, settled.note)
    same = one is not None and one == other
    if same or (alike and one != other):
        by = " + ".join(piece.coder for piece in (first, second) if piece)
        given = {*(one or ()), *(other or ())}
        given = given - {NONE} if len(given) > 1 else given
        order = [code for code in (*(one or ()), *(other or ())) if code in given]
        return Side(*where, one, other, tuple(dict.fromkeys(order)), by)
    return Side(*where, one, other)
