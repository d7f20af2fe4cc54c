"""A codebook: the themes that a person may find in answers in free text, in both languages."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from diogel.core import Bilingual

NOTHING = Bilingual("", "")
NONE = "none"
"""Given to words in which no theme of the codebook was found: they were read, and not missed."""
# Made once, at random: whatever is named within it has the same GUID wherever it is made.
NAMESPACE = uuid.UUID("5b0d1c86-8a3f-4c79-9d0e-2f6c1f7a4e51")


@dataclass(frozen=True, slots=True)
class Code:
    """One theme.

    Attributes
    ----------
    code : str
        What is stored: small letters, digits and underscores.
    name, definition : Bilingual
        What it is called, unique in either language, and what it means.
    include, exclude : Bilingual
        What belongs to it, and what does not though it looks so; both empty for nothing.
    parent : str
        The theme that it is part of; empty for none. There are two levels.
    codable : bool
        False for a heading, which is never given itself.
    colour : str
        "#12436D", for other tools; empty for none.
    guid : str
        By which another tool knows it; empty for the one that is made from its code.
    """

    code: str
    name: Bilingual
    definition: Bilingual
    include: Bilingual = NOTHING
    exclude: Bilingual = NOTHING
    parent: str = ""
    codable: bool = True
    colour: str = ""
    guid: str = ""


@dataclass(frozen=True)
class Codebook:
    """A version of a codebook.

    Attributes
    ----------
    id : str
        The name of its file.
    version : str
        Changed whenever anything else is: what was coded names it.
    day : date
        When this version was made.
    questions : tuple of str
        The questions in free text whose answers it is for.
    codes : tuple of Code
        In the order in which they are shown, each part after its parent.
    """

    id: str
    version: str
    day: date
    title: Bilingual
    questions: tuple[str, ...]
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        """Its themes by their codes."""
        return {code.code: code for code in self.codes}

    @property
    def given(self) -> tuple[Code, ...]:
        """The themes that may be given, without headings."""
        return tuple(code for code in self.codes if code.codable)

    def under(self, parent: str) -> tuple[Code, ...]:
        """The themes that are part of one."""
        return tuple(code for code in self.codes if code.parent == parent)

    def guid(self, code: Code) -> str:
        """The GUID by which other tools know a theme: its own, or one that never changes."""
        return code.guid or guid_of(self.id, code.code)


def guid_of(*names: str) -> str:
    """The GUID of something by what names it: the same on every day and every machine."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(names)))
