"""Starting things: the demonstration's workspace, and a new survey."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused
from diogel.demo import DEMO_NAME, lay_out_waves
from diogel.reports.narrative import stamp_english
from diogel.workspace.folder import SETTINGS, Workspace, new_workspace, open_workspace

EXAMPLE = Path(__file__).parent / "example_survey"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
# Windows keeps these names for devices: a folder of that name cannot be opened there.
RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def lay_out_demo(path: Path, language: Language) -> Workspace:
    """The demonstration's workspace with its inputs; somebody's own workspace is left alone."""
    path.mkdir(parents=True, exist_ok=True)
    if (path / SETTINGS).exists():
        workspace = open_workspace(path)
        if not workspace.demo:
            raise Refused([Problem("workspace.not-demo", Place(), str(path))])
    else:
        workspace = new_workspace(path, DEMO_NAME, language, demo=True)
    lay_out_waves(path / "surveys")
    return workspace


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
