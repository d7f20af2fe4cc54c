"""How a figure is said in running text, one way for each form.

A share is said with its count: "12 of 15 (80%)", and without the percentage when the base is
under ten. A weighted share is said with its base and never with a count: "61% (base: 1,204)".
A mean, a smallest or a largest value is said with its base: "3.36 (base: 14)".
In Welsh "12 o 15": after "o" a number in digits keeps its form, whichever it is.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from diogel.core import Figure, Interval, Kind, Language, Status
from diogel.language import number, percentage, rank_label, say
from diogel.statistics import Relation, Target, Verbal, matches, verbal_fraction

LEAST_BASE_FOR_PERCENT = 10
MEAN_PLACES = 2
WHOLE = (Kind.COUNT, Kind.SUM, Kind.DISTINCT, Kind.MINIMUM, Kind.MAXIMUM)
WITH_BASE = (Kind.MEAN, Kind.MEDIAN, Kind.SUM, Kind.MINIMUM, Kind.MAXIMUM)
PROPORTIONS = (Kind.SHARE, Kind.COVERAGE)
_WORDS = "words"

RESTS = "rests"
"""The form that says nothing: the sentence rests on the figure, and goes when it is hidden."""

TELLS_COUNT = ("", "of", "count")
"""Forms that say a share's count, so that its percentage or fraction may stand beside them."""
TELLS_WEIGHTED = ("", "percent")
"""Forms that say a weighted share, which has no count to say."""
TELLS_BASE = ("", "of", "base")
"""Forms that say who a figure is of."""


class CannotSay(ValueError):
    """The figure cannot be said in the form that was asked for."""


def figure_text(figure: Figure, form: str, language: Language) -> str:
    """A shown figure in words and digits; CannotSay when the form does not fit it.

    A figure that is not available or not applicable is said to be so, whatever the form.
    """
    if figure.value is None:
        status = "not-applicable" if figure.status is Status.NOT_APPLICABLE else "not-available"
        return say(f"narrative.{status}", language)
    if form.startswith(f"{_WORDS}:"):
        return _fraction(figure, form.partition(":")[2], language)
    sayer = _FORMS.get(form)
    if sayer is None:
        raise CannotSay(form)
    return sayer(figure, language)


def known_form(form: str) -> bool:
    """Whether there is such a form."""
    return form in _FORMS or form.startswith(f"{_WORDS}:")


def is_words(form: str) -> bool:
    """Whether a form says a fraction in words."""
    return form.partition(":")[0] == _WORDS


def headline(figure: Figure, language: Language) -> str:
    """The figure as large as it can be said by itself: "12 of 15", "3.36"."""
    if figure.value is None or figure.kind not in PROPORTIONS:
        return _value(figure, language) if figure.value is not None else _default(figure, language)
    return _default(figure, language) if figure.weighted else _of(figure, language)


def _default(figure: Figure, language: Language) -> str:
    if figure.weighted:
        share, of = _percent(figure, language), _base(figure, language)
        return say("narrative.value-and-base", language, value=share, base=of)
    if figure.kind in PROPORTIONS:
        of = _of(figure, language)
        base = figure.denominator or 0
        if figure.kind is Kind.COVERAGE or base < LEAST_BASE_FOR_PERCENT:
            return of
        percent = _percent(figure, language)
        return say("narrative.count-and-percent", language, count=of, percent=percent)
    value = _value(figure, language)
    if figure.kind in WITH_BASE and figure.denominator is not None:
        return say("narrative.value-and-base", language, value=value, base=_base(figure, language))
    return value


def _count(figure: Figure, language: Language) -> str:
    if figure.weighted:
        raise CannotSay("weighted")
    if figure.kind in (*PROPORTIONS, Kind.COUNT, Kind.DISTINCT):
        return number(_numerator(figure), language)
    raise CannotSay("count")


def _numerator(figure: Figure) -> int:
    if figure.numerator is not None:
        return figure.numerator
    if figure.value is not None and figure.kind in (Kind.COUNT, Kind.DISTINCT):
        return round(figure.value)
    raise CannotSay("count")


def _base(figure: Figure, language: Language) -> str:
    if figure.denominator is None:
        raise CannotSay("base")
    return number(figure.denominator, language)


def _of(figure: Figure, language: Language) -> str:
    count, base = _count(figure, language), _base(figure, language)
    return say("narrative.count-of-base", language, count=count, base=base)


def _percent(figure: Figure, language: Language) -> str:
    if figure.kind not in PROPORTIONS or not figure.denominator:
        raise CannotSay("percent")
    if figure.denominator < LEAST_BASE_FOR_PERCENT:
        raise CannotSay("percent")
    if figure.weighted:
        return percentage(_exact(figure), 1, language, places=0)
    return percentage(_numerator(figure), figure.denominator, language, places=0)


def _value(figure: Figure, language: Language, places: int | None = None) -> str:
    if figure.kind in PROPORTIONS or figure.value is None:
        raise CannotSay("value")
    if figure.kind in WHOLE and places is None:
        return number(_exact(figure), language)
    return number(_exact(figure), language, MEAN_PLACES if places is None else places)


def _exact(figure: Figure) -> Fraction:
    """The value from its whole numbers where it has them: a float may have lost a half."""
    if figure.kind is Kind.MEAN and figure.numerator is not None and figure.denominator:
        return Fraction(figure.numerator, figure.denominator)
    return Fraction(repr(figure.value or 0.0))


def _rank(figure: Figure, language: Language) -> str:
    if figure.rank is None:
        raise CannotSay("rank")
    return rank_label(figure.rank, figure.tied, language)


def _limits(limits: Interval | None, language: Language) -> str:
    if limits is None:
        raise CannotSay("interval")
    return say(
        "narrative.limits",
        language,
        lower=number(limits.lower, language),
        upper=number(limits.upper, language),
        population=number(limits.population, language),
    )


def _words(figure: Figure, language: Language) -> str:
    numerator, denominator = _ratio(figure)
    verbal = verbal_fraction(numerator, denominator)
    if verbal is None:
        raise CannotSay(_WORDS)
    return _verbal_text(verbal, language)


def _fraction(figure: Figure, wanted: str, language: Language) -> str:
    """The fraction that the author chose, when the value is near enough to it."""
    verbal = named_fraction(wanted)
    if verbal is None or not matches(*_ratio(figure), verbal.relation, verbal.target):
        raise CannotSay(f"{_WORDS}:{wanted}")
    return _verbal_text(verbal, language)


def named_fraction(wanted: str) -> Verbal | None:
    """ "around-two-thirds" as a relation and its target; None when there is no such fraction."""
    for relation in Relation:
        before = "" if relation is Relation.EQUAL else f"{relation.value}-"
        target = wanted.removeprefix(before)
        if wanted.startswith(before) and target in set(Target):
            return Verbal(relation, Target(target))
    return None


def _ratio(figure: Figure) -> tuple[int, int]:
    if figure.weighted and figure.value is not None:
        return _exact(figure).as_integer_ratio()
    if figure.numerator is None or not figure.denominator:
        raise CannotSay(_WORDS)
    if figure.kind not in (*PROPORTIONS, Kind.MEAN):
        raise CannotSay(_WORDS)
    return figure.numerator, figure.denominator


def _verbal_text(verbal: Verbal, language: Language) -> str:
    return say(f"narrative.fraction.{verbal.relation.value}.{verbal.target.value}", language)


_FORMS: dict[str, Callable[[Figure, Language], str]] = {
    "": _default,
    "count": _count,
    "of": _of,
    "percent": _percent,
    "base": _base,
    "value": _value,
    "value0": lambda figure, language: _value(figure, language, 0),
    "value1": lambda figure, language: _value(figure, language, 1),
    "value2": lambda figure, language: _value(figure, language, 2),
    "rank": _rank,
    "words": _words,
    "bounds": lambda figure, language: _limits(figure.bounds, language),
    "interval": lambda figure, language: _limits(figure.interval, language),
    RESTS: lambda _figure, _language: "",
}
FORMS = tuple(form for form in _FORMS if form)
