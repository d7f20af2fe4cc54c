"""The assessments on the first page: a map whose tiles lead to them, and every document."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from diogel.charts import MarkedClass, Tile, tile_index
from diogel.core import Language
from diogel.indicators import AreaSet, every_authority
from diogel.language import both, long_date, number, say
from diogel.workspace.assessment_making import PUBLIC
from diogel.workspace.assessment_record import day_of
from diogel.workspace.assessment_requests import kept_requests, output_of, register_of
from diogel.workspace.folder import Workspace
from diogel.workspace.home_links import FORMATS, code_marked, file_item
from diogel.workspace.number_changes import LOG
from diogel.workspace.quality_outputs import About

_DOCUMENTS = ("assessment", "board", "public-summary")
_ASSESSED, _HELD = "assessed", "held"


@dataclass(frozen=True)
class Assessment:
    """An assessment whose documents are there."""

    area: AreaSet
    folder: Path
    day: date


def assessments_there(workspace: Workspace) -> tuple[Assessment, ...]:
    """Those whose files are there, larger areas first and authorities by their codes."""
    found = []
    for request in kept_requests(workspace):
        folder, day = output_of(workspace, request.area.id), day_of(workspace, request.area.id)
        if day is not None and (folder / "assessment.en.html").is_file():
            found.append(Assessment(request.area, folder, day))
    return tuple(sorted(found, key=lambda each: (-len(each.area.authorities), each.area.id)))


def authorities_section(
    workspace: Workspace, found: tuple[Assessment, ...], about: About | None, language: Language
) -> str:
    """The map of the 22 authorities; empty where there is nothing to show."""
    if not found and about is None:
        return ""
    heading = escape(say("home.authorities", language))
    drawn = tile_index(
        dict(_tiles(workspace, found, about, language)),
        language,
        title=say("home.map.title", language),
        description=say("home.map.description", language),
        heading=say("home.map.heading", language),
        classes=(
            MarkedClass(_ASSESSED, both("home.map.assessed")),
            MarkedClass(_HELD, both("home.map.held")),
        ),
    )
    how = f"<p>{escape(say('home.map.how', language))}</p>\n"
    return f"<h3>{heading}</h3>\n{how}{drawn}\n"


def _tiles(
    workspace: Workspace, found: tuple[Assessment, ...], about: About | None, language: Language
) -> Iterator[tuple[str, Tile]]:
    made = {each.area.id: each for each in found}
    held: Mapping[str, int] = about.held if about else {}
    for one in every_authority():
        text = number(held[one.id], language) if one.id in held else ""
        if one.id not in made:
            yield one.id, Tile(text, _HELD if text else "")
            continue
        page = made[one.id].folder / f"assessment.{language}.html"
        href = page.relative_to(workspace.out).as_posix()
        label = say("home.map.link", language, area=one.name)
        yield one.id, Tile(text, _ASSESSED, href, label)


def documents_section(
    workspace: Workspace, found: tuple[Assessment, ...], language: Language
) -> str:
    """Every assessment's documents; how to make one where there are none."""
    heading = escape(say("home.assessments", language))
    if not found:
        hint = code_marked(say("home.no-assessments", language))
        return f"<h3>{heading}</h3>\n<p>{hint}</p>\n"
    parts = [_assessment(workspace, each, language) for each in found]
    return f"<h3>{heading}</h3>\n{''.join(parts)}"


def _assessment(workspace: Workspace, one: Assessment, language: Language) -> str:
    name = one.area.name[language]
    made = say("home.made-on", language, date=long_date(one.day, language))
    changed = _changed(workspace, one.area, language)
    items = "".join(_items(workspace, one.folder, name, language))
    public = one.folder / PUBLIC
    published = "".join(_items(workspace, public, name, language, "home.public.")) or ""
    return (
        f"<h4>{escape(name)}</h4>\n<p>{escape(made)}{escape(changed)}</p>\n"
        f'<ul class="files">\n{items}{published}</ul>\n'
    )


def _changed(workspace: Workspace, area: AreaSet, language: Language) -> str:
    """How many numbers the latest change moved; nothing while none ever did."""
    path = register_of(workspace, area.id) / LOG
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        days = Counter(row["date"] for row in csv.DictReader(file))
    if not days:
        return ""
    last = max(days)
    said = long_date(date.fromisoformat(last), language)
    return " " + say("home.changed", language, date=said, count=number(days[last], language))


def _items(
    workspace: Workspace, folder: Path, area: str, language: Language, key: str = "home.document."
) -> Iterator[str]:
    for name in _DOCUMENTS:
        files = [folder / f"{name}.{language}.{ending}" for ending in FORMATS]
        title = say(f"{key}{name}", language)
        yield file_item(workspace.out, title, f"{title}, {area}: ", files, language)
    tables = [folder / f"tables.{language}.xlsx", folder / "figures.csv"]
    title = say(f"{key}tables", language)
    yield file_item(workspace.out, title, f"{title}, {area}: ", tables, language)
