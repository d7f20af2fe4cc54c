"""Takes a partner's filled-in workbook into the register: all of it, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_register import record_scores, stored_scores
from diogel.assessment.risk_workbook_reading import ScoringReading, read_scoring_workbook
from diogel.core import Refused
from diogel.engine import Engine
from diogel.store import Release, Store


@dataclass(frozen=True, slots=True)
class TakenScores:
    """What came of a workbook. `release` is None when nothing in it is new."""

    reading: ScoringReading
    release: Release | None


def take_scoring_workbook(
    store: Store,
    engine: Engine,
    path: Path,
    priorities: Sequence[Priority],
    model: RiskModel,
    *,
    who: str = "",
    today: date | None = None,
) -> TakenScores:
    """Read a workbook and keep its scores.

    Parameters
    ----------
    who : str
        The post or team that scored, where the workbook does not say.

    Raises
    ------
    Refused
        With everything wrong in it, each fault at its cell; nothing of it is then kept.
    """
    earlier = stored_scores(store, engine)
    reading = read_scoring_workbook(path, priorities, model, earlier=earlier, who=who, today=today)
    if reading.stopped:
        raise Refused(reading.problems)
    release = record_scores(
        store, engine, reading.scores, priorities=priorities, model=model, today=today
    )
    return TakenScores(reading, release)
