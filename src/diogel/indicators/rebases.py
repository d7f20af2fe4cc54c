"""New baselines that people recorded: when, of what, why, and on whose word. Never our own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from diogel.core import Bilingual, Period, Place, Problem, Refused
from diogel.indicators.results import Rebase

_KEYS = ("measure", "area", "start", "reason", "by", "on")


def read_rebases(path: Path) -> tuple[Rebase, ...]:
    """The `[[rebase]]` entries of a settings file; none where there is no such file.

    Raises
    ------
    Refused
        With every entry that lacks its measure, area, start, reason in both languages, name
        or day.
    """
    if not path.is_file():
        return ()
    try:
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused([Problem("policy.unreadable", Place(path.name), str(fault))]) from fault
    return rebases_of(given, path.name)


def rebases_of(settings: Mapping[str, object], file: str) -> tuple[Rebase, ...]:
    """The entries of settings that were read already."""
    entries = settings.get("rebase", [])
    listed = entries if isinstance(entries, list) else [entries]
    problems = [problem for entry in listed for problem in _problems(entry, file)]
    if problems:
        raise Refused(problems)
    return tuple(_rebase(entry) for entry in listed if isinstance(entry, Mapping))


def _problems(entry: object, file: str) -> Iterator[Problem]:
    if not isinstance(entry, Mapping):
        yield Problem("indicators.rebase", Place(file), str(entry)[:80], ", ".join(_KEYS))
        return
    wrong = [key for key in _KEYS if not _is_right(key, entry.get(key))]
    if wrong:
        yield Problem("indicators.rebase", Place(file), ", ".join(wrong), ", ".join(_KEYS))


def _is_right(key: str, value: object) -> bool:
    if key == "on":
        return isinstance(value, date)
    if key == "reason":
        texts = [value.get("en"), value.get("cy")] if isinstance(value, Mapping) else [None]
        return all(isinstance(text, str) and text.strip() for text in texts)
    if not isinstance(value, str) or not value.strip():
        return False
    return key != "start" or _is_period(value)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def _rebase(entry: Mapping[str, object]) -> Rebase:
    reason, day = entry["reason"], entry["on"]
    assert isinstance(reason, Mapping) and isinstance(day, date)  # noqa: S101  as was checked
    return Rebase(
        str(entry["measure"]),
        str(entry["area"]),
        Period.parse(str(entry["start"])),
        Bilingual(str(reason["en"]), str(reason["cy"])),
        str(entry["by"]),
        day,
    )
