"""Reads a partner's workbook of scores back: every level, and every fault at its cell.

The sheets are known by what is in them, so that renamed tabs, sorted rows and columns of a
partner's own do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from diogel.assessment.risk_model import CANNOT_SAY, TOP, Item, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_scores import Score, naming_problems, score_problems, who_problems
from diogel.assessment.risk_workbook import ANSWERS, COLUMNS, FACTS, KIND, mark_of, words
from diogel.core import LANGUAGES, Language, Place, Problem, Severity
from diogel.files import Sheet, read_sheets
from diogel.standard.templates.cells import day_of
from diogel.standard.validation.did_you_mean import folded

_NEEDED = ("level", "reason", "priority-code", "item-code")
_LOOKED_AT = 40
_LEVEL = re.compile(rf"([0-{TOP}])(?:\.0+)?\s*(?:[:–-]\s*(.*))?")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ScoringReading:
    """What came of a workbook of scores.

    Attributes
    ----------
    scores : tuple of Score
        In the order of the priorities and of the model, whatever the order of the rows.
    problems : tuple of Problem
        With any that stops, none of the scores is to be kept.
    language : str
        The language that it was made in; empty where the workbook no longer says.
    """

    scores: tuple[Score, ...]
    problems: tuple[Problem, ...]
    scorer: str = ""
    who: str = ""
    on: date | None = None
    language: str = ""

    @property
    def stopped(self) -> bool:
        """True when something is wrong, so that nothing of it may be kept."""
        return any(problem.severity is Severity.STOP for problem in self.problems)


def read_scoring_workbook(
    path: Path,
    priorities: Sequence[Priority],
    model: RiskModel,
    *,
    earlier: Sequence[Score] = (),
    who: str = "",
    today: date | None = None,
) -> ScoringReading:
    """Every level of a filled-in workbook.

    Parameters
    ----------
    earlier : sequence of Score
        What holds now: a level that differs from the scorer's own needs a reason, and a
        workbook that was written from other scores than these is refused.
    who : str
        The post or team that scored, where the workbook does not say.

    Raises
    ------
    Refused
        The file cannot be read at all.
    """
    reading = _Reading(
        read_sheets(path), tuple(priorities), model, tuple(earlier), " ".join(who.split())
    )
    return reading.read(today or date.today())


@cache
def _codes(kind: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    """Codes by the folded words of either language."""
    return {
        folded(words(f"{kind}-{code}", language)): code for code in codes for language in LANGUAGES
    }


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The row of the headings and each of our columns by its number; 0 and {} without."""
    known = _codes("column", COLUMNS)
    for number, cells in enumerate(sheet.rows[:_LOOKED_AT], 1):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells, 1):
            if name := known.get(folded(cell), ""):
                columns.setdefault(name, at)
        if set(_NEEDED) <= set(columns):
            return number, columns
    return 0, {}


@dataclass
class _Row:
    """One row of scores, where it stands."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def text(self, name: str) -> str:
        return self.sheet.cell(self.number, self.columns.get(name, 0)).strip()

    def place(self, name: str) -> Place:
        at = self.columns.get(name)
        if at is None:
            return self.sheet.place(self.number)
        for row in range(1, _LOOKED_AT):
            heading = self.sheet.cell(row, at)
            if folded(heading) in _codes("column", COLUMNS):
                return self.sheet.place(self.number, at, heading)
        return self.sheet.place(self.number, at)


@dataclass
class _Reading:
    """One workbook being read."""

    sheets: Sequence[Sheet]
    priorities: tuple[Priority, ...]
    model: RiskModel
    earlier: tuple[Score, ...]
    who: str = ""
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def read(self, today: date) -> ScoringReading:
        self.problems += [problem for sheet in self.sheets for problem in sheet.problems]
        self._about()
        self._answered()
        rows = list(self._rows())
        if not rows:
            expected = ", ".join(words(f"column-{name}", self._language) for name in _NEEDED)
            self._tell("risk.not-a-workbook", self._file, expected=expected)
            return ScoringReading((), tuple(self.problems))
        on = self._day(today)
        scores = self._scores(rows, on, today)
        self._signed(on, today)
        if not scores and not any(p.severity is Severity.STOP for p in self.problems):
            self._tell("risk.nothing-scored", self._file)
        order = self._order()
        return ScoringReading(
            tuple(sorted(scores, key=lambda one: order[one.priority, one.item])),
            tuple(self.problems),
            self._said("scorer"),
            self._said("who"),
            on,
            self.facts.get("language", ""),
        )

    @property
    def _file(self) -> Place:
        return Place(self.sheets[0].file)

    @property
    def _language(self) -> Language:
        return "cy" if self.facts.get("language") == "cy" else "en"

    def _tell(
        self,
        code: str,
        place: Place,
        found: str = "",
        expected: str = "",
        severity: Severity = Severity.STOP,
    ) -> None:
        self.problems.append(Problem(code, place, found[:_SHOWN], expected, severity))

    def _about(self) -> None:
        """What the workbook says of itself."""
        for sheet in self.sheets:
            rows = {row[0].strip(): row[2].strip() for row in sheet.rows if len(row) > 2}
            if rows.get("kind") == KIND:
                self.facts = {name: rows.get(name, "") for name in FACTS}
                return

    def _answered(self) -> None:
        """Who scored, by the words of either language."""
        known = _codes("answer", ANSWERS)
        for sheet in self.sheets:
            found: dict[str, tuple[str, Place]] = {}
            for number, row in enumerate(sheet.rows, 1):
                name = known.get(folded(row[0]), "") if row else ""
                if name:
                    text = " ".join(sheet.cell(number, 2).split())
                    found[name] = (text, sheet.place(number, 2))
            if set(found) == set(ANSWERS):
                self.answers = found
                return

    def _said(self, name: str) -> str:
        said = self.answers.get(name, ("", Place()))[0]
        return said or (self.who if name == "who" else "")

    def _place(self, name: str) -> Place:
        return self.answers.get(name, ("", self._file))[1]

    def _day(self, today: date) -> date:
        text = self._said("on")
        if not text:
            return today
        if written := day_of(text):
            return date.fromisoformat(written)
        self._tell("risk.not-a-day", self._place("on"), text)
        return today

    def _signed(self, on: date, today: date) -> None:
        """Whether it is the workbook that was made for this partner, from what holds now."""
        scorer, who = self._said("scorer"), self._said("who")
        places = {name: self._place(name) for name in ANSWERS}
        self.problems += who_problems(scorer, who, on, today=today, places=places)
        if not self.facts:
            self._tell("risk.no-about", self._file)
            return
        made_for, version = self.facts["scorer"], self.facts["model"]
        if scorer and folded(scorer) != folded(made_for):
            self._tell("risk.other-scorer", places["scorer"], scorer, made_for)
        if version != self.model.version:
            self._tell("risk.other-model", self._file, version, self.model.version)
        own = [one for one in self.earlier if one.scorer == made_for]
        if mark_of(own) != self.facts["earlier"]:
            self._tell("risk.stale-workbook", self._file, made_for)

    def _rows(self) -> Iterator[_Row]:
        for sheet in self.sheets:
            top, columns = _headings(sheet)
            for number in range(top + 1, len(sheet.rows) + 1) if top else ():
                row = _Row(sheet, number, columns)
                if any(row.text(name) for name in columns):
                    yield row

    def _order(self) -> dict[tuple[str, str], int]:
        pairs = ((p.id, item.code) for p in self.priorities for item in self.model.items)
        return {pair: at for at, pair in enumerate(pairs)}

    def _scores(self, rows: Sequence[_Row], on: date, today: date) -> list[Score]:
        found: list[Score] = []
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (row.text("priority-code"), row.text("item-code"))
            if not all(key):
                self._tell("risk.row-unknown", row.place("priority-code"), row.text("item"))
                continue
            if key in seen:
                self._tell("risk.row-twice", row.place("level"), str(seen[key]))
                continue
            seen[key] = row.number
            if (given := self._score(row, key, on, today)) is not None:
                found.append(given)
        asked = [one for one in self.facts.get("priorities", "").split("; ") if one]
        gone = [
            (one, item.code)
            for one in asked
            for item in self.model.items
            if (one, item.code) not in seen
        ]
        if gone:
            self._tell("risk.rows-gone", self._file, str(len(gone)), severity=Severity.LOOK)
        return found

    def _score(self, row: _Row, key: tuple[str, str], on: date, today: date) -> Score | None:
        made_for = self.facts.get("scorer") or self._said("scorer")
        blank = Score(*(key[0], made_for, key[1]), None, on, "", "", self.model.version)
        if named := naming_problems(blank, self.priorities, self.model):
            for problem in named:
                name = "item-code" if problem.code.endswith("item") else "priority-code"
                expected = str(problem.expected)
                self._tell(problem.code, row.place(name), problem.found, expected)
            return None
        item, text = self.model.by_code[key[1]], row.text("level")
        level = level_of(text, item)
        if level == "":
            self._tell("risk.not-scored", row.place("level"), severity=Severity.LOOK)
            return None
        if level == "wrong":
            self._tell("risk.not-a-level", row.place("level"), text)
            return None
        suggested = level_of(row.text("suggested"), item)
        numbered = suggested.isdigit()
        given = Score(
            key[0],
            made_for,
            key[1],
            None if level == CANNOT_SAY else int(level),
            on,
            " ".join(row.text("reason").split()),
            self._said("who"),
            self.model.version,
            int(suggested) if numbered else None,
            row.text("source") if numbered else "",
        )
        places = {name: row.place(name) for name in ("level", "reason")}
        wrong = score_problems(given, self.earlier, today=today, places=places)
        self.problems += [problem for problem in wrong if problem.place in places.values()]
        return given


def level_of(text: str, item: Item) -> str:
    """The level that a cell names, in either language: "0" to "4", "?", "" or "wrong".

    A number with words beside it that are not the level's own is wrong: one is a slip.
    """
    said = text.strip()
    if not said:
        return ""
    own = {
        folded(label[language]): str(level)
        for level, label in enumerate(item.levels)
        for language in LANGUAGES
    }
    unsure = {folded(words("cannot-say", language)) for language in LANGUAGES}
    if said == CANNOT_SAY or folded(said) in unsure:
        return CANNOT_SAY
    if found := _LEVEL.fullmatch(said):
        fits = not found[2] or own.get(folded(found[2])) == found[1]
        return found[1] if fits else "wrong"
    return own.get(folded(said), "wrong")
