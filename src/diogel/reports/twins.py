"""A document and its twin: the same blocks, in the same order, about the same figures."""

from __future__ import annotations

from itertools import zip_longest

from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Instruction,
    OpenPart,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
    TickGrid,
    TickList,
    WritingSpace,
)


class TwinsDiffer(ValueError):
    """Where two language versions of one document are not the same document.

    `places` holds one line for each difference: which block, and what each version has.
    """

    def __init__(self, name: str, places: list[str]) -> None:
        self.places = tuple(places)
        super().__init__(f"{name}: " + "; ".join(places))


def check_twins(en: Document, cy: Document) -> None:
    """Raise TwinsDiffer unless both have the same blocks, ids, tables and figures in order."""
    places = [
        f"{name}: en {ours!r}, cy {theirs!r}"
        for name in ("name", "contents")
        if (ours := getattr(en, name)) != (theirs := getattr(cy, name))
    ]
    pairs = zip_longest(en.blocks, cy.blocks)
    for at, (ours, theirs) in enumerate(pairs, start=1):
        left, right = _essence(ours), _essence(theirs)
        if left != right:
            places.append(f"block {at}: en {left}, cy {right}")
    if places:
        raise TwinsDiffer(en.name, places)


def _essence(block: Block | None) -> tuple[object, ...]:
    """What must be the same in both languages."""
    match block:
        case Heading():
            what: tuple[object, ...] = (block.level, block.id)
        case Prose():
            # Within a paragraph each language has its own word order.
            what = tuple(sorted(block.figures))
        case TableBlock():
            what = (block.number, block.table.table.id, block.display, *block.table.figures)
        case ChartBlock():
            drawn = (block.kind, block.marks)
            what = (block.number, block.table.table.id, *drawn, *block.table.figures)
        case Quote():
            # A quotation with an id may stand in its own language here and translated there.
            what = (block.id,) if block.id else (block.language, block.text)
            what = (*what, bool(block.attribution))
        case Callout():
            what = (block.figure.figure.id,)
        case PlainTable():
            what = (block.number, len(block.headings), len(block.rows))
        case Instruction():
            what = (block.strong,)
        case TickList():
            what = (block.several, len(block.answers))
        case TickGrid():
            what = (block.id, block.several, len(block.rows), len(block.answers))
        case WritingSpace():
            what = (block.lines, *(count for _, count in block.boxes))
        case OpenPart():
            # What people write in each language is theirs; that it is there is asked elsewhere.
            what = (block.id,)
        case None:
            return ("nothing",)
        case _:
            what = (block.kind,)
    return (type(block).__name__, *what)
