"""What is different from the last edition, as a part of the document in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diogel.assessment.changes import (
    HARM,
    SUGGESTED,
    Cause,
    CauseKind,
    Changes,
    NumberChange,
    VerdictChange,
    compare,
)
from diogel.assessment.findings_saying import plain
from diogel.assessment.known import Known
from diogel.assessment.printings import Printings
from diogel.assessment.provenance import Provenance
from diogel.core import LANGUAGES, Bilingual, Language
from diogel.language import list_and, long_date, number, say
from diogel.reports import Block, PlainTable, Prose
from diogel.standard import duties, measures

MOST_ROWS = 15
MOST_CAUSES = 10
_LEVELS = ("rate12", "count12")


def changes_of(known: Known) -> Changes | None:
    """What is different from the edition before; None for a first edition."""
    kept = known.background.earlier.get(known.area.id, Printings())
    base = kept.base_for(known.printing)
    return compare(base, known.printing, known.area.forces) if base is not None else None


def changes_section(known: Known) -> Mapping[Language, tuple[Block, ...]]:
    """What changed since the last edition: findings first, then a count, then the largest."""
    found = changes_of(known)
    provenance = known.background.provenance or Provenance()
    return {
        language: _first(language)
        if found is None
        else tuple(_Telling(known, found, provenance, language).blocks())
        for language in LANGUAGES
    }


def _first(language: Language) -> tuple[Block, ...]:
    return (Prose(say("changes.first", language)),)


class _Telling:
    """Changes being told in one language."""

    def __init__(
        self, known: Known, found: Changes, provenance: Provenance, language: Language
    ) -> None:
        self.known, self.found, self.language = known, found, language
        self.provenance = provenance
        self.titles = {each.code: each.title for each in measures()}
        self.duties = {each.code: each.title for each in duties()}

    def blocks(self) -> Iterator[Block]:
        """The whole part."""
        yield Prose(self.say("changes.since", day=long_date(self.found.since, self.language)))
        yield from self.verdicts()
        counts = {
            kind: number(len(self.found.of_kind(kind)), self.language)
            for kind in ("changed", "new", "gone")
        }
        same = number(self.found.same, self.language)
        yield Prose(self.say("changes.counts", same=same, **counts))
        yield from self.causes()
        yield from self.largest()
        yield from self.suggested()

    def say(self, key: str, **slots: object) -> str:
        """A sentence in the language of the telling."""
        return say(key, self.language, **slots)

    def verdicts(self) -> Iterator[Block]:
        """The findings that say something else now."""
        if not self.found.verdicts:
            yield Prose(self.say("changes.no-verdicts"))
            return
        rows = [
            (self.finding(each), self.verdict(each.was), self.verdict(each.now))
            for each in self.found.verdicts
        ]
        yield self.table("verdicts", rows, (0.5, 0.25, 0.25))

    def finding(self, each: VerdictChange) -> str:
        """What a verdict is on: the measure, and what it is held against."""
        _, measure, name = each.id.split(".", 2)
        title = self.titles[measure][self.language] if measure in self.titles else measure
        kind, _, against = name.partition(".")
        names = self.comparators(measure)
        slots = {"measure": title, "against": names.get(against, Bilingual.same(against))}
        return self.say(f"changes.finding.{kind}", **slots)

    def comparators(self, measure: str) -> dict[str, Bilingual]:
        """The names of those whom a measure is held against, by kind."""
        found = self.known.indicators.measures.get(measure)
        return {c.against.kind: c.against.name for c in found.comparisons} if found else {}

    def verdict(self, code: str) -> str:
        """A verdict in words."""
        return self.say(f"changes.verdict.{code}")

    def causes(self) -> Iterator[Block]:
        """What is another than it was, as a list."""
        told = list(dict.fromkeys(self.cause(each) for each in self.found.causes))
        if not told:
            return
        shown = told[:MOST_CAUSES]
        if len(told) > MOST_CAUSES:
            shown.append(self.say("changes.more-causes", number=len(told) - MOST_CAUSES))
        yield Prose(self.say("changes.causes"))
        yield Prose("\n".join(f"- {line}" for line in shown))

    def cause(self, cause: Cause) -> str:
        """One cause as a line."""
        if cause.kind in (CauseKind.RELEASE, CauseKind.SCORE):
            delivered = self.provenance.releases.get(cause.of)
            if delivered is not None:
                return self.say(
                    f"changes.cause.{cause.kind}-of",
                    supplier=plain(delivered.told[self.language]),
                    day=long_date(delivered.received, self.language),
                    release=plain(cause.of),
                )
        named = {CauseKind.DEFINITION: self.titles, CauseKind.DUTY: self.duties}.get(cause.kind, {})
        of = named[cause.of][self.language] if cause.of in named else cause.of
        return self.say(f"changes.cause.{cause.kind}", of=plain(of))

    def largest(self) -> Iterator[Block]:
        """The levels that moved the most, one of each measure."""
        moved = largest(self.found)
        if not moved:
            return
        yield self.table("largest", self.moved(moved), (0.4, 0.16, 0.16, 0.28))

    def suggested(self) -> Iterator[Block]:
        """The levels that the data suggest and that are others than they were."""
        moved = [each for each in self.found.of_kind("changed") if SUGGESTED in each.id.split(".")]
        if moved:
            rows = self.moved(moved[:MOST_ROWS])
            yield self.table("suggested", rows, (0.4, 0.16, 0.16, 0.28))

    def moved(self, changes: Sequence[NumberChange]) -> list[tuple[str, ...]]:
        """What each number was and is, and because of what."""
        return [
            (
                each.label[self.language],
                each.was[self.language] or "–",
                each.now[self.language] or "–",
                self.why(each.causes),
            )
            for each in changes
        ]

    def why(self, causes: Sequence[Cause]) -> str:
        """The kinds of causes in a few words."""
        kinds = dict.fromkeys(cause.kind for cause in causes)
        named = [self.say(f"changes.kind.{kind}") for kind in kinds]
        return list_and(named, self.language)

    def table(
        self, name: str, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]
    ) -> PlainTable:
        """A table with its words from the catalogue."""
        headings = tuple(self.say(f"changes.table.{name}.{at}") for at in range(1, len(widths) + 1))
        return PlainTable(self.say(f"changes.table.{name}"), 0, headings, tuple(rows), widths)


def largest(found: Changes, most: int = MOST_ROWS) -> tuple[NumberChange, ...]:
    """The levels that changed, one of each measure, those of the most events first."""
    seen: dict[str, NumberChange] = {}
    for name in _LEVELS:
        for each in found.of_kind("changed"):
            parts = each.id.split(".")
            if len(parts) > 2 and (parts[2] == name or parts[1] == HARM):
                seen.setdefault(parts[1], each)
    return tuple(sorted(seen.values(), key=lambda one: -one.size))[:most]
