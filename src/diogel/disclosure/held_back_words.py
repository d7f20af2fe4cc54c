"""What was held back and why, in plain words, for whoever reads what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from diogel.core import LANGUAGES, Bilingual
from diogel.disclosure.policy import Policy
from diogel.disclosure.released import RecordedException, Released
from diogel.language import both, long_date

TREATED = ("collapsed", "suppressed", "bands", "withheld")


def held_back_words(released: Released, policy: Policy) -> tuple[Bilingual, ...]:
    """Whole sentences: how much is hidden, why, who may see what, and every exception used.

    Of no number it is said by which rule it is hidden: which of two hidden numbers is the small
    one would tell of it.
    """
    hidden = sum(not each.shown for each in released.listed)
    known = len(released.listed)
    told = [both("disclosure.told.policy", policy=policy.title)]
    if hidden:
        told += (both("disclosure.told.hidden", hidden=hidden, all=known), *why_words(released))
    else:
        told.append(both("disclosure.told.nothing", all=known))
    return (*told, *_tables(released), *exception_words(released))


def why_words(released: Released) -> tuple[Bilingual, ...]:
    """Why anything is held back; nothing where nothing is."""
    hidden = any(not each.shown for each in released.listed)
    return (both("disclosure.told.why"),) if hidden else ()


def exception_words(released: Released) -> tuple[Bilingual, ...]:
    """Every exception that was used: for what, why, on whose word and when."""
    return tuple(_exception(each) for each in _used(released))


def audience_words(policy: Policy) -> tuple[Bilingual, ...]:
    """Who may see what under a policy, a sentence each."""
    return tuple(
        both(f"disclosure.told.audience.{name}", sees=both(f"disclosure.told.sees.{sees}"))
        for name, sees in policy.audiences
    )


def _tables(released: Released) -> Iterator[Bilingual]:
    """How many tables are not as they were counted."""
    treated = Counter(table.treatment for table in released.tables.values())
    for name in TREATED:
        if treated[name]:
            yield both(f"disclosure.told.{name}", number=treated[name])


def _used(released: Released) -> Iterator[RecordedException]:
    used = {each.exception for each in released.decisions if each.exception}
    return (each for each in released.exceptions if each.id in used)


def _exception(one: RecordedException) -> Bilingual:
    day = date.fromisoformat(one.date)
    return both(
        "disclosure.told.exception",
        title=one.title,
        reason=one.reason,
        approver=one.approver,
        date=Bilingual(*(long_date(day, language) for language in LANGUAGES)),
    )
