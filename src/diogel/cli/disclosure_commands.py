"""The commands about what may be said, and what can be inferred from what was said."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say


def disclosure_commands(tree: Tree) -> list[click.Command]:
    """`diogel disclosure audit`."""
    folder = say("cli.argument.folder", tree.language)
    folders = tree.argument("folders", "folders", nargs=-1, type=click.Path(path_type=Path))
    earlier = tree.option(
        "--earlier", key="earlier", type=click.Path(path_type=Path), metavar=folder
    )
    exact = tree.option("--exact", key="exact", is_flag=True)
    group = tree.group("disclosure")
    group.add_command(
        tree.command(
            "audit",
            "disclosure_audit",
            folders,
            earlier,
            exact,
            tree.json(),
            module="disclosure_tasks",
        )
    )
    return [group]
