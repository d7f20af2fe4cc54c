"""Faults in the catalogues that a machine can see, behind `diogel language`.

The checks of one sentence are in `sentence_checks`; here they are run over every entry, with
what only the whole file shows: a key given twice, a key that the program names and no
catalogue has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diogel.language.catalogue import CATALOGUES, read_catalogue
from diogel.language.entries import Entry
from diogel.language.sentence_checks import Kind, faults_of

SOURCES = CATALOGUES.parents[1]
KEY_LINE = re.compile(r'^msgctxt "(.+)"$', re.MULTILINE)
NAMED_SENTENCE = re.compile(r'\b(?:say|both)\(\s*"([a-z0-9]+(?:[.-][a-z0-9]+)+)"')
NAMED_PROBLEM = re.compile(r'\bProblem\(\s*(?:code=)?"([a-z0-9.-]+)"')


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what kind, in which catalogue and entry, and the text that shows it."""

    kind: Kind
    catalogue: str
    key: str
    detail: str


@dataclass(frozen=True, slots=True)
class Count:
    """How far one catalogue is: its entries, those a Welsh speaker has read, and its faults."""

    catalogue: str
    entries: int
    reviewed: int
    findings: int

    @property
    def awaiting_review(self) -> int:
        """Entries that no Welsh speaker has read."""
        return self.entries - self.reviewed


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """All findings, and a count for each catalogue in alphabetical order."""

    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]

    @property
    def by_kind(self) -> Counter[Kind]:
        """How many findings there are of each kind."""
        return Counter(finding.kind for finding in self.findings)


def _repeated_keys(path: Path) -> list[Finding]:
    times = Counter(KEY_LINE.findall(path.read_text(encoding="utf-8")))
    return [
        Finding(Kind.REPEATED, path.stem, key, str(count))
        for key, count in times.items()
        if count > 1
    ]


def _misplaced(entry: Entry, catalogue: str) -> list[Finding]:
    if entry.key.split(".", 1)[0] == catalogue:
        return []
    return [Finding(Kind.MISPLACED, catalogue, entry.key, catalogue)]


def check_catalogue(path: Path) -> tuple[list[Finding], Count]:
    """Every finding in one catalogue, and its counts."""
    entries = read_catalogue(path).values()
    findings = _repeated_keys(path)
    for entry in entries:
        findings += _misplaced(entry, path.stem)
        findings += [
            Finding(kind, path.stem, entry.key, detail) for kind, detail in faults_of(entry)
        ]
    reviewed = sum(entry.review != "needed" for entry in entries)
    return findings, Count(path.stem, len(entries), reviewed, len(findings))


def named_keys(sources: Path = SOURCES) -> dict[str, str]:
    """The keys that the program's text names, each with the module that does.

    Keys put together while the program runs are not seen.
    """
    found: dict[str, str] = {}
    for path in sorted(sources.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        module = path.relative_to(sources).as_posix()
        found.update(dict.fromkeys(NAMED_SENTENCE.findall(text), module))
        codes = (f"problems.{code}" for code in NAMED_PROBLEM.findall(text))
        found.update(dict.fromkeys(codes, module))
    return found


def _unknown_keys(known: set[str]) -> list[Finding]:
    return [
        Finding(Kind.UNKNOWN_KEY, key.split(".", 1)[0], key, module)
        for key, module in named_keys().items()
        if key not in known
    ]


def check_language(paths: Iterable[Path] | None = None) -> LanguageReport:
    """Every finding in these catalogues; by default in all, and in what the program names."""
    chosen = sorted(CATALOGUES.glob("*.po") if paths is None else paths)
    findings: list[Finding] = []
    counts: list[Count] = []
    for path in chosen:
        found, count = check_catalogue(path)
        findings += found
        counts.append(count)
    if paths is None:
        findings += _unknown_keys({key for path in chosen for key in read_catalogue(path)})
    return LanguageReport(tuple(findings), tuple(counts))
