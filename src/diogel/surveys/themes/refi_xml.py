"""Other tools' XML, read without trusting it, and our own written always the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from diogel.core import Place, Problem, Refused

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 50_000
DEEPEST = 60
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_IN_ATTRIBUTE = {**_ESCAPES, "\n": "&#10;", "\t": "&#9;"}


@dataclass
class Element:
    """One element: names without their namespaces, which differ from tool to tool."""

    name: str
    namespace: str
    attributes: Mapping[str, str]
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in it."""
        return "".join(self.words)

    def named(self, name: str) -> list[Element]:
        """Its children of a name, in any case of letters."""
        return [child for child in self.children if child.name.casefold() == name.casefold()]

    def get(self, name: str) -> str:
        """An attribute, in any case of letters; empty when it is not there."""
        wanted = name.casefold()
        return next((v for k, v in self.attributes.items() if k.casefold() == wanted), "")


class _Stopped(Exception):
    """The rest is not to be read. Its text is the end of a problem's code."""


class _Reader:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        # Definitions of one's own are how a small file becomes an endless one, or reads others.
        self.parser.StartDoctypeDeclHandler = self._doctype

    @staticmethod
    def _doctype(*_: object) -> None:
        raise _Stopped("definitions")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise _Stopped("too-large")
        namespace, _, local = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(local, namespace, plain)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _words(self, text: str) -> None:
        if self.open:
            self.open[-1].words.append(text)


def read_xml(name: str, content: bytes) -> Element:
    """The root of a file's XML.

    Raises
    ------
    Refused
        It is too large, defines texts of its own, or is no XML.
    """
    if len(content) > MOST_BYTES:
        raise _refused("too-large", name)
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except _Stopped as stopped:
        raise _refused(str(stopped), name) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise _refused("not-xml", name) from None
    if reader.root is None:
        raise _refused("not-xml", name)
    return reader.root


def _refused(code: str, name: str) -> Refused:
    return Refused([Problem(f"themes.exchange-{code}", Place(name), name)])


def written(
    name: str, attributes: Mapping[str, str], inside: Sequence[str] = (), text: str = ""
) -> str:
    """An element as text, its attributes in the order given; those without a value are left out."""
    given = "".join(
        f' {key}="{_escaped(value, _IN_ATTRIBUTE)}"' for key, value in attributes.items() if value
    )
    content = "".join(inside) or _escaped(text, _ESCAPES)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text if _may_stand(letter))


def _may_stand(letter: str) -> bool:
    """Whether XML can hold a letter at all."""
    code = ord(letter)
    if code < 0x20:
        return letter in "\t\n\r"
    return not (0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))


def document(root: str) -> bytes:
    """A whole file of one element."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()
