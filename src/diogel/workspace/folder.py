"""The workspace: a plain folder that one person can copy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Language, Place, Problem, Refused
from diogel.files import write_atomically
from diogel.language import say
from diogel.standard import use_definitions

SETTINGS = "diogel.toml"
DEFINITIONS = "definitions"
FOLDERS = ("inbox", "surveys", "registers", "store", "out")


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace.

    Attributes
    ----------
    path : Path
    name : Bilingual
        Whose it is, for the first page of its output.
    demo : bool
        True when its inputs are the demonstration's, which may be written again.
    """

    path: Path
    name: Bilingual
    demo: bool

    @property
    def out(self) -> Path:
        """Where everything that was made goes."""
        return self.path / "out"

    def waves(self) -> tuple[Path, ...]:
        """The folders of its surveys, by name."""
        return tuple(sorted(p.parent for p in (self.path / "surveys").glob("*/wave.toml")))

    def wave(self, name: str) -> Path:
        """The folder of one survey; Refused, with the nearest name, when there is none."""
        # By its name among those there are: a name such as "../other" is none of them.
        found = {folder.name: folder for folder in self.waves()}
        if name not in found:
            known = ", ".join(found) or "-"
            raise Refused([Problem("workspace.no-survey", Place(), name, known)])
        return found[name]


def new_workspace(
    path: Path | str, name: Bilingual, language: Language, *, demo: bool = False
) -> Workspace:
    """Make the folders and the settings file; Refused where there is a workspace already."""
    path = Path(path)
    settings = path / SETTINGS
    if settings.exists():
        raise Refused([Problem("workspace.exists", Place(file=SETTINGS), str(path))])
    for folder in FOLDERS:
        (path / folder).mkdir(parents=True, exist_ok=True)
    lines = [
        f"# {say('workspace.settings_comment', language)}",
        "",
        "[name]",
        f"en = {_quoted(name.en)}",
        f"cy = {_quoted(name.cy)}",
        "",
        *(["demo = true"] if demo else []),
    ]
    # `demo` belongs to the whole file, so it stands before the first heading.
    if demo:
        lines = [lines[0], "", "demo = true", "", *lines[2:5]]
    with write_atomically(settings) as temporary:
        temporary.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return open_workspace(path)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def open_workspace(path: Path | str) -> Workspace:
    """The workspace of a folder; Refused when the folder is none.

    Its own measures, themes and duties, where it has a folder of them, hold from here on.
    """
    path = Path(path)
    settings = path / SETTINGS
    place = Place(file=SETTINGS)
    try:
        raw: dict[str, Any] = tomllib.loads(settings.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise Refused([Problem("workspace.none", Place(), str(path))]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, IsADirectoryError) as error:
        raise Refused([Problem("plan.not-toml", place, str(error))]) from None
    name = raw.get("name", {})
    if not isinstance(name, dict):
        name = {}
    take_definitions(path)
    return Workspace(
        path=path,
        name=Bilingual(str(name.get("en", "Diogel")), str(name.get("cy", "Diogel"))),
        demo=raw.get("demo") is True,
    )


def take_definitions(path: Path) -> None:
    """Let a workspace's own definitions hold beside the standard's, in this process.

    Raises
    ------
    Refused
        With every fault of their files.
    """
    own = path / DEFINITIONS
    use_definitions([own] if own.is_dir() else [])
