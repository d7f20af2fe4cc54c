"""What the months of the forces tell: thin and missing ones, repeats, shocks and changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from diogel.core import Bilingual, Period, Severity
from diogel.quality.cells import ASB, Cell
from diogel.quality.completeness import MAD_TO_SPREAD, Judgement, Verdict
from diogel.quality.findings import Finding, Months, Names, Share, Slot
from diogel.quality.naming import force_name, type_name
from diogel.quality.settings import Settings

Series = Mapping[Period, float]
# A hole or two in the months on either side still lets one see a level.
_LEAST_OF_WINDOW = 5 / 6


def completeness_findings(judgements: Iterable[Judgement]) -> Iterator[Finding]:
    """One finding for each thin or damaged month, and for each run of missing ones."""
    missing: list[Judgement] = []
    unknown: dict[str, list[Judgement]] = defaultdict(list)
    for judged in judgements:
        if judged.verdict is Verdict.MISSING:
            missing.append(judged)
        elif judged.verdict is Verdict.NO_HISTORY:
            unknown[judged.force].append(judged)
        else:
            yield from _month_findings(judged)
    yield from _missing_findings(missing)
    for force, found in unknown.items():
        months = Months(found[0].month, found[-1].month)
        slots: dict[str, Slot] = {"force": force_name(force), "months": months, "n": len(found)}
        yield _finding("no-history", Severity.NOTE, found[0], **slots)


def _month_findings(judged: Judgement) -> Iterator[Finding]:
    force, month = force_name(judged.force), judged.month
    if judged.ruling is not None:
        slots: dict[str, Slot] = {"force": force, "month": month, "reason": judged.ruling.reason}
        slots["by"] = Bilingual.same(judged.ruling.by)
        yield _finding(f"ruled-{judged.ruling.verdict}", Severity.NOTE, judged, **slots)
    elif judged.verdict is Verdict.THIN:
        assert judged.crimes is not None and judged.expected is not None  # noqa: S101
        yield _finding(
            "month-thin",
            Severity.STOP,
            judged,
            force=force,
            month=month,
            rows=judged.rows or 0,
            crimes=judged.crimes,
            expected=round(judged.expected),
            share=Share(judged.crimes, judged.expected),
            witnesses=judged.witnesses,
        )
    elif judged.verdict is Verdict.QUARANTINED:
        slots = {"force": force, "month": month, "rows": judged.rows or 0}
        yield _finding("month-quarantined", Severity.STOP, judged, **slots)
    for name in judged.absent_types if judged.counts else ():
        slots = {"force": force, "month": month, "type": type_name(name)}
        yield _finding("type-absent", Severity.STOP, judged, **slots)


def _missing_findings(missing: Sequence[Judgement]) -> Iterator[Finding]:
    """Runs of missing months; of a month that no force sent, one finding for all of them."""
    by_force: dict[str, list[Judgement]] = defaultdict(list)
    for judged in missing:
        by_force[judged.force].append(judged)
    runs: dict[tuple[Period, Period], list[str]] = defaultdict(list)
    for force, found in by_force.items():
        for run in _runs([judged.month for judged in found]):
            runs[run[0], run[-1]].append(force)
    for (first, last), forces in runs.items():
        yield Finding(
            "months-missing",
            Severity.STOP,
            forces[0] if len(forces) == 1 else "",
            str(first),
            slots={
                "forces": Names(tuple(force_name(force) for force in forces)),
                "months": Months(first, last),
            },
        )


def _runs(months: Sequence[Period]) -> list[list[Period]]:
    """The months divided into runs without a hole."""
    runs: list[list[Period]] = []
    for month in sorted(months):
        if runs and runs[-1][-1].shifted(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def repeated_files(cells: Iterable[Cell], settings: Settings) -> Iterator[Finding]:
    """Two months of one force that agree in every type and area: one file under two names."""
    months: dict[tuple[str, Period], dict[tuple[str, str, str], int]] = defaultdict(dict)
    for cell in cells:
        place = (cell.type, cell.placement, cell.area)
        held = months[cell.force, cell.month]
        held[place] = held.get(place, 0) + cell.rows
    seen: dict[tuple[str, frozenset[tuple[tuple[str, str, str], int]]], Period] = {}
    least = settings.whole("repeated", "same_file_rows")
    for (force, month), found in sorted(months.items()):
        print_of = (force, frozenset(found.items()))
        if sum(found.values()) < least:
            continue
        if (earlier := seen.setdefault(print_of, month)) != month:
            slots: dict[str, Slot] = {"force": force_name(force), "month": month}
            slots["earlier"] = earlier
            slots["rows"] = sum(found.values())
            yield Finding("file-repeated", Severity.LOOK, force, str(month), slots=slots)


def force_series(
    cells: Iterable[Cell], judgements: Iterable[Judgement]
) -> dict[tuple[str, bool], dict[Period, float]]:
    """Monthly rows of each force that may be counted: crimes, and apart (True) the incidents."""
    whole = {(j.force, j.month): j for j in judgements if j.counts}
    series: dict[tuple[str, bool], dict[Period, float]] = defaultdict(dict)
    for cell in cells:
        judged = whole.get((cell.force, cell.month))
        if judged is None or cell.type in judged.absent_types:
            continue
        found = series[cell.force, cell.type == ASB]
        found[cell.month] = found.get(cell.month, 0) + cell.rows
    return dict(series)


def shocks(series: Series, settings: Settings) -> list[tuple[Period, float, float]]:
    """Months of at least twice, or at most half, what the months around them have.

    Returns
    -------
    list of (month, its value, the median of the nearest months)
    """
    nearest = settings.whole("completeness", "nearest_months")
    least = settings.whole("completeness", "least_history")
    found = []
    for month, value in sorted(series.items()):
        others = sorted((m for m in series if m != month), key=lambda m: abs(m.start - month.start))
        around = [series[m] for m in others[:nearest]]
        if len(around) < least:
            continue
        usual = median(around)
        spread = MAD_TO_SPREAD * median(abs(v - usual) for v in around)
        far = abs(value - usual) >= settings.limit("levels", "spreads") * spread
        twice = value >= 2 * usual or 2 * value <= usual
        if usual >= settings.limit("levels", "least_level") and far and twice:
            found.append((month, value, usual))
    return found


def level_shifts(series: Series, settings: Settings) -> list[tuple[Period, float, float]]:
    """Months from which the level is lastingly another.

    Returns
    -------
    list of (first month of the new level, median before, median after)
        Of neighbouring candidates the one that the months fit best.
    """
    window = settings.whole("levels", "window")
    able = []
    for month in sorted(series):
        before = _values(series, month, range(-window, 0))
        after = _values(series, month, range(window))
        if min(len(before), len(after)) < _LEAST_OF_WINDOW * window:
            continue
        if _is_shift(before, after, settings):
            able.append((_misfit(before, after), month, median(before), median(after)))
    kept: list[tuple[Period, float, float]] = []
    for _, month, old, new in sorted(able, key=lambda each: each[:2]):
        if all(abs((month.start - m.start).days) > 30 * window for m, _, _ in kept):
            kept.append((month, old, new))
    return sorted(kept)


def _values(series: Series, month: Period, steps: range) -> list[float]:
    shifted = (month.shifted(step) for step in steps)
    return [series[m] for m in shifted if m in series]


def _misfit(before: Sequence[float], after: Sequence[float]) -> float:
    """How far the months lie from the two levels, on average: least where the change begins."""
    old, new = median(before), median(after)
    apart = sum(abs(v - old) for v in before) + sum(abs(v - new) for v in after)
    return apart / (len(before) + len(after))


def _is_shift(before: Sequence[float], after: Sequence[float], settings: Settings) -> bool:
    """Whether two medians are further apart than their months usually are, and by enough."""
    old, new = median(before), median(after)
    if max(old, new) < settings.limit("levels", "least_level") or not old:
        return False
    apart = [abs(v - old) for v in before] + [abs(v - new) for v in after]
    # A level that does not vary at all still counts in whole rows.
    spread = max(MAD_TO_SPREAD * median(apart), 1.0)
    enough = 100 * abs(new - old) >= settings.limit("levels", "change") * old
    return enough and abs(new - old) >= settings.limit("levels", "spreads") * spread


def level_findings(
    cells: Sequence[Cell], judgements: Sequence[Judgement], settings: Settings
) -> Iterator[Finding]:
    """Shocks and lasting changes of each force's counts: told, never corrected."""
    for (force, incidents), series in force_series(cells, judgements).items():
        kind = "incidents" if incidents else "crimes"
        measure = "police-anti-social-behaviour" if incidents else "police-recorded-crime"
        for code, found in (
            ("shock", shocks(series, settings)),
            ("level-shift", level_shifts(series, settings)),
        ):
            for month, one, other in found:
                slots: dict[str, Slot] = {"force": force_name(force), "month": month}
                names = ("value", "usual") if code == "shock" else ("before", "after")
                slots |= dict(zip(names, (round(one), round(other)), strict=True))
                yield Finding(
                    f"{code}-{kind}", Severity.NOTE, force, str(month), measure, slots=slots
                )


def _finding(code: str, severity: Severity, judged: Judgement, **slots: Slot) -> Finding:
    return Finding(code, severity, judged.force, str(judged.month), slots=slots)
