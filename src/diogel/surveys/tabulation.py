"""The one step from answers to everything that can be said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from diogel.core import Tabulation
from diogel.surveys.answers import Answers
from diogel.surveys.coverage_table import add_coverage
from diogel.surveys.figures import add_plan_figures
from diogel.surveys.plan import Plan
from diogel.surveys.repeats_kept import refuse_repeated
from diogel.surveys.tables import finish, start
from diogel.surveys.themes.counting import CodedThemes, add_themes


def tabulate(
    answers: Answers,
    plan: Plan,
    as_at: date,
    cited: Mapping[str, Tabulation] | None = None,
    themes: Sequence[CodedThemes] = (),
) -> Tabulation:
    """Count one wave: every question, and every figure its plan asks for.

    Parameters
    ----------
    answers : Answers
    plan : Plan
    as_at : date
        The day whose areas and memberships hold: the end of fieldwork.
    cited : mapping of wave to Tabulation
        Other waves whose figures the plan cites.
    themes : sequence of CodedThemes
        The questions in free text whose answers were coded.

    Raises
    ------
    Refused
        When the plan names something that the wave does not have; all of it at once.
    """
    refuse_repeated(answers.instrument, plan)
    work = start(answers, plan, as_at, cited)
    add_coverage(work)
    add_themes(work, themes)
    add_plan_figures(work)
    return finish(work)
