"""Signing a quotation off: the only way by which somebody's words may be published.

Nothing outside this module makes a `SignedQuote`, and this module makes one only where a named
person decided on every mark, on a day, and what is left holds no mark that nobody decided on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, replace
from typing import Literal

from diogel.core import Bilingual, Language, Place, Problem, Refused
from diogel.disclosure.policy import Policy
from diogel.disclosure.redact import Mark, find_marks
from diogel.disclosure.redact_people import Person
from diogel.disclosure.redact_text import Folded
from diogel.language import both

Part = Literal["text", "redacted", "translation"]
PARTS: tuple[Part, ...] = ("text", "redacted", "translation")
BRACKETED = re.compile(r"\[[^\[\]]*\]")
NOTHING = Bilingual("", "")
_KEY = object()


class NotSigned(TypeError):
    """Somebody tried to make a signed quotation without signing it off."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided on one mark.

    Attributes
    ----------
    part : "text", "redacted" or "translation"
        Which of the three the mark stands in.
    start, end : int
        Where, as in `Mark`. [characters]
    accepted : bool
        True when the words go, False when they may stay.
    replacement : str
        What stands in their place, in square brackets; empty when they stay.
    by, day : str
        Who decided, and when (2026-11-22).
    """

    part: Part
    start: int
    end: int
    kind: str
    accepted: bool
    replacement: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before it may be published.

    Attributes
    ----------
    text, redacted : str
        As it was said, and as it is to be printed: the same but for what stands in brackets.
    translation : str
        Of the redacted text, in the other language.
    consent : str
        "yes", "no" or "unknown".
    translated : str
        "none", "draft" or "reviewed".
    signed_by, signed_on, fingerprint : str
        Who signed it off, when, and `fingerprint_of` what was signed.
    """

    id: str
    language: Language
    text: str
    redacted: str
    translation: str
    consent: str
    translated: str
    decided: tuple[Decided, ...] = ()
    signed_by: str = ""
    signed_on: str = ""
    fingerprint: str = ""

    @property
    def other(self) -> Language:
        """The language of the translation."""
        return "en" if self.language == "cy" else "cy"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What would stand under a quotation: a kind of respondent, and how many answered.

    [responses]
    """

    label: Bilingual
    responses: int


@dataclass(frozen=True, slots=True)
class SignedQuote:
    """Words that may be published, in both languages.

    `attribute` is what may stand under them; both texts empty for nothing.
    """

    id: str
    language: Language
    words: Bilingual
    attribute: Bilingual
    key: InitVar[object]

    def __init_subclass__(cls) -> None:
        raise NotSigned("only signing off makes a quotation that may be published")

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise NotSigned("only signing off makes a quotation that may be published")


def sign(
    draft: Draft,
    place: Place,
    policy: Policy,
    *,
    attribute: Attribute | None = None,
    opinion: bool = True,
) -> SignedQuote:
    """The quotation as it may be published.

    What is said under it follows the policy: an attribute that too few responses share, or
    any at all of an opinion where the policy says so, is left out.

    Raises
    ------
    Refused
        With everything that stands in its way.
    """
    if problems := tuple(in_the_way(draft, place)):
        raise Refused(problems)
    named = attribute is not None and policy.may_name_sector(attribute.responses, opinion=opinion)
    said = {draft.language: draft.redacted, draft.other: draft.translation}
    label = attribute.label if attribute is not None and named else NOTHING
    return SignedQuote(draft.id, draft.language, Bilingual(said["en"], said["cy"]), label, _KEY)


def in_the_way(draft: Draft, place: Place, people: Iterable[Person] = ()) -> Iterator[Problem]:
    """Everything that keeps a quotation from being published; the words are never repeated."""

    def problem(code: str, **slots: str | int | Bilingual) -> Problem:
        return Problem(f"quotes.{code}", place, draft.id, slots=slots)

    if draft.consent != "yes":
        yield Problem("quotes.no-consent", place, draft.id, "yes")
    if not draft.redacted.strip() or not draft.translation.strip():
        yield problem("not-both")
    elif draft.translated != "reviewed":
        yield problem("not-reviewed")
    if not draft.signed_by.strip() or not draft.signed_on.strip():
        yield problem("not-signed")
    elif draft.fingerprint != fingerprint_of(draft):
        yield problem("changed-since-signed")
    if draft.redacted.strip() and not only_bracketed(draft.text, draft.redacted):
        yield problem("not-verbatim")
    contacts = tuple(people)
    for mark in undecided(draft, "text", contacts):
        yield problem("undecided", kind=both(f"redaction.kind.{mark.kind}"), at=mark.start + 1)
    for kind in dict.fromkeys(_left(draft, contacts)):
        yield problem("still-tells", kind=both(f"redaction.kind.{kind}"))


def open_marks(draft: Draft, part: Part, people: Sequence[Person] = ()) -> tuple[Mark, ...]:
    """The marks of one text that a person is to decide on, decided or not.

    Of the redacted text and the translation those whose words may stay in the text are left out.
    """
    text, language = part_of(draft, part)
    if part == "text":
        return find_marks(text, language, people)
    kept = _kept(draft, ("text",))
    return tuple(
        mark
        for mark in find_marks(text, language, people)
        if not any(_letters(mark.words(text)) in words for words in kept)
    )


def undecided(draft: Draft, part: Part, people: Sequence[Person] = ()) -> tuple[Mark, ...]:
    """The marks that nobody has decided on, by the rules as they are now."""
    text, language = part_of(draft, part)
    decided = [(d.start, d.end) for d in draft.decided if d.part == part and d.by and d.day]
    return tuple(
        mark for mark in find_marks(text, language, people) if not _covered(mark, decided, text)
    )


def part_of(draft: Draft, part: Part) -> tuple[str, Language]:
    """One of the texts of a quotation, and its language."""
    if part == "translation":
        return draft.translation, draft.other
    return (draft.text if part == "text" else draft.redacted), draft.language


def _covered(mark: Mark, spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether decisions cover every letter of a mark."""
    return all(
        any(start <= at < end for start, end in spans)
        for at in range(mark.start, mark.end)
        if text[at].isalnum()
    )


def _left(draft: Draft, people: Sequence[Person]) -> Iterator[str]:
    """Kinds of what would still be printed although nobody let it stay."""
    kept = _kept(draft, PARTS)
    gone = [d for d in draft.decided if d.accepted]
    printed = ((draft.redacted, draft.language), (draft.translation, draft.other))
    for text, language in printed:
        for mark in find_marks(text, language, people):
            if not any(_letters(mark.words(text)) in words for words in kept):
                yield mark.kind
        for decision in gone:
            words = _letters(_words(draft, decision))
            if words not in kept and _stands(words, BRACKETED.sub("|", text)):
                yield decision.kind


def _kept(draft: Draft, parts: Sequence[Part]) -> list[str]:
    """The words that somebody let stay, as they are compared."""
    return [_letters(_words(draft, d)) for d in draft.decided if not d.accepted and d.part in parts]


def _words(draft: Draft, decision: Decided) -> str:
    return part_of(draft, decision.part)[0][decision.start : decision.end]


def _letters(text: str) -> str:
    """A text as its words, folded, with one space between and around them."""
    folded = Folded(text)
    plain = re.sub(r"[^a-z0-9@]+", " ", folded.letters).strip()
    return f" {plain} "


def _stands(words: str, text: str) -> bool:
    return words.strip() != "" and words in _letters(text)


def only_bracketed(text: str, redacted: str) -> bool:
    """Whether two texts differ only by what stands in square brackets in the second.

    The brackets take the place of any words, or of none; the rest is as it was said.
    """
    pieces = [_plain(piece) for piece in BRACKETED.split(redacted)]
    rest = _plain(text)
    if len(pieces) == 1:
        return pieces[0] == rest
    first, last = pieces[0], pieces[-1]
    enough = len(first) + len(last) <= len(rest)
    if not (enough and rest.startswith(first) and rest.endswith(last)):
        return False
    middle = rest[len(first) : len(rest) - len(last)]
    for piece in pieces[1:-1]:
        _, found, middle = middle.partition(piece) if piece else ("", "", middle)
        if found != piece:
            return False
    return True


def _plain(text: str) -> str:
    """A text with single spaces and none around it."""
    return " ".join(text.split())


def redacted_by(text: str, decided: Iterable[Decided]) -> str:
    """The text with the words of every accepted mark replaced."""
    accepted = [d for d in decided if d.part == "text" and d.accepted]
    for decision in sorted(accepted, key=lambda d: -d.start):
        text = text[: decision.start] + decision.replacement + text[decision.end :]
    return text


def fingerprint_of(draft: Draft) -> str:
    """What was signed, in sixteen signs: another text, decision or name has another."""
    bare = replace(draft, fingerprint="", decided=tuple(sorted(draft.decided, key=_order)))
    return hashlib.sha256(repr(bare).encode()).hexdigest()[:16]


def _order(decision: Decided) -> tuple[str, int, int]:
    return decision.part, decision.start, decision.end
