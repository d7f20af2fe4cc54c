"""Every name that would tell where words come from, by its letters, with its mutated forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from diogel.disclosure.redact_text import Folded, key_of
from diogel.language import mutated_forms
from diogel.places import Scheme, areas, every_area, other_names, towns, welsh_forms

WORDS = Path(__file__).parent / "redact_words.toml"
MOST_PIECES = 9
"""Words of the longest name. [words]"""
CHOICE = re.compile(r"[()]")
SHORTEST_MUTATED = 3
"""Letters of a mutated form. [letters]"""


class Certainty(StrEnum):
    """How sure a mark is.

    LISTED: a known name, or something whose form leaves no doubt. LIKELY: a nickname, an
    abbreviation, a misspelling, a job that points to one person. LOOK: a person must look;
    most of these are nothing.
    """

    LISTED = "listed"
    LIKELY = "likely"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Name:
    """What some letters stand for.

    `ordinary` is True when they are a common word too; `mutated` when they are not the name
    as it stands by itself; `capitals` when small letters are never meant. `pieces` are the
    words that it is written in, at most.
    """

    kind: str
    certainty: Certainty
    ordinary: bool = False
    mutated: bool = False
    capitals: bool = False
    pieces: int = 1


@cache
def words_file() -> Mapping[str, Any]:
    """The file of words, as it is."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def keys(*path: str) -> frozenset[str]:
    """A list of the file of words, as keys."""
    found: Any = words_file()
    for part in path:
        found = found[part]
    return frozenset(key_of(text) for text in found)


@cache
def names() -> Mapping[str, Name]:
    """Every name and form by its letters; what is certain goes before what is likely."""
    found: dict[str, Name] = {}
    for kind, texts in words_file()["nicknames"].items():
        _add(found, kind, texts, Certainty.LIKELY)
    _add(found, "place", (name for town in towns() for name in town.names), Certainty.LISTED)
    for kind, texts in words_file()["names"].items():
        _add(found, kind, texts, Certainty.LISTED)
    _add_aliases(found)
    _add(found, "body", _bodies(), Certainty.LISTED)
    _add(found, "authority", _authorities(), Certainty.LISTED)
    return found


@cache
def identifying_names() -> frozenset[str]:
    """Every listed name as it is written that is no ordinary word: none belongs in a list of words.

    Mutated forms are not among them.
    """
    texts = {name for town in towns() for name in town.names}
    texts |= {text for listed in words_file()["names"].values() for text in listed}
    texts |= {text for listed in words_file()["nicknames"].values() for text in listed}
    texts |= set(_authorities())
    return frozenset(text for text in texts if key_of(text) not in keys("ordinary", "words"))


def _authorities() -> Iterable[str]:
    for area in areas(Scheme.LOCAL_AUTHORITY):
        forms = welsh_forms(area.code)
        yield from (area.name.en, area.name.cy, area.organisation.en, area.organisation.cy)
        yield forms.soft
        for phrase in (forms.inside, forms.joined, forms.long_in):
            yield phrase.partition(" ")[2]


def _bodies() -> Iterable[str]:
    """The partnerships and boards by their whole names."""
    schemes = (Scheme.CSP, Scheme.CSP_OPERATING, Scheme.SAFEGUARDING, Scheme.RPB, Scheme.PSB)
    for area in every_area():
        if area.scheme in (*schemes, Scheme.FIRE):
            yield from (area.organisation.en, area.organisation.cy)


def _add_aliases(found: dict[str, Name]) -> None:
    for _, name, how in other_names():
        if how == "abbreviation":
            # Codes that hardly anybody writes: only RCT and the like are nicknames too.
            code = Name("authority", Certainty.LOOK, capitals=True)
            found.setdefault(key_of(name), code)
        elif how != "damaged":
            likely = key_of(name) == key_of("Y Fro")
            _add(found, "authority", [name], Certainty.LIKELY if likely else Certainty.LISTED)


def _add(found: dict[str, Name], kind: str, texts: Iterable[str], certainty: Certainty) -> None:
    """Put in names with their mutated forms; a form never takes the place of a name."""
    ordinary, capitals = keys("ordinary", "words"), keys("ordinary", "capitals")
    for text in texts:
        key = key_of(text)
        if not key:
            continue
        common = key in ordinary or key_of(_without_article(text)) in ordinary
        short = key in capitals
        pieces = max(len(Folded(text).words), found[key].pieces if key in found else 1)
        found[key] = Name(kind, certainty, common, capitals=short, pieces=pieces)
        if short:
            continue
        for form in mutated_forms(_without_article(text)):
            changed = key_of(form)
            known = found.get(changed)
            if len(changed) >= SHORTEST_MUTATED and (known is None or known.mutated):
                found[changed] = Name(
                    kind, certainty, changed in ordinary, mutated=True, pieces=pieces
                )


def _without_article(text: str) -> str:
    """A name without "y", "yr" or "the": "ym Marri", "i Farri"."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in ("y", "yr", "the") else text


@cache
def around(side: str) -> Mapping[str, str]:
    """The words before or behind a name, by their letters, with what the whole is then."""
    found: dict[str, str] = {}
    for kind, texts in words_file()["around"][side].items():
        for text in (each for written in texts for each in expanded(written)):
            for form in (text, *(mutated_forms(text) if side == "before" else ())):
                found.setdefault(key_of(form), kind)
    return found


def expanded(text: str) -> Iterator[str]:
    """A text in every way that its choices allow: "(Office of |)the PCC" in two."""
    parts = [part.split("|") for part in CHOICE.split(text)]
    yield from ("".join(chosen).strip() for chosen in product(*parts))
