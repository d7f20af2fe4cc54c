"""The lists of codes that are published with the standard, as rows of text tables.

The columns of each list are those of its schema in `package/schemas`; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from diogel.core import Bilingual
from diogel.places import every_area
from diogel.standard.definitions import Duty, Measure, OffenceGroup, PoliceType, Source, Theme
from diogel.standard.links import links
from diogel.standard.loading import Definitions

Cell = str | int | None
Row = tuple[Cell, ...]


def code_list(name: str, definitions: Definitions) -> Iterator[Row]:
    """The rows of one list, without its headings; KeyError for an unknown one."""
    return _LISTS[name](definitions)


def _two(text: Bilingual) -> tuple[str, str]:
    return text.en, text.cy


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _source(source: Source) -> tuple[str, str]:
    return source.text, _yes(source.unchecked)


def _joined(codes: tuple[str, ...]) -> str:
    return ";".join(codes)


def _measure(measure: Measure) -> Row:
    return (
        measure.code,
        *_two(measure.title),
        *_two(measure.why),
        *_two(measure.numerator),
        *_two(measure.denominator),
        _joined(measure.themes),
        measure.unit,
        measure.measure_type,
        measure.direction,
        measure.prevention,
        *_two(measure.source),
        measure.source_type,
        measure.licence,
        measure.frequency,
        measure.lag_days,
        measure.lowest_geography,
        measure.disclosure,
        _joined(measure.breakdowns),
        measure.police_type,
        *_source(measure.facts),
        measure.author,
        measure.checker,
        _day(measure.checked),
        _day(measure.next_review),
    )


def _changes(definitions: Definitions) -> Iterator[Row]:
    for measure in definitions.measures:
        for change in sorted(measure.changes, key=lambda one: one.day):
            yield (
                measure.code,
                _day(change.day),
                *_two(change.what),
                _yes(change.comparable),
                *_source(change.source),
            )


def _supplies(definitions: Definitions) -> Iterator[Row]:
    for measure in definitions.measures:
        for supply in measure.supplies:
            yield (
                measure.code,
                supply.supplier,
                supply.frequency,
                supply.lag_days,
                _joined(supply.prescribed),
            )


def _theme(theme: Theme) -> Row:
    numbers = (theme.named.get(code) for code in ("wheel-2017", "workforce-2021", "since-2021"))
    return (
        theme.code,
        *_two(theme.name),
        *_two(theme.meaning),
        theme.within,
        *(named[0] if named else None for named in numbers),
    )


def _suppliers(definitions: Definitions) -> Iterator[Row]:
    for one in definitions.suppliers:
        yield (
            one.code,
            *_two(one.name),
            one.source_type,
            one.areas,
            _yes(one.devolved),
            *_two(one.note),
        )


def _duty(duty: Duty) -> Row:
    return (
        duty.code,
        *_two(duty.title),
        *_two(duty.meaning),
        duty.law,
        duty.status,
        _day(duty.made),
        _day(duty.in_force),
        _day(duty.not_before),
        _day(duty.ended),
        *_two(duty.day_note),
        _joined(duty.themes),
        _joined(duty.authorities),
        *_source(duty.source),
    )


def _prescribed(definitions: Definitions) -> Iterator[Row]:
    for item in definitions.prescribed:
        yield (
            item.code,
            item.duty,
            item.supplier,
            *_two(item.text),
            item.frequency,
            *_source(item.source),
        )


def _police_type(one: PoliceType) -> Row:
    return (
        one.label,
        one.slug,
        *_two(one.name),
        one.measure,
        _yes(one.recorded_crime),
        _joined(one.groups),
        _joined(one.subgroups),
        one.until,
        _joined(one.became),
        *_source(one.source),
    )


def _offence_group(one: OffenceGroup) -> Row:
    return (
        one.code,
        one.label,
        *_two(one.name),
        _joined(one.also),
        _joined(one.police_types),
        *_two(one.note),
    )


def _crosswalk(definitions: Definitions) -> Iterator[Row]:
    for link in links(definitions):
        yield (link.theme, link.kind, link.code, *_two(link.name))


def _areas(_: Definitions) -> Iterator[Row]:
    for one in every_area():
        yield (
            one.code,
            one.scheme.value,
            *_two(one.name),
            _day(one.valid_from),
            _day(one.valid_to),
        )


_LISTS: Mapping[str, Callable[[Definitions], Iterator[Row]]] = {
    "measures": lambda definitions: map(_measure, definitions.measures),
    "measure_changes": _changes,
    "measure_supplies": _supplies,
    "themes": lambda definitions: map(_theme, definitions.themes),
    "units": lambda definitions: ((u.code, *_two(u.name)) for u in definitions.units),
    "suppliers": _suppliers,
    "duties": lambda definitions: map(_duty, definitions.duties),
    "prescribed_items": _prescribed,
    "police_types": lambda definitions: map(_police_type, definitions.crosswalk.police_types),
    "offence_groups": lambda definitions: map(_offence_group, definitions.crosswalk.offence_groups),
    "crosswalk": _crosswalk,
    "areas": _areas,
    "breakdowns": lambda definitions: ((b.code, *_two(b.name)) for b in definitions.breakdowns),
}
