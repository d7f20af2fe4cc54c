"""The commands about what respondents said: marks, the workbook to sign off, and the bank."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "quotes_tasks"


def quotes_commands(tree: Tree) -> click.Group:
    """The group, in the order of the work."""
    group = tree.group("quotes")
    folder, file = (say(f"cli.argument.{key}", tree.language) for key in ("folder", "file"))
    wave = tree.argument("wave", "wave")
    any_wave = tree.argument("wave", "wave", required=False, default="")
    taken = tree.argument("file", "file", type=click.Path(path_type=Path))
    to = tree.option("--to", key="quotes_to", type=click.Path(path_type=Path), metavar=folder)
    contacts = tree.option(
        "--contacts", key="contacts", type=click.Path(path_type=Path), metavar=file
    )
    calls: dict[str, list[click.Parameter]] = {
        "find": [wave, contacts],
        "sheet": [wave, to, contacts],
        "take": [taken, contacts],
        "list": [any_wave],
    }
    for name, params in calls.items():
        group.add_command(tree.command(name, f"quotes_{name}", *params, tree.json(), module=MODULE))
    return group
