"""The pieces of a finding: released numbers in their spans, places and periods in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from diogel.core import Bilingual, Figure, Kind, Language, Unit
from diogel.disclosure import Released
from diogel.indicators import AreaSet, Basis, periods_said
from diogel.language import both, list_and, number
from diogel.places import form as form_of_name
from diogel.reports.narrative import figure_text
from diogel.reports.narrative.sayings import CannotSay
from diogel.standard import measure as measure_of

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~^$@])")
_FORMS = ("", "count", "value0", "value1", "value2", "percent")
_MOST_PLACES = 4


class FindingKind(StrEnum):
    """What a finding is about. A gap is something that cannot be said, or must be known."""

    LEVEL = "level"
    CHANGE = "change"
    TREND = "trend"
    COMPARISON = "comparison"
    PLACE = "place"
    INEQUALITY = "inequality"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class AreaFinding:
    """One finding of an area, as whole sentences of both languages.

    Attributes
    ----------
    id : str
        "<area>.<measure>.<what>", stable from one build to the next.
    kind : FindingKind
    measure : str
        Code of the measure; empty for a finding of the area as a whole.
    figures : tuple of str
        Ids of the released figures that it says, in order, each once. None of a gap.
    sentence : Bilingual
        Markdown; every value stands in the span that names its figure.
    weight : float
        The larger the earlier. It says how much a kind of finding asks to be read, never
        how large a number is: no order of places or measures follows from it.
    """

    id: str
    kind: FindingKind
    measure: str
    figures: tuple[str, ...]
    sentence: Bilingual
    weight: float


def plain(text: str) -> str:
    """A text in which nothing is read as markup."""
    return _MARKUP.sub(r"\\\1", text)


def in_both(say: Callable[[Language], str]) -> Bilingual:
    """What a function says, in both languages."""
    return Bilingual(say("en"), say("cy"))


def joined(sentences: Sequence[Bilingual]) -> Bilingual:
    """Whole sentences one after the other; empty ones are left out."""
    return in_both(lambda language: " ".join(s[language] for s in sentences if s[language]))


def listed(words: Sequence[Bilingual]) -> Bilingual:
    """Several things after each other, with semicolons between them."""
    return in_both(lambda language: "; ".join(each[language] for each in words))


def when(basis: Basis) -> Bilingual:
    """The window that a result was asked for, in words."""
    return periods_said([*basis.used, *basis.missing])


def where(one: AreaSet) -> Bilingual:
    """In the area: in Cardiff, yng Nghaerdydd; a set of one's own by its authorities."""
    try:
        return in_both(lambda language: form_of_name(one.id, "in", language))
    except KeyError:
        codes = one.authorities
        return in_both(lambda la: list_and([form_of_name(code, "in", la) for code in codes], la))


@dataclass(frozen=True)
class Teller:
    """The released figures of one measure in one area, as they are put in sentences.

    `said` collects the ids that were put in; a new teller is made for each finding.
    """

    area: AreaSet
    measure: str
    released: Released
    said: list[str] = field(default_factory=list)

    def id(self, name: str) -> str:
        """The id of a figure or a finding of the measure."""
        return f"{self.area.id}.{self.measure}.{name}"

    def figure(self, name: str) -> Figure | None:
        """A released figure that may be shown and has a value; else None."""
        found = self.released.figures.get(self.id(name))
        if found is None or not found.shown or found.figure.value is None:
            return None
        return found.figure

    def has(self, *names: str) -> bool:
        """Whether all of these may be shown and have a value."""
        return all(self.figure(name) is not None for name in names)

    def value(self, name: str, places: int | None = None, *, signed: bool = False) -> Bilingual:
        """A figure's value in the span that names it."""
        figure = self.figure(name)
        if figure is None or figure.value is None:
            raise KeyError(name)
        self.said.append(figure.id)
        digits = places_of(figure) if places is None else places
        value = 100 * figure.value if figure.kind is Kind.SHARE else figure.value
        return in_both(
            lambda la: span(figure, self._written(figure, value, digits, la, signed), la)
        )

    def limits(
        self, name: str, places: int | None = None, *, signed: bool = False
    ) -> Mapping[str, Bilingual]:
        """The two limits of a figure in words; KeyError when it has none."""
        figure = self.figure(name)
        if figure is None or figure.limits is None:
            raise KeyError(name)
        digits = places_of(figure) if places is None else places
        ends = {"lower": figure.limits.lower, "upper": figure.limits.upper}
        return {
            end: in_both(partial(self._end, figure, value, digits, signed))
            for end, value in ends.items()
        }

    def _end(
        self, figure: Figure, value: float, places: int, signed: bool, language: Language
    ) -> str:
        return self._written(figure, value, places, language, signed)

    def _written(
        self, figure: Figure, value: float, places: int, language: Language, signed: bool
    ) -> str:
        """A number in digits, with the sign of its unit and a plus where changes are signed."""
        text = number(value, language, places)
        before, after = _unit_signs(figure, measure_of(self.measure).measure_type)
        return f"{'+' if signed and value > 0 else ''}{before}{text}{after}"

    def slots(self) -> dict[str, Bilingual]:
        """The measure and the place, as every sentence begins."""
        return {"measure": measure_of(self.measure).title, "where": where(self.area)}

    def say(self, key: str, **slots: object) -> Bilingual:
        """A sentence of the catalogue that begins with the measure and the place."""
        return both(key, **self.slots(), **slots)

    def finding(
        self, name: str, kind: FindingKind, weight: float, *sentences: Bilingual
    ) -> AreaFinding:
        """The finding that these sentences make, with the figures that were said."""
        figures = tuple(dict.fromkeys(self.said))
        return AreaFinding(self.id(name), kind, self.measure, figures, joined(sentences), weight)


def _unit_signs(figure: Figure, measure_type: str) -> tuple[str, str]:
    """What stands before and behind a number: of percentages and of money."""
    if figure.kind is Kind.SHARE or figure.id.endswith(".percent-change"):
        return "", "%"
    own_unit = figure.kind in (Kind.SUM, Kind.MEAN) or ".period." in figure.id
    signs = {"percent": ("", "%"), "money": ("£", "")}
    return signs.get(measure_type, ("", "")) if own_unit else ("", "")


def places_of(figure: Figure) -> int:
    """Decimal places: none of counts, two of ratios and of small numbers, else one."""
    value = abs(figure.value or 0.0)
    if figure.kind is Kind.RATIO:
        return _ratio_places(figure)
    if figure.kind in (Kind.COUNT, Kind.SUM):
        return 0 if value == int(value) or value >= 1000 else 1
    if figure.unit is Unit.AREA:
        return 0
    return 2 if figure.kind in (Kind.RATE, Kind.INDEX) and value < 1 else 1


def _ratio_places(figure: Figure) -> int:
    """Two, or as many as keep a number that is not 1 from being printed as 1.00."""
    limits = (figure.limits.lower, figure.limits.upper) if figure.limits else ()
    numbers = [n for n in (figure.value or 0.0, *limits) if n != 1]
    apart = min((abs(n - 1) for n in numbers), default=1.0)
    return next((p for p in range(2, _MOST_PLACES) if apart >= 0.5 * 10**-p), _MOST_PLACES)


def span(figure: Figure, text: str, language: Language) -> str:
    """The text as a view of a figure, with the form that says the same, where one does."""
    same = next((form for form in _FORMS if _says(figure, form, text, language)), "")
    said = f' data-form="{same}"' if same else ""
    return f'[{text}]{{.figure data-figure="{figure.id}"{said}}}'


def _says(figure: Figure, form: str, text: str, language: Language) -> bool:
    try:
        return figure_text(figure, form, language) == text
    except CannotSay:
        return False
