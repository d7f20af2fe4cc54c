"""Codebooks to and from other tools: the REFI-QDA exchange format, .qdc.

The format has one name and one description for a code. Ours puts the English in the name and
everything else in the description, a labelled line each, so that nothing is lost on the way
there and back. The labels belong to the format and are the same in both languages.

References
----------
REFI-QDA Standard 1.5 (2019), codebook schema, qdasoftware.org. What is written is checked
against the schema in tests/unit/test_surveys_themes_exchange.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from diogel.core import Bilingual, Language, Place, Problem, Refused, Severity
from diogel.surveys.imports.texts import comparable
from diogel.surveys.themes.codebook import NONE, Code, Codebook, guid_of
from diogel.surveys.themes.codebook_file import COLOUR, GUID, LONGEST, SLUG, UNREADABLE, VERSION
from diogel.surveys.themes.refi_xml import MOST_BYTES, Element, document, read_xml, written
from diogel.surveys.words import guess_language

CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
KNOWN_NAMESPACES = re.compile(r"urn:QDA-XML:(?:codebook|project):1[.:]0/?", re.IGNORECASE)
ORIGIN = "Diogel"
MOST_CODES = 2_000
LABELS = {
    "definition.en": "Definition",
    "include.en": "Include",
    "exclude.en": "Exclude",
    "name.cy": "Enw",
    "definition.cy": "Diffiniad",
    "include.cy": "Cynnwys",
    "exclude.cy": "Eithrio",
    "code": "Diogel",
}
SET_LABELS = {
    "title.cy": "Enw",
    "id": "Diogel",
    "version": "Version",
    "date": "Date",
    "questions": "Questions",
}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b.*\)", re.IGNORECASE)
_CONTINUED = "\n  "


def codebook_to_qdc(codebook: Codebook) -> bytes:
    """A codebook as other tools read it. The same codebook gives the same bytes."""
    attributes = {"xmlns": CODEBOOK_NAMESPACE, "origin": ORIGIN}
    inside = [codes_element(codebook), written("Sets", {}, [_set(codebook)])]
    return document(written("CodeBook", attributes, inside))


def codes_element(codebook: Codebook) -> str:
    """The codes of a codebook, parts within what they are part of."""
    return written("Codes", {}, [_code(codebook, c) for c in codebook.codes if not c.parent])


def _code(codebook: Codebook, code: Code) -> str:
    attributes = {
        "guid": codebook.guid(code),
        "name": code.name.en,
        "isCodable": str(code.codable).lower(),
        "color": code.colour,
    }
    texts = {
        f"{key}.{language}": getattr(code, key)[language]
        for key in ("name", "definition", "include", "exclude")
        for language in ("en", "cy")
    }
    inside = [written("Description", {}, text=_labelled(LABELS, {**texts, "code": code.code}))]
    inside += [_code(codebook, part) for part in codebook.under(code.code)]
    return written("Code", attributes, inside)


def _set(codebook: Codebook) -> str:
    """The whole codebook as one set, which carries what the format has no other place for."""
    texts = {
        "title.cy": codebook.title.cy,
        "id": codebook.id,
        "version": codebook.version,
        "date": codebook.day.isoformat(),
        "questions": " ".join(codebook.questions),
    }
    members = [written("MemberCode", {"guid": codebook.guid(code)}) for code in codebook.codes]
    described = written("Description", {}, text=_labelled(SET_LABELS, texts))
    attributes = {"guid": guid_of(codebook.id), "name": codebook.title.en}
    return written("Set", attributes, [described, *members])


def _labelled(labels: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """Texts with a label each; lines after the first are moved in."""
    return "\n".join(
        f"{label}: {texts[key].replace(chr(10), _CONTINUED)}"
        for key, label in labels.items()
        if texts.get(key)
    )


def _unlabelled(labels: Mapping[str, str], text: str) -> dict[str, str]:
    """What `_labelled` was made from; empty for a text that it did not make."""
    keys, found = {label: key for key, label in labels.items()}, dict[str, str]()
    for line in text.replace(_CONTINUED, "\x00").split("\n"):
        label, colon, rest = line.partition(": ")
        if not colon or label not in keys or keys[label] in found:
            return {}
        found[keys[label]] = rest.replace("\x00", "\n")
    return found


@dataclass(frozen=True)
class FromTool:
    """A codebook that another tool wrote.

    `codebook` may lack texts: what another tool does not have in a language is empty, for a
    person to write. `problems` tell what was changed on the way; nothing was left out.
    """

    codebook: Codebook
    problems: tuple[Problem, ...]


def read_qdc(path: Path, today: date, questions: tuple[str, ...] = ()) -> FromTool:
    """The codebook of a .qdc file, or of the project.qde of a project.

    Lenient with what real tools write: other namespaces, missing or repeated GUIDs, codes
    within codes within codes, colours written otherwise.

    Raises
    ------
    Refused
        It is no such file, holds no code, or is unsafe to read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        code = "file.folder" if path.is_dir() else "file.missing"
        raise Refused([Problem(code, Place(path.name), path.name)]) from None
    root = read_xml(path.name, content)
    reading = _Reading(path.name)
    books = [root] if root.name.casefold() == "codebook" else root.named("CodeBook")
    for codes in (codes for book in books for codes in book.named("Codes")):
        reading.codes(codes, [])
    if not reading.found:
        raise Refused([Problem("themes.exchange-no-codes", Place(path.name), root.name[:40])])
    if not KNOWN_NAMESPACES.fullmatch(root.namespace):
        reading.tell("namespace", root.namespace or "-")
    return reading.finished(path, today, questions, _about(books))


def _about(books: list[Element]) -> dict[str, str]:
    """What our own set says of the codebook; nothing of another tool's."""
    for one in (one for book in books for sets in book.named("Sets") for one in sets.named("Set")):
        described = one.named("Description")
        found = _unlabelled(SET_LABELS, described[0].text) if described else {}
        if SLUG.fullmatch(found.get("id", "")):
            return {**found, "title.en": one.get("name")}
    return {}


@dataclass
class _Reading:
    """One file being read."""

    file: str
    found: list[Code] = field(default_factory=list)
    told: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def tell(self, code: str, found: str) -> None:
        place = Place(self.file, column=found[:80])
        problem = Problem(f"themes.exchange-{code}", place, found[:80], severity=Severity.NOTE)
        self.told.setdefault((code, found), problem)

    def codes(self, within: Element, above: list[Code]) -> None:
        for element in within.named("Code"):
            if len(self.found) >= MOST_CODES:
                raise Refused([Problem("themes.exchange-too-large", Place(self.file), self.file)])
            made = self._code(element, above)
            self.found.append(made)
            self.codes(element, [*above, made])

    def _code(self, element: Element, above: list[Code]) -> Code:
        described = element.named("Description")
        words = UNREADABLE.sub("", described[0].text).strip() if described else ""
        texts = _unlabelled(LABELS, words) or {"definition.en": words}
        name = " ".join(UNREADABLE.sub("", element.get("name")).split())
        if not name:
            name = f"Code {len(self.found) + 1}"
            self.tell("no-name", name)
        if len(above) > 1:
            # We have two levels: a deeper code says in its name what it was part of.
            name = f"{above[-1].name.en}: {name}"
            self.tell("too-deep", name)
        name = self._once(name, above)
        if any(len(text) > LONGEST for text in (name, *texts.values())):
            self.tell("cut", name[:40])
            name, texts = name[:LONGEST], {key: text[:LONGEST] for key, text in texts.items()}
        return Code(
            code=self._slug(texts.get("code", ""), name),
            name=Bilingual(name, texts.get("name.cy", "")),
            definition=_text(texts, "definition"),
            include=_text(texts, "include"),
            exclude=_text(texts, "exclude"),
            parent=above[0].code if above else "",
            codable=element.get("isCodable").strip().casefold() not in ("false", "0", "no"),
            colour=self._colour(element.get("color") or element.get("colour"), name),
            guid=self._guid(element.get("guid"), name),
        )

    def _once(self, name: str, above: list[Code]) -> str:
        """A name that no other code has: with its parent's before it, or a number after it."""
        taken = {comparable(code.name.en) for code in self.found}
        if comparable(name) not in taken:
            return name
        self.tell("name-twice", name)
        wider = f"{above[0].name.en}: {name}" if above else name
        number, made = 1, wider
        while comparable(made) in taken:
            number += 1
            made = f"{wider} ({number})"
        return made

    def _slug(self, given: str, name: str) -> str:
        taken = {code.code for code in self.found} | {NONE}
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        wanted = (
            given if SLUG.fullmatch(given) else "_".join(re.findall(r"[a-z0-9]+", letters.lower()))
        )
        wanted, number = wanted[:40].strip("_") or "code", 1
        made = wanted
        while made in taken:
            number += 1
            made = f"{wanted}_{number}"
        return made

    def _guid(self, given: str, name: str) -> str:
        plain = given.strip().strip("{}").lower()
        if GUID.fullmatch(plain) and all(code.guid != plain for code in self.found):
            return plain
        self.tell("guid", name)
        return ""

    def _colour(self, given: str, name: str) -> str:
        plain = given.strip()
        if not plain or COLOUR.fullmatch(plain):
            return plain
        parts = _RGB.fullmatch(plain)
        if parts and all(int(part) < 256 for part in parts.groups()):
            return "#" + "".join(f"{int(part):02X}" for part in parts.groups())
        self.tell("colour", name)
        return ""

    def finished(
        self, path: Path, today: date, questions: tuple[str, ...], about: Mapping[str, str]
    ) -> FromTool:
        language = _language(self.found)
        codes = self.found if about or language == "en" else [_as_welsh(c) for c in self.found]
        stem = "_".join(re.findall(r"[a-z0-9]+", path.stem.lower()))
        title = Bilingual(about.get("title.en", ""), about.get("title.cy", ""))
        codebook = Codebook(
            id=about.get("id", stem or "codebook"),
            version=about["version"] if VERSION.fullmatch(about.get("version", "")) else "1",
            day=_day(about.get("date", ""), today),
            title=title,
            questions=questions or tuple(about.get("questions", "").split()),
            codes=tuple(_without_own_guid(about.get("id", ""), code) for code in codes),
        )
        return FromTool(codebook, tuple(self.told.values()))


def _text(texts: Mapping[str, str], key: str) -> Bilingual:
    return Bilingual(texts.get(f"{key}.en", ""), texts.get(f"{key}.cy", ""))


def _language(codes: list[Code]) -> Language | None:
    """The language that another tool's codebook is written in; English unless it is Welsh."""
    guessed = guess_language("\n".join(_words(codes)))
    return "cy" if guessed == "cy" else "en"


def _words(codes: list[Code]) -> Iterator[str]:
    for code in codes:
        yield from (code.name.en, code.definition.en)


def _as_welsh(code: Code) -> Code:
    name, definition = Bilingual("", code.name.en), Bilingual("", code.definition.en)
    return replace(code, name=name, definition=definition)


def _without_own_guid(codebook: str, code: Code) -> Code:
    """A GUID that we would make anyway need not be kept."""
    return replace(code, guid="") if code.guid == guid_of(codebook, code.code) else code


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
