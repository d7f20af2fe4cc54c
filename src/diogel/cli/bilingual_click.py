"""Click's own words (usage, options, mistakes) said in the person's language."""

from __future__ import annotations

from typing import Any

import click

from diogel.core import Language
from diogel.language import say


class _Spoken:
    """Help in one language, for commands and groups alike."""

    language: Language = "en"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        heading = say("cli.usage", self.language)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{heading} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the commands of a group."""
        records = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]  # type: ignore[attr-defined]
        if records:
            with formatter.section(say("cli.options", self.language)):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
            rows = [(name, command.get_short_help_str(80)) for name, command in commands]
            with formatter.section(say("cli.commands", self.language)):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, described in the language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say("cli.option.help", self.language)
        return option


class SpokenOption(click.Option):
    """An option whose help says in one language that it cannot be left out."""

    def __init__(self, language: Language, *names: Any, **settings: Any) -> None:
        self.language = language
        super().__init__(*names, **settings)

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """What stands behind the help, in brackets."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say("cli.required", self.language)
        return extra


class SpokenCommand(_Spoken, click.Command):
    """A command whose help is in one language."""

    def __init__(self, language: Language, **settings: Any) -> None:
        self.language = language
        super().__init__(**settings)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Click's own placeholder for options is English."""
        word = say("cli.usage_options", self.language)
        return [
            f"[{word}]",
            *(piece for p in self.get_params(ctx) for piece in p.get_usage_pieces(ctx)),
        ]


class SpokenGroup(_Spoken, click.Group):
    """A group of commands whose help is in one language."""

    def __init__(self, language: Language, **settings: Any) -> None:
        self.language = language
        super().__init__(**settings)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Click's own placeholders are English."""
        return [f"[{say('cli.usage_command', self.language)}]"]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order they were added: the order of the work."""
        return list(self.commands)


def usage_message(error: click.UsageError, language: Language) -> str:
    """What was wrong with the way a command was called, and where help is."""
    path = error.ctx.command_path if error.ctx else "diogel"
    return "\n".join(
        [_mistake(error, language), say("cli.see_help", language, command=f"{path} --help")]
    )


def _mistake(error: click.UsageError, language: Language) -> str:
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        key = "cli.error.no_option" if near else "cli.error.no_option_far"
        return say(key, language, found=error.option_name, near=near)
    if isinstance(error, click.MissingParameter):
        return say("cli.error.missing", language, name=_called(error.param))
    if isinstance(error, click.BadParameter):
        name, kind = _called(error.param), error.param.type if error.param else None
        if isinstance(kind, click.Path):
            wanted = "folder" if kind.dir_okay else "file"
            return say(f"cli.error.not_a_{wanted}", language, name=name)
        return say("cli.error.bad_value", language, name=name, expected=_allowed(kind))
    if isinstance(error, click.BadOptionUsage):
        return say("cli.error.option_value", language, found=error.option_name)
    group = error.ctx.command if error.ctx else None
    if not isinstance(group, click.Group):
        return say("cli.error.too_much", language)
    return say("cli.error.usage", language, known=", ".join(group.commands))


def _allowed(kind: object) -> str:
    """The values that may be given, as far as they can be named."""
    if isinstance(kind, click.Choice):
        return ", ".join(map(str, kind.choices))
    if isinstance(kind, click.IntRange):
        return f"{kind.min}–{kind.max}"
    return "-"


def _called(param: click.Parameter | None) -> str:
    """A parameter as a person types it: --output, not output."""
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
