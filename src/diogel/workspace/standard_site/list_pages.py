"""The pages that list: themes, who is asked for what, duties."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Bilingual, Language
from diogel.language import long_date, say
from diogel.reports import Block, Document, Heading, PlainTable
from diogel.standard import Duty, Prescribed, Supplier, Supply, Theme, links
from diogel.workspace.standard_site.page import (
    Site,
    bullets,
    cited,
    in_english,
    label,
    link,
    page,
    paragraph,
    plain,
    table,
)


def _listing(name: str, site: Site, language: Language, blocks: Iterator[Block]) -> Document:
    title = Bilingual(say(f"standard.heading.{name}", "en"), say(f"standard.heading.{name}", "cy"))
    subtitle = say("standard.subtitle.page", language, version=site.version)
    whole = (paragraph(say(f"standard.{name}-text", language)), *blocks)
    return page(name, language, title, subtitle, whole, contents=True, home="./")


def themes_page(site: Site, language: Language) -> Document:
    """Every theme with what belongs to it."""
    blocks = (block for theme in site.definitions.themes for block in _theme(theme, site, language))
    return _listing("themes", site, language, blocks)


def _theme(theme: Theme, site: Site, language: Language) -> Iterator[Block]:
    yield Heading(1, theme.name[language], f"theme-{theme.code}")
    yield paragraph(theme.meaning[language])
    lines = list(_theme_lines(theme, site, language))
    if lines:
        yield bullets(map(plain, lines))
    own = [m for m in site.definitions.measures if theme.code in m.themes]
    for reason in (theme.no_measure, theme.only_police):
        if reason.complete:
            yield paragraph(reason[language])
    if own:
        yield Heading(2, say("standard.heading.measures", language), f"measures-{theme.code}")
        yield bullets(link(m.title[language], f"measures/{m.code}.{language}.html") for m in own)


def _theme_lines(theme: Theme, site: Site, language: Language) -> Iterator[str]:
    lists = {one.code: one.name[language] for one in site.definitions.lists}
    themes = {one.code: one.name[language] for one in site.definitions.themes}
    for code, (number, name) in theme.named.items():
        slots = {"list": lists[code], "number": number, "name": name[language]}
        yield say("standard.in-list", language, **slots)
    if theme.within:
        yield say("standard.within", language, theme=themes[theme.within])
    for kind, key in (("police-type", "police"), ("offence-group", "groups"), ("duty", "duties")):
        names = [
            found.name[language]
            for found in links(site.definitions)
            if found.theme == theme.code and found.kind == kind
        ]
        if names:
            yield say(f"standard.theme.{key}", language, names="; ".join(names))


def suppliers_page(site: Site, language: Language) -> Document:
    """Every kind of supplier with what it is asked for."""
    blocks = (
        block for one in site.definitions.suppliers for block in _supplier(one, site, language)
    )
    return _listing("suppliers", site, language, blocks)


def _supplier(supplier: Supplier, site: Site, language: Language) -> Iterator[Block]:
    yield Heading(1, supplier.name[language], f"supplier-{supplier.code}")
    yield paragraph(supplier.note[language])
    if supplier.supplies:
        yield bullets(_supply(supply, site, language) for supply in supplier.supplies)


def _supply(supply: Supply, site: Site, language: Language) -> str:
    titles = {m.code: m.title[language] for m in site.definitions.measures}
    frequency = label("measure_supplies", "frequency", supply.frequency, language)
    slots = {"frequency": frequency, "days": supply.lag_days}
    said = say("standard.supply-line", language, measure="\ufffc", **slots)
    target = f"measures/{supply.measure}.{language}.html"
    return plain(said).replace("\ufffc", link(titles[supply.measure], target))


def duties_page(site: Site, language: Language) -> Document:
    """Every duty with its dates, its themes and what it prescribes."""
    blocks = (
        block
        for number, duty in enumerate(site.definitions.duties, start=1)
        for block in _duty(duty, number, site, language)
    )
    return _listing("duties", site, language, blocks)


def _duty(duty: Duty, number: int, site: Site, language: Language) -> Iterator[Block]:
    yield Heading(1, duty.title[language], f"duty-{duty.code}")
    yield paragraph(duty.meaning[language])
    yield bullets(_duty_lines(duty, site, language))
    if duty.day_note.complete:
        yield paragraph(duty.day_note[language])
    yield cited("standard.source", duty.source, language)
    items = [item for item in site.definitions.prescribed if item.duty == duty.code]
    if items:
        yield paragraph(say("standard.duty.items", language))
        yield _items(items, number, site, language)


def _duty_lines(duty: Duty, site: Site, language: Language) -> Iterator[str]:
    themes = {one.code: one.name[language] for one in site.definitions.themes}
    yield f"{plain(say('standard.duty.law', language))} {in_english(duty.law, language)}"
    status = label("duties", "status", duty.status, language)
    yield plain(say("standard.duty.status", language, status=status))
    for key, day in (
        ("made", duty.made),
        ("in-force", duty.in_force),
        ("not-before", duty.not_before),
        ("ended", duty.ended),
    ):
        if day:
            yield plain(say(f"standard.duty.{key}", language, date=long_date(day, language)))
    names = "; ".join(themes[code] for code in duty.themes)
    yield plain(say("standard.duty.themes", language, names=names))


def _items(items: list[Prescribed], number: int, site: Site, language: Language) -> PlainTable:
    headings = tuple(
        say(f"standard.column.{name}", language) for name in ("item", "supplier", "measures")
    )
    rows = (_item(item, site, language) for item in items)
    return table(number, say("standard.table.items", language), headings, rows)


def _item(item: Prescribed, site: Site, language: Language) -> tuple[str, str, str]:
    suppliers = {one.code: one.name[language] for one in site.definitions.suppliers}
    answering = [
        measure.title[language]
        for measure in site.definitions.measures
        if any(item.code in supply.prescribed for supply in measure.supplies)
    ]
    none = say("standard.no-measure-answers", language)
    return item.text[language], suppliers[item.supplier], "; ".join(answering) or none
