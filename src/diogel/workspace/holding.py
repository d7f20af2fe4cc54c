"""What of partners' counts is held back in a workspace, beside all that was ever printed of them.

What earlier documents printed stays in `registers/disclosure/printed-counts.json`: readers have
it, so that a later edition must hide with it in mind. Losing the file loses that protection.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from diogel.disclosure import LinkedTables, Policy, Protected, protect
from diogel.files import write_atomically
from diogel.indicators import Evidence, Withheld, holding_back
from diogel.workspace import fingerprint
from diogel.workspace.folder import Workspace

PRINTED = "printed-counts.json"
LOG = "partners-counts.csv"
LOG_COLUMNS = ("subject", "action", "rule", "policy")
FORMAT = 1


def held_back(workspace: Workspace, evidence: Evidence, policy: Policy) -> Evidence:
    """The evidence with what is held back decided; solutions are remembered from the last time."""
    solutions = _Solutions(_solutions_path(workspace), policy)
    found = holding_back(evidence, policy, printed_counts(workspace), solutions.solve)
    solutions.keep()
    return found


def printed_counts(workspace: Workspace) -> Mapping[str, int]:
    """What documents printed so far, by the names of the counts; nothing where none did."""
    try:
        kept = json.loads(_path(workspace).read_text(encoding="utf-8"))
        return dict(kept["counts"]) if kept["format"] == FORMAT else {}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def remember_printed(workspace: Workspace, withheld: Withheld | None) -> None:
    """Remember what documents may print from now on, of all areas, whoever asked for one."""
    if withheld is None:
        return
    before = printed_counts(workspace)
    counts = {**before, **withheld.shown}
    if counts != before:
        _write(_path(workspace), {"format": FORMAT, "counts": dict(sorted(counts.items()))})
    _log(workspace, withheld)


def _log(workspace: Workspace, withheld: Withheld) -> None:
    """Every hidden count with its rule: for whoever keeps the workspace, and nobody else."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(LOG_COLUMNS)
    writer.writerows(
        (cell, "suppress", rule, withheld.policy) for cell, rule in sorted(withheld.rules.items())
    )
    with write_atomically(_path(workspace).with_name(LOG)) as temporary:
        temporary.write_text(buffer.getvalue(), encoding="utf-8")


def _path(workspace: Workspace) -> Path:
    return workspace.path / "registers" / "disclosure" / PRINTED


def _solutions_path(workspace: Workspace) -> Path:
    return workspace.path / "store" / "made-from" / "held-back.json"


def _write(path: Path, content: Mapping[str, Any]) -> None:
    with write_atomically(path) as temporary:
        temporary.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


class _Solutions:
    """The solved tables of the last time, by a fingerprint of each; those not asked for go."""

    def __init__(self, path: Path, policy: Policy) -> None:
        self.path, self.policy = path, policy
        self.used: dict[str, Any] = {}
        try:
            self.kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            self.kept = {}

    def solve(self, problem: LinkedTables) -> Protected:
        """As `disclosure.protect`."""
        name = _fingerprint(problem, self.policy.level)
        try:
            found = self.kept[name]
            protected = Protected(
                frozenset(found["hidden"]),
                bool(found["proven"]),
                str(found["method"]),
                frozenset(found["unprotected"]),
            )
        except (KeyError, TypeError):
            protected = protect(problem, self.policy.level)
        self.used[name] = {
            "hidden": sorted(protected.hidden),
            "proven": protected.proven,
            "method": protected.method,
            "unprotected": sorted(protected.unprotected),
        }
        return protected

    def keep(self) -> None:
        """Remember what was asked for this time."""
        if self.used != self.kept:
            _write(self.path, self.used)


def _fingerprint(problem: LinkedTables, level: str) -> str:
    told = [
        level,
        fingerprint.of_diogel(),
        sorted(problem.counts.items()),
        [(one.total, one.parts) for one in problem.relations],
        sorted(problem.primary),
        sorted(problem.known),
        sorted(problem.thresholds.items()),
        sorted(problem.costs.items()),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()
