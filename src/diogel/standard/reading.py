"""Reading a definition file: every fault of it in one pass, each with the file and the field."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Place, Problem

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """The content of one file; None, with a problem, when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problems.append(Problem("standard.not-toml", Place(file=file_name(path)), str(error)))
        return None


def file_name(path: Path) -> str:
    """The file with its folder where that says what it is: "measures/police-robbery.toml"."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in FOLDERS else path.name


FOLDERS = ("measures", "duties")


class Fields:
    """One table of a definition file, whose fields are asked for by name and type.

    A wrong or missing field becomes a problem and a harmless value, so that the reading goes
    on and everything is told at once. `finish` tells of fields that nobody asked for.
    """

    def __init__(
        self, raw: Mapping[str, Any], file: str, problems: list[Problem], path: str = ""
    ) -> None:
        self._raw = raw
        self._file = file
        self._problems = problems
        self._path = path
        self._asked: set[str] = set()

    def problem(self, code: str, name: str, found: object = "", expected: str = "") -> None:
        """Put down a fault of one field."""
        place = Place(file=self._file, column=f"{self._path}{name}")
        self._problems.append(Problem(f"standard.{code}", place, str(found), expected))

    def _value(self, name: str, kind: type | tuple[type, ...], wanted: bool, word: str) -> Any:
        self._asked.add(name)
        value = self._raw.get(name)
        if value is None:
            if wanted:
                self.problem("field-missing", name)
            return None
        # In Python True is an int, and a moment is a day; in a definition neither is.
        strange = isinstance(value, bool) and kind is not bool
        if strange or isinstance(value, datetime) or not isinstance(value, kind):
            self.problem("wrong-type", name, value, word)
            return None
        return value

    def text(self, name: str, *, wanted: bool = True) -> str:
        """A text of one language: a code, a name that needs no translation."""
        value = self._value(name, str, wanted, "text")
        if value is not None and wanted and not value.strip():
            self.problem("field-missing", name)
        return value or ""

    def code(self, name: str) -> str:
        """A stable code: small letters, digits and single hyphens."""
        value = self.text(name)
        if value and not CODE.fullmatch(value):
            self.problem("code-shape", name, value)
        return value

    def bilingual(self, name: str, *, wanted: bool = True) -> Bilingual:
        """A text in both languages; half of one is a fault even where none is wanted."""
        inner = self.inner(name, wanted=wanted)
        if inner is None:
            return Bilingual("", "")
        text = Bilingual(inner.plain("en"), inner.plain("cy"), inner.plain("review") or "needed")
        for language in ("en", "cy"):
            if not inner.plain(language).strip():
                inner.problem(f"text-missing-{language}", language)
        inner.finish()
        return text

    def plain(self, name: str) -> str:
        """A text if there is one, without a word when there is none."""
        value = self._value(name, str, False, "text")
        return value or ""

    def day(self, name: str, *, wanted: bool = True) -> date | None:
        """A day written 2026-11-22, without quotation marks."""
        self._asked.add(name)
        value = self._raw.get(name)
        if value is None:
            if wanted:
                self.problem("field-missing", name)
        elif isinstance(value, date) and not isinstance(value, datetime):
            return value
        else:
            self.problem("wrong-day", name, value)
        return None

    def whole(self, name: str, *, minimum: int = 0) -> int:
        """A whole number that is not below the minimum."""
        value = self._value(name, int, True, "number")
        if value is not None and value < minimum:
            self.problem("too-small", name, value, str(minimum))
        return value or 0

    def true(self, name: str, *, wanted: bool = False) -> bool:
        """A yes or no; no when it is not there."""
        return bool(self._value(name, bool, wanted, "true, false"))

    def either(self, name: str) -> bool | None:
        """A yes, a no, or nothing said."""
        value: bool | None = self._value(name, bool, False, "true, false")
        return value

    def one_of(self, name: str, allowed: Collection[str], *, wanted: bool = True) -> str:
        """A code from a list, with the nearest one named when it is not there."""
        value = self.text(name, wanted=wanted)
        if value and value not in allowed:
            self._unknown(name, value, allowed)
        return value

    def many(self, name: str, *, wanted: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        values = self._value(name, list, wanted, "[...]") or []
        if wanted and not values and name in self._raw:
            self.problem("field-missing", name)
        for value in values:
            if not isinstance(value, str):
                self.problem("wrong-type", name, value, "text")
        return tuple(value for value in values if isinstance(value, str))

    def many_of(
        self, name: str, allowed: Collection[str], *, wanted: bool = False
    ) -> tuple[str, ...]:
        """A list of codes, each from a list."""
        values = self.many(name, wanted=wanted)
        for value in values:
            if value not in allowed:
                self._unknown(name, value, allowed)
        return values

    def inner(self, name: str, *, wanted: bool = False) -> Fields | None:
        """A table within this one."""
        value = self._value(name, dict, wanted, f"[{name}]")
        if value is None:
            return None
        return Fields(value, self._file, self._problems, f"{self._path}{name}.")

    def items(self, name: str, *, wanted: bool = False) -> Iterator[Fields]:
        """The tables of a list, each with its number in what is said of it."""
        values = self._value(name, list, wanted, f"[[{name}]]") or []
        for number, value in enumerate(values, start=1):
            if isinstance(value, dict):
                path = f"{self._path}{name}[{number}]."
                yield Fields(value, self._file, self._problems, path)
            else:
                self.problem("wrong-type", name, value, f"[[{name}]]")

    def finish(self) -> None:
        """Tell of the fields that nobody asked for: they are most often spelt wrongly."""
        for name in self._raw:
            if name not in self._asked:
                self._unknown_field(name)

    def _unknown_field(self, name: str) -> None:
        near = difflib.get_close_matches(name, self._asked, 1, 0.5)
        if near:
            self.problem("unknown-field-near", name, name, near[0])
        else:
            self.problem("unknown-field", name, name, ", ".join(sorted(self._asked)))

    def _unknown(self, name: str, value: str, allowed: Collection[str]) -> None:
        near = difflib.get_close_matches(value, allowed, 1, 0.5)
        if near:
            self.problem("unknown-code-near", name, value, near[0])
        else:
            self.problem("unknown-code", name, value, ", ".join(list(allowed)[:12]))
