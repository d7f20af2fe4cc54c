"""What an expression is worked out in: the record, the clock, the language, the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from diogel.core import Language
from diogel.surveys.expressions.record import Entry
from diogel.surveys.expressions.values import Nodes

ZONE = ZoneInfo("Europe/London")


def _no_name(question: str, code: str, language: Language) -> str:
    return code if question and language else ""


@dataclass(slots=True)
class Environment:
    """Everything outside an expression that its value depends on.

    Attributes
    ----------
    top : Entry
        The top of the record.
    paths : mapping of question name to the names on the way to it from the top
        Where `${name}` stands in the record: ("data", "group", "name").
    instances : mapping of list name to Entry
        Lists of choices, for `instance('name')`.
    zone : tzinfo
    now : datetime or None
        The moment that counts as now; None for the clock's.
    language : Language
        The respondent's, for the names of choices, months and days.
    choice_name : function of (question, code, language) to text
    chance : Random
        Where chance comes from: seeded, so that the same record gives the same again.
    """

    top: Entry
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instances: Mapping[str, Entry] = field(default_factory=dict)
    zone: tzinfo = ZONE
    now: datetime | None = None
    language: Language = "en"
    choice_name: Callable[[str, str, Language], str] = _no_name
    chance: Random = field(default_factory=lambda: Random(0))  # noqa: S311, no secrets
    singles: dict[str, Nodes] = field(default_factory=dict)

    def clock(self) -> datetime:
        """The moment that counts as now."""
        return self.now or datetime.now(UTC)

    def find(self, name: str, start: Entry) -> Nodes:
        """The entries that `${name}` means for whoever asks from `start`.

        In a repeat it is the one beside `start`, in the same instance; from outside it is
        all of them. A repeat itself is always all its instances. KeyError for a name that
        the form does not have.
        """
        found = self.singles.get(name)
        if found is not None:
            return found
        path = self.paths[name]
        at = 0
        entry = self.top
        for step, standing in zip(path[:-1], _way(start), strict=False):
            if standing.name != step:
                break
            entry, at = standing, at + 1
        return _down([entry], path[at:])

    def everywhere(self, name: str) -> Nodes:
        """All entries of a name, in whatever instance of a repeat."""
        return _down([self.top], self.paths[name])


def _way(entry: Entry) -> list[Entry]:
    """The entries from below the top down to one, itself included."""
    way = list[Entry]()
    standing: Entry | None = entry
    while standing is not None and standing.parent is not None:
        way.append(standing)
        standing = standing.parent
    way.reverse()
    return way


def _down(entries: Nodes, names: tuple[str, ...]) -> Nodes:
    for name in names:
        if len(entries) == 1:
            entries = entries[0].named(name)
        else:
            entries = [child for entry in entries for child in entry.named(name)]
    return entries


class Frame:
    """Where an expression is being worked out: at which entry, as which of how many."""

    __slots__ = ("env", "here", "position", "size", "start")

    def __init__(
        self, env: Environment, here: Entry, start: Entry, position: int = 1, size: int = 1
    ) -> None:
        self.env, self.here, self.start = env, here, start
        self.position, self.size = position, size
