"""Yes and No in Welsh echo the verb of the question.

`A oes ...?` is answered Oes or Nac oes, `Ydych chi ...?` Ydw (one person) or Ydyn (a
body), `A yw ...?` Ydy (or Ydyn of several things), the past Do or Naddo, and a question
that begins with what it stresses (`Ai ...?`) Ie or Nage. A question whose verb is not in
the table is left to the reader.
"""

from __future__ import annotations

import re

from diogel.core import Bilingual
from diogel.surveys.suggestions import folded

_CLAUSE = re.compile(r"^(?:os|pan)\b[^,?]*,\s*")
_VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"^(?:ai|onid)\b", ("ie",)),
    (r"^(?:chi|ti|ni|hwn|hon|dyma) (?:yw|ydy|sy|sydd)\b", ("ie",)),
    (r"\b(?:a|ydych chi|ydy|wyt) wnae\w+|\bwnaeth\w*|\ba gafodd|\bgafodd\b|\bgawsoch\b", ("do",)),
    (r"\ba \w+(?:odd|soch|sant)\b|\b(?:fuoch|fu)\b", ("do",)),
    (r"\b(?:ydych chi|ydych) wedi\b", ("ydw", "ydyn", "do")),
    (r"\b(?:oeddech|oeddet)\b", ("oeddwn", "oedden", "oeddem")),
    (r"\boedd\b", ("oedd", "oedden", "oeddent")),
    (r"\b(?:fyddwch|fyddi)\b", ("byddaf", "byddwn")),
    (r"\bfydd\b", ("bydd", "byddan", "byddant")),
    (r"\b(?:fyddech|hoffech|hoffet|fyddet)\b", ("hoffwn", "byddwn", "byddem", "hoffem")),
    (r"\b(?:allwch|gallwch|elli)\b", ("gallaf", "gallwn")),
    (r"\b(?:a|ni) (?:all|ellir)\b", ("gall", "gallant", "gellir")),
    (r"\b(?:ddylai|ddylid)\b", ("dylai", "dylid", "dylent", "dylen")),
    (r"\b(?:ydych|wyt)\b", ("ydw", "ydyn")),
    (r"\boes\b", ("oes",)),
    (r"\bydyn\b", ("ydyn",)),
    (r"\b(?:a yw|yw|ydy|ydi)\b", ("ydy", "ydyn")),
)
NEGATIVES = {
    "oes": "nac oes",
    "ydw": "nac ydw",
    "ydyn": "nac ydyn",
    "ydy": "nac ydy",
    "do": "naddo",
    "ie": "nage",
    "oeddwn": "nac oeddwn",
    "oeddem": "nac oeddem",
    "oedden": "nac oedden",
    "oeddent": "nac oeddent",
    "oedd": "nac oedd",
    "byddaf": "na fyddaf",
    "byddwn": "na fyddwn",
    "byddem": "na fyddem",
    "byddan": "na fyddan",
    "byddant": "na fyddant",
    "bydd": "na fydd",
    "hoffwn": "na hoffwn",
    "hoffem": "na hoffem",
    "gallaf": "na allaf",
    "gallwn": "na allwn",
    "gallant": "na allant",
    "gellir": "na ellir",
    "gall": "na all",
    "dylai": "na ddylai",
    "dylid": "na ddylid",
    "dylent": "na ddylent",
    "dylen": "na ddylen",
}
_SAID = re.compile(r"(yes|no)(?=$|,)")


def expected_yes(question: str) -> tuple[str, ...]:
    """The Welsh words for Yes that fit a Welsh question, the first the likeliest.

    The verb that comes first after an opening `Os ...,` decides. Empty when no known verb
    is found.
    """
    text = _CLAUSE.sub("", folded(question))
    found = [(match.start(), yes) for verb, yes in _VERBS if (match := re.search(verb, text))]
    return min(found, key=lambda pair: pair[0])[1] if found else ()


def said_yes_or_no(label: Bilingual) -> str:
    """ "yes" or "no" when the English of a label is that, alone or before a comma; or empty."""
    said = _SAID.match(label.en.strip().lower())
    return said[1] if said else ""


def wrong_answer(question: str, label: Bilingual) -> str:
    """The Welsh that a Yes or No should begin with; empty when it is right.

    Parameters
    ----------
    question : str
        The Welsh question, or the stem of its grid.
    label : Bilingual
        The choice's label. Only an English Yes or No, alone or before a comma, is judged.
    """
    said = said_yes_or_no(label)
    fitting = expected_yes(question)
    if not said or not fitting:
        return ""
    words = fitting if said == "yes" else tuple(NEGATIVES[yes] for yes in fitting)
    right = any(_begins_with(label.cy, word) for word in words)
    return "" if right else " / ".join(word.capitalize() for word in words)


def fitting_no(yes: str) -> str:
    """The No that belongs to a Welsh Yes ("Oes, llawnamser" gives "Nac oes"), or empty."""
    for word, negative in NEGATIVES.items():
        if _begins_with(yes, word):
            return negative.capitalize()
    return ""


def _begins_with(welsh: str, word: str) -> bool:
    return bool(re.match(rf"{re.escape(word)}(?=$|,)", folded(welsh)))
