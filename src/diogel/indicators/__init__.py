"""Levels, changes, trends, comparisons, places, inequality and harm, each with what it rests on."""

from diogel.indicators.area_sets import (
    WALES,
    AreaSet,
    area_set,
    every_authority,
    force_of,
    joined,
    read_area_set,
)
from diogel.indicators.basis import Basis
from diogel.indicators.changes import change
from diogel.indicators.coarsening import is_protected, least_of
from diogel.indicators.comparators import (
    comparators,
    distances,
    far_from,
    feature_sources,
    features,
    nearest,
)
from diogel.indicators.comparisons import compare, field
from diogel.indicators.edition_names import edition_said
from diogel.indicators.evidence import Evidence, read_evidence
from diogel.indicators.false_alarms import false_alarms
from diogel.indicators.figures import figures_of
from diogel.indicators.golden import golden_numbers
from diogel.indicators.harm import WeightTable, harm, rankable, read_weights
from diogel.indicators.indicating import indicate
from diogel.indicators.inequalities import gradient
from diogel.indicators.leading import leading
from diogel.indicators.levels import level
from diogel.indicators.place_results import Gradient, GroupRate, Harm, Places
from diogel.indicators.places import Clusters, clusters, places
from diogel.indicators.populations import (
    Per,
    Populations,
    nearest_population,
    per_of,
    read_populations,
)
from diogel.indicators.profile_figures import PROFILE, tabulate_profile
from diogel.indicators.profiles import Profile, profile
from diogel.indicators.rebases import read_rebases, rebases_of
from diogel.indicators.results import (
    AreaIndicators,
    Change,
    Comparator,
    Comparison,
    FalseAlarms,
    Field,
    Level,
    Marked,
    MeasureIndicators,
    Notice,
    RankRange,
    Rebase,
    Season,
    StandardRate,
    Trend,
    Verdict,
)
from diogel.indicators.series import (
    Point,
    Series,
    read_own_series,
    read_series,
    regrained,
)
from diogel.indicators.small_areas import (
    Deprivation,
    SmallAreas,
    read_deprivation,
    read_small_areas,
    read_units,
)
from diogel.indicators.standardising import read_ages, standardised
from diogel.indicators.tables import OWN_ROW, tabulate
from diogel.indicators.trends import trend
from diogel.indicators.windows import (
    areas_said,
    basis_of,
    latest_whole,
    period_said,
    periods_said,
    window,
)
from diogel.indicators.withheld import Withheld, cell_parts
from diogel.indicators.withholding import holding_back, weighed_areas, withhold

__all__ = [
    "OWN_ROW",
    "PROFILE",
    "WALES",
    "AreaIndicators",
    "AreaSet",
    "Basis",
    "Change",
    "Clusters",
    "Comparator",
    "Comparison",
    "Deprivation",
    "Evidence",
    "FalseAlarms",
    "Field",
    "Gradient",
    "GroupRate",
    "Harm",
    "Level",
    "Marked",
    "MeasureIndicators",
    "Notice",
    "Per",
    "Places",
    "Point",
    "Populations",
    "Profile",
    "RankRange",
    "Rebase",
    "Season",
    "Series",
    "SmallAreas",
    "StandardRate",
    "Trend",
    "Verdict",
    "WeightTable",
    "Withheld",
    "area_set",
    "areas_said",
    "basis_of",
    "cell_parts",
    "change",
    "clusters",
    "comparators",
    "compare",
    "distances",
    "edition_said",
    "every_authority",
    "false_alarms",
    "far_from",
    "feature_sources",
    "features",
    "field",
    "figures_of",
    "force_of",
    "golden_numbers",
    "gradient",
    "harm",
    "holding_back",
    "indicate",
    "is_protected",
    "joined",
    "latest_whole",
    "leading",
    "least_of",
    "level",
    "nearest",
    "nearest_population",
    "per_of",
    "period_said",
    "periods_said",
    "places",
    "profile",
    "rankable",
    "read_ages",
    "read_area_set",
    "read_deprivation",
    "read_evidence",
    "read_own_series",
    "read_populations",
    "read_rebases",
    "read_series",
    "read_small_areas",
    "read_units",
    "read_weights",
    "rebases_of",
    "regrained",
    "standardised",
    "tabulate",
    "tabulate_profile",
    "trend",
    "weighed_areas",
    "window",
    "withhold",
]
