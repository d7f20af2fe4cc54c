"""Indicators: what makes a question of this wave the same as one of the wave before."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.form_tables import heading
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.rules import shortened
from diogel.surveys.suggestions import folded

ENGLISH = heading("label", "en")


def check_indicators(form: Questionnaire) -> Iterator[Problem]:
    """Two questions of one form with one indicator: which would be compared?"""
    seen = dict[str, Item]()
    for item in form.asked:
        indicator = item.row["indicator"]
        if not indicator:
            continue
        if len(indicator.split()) > 1:
            yield item.row.problem(
                "form.bad-indicator", "indicator", indicator, "_".join(indicator.split())
            )
        first = seen.setdefault(indicator, item)
        if first is not item:
            yield item.row.problem("form.duplicate-indicator", "indicator", indicator, first.name)


def check_against(form: Questionnaire, previous: Questionnaire) -> Iterator[Problem]:
    """What changed since the wave before: breaks, renamed and dropped indicators."""
    before = _by_indicator(previous)
    now = _by_indicator(form)
    gone = {_wording(previous, item): name for name, item in before.items() if name not in now}
    for indicator, item in now.items():
        if indicator in before:
            yield from _breaks(form, item, previous, before[indicator])
        elif _wording(form, item) in gone:
            yield item.row.problem(
                "form.indicator-renamed",
                "indicator" if item.row["indicator"] else "name",
                indicator,
                gone.pop(_wording(form, item)),
                Severity.LOOK,
            )
    for indicator in gone.values():
        yield before[indicator].row.problem(
            "form.indicator-dropped", "indicator", indicator, "", Severity.NOTE
        )


def _by_indicator(form: Questionnaire) -> dict[str, Item]:
    found = dict[str, Item]()
    for item in form.asked:
        found.setdefault(item.row["indicator"] or item.name, item)
    return found


def _wording(form: Questionnaire, item: Item) -> tuple[str, str, tuple[str, ...]]:
    """What makes a question the same: its stem, its own words, and the codes of its choices."""
    grid = form.by_name.get(item.grid)
    stem = folded(grid.row[ENGLISH]) if grid else ""
    return stem, folded(item.row[ENGLISH]), form.codes(item.list_name)


def _breaks(
    form: Questionnaire, item: Item, previous: Questionnaire, before: Item
) -> Iterator[Problem]:
    """One indicator, but asked in another way: a break in the series."""
    stem, words, codes = _wording(form, item)
    old_stem, old_words, old_codes = _wording(previous, before)
    if (stem, words) != (old_stem, old_words):
        yield item.row.problem(
            "form.break-in-wording",
            ENGLISH,
            shortened(item.row[ENGLISH]),
            shortened(before.row[ENGLISH]),
            Severity.NOTE,
        )
    if item.kind != before.kind:
        yield item.row.problem(
            "form.break-in-type", "type", item.row["type"], before.row["type"], Severity.NOTE
        )
    elif codes != old_codes:
        changed = [code for code in (*codes, *old_codes) if (code in codes) != (code in old_codes)]
        told = ", ".join(changed[:12]) or ", ".join(old_codes[:12])
        yield item.row.problem(
            "form.break-in-choices", "type", item.row["type"], told, Severity.NOTE
        )
