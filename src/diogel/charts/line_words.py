"""A series in words: what the line chart's key says, and its whole description."""

from __future__ import annotations

from diogel.charts.marks import SeriesMarks
from diogel.charts.scales import told
from diogel.charts.series import Held, Spell, held, spells
from diogel.charts.times import name_of, periods_said, stretch_of
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import number, say

_PLACES = 1


def bound(value: float, language: Language) -> str:
    """A mean or a limit, with one decimal."""
    return number(value, language, _PLACES)


def spell_said(series: Held, spell: Spell, language: Language) -> str:
    """Which periods a letter marks and why; the values of those outside the limits."""
    periods = periods_said([series.periods[at] for at in spell.at], language)
    values = "; ".join(told(series.cells[at], language) for at in spell.at)
    key = f"charts.signal.{spell.signal.value}"
    return say(key, language, letter=spell.letter, periods=periods, values=values)


def rebases_said(series: Held, marks: SeriesMarks, language: Language) -> list[str]:
    """Each new baseline with its reason, numbered as on the chart."""
    begun = [p for p in series.periods if str(p) in marks.rebases]
    return [
        say(
            "charts.line.rebase",
            language,
            sign=rebase_sign(n),
            period=name_of(period, language),
            reason=marks.rebases[str(period)],
        )
        for n, period in enumerate(begun, start=1)
    ]


def rebase_sign(n: int) -> str:
    """The sign of a new baseline on the chart: the same in both languages."""
    return f"R{n}"


def missing_said(series: Held, language: Language) -> list[str]:
    """Which periods have no number, and which are not shown."""
    found = []
    for key, places in (("missing", series.missing), ("hidden", series.hidden)):
        if places:
            periods = periods_said([series.periods[at] for at in places], language)
            found.append(say(f"charts.line.{key}", language, periods=periods))
    return found


def describe_line(table: ReleasedTable, marks: SeriesMarks, language: Language) -> str:
    """The line chart in words: length, latest, highest, lowest, limits, signals, gaps."""
    series = held(table, marks)
    parts = [say("charts.line.kind", language, axis=marks.axis)]
    if series.periods:
        time = stretch_of(series.periods[0], series.periods[-1], language)
        parts.append(
            say(
                "charts.line.periods",
                language,
                given=number(len(series.given), language),
                all=number(len(series.periods), language),
                time=time,
            )
        )
    parts += _ends(series, language) if series.given else [say("charts.nothing", language)]
    parts += _usual(series, marks, language)
    parts += missing_said(series, language)
    parts += _notes(series, marks, language)
    parts += rebases_said(series, marks, language)
    return " ".join(parts)


def _ends(series: Held, language: Language) -> list[str]:
    """The latest, the highest and the lowest, all periods that share them named."""
    latest = series.given[-1]
    found = [_at("charts.line.latest", series, [latest], language)]
    sizes = {at: series.values[at] or 0.0 for at in series.given}
    if len(sizes) == 1:
        return found
    high, low = max(sizes.values()), min(sizes.values())
    if high == low:
        value = told(series.cells[latest], language)
        return [*found, say("charts.line.all-same", language, value=value)]
    for key, size in (("charts.line.highest", high), ("charts.line.lowest", low)):
        found.append(_at(key, series, [at for at, v in sizes.items() if v == size], language))
    return found


def _at(key: str, series: Held, places: list[int], language: Language) -> str:
    periods = periods_said([series.periods[at] for at in places], language)
    return say(key, language, periods=periods, value=told(series.cells[places[0]], language))


def _usual(series: Held, marks: SeriesMarks, language: Language) -> list[str]:
    """Mean, limits, and the periods that stand out."""
    if series.last_bounds is None:
        return []
    mean, lower, upper = (bound(value, language) for value in series.last_bounds)
    key = "charts.line.limits-now" if series.changing else "charts.line.limits"
    found = [say(key, language, mean=mean, lower=lower, upper=upper)]
    if not marks.enough:
        found.append(say("charts.line.provisional", language))
    special = spells(series)
    if not special:
        return [*found, say("charts.line.none-special", language)]
    return [*found, *(spell_said(series, spell, language) for spell in special)]


def _notes(series: Held, marks: SeriesMarks, language: Language) -> list[str]:
    """What is noted of a period, once for all periods that have the same note."""
    told_of: dict[str, list[int]] = {}
    for at, period in enumerate(series.periods):
        note = marks.notes.get(str(period))
        if note is not None and note[language].strip():
            told_of.setdefault(note[language], []).append(at)
    return [
        say(
            "charts.line.note",
            language,
            periods=periods_said([series.periods[at] for at in places], language),
            note=note,
        )
        for note, places in told_of.items()
    ]
