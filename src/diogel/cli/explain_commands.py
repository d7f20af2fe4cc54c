"""The command that walks from a printed number to what it was made from."""

from __future__ import annotations

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "explain_tasks"


def explain_commands(tree: Tree) -> list[click.Command]:
    """The one command of this group."""
    day = say("cli.argument.day", tree.language)
    params: list[click.Parameter] = [
        tree.argument("figure", "figure"),
        tree.option("--as-at", "as_at", key="as_at", default="", metavar=day),
        tree.json(),
    ]
    return [tree.command("explain", "explain", *params, module=MODULE)]
