"""What the command line prints: sentences for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from diogel.core import Language, Problem, Severity
from diogel.language import say


def tell(key: str, language: Language, /, **slots: object) -> None:
    """One sentence on standard output."""
    click.echo(say(key, language, **slots))


def tell_json(content: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def tell_problems(problems: Sequence[Problem], language: Language, *, as_json: bool) -> None:
    """Every problem at once: as sentences on standard error, or as JSON on standard output."""
    from diogel.language import as_records, explain_all

    if as_json:
        tell_json({"problems": as_records(problems, language)})
        return
    for line in explain_all(problems, language):
        click.echo(line, err=True)
    stops = sum(problem.severity is Severity.STOP for problem in problems)
    if stops:
        click.echo(say("cli.problems_stop", language, n=stops), err=True)


def tell_stopped(language: Language) -> None:
    """The person stopped it: nothing half-written is left."""
    click.echo(say("cli.stopped", language), err=True)


def tell_list(lines: Iterable[str]) -> None:
    """Lines on standard output, each as a bullet."""
    for line in lines:
        click.echo(f"  - {line}")
