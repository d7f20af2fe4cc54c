"""What people wrote for an assessment: releases of text, nothing ever written over.

Each part lies in `registers/assessments/<area>/sections/<part>.<en|cy>.md`; what it took the
place of lies beside it in `history/`, and a text that was written on an older one than it
found lies in `conflicts/` until somebody settles which holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from diogel.assessment.sections_files import (
    Remark,
    SectionText,
    read_section,
    release_id,
    section_name,
    write_section,
)
from diogel.core import LANGUAGES, Language, Problem, Refused

HISTORY, CONFLICTS, COMMENTS = "history", "conflicts", "comments"
Key = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that was written on an older one than holds now; both are kept."""

    offered: SectionText
    holds: str
    """The release that held when it came; its text is not part of the offered one."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that people have written for one area.

    Attributes
    ----------
    texts : mapping of (part, language) to SectionText
        What holds now.
    conflicts : tuple of Conflict
        Not settled yet.
    problems : tuple of Problem
        Of files that cannot be read; what they hold is in nothing else here.
    """

    texts: Mapping[Key, SectionText] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, part: str, language: Language) -> SectionText | None:
        """What holds for a part; None where nobody wrote."""
        found = self.texts.get((part, language))
        return found if found is not None and found.text.strip() else None

    def in_step(self, part: str) -> bool:
        """Whether the two languages were last written knowing each other."""
        en, cy = self.of(part, "en"), self.of(part, "cy")
        if en is None or cy is None:
            return en is cy
        return stand_together(en, cy)


def stand_together(one: SectionText, other: SectionText) -> bool:
    """Whether the later of two languages' texts was written beside the earlier."""
    return one.beside == other.release or other.beside == one.release


def read_sections(folder: Path) -> Held:
    """What lies in a folder of sections; nothing for a folder that is not there."""
    problems: list[Problem] = []
    texts = {(text.part, text.language): text for text in _texts(folder, problems)}
    conflicts = [
        Conflict(text, texts[text.part, text.language].release)
        for text in _texts(folder / CONFLICTS, problems)
        if (text.part, text.language) in texts
    ]
    return Held(texts, tuple(conflicts), tuple(problems))


def whole_sections(folder: Path) -> Held:
    """As `read_sections`, for whoever changes or prints them.

    Raises
    ------
    Refused
        With every file that cannot be read: its words would be left out, or written over.
    """
    held = read_sections(folder)
    if held.problems:
        raise Refused(held.problems)
    return held


def _texts(folder: Path, problems: list[Problem], names: str = "*.md") -> Iterator[SectionText]:
    for path in sorted(folder.glob(names)):
        text = read_section(path, problems)
        if text is not None:
            yield text


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a text that came in.

    `outcome` is "kept", "unchanged" or "conflict"; `text` is what was kept, or what holds.
    """

    outcome: str
    text: SectionText


def put_section(folder: Path, offered: SectionText) -> Put:
    """Keep a text: as what holds, or as a conflict when it was written on an older one.

    `offered.follows` says which release its writer had before them, "" for none. A text that
    is the same as what its writer had, or as what holds, changes nothing.
    """
    held = whole_sections(folder)
    now = held.texts.get((offered.part, offered.language))
    _keep_remarks(folder, offered)
    if now is None:
        return _hold(folder, offered, held, None)
    before = _written_on(folder, offered, now)
    if offered.text in (now.text, before):
        return Put("unchanged", now)
    # A release that only confirms its words takes nothing from whoever wrote on them.
    same_words = now.confirmed_on is not None and before == now.text
    if offered.follows != now.release and not same_words:
        _save(folder / CONFLICTS, offered)
        return Put("conflict", offered)
    return _hold(folder, offered, held, now)


def confirm_section(folder: Path, again: SectionText) -> SectionText:
    """Keep the words that hold, with what `again` says of the numbers and of who read them.

    KeyError when nobody wrote the part.
    """
    held = whole_sections(folder)
    now = held.texts[again.part, again.language]
    again = replace(again, text=now.text, follows=now.release)
    return _hold(folder, again, held, now, again=is_behind(folder, held, now)).text


def is_behind(folder: Path, held: Held, text: SectionText) -> bool:
    """Whether the text of the other language changed after this one stood beside it."""
    twin = held.of(text.part, _other(text.language))
    if twin is None or stand_together(text, twin):
        return False
    earlier = _texts(folder / HISTORY, [], _named(text.part, twin.language, "*"))
    return bool(text.beside) or any(each.beside == text.release for each in earlier)


def settle_conflict(folder: Path, part: str, language: Language, release: str) -> SectionText:
    """Let one of the texts of a part hold, and move the others to its history.

    KeyError when no text of the part has that release.
    """
    held = whole_sections(folder)
    now = held.texts[part, language]
    offered = [
        each.offered
        for each in held.conflicts
        if (each.offered.part, each.offered.language) == (part, language)
    ]
    chosen = {text.release: text for text in (now, *offered)}[release]
    if chosen is not now:
        chosen = _hold(folder, replace(chosen, follows=now.release), held, now).text
    for text in offered:
        _save(folder / HISTORY, text)
        (folder / CONFLICTS / _dated(text)).unlink(missing_ok=True)
    return chosen


def _written_on(folder: Path, offered: SectionText, now: SectionText) -> str | None:
    """The words that a writer had before them; None when nobody knows."""
    if offered.follows == now.release:
        return now.text
    if not offered.follows:
        return ""
    name = _named(offered.part, offered.language, offered.follows)
    for kept in (HISTORY, CONFLICTS):
        earlier = (
            read_section(folder / kept / name, []) if (folder / kept / name).is_file() else None
        )
        if earlier is not None:
            return earlier.text
    return None


def _hold(
    folder: Path,
    text: SectionText,
    held: Held,
    now: SectionText | None,
    *,
    again: bool | None = None,
) -> Put:
    """Let a text hold. What held goes to the history first: at no moment is it nowhere.

    `again` is for the same words, read again: whether they were behind the other language's.
    """
    twin = held.texts.get((text.part, _other(text.language)))
    stood = now is not None and twin is not None and stand_together(now, twin)
    # An update of one of two texts that stood together leaves the other behind; whoever reads
    # the same words again moves neither, but brings up to date what was behind.
    together = not stood if again is None else stood or again
    beside = twin.release if twin is not None and together else ""
    kept = replace(text, beside=beside)
    if now is not None:
        _save(folder / HISTORY, now)
    write_section(folder / section_name(kept.part, kept.language), kept)
    kept = replace(kept, release=release_id(kept))
    return Put("kept", kept)


def _other(language: Language) -> Language:
    return next(each for each in LANGUAGES if each != language)


def _keep_remarks(folder: Path, text: SectionText) -> None:
    """Comments at the edge of the page, apart from the words; the same ones once."""
    if not text.remarks:
        return
    path = folder / COMMENTS / _dated(replace(text, release=release_id(text)))
    write_section(path, replace(text, text="", said={}, typed={}))


def _save(folder: Path, text: SectionText) -> None:
    write_section(folder / _dated(replace(text, release=release_id(text))), text)


def _dated(text: SectionText) -> str:
    return _named(text.part, text.language, text.release or release_id(text))


def _named(part: str, language: Language, release: str) -> str:
    return f"{part}.{language}.{release}.md"


__all__ = [
    "Conflict",
    "Held",
    "Put",
    "Remark",
    "SectionText",
    "confirm_section",
    "is_behind",
    "put_section",
    "read_sections",
    "settle_conflict",
    "whole_sections",
]
