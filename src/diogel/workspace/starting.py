"""Starting things: the demonstration's workspace, and a new survey."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused, Severity
from diogel.demo import DEMO_NAME, lay_out_waves
from diogel.files import write_atomically
from diogel.indicators import area_set
from diogel.reports.narrative import stamp_english
from diogel.workspace.adding import Step
from diogel.workspace.assessment_requests import Request, keep_requests, kept_requests
from diogel.workspace.demo_data import lay_out_data
from diogel.workspace.fingerprint import of_file, of_folder
from diogel.workspace.folder import SETTINGS, Workspace, new_workspace, open_workspace

ASSESSED = ("W06000015", "W15000001")
"""What the demonstration assesses: Cardiff, and the six authorities of North Wales together."""
EXAMPLE = Path(__file__).parent / "example_survey"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
# Windows keeps these names for devices: a folder of that name cannot be opened there.
RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


@dataclass(frozen=True, slots=True)
class Laid:
    """The demonstration's workspace, and what its owner had changed and so was kept."""

    workspace: Workspace
    problems: tuple[Problem, ...]


def lay_out_demo(path: Path, language: Language, step: Step | None = None) -> Laid:
    """The demonstration's workspace with its inputs.

    Nothing of anybody's own is written over: not another workspace, not files that stand
    where the demonstration's would, and not an input that was changed since it was laid
    out, which stays as it is and is named.
    """
    path.mkdir(parents=True, exist_ok=True)
    if (path / SETTINGS).exists():
        workspace = open_workspace(path)
        if not workspace.demo:
            raise Refused([Problem("workspace.not-demo", Place(), str(path))])
    else:
        taken = [
            name for name in ("surveys", "out", "store", "inbox") if _holds_anything(path / name)
        ]
        if taken:
            raise Refused([Problem("workspace.in-the-way", Place(), name) for name in taken])
        workspace = new_workspace(path, DEMO_NAME, language, demo=True)
    kept = _lay_out_inputs(workspace)
    lay_out_data(workspace, language, step)
    _ask_for_assessments(workspace)
    found = (Problem("workspace.kept", Place(file=name), severity=Severity.NOTE) for name in kept)
    return Laid(workspace, tuple(found))


def _ask_for_assessments(workspace: Workspace) -> None:
    """Ask for the demonstration's, where nobody asked for any."""
    if not kept_requests(workspace):
        areas = (area_set(code) for code in ASSESSED)
        keep_requests(workspace, [Request(area) for area in areas])


def _holds_anything(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _lay_out_inputs(workspace: Workspace) -> list[str]:
    """Bring the inputs up to date; the names of those that their owner changed."""
    known = workspace.path / "store" / "demonstration.json"
    try:
        laid: dict[str, str] = json.loads(known.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        laid = {}
    kept = []
    with tempfile.TemporaryDirectory(dir=workspace.path, prefix=".laying-") as made:
        lay_out_waves(Path(made))
        fresh = of_folder(Path(made))
        for name, content in fresh.items():
            place = workspace.path / "surveys" / name
            held = of_file(place) if place.is_file() else None
            if held not in (None, content, laid.get(name)):
                kept.append(f"surveys/{name}")
            elif held != content:
                place.parent.mkdir(parents=True, exist_ok=True)
                (Path(made) / name).replace(place)
    with write_atomically(known) as temporary:
        temporary.write_text(json.dumps(fresh, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return kept


def new_survey(workspace: Workspace, name: str, today: date | None = None) -> Path:
    """A new survey's folder with a small example that works, to be changed line by line.

    It appears whole or not at all. Its fieldwork opens today and its report is dated six
    weeks on.
    """
    if not NAME.fullmatch(name) or RESERVED.fullmatch(name):
        raise Refused([Problem("workspace.bad-name", Place(), name, "training-2026")])
    folder = workspace.path / "surveys" / name
    if folder.exists():
        raise Refused([Problem("workspace.survey-exists", Place(), name)])
    making = folder.with_name(f".making-{name}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        _write_example(making, name, today or date.today())
        making.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _write_example(folder: Path, name: str, today: date) -> None:
    """The example's files with the survey's own name and dates."""
    words = {
        "@NAME@": name,
        "@OPENED@": today.isoformat(),
        "@CLOSED@": (today + timedelta(days=21)).isoformat(),
        "@PUBLISHED@": (today + timedelta(days=42)).isoformat(),
    }
    texts = {file.name: file.read_text(encoding="utf-8") for file in EXAMPLE.iterdir()}
    for word, value in words.items():
        texts = {file: text.replace(word, value) for file, text in texts.items()}
    # The dates changed the English, so the Welsh is stamped for the English as it is now.
    texts["report.cy.md"] = stamp_english(texts["report.cy.md"], texts["report.en.md"])
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
