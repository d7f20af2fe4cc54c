"""Plain factories of figures, tables and tabulations for the tests of disclosure and after."""

from __future__ import annotations

import csv
from pathlib import Path

from diogel.core import Base, Bilingual, Figure, Kind, Line, Table, Tabulation, Unit

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
APPENDIX = SHARED / "data" / "oracles" / "appendix2_workforce_2021.csv"
STATES = ("within", "outside", "not_identified")


def text(words: str) -> Bilingual:
    return Bilingual(words, f"cy {words}")


def share(name: str, count: int, of: int = 15, **more: object) -> Figure:
    given: dict[str, object] = {
        "id": name,
        "label": text(name),
        "kind": Kind.SHARE,
        "unit": Unit.RESPONSE,
        "base": Base.ALL,
        "value": count / of if of else 0.0,
        "numerator": count,
        "denominator": of,
        "wave": "test-2021",
    }
    return Figure(**{**given, **more})  # type: ignore[arg-type]


def mean(name: str, contributors: tuple[float, ...], **more: object) -> Figure:
    given: dict[str, object] = {
        "kind": Kind.MEAN,
        "unit": Unit.STAFF,
        "base": Base.VALID,
        "value": sum(contributors) / len(contributors),
        "numerator": int(sum(contributors)),
        "denominator": len(contributors),
        "contributors": contributors,
    }
    return share(name, 1, 1, **{**given, **more})


def single_choice(
    name: str,
    counts: dict[str, int],
    base: int = 15,
    groups: dict[str, str] | None = None,
    **more: object,
) -> tuple[dict[str, Figure], Table]:
    """One question, one option an answer: rows add up to the base."""
    figures = {
        f"{name}.{code}": share(f"{name}.{code}", count, base, family=name, source=name, **more)
        for code, count in counts.items()
    }
    groups = groups or {}
    table = Table(
        id=name,
        title=text(name),
        row_heading=text("answer"),
        rows=tuple(Line(code, text(code), groups.get(code, "")) for code in counts),
        columns=(Line("n", text("responses")),),
        cells={(code, "n"): f"{name}.{code}" for code in counts},
        additive="column",
        row_groups={group: text(group) for group in groups.values()},
        bands=False,
    )
    return figures, table


def ticks(
    name: str, counts: dict[str, int], base: int = 19, bands: bool = True, **more: object
) -> tuple[dict[str, Figure], Table]:
    """One question, any number of ticks: nothing adds up."""
    figures, table = single_choice(name, counts, base, **more)
    figures = {k: share(k, counts[k.split(".")[1]], base, source=name, **more) for k in figures}
    return figures, Table(
        id=name,
        title=table.title,
        row_heading=table.row_heading,
        rows=table.rows,
        columns=table.columns,
        cells=table.cells,
        bands=bands,
        chart="bar",
    )


def tabulation(*parts: tuple[dict[str, Figure], Table] | Figure) -> Tabulation:
    figures: dict[str, Figure] = {}
    tables = []
    for part in parts:
        if isinstance(part, Figure):
            figures[part.id] = part
        else:
            figures.update(part[0])
            tables.append(part[1])
    return Tabulation("test-2021", figures, tuple(tables))


def appendix() -> Tabulation:
    """The theme table of the workforce survey, 2021: 18 themes, three states, 15 responses."""
    with APPENDIX.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["theme"] != "Other"]
    figures, cells, lines = {}, {}, []
    for row in rows:
        code = f"t{row['row']}"
        lines.append(Line(code, text(row["theme"])))
        for state in STATES:
            column = f"{state}_team" if state != "not_identified" else state
            name = f"W17.{code}.{state}"
            figures[name] = share(name, int(row[column]), family=f"W17.{code}", source="W17")
            cells[code, state] = name
    columns = (
        Line("within", text("within")),
        Line("outside", text("outside"), "not_within"),
        Line("not_identified", text("not identified"), "not_within"),
    )
    table = Table(
        id="W17",
        title=text("Themes"),
        row_heading=text("theme"),
        rows=tuple(lines),
        columns=columns,
        cells=cells,
        additive="row",
        column_groups={"not_within": text("not within")},
        chart="stacked",
    )
    return Tabulation("workforce-2021", figures, (table,))
