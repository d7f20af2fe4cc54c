"""Risks as figures and tables, ready for the disclosure room. Every table says whose scores.

The figures are organisational facts: what partners judged of subjects, never of people. Their
ids last: "W06000015.road-safety.risk.impact". Comparing two sets of them by id tells what a
changed score or weight changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from diogel.assessment.risk_combining import Agreement
from diogel.assessment.risk_model import TOP, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_results import Risk, RiskResults, Tried, matrix, matrix_band
from diogel.core import Base, Bilingual, Figure, Kind, Limits, Line, Status, Table, Tabulation, Unit
from diogel.language import both, list_and

Number = float | int | None
_RISKS = ("impact", "likelihood", "risk", "risk-lower", "risk-upper")
_RANKS = ("rank", "rank-highest", "rank-lowest", "rank-highest-scored", "rank-lowest-scored")
_BESIDE = ("confidence", "capacity", "act")
_GIVEN = ("impact", "likelihood", "risk")
"""What is provisional while people have not decided the levels together."""
_WHOLE = frozenset((*_RANKS, "act"))
_INDEXES = (".confidence", ".w")
_TRIED = ("moved", "furthest", "first-changed")
_AGREED = ("w", "spread", "furthest")


def risk_tabulation(
    results: RiskResults,
    agreed: Sequence[Agreement],
    priorities: Sequence[Priority],
    model: RiskModel,
    area: str,
) -> Tabulation:
    """Every figure and table of the risks of one area.

    Parameters
    ----------
    area : str
        The code of the area or set of areas, with which the tables' ids begin.
    """
    writing = _Writing(results, priorities, model, area)
    figures = [*writing.risk_figures(), *writing.tried_figures(), *writing.matrix_figures()]
    figures += writing.agreement_figures(agreed)
    return Tabulation(
        f"{area}.risk", {figure.id: figure for figure in figures}, tuple(writing.tables(agreed))
    )


class _Writing:
    """The figures of one area being made."""

    def __init__(
        self, results: RiskResults, priorities: Sequence[Priority], model: RiskModel, area: str
    ) -> None:
        self.results, self.model, self.area = results, model, area
        there = [one for one in priorities if one.id in results.risks]
        last = len(there) + 1
        # The highest risk first; what has none comes last, in the order that it was given.
        self.priorities = sorted(there, key=lambda one: results.risks[one.id].rank or last)
        self.source = f"risk-model:{model.version}"

    def figure(
        self,
        name: str,
        label: Bilingual,
        value: Number,
        *,
        whole: bool = False,
        status: Status = Status.OBSERVED,
        note: Bilingual | None = None,
        limits: Limits | None = None,
        tied: bool = False,
    ) -> Figure:
        """One figure; without a value it is not available, and never 0."""
        there = value is not None
        return Figure(
            name,
            label,
            _kind(name, whole=whole),
            Unit.ITEM,
            Base.SCORED,
            None if value is None else float(value),
            status=status if there else Status.NOT_AVAILABLE,
            source=self.source,
            note=note if note is not None and not there else Bilingual("", ""),
            limits=limits,
            tied=tied,
        )

    # The priorities

    def risk_figures(self) -> Iterator[Figure]:
        for priority in self.priorities:
            risk = self.results.risks[priority.id]
            status = Status.OBSERVED if risk.moderated else Status.PROVISIONAL
            for name, value in _numbers(risk).items():
                own = name in _GIVEN
                yield self.figure(
                    f"{priority.id}.risk.{name}",
                    both(f"risk.label.{name}", priority=priority.title),
                    value,
                    whole=name in _WHOLE,
                    status=status if own else Status.OBSERVED,
                    note=self.why_not(risk, name),
                    limits=risk.limits if name == "risk" else None,
                    tied=(name == "rank" and risk.tied) or (name == "act" and risk.act_tied),
                )
            yield from self.item_figures(priority, risk)

    def item_figures(self, priority: Priority, risk: Risk) -> Iterator[Figure]:
        """The level of each item, and between which levels partners are."""
        for item in self.model.items:
            one = risk.items[item.code]
            numbers: dict[str, Number] = {
                "level": None if one.value is None else float(one.value),
                "lowest": one.lowest,
                "highest": one.highest,
                "scorers": one.scorers,
            }
            for name, value in numbers.items():
                mean = name == "level" and not one.moderated
                yield self.figure(
                    f"{priority.id}.risk.{item.code}.{name}",
                    both(f"risk.label.item-{name}", priority=priority.title, item=item.name),
                    value,
                    whole=name != "level",
                    status=Status.PROVISIONAL if mean else Status.OBSERVED,
                    note=both("risk.note.nobody-scored"),
                )

    def why_not(self, risk: Risk, name: str) -> Bilingual:
        """Why a number of a priority cannot be given."""
        if name == "confidence":
            return _listed("unknown-confidence", risk.confidence.unknown, self._part)
        if name == "capacity" or (name == "act" and risk.given):
            return both("risk.note.no-capacity")
        return _listed("lacking", risk.lacking, lambda code: self.model.by_code[code].name)

    @staticmethod
    def _part(code: str) -> Bilingual:
        return both(f"risk.confidence.{code}")

    # The weights

    def tried_figures(self) -> Iterator[Figure]:
        for one in self.results.tried:
            line = self.tried_line(one)
            for name, value in self.tried_numbers(one).items():
                label = both(f"risk.label.tried-{name}", weight=line.label)
                yield self.figure(f"{self.area}.risk.{line.code}.{name}", label, value, whole=True)

    def tried_numbers(self, one: Tried) -> dict[str, Number]:
        """How many ranks change, by how much at most, and how many of the first change."""
        before = {p: r.rank for p, r in self.results.risks.items() if r.rank is not None}
        first = self.results.first
        changed = [p for p, rank in before.items() if (rank <= first) != (one.ranks[p] <= first)]
        moves = [abs(one.ranks[p] - rank) for p, rank in before.items()]
        return {
            "moved": len(one.moved),
            "furthest": max(moves, default=0),
            "first-changed": len(changed),
        }

    def tried_line(self, one: Tried) -> Line:
        """A weight, lower or higher."""
        way = "lower" if one.factor < 1 else "higher"
        item = self.model.by_code.get(one.weight)
        name = item.name if item else both("risk.weight.most-share")
        part = int(100 * self.model.weight_change)
        label = both(f"risk.weight.{way}", weight=name, part=part)
        return Line(f"weight-{one.weight}-{way}", label)

    # The matrix

    def matrix_figures(self) -> Iterator[Figure]:
        fields = matrix(self.results)
        for impact in range(TOP + 1):
            for likelihood in range(TOP + 1):
                word = matrix_band(impact, likelihood, self.model).name
                slots = {"impact": impact, "likelihood": likelihood, "band": word}
                yield self.figure(
                    f"{self.area}.risk.matrix.{impact}.{likelihood}",
                    both("risk.label.matrix", **slots),
                    len(fields.get((impact, likelihood), ())),
                    whole=True,
                )

    # How far partners agree

    def agreement_figures(self, agreed: Sequence[Agreement]) -> Iterator[Figure]:
        for one in agreed:
            numbers: dict[str, Number] = {
                "w": one.w,
                "spread": None if one.spread is None else float(one.spread),
                "furthest": None if one.furthest is None else float(one.furthest),
            }
            line = self.agreement_line(one)
            for name, value in numbers.items():
                if name == "w" or one.item:
                    yield self.figure(
                        f"{self.area}.risk.agreement.{line.code}.{name}",
                        both(f"risk.label.agreement-{name}", item=line.label),
                        value,
                        note=both("risk.note.too-few-scorers", least=self.model.least_scorers),
                    )

    def agreement_line(self, one: Agreement) -> Line:
        item = self.model.by_code.get(one.item)
        return Line(one.item or "all", item.name if item else both("risk.over-all"))

    # Tables

    def tables(self, agreed: Sequence[Agreement]) -> Iterator[Table]:
        rows = tuple(Line(one.id, one.title) for one in self.priorities)
        for name, columns in (("risks", _RISKS), ("ranks", _RANKS), ("beside", _BESIDE)):
            cells = {(row.code, c): f"{row.code}.risk.{c}" for row in rows for c in columns}
            yield self.table(name, "priority", rows, self.columns(columns), cells)
        yield self.matrix_table()
        if self.results.tried:
            yield self.tried_table()
        yield self.agreement_table(agreed)
        yield from map(self.item_table, self.priorities)

    @staticmethod
    def columns(names: Iterable[str]) -> tuple[Line, ...]:
        return tuple(Line(name, both(f"risk.heading.{name}")) for name in names)

    def table(
        self,
        name: str,
        heading: str,
        rows: tuple[Line, ...],
        columns: tuple[Line, ...],
        cells: Mapping[tuple[str, str], str],
        **slots: object,
    ) -> Table:
        """A table that says whose scores they are, and what is to be known of it."""
        note = _joined(both("risk.our-own"), both(f"risk.note.{name}", **self.said, **slots))
        title = both(f"risk.table.{name}", **slots)
        row_heading = both(f"risk.heading.{heading}")
        return Table(
            f"{self.area}.risk.{name}", title, row_heading, rows, columns, cells,
            bands=False, note=note,
        )  # fmt: skip

    @property
    def said(self) -> dict[str, object]:
        """The numbers of the model that notes name."""
        part = int(100 * self.model.weight_change)
        return {"part": part, "first": self.model.first, "version": self.model.version}

    def matrix_table(self) -> Table:
        levels = range(TOP + 1)
        rows = tuple(Line(str(at), both("risk.impact-level", level=at)) for at in reversed(levels))
        columns = tuple(Line(str(at), both("risk.likelihood-level", level=at)) for at in levels)
        cells = {
            (row.code, column.code): f"{self.area}.risk.matrix.{row.code}.{column.code}"
            for row in rows
            for column in columns
        }
        return self.table("matrix", "impact", rows, columns, cells)

    def tried_table(self) -> Table:
        rows = tuple(self.tried_line(one) for one in self.results.tried)
        cells = {(r.code, c): f"{self.area}.risk.{r.code}.{c}" for r in rows for c in _TRIED}
        return self.table("weights", "weight", rows, self.columns(_TRIED), cells)

    def agreement_table(self, agreed: Sequence[Agreement]) -> Table:
        rows = tuple(self.agreement_line(one) for one in agreed)
        cells = {
            (row.code, column): f"{self.area}.risk.agreement.{row.code}.{column}"
            for row in rows
            for column in _AGREED
            if column == "w" or row.code != "all"
        }
        columns = tuple(Line(c, both(f"risk.heading.agreement-{c}")) for c in _AGREED)
        return self.table("agreement", "item", rows, columns, cells)

    def item_table(self, priority: Priority) -> Table:
        names = ("level", "lowest", "highest", "scorers")
        rows = tuple(Line(item.code, item.name) for item in self.model.items)
        cells = {(r.code, c): f"{priority.id}.risk.{r.code}.{c}" for r in rows for c in names}
        columns = tuple(Line(c, both(f"risk.heading.item-{c}")) for c in names)
        made = self.table("items", "item", rows, columns, cells, priority=priority.title)
        return replace(made, id=f"{priority.id}.risk.items")


def _kind(name: str, *, whole: bool) -> Kind:
    """A whole number, an index from 0 to 1 (confidence, Kendall's W), or a score."""
    if whole:
        return Kind.COUNT
    return Kind.INDEX if name.endswith(_INDEXES) else Kind.SCORE


def _numbers(risk: Risk) -> dict[str, Number]:
    """The numbers of one priority by the name of their figure."""
    weights = risk.rank_by_weights or (None, None)
    scores = risk.rank_by_scores or (None, None)
    trusted = risk.confidence.value
    return {
        "impact": None if risk.impact is None else float(risk.impact),
        "likelihood": None if risk.likelihood is None else float(risk.likelihood),
        "risk": None if risk.risk is None else float(risk.risk),
        "risk-lower": risk.limits.lower if risk.limits else None,
        "risk-upper": risk.limits.upper if risk.limits else None,
        "rank": risk.rank,
        "rank-highest": weights[0],
        "rank-lowest": weights[1],
        "rank-highest-scored": scores[0],
        "rank-lowest-scored": scores[1],
        "confidence": None if trusted is None else float(trusted),
        "capacity": None if risk.capacity is None else float(risk.capacity),
        "act": risk.act,
    }


def _listed(note: str, codes: Sequence[str], name: Callable[[str], Bilingual]) -> Bilingual:
    """A note that lists what is not there; empty where nothing lacks."""
    if not codes:
        return Bilingual("", "")
    names = [name(code) for code in codes]
    listed = Bilingual(
        list_and([one.en for one in names], "en"), list_and([one.cy for one in names], "cy")
    )
    return both(f"risk.note.{note}", what=listed)


def _joined(*sentences: Bilingual) -> Bilingual:
    """Whole sentences side by side: none depends on another."""
    return Bilingual(
        " ".join(one.en for one in sentences if one.en),
        " ".join(one.cy for one in sentences if one.cy),
        sentences[0].review,
    )
