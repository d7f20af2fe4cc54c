"""Starting the command line in the person's language, and ending it without a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from diogel.cli.bilingual_click import usage_message
from diogel.cli.commands import make_commands
from diogel.core import DiogelError, Language, Place, Problem, Refused

# One table from what went wrong to how the process ends.
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_STOPPED = 130


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for by `--iaith`, else by DIOGEL_IAITH, else English.

    It is found before anything is parsed, so that help and usage errors are in it too.
    """
    asked = os.environ.get("DIOGEL_IAITH", "en")
    for number, argument in enumerate(arguments):
        if argument == "--iaith" and number + 1 < len(arguments):
            asked = arguments[number + 1]
        elif argument.startswith("--iaith="):
            asked = argument.removeprefix("--iaith=")
    return "cy" if asked == "cy" else "en"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(given)
    sys.exit(_run(given, language))


def _run(given: list[str], language: Language) -> int:
    from diogel.cli.output import tell_problems, tell_stopped

    as_json = "--json" in given
    try:
        result = make_commands(language).main(given, prog_name="diogel", standalone_mode=False)
    except Refused as refused:
        tell_problems(refused.problems, language, as_json=as_json)
        return EXIT_REFUSED
    except DiogelError as error:
        click.echo(str(error), err=True)
        return EXIT_REFUSED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        click.echo(usage_message(error, language), err=True)
        return EXIT_USAGE
    except OSError as error:
        tell_problems([_unusable(error)], language, as_json=as_json)
        return EXIT_REFUSED
    except (click.Abort, KeyboardInterrupt):
        tell_stopped(language)
        return EXIT_STOPPED
    return result if isinstance(result, int) else 0


def _unusable(error: OSError) -> Problem:
    """What stands in the way of a file or folder, said without the system's own English."""
    code = {
        errno.EACCES: "workspace.not-allowed",
        errno.EPERM: "workspace.not-allowed",
        errno.EROFS: "workspace.not-allowed",
        errno.ENOSPC: "workspace.full",
        errno.ENOTDIR: "workspace.file-in-the-way",
        errno.EEXIST: "workspace.file-in-the-way",
    }.get(error.errno or 0, "workspace.cannot-use")
    return Problem(code, Place(), str(error.filename or "-"))
