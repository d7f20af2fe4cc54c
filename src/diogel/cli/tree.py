"""Builds commands in one language: their words from the catalogue, their work from a task."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from diogel.cli.bilingual_click import SpokenCommand, SpokenGroup, SpokenOption
from diogel.core import Language
from diogel.language import say

Task = Callable[..., int]


class Tree:
    """Builds commands in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def option(self, *names: str, key: str, **settings: Any) -> click.Option:
        """An option with its words."""
        text = say(f"cli.option.{key}", self.language)
        return SpokenOption(self.language, [*names], help=text, **settings)

    def argument(self, name: str, key: str, **settings: Any) -> click.Argument:
        """An argument with its words."""
        return click.Argument([name], metavar=say(f"cli.argument.{key}", self.language), **settings)

    def common(self) -> list[click.Parameter]:
        """The options that every command takes."""
        return [
            self.option(
                "--workspace",
                key="workspace",
                type=click.Path(file_okay=False, path_type=Path),
                default=Path(),
                metavar=say("cli.argument.folder", self.language),
            ),
            self.option(
                "--iaith", key="language", type=click.Choice(["cy", "en"]), metavar="cy|en"
            ),
        ]

    def json(self) -> click.Option:
        """The option that every command with an answer for programs takes."""
        return self.option("--json", "as_json", key="json", is_flag=True)

    def group(self, name: str) -> SpokenGroup:
        """A command that only holds others."""
        text = say(f"cli.command.{name}", self.language)
        # A group does nothing in a folder, so of the common options it takes the language alone.
        return SpokenGroup(self.language, name=name, help=text, params=self.common()[1:])

    def command(
        self, name: str, task: str, *params: click.Parameter, module: str = "tasks"
    ) -> SpokenCommand:
        """A command that calls `diogel.cli.<module>.<task>` with its options."""

        def callback(**given: Any) -> int:
            tasks = import_module(f"diogel.cli.{module}")
            given.pop("iaith", None)
            function: Task = getattr(tasks, task)
            return function(language=self.language, **given)

        return SpokenCommand(
            self.language,
            name=name,
            help=say(f"cli.command.{task}", self.language),
            params=[*params, *self.common()],
            callback=callback,
        )
