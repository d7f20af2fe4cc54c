"""Pure functions on numbers and arrays: ranks, summaries, intervals, banner tables."""

from diogel.statistics.agreement import kendall_w, mean_ranks
from diogel.statistics.banner import Banner, BaseRule, Mask, Variable, tabulate_banner
from diogel.statistics.column_tests import column_letter, column_letters, significantly_higher
from diogel.statistics.comparing_counts import Compared, compare_counts, e_test
from diogel.statistics.concentration import Concentration, by_chance, concentration, persistent
from diogel.statistics.control_charts import (
    Chart,
    Signal,
    c_plain,
    c_prime,
    t_chart,
    u_prime,
    xmr,
)
from diogel.statistics.coverage import Coverage, coverage, distinct, memberships
from diogel.statistics.finite_population import Limits, hypergeometric_interval, worst_case
from diogel.statistics.funnels import (
    Funnel,
    PoissonLine,
    between_areas,
    dispersion,
    funnel,
    outside_poisson,
    poisson_line,
    rank_range,
)
from diogel.statistics.inequality import Inequality, slope_index
from diogel.statistics.means import Blank, Summary, Zeros, add_across, summarise
from diogel.statistics.ranks import Cut, Rank, bottom, competition_ranks, top
from diogel.statistics.rates import (
    Interval,
    Standardised,
    count_limits,
    directly_standardised,
    rate,
    wilson,
)
from diogel.statistics.rounding import percent_half_up, round_half_up
from diogel.statistics.seasons import Seasonality, seasonality
from diogel.statistics.spatial import (
    Clusters,
    discoveries,
    expected_false_alarms,
    getis_ord,
    nearest_neighbours,
    smoothed_rates,
)
from diogel.statistics.verbal import Relation, Target, Verbal, matches, verbal_fraction

__all__ = [
    "Banner",
    "BaseRule",
    "Blank",
    "Chart",
    "Clusters",
    "Compared",
    "Concentration",
    "Coverage",
    "Cut",
    "Funnel",
    "Inequality",
    "Interval",
    "Limits",
    "Mask",
    "PoissonLine",
    "Rank",
    "Relation",
    "Seasonality",
    "Signal",
    "Standardised",
    "Summary",
    "Target",
    "Variable",
    "Verbal",
    "Zeros",
    "add_across",
    "between_areas",
    "bottom",
    "by_chance",
    "c_plain",
    "c_prime",
    "column_letter",
    "column_letters",
    "compare_counts",
    "competition_ranks",
    "concentration",
    "count_limits",
    "coverage",
    "directly_standardised",
    "discoveries",
    "dispersion",
    "distinct",
    "e_test",
    "expected_false_alarms",
    "funnel",
    "getis_ord",
    "hypergeometric_interval",
    "kendall_w",
    "matches",
    "mean_ranks",
    "memberships",
    "nearest_neighbours",
    "outside_poisson",
    "percent_half_up",
    "persistent",
    "poisson_line",
    "rank_range",
    "rate",
    "round_half_up",
    "seasonality",
    "significantly_higher",
    "slope_index",
    "smoothed_rates",
    "summarise",
    "t_chart",
    "tabulate_banner",
    "top",
    "u_prime",
    "verbal_fraction",
    "wilson",
    "worst_case",
    "xmr",
]
