"""The audit: everything that the deliveries tell of how far they can be trusted.

It judges what is held and corrects nothing. The day of the audit is part of its result: it is
given, or that of the latest delivery, and never the moment at which somebody happens to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from diogel.core import Bilingual, Grain, Period, Severity
from diogel.engine import Engine, col
from diogel.language import both
from diogel.quality.cells import Cell
from diogel.quality.completeness import Judgement
from diogel.quality.delivery_checks import Delivery, Expected, same_content, timeliness
from diogel.quality.evidence import Evidence, evidence_held
from diogel.quality.findings import Finding, in_order
from diogel.quality.gaps import late_partners
from diogel.quality.holdings import (
    Origin,
    cells_of,
    counted,
    deliveries,
    judged,
    last_day,
    origins,
    populations,
)
from diogel.quality.incident_facts import IncidentFacts, incident_facts
from diogel.quality.monthly_checks import completeness_findings, level_findings, repeated_files
from diogel.quality.naming import force_name
from diogel.quality.observing import TABLE, columns
from diogel.quality.official_totals import against_home_office
from diogel.quality.placing_checks import (
    Border,
    borders,
    outside_shares,
    unknown_areas,
    unplaced_shares,
    unreconciled,
)
from diogel.quality.population_checks import (
    Population,
    differing_versions,
    far_populations,
    no_population,
)
from diogel.quality.settings import Settings, load_settings
from diogel.quality.value_checks import (
    Value,
    copied_parents,
    repeated_values,
    sums_above_force,
    values_given_twice,
)
from diogel.standard import measures
from diogel.store import Store


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    day : date or None
        What was due by this day is looked for. None for a store without a delivery.
    settings : Settings
        What it was made under.
    releases : tuple of str
        The ids of the releases that hold.
    facts : IncidentFacts
        Counts over every incident that holds.
    judgements : tuple of Judgement
        A verdict on every month of every force.
    findings : tuple of Finding
        The gravest first.
    borders : tuple of Border
        Rows that lie elsewhere than in the area of the force that sent them.
    synthetic : bool
        True when any release that holds is invented.
    """

    day: date | None
    settings: Settings
    releases: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    facts: IncidentFacts
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    borders: tuple[Border, ...]
    synthetic: bool

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings of one code."""
        return tuple(finding for finding in self.findings if finding.code == code)

    def as_record(self) -> dict[str, object]:
        """The whole audit for other programs: plain values, codes, and both languages."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "settings": self.settings.id,
            "synthetic": self.synthetic,
            "releases": list(self.releases),
            "facts": self.facts.as_record(),
            "months": [_month_record(each) for each in self.judgements],
            "findings": [finding.as_record() for finding in self.findings],
            "borders": [
                {"force": b.force, "year": b.year, "area": b.area, "rows": b.rows}
                for b in self.borders
            ],
        }


def audit(
    store: Store,
    engine: Engine,
    as_at: datetime | None = None,
    *,
    day: date | None = None,
    settings: Settings | None = None,
    known: Evidence | None = None,
) -> Audit:
    """Judge everything that a store holds.

    Parameters
    ----------
    as_at : datetime, optional
        Look at the store as it stood at this moment; now, when it is not given.
    day : date, optional
        The day by which deliveries are due; by default that of `as_at`, or of the latest
        delivery. Give today's to learn what is late today.
    settings : Settings, optional
        By default those that come with Diogel.
    known : Evidence, optional
        What `evidence_held` gives, for a caller who has it.
    """
    chosen = settings or load_settings()
    by = day or last_day(store, as_at)
    cells = cells_of(engine, counted(engine, store, as_at))
    whence = origins(store, as_at)
    months = judged(cells, whence, chosen, by)
    facts = incident_facts(engine, store, as_at)
    held = deliveries(store, as_at)
    versions = populations(engine, store, as_at)
    values = _values(engine, store, as_at)
    found = [
        *completeness_findings(months),
        *_incident_findings(cells, facts, months, chosen),
        *_delivery_findings(held, whence, by, chosen),
        *_value_findings(values, chosen),
        *late_partners(known or evidence_held(engine, store, as_at, chosen), by, chosen),
        *_population_findings(versions, cells, values, chosen),
        *against_home_office(engine, store, cells, months, chosen, as_at),
    ]
    releases = store.releases(as_at=as_at)
    return Audit(
        day=by,
        settings=chosen,
        releases=tuple(release.id for release in releases),
        deliveries=held,
        facts=facts,
        judgements=months,
        findings=in_order(found),
        borders=borders(cells),
        synthetic=any(release.synthetic for release in releases),
    )


def _month_record(judgement: Judgement) -> dict[str, object]:
    return {
        "force": judgement.force,
        "month": str(judgement.month),
        "verdict": judgement.verdict.value,
        "rows": judgement.rows,
        "crimes": judgement.crimes,
        "expected": judgement.expected,
        "thin_below": judgement.lowest,
        "compared_months": judgement.witnesses,
        "absent_types": list(judgement.absent_types),
    }


def _incident_findings(
    cells: Sequence[Cell], facts: IncidentFacts, months: Sequence[Judgement], settings: Settings
) -> Iterator[Finding]:
    yield from repeated_files(cells, settings)
    yield from level_findings(cells, months, settings)
    yield from unplaced_shares(cells, settings)
    yield from outside_shares(cells, settings)
    yield from unknown_areas(cells)
    if facts.repeated_ids:
        slots = {"ids": facts.repeated_ids, "rows": facts.with_id - facts.ids}
        yield Finding("ids-repeated", Severity.NOTE, slots=slots)
    if facts.duplicates_with_id:
        slots = {"rows": facts.duplicates_with_id}
        yield Finding("id-rows-alike", Severity.LOOK, slots=slots)
    if facts.whole_row_duplicates:
        slots = {"rows": facts.whole_row_duplicates - facts.duplicates_with_id}
        yield Finding("whole-rows-alike", Severity.NOTE, slots=slots)
    if facts.crimes_without_id:
        slots = {"rows": facts.crimes_without_id}
        yield Finding("id-without", Severity.LOOK, slots=slots)
    if facts.asb_with_id:
        yield Finding("id-with-asb", Severity.LOOK, slots={"rows": facts.asb_with_id})


def _delivery_findings(
    held: Sequence[Delivery],
    whence: Mapping[tuple[str, Period], Origin],
    day: date | None,
    settings: Settings,
) -> Iterator[Finding]:
    yield from same_content(held)
    for each in held:
        yield from unreconciled(each.file, each.facts)
    if day is not None:
        yield from timeliness(_expected_street(whence, settings), day, settings)


def _expected_street(
    whence: Mapping[tuple[str, Period], Origin], settings: Settings
) -> Iterator[Expected]:
    """The monthly file of each force that ever sent one."""
    lag = settings.whole("calendar", "street_lag_days")
    for force in dict.fromkeys(force for force, _ in sorted(whence)):
        months = [month for slug, month in whence if slug == force]
        what = both("quality.street-files")
        yield Expected(what, force_name(force), force, Grain.MONTH, lag, months)


def _values(engine: Engine, store: Store, as_at: datetime | None) -> list[Value]:
    """The numbers that partners and others sent, without those that are not numbers."""
    names = {measure.code: measure.title for measure in measures()}
    frame = store.scan(engine, TABLE, as_at=as_at, columns=columns())
    wanted = ("measure_code", "measure_type", "breakdown", "period", "area_code", "value",
              "source_org")  # fmt: skip
    rows = engine.rows(frame.filter(~col("value").is_null()).select(*wanted))
    return [
        Value(
            measure=f"{code} ({type_}; {breakdown})",
            name=names.get(code) or Bilingual.same(code),
            period=period,
            area=area,
            value=float(value),
            who=who or "",
        )
        for code, type_, breakdown, period, area, value, who in sorted(rows, key=_whole)
    ]


def _whole(row: Sequence[object]) -> tuple[str, ...]:
    """An order of rows, whatever is blank in them."""
    return tuple(str(cell) for cell in row)


def _value_findings(values: Sequence[Value], settings: Settings) -> Iterator[Finding]:
    yield from repeated_values(values, settings)
    yield from copied_parents(values)
    yield from values_given_twice(values)
    yield from sums_above_force(v for v in values if "(count;" in v.measure)


def _population_findings(
    versions: Sequence[Population],
    cells: Sequence[Cell],
    values: Iterable[Value],
    settings: Settings,
) -> Iterator[Finding]:
    months = {cell.month for cell in cells}
    if months or any(True for _ in values):
        yield from no_population(versions)
    yield from far_populations(versions, months, settings)
    yield from differing_versions(versions, settings)
