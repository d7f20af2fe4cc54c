"""What the audit calls thin, late, repeated or one-sided, from a file that a person may change.

The reasons for each number, and its unit, are in the comments of `settings.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from diogel.core import Bilingual, Period, Place, Problem, Refused

DEFAULT_SETTINGS = Path(__file__).parent / "settings.toml"
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "completeness": (
        "thin_below",
        "spreads_below",
        "nearest_months",
        "same_month_years",
        "least_history",
        "least_expected",
        "horizon",
        "absent_type_expected",
    ),
    "calendar": ("street_lag_days", "dried_up_periods", "provisional_days"),
    "repeated": ("same_id_in_month", "same_file_rows", "same_value_authorities"),
    "levels": ("window", "change", "spreads", "least_level"),
    "placing": ("unplaced_above", "outside_above"),
    "population": ("years_apart", "versions_apart"),
    "totals": ("home_office_apart",),
    "balance": ("police_above",),
}
_RULING = ("force", "first", "last", "verdict", "reason_en", "reason_cy", "by", "on")
_RULED = ("complete", "thin")
_POSITIVE = Bilingual("a number greater than 0", "rhif mwy na 0")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on some months of a force, which goes before the numbers."""

    force: str
    first: Period
    last: Period
    verdict: str
    reason: Bilingual
    by: str
    on: str

    def covers(self, force: str, month: Period) -> bool:
        """Whether it speaks of this month of this force."""
        return force == self.force and self.first.start <= month.start <= self.last.start


@dataclass(frozen=True, slots=True)
class Settings:
    """Every limit by its section and name, as in the file, and the rulings."""

    id: str
    limits: Mapping[str, Mapping[str, float]]
    rulings: tuple[Ruling, ...] = ()

    def limit(self, section: str, name: str) -> float:
        """One limit, in the unit that the file's comment gives."""
        return self.limits[section][name]

    def whole(self, section: str, name: str) -> int:
        """One limit that counts something."""
        return int(self.limits[section][name])


def load_settings(path: Path = DEFAULT_SETTINGS) -> Settings:
    """The settings of a file; Refused with everything that is wrong with it, at once."""
    given = _read(path)
    problems = list(_problems(given, path.name))
    if problems:
        raise Refused(problems)
    limits = {
        section: {name: float(given[section][name]) for name in names}  # type: ignore[index]
        for section, names in _NUMBERS.items()
    }
    rulings = given.get("ruling", [])
    assert isinstance(rulings, list)  # noqa: S101  as was just checked
    return Settings(str(given["id"]), limits, tuple(_ruling(each) for each in rulings))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise Refused([Problem("file.missing", Place(path.name))]) from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused([Problem("policy.unreadable", Place(path.name), str(fault))]) from fault


def _problems(given: Mapping[str, object], file: str) -> Iterator[Problem]:
    if not isinstance(given.get("id"), str):
        yield Problem("policy.missing-key", Place(file), "id")
    yield from _unknown(given, ("id", "ruling", *_NUMBERS), file, "")
    for section, names in _NUMBERS.items():
        inner = given.get(section)
        values = inner if isinstance(inner, dict) else {}
        yield from _unknown(values, names, file, f"{section}.")
        for name in names:
            if name not in values:
                yield Problem("policy.missing-key", Place(file), f"{section}.{name}")
            elif not _is_positive(values[name]):
                found = f"{section}.{name} = {values[name]}"
                yield Problem("policy.bad-value", Place(file), found, _POSITIVE)
    rulings = given.get("ruling", [])
    for at, ruling in enumerate(rulings if isinstance(rulings, list) else [rulings], start=1):
        yield from _ruling_problems(ruling, at, file)


def _unknown(
    given: Mapping[str, object], known: tuple[str, ...], file: str, above: str
) -> Iterator[Problem]:
    for key in given:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            expected = above + near[0] if near else ", ".join(known)
            yield Problem("policy.unknown-key", Place(file), above + key, expected)


def _is_positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e9


def _ruling_problems(ruling: object, at: int, file: str) -> Iterator[Problem]:
    above = f"ruling[{at}]."
    given = ruling if isinstance(ruling, dict) else {}
    yield from _unknown(given, _RULING, file, above)
    for key in _RULING:
        if not isinstance(given.get(key), str) or not str(given[key]).strip():
            yield Problem("policy.missing-key", Place(file), above + key)
    for key in ("first", "last"):
        if key in given and not _is_month(str(given[key])):
            found = f"{above}{key} = {given[key]}"
            yield Problem("policy.bad-value", Place(file), found, Bilingual.same("2025-09"))
    if "verdict" in given and given["verdict"] not in _RULED:
        found = f"{above}verdict = {given['verdict']}"
        yield Problem("policy.bad-value", Place(file), found, Bilingual.same(" / ".join(_RULED)))


def _is_month(text: str) -> bool:
    try:
        return str(Period.parse(text)) == text and len(text) == 7 and "Q" not in text
    except ValueError:
        return False


def _ruling(given: Mapping[str, str]) -> Ruling:
    return Ruling(
        force=given["force"],
        first=Period.parse(given["first"]),
        last=Period.parse(given["last"]),
        verdict=given["verdict"],
        reason=Bilingual(given["reason_en"], given["reason_cy"]),
        by=given["by"],
        on=given["on"],
    )
