"""What is found of a place: findings as a list, with their charts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diogel.assessment.document_evidence import Finding, Shown
from diogel.assessment.document_remarks import said_once
from diogel.assessment.document_telling import Telling
from diogel.charts import describe_chart
from diogel.disclosure import ReleasedTable
from diogel.language import both
from diogel.reports import Block, ChartBlock, Notice, Prose, TableBlock

_DRAWN = ("whole", "collapsed", "suppressed")
_BRIEF = 3


def findings(telling: Telling, found: Iterable[Finding], place: str = "") -> tuple[Block, ...]:
    """Findings as a list; where there are none why not, or that there is no evidence."""
    found = tuple(found)
    if not found:
        why = telling.subject.evidence.absences.get(place)
        return (Notice(why[telling.language], "absent"),) if why else telling.nothing()
    told, remarks = said_once(found)
    lines = "\n".join(f"- {each.sentence[telling.language]}" for each in told)
    listed = Prose(lines, tuple(name for finding in found for name in finding.figures))
    return (listed, *(Prose(remark[telling.language]) for remark in remarks))


def cautions(telling: Telling) -> tuple[Block, ...]:
    """What must be known beside every number: old months, the same numbers as another area's.

    Nothing where there is no number to read with care.
    """
    evidence = telling.subject.evidence
    found = evidence.cautions if evidence.headlines else ()
    return tuple(Notice(each[telling.language], "caution") for each in found)


def headlines(telling: Telling) -> tuple[Block, ...]:
    """What belongs on the first page."""
    found = telling.subject.evidence.headlines
    return (*cautions(telling), *findings(telling, found, "headlines"))


def headlines_brief(telling: Telling) -> tuple[Block, ...]:
    """The weightiest of them in few words, for a page that must stay one page.

    What a special cause asks of the partnership is told to readers as what it means for them.
    """
    language, warned = telling.language, telling.subject.evidence.cautions_brief
    found, remarks = said_once(telling.subject.evidence.headlines[:_BRIEF], fewest=1)
    if not found:
        return findings(telling, found, "headlines")
    special, meaning = both("findings.once.special"), both("document.special-brief")
    said = [meaning if each == special else each for each in remarks]
    care = (Notice("\n\n".join(each[language] for each in warned), "caution"),)
    return (
        *(care if warned else ()),
        *findings(telling, found, "headlines"),
        Prose(" ".join(each[language] for each in said)),
    )


def tables(telling: Telling, place: str) -> tuple[Block, ...]:
    """The charts and tables of a place; nothing where there are none."""
    shown = (each for each in telling.subject.evidence.shown if each.place == place)
    return tuple(block for each in shown for block in shown_blocks(telling, each))


def shown_blocks(telling: Telling, shown: Shown) -> Iterator[Block]:
    """One chart, table or sentence among those shown."""
    if shown.table:
        table = telling.subject.evidence.released.tables[shown.table]
        yield from _chart(telling, shown, table)
        if not shown.alone:
            yield TableBlock(table, 0, shown.display)
    if shown.words[telling.language]:
        yield Prose(shown.words[telling.language])


def _chart(telling: Telling, shown: Shown, table: ReleasedTable) -> Iterator[Block]:
    """The chart of a table that is shown as the chart needs it."""
    drawn = table.treatment in _DRAWN if shown.marks is None else table.treatment == "whole"
    if not shown.chart or not drawn:
        return
    title = shown.title if shown.title.complete else table.table.title
    said = describe_chart(table, shown.marks, telling.language)
    kind = "stacked" if shown.chart == "stacked" else "bar"
    yield ChartBlock(table, 0, title[telling.language], said, kind, shown.marks)
