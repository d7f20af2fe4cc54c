"""One question by an attribute of the respondents, each column with its own base."""

from __future__ import annotations

from diogel.core import Bilingual, Figure, Line, Table
from diogel.language import both
from diogel.places import Scheme, areas, memberships
from diogel.surveys.counting import Cell, codes_given, rows_of
from diogel.surveys.plan import Wanted
from diogel.surveys.shares import share
from diogel.surveys.tables import Unknown, Workings, row_groups

Column = tuple[str, Bilingual, frozenset[str]]


def crosstab(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The answers to `question`, for each category of `by`.

    `by` is a single-answer question, or "places:<scheme>" for the areas that a response
    lies in. A joint response across two areas is in both columns, so columns by place may
    add up to more than the responses.
    """
    name = wanted.settings["question"]
    if name not in work.answers.instrument:
        raise Unknown(name)
    question = work.answers.instrument.question(name)
    columns = columns_by(work, wanted.settings["by"])
    given = {r.id: codes_given(work.answers, r, question) for r in work.counted.live}
    rows = rows_of(question)
    base = work.counted.cells[f"{name}.{rows[0].code}"]
    by = wanted.settings["by"]
    made: dict[str, Figure] = {}
    for code, _, members in columns:
        told = [part for part in (column_cell(work, by, code), base.within) if part]
        for row in rows:
            cell = Cell(
                id=f"{wanted.id}.{row.code}.{code}",
                label=row.label,
                who=frozenset(r for r in members & base.of if row.code in given[r]),
                of=members & base.of,
                base=base.base,
                sensitive=base.sensitive,
                family="" if question.kind == "multi" else f"{wanted.id}.{code}",
                question=f"{name}+{by}",
                within="+".join(told),
            )
            work.counted.cells[cell.id] = cell
            made[cell.id] = share(cell, work.counted, work.population, work.plan.wave)
    work.tables.append(
        Table(
            id=wanted.id,
            title=wanted.label or question.label,
            row_heading=both("surveys.heading.answer"),
            rows=tuple(Line(row.code, row.label, row.group) for row in rows),
            columns=tuple(Line(code, label) for code, label, _ in columns),
            cells={
                (row.code, code): f"{wanted.id}.{row.code}.{code}"
                for row in rows
                for code, _, _ in columns
            },
            additive="column",
            row_groups=row_groups(work, rows),
            bands=False,
        )
    )
    return made


def column_cell(work: Workings, by: str, code: str) -> str:
    """The cell of the answers that a column is; empty for a column by place."""
    cell = work.counted.cells.get(f"{by}.{code}")
    return cell.shown if cell else ""


def columns_by(work: Workings, by: str) -> list[Column]:
    """The categories of an attribute: code, label, and the responses in each."""
    if by.startswith("places:"):
        return _place_columns(work, by.removeprefix("places:"))
    if by not in work.answers.instrument:
        raise Unknown(by)
    attribute = work.answers.instrument.question(by)
    return [
        (
            choice.code,
            choice.label,
            frozenset(
                r.id
                for r in work.counted.live
                if choice.code in codes_given(work.answers, r, attribute)
            ),
        )
        for choice in attribute.choices
    ]


def _place_columns(work: Workings, scheme: str) -> list[Column]:
    if scheme not in set(Scheme):
        raise Unknown(f"places:{scheme}")
    found = areas(scheme, as_at=work.as_at)
    lies_in = {
        r.id: {
            area.code
            for authority in r.areas
            if (area := memberships(authority, as_at=work.as_at).get(Scheme(scheme)))
        }
        for r in work.counted.live
    }
    return [
        (area.code, area.name, frozenset(r for r, codes in lies_in.items() if area.code in codes))
        for area in found
    ]
