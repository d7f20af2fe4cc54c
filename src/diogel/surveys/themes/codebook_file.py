"""A codebook's file: read with everything wrong in it told at once, written, its versions kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from diogel.core import LANGUAGES, Bilingual, Place, Problem, Refused
from diogel.files import write_atomically
from diogel.language import say
from diogel.surveys.imports.texts import comparable
from diogel.surveys.suggestions import nearest
from diogel.surveys.themes.codebook import NONE, NOTHING, Code, Codebook

FOLDER, HISTORY = "codebooks", "history"
KEYS = ("id", "version", "date", "title", "questions", "code")
TEXTS = ("name", "definition", "include", "exclude")
NEEDED_TEXTS = ("name", "definition")
CODE_KEYS = ("code", "parent", "codable", *TEXTS, "colour", "guid")
SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,29}[0-9A-Za-z])?")
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
HEADING = re.compile(r"\s*\[\[\s*code\s*\]\]")
# What XML cannot hold at all, so that no other tool could read it either.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 4_000
"""Of one text. [characters]"""


def read_codebook(path: Path) -> Codebook:
    """The codebook of a file.

    Raises
    ------
    Refused
        With everything wrong in it, each at its line where that can be told.
    """
    return codebook_of(path.name, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused([Problem("file.missing", Place(path.name), path.name)]) from None


def codebook_of(name: str, content: bytes) -> Codebook:
    """The codebook that a file's bytes write; Refused with everything wrong in them."""
    try:
        text = content.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([Problem("plan.not-toml", Place(name), str(error))]) from None
    reading = _Reading(name, text, raw)
    reading.look()
    if reading.problems:
        raise Refused(reading.problems)
    return reading.codebook()


class _Reading:
    """One file being read; faults are collected as they are met."""

    def __init__(self, file: str, text: str, raw: Mapping[str, Any]) -> None:
        self.file, self.raw = file, raw
        entries = raw.get("code", [])
        listed = isinstance(entries, list) and all(isinstance(each, dict) for each in entries)
        self.entries: list[dict[str, Any]] = entries if listed else []
        lines = [n for n, line in enumerate(text.splitlines(), 1) if HEADING.match(line)]
        self.lines = lines if len(lines) == len(self.entries) else []
        self.problems: list[Problem] = []
        if not self.entries:
            self.tell("no-codes", found="[[code]]")

    def tell(
        self, code: str, column: str = "", entry: int | None = None, found: str = "", more: str = ""
    ) -> None:
        row = self.lines[entry] if entry is not None and self.lines else None
        place = Place(self.file, "", row, column)
        self.problems.append(Problem(f"themes.{code}", place, found[:80], more))

    def look(self) -> None:
        self._keys(self.raw, KEYS, None)
        stem = self.file.removesuffix(".toml")
        self._matching("id", SLUG, None, self.raw.get("id"), "funding")
        if isinstance(self.raw.get("id"), str) and self.raw["id"] != stem:
            self.tell("id-of-file", "id", found=self.raw["id"], more=stem)
        self._matching("version", VERSION, None, self.raw.get("version"), "1")
        if not isinstance(self.raw.get("date"), date) or isinstance(self.raw["date"], datetime):
            self.tell("bad-value", "date", found=str(self.raw.get("date", "")), more="2026-11-22")
        self._text("title", self.raw.get("title"), None, needed=True)
        asked = self.raw.get("questions")
        if not (isinstance(asked, list) and asked and all(isinstance(q, str) for q in asked)):
            self.tell("bad-value", "questions", found=str(asked or ""), more='["w13"]')
        for number, entry in enumerate(self.entries):
            self._code(number, entry)
        self._parents()
        self._twice()

    def _keys(self, given: Mapping[str, Any], known: Iterable[str], entry: int | None) -> None:
        for key in given:
            if key not in known:
                self.tell("unknown-key", key, entry, key, nearest(key, known))

    def _matching(
        self, key: str, shape: re.Pattern[str], entry: int | None, value: object, example: str
    ) -> None:
        if not (isinstance(value, str) and shape.fullmatch(value)):
            self.tell("bad-value", key, entry, "" if value is None else str(value), example)

    def _text(self, key: str, value: object, entry: int | None, *, needed: bool) -> None:
        """A text in both languages, or in neither where it may be left out."""
        if value is None and not needed:
            return
        given = value if isinstance(value, Mapping) else {}
        for extra in given.keys() - set(LANGUAGES):
            self.tell("unknown-key", f"{key}.{extra}", entry, str(extra), "en, cy")
        for language in LANGUAGES:
            text = given.get(language, "")
            if not isinstance(text, str) or not text.strip():
                self.tell("text-missing", f"{key}.{language}", entry, f"{key}.{language}")
            elif UNREADABLE.search(text) or len(text) > LONGEST:
                self.tell("unreadable-text", f"{key}.{language}", entry)

    def _code(self, number: int, entry: Mapping[str, Any]) -> None:
        self._keys(entry, CODE_KEYS, number)
        self._matching("code", SLUG, number, entry.get("code"), "short_term")
        if entry.get("code") == NONE:
            self.tell("reserved", "code", number, NONE)
        for key in TEXTS:
            self._text(key, entry.get(key), number, needed=key in NEEDED_TEXTS)
        if "colour" in entry:
            self._matching("colour", COLOUR, number, entry["colour"], "#12436D")
        if "guid" in entry:
            self._matching("guid", GUID, number, entry["guid"], "")
        if not isinstance(entry.get("codable", True), bool):
            self.tell("bad-value", "codable", number, str(entry["codable"]), "true, false")

    def _parents(self) -> None:
        """A parent that is known, is no part itself, and stands before its parts."""
        codes = [str(entry.get("code", "")) for entry in self.entries]
        parts = {str(e.get("code", "")) for e in self.entries if e.get("parent")}
        for number, entry in enumerate(self.entries):
            parent = entry.get("parent", "")
            if not parent:
                continue
            if not isinstance(parent, str) or parent not in codes:
                near = nearest(str(parent), codes)
                self.tell("unknown-parent", "parent", number, str(parent), near)
            elif parent in parts or parent == codes[number]:
                self.tell("too-deep", "parent", number, parent)

    def _twice(self) -> None:
        for key in ("code", "guid"):
            self._once(key, [(n, str(e.get(key, ""))) for n, e in enumerate(self.entries)])
        for language in LANGUAGES:
            self._once(f"name.{language}", list(self._names(language)))

    def _names(self, language: str) -> Iterator[tuple[int, str]]:
        for number, entry in enumerate(self.entries):
            name = entry.get("name")
            text = name.get(language, "") if isinstance(name, Mapping) else ""
            yield number, text if isinstance(text, str) else ""

    def _once(self, key: str, given: list[tuple[int, str]]) -> None:
        seen = {comparable(say("themes.none", language)) for language in LANGUAGES}
        for number, text in given:
            plain = comparable(text)
            if plain and plain in seen:
                self.tell("twice", key, number, text)
            seen.add(plain)

    def codebook(self) -> Codebook:
        parents = {str(entry.get("parent", "")) for entry in self.entries}
        return Codebook(
            id=self.raw["id"],
            version=self.raw["version"],
            day=self.raw["date"],
            title=_bilingual(self.raw["title"]),
            questions=tuple(dict.fromkeys(self.raw["questions"])),
            codes=_ordered([_code_of(entry, parents) for entry in self.entries]),
        )


def _bilingual(value: Mapping[str, str] | None) -> Bilingual:
    return Bilingual(value["en"].strip(), value["cy"].strip()) if value else NOTHING


def _code_of(entry: Mapping[str, Any], parents: set[str]) -> Code:
    return Code(
        code=entry["code"],
        name=_bilingual(entry["name"]),
        definition=_bilingual(entry["definition"]),
        include=_bilingual(entry.get("include")),
        exclude=_bilingual(entry.get("exclude")),
        parent=entry.get("parent", ""),
        codable=entry.get("codable", entry["code"] not in parents),
        colour=entry.get("colour", ""),
        guid=entry.get("guid", "").lower(),
    )


def _ordered(codes: list[Code]) -> tuple[Code, ...]:
    """Each theme followed by its parts, in the order of the file."""
    return tuple(
        each
        for top in codes
        if not top.parent
        for each in (top, *(code for code in codes if code.parent == top.code))
    )


def codebook_text(codebook: Codebook, comment: str = "") -> str:
    """A codebook as its file writes it. A text that is missing is written as an empty one."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [
        f"id = {_quoted(codebook.id)}",
        f"version = {_quoted(codebook.version)}",
        f"date = {codebook.day.isoformat()}",
        f"questions = [{', '.join(map(_quoted, codebook.questions))}]",
        *_written("title", codebook.title),
    ]
    parents = {code.parent for code in codebook.codes}
    for code in codebook.codes:
        lines += ["", "[[code]]", f"code = {_quoted(code.code)}"]
        lines += [f"parent = {_quoted(code.parent)}"] if code.parent else []
        if code.codable == (code.code in parents):
            lines.append(f"codable = {str(code.codable).lower()}")
        for key in TEXTS:
            text: Bilingual = getattr(code, key)
            if key in NEEDED_TEXTS or text != NOTHING:
                lines += _written(key, text)
        lines += [f"colour = {_quoted(code.colour)}"] if code.colour else []
        lines += [f"guid = {_quoted(code.guid)}"] if code.guid else []
    return "\n".join(lines) + "\n"


def _written(key: str, text: Bilingual) -> list[str]:
    return [f"{key}.en = {_quoted(text.en)}", f"{key}.cy = {_quoted(text.cy)}"]


def _quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007f"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'


def write_codebook(path: Path, codebook: Codebook, comment: str = "") -> None:
    """Write a codebook's file, all or nothing."""
    with write_atomically(path) as temporary:
        temporary.write_text(codebook_text(codebook, comment), encoding="utf-8", newline="\n")


def codebooks_of(folder: Path) -> tuple[Codebook, ...]:
    """The codebooks of a wave's folder, in the order of their names.

    Raises
    ------
    Refused
        With everything wrong in any of them, and each question that two of them claim.
    """
    problems, found = list[Problem](), list[Codebook]()
    claimed = dict[str, str]()
    for path in sorted((folder / FOLDER).glob("*.toml")):
        try:
            codebook = read_codebook(path)
        except Refused as refused:
            problems += refused.problems
            continue
        found.append(codebook)
        for question in codebook.questions:
            other = claimed.setdefault(question, path.name)
            if other != path.name:
                place = Place(path.name, column="questions")
                problems.append(Problem("themes.two-codebooks", place, question, other))
    if problems:
        raise Refused(problems)
    return tuple(found)


def changed_without_version(folder: Path, codebook: Codebook) -> Problem | None:
    """A fault when a codebook is not what was kept under its version; None when it is."""
    kept = _kept(folder, codebook)
    if not kept.is_file() or kept.read_text("utf-8") == codebook_text(codebook):
        return None
    place = Place(f"{codebook.id}.toml", column="version")
    return Problem("themes.version-not-changed", place, codebook.version)


def keep_version(folder: Path, codebook: Codebook) -> None:
    """Keep this version, so that what was coded with it can always be read.

    Raises
    ------
    Refused
        Another codebook was kept under the same version.
    """
    problem = changed_without_version(folder, codebook)
    if problem:
        raise Refused([problem])
    kept = _kept(folder, codebook)
    if not kept.is_file():
        write_codebook(kept, codebook)


def _kept(folder: Path, codebook: Codebook) -> Path:
    return folder / FOLDER / HISTORY / f"{codebook.id}.{codebook.version}.toml"
