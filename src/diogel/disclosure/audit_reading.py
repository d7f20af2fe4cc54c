"""What the words and numbers of a published file say of the cells of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product

from diogel.core import Bilingual, Language
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_publication import Fact, Why
from diogel.disclosure.audit_statements import band_limits, phrase_fact, share_fact
from diogel.language import say
from diogel.statistics import Relation, Target

OF = re.compile(r"(?<![\d.])(\d+) (?:of|out of|o|allan o)(?: the| every)? (\d+)(?![\d.]*%)")
_PERCENT = re.compile(r"(?<![\d.])(\d+)(\.\d+)?\s?%")
_WHOLE = re.compile(r"^\D{0,2}?(\d+)(?:\s*[(\[].*)?$")
_NUMBER = re.compile(r"\d+")
NUMBERED = re.compile(r"\s*\((\d[^()]*)\)|\s*[:=,]\s*(\d+(?:\.\d+)?%?(?: (?:of|o) \d+)?)(?!\w)")
LONGEST = 600
"""Letters before a number in which its labels are looked for."""


@dataclass(slots=True)
class Read:
    """What was read so far: facts, cells marked hidden, ranks, and bases by figure."""

    meaning: Meaning
    facts: list[Fact] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    ranks: dict[str, int] = field(default_factory=dict)
    bases: dict[str, int] = field(default_factory=dict)

    def base(self, figure: str) -> int:
        """The base of a figure, where everybody knows it or it was printed."""
        return self.bases.get(figure) or self.meaning.bases.get(figure, 0)

    def count(self, figure: str, count: int, place: Bilingual) -> None:
        """A count was printed."""
        cell = self.meaning.cells[figure]
        self.facts.append(Fact(((cell, 1),), count, count, Why.VALUE, place))

    def take(self, figure: str, text: str, form: str, place: Bilingual, language: Language) -> None:
        """Read whatever a text says of one figure."""
        cell = self.meaning.cells.get(figure)
        if cell is None or not text:
            return
        if "[c]" in text:
            self.hidden.add(cell)
        elif form == "rank":
            numbers = _NUMBER.findall(text)
            self.ranks |= {figure: int(numbers[0])} if numbers else {}
        elif form == "base":
            self.bases.setdefault(figure, int(text)) if text.isdigit() else None
        else:
            self._take_count(figure, text, place, language)

    def _take_count(self, figure: str, text: str, place: Bilingual, language: Language) -> None:
        if of := OF.search(text):
            self.bases.setdefault(figure, int(of[2]))
            self.count(figure, int(of[1]), place)
        elif (whole := _WHOLE.match(text)) and not _PERCENT.match(text):
            self.count(figure, int(whole[1]), place)
        self.facts += self._rounded(figure, text, place, language)

    def _rounded(
        self, figure: str, text: str, place: Bilingual, language: Language
    ) -> Iterator[Fact]:
        """Percentages and words, which say a range."""
        base, cell = self.base(figure), self.meaning.cells[figure]
        if not base:
            return
        told = Bilingual.same(text)
        small = self.meaning.thresholds.get(cell, 3)
        for name, (lower, upper) in band_limits(base, small).items():
            if text == say(f"disclosure.band.{name}", language):
                yield Fact(((cell, 1),), lower, upper, Why.PHRASE, place, told)
                return
        if phrase := phrase_in(text, language):
            yield phrase_fact(cell, base, *phrase, place, told)
        elif percent := _PERCENT.search(text):
            step = Fraction(1, 10 ** (len(percent[2]) - 1)) if percent[2] else Fraction(1)
            shown = Fraction(percent[1] + (percent[2] or ""))
            yield share_fact(cell, base, shown, step, place, told)


@cache
def _phrases(language: Language) -> tuple[tuple[str, Relation, Target], ...]:
    """Every fraction in words, the longest first: "almost a half" holds "a half"."""
    found = []
    for relation, target in product(Relation, Target):
        try:
            words = say(f"narrative.fraction.{relation.value}.{target.value}", language)
        except KeyError:
            continue
        found.append((words.lower(), relation, target))
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def phrase_in(text: str, language: Language) -> tuple[Relation, Target] | None:
    """The fraction in words that a text says, of a share."""
    lowered = text.lower()
    for words, relation, target in _phrases(language):
        if words in lowered and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", lowered):
            return None if target is Target.ONE_AND_A_HALF else (relation, target)
    return None


def labelled(text: str, labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each label that a text gives a number to, with the words of that number.

    "Yes: 12", "Yes (12)", "Yes = 12", "Yes; No (7 each)".
    """
    by_end: dict[str, list[str]] = {}
    for label in labels:
        by_end.setdefault(label[-2:], []).append(label)
    for match in NUMBERED.finditer(text):
        before = text[max(0, match.start() - LONGEST) : match.start()].rpartition("\n")[2].rstrip()
        words = (match[1] or match[2]).split(" each")[0].split(" yr un")[0]
        # In brackets one number may stand for several labels, with semicolons between them.
        names = before.split("; ") if match[1] else [before]
        for name in reversed(names):
            ending = [one for one in by_end.get(name[-2:], ()) if _ends(name, one)]
            yield from ((label, words) for label in ending)
            # Anything else in front of a label is not part of this list.
            if name not in ending:
                break


def _ends(text: str, label: str) -> bool:
    """Whether a text ends with a label, and not with a longer word."""
    before = text[: -len(label)]
    return text.endswith(label) and not (before and before[-1].isalnum())
