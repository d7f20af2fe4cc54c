"""The words in which a calculation on a large table is written, the same on every engine.

They come from narwhals' stable interface, so that no other room needs to know who offers
them: a calculation is a function from frames to a frame, and the engine runs it.
"""

from narwhals.stable.v2 import (
    Boolean,
    Date,
    Expr,
    Float64,
    Int64,
    LazyFrame,
    String,
    all_horizontal,
    any_horizontal,
    coalesce,
    col,
    concat,
    concat_str,
    from_native,
    len,
    lit,
    max_horizontal,
    min_horizontal,
    sum_horizontal,
    when,
)

__all__ = [
    "Boolean",
    "Date",
    "Expr",
    "Float64",
    "Int64",
    "LazyFrame",
    "String",
    "all_horizontal",
    "any_horizontal",
    "coalesce",
    "col",
    "concat",
    "concat_str",
    "from_native",
    "len",
    "lit",
    "max_horizontal",
    "min_horizontal",
    "sum_horizontal",
    "when",
]
