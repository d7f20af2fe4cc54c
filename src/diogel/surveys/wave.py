"""One wave's folder: what was asked, of whom, when, and what is to be said of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diogel.core import Bilingual, Place, Problem, Refused

INSTRUMENT_NAMES = ("instrument.xlsx", "instrument.md", "instrument.csv")
ANSWER_NAMES = ("answers.xlsx", "answers.csv")
CONVERSATION_NAMES = ("conversations.xlsx", "conversations.csv")
TEXTS = ("title", "author", "asked", "how", "audience")
DATES = ("opened", "closed", "published")


@dataclass(frozen=True, slots=True)
class Wave:
    """What a wave's `wave.toml` declares.

    Attributes
    ----------
    id : str
        The folder's name.
    title, author : Bilingual
    asked, how, audience : Bilingual
        Who was asked, how the survey reached them, and who was told they would see the
        findings. Sentences.
    opened, closed, published : date
        First and last day of fieldwork; the report's date.
    purpose, limits : Bilingual
        Why it was asked, and what the survey was not meant to show. Sentences; both empty
        for none.
    synthetic : bool
        True when the answers are invented: every page says so.
    cites : tuple of str
        Other waves whose figures this one cites; the one it is compared with is among them.
    documents : tuple of str
        Names of its narrative templates, without language and ending.
    folder : Path
    compares : str
        The earlier wave that this one is compared with; empty for none.
    compared : tuple of str
        The questions that are compared; empty for all with listed answers.
    linked : bool
        False where the units of the two waves are not to be linked.
    """

    id: str
    title: Bilingual
    author: Bilingual
    asked: Bilingual
    how: Bilingual
    audience: Bilingual
    purpose: Bilingual
    limits: Bilingual
    opened: date
    closed: date
    published: date
    synthetic: bool
    cites: tuple[str, ...]
    documents: tuple[str, ...]
    folder: Path
    compares: str = ""
    compared: tuple[str, ...] = ()
    linked: bool = True

    def file(self, names: tuple[str, ...]) -> Path | None:
        """The first of these files that the wave has."""
        return next((p for name in names if (p := self.folder / name).is_file()), None)

    @property
    def form(self) -> Path:
        """The file of its questionnaire; Refused when there is none."""
        return self.needed(INSTRUMENT_NAMES)

    def needed(self, names: tuple[str, ...]) -> Path:
        """The first of these files; Refused when there is none of them."""
        found = self.file(names)
        if found is None:
            place = Place(file=f"{self.id}/")
            raise Refused([Problem("wave.file-missing", place, names[0], ", ".join(names))])
        return found


def _bilingual(raw: Mapping[str, Any], name: str) -> Bilingual:
    text = raw.get(name, {})
    if not isinstance(text, Mapping):
        return Bilingual("", "")
    return Bilingual(str(text.get("en", "")), str(text.get("cy", "")))


def read_wave(folder: Path) -> Wave:
    """The wave of a folder; Refused, with all that is wrong, when it cannot be used."""
    path = folder / "wave.toml"
    place = Place(file=f"{folder.name}/wave.toml")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused([Problem("wave.no-folder", place, folder.name)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([Problem("plan.not-toml", place, str(error))]) from None
    problems = [
        Problem("wave.text-missing", place, name)
        for name in TEXTS
        if not _bilingual(raw, name).complete
    ]
    problems += [
        Problem("wave.date-missing", place, name)
        for name in DATES
        if not isinstance(raw.get(name), date)
    ]
    if not problems and not raw["opened"] <= raw["closed"] <= raw["published"]:
        problems.append(Problem("wave.dates-out-of-order", place, str(raw["closed"])))
    if problems:
        raise Refused(problems)
    texts = {name: _bilingual(raw, name) for name in (*TEXTS, "purpose", "limits")}
    compares, how = str(raw.get("compares_with", "")), raw.get("comparison", {})
    return Wave(
        id=folder.name,
        title=texts["title"],
        author=texts["author"],
        asked=texts["asked"],
        how=texts["how"],
        audience=texts["audience"],
        purpose=texts["purpose"],
        limits=texts["limits"],
        opened=raw["opened"],
        closed=raw["closed"],
        published=raw["published"],
        synthetic=bool(raw.get("synthetic", False)),
        cites=tuple(dict.fromkeys([*raw.get("cites", ()), *([compares] if compares else [])])),
        documents=tuple(raw.get("documents", ("report",))),
        folder=folder,
        compares=compares,
        compared=tuple(map(str, how.get("questions", ()))),
        linked=how.get("linked", True) is not False,
    )
