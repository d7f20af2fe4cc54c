"""A form as the linter sees it: every row with its kind, its groups, its list and its rules.

It is made from the raw tables, not from the instrument, so that a row which cannot be used
is looked at all the same and one fault does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from diogel.surveys.form_tables import FormTables, Row

KINDS: Mapping[str, str] = {
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "range": "decimal",
    "text": "text",
    "string": "text",
    "hidden": "text",
    "barcode": "text",
    "note": "note",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "calculate": "calculate",
}
SELECTS: Mapping[str, str] = {"select_one": "single", "select_multiple": "multi", "rank": "multi"}
AREAS = "areas"


@dataclass(frozen=True, slots=True)
class Item:
    """One row that is asked, shown, calculated, or holds others.

    Attributes
    ----------
    kind : str
        A value of `KINDS` or `SELECTS`, "group", "repeat", or "other" for what is not known.
    list_name : str
        The list of choices of a select; empty for others.
    groups : tuple of Item
        The groups and repeats that it stands in, the outermost first.
    order : int
        Its place among all rows, from 0.
    """

    row: Row
    kind: str
    list_name: str = ""
    groups: tuple[Item, ...] = ()
    order: int = 0

    @property
    def name(self) -> str:
        """Its id in rules."""
        return self.row["name"]

    @property
    def repeats(self) -> tuple[str, ...]:
        """The names of the repeats that it stands in."""
        return tuple(group.name for group in self.groups if group.kind == "repeat")

    @property
    def grid(self) -> str:
        """The grid that it is a row of; empty for none."""
        inside = next((g.name for g in reversed(self.groups) if is_grid(g)), "")
        return self.row["matrix"] or inside

    @property
    def select(self) -> bool:
        """True when it has choices."""
        return self.kind in ("single", "multi")

    @property
    def holds(self) -> bool:
        """True for a group or a repeat."""
        return self.kind in ("group", "repeat")


def is_grid(item: Item) -> bool:
    """Whether a group shows its questions as the rows of one table."""
    return item.kind == "group" and "table-list" in item.row["appearance"]


@dataclass(frozen=True)
class Questionnaire:
    """All rows of a form, by name and in order.

    Attributes
    ----------
    items : tuple of Item
        Groups stand before what is in them.
    lists : mapping of list name to its rows
    """

    tables: FormTables
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, Item]:
        """The items by name; of two with one name, the first."""
        found = dict[str, Item]()
        for item in self.items:
            found.setdefault(item.name, item)
        found.pop("", None)
        return found

    @cached_property
    def asked(self) -> tuple[Item, ...]:
        """What can have an answer or a value."""
        return tuple(i for i in self.items if not i.holds and i.kind != "note")

    @cached_property
    def value_names(self) -> tuple[str, ...]:
        """The names that a rule may ask the value of."""
        return tuple(item.name for item in self.asked if item.name)

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(dict.fromkeys(row["name"] for row in rows if row["name"]))
            for name, rows in self.lists.items()
        }

    @cached_property
    def _code_sets(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(codes) for name, codes in self._codes.items()}

    def codes(self, list_name: str) -> tuple[str, ...]:
        """The codes of a list in order; none for a list that is not there."""
        return self._codes.get(list_name, ())

    def code_set(self, list_name: str) -> frozenset[str]:
        """The codes of a list, to look one up."""
        return self._code_sets.get(list_name, frozenset())


def read_questionnaire(tables: FormTables) -> Questionnaire:
    """The questionnaire of a form's tables; nothing is told, `build` tells what is odd."""
    lists = dict[str, list[Row]]()
    for row in tables.rows.get("choices", ()):
        lists.setdefault(row["list_name"], []).append(row)
    lists.pop("", None)
    rows = {name: tuple(choices) for name, choices in lists.items()}
    return Questionnaire(tables, tuple(_items(tables)), rows)


def _items(tables: FormTables) -> Iterator[Item]:
    open_groups = list[Item]()
    for order, row in enumerate(tables.rows.get("survey", ())):
        words = row["type"].split()
        control = "_".join(words).lower()
        if control in ("end_group", "end_repeat"):
            if open_groups:
                open_groups.pop()
            continue
        kind, list_name = _kind(words, control)
        item = Item(row, kind, list_name, tuple(open_groups), order)
        yield item
        if item.holds and len(open_groups) < DEEPEST:
            open_groups.append(item)


DEEPEST = 60  # groups within groups: beyond any real form


def _kind(words: list[str], control: str) -> tuple[str, str]:
    """The kind of a row and its list of choices."""
    if control in ("begin_group", "begin_repeat"):
        return control.removeprefix("begin_"), ""
    if words and words[0].lower() == "select" and len(words) > 1:
        words = [f"select_{words[1]}", *words[2:]]
    first = words[0].lower() if words else ""
    if first in SELECTS:
        return SELECTS[first], words[1] if len(words) > 1 else ""
    return KINDS.get(first, "other"), ""
