"""The row road: a table held in memory, checked column by column with each text looked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from diogel.standard.validation.faults import Fault, Finding, Judged
from diogel.standard.validation.row_rules import RowRule
from diogel.standard.validation.rules import ColumnRule, Rules
from diogel.standard.validation.series import (
    SeriesRow,
    between_suppliers,
    series_columns,
    series_findings,
)
from diogel.standard.validation.table_rows import TableRows
from diogel.standard.validation.total_words import total_rows, without_total_rows

# Columns of a key that a supplier leaves out when all rows have the same.
OFTEN_LEFT_OUT = frozenset({"breakdown", "source_org"})
SERIES = frozenset({"period", "area_code", "value"})
Meanings = dict[str, Sequence[str | None]]


def check_rows(rules: Rules, rows: TableRows) -> list[Finding]:
    """Everything wrong with the cells of a table, by row and then by column."""
    meanings: Meanings = {}
    findings: list[Finding] = []
    for column in rules.columns:
        if column.name in rows.texts:
            found, meant = _check_column(column, rows.numbers, rows.texts[column.name])
            findings += found
            meanings[column.name] = meant
    findings = without_total_rows(findings)
    numbers, meanings = _kept(rows.numbers, meanings, total_rows(findings))
    faults = [f for rule in rules.rows for f in _check_rule(rule, numbers, meanings)]
    findings = without_total_rows(findings + faults)
    meanings |= _without(faults, numbers, meanings, refusable(rules))
    numbers, meanings = _kept(numbers, meanings, total_rows(findings))
    findings += _repeated(rules, numbers, meanings)
    findings += _series(rules, numbers, meanings)
    return findings


def _kept(
    numbers: Sequence[int], meanings: Meanings, dropped: set[int]
) -> tuple[Sequence[int], Meanings]:
    """The rows without some of them."""
    if not dropped:
        return numbers, meanings
    mask = [number not in dropped for number in numbers]
    kept: Meanings = {name: list(compress(cells, mask)) for name, cells in meanings.items()}
    return list(compress(numbers, mask)), kept


def refusable(rules: Rules) -> frozenset[str]:
    """The columns whose cells a rule of rows may take out of keys and series."""
    return SERIES | set(rules.key)


def _without(
    faults: Sequence[Finding],
    numbers: Sequence[int],
    meanings: Meanings,
    columns: frozenset[str],
) -> Meanings:
    """The columns that series are made of, without the cells that a rule of rows refused."""
    refused = defaultdict[str, set[int]](set)
    for finding in faults:
        if finding.fault.column in columns:
            refused[finding.fault.column].add(finding.row)
    return {
        name: [
            None if number in rows else meant
            for number, meant in zip(numbers, meanings[name], strict=True)
        ]
        for name, rows in refused.items()
        if name in meanings
    }


def _check_column(
    rule: ColumnRule, numbers: Sequence[int], texts: Sequence[str]
) -> tuple[list[Finding], Sequence[str | None]]:
    """The faults of one column, and what each of its cells means."""
    distinct = set(texts)
    blank = "" in distinct
    distinct.discard("")
    judged = {text: rule.judge(text) for text in distinct}
    odd = {text: j for text, j in judged.items() if j.fault is not None or j.value != text}
    if not odd and not (blank and rule.required):
        return [], texts
    return _findings(rule, numbers, texts, odd)


def _findings(
    rule: ColumnRule, numbers: Sequence[int], texts: Sequence[str], odd: dict[str, Judged]
) -> tuple[list[Finding], list[str | None]]:
    found: list[Finding] = []
    meant: list[str | None] = list(texts)
    above = ""
    for at, text in enumerate(texts):
        if text in odd:
            judged = odd[text]
            meant[at] = judged.value
            if judged.fault is not None:
                found.append(Finding(numbers[at], judged.fault))
        elif not text and rule.required:
            found.append(Finding(numbers[at], blank_fault(rule.name, above)))
            meant[at] = None
        above = text or above
    return found, meant


def blank_fault(column: str, above: str) -> Fault:
    """A cell that should be filled: what stands above it was perhaps meant for it too."""
    if above:
        return Fault(column, "data.blank-below", "", above)
    return Fault(column, "data.blank")


def _check_rule(rule: RowRule, numbers: Sequence[int], meanings: Meanings) -> list[Finding]:
    if not all(name in meanings or name in rule.optional for name in rule.columns):
        return []
    blank = [""] * len(numbers)
    columns = [meanings.get(name, blank) for name in rule.columns]
    odd = faulty(rule.judge, set(zip(*columns, strict=True)))
    if not odd:
        return []
    return [
        Finding(number, fault)
        for number, cells in zip(numbers, zip(*columns, strict=True), strict=True)
        for fault in odd.get(cells, ())
    ]


def faulty(
    judge: Callable[[tuple[str, ...]], tuple[Fault, ...]], distinct: set[tuple[str | None, ...]]
) -> dict[tuple[str | None, ...], tuple[Fault, ...]]:
    """The faults of those combinations of cells that have any."""
    found = {}
    for cells in distinct:
        whole = tuple(cell for cell in cells if cell is not None)
        if len(whole) == len(cells) and (faults := judge(whole)):
            found[cells] = faults
    return found


def _repeated(rules: Rules, numbers: Sequence[int], meanings: Meanings) -> list[Finding]:
    """Rows whose key stands in an earlier row."""
    found: list[Finding] = []
    for key in repeated_keys(rules, meanings):
        first: dict[tuple[str | None, ...], int] = {}
        keys = zip(*(meanings[name] for name in key), strict=True)
        for number, cells in zip(numbers, keys, strict=True):
            if None in cells or not any(cells):
                continue
            earlier = first.setdefault(cells, number)
            if earlier != number:
                found.append(Finding(number, repeated_fault(key, earlier)))
    return found


def repeated_keys(rules: Rules, present: Iterable[str]) -> list[tuple[str, ...]]:
    """The columns that no two rows share, of those that the file has.

    A key without its area or period would call every row a repeat, so it is left out then.
    """
    there = set(present)
    keys = (rules.key, *((name,) for name in rules.unique))
    return [
        tuple(name for name in key if name in there)
        for key in keys
        if key and all(name in there for name in key if name not in OFTEN_LEFT_OUT)
    ]


def repeated_fault(key: Sequence[str], earlier: int) -> Fault:
    """The fault of a row that repeats an earlier one, told at the last column of its key
    that a person would look for it by."""
    column = "area_code" if "area_code" in key else key[0]
    return Fault(column, "data.key-repeated", str(earlier), slots={"row": earlier})


def _series(rules: Rules, numbers: Sequence[int], meanings: Meanings) -> list[Finding]:
    """Faults that only show when rows are seen together."""
    columns = series_columns(rules, frozenset(meanings))
    if columns is None:
        return []
    blank: Sequence[str | None] = [""] * len(numbers)
    groups = defaultdict[tuple[str | None, ...], list[SeriesRow]](list)
    by = list(zip(*(meanings.get(name, blank) for name in columns.group), strict=True))
    cells = zip(
        numbers, by, meanings["area_code"], meanings["period"], meanings["value"], strict=True
    )
    for number, group, area, period, value in cells:
        groups[group].append(SeriesRow(number, area, period, value))
    findings = series_findings(rules, columns, groups)
    return findings + between_suppliers(rules, columns, groups, findings)
