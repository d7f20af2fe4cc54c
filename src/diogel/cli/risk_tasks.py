"""What each command about risk and priorities does: one function of a room, the outcome told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diogel.cli.output import tell, tell_json, tell_list, tell_problems
from diogel.cli.risk_output import priority_lines, priority_record, risk_lines, risk_record
from diogel.core import Language

if TYPE_CHECKING:
    from diogel.indicators import AreaSet


def risk_sheet(
    *,
    language: Language,
    workspace: Path,
    area: str,
    to: Path,
    partners: tuple[str, ...],
    themes: tuple[str, ...],
    as_json: bool,
) -> int:
    """Write a workbook for each partner in each language."""
    from diogel.workspace import open_workspace, write_sheets

    written = write_sheets(open_workspace(workspace), _area(area), to, partners, themes)
    if as_json:
        tell_json({"files": [path.name for path in written.paths], "levels": written.levels})
        return 0
    tell("cli.risk.sheets", language, n=len(written.paths), folder=to, levels=written.levels)
    tell_list(path.name for path in written.paths)
    return 0


def risk_take(*, language: Language, workspace: Path, file: Path, by: str, as_json: bool) -> int:
    """Keep the levels of a partner's workbook."""
    from diogel.workspace import open_workspace, take_scores

    taken = take_scores(open_workspace(workspace), _place(workspace, file), by)
    kept = len(taken.reading.scores) if taken.release else 0
    if as_json:
        from diogel.language import as_records

        told = as_records(taken.reading.problems, language)
        release = taken.release.id if taken.release else None
        scorer = taken.reading.scorer
        tell_json({"partner": scorer, "levels": kept, "release": release, "problems": told})
        return 0
    if taken.release:
        slots = {"partner": taken.reading.scorer, "release": taken.release.id}
        tell("cli.risk.taken", language, n=kept, **slots)
    else:
        tell("cli.risk.nothing-new", language)
    tell_problems(taken.reading.problems, language, as_json=False, went_on=True)
    return 0


def risk_show(*, language: Language, workspace: Path, area: str, as_json: bool) -> int:
    """Say how the risks of an area stand, or who is waited for."""
    from diogel.workspace import open_workspace, risk_of_area

    found = risk_of_area(open_workspace(workspace), _area(area))
    if as_json:
        tell_json(risk_record(found, language))
        return 0
    for line in risk_lines(found, language):
        click.echo(line)
    return 0


def risk_change(
    *,
    language: Language,
    workspace: Path,
    area: str,
    priority: str,
    item: str,
    level: int,
    people: tuple[str, ...],
    reason: str,
    as_json: bool,
) -> int:
    """Keep a level that people decided together."""
    from diogel.workspace import change_level, open_workspace

    one = _area(area)
    release = change_level(open_workspace(workspace), one, priority, item, level, people, reason)
    if as_json:
        tell_json({"release": release.id if release else None, "level": level})
    elif release is None:
        tell("cli.risk.holds-already", language)
    else:
        tell("cli.risk.changed", language, level=level, release=release.id)
    return 0


def risk_close(
    *, language: Language, workspace: Path, area: str, by: str, reason: str, as_json: bool
) -> int:
    """Wait for no partner any longer."""
    from diogel.workspace import close_scoring, open_workspace

    one = _area(area)
    close_scoring(open_workspace(workspace), one, by, reason)
    if as_json:
        tell_json({"area": one.id, "closed": True})
    else:
        tell("cli.risk.closed", language, area=one.name[language])
    return 0


def risk_import(*, language: Language, workspace: Path, file: Path, by: str, as_json: bool) -> int:
    """Keep scores that others worked out, word for word."""
    from diogel.workspace import import_scores, open_workspace

    found = import_scores(open_workspace(workspace), _place(workspace, file), by)
    if as_json:
        tell_json({"scores": [[one.priority, one.system, one.score] for one in found]})
    else:
        tell("cli.risk.imported", language, n=len(found))
    return 0


def risk_model(
    *, language: Language, workspace: Path, file: Path, by: str, reason: str, as_json: bool
) -> int:
    """Make a changed model the workspace's own."""
    from diogel.workspace import open_workspace, take_model

    model = take_model(open_workspace(workspace), _place(workspace, file), by, reason)
    if as_json:
        tell_json({"version": model.version, "items": [item.code for item in model.items]})
    else:
        tell("cli.risk.model", language, title=model.title[language], version=model.version)
    return 0


def priorities_take(
    *, language: Language, workspace: Path, file: Path, by: str, reason: str, as_json: bool
) -> int:
    """Keep the priorities of a file in the register."""
    from diogel.workspace import open_workspace, take_priorities

    opened = open_workspace(workspace)
    found, release = take_priorities(opened, _place(workspace, file), by, reason)
    if as_json:
        kept = release.id if release else None
        tell_json({"priorities": [one.id for one in found], "release": kept})
    elif release is None:
        tell("cli.priorities.hold-already", language)
    else:
        tell("cli.priorities.kept", language, n=len(found), release=release.id)
    return 0


def priorities_list(*, language: Language, workspace: Path, area: str, as_json: bool) -> int:
    """Say which priorities an area keeps, and what each still lacks."""
    from diogel.workspace import kept_priorities, open_workspace

    one = _area(area)
    kept = kept_priorities(open_workspace(workspace), one)
    if as_json:
        tell_json({"priorities": [priority_record(each, language) for each in kept]})
        return 0
    if not kept:
        tell("cli.priorities.none", language, area=one.name[language])
    for each in kept:
        for line in priority_lines(each, language):
            click.echo(line)
    return 0


def _area(text: str) -> AreaSet:
    from diogel.indicators import read_area_set

    return read_area_set(text)


def _place(workspace: Path, file: Path) -> Path:
    """A file where it is named from: here, or else the workspace."""
    return file if file.is_absolute() or file.exists() else workspace / file
