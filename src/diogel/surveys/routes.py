"""A question's rule in the words of the form, for the appendix and the printed form."""

from __future__ import annotations

from diogel.core import Language
from diogel.language import say
from diogel.surveys.expressions import Binary, Call, Literal, Node, Reference, parse
from diogel.surveys.instrument import Instrument, Question


def printed_number(instrument: Instrument, question: Question) -> str:
    """A question's number as a reader sees it: "W7", and "B5.3" for the third row of a grid.

    Ids carry English words ("b5_private"); a number belongs to no language.
    """
    before, _, rest = question.id.partition("_")
    if not rest:
        return question.id.upper()
    group = [q.id for q in instrument.questions if q.id.startswith(f"{before}_") and not q.coded]
    place = group.index(question.id) + 1 if question.id in group else len(group) + 1
    return f"{before.upper()}.{place}"


def route_in_words(instrument: Instrument, question: Question, language: Language) -> str:
    """Who is led to a question: "W7 is 'No'".

    A rule with a shape that has no sentence of its own is shown as it is written.
    """
    return _said(instrument, parse(question.relevant), language) or question.relevant


def _said(instrument: Instrument, node: Node, language: Language) -> str:
    match node:
        case Binary("=" | "!=" as sign, Reference(name), Literal(str() as code)):
            return _choice(instrument, "is" if sign == "=" else "is_not", name, code, language)
        case Call("selected", (Reference(name), Literal(str() as code))):
            return _choice(instrument, "includes", name, code, language)
        case Binary(">", Call("count-selected", (Reference(name),)), Literal(float() as least)):
            return say(
                "surveys.route.more_than",
                language,
                question=_number(instrument, name),
                count=int(least),
            )
        case Binary("and" | "or" as sign, left, right):
            sides = _said(instrument, left, language), _said(instrument, right, language)
            key = f"surveys.route.{sign}"
            return say(key, language, left=sides[0], right=sides[1]) if all(sides) else ""
        case Call("not", (inside,)):
            said = _said(instrument, inside, language)
            return say("surveys.route.not", language, rule=said) if said else ""
    return ""


def _number(instrument: Instrument, name: str) -> str:
    return printed_number(instrument, instrument.question(name))


def _choice(instrument: Instrument, key: str, name: str, code: str, language: Language) -> str:
    if not code:
        return say(
            f"surveys.route.{'blank' if key == 'is' else 'answered'}",
            language,
            question=_number(instrument, name),
        )
    label = instrument.choice(name, code).label
    return say(f"surveys.route.{key}", language, question=_number(instrument, name), answer=label)
