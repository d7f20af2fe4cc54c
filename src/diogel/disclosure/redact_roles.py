"""Jobs that point to one person: "the only analyst", "fel y rheolwr diogelwch cymunedol".

The whole phrase is marked: what introduces the job, what it is about, and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from diogel.core import Language
from diogel.disclosure.redact_names import Certainty, keys, words_file
from diogel.disclosure.redact_text import Folded, Word, key_of
from diogel.language import mutated_forms

Span = tuple[int, int, str, Certainty]
Side = Literal["en", "cy"]
LONGEST = 5
"""Words of a job, of what it is about or of what introduces it. [words]"""
MOST_OF = 2
"""Words behind "of" or "y", articles not counted. [words]"""
MOST_CLAUSE = 8
"""Words of "who speaks Welsh" and the like. [words]"""


@dataclass(frozen=True, slots=True)
class Rules:
    """The words of one language that jobs are found by, as keys.

    `subjects` are what a job is about, before it in English and behind it in Welsh; `openers`
    introduce a job without belonging to it ("as", "fel"); `between` may not stand within a
    phrase; `anyone` are no jobs ("one", "person") and need a clause behind them.
    """

    roles: frozenset[str]
    subjects: frozenset[str]
    anyone: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    definite: frozenset[str]
    openers: frozenset[str]
    only: frozenset[str]
    between: frozenset[str]
    of: frozenset[str]
    of_what: frozenset[str]
    clause: frozenset[str]
    who: frozenset[str]
    most_between: int


def find_roles(text: Folded, language: Language) -> Iterator[Span]:
    """Jobs in the singular: likely after "the only" or "as the", else to be looked at.

    Both languages are looked for whichever the text is in: people mix them.
    """
    for each in get_args(Side):
        rules = _rules(each)
        for at, word in enumerate(text.words):
            if each == "cy" and word.letters == "warden" and language == "en":
                continue
            yield from _job(text, at, rules, each)
            yield from _anyone(text, at, rules)


@cache
def _rules(side: Side) -> Rules:
    listed = words_file()["roles"][side]

    def plain(name: str) -> frozenset[str]:
        return frozenset(map(key_of, listed[name]))

    def forms(name: str) -> frozenset[str]:
        texts: Iterable[str] = listed[name] if side == "cy" else ()
        return plain(name) | {key_of(form) for text in texts for form in mutated_forms(text)}

    return Rules(
        roles=forms("jobs"),
        subjects=forms("subjects"),
        anyone=forms("anyone"),
        strong=plain("strong"),
        weak=plain("weak"),
        definite=plain("definite"),
        openers=plain("openers"),
        only=plain("only"),
        between=plain("between"),
        of=forms("of"),
        of_what=plain("of_what"),
        clause=plain("clause"),
        who=plain("who"),
        most_between=listed["most_between"],
    )


def _job(text: Folded, at: int, rules: Rules, side: Side) -> Iterator[Span]:
    """The job that begins at a word, with what belongs to it."""
    end = _phrase_end(text, at, rules.roles)
    if end is None:
        return
    about = _subjects_end(text, end, rules) if side == "cy" else end
    start, sure = _introduced(text, at, rules)
    named = about > end or (side == "en" and _about_something(text, start, at, rules))
    if sure is Certainty.LOOK and named and _definite(text, start, rules):
        sure = Certainty.LIKELY
    if sure is Certainty.LOOK and start < at and text.words[start].letters in rules.weak:
        start += 1  # "The" and "their" belong to a phrase that is more than a look.
    if sure is None:
        sure = Certainty.LOOK if side == "cy" or text.words[at].capital else None
    last = _with_what_it_is_of(text, end, about, rules)
    if any(word.letters in rules.only for word in text.words[start:at]):
        last = _with_clause(text, last, rules.clause)
    if sure is not None and text.words[last].letters != "head":
        yield text.words[start].start, text.words[last].end, "role", sure


def _anyone(text: Folded, at: int, rules: Rules) -> Iterator[Span]:
    """Somebody who is the only one that does something: "the only one who speaks Welsh"."""
    end = _phrase_end(text, at, rules.anyone)
    if end is None:
        return
    start = at
    while start and text.words[start - 1].letters in rules.only | rules.definite:
        if not _spaced(text, start - 1):
            break
        start -= 1
    start += _behind_apostrophe(text, start)
    if not any(word.letters in rules.only for word in text.words[start:at]):
        return
    if not _spaced(text, end) or text.words[end + 1].letters not in rules.who:
        return
    last = _with_clause(text, end, rules.who)
    before = {word.letters for word in text.words[max(start - 3, 0) : start]}
    somebody = before & keys("roles", "somebody") and "not" not in before
    sure = Certainty.LIKELY if somebody else Certainty.LOOK
    yield text.words[start].start, text.words[last].end, "role", sure


def _phrase_end(text: Folded, at: int, wanted: frozenset[str]) -> int | None:
    """The last word of the longest wanted phrase that begins here."""
    letters, found = "", None
    for number, word in enumerate(text.words[at : at + LONGEST]):
        if number and not _spaced(text, at + number - 1):
            break
        letters += word.letters
        if letters in wanted:
            found = at + number
    return found


def _spaced(text: Folded, at: int) -> bool:
    """Whether a word and the next may belong to one phrase: no comma between them."""
    if at + 1 >= len(text.words):
        return False
    first, second = text.words[at], text.words[at + 1]
    return text.joins(first, second) and "," not in text.text[first.end : second.start]


def _behind_apostrophe(text: Folded, at: int) -> bool:
    """Whether a word is the end of another: the article of "yw'r"."""
    word = text.words[at]
    return len(word.letters) == 1 and word.start > 0 and not text.text[word.start - 1].isspace()


def _subjects_end(text: Folded, end: int, rules: Rules) -> int:
    """The last word of what a Welsh job is about: "rheolwr diogelwch cymunedol rhan-amser"."""
    while _spaced(text, end):
        further = _phrase_end(text, end + 1, rules.subjects)
        if further is None:
            break
        end = further
    return end


def _about_something(text: Folded, start: int, at: int, rules: Rules) -> bool:
    """Whether what stands before an English job says what it is about."""
    words = text.words
    return any(_key(words[begin:at]) in rules.subjects for begin in range(start, at))


def _introduced(text: Folded, at: int, rules: Rules) -> tuple[int, Certainty | None]:
    """Where the whole phrase begins, and how sure it is; None where nothing introduces it."""
    words = text.words
    for begin in range(at, max(at - rules.most_between, 0) - 1, -1):
        if begin < at and (words[begin].letters in rules.between or not _spaced(text, begin)):
            break
        if begin and not _spaced(text, begin - 1):
            break
        for length in range(min(LONGEST, begin), 0, -1):
            span = range(begin - length, begin)
            if _key(words[span.start : span.stop]) in rules.strong:
                return _without_opener(text, span, rules), Certainty.LIKELY
        if begin and words[begin - 1].letters in rules.weak:
            return begin - 1 + _behind_apostrophe(text, begin - 1), Certainty.LOOK
    return at, None


def _definite(text: Folded, start: int, rules: Rules) -> bool:
    """Whether a phrase begins with "the" or "y", or stands behind the article of "i'r"."""
    if start and _behind_apostrophe(text, start - 1):
        start -= 1
    return text.words[start].letters in rules.definite


def _without_opener(text: Folded, span: range, rules: Rules) -> int:
    """Where a phrase begins behind "as", "I am", "fel": with "the only", "our"."""
    start = span.start
    while start < span.stop and text.words[start].letters in rules.openers:
        start += 1
    while start < span.stop and _behind_apostrophe(text, start):
        start += 1
    return start


def _with_what_it_is_of(text: Folded, end: int, about: int, rules: Rules) -> int:
    """The last word of a job with what follows: "head of community safety", "cadeirydd y bwrdd"."""
    words, following = text.words, about + 1
    goes_on = words[end].letters in rules.of and _spaced(text, about)
    if not goes_on or words[following].letters not in rules.of_what:
        return about
    last, left = following, MOST_OF
    for number in range(following + 1, len(words)):
        article = last == following and words[number].letters in rules.definite
        between = words[number].letters in rules.between and not article
        if between or not left or not _spaced(text, number - 1):
            break
        last, left = number, left - (not article)
    return last if last > following else about


def _with_clause(text: Folded, end: int, wanted: frozenset[str]) -> int:
    """The last word with "on the team", "who speaks Welsh" behind it; no name within.

    A name is marked by itself.
    """
    words = text.words
    if not _spaced(text, end) or words[end + 1].letters not in wanted:
        return end
    if words[end + 1].letters in keys("roles", "here"):
        return end + 1
    last = end
    for number in range(end + 1, min(end + 1 + MOST_CLAUSE, len(words))):
        stops = words[number].letters in keys("roles", "stops")
        if stops or not _spaced(text, number - 1) or _a_name(words[number]):
            break
        last = number
    return last if last > end + 1 else end


def _a_name(word: Word) -> bool:
    return word.capital and word.letters not in keys("known", "words")


def _key(words: Iterable[Word]) -> str:
    return "".join(word.letters for word in words)
