"""The commands about partners' data: taking it in, judging it, and giving it out."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.tree import Tree
from diogel.language import say

MODULE = "data_tasks"


def data_commands(tree: Tree) -> list[click.Command]:
    """All of them, in the order of the work."""
    files = tree.argument(
        "files", "files", nargs=-1, required=True, type=click.Path(path_type=Path)
    )
    given = [
        _text(tree, "--supplier", "supplier", "words"),
        _text(tree, "--period", "period", "words"),
        _text(tree, "--edition", "edition", "words"),
    ]
    accept = tree.option("--accept", key="accept", is_flag=True)
    everything = tree.option("--all", "everything", key="everything", is_flag=True)
    calls: dict[str, tuple[str, list[click.Parameter]]] = {
        "add": ("add_data", [files, *given, accept]),
        "check": ("check_data", [files, *given, _folder(tree, "--marked", "marked")]),
        "audit": ("audit_data", [_as_at(tree), _reports(tree)]),
        "gaps": ("gaps", [_as_at(tree), _reports(tree)]),
        "releases": ("releases", [everything]),
        "withdraw": ("withdraw", _withdrawing(tree)),
        "template": ("template", _template(tree)),
    }
    commands: list[click.Command] = [
        tree.command(name, task, *params, tree.json(), module=MODULE)
        for name, (task, params) in calls.items()
    ]
    return [*commands, _export(tree), _standard(tree)]


def _standard(tree: Tree) -> click.Group:
    group = tree.group("standard")
    given: list[click.Parameter] = [_folder(tree, "--to", "standard_to"), tree.json()]
    group.add_command(tree.command("export", "export_standard", *given, module="standard_tasks"))
    return group


def _export(tree: Tree) -> click.Group:
    group = tree.group("export")
    output = tree.option(
        "--output",
        key="output",
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        metavar=say("cli.argument.file", tree.language),
    )
    engine = tree.option(
        "--engine", key="engine", type=click.Choice(["duckdb", "spark"]), default="duckdb"
    )
    by = _text(tree, "--by", "counted_by", "columns", required=True)
    shared: list[click.Parameter] = [output, engine, _as_at(tree), tree.json()]
    group.add_command(tree.command("incidents", "export_incidents", by, *shared, module=MODULE))
    group.add_command(tree.command("observations", "export_observations", *shared, module=MODULE))
    return group


def _withdrawing(tree: Tree) -> list[click.Parameter]:
    return [
        tree.argument("release", "release"),
        _text(tree, "--reason", "reason", "words", required=True),
        _text(tree, "--by", "by", "words", required=True),
    ]


def _template(tree: Tree) -> list[click.Parameter]:
    return [
        tree.argument("kind", "supplier_kind"),
        _text(tree, "--areas", "template_areas", "words"),
        _text(tree, "--months", "template_months", "months", required=True),
        _folder(tree, "--to", "to"),
    ]


def _as_at(tree: Tree) -> click.Option:
    return _text(tree, "--as-at", "as_at", "day")


def _reports(tree: Tree) -> click.Option:
    return tree.option("--report", "reports", key="reports", is_flag=True)


def _text(tree: Tree, flag: str, key: str, metavar: str, *, required: bool = False) -> click.Option:
    """An option that takes words."""
    name = flag.removeprefix("--").replace("-", "_")
    shown = say(f"cli.argument.{metavar}", tree.language)
    if required:
        return tree.option(flag, name, key=key, required=True, metavar=shown)
    return tree.option(flag, name, key=key, default="", metavar=shown)


def _folder(tree: Tree, flag: str, key: str) -> click.Option:
    """An option that takes a folder."""
    return tree.option(
        flag,
        flag.removeprefix("--"),
        key=key,
        type=click.Path(file_okay=False, path_type=Path),
        metavar=say("cli.argument.folder", tree.language),
    )
