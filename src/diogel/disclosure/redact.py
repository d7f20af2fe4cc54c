"""The redaction assistant: finds what could tell whose words these are, and marks it.

It removes nothing. A person decides on every mark, and only `redact_signing` makes of that
what may be published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from diogel.core import LANGUAGES, Language
from diogel.disclosure.redact_finding import find_names
from diogel.disclosure.redact_names import Certainty, keys, names
from diogel.disclosure.redact_patterns import find_forms
from diogel.disclosure.redact_people import Person, find_people
from diogel.disclosure.redact_roles import find_roles
from diogel.disclosure.redact_spelling import find_misspelt
from diogel.disclosure.redact_text import Folded
from diogel.language import say

Span = tuple[int, int, str, Certainty]
KINDS = (
    *("authority", "police", "health", "body", "region", "place", "person", "role", "fact"),
    *("email", "phone", "postcode", "web", "nino", "birth", "name"),
)
MOST_BESIDE = 4
"""Signs beside a name that do not make it misspelt. [characters]"""
_ORDER = {Certainty.LISTED: 0, Certainty.LIKELY: 1, Certainty.LOOK: 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a person should look at before anybody else reads them.

    Attributes
    ----------
    start, end : int
        Where they stand in the text, `end` after the last. [characters, Unicode code points]
    kind : str
        One of `KINDS`; "name" is an unknown word with a capital.
    certainty : Certainty
    replacement : str
        What is proposed in their place, in square brackets, in the text's language.
    """

    start: int
    end: int
    kind: str
    certainty: Certainty
    replacement: str

    def words(self, text: str) -> str:
        """The marked words."""
        return text[self.start : self.end]


def find_marks(text: str, language: Language, people: Iterable[Person] = ()) -> tuple[Mark, ...]:
    """Everything in a text that could tell whose it is, from left to right.

    Parameters
    ----------
    text : str
        In any mixture of the two languages. What stands in square brackets is looked at too,
        but for the replacements that are proposed here.
    language : "en" or "cy"
        Of the replacements.
    people : iterable of Person
        The survey's list of contacts; not kept.

    Returns
    -------
    tuple of Mark
        None overlaps another. Where two would, the longer is kept, then the surer.
    """
    contacts = tuple(people)
    # A list of contacts is never remembered; the same text without one is asked for often.
    return _marks.__wrapped__(text, language, contacts) if contacts else _marks(text, language, ())


@lru_cache(maxsize=2048)
def _marks(text: str, language: Language, people: tuple[Person, ...]) -> tuple[Mark, ...]:
    folded = Folded(text)
    ignored = _proposed(text)
    found = _settled(
        span for span in _everything(folded, language, people) if not _in(span, ignored)
    )
    found += _unknown(folded, [*found, *ignored])
    return tuple(
        Mark(start, end, kind, sure, replacement(kind, language))
        for start, end, kind, sure in sorted(found)
    )


def replacement(kind: str, language: Language) -> str:
    """What is proposed in place of words of a kind."""
    return say(f"redaction.replace.{kind}", language)


def _everything(folded: Folded, language: Language, people: Sequence[Person]) -> Iterator[Span]:
    yield from find_forms(folded.text)
    named = [
        (folded.words[found.first].start, folded.words[found.last].end, *found.what)
        for found in find_names(folded)
    ]
    yield from named
    yield from (span for span in find_misspelt(folded) if not _only_longer(span, named))
    yield from find_people(folded, people)
    yield from find_roles(folded, language)


def _only_longer(misspelt: Span, named: Iterable[Span]) -> bool:
    """Whether what looks misspelt is a name with a little beside it (Cardiff's), or half of one."""
    for name in named:
        within = misspelt[0] <= name[0] and name[1] <= misspelt[1]
        extra = misspelt[1] - misspelt[0] - (name[1] - name[0])
        crossing = not within and misspelt[0] < name[1] and name[0] < misspelt[1]
        if crossing or (within and extra <= MOST_BESIDE):
            return True
    return False


def _settled(spans: Iterable[Span]) -> list[Span]:
    """Those that are kept where some overlap; what is sure is never lost to a mere look."""

    def rank(span: Span) -> tuple[bool, int, int, int]:
        look = span[3] is Certainty.LOOK
        return look, span[0] - span[1], _ORDER[span[3]], span[0]

    kept: list[Span] = []
    for span in sorted(set(spans), key=rank):
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    return kept


def _proposed(text: str) -> list[Span]:
    """The replacements of ours that stand in a text already."""
    found: list[Span] = []
    for language in LANGUAGES:
        for kind in KINDS:
            words, at = replacement(kind, language), 0
            while (at := text.find(words, at)) >= 0:
                found.append((at, at + len(words), kind, Certainty.LISTED))
                at += len(words)
    return found


def _in(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)


def _unknown(folded: Folded, known: Sequence[Span]) -> list[Span]:
    """Words with a capital that no list has: in the middle of a sentence, or shouted."""
    everything = folded.text.upper() == folded.text
    found: list[Span] = []
    for word in folded.words:
        span = (word.start, word.end, "name", Certainty.LOOK)
        if not word.capital or len(word.letters) < 2 or _in(span, known):
            continue
        if word.letters in keys("known", "words") | keys("known", "initials"):
            continue
        if everything or (word.first and not word.shouted):
            continue
        if word.letters in names() and names()[word.letters].ordinary and word.first:
            continue
        found.append(span)
    return _side_by_side(folded.text, found)


def _side_by_side(text: str, spans: Sequence[Span]) -> list[Span]:
    """Unknown words next to each other as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1][1] : span[0]] in (" ", "-"):
            joined[-1] = (joined[-1][0], span[1], *span[2:])
        else:
            joined.append(span)
    return joined
