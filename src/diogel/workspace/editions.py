"""A survey's editions: the same answers under a policy, with or without its exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused, Tabulation
from diogel.disclosure import (
    DEFAULT_POLICY,
    Policy,
    Released,
    load_exceptions,
    load_policy,
    release,
)
from diogel.surveys import Study, read_study, read_wave
from diogel.workspace.folder import Workspace

EXCEPTIONS = "exceptions.toml"
DEFAULT = "default"


@dataclass(frozen=True)
class Edition:
    """One way of publishing a wave.

    `name` is "" for the wave's own edition, under its recorded exceptions, else the name of
    the policy that was applied without any exception.
    """

    study: Study
    name: str
    policy: Policy
    released: Released


def policy_path(workspace: Workspace, name: str) -> Path:
    """The file of a policy: the workspace's own of that name, else the one of Diogel.

    Without a name it is the workspace's own default, where it has one.
    """
    own = {path.stem: path for path in (workspace.path / "policies").glob("*.toml")}
    wanted = name or DEFAULT
    if wanted in own:
        return own[wanted]
    if wanted == DEFAULT:
        return DEFAULT_POLICY
    known = ", ".join(sorted({DEFAULT, *own}))
    raise Refused([Problem("workspace.no-policy", Place(), name, known)])


def in_order(workspace: Workspace) -> tuple[str, ...]:
    """The names of the surveys, each after those it cites.

    Refused when one cites a survey that is not there, or when they cite in a circle.
    """
    cites = {folder.name: read_wave(folder).cites for folder in workspace.waves()}
    ordered: list[str] = []

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circle = " > ".join((*trail[trail.index(name) :], name))
            raise Refused([Problem("workspace.cites-in-a-circle", Place(), circle)])
        if name in ordered:
            return
        if name not in cites:
            raise Refused([Problem("workspace.no-survey", Place(), name, ", ".join(cites))])
        for other in cites[name]:
            visit(other, (*trail, name))
        ordered.append(name)

    for name in cites:
        visit(name, ())
    return tuple(ordered)


def with_cited(workspace: Workspace, name: str) -> tuple[str, ...]:
    """A survey and every survey it cites, itself or through another, each once."""
    found: dict[str, None] = {}

    def take(wave: str) -> None:
        if wave not in found:
            found[wave] = None
            for other in read_wave(workspace.wave(wave)).cites:
                take(other)

    take(name)
    return tuple(found)


def exceptions_of(folder: Path) -> tuple[Path, ...]:
    """The wave's file of recorded exceptions, when it has one."""
    path = folder / EXCEPTIONS
    return (path,) if path.is_file() else ()


def make_edition(
    workspace: Workspace,
    study: Study,
    tabulation: Tabulation,
    name: str,
    cited: Mapping[str, Released],
) -> Edition:
    """Apply a policy to a wave: with the wave's exceptions, or, under a name, without.

    What a cited wave hides under the same policy is hidden here too.
    """
    policy = load_policy(policy_path(workspace, name))
    files = () if name else exceptions_of(study.wave.folder)
    exceptions = tuple(e for path in files for e in load_exceptions(path))
    return Edition(study, name, policy, release(tabulation, policy, exceptions, cited))


class Counting:
    """Reads, counts and releases waves once each, with the waves they cite before them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._studies: dict[str, Study | Refused] = {}
        self._tabulations: dict[str, Tabulation] = {}
        self._editions: dict[tuple[str, str], Edition] = {}

    def study(self, name: str) -> Study:
        """One wave, read; Refused, every time alike, when it cannot be."""
        if name not in self._studies:
            try:
                self._studies[name] = read_study(self.workspace.wave(name))
            except Refused as refused:
                self._studies[name] = refused
        found = self._studies[name]
        if isinstance(found, Refused):
            raise Refused(found.problems)
        return found

    def tabulation(self, name: str) -> Tabulation:
        """One wave, counted."""
        if name not in self._tabulations:
            study = self.study(name)
            cited = {other: self.tabulation(other) for other in study.wave.cites}
            self._tabulations[name] = study.tabulate(cited)
        return self._tabulations[name]

    def edition(self, name: str, policy: str) -> Edition:
        """One wave under a policy."""
        if (name, policy) not in self._editions:
            study, cited = self.study(name), self.cited(name, policy)
            tabulation = self.tabulation(name)
            made = make_edition(self.workspace, study, tabulation, policy, cited)
            self._editions[name, policy] = made
        return self._editions[name, policy]

    def cited(self, name: str, policy: str) -> Mapping[str, Released]:
        """The released figures of the waves that one wave cites, under the same policy."""
        waves = self.study(name).wave.cites
        return {other: self.edition(other, policy).released for other in waves}


def figures_of(
    workspace: Workspace, wave: str, policy: str, language: Language
) -> list[dict[str, object]]:
    """The figures of a wave that may be said, as rows for a person or a program."""
    from diogel.reports.narrative import figure_text

    edition = Counting(workspace).edition(wave, policy)
    rows: list[dict[str, object]] = []
    for found in edition.released.listed:
        figure = found.figure
        mark = f"[{figure.status.value}]"
        said = figure_text(figure, "", language) if figure.value is not None else mark
        rows.append(
            {
                "figure": figure.id,
                "label": figure.label[language],
                "said": said,
                "value": figure.value,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "base": figure.base.value,
                "status": figure.status.value,
            }
        )
    return rows
