"""What is wrong with how columns were matched, and which columns are left out."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.imports.export import TECHNICAL
from diogel.surveys.imports.mapping import DROP, IGNORE, Mapping, Match
from diogel.surveys.instrument import Instrument


def column_problems(
    instrument: Instrument, mapping: Mapping, accept_unmatched: bool
) -> Iterator[Problem]:
    """Every column that is nothing known, uncertain, used twice, ignored or dropped."""
    if not mapping.repeat and not any(match.question_id for match in mapping.matches):
        yield Problem("import.no-columns", mapping.export.place(None), expected=instrument.title)
    seen = dict[tuple[object, str], Match]()
    for match in mapping.matches:
        problem = _of_column(mapping, match, accept_unmatched)
        if problem is not None:
            yield problem
        key = (match.column.instance, match.to)
        if match.question_id and key in seen and not _together(instrument, match):
            place = mapping.export.place(None, match.column)
            other = seen[key].column.shown[:60]
            yield Problem("import.repeated-column", place, match.to, other)
        seen.setdefault(key, match)


def _together(instrument: Instrument, match: Match) -> bool:
    """Several columns may each hold one of the answers to a question that takes several."""
    return instrument.question(match.question_id).kind == "multi" and not match.option


def _of_column(mapping: Mapping, match: Match, accept_unmatched: bool) -> Problem | None:
    place = mapping.export.place(None, match.column)
    if match.to == DROP:
        return _dropped(mapping, match)
    if match.to == IGNORE:
        rows = str(_filled(mapping, match))
        severity = Severity.NOTE if accept_unmatched else Severity.STOP
        code = "import.ignored" if accept_unmatched else "import.ignored-unaccepted"
        return Problem(code, place, rows, "--accept-unmatched", severity)
    if not match.column.heading and not match.to:
        return Problem("import.no-heading", place)
    if not match.to:
        ambiguous = ", " in match.near
        code = "import.column-ambiguous" if ambiguous else "import.column-unknown"
        return Problem(code, place, match.column.shown[:80], match.near or "-")
    if not match.sure:
        slots = {"score": f"{match.score:.2f}"}
        return Problem("import.column-near", place, match.column.shown[:80], match.to, slots=slots)
    return None


def _dropped(mapping: Mapping, match: Match) -> Problem | None:
    """Personal data is dropped and said to be; the tool's own bookkeeping is not worth a word."""
    if match.how == "personal":
        place = mapping.export.place(None, match.column)
        return Problem("import.dropped-column", place, severity=Severity.LOOK)
    if match.column.role == TECHNICAL or not _filled(mapping, match):
        return None
    place = mapping.export.place(None, match.column)
    # A column that the tool has no role for is a value of the form's own, worked out by it.
    code = "import.dropped-own" if match.column.role else "import.worked-out"
    return Problem(code, place, severity=Severity.NOTE)


def _filled(mapping: Mapping, match: Match) -> int:
    """How many rows have something in a column; what it is stays unread."""
    export = mapping.export
    return sum(bool(export.sheet.cell(row, match.column.number)) for row in export.rows())
