"""The primary rules: whether a figure by itself may be said."""

from __future__ import annotations

from diogel.core import Figure, Kind, Unit
from diogel.disclosure.policy import ClassRules, Policy

COUNTED = (Kind.COUNT, Kind.SHARE, Kind.DISTINCT)
SUMMED = (Kind.MEAN, Kind.SUM, Kind.MEDIAN)
EXTREMES = (Kind.MINIMUM, Kind.MAXIMUM)
PUBLISHED, SENSITIVE = "published", "sensitive"
LEAST_WEIGHTED_BASE = 10
"""Unweighted. [responses]"""


def primary_rule(figure: Figure, policy: Policy) -> str:
    """The code of the rule that forbids a figure, or an empty string.

    Figures without a value have nothing to hide; a count of items (three of the five ways
    of working) is not a count of respondents, and is hidden only by what it rests on: by
    its question, or by the cells of its parts.
    """
    if figure.value is None:
        return ""
    if figure.disclosure:
        return recorded_rule(figure, policy)
    if figure.unit is Unit.ITEM:
        return "" if figure.source or figure.parts else "unknown-items"
    if figure.kind is Kind.COVERAGE:
        return _coverage_rule(figure, policy)
    if figure.kind in EXTREMES:
        return "" if policy.publish_extremes else "extreme"
    if figure.kind in SUMMED:
        return _sum_rule(figure, policy)
    return _count_rule(figure, policy)


def recorded_rule(figure: Figure, policy: Policy) -> str:
    """The rule for a number of what was recorded, rather than answered.

    Open data are published already, so nothing of them is hidden. A partner's own count is
    hidden from one to one less than the limit of its class, and so is every rate of it, and
    every sum of it and others (`contributors` are the counts that a sum is of). A ratio or a
    change has no count of its own and is hidden by its parts.
    """
    if figure.disclosure == PUBLISHED:
        return ""
    least = policy.partners_small
    if figure.disclosure == SENSITIVE:
        least = max(least, policy.partners_sensitive)
    if any(0 < count < least for count in figure.contributors):
        return "small-count"
    if figure.numerator is None:
        return "" if figure.parts or figure.contributors else "unknown-count"
    return "small-count" if 0 < figure.numerator < least else ""


def _coverage_rule(figure: Figure, policy: Policy) -> str:
    """Coverage of a scheme whose areas hold few units each would tell which unit answered.

    `contributors` are the sizes of the scheme's areas, in units of the frame.
    """
    if not policy.publish_coverage:
        return _count_rule(figure, policy)
    if figure.contributors and min(figure.contributors) < policy.facts.small_count:
        return "coverage-of-few"
    return ""


def thin_weighted(figure: Figure) -> bool:
    """Whether a weighted share rests on too few responses, whatever the policy says.

    A percentage of so few says nothing, and a count, which would, is not said beside it.
    """
    return figure.weighted and (figure.denominator or 0) < LEAST_WEIGHTED_BASE


def flag_rule(figure: Figure, policy: Policy) -> str:
    """The code of the rule that wants a shown figure told in the log, or an empty string."""
    count = count_of(figure)
    if count is None or figure.kind not in COUNTED or figure.unit is Unit.ITEM:
        return ""
    if figure.disclosure:
        return ""
    rules = policy.rules(figure)
    if count == 0 and rules.nobody == "flag":
        return "nobody"
    if figure.denominator and count == figure.denominator and rules.everybody == "flag":
        return "everybody"
    return ""


def count_of(figure: Figure) -> int | None:
    """The count that a counted figure tells, whether or not it says so; None for no count.

    A share's percentage and base give its count away.
    """
    if figure.kind not in (*COUNTED, Kind.COVERAGE) or figure.value is None:
        return None
    if figure.numerator is not None:
        return figure.numerator
    if figure.kind in (Kind.COUNT, Kind.DISTINCT):
        return round(figure.value)
    return None if figure.denominator is None else round(figure.value * figure.denominator)


def _count_rule(figure: Figure, policy: Policy) -> str:
    count, base = count_of(figure), figure.denominator
    if count is None:
        return "unknown-count"
    if thin_weighted(figure):
        return "small-base"
    if base is not None and base < policy.minimum_base and figure.kind is not Kind.DISTINCT:
        return "small-base"
    return _small(count, base, policy.rules(figure))


def _small(count: int, base: int | None, rules: ClassRules) -> str:
    if count == 0:
        return "nobody-held" if rules.nobody == "hold" else ""
    if count < rules.small_count:
        return "small-count"
    if base is None or not rules.complement:
        return ""
    rest = base - count
    if rest == 0:
        return "everybody-held" if rules.everybody == "hold" else ""
    return "small-complement" if 0 < rest < rules.small_count else ""


def _sum_rule(figure: Figure, policy: Policy) -> str:
    if not figure.contributors:
        return "unknown-contributors"
    if len(figure.contributors) < policy.rules(figure).contributors:
        return "few-contributors"
    if figure.kind is Kind.MEDIAN:
        return ""
    sizes = sorted((abs(value) for value in figure.contributors), reverse=True)
    total, largest_two = sum(sizes), sizes[0] + sizes[1] if len(sizes) > 1 else sizes[0]
    if total == 0:
        return ""
    if 100 * largest_two > policy.largest_two_percent * total:
        return "dominance"
    if 100 * (total - largest_two) < policy.p_percent * sizes[0]:
        return "p-percent"
    return ""
