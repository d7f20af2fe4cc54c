"""SPSS files (.sav), through pyreadstat, which is installed only where it is wanted.

A variable has a name and a label (of 256 bytes at most), its values have labels, and some
values may be declared missing by the user. A value that has a label is read as its label.
A declared missing value with a label is read as that label ("Don't know" may be a choice, or
means unsure); without a label it is a blank. A multiple response set ties variables
together: in a set of dichotomies each variable is one option, ticked by the counted value; in
a set of categories each variable holds one of the ticked options.

Sources, read 22 November 2026: github.com/Roche/pyreadstat (issue 25 on multiple response
sets, issue 146 on missing ranges) and its reader's source for the keys of `mr_sets`;
github.com/WizardMac/ReadStat/issues/357 (a file whose sets cannot be read: its variables
are then columns like any other).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from diogel.core import Place, Problem, Refused
from diogel.files import Sheet
from diogel.surveys.imports.export import PERSONAL, TECHNICAL, Export, ExportColumn
from diogel.surveys.imports.kobo_odk import OWN as ODK_OWN
from diogel.surveys.imports.smart_survey import OWN as SURVEY_OWN
from diogel.surveys.imports.texts import comparable

MAGIC = (b"$FL2", b"$FL3")
MOST_BYTES = 50_000_000
TICK, NO_TICK = "1", "0"
# What a questionnaire of ours never asks, by the name that survey tools give the variable.
OWN = {name.replace(" ", ""): role for name, role in (SURVEY_OWN | ODK_OWN).items()} | {
    **dict.fromkeys(("id", "caseid", "case", "serial", "respid", "responseid"), TECHNICAL),
    **dict.fromkeys(("startdate", "enddate", "recordeddate", "ipaddress"), PERSONAL),
}


def is_spss(path: Path) -> bool:
    """Whether a file is an SPSS file, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(4) in MAGIC
    except OSError:
        return False


def read_spss(path: Path) -> Export:
    """The cases of an SPSS file; Refused when it, or the reader, is not there to be used."""
    place = Place(path.name)
    if path.stat().st_size > MOST_BYTES:
        raise Refused([Problem("file.too-large", place, "", f"{MOST_BYTES // 1_000_000} MB")])
    try:
        import pyreadstat
    except ImportError:
        raise Refused([Problem("import.spss-extra", place, "", "diogel[spss]")]) from None
    try:
        values, about = pyreadstat.read_sav(
            str(path), output_format="dict", user_missing=True, disable_datetime_conversion=False
        )
    except Exception:
        raise Refused([Problem("file.damaged", place)]) from None
    return from_variables(path.name, values, about)


def from_variables(file: str, values: Mapping[str, Sequence[Any]], about: Any) -> Export:
    """An export of what pyreadstat gives: values by variable, and its metadata."""
    names = list(about.column_names)
    sets = _sets(about)
    columns = tuple(
        _column(number, variable, about.column_names_to_labels.get(variable) or "", sets)
        for number, variable in enumerate(names, 1)
    )
    told = [
        [_told(variable, value, about, sets) for value in values[variable]] for variable in names
    ]
    cases = tuple(zip(*told, strict=True)) if told else ()
    sheet = Sheet("", (tuple(names), *cases), file)
    return Export("spss", sheet, columns, 2)


def _sets(about: Any) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """The multiple response set of each variable that is in one: its name and what it says."""
    found = dict[str, tuple[str, Mapping[str, Any]]]()
    for name, said in (getattr(about, "mr_sets", None) or {}).items():
        for variable in said.get("variable_list", ()):
            found[variable] = (name.lstrip("$"), said)
    return found


def _column(
    number: int, variable: str, label: str, sets: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> ExportColumn:
    role = OWN.get(comparable(variable).replace(" ", ""), "")
    texts = (variable, variable.replace("_", "/", 1), label) if label else (variable,)
    if variable not in sets:
        return ExportColumn(number, variable, texts, role=role)
    name, said = sets[variable]
    asked = (name, str(said.get("label") or ""), *texts)
    # Each variable of a set of categories holds any of the options, like a column of all.
    option = (label or variable) if _dichotomy(said) else ""
    return ExportColumn(number, variable, tuple(t for t in asked if t), option, role)


def _dichotomy(said: Mapping[str, Any]) -> bool:
    return bool(said.get("is_dichotomy")) or str(said.get("type", "")).upper().startswith("D")


def _told(
    variable: str,
    value: Any,
    about: Any,
    sets: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> str:
    """One value as the text of a cell; blank for a missing one."""
    if value is None or value != value:  # only a number that is none differs from itself
        return ""
    said = sets[variable][1] if variable in sets else None
    if said is not None and _dichotomy(said):
        return TICK if _number(value) == _number(said.get("counted_value")) else NO_TICK
    label = about.variable_value_labels.get(variable, {}).get(value)
    if label:
        return str(label).strip()
    return "" if _missing(value, about.missing_ranges.get(variable, ())) else _number(value)


def _missing(value: Any, ranges: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the user declared the value to be missing."""
    for limits in ranges:
        low, high = limits.get("lo"), limits.get("hi")
        if value in (low, high):
            return True
        numbers = all(isinstance(n, int | float) for n in (value, low, high))
        if numbers and low <= value <= high:
            return True
    return False


def _number(value: Any) -> str:
    """A value as text: whole numbers without a point, dates as 2021-09-10."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if value is not None else ""
