"""What may be said: the only types that charts and documents accept.

Nothing outside this room makes one (`_release` is the room's own key), so a figure that
has not passed the policy cannot be drawn or written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, replace
from types import MappingProxyType

from diogel.core import Bilingual, Figure, Line, Status, Table

_KEY = object()


class NotReleased(TypeError):
    """Somebody tried to make a released figure outside the disclosure room."""


class _Sealed:
    """A type that nobody derives from: a subclass could leave out the check of the key."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        if cls.__module__ != __name__:
            raise NotReleased("only the disclosure room makes released figures")


def _check(key: object) -> None:
    if key is not _KEY:
        raise NotReleased("only the disclosure room makes released figures")


@dataclass(frozen=True, slots=True)
class ReleasedFigure(_Sealed):
    """A figure that may be said as it stands: hidden ones carry no value at all.

    `band` says in words roughly where a hidden value lies, when the policy allows that;
    both texts empty when it does not.
    """

    figure: Figure
    band: Bilingual
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        _check(key)

    @property
    def shown(self) -> bool:
        """True when the figure has a value that may be said."""
        return self.figure.status is not Status.CONFIDENTIAL


@dataclass(frozen=True, slots=True)
class ReleasedTable(_Sealed):
    """A table as it may be shown: whole, collapsed, in bands, or withheld.

    Attributes
    ----------
    table : Table
        Rows, columns and cells after any collapse: its cells name figures in `figures`.
    figures : mapping of figure id to ReleasedFigure
        Those of this table, collapsed sums included.
    treatment : str
        "whole", "collapsed", "bands" or "withheld". A withheld table has no cells.
    """

    table: Table
    figures: Mapping[str, ReleasedFigure]
    treatment: str
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        _check(key)
        table = replace(self.table, cells=MappingProxyType(dict(self.table.cells)))
        object.__setattr__(self, "table", table)
        object.__setattr__(self, "figures", MappingProxyType(dict(self.figures)))

    def cell(self, row: Line, column: Line) -> ReleasedFigure | None:
        """The figure of one cell; None for a structural blank, shown as [z]."""
        found = self.table.cells.get((row.code, column.code))
        return self.figures[found] if found else None


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the decision log: which rule acted on what, why, and on whose word.

    `rule` is a stable code with a sentence in the `disclosure` catalogue; `subject` the
    figure's or table's id; `action` "suppress", "collapse", "bands", "withhold",
    "release" or "flag"; `exception` the id of the recorded exception, if one was used.
    """

    rule: str
    subject: str
    action: str
    exception: str = ""


@dataclass(frozen=True, slots=True)
class RecordedException:
    """Permission to publish what the policy forbids: for what, why, who said so, when."""

    id: str
    title: Bilingual
    reason: Bilingual
    approver: Bilingual
    date: str
    covers: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Released(_Sealed):
    """Everything of one wave that may be said, with the record of how that was decided."""

    wave: str
    figures: Mapping[str, ReleasedFigure]
    tables: Mapping[str, ReleasedTable]
    decisions: tuple[Decision, ...]
    policy: str
    exceptions: tuple[RecordedException, ...]
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        _check(key)
        object.__setattr__(self, "figures", MappingProxyType(dict(self.figures)))
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    @property
    def listed(self) -> tuple[ReleasedFigure, ...]:
        """The figures that a list of all figures may name, in their order.

        One that is hidden and was selected by its size is not among them: that it is there
        would tell that it is one of the largest.
        """
        found = self.figures.values()
        return tuple(each for each in found if each.shown or not each.figure.selected)
