"""How far the data can be trusted: completeness, timeliness, repeated values, gaps."""

from diogel.quality.completeness import Judgement, Verdict, judge_months
from diogel.quality.settings import DEFAULT_SETTINGS, Settings, load_settings

__all__ = [
    "DEFAULT_SETTINGS",
    "Judgement",
    "Settings",
    "Verdict",
    "judge_months",
    "load_settings",
]
