"""What is different from the last edition: which numbers, by how much, and because of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diogel.assessment.printings import DUTY, HIDDEN, MEASURE, RELEASE, Number, Printing
from diogel.assessment.provenance import (
    DEPRIVATION,
    INCIDENTS,
    LOOKUPS,
    OBSERVATIONS,
    POPULATIONS,
    RECORDED,
    counted_measures,
)
from diogel.core import Bilingual

HARM = "harm"
SUGGESTED = "suggested"
SCORED = frozenset(("risk", SUGGESTED))
_RISK_TABLES, _PRIORITIES = "risk_", "risk_priorities"
_MODELS = "risk_models"
# Numbers of the area alone: a delivery of another force cannot move them.
_OWN = ("count12", "rate12", "count12-before", "rate12-before", "ratio", "difference")
_OWN_TOO = ("percent-change", "period", "usual", "growth", "standardised")


class CauseKind(StrEnum):
    """Why a number is another than it was.

    SCORE and RELEASE are deliveries to the store; WITHDRAWN one that holds no longer;
    DEFINITION the file of a measure; WEIGHTS the table of harm; MODEL that of risk; SETTINGS
    how data are judged; REBASE a new baseline; PERIOD a later window without anything new;
    OTHER what was not looked for.
    """

    RELEASE = "release"
    WITHDRAWN = "withdrawn"
    SCORE = "score"
    DEFINITION = "definition"
    WEIGHTS = "weights"
    MODEL = "model"
    DUTY = "duty"
    POLICY = "policy"
    SETTINGS = "settings"
    REBASE = "rebase"
    DIOGEL = "diogel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: `of` is the release, the measure or the duty; empty where there is but one."""

    kind: CauseKind
    of: str = ""


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number that is not as it was.

    Attributes
    ----------
    kind : str
        "changed", "new" or "gone".
    label : Bilingual
        With its period as it is now; of one that is gone as it was.
    was, now : Bilingual
        As printed; both texts empty for none. Of one that is hidden now, `was` is empty too:
        what may not be said now is not said again.
    size : float
        By how much the events that it rests on moved, as the difference of square roots.
    """

    id: str
    kind: str
    label: Bilingual
    was: Bilingual
    now: Bilingual
    causes: tuple[Cause, ...]
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A finding that says something else: of which figure, what it said and says."""

    id: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different from an earlier edition.

    Attributes
    ----------
    since : date
        The day of the earlier edition.
    causes : tuple of Cause
        Everything that is another than it was, whether or not a number moved.
    same : int
        How many numbers are printed as they were.
    """

    since: date
    numbers: tuple[NumberChange, ...]
    verdicts: tuple[VerdictChange, ...]
    causes: tuple[Cause, ...]
    same: int

    def of_kind(self, kind: str) -> tuple[NumberChange, ...]:
        """The numbers that changed, are new or are gone, in their order."""
        return tuple(each for each in self.numbers if each.kind == kind)


def compare(before: Printing, now: Printing, forces: Iterable[str] = ()) -> Changes:
    """What is different between two editions of an area.

    Parameters
    ----------
    forces : iterable of str
        Codes of the police force areas that the area lies in.
    """
    found = tuple(_causes(before.inputs, now.inputs))
    own = frozenset(forces)

    def why(id_: str) -> tuple[Cause, ...]:
        touching = (cause for cause, scope in found if _touches(cause, scope, id_, own))
        return tuple(touching) or (Cause(CauseKind.OTHER),)

    numbers = tuple(_numbers(before.numbers, now.numbers, why))
    verdicts = tuple(
        VerdictChange(id_, was, now.verdicts[id_])
        for id_, was in before.verdicts.items()
        if id_ in now.verdicts and now.verdicts[id_] != was
    )
    changed = sum(each.kind != "gone" for each in numbers)
    causes = tuple(cause for cause, _ in found)
    return Changes(before.day, numbers, verdicts, causes, len(now.numbers) - changed)


def _numbers(
    before: Mapping[str, Number],
    now: Mapping[str, Number],
    why: Callable[[str], tuple[Cause, ...]],
) -> Iterator[NumberChange]:
    nothing = Bilingual("", "")
    for id_, number in now.items():
        old = before.get(id_)
        if old is None:
            yield NumberChange(id_, "new", number.label, nothing, number.said, why(id_))
        elif old.said != number.said:
            was = nothing if number.said == HIDDEN else old.said
            size = _size(old, number)
            yield NumberChange(id_, "changed", number.label, was, number.said, why(id_), size)
    for id_, old in before.items():
        if id_ not in now:
            yield NumberChange(id_, "gone", old.label, old.said, nothing, why(id_))


def _size(old: Number, new: Number) -> float:
    """By how much the events moved; on this scale chance moves all counts alike."""
    if old.count is None or new.count is None:
        return 0.0
    return float(abs(max(old.count, 0) ** 0.5 - max(new.count, 0) ** 0.5))


def _causes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[Cause, str]]:
    """What is another than it was, each with what is known of its reach."""
    for name in dict.fromkeys((*now, *before)):
        if now.get(name) == before.get(name):
            continue
        kind, _, of = name.partition(":")
        reach = now.get(name) or before.get(name) or ""
        if kind == RELEASE and _tables(reach) == {_MODELS}:
            # What of the model is another says the model itself.
            continue
        if kind == RELEASE and name not in now:
            yield Cause(CauseKind.WITHDRAWN, of), reach
        elif kind == RELEASE:
            yield Cause(CauseKind.SCORE if _scored(reach) else CauseKind.RELEASE, of), reach
        elif kind == MEASURE:
            # A measure that only now has numbers is no changed definition.
            if name in now and name in before:
                yield Cause(CauseKind.DEFINITION, of), reach
        elif kind == DUTY:
            yield Cause(CauseKind.DUTY, of), reach
        else:
            known = kind in set(CauseKind)
            yield Cause(CauseKind(kind) if known else CauseKind.OTHER), reach


def _tables(reach: str) -> set[str]:
    """The tables that a delivery fills."""
    return set(reach.partition("|")[0].split(","))


def _scored(reach: str) -> bool:
    """Whether a delivery is of scores and decisions alone."""
    return all(table.startswith(_RISK_TABLES) for table in _tables(reach))


def _touches(cause: Cause, reach: str, id_: str, forces: frozenset[str]) -> bool:
    """Whether a cause can have moved a figure."""
    parts = id_.split(".")
    measure = parts[1] if len(parts) > 1 else ""
    if cause.kind is CauseKind.DUTY:
        return False
    if SUGGESTED in parts and cause.kind in (CauseKind.SCORE, CauseKind.WITHDRAWN):
        # Nobody's scores move what the data suggest; which priorities there are does.
        return not _scored(reach) or _PRIORITIES in _tables(reach)
    if SCORED.intersection(parts):
        return cause.kind not in (CauseKind.REBASE, CauseKind.WEIGHTS)
    if cause.kind in (CauseKind.SCORE, CauseKind.MODEL):
        return False
    if cause.kind is CauseKind.DEFINITION:
        return cause.of == measure
    if cause.kind is CauseKind.WEIGHTS:
        return measure == HARM
    if cause.kind is CauseKind.REBASE:
        return parts[2:3] in (["period"], ["usual"], ["growth"])
    if cause.kind in (CauseKind.RELEASE, CauseKind.WITHDRAWN):
        return _release_touches(reach, measure, parts[2] if len(parts) > 2 else "", forces)
    return True


def _release_touches(reach: str, measure: str, name: str, forces: frozenset[str]) -> bool:
    """Whether a delivery can have: by the tables that it fills, and by whose it is."""
    filled, of_forces = _tables(reach), reach.partition("|")[2]
    counted = measure in counted_measures()
    wanted = {RECORDED} if measure == HARM else {INCIDENTS} if counted else {OBSERVATIONS}
    if filled & {POPULATIONS, LOOKUPS, DEPRIVATION}:
        return True
    if not filled & wanted:
        return False
    own = name in (*_OWN, *_OWN_TOO)
    theirs = set(filter(None, of_forces.split(",")))
    return not (own and counted and theirs and forces) or bool(theirs & forces)
