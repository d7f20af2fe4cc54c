"""Released series, rates and maps for the tests of charts, and what holds of every picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from diogel.charts import (
    Chart,
    FunnelMarks,
    GroupMarks,
    IntervalMarks,
    MarkedClass,
    Marks,
    MonthMarks,
    SeriesMarks,
    TileMarks,
    describe_chart,
    draw_chart,
    series_marks,
)
from diogel.core import (
    Base,
    Bilingual,
    Figure,
    Kind,
    Language,
    Limits,
    Line,
    Period,
    Status,
    Table,
    Unit,
)
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.disclosure.released import _KEY
from diogel.places import areas
from diogel.statistics import count_limits, funnel, slope_index, xmr

NO_BAND = Bilingual("", "")
INCIDENTS = Bilingual(
    "Anti-social behaviour incidents a month, Neath Port Talbot",
    "Digwyddiadau ymddygiad gwrthgymdeithasol bob mis, Castell-nedd Port Talbot",
)
PER_THOUSAND = Bilingual(
    "Incidents per 1,000 residents, year to March 2024",
    "Digwyddiadau fesul 1,000 o breswylwyr, blwyddyn hyd at fis Mawrth 2024",
)
RESIDENTS = Bilingual("Residents", "Preswylwyr")
AUTHORITIES = areas("local-authority")
OWN = "W06000012"

Sample = tuple[ReleasedTable, Marks]


def one_figure(
    id_: str,
    value: float | None,
    *,
    kind: Kind = Kind.COUNT,
    unit: Unit = Unit.INCIDENT,
    base: int | None = None,
    limits: Limits | None = None,
    hidden: bool = False,
) -> ReleasedFigure:
    """A released figure of police data; None for one that is not available."""
    found = Figure(
        id=id_,
        label=Bilingual.same(id_),
        kind=kind,
        unit=unit,
        base=Base.RECORDED if kind is Kind.COUNT else Base.RESIDENTS,
        value=value,
        denominator=base,
        limits=limits,
        status=Status.NOT_AVAILABLE if value is None else Status.OBSERVED,
    )
    return ReleasedFigure(found.hidden() if hidden else found, NO_BAND, _KEY)


def one_column(
    id_: str, rows: Sequence[tuple[str, Bilingual]], cells: Mapping[str, ReleasedFigure]
) -> ReleasedTable:
    """A table with one column."""
    made = Table(
        id=id_,
        title=Bilingual(f"Table {id_}", f"Tabl {id_}"),
        row_heading=Bilingual("Row", "Rhes"),
        rows=tuple(Line(code, label) for code, label in rows),
        columns=(Line("n", Bilingual("Number", "Nifer")),),
        cells={(code, "n"): f"{id_}.{code}" for code in cells},
    )
    return ReleasedTable(
        made, {f"{id_}.{code}": cell for code, cell in cells.items()}, "whole", _KEY
    )


def months_from(first: str, count: int) -> list[Period]:
    """So many periods in a row."""
    return [Period.parse(first).shifted(at) for at in range(count)]


def series(
    first: str,
    values: Sequence[float | None],
    *,
    hidden: Sequence[str] = (),
    rebases: Mapping[str, Bilingual] | None = None,
    notes: Mapping[str, Bilingual] | None = None,
    limits: bool = True,
) -> tuple[ReleasedTable, SeriesMarks]:
    """A monthly series with the limits of an XmR chart."""
    periods = months_from(first, len(values))
    rows = [(str(period), Bilingual.same(str(period))) for period in periods]
    cells = {
        str(period): one_figure(str(period), value, hidden=str(period) in hidden)
        for period, value in zip(periods, values, strict=True)
    }
    begun = {Period.parse(code): text for code, text in (rebases or {}).items()}
    known = np.array([np.nan if value is None else value for value in values])
    starts = [at for at, period in enumerate(periods) if period in begun]
    drawn = xmr(known, rebase_at=starts) if limits and np.isfinite(known).any() else None
    told = {Period.parse(code): text for code, text in (notes or {}).items()}
    marks = series_marks(INCIDENTS, drawn, rebases=begun, notes=told)
    return one_column("S1", rows, cells), marks


def rates(
    given: Mapping[str, tuple[float | None, tuple[float, float] | None]],
    hidden: Sequence[str] = (),
    funnel: Sequence[str] = (),
) -> ReleasedTable:
    """Rates with limits of an area and its comparators, by code."""
    names = {
        "wales": Bilingual("Wales", "Cymru"),
        "force": Bilingual("The other authorities of South Wales Police's area", "Awdurdodau eraill ardal Heddlu De Cymru"),  # noqa: E501
        OWN: Bilingual("Neath Port Talbot", "Castell-nedd Port Talbot"),
        "urban": Bilingual("Intermediate urban authorities", "Awdurdodau trefol canolradd"),
        "nearest": Bilingual("The five most similar authorities", "Y pum awdurdod mwyaf tebyg"),
    }  # fmt: skip
    cells = {}
    for code, (value, limits) in given.items():
        both = Limits(*limits, "funnel" if code in funnel else "byar") if limits else None
        cells[code] = one_figure(
            code, value, kind=Kind.RATE, base=100_000, limits=both, hidden=code in hidden
        )
    return one_column("I1", [(code, names[code]) for code in given], cells)


GIVEN: dict[str, tuple[float | None, tuple[float, float] | None]] = {
    "wales": (35.2, (34.9, 35.5)),
    "force": (38.04, (37.2, 38.8)),
    OWN: (41.26, (39.9, 42.6)),
    "urban": (33.3, (32.8, 33.9)),
    "nearest": (None, None),
}


def interval(hidden: Sequence[str] = ()) -> tuple[ReleasedTable, IntervalMarks]:
    """An area and four comparators, one of them without a number."""
    return rates(GIVEN, hidden), IntervalMarks(PER_THOUSAND, OWN, "wales")


def funnel_sample(own: str = OWN, missing: Sequence[str] = ()) -> tuple[ReleasedTable, FunnelMarks]:
    """Twenty-two authorities about their common rate."""
    random = np.random.default_rng(4)
    people = {
        a.code: int(n)
        for a, n in zip(AUTHORITIES, random.integers(60_000, 360_000, 22), strict=True)
    }
    level = dict(zip(people, random.normal(33, 6, 22), strict=True))
    events = {code: round(people[code] * level[code] / 1_000) for code in people}
    found = funnel(list(events.values()), list(people.values()))
    cells = {
        code: one_figure(
            code,
            None if code in missing else 1_000 * events[code] / people[code],
            kind=Kind.RATE,
            base=people[code],
        )
        for code in people
    }
    table = one_column("F1", [(a.code, a.name) for a in AUTHORITIES], cells)
    return table, FunnelMarks(PER_THOUSAND, RESIDENTS, own, found.target, found.tau)


def groups(
    events: Sequence[int] = (900, 800, 700, 640, 500, 520, 430, 380, 300, 210),
    people: Sequence[int] = (15_000,) * 10,
    *,
    log: bool = False,
    hidden: Sequence[str] = (),
) -> tuple[ReleasedTable, GroupMarks]:
    """Rates by group of deprivation, with the fitted line."""
    limits = count_limits(events)
    rated = [1_000 * n / p for n, p in zip(events, people, strict=True)]
    line = slope_index(rated, people, log=log)
    cells = {}
    for at, (rate, size) in enumerate(zip(rated, people, strict=True)):
        low, high = (1_000 * float(side[at]) / size for side in (limits.lower, limits.upper))
        code = str(at + 1)
        both = Limits(low, high, "byar")
        cells[code] = one_figure(
            code, rate, kind=Kind.RATE, base=size, limits=both, hidden=code in hidden
        )
    rows = [(code, Bilingual(f"Tenth {code}", f"Degfed {code}")) for code in cells]
    return one_column("G1", rows, cells), GroupMarks(
        PER_THOUSAND, line.most_deprived, line.least_deprived, log
    )


CLASSES = (
    MarkedClass("high", Bilingual("Higher than Wales", "Uwch na Chymru")),
    MarkedClass("same", Bilingual("Not separable from Wales", "Heb fod yn wahanol i Gymru")),
    MarkedClass("low", Bilingual("Lower than Wales", "Is na Chymru")),
)


def tiles(
    values: Mapping[str, float | None] | None = None, own: Sequence[str] = (OWN,)
) -> tuple[ReleasedTable, TileMarks]:
    """A rate for each authority, in three classes; Pembrokeshire has none."""
    given = values or {
        a.code: None if a.code == "W06000009" else 25.0 + at for at, a in enumerate(AUTHORITIES)
    }
    cells = {code: one_figure(code, value, kind=Kind.RATE, base=1) for code, value in given.items()}
    of = {
        code: "high" if value > 40 else "low" if value < 30 else "same"
        for code, value in given.items()
        if value is not None
    }
    rows = [(a.code, a.name) for a in AUTHORITIES if a.code in given]
    return one_column("M1", rows, cells), TileMarks(PER_THOUSAND, CLASSES, of, frozenset(own))


def month_sample(count: int = 36) -> tuple[ReleasedTable, MonthMarks]:
    """Two forces by months: one whole, one with months missing and incomplete."""
    periods = months_from("2021-04", count)
    rows = (
        Line("dyfed-powys", Bilingual("Dyfed-Powys Police", "Heddlu Dyfed-Powys")),
        Line("gwent", Bilingual("Gwent Police", "Heddlu Gwent")),
    )
    columns = tuple(Line(str(p), Bilingual.same(str(p))) for p in periods)
    heading = Bilingual("Months of police data", "Misoedd o ddata'r heddlu")
    made = Table("C1", heading, heading, rows, columns, {})
    of = {("gwent", str(period)): "whole" for period in periods}
    of |= {("dyfed-powys", str(period)): "whole" for period in periods[3:]}
    of["dyfed-powys", str(periods[5])] = "part"
    classes = (
        MarkedClass("whole", Bilingual("Whole month", "Mis cyfan")),
        MarkedClass("part", Bilingual("Incomplete month", "Mis anghyflawn")),
    )
    return ReleasedTable(made, {}, "whole", _KEY), MonthMarks(heading, classes, of)


def drawn(sample: Sample, language: Language = "en", **more: Any) -> Chart:
    """The chart of a sample with its own description."""
    table, marks = sample
    words = describe_chart(table, marks, language)
    return draw_chart(table, marks, language, title="t", description=words, **more)


def words_of(chart: Chart) -> list[str]:
    """Every line of words in the picture."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)


def faults_of(chart: Chart) -> list[str]:
    """Words that lie on each other or beyond the picture's edge."""
    wide, high = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', chart.svg)[:2])
    boxes = chart.spec["boxes"]
    found = [
        f"{box.text} is cut off"
        for box in boxes
        if box.left < 0 or box.top < 0 or box.right > wide or box.bottom > high
    ]
    return found + [
        f"{one.text} meets {two.text}"
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if one.meets(two)
    ]


def _shocks(count: int, seed: int) -> list[float | None]:
    """A series with a shock, a gap and a run below."""
    random = np.random.default_rng(seed)
    values: list[float | None] = [float(v) for v in random.normal(1700, 150, count).round()]
    values[count // 3] = 2984.0
    values[count // 2] = None
    for at in range(count * 2 // 3, count):
        values[at] = float(1450 + at)
    return values


REASON = Bilingual(
    "the rules for recording harassment changed.",
    "newidiodd y rheolau ar gyfer cofnodi aflonyddu.",
)
EVERY: dict[str, Callable[[], Sample]] = {
    "12 months": lambda: series("2023-04", _shocks(12, 1)),
    "24 months": lambda: series("2020-01", _shocks(24, 2)),
    "36 months": lambda: series("2021-05", _shocks(36, 3)),
    "60 months": lambda: series("2019-03", _shocks(60, 4), rebases={"2021-01": REASON}),
    "two baselines close together": lambda: series(
        "2019-03", _shocks(60, 5), rebases={"2021-01": REASON, "2021-02": REASON}
    ),
    "zeros": lambda: series("2023-01", [0] * 14),
    "few": lambda: series("2023-01", [0, 1, 0, 0, 2, 0, 1, 0, 0, 0, 3, 0]),
    "a million": lambda: series("2023-01", [1_234_567 + 999 * at for at in range(18)]),
    "one point": lambda: series("2023-02", [17]),
    "nothing at all": lambda: series("2023-02", [None] * 12),
    "hidden": lambda: series("2023-02", [9] * 12, hidden=["2023-06"]),
    "quarters": lambda: series("2019-Q3", [float(v) for v in range(20, 36)]),
    "years": lambda: series("2012/13", [float(v) for v in range(100, 112)]),
    "intervals": interval,
    "small intervals": lambda: (
        rates({OWN: (0.52, (0.31, 0.83)), "force": (0.0, (0.0, 0.12))}),
        IntervalMarks(PER_THOUSAND, OWN),
    ),
    "bands": lambda: (
        rates({**GIVEN, "nearest": (36.0, (28.0, 45.0))}, funnel=[c for c in GIVEN if c != OWN]),
        IntervalMarks(PER_THOUSAND, OWN, OWN),
    ),
    "intervals of nothing": lambda: (
        rates({OWN: (None, None)}),
        IntervalMarks(PER_THOUSAND, OWN, "wales"),
    ),
    **{f"funnel {a.code}": lambda code=a.code: funnel_sample(code) for a in AUTHORITIES},  # type: ignore[misc]
    "funnel without the area": lambda: funnel_sample(missing=[OWN]),
    "funnel of nothing": lambda: funnel_sample(missing=[a.code for a in AUTHORITIES]),
    "tenths": groups,
    "fifths on logarithms": lambda: groups(
        (30, 12, 9, 7, 2), (8_000, 9_000, 7_000, 6_000, 12_000), log=True
    ),
    "a hidden tenth": lambda: groups(hidden=["4"]),
    "tiles": tiles,
    "tiles of large numbers": lambda: tiles({a.code: 1_234_567.0 for a in AUTHORITIES}),
    "tiles all own": lambda: tiles(own=[a.code for a in AUTHORITIES]),
    "tiles of nothing": lambda: tiles({a.code: None for a in AUTHORITIES}),
    "12 months of forces": lambda: month_sample(12),
    "60 months of forces": lambda: month_sample(60),
}
