"""A question's rule said to the person with a pen: "Answer only if you answered ... to W4".

The clauses are written to follow "Answer only if" and "Atebwch dim ond os", and to be
joined by "and" and "or" in the same way. A negation is said by the opposite clause.
"""

from __future__ import annotations

from diogel.core import Language
from diogel.language import number, say
from diogel.surveys.expressions import (
    Binary,
    Call,
    ExpressionError,
    Literal,
    Node,
    Reference,
    parse,
)
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.piping import with_numbers
from diogel.surveys.routes import printed_number

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
COMPARED = {
    "=": "equal",
    "!=": "not_equal",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
}


class _Unsaid(Exception):
    """A rule, or a piece of one, that has no clause of its own."""


def only_if(instrument: Instrument, question: Question, language: Language) -> str:
    """The sentence that says when a question is to be answered; empty for always.

    A rule of a shape without a clause is shown as it is written, with printed numbers.
    """
    rule = question.relevant
    if not rule:
        return ""
    try:
        said = _Speaker(instrument, language).clause(parse(rule), True)
    except (_Unsaid, ExpressionError, KeyError):
        written = with_numbers(instrument, rule)
        return say("forms.print.only_if_rule", language, rule=written)
    return say("forms.print.only_if", language, condition=said)


class _Speaker:
    """Says the clauses of one instrument's rules in one language."""

    def __init__(self, instrument: Instrument, language: Language) -> None:
        self.instrument, self.language = instrument, language

    def clause(self, node: Node, holds: bool) -> str:
        """The clause for a rule that holds, or that does not."""
        match node:
            case Call("not", (inside,)):
                return self.clause(inside, not holds)
            case Binary("and" | "or" as word, left, right):
                joined = word if holds else {"and": "or", "or": "and"}[word]
                sides = {"left": self._side(left, word, holds)}
                sides["right"] = self._side(right, word, holds)
                return self._say(joined, **sides)
            case Call("selected", (Reference(name), Literal(str() as code))):
                key = "includes" if holds else "not_includes"
                return self._say(key, question=self._number(name), answer=self._label(name, code))
            case Binary(sign, left, right) if sign in OPPOSITE:
                return self._compared(sign if holds else OPPOSITE[sign], left, right)
        raise _Unsaid

    def _side(self, node: Node, word: str, holds: bool) -> str:
        """One side of an "and" or an "or", in brackets when it is a chain of the other."""
        said = self.clause(node, holds)
        mixed = isinstance(node, Binary) and node.operator in {"and", "or"} - {word}
        return self._say("bracket", rule=said) if mixed else said

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        match left, right:
            case Literal(), Reference() | Call():
                return self._compared(MIRRORED[sign], right, left)
            case Reference(name), Literal(str() as code):
                return self._chosen(sign, name, code)
            case Reference(name), Literal(float() as limit):
                if self.instrument.question(name).choices:
                    return self._chosen(sign, name, f"{limit:g}")
                slots = {"question": self._number(name), "number": self._digits(limit)}
                return self._say(COMPARED[sign], **slots)
            case Call("count-selected", (Reference(name),)), Literal(float() as least):
                return self._ticked(sign, name, least)
        raise _Unsaid

    def _chosen(self, sign: str, name: str, code: str) -> str:
        if sign not in ("=", "!="):
            raise _Unsaid
        question = self._number(name)
        if not code:
            return self._say("blank" if sign == "=" else "answered", question=question)
        chosen = bool(self.instrument.question(name).choices)
        answer = self._label(name, code) if chosen else code
        return self._say("is" if sign == "=" else "is_not", question=question, answer=answer)

    def _ticked(self, sign: str, name: str, least: float) -> str:
        """At least so many ticked: the only count of ticks that forms ask about."""
        if sign not in (">", ">=") or least != int(least):
            raise _Unsaid
        count = int(least) + (sign == ">")
        if count == 1:
            return self._say("ticked_any", question=self._number(name))
        return self._say("ticked_several", question=self._number(name), number=count)

    def _say(self, key: str, **slots: object) -> str:
        return say(f"forms.when.{key}", self.language, **slots)

    def _number(self, name: str) -> str:
        return printed_number(self.instrument, self.instrument.question(name))

    def _label(self, name: str, code: str) -> str:
        return self.instrument.choice(name, code).label[self.language]

    def _digits(self, value: float) -> str:
        _, _, decimals = f"{value:f}".rstrip("0").partition(".")
        return number(value, self.language, len(decimals))
