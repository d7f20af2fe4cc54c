"""The themes of answers in free text: how they were coded, and a table a question."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.language import number
from diogel.reports import Block, Prose, TableBlock
from diogel.surveys.sections.telling import Telling
from diogel.surveys.themes.compare_sheet import rounded
from diogel.surveys.themes.counting import CodedThemes


def themes(telling: Telling) -> tuple[Block, ...]:
    """Every question whose answers were coded; one sentence where none was."""
    found = telling.study.themes
    if not found:
        return (telling.prose("themes.report.none"),)
    blocks: list[Block] = [telling.prose("themes.report.intro")]
    for each in found:
        blocks += _question(telling, each)
    return tuple(blocks)


def _question(telling: Telling, each: CodedThemes) -> Iterator[Block]:
    table = telling.released.tables.get(each.table)
    if table is None or table.treatment == "withheld":
        label = telling.study.instrument.question(each.question).label
        yield telling.prose("themes.report.withheld", question=label)
        return
    yield TableBlock(table, 0, "count")
    # How many were coded is how many answered: it is said only where that may be said.
    if telling.shown(f"{each.question}.answered"):
        yield _agreement(telling, each)


def _agreement(telling: Telling, each: CodedThemes) -> Prose:
    """How far the two coders agreed, in one sentence without a percentage of few.

    The numbers are of the coding and not of respondents: how often the two differed tells
    nothing of who said what.
    """
    found, language = each.agreement, telling.language
    return telling.prose(
        "themes.report.agreement",
        kappa=rounded(found.kappa, language),
        alpha=rounded(found.alpha, language),
        answers=number(found.answers, language),
        version=each.codebook.version,
    )
