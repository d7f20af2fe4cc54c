"""The workbooks that partners are asked to fill in, from what a person types."""

from __future__ import annotations

from pathlib import Path

from diogel.core import Grain, Language, Period, Place, Problem, Refused, months_between
from diogel.places import Scheme, areas, resolve
from diogel.standard import suppliers
from diogel.standard.templates import write_template

MOST_MONTHS = 24


def make_template(kind: str, wanted: str, months: str, language: Language, folder: Path) -> Path:
    """Write the workbook of one kind of supplier.

    Parameters
    ----------
    kind : str
        Code of a kind of supplier: "fire".
    wanted : str
        Authorities by code or name in either language, with commas; empty for all 22.
    months : str
        "2026-04", or "2026-04..2026-06".
    folder : Path
        Where to write it; the name is made from the rest.

    Raises
    ------
    Refused
        With everything that cannot be understood, and the nearest that can.
    """
    problems: list[Problem] = []
    known = [supplier.code for supplier in suppliers()]
    if kind not in known:
        problems.append(Problem("template.supplier", Place(), kind, ", ".join(known)))
    codes = _areas(wanted, problems)
    asked = _months(months, problems)
    if problems:
        raise Refused(problems)
    path = folder / f"{kind}-{asked[0]}{f'-{asked[-1]}' if len(asked) > 1 else ''}.{language}.xlsx"
    if path.exists():
        # It may be filled in: what a partner typed is never written over.
        raise Refused([Problem("template.there", Place(path.name), str(folder))])
    folder.mkdir(parents=True, exist_ok=True)
    write_template(kind, codes, asked, language, path)
    return path


def _areas(wanted: str, problems: list[Problem]) -> tuple[str, ...]:
    if not wanted.strip():
        return tuple(area.code for area in areas(Scheme.LOCAL_AUTHORITY))
    codes = []
    for text in (part.strip() for part in wanted.split(",") if part.strip()):
        found = resolve(text)
        if found.code is None:
            near = ", ".join(f"{a.name.en} / {a.name.cy}" for a in found.suggestions)
            problems.append(Problem("template.area", Place(), text, near or "W06000015"))
        else:
            codes.append(found.code)
    return tuple(dict.fromkeys(codes))


def _months(text: str, problems: list[Problem]) -> tuple[Period, ...]:
    """The months of "2026-04" or "2026-04..2026-06"; a problem for anything else."""
    first, _, last = text.partition("..")
    try:
        ends = [Period.parse(part.strip()) for part in (first, last or first)]
    except ValueError:
        ends = []
    months = months_between(*ends) if len(ends) == 2 else ()
    if any(end.grain is not Grain.MONTH for end in ends) or not 0 < len(months) <= MOST_MONTHS:
        problems.append(Problem("template.months", Place(), text, "2026-04..2026-06"))
    return months
