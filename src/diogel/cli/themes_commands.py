"""The commands about themes of free text: codebooks, coding, comparing, exchange, words."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "themes_tasks"


def themes_commands(tree: Tree) -> click.Group:
    """The group, in the order of the work."""
    group = tree.group("themes")
    words = {key: say(f"cli.argument.{key}", tree.language) for key in ("folder", "file", "name")}
    path = click.Path(path_type=Path)
    wave, question = tree.argument("wave", "wave"), tree.argument("question", "question")
    any_wave = tree.argument("wave", "wave", required=False, default="")
    taken = tree.argument("file", "file", type=path)
    to, folder = {"type": path, "metavar": words["folder"]}, "--to"
    coder = tree.option("--coder", key="themes_coder", required=True, metavar=words["name"])
    asked = say("cli.argument.question", tree.language)
    calls: dict[str, list[click.Parameter]] = {
        "codebook": [
            wave,
            tree.option(folder, key="themes_codebook_to", **to),
            tree.option(
                "--from", "file", key="themes_codebook_from", type=path, metavar=words["file"]
            ),
            tree.option(
                "--question", "questions", key="themes_question", multiple=True, metavar=asked
            ),
        ],
        "sheet": [wave, question, coder, tree.option(folder, key="themes_to", **to)],
        "take": [taken],
        "compare": [wave, question, tree.option(folder, key="themes_to", **to)],
        "list": [any_wave],
        "export": [
            wave,
            question,
            tree.option("--signed", key="themes_signed", is_flag=True),
            tree.option(folder, key="themes_export_to", **to),
        ],
        "words": [
            wave,
            question,
            tree.option("--against", key="themes_against", default="", metavar=asked),
            tree.option("--theme", key="themes_theme", default="", metavar=words["name"]),
        ],
    }
    for name, params in calls.items():
        group.add_command(tree.command(name, f"themes_{name}", *params, tree.json(), module=MODULE))
    return group
