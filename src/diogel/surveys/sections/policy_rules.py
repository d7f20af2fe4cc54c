"""The rules that a report was made under, for its appendix: every number of the policy."""

from __future__ import annotations

from diogel.disclosure import ClassRules
from diogel.language import number
from diogel.reports import PlainTable
from diogel.surveys.sections.telling import Telling


def policy_rules(telling: Telling) -> PlainTable:
    """What the policy asks of facts and of opinions, one rule a row."""
    classes = (telling.policy.facts, telling.policy.opinions)
    by_class = [
        ("small", [_number(telling, each.small_count) for each in classes]),
        ("complement", [_yes_no(telling, yes=each.complement) for each in classes]),
        ("nobody", [telling.say(f"surveys.policy.{each.nobody}") for each in classes]),
        ("everybody", [telling.say(f"surveys.policy.{each.everybody}") for each in classes]),
        ("contributors", [_number(telling, each.contributors) for each in classes]),
        ("range", [_range(telling, each) for each in classes]),
    ]
    rows = [(telling.say(f"surveys.policy.{name}"), *said) for name, said in by_class]
    rows += [(telling.say(f"surveys.policy.{name}"), said, said) for name, said in _both(telling)]
    return PlainTable(
        caption=telling.say("surveys.policy.caption", policy=telling.policy.title),
        number=0,
        headings=tuple(
            telling.say(f"surveys.policy.heading.{name}") for name in ("rule", "facts", "opinions")
        ),
        rows=tuple(rows),
        widths=(0.6, 0.2, 0.2),
    )


def _both(telling: Telling) -> list[tuple[str, str]]:
    """The rules that are the same for facts and for opinions."""
    policy = telling.policy
    return [
        ("base", _number(telling, policy.minimum_base)),
        ("largest-two", _percent(policy.largest_two_percent)),
        ("p", _percent(policy.p_percent)),
        ("extremes", _yes_no(telling, yes=policy.publish_extremes)),
        ("holes", _yes_no(telling, yes=policy.holes)),
        ("respondents", _yes_no(telling, yes=policy.level == "default")),
    ]


def _range(telling: Telling, rules: ClassRules) -> str:
    """How wide the range of a hidden count must stay. [responses]"""
    return _number(telling, rules.small_count if telling.policy.level == "default" else 1)


def _number(telling: Telling, value: int) -> str:
    return number(value, telling.language)


def _percent(value: float) -> str:
    return f"{value:g}%"


def _yes_no(telling: Telling, *, yes: bool) -> str:
    return telling.say("surveys.policy.yes" if yes else "surveys.policy.no")
