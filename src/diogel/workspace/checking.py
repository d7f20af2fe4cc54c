"""Everything that is wrong with a partner's file, told to whoever made it; nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from diogel.core import Language, Problem, Refused
from diogel.language import say
from diogel.standard.validation.annotated import write_annotated
from diogel.standard.validation.checking import check_file
from diogel.workspace.adding import AddResult, Step, look

CELLS = (".xlsx", ".xlsm", ".ods", ".xls", ".csv", ".tsv")


def check_files(
    paths: Sequence[Path],
    language: Language,
    *,
    supplier: str = "",
    given: Mapping[str, str] | None = None,
    marked: Path | None = None,
    step: Step | None = None,
) -> tuple[AddResult, tuple[Path, ...]]:
    """Look at files as `add` would, without a workspace.

    Parameters
    ----------
    marked : Path, optional
        A folder. A workbook or text table with faults is copied there with each of them
        marked at its cell, in the person's language; the file itself is left alone.

    Returns
    -------
    AddResult and the marked copies
    """
    result = AddResult()
    copies: list[Path] = []
    for number, path in enumerate(paths):
        with tempfile.TemporaryDirectory(prefix="diogel-check-") as scratch:
            one = AddResult()
            try:
                one.added, one.problems = look(
                    path, Path(scratch), language, supplier, given or {}, step, number, len(paths)
                )
            except Refused as refused:
                one.problems = list(_against_standard(path, refused.problems))
        result.added += one.added
        result.problems += one.problems
        if marked is not None and _can_be_marked(path, one.problems):
            copy = marked / f"{path.stem}.{say('checks.marked-name', language)}.xlsx"
            marked.mkdir(parents=True, exist_ok=True)
            write_annotated(path, one.problems, language, copy)
            copies.append(copy)
    return result, tuple(copies)


def _against_standard(path: Path, problems: Sequence[Problem]) -> Sequence[Problem]:
    """What the standard says of a file that no source knows, where it has a table of it."""
    if any(problem.code != "source.unknown" for problem in problems):
        return problems
    if path.suffix.lower() not in CELLS:
        return problems
    checked = check_file(path)
    return checked.problems if checked.tables else problems


def _can_be_marked(path: Path, problems: Sequence[Problem]) -> bool:
    """True for a file with cells, one of which at least has something to say."""
    cells = any(problem.place.row is not None for problem in problems)
    return cells and path.suffix.lower() in CELLS
