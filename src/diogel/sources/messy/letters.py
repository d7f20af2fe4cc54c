"""Damage that a sheet's text suffered on its way: letters, markup, invisible characters.

What is put right is told, with the cells where it was; what cannot be is left and told too.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import replace

from diogel.core import Problem, Severity
from diogel.files import Sheet
from diogel.places import undo_double_encoding
from diogel.standard.validation.guard import personal_text

_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|br|p|span|div|font|a|ul|li|small|td|tr|table|h[1-6])"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_SUPERSCRIPT = re.compile(r"<sup[^<>]{0,200}>\s*([^<>]{1,12}?)\s*</sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_LOST = "\ufffd"
_SHOWN = 5


def repaired(sheet: Sheet) -> tuple[Sheet, tuple[Problem, ...]]:
    """The sheet with its letters put right, and what was done, once for each kind."""
    done = defaultdict[str, list[tuple[int, int, str, str]]](list)
    rows = []
    for row, cells in enumerate(sheet.rows, 1):
        if all(cell.isascii() and "<" not in cell and "&" not in cell for cell in cells):
            rows.append(cells)
            continue
        fixed = []
        for column, cell in enumerate(cells, 1):
            text, kinds = clean(cell)
            for kind in kinds:
                done[kind].append((row, column, cell, text))
            fixed.append(text)
        rows.append(tuple(fixed))
    return replace(sheet, rows=tuple(rows)), _told(sheet, done)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """The text put right, and the kinds of damage: "letters", "markup", "lost"."""
    kinds = []
    plain = _INVISIBLE.sub("", text)
    if "<" in plain or "&" in plain:
        without = _without_markup(plain)
        if without != plain:
            kinds.append("markup")
            plain = without
    whole = plain if plain.isascii() else undo_double_encoding(plain)
    if whole != plain:
        kinds.append("letters")
    if _LOST in whole:
        kinds.append("lost")
    return whole.strip(), tuple(kinds)


def _without_markup(text: str) -> str:
    marked = _SUPERSCRIPT.sub(lambda found: f" [{found[1].strip('[]()')}]", text)
    plain = _TAG.sub(" ", marked)
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), plain)
    return " ".join(plain.split()) if plain != text else text


def _told(sheet: Sheet, done: dict[str, list[tuple[int, int, str, str]]]) -> tuple[Problem, ...]:
    """One problem for each kind of damage, at its first cell, with how many cells it is of."""
    problems = []
    for kind, cells in done.items():
        shown = [cell for cell in cells if not personal_text(cell[3])]
        if not shown:
            continue  # told as personal, and not repeated
        row, column, before, after = shown[0]
        problems.append(
            Problem(
                f"partner.{kind}-repaired" if kind != "lost" else "partner.letters-lost",
                sheet.place(row, column),
                found=_short(before),
                expected=_short(after) if kind != "lost" else "",
                severity=Severity.LOOK if kind == "lost" else Severity.NOTE,
                slots={"cells": len(cells)},
            )
        )
    return tuple(problems)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
