"""Work on one survey's inputs that writes into its folder, while nobody else builds from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diogel.core import Language
from diogel.surveys import (
    Coding,
    Imported,
    import_answers,
    read_wave,
    start_coding,
    take_coding,
)
from diogel.workspace.folder import Workspace
from diogel.workspace.lock import locked


def bring_in(
    workspace: Workspace,
    wave: str,
    paths: Sequence[Path],
    language: Language,
    *,
    add: bool,
    accept_unmatched: bool,
    save_mapping: bool,
) -> Imported:
    """Import exports of other tools into a survey of the workspace."""
    found = read_wave(workspace.wave(wave))
    with locked(workspace.path):
        return import_answers(
            found,
            paths,
            language=language,
            add=add,
            accept_unmatched=accept_unmatched,
            save_mapping=save_mapping,
        )


def code_words(
    workspace: Workspace, wave: str, language: Language, workbook: Path | None
) -> Coding:
    """Write the workbook in which words are coded, or read one back."""
    found = read_wave(workspace.wave(wave))
    with locked(workspace.path):
        return take_coding(found, workbook) if workbook else start_coding(found, language)
