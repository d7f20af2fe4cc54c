"""The tree of commands. Each command only reads its options and calls one task."""

from __future__ import annotations

from pathlib import Path

import click

from diogel.cli.assess_commands import assess_commands
from diogel.cli.data_commands import data_commands
from diogel.cli.disclosure_commands import disclosure_commands
from diogel.cli.explain_commands import explain_commands
from diogel.cli.quotes_commands import quotes_commands
from diogel.cli.risk_commands import risk_commands
from diogel.cli.themes_commands import themes_commands
from diogel.cli.tree import Tree
from diogel.cli.wave_commands import wave_commands
from diogel.core import Language
from diogel.language import say


def make_commands(language: Language) -> click.Group:
    """The whole command line in one language."""
    tree = Tree(language)
    root = tree.group("diogel")
    root.add_command(tree.command("demo", "demo", tree.json()))
    folder = tree.argument("folder", "folder", required=False, type=click.Path(path_type=Path))
    root.add_command(tree.command("new", "new_folder", folder, tree.json()))
    root.add_command(_survey(tree))
    root.add_command(quotes_commands(tree))
    root.add_command(themes_commands(tree))
    groups = (data_commands, disclosure_commands, assess_commands, risk_commands, explain_commands)
    for command in (command for group in groups for command in group(tree)):
        root.add_command(command)
    force = tree.option("--again", key="again", is_flag=True)
    root.add_command(tree.command("build", "build_all", force, tree.json()))
    root.add_command(
        tree.command(
            "places", "places", tree.argument("texts", "text", nargs=-1, required=True), tree.json()
        )
    )
    root.add_command(tree.command("language", "check_language", tree.json()))
    root.add_command(tree.command("glossary", "glossary", tree.json()))
    return root


def _survey(tree: Tree) -> click.Group:
    group = tree.group("survey")
    wave = tree.argument("wave", "wave")
    name = say("cli.argument.name", tree.language)
    policy = tree.option("--policy", key="policy", default="", metavar=name)
    form = tree.argument("form", "file", type=click.Path(path_type=Path))
    group.add_command(tree.command("list", "survey_list", tree.json()))
    group.add_command(tree.command("new", "survey_new", wave, tree.json()))
    before = tree.option(
        "--previous",
        key="previous",
        type=click.Path(path_type=Path),
        metavar=say("cli.argument.file", tree.language),
    )
    group.add_command(tree.command("check", "survey_check", form, before, tree.json()))
    for command in _forms(tree):
        group.add_command(command)
    group.add_command(tree.command("template", "survey_template", wave, tree.json()))
    group.add_command(tree.command("import", "survey_import", wave, *_importing(tree)))
    group.add_command(tree.command("code", "survey_code", wave, _coded(tree), tree.json()))
    group.add_command(tree.command("answers", "survey_answers", wave, tree.json()))
    group.add_command(tree.command("count", "survey_count", wave, policy, tree.json()))
    group.add_command(tree.command("report", "survey_report", wave, policy, tree.json()))
    for command in wave_commands(tree):
        group.add_command(command)
    return group


def _forms(tree: Tree) -> list[click.Command]:
    """What takes a questionnaire out of the system and back."""
    folder, file = (say(f"cli.argument.{key}", tree.language) for key in ("folder", "file"))
    form = tree.argument("form", "form_or_survey")
    to = tree.option("--to", key="to", type=click.Path(path_type=Path), metavar=folder)
    back = tree.option(
        "--from", "workbook", key="from", type=click.Path(path_type=Path), metavar=file
    )
    keyed = [
        tree.argument(name, f"keyed_{key}", type=click.Path(path_type=Path))
        for name, key in (("first", "one"), ("second", "two"))
    ]
    asked = say("cli.argument.form_or_survey", tree.language)
    with_form = tree.option("--form", key="form", default="", metavar=asked)
    calls: dict[str, list[click.Parameter]] = {
        "translation": [form, to, back],
        "export": [form, to],
        "print": [form, to],
        "compare": [*keyed, with_form],
    }
    return [
        tree.command(name, f"survey_{name}", *params, tree.json(), module="form_tasks")
        for name, params in calls.items()
    ]


def _importing(tree: Tree) -> list[click.Parameter]:
    """What an import takes beside the survey."""
    return [
        tree.argument("files", "files", nargs=-1, required=True, type=click.Path(path_type=Path)),
        tree.option("--add", key="add", is_flag=True),
        tree.option("--save-mapping", key="save_mapping", is_flag=True),
        tree.option("--accept-unmatched", key="accept_unmatched", is_flag=True),
        tree.json(),
    ]


def _coded(tree: Tree) -> click.Option:
    metavar = say("cli.argument.file", tree.language)
    return tree.option(
        "--read", "workbook", key="read_coding", type=click.Path(path_type=Path), metavar=metavar
    )
