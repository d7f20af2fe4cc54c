"""Rules about cells of one row that must agree with each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diogel.core import Bilingual, Grain, Period
from diogel.language import both
from diogel.standard.validation.area_cells import judge_level, scheme_of
from diogel.standard.validation.faults import Fault
from diogel.standard.validation.number_cells import as_number, judge_amount
from diogel.standard.validation.vocabulary import MeasureFacts, Vocabulary

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowRule:
    """One rule about several cells of a row.

    Attributes
    ----------
    columns : tuple of str
        What it looks at, by what the cells mean. A row in which one of them cannot be used
        is passed over: that was told already.
    optional : frozenset of str
        Those of `columns` that a file may not have; they are then blank.
    judge : callable
        Takes the meanings, blank as empty text; gives what is wrong.
    sound_sql : str
        What in DuckDB's SQL over the columns' names, blank as '', is true only of rows
        that `judge` would pass; "false" when nothing is known.
    """

    columns: tuple[str, ...]
    judge: Callable[[Cells], tuple[Fault, ...]]
    sound_sql: str = "false"
    optional: frozenset[str] = frozenset()


def row_rules(columns: frozenset[str], vocabulary: Vocabulary) -> tuple[RowRule, ...]:
    """The rules that a table with these columns has."""
    made = (
        *_of_measures(vocabulary),
        _amounts(vocabulary),
        RowRule(("area_code", "area_scheme"), _judge_scheme),
        RowRule(("numerator", "denominator"), _judge_parts, _PARTS_SOUND),
        RowRule(
            ("value", "suppression"), _judge_presence, _PRESENCE_SOUND, frozenset({"suppression"})
        ),
        RowRule(
            ("note_en", "note_cy"),
            _judge_notes,
            "(note_en = '') = (note_cy = '')",
            frozenset({"note_en", "note_cy"}),
        ),
    )
    return tuple(rule for rule in made if columns >= set(rule.columns))


def _of_measures(vocabulary: Vocabulary) -> tuple[RowRule, ...]:
    facts = vocabulary.measures

    def about(other: str, judge: Callable[[MeasureFacts, str], Fault | None]) -> RowRule:
        def judged(cells: Cells) -> tuple[Fault, ...]:
            measure = facts.get(cells[0])
            fault = judge(measure, cells[1]) if measure and cells[1] else None
            return (fault,) if fault else ()

        return RowRule(("measure_code", other), judged)

    return (
        about("theme_code", _judge_theme),
        about("measure_type", _judge_type),
        about("unit", _judge_unit),
        about("period", _judge_grain),
        about("area_code", lambda facts, code: judge_level("area_code", code, facts.lowest)),
    )


def _judge_theme(facts: MeasureFacts, theme: str) -> Fault | None:
    if theme in facts.themes:
        return None
    slots = {"measure": facts.code}
    return Fault("theme_code", "data.theme-wrong", theme, ", ".join(facts.themes), slots)


def _judge_type(facts: MeasureFacts, kind: str) -> Fault | None:
    """What is counted may also be given as a rate, and has its own row then."""
    if kind == facts.measure_type or (kind == "rate" and facts.measure_type == "count"):
        return None
    slots = {"measure": facts.code}
    return Fault("measure_type", "data.type-wrong", kind, facts.measure_type, slots)


def kind_of(facts: MeasureFacts | None, said: str) -> str:
    """What kind of number a value is: as its measure says, and as the row where it may."""
    if facts is None or (facts.measure_type == "count" and said == "rate"):
        return said
    return facts.measure_type


def _judge_unit(facts: MeasureFacts, unit: str) -> Fault | None:
    if unit == facts.unit:
        return None
    return Fault("unit", "data.unit-wrong", unit, facts.unit, {"measure": facts.code})


def _judge_grain(facts: MeasureFacts, text: str) -> Fault | None:
    try:
        grain = Period.parse(text).grain
    except ValueError:
        return None
    if not facts.grains or grain.value in facts.grains:
        return None
    wanted = _grain_name(next(grain.value for grain in Grain if grain.value in facts.grains))
    slots: dict[str, str | int | Bilingual] = {"measure": facts.code}
    return Fault("period", "data.period-length", text, wanted, slots)


def _grain_name(grain: str) -> Bilingual:
    return both(f"checks.grain-{grain}")


def _judge_scheme(cells: Cells) -> tuple[Fault, ...]:
    """The kind of area is that of its code; the whole country among authorities is a total."""
    code, scheme = cells
    right = scheme_of(code)
    if not code or not scheme or not right or scheme == right:
        return ()
    if right == "country" and scheme == "local-authority":
        return (Fault("area_code", "data.total-row", code),)
    return (Fault("area_scheme", "data.scheme-wrong", scheme, right, {"area": code}),)


_PARTS_SOUND = (
    "numerator = '' OR denominator = '' OR "
    "TRY_CAST(numerator AS DOUBLE) <= TRY_CAST(denominator AS DOUBLE)"
)


def _judge_parts(cells: Cells) -> tuple[Fault, ...]:
    """A part is no larger than what it is a part of."""
    numerator, denominator = cells
    if not numerator or not denominator or as_number(numerator) <= as_number(denominator):
        return ()
    return (Fault("numerator", "data.numerator-above", numerator, denominator),)


_PRESENCE_SOUND = "(value = '') <> (suppression = '')"


def _judge_presence(cells: Cells) -> tuple[Fault, ...]:
    """A value stands there, or a mark that says why it does not; never both or neither."""
    value, mark = cells
    if not value and not mark:
        return (Fault("value", "data.value-missing", "", "[x] / [c] / [z]"),)
    if value and mark:
        return (Fault("suppression", "data.mark-contradicts", mark),)
    return ()


def _judge_notes(cells: Cells) -> tuple[Fault, ...]:
    """A note is there in both languages or in neither."""
    english, welsh = cells
    if bool(english) == bool(welsh):
        return ()
    missing = "note_cy" if english else "note_en"
    return (Fault(missing, "data.note-one-language"),)


def _amounts(vocabulary: Vocabulary) -> RowRule:
    """Limits of a value by what kind of number its measure is, whatever the row says it is."""
    measures = vocabulary.measures
    kinds = {code: facts.measure_type for code, facts in measures.items()}

    def judge(cells: Cells) -> tuple[Fault, ...]:
        measure, kind, value = cells
        if not value:
            return ()
        fault = judge_amount("value", kind_of(measures.get(measure), kind), value)
        return (fault,) if fault else ()

    # A whole number from 0 to 99 is sound whatever it counts; and so is any whole number of
    # things, when the row's own word for its kind is not against it.
    sound = "value = '' OR regexp_full_match(value, '[0-9]{1,2}')"
    counts = ", ".join(f"'{code}'" for code, kind in sorted(kinds.items()) if kind == "count")
    if counts:
        sound += f" OR (measure_code IN ({counts}) AND regexp_full_match(value, '[0-9]{{1,15}}'))"
    rest = ", ".join(
        f"'{code}'" for code, kind in sorted(kinds.items()) if kind in ("rate", "days", "money")
    )
    if rest:
        sound += f" OR (measure_code IN ({rest}) AND value NOT LIKE '-%')"
    return RowRule(("measure_code", "measure_type", "value"), judge, sound)
