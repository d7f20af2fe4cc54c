"""The page of one measure: what it counts, how to read it, who supplies it."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Language
from diogel.language import long_date, say
from diogel.reports import Block, Document, Heading, Notice, PlainTable, Prose
from diogel.standard import Measure, RuleChange, Supply, schema
from diogel.workspace.standard_site.page import (
    Site,
    bullets,
    cited,
    heading,
    label,
    page,
    paragraph,
    plain,
    table,
)

LICENCES = {"OGL-UK-3.0": "standard.licence.open", "agreement": "standard.licence.agreement"}
# The columns of the list of measures whose values have names there.
NAMED = (
    ("measure_type", "measure_type"),
    ("direction", "direction"),
    ("prevention_level", "prevention"),
    ("source_type", "source_type"),
    ("lowest_geography", "lowest_geography"),
    ("disclosure", "disclosure"),
)


def measure_page(measure: Measure, site: Site, language: Language) -> Document:
    """The measure's page in one language."""
    blocks = (
        *_notices(measure, language),
        heading(1, "why", language),
        paragraph(measure.why[language]),
        *_counted(measure, language),
        heading(1, "definition", language),
        _definition(measure, site, language),
        heading(1, "care", language),
        _cautions(measure, language),
        *_changes(measure, language),
        heading(1, "supply", language),
        _supplies(measure, site, language),
        paragraph(measure.how_to_supply[language]),
        heading(1, "crosswalk", language),
        _crosswalk(measure, site, language),
        *_about(measure, language),
    )
    subtitle = say("standard.subtitle.measure", language, version=site.version)
    return page(measure.code, language, measure.title, subtitle, blocks)


def _notices(measure: Measure, language: Language) -> Iterator[Block]:
    if not measure.checker:
        yield Notice(plain(say("standard.notice.unchecked", language)), "unchecked")


def _counted(measure: Measure, language: Language) -> Iterator[Block]:
    yield heading(1, "counted", language)
    yield paragraph(measure.numerator[language])
    yield heading(1, "denominator", language)
    without = say("standard.no-denominator", language)
    yield paragraph(measure.denominator[language] or without)


def _definition(measure: Measure, site: Site, language: Language) -> PlainTable:
    headings = (say("standard.column.what", language), say("standard.column.value", language))
    rows = _definition_rows(measure, site, language)
    return table(1, say("standard.table.definition", language), headings, rows, (0.35, 0.65))


def _definition_rows(measure: Measure, site: Site, language: Language) -> Iterator[tuple[str, str]]:
    listed = schema("measures")
    known = site.definitions
    units = {unit.code: unit.name[language] for unit in known.units}
    breakdowns = {one.code: one.name[language] for one in known.breakdowns}
    yield listed.field("code").title[language], measure.code
    yield listed.field("unit").title[language], units[measure.unit]
    for column, attribute in NAMED:
        code = getattr(measure, attribute)
        yield listed.field(column).title[language], label("measures", column, code, language)
    if measure.breakdowns:
        names = "; ".join(breakdowns[code] for code in measure.breakdowns)
        yield listed.field("breakdowns").title[language], names
    yield schema("duties").field("source").title[language], measure.source[language]
    licence = LICENCES.get(measure.licence)
    said = say(licence, language) if licence else measure.licence
    yield say("standard.licence", language), said


def _cautions(measure: Measure, language: Language) -> Block:
    if not measure.cautions:
        return paragraph(say("standard.no-cautions", language))
    return bullets(plain(caution[language]) for caution in measure.cautions)


def _changes(measure: Measure, language: Language) -> Iterator[Block]:
    yield heading(1, "changes", language)
    if not measure.changes:
        yield paragraph(say("standard.no-changes", language))
    for change in sorted(measure.changes, key=lambda one: one.day):
        yield from _change(change, language)


def _change(change: RuleChange, language: Language) -> Iterator[Block]:
    key = "standard.comparable" if change.comparable else "standard.not-comparable"
    day = long_date(change.day, language)
    yield Heading(2, day, f"change-{change.day.isoformat()}")
    yield paragraph(f"{change.what[language]} {say(key, language)}")
    yield cited("standard.source", change.source, language)


def _supplies(measure: Measure, site: Site, language: Language) -> PlainTable:
    headings = tuple(
        say(f"standard.column.{name}", language)
        for name in ("supplier", "frequency", "lag", "prescribed")
    )
    rows = (_supply(supply, site, language) for supply in measure.supplies)
    return table(2, say("standard.table.supply", language), headings, rows)


def _supply(supply: Supply, site: Site, language: Language) -> tuple[str, str, str, str]:
    suppliers = {one.code: one.name[language] for one in site.definitions.suppliers}
    items = {one.code: one.text[language] for one in site.definitions.prescribed}
    prescribed = "; ".join(items[code] for code in supply.prescribed)
    return (
        suppliers[supply.supplier],
        label("measure_supplies", "frequency", supply.frequency, language),
        str(supply.lag_days),
        prescribed or say("standard.not-prescribed", language),
    )


def _crosswalk(measure: Measure, site: Site, language: Language) -> PlainTable:
    headings = tuple(say(f"standard.column.{name}", language) for name in ("name", "kind", "code"))
    rows = tuple(_linked(measure, site, language))
    return table(3, say("standard.table.crosswalk", language), headings, rows)


def _linked(measure: Measure, site: Site, language: Language) -> Iterator[tuple[str, str, str]]:
    """Themes, and for a police measure its type and groups; the duties of its main theme."""
    known = site.definitions
    themes = {theme.code: theme for theme in known.themes}
    for code in measure.themes:
        yield themes[code].name[language], say("standard.theme-kind", language), code
    for one in known.crosswalk.police_types:
        if one.measure == measure.code:
            yield one.name[language], _kind("police-type", language), one.label
    for group in known.crosswalk.offence_groups:
        if measure.police_type and measure.police_type in group.police_types:
            yield group.name[language], _kind("offence-group", language), group.code
    for duty in known.duties:
        if measure.themes[0] in duty.themes:
            yield duty.title[language], _kind("duty", language), duty.code


def _kind(kind: str, language: Language) -> str:
    return label("crosswalk", "kind", kind, language)


def _about(measure: Measure, language: Language) -> Iterator[Block]:
    yield heading(1, "about", language)
    yield cited("standard.facts", measure.facts, language)
    if measure.checked:
        day = long_date(measure.checked, language)
        checked = say("standard.checked-by", language, checker=measure.checker, date=day)
    else:
        checked = say("standard.not-checked", language)
    review = long_date(measure.next_review, language)
    lines = (
        say("standard.written-by", language, author=measure.author),
        checked,
        say("standard.next-review", language, date=review),
    )
    yield Prose("\n".join(f"- {plain(line)}" for line in lines))
