"""Pure functions on numbers and arrays: ranks, summaries, intervals, banner tables."""

from diogel.statistics.banner import Banner, BaseRule, Mask, Variable, tabulate_banner
from diogel.statistics.column_tests import column_letter, column_letters, significantly_higher
from diogel.statistics.concentration import Concentration, by_chance, concentration, persistent
from diogel.statistics.control_charts import Chart, Signal, c_plain, c_prime, u_prime, xmr
from diogel.statistics.coverage import Coverage, coverage, distinct, memberships
from diogel.statistics.finite_population import Limits, hypergeometric_interval, worst_case
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
    "Concentration",
    "Coverage",
    "Cut",
    "Inequality",
    "Interval",
    "Limits",
    "Mask",
    "Rank",
    "Relation",
    "Signal",
    "Standardised",
    "Summary",
    "Target",
    "Variable",
    "Verbal",
    "Zeros",
    "add_across",
    "bottom",
    "by_chance",
    "c_plain",
    "c_prime",
    "column_letter",
    "column_letters",
    "competition_ranks",
    "concentration",
    "count_limits",
    "coverage",
    "directly_standardised",
    "discoveries",
    "distinct",
    "expected_false_alarms",
    "getis_ord",
    "hypergeometric_interval",
    "matches",
    "memberships",
    "nearest_neighbours",
    "percent_half_up",
    "persistent",
    "rate",
    "round_half_up",
    "significantly_higher",
    "slope_index",
    "smoothed_rates",
    "summarise",
    "tabulate_banner",
    "top",
    "u_prime",
    "verbal_fraction",
    "wilson",
    "worst_case",
    "xmr",
]
