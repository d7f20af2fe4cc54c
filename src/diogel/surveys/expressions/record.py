"""A record of answers as expressions see it: entries with names, inside one another.

A record is made from plain values: a mapping for a group, a list of mappings for a repeat,
anything else for an answer. The entries stay, so that a change of one answer is a change
of one text.
"""

from __future__ import annotations

from collections.abc import Mapping

Plain = object  # str, number, bool, set of codes, None, mapping, or list of mappings


class Entry:
    """One answer, group or instance of a repeat.

    Attributes
    ----------
    name : str
        The name of the question, group or repeat; empty for loose text between others.
    text : str
        The answer as text; empty for a blank. Of no account when there are children.
    children : list of Entry
    parent : Entry or None
    live : bool
        False for an entry off the path: its text is seen as blank, and no path leads to it
        as an instance of a repeat.
    """

    __slots__ = ("_named", "children", "live", "name", "parent", "text")

    def __init__(self, name: str, text: str = "", parent: Entry | None = None) -> None:
        self.name, self.text, self.parent = name, text, parent
        self.children = list[Entry]()
        self.live = True
        self._named: dict[str, list[Entry]] | None = None
        if parent is not None:
            parent.children.append(self)
            parent._named = None

    def named(self, name: str) -> list[Entry]:
        """The children of one name, in order. The list is not to be changed."""
        if self._named is None:
            self._named = {}
            for child in self.children:
                self._named.setdefault(child.name, []).append(child)
        return self._named.get(name, _NONE)

    def add(self, name: str, text: str = "") -> Entry:
        """A new child at the end."""
        return Entry(name, text, self)

    @property
    def value(self) -> str:
        """Its text, or that of everything inside it run together."""
        if not self.children:
            return self.text
        return "".join(child.value for child in self.children)


_NONE: list[Entry] = []


def written(value: Plain) -> str:
    """An answer as the text that expressions see: whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value % 1 == 0 else repr(value)
    if isinstance(value, frozenset | set):
        return " ".join(sorted(map(str, value)))
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return str(value)


def record(answers: Mapping[str, Plain], name: str = "data") -> Entry:
    """The entries of a record: a top without a parent, the form in it, the answers in that."""
    top = Entry("")
    _fill(top.add(name), answers)
    return top


def _fill(entry: Entry, answers: Mapping[str, Plain]) -> None:
    for name, value in answers.items():
        if isinstance(value, Mapping):
            _fill(entry.add(name), value)
        elif isinstance(value, list) and all(isinstance(each, Mapping) for each in value):
            for each in value:
                _fill(entry.add(name), each)
        else:
            entry.add(name, written(value))
