"""Measures the redaction assistant by sentences whose marks are known (tests/data/redaction)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diogel.core import Language
from diogel.disclosure import Certainty, Mark, Person, find_marks

FOLDER = Path(__file__).resolve().parents[1] / "data" / "redaction"
SPAN = re.compile(r"\[\[(?P<words>[^|\]]+)\|(?P<kind>[a-z]+)(?P<unofficial>\??)\]\]")
LISTED_KINDS = ("authority", "police", "health")
KINDS = (
    *("authority", "police", "health", "body", "region", "place", "person", "role", "fact"),
    *("email", "phone", "postcode", "web", "nino", "birth"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words that ought to be marked. `unofficial`: a misspelling, nickname or abbreviation."""

    start: int
    end: int
    kind: str
    unofficial: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the corpus, with the brackets taken out of its text."""

    id: str
    language: Language
    text: str
    spans: tuple[Span, ...]


@dataclass
class Tally:
    """Spans of one kind: how many, found for certain or likely, and found at least as "look"."""

    spans: int = 0
    found: int = 0
    looked: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass
class Measure:
    """What was found in some sentences."""

    sentences: int = 0
    by_kind: dict[tuple[str, bool], Tally] = field(default_factory=lambda: defaultdict(Tally))
    false: list[str] = field(default_factory=list)
    marks: int = 0
    looks: int = 0

    def recall(self, kinds: Iterable[str], *, unofficial: bool = False) -> float:
        """Found of all spans of these kinds, "look" not counted. [0-1]"""
        tallies = [self.by_kind[kind, unofficial] for kind in kinds]
        spans = sum(tally.spans for tally in tallies)
        return sum(tally.found for tally in tallies) / spans if spans else 1.0


def people() -> tuple[Person, ...]:
    """The list of contacts that the sentences suppose."""
    with (FOLDER / "people.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Person(row["name"], row["role"]) for row in rows)


def sentences(name: str) -> Iterator[Sentence]:
    """The sentences of one file; ValueError for one whose brackets do not close."""
    language: Language = "cy" if name.endswith(".cy") else "en"
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _sentence(row["id"], language, row["sentence"])


def _sentence(name: str, language: Language, marked: str) -> Sentence:
    text, spans, at = "", list[Span](), 0
    for match in SPAN.finditer(marked):
        text += marked[at : match.start()]
        start, text = len(text), text + match["words"]
        spans.append(Span(start, len(text), match["kind"], bool(match["unofficial"])))
        at = match.end()
    text += marked[at:]
    if "[[" in text or "]]" in text or any(span.kind not in (*KINDS, "look") for span in spans):
        raise ValueError(f"{name}: {marked}")
    return Sentence(name, language, text, tuple(spans))


def measured(found: Iterable[Sentence]) -> Measure:
    """How the assistant does on some sentences."""
    measure, contacts = Measure(), people()
    for sentence in found:
        marks = find_marks(sentence.text, sentence.language, contacts)
        sure = [mark for mark in marks if mark.certainty is not Certainty.LOOK]
        measure.sentences += 1
        measure.marks += len(sure)
        measure.looks += len(marks) - len(sure)
        for span in sentence.spans:
            _count(measure.by_kind[span.kind, span.unofficial], span, sentence, sure, marks)
        measure.false += [
            f"{sentence.id}: {mark.words(sentence.text)} ({mark.kind})"
            for mark in sure
            if not any(mark.start < span.end and span.start < mark.end for span in sentence.spans)
        ]
    return measure


def _count(
    tally: Tally, span: Span, sentence: Sentence, sure: Iterable[Mark], marks: Iterable[Mark]
) -> None:
    tally.spans += 1
    tally.found += _covered(span, sure, sentence.text)
    tally.looked += _covered(span, marks, sentence.text)
    if not _covered(span, sure, sentence.text):
        tally.missed.append(f"{sentence.id}: {sentence.text[span.start : span.end]} ({span.kind})")


def _covered(span: Span, marks: Iterable[Mark], text: str) -> bool:
    """Whether marks cover every letter and digit of the span."""
    wanted = {at for at in range(span.start, span.end) if text[at].isalnum()}
    return not wanted - {at for mark in marks for at in range(mark.start, mark.end)}
