"""The sources that an area's numbers rest on: whose, which months, when received, how far to trust.

Only those of the area itself: its forces, the partners that gave numbers of it, the versions of
population and deprivation that its figures name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from diogel.assessment.document_evidence import SourceUsed
from diogel.assessment.findings_saying import in_both, joined
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import around, each_once, joined_names
from diogel.core import Bilingual, Grain, Period
from diogel.indicators import Series, edition_said, periods_said
from diogel.language import both, long_date, number
from diogel.places import area as area_of
from diogel.places import forces
from diogel.quality import Judgement, Need, State, Verdict
from diogel.standard import measure as measure_of
from diogel.standard import suppliers
from diogel.store import Release

POLICE_UK = "police.uk"
_DAMAGED = (Verdict.THIN, Verdict.QUARANTINED)
_ABOUT_FORCE = ("unplaced-share", "outside-share")


def sources_of(known: Known) -> tuple[SourceUsed, ...]:
    """Every source of the area's numbers, the police's files first."""
    return (
        *_street(known),
        *_partners(known),
        *_recorded(known),
        *_populations(known),
        *_deprivation(known),
    )


def police_forces(known: Known) -> tuple[str, ...]:
    """The slugs of the area's forces whose files its numbers are counted from."""
    used = any(each.series.source == POLICE_UK for each in known.indicators.measures.values())
    slugs = {each.code: each.slug for each in forces(welsh=True)}
    return tuple(slugs[code] for code in known.area.forces if used and code in slugs)


def _street(known: Known) -> Iterator[SourceUsed]:
    """The files of each of the area's forces."""
    audit = known.background.audit
    codes = {each.slug: each.code for each in forces(welsh=True)}
    for slug in police_forces(known):
        months = [each for each in audit.judgements if each.force == slug] if audit else []
        own = _deliveries(known, "street", {"force": slug})
        yield SourceUsed(
            name=both("evidence.source.street"),
            supplier=area_of(codes[slug]).organisation,
            covers=_months(months) if months else both("evidence.not-audited"),
            received=_received(own),
            licence=_licence(own),
            trust=joined(tuple(_street_trust(known, slug, months, own))),
        )


def _months(months: Iterable[Judgement]) -> Bilingual:
    """Which months are whole, which came damaged, and which never came."""
    held = list(months)
    groups = {
        "whole": [each.month for each in held if each.counts],
        "damaged": [each.month for each in held if each.verdict in _DAMAGED],
        "missing": [each.month for each in held if each.verdict is Verdict.MISSING],
    }
    said = [
        both(f"evidence.months.{name}", months=periods_said(own))
        for name, own in groups.items()
        if own
    ]
    return joined(said)


def _street_trust(
    known: Known, slug: str, months: Iterable[Judgement], own: Iterable[Release]
) -> Iterator[Bilingual]:
    """What the audit says of a force's files, in short."""
    if any(release.synthetic for release in own):
        yield both("evidence.trust.invented")
    held = [each for each in months if each.verdict not in (Verdict.MISSING, Verdict.NOT_YET)]
    if held:
        whole = sum(each.counts for each in held)
        yield both("evidence.trust.months", whole=whole, held=len(held))
    unsure = [each.month for each in held if each.verdict is Verdict.NO_HISTORY]
    if unsure:
        yield both("evidence.trust.no-history", months=periods_said(unsure))
    audit = known.background.audit
    told = (f for f in audit.findings if f.subject == slug) if audit else ()
    yield from (each.sentence for each in told if each.code in _ABOUT_FORCE)
    yield both("evidence.trust.recorded-only")


def _partners(known: Known) -> Iterator[SourceUsed]:
    """What partners and others gave, a row for each of them and each length of period."""
    rows: dict[tuple[str, Grain], list[Series]] = {}
    for each in known.indicators.measures.values():
        for source in _suppliers(known, each.series):
            if source != POLICE_UK:
                rows.setdefault((source, each.series.grain), []).append(each.series)
    for (source, _), series in rows.items():
        own = _deliveries(known, "", {"source_org": source, "supplier": source}, source)
        measures = tuple(one.measure for one in series)
        yield SourceUsed(
            name=joined_names(measure_of(code).title for code in measures),
            supplier=_named(source, measures, own),
            covers=_periods(series),
            received=_received(own),
            licence=_licence(own),
            trust=joined(tuple(_partner_trust(known, measures, own))),
        )


def _named(source: str, measures: Iterable[str], own: Iterable[Release]) -> Bilingual:
    """An organisation by the name it goes by; an invented one by the kind that it stands for."""
    if not any(release.synthetic for release in own):
        return Bilingual.same(source)
    kinds = {each.code: each.name for each in suppliers()}
    codes = (supply.supplier for code in measures for supply in measure_of(code).supplies[:1])
    return joined_names(each_once(kinds[code] for code in codes))


def _suppliers(known: Known, series: Series) -> tuple[str, ...]:
    """Whose numbers a series is of: of a set's sum perhaps several organisations'."""
    if series.source:
        return (series.source,)
    members = (known.evidence.series.get((series.measure, c)) for c in known.area.authorities)
    return tuple(sorted({one.source for one in members if one is not None and one.source}))


def _periods(series: Iterable[Series]) -> Bilingual:
    """Which periods any of the measures has a number for, and which none of them has."""
    given: set[Period] = set()
    known: set[Period] = set()
    for one in series:
        given |= {point.period for point in one.given}
        known |= {point.period for point in one.points}
    said = []
    if given:
        said.append(both("evidence.months.given", months=periods_said(sorted(given))))
    if missing := sorted(known - given):
        said.append(both("evidence.months.missing", months=periods_said(missing)))
    return joined(said)


def _partner_trust(
    known: Known, measures: Iterable[str], own: Iterable[Release]
) -> Iterator[Bilingual]:
    if any(release.synthetic for release in own):
        yield both("evidence.trust.invented")
    needs = [need for need in _needs(known) if need.measure in set(measures)]
    late = [need for need in needs if need.state in (State.LATE, State.DRIED_UP)]
    if late:
        yield both("evidence.trust.late", periods=max(need.late for need in late))
    elif any(need.state is State.CURRENT for need in needs):
        yield both("evidence.trust.in-time")
    yield both("evidence.trust.supplied")


def _needs(known: Known) -> Iterator[Need]:
    gaps, wanted = known.background.gaps, around(known.area.authorities)
    yield from (need for need in (gaps.needs if gaps else ()) if need.area in wanted)


def _recorded(known: Known) -> Iterator[SourceUsed]:
    """Recorded crime by offence, where any of it is of this area."""
    wanted = around(known.area.authorities) - {"W92000004"}
    held = {code: rows for code, rows in known.evidence.recorded.items() if code in wanted}
    quarters = sorted({period for rows in held.values() for period, _ in rows})
    if not quarters:
        return
    own = _deliveries(known, "recorded-crime", {})
    yield SourceUsed(
        name=both("evidence.source.recorded"),
        supplier=both("evidence.supplier.home-office"),
        covers=both("evidence.months.given", months=periods_said(quarters)),
        received=_received(own),
        licence=_licence(own),
        trust=_official(own, "official"),
    )


def population_versions(known: Known) -> dict[str, date]:
    """The versions of the population that the area's figures name, with the day each counts."""
    found: dict[str, date] = {}
    for each in known.indicators.measures.values():
        bases = [each.level.basis, each.change.before.basis]
        if each.gradient is not None:
            bases.append(each.gradient.basis)
        for basis in bases:
            if basis.population and basis.population_day is not None:
                found[basis.population] = basis.population_day
    about = known.about
    for counted in (about.residents, about.homes, about.ages):
        if counted is not None:
            found[counted.version] = counted.day
    return dict(sorted(found.items()))


def _populations(known: Known) -> Iterator[SourceUsed]:
    for version, day in population_versions(known).items():
        own = _deliveries(known, "populations", {"version": version})
        said = Bilingual(long_date(day, "en"), long_date(day, "cy"))
        yield SourceUsed(
            name=both("evidence.source.population", version=edition_said(version)),
            supplier=both("evidence.supplier.ons"),
            covers=both("evidence.counts-day", day=said),
            received=_received(own),
            licence=_licence(own),
            trust=_official(own, "population"),
        )


def _deprivation(known: Known) -> Iterator[SourceUsed]:
    deprived = known.about.deprived
    if deprived is None:
        return
    own = _deliveries(known, "deprivation", {"version": deprived.version})
    yield SourceUsed(
        name=both("evidence.source.deprivation", version=edition_said(deprived.version)),
        supplier=both("evidence.supplier.welsh-government"),
        covers=both("evidence.small-areas", number=in_both(partial(number, deprived.small_areas))),
        received=_received(own),
        licence=_licence(own),
        trust=_official(own, "deprivation"),
    )


def _official(own: Iterable[Release], kind: str) -> Bilingual:
    """How far official numbers can be trusted; of invented ones only that they are."""
    invented = any(release.synthetic for release in own)
    return both(f"evidence.trust.{'invented' if invented else kind}")


def _deliveries(
    known: Known, dataset: str, wanted: Mapping[str, str], supplier: str = ""
) -> tuple[Release, ...]:
    """The releases that hold a slice of a dataset (of any) with one of these keys.

    Without keys every release of the dataset; with a supplier also those that it sent.
    """

    def holds(release: Release) -> bool:
        slices = [one for one in release.slices if dataset in ("", one.dataset)]
        if not wanted:
            return bool(slices)
        keyed = any(one.key.get(name) == value for one in slices for name, value in wanted.items())
        return keyed or bool(supplier and release.supplier == supplier)

    return tuple(each for each in known.background.releases if holds(each))


def _received(own: Iterable[Release]) -> date | None:
    return max((release.received_at.date() for release in own), default=None)


def _licence(own: Iterable[Release]) -> str:
    return "; ".join(sorted({release.licence for release in own if release.licence}))
