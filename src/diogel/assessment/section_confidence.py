"""How far the evidence of each theme can be trusted, in a word and with what the word rests on."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.known import Known
from diogel.assessment.risk_confidence import Trust, confidence
from diogel.assessment.risk_evidence import trust_of
from diogel.assessment.risk_priorities import candidates
from diogel.assessment.section_blocks import Made, in_languages, prose, words_table
from diogel.core import Language
from diogel.language import percentage, say
from diogel.reports import Block
from diogel.standard import Theme, themes
from diogel.standard import measure as measure_of

_WIDTHS = (0.4, 0.14, 0.11, 0.11, 0.11, 0.13)


def confidence_section(known: Known) -> Made:
    """A row for each theme that has any number here; themes that are alike in one."""
    return in_languages(lambda language: _blocks(known, language))


def themes_with_numbers(known: Known) -> tuple[Theme, ...]:
    """The themes of which any measure has a number here, in the standard's order."""
    given = {
        theme
        for code, each in known.indicators.measures.items()
        if each.series.given
        for theme in measure_of(code).themes
    }
    return tuple(theme for theme in themes() if theme.code in given)


def _blocks(known: Known, language: Language) -> Iterator[Block]:
    alike: dict[tuple[str, ...], list[str]] = {}
    for theme in themes_with_numbers(known):
        alike.setdefault(_row(known, theme, language), []).append(theme.name[language])
    rows = [("; ".join(names), *parts) for parts, names in alike.items()]
    if not rows:
        yield prose("evidence.confidence.none", language)
        return
    yield prose("evidence.confidence.lead", language)
    yield words_table("evidence.table.confidence", language, rows, _WIDTHS)
    yield prose("evidence.confidence.never-risk", language)


def _row(known: Known, theme: Theme, language: Language) -> tuple[str, ...]:
    """The word for a theme, and the four parts that it is the mean of."""
    background, model = known.background, known.background.risk.model
    (one,) = candidates(known.area.id, [theme.code])
    trust = trust_of(known.indicators, one, background.gaps, known.evidence.populations)
    found = confidence(trust, model)
    word = found.band.name[language] if found.band else say("evidence.confidence.unknown", language)
    return (word, *_parts(trust, language))


def _parts(trust: Trust, language: Language) -> Iterator[str]:
    unknown = say("evidence.confidence.unknown", language)
    for share in (trust.completeness, trust.timeliness):
        yield unknown if share is None else percentage(share, 1, language, places=0)
    yield unknown if trust.sources is None else str(trust.sources)
    yield unknown if trust.coverage is None else percentage(trust.coverage, 1, language, places=0)
