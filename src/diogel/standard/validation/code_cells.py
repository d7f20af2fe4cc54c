"""Cells that hold one of a list of codes, or text that only has a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from diogel.places.spelling import undo_double_encoding
from diogel.standard.validation.did_you_mean import by_fold, folded, nearest, plain
from diogel.standard.validation.faults import Fault, Judged
from diogel.standard.validation.total_words import is_total

MOST_LISTED = 8


def judge_code(column: str, codes: Mapping[str, Iterable[str]]) -> Callable[[str], Judged]:
    """How a text in a column of codes is judged, given the codes and the names of each."""
    folds = by_fold(codes)
    allowed = ", ".join(codes) if len(codes) <= MOST_LISTED else ""

    def judge(text: str) -> Judged:
        if text in codes:
            return Judged(text)
        meant = folds.get(folded(text)) or folds.get(folded(undo_double_encoding(text)))
        if meant:
            return Judged(meant, Fault(column, "data.code-form", text, meant))
        if is_total(text):
            return Judged(None, Fault(column, "data.total-row", text))
        near = nearest(text, folds)
        return Judged(None, Fault(column, "data.code-unknown", text, near or allowed))

    return judge


def judge_text(
    column: str, pattern: str, shortest: int | None, longest: int | None, example: str
) -> Callable[[str], Judged]:
    """How free text is judged: whole letters, and the form the standard asks for."""
    form = re.compile(pattern) if pattern else None

    def judge(text: str) -> Judged:
        repaired = undo_double_encoding(text)
        if repaired != text:
            return Judged(repaired, Fault(column, "data.text-damaged", text, repaired))
        if form is not None and not form.fullmatch(text):
            tidy = plain(text)
            meant = tidy if form.fullmatch(tidy) else ""
            return Judged(meant or None, Fault(column, "data.text-form", text, meant or example))
        if longest is not None and len(text) > longest:
            return Judged(text, Fault(column, "data.text-long", str(len(text)), str(longest)))
        if shortest is not None and len(text) < shortest:
            return Judged(text, Fault(column, "data.text-form", text, example))
        return Judged(text)

    return judge


def judge_breakdown(
    column: str, form: Callable[[str], Judged], names: Mapping[str, Iterable[str]]
) -> Callable[[str], Judged]:
    """How a breakdown is judged: its form, then its names, which are listed and in order."""
    folds = by_fold(names)

    def judge(text: str) -> Judged:
        judged = form(text)
        if judged.fault is not None or text == "all":
            return judged
        parts = sorted(text.split(";"), key=lambda part: part.partition("=")[0])
        said = [part.partition("=")[0] for part in parts]
        for name in said:
            if name not in names:
                near = nearest(name, folds) or ", ".join(names)
                return Judged(None, Fault(column, "data.breakdown-unknown", name, near))
        if len(set(said)) < len(said):
            return Judged(None, Fault(column, "data.breakdown-twice", text))
        meant = ";".join(parts)
        if meant != text:
            return Judged(meant, Fault(column, "data.breakdown-order", text, meant))
        return Judged(text)

    return judge


def judge_boolean(column: str) -> Callable[[str], Judged]:
    """How yes or no is judged: the standard writes true and false."""
    words = {
        "true": ("yes", "y", "1", "ie", "oes", "ydy", "do", "TRUE", "gwir"),
        "false": ("no", "n", "0", "na", "nac oes", "nac ydy", "naddo", "FALSE", "anwir"),
    }
    judge = judge_code(column, words)

    def judge_word(text: str) -> Judged:
        if text in ("TRUE", "FALSE", "True", "False"):  # as Excel and Python save them
            return Judged(text.lower())
        return judge(text)

    return judge_word
