"""Weighted banner tables: diogel against pandas.crosstab and polars, on the same data.

    python bench/tables.py            50,000 respondents, 500 questions, 20 columns
    python bench/tables.py --quick    5,000 respondents, 50 questions

First every method's three sums (weights, respondents, squared weights) are compared cell by
cell; nothing is timed unless they agree. Then the methods take turns, A-B-C-A-B-C, so that
whatever else the machine does falls on all of them. The slow ones run on the first few
questions and their time is scaled to all, which is stated in the table.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from diogel.statistics import Variable, tabulate_banner

SEED = 2021
BANNER = {"region": 6, "age": 5, "sex": 4, "tenure": 4}
MISSING_SHARE = 0.04
TOLERANCE = 1e-9

Sums = np.ndarray  # shape (3, rows, columns): weights, respondents, squared weights


@dataclass(frozen=True)
class Survey:
    """One seeded survey, in the shape each method likes best, made before any clock runs."""

    sizes: list[int]
    codes: list[np.ndarray]
    banner: dict[str, np.ndarray]
    weights: np.ndarray
    pandas: pd.DataFrame
    polars: pl.DataFrame

    def name(self, question: int) -> str:
        return f"q{question}"


def make_survey(respondents: int, questions: int) -> Survey:
    draw = np.random.default_rng(SEED)
    sizes = [int(size) for size in draw.integers(3, 9, questions)]
    codes = [
        np.where(
            draw.random(respondents) < MISSING_SHARE, -1, draw.integers(0, size, respondents)
        ).astype(np.int8)
        for size in sizes
    ]
    banner = {
        name: draw.integers(0, size, respondents).astype(np.int8) for name, size in BANNER.items()
    }
    weights = draw.gamma(4, 0.25, respondents)
    columns = {f"q{i}": column for i, column in enumerate(codes)}
    columns |= banner | {"w": weights, "w2": weights**2}
    return Survey(sizes, codes, banner, weights, pd.DataFrame(columns), pl.DataFrame(columns))


def with_diogel(survey: Survey, questions: int) -> Sums:
    banner = [Variable(survey.banner[name], size) for name, size in BANNER.items()]
    table = tabulate_banner(
        survey.codes[:questions], survey.sizes[:questions], banner, survey.weights
    )
    return np.stack([table.weighted, table.count, table.squared])


def with_pandas(survey: Survey, questions: int, *, squares: bool = False) -> Sums:
    """The plain loop: a weighted and an unweighted crosstab a question and banner variable.

    The squared weights are only added for the comparison, so the timed loop does a third
    less than the other methods.
    """
    frame = survey.pandas
    blocks = []
    for question in range(questions):
        codes, size = frame[survey.name(question)], survey.sizes[question]
        parts = []
        for name, width in BANNER.items():
            sums = [
                pd.crosstab(codes, frame[name], values=frame["w"], aggfunc="sum"),
                pd.crosstab(codes, frame[name]),
            ]
            if squares:
                sums.append(pd.crosstab(codes, frame[name], values=frame["w2"], aggfunc="sum"))
            parts.append([_dense(each, size, width) for each in sums])
        blocks.append(_with_total(parts))
    return np.concatenate(blocks, axis=1)


def _dense(table: pd.DataFrame, size: int, width: int) -> np.ndarray:
    return table.reindex(index=range(size), columns=range(width)).fillna(0).to_numpy(float)


def _with_total(parts: list[list[np.ndarray]]) -> Sums:
    """Put the total, which is the sum over the first variable's columns, in front."""
    stacked = [np.stack(part) for part in parts]
    return np.concatenate([stacked[0].sum(axis=2, keepdims=True), *stacked], axis=2)


def with_polars(survey: Survey, questions: int) -> Sums:
    """A lazy group_by a question and banner variable, all collected at once."""
    lazy = survey.polars.lazy()
    plans = [
        lazy.group_by(survey.name(question), name).agg(
            pl.col("w").sum(), pl.len().alias("n"), pl.col("w2").sum()
        )
        for question in range(questions)
        for name in BANNER
    ]
    results = iter(pl.collect_all(plans))
    blocks = []
    for question in range(questions):
        size = survey.sizes[question]
        parts = [_placed(next(results), size, width) for width in BANNER.values()]
        blocks.append(_with_total(parts))
    return np.concatenate(blocks, axis=1)


def with_polars_joint(survey: Survey, questions: int) -> Sums:
    """One group_by a question over all banner variables together, folded afterwards."""
    lazy = survey.polars.lazy()
    sums = [pl.col("w").sum(), pl.col("n").sum(), pl.col("w2").sum()]
    plans = [
        lazy.group_by(survey.name(question), *BANNER).agg(
            pl.col("w").sum(), pl.len().alias("n"), pl.col("w2").sum()
        )
        for question in range(questions)
    ]
    blocks = []
    for question, joint in enumerate(pl.collect_all(plans)):
        parts = [
            _placed(
                joint.group_by(survey.name(question), name).agg(sums),
                survey.sizes[question],
                width,
            )
            for name, width in BANNER.items()
        ]
        blocks.append(_with_total(parts))
    return np.concatenate(blocks, axis=1)


def _placed(result: pl.DataFrame, size: int, width: int) -> list[np.ndarray]:
    """Three dense tables from rows of (category, column, w, n, w2), the missing left out."""
    category, column, *sums = (result[name].to_numpy() for name in result.columns)
    answered = category >= 0
    tables = []
    for values in sums:
        table = np.zeros((size, width))
        table[category[answered], column[answered]] = values[answered]
        tables.append(table)
    return tables


@dataclass(frozen=True)
class Method:
    name: str
    run: Callable[[Survey, int], Sums]
    questions: int


def compare(survey: Survey, methods: list[Method], questions: int) -> None:
    """Stop unless all methods give the same three sums for the first questions."""
    expected = with_diogel(survey, questions)
    results = {method.name: method.run(survey, questions) for method in methods[1:]}
    results["pandas with squares"] = with_pandas(survey, questions, squares=True)
    for name, result in results.items():
        reference = expected[: len(result)]
        if not np.allclose(result, reference, rtol=TOLERANCE, atol=TOLERANCE):
            sys.exit(f"{name} differs by {np.abs(result - reference).max()}; nothing timed")
    print(
        f"All methods equal to {TOLERANCE:g} on {questions} questions: "
        f"{expected.size:,} sums, weights of the first column {expected[0, :, 0].sum():.6f}."
    )


def take_turns(survey: Survey, methods: list[Method], rounds: int) -> dict[str, list[float]]:
    """Seconds for all questions, by method, one entry a round."""
    seconds: dict[str, list[float]] = {method.name: [] for method in methods}
    for _ in range(rounds):
        for method in methods:
            begun = time.perf_counter()
            method.run(survey, method.questions)
            taken = time.perf_counter() - begun
            seconds[method.name].append(taken * len(survey.codes) / method.questions)
    return seconds


def peak_megabytes(survey: Survey, method: Method) -> float | None:
    """Most memory held beyond the data, as Python sees it; polars keeps its own, unseen."""
    if "polars" in method.name:
        return None
    tracemalloc.start()
    method.run(survey, method.questions)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def print_table(survey: Survey, methods: list[Method], seconds: dict[str, list[float]]) -> None:
    ours = seconds[methods[0].name]
    print(
        "\n| method | timed on | seconds for all, median (range) | times diogel (range) | peak MB |"
    )
    print("| --- | --- | --- | --- | --- |")
    for method in methods:
        theirs = seconds[method.name]
        ratios = [one / other for one, other in zip(theirs, ours, strict=True)]
        memory = peak_megabytes(survey, method)
        print(
            f"| {method.name} | {method.questions} of {len(survey.codes)} questions "
            f"| {statistics.median(theirs):.3f} ({min(theirs):.3f} to {max(theirs):.3f}) "
            f"| {statistics.median(theirs) / statistics.median(ours):.1f} "
            f"({min(ratios):.1f} to {max(ratios):.1f}) "
            f"| {'not seen' if memory is None else f'{memory:.1f}'} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, fewer rounds")
    quick = parser.parse_args().quick
    respondents, questions, rounds = (5_000, 50, 3) if quick else (50_000, 500, 7)
    survey = make_survey(respondents, questions)
    methods = [
        Method("diogel", with_diogel, questions),
        Method("pandas.crosstab loop", with_pandas, 10),
        Method("polars, group_by each", with_polars, 50),
        Method("polars, group_by joint", with_polars_joint, 50),
    ]
    print(
        f"{respondents:,} respondents, {questions} questions, {1 + sum(BANNER.values())} columns, "
        f"seed {SEED}, {rounds} rounds; {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}, "
        f"polars {pl.__version__}"
    )
    compare(survey, methods, 50 if quick else 20)
    print_table(survey, methods, take_turns(survey, methods, rounds))


if __name__ == "__main__":
    main()
