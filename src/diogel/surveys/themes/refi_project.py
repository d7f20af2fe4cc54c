"""Answers with their codings for other tools: the REFI-QDA project format, .qdpx.

A zip of plain texts and one file that says where each theme was found. The same codings give
the same bytes: names are made from what they name, and days are those of the codings.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from diogel.surveys.themes.codebook import Codebook, guid_of
from diogel.surveys.themes.refi_codebook import ORIGIN, codes_element
from diogel.surveys.themes.refi_xml import document, written

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
# A zip file keeps no earlier day.
MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """Themes in a part of a source. [Unicode code points; `end` is one past the last]"""

    start: int
    end: int
    codes: tuple[str, ...]
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class Source:
    """One text.

    Attributes
    ----------
    name : str
        What it is called in the other tool.
    language : str
        "en" or "cy"; empty where nobody said.
    case : bool
        Whether it is a case of its own, with its language as a variable.
    """

    name: str
    text: str
    found: tuple[Found, ...]
    language: str = ""
    case: bool = True


def project_bytes(name: str, note: str, codebook: Codebook, sources: Sequence[Source]) -> bytes:
    """The bytes of a .qdpx file.

    Parameters
    ----------
    name, note : str
        Of the project; the note says who may see it.
    """
    project = _Project(name, codebook)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _put(archive, "project.qde", document(project.written(note, sources)))
        for source in sources:
            _put(archive, f"sources/{project.guid(source.name)}.txt", unix(source.text).encode())
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, MOMENT)
    info.create_system = 3  # the same on Windows too
    info.external_attr = 0o600 << 16
    archive.writestr(info, content)


def unix(text: str) -> str:
    """A text whose lines end in one letter, so that all tools count the same places."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place_in_unix(text: str, at: int) -> int:
    """Where a place of a text is once its lines end in one letter."""
    return at - text.count("\r\n", 0, at)


class _Project:
    def __init__(self, name: str, codebook: Codebook) -> None:
        self.name, self.codebook = name, codebook

    def guid(self, *names: str) -> str:
        return guid_of("project", self.name, *names)

    def written(self, note: str, sources: Sequence[Source]) -> str:
        people = sorted({found.by for source in sources for found in source.found}) or [ORIGIN]
        attributes = {
            "xmlns": PROJECT_NAMESPACE,
            "name": self.name,
            "origin": ORIGIN,
            "creatingUserGUID": self.guid("user", people[0]),
            "creationDateTime": _moment(self.codebook.day),
        }
        users = [written("User", {"guid": self.guid("user", p), "name": p}) for p in people]
        cases = [self._case(source) for source in sources if source.case]
        variables = [self._variable()] if any(s.case and s.language for s in sources) else []
        inside = [
            written("Users", {}, users),
            written("CodeBook", {}, [codes_element(self.codebook)]),
            *([written("Variables", {}, variables)] if variables else []),
            *([written("Cases", {}, cases)] if cases else []),
            *([written("Sources", {}, list(map(self._source, sources)))] if sources else []),
            written("Description", {}, text=note),
        ]
        return written("Project", attributes, inside)

    def _variable(self) -> str:
        given = {"guid": self.guid("variable"), "name": "language", "typeOfVariable": "Text"}
        return written("Variable", given)

    def _case(self, source: Source) -> str:
        inside = []
        if source.language:
            reference = written("VariableRef", {"targetGUID": self.guid("variable")})
            value = written("TextValue", {}, text=source.language)
            inside.append(written("VariableValue", {}, [reference, value]))
        inside.append(written("SourceRef", {"targetGUID": self.guid(source.name)}))
        given = {"guid": self.guid("case", source.name), "name": source.name}
        return written("Case", given, inside)

    def _source(self, source: Source) -> str:
        guid = self.guid(source.name)
        first = min((found.day for found in source.found), default=self.codebook.day)
        attributes = {
            "guid": guid,
            "name": source.name,
            "plainTextPath": f"internal://{guid}.txt",
            "creationDateTime": _moment(first),
        }
        return written("TextSource", attributes, [self._selection(source, f) for f in source.found])

    def _selection(self, source: Source, found: Found) -> str:
        start, end = (place_in_unix(source.text, at) for at in (found.start, found.end))
        key = (source.name, str(start), str(end), found.by)
        made: Mapping[str, str] = {
            "creatingUser": self.guid("user", found.by),
            "creationDateTime": _moment(found.day),
        }
        codings = [
            written(
                "Coding",
                {"guid": self.guid(*key, code), **made},
                [written("CodeRef", {"targetGUID": self._code(code)})],
            )
            for code in found.codes
        ]
        attributes = {
            "guid": self.guid("selection", *key),
            "name": unix(source.text)[start:end][:60].replace("\n", " "),
            "startPosition": str(start),
            "endPosition": str(end),
        }
        return written("PlainTextSelection", {**attributes, **made}, codings)

    def _code(self, code: str) -> str:
        return self.codebook.guid(self.codebook.by_code[code])


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
