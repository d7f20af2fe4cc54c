"""The 22 authorities as tiles of one size, so that none is small because its land is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from diogel.charts.chart import Chart
from diogel.charts.letters import fitted, width
from diogel.charts.marks import MarkedClass, TileMarks
from diogel.charts.palette import INK, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture
from diogel.charts.placing import KeySign, heading, key_row
from diogel.charts.scales import measured, told
from diogel.charts.tile_places import COLUMNS, PLACES, ROWS, fills
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import say
from diogel.places import area

_EACH = (PAGE_WIDTH - 8) / COLUMNS
_HIGH = 88.0
_GAP = 5.0
_BAND = 20.0
_NAME_SIZE = 12.0
_LINE = 14.0

TILE_STYLE = (
    ".tile-map svg{display:block;width:100%;min-width:40rem;max-width:46rem;height:auto}"
    ".tile-map text{forced-color-adjust:none}"
    ".tile-map a{text-decoration:none}"
    ".tile-map a:focus{outline:none}"
    ".tile-map a:focus .edge{stroke:#0b0c0c;stroke-width:5}"
    ".tile-map a:focus .ground,.tile-map a:hover .ground{fill:#ffdd00}"
    ".tile-map{overflow-x:auto}"
    "@media print{.tile-map{overflow:visible}.tile-map svg{min-width:0}}"
)
"""What a page needs that holds `tile_index`: it scrolls by itself on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority's tile: what stands in it, its class, and where it leads.

    `label` is what a screen reader says of the link; empty says name, text and class.
    """

    text: str = ""
    code: str = ""
    href: str = ""
    label: str = ""


def tile_map(
    table: ReleasedTable,
    marks: TileMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """The first column of a table whose rows are authorities, each in its tile.

    An authority that the table lacks stands with [x]. ValueError for a row that is none of
    the 22 or of those without a tile, or for more classes than can be told apart.
    """
    tiles = _tiles(table, marks, language)
    picture = Picture(PAGE_WIDTH, language, title, description)
    _paint(picture, tiles, marks.heading[language], marks.classes, marks.own, language)
    column = table.table.columns[0]
    rows = [row for row in table.table.rows if row.code in PLACES]
    values = {row.code: measured(table.cell(row, column)) for row in rows}
    drawn = {"kind": "tiles", "values": values, "boxes": picture.boxes}
    return Chart(drawn, picture.svg(), title, description, language)


def tile_index(
    tiles: Mapping[str, Tile],
    language: Language,
    *,
    title: str,
    description: str,
    heading: str = "",
    classes: tuple[MarkedClass, ...] = (),
) -> str:
    """A map for a web page whose tiles are links, with `TILE_STYLE` in the page's style.

    Parameters
    ----------
    tiles : mapping of area code to Tile
        An authority without one stands with its name alone. Texts are the document's own
        words or views of released figures.
    title : str
        Names the map to a screen reader; the page shows it as a heading or caption.
    """
    unknown = sorted(set(tiles) - set(PLACES))
    if unknown:
        raise ValueError(f"not an authority: {', '.join(unknown)}")
    picture = Picture(PAGE_WIDTH, language, title, description)
    _paint(picture, dict(tiles), heading, classes, frozenset(), language)
    label = escape(title)
    return (
        f'<div class="tile-map" role="region" tabindex="0" aria-label="{label}">'
        f"{picture.svg(linked=True, prefix=f'{language}-')}</div>"
    )


def _tiles(table: ReleasedTable, marks: TileMarks, language: Language) -> dict[str, Tile]:
    column = table.table.columns[0]
    known = PLACES.keys() | marks.without_tile
    unknown = [row.code for row in table.table.rows if row.code not in known]
    if unknown:
        raise ValueError(f"not an authority: {', '.join(unknown)}")
    cells = {row.code: table.cell(row, column) for row in table.table.rows}
    found = {}
    for code in PLACES:
        cell = cells.get(code)
        text = told(cell, language) if code in cells else "[x]"
        of = "" if measured(cell) is None else marks.of.get(code, "")
        found[code] = Tile(text, of)
    return found


def _paint(
    picture: Picture,
    tiles: Mapping[str, Tile],
    words: str,
    classes: tuple[MarkedClass, ...],
    own: frozenset[str],
    language: Language,
) -> None:
    """Heading, tiles from the north west, and the key."""
    top = heading(picture, words) + 4 if words else 4.0
    patterns = fills(picture, [known.code for known in classes])
    for code in sorted(PLACES, key=lambda code: (PLACES[code][1], PLACES[code][0])):
        tile = tiles.get(code, Tile())
        fill = patterns.get(tile.code) if classes else "#12436D"
        _paint_tile(picture, code, tile, top, language, classes, bold=code in own, fill=fill)
    signs = [
        KeySign("box", known.label[language], {"fill": patterns[known.code], "stroke": INK})
        for known in classes
    ]
    if classes and any(not tiles.get(code, Tile()).code for code in PLACES):
        style: dict[str, object] = {"fill": "#FFFFFF", "stroke": QUIET, "stroke_dasharray": "3 2"}
        signs.append(KeySign("box", say("charts.tiles.none", language), style))
    picture.reach(key_row(picture, signs, top + ROWS * _HIGH + 6, 8) + 4)


def _paint_tile(
    picture: Picture,
    code: str,
    tile: Tile,
    top: float,
    language: Language,
    classes: tuple[MarkedClass, ...],
    *,
    bold: bool,
    fill: str | None,
) -> None:
    """One tile: its class in a band, its name, its value; dashed where there is no number."""
    column, row = PLACES[code]
    left = 4 + column * _EACH + _GAP / 2
    head = top + row * _HIGH + _GAP / 2
    box = Box(left, head, left + _EACH - _GAP, head + _HIGH - _GAP)
    name = area(code).name[language]
    if tile.href:
        picture.open_link(tile.href, tile.label or _link_said(name, tile, classes, language))
    picture.rect(box, fill="#FFFFFF", **{"class": "ground"})
    if fill is not None:
        picture.rect(Box(box.left, box.top, box.right, box.top + _BAND), fill=fill)
    edge: dict[str, object] = {"stroke": INK, "stroke_width": 3.5 if bold else 1.2}
    if fill is None:
        edge |= {"stroke_dasharray": "4 3"}
    picture.rect(box, fill="none", **edge, **{"class": "edge"})
    _paint_name(picture, name, tile.text, box, bold=bold)
    if tile.href:
        picture.close_link()


def _link_said(name: str, tile: Tile, classes: tuple[MarkedClass, ...], language: Language) -> str:
    """What a screen reader says of a tile: what is seen in it, then its class."""
    seen = say("charts.tiles.tile", language, name=name, value=tile.text).strip()
    label = next((known.label[language] for known in classes if known.code == tile.code), "")
    return say("charts.tiles.tile-class", language, tile=seen, label=label) if label else seen


def _paint_name(picture: Picture, name: str, text: str, box: Box, *, bold: bool) -> None:
    """The name in at most three lines, drawn smaller where a word is wider than the tile."""
    room, middle = box.right - box.left - 8, (box.left + box.right) / 2
    lines = fitted(name, room, _NAME_SIZE, bold=bold)
    widest = max(width(line, _NAME_SIZE, bold=bold) for line in lines)
    size = round(_NAME_SIZE * min(1.0, room / widest), 1)
    y = box.top + _BAND + 15
    for line in lines:
        picture.words(middle, y, line, align="middle", size=size, bold=bold)
        y += _LINE
    if text:
        picture.words(middle, box.bottom - 7, text, align="middle", size=15, bold=True)


def describe_tiles(table: ReleasedTable, marks: TileMarks, language: Language) -> str:
    """Every authority with its value, class by class as in the key."""
    tiles = _tiles(table, marks, language)
    parts = [say("charts.tiles.kind", language, heading=marks.heading)]
    none = say("charts.tiles.none", language)
    groups = [(known.code, known.label[language]) for known in marks.classes] + [("", none)]
    for code, label in groups:
        members = [area_code for area_code in PLACES if tiles[area_code].code == code]
        names = [_said(member, tiles[member], language) for member in members]
        if names:
            parts.append(say("charts.tiles.class", language, label=label, areas="; ".join(names)))
    return " ".join(parts)


def _said(code: str, tile: Tile, language: Language) -> str:
    name = area(code).name[language]
    key = "charts.tiles.known" if tile.code else "charts.tiles.unknown"
    return say(key, language, name=name, value=tile.text)
