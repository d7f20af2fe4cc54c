"""The audit as a report: what is not counted and why, what wants a look, what is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from diogel.core import Base, Kind, Language, Period, Severity
from diogel.language import both, long_date, month_range, number
from diogel.quality.audit import Audit
from diogel.quality.completeness import Judgement, Verdict
from diogel.quality.documents import (
    Report,
    Telling,
    day_or_refusal,
    plain,
    report_documents,
    write_report,
)
from diogel.quality.findings import Finding, Share
from diogel.quality.naming import force_name
from diogel.quality.placing_checks import ELSEWHERE
from diogel.quality.tabulating import Tabulating, lines
from diogel.reports import FORMATS, Block, Document, Heading, Written
from diogel.sources import all_sources

NAME = "audit"
_VERDICTS = (
    Verdict.COMPLETE,
    Verdict.THIN,
    Verdict.MISSING,
    Verdict.QUARANTINED,
    Verdict.NO_HISTORY,
    Verdict.NOT_YET,
)
_FACTS = (
    "rows",
    "with_id",
    "ids",
    "repeated_ids",
    "anti_social_behaviour",
    "welsh_lsoa",
    "english_lsoa",
    "without_lsoa",
    "whole_row_duplicates",
)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A finding with the id that its figures begin with."""

    id: str
    finding: Finding


def audit_documents(found: Audit) -> dict[Language, Document]:
    """The audit as a document in each language."""
    return report_documents(_report(found))


def make_audit_report(
    found: Audit,
    folder: Path,
    formats: Sequence[str] = FORMATS,
) -> dict[Language, Written]:
    """Write `audit.<language>.<format>` and the workbook of its tables into a folder.

    Refused when there is no delivery at all.
    """
    return write_report(_report(found), folder, formats)


def _report(found: Audit) -> Report:
    numbered = [_Numbered(f"F{at}", each) for at, each in enumerate(found.findings, start=1)]
    work = Tabulating(NAME, found.synthetic)
    _tabulate(found, numbered, work)
    return Report(
        name=NAME,
        day=day_or_refusal(found.day),
        released=work.released(),
        blocks=lambda telling: tuple(_blocks(found, numbered, telling)),
        synthetic=found.synthetic,
    )


def _tabulate(found: Audit, numbered: Sequence[_Numbered], work: Tabulating) -> None:
    for each in numbered:
        _finding_figures(each, work)
    severities = Counter(each.severity for each in found.findings)
    for severity in Severity:
        label = both(f"quality.severity.{severity.value}")
        work.figure(f"findings.{severity.value}", label, severities[severity])
    if found.judgements:
        _month_figures(found.judgements, work)
    if found.facts.rows:
        _fact_table(found, work)
    if found.borders:
        _border_table(found, work)


def _finding_figures(each: _Numbered, work: Tabulating) -> None:
    """A figure for every number that a finding says."""
    for name, slot in each.finding.slots.items():
        label = both(f"quality.code.{each.finding.code}")
        if isinstance(slot, Share):
            id_ = f"{each.id}.{name}"
            work.figure(id_, label, slot.part, slot.whole, kind=Kind.SHARE)
        elif isinstance(slot, int | float):
            work.figure(f"{each.id}.{name}", label, slot)


def _month_figures(judgements: Sequence[Judgement], work: Tabulating) -> None:
    """Months by force and verdict, and how many of those that came may be counted."""
    forces = list(dict.fromkeys(j.force for j in judgements))
    counts = Counter((j.force, j.verdict) for j in judgements)
    used = [v for v in _VERDICTS if any(counts[force, v] for force in forces)]
    totals = Counter(j.force for j in judgements)
    work.table(
        "months",
        both("quality.audit.months_title"),
        both("quality.force"),
        lines((force, force_name(force)) for force in forces),
        lines((v.value, both(f"quality.verdict.{v.value}")) for v in used),
        {(f, v.value): (counts[f, v], totals[f]) for f in forces for v in used},
        base=Base.EXPECTED,
        note=both("quality.audit.months_note"),
        additive="row",
        chart="stacked",
    )
    held = [j for j in judgements if j.rows is not None]
    label = both("quality.audit.counted")
    work.figure("months.counted", label, sum(j.counts for j in held), len(held), kind=Kind.SHARE)


def _fact_table(found: Audit, work: Tabulating) -> None:
    facts = found.facts.as_record()
    work.table(
        "facts",
        both("quality.audit.facts_title"),
        both("quality.audit.fact"),
        lines((name, both(f"quality.fact.{name}")) for name in _FACTS),
        lines([("n", both("quality.number"))]),
        {(name, "n"): (facts[name], None) for name in _FACTS},
        note=both("quality.audit.facts_note"),
    )


def _border_table(found: Audit, work: Tabulating) -> None:
    rows: Counter[tuple[str, str]] = Counter()
    for border in found.borders:
        where = "abroad" if border.area == ELSEWHERE else "neighbour"
        rows[border.force, where] += border.rows
    forces = sorted({border.force for border in found.borders})
    columns = ("neighbour", "abroad")
    work.table(
        "borders",
        both("quality.audit.borders_title"),
        both("quality.force"),
        lines((force, force_name(force)) for force in forces),
        lines((where, both(f"quality.audit.border_{where}")) for where in columns),
        {(f, where): (rows[f, where], None) for f in forces for where in columns},
        note=both("quality.audit.borders_note"),
    )


def _blocks(found: Audit, numbered: Sequence[_Numbered], telling: Telling) -> Iterator[Block]:
    yield telling.prose("quality.audit.about")
    yield telling.heading(1, "quality.audit.summary")
    if "months.counted" in telling.released.figures:
        yield telling.callout("months.counted", "quality.audit.counted_sentence")
    for severity in Severity:
        yield telling.callout(f"findings.{severity.value}", f"quality.severity.{severity.value}")
    yield from _finding_blocks(numbered, telling)
    if found.judgements:
        yield from _month_blocks(found.judgements, telling)
    yield from _row_blocks(found, telling)
    yield from _method(found, telling)


def _finding_blocks(numbered: Sequence[_Numbered], telling: Telling) -> Iterator[Block]:
    """The findings, the gravest first, those of one kind together under its name."""
    for severity in Severity:
        own = [each for each in numbered if each.finding.severity is severity]
        yield telling.heading(1, f"quality.audit.found_{severity.value}")
        yield telling.prose(f"quality.audit.about_{severity.value}")
        if not own:
            yield telling.prose("quality.audit.nothing")
        for code, same in groupby(own, key=lambda each: each.finding.code):
            title = telling.say(f"quality.code.{code}")
            yield Heading(2, title, f"{severity.value}-{code}")
            yield from (telling.finding(each.id, each.finding) for each in same)


def _month_blocks(judgements: Sequence[Judgement], telling: Telling) -> Iterator[Block]:
    yield telling.heading(1, "quality.audit.months")
    yield telling.prose("quality.audit.months_about")
    yield telling.chart("months", "quality.audit.months_title", "stacked")
    yield telling.table("months")
    yield telling.prose("quality.audit.grid_about")
    forces = list(dict.fromkeys(j.force for j in judgements))
    by_month: dict[Period, dict[str, Judgement]] = {}
    for judged in judgements:
        by_month.setdefault(judged.month, {})[judged.force] = judged
    rows = list(_grid(by_month, forces, telling))
    headings = [telling.say("quality.month"), *(force_name(f)[telling.language] for f in forces)]
    widths = (0.28, *((0.72 / len(forces),) * len(forces)))
    yield telling.words("quality.audit.grid_title", headings, rows, widths)


def _grid(
    by_month: Mapping[Period, Mapping[str, Judgement]], forces: Sequence[str], telling: Telling
) -> Iterator[tuple[str, ...]]:
    """A row for each month; months that look alike and hold nothing share one."""

    def alike(month: Period) -> tuple[str, ...]:
        found = tuple(_cell(by_month[month].get(force), telling) for force in forces)
        nothing = all(j.rows is None for j in by_month[month].values())
        return found if nothing else (str(month), *found)

    for key, months in groupby(sorted(by_month), key=alike):
        run = list(months)
        words = month_range(run[0].start, run[-1].start, telling.language)
        yield (words, *key[-len(forces) :])


def _cell(judged: Judgement | None, telling: Telling) -> str:
    """A verdict in words, with [x] where no number is given."""
    if judged is None:
        return "–"
    words = telling.say(f"quality.verdict.{judged.verdict.value}")
    return words if judged.counts or judged.verdict is Verdict.NOT_YET else f"{words} [x]"


def _row_blocks(found: Audit, telling: Telling) -> Iterator[Block]:
    yield telling.heading(1, "quality.audit.rows")
    if found.facts.rows:
        yield telling.table("facts")
    if found.borders:
        yield telling.table("borders")
    yield telling.heading(1, "quality.audit.deliveries")
    yield telling.prose("quality.audit.deliveries_about")
    yield telling.words(
        "quality.audit.deliveries_title",
        [
            telling.say(f"quality.audit.{name}")
            for name in ("release", "supplier", "received", "slices")
        ],
        list(_deliveries(found, telling)),
        (0.46, 0.2, 0.2, 0.14),
    )


def _deliveries(found: Audit, telling: Telling) -> Iterator[tuple[str, ...]]:
    """Each release that holds: who sent it, when it came, and in how many parts."""
    language = telling.language
    slices = Counter(each.release for each in found.deliveries)
    known = {each.release: each for each in found.deliveries}
    for release, each in known.items():
        received = long_date(each.received, language)
        count = number(slices[release], language)
        yield (release, _sender(each.supplier, telling), received, count)


def _sender(supplier: str, telling: Telling) -> str:
    """Who sent a release: a name, or the title of the published files that it is one of."""
    published = {one.code: one.title for one in all_sources()}
    if supplier in published:
        return published[supplier][telling.language]
    return supplier or telling.say("quality.audit.unknown")


def _method(found: Audit, telling: Telling) -> Iterator[Block]:
    """How it was judged: the settings by their values, so that a reader can object."""
    language, limits = telling.language, found.settings
    yield telling.heading(1, "quality.audit.method")
    yield telling.prose("quality.audit.method_day", day=_day(found, language))
    yield telling.prose(
        "quality.audit.method_thin",
        thin=number(limits.limit("completeness", "thin_below"), language),
        least=number(limits.whole("completeness", "least_history"), language),
        nearest=number(limits.whole("completeness", "nearest_months"), language),
        lag=number(limits.whole("calendar", "street_lag_days"), language),
    )
    yield telling.prose("quality.audit.method_values")
    yield telling.prose("quality.audit.method_settings", settings=plain(limits.id))
    yield telling.prose("quality.audit.method_held_back")


def _day(found: Audit, language: Language) -> str:
    return long_date(day_or_refusal(found.day), language)
