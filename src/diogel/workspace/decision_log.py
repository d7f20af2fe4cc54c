"""The disclosure decisions of an edition, kept with the registers and not for publishing."""

from __future__ import annotations

import csv
import io

from diogel.disclosure import RecordedException
from diogel.files import write_atomically
from diogel.workspace.editions import Edition
from diogel.workspace.folder import Workspace

_COLUMNS = ("subject", "action", "rule", "exception", "policy")
_OF_EXCEPTIONS = ("reason.en", "reason.cy", "approver.en", "approver.cy", "date")


def write_decisions(workspace: Workspace, edition: Edition) -> None:
    """Write the full log of an edition: one line for each action, with its rule.

    Of what an exception let through it says why, on whose word and when, in both languages.
    """
    released = edition.released
    known = {found.id: found for found in released.exceptions}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_COLUMNS, *_OF_EXCEPTIONS])
    for made in released.decisions:
        row = [made.subject, made.action, made.rule, made.exception, released.policy]
        writer.writerow([*row, *_said_of(known.get(made.exception))])
    name = f"{edition.study.wave.id}.{edition.name or 'published'}.csv"
    with write_atomically(workspace.path / "registers" / "disclosure" / name) as temporary:
        temporary.write_bytes(buffer.getvalue().encode())


def _said_of(exception: RecordedException | None) -> tuple[str, ...]:
    """What the log says of an exception, in the order of its columns; empty for none."""
    if exception is None:
        return ("",) * len(_OF_EXCEPTIONS)
    reason, approver = exception.reason, exception.approver
    return reason.en, reason.cy, approver.en, approver.cy, exception.date
