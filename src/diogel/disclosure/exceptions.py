"""Recorded exceptions: what may be published although the policy forbids it, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from diogel.core import Bilingual, Place, Problem, Refused, Severity, Tabulation
from diogel.disclosure.policy import read_toml
from diogel.disclosure.released import RecordedException

_KEYS = ("id", "title", "reason", "approver", "date", "covers")
_BILINGUAL = ("title", "reason", "approver")


def load_exceptions(path: Path) -> tuple[RecordedException, ...]:
    """The exceptions of a file, as `[[exception]]` entries, in its order.

    Each has an id, a title, a reason and an approver in both languages (`reason.en`,
    `reason.cy`), a date (2021-11-01) and what it covers: ids of figures or tables, with
    `*` for any letters. Refused with every fault at once: an exception without its
    reason, approver or date is none.
    """
    given = read_toml(path, "exceptions")
    problems = list(_file_problems(given, path.name))
    entries = given.get("exception", [])
    seen: set[str] = set()
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        problems += _entry_problems(entry, path.name, number)
        name = str(entry.get("id", "")) if isinstance(entry, Mapping) else ""
        if name and name in seen:
            problems.append(_problem("exceptions.twice", path.name, number, name))
        seen.add(name)
    if problems:
        raise Refused(problems)
    return tuple(_exception(entry) for entry in entries) if isinstance(entries, list) else ()


def _problem(code: str, file: str, number: int, found: str, expected: str = "") -> Problem:
    return Problem(code, Place(file), found, expected, slots={"number": number})


def _file_problems(given: Mapping[str, object], file: str) -> Iterator[Problem]:
    for key in given:
        if key != "exception":
            yield Problem("policy.unknown-key", Place(file), key, "exception")
    if not isinstance(given.get("exception", []), list):
        yield Problem("policy.bad-value", Place(file), "exception", "[[exception]]")


def _entry_problems(entry: object, file: str, number: int) -> Iterator[Problem]:
    if not isinstance(entry, Mapping):
        yield _problem("exceptions.missing", file, number, "id", "")
        return
    for key in entry:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            yield Problem("policy.unknown-key", Place(file), key, near[0] if near else _KEYS[0])
    for key in _missing(entry):
        yield _problem("exceptions.missing", file, number, key)
    if "date" in entry and _iso(entry["date"]) is None:
        yield _problem("exceptions.date", file, number, str(entry["date"]), "2021-11-01")


def _missing(entry: Mapping[str, object]) -> Iterator[str]:
    for key in ("id", "date"):
        if not str(entry.get(key, "")).strip():
            yield key
    for key in _BILINGUAL:
        value = entry.get(key)
        for language in ("en", "cy"):
            text = value.get(language, "") if isinstance(value, Mapping) else ""
            if not str(text).strip():
                yield f"{key}.{language}"
    covers = entry.get("covers")
    if not (isinstance(covers, list) and covers and all(isinstance(c, str) for c in covers)):
        yield "covers"


def _iso(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def _exception(entry: Mapping[str, object]) -> RecordedException:
    texts = {key: _both(entry[key]) for key in _BILINGUAL}
    covers = entry["covers"]
    return RecordedException(
        id=str(entry["id"]),
        date=_iso(entry["date"]) or "",
        covers=tuple(covers) if isinstance(covers, list) else (),
        **texts,
    )


def _both(value: object) -> Bilingual:
    texts = value if isinstance(value, Mapping) else {}
    return Bilingual(str(texts["en"]), str(texts["cy"]))


def unused_patterns(
    exceptions: Iterable[RecordedException], tabulation: Tabulation
) -> tuple[Problem, ...]:
    """What an exception covers by a pattern that no figure and no table has: a slip, most often."""
    names = {*tabulation.figures, *(table.id for table in tabulation.tables)}
    return tuple(
        Problem(
            "exceptions.unused-pattern",
            found=pattern,
            severity=Severity.LOOK,
            slots={"exception": exception.id},
        )
        for exception in exceptions
        for pattern in exception.covers
        if not any(fnmatchcase(name, pattern) for name in names)
    )


def dated_after(exceptions: Iterable[RecordedException], day: date) -> tuple[Problem, ...]:
    """Exceptions whose date has not come yet on a day: nobody can have approved them."""
    return tuple(
        Problem(
            "exceptions.future",
            found=exception.date,
            expected=day.isoformat(),
            severity=Severity.LOOK,
            slots={"exception": exception.id},
        )
        for exception in exceptions
        if exception.date > day.isoformat()
    )


def first_covering(exceptions: Iterable[RecordedException], ids: Iterable[str]) -> str:
    """The id of the first exception that covers any of these ids; empty for none."""
    names = tuple(ids)
    for exception in exceptions:
        if any(fnmatchcase(name, pattern) for pattern in exception.covers for name in names):
            return exception.id
    return ""
