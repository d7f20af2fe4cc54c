"""How every number was made: what was counted, who rates are of, what was held back."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.document_placing import together
from diogel.assessment.findings_saying import when
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import (
    Made,
    heading,
    in_languages,
    listed,
    prose,
    words_table,
)
from diogel.assessment.section_gaps import ALARMS
from diogel.assessment.section_sources import population_versions
from diogel.core import Language
from diogel.disclosure import audience_words, held_back_words
from diogel.indicators import Basis, edition_said
from diogel.language import list_and, long_date, say
from diogel.reports import Block, Notice, Prose
from diogel.standard import measure as measure_of
from diogel.standard import standard_version

_WAYS = ("level", "change", "chart", "season", "compare", "places", "inequality", "age", "harm")


def method_section(known: Known) -> Made:
    """Everything that a reader needs to work the numbers out again."""
    return in_languages(lambda language: _blocks(known, language))


def _blocks(known: Known, language: Language) -> Iterator[Block]:
    yield heading("evidence.method.counted", language, "method-counted")
    yield from _counted(known, language)
    yield heading("evidence.method.windows", language, "method-windows")
    yield from _windows(known, language)
    yield heading("evidence.method.ways", language, "method-ways")
    yield listed(say(f"evidence.way.{way}", language) for way in _WAYS)
    yield heading("evidence.method.alarms", language, "method-alarms")
    yield from _alarms(known, language)
    yield heading("evidence.method.rebases", language, "method-rebases")
    yield from _rebases(known, language)
    yield heading("evidence.method.held-back", language, "method-held-back")
    yield from _held_back(known, language)
    if known.indicators.synthetic:
        yield heading("evidence.method.invented", language, "method-invented")
        yield Notice(say("evidence.invented", language), "synthetic")


def _counted(known: Known, language: Language) -> Iterator[Block]:
    """Each measure with what it counts and what its rate is of."""
    held = [measure_of(code) for code in known.indicators.measures]
    if not held:
        yield prose("evidence.method.nothing", language)
        return
    rows = [(each.title[language], each.numerator[language]) for each in held]
    of: dict[str, list[str]] = {}
    for each in held:
        said = each.denominator[language] or say("evidence.count-only", language)
        of.setdefault(said, []).append(each.code)
    unchecked = sum(not each.checker for each in held)
    version = standard_version()
    yield prose("evidence.method.standard", language, version=version, n=unchecked, of=len(held))
    yield words_table("evidence.table.measures", language, rows, (0.36, 0.64))
    yield prose("evidence.method.rates-of", language)
    yield listed(
        say("evidence.method.rate-of", language, denominator=said, measures=together(codes))
        for said, codes in of.items()
    )


def _windows(known: Known, language: Language) -> Iterator[Block]:
    """Which months each measure was looked at over, and the populations divided by."""
    by_window: dict[Basis, list[str]] = {}
    for code, each in known.indicators.measures.items():
        by_window.setdefault(_bare(each.level.basis), []).append(code)
    lines = []
    for basis, codes in by_window.items():
        key = "evidence.window" if basis.whole else "evidence.window-missing"
        lines.append(
            say(
                key,
                language,
                months=when(basis),
                given=len(basis.used),
                of=len(basis.used) + len(basis.missing),
                measures=together(codes),
            )
        )
    if lines:
        yield listed(lines)
    versions = [
        say(
            "evidence.version",
            language,
            version=edition_said(version),
            day=long_date(day, language),
        )
        for version, day in population_versions(known).items()
    ]
    if versions:
        held = list_and(versions, language)
        yield prose("evidence.method.populations", language, versions=held)


def _bare(basis: Basis) -> Basis:
    """A basis by its periods alone, so that measures of one window stand together."""
    return Basis(basis.first, basis.last, basis.used, basis.missing)


def _alarms(known: Known, language: Language) -> Iterator[Block]:
    """How many flags chance alone would raise, beside how many were raised."""
    told = [each for each in known.findings if each.id.endswith(f".{ALARMS}")]
    if not told:
        yield prose("evidence.alarms.none", language)
        return
    yield listed(each.sentence[language] for each in told)
    yield prose("evidence.alarms.meaning", language)


def _rebases(known: Known, language: Language) -> Iterator[Block]:
    """Every baseline that a person began anew; that special causes rebase nothing by themselves."""
    lines = [
        say(
            "evidence.rebase",
            language,
            measure=measure_of(code).title,
            month=when(Basis(one.start, one.start, (one.start,))),
            reason=one.reason,
            by=one.by,
            on=long_date(one.on, language),
        )
        for code, each in known.indicators.measures.items()
        for one in each.trend.rebases
    ]
    yield listed(lines) if lines else prose("evidence.rebases.none", language)


def _held_back(known: Known, language: Language) -> Iterator[Block]:
    """The policy, how much it holds back and why, and who may see what."""
    told = held_back_words(known.released, known.policy)
    yield Prose(" ".join(each[language] for each in told))
    yield prose("evidence.method.together", language)
    held = known.evidence.withheld
    coarser = [m for m in known.indicators.measures if held is not None and m in held.coarser]
    if coarser:
        yield prose("evidence.method.coarser", language, measures=together(coarser))
    yield prose("evidence.method.audiences", language)
    yield listed(each[language] for each in audience_words(known.policy))
