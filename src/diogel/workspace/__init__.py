"""The workspace folder: settings, what is stale, what an output was made from, the build."""

from diogel.workspace.bringing_in import bring_in, code_words
from diogel.workspace.building import Result, build
from diogel.workspace.editions import Counting, figures_of
from diogel.workspace.folder import Workspace, new_workspace, open_workspace
from diogel.workspace.starting import lay_out_demo, new_survey

__all__ = [
    "Counting",
    "Result",
    "Workspace",
    "bring_in",
    "build",
    "code_words",
    "figures_of",
    "lay_out_demo",
    "new_survey",
    "new_workspace",
    "open_workspace",
]
