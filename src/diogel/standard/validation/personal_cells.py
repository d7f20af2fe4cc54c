"""The cells of a table that hold something about a person, whichever column they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from diogel.standard.validation.faults import Fault, Finding
from diogel.standard.validation.guard import (
    looks_like_birth_dates,
    perhaps_a_name,
    personal_text,
)
from diogel.standard.validation.rules import Rules
from diogel.standard.validation.table_rows import TableRows, other_name


def searched(rules: Rules, present: Iterable[str]) -> tuple[str, ...]:
    """The standard's columns in which anybody's words may stand."""
    return tuple(column.name for column in rules.columns if column.free and column.name in present)


def personal_findings(rules: Rules, rows: TableRows) -> list[Finding]:
    """One finding for each cell of a free column that holds personal data."""
    columns = {name: rows.texts[name] for name in searched(rules, rows.texts)}
    columns |= {other_name(at): texts for at, texts in rows.others.items()}
    found: list[Finding] = []
    for name, texts in columns.items():
        distinct = set(texts)
        kinds = kinds_of(name, distinct)
        if not kinds:
            continue
        found += [
            Finding(number, Fault(name, kinds[text]))
            for number, text in zip(rows.numbers, texts, strict=True)
            if text in kinds
        ]
    return found


def kinds_of(name: str, distinct: Iterable[str]) -> Mapping[str, str]:
    """The kind of personal data of each text that holds any."""
    texts = set(distinct)
    kinds = {text: kind for text in texts if text and (kind := personal_text(text))}
    if name.startswith("[") and looks_like_birth_dates(texts):
        kinds |= {text: "personal.birth-date" for text in texts if text}
    return kinds


_WORDS_TOLD = frozenset(
    {
        "data.area-unknown",
        "data.breakdown-unknown",
        "data.code-unknown",
        "data.day-form",
        "data.period-form",
        "data.text-in-number",
    }
)


def untold(fault: Fault) -> Fault:
    """The fault without its words where these may be somebody's name.

    What was nearly a code is told: then something near to it was found.
    """
    near = fault.expected and (not isinstance(fault.expected, str) or "," not in fault.expected)
    said = fault.found
    if fault.code == "data.breakdown-unknown":  # its names are written small, with hyphens
        said = said.replace("-", " ").title()
    if fault.code not in _WORDS_TOLD or near or not perhaps_a_name(said):
        return fault
    return replace(fault, found="…")


def screened(findings: list[Finding], personal: list[Finding]) -> list[Finding]:
    """All findings, with no personal text told by any of them.

    A fault of a cell that holds personal data gives way to that; and what was found in a
    column of codes is told only when nothing in it points at a person.
    """
    taken = {(finding.row, finding.fault.column) for finding in personal}
    kinds: dict[str, str] = {}
    told: list[Finding] = []
    for finding in findings:
        fault = finding.fault
        if (finding.row, fault.column) in taken:
            continue
        if fault.found not in kinds:
            kinds[fault.found] = personal_text(fault.found)
        if kinds[fault.found]:
            finding = Finding(finding.row, Fault(fault.column, kinds[fault.found]))
        elif (shown := untold(fault)) is not fault:
            finding = Finding(finding.row, shown)
        elif fault.code == "data.blank-below" and personal_text(str(fault.expected)):
            finding = Finding(finding.row, Fault(fault.column, "data.blank"))
        told.append(finding)
    return told + personal
