"""Counts of what partners recorded, as the auditor reads them: whose, of which months.

It is told what each number is by identity, never how it was decided what to hide: that an area
is its authorities, and that a stretch of time is its months. So a year of a force and a quarter
of one of its boards are sums of the same small pieces.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from pathlib import Path

from diogel.core import Bilingual, Kind, Period
from diogel.disclosure.audit_folder import FIGURES, publication_of_folder, read_folder
from diogel.disclosure.audit_meaning import Meaning, meaning_of
from diogel.disclosure.audit_printed import Printed
from diogel.disclosure.audit_publication import Fact, Publication, Terms, Why
from diogel.disclosure.policy import Policy
from diogel.disclosure.released import Released
from diogel.language import both

_PER = 1_000
"""Rates are of so many residents or households."""
_NEAR = 1e-6
NOTHING = Bilingual("", "")
_ROW = re.compile(r'<tr id="([^"]+)"[^>]*>\s*<th[^>]*>.*?</th>\s*<td[^>]*>(.*?)</td>', re.DOTALL)
_RATES = ("rate12", "field", "reference")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One count by identity.

    Attributes
    ----------
    authorities : tuple of str
        Codes of those whose events it counts; one code of its own for an area whose numbers
        are no sum of theirs.
    least : int
        The smallest count from one on that may be printed, and how wide the range of a hidden
        one must stay. [events]
    title, period : Bilingual
        The measure and the stretch of time as documents name them.
    """

    measure: str
    authorities: tuple[str, ...]
    first: Period
    last: Period
    label: Bilingual
    least: int
    title: Bilingual = NOTHING
    period: Bilingual = NOTHING

    @property
    def key(self) -> str:
        """The key of its cell: the same for all that count the same events."""
        return f"{self.measure}@{'+'.join(self.authorities)}@{self.first}..{self.last}"


def publication_of_counts(
    counts: Iterable[tuple[Recorded, int | None]], place: Bilingual
) -> Publication:
    """What a reader of some counts holds; None is one that is hidden."""
    told = list(counts)
    cells = {one.key: one for one, _ in told}
    values = [
        Fact(((one.key, 1),), count, count, Why.VALUE, place)
        for one, count in told
        if count is not None
    ]
    hidden = frozenset(one.key for one, count in told if count is None)
    return _published(cells, [*values, *structure_of(cells.values(), place)], hidden)


def _published(
    cells: Mapping[str, Recorded], facts: Iterable[Fact], hidden: frozenset[str]
) -> Publication:
    return Publication(
        {key: one.label for key, one in cells.items()},
        tuple(facts),
        hidden,
        {key: one.least for key, one in cells.items()},
    )


def structure_of(counts: Iterable[Recorded], place: Bilingual) -> Iterator[Fact]:
    """What everybody knows: each count is the sum of its authorities' pieces of time."""
    by_measure: dict[str, list[Recorded]] = {}
    for one in counts:
        by_measure.setdefault(one.measure, []).append(one)
    for measure, own in by_measure.items():
        cuts = sorted({day for one in own for day in _ends(one)})
        for one in {each.key: each for each in own}.values():
            begin, end = _ends(one)
            inside = [cut for cut in cuts if begin <= cut <= end]
            parts = [
                f"{measure}@{code}@{start}-{stop}"
                for code in one.authorities
                for start, stop in pairwise(inside)
            ]
            terms: Terms = (*((part, 1) for part in parts), (one.key, -1))
            yield Fact(terms, 0, 0, Why.SUM, place)


def _ends(one: Recorded) -> tuple[int, int]:
    """The ordinal days of the first day, and of the day after the last."""
    return one.first.start.toordinal(), one.last.end.toordinal() + 1


def recorded_meaning(released: Released, policy: Policy, counts: Mapping[str, Recorded]) -> Meaning:
    """What the figures of an area's documents mean, by figure id."""
    place = both("auditing.place.recorded")
    counts = {name: one for name, one in counts.items() if name in released.figures}
    plain = {
        name: one
        for name, one in counts.items()
        if released.figures[name].figure.kind is Kind.COUNT
    }
    return replace(
        meaning_of(released, policy),
        cells={name: one.key for name, one in plain.items()},
        labels={one.key: one.label for one in counts.values()},
        structure=tuple(structure_of(counts.values(), place)),
        everybody=0,
        bases={},
        hidden=frozenset(
            one.key for name, one in counts.items() if not released.figures[name].shown
        ),
        respondents=frozenset(),
        thresholds={one.key: one.least for one in counts.values()},
        routes={},
        summed={},
        questions={},
    )


def publication_of_recorded_folder(
    folder: Path,
    meaning: Meaning,
    counts: Mapping[str, Recorded],
    read: Mapping[str, Printed] | None = None,
) -> Publication:
    """What a reader of every file of an area's folder holds of partners' counts.

    `read` are its files as `read_folder` gives them, for a caller who has read them.
    """
    files = read_folder(folder) if read is None else read
    found = publication_of_folder(folder, meaning, files)
    place = both("auditing.place.file", file=FIGURES)
    facts = [*_rates(folder / FIGURES, counts, place)]
    for path in sorted(folder.glob("*.html")):
        own = both("auditing.place.text", file=path.name)
        facts += _explained(path.read_text(encoding="utf-8"), counts, own)
        facts += _pictured(files[path.name], counts, found.hidden)
    # Documents carry the day that they are of, and what was counted is nobody's answer: that
    # an area is named tells of nobody.
    incidents = tuple(one for one in found.incidents if one.code not in ("moment", "named"))
    return replace(found, facts=(*found.facts, *facts), incidents=incidents)


def _explained(page: str, counts: Mapping[str, Recorded], place: Bilingual) -> Iterator[Fact]:
    """The rows of a page that are entered by a figure's id, with its number in the first cell."""
    for name, text in _ROW.findall(page):
        one, digits = counts.get(unescape(name)), text.replace(",", "").strip()
        if one is not None and digits.isdigit() and not _is_rate(name):
            yield Fact(((one.key, 1),), int(digits), int(digits), Why.VALUE, place)


def _pictured(
    printed: Printed, counts: Mapping[str, Recorded], hidden: frozenset[str]
) -> Iterator[Fact]:
    """What charts and their descriptions say of hidden periods: "Lowest: March 2024 (3)"."""
    place = both("auditing.place.alt", file=printed.file)
    gone = [one for name, one in counts.items() if one.key in hidden and not _is_rate(name)]
    for picture in printed.pictures:
        said = "\n".join((picture.caption, picture.alt, *picture.texts))
        for one in gone:
            title, period = one.title[printed.language], one.period[printed.language]
            if not title or title not in said:
                continue
            for found in re.findall(rf"{re.escape(period)}[^().;\n]*[(:]\s*(\d+)(?![\d.])", said):
                yield Fact(((one.key, 1),), int(found), int(found), Why.VALUE, place)


def _is_rate(figure: str) -> bool:
    return any(part.startswith(_RATES) for part in figure.split("."))


def _rates(path: Path, counts: Mapping[str, Recorded], place: Bilingual) -> Iterator[Fact]:
    """Every number beside a figure that tells its count: its numerator, or its rate."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = counts.get(row["figure"])
            count = _count_of(row) if one is not None else None
            if one is not None and count is not None:
                yield Fact(((one.key, 1),), count, count, Why.VALUE, place)


def _count_of(row: Mapping[str, str]) -> int | None:
    if row["numerator"].isdigit():
        return int(row["numerator"])
    try:
        count = float(row["value"]) * float(row["denominator"]) / _PER
    except ValueError:
        return None
    return round(count) if abs(count - round(count)) < _NEAR else None
