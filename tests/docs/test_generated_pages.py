"""Pages that are printed from the program are those that the program would print now."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from page_writers import page_writer

from diogel.cli.commands import make_commands


@pytest.mark.parametrize("name", ["commands", "measures", "problems"])
def test_a_printed_page_is_current(name: str) -> None:
    writer = page_writer(name)

    page = writer.PAGE.read_text(encoding="utf-8")

    assert page == writer.as_markdown(), f"Run scripts/{name}"


def test_every_command_has_help_in_both_languages_and_a_place_on_the_page() -> None:
    writer = page_writer("commands")
    page = writer.PAGE.read_text(encoding="utf-8")
    english = dict(writer.walk(make_commands("en"), "diogel"))
    welsh = dict(writer.walk(make_commands("cy"), "diogel"))

    without = [
        path
        for path, command in english.items()
        if not command.help or not welsh[path].help or command.help == welsh[path].help
    ]

    assert without == []
    assert [path for path in english if f"# {path}\n" not in page] == []


def test_every_option_has_help_in_both_languages() -> None:
    writer = page_writer("commands")
    trees = [dict(writer.walk(make_commands(language), "diogel")) for language in ("en", "cy")]

    same = [
        f"{path} {english.opts[0]}"
        for path, command in trees[0].items()
        for english, welsh in zip(command.params, trees[1][path].params, strict=True)
        if english.param_type_name == "option" and english.help in (None, "", welsh.help)
    ]

    assert same == []
