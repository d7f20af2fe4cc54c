"""What an area's editions printed, kept from build to build, and the log of what changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from diogel.assessment.changes import Changes, NumberChange
from diogel.assessment.printings import Printing, Printings, as_record, from_record
from diogel.files import write_atomically
from diogel.workspace.assessment_requests import NAME, register_of
from diogel.workspace.folder import Workspace

LOG = "numbers-changed.csv"
COLUMNS = ("date", "id", "kind", "was", "now", "cause")
PUBLIC = "public"
FORMAT = 1


def kept_printings(workspace: Workspace, area: str, *, public: bool) -> Printings:
    """An area's present edition and the one before; neither where nothing can be read."""
    try:
        known = json.loads(_path(workspace, area, public=public).read_text(encoding="utf-8"))
        if known["format"] != FORMAT:
            return Printings()
        return Printings(_printing(known["present"]), _printing(known["before"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Printings()


def _printing(record: dict[str, Any] | None) -> Printing | None:
    return None if record is None else from_record(record)


def keep_printing(
    workspace: Workspace, area: str, now: Printing, changes: Changes | None, *, public: bool
) -> None:
    """Remember what was printed, and add what changed to the area's log.

    An edition that says what the last one said is no new one: nothing is added for it.
    """
    kept = kept_printings(workspace, area, public=public)
    follows = kept.followed_by(now)
    same = kept.present is not None and kept.present.says_what(now)
    if changes is not None and not public and not same:
        _log(register_of(workspace, area) / LOG, now.day, changes)
    content = {
        "format": FORMAT,
        "present": as_record(now),
        "before": as_record(follows.before) if follows.before is not None else None,
    }
    text = json.dumps(content, ensure_ascii=False, indent=0) + "\n"
    path = _path(workspace, area, public=public)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    with write_atomically(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _path(workspace: Workspace, area: str, *, public: bool) -> Path:
    name = f"{area}.{PUBLIC}.figures.json" if public else f"{area}.figures.json"
    return workspace.path / "store" / "made-from" / NAME / name


def _log(path: Path, day: date, changes: Changes) -> None:
    """Add rows to the log; those that a build which was stopped had added already, not again."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    there = {tuple(row) for row in csv.reader(io.StringIO(before))}
    rows = [row for row in _rows(day, changes) if row not in there]
    if not rows:
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if not before:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    with write_atomically(path) as temporary:
        # A byte order mark, so that a spreadsheet reads the letters of Welsh.
        temporary.write_text(before + buffer.getvalue(), encoding="utf-8-sig")


def _rows(day: date, changes: Changes) -> Iterator[tuple[str, ...]]:
    """A row for each number, then one for each finding, then for what moved no number."""
    when = day.isoformat()
    for each in changes.numbers:
        yield (when, each.id, each.kind, each.was.en, each.now.en, _why(each))
    for verdict in changes.verdicts:
        yield (when, verdict.id, "finding", verdict.was, verdict.now, "")
    used = {cause for each in changes.numbers for cause in each.causes}
    for cause in changes.causes:
        if cause not in used:
            yield (when, cause.of, "no number", "", "", f"{cause.kind}:{cause.of}")


def _why(change: NumberChange) -> str:
    return "; ".join(f"{cause.kind}:{cause.of}" for cause in change.causes)
