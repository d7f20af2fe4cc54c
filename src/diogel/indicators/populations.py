"""Residents and households to divide by: every version that is held, the nearest by a rule.

The rule: of the versions that have all the authorities asked for, the one whose day lies
nearest to the middle of the period; of two as near, the earlier. The version is always
printed, because the choice alone moves the rate of some authorities by 6%.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from diogel.core import Period
from diogel.engine import ColumnType, Engine, Frame, col, when
from diogel.places import Scheme, areas, lsoas
from diogel.standard import measure as measure_of
from diogel.standard import until_changed

RESIDENTS, HOUSEHOLDS, OWN = "residents", "households", "own"
POPULATION_COLUMNS: Mapping[str, ColumnType] = {
    "version": "text",
    "reference_day": "date",
    "area_code": "text",
    "area_level": "text",
    "sex": "text",
    "age_from": "integer",
    "age_to": "integer",
    "residents": "integer",
    "households": "integer",
}
"""What the table of populations looks like: for `Store.scan` where there is none yet."""
_LEVELS = ("local-authority", "lsoa21", "lsoa11")
_OLDEST = 200

Ages = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Per:
    """What a measure's rate is of.

    Attributes
    ----------
    kind : str
        "residents", "households", "own" (what the supplier gave as denominator), or empty
        for a measure that is only ever a count.
    ages : (int, int or None)
        Of residents: first and last year of age, None for no upper end. [years]
    """

    kind: str
    ages: Ages = (0, None)


# The standard says in words what a rate is of; these are all its ways of saying residents or
# households. Whatever else it says is a base that only the supplier knows.
_SAID: Mapping[str, Per] = {
    "Usual residents of the area, with the version of the population named.": Per(RESIDENTS),
    "Residents of the area aged 10 to 17.": Per(RESIDENTS, (10, 17)),
    "Residents of the area aged 16 and over.": Per(RESIDENTS, (16, None)),
    "Households in the area, with the version of the census named.": Per(HOUSEHOLDS),
}


@until_changed
def per_of(measure: str) -> Per:
    """What the rate of a measure is of, by its definition."""
    said = measure_of(measure).denominator.en
    return _SAID.get(said, Per(OWN)) if said else Per("")


@dataclass(frozen=True, slots=True)
class Populations:
    """One version of residents and households.

    Attributes
    ----------
    version : str
        "census-2021", "mid-2020".
    day : date
        The day that it counts.
    residents, households : mapping of authority code to number
        [persons], [households]. Empty where the version has none.
    small : mapping of LSOA code to number
        Residents of small areas. [persons]
    ages : mapping of authority code to mapping of ages to number
        Residents of bands of ages, both sexes. [persons]
    vintage : int or None
        The census that the small areas were drawn for.
    """

    version: str
    day: date
    residents: Mapping[str, float] = field(default_factory=dict)
    households: Mapping[str, float] = field(default_factory=dict)
    small: Mapping[str, float] = field(default_factory=dict)
    ages: Mapping[str, Mapping[Ages, float]] = field(default_factory=dict)
    vintage: int | None = None

    def number(self, authorities: Sequence[str], per: Per) -> float | None:
        """Residents or households of some authorities together; None when one is not known."""
        known = [self._one(code, per) for code in authorities]
        return None if None in known else float(sum(n for n in known if n is not None))

    def _one(self, code: str, per: Per) -> float | None:
        if per.kind == HOUSEHOLDS:
            return self.households.get(code)
        if per.ages == (0, None):
            return self.residents.get(code)
        return _of_ages(self.ages.get(code, {}), per.ages)


def _of_ages(bands: Mapping[Ages, float], wanted: Ages) -> float | None:
    """The residents between two ages, where the bands have edges just there."""
    first, last = wanted[0], _OLDEST if wanted[1] is None else wanted[1]
    spans = sorted((a, _OLDEST if b is None else b, n) for (a, b), n in bands.items())
    total, reached = 0.0, first
    for start, end, number in spans:
        if start == reached and end <= last:
            total, reached = total + number, end + 1
    return total if reached == last + 1 else None


def nearest_population(
    versions: Iterable[Populations],
    first: Period,
    last: Period,
    authorities: Sequence[str],
    per: Per,
    *,
    version: str = "",
) -> Populations | None:
    """The version to divide by, by the rule above; None when none has all that is needed.

    `version` names one that a person chose instead.
    """
    able = [
        one
        for one in versions
        if one.number(authorities, per) and (not version or one.version == version)
    ]
    middle = first.start + (last.end - first.start) / 2
    return min(able, key=lambda v: (abs((v.day - middle).days), v.day, v.version), default=None)


def read_populations(engine: Engine, frame: Frame) -> tuple[Populations, ...]:
    """Every version of a table of populations, oldest first.

    An authority's own number is taken where there is one, else its small areas' sum: the
    census perturbs both, so that they differ by a few.
    """
    known = frame.filter(~col("residents").is_null()).select(*POPULATION_COLUMNS)
    found: dict[str, _Reading] = {}
    for version, day, *rest in engine.rows(_by_authority(engine, known)):
        found.setdefault(version, _Reading(version, _as_day(day))).add(*rest)
    for version, *rest in engine.rows(_small(known)):
        if version in found:
            found[version].add_small(*rest)
    return tuple(sorted((r.done() for r in found.values()), key=lambda p: (p.day, p.version)))


def _by_authority(engine: Engine, known: Frame) -> Frame:
    """Residents and households by authority, cohort and the level they are given at."""
    own = [(one.code, one.code) for one in areas(Scheme.LOCAL_AUTHORITY)]
    within = [(one.code, one.authority) for one in lsoas().values()]
    lookup = engine.from_rows({"area_code": "text", "authority": "text"}, [*own, *within])
    keys = ("version", "reference_day", "area_level", "authority", "sex", "age_from", "age_to")
    joined = known.join(lookup, on="area_code", how="inner")
    return joined.group_by(*keys).agg(
        col("residents").sum(),
        col("households").sum(),
        (~col("households").is_null()).sum().alias("with_households"),
    )


def _small(known: Frame) -> Frame:
    """Residents of each small area: of every age, and of the bands together."""
    whole = (col("age_from") == 0) & col("age_to").is_null()
    return (
        known.filter(col("area_level") != _LEVELS[0])
        .group_by("version", "area_code", "sex")
        .agg(
            when(whole).then(col("residents")).otherwise(0).sum().alias("whole"),
            when(~whole).then(col("residents")).otherwise(0).sum().alias("bands"),
        )
    )


def _as_day(day: object) -> date:
    return day if isinstance(day, date) else date.fromisoformat(str(day))


_Cohort = tuple[str, Ages]


class _Reading:
    """One version while it is read: numbers by level, area, sex and ages."""

    def __init__(self, version: str, day: date) -> None:
        self.version, self.day = version, day
        self.people: dict[str, dict[str, dict[_Cohort, float]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(float))
        )
        self.homes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.small: dict[str, dict[str, float]] = defaultdict(dict)

    def add(
        self,
        level: str,
        authority: str,
        sex: str,
        age_from: int | None,
        age_to: int | None,
        residents: int,
        households: int | None,
        with_households: int,
    ) -> None:
        """One cohort of one authority, out of what is given at one level."""
        span = (int(age_from or 0), None if age_to is None else int(age_to))
        self.people[level][authority][sex, span] += float(residents)
        if with_households:
            self.homes[level][authority] += float(households or 0)

    def add_small(self, code: str, sex: str, whole: int, bands: int) -> None:
        """One sex of one small area."""
        self.small[code][sex] = float(whole or bands or 0)

    def done(self) -> Populations:
        """Everything that was read, of the best level there is for each."""
        residents: dict[str, float] = {}
        ages: dict[str, Mapping[Ages, float]] = {}
        homes: dict[str, float] = {}
        for level in reversed(_LEVELS):
            for code, cohorts in self.people.get(level, {}).items():
                bands = _both_sexes(cohorts)
                if whole := _whole(bands):
                    residents[code] = whole
                if parts := {span: n for span, n in bands.items() if span != (0, None)}:
                    ages[code] = parts
            homes |= self.homes.get(level, {})
        small = {c: by.get("all") or sum(by.values()) for c, by in sorted(self.small.items())}
        levels = set(self.people)
        vintage = 2021 if "lsoa21" in levels else 2011 if "lsoa11" in levels else None
        return Populations(self.version, self.day, residents, homes, small, ages, vintage)


def _both_sexes(cohorts: Mapping[_Cohort, float]) -> dict[Ages, float]:
    """People of each span of ages: the row for all, or women and men together."""
    found: dict[Ages, float] = defaultdict(float)
    whole = {span for sex, span in cohorts if sex == "all"}
    for (sex, span), number in cohorts.items():
        if (sex == "all") == (span in whole):
            found[span] += number
    return dict(found)


def _whole(bands: Mapping[Ages, float]) -> float:
    """People of every age: the row for all ages, or the bands together."""
    return bands.get((0, None)) or sum(bands.values())
