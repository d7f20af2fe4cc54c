"""Numbers that others counted from the same public files, worked out again by our own road.

For a workspace that holds police.uk's files of October 2018 to February 2019 and January and
February 2024 for all Welsh forces, and of January 2020 to December 2021 for Gwent, with the
populations of mid-2020 by small area and WIMD 2019. What the numbers must be is in
`tests/reference/test_golden.py`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diogel.core import Period
from diogel.engine import Engine, Frame, col
from diogel.engine import len as count_rows
from diogel.indicators.area_sets import WALES, area_set, every_authority
from diogel.indicators.comparisons import field
from diogel.indicators.inequalities import gradient
from diogel.indicators.levels import level
from diogel.indicators.places import clusters, places
from diogel.indicators.populations import POPULATION_COLUMNS, Populations, read_populations
from diogel.indicators.series import read_own_series, read_series
from diogel.indicators.small_areas import (
    DEPRIVATION_COLUMNS,
    INCIDENT_COLUMNS,
    TOTAL,
    read_deprivation,
    read_small_areas,
)
from diogel.statistics import c_plain, xmr
from diogel.store import Store

GWENT = "W15000002"
ASB, VIOLENCE = "police-anti-social-behaviour", "police-violent-crime"
CHARTED = (ASB, VIOLENCE, "police-burglary", "police-shoplifting", "police-robbery")
FIVE_MONTHS = (Period.month(2018, 10), Period.month(2019, 2))
TWO_YEARS = (Period.month(2020, 1), Period.month(2021, 12))
_POPULATION = "mid-2020"
_FAR = 2.58


def golden_numbers(engine: Engine, store: Store, observations: Frame) -> dict[str, float]:
    """Every golden number by its name, unrounded.

    Parameters
    ----------
    observations : Frame
        The standard's table, as `quality.observations` gives it.

    Returns
    -------
    dict of str to float
        `rows.*` [rows]; `rate.<authority>` with `.lower` and `.upper` [crimes per 1,000 in
        five months]; `chart.<measure>.*` [count]; `places.*`; `decile.<n>` and `slope`,
        `relative`, with and without `log-` [crimes per 1,000]; `clusters.*` [small areas].
    """
    kept = engine.keep(observations)
    versions = read_populations(
        engine, store.scan(engine, "populations", columns=POPULATION_COLUMNS)
    )
    return {
        **_rows(engine, store),
        **_rates(engine, kept, versions),
        **_charts(engine, kept),
        **_small(engine, store, kept, versions),
    }


def _rows(engine: Engine, store: Store) -> dict[str, float]:
    """What the files hold, as published."""
    frame = store.scan(engine, "incidents").drop("release")
    named = frame.filter(~col("incident_id").is_null())
    different = frame.drop("source_file")
    groups = different.group_by(*different.columns).agg(count_rows().alias("n"))
    code = col("lsoa_code")
    counted = {
        "rows.all": frame,
        "rows.with-id": named,
        "rows.different-ids": named.select("incident_id").unique(),
        "rows.in-wales": frame.filter(code.str.starts_with("W01")),
        "rows.in-england": frame.filter(code.str.starts_with("E01")),
        "rows.without-place": frame.filter(code.is_null()),
        "rows.anti-social-behaviour": frame.filter(col("type") == "Anti-social behaviour"),
        "rows.different": groups,
    }
    found = {name: float(engine.count(part)) for name, part in counted.items()}
    found["rows.alike"] = found["rows.all"] - found.pop("rows.different")
    return found


def _rates(
    engine: Engine, observations: Frame, versions: tuple[Populations, ...]
) -> dict[str, float]:
    """Crimes without anti-social behaviour per 1,000, and how widely authorities are spread."""
    last = FIVE_MONTHS[1]
    series = read_series(engine, observations, every_authority(), [TOTAL])
    found = {}
    for one in every_authority():
        own = level(series[TOTAL, one.id], one, last, versions, months=5, version=_POPULATION)
        limits = own.rate_limits
        if own.rate is None or limits is None:
            continue
        found[f"rate.{one.id}"] = own.rate
        found[f"rate.{one.id}.lower"] = limits.lower
        found[f"rate.{one.id}.upper"] = limits.upper
    spread = field(series, TOTAL, last, versions, months=5)
    return {**found, "rate.dispersion": spread.phi}


def _charts(engine: Engine, observations: Frame) -> dict[str, float]:
    """Gwent's own series of 24 months: XmR, and how many points a plain c-chart flags."""
    series = read_own_series(engine, observations, [GWENT], CHARTED)
    found: dict[str, float] = {}
    for measure in CHARTED:
        points = series[measure, GWENT].between(*TWO_YEARS)
        values = [np.nan if p.value is None else p.value for p in points]
        chart = xmr(values)
        numbers = {
            "mean": chart.mean[0],
            "lower": chart.lower[0],
            "upper": chart.upper[0],
            "outside": chart.outside.sum(),
            "outside-plain": c_plain(values).outside.sum(),
        }
        found |= {f"chart.{measure}.{name}": float(n) for name, n in numbers.items()}
    return found


def _small(
    engine: Engine, store: Store, observations: Frame, versions: tuple[Populations, ...]
) -> dict[str, float]:
    """Small areas: concentration and deprivation in Gwent in 2021, clusters in all of Wales."""
    incidents = store.scan(engine, "incidents", columns=INCIDENT_COLUMNS)
    deprived = read_deprivation(
        engine, store.scan(engine, "deprivation", columns=DEPRIVATION_COLUMNS)
    )
    gwent, last = area_set(GWENT), TWO_YEARS[1]
    series = read_series(engine, observations, [gwent], [TOTAL, VIOLENCE])
    areas = read_small_areas(engine, incidents, first=Period.month(2021, 1), last=last)
    crimes = level(series[TOTAL, GWENT], gwent, last, versions)
    nothing = clusters(areas, TOTAL, (), (), versions, {})
    held = places(gwent, crimes, areas, versions, {}, nothing).found
    found: dict[str, float] = {}
    if held is not None:
        numbers = held._asdict()
        found |= {f"places.{name.replace('_', '-')}": float(n) for name, n in numbers.items()}
    violence = level(series[VIOLENCE, GWENT], gwent, last, versions)
    for name, log in (("", False), ("log-", True)):
        line = gradient(
            gwent,
            violence,
            areas,
            versions,
            {},
            next((d for d in deprived if d.version == "wimd-2019"), None),
            ranked_by="overall",
            grouping="deciles",
            log=log,
        )
        found |= {f"decile.{group.group}": group.rate for group in line.groups}
        named = (("slope", line.slope), ("relative", line.relative), ("end", line.most_deprived))
        found |= {f"{name}{key}": number for key, number in named if number is not None}
    return {**found, **_clusters(engine, incidents, versions)}


def _clusters(
    engine: Engine, incidents: Frame, versions: tuple[Populations, ...]
) -> dict[str, float]:
    """Gi* of every record, anti-social behaviour too, over the five months."""
    areas = read_small_areas(engine, incidents, first=FIVE_MONTHS[0], last=FIVE_MONTHS[1])
    every = {"every": areas.counts[TOTAL] + areas.counts[ASB]}
    areas = replace(areas, counts={**areas.counts, **every})
    found = clusters(areas, "every", area_set(WALES).authorities, areas.months, versions, {})
    return {
        "clusters.places": float(len(found.z)),
        "clusters.far": float(sum(z > _FAR for z in found.z.values())),
        "clusters.hot": float(len(found.hot)),
    }
