"""What an area is like as figures and tables: `<area>.profile.<name>`, all of them open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from diogel.core import Base, Bilingual, Figure, Kind, Line, Status, Table, Tabulation, Unit
from diogel.indicators.basis import NOTHING
from diogel.indicators.edition_names import edition_said
from diogel.indicators.figures import PUBLISHED
from diogel.indicators.profiles import Counted, Profile
from diogel.language import both, long_date
from diogel.places import area as area_of

PROFILE = "profile"
_WHOLE = "together"


def tabulate_profile(found: Profile) -> Tabulation:
    """The figures and tables of a profile, before disclosure control.

    Tables, where there is anything in them: `people` (authorities by residents, households and
    residents per square kilometre), `ages` and `deprivation`.
    """
    figures = {figure.id: figure for figure in _figures(found)}
    tables = (_people(found, figures), _ages(found, figures), _deprivation(found, figures))
    return Tabulation("", figures, tuple(table for table in tables if table.cells))


def _figures(found: Profile) -> Iterator[Figure]:
    yield from _counted(found, "residents", found.residents, Unit.PERSON, Base.RESIDENTS)
    yield from _counted(found, "households", found.homes, Unit.HOUSEHOLD, Base.HOUSEHOLDS)
    yield from _densities(found)
    yield from _age_figures(found)
    yield from _deprived_figures(found)
    for code, distance in found.near.items():
        yield _figure(
            found,
            f"distance.{code}",
            Kind.INDEX,
            distance,
            unit=Unit.AREA,
            base=Base.FRAME,
            detail=area_of(code).name,
        )


def _figure(
    found: Profile,
    name: str,
    kind: Kind,
    value: float | None,
    *,
    unit: Unit,
    base: Base,
    numerator: int | None = None,
    denominator: int | None = None,
    detail: Bilingual = NOTHING,
    note: Bilingual = NOTHING,
) -> Figure:
    head = name.split(".", maxsplit=1)[0]
    return Figure(
        f"{found.area.id}.{PROFILE}.{name}",
        both(f"profile.label.{head}", area=found.area.name, detail=detail),
        kind,
        unit,
        base,
        value,
        numerator=numerator,
        denominator=denominator,
        status=Status.NOT_AVAILABLE if value is None else Status.OBSERVED,
        disclosure=PUBLISHED,
        note=note,
    )


def _counted(
    found: Profile, name: str, counted: Counted | None, unit: Unit, base: Base
) -> Iterator[Figure]:
    """The number of all together, and of each authority of a set."""
    if counted is None:
        why = both(f"profile.reason.no-{name}")
        yield _figure(found, name, Kind.COUNT, None, unit=unit, base=base, note=why)
        return
    numbers = {"": counted.number}
    if len(counted.members) > 1:
        numbers |= {f".{code}": number for code, number in counted.members.items()}
    for suffix, number in numbers.items():
        yield _figure(
            found,
            f"{name}{suffix}",
            Kind.COUNT,
            number,
            unit=unit,
            base=base,
            numerator=round(number),
            detail=area_of(suffix[1:]).name if suffix else found.area.name,
            note=versioned(counted),
        )


def versioned(counted: Counted) -> Bilingual:
    """The version of the population and the day that it counts."""
    day = Bilingual(long_date(counted.day, "en"), long_date(counted.day, "cy"))
    return both("profile.note.version", version=edition_said(counted.version), day=day)


def _densities(found: Profile) -> Iterator[Figure]:
    """Residents per square kilometre, of all together and of each authority of a set."""
    land = found.square_km
    if found.residents is None or land is None:
        return
    people, parts = found.residents, {"": (found.residents.number, land)}
    if len(people.members) > 1:
        parts |= {f".{code}": (n, found.land[code]) for code, n in people.members.items()}
    for suffix, (number, size) in parts.items():
        yield _figure(
            found,
            f"density{suffix}",
            Kind.INDEX,
            number / size,
            unit=Unit.PERSON,
            base=Base.RESIDENTS,
            detail=area_of(suffix[1:]).name if suffix else found.area.name,
            note=versioned(people),
        )


def _age_figures(found: Profile) -> Iterator[Figure]:
    ages = found.ages
    if ages is None:
        return
    whole = ages.together
    counted = Counted(ages.version, ages.day, whole, {})
    for (first, last), number in ages.numbers.items():
        yield _figure(
            found,
            f"age.{first}",
            Kind.SHARE,
            number / whole,
            unit=Unit.PERSON,
            base=Base.RESIDENTS,
            numerator=round(number),
            denominator=round(whole),
            detail=age_words(first, last),
            note=versioned(counted),
        )


def age_words(first: int, last: int | None) -> Bilingual:
    """A band of age in words: "10 to 17", "65 and over"."""
    if last is None:
        return both("profile.age.open", first=first)
    return both("profile.age.band", first=first, last=last)


def _deprived_figures(found: Profile) -> Iterator[Figure]:
    deprived = found.deprived
    if deprived is None:
        return
    for percent, number in deprived.among.items():
        yield _figure(
            found,
            f"deprived.{percent}",
            Kind.SHARE,
            number / deprived.small_areas,
            unit=Unit.AREA,
            base=Base.SMALL_AREAS,
            numerator=number,
            denominator=deprived.small_areas,
            detail=Bilingual.same(str(percent)),
            note=both("profile.note.index", version=edition_said(deprived.version)),
        )


def _people(found: Profile, figures: Mapping[str, Figure]) -> Table:
    """A row for each authority, and one for all together where there are several."""
    codes = found.area.authorities
    rows = [Line(code, area_of(code).name) for code in codes] if len(codes) > 1 else []
    rows.append(Line(_WHOLE, found.area.name if not rows else both("profile.row.together")))
    ends = {row.code: "" if row.code == _WHOLE else f".{row.code}" for row in rows}
    columns = ("residents", "households", "density")
    cells = {
        (row, column): f"{found.area.id}.{PROFILE}.{column}{end}"
        for row, end in ends.items()
        for column in columns
    }
    return _table(found, "people", rows, columns, cells, figures)


def _ages(found: Profile, figures: Mapping[str, Figure]) -> Table:
    spans = found.ages.numbers if found.ages is not None else {}
    rows = [Line(str(first), age_words(first, last)) for first, last in spans]
    cells = {(row.code, "share"): f"{found.area.id}.{PROFILE}.age.{row.code}" for row in rows}
    return _table(found, "ages", rows, ("share",), cells, figures)


def _deprivation(found: Profile, figures: Mapping[str, Figure]) -> Table:
    among = found.deprived.among if found.deprived is not None else {}
    rows = [Line(str(p), both("profile.row.deprived", percent=p)) for p in among]
    cells = {
        (row.code, "small-areas"): f"{found.area.id}.{PROFILE}.deprived.{row.code}" for row in rows
    }
    return _table(found, "deprivation", rows, ("small-areas",), cells, figures)


def _table(
    found: Profile,
    name: str,
    rows: list[Line],
    columns: Iterable[str],
    cells: Mapping[tuple[str, str], str],
    figures: Mapping[str, Figure],
) -> Table:
    held = {pair: id_ for pair, id_ in cells.items() if id_ in figures}
    notes = [figures[id_].note for id_ in held.values() if figures[id_].note.complete]
    distinct = list(dict.fromkeys(notes))
    note = Bilingual(" ".join(n.en for n in distinct), " ".join(n.cy for n in distinct))
    return Table(
        id=f"{found.area.id}.{PROFILE}.{name}",
        title=both(f"profile.table.{name}", area=found.area.name),
        row_heading=both(f"profile.heading.{name}"),
        rows=tuple(rows),
        columns=tuple(Line(code, both(f"profile.column.{code}")) for code in columns),
        cells=held,
        bands=False,
        note=note,
        chart="bar" if name == "ages" else "",
    )
