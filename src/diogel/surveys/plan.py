"""The analysis plan of a wave: which figures are counted from its answers, and how.

A plan is a TOML file that a person can read beside the questionnaire. Every question is
counted without being named (`counting.py`); the plan adds the figures that texts cite, the
frame, the titles of tables, and what is declared rather than counted.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Place, Problem, Refused, Severity

NEEDS: Mapping[str, tuple[str, ...]] = {
    "responses": (),
    "same": ("of",),
    "net": ("of",),
    "coverage": ("scheme", "evidence"),
    "distinct": ("question",),
    "memberships": ("question",),
    "mean": ("question",),
    "sum": ("questions",),
    "minimum": ("question",),
    "maximum": ("question",),
    "zeros": ("question",),
    "more": ("questions",),
    "largest": ("of",),
    "top": ("of", "k"),
    "bottom": ("of", "k"),
    "over": ("of", "more_than"),
    "conversations": ("count",),
    "cite": ("of",),
    "lost": (),
    "estimate": ("question",),
    "three_state": ("within", "outside"),
    "crosstab": ("question", "by"),
    "banner": ("questions", "by"),
}
MAY: Mapping[str, tuple[str, ...]] = {"banner": ("tests", "total")}
BANNER_BASES = ("valid", "item-answered", "all")
EVERYTHING = ("*",)
OPTIONS = frozenset(
    {"id", "kind", "label", "parts", "blank", "among", "merge", "base", "unit", "title", "other"}
    | {"note", "chart", "among_all", "sensitive"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Who could have answered. `reason` says why when nobody can know."""

    known: bool
    scheme: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry of the plan: an id, a kind, and that kind's own settings."""

    id: str
    kind: str
    label: Bilingual | None
    parts: Mapping[str, Any]
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableTexts:
    """What a table's automatic wording is replaced by, and how it may be drawn."""

    title: Bilingual | None = None
    note: Bilingual | None = None
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a wave declares about its own counting.

    `published` are patterns of the figures a report gave, for invented answers; `words` is
    the open question whose words are counted, empty for none.
    """

    wave: str
    frame: Frame
    wanted: tuple[Wanted, ...]
    tables: Mapping[str, TableTexts] = field(default_factory=dict)
    published: tuple[str, ...] = EVERYTHING
    published_not: tuple[str, ...] = ()
    words: str = ""

    def is_published(self, figure: str) -> bool:
        """Whether a report published this figure, so that invented answers were fitted to it."""
        return any(fnmatchcase(figure, p) for p in self.published) and not any(
            fnmatchcase(figure, p) for p in self.published_not
        )


def _bilingual(value: object) -> Bilingual | None:
    if not isinstance(value, Mapping):
        return None
    text = Bilingual(str(value.get("en", "")), str(value.get("cy", "")))
    return text if text.complete else None


def _problem(file: str, code: str, found: str, expected: str = "") -> Problem:
    return Problem(code, Place(file=file), found, expected, Severity.STOP)


def made_ids(entry: Mapping[str, Any]) -> set[str]:
    """The figure ids an entry makes by name: its own, or one for each of its parts."""
    identity = str(entry.get("id", ""))
    return {f"{identity}.{part}" for part in entry.get("parts", ())} or {identity}


def _wanted_problems(file: str, entry: Mapping[str, Any], seen: set[str]) -> list[Problem]:
    identity = str(entry.get("id", ""))
    kind = str(entry.get("kind", ""))
    problems = []
    if not identity:
        problems.append(_problem(file, "plan.figure-without-id", kind))
    twice = sorted(made_ids(entry) & seen)
    problems += [_problem(file, "plan.figure-twice", name) for name in twice]
    if kind not in NEEDS:
        near = difflib.get_close_matches(kind, NEEDS, n=1)
        problems.append(_problem(file, "plan.unknown-kind", f"{identity}: {kind}", *near[:1]))
        return problems
    if not entry.get("parts"):
        missing = [need for need in NEEDS[kind] if need not in entry]
        problems += [_problem(file, "plan.setting-missing", identity, need) for need in missing]
    allowed = OPTIONS | {*NEEDS[kind], *MAY.get(kind, ())}
    for name in entry:
        if name not in allowed:
            near = difflib.get_close_matches(name, sorted(allowed), n=1)
            found = f"{identity}: {name}"
            problems.append(_problem(file, "plan.unknown-setting", found, *near[:1]))
    if kind == "banner":
        problems += [
            _problem(file, "plan.setting-value", f"{identity}: {name}", expected)
            for name, expected in _banner_faults(entry)
        ]
    if "label" in entry and _bilingual(entry["label"]) is None:
        problems.append(_problem(file, "plan.label-one-language", identity))
    return problems


def _banner_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings of a banner that hold the wrong thing, and what each should hold."""
    for name in NEEDS["banner"]:
        value = entry.get(name, "all")
        listed = isinstance(value, list) and value and all(isinstance(v, str) for v in value)
        one = isinstance(value, str) and value and (name == "by" or value == "all")
        if not listed and not one:
            yield name, '["q1", "q2"]'
    if entry.get("base", "valid") not in BANNER_BASES:
        yield "base", ", ".join(BANNER_BASES)
    for name in MAY["banner"]:
        if not isinstance(entry.get(name, False), bool):
            yield name, "true, false"


def _read_wanted(entry: Mapping[str, Any]) -> Wanted:
    taken = ("id", "kind", "label", "parts")
    return Wanted(
        id=entry["id"],
        kind=entry["kind"],
        label=_bilingual(entry.get("label")),
        parts=entry.get("parts", {}),
        settings={k: v for k, v in entry.items() if k not in taken},
    )


def _read_tables(raw: Mapping[str, Any]) -> dict[str, TableTexts]:
    return {
        table: TableTexts(
            title=_bilingual(texts.get("title")),
            note=_bilingual(texts.get("note")),
            chart=str(texts.get("chart", "")),
        )
        for table, texts in raw.items()
    }


def read_plan(path: Path) -> Plan:
    """The plan of a wave; Refused, with everything wrong in it, when it cannot be used."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused([_problem(path.name, "file.missing", path.name)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([_problem(path.name, "plan.not-toml", str(error))]) from None
    problems: list[Problem] = []
    seen: set[str] = set()
    for entry in raw.get("figure", ()):
        problems += _wanted_problems(path.name, entry, seen)
        seen |= made_ids(entry)
    frame = raw.get("frame", {})
    reason = _bilingual(frame.get("reason"))
    if not frame.get("known", False) and reason is None:
        problems.append(_problem(path.name, "plan.frame-without-reason", "[frame]"))
    if problems:
        raise Refused(problems)
    return Plan(
        wave=str(raw.get("wave", path.parent.name)),
        frame=Frame(
            known=bool(frame.get("known", False)),
            scheme=str(frame.get("scheme", "local-authority")),
            reason=reason or Bilingual("", ""),
        ),
        wanted=tuple(map(_read_wanted, raw.get("figure", ()))),
        tables=_read_tables(raw.get("table", {})),
        published=tuple(raw.get("published", {}).get("figures", EVERYTHING)),
        published_not=tuple(raw.get("published", {}).get("except", [])),
        words=str(raw.get("words", {}).get("question", "")),
    )
