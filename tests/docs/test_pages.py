"""The pages lead to each other, and to files and commands that exist."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from page_writers import ROOT

from diogel.cli.commands import make_commands

DOCS = ROOT / "docs"
TOP = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
PAGES = sorted([*DOCS.rglob("*.md"), *TOP, ROOT / "changelog.d" / "README.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(
    r"`((?:\./test|\.ci|src|docs|tests|scripts|bench|requirements|changelog\.d)[/\w.-]*)`"
)
CALL = re.compile(r"^(?:\$ )?(?:\./)?(diogel(?: .*)?)$")
FENCE = re.compile(r"^\s*```(\w*)\n(.*?)^\s*```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(?:\./)?(diogel(?: [^`]*)?)`")


def ids(path: Path) -> str:
    """A page's name for a test."""
    return path.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The files and headings that a page leads to."""
    for target in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        if not target.startswith(("http:", "https:", "mailto:")):
            file, _, heading = target.partition("#")
            yield file, heading


def without_code(text: str) -> str:
    """A page without its blocks and pieces of code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def headings(page: Path) -> set[str]:
    """The addresses of a page's headings, as the usual viewers make them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in found}


def calls(page: Path) -> Iterator[list[str]]:
    """The commands that a page shows, as words, `diogel` left out."""
    text = page.read_text(encoding="utf-8")
    for _, block in FENCE.findall(text):
        for line in block.splitlines():
            found = CALL.match(line.strip().partition(" #")[0].strip())
            if found:
                yield shlex.split(found[1])[1:]
    for found in INLINE.findall(FENCE.sub("", text)):
        yield found.split()[1:]


def fault(words: list[str]) -> str:
    """What is wrong with a call: a command or an option that is not there; empty for nothing."""
    command: click.Command = make_commands("en")
    rest = list(words)
    while rest and isinstance(command, click.Group) and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name == "...":
            return ""
        if name not in command.commands:
            return f"no command {name}"
        command = command.commands[name]
    known = {name for param in command.params for name in param.opts} | {"--help"}
    known |= {"--iaith"}
    wrong = [word for word in rest if word.startswith("--") and word not in known]
    return f"no option {', '.join(wrong)}" if wrong else ""


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for file, heading in links(page):
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (heading and heading not in headings(target)):
            dead.append(f"{file}#{heading}" if heading else file)

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_file_named_on_a_page_exists(page: Path) -> None:
    named = FILE.findall(page.read_text(encoding="utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_command_on_a_page_exists(page: Path) -> None:
    wrong = {" ".join(words): fault(words) for words in calls(page)}

    assert {call: said for call, said in wrong.items() if said} == {}


def test_a_command_that_does_not_exist_is_found() -> None:
    assert fault(["survey", "cont", "x"]) == "no command cont"
    assert fault(["build", "--agin"]) == "no option --agin"
    assert fault(["survey", "count", "x", "--policy", "default", "--iaith", "cy"]) == ""


def test_every_page_can_be_reached_from_the_first() -> None:
    reached, waiting = set[Path](), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.is_file():
            reached.add(page)
            waiting += [(page.parent / file).resolve() for file, _ in links(page) if file]

    assert [ids(page) for page in DOCS.rglob("*.md") if page not in reached] == []


def test_the_readme_shows_a_few_commands() -> None:
    assert len([words for words in calls(ROOT / "README.md") if "--workspace" in words]) <= 10


def test_both_beginnings_lead_to_the_other_language() -> None:
    english = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    welsh = (DOCS / "tutorial.cy.md").read_text(encoding="utf-8")

    assert "(tutorial.cy.md)" in english
    assert "(tutorial.md)" in welsh
    assert "Nid yw Cymraeg y dudalen hon wedi'i hadolygu eto" in welsh


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=ids)
def test_a_decision_has_every_part_and_fits_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    parts = [
        "Status: ",
        "## Situation",
        "## Options",
        "## Decision",
        "## What would change our mind",
    ]

    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z-]+\.md", page.name)
    assert [part for part in parts if part not in text] == []
    assert len(text.split()) < 700
