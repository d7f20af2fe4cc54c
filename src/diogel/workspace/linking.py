"""Two waves of a workspace compared, and the key that links them, which lies outside of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from diogel.core import Place, Problem, Refused, Tabulation
from diogel.surveys import Wave, read_study, read_wave
from diogel.surveys.waves import (
    DEMONSTRATION_KEY,
    Comparison,
    LinkKey,
    Told,
    compare_waves,
    read_link_key,
    write_units,
)
from diogel.workspace.editions import Counting, Edition
from diogel.workspace.folder import Workspace
from diogel.workspace.lock import locked


def key_of(workspace: Workspace, wave: Wave) -> LinkKey | None:
    """The key that links a wave with the one it is compared with; None where nothing is linked.

    Two waves of invented answers take the demonstration's, which is public.

    Raises
    ------
    Refused
        When there is none, or it lies beside the answers.
    """
    if not wave.compares or not wave.linked:
        return None
    if wave.synthetic and read_wave(workspace.wave(wave.compares)).synthetic:
        return DEMONSTRATION_KEY
    return read_link_key(workspace.path)


def keep_units(workspace: Workspace, name: str) -> Path:
    """Write a wave's `units.csv`: its units under their keyed names."""
    study = read_study(workspace.wave(name))
    key = DEMONSTRATION_KEY if study.wave.synthetic else read_link_key(workspace.path)
    with locked(workspace.path):
        return write_units(study, key)


def comparison_of(counting: Counting, edition: Edition) -> Comparison | None:
    """An edition of a wave compared with the same edition of the wave before; None for none."""
    return _compare(counting, edition) if edition.study.wave.compares else None


def everything_counted(counting: Counting, edition: Edition) -> Tabulation:
    """What the exceptions of a wave may name: its own figures and tables, and its comparison's."""
    counted = counting.tabulation(edition.study.wave.id)
    comparison = comparison_of(counting, edition)
    if comparison is None:
        return counted
    released = comparison.released
    figures = {name: shown.figure for name, shown in released.figures.items()}
    tables = tuple(shown.table for shown in released.tables.values())
    return replace(
        counted, figures={**figures, **counted.figures}, tables=(*counted.tables, *tables)
    )


def compare(workspace: Workspace, name: str, policy: str = "") -> Comparison:
    """One wave compared with the wave that its file names; Refused when it names none."""
    if not read_wave(workspace.wave(name)).compares:
        raise Refused([Problem("waves.compares-none", Place(file=f"{name}/wave.toml"), name)])
    counting = Counting(workspace)
    return _compare(counting, counting.edition(name, policy))


def _compare(counting: Counting, edition: Edition) -> Comparison:
    """Both are released under one policy; the later's exceptions cover what links them."""
    wave = edition.study.wave
    before = counting.edition(wave.compares, edition.name)
    return compare_waves(
        Told(before.study, counting.tabulation(wave.compares), before.released),
        Told(edition.study, counting.tabulation(wave.id), edition.released),
        key_of(counting.workspace, wave),
        edition.policy,
        edition.released.exceptions,
    )
