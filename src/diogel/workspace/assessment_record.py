"""What is remembered of an assessment's files: what they were made from, and what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.files import write_atomically
from diogel.workspace import fingerprint
from diogel.workspace.assessment_making import PUBLIC, Job, Made
from diogel.workspace.assessment_requests import NAME, output_of
from diogel.workspace.folder import Workspace


@dataclass(frozen=True)
class Edition:
    """What is remembered of the files that there are.

    Attributes
    ----------
    inputs : dict
        Fingerprints of what they were made from.
    content : dict
        A fingerprint of what each document says.
    day : date
        The day that the documents carry.
    files : tuple of str
    """

    inputs: dict[str, dict[str, str]]
    content: dict[str, str]
    day: date
    files: tuple[str, ...]


def kept_edition(workspace: Workspace, area: str, *, public: bool) -> Edition | None:
    """What is remembered of an area; None where it was never made."""
    try:
        known = json.loads(_path(workspace, area, public=public).read_text(encoding="utf-8"))
        day = date.fromisoformat(known["day"])
        return Edition(known["inputs"], known["content"], day, tuple(known["files"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def keep_edition(workspace: Workspace, job: Job, made: Made, *, public: bool) -> None:
    """Remember what was just made."""
    content = {
        "inputs": job.inputs,
        "content": dict(made.content),
        "day": made.day.isoformat(),
        "files": list(made.files),
    }
    with write_atomically(_path(workspace, made.area, public=public)) as temporary:
        temporary.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def is_fresh(
    workspace: Workspace, area: str, inputs: Mapping[str, dict[str, str]], *, public: bool
) -> bool:
    """True when nothing that an area's files were made from has changed, and all are there."""
    kept = kept_edition(workspace, area, public=public)
    if kept is None or kept.inputs != inputs:
        return False
    folder = output_of(workspace, area)
    folder = folder / PUBLIC if public else folder
    return kept.content.get("code") == fingerprint.of_diogel() and all(
        (folder / name).is_file() for name in kept.files
    )


def day_of(workspace: Workspace, area: str) -> date | None:
    """The day that an area's documents carry; None while there are none."""
    kept = kept_edition(workspace, area, public=False)
    return kept.day if kept else None


def _path(workspace: Workspace, area: str, *, public: bool) -> Path:
    name = f"{area}.{PUBLIC}.json" if public else f"{area}.json"
    return workspace.path / "store" / "made-from" / NAME / name
