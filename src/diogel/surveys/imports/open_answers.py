"""Which question keeps the words of those who chose "other", and which choice that is."""

from __future__ import annotations

import re

from diogel.surveys.instrument import Instrument, Question

TEXTS = ("text", "longtext")
# The two rules under which a form asks for the words: a choice equals, or is selected.
_CHOSEN = re.compile(
    r"\$\{(?P<one>\w+)\}\s*=\s*(?P<q1>['\"])(?P<code1>[^'\"]+)(?P=q1)"
    r"|selected\(\s*\$\{(?P<many>\w+)\}\s*,\s*(?P<q2>['\"])(?P<code2>[^'\"]+)(?P=q2)\s*\)"
)


def opened_by(question: Question) -> tuple[str, str] | None:
    """The question and the choice that lead to a question; None under any other rule."""
    found = _CHOSEN.fullmatch(question.relevant.strip())
    if found is None:
        return None
    return found["one"] or found["many"], found["code1"] or found["code2"]


def words_question(instrument: Instrument, question: Question, code: str) -> Question | None:
    """The question in which those who chose a code say what they mean; None for none."""
    for other in instrument.questions:
        if other.kind in TEXTS and not other.coded and opened_by(other) == (question.id, code):
            return other
    return None


def choice_with_words(instrument: Instrument, question: Question) -> tuple[str, Question] | None:
    """The choice of a question that asks for words, and where they are kept."""
    for code in question.codes:
        words = words_question(instrument, question, code)
        if words is not None:
            return code, words
    return None
