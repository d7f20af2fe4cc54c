"""What the command line prints: sentences for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import click

from diogel.core import Language, Problem, Severity
from diogel.language import say

MOST_OF_A_KIND = 20
"""Problems of one kind in one file that are said on the screen."""


def tell(key: str, language: Language, /, **slots: object) -> None:
    """One sentence on standard output."""
    click.echo(say(key, language, **slots))


def tell_json(content: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def tell_problems(
    problems: Sequence[Problem], language: Language, *, as_json: bool, went_on: bool = False
) -> None:
    """The problems at once: as sentences on standard error, or all as JSON on standard output.

    Of one kind in one file only the first are said: thousands would hide the others. With
    `went_on` the rest of the work was done all the same.
    """
    from diogel.language import as_records, explain_all

    if as_json:
        tell_json({"problems": as_records(problems, language)})
        return
    shown, more = _folded(problems)
    for line in explain_all(shown, language):
        click.echo(line, err=True)
    for file, count in more.items():
        click.echo(say("cli.problems_more", language, file=file or "-", n=count), err=True)
    stops = sum(problem.severity is Severity.STOP for problem in problems)
    if stops:
        key = "cli.problems_left" if went_on else "cli.problems_stop"
        click.echo(say(key, language, n=stops), err=True)


def _folded(problems: Sequence[Problem]) -> tuple[list[Problem], Counter[str]]:
    """The first problems of each kind in each file, and how many more each file has."""
    shown, told, more = list[Problem](), Counter[tuple[str, str]](), Counter[str]()
    for problem in sorted(problems, key=lambda one: (one.place.sheet, one.place.row or 0)):
        kind = (problem.place.file, problem.code)
        told[kind] += 1
        if told[kind] <= MOST_OF_A_KIND:
            shown.append(problem)
        else:
            more[problem.place.file] += 1
    return shown, more


def tell_stopped(language: Language) -> None:
    """The person stopped it: nothing half-written is left."""
    click.echo(say("cli.stopped", language), err=True)


def tell_list(lines: Iterable[str]) -> None:
    """Lines on standard output, each as a bullet."""
    for line in lines:
        click.echo(f"  - {line}")
