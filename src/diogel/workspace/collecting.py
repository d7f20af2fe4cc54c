"""How often Python looks for rings of things that nobody holds any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (200_000, 50, 50)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for them seldom, while documents are made.

    Their trees have hundreds of thousands of nodes that hold one another without rings, and go
    when they are done with: looking at the usual pace takes a tenth of the time and finds
    nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
