"""Whether a document is whole: no heading without text, no slot that was never filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from diogel.reports import Document, Heading, Notice, Prose

# A reference that was filled is a span; its attributes come straight after a bracket.
_SLOT = re.compile(r"(?<![\]\\])\{[^{}\n]*\}")


def orphan_headings(document: Document) -> Iterator[Heading]:
    """Headings that nothing stands under: what follows is a heading as high, or nothing."""
    for block, following in pairwise((*document.blocks, None)):
        if not isinstance(block, Heading):
            continue
        lower = isinstance(following, Heading) and following.level > block.level
        if following is None or (isinstance(following, Heading) and not lower):
            yield block


def unfilled(document: Document) -> Iterator[str]:
    """Braces that stand in the machine's text; people's own words are theirs."""
    for block in document.blocks:
        if isinstance(block, Prose | Notice):
            yield from (found[0] for found in _SLOT.finditer(block.markdown))
