"""The list of every number that a document's text says, with what must stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diogel.assessment.document_telling import Telling
from diogel.assessment.sections_figures import figure_words
from diogel.core import Kind
from diogel.reports import Block, Callout, OpenPart, Prose

_NAMED = re.compile(r'data-figure="([^"]+)"')


def figures_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids of the figures that running text says, sorted, each once."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Prose | OpenPart):
            found.update(_NAMED.findall(block.markdown))
        elif isinstance(block, Callout):
            found.add(block.figure.figure.id)
    return tuple(sorted(found))


def numbers_table(telling: Telling, named: Iterable[str]) -> tuple[Block, ...]:
    """A row for each figure: what it is of with its note, its value, the name to trace it by.

    The names of the area's own figures all begin with its id, which is said once.
    """
    released, language = telling.subject.evidence.released, telling.language
    own = f"{telling.subject.area.id}."
    rows = []
    for name in named:
        if name not in released.figures:
            continue
        figure = released.figures[name].figure
        shown = released.figures[name].shown
        value = figure_words(figure, language) if shown else f"[{figure.status.value}]"
        # A count rests on no population: its note is of the rates beside it.
        note = "" if figure.kind is Kind.COUNT else figure.note[language]
        said = " ".join(filter(None, (f"{figure.label[language]}.", note)))
        rows.append((said, value, name.removeprefix(own)))
    if not rows:
        return ()
    begins = telling.prose("document.numbers-begin", own=f"`{own}`")
    return (begins, telling.table("numbers", rows, (0.56, 0.12, 0.32)))
