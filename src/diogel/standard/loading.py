"""Loading the definition files of one or several folders into one checked whole.

The first folder is the standard's own; a workspace may add others of the same layout: lists in
`themes.toml`, `suppliers.toml`, `units.toml`, `breakdowns.toml` and `crosswalk.toml`, and one
file each in `measures/` and `duties/`. What is read first is known to what is read after, so a
workspace's measure may name a theme of the standard, and a code that is there already is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from diogel.core import Problem, Refused
from diogel.standard.definitions import (
    Breakdown,
    Crosswalk,
    Duty,
    Measure,
    OffenceGroup,
    PoliceType,
    Prescribed,
    Supplier,
    Supply,
    Theme,
    ThemeList,
    Unit,
)
from diogel.standard.reading import Fields, file_name, read_toml
from diogel.standard.shapes import (
    Known,
    read_breakdown,
    read_duty,
    read_list,
    read_measure,
    read_offence_group,
    read_police_type,
    read_prescribed,
    read_supplier,
    read_theme,
    read_unit,
)

OWN = Path(__file__).parent
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything that the definition files say, each list in the order of its files."""

    lists: tuple[ThemeList, ...]
    themes: tuple[Theme, ...]
    units: tuple[Unit, ...]
    breakdowns: tuple[Breakdown, ...]
    suppliers: tuple[Supplier, ...]
    duties: tuple[Duty, ...]
    prescribed: tuple[Prescribed, ...]
    measures: tuple[Measure, ...]
    crosswalk: Crosswalk


@dataclass
class _Gathering:
    """What has been read so far, by code, and every problem."""

    problems: list[Problem] = field(default_factory=list)
    lists: dict[str, ThemeList] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    breakdowns: dict[str, Breakdown] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    prescribed: dict[str, Prescribed] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    police_types: dict[str, PoliceType] = field(default_factory=dict)
    offence_groups: dict[str, OffenceGroup] = field(default_factory=dict)

    def known(self) -> Known:
        """The codes that a file may name."""
        return Known(
            lists=self.lists,
            themes=self.themes,
            units=self.units,
            breakdowns=self.breakdowns,
            suppliers=self.suppliers,
            prescribed=self.prescribed,
            police_types=self.police_types,
            duties=self.duties,
        )


def load_definitions(extra: Sequence[Path] = ()) -> Definitions:
    """The standard's definitions and those of other folders; Refused with every problem.

    Parameters
    ----------
    extra : sequence of Path
        Folders of the same layout, in the order in which they may build on each other. A
        folder or file that is not there adds nothing.
    """
    definitions, problems = read_definitions(extra)
    if problems:
        raise Refused(problems)
    return definitions


def read_definitions(extra: Sequence[Path] = ()) -> tuple[Definitions, tuple[Problem, ...]]:
    """What could be read, and every problem of it, for whoever wants to show both."""
    into = _Gathering()
    for number, folder in enumerate((OWN, *extra)):
        _read_folder(folder, into, "standard" if number == 0 else folder.name)
    return _whole(into), tuple(into.problems)


def _read_folder(folder: Path, into: _Gathering, origin: str) -> None:
    for name, readers in (
        ("units.toml", (("unit", read_unit, into.units),)),
        ("breakdowns.toml", (("breakdown", read_breakdown, into.breakdowns),)),
        ("themes.toml", (("list", read_list, into.lists), ("theme", read_theme, into.themes))),
        ("suppliers.toml", (("supplier", read_supplier, into.suppliers),)),
    ):
        _read_lists(folder / name, readers, into)
    _read_duties(sorted((folder / "duties").glob("*.toml")), into)
    _read_crosswalk(folder / "crosswalk.toml", into)
    _read_measures(sorted((folder / "measures").glob("*.toml")), into, origin)


def _read_lists(path: Path, readers: Iterable[tuple], into: _Gathering) -> None:  # type: ignore[type-arg]
    raw = read_toml(path, into.problems) if path.is_file() else None
    if raw is None:
        return
    fields = Fields(raw, file_name(path), into.problems)
    for name, reader, kept in readers:
        for item in fields.items(name):
            _keep(item, reader(item, into.known()), kept)
            item.finish()
    fields.finish()


def _read_crosswalk(path: Path, into: _Gathering) -> None:
    readers = (
        ("police-type", read_police_type, into.police_types),
        ("offence-group", read_offence_group, into.offence_groups),
    )
    _read_lists(path, readers, into)


def _read_duties(paths: Iterable[Path], into: _Gathering) -> None:
    for path in paths:
        fields = _opened(path, into)
        if fields is None:
            continue
        duty = read_duty(fields, into.known())
        _same_as_file(fields, duty.code, path)
        _keep(fields, duty, into.duties)
        for item in fields.items("prescribed"):
            _keep(item, read_prescribed(item, into.known(), duty.code), into.prescribed)
            item.finish()
        fields.finish()


def _read_measures(paths: Iterable[Path], into: _Gathering, origin: str) -> None:
    for path in paths:
        fields = _opened(path, into)
        if fields is None:
            continue
        measure = read_measure(fields, into.known())
        _same_as_file(fields, measure.code, path)
        _keep(fields, replace(measure, origin=origin), into.measures)
        fields.finish()


def _opened(path: Path, into: _Gathering) -> Fields | None:
    raw = read_toml(path, into.problems)
    return None if raw is None else Fields(raw, file_name(path), into.problems)


def _same_as_file(fields: Fields, code: str, path: Path) -> None:
    if code and code != path.stem:
        fields.problem("code-not-file", "code", code, path.stem)


def _keep(fields: Fields, item: T, kept: dict[str, T]) -> None:
    code = str(getattr(item, "code", "") or getattr(item, "label", ""))
    if code in kept:
        fields.problem("code-repeated", "code", code)
    else:
        kept[code] = item


def _whole(into: _Gathering) -> Definitions:
    supplies = _supplies(into.measures.values())
    suppliers = (
        replace(supplier, supplies=supplies.get(supplier.code, ()))
        for supplier in into.suppliers.values()
    )
    return Definitions(
        lists=tuple(into.lists.values()),
        themes=tuple(into.themes.values()),
        units=tuple(into.units.values()),
        breakdowns=tuple(into.breakdowns.values()),
        suppliers=tuple(suppliers),
        duties=tuple(into.duties.values()),
        prescribed=tuple(into.prescribed.values()),
        measures=tuple(into.measures.values()),
        crosswalk=Crosswalk(tuple(into.police_types.values()), tuple(into.offence_groups.values())),
    )


def _supplies(measures: Iterable[Measure]) -> Mapping[str, tuple[Supply, ...]]:
    found: dict[str, tuple[Supply, ...]] = {}
    for measure in measures:
        for supply in measure.supplies:
            found[supply.supplier] = (*found.get(supply.supplier, ()), supply)
    return found
