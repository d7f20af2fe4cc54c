"""Words that say a number, a place in a ranking or a change, in each language.

A typed number can contradict its figure; a word can do so too. These lists are what the lint
looks for. Words that more often mean something else are left out ("one", "un", "can"), or are
looked for only beside others ("most of", "y rhan fwyaf"). What is a name is written
`{name:third sector}`.
"""

from __future__ import annotations

import re

from diogel.core import Language


def _any_of(words: str, *patterns: str) -> re.Pattern[str]:
    """Any of these words, or of these patterns, as whole words."""
    longest_first = sorted([*words.split(), *patterns], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])", re.IGNORECASE)


_UNITS_EN = "two three four five six seven eight nine"
_TEENS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand million dozen"
)
_MOST_EN = (
    "respondents|responses|teams|authorities|partners|partnerships|people|areas|organisations"
    "|members|participants|of|themes|staff"
)

NUMBERS: dict[Language, re.Pattern[str]] = {
    "en": _any_of(
        f"{_UNITS_EN} {_TEENS_EN} "
        "half halves thirds quarter quarters majority minority twice thrice double "
        "mostly",
        rf"(?:{'|'.join(_UNITS_EN.split())}|{'|'.join(_TEENS_EN.split())})(?:-\w+)+",
        r"(?:a|one) third",
        rf"most(?=\s+(?:{_MOST_EN})\b)",
        r"per ?cent",
    ),
    "cy": _any_of(
        "dau ddau dwy ddwy tri dri thri tair dair thair pedwar bedwar phedwar pedair "
        "bedair phedair pump bump phump pum bum phum chwech chwe saith wyth naw ddeg "
        "deuddeg ddeuddeg deuddeng ddeuddeng pymtheg bymtheg phymtheg deunaw ddeunaw "
        "ugain deugain ddeugain trigain drigain hanner traean draean thraean chwarter "
        "chwarteri mwyafrif fwyafrif lleiafrif leiafrif dwywaith ddwywaith teirgwaith "
        "deirgwaith cant gant chant mil fil",
        r"(?<!yn )deg(?! chwarae)",
        r"(?:y )?rhan fwyaf",
        r"gan mwyaf",
        r"y cant",
        r"dwsin(?:au)?",
    ),
}

RANKS: dict[Language, re.Pattern[str]] = {
    "en": _any_of(
        "first second fourth fifth sixth seventh eighth ninth tenth highest "
        "lowest largest smallest greatest fewest ranked ranking",
        r"(?<!a )(?<!one )(?<!two )third",
        r"most (?:common|often|frequent|popular|likely)(?:ly)?",
        r"least (?:common|often|frequent|popular|likely)(?:ly)?",
    ),
    "cy": _any_of(
        "cyntaf gyntaf chyntaf ail trydydd drydydd thrydydd trydedd drydedd thrydedd "
        "pedwerydd bedwerydd phedwerydd pedwaredd bedwaredd phedwaredd pumed bumed "
        "phumed chweched uchaf isaf amlaf cydradd gydradd chydradd",
        r"(?:mwyaf|fwyaf|lleiaf|leiaf) (?:cyffredin|poblogaidd|tebygol|niferus)",
    ),
}

CHANGES: dict[Language, re.Pattern[str]] = {
    # What somebody means to do ("to increase", "i gynyddu") is no measured change.
    "en": _any_of(
        "reduced reducing reduction decreased decreasing increased increasing "
        "increasingly rose risen rising grew grown growing growth "
        "declined declining dropped dropping improved worsened worsening "
        "doubled halved shrank shrunk shrinking expanded",
        r"(?<!to )(?:reduce|decrease|increase|decline|grow|rise|drop)s?",
        r"(?<!to )(?:falls?|falling|fallen|fell)(?! (?:under|within|into|outside)\b)",
        r"(?:more|less|fewer|higher|lower) than (?:before|previously|last year|in)",
        r"(?:up|down) from",
    ),
    "cy": _any_of(
        "gostyngodd gostyngwyd gostyngiad ostyngodd ostyngwyd ostyngiad cynyddodd "
        "cynyddwyd cynnydd gynyddodd gynyddwyd gynnydd chynyddodd chynnydd lleihaodd "
        "lleihawyd lleihad leihaodd leihawyd leihad cododd codwyd gododd godwyd chododd "
        "tyfodd dyfodd thyfodd twf dwf cwympodd gwympodd disgynnodd ddisgynnodd "
        "dirywiodd ddirywiodd gwellodd wellodd dyblodd hanerodd",
        r"(?<!i )(?:gostwng|cynyddu|lleihau|codi|tyfu|cwympo|disgyn|dirywio|dyblu|haneru)",
        r"(?<!i )(?:ostwng|gynyddu|leihau|godi|dyfu|gwympo|ddisgyn|ddirywio|ddyblu)",
        r"(?<!i )(?:chynyddu|chodi|thyfu|chwympo)",
        r"(?:mwy|llai|uwch|is) nag? (?:o'r blaen|cynt|yn|y llynedd)",
    ),
}

OR: dict[Language, re.Pattern[str]] = {"en": _any_of("or"), "cy": _any_of("neu ynteu")}

_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?")


def is_a_name(words: str) -> bool:
    """Whether a literal can be a name: a year, or words that are more than a number.

    "COVID-19" and "2021" can; "80%", "15" and "two thirds" cannot.
    """
    if not words or "%" in words:
        return False
    if _YEAR.fullmatch(words):
        return True
    left = words
    for language in NUMBERS:
        left = NUMBERS[language].sub(" ", left)
    if left == words:
        return bool(_LETTER.search(words))
    small = {"of", "a", "o", "a'r", "and", "the", "y", "yr", "ran", "out"}
    return any(_LETTER.search(word) and word.lower() not in small for word in left.split())
