"""The chain from a printed number to what it was made from, as data.

A number that may not be said gives its rule and never its value: neither its parts nor the
observations behind it are in the chain. Of a partner's protected measure no month is shown
that the documents do not show.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diogel.assessment.explaining_bases import RISK, SUGGESTED, Resting, resting, suggestion
from diogel.assessment.known import Known
from diogel.assessment.printings import digest
from diogel.assessment.provenance import Delivered, File, Provenance
from diogel.assessment.risk_model import RiskModel
from diogel.assessment.sections_figures import figure_words
from diogel.core import LANGUAGES, Bilingual, Figure, Limits, Period, Problem, Refused, Status
from diogel.disclosure import ReleasedFigure
from diogel.indicators import area_set
from diogel.indicators.figures import PUBLISHED
from diogel.language import both, number
from diogel.standard import Measure, standard_version
from diogel.standard import measure as measure_of

NOTHING = Bilingual("", "")
STANDARD = "standard"
TREND = "trend"
_NEAREST = 5
# What each figure is worked out from, by the other figures' names.
_FROM: dict[str, tuple[str, ...]] = {
    "rate12": ("count12",),
    "rate12-before": ("count12-before",),
    "ratio": ("count12", "count12-before", "rate12", "rate12-before"),
    "difference": ("count12", "count12-before", "rate12", "rate12-before"),
    "percent-change": ("ratio",),
    "standardised": ("count12",),
    "gini": ("count12",),
    "top5": ("count12",),
    "half-in": ("count12",),
}
# The names that a formula is written for; others are said to be told by their label.
FORMULAS = (
    *("count12", "count12-before", "rate12", "rate12-before", "standardised", "ratio"),
    *("difference", "percent-change", "period", "usual", "growth", "reference", "versus"),
    *("field", "gini", "top5", "half-in", "gini-by-chance", "top5-by-chance"),
    *("half-in-by-chance", "persistent", "hot", "group", "slope", "relative"),
    *("score", "rate", "share", "risk", "suggested", "profile"),
)
METHODS = (
    *("byar", "wilson", "root", "e-test", "funnel", "simulated", "dobson", "quasi-poisson"),
    *("weighted-poisson", "xmr", "c", "c-prime", "u-prime", "t"),
)


@dataclass(frozen=True, slots=True)
class PartOf:
    """One part of a formula: what it is, how it is printed, its id where it is a figure."""

    label: Bilingual
    said: Bilingual
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation of the standard that a number rests on.

    Attributes
    ----------
    value : float or None
        None where there is none, and where it may not be shown; `status` tells.
    status : str
        "observed", or the letter of what it is: "x", "p", "c" ... "hidden" where it is not
        shown here.
    releases : tuple of str
        The deliveries that it came in.
    """

    area: str
    period: Period
    value: float | None
    status: str
    releases: tuple[str, ...]
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Everything that one number was made from.

    Attributes
    ----------
    said : Bilingual
        As printed; "[c]" for one that may not be said.
    resting : Resting
        Its window, what is missing in it, whose observations it rests on.
    formula : Bilingual
        How it is worked out, in a sentence; `parts` are what goes into it.
    limits, method : Bilingual
        The two limits as printed, and how they are worked out and by whose method.
    decisions : tuple of Bilingual
        What the rules of disclosure said of it; `policy` is the id of the policy, beside its title.
    definition : str
        A fingerprint of the measure's definition; empty for a number of no measure.
    model : tuple of Bilingual
        Which risk model had a part in it, and how; empty for none.
    """

    id: str
    label: Bilingual
    said: Bilingual
    shown: bool
    figure: Figure
    resting: Resting
    formula: Bilingual
    parts: tuple[PartOf, ...]
    limits: Bilingual
    method: Bilingual
    decisions: tuple[Bilingual, ...]
    policy: str
    policy_title: Bilingual
    measure: Measure | None
    definition: str
    observations: tuple[Observed, ...]
    releases: tuple[Delivered, ...]
    population: tuple[Delivered, ...]
    model: tuple[Bilingual, ...] = ()

    @property
    def standard(self) -> str:
        """The version of the data standard that its observations follow."""
        return standard_version()


def all_figures(known: Known) -> dict[str, ReleasedFigure]:
    """Every released figure of an area, those that only a coarser table has included."""
    found = dict(known.released.figures)
    for table in known.released.tables.values():
        for id_, figure in table.figures.items():
            found.setdefault(id_, figure)
    return found


def explain(known: Known, id_: str) -> Explanation:
    """The chain of one number of an area.

    Raises
    ------
    Refused
        When there is no figure of that id, with the nearest.
    """
    figures = all_figures(known)
    if id_ not in figures:
        raise Refused([unknown_figure(id_, figures)])
    return explained(known, figures[id_])


def unknown_figure(id_: str, ids: Iterable[str]) -> Problem:
    """That there is no such figure, and which are most like it."""
    known = sorted(ids)
    near = difflib.get_close_matches(id_, known, _NEAREST, 0.5)
    return Problem("explain.no-figure", found=id_, expected=", ".join(near or known[:_NEAREST]))


def explained(known: Known, released: ReleasedFigure) -> Explanation:
    """The chain of one released figure."""
    figure = released.figure
    rests = resting(known, figure.id)
    measure = measure_of(rests.measure) if rests.measure else None
    provenance = known.background.provenance or Provenance()
    rows = tuple(_observations(known, rests, provenance, shown=released.shown))
    ids = dict.fromkeys(name for row in rows for name in row.releases)
    return Explanation(
        id=figure.id,
        label=figure.label,
        said=said_of(released),
        shown=released.shown,
        figure=figure,
        resting=rests,
        formula=formula_of(rests),
        parts=tuple(_parts(known, rests, figure)) if released.shown else (),
        limits=limits_of(figure),
        method=method_of(figure.limits),
        decisions=tuple(decisions_of(known, released)),
        policy=known.released.policy,
        policy_title=known.policy.title,
        measure=measure,
        definition=definition_of(measure),
        observations=rows,
        releases=tuple(provenance.releases[i] for i in ids if i in provenance.releases),
        population=tuple(
            provenance.releases[i]
            for i in provenance.populations.get(rests.population, ())
            if i in provenance.releases
        ),
        model=tuple(model_of(known, figure.id, rests)),
    )


def said_of(released: ReleasedFigure) -> Bilingual:
    """A figure as it is printed in both languages."""
    figure = released.figure
    if not released.shown:
        return Bilingual("[c]", "[c]")
    return Bilingual(figure_words(figure, "en"), figure_words(figure, "cy"))


def definition_of(measure: Measure | None) -> str:
    """A fingerprint of a definition, by which changed numbers name their cause."""
    return "" if measure is None else digest(measure)


def origin_of(measure: Measure) -> Bilingual:
    """Whose definition it is: the standard's, or that of the workspace alone."""
    return both(f"explain.origin.{'standard' if measure.origin == STANDARD else 'own'}")


def formula_of(rests: Resting) -> Bilingual:
    """How a figure is worked out, in a sentence."""
    known = rests.name if rests.name in FORMULAS else "other"
    return both(f"explain.formula.{known}")


def _parts(known: Known, rests: Resting, figure: Figure) -> Iterator[PartOf]:
    """What goes into the formula, each as printed; what may not be said says so."""
    for name in _FROM.get(rests.name, ()):
        other = known.released.figures.get(f"{known.area.id}.{rests.measure}.{name}")
        if other is not None and (other.figure.value is not None or not other.shown):
            yield PartOf(other.figure.label, said_of(other), other.figure.id)
    if rests.name == "versus":
        yield from _against(known, rests, figure.id)
    if rests.name == SUGGESTED:
        yield from suggested_by(known, figure.id)
    for label, value in (("numerator", figure.numerator), ("denominator", figure.denominator)):
        if value is not None:
            said = Bilingual(number(value, "en"), number(value, "cy"))
            yield PartOf(both(f"explain.part.{label}"), said)


def _against(known: Known, rests: Resting, id_: str) -> Iterator[PartOf]:
    kind = id_.rpartition(".")[2]
    for name in ("rate12", f"reference.{kind}"):
        other = known.released.figures.get(f"{known.area.id}.{rests.measure}.{name}")
        if other is not None:
            yield PartOf(other.figure.label, said_of(other), other.figure.id)


def suggested_by(known: Known, id_: str) -> Iterator[PartOf]:
    """The number from which a level is suggested."""
    found = suggestion(known, id_)[1]
    other = known.released.figures.get(found.source) if found is not None else None
    if other is not None:
        yield PartOf(other.figure.label, said_of(other), other.figure.id)


def model_of(known: Known, id_: str, rests: Resting) -> Iterator[Bilingual]:
    """What the risk model has to do with a number: what it asks, its scale, which one it is."""
    if rests.name not in (RISK, SUGGESTED):
        return
    model, item = known.risk.model, id_.rpartition(".")[2]
    if rests.name == SUGGESTED and item in model.by_code:
        yield both("explain.suggested.asks", question=model.by_code[item].question)
        yield from _scale(model, item)
    slots = {"title": model.title, "version": model.version}
    yield both("explain.model", fingerprint=digest(model), **slots)


def _scale(model: RiskModel, item: str) -> Iterator[Bilingual]:
    """What of an item is placed on which scale, where a level can be suggested for it."""
    if item == TREND:
        levels = {name.replace("-", "_"): level for name, level in model.trend_levels.items()}
        yield both("explain.suggested.scale.trend", **levels)
    elif item in model.suggested:
        yield both(f"explain.suggested.scale.{item}")
        starts = model.suggested[item]
        said = ("; ".join(number(each, language, 2) for each in starts) for language in LANGUAGES)
        yield both("explain.suggested.starts", starts=Bilingual(*said))


def limits_of(figure: Figure) -> Bilingual:
    """The two limits of an estimate, and the probability that they aim to cover."""
    limits = figure.limits
    if limits is None:
        return NOTHING
    ends = {
        end: Bilingual(number(value, "en", 2), number(value, "cy", 2))
        for end, value in (("lower", limits.lower), ("upper", limits.upper))
    }
    percent = f"{100 * limits.confidence:.2f}".rstrip("0").rstrip(".")
    return both("explain.limits", confidence=percent, **ends)


def method_of(limits: Limits | None) -> Bilingual:
    """By whose method limits are worked out; empty for none."""
    if limits is None:
        return NOTHING
    return both(f"explain.method.{limits.method if limits.method in METHODS else 'other'}")


def decisions_of(known: Known, released: ReleasedFigure) -> Iterator[Bilingual]:
    """What the rules said of a figure of an area.

    Of a hidden one not which rule it was: whether it is small, or hides a small one, would tell.
    """
    if not released.shown:
        yield both("explain.decision.hidden")
        return
    subject = released.figure.id
    rules = [each.rule for each in known.released.decisions if each.subject == subject]
    for rule in dict.fromkeys(rules):
        yield both(f"disclosure.rule.{rule}")
    if not rules:
        yield both("explain.decision.shown")


def _observations(
    known: Known, rests: Resting, provenance: Provenance, *, shown: bool
) -> Iterator[Observed]:
    """The standard's rows in a figure's window, of each authority that it rests on."""
    if not rests.measure:
        return
    for code in rests.areas:
        one = area_set(code)
        series = known.evidence.series.get((rests.measure, code))
        if series is None or not series.points:
            continue
        for point in series.points:
            if not any(period.covers(point.period) for period in rests.periods):
                continue
            may = shown and may_show(known, rests.measure, code, point.period)
            yield Observed(
                code,
                point.period,
                point.value if may else None,
                _status(point.status, given=point.given, may=may),
                provenance.releases_of(one, rests.measure, point.period),
                provenance.files_of(one, rests.measure, point.period),
            )


def _status(status: Status, *, given: bool, may: bool) -> str:
    if given and not may:
        return "hidden"
    return status.value if given or status is not Status.OBSERVED else Status.NOT_AVAILABLE.value


def may_show(known: Known, measure: str, code: str, period: Period) -> bool:
    """Whether a single observation is open data, or is printed in the documents."""
    if measure_of(measure).disclosure == PUBLISHED:
        return True
    found = known.released.figures.get(f"{code}.{measure}.period.{period}")
    return found is not None and found.shown and code == known.area.id
