"""Writes the workbook in which one partner scores risk, without sight of the others' scores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from diogel.assessment.risk_model import TOP, Item, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_scores import Score, suggestion_of
from diogel.assessment.risk_suggesting import Suggestion
from diogel.core import Bilingual, Language
from diogel.files import column_letter, write_atomically
from diogel.language import list_and, say
from diogel.places import area as place_of
from diogel.standard.templates.pen import WORDS_WIDTH, Pen, height

KIND, VERSION = "diogel-risk-scores", "1"
SHEETS = ("cover", "who", "scores", "levels", "lists", "about")
ANSWERS = ("scorer", "who", "on")
COLUMNS = (
    *("priority", "group", "item", "question", "suggested", "level", "reason"),
    *("source", "priority-code", "item-code"),
)
FACTS = ("kind", "version", "model", "scorer", "language", "earlier", "priorities")
STEPS = ("who", "score", "suggested", "change", "unsure", "save")
_TYPED = ("level", "reason")
_WIDTHS = {
    **dict.fromkeys(COLUMNS, 18),
    "priority": 24,
    "item": 22,
    "question": 36,
    "suggested": 24,
    "level": 30,
    "reason": 40,
    "source": 30,
    "priority-code": 34,
}


def words(key: str, language: Language, **slots: object) -> str:
    """A sentence or label of the workbook."""
    return say(f"risk.{key}", language, **slots)


class ScoringPen(Pen):
    """A workbook with tabs of its own names."""

    def tab(self, name: str) -> str:
        """The words of a sheet's tab."""
        return words(f"sheet-{name}", self.language)


def choice(item: Item, level: int | None, language: Language) -> str:
    """A level as it stands in the list: its number and its words."""
    if level is None:
        return words("cannot-say", language)
    return f"{level}: {item.levels[level][language]}"


def mark_of(scores: Sequence[Score]) -> str:
    """A mark that is the same only for the same scores, in whatever order they come."""
    content = sorted([*one.key, one.level, one.on.isoformat(), one.reason] for one in scores)
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def area_names(priorities: Sequence[Priority]) -> Bilingual:
    """The names of the areas of priorities; a code that has no name stands for itself."""
    names = [_area_name(code) for code in dict.fromkeys(one.area for one in priorities)]
    return Bilingual(
        list_and([name.en for name in names], "en"), list_and([name.cy for name in names], "cy")
    )


def _area_name(code: str) -> Bilingual:
    try:
        return place_of(code).name
    except KeyError:
        return Bilingual.same(code)


def write_scoring_workbook(
    priorities: Sequence[Priority],
    scorer: str,
    language: Language,
    path: Path,
    *,
    model: RiskModel,
    earlier: Sequence[Score] = (),
    suggestions: Sequence[Suggestion] = (),
    area: Bilingual | None = None,
) -> int:
    """Write one partner's workbook; the file is replaced whole.

    Parameters
    ----------
    scorer : str
        The partner's name.
    earlier : sequence of Score
        What holds already. Only the partner's own is written into the workbook.
    suggestions : sequence of Suggestion
        What the data suggest, shown beside each level with the figure that says it.
    area : Bilingual, optional
        The name of the area, for a set of areas that has no code of its own.

    Returns
    -------
    int
        How many levels it asks for.
    """
    own = [one for one in earlier if one.scorer == scorer]
    named = area or area_names(priorities)
    writing = _Writing(tuple(priorities), scorer, language, model, own, tuple(suggestions), named)
    content = writing.content()
    with write_atomically(path) as temporary:
        temporary.write_bytes(content)
    return len(priorities) * len(model.items)


class _Writing:
    """One workbook in one language."""

    def __init__(
        self,
        priorities: tuple[Priority, ...],
        scorer: str,
        language: Language,
        model: RiskModel,
        own: Sequence[Score],
        suggestions: tuple[Suggestion, ...],
        area: Bilingual,
    ) -> None:
        self.priorities, self.scorer, self.language = priorities, scorer, language
        self.model, self.own, self.suggestions = model, own, suggestions
        self.area = area
        self.levels = {(one.priority, one.item): one.level for one in own}

    def word(self, key: str, **slots: object) -> str:
        return words(key, self.language, **slots)

    def content(self) -> bytes:
        """The workbook's bytes: the same for the same scores."""
        title = self.word("workbook-title", scorer=self.scorer)
        self.pen = ScoringPen(self.language, title, self.word("workbook-subject"))
        self._cover(title)
        self._who()
        page, top = self._scores()
        self._levels()
        lists = self._lists()
        self._about()
        self._drop_downs(page, top, lists)
        return self.pen.finished()

    def _cover(self, title: str) -> None:
        page, row = self.pen.sheet("cover", title)
        page.set_column(0, 0, WORDS_WIDTH)
        rows = len(self.priorities) * len(self.model.items)
        lines = [self.word("cover-area", area=self.area), self.word("our-own")]
        lines += [self.word("cover-asked", rows=rows, priorities=len(self.priorities))]
        lines += [self.word(f"step-{step}") for step in STEPS]
        lines += [self.word("cover-personal"), self.word("cover-protected")]
        for line in lines:
            page.write_string(row, 0, line, self.pen.line)
            page.set_row(row, height(line, WORDS_WIDTH))
            row += 1
        for name in SHEETS[1:]:
            sheet = self.pen.tab(name)
            target = f"internal:'{sheet}'!A1"
            page.write_url(row, 0, target, self.pen.link, self.word("go-to", sheet=sheet))
            row += 1

    def _who(self) -> None:
        page, top = self.pen.sheet("who", self.word("who-title"), [self.word("who-about")])
        rows = [
            [
                self.word(f"answer-{name}"),
                self.scorer if name == "scorer" else "",
                self.word(f"answer-{name}-help"),
            ]
            for name in ANSWERS
        ]
        headings = [self.word(f"who-{name}") for name in ("item", "yours", "help")]
        looks = [self.pen.plain, self.pen.entry, self.pen.plain]
        self.pen.table(page, top, "who", headings, [34, 46, 60], rows, looks)

    def _scores(self) -> tuple[Any, int]:
        lines = [self.word("cover-area", area=self.area), self.word("our-own")]
        lines += [self.word("scores-about")]
        page, top = self.pen.sheet("scores", self.word("scores-title"), lines)
        looks = [self.pen.entry if name in _TYPED else self.pen.plain for name in COLUMNS]
        rows = [self._row(one, item) for one in self.priorities for item in self.model.items]
        self.pen.table(
            page,
            top,
            "scores",
            [self.word(f"column-{name}") for name in COLUMNS],
            [_WIDTHS[name] for name in COLUMNS],
            rows,
            looks,
        )
        self._room(page, top, rows)
        return page, top

    def _room(self, page: Any, top: int, rows: Sequence[Sequence[str]]) -> None:
        """Rows high enough for the longest level that may be chosen."""
        across = [_WIDTHS[name] for name in COLUMNS]
        longest = [
            max((choice(item, level, self.language) for level in range(TOP + 1)), key=len)
            for item in self.model.items
        ]
        for at, row in enumerate(rows):
            text = longest[at % len(longest)]
            needed = [*map(height, row, across), height(text, _WIDTHS["level"])]
            page.set_row(top + 1 + at, max(needed))

    def _row(self, priority: Priority, item: Item) -> list[str]:
        suggested = suggestion_of(priority.id, item.code, self.suggestions)
        key = (priority.id, item.code)
        cells = {
            "priority": priority.title[self.language],
            "group": self.word(f"group.{item.group.value}"),
            "item": item.name[self.language],
            "question": item.question[self.language],
            "suggested": choice(item, suggested.level, self.language) if suggested else "[z]",
            "level": choice(item, self.levels[key], self.language) if key in self.levels else "",
            "reason": "",
            "source": suggested.source if suggested else "[z]",
            "priority-code": priority.id,
            "item-code": item.code,
        }
        return [cells[name] for name in COLUMNS]

    def _levels(self) -> None:
        page, top = self.pen.sheet("levels", self.word("levels-title"), [self.word("levels-about")])
        headings = [
            self.word("levels-item"),
            self.word("levels-question"),
            *map(str, range(TOP + 1)),
        ]
        rows = [
            [
                item.name[self.language],
                item.question[self.language],
                *(level[self.language] for level in item.levels),
            ]
            for item in self.model.items
        ]
        self.pen.table(page, top, "levels", headings, [26, 40, *(24,) * (TOP + 1)], rows)

    def _lists(self) -> dict[str, str]:
        """Write the drop-downs' choices; where those of each item stand."""
        page, top = self.pen.sheet("lists", self.word("lists-title"), [self.word("lists-about")])
        every: tuple[int | None, ...] = (*range(TOP + 1), None)
        rows = [
            [choice(item, level, self.language) for item in self.model.items] for level in every
        ]
        headings = [item.name[self.language] for item in self.model.items]
        self.pen.table(page, top, "lists", headings, [34] * len(headings), rows)
        first, last = top + 2, top + 1 + len(rows)
        return {
            item.code: f"='{self.pen.tab('lists')}'!${at}${first}:${at}${last}"
            for item, at in zip(
                self.model.items, map(column_letter, range(1, len(headings) + 1)), strict=True
            )
        }

    def _drop_downs(self, page: Any, top: int, lists: Mapping[str, str]) -> None:
        """A list for each level, of the words of its own item."""
        across, row = COLUMNS.index("level"), top
        for _ in self.priorities:
            for item in self.model.items:
                row += 1
                page.data_validation(
                    row,
                    across,
                    row,
                    across,
                    {
                        "validate": "list",
                        "source": lists[item.code],
                        "error_title": self.word("level-wrong-title"),
                        "error_message": self.word("level-wrong"),
                    },
                )

    def _about(self) -> None:
        page, top = self.pen.sheet("about", self.word("about-title"), [self.word("about-about")])
        facts: Mapping[str, str] = {
            "kind": KIND,
            "version": VERSION,
            "model": self.model.version,
            "scorer": self.scorer,
            "language": self.language,
            "earlier": mark_of(self.own),
            "priorities": "; ".join(one.id for one in self.priorities),
        }
        headings = [self.word(f"about-{name}") for name in ("code", "item", "value")]
        rows = [[name, self.word(f"fact-{name}"), facts[name]] for name in FACTS]
        self.pen.table(page, top, "about", headings, [16, 44, WORDS_WIDTH], rows)
