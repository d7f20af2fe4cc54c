"""The first page of the published standard, and the short text beside it."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Bilingual, Language
from diogel.language import say
from diogel.reports import Block, Document, Heading, Prose
from diogel.standard import TableSchema, list_schemas, tables
from diogel.standard.schemas import package
from diogel.workspace.standard_site.page import (
    Site,
    bullets,
    heading,
    link,
    page,
    paragraph,
    plain,
    sentence_with_link,
)


def title() -> Bilingual:
    """What the standard is called."""
    return Bilingual(package()["title"], package()["title_cy"])


def front_page(site: Site, language: Language) -> Document:
    """The page from which all others are reached."""
    blocks = (
        heading(1, "what", language),
        paragraph(say("standard.about", language)),
        paragraph(_description(language)),
        heading(1, "adopt", language),
        _adopt(language),
        *_groups(language),
        *_measures(site, language),
        *_tables(language),
        heading(1, "language", language),
        paragraph(say("standard.language-text", language)),
        heading(1, "licence", language),
        paragraph(say("standard.licence-text", language)),
    )
    subtitle = say("standard.version", language, version=site.version)
    return page("index", language, title(), subtitle, blocks, contents=True, home="")


def _description(language: Language) -> str:
    key = "description" if language == "en" else "description_cy"
    return str(package()[key])


def _adopt(language: Language) -> Prose:
    asked = say("standard.link.suppliers", language)
    target = f"suppliers.{language}.html"
    return bullets(
        (
            sentence_with_link("standard.adopt.find", language, asked, target),
            plain(say("standard.adopt.fill", language)),
            plain(say("standard.adopt.check", language)),
            plain(say("standard.adopt.own", language)),
        )
    )


def _groups(language: Language) -> Iterator[Block]:
    for name in ("themes", "suppliers", "duties"):
        yield heading(1, name, language)
        yield paragraph(say(f"standard.{name}-text", language))
        yield Prose(link(say(f"standard.heading.{name}", language), f"{name}.{language}.html"))


def _measures(site: Site, language: Language) -> Iterator[Block]:
    """Every measure once, under its main theme."""
    yield heading(1, "measures", language)
    for theme in site.definitions.themes:
        own = [m for m in site.definitions.measures if m.themes[0] == theme.code]
        if own:
            yield Heading(2, theme.name[language], f"measures-{theme.code}")
            yield bullets(
                link(m.title[language], f"measures/{m.code}.{language}.html") for m in own
            )


def _tables(language: Language) -> Iterator[Block]:
    for name, group in (("tables", "data"), ("registers", "registers")):
        yield heading(1, name, language)
        yield bullets(
            _with_description(table, f"tables/{table.name}.{language}.html", language)
            for table in tables()
            if table.group == group
        )
    yield heading(1, "lists", language)
    yield bullets(
        _with_description(listed, f"lists/{listed.name}.csv", language) for listed in list_schemas()
    )


def _with_description(table: TableSchema, target: str, language: Language) -> str:
    return f"{link(table.title[language], target)}: {plain(table.description[language])}"


def readme(site: Site, language: Language) -> str:
    """The short text that stands beside the files, in Markdown."""
    keys = ("start", "package", "pages", "definitions")
    lines = [
        f"# {title()[language]}",
        "",
        say("standard.version", language, version=site.version),
        "",
        say("standard.about", language),
        "",
        _description(language),
        "",
        *(f"- {say(f'standard.readme.{key}', language)}" for key in keys),
        "",
        say("standard.language-text", language),
        "",
        say("standard.licence-text", language),
        "",
        say("standard.notice.review", language),
        "",
    ]
    return "\n".join(lines)
