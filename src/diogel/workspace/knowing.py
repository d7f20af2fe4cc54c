"""What is known of areas, as values: for notebooks, and for whoever takes back people's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from diogel.assessment.known import Known, know
from diogel.indicators import AreaSet, read_area_set
from diogel.workspace.assessing import read_shared
from diogel.workspace.folder import Workspace


def know_areas(
    workspace: Workspace, areas: Sequence[AreaSet | str], *, day: date | None = None
) -> tuple[Known, ...]:
    """Work out what can be said of each area, in the order given.

    Parameters
    ----------
    areas : sequence
        Area sets, or names and codes in either language.
    day : date, optional
        By which it is judged what is late; by default today.

    Returns
    -------
    tuple of Known
        `indicators` with everything that was worked out, `released` with what may be said of
        it, `findings` in sentences. What is not released must not leave the machine.

    Raises
    ------
    Refused
        With every name that means no area; or when the workspace holds no data.
    """
    wanted = [read_area_set(one) if isinstance(one, str) else one for one in areas]
    on = day or datetime.now(UTC).date()
    shared = read_shared(workspace, wanted, on, public=False)
    return tuple(know(shared.evidence, one, shared.background, shared.policy, on) for one in wanted)
