"""Which words the answers in free text use, counted by respondents and not by occurrences."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diogel.core import LANGUAGES, Language
from diogel.language import mutated_forms, sort_key
from diogel.places import Scheme, areas
from diogel.surveys.lemmas import known, lemma, stop_words

Users = dict[str, set[str]]
"""Each term with the respondents who used it."""

APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u0060\u00b4\u2032", "'"))
# A word, or one of the marks at which a sentence or a phrase ends; digits belong to no word.
TOKEN = re.compile(r"(?<!\w)[^\W\d_]+(?:['-][^\W\d_]+)*(?!\w)|[.,;:!?()\[\]/\n|]")
# Each alternative begins where a word begins, or a long cell would be searched over and over.
ADDRESS = re.compile(
    r"(?<!\S)\S*(?:@|://|www\.)\S+|(?<!\S)\S+\.(?:com|cymru|net|org|uk|wales)(?![\w-])\S*",
    re.IGNORECASE,
)
CLITIC = re.compile(r"'(?:r|n|i|u|w|m|ch|th)$", re.IGNORECASE)
POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
ACRONYM = re.compile(r"([A-Z]{2,6})s?")
BREAK = "|"
COUNTY = "Sir"
"""The one word of the authorities' names that says nothing about which."""
ABBREVIATIONS = frozenset({"RCT", "NPT", "CNPT"})


@dataclass(frozen=True, slots=True)
class Remark:
    """One answer in free text.

    Attributes
    ----------
    respondent : str
        Who wrote it, by any stable id; one respondent may have several remarks.
    text : str
    language : "en", "cy" or None
        The language it is written in; None when nobody has said, and it is then guessed.
    """

    respondent: str
    text: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class WordCount:
    """A term and how many used it.

    Attributes
    ----------
    term : str
        A dictionary form, or two that stood side by side.
    language : Language
        The language of the term.
    respondents : int
        Who used it at least once. [respondents]
    of : int
        Who wrote anything in that language; anything at all when the languages were merged.
        [respondents]
    """

    term: str
    language: Language
    respondents: int
    of: int


@dataclass(slots=True)
class Tally:
    """What one language's remarks used, and who wrote in it."""

    users: Users = field(default_factory=lambda: defaultdict(set))
    writers: set[str] = field(default_factory=set)


def authority_names() -> frozenset[str]:
    """What would tell an authority: its names in both languages and each word of them.

    To be given to `count_words` as `never`, with whatever other names a survey met.
    """
    names = {
        name for area in areas(Scheme.LOCAL_AUTHORITY) for name in (area.name.en, area.name.cy)
    }
    words = {word for name in names for word in name.split() if word[0].isupper()}
    return frozenset(names | words | ABBREVIATIONS) - {COUNTY}


def count_words(
    remarks: Iterable[Remark],
    *,
    minimum: int = 3,
    never: Collection[str] = frozenset(),
    bilingual: Mapping[str, str] | None = None,
) -> dict[Language, tuple[WordCount, ...]]:
    """Words and pairs of words of each language, most used first, then in alphabetical order.

    Parameters
    ----------
    remarks : iterable of Remark
    minimum : int
        Terms that fewer respondents used are left out. At least 1.
    never : collection of str
        Names that would identify somebody, in any form; capitals, spaces or hyphens do not
        matter, and their mutated forms go as well. A pair never spans one.
    bilingual : mapping of Welsh term to English term, or None
        Terms in dictionary form that say the same. Given, respondents who used either are
        counted together under both, and every `of` is of all who wrote in any language.

    Returns
    -------
    dict of language to tuple of WordCount
        Both languages are always there, perhaps with nothing in them.
    """
    if minimum < 1:
        raise ValueError(f"minimum must be at least 1: {minimum}")
    tallies = tally_words(remarks, never)
    if bilingual:
        _merge(tallies, bilingual)
    return {language: _ranked(tallies[language], language, minimum) for language in LANGUAGES}


def tally_words(
    remarks: Iterable[Remark], never: Collection[str] = frozenset()
) -> dict[Language, Tally]:
    """Who used each word and each pair of words, the languages apart; `never` as above."""
    tallies = {language: Tally() for language in LANGUAGES}
    hidden = {language: _names(never, language) for language in LANGUAGES}
    for remark, language in _with_languages(remarks):
        tally = tallies[language]
        found = _terms(_words(remark.text, language, hidden[language]))
        if remark.text.strip():
            tally.writers.add(remark.respondent)
        for term in found:
            tally.users[term].add(remark.respondent)
    return tallies


def _ranked(tally: Tally, language: Language, minimum: int) -> tuple[WordCount, ...]:
    counts = (
        WordCount(term, language, len(users), len(tally.writers))
        for term, users in tally.users.items()
        if len(users) >= minimum
    )
    return tuple(sorted(counts, key=lambda c: (-c.respondents, sort_key(c.term, language))))


def _merge(tallies: Mapping[Language, Tally], bilingual: Mapping[str, str]) -> None:
    """Count each pair of terms together; of several Welsh ones for one English the first stays."""
    english, welsh = tallies["en"], tallies["cy"]
    writers = english.writers | welsh.writers
    english.writers, welsh.writers = writers, set(writers)
    by_english: dict[str, list[str]] = defaultdict(list)
    for cy, en in bilingual.items():
        by_english[en].append(cy)
    for en, terms in by_english.items():
        together = english.users[en].union(*(welsh.users.pop(cy, set()) for cy in terms))
        english.users[en] = welsh.users[terms[0]] = together


def _terms(words: Sequence[str]) -> set[str]:
    """Single words, and pairs that nothing stands between."""
    singles = {word for word in words if word != BREAK}
    pairs = {
        f"{first} {second}"
        for first, second in pairwise(words)
        if BREAK not in (first, second) and first != second
    }
    return singles | pairs


def _words(text: str, language: Language, hidden: re.Pattern[str] | None) -> list[str]:
    """The dictionary forms in order, with a break for whatever is left out between them."""
    plain = ADDRESS.sub(BREAK, _normalised(text))
    if hidden:
        plain = hidden.sub(BREAK, plain)
    shouted = plain == plain.upper()
    words: list[str] = []
    for token in TOKEN.findall(plain):
        words.extend(_forms(token, language, shouted=shouted))
    return words


def _forms(token: str, language: Language, *, shouted: bool) -> list[str]:
    """A token's dictionary form, a break in place of a stop word, and one for a joined word."""
    stops = stop_words(language)
    if token.casefold() in stops or not token[0].isalpha():
        return [BREAK]
    joined = CLITIC.search(token) if language == "cy" else None
    word = (CLITIC if language == "cy" else POSSESSIVE).sub("", token)
    acronym = ACRONYM.fullmatch(word)
    # A word in capitals for emphasis is still the word.
    is_acronym = acronym and not shouted and not known(word, language)
    form = acronym[1] if acronym and is_acronym else lemma(word, language)
    if len(form) < 2 or {word.casefold(), form.casefold()} & stops:
        return [BREAK]
    return [form, BREAK] if joined else [form]


def _names(never: Collection[str], language: Language) -> re.Pattern[str] | None:
    """A pattern of all names, longest first, whatever stands between their words."""
    forms = {_normalised(name).casefold().strip() for name in never}
    mutated = {changed for form in forms for changed in mutated_forms(form)}
    # A remark in English may quote Welsh, but "went" is not Gwent there.
    forms |= {form for form in mutated if language == "cy" or not known(form, "en")}
    patterns = [
        r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", form))
        for form in sorted(forms, key=lambda form: (-len(form), form))
        if form
    ]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE) if patterns else None


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(APOSTROPHES)


def _with_languages(remarks: Iterable[Remark]) -> list[tuple[Remark, Language]]:
    """Each remark with its language: as said, as it looks, or as its writer's others look."""
    given = list(remarks)
    together: dict[str, list[str]] = defaultdict(list)
    for remark in given:
        together[remark.respondent].append(remark.text)
    return [
        (
            remark,
            remark.language
            or guess_language(remark.text)
            or guess_language("\n".join(together[remark.respondent]))
            or "en",
        )
        for remark in given
    ]


def guess_language(text: str) -> Language | None:
    """The language that knows more of the text's words; None when both know as many."""
    tokens = [CLITIC.sub("", token) for token in TOKEN.findall(_normalised(text))]
    words = [token for token in tokens if token[0].isalpha()]
    english = sum(known(word, "en") + (word.casefold() in stop_words("en")) for word in words)
    welsh = sum(known(word, "cy") + (word.casefold() in stop_words("cy")) for word in words)
    if english == welsh:
        return None
    return "cy" if welsh > english else "en"
