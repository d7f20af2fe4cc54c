"""The commands about assessments: making them, and taking back what people wrote."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "assess_tasks"


def assess_commands(tree: Tree) -> list[click.Command]:
    """All of them, in the order of the work."""
    return [_assess(tree), _section(tree)]


def _assess(tree: Tree) -> click.Command:
    areas = tree.argument("areas", "areas", nargs=-1)
    day = say("cli.argument.day", tree.language)
    name = say("cli.argument.name", tree.language)
    params: list[click.Parameter] = [
        areas,
        tree.option("--all", "every", key="every_authority", is_flag=True),
        tree.option("--together", key="together", is_flag=True),
        tree.option("--outline", key="outline", default="", metavar=name),
        tree.option("--day", "day", key="assess_day", default="", metavar=day),
        tree.option("--public", key="public", is_flag=True),
        tree.option("--again", key="again", is_flag=True),
        tree.json(),
    ]
    return tree.command("assess", "assess", *params, module=MODULE)


def _section(tree: Tree) -> click.Group:
    """What people write: back from Word, two texts settled, confirmed, signed."""
    group = tree.group("section")
    area = tree.argument("area", "area")
    part = tree.argument("part", "part")
    file = tree.argument("file", "file", type=click.Path(dir_okay=False, path_type=Path))
    by = tree.option("--by", "by", key="by", required=True, metavar=_words(tree))
    which = tree.option(
        "--language", "of", key="section_language", type=click.Choice(["en", "cy"]), required=True
    )
    release = tree.argument("release", "release")
    calls: dict[str, list[click.Parameter]] = {
        "take": [area, file, by],
        "list": [area],
        "settle": [area, part, release, which],
        "confirm": [area, part, which, by],
        "sign": [area, part, which, by],
    }
    for name, params in calls.items():
        task = f"section_{name}"
        group.add_command(tree.command(name, task, *params, tree.json(), module=MODULE))
    return group


def _words(tree: Tree) -> str:
    return say("cli.argument.words", tree.language)
