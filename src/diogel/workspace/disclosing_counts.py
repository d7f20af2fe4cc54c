"""Audits what assessments tell of partners' counts, before and after they are published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from diogel.assessment.known import Known, know
from diogel.assessment.recorded import recorded_figures, windows_by_label
from diogel.disclosure import (
    Level,
    Policy,
    Publication,
    Recorded,
    audit,
    publication_of_recorded_folder,
    publications_together,
    recorded_meaning,
)
from diogel.indicators import AreaSet, area_set
from diogel.workspace.assessing import read_shared
from diogel.workspace.assessment_making import PUBLIC
from diogel.workspace.assessment_requests import NAME, kept_requests
from diogel.workspace.audited import AuditedFolder
from diogel.workspace.disclosing_files import FIGURES, figures_in
from diogel.workspace.folder import Workspace
from diogel.workspace.stopping import everything_printed


def area_of_folder(workspace: Workspace, folder: Path) -> AreaSet | None:
    """The area whose assessment a folder holds, by the ids of its figures; None for none."""
    begins = Counter(row["figure"].partition(".")[0] for row in figures_in(folder))
    if not begins:
        return None
    name = begins.most_common(1)[0][0]
    kept = {request.area.id: request.area for request in kept_requests(workspace)}
    if name in kept:
        return kept[name]
    try:
        return area_set(name)
    except KeyError:
        return None


def built_assessments(workspace: Workspace) -> Iterator[Path]:
    """The folders of the assessments that were made, those for publishing too."""
    for path in sorted((workspace.out / NAME).glob(f"*/{FIGURES}")):
        yield path.parent
    yield from sorted(p.parent for p in (workspace.out / NAME).glob(f"*/{PUBLIC}/{FIGURES}"))


def audit_assessments(workspace: Workspace, folders: Sequence[Path], level: Level) -> AuditedFolder:
    """Audit folders of assessments, read together, with all that any area's documents print."""
    areas = [area_of_folder(workspace, folder) for folder in folders]
    there = [one for one in areas if one is not None]
    today = datetime.now(UTC).date()
    shared = read_shared(workspace, there, today, public=False)
    parts: list[Publication] = []
    for folder, one in zip(folders, areas, strict=True):
        if one is not None:
            known = know(shared.evidence, one, shared.background, shared.policy, today)
            parts.append(_folder(folder, known, shared.policy))
    withheld = shared.evidence.withheld
    if withheld is not None:
        parts.append(everything_printed(withheld, shared.policy))
    held = publications_together(*parts)
    return AuditedFolder(
        "; ".join(_called(workspace, each) for each in folders), held, audit(held, level)
    )


def _called(workspace: Workspace, folder: Path) -> str:
    path = folder.resolve()
    own = workspace.path.resolve()
    return path.relative_to(own).as_posix() if path.is_relative_to(own) else folder.name


def _folder(folder: Path, known: Known, policy: Policy) -> Publication:
    counts = _as_then(figures_in(folder), known, recorded_figures(known, policy))
    meaning = recorded_meaning(known.released, policy, counts)
    rows = {row["figure"]: row for row in figures_in(folder)}
    # What was hidden then is what the folder marks as hidden, not what is hidden now.
    hidden = frozenset(
        one.key for name, one in counts.items() if rows.get(name, {}).get("status") == "c"
    )
    meaning = replace(meaning, hidden=hidden)
    return publication_of_recorded_folder(folder, meaning, counts)


def _as_then(
    rows: Sequence[Mapping[str, str]], known: Known, counts: Mapping[str, Recorded]
) -> dict[str, Recorded]:
    """What figures were when the folder was written: their windows may have moved on since."""
    found = dict(counts)
    windows = windows_by_label(known)
    for row in rows:
        one = counts.get(row["figure"])
        if one is None:
            continue
        now = known.released.figures[row["figure"]].figure.label.en
        window = windows.get((row["figure"], row["label_en"]))
        if row["label_en"] != now and window is None:
            del found[row["figure"]]
        elif window is not None:
            found[row["figure"]] = replace(one, first=window[0], last=window[1])
    return found
