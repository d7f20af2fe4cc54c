"""The rules of one table, compiled from its schema: the same for every road to a verdict.

A rule judges texts without knowing their rows, so it looks at each different text once. Rules
of columns come first and say what each text means; rules of rows look at those meanings, so
that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from diogel.core import Bilingual
from diogel.standard.schemas import Field, TableSchema
from diogel.standard.validation.area_cells import judge_area
from diogel.standard.validation.code_cells import (
    judge_boolean,
    judge_breakdown,
    judge_code,
    judge_text,
)
from diogel.standard.validation.faults import Judged
from diogel.standard.validation.number_cells import judge_number
from diogel.standard.validation.period_cells import judge_day, judge_period
from diogel.standard.validation.row_rules import RowRule, row_rules
from diogel.standard.validation.vocabulary import Vocabulary

PERIODS = frozenset({"period", "financial_year", "month"})
# Days that cannot be after today; others (due, valid until) may.
PAST_DAYS = frozenset(
    {"extracted_on", "supplied_on", "reference_day", "day", "checked_on", "done_on"}
)
# Columns of what is published already: police.uk makes its own numbers and places vague.
PUBLISHED = frozenset({"incident_id", "collision_id", "location", "source_file"})
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How one column's cells are judged.

    Attributes
    ----------
    sound_sql : str
        What in DuckDB's SQL, with `x` for the text, is true only of texts that `judge`
        would pass; "false" when nothing is known. It spares looking at a million numbers.
    free : bool
        True when anybody's words may stand there: these are searched for personal data.
    """

    name: str
    title: Bilingual
    required: bool
    judge: Callable[[str], Judged]
    sound_sql: str = "false"
    free: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that makes a table right.

    Attributes
    ----------
    key : tuple of str
        Columns that no two rows share; empty where rows may repeat.
    unique : tuple of str
        Columns that hold no text twice.
    """

    table: str
    columns: tuple[ColumnRule, ...]
    rows: tuple[RowRule, ...]
    key: tuple[str, ...]
    unique: tuple[str, ...]
    today: date
    vocabulary: Vocabulary

    def column(self, name: str) -> ColumnRule:
        """The rule of a column; KeyError when the table has no such column."""
        for rule in self.columns:
            if rule.name == name:
                return rule
        raise KeyError(name)


def compile_rules(schema: TableSchema, vocabulary: Vocabulary, today: date) -> Rules:
    """The rules of a table on a day: a period that has not ended by then is in the future."""
    lists = {key.fields[0]: key.table for key in schema.foreign_keys if len(key.fields) == 1}
    columns = (
        _column(f, f.codes or lists.get(f.name, ""), vocabulary, today) for f in schema.fields
    )
    return Rules(
        table=schema.name,
        columns=tuple(columns),
        rows=row_rules(frozenset(schema.columns), vocabulary),
        key=schema.key,
        unique=tuple(f.name for f in schema.fields if f.unique and (f.name,) != schema.key),
        today=today,
        vocabulary=vocabulary,
    )


def _column(field: Field, kind: str, vocabulary: Vocabulary, today: date) -> ColumnRule:
    judge, sound, free = _judge(field, kind, vocabulary, today)
    return ColumnRule(field.name, field.title, field.required, judge, sound, free)


Judge = Callable[[str], Judged]


def _judge(field: Field, kind: str, vocabulary: Vocabulary, today: date) -> tuple[Judge, str, bool]:
    """The judge of a column, what spares it in SQL, and whether it holds free text."""
    name = field.name
    if name in PERIODS:
        return judge_period(name, False, today), "false", False
    if kind == "areas" or name == "area_code":
        return judge_area(name, field.pattern), "false", False
    if field.type in ("date", "datetime"):
        return _judge_moment(field, today)
    if field.type in ("integer", "number"):
        return _judge_number(field)
    if field.type == "boolean":
        return judge_boolean(name), "false", False
    if field.enum:
        labels = {code: _names(field, code) for code in field.enum}
        return judge_code(name, labels), "false", False
    if vocabulary.lists.get(kind):
        return judge_code(name, vocabulary.lists[kind]), "false", False
    judge = judge_text(name, field.pattern, field.min_length, field.max_length, field.example)
    if name == "breakdown" and vocabulary.lists.get("breakdowns"):
        # The form alone does not make a breakdown sound, so that every text is judged.
        return judge_breakdown(name, judge, vocabulary.lists["breakdowns"]), "x = 'all'", True
    free = name not in PUBLISHED and (not field.pattern or name == "breakdown")
    return judge, _sound_text(field), free


def _sound_text(field: Field) -> str:
    """Text without a letter that damage leaves, of the right form, with no space about it."""
    space = r"\s\x00-\x1f\x{80}-\x{a0}\x{1680}\x{2000}-\x{3000}"
    sound = rf"NOT regexp_matches(x, '[ÂÃÅâ]|^[{space}\x27]|[{space}]$')"
    if field.pattern:
        if "(?" in field.pattern or "'" in field.pattern:
            return "false"
        sound += f" AND regexp_full_match(x, '{field.pattern}')"
    if field.max_length is not None:
        sound += f" AND length(x) <= {field.max_length}"
    if field.min_length is not None:
        sound += f" AND length(x) >= {field.min_length}"
    return sound


def _names(field: Field, code: str) -> tuple[str, ...]:
    label = field.labels.get(code)
    return (label.en, label.cy) if label else ()


def _judge_moment(field: Field, today: date) -> tuple[Judge, str, bool]:
    limit = today if field.name in PAST_DAYS else _NEVER
    if field.type == "date":
        return judge_day(field.name, limit), "false", False
    judge_date = judge_day(field.name, limit)

    def judge(text: str) -> Judged:
        if len(text) > 10 and text[10] in "T ":
            return Judged(text) if judge_date(text[:10]).fault is None else judge_date(text)
        return judge_date(text)

    return judge, "false", False


def _judge_number(field: Field) -> tuple[Judge, str, bool]:
    whole = field.type == "integer"
    lowest, highest = field.minimum, field.maximum
    judge = judge_number(field.name, whole, lowest, highest)
    sign = "-?" if lowest is None else ""
    decimals = "" if whole else r"(\.[0-9]{1,12})?"
    sound = rf"regexp_full_match(x, '{sign}([0-9]{{1,9}}|[0-9]{{11,15}}){decimals}')"
    if lowest:
        sound += f" AND TRY_CAST(x AS DOUBLE) >= {float(lowest)}"
    if highest is not None:
        sound += f" AND TRY_CAST(x AS DOUBLE) <= {float(highest)}"
    return judge, sound, False
