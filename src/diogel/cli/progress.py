"""Progress of anything that takes over a second, on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

from diogel.core import Bilingual, Language

PATIENCE_SECONDS = 1.0


class Progress:
    """Says each step once the work has lasted longer than a person waits without a word."""

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self._language = language
        self._quiet = quiet
        self._started = time.monotonic()
        self._live = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live and not self._quiet:
            click.echo("\r\033[K", nl=False, err=True)

    def step(self, done: int, total: int, what: Bilingual) -> None:
        """One step: how many of how many are done, and what is being made."""
        if self._quiet or time.monotonic() - self._started < PATIENCE_SECONDS:
            return
        line = f"[{done}/{total}] {what[self._language]}"
        if self._live:
            click.echo(f"\r\033[K{line}", nl=False, err=True)
        else:
            click.echo(line, err=True)
