"""Every sentence a person reads, in both languages; dates, numbers, lists and order."""

from diogel.language.catalogue import both, say
from diogel.language.collation import sort_key
from diogel.language.dates import (
    date_range,
    financial_year,
    in_month,
    long_date,
    month_and_year,
    month_name,
    month_range,
    quarter,
    short_date,
    short_month,
)
from diogel.language.detector import english_left
from diogel.language.lists import list_and
from diogel.language.mutations import mutated_forms, possible_radicals
from diogel.language.numbers import number, percentage, quotient, rounded
from diogel.language.ordinals import ordinal, rank_label
from diogel.language.problems import as_records, explain, explain_all

__all__ = [
    "as_records",
    "both",
    "date_range",
    "english_left",
    "explain",
    "explain_all",
    "financial_year",
    "in_month",
    "list_and",
    "long_date",
    "month_and_year",
    "month_name",
    "month_range",
    "mutated_forms",
    "number",
    "ordinal",
    "percentage",
    "possible_radicals",
    "quarter",
    "quotient",
    "rank_label",
    "rounded",
    "say",
    "short_date",
    "short_month",
    "sort_key",
]
