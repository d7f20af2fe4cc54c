"""The gap map as a report: what there is, what is late, what nobody gives, and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from diogel.core import Base, Bilingual, Kind, Language, Line
from diogel.language import both, list_and, long_date, number
from diogel.places import Scheme, areas
from diogel.quality.documents import (
    Report,
    Telling,
    day_or_refusal,
    plain,
    report_documents,
    write_report,
)
from diogel.quality.findings import period_words
from diogel.quality.gaps import (
    Balance,
    GapMap,
    Need,
    PrescribedState,
    State,
    item_of,
)
from diogel.quality.naming import WALES, area_name
from diogel.quality.tabulating import Tabulating, lines
from diogel.reports import FORMATS, Block, Document, Heading, Written
from diogel.standard import Measure, measure, measures, suppliers, themes

NAME = "gaps"


def gap_documents(found: GapMap) -> dict[Language, Document]:
    """The gap map as a document in each language."""
    return report_documents(_report(found))


def make_gap_report(
    found: GapMap,
    folder: Path,
    formats: Sequence[str] = FORMATS,
) -> dict[Language, Written]:
    """Write `gaps.<language>.<format>` and the workbook of its tables into a folder.

    Refused when there is no delivery at all.
    """
    return write_report(_report(found), folder, formats)


def _report(found: GapMap) -> Report:
    work = Tabulating(NAME, found.synthetic)
    _need_tables(found.needs, work)
    _balance_tables(found, work)
    return Report(
        name=NAME,
        day=day_or_refusal(found.day),
        released=work.released(),
        blocks=lambda telling: tuple(_blocks(found, telling)),
        synthetic=found.synthetic,
    )


def _states() -> tuple[Line, ...]:
    return lines((state.value, both(f"quality.state.{state.value}")) for state in State)


def _need_tables(needs: Sequence[Need], work: Tabulating) -> None:
    """How it stands with every expected number, by kind of supplier and by authority."""
    current = sum(need.state is State.CURRENT for need in needs)
    label = both("quality.gaps.current_label")
    work.figure("needs.current", label, current, len(needs), base=Base.EXPECTED, kind=Kind.SHARE)
    names = {each.code: each.name for each in suppliers()}
    by_supplier = Counter((need.supplier, need.state) for need in needs)
    totals = Counter(need.supplier for need in needs)
    used = [code for code in names if totals[code]]
    work.table(
        "suppliers",
        both("quality.gaps.suppliers_title"),
        both("quality.gaps.supplier"),
        lines((code, names[code]) for code in used),
        _states(),
        {(c, s.value): (by_supplier[c, s], totals[c]) for c in used for s in State},
        base=Base.EXPECTED,
        note=both("quality.gaps.suppliers_note"),
        additive="row",
        chart="stacked",
    )
    by_area = Counter((need.area, need.state) for need in needs)
    expected = Counter(need.area for need in needs)
    places = [a for a in areas(Scheme.LOCAL_AUTHORITY) if expected[a.code]]
    work.table(
        "areas",
        both("quality.gaps.areas_title"),
        both("quality.gaps.area"),
        lines((each.code, each.name) for each in places),
        _states(),
        {(a.code, s.value): (by_area[a.code, s], expected[a.code]) for a in places for s in State},
        base=Base.EXPECTED,
        note=both("quality.gaps.areas_note"),
        additive="row",
    )


def _balance_tables(found: GapMap, work: Tabulating) -> None:
    """The police's part of the evidence, by theme and by authority."""
    names = {each.code: each.name for each in themes()}
    held = [balance for balance in found.by_theme if balance.total]
    if held:
        _balance_table("theme_balance", held, names, work)
    by_area = {balance.of: area_name(balance.of) for balance in found.by_area}
    with_any = [balance for balance in found.by_area if balance.total]
    if with_any:
        _balance_table("area_balance", with_any, by_area, work)
    wales = next((b for b in found.by_area if b.of == WALES), Balance(WALES, 0, 0))
    label = both("quality.gaps.police_label")
    work.figure("police.share", label, wales.police, wales.total or None, kind=_kind(wales))


def _kind(balance: Balance) -> Kind:
    return Kind.SHARE if balance.total else Kind.COUNT


def _balance_table(
    id_: str, found: Sequence[Balance], names: dict[str, Bilingual], work: Tabulating
) -> None:
    columns = ("police", "other")
    numbers: dict[tuple[str, str], tuple[int, int | None]] = {}
    for balance in found:
        numbers[balance.of, "police"] = (balance.police, balance.total)
        numbers[balance.of, "other"] = (balance.other, balance.total)
    work.table(
        id_,
        both(f"quality.gaps.{id_}_title"),
        both("quality.gaps.theme" if id_ == "theme_balance" else "quality.gaps.area"),
        lines((balance.of, names[balance.of]) for balance in found),
        lines((column, both(f"quality.gaps.{column}")) for column in columns),
        numbers,
        note=both("quality.gaps.balance_note"),
        additive="row",
        chart="stacked",
    )


def _blocks(found: GapMap, telling: Telling) -> Iterator[Block]:
    yield telling.prose("quality.gaps.about")
    yield telling.heading(1, "quality.gaps.summary")
    yield telling.callout("needs.current", "quality.gaps.current_sentence")
    yield telling.callout("police.share", "quality.gaps.police_sentence")
    yield telling.heading(1, "quality.gaps.by_supplier")
    yield telling.prose("quality.gaps.states_about")
    yield telling.chart("suppliers", "quality.gaps.suppliers_title", "stacked")
    yield telling.table("suppliers")
    yield telling.heading(1, "quality.gaps.by_area")
    yield telling.table("areas")
    yield from _balance_blocks(found, telling)
    yield from _prescribed_blocks(found.prescribed, telling)
    yield from _theme_blocks(found, telling)
    yield from _method(found, telling)


def _balance_blocks(found: GapMap, telling: Telling) -> Iterator[Block]:
    """Whose the evidence is, the warnings, and whom one could ask."""
    yield telling.heading(1, "quality.gaps.balance")
    yield telling.prose("quality.gaps.balance_about")
    if "theme_balance" in telling.released.tables:
        yield telling.chart("theme_balance", "quality.gaps.theme_balance_title", "stacked")
        yield telling.table("theme_balance", "both")
    if "area_balance" in telling.released.tables:
        yield telling.table("area_balance", "both")
    limit = found.settings.limit("balance", "police_above")
    yield telling.heading(2, "quality.gaps.one_sided")
    sided = [b for b in found.by_theme if b.total and b.one_sided(found.settings)]
    percent = number(limit, telling.language)
    if sided:
        yield telling.prose("quality.gaps.one_sided_about", percent=percent)
    else:
        yield telling.prose("quality.gaps.none_one_sided", percent=percent)
    asked = [b for b in found.by_theme if b.asked and (b in sided or not b.total)]
    if asked:
        rows = [_asked_row(balance, telling) for balance in asked]
        keys = ("quality.gaps.theme", "quality.gaps.now", "quality.gaps.could_ask")
        headings = [telling.say(key) for key in keys]
        widths = (0.24, 0.16, 0.6)
        yield telling.words("quality.gaps.asked_title", headings, rows, widths)


def _asked_row(balance: Balance, telling: Telling) -> tuple[str, ...]:
    """A theme with too little beside the police's, and who could give what, a line for each."""
    language = telling.language
    wanted: dict[str, list[str]] = {}
    for found in map(measure, balance.asked):
        titles = wanted.setdefault(_supplier_name(found)[language], [])
        titles.append(found.title[language])
    state = "no_evidence" if not balance.total else "only_police" if not balance.other else "mostly"
    offers = [
        telling.say("quality.gaps.offer", who=who, what="; ".join(titles))
        for who, titles in wanted.items()
    ]
    return (
        _theme_name(balance.of)[language],
        telling.say(f"quality.gaps.{state}"),
        "\n".join(offers),
    )


def _supplier_name(found: Measure) -> Bilingual:
    names = {each.code: each.name for each in suppliers()}
    return names[found.supplies[0].supplier]


def _theme_name(code: str) -> Bilingual:
    return next(each.name for each in themes() if each.code == code)


def _prescribed_blocks(states: Sequence[PrescribedState], telling: Telling) -> Iterator[Block]:
    """The items that the Regulations prescribe, quarter by quarter."""
    if not states:
        return
    language = telling.language
    quarters = list(dict.fromkeys(each.quarter for each in states))
    by_item: dict[str, list[PrescribedState]] = {}
    for each in states:
        by_item.setdefault(each.item, []).append(each)
    yield telling.heading(1, "quality.gaps.prescribed")
    yield telling.prose("quality.gaps.prescribed_about")
    names = {each.code: each.name for each in suppliers()}
    rows = [
        (
            item_of(item).text[language],
            names[found[0].supplier][language],
            *(_prescribed_words(each, telling) for each in found),
        )
        for item, found in by_item.items()
    ]
    heads = [telling.say("quality.gaps.item"), telling.say("quality.gaps.from")]
    headings = [*heads, *(period_words(quarter, language) for quarter in quarters)]
    widths = (0.28, 0.2, *((0.52 / len(quarters),) * len(quarters)))
    yield telling.words("quality.gaps.prescribed_title", headings, rows, widths)


def _prescribed_words(each: PrescribedState, telling: Telling) -> str:
    """How it stands, with the number of areas where only some have it."""
    received, of = number(each.received, telling.language), number(each.of, telling.language)
    return telling.say(f"quality.gaps.prescribed_{each.state}", n=received, of=of)


def _theme_blocks(found: GapMap, telling: Telling) -> Iterator[Block]:
    """Every measure of every theme: who should give it, how often, and for how many areas."""
    yield telling.heading(1, "quality.gaps.map")
    yield telling.prose("quality.gaps.map_about")
    by_measure: dict[str, list[Need]] = {}
    for need in found.needs:
        by_measure.setdefault(need.measure, []).append(need)
    language = telling.language
    keys = (
        "quality.gaps.measure",
        "quality.gaps.from",
        "quality.gaps.how_often",
        "quality.gaps.stands",
    )
    headings = [telling.say(key) for key in keys]
    for theme in themes():
        own = [m for m in measures() if m.themes[0] == theme.code]
        if not own:
            continue
        yield Heading(2, theme.name[language], f"theme-{theme.code}")
        rows = [row for m in own for row in _measure_rows(m, by_measure.get(m.code, []), telling)]
        name = theme.name
        yield telling.words(
            "quality.gaps.theme_title", headings, rows, (0.4, 0.22, 0.14, 0.24), name=name
        )
    without = [t for t in themes() if t.code in found.empty_themes]
    if without:
        named = list_and([t.name[language] for t in without], language)
        yield telling.prose("quality.gaps.no_measure", themes=plain(named))


def _measure_rows(
    found: Measure, needs: Sequence[Need], telling: Telling
) -> Iterator[tuple[str, ...]]:
    """One row for each kind of supplier of a measure."""
    names = {each.code: each.name for each in suppliers()}
    for supply in found.supplies:
        own = [need for need in needs if need.supplier == supply.supplier]
        yield (
            found.title[telling.language],
            names[supply.supplier][telling.language],
            telling.say(f"quality.frequency.{supply.frequency}"),
            _stands(own, telling),
        )


def _stands(needs: Sequence[Need], telling: Telling) -> str:
    """The states of a measure's areas in words: one word when all are alike."""
    counts = Counter(need.state for need in needs)
    if len(counts) == 1:
        (state,) = counts
        return telling.say(f"quality.gaps.all_{state.value}")
    language = telling.language
    parts = [
        telling.say(f"quality.gaps.some_{state.value}", n=number(counts[state], language))
        for state in State
        if counts[state]
    ]
    return "; ".join(parts)


def _method(found: GapMap, telling: Telling) -> Iterator[Block]:
    yield telling.heading(1, "quality.gaps.method")
    day = long_date(day_or_refusal(found.day), telling.language)
    dried = number(found.settings.whole("calendar", "dried_up_periods"), telling.language)
    yield telling.prose("quality.gaps.method_day", day=day, dried=dried)
    yield telling.prose("quality.gaps.method_evidence")
    yield telling.prose("quality.audit.method_settings", settings=plain(found.settings.id))
    yield telling.prose("quality.audit.method_held_back")
