"""Banner tables: many questions by many attributes at once, weighted when responses are.

One banner entry of a plan gives, for each question, a table of everybody and a table for
each attribute. They are tables of their own because disclosure control treats a table as a
whole: a small group in one attribute must not take the others with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diogel.core import Bilingual, Figure, Kind, Line, Place, Problem, Refused, Status, Table, Unit
from diogel.language import both
from diogel.places import Scheme, scheme_name
from diogel.statistics import Banner, significantly_higher, tabulate_banner
from diogel.surveys.banner_codes import Coded, Part, Positions, code_part, code_question
from diogel.surveys.counting import Cell
from diogel.surveys.crosstabs import columns_by
from diogel.surveys.instrument import Question
from diogel.surveys.plan import Wanted
from diogel.surveys.tables import Unknown, Workings, line_of, row_groups

TOTAL = "total"
MOST_COMPARED = 500
"""Up to so many responses, who is in each base is kept: among more, one in a base that
nobody else is in cannot be told from those who left a question out. [responses]"""
_PLACES = "places:"
_KINDS = ("single", "multi")


def banner(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """Figures `<id>.<question>.<row>.total` and `<id>.<question>.<row>.<by>.<column>`.

    Tables are `<id>.<question>` and `<id>.<question>.<by>`. An attribute of place is called
    `places-<scheme>` in these ids. A response that is in two columns (a joint response, an
    answer with several ticks) counts in both.
    """
    questions, by = _asked_for(work, wanted)
    at = Positions(work.counted)
    rule = wanted.settings.get("base", "valid")
    coded = [code_question(work.counted, at, question, rule) for question in questions]
    coded = [each for each in coded if each.cells]
    if not coded:
        return {}
    parts = [code_part(at, name, _label(work, name), columns_by(work, name)) for name in by]
    weighted = len(set(at.weights.tolist())) > 1
    sums = tabulate_banner(
        [array for each in coded for array in each.arrays],
        [size for each in coded for size in each.sizes],
        [entry for part in parts for entry in part.entries],
        at.weights if weighted else None,
    )
    made = _Making(work, wanted, sums, weighted)
    for rows, each in zip(_rows(coded, sums), coded, strict=True):
        made.question(each, rows, parts)
    return made.linked()


def _asked_for(work: Workings, wanted: Wanted) -> tuple[list[Question], list[str]]:
    """The questions and attributes of an entry; Unknown or Refused when they cannot be."""
    instrument, settings = work.answers.instrument, wanted.settings
    by = [settings["by"]] if isinstance(settings["by"], str) else list(settings["by"])
    if settings["questions"] == "all":
        counted = {cell.question for cell in work.counted.cells.values()}
        known = (q for q in instrument.questions if q.kind in _KINDS and q.id in counted)
        return [question for question in known if question.id not in by], by
    names = list(settings["questions"])
    for name in [*names, *(name for name in by if not name.startswith(_PLACES))]:
        if name not in instrument:
            raise Unknown(name)
    unfit = [name for name in names if instrument.question(name).kind not in _KINDS]
    unfit += [n for n in by if n in instrument and not instrument.question(n).choices]
    if unfit:
        place = Place(file="plan.toml", column=wanted.id)
        raise Refused(Problem("plan.not-choices", place, name) for name in unfit)
    return [instrument.question(name) for name in names], by


def _label(work: Workings, by: str) -> Bilingual:
    if by.startswith(_PLACES):
        scheme = by.removeprefix(_PLACES)
        if scheme not in set(Scheme):
            raise Unknown(by)
        return scheme_name(scheme)
    return work.answers.instrument.question(by).label


def _rows(coded: list[Coded], sums: Banner) -> Iterator[tuple[list[int], list[int]]]:
    """For each question, the banner's row of each of its rows, and the base's."""
    array = 0
    for each in coded:
        if each.single:
            first = int(sums.first_row[array])
            yield [first + row for row in range(len(each.cells))], [array] * len(each.cells)
        else:
            arrays = range(array, array + len(each.arrays))
            # The base is one and the same; summed in another order it differs in the last bit.
            yield [int(sums.first_row[number]) for number in arrays], [array] * len(arrays)
        array += len(each.arrays)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the banner: its place in the sums, and its code and label in tables."""

    at: int
    name: str
    code: str
    label: Bilingual
    members: frozenset[str] = frozenset()


class _Making:
    """The figures and tables of one banner being made."""

    def __init__(self, work: Workings, wanted: Wanted, sums: Banner, weighted: bool) -> None:
        self.work, self.wanted, self.sums, self.weighted = work, wanted, sums, weighted
        self.made: dict[str, Figure] = {}
        self.routes: dict[str, tuple[str, str]] = {}
        self.shares = sums.column_shares
        self.effective = sums.effective_bases
        tests = wanted.settings.get("tests", False)
        self.higher = significantly_higher(sums) if tests else None

    def question(self, coded: Coded, rows: tuple[list[int], list[int]], parts: list[Part]) -> None:
        """The tables of one question: of everybody, and by each attribute."""
        if self.wanted.settings.get("total", True):
            everybody = [_Column(0, TOTAL, TOTAL, both("banners.total"))]
            self._table(coded, rows, "", coded.question.label, everybody)
        at = 1
        for part in parts:
            name = part.by.replace(_PLACES, "places-")
            columns = [
                _Column(at + number, f"{name}.{code}", code, label, members)
                for number, (code, label, members) in enumerate(part.columns)
            ]
            title = both("banners.title", question=coded.question.label, by=part.label)
            self._table(coded, rows, name, title, columns)
            at += len(columns)

    def _table(
        self,
        coded: Coded,
        rows: tuple[list[int], list[int]],
        part: str,
        title: Bilingual,
        columns: list[_Column],
    ) -> None:
        before = f"{self.wanted.id}.{coded.question.id}"
        identity = f"{before}.{part}" if part else before
        codes = [cell.id.removeprefix(f"{coded.question.id}.") for cell in coded.cells]
        names = {}
        bases = {column.at: self._base(coded, column) for column in columns}
        for code, cell, row, base in zip(codes, coded.cells, *rows, strict=True):
            for column in columns:
                name = f"{before}.{code}.{column.name}"
                made = self._figure(name, coded, cell, row, base, part, column)
                of, who = made.denominator or 0, bases[column.at]
                told = self._column_cell(part, column, of, who)
                self.made[name] = replace(made, responses=who, within=told)
                names[code, column.code] = name
        texts = self.work.texts(identity)
        shown = set(codes)
        known = self.work.rows[coded.question.id]
        kept = tuple(row for row in known if row.code in shown)
        self.work.tables.append(
            Table(
                id=identity,
                title=texts.title or title,
                row_heading=both("surveys.heading.answer"),
                rows=tuple(map(line_of, kept)),
                columns=tuple(Line(column.code, column.label) for column in columns),
                cells=names,
                additive="column" if coded.single else "",
                row_groups=row_groups(self.work, kept),
                bands=False,
                note=texts.note or Bilingual("", ""),
                chart=texts.chart,
                higher=self._higher(codes, rows[0], columns),
            )
        )

    def _figure(
        self,
        name: str,
        coded: Coded,
        cell: Cell,
        row: int,
        base: int,
        part: str,
        column: _Column,
    ) -> Figure:
        """One cell: the weighted share, with the unweighted count and base beside it."""
        count = int(self.sums.count[row, column.at])
        of = int(self.sums.base_count[base, column.at])
        if cell.within:
            self.routes[name] = (cell.within, column.name)
        label = both("banners.cell", answer=cell.label, column=column.label) if part else cell.label
        family = f"{self.wanted.id}.{coded.question.id}.{column.name}" if part else cell.family
        return Figure(
            id=name,
            label=label,
            kind=Kind.SHARE,
            unit=Unit.RESPONSE,
            base=coded.base,
            value=self._share(row, column.at, count, of),
            numerator=count if of else None,
            denominator=of if of else None,
            status=Status.OBSERVED if of else Status.NOT_APPLICABLE,
            wave=self.work.plan.wave,
            source=f"{coded.question.id}+{part}" if part else coded.question.id,
            sensitive=cell.sensitive,
            cell="" if part else cell.id,
            family=family if coded.single else "",
            weighted=self.weighted,
            effective_base=float(self.effective[base, column.at]) if self._is_weighed(of) else None,
        )

    def _is_weighed(self, of: int) -> bool:
        return self.weighted and of > 0

    def _share(self, row: int, column: int, count: int, of: int) -> float | None:
        if not of:
            return None
        return float(self.shares[row, column]) if self.weighted else count / of

    def _higher(
        self, codes: list[str], rows: list[int], columns: list[_Column]
    ) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For each cell, the columns beside it that it is significantly above."""
        if self.higher is None:
            return {}
        found = {}
        for code, row in zip(codes, rows, strict=True):
            for column in columns:
                above = _above(self.higher[row, column.at], columns)
                if above:
                    found[code, column.code] = above
        return found

    def linked(self) -> dict[str, Figure]:
        """The figures, each told which count its base is when it is one of them.

        Such a base tells that count: whoever hides the one must hide the other.
        """
        for name, (within, column) in self.routes.items():
            figure = self.made[name]
            told = [figure.within, *self._route(figure, within.split("+"), column)]
            self.made[name] = replace(figure, within="+".join(filter(None, told)))
        return self.made

    def _route(self, figure: Figure, cells: list[str], column: str) -> list[str]:
        """The cells of a column that a routed base in that column tells: some, or together."""
        made = [
            self.work.figures.get(cell)
            if column == TOTAL
            else self.made.get(f"{self.wanted.id}.{cell}.{column}")
            for cell in cells
        ]
        found = [each for each in made if each and each.numerator is not None]
        alone = [each for each in found if _tells(figure, each.numerator or 0, each)]
        together = sum(each.numerator or 0 for each in found)
        if not alone and found and _tells(figure, together, found[0]):
            alone = found
        return [each.shown_cell for each in alone]

    def _base(self, coded: Coded, column: _Column) -> frozenset[str]:
        """The responses of a column's base, where there are few enough to be compared."""
        everybody = self.work.counted.everybody
        if len(everybody) > MOST_COMPARED:
            return frozenset()
        inside = coded.arrays[0] >= 0
        counted = (r.id for r, taken in zip(self.work.counted.live, inside, strict=True) if taken)
        return (column.members or everybody).intersection(counted)

    def _column_cell(self, part: str, column: _Column, of: int, who: frozenset[str]) -> str:
        """The cell that a column is, where its whole base is all of it; empty for none."""
        cell = self.work.counted.cells.get(f"{part}.{column.code}")
        if cell is None or len(cell.who) != of or (who and who != cell.who):
            return ""
        return cell.shown


def _tells(figure: Figure, count: int, inside: Figure) -> bool:
    """Whether a base is a count of another figure's base, or all but it."""
    return figure.denominator in (count, (inside.denominator or 0) - count)


def _above(higher: NDArray[np.bool_], columns: list[_Column]) -> tuple[str, ...]:
    return tuple(column.code for column in columns if higher[column.at])
