"""Indicators made by hand for the tests of findings, of burglary in Cardiff."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from indicator_factory import BURGLARY, CARDIFF

from diogel.assessment.findings import AreaFinding, findings
from diogel.core import Bilingual, Limits, Period, Status
from diogel.disclosure import load_policy, release
from diogel.indicators import (
    AreaIndicators,
    AreaSet,
    Basis,
    Change,
    Comparator,
    Comparison,
    Gradient,
    GroupRate,
    Level,
    Marked,
    MeasureIndicators,
    Places,
    Series,
    Trend,
    Verdict,
    area_set,
    tabulate,
)
from diogel.statistics import Chart, Concentration, Signal

POLICY = load_policy()
NOW, BEFORE = Period.month(2020, 12), Period.month(2019, 12)
REASON = Bilingual("A reason.", "Rheswm.")
_SPAN = re.compile(r"\[([^\]]*)\]\{[^}]*\}")


def year_to(last: Period) -> tuple[Period, ...]:
    return tuple(last.shifted(step) for step in range(-11, 1))


def basis(last: Period = NOW, *, missing: int = 0) -> Basis:
    """Twelve months, the last so many of them without a number."""
    months = year_to(last)
    cut = len(months) - missing
    return Basis(months[0], months[-1], months[:cut], months[cut:])


def level(
    count: int | None = 400, *, last: Period = NOW, measure: str = BURGLARY, **more: object
) -> Level:
    made = Level(
        measure,
        CARDIFF,
        basis(last),
        Status.OBSERVED,
        count=count,
        value=None if count is None else float(count),
        rate=None if count is None else count / 100,
        rate_limits=None if count is None else Limits(count / 110, count / 90, "byar"),
        denominator=100_000.0,
        per="residents",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def absent(last: Period = NOW, status: Status = Status.NOT_AVAILABLE) -> Level:
    return Level(BURGLARY, CARDIFF, basis(last, missing=2), status, REASON)


def change(verdict: Verdict, now: Level, before: Level, **more: object) -> Change:
    known = bool(now.count is not None and before.count)
    ratio = (now.count or 0) / (before.count or 1)
    few = (before.count or 0) < 30
    made = Change(
        now.measure,
        CARDIFF,
        now,
        before,
        Status.OBSERVED,
        verdict,
        ratio=ratio if known else None,
        ratio_limits=Limits(ratio * 0.9, ratio * 1.1, "root") if known else None,
        percent=None if few or not known else 100 * (ratio - 1),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def chart(values: list[float], *, enough: bool = True) -> Chart:
    size = len(values)
    full = np.full(size, 30.0)
    return Chart(np.array(values), full, full - 20, full + 20, [frozenset()] * size, enough)


def trend(signals: set[Signal] = frozenset(), value: float = 33.0, **more: object) -> Trend:  # type: ignore[assignment]
    """Twelve months; the last has this value and these signals."""
    months = year_to(NOW)
    mark = Marked(NOW, value, frozenset(signals)) if signals else None
    enough = bool(more.pop("enough", True))
    made = Trend(
        BURGLARY,
        CARDIFF,
        basis(),
        Status.OBSERVED,
        kind="xmr",
        periods=months,
        notes=(None,) * 12,
        chart=chart([33.0] * 11 + [value], enough=enough),
        marked=(mark,) if mark else (),
        latest=mark,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def no_trend(measure: str = BURGLARY) -> Trend:
    return Trend(measure, CARDIFF, basis(), Status.NOT_AVAILABLE, REASON)


def comparison(verdict: Verdict, kind: str = "wales", **more: object) -> Comparison:
    names = {
        "wales": Bilingual("Wales", "Cymru"),
        "nearest": Bilingual("The five most similar authorities", "Y pum awdurdod mwyaf tebyg"),
    }
    given = verdict is not Verdict.NOT_GIVEN
    made = Comparison(
        BURGLARY,
        CARDIFF,
        Comparator(kind, kind, names[kind], ("W06000022",), near=bool(more.pop("near", True))),
        basis(),
        Status.OBSERVED if given else Status.NOT_AVAILABLE,
        verdict,
        reference=3.2 if given else None,
        ratio=1.25 if given else None,
        ratio_limits=Limits(1.04, 1.5, "funnel") if given else None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def places(total: int = 400, top: float = 0.25, chance: float = 0.1, **more: object) -> Places:
    found = Concentration(total, 200, 10, top, 40, 0.5, 10)
    made = Places(
        BURGLARY,
        CARDIFF,
        basis(),
        Status.OBSERVED,
        found=found,
        chance=found._replace(top_holds=chance),
        persistent=("W01001701", "W01001702"),
        hot=("W01001701",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def gradient(slope: float = -3.0, lower: float = -4.0, upper: float = -2.0) -> Gradient:
    groups = tuple(
        GroupRate(n, 20, 60, 20_000.0, 7.0 - n, Limits(6.0 - n, 8.0 - n, "byar"))
        for n in range(1, 6)
    )
    return Gradient(
        BURGLARY,
        CARDIFF,
        basis(),
        Status.OBSERVED,
        groups=groups,
        slope=slope,
        slope_limits=Limits(lower, upper, "simulated"),
        relative=0.5,
        relative_limits=Limits(0.4, 0.6, "simulated"),
    )


def measured(measure: str = BURGLARY, **more: object) -> MeasureIndicators:
    """A measure with a level alone, and what else is given."""
    own = more.pop("level", None) or level(measure=measure)
    before = level(380, last=BEFORE, measure=measure)
    made = MeasureIndicators(
        measure,
        Series(measure, CARDIFF, ()),
        own,  # type: ignore[arg-type]
        change(Verdict.NOT_GIVEN, own, before, reason=REASON, ratio=None),  # type: ignore[arg-type]
        no_trend(measure),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def area_of(
    *measures: MeasureIndicators, area: AreaSet | None = None, **more: object
) -> AreaIndicators:
    made = {each.measure: each for each in measures}
    return AreaIndicators(area or area_set(CARDIFF), NOW, made, **more)  # type: ignore[arg-type]


def told(found: AreaIndicators) -> dict[str, AreaFinding]:
    """The findings by what they are of, in their order."""
    released = release(tabulate([found]), POLICY)
    return {one.id.partition(".")[2]: one for one in findings(found, released)}


def of_burglary(name: str, **more: object) -> AreaFinding:
    """One finding of burglary in Cardiff."""
    return told(area_of(measured(**more)))[f"{BURGLARY}.{name}"]


def words(text: Bilingual) -> tuple[str, str]:
    """Both sentences without the marks of figures."""
    return _SPAN.sub(r"\1", text.en), _SPAN.sub(r"\1", text.cy)
