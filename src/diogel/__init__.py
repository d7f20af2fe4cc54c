"""Diogel: the evidence system for community safety in Wales.

The same steps as the command line, for notebooks and other programs, with typed results::

    import diogel

    workspace = diogel.open_workspace("my-folder")
    diogel.add(workspace, ["2024-02.zip"], "en")
    (cardiff,) = diogel.know_areas(workspace, ["Cardiff"])

See `docs/how-to/use-from-python.md`. A name is read from its room when it is first used, so
that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diogel.assessment import Known as Known
    from diogel.core import Bilingual as Bilingual
    from diogel.core import Figure as Figure
    from diogel.core import Period as Period
    from diogel.core import Problem as Problem
    from diogel.core import Refused as Refused
    from diogel.core import Status as Status
    from diogel.disclosure import Released as Released
    from diogel.indicators import AreaSet as AreaSet
    from diogel.indicators import read_area_set as read_area_set
    from diogel.language import explain_all as explain_all
    from diogel.reports import figure_rows as figure_rows
    from diogel.workspace import Request as Request
    from diogel.workspace import Workspace as Workspace
    from diogel.workspace import add as add
    from diogel.workspace import assess_areas as assess_areas
    from diogel.workspace import audit_store as audit_store
    from diogel.workspace import build as build
    from diogel.workspace import check_files as check_files
    from diogel.workspace import export_incidents as export_incidents
    from diogel.workspace import export_observations as export_observations
    from diogel.workspace import gaps_of as gaps_of
    from diogel.workspace import know_areas as know_areas
    from diogel.workspace import make_template as make_template
    from diogel.workspace import new_workspace as new_workspace
    from diogel.workspace import open_store as open_store
    from diogel.workspace import open_workspace as open_workspace
    from diogel.workspace import wanted_areas as wanted_areas

__version__ = "0.1.0"

_ROOMS = {
    "Known": "assessment",
    "Bilingual": "core",
    "Figure": "core",
    "Period": "core",
    "Problem": "core",
    "Refused": "core",
    "Status": "core",
    "Released": "disclosure",
    "AreaSet": "indicators",
    "read_area_set": "indicators",
    "explain_all": "language",
    "figure_rows": "reports",
    "Request": "workspace",
    "Workspace": "workspace",
    "add": "workspace",
    "assess_areas": "workspace",
    "audit_store": "workspace",
    "build": "workspace",
    "check_files": "workspace",
    "export_incidents": "workspace",
    "export_observations": "workspace",
    "gaps_of": "workspace",
    "know_areas": "workspace",
    "make_template": "workspace",
    "new_workspace": "workspace",
    "open_store": "workspace",
    "open_workspace": "workspace",
    "wanted_areas": "workspace",
}
__all__ = ["__version__", *_ROOMS]


def __getattr__(name: str) -> object:
    """The public name of a room, read when it is asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'diogel' has no attribute {name!r}")
    return getattr(import_module(f"diogel.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
