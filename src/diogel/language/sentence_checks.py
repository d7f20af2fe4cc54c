"""What a machine can see is wrong with one sentence of a catalogue."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from diogel.language.detector import english_left
from diogel.language.entries import ENGLISH_FORMS, WELSH_FORMS, Entry, hash_of_english
from diogel.language.glossary import terms

GLUED = re.compile(r"[^\W\d_]\{(?!\{)\w+\}|\{\w+\}(?!\})[^\W\d_]")
MARKUP = re.compile(r"</?[a-z][^>]*>|\*\*|`|\]\(|\n")
# "{n} partners" needs forms; "{n} of {m}", "{n}%" and "Partners: {n}" do not.
COUNTED_NOUN = re.compile(r"\{n\}\s+(?!(?:of|o|to|i|and|a|ac|or|y|per|in|out)\b)[^\W\d_]")
ENDINGS = ".?!:…"
# What has one name in every language: quoted words, a workspace's folders, commands, and the
# expressions of a form.
PROGRAM_NAMES = re.compile(
    r"`[^`]+`|\"[^\"]+\"|“[^”]+”|(?<!\w)['‘][^'’]+['’](?!\w)"
    r"|\b(?:surveys|inbox|registers)\b|\bdiogel(?: [a-z-]+)*|--[a-z]+"
    r"|\. [<>=!]+ \d+(?: (?:and|or) \. [<>=!]+ \d+)*"
)
SPACE_BEFORE_MARK = re.compile(r"[^\W\d_]\s+(?:[,;]|\.(?:\s+[A-ZÂÊÎÔÛŴŶ]|$))")
READABLE_WORD = re.compile(r"[^\W\d_]*[a-zâêîôûŵŷ]{3,}")


class Kind(StrEnum):
    """The kinds of fault. REVIEW is not among them: it is counted, not a fault."""

    MISSING = "missing"
    STALE = "stale"
    NOT_STAMPED = "not-stamped"
    FUZZY = "fuzzy"
    FORMS = "forms"
    PLACEHOLDERS = "placeholders"
    BAD_PLACEHOLDER = "bad-placeholder"
    UNCOUNTED = "uncounted"
    SPACING = "spacing"
    ENDING = "ending"
    MARKUP = "markup"
    UNTRANSLATED = "untranslated"
    ENGLISH_LEFT = "english-left"
    SECOND_TERM = "second-term"
    REPEATED = "repeated"
    MISPLACED = "misplaced"
    UNKNOWN_KEY = "unknown-key"


Fault = tuple[Kind, str]


def _same_in_both(entry: Entry) -> bool:
    return entry.review.startswith("same")


def check_state(entry: Entry) -> Iterator[Fault]:
    """Welsh that is missing, marked uncertain, or written for another English."""
    if not all(form.strip() for form in entry.cy):
        yield Kind.MISSING, entry.en[0]
    if entry.fuzzy:
        yield Kind.FUZZY, entry.cy[0]
    if not entry.english_hash:
        yield Kind.NOT_STAMPED, entry.en[0]
    elif entry.english_hash != hash_of_english(entry.en):
        yield Kind.STALE, entry.en[0]


def check_forms(entry: Entry) -> Iterator[Fault]:
    """A counted sentence has two English and six Welsh forms; a count beside a noun needs them."""
    counted = len(entry.en) > 1 or len(entry.cy) > 1
    if counted and (len(entry.en), len(entry.cy)) != (ENGLISH_FORMS, WELSH_FORMS):
        yield Kind.FORMS, f"{len(entry.en)}, {len(entry.cy)}"
    if not counted:
        for form in (*entry.en, *entry.cy):
            if COUNTED_NOUN.search(form):
                yield Kind.UNCOUNTED, form


def placeholders(form: str) -> Counter[str]:
    """The named slots of a sentence; ValueError when its braces do not pair."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(form) if name is not None)


def check_placeholders(entry: Entry) -> Iterator[Fault]:
    """Every form in both languages has the same slots; a count may be left unsaid."""
    try:
        found = [set(placeholders(form)) for form in (*entry.en, *entry.cy) if form]
    except ValueError as fault:
        yield Kind.BAD_PLACEHOLDER, str(fault)
        return
    if any(not name.isidentifier() for names in found for name in names):
        yield Kind.BAD_PLACEHOLDER, entry.en[0]
    optional = {"n"} if len(entry.cy) > 1 else set()
    if len({frozenset(names - optional) for names in found}) > 1:
        yield Kind.PLACEHOLDERS, " | ".join(sorted({", ".join(sorted(names)) for names in found}))


def _outer_spaces(form: str) -> tuple[str, str]:
    return form[: len(form) - len(form.lstrip())], form[len(form.rstrip()) :]


def check_spacing(entry: Entry) -> Iterator[Fault]:
    """Spaces lost beside a slot, doubled, or different at the ends."""
    glued_in_english = any(GLUED.search(form) for form in entry.en)
    for form in filter(None, entry.cy):
        glued = GLUED.search(form) is not None and not glued_in_english
        if glued or _outer_spaces(form) != _outer_spaces(entry.en[-1]):
            yield Kind.SPACING, form
    for form in (*entry.en, *entry.cy):
        if "  " in form or SPACE_BEFORE_MARK.search(form):
            yield Kind.SPACING, form


def _ending(form: str) -> str:
    last = form.rstrip().rstrip("\"'”’)")[-1:]
    return last if last in ENDINGS else ""


def check_endings(entry: Entry) -> Iterator[Fault]:
    """Both languages end in the same mark: a full stop, a question mark, a colon or none."""
    wanted = _ending(entry.en[-1])
    for form in filter(None, entry.cy):
        if _ending(form) != wanted:
            yield Kind.ENDING, form


def check_markup(entry: Entry) -> Iterator[Fault]:
    """The same markup in both languages."""
    wanted = Counter(MARKUP.findall(entry.en[-1]))
    for form in filter(None, entry.cy):
        if Counter(MARKUP.findall(form)) != wanted:
            yield Kind.MARKUP, form


def check_welsh(entry: Entry) -> Iterator[Fault]:
    """Welsh that is the English itself, or has English left in it."""
    if _same_in_both(entry):
        return
    if entry.cy == entry.en and READABLE_WORD.search(re.sub(r"\{\w+\}", "", entry.en[0])):
        yield Kind.UNTRANSLATED, entry.en[0]
        return
    for form in entry.cy:
        for snippet in english_left(PROGRAM_NAMES.sub("∎", form)):
            yield Kind.ENGLISH_LEFT, snippet


@cache
def _second_terms() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"\b{re.escape(wrong)}\b", re.IGNORECASE), term.cy)
        for term in terms()
        for wrong in term.not_cy
    ]


def check_terms(entry: Entry) -> Iterator[Fault]:
    """One Welsh word for each idea: the glossary's."""
    for form in entry.cy:
        for wrong, right in _second_terms():
            if found := wrong.search(form):
                yield Kind.SECOND_TERM, f"{found.group()} -> {right}"


CHECKS = (
    check_state,
    check_forms,
    check_placeholders,
    check_spacing,
    check_endings,
    check_markup,
    check_welsh,
    check_terms,
)


def faults_of(entry: Entry) -> list[Fault]:
    """Everything found wrong with one entry."""
    return [fault for check in CHECKS for fault in check(entry)]
