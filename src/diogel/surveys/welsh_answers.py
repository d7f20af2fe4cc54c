"""Yes and No in Welsh echo the verb of the question.

`A oes ...?` is answered Oes or Nac oes, `Ydych chi ...?` Ydw (one person) or Ydyn (a
body), `A yw ...?` Ydy (or Ydyn of several things), and the past Do or Naddo. A question
whose verb is not in the table is left to the reader.
"""

from __future__ import annotations

import re

from diogel.core import Bilingual
from diogel.surveys.suggestions import folded

_CLAUSE = re.compile(r"^os\b[^,?]*,\s*")
_VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\b(?:a|ydych chi|ydy|wyt) wnae\w+|\bwnaeth\w*|\ba gafodd|\bgafodd\b|\bgawsoch\b", ("do",)),
    (r"\ba \w+(?:odd|soch|sant)\b|\b(?:fuoch|fu)\b", ("do",)),
    (r"\bydych chi wedi\b", ("ydw", "ydyn", "do")),
    (r"\bydych\b", ("ydw", "ydyn")),
    (r"\boes\b", ("oes",)),
    (r"\b(?:a yw|yw|ydy|ydi|ydyn)\b", ("ydy", "ydyn")),
)
NEGATIVES = {"oes": "nac oes", "ydw": "nac ydw", "ydyn": "nac ydyn", "ydy": "nac ydy"}
NEGATIVES["do"] = "naddo"


def expected_yes(question: str) -> tuple[str, ...]:
    """The Welsh words for Yes that fit a Welsh question, the first the likeliest.

    The verb that comes first after an opening `Os ...,` decides. Empty when no known verb
    is found.
    """
    text = _CLAUSE.sub("", folded(question))
    found = [(match.start(), yes) for verb, yes in _VERBS if (match := re.search(verb, text))]
    return min(found, key=lambda pair: pair[0])[1] if found else ()


def wrong_answer(question: str, label: Bilingual) -> str:
    """The Welsh that a Yes or No should begin with; empty when it is right.

    Parameters
    ----------
    question : str
        The Welsh question, or the stem of its grid.
    label : Bilingual
        The choice's label. Only an English Yes or No, alone or before a comma, is judged.
    """
    said = re.match(r"(yes|no)(?=$|,)", label.en.strip().lower())
    fitting = expected_yes(question)
    if not said or not fitting:
        return ""
    words = fitting if said[1] == "yes" else tuple(NEGATIVES[yes] for yes in fitting)
    welsh = folded(label.cy)
    right = any(re.match(rf"{re.escape(word)}(?=$|,)", welsh) for word in words)
    return "" if right else " / ".join(word.capitalize() for word in words)
