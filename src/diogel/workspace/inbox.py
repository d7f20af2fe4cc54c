"""What was dropped in the inbox: taken into the store, or left with its problems beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diogel.core import LANGUAGES, Language, Problem, Severity
from diogel.files import write_atomically
from diogel.language import explain_all, say
from diogel.workspace.adding import AddResult, Step, add
from diogel.workspace.folder import Workspace

DONE = "done"
PROBLEMS = ".problems"


def take_inbox(workspace: Workspace, language: Language, step: Step | None = None) -> AddResult:
    """Take every file and folder of the inbox.

    What was kept goes to `inbox/done`. What was refused, or waits for a person to confirm
    how it is read, stays where it is, with a text beside it that says why in both
    languages; that text goes when the file does.
    """
    result = AddResult()
    waiting = list(_dropped(workspace.path / "inbox"))
    for path in waiting:
        one = add(workspace, [path], language, step=step)
        result.added += one.added
        result.problems += one.problems
        if one.refused or one.waiting:
            _leave(path, one)
        else:
            _move(path)
    return result


def _dropped(inbox: Path) -> Iterator[Path]:
    """The files and folders that wait, by name; not ours, and not what a system hides."""
    if not inbox.is_dir():
        return
    for path in sorted(inbox.iterdir()):
        ours = path.name == DONE or path.name.endswith(f"{PROBLEMS}.txt")
        # "~$" is how Office marks a file that is open at this moment.
        if not ours and not path.name.startswith((".", "~$")):
            yield path


def _leave(path: Path, result: AddResult) -> None:
    """Say beside the file why it was not taken."""
    parts = []
    for language in reversed(LANGUAGES):
        lines = list(explain_all(result.problems, language))
        if result.waiting:
            lines.append(say("workspace.inbox.waiting", language, file=path.name))
        parts.append("\n".join([say("workspace.inbox.heading", language), "", *lines]))
    with write_atomically(_beside(path)) as temporary:
        text = "\n\n\n".join(parts) + "\n"
        # A byte order mark, so that Notepad shows ŵ and ŷ.
        temporary.write_text(text, encoding="utf-8-sig", newline="\r\n")


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{PROBLEMS}.txt")


def _move(path: Path) -> None:
    """Put a file among those that were taken, under a name that is not used there yet."""
    done = path.parent / DONE
    done.mkdir(exist_ok=True)
    target = done / path.name
    number = 2
    while target.exists():
        target = done / f"{path.stem}-{number}{path.suffix}"
        number += 1
    path.replace(target)
    _beside(path).unlink(missing_ok=True)


def left_in_inbox(problems: list[Problem]) -> list[Problem]:
    """What was refused, for a build that goes on with what it has: told, never silent."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]
