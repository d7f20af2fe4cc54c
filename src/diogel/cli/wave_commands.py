"""The commands about waves: what changed between two of them, their units, and the key."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree

MODULE = "wave_tasks"


def wave_commands(tree: Tree) -> list[click.Command]:
    """Those that belong to surveys."""
    policy = tree.option("--policy", key="policy", default="", metavar="NAME")
    wave = tree.argument("wave", "wave")
    file = tree.argument("file", "file", type=click.Path(dir_okay=False, path_type=Path))
    return [
        tree.command("changes", "survey_changes", wave, policy, tree.json(), module=MODULE),
        tree.command("units", "survey_units", wave, tree.json(), module=MODULE),
        tree.command("key", "survey_key", file, tree.json(), module=MODULE),
    ]
