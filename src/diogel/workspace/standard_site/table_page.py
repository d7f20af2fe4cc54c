"""The page of one table of the standard: its columns, its codes, what makes a row."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Language
from diogel.language import number, say
from diogel.reports import Block, Document, Heading, PlainTable, Prose
from diogel.standard import Field, TableSchema, schema
from diogel.workspace.standard_site.page import (
    Site,
    heading,
    link,
    page,
    paragraph,
    plain,
    table,
)


def table_page(described: TableSchema, site: Site, language: Language) -> Document:
    """The table's page in one language."""
    blocks = (
        paragraph(described.description[language]),
        *_files(described, language),
        heading(1, "columns", language),
        _columns(described, language),
        heading(1, "rows", language),
        paragraph(_key(described, language)),
        *_codes(described, language),
    )
    subtitle = say("standard.subtitle.table", language, version=site.version)
    return page(described.name, language, described.title, subtitle, blocks)


def _files(described: TableSchema, language: Language) -> Iterator[Block]:
    file = f"{described.name}.json"
    machine = plain(say("standard.machine", language))
    yield Prose(f"{machine} {link(file, f'../schemas/{file}')}")
    sample = plain(say("standard.sample", language))
    name = f"{described.name}.csv"
    yield Prose(f"{sample} {link(name, f'../samples/{name}')}")


def _columns(described: TableSchema, language: Language) -> PlainTable:
    headings = tuple(
        say(f"standard.column.{name}", language) for name in ("column", "meaning", "rules")
    )
    rows = (_column(field, language) for field in described.fields)
    caption = say("standard.table.columns", language)
    return table(1, caption, headings, rows, (0.25, 0.45, 0.3))


def _column(field: Field, language: Language) -> tuple[str, str, str]:
    meaning = f"{field.title[language]}. {field.description[language]}"
    return field.name, meaning, "; ".join(_rules(field, language))


def _rules(field: Field, language: Language) -> Iterator[str]:
    yield say(f"standard.type.{field.type}", language)
    if field.required:
        yield say("standard.rule.required", language)
    if field.unique:
        yield say("standard.rule.unique", language)
    if field.codes:
        title = schema(field.codes).title[language]
        yield say("standard.rule.codes", language, name=title)
    if field.enum:
        yield say("standard.rule.enum", language)
    if field.minimum is not None:
        yield say("standard.rule.minimum", language, number=number(field.minimum, language))
    if field.maximum is not None:
        yield say("standard.rule.maximum", language, number=number(field.maximum, language))
    if field.max_length is not None:
        yield say("standard.rule.length", language, number=number(field.max_length, language))


def _key(described: TableSchema, language: Language) -> str:
    if not described.key:
        return say("standard.no-key", language)
    return say("standard.key", language, columns=", ".join(described.key))


def _codes(described: TableSchema, language: Language) -> Iterator[Block]:
    listed = [field for field in described.fields if field.labels]
    if listed:
        yield heading(1, "codes", language)
    for at, field in enumerate(listed, start=2):
        yield Heading(2, field.title[language], f"codes-{field.name}")
        headings = (say("standard.column.code", language), say("standard.column.name", language))
        rows = ((code, field.labels[code][language]) for code in field.enum)
        caption = say("standard.table.codes", language, column=field.name)
        yield table(at, caption, headings, rows, (0.35, 0.65))
