"""Reads a risk model from its file; everything wrong with it is told at once."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from diogel.assessment.risk_model import TOP, Band, Group, Item, RiskModel
from diogel.core import LANGUAGES, Bilingual, Place, Problem, Refused
from diogel.files import read_text_file
from diogel.language import both
from diogel.standard import themes

DEFAULT_MODEL = Path(__file__).parent / "risk_model.toml"
CONFIDENCE_PARTS = ("completeness", "timeliness", "sources", "coverage")
TREND_CLASSES = ("clear-fall", "sign-of-fall", "no-change", "sign-of-rise", "clear-rise")
SUGGESTED = ("volume", "forecast", "breadth")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = {
    "": (
        *("version", "title", "impact", "item", "band", "confidence", "suggested", "starting"),
        *("agreement", "sensitivity", "action"),
    ),
    "impact": ("most_share",),
    "confidence": (*CONFIDENCE_PARTS, "enough_sources", "band"),
    "suggested": (*SUGGESTED, "trend"),
    "suggested.trend": TREND_CLASSES,
    "agreement": ("least_scorers", "name_scorers", "moderators", "band"),
    "sensitivity": ("weights", "first", "draws", "seed"),
    "action": ("first",),
}
_ITEM = ("code", "group", "weight", "name", "question", "levels")
_BAND = ("code", "from", "name")


def load_risk_model(path: Path = DEFAULT_MODEL) -> RiskModel:
    """The model of a file.

    Raises
    ------
    Refused
        With everything that is wrong in it.
    """
    return _model_at(path.resolve(), path.stat().st_mtime_ns if path.is_file() else 0)


@cache
def _model_at(path: Path, _changed: int) -> RiskModel:
    return model_of_text(read_text_file(path), path.name)


def model_of_text(text: str, file: str) -> RiskModel:
    """The model that a text is of; Refused with everything that is wrong in it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = Place(file)
        raise Refused([Problem("risk.model-unreadable", place, str(fault))]) from fault
    reading = _Reading(file)
    model = reading.model(given)
    if reading.problems or model is None:
        raise Refused(reading.problems)
    return model


class _Reading:
    """One file being read: what is wrong is gathered, and something harmless stands in."""

    def __init__(self, file: str) -> None:
        self.place = Place(file)
        self.problems: list[Problem] = []

    def wrong(self, name: str, value: object, wanted: str, **slots: str | int) -> None:
        """A value that is not what it should be; `wanted` names the words for that."""
        found = f"{name} = {value}"[:120]
        expected = both(f"risk.want.{wanted}", **slots)
        self.problems.append(Problem("risk.model-bad-value", self.place, found, expected))

    def part(self, given: Mapping[str, Any], name: str, keys: Iterable[str]) -> dict[str, Any]:
        """A table of the file, its keys checked; what lacks is told and left out."""
        within = name.rpartition(".")[2]
        value = given.get(within, {}) if name else given
        if not isinstance(value, Mapping):
            self.wrong(name, value, "table")
            return {}
        self.keys(value, keys, f"{name}." if name else "")
        return dict(value)

    def keys(self, value: Mapping[str, Any], keys: Iterable[str], above: str) -> None:
        """Tell keys that are unknown, and keys that are missing."""
        known = tuple(keys)
        self.only(value, known, above)
        self.problems += [
            Problem("risk.model-missing-key", self.place, above + key)
            for key in known
            if key not in value and key != "starting"
        ]

    def only(self, value: Mapping[str, Any], known: Sequence[str], above: str) -> None:
        """Tell keys that are unknown, each with the nearest that is known."""
        for key in value:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                expected = above + near[0] if near else ", ".join(known)
                self.problems.append(
                    Problem("risk.model-unknown-key", self.place, above + key, expected)
                )

    def number(
        self, value: object, name: str, least: float, most: float, *, whole: bool = False
    ) -> Fraction:
        """An exact number within limits; `least` where it is none. A missing one was told."""
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        fits = fits and isinstance(value, int | float) and math.isfinite(value)
        fits = fits and least <= value <= most and (not whole or isinstance(value, int))  # type: ignore[operator]
        if not fits:
            if value is not None:
                limits = {"least": f"{least:g}", "most": f"{most:g}"}
                self.wrong(name, value, "whole" if whole else "number", **limits)
            return Fraction(repr(least)) if isinstance(least, float) else Fraction(least)
        return Fraction(repr(value))

    def text(self, value: object, name: str) -> str:
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.wrong(name, value, "text")
        return ""

    def code(self, value: object, name: str) -> str:
        if isinstance(value, str) and _CODE.fullmatch(value):
            return value
        if value is not None:
            self.wrong(name, value, "code")
        return ""

    def both(self, value: object, name: str) -> Bilingual:
        """A text in both languages."""
        if value is None:
            return Bilingual("", "")
        given = value if isinstance(value, Mapping) else {}
        texts = [given.get(language) for language in LANGUAGES]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            self.wrong(name, value, "both")
            return Bilingual("", "")
        return Bilingual(str(texts[0]), str(texts[1]))

    def model(self, given: Mapping[str, Any]) -> RiskModel | None:
        part = {
            name: self.part(given, name, keys)
            for name, keys in _KEYS.items()
            if name not in ("suggested.trend",)
        }
        trend = self.part(part["suggested"], "suggested.trend", TREND_CLASSES)
        sensitivity, agreement = part["sensitivity"], part["agreement"]
        items = self.items(given.get("item"))
        model = RiskModel(
            version=self.text(given.get("version"), "version"),
            title=self.both(given.get("title"), "title"),
            items=items,
            most_share=self.number(part["impact"].get("most_share"), "impact.most_share", 0, 1),
            bands=self.bands(given.get("band"), "band", 100),
            confidence_weights={
                name: self.number(part["confidence"].get(name), f"confidence.{name}", 0, 1000)
                for name in CONFIDENCE_PARTS
            },
            enough_sources=self._whole(part["confidence"], "confidence.enough_sources", 1, 100),
            confidence_bands=self.bands(part["confidence"].get("band"), "confidence.band", 1),
            suggested={name: self.steps(part["suggested"].get(name), name) for name in SUGGESTED},
            trend_levels={
                name: int(
                    self.number(trend.get(name), f"suggested.trend.{name}", 0, TOP, whole=True)
                )
                for name in TREND_CLASSES
            },
            starting=self.starting(given.get("starting", {}), items),
            least_scorers=self._whole(agreement, "agreement.least_scorers", 2, 100),
            name_scorers=self.flag(agreement.get("name_scorers"), "agreement.name_scorers"),
            moderators=self._whole(agreement, "agreement.moderators", 1, 100),
            agreement_bands=self.bands(agreement.get("band"), "agreement.band", 1),
            weight_change=self.number(sensitivity.get("weights"), "sensitivity.weights", 0, 0.99),
            first=self._whole(sensitivity, "sensitivity.first", 1, 100),
            draws=self._whole(sensitivity, "sensitivity.draws", 100, 100_000),
            seed=self._whole(sensitivity, "sensitivity.seed", 0, 2**53),
            act_first=self.one_of(part["action"].get("first"), "action.first", ("least", "most")),
        )
        self.whole_of_it(model)
        return model

    def _whole(self, table: Mapping[str, Any], name: str, least: int, most: int) -> int:
        key = name.rpartition(".")[2]
        return int(self.number(table.get(key), name, least, most, whole=True))

    def flag(self, value: object, name: str) -> bool:
        if value is not None and not isinstance(value, bool):
            self.wrong(name, value, "flag")
        return value is True

    def one_of(self, value: object, name: str, choices: Sequence[str]) -> str:
        if value in choices:
            return str(value)
        if value is not None:
            self.wrong(name, value, "choice", choices=" / ".join(choices))
        return choices[0]

    def listed(self, value: object, name: str) -> list[Mapping[str, Any]]:
        """A list of tables; empty, and told, for anything else."""
        if value is None:
            return []
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            return list(value)
        self.wrong(name, value, "list")
        return []

    def items(self, value: object) -> tuple[Item, ...]:
        found = []
        for at, given in enumerate(self.listed(value, "item"), 1):
            code = self.code(given.get("code"), f"item {at}.code")
            name = f"item {code or at}"
            self.keys(given, _ITEM, f"{name}.")
            group = self.one_of(given.get("group"), f"{name}.group", tuple(Group))
            found.append(
                Item(
                    code,
                    Group(group),
                    self.number(given.get("weight"), f"{name}.weight", 0, 1000),
                    self.both(given.get("name"), f"{name}.name"),
                    self.both(given.get("question"), f"{name}.question"),
                    self.levels(given.get("levels"), f"{name}.levels"),
                )
            )
        return tuple(found)

    def levels(self, value: object, name: str) -> tuple[Bilingual, ...]:
        """The words for levels 0 to 4."""
        if value is None:
            return ()
        given = value if isinstance(value, Mapping) else {}
        lists = [given.get(language) for language in LANGUAGES]
        if not all(
            isinstance(one, list)
            and len(one) == TOP + 1
            and all(isinstance(text, str) and text.strip() for text in one)
            for one in lists
        ):
            self.wrong(name, value, "levels")
            return ()
        return tuple(Bilingual(en, cy) for en, cy in zip(*lists, strict=True))

    def bands(self, value: object, name: str, most: int) -> tuple[Band, ...]:
        """Words from the lowest; the first begins at 0."""
        found = []
        for at, given in enumerate(self.listed(value, name), 1):
            code = self.code(given.get("code"), f"{name} {at}.code")
            self.keys(given, _BAND, f"{name} {code or at}.")
            least = self.number(given.get("from"), f"{name} {code or at}.from", 0, most)
            found.append(Band(code, least, self.both(given.get("name"), f"{name} {at}.name")))
        starts = [band.least for band in found]
        if found and (starts[0] != 0 or sorted(set(starts)) != starts):
            self.wrong(f"{name}.from", [float(start) for start in starts], "rising")
        return tuple(found)

    def steps(self, value: object, item: str) -> tuple[float, ...]:
        """The four numbers at which levels 1 to 4 begin."""
        if value is None:
            return ()
        found = [
            float(one)
            for one in (value if isinstance(value, list) else ())
            if isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)
        ]
        if len(found) != TOP or sorted(set(found)) != value:
            self.wrong(f"suggested.{item}", value, "steps")
            return ()
        return tuple(found)

    def starting(self, value: object, items: Sequence[Item]) -> dict[str, dict[str, int]]:
        """Moderated impact by theme; only of themes and items that there are."""
        if not isinstance(value, Mapping):
            self.wrong("starting", value, "table")
            return {}
        known = [theme.code for theme in themes()]
        impact = [item.code for item in items if item.group is Group.IMPACT]
        self.only(value, known, "starting.")
        found: dict[str, dict[str, int]] = {}
        for theme, levels in value.items():
            name = f"starting.{theme}"
            if not isinstance(levels, Mapping):
                self.wrong(name, levels, "table")
                continue
            self.only(levels, impact, f"{name}.")
            found[theme] = {
                item: int(self.number(level, f"{name}.{item}", 0, TOP, whole=True))
                for item, level in levels.items()
            }
        return found

    def whole_of_it(self, model: RiskModel) -> None:
        """What only the whole file shows: codes twice, a group without weight."""
        codes = [item.code for item in model.items if item.code]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.wrong("item.code", code, "once")
        for group in Group:
            items = model.of(group)
            if model.items and not any(item.weight for item in items):
                self.wrong("item.group", group.value, "weighed")
        weights = model.confidence_weights
        if not any(weights.values()) and not self.problems:
            self.wrong("confidence", "0", "weighed")
