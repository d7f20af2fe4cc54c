"""The command line as a person runs it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"


def diogel(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `diogel` with these words, in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "diogel", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        timeout=600,
        check=False,
    )
