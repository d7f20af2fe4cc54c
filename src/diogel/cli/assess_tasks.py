"""What each command about assessments does: one function of a room, and the outcome told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diogel.cli.output import tell, tell_json, tell_list, tell_problems
from diogel.cli.progress import Progress
from diogel.core import Language, Place, Problem, Refused, Severity
from diogel.core.hands import Hand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diogel.assessment.changes import Changes
    from diogel.indicators import AreaSet
    from diogel.workspace import Workspace


def assess(
    *,
    language: Language,
    workspace: Path,
    areas: tuple[str, ...],
    every: bool,
    together: bool,
    outline: str,
    day: str,
    public: bool,
    again: bool,
    as_json: bool,
) -> int:
    """Make the assessments of areas."""
    # Started before the rest of Diogel is read in, so that it is ready when it is asked.
    with Hand("diogel.workspace.assessing") as hand:
        from diogel.workspace import Request, assess_areas, open_workspace, wanted_areas

        opened = open_workspace(workspace)
        on = _day(day)
        wanted = [
            Request(area, outline) for area in wanted_areas(areas, every=every, together=together)
        ]
        with Progress(language, quiet=as_json) as progress:
            result = assess_areas(
                opened, wanted, progress.step, day=on, public=public, again=again, hand=hand
            )
    code = 1 if any(p.severity is Severity.STOP for p in result.problems) else 0
    if as_json:
        from diogel.language import as_records

        tell_json(
            {
                "made": result.made,
                "fresh": result.fresh,
                "changes": {area: _counted(found) for area, found in result.changes.items()},
                "problems": as_records(result.problems, language),
            }
        )
        return code
    names = {request.area.id: request.area.name[language] for request in wanted}
    for area in result.made:
        tell("cli.assess.made", language, area=names[area], folder=f"out/assessments/{area}")
        if area in result.changes:
            tell_changes(result.changes[area], language)
    for area in result.fresh:
        tell("cli.assess.fresh", language, area=names[area], folder=f"out/assessments/{area}")
    if result.problems:
        tell_problems(result.problems, language, as_json=False, went_on=bool(result.made))
    return code


def _counted(found: Changes) -> dict[str, object]:
    """What is different since the last edition, by how many."""
    kinds = {kind: len(found.of_kind(kind)) for kind in ("changed", "new", "gone")}
    return {"since": found.since.isoformat(), **kinds, "findings": len(found.verdicts)}


def tell_changes(found: Changes, language: Language) -> None:
    """One line on what is different since the last edition."""
    from diogel.language import long_date, number, say

    counts = {
        name: number(count, language)
        for name, count in _counted(found).items()
        if isinstance(count, int)
    }
    day = long_date(found.since, language)
    tell_list([say("cli.assess.changes", language, day=day, **counts)])


def tell_all_changes(
    workspace: Workspace, found: Mapping[str, Changes], language: Language
) -> None:
    """What is different in each assessment that a build made anew."""
    from diogel.workspace import kept_requests

    names = {request.area.id: request.area.name[language] for request in kept_requests(workspace)}
    for area, changes in found.items():
        tell("cli.assess.made", language, area=names[area], folder=f"out/assessments/{area}")
        tell_changes(changes, language)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused([Problem("assess.day", Place(), text, "2026-11-22")]) from None


def section_take(
    *, language: Language, workspace: Path, area: str, file: Path, by: str, as_json: bool
) -> int:
    """Keep what people wrote in a document."""
    from diogel.workspace import open_workspace, take_sections

    opened = open_workspace(workspace)
    place = file if file.is_absolute() or file.exists() else workspace / file
    taken = take_sections(opened, _area(area), place, by)
    if as_json:
        from diogel.language import as_records

        tell_json(
            {
                "kept": [[text.part, text.language, text.release] for text in taken.kept],
                "conflicts": [[t.part, t.language, t.release] for t in taken.conflicts],
                "unchanged": [list(key) for key in taken.unchanged],
                "problems": as_records(taken.problems, language),
            }
        )
        return 0
    for text in taken.kept:
        tell("cli.section.kept", language, part=text.part, of=text.language, release=text.release)
    if not taken.kept and not taken.conflicts:
        tell("cli.section.nothing", language)
    tell_problems(taken.problems, language, as_json=False, went_on=True)
    return 0


def section_list(*, language: Language, workspace: Path, area: str, as_json: bool) -> int:
    """Show what people wrote, and what waits to be settled."""
    from diogel.workspace import held_sections, open_workspace

    held = held_sections(open_workspace(workspace), _area(area))
    texts = [*held.texts.values()]
    waiting = [conflict.offered for conflict in held.conflicts]
    if as_json:
        shown = [
            {
                "part": text.part,
                "language": text.language,
                "release": text.release,
                "by": text.by,
                "on": text.on.isoformat(),
                "holds": text not in waiting,
            }
            for text in (*texts, *waiting)
        ]
        tell_json({"sections": shown})
        return 0
    for key, listed in (("cli.section.holds", texts), ("cli.section.waits", waiting)):
        for text in listed:
            slots = {"part": text.part, "of": text.language, "release": text.release}
            tell(key, language, by=text.by, day=text.on.isoformat(), **slots)
    if not texts and not waiting:
        tell("cli.section.none", language)
    tell_problems(held.problems, language, as_json=False, went_on=True)
    return 0


def section_settle(
    *,
    language: Language,
    workspace: Path,
    area: str,
    part: str,
    release: str,
    of: Language,
    as_json: bool,
) -> int:
    """Let one of several texts of a part hold."""
    from diogel.workspace import open_workspace, settle_section

    text = settle_section(open_workspace(workspace), _area(area), part, of, release)
    if as_json:
        tell_json({"part": part, "language": of, "holds": text.release})
    else:
        tell("cli.section.settled", language, part=part, of=of, release=text.release)
    return 0


def section_confirm(
    *,
    language: Language,
    workspace: Path,
    area: str,
    part: str,
    of: Language,
    by: str,
    as_json: bool,
) -> int:
    """Keep the words of a part as they are, with the numbers as they are now."""
    from diogel.workspace import confirm_part, open_workspace

    done = confirm_part(open_workspace(workspace), _area(area), part, of, by)
    text = done.text
    if as_json:
        numbers = [
            {"kind": flag.kind, "figure": flag.reference, "was": flag.was, "now": flag.now}
            for flag in done.flags
        ]
        left = [flag.reference for flag in done.left]
        kept = {"part": part, "language": of, "release": text.release, "by": text.confirmed_by}
        tell_json({**kept, "numbers": numbers, "left": left})
        return 0
    slots = {"part": part, "of": of, "release": text.release}
    tell("cli.section.confirmed", language, by=text.confirmed_by, **slots)
    for flag in done.flags:
        name = flag.reference.partition("|")[0]
        tell(f"cli.section.number-{flag.kind}", language, figure=name, was=flag.was, now=flag.now)
    for flag in done.left:
        tell("cli.section.left", language, figure=flag.reference.partition("|")[0])
    return 0


def section_sign(
    *,
    language: Language,
    workspace: Path,
    area: str,
    part: str,
    of: Language,
    by: str,
    as_json: bool,
) -> int:
    """Sign what holds of a part."""
    from diogel.workspace import open_workspace, sign

    sign(open_workspace(workspace), _area(area), part, of, by)
    if as_json:
        tell_json({"part": part, "language": of, "signed": by})
    else:
        tell("cli.section.signed", language, part=part, of=of, by=by)
    return 0


def _area(text: str) -> AreaSet:
    from diogel.indicators import read_area_set

    return read_area_set(text)
