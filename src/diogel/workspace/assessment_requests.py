"""Which assessments a workspace keeps: asked for once, brought up to date by every build."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diogel.assessment import load_template
from diogel.core import Place, Problem, Refused
from diogel.files import write_atomically
from diogel.indicators import AreaSet, every_authority, joined, read_area_set
from diogel.workspace.folder import Workspace

FILE = "assessment.toml"
NAME = "assessments"


@dataclass(frozen=True, slots=True)
class Request:
    """One assessment as it was asked for.

    Attributes
    ----------
    area : AreaSet
    outline : str
        Id of the template's outline; empty for the one that it takes by itself.
    """

    area: AreaSet
    outline: str = ""


def register_of(workspace: Workspace, area: str) -> Path:
    """The folder of what people keep of an area: their parts, signatures, and this file."""
    return workspace.path / "registers" / NAME / area


def sections_of(workspace: Workspace, area: str) -> Path:
    """The folder of what people wrote and signed."""
    return register_of(workspace, area) / "sections"


def output_of(workspace: Workspace, area: str) -> Path:
    """The folder that an area's documents are put in."""
    return workspace.out / NAME / area


def wanted_areas(
    texts: Sequence[str], *, every: bool = False, together: bool = False
) -> tuple[AreaSet, ...]:
    """The areas that a person asked for: each by itself, or all as one set.

    Raises
    ------
    Refused
        With every text that means no area; or when nothing was asked for.
    """
    problems: list[Problem] = []
    found: list[AreaSet] = list(every_authority()) if every else []
    for text in texts:
        try:
            found.append(read_area_set(text))
        except Refused as refused:
            problems += refused.problems
    if not found and not problems:
        problems.append(Problem("assess.nothing-asked"))
    if problems:
        raise Refused(problems)
    return (joined(found),) if together else tuple({one.id: one for one in found}.values())


def kept_requests(workspace: Workspace) -> tuple[Request, ...]:
    """The assessments that were asked for, in the order of their folders.

    Raises
    ------
    Refused
        With every file that cannot be read, or that names no area.
    """
    found, problems = [], list[Problem]()
    for path in sorted((workspace.path / "registers" / NAME).glob(f"*/{FILE}")):
        try:
            found.append(_read(path))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return tuple(found)


def _read(path: Path) -> Request:
    place = Place(file=f"{path.parent.name}/{FILE}")
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused([Problem("plan.not-toml", place, str(error))]) from None
    codes = given.get("areas")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise Refused([Problem("assess.no-areas", place, str(codes), "W06000015")])
    outline = str(given.get("outline", ""))
    if problems := _outline_problems([outline], place):
        raise Refused(problems)
    try:
        return Request(read_area_set(codes), outline)
    except Refused as refused:
        raise Refused([replace(problem, place=place) for problem in refused.problems]) from None


def _outline_problems(outlines: Iterable[str], place: Place) -> list[Problem]:
    """A problem for each outline that the template does not have; an empty one is its own."""
    known = [each.id for each in load_template().outlines]
    unknown = [each for each in dict.fromkeys(outlines) if each and each not in known]
    return [Problem("assess.no-outline", place, each, ", ".join(known)) for each in unknown]


def keep_requests(workspace: Workspace, wanted: Sequence[Request]) -> None:
    """Remember what was asked for, so that the next build makes it too.

    Raises
    ------
    Refused
        Nothing is remembered: the template has no such outline.
    """
    if problems := _outline_problems([request.outline for request in wanted], Place()):
        raise Refused(problems)
    for request in wanted:
        path = register_of(workspace, request.area.id) / FILE
        if path.is_file() and _read(path) == request:
            continue
        listed = ", ".join(f'"{code}"' for code in request.area.authorities)
        lines = [f"# {request.area.name.en} / {request.area.name.cy}", f"areas = [{listed}]"]
        if request.outline:
            lines.append(f'outline = "{request.outline}"')
        with write_atomically(path) as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
