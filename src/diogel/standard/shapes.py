"""One function for each kind of definition: its fields into its frozen value.

Only `Fields` speaks of faults; what is returned for a faulty definition is never used, since
loading refuses as soon as there is one problem.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from diogel.core import Bilingual
from diogel.standard.definitions import (
    DIRECTIONS,
    DISCLOSURES,
    FREQUENCIES,
    GEOGRAPHIES,
    MEASURE_TYPES,
    PREVENTION,
    SOURCE_TYPES,
    STATUSES,
    Ask,
    Breakdown,
    Duty,
    Measure,
    OffenceGroup,
    PoliceType,
    Prescribed,
    RuleChange,
    Source,
    Supplier,
    Supply,
    Theme,
    ThemeList,
    Unit,
)
from diogel.standard.reading import Fields

NO_DAY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that a definition may name."""

    lists: Collection[str]
    themes: Collection[str]
    units: Collection[str]
    breakdowns: Collection[str]
    suppliers: Collection[str]
    prescribed: Collection[str]
    police_types: Collection[str]
    duties: Collection[str]


def read_source(fields: Fields, text: str = "source", flag: str = "unchecked") -> Source:
    """Where a fact was read; without a citation it must say that nobody checked it."""
    unchecked = fields.true(flag)
    return Source(fields.text(text, wanted=not unchecked), unchecked)


def read_unit(fields: Fields, _: Known) -> Unit:
    """A unit."""
    return Unit(fields.code("code"), fields.bilingual("name"))


def read_breakdown(fields: Fields, _: Known) -> Breakdown:
    """Something to break down by."""
    return Breakdown(fields.code("code"), fields.bilingual("name"))


def read_list(fields: Fields, _: Known) -> ThemeList:
    """A list of themes that somebody published."""
    return ThemeList(fields.code("code"), fields.bilingual("name"), read_source(fields))


def read_theme(fields: Fields, known: Known) -> Theme:
    """A theme, with its name in each list."""
    named = {}
    for item in fields.items("named"):
        code = item.one_of("list", known.lists)
        named[code] = (item.whole("number", minimum=1), item.bilingual("name"))
        item.finish()
    return Theme(
        code=fields.code("code"),
        name=fields.bilingual("name"),
        meaning=fields.bilingual("meaning"),
        within=fields.one_of("within", known.themes, wanted=False),
        named=named,
        only_police=fields.bilingual("only-police", wanted=False),
        no_measure=fields.bilingual("no-measure", wanted=False),
    )


def read_supplier(fields: Fields, _: Known) -> Supplier:
    """A kind of supplier."""
    return Supplier(
        code=fields.code("code"),
        name=fields.bilingual("name"),
        source_type=fields.one_of("source-type", SOURCE_TYPES),
        areas=fields.one_of("areas", GEOGRAPHIES),
        devolved=fields.either("devolved"),
        note=fields.bilingual("note"),
    )


def read_prescribed(fields: Fields, known: Known, duty: str) -> Prescribed:
    """One item that a duty prescribes."""
    return Prescribed(
        code=fields.code("code"),
        duty=duty,
        supplier=fields.one_of("supplier", known.suppliers),
        text=fields.bilingual("text"),
        frequency=fields.one_of("frequency", FREQUENCIES),
        source=read_source(fields),
    )


def read_ask(fields: Fields, known: Known) -> Ask:
    """One thing that a duty asks of an assessment."""
    ask = Ask(
        code=fields.code("code"),
        text=fields.bilingual("text"),
        since=fields.day("since", wanted=False),
        until=fields.day("until", wanted=False),
        themes=fields.many_of("themes", known.themes),
        note=fields.bilingual("note", wanted=False),
        source=read_source(fields),
    )
    if ask.since and ask.until and ask.until < ask.since:
        fields.problem("days-reversed", "until", ask.until, str(ask.since))
    fields.finish()
    return ask


def _asks(fields: Fields, known: Known) -> tuple[Ask, ...]:
    asks: dict[str, Ask] = {}
    for item in fields.items("ask"):
        ask = read_ask(item, known)
        if ask.code in asks:
            item.problem("code-repeated", "code", ask.code)
        asks[ask.code] = ask
    return tuple(asks.values())


def read_duty(fields: Fields, known: Known) -> Duty:
    """A duty, without its prescribed items."""
    duty = Duty(
        code=fields.code("code"),
        title=fields.bilingual("title"),
        meaning=fields.bilingual("meaning"),
        law=fields.text("law"),
        status=fields.one_of("status", STATUSES),
        made=fields.day("made", wanted=False),
        in_force=fields.day("in-force", wanted=False),
        ended=fields.day("ended", wanted=False),
        not_before=fields.day("not-before", wanted=False),
        day_note=fields.bilingual("day-note", wanted=False),
        themes=fields.many_of("themes", known.themes, wanted=True),
        authorities=fields.many_of("authorities", known.suppliers),
        source=read_source(fields),
        asks=_asks(fields, known),
    )
    if duty.in_force and duty.ended and duty.ended < duty.in_force:
        fields.problem("days-reversed", "ended", duty.ended, str(duty.in_force))
    if duty.in_force is None and duty.status == "in-force" and not duty.day_note.en:
        fields.problem("day-unsaid", "in-force")
    return duty


def read_police_type(fields: Fields, known: Known) -> PoliceType:
    """A category of police.uk."""
    return PoliceType(
        label=fields.text("label"),
        slug=fields.code("slug"),
        name=fields.bilingual("name"),
        measure=fields.text("measure", wanted=False),
        themes=fields.many_of("themes", known.themes, wanted=True),
        recorded_crime=fields.true("recorded-crime", wanted=True),
        groups=fields.many("groups"),
        subgroups=fields.many("subgroups"),
        until=fields.text("until", wanted=False),
        became=fields.many_of("became", known.police_types),
        source=read_source(fields),
    )


def read_offence_group(fields: Fields, known: Known) -> OffenceGroup:
    """A group of offences of the Home Office."""
    return OffenceGroup(
        code=fields.code("code"),
        label=fields.text("label"),
        name=fields.bilingual("name"),
        also=fields.many("also"),
        themes=fields.many_of("themes", known.themes, wanted=True),
        police_types=fields.many_of("police-types", known.police_types),
        note=fields.bilingual("note", wanted=False),
    )


def read_measure(fields: Fields, known: Known) -> Measure:
    """A measure."""
    code = fields.code("code")
    measure = Measure(
        code=code,
        title=fields.bilingual("title"),
        why=fields.bilingual("why"),
        numerator=fields.bilingual("numerator"),
        denominator=fields.bilingual("denominator", wanted=False),
        themes=fields.many_of("themes", known.themes, wanted=True),
        unit=fields.one_of("unit", known.units),
        measure_type=fields.one_of("type", MEASURE_TYPES),
        direction=fields.one_of("direction", DIRECTIONS),
        prevention=fields.one_of("prevention", PREVENTION),
        source=fields.bilingual("source"),
        source_type=fields.one_of("source-type", SOURCE_TYPES),
        licence=fields.text("licence"),
        lowest_geography=fields.one_of("lowest-geography", GEOGRAPHIES),
        disclosure=fields.one_of("disclosure", DISCLOSURES),
        facts=read_source(fields, "facts-from", "facts-unchecked"),
        author=fields.text("author"),
        checker=fields.text("checker", wanted=False),
        checked=fields.day("checked", wanted=False),
        next_review=fields.day("next-review") or NO_DAY,
        supplies=tuple(_supply(item, known, code) for item in fields.items("supply", wanted=True)),
        changes=tuple(_change(item) for item in fields.items("change")),
        cautions=tuple(_caution(item) for item in fields.items("caution")),
        how_to_supply=fields.bilingual("how-to-supply", wanted=False),
        breakdowns=fields.many_of("breakdowns", known.breakdowns),
        police_type=fields.one_of("police-type", known.police_types, wanted=False),
    )
    _check_measure(fields, measure)
    return measure


def _check_measure(fields: Fields, measure: Measure) -> None:
    """What one field alone cannot show."""
    if bool(measure.checker) != bool(measure.checked):
        fields.problem("checker-and-day", "checker")
    if measure.checked and measure.next_review <= measure.checked:
        fields.problem("days-reversed", "next-review", measure.next_review, str(measure.checked))
    if measure.measure_type in ("rate", "percent") and not measure.denominator.en:
        fields.problem("field-missing", "denominator")


def _supply(fields: Fields, known: Known, measure: str) -> Supply:
    supply = Supply(
        measure=measure,
        supplier=fields.one_of("supplier", known.suppliers),
        frequency=fields.one_of("every", FREQUENCIES),
        lag_days=fields.whole("lag-days"),
        prescribed=fields.many_of("prescribed", known.prescribed),
    )
    fields.finish()
    return supply


def _change(fields: Fields) -> RuleChange:
    change = RuleChange(
        day=fields.day("day") or NO_DAY,
        what=fields.bilingual("what"),
        comparable=fields.true("comparable", wanted=True),
        source=read_source(fields),
    )
    fields.finish()
    return change


def _caution(fields: Fields) -> Bilingual:
    text = Bilingual(fields.text("en"), fields.text("cy"))
    fields.finish()
    return text
