"""Why nothing is said in a place of a document: which months are missing, instead of silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from diogel.assessment.findings_saying import joined
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import each_once, joined_names, list_in
from diogel.core import Bilingual
from diogel.indicators import MeasureIndicators
from diogel.language import both
from diogel.standard import measure as measure_of
from diogel.standard import measures, suppliers, themes

HEADLINES = "headlines"
_MOST = 2


def absences(known: Known) -> Mapping[str, Bilingual]:
    """What to say by place, where there is no finding although something is measured.

    Places are those of findings; "headlines" is the first page.
    """
    held = list(known.indicators.measures.values())
    found = {place: _said(_reasons(place, held)) for place in _PLACES}
    for theme in themes():
        found[f"theme.{theme.code}"] = _of_theme(theme.code, held) or _hidden(known, theme.code)
    return {place: said for place, said in found.items() if said is not None}


def _of_theme(theme: str, held: Iterable[MeasureIndicators]) -> Bilingual | None:
    """Why a theme has no finding of its own: months, another theme that has it, or nobody."""
    bearing = [each for each in held if theme in measure_of(each.measure).themes]
    own = [each for each in bearing if measure_of(each.measure).themes[0] == theme]
    if own:
        return _said(_reasons("overview", own))
    if bearing:
        return both("evidence.under-another", under=_under(bearing))
    asked = [each for each in measures() if theme in each.themes]
    names = {each.code: each.name for each in suppliers()}
    whose = each_once(names[supply.supplier] for each in asked for supply in each.supplies)
    if not asked:
        return None
    return both("evidence.nothing-came", n=len(asked), suppliers=joined_names(whose))


def _hidden(known: Known, theme: str) -> Bilingual | None:
    """Of a theme whose numbers are held and hidden, that they are; None for any other."""
    told = [
        each.sentence
        for each in known.findings
        if each.id.endswith(".level") and measure_of(each.measure).themes[0] == theme
    ]
    return joined(told[:_MOST]) if told else None


def _under(bearing: Iterable[MeasureIndicators]) -> Bilingual:
    """Measures by the theme that their findings stand under."""
    names = {theme.code: theme.name for theme in themes()}
    by_theme: dict[str, list[Bilingual]] = {}
    for each in bearing:
        found = measure_of(each.measure)
        by_theme.setdefault(found.themes[0], []).append(found.title)
    return joined_names(
        both("evidence.under-one", theme=names[theme], measures=list_in(titles))
        for theme, titles in by_theme.items()
    )


_PLACES = (HEADLINES, "overview", "change", "comparison", "places", "inequality")


def _reasons(place: str, held: Iterable[MeasureIndicators]) -> Iterator[Bilingual]:
    """Why each measure has nothing to say in a place."""
    for each in held:
        if not each.level.given or place in (HEADLINES, "overview"):
            yield each.level.reason
        elif place == "change":
            yield each.change.reason if each.change.reason.complete else each.trend.reason
        elif place == "comparison":
            yield from (one.reason for one in each.comparisons[:1])
        elif place == "places" and each.places is not None:
            yield each.places.reason
        elif place == "inequality" and each.gradient is not None:
            yield each.gradient.reason


def _said(reasons: Iterable[Bilingual]) -> Bilingual | None:
    """The commonest reasons, each once; None where there is none."""
    counted = Counter(reason for reason in reasons if reason.complete)
    if not counted:
        return None
    told = [reason for reason, _ in counted.most_common(_MOST)]
    return joined(told)
