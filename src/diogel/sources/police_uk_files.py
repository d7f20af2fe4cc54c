"""Files of police.uk: their headings in any case and order, and what their names claim."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Period, Place, Problem, Refused, Severity
from diogel.files import Offered
from diogel.sources.framework import Recognised, Taking

if TYPE_CHECKING:
    from diogel.engine import Frame

# What a browser or a person puts behind the name says nothing else: "...-street (1).csv".
_NAME = re.compile(r"(?i)(\d{4}-\d{2})-(.+?)-(street|outcomes|stop-and-search)([ _(.].*)?\.\w+")
_FAULTS_TOLD = 100
_MONTH_FOLDER = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of one kind of file, and what its columns are called here.

    Attributes
    ----------
    columns : mapping of heading to column name
        As police.uk writes the headings today, in its order.
    required : frozenset of column name
        Without these it is another kind of file.
    foreign : frozenset of heading
        Headings that only another kind of file has.
    weighty : frozenset of heading
        Headings without which much is lost, though the file can be read.
    """

    columns: Mapping[str, str]
    required: frozenset[str]
    foreign: frozenset[str] = frozenset()
    weighty: frozenset[str] = frozenset()

    def names(self, headings: Sequence[str]) -> tuple[str, ...]:
        """What each column of a file is called here; "other_3" for one that is not known."""
        known = {even(heading): name for heading, name in self.columns.items()}
        names: list[str] = []
        for number, heading in enumerate(headings):
            name = known.get(even(heading), "")
            names.append(name if name and name not in names else f"other_{number}")
        return tuple(names)

    def fit(self, member: Offered) -> float:
        """How sure it is that a member is of this kind: 0, or 0.6 to 1."""
        foreign = {even(heading) for heading in self.foreign}
        if member.kind != "csv" or {even(h) for h in member.headings} & foreign:
            return 0.0
        names = set(self.names(member.headings))
        if not self.required <= names:
            return 0.0
        wanted = set(self.columns.values())
        return 0.6 + 0.4 * len(wanted & names) / len(wanted)

    def recognise(
        self, code: str, what: Bilingual, offered: Sequence[Offered]
    ) -> Recognised | None:
        """The members of this kind, as sure as of the least sure one."""
        fits = [(member, fit) for member in offered if (fit := self.fit(member))]
        if not fits:
            return None
        return Recognised(
            code, min(fit for _, fit in fits), what, tuple(member for member, _ in fits)
        )


def even(heading: str) -> str:
    """A heading for comparing: its letters and digits, small, whatever stands between."""
    return "".join(filter(str.isalnum, heading.casefold()))


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file's name and folder say it holds; empty where they say nothing."""

    force: str = ""
    month: str = ""


def claim_of(member: Offered) -> Claim:
    """What the name claims, else the month folder that it lies in."""
    if found := _NAME.fullmatch(member.name):
        return Claim(found[2].lower(), found[1])
    folders = member.inside.split("/")[:-1]
    if folders and _MONTH_FOLDER.fullmatch(folders[-1]):
        return Claim(month=folders[-1])
    return Claim()


def told_as(member: Offered) -> str:
    """By what a member is told from the others of its delivery."""
    return member.inside or member.name


def common_name(members: Sequence[Offered]) -> str:
    """The name for what is told of all members together: that of a lone one, else none."""
    return told_as(members[0]) if len(members) == 1 else ""


def scan(members: Sequence[Offered], layout: Layout, into: Taking) -> Frame:
    """The rows of all members, every column of the layout as text, null where a file lacks it.

    Columns are taken by position after their headings were looked at, so that files with
    another order or case stand beside the others.

    Raises
    ------
    Refused
        With every row that is not as wide as its file's headings.
    """
    from diogel.engine import SOURCE_FILE, String, col, concat, lit

    check_widths(members)
    even = all(member.delimiter == "," for member in members)
    alike: dict[tuple[str, ...], dict[str, Path]] = {}
    for number, member in enumerate(members):
        names = layout.names(member.headings)
        alike.setdefault(names, {})[told_as(member)] = _with_commas(member, into.folder, number)
    frames = []
    for names, files in alike.items():
        frame = into.engine.scan_csv(files, names, even=even)
        wanted = [
            col(name) if name in names else lit(None, dtype=String).alias(name)
            for name in dict.fromkeys(layout.columns.values())
        ]
        frames.append(frame.select(*wanted, SOURCE_FILE))
    return frames[0] if len(frames) == 1 else concat(frames)


def _with_commas(member: Offered, folder: Path, number: int) -> Path:
    """The member, written again with commas when its cells are divided by something else."""
    if member.delimiter == ",":
        return member.path
    target = folder / f"commas-{number}.csv"
    with (
        member.path.open(encoding="utf-8", newline="") as old,
        target.open("w", encoding="utf-8", newline="") as new,
    ):
        csv.writer(new).writerows(csv.reader(old, delimiter=member.delimiter))
    return target


def check_widths(members: Sequence[Offered]) -> None:
    """Refused with every row that is wider or narrower than its headings.

    An engine forgives one empty cell too many, and a comma within a place's name then moves
    the rest of its row by one. Counting commas is enough to know that there is none; only a
    file where they do not add up is read through.
    """
    problems = [problem for member in members for problem in _wrong_widths(member)]
    if problems:
        raise Refused(problems)


def _wrong_widths(member: Offered) -> Iterator[Problem]:
    width = len(member.headings)
    if member.delimiters == member.lines * (width - 1):
        return
    found = 0
    with member.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=member.delimiter)
        line = 1
        for row in reader:
            if row and len(row) != width and found < _FAULTS_TOLD:
                found += 1
                place = Place(told_as(member), row=line)
                yield Problem("file.row-width", place, str(len(row)), str(width))
            line = reader.line_num + 1


def heading_problems(members: Sequence[Offered], layout: Layout) -> list[Problem]:
    """Columns that are not there, and columns that nobody knows, once for each file."""
    told = []
    for member in members:
        names = layout.names(member.headings)
        absent = [h for h, name in layout.columns.items() if name not in names]
        strange = [
            heading
            for heading, name in zip(member.headings, names, strict=True)
            if name.startswith("other_")
        ]
        place = Place(told_as(member))
        grave = Severity.LOOK if layout.weighty & set(absent) else Severity.NOTE
        if absent:
            found = ", ".join(absent)
            told.append(Problem("source.columns-absent", place, found, severity=grave))
        if strange:
            found = ", ".join(strange)
            told.append(Problem("source.columns-strange", place, found, severity=Severity.NOTE))
    return told


def is_month(text: str) -> bool:
    """True for a month as police.uk writes it: "2018-10"."""
    if not _MONTH_FOLDER.fullmatch(text):
        return False
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True
