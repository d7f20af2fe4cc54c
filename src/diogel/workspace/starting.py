"""Starting things: the demonstration's workspace, and a new survey."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused
from diogel.demo import DEMO_NAME, lay_out_waves
from diogel.workspace.folder import SETTINGS, Workspace, new_workspace, open_workspace

EXAMPLE = Path(__file__).parent / "example_survey"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


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
    """A new survey's folder with a small example that works, to be changed line by line."""
    if not NAME.fullmatch(name):
        raise Refused([Problem("workspace.bad-name", Place(), name, "training-2026")])
    folder = workspace.path / "surveys" / name
    if folder.exists():
        raise Refused([Problem("workspace.survey-exists", Place(), name)])
    shutil.copytree(EXAMPLE, folder)
    day = today or date.today()
    dates = {
        "OPENED": day,
        "CLOSED": day + timedelta(days=21),
        "PUBLISHED": day + timedelta(days=42),
    }
    for file in sorted(folder.glob("*")):
        text = file.read_text(encoding="utf-8")
        for word, value in dates.items():
            text = text.replace(f"@{word}@", value.isoformat())
        text = text.replace("@NAME@", name)
        file.write_text(text, encoding="utf-8", newline="\n")
    return folder
