"""Whether deliveries come when they are due, and whether one came twice under two names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from diogel.core import Bilingual, Grain, Period, Severity
from diogel.quality.findings import Finding
from diogel.quality.settings import Settings


@dataclass(frozen=True, slots=True)
class Delivery:
    """One slice of a release: the smallest part that a later one may replace.

    Attributes
    ----------
    dataset : str
        "street", "outcomes", "populations", a partner's table.
    key : mapping of str to str
        What tells it from others: force and month, supplier and period.
    rows : int
        [rows]
    file, sha256 : str
        The file's name without folders, and its content's hash.
    received : date
        The day that it was added.
    extracted : date or None
        The day that the supplier took it from their system.
    """

    dataset: str
    key: Mapping[str, str]
    rows: int
    file: str
    sha256: str
    release: str
    supplier: str
    received: date
    extracted: date | None = None
    facts: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def taken(self) -> date:
        """The day that its numbers are of: extracted, or else received."""
        return self.extracted or self.received


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that should come again and again.

    Attributes
    ----------
    what, who : Bilingual
        In words: "Recorded crime and incidents", "Gwent Police".
    subject : str
        The supplier's or area's code.
    grain : Grain
    lag_days : int
        How long after a period's end it is due. [days]
    held : collection of Period
        What came.
    """

    what: Bilingual
    who: Bilingual
    subject: str
    grain: Grain
    lag_days: int
    held: Collection[Period]
    measure: str = ""


def last_due(grain: Grain, lag_days: int, as_at: date) -> Period:
    """The latest period that is due by a day."""
    day = as_at - timedelta(days=lag_days)
    period = _period_of(grain, day)
    return period if period.end <= day else period.shifted(-1)


def _period_of(grain: Grain, day: date) -> Period:
    """The period that a day lies in."""
    if grain is Grain.DAY:
        return Period(day, grain)
    if grain is Grain.MONTH:
        return Period.month(day.year, day.month)
    if grain is Grain.QUARTER:
        return Period(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), grain)
    if grain is Grain.YEAR:
        return Period(date(day.year, 1, 1), grain)
    return Period(date(day.year - (day.month < 4), 4, 1), grain)


def periods_late(expected: Expected, as_at: date) -> int:
    """How many periods are due after the latest that came; 0 when nothing ever came."""
    if not expected.held:
        return 0
    latest, due = max(expected.held), last_due(expected.grain, expected.lag_days, as_at)
    late = 0
    while latest.start < due.start:
        latest = latest.shifted(1)
        late += 1
    return late


def timeliness(expected: Iterable[Expected], as_at: date, settings: Settings) -> Iterator[Finding]:
    """What is late, and what has dried up: it came, and has long not come again."""
    limit = settings.whole("calendar", "dried_up_periods")
    for each in expected:
        late = periods_late(each, as_at)
        if not late:
            continue
        code = "dried-up" if late >= limit else "late"
        yield Finding(
            f"{code}-{each.grain.value}",
            Severity.LOOK,
            each.subject,
            str(max(each.held)),
            each.measure,
            slots={
                "what": each.what,
                "who": each.who,
                "latest": max(each.held),
                "due": last_due(each.grain, each.lag_days, as_at),
                "late": late,
            },
        )


def same_content(deliveries: Iterable[Delivery]) -> Iterator[Finding]:
    """One file's bytes under two keys: the same table sent for two periods or two areas."""
    seen: dict[tuple[str, str], Delivery] = {}
    for each in deliveries:
        if not each.sha256 or not each.rows:
            continue
        first = seen.setdefault((each.dataset, each.sha256), each)
        # A workbook of several periods gives many slices with its one hash and one name.
        if first.key != each.key and first.file != each.file:
            slots = {"file": Bilingual.same(each.file), "earlier": Bilingual.same(first.file)}
            subject = each.key.get("force", each.supplier)
            period = each.key.get("period", each.key.get("month", ""))
            yield Finding("content-repeated", Severity.LOOK, subject, period, slots=slots)
