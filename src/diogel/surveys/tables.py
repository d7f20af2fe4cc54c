"""One wave's answers into figures and tables: everything that its report can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from diogel.core import Bilingual, Figure, Line, Status, Table, Tabulation
from diogel.language import both
from diogel.places import areas
from diogel.surveys.answers import Answers
from diogel.surveys.counting import (
    NO_RESPONSE,
    Counted,
    Row,
    count_question,
    count_text,
    count_three_states,
)
from diogel.surveys.instrument import Matrix, Question
from diogel.surveys.numbers import number_figures
from diogel.surveys.plan import Plan, TableTexts, Wanted
from diogel.surveys.route_bases import link_routes
from diogel.surveys.shares import Population, ranked, share

STATES = ("within", "outside", "not_identified")


class Unknown(KeyError):
    """A plan names something that the wave does not have."""


@dataclass
class Workings:
    """What counting one wave has made so far: cells, figures by id, tables, rows by question."""

    plan: Plan
    counted: Counted
    population: Population
    as_at: date
    figures: dict[str, Figure]
    tables: list[Table]
    cited: Mapping[str, Tabulation]
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """The wave's answers."""
        return self.counted.answers

    def add_share(self, cell_id: str) -> None:
        """Make the share of one counted cell."""
        cell = self.counted.cells[cell_id]
        self.figures[cell_id] = share(cell, self.counted, self.population, self.plan.wave)

    def rank_list(self, names: list[str]) -> None:
        """Give the figures of one list their ranks."""
        self.figures |= ranked(self.figures, names)

    def texts(self, table: str) -> TableTexts:
        """What the plan says of a table's wording."""
        return self.plan.tables.get(table, TableTexts())


def start(
    answers: Answers, plan: Plan, as_at: date, cited: Mapping[str, Tabulation] | None = None
) -> Workings:
    """Count every question of the instrument, without the plan's own figures.

    Questions of repeated groups are told of instances: they are not counted among responses.
    """
    once = answers.instrument.within("")
    size = len(areas(plan.frame.scheme, as_at=as_at)) if plan.frame.known else None
    work = Workings(plan, Counted(answers), Population(size), as_at, {}, [], cited or {})
    rows = work.rows = {
        q.id: count_question(work.counted, q)
        for q in once
        if q.choices and q.kind in ("single", "multi")
    }
    for question in once:
        if question.kind in ("text", "longtext"):
            count_text(work.counted, question)
    for wanted in plan.wanted:
        if wanted.kind == "three_state":
            _three_states(work, wanted)
    link_routes(work.counted)
    for cell_id in work.counted.cells:
        work.add_share(cell_id)
    for question in once:
        if question.id in rows and not question.matrix:
            _question_table(work, question, rows[question.id])
        if question.kind == "integer":
            work.figures |= number_figures(work.counted, question, plan.wave)
    for matrix in answers.instrument.matrices.values():
        _matrix_table(work, matrix, rows)
    for wanted in plan.wanted:
        if wanted.kind == "three_state":
            _three_state_table(work, wanted)
    return work


def line_of(row: Row) -> Line:
    """A question's row as a line of a table."""
    return Line(row.code, row.label, row.group)


def row_groups(work: Workings, rows: tuple[Row, ...]) -> dict[str, Bilingual]:
    """The labels of the coarser lines that some rows fall into."""
    known = work.answers.instrument.groups
    return {row.group: known.get(row.group, row.label) for row in rows if row.group}


def _question_table(work: Workings, question: Question, rows: tuple[Row, ...]) -> None:
    """One question down the page: its answers, counted."""
    ticks = question.kind == "multi"
    if ticks:
        work.rank_list([f"{question.id}.{row.code}" for row in rows if row.ranked])
    texts = work.texts(question.id)
    work.tables.append(
        Table(
            id=question.id,
            title=texts.title or question.label,
            row_heading=both("surveys.heading.answer"),
            rows=tuple(map(line_of, rows)),
            columns=(Line("count", both("surveys.heading.count")),),
            cells={(row.code, "count"): f"{question.id}.{row.code}" for row in rows},
            additive="" if ticks else "column",
            row_groups=row_groups(work, rows),
            bands=ticks,
            note=texts.note or Bilingual("", ""),
            chart=texts.chart,
        )
    )


def _matrix_table(work: Workings, matrix: Matrix, rows: Mapping[str, tuple[Row, ...]]) -> None:
    """A grid: its items down the page, their common answers across."""
    items = [q for q in work.answers.instrument.rows(matrix.id) if q.id in rows]
    if not items:
        return
    across = rows[items[0].id]
    for row in across:
        if row.ranked or row.code == NO_RESPONSE:
            work.rank_list([f"{item.id}.{row.code}" for item in items])
    texts = work.texts(matrix.id)
    work.tables.append(
        Table(
            id=matrix.id,
            title=texts.title or matrix.label,
            row_heading=both("surveys.heading.item"),
            rows=tuple(Line(item.id, item.label) for item in items),
            columns=tuple(map(line_of, across)),
            cells={
                (item.id, row.code): f"{item.id}.{row.code}"
                for item in items
                for row in rows[item.id]
            },
            additive="row",
            column_groups=row_groups(work, across),
            note=texts.note or Bilingual("", ""),
            chart=texts.chart,
        )
    )


def _three_states(work: Workings, wanted: Wanted) -> None:
    question = work.answers.instrument.question
    count_three_states(
        work.counted,
        wanted.id,
        question(wanted.settings["within"]),
        question(wanted.settings["outside"]),
        wanted.settings.get("other", "other"),
    )


def _three_state_table(work: Workings, wanted: Wanted) -> None:
    other = wanted.settings.get("other", "other")
    within = work.answers.instrument.question(wanted.settings["within"])
    themes = [c for c in within.choices if f"{wanted.id}.{c.code}.within" in work.figures]
    for state in STATES:
        work.rank_list([f"{wanted.id}.{c.code}.{state}" for c in themes if c.code != other])
    if f"{wanted.id}.{other}.within" in work.figures:
        blank = work.figures[f"{wanted.id}.{other}.within"].hidden()
        name = f"{wanted.id}.{other}.{STATES[-1]}"
        work.figures[name] = replace(blank, id=name, cell="", status=Status.NOT_APPLICABLE)
    groups = {"not_within": both("surveys.theme_state.not_within")}
    texts = work.texts(wanted.id)
    work.tables.append(
        Table(
            id=wanted.id,
            title=texts.title or wanted.label or within.label,
            row_heading=both("surveys.heading.theme"),
            rows=tuple(Line(c.code, c.label) for c in themes),
            columns=tuple(
                Line(s, both(f"surveys.theme_state.{s}"), "" if s == "within" else "not_within")
                for s in STATES
            ),
            cells={
                (c.code, state): f"{wanted.id}.{c.code}.{state}"
                for c in themes
                for state in STATES
                if f"{wanted.id}.{c.code}.{state}" in work.counted.cells
            },
            additive="row",
            column_groups=groups,
            note=texts.note or Bilingual("", ""),
            chart=texts.chart,
        )
    )


def finish(work: Workings) -> Tabulation:
    """The tabulation, each figure marked synthetic or not as the plan declares."""
    figures = {
        name: replace(figure, synthetic=not work.plan.is_published(name))
        for name, figure in work.figures.items()
    }
    return Tabulation(work.plan.wave, figures, tuple(work.tables))
