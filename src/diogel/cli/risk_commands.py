"""The commands about risk and priorities: blind scoring, decisions with reasons, the register."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "risk_tasks"


def risk_commands(tree: Tree) -> list[click.Command]:
    """All of them, in the order of the work."""
    return [_risk(tree), _priorities(tree)]


def _risk(tree: Tree) -> click.Group:
    """Partners score without sight of each other, and decide together."""
    group = tree.group("risk")
    area, file = tree.argument("area", "area"), _file(tree)
    reason = _words(tree, "--reason", "reason", required=True)
    calls: dict[str, list[click.Parameter]] = {
        "sheet": [area, _folder(tree), *_asked(tree)],
        "take": [file, _words(tree, "--by", "scored_by")],
        "show": [area],
        "change": [area, *_change(tree), reason],
        "close": [area, _words(tree, "--by", "by", required=True), reason],
        "import": [file, _words(tree, "--by", "imported_by", required=True)],
        "model": [file, _words(tree, "--by", "by", required=True), reason],
    }
    for name, params in calls.items():
        task = f"risk_{name}"
        group.add_command(tree.command(name, task, *params, tree.json(), module=MODULE))
    return group


def _asked(tree: Tree) -> list[click.Parameter]:
    """Who is asked, and about what."""
    shown = say("cli.argument.words", tree.language)
    return [
        tree.option("--partner", "partners", key="partner", multiple=True, metavar=shown),
        tree.option("--theme", "themes", key="theme", multiple=True, metavar=shown),
    ]


def _change(tree: Tree) -> list[click.Parameter]:
    """What is decided, and by whom."""
    shown = say("cli.argument.words", tree.language)
    return [
        tree.argument("priority", "priority"),
        tree.argument("item", "item"),
        tree.argument("level", "level", type=click.IntRange(0, 4)),
        tree.option("--by", "people", key="decided_by", multiple=True, metavar=shown),
    ]


def _priorities(tree: Tree) -> click.Group:
    """The register of priorities."""
    group = tree.group("priorities")
    taking = [
        _file(tree),
        _words(tree, "--by", "by", required=True),
        _words(tree, "--reason", "priorities_reason"),
    ]
    calls: dict[str, list[click.Parameter]] = {
        "take": taking,
        "list": [tree.argument("area", "area")],
    }
    for name, params in calls.items():
        task = f"priorities_{name}"
        group.add_command(tree.command(name, task, *params, tree.json(), module=MODULE))
    return group


def _file(tree: Tree) -> click.Argument:
    return tree.argument("file", "file", type=click.Path(dir_okay=False, path_type=Path))


def _folder(tree: Tree) -> click.Option:
    metavar = say("cli.argument.folder", tree.language)
    kind = click.Path(file_okay=False, path_type=Path)
    return tree.option("--to", key="sheets_to", type=kind, required=True, metavar=metavar)


def _words(tree: Tree, flag: str, key: str, *, required: bool = False) -> click.Option:
    """An option that takes words."""
    shown = say("cli.argument.words", tree.language)
    if required:
        return tree.option(flag, key=key, required=True, metavar=shown)
    return tree.option(flag, key=key, default="", metavar=shown)
