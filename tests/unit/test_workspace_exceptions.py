"""What the build tells of the exceptions that a wave is published under."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from diogel.reports.figures_csv import figures_csv
from diogel.reports.sheets import figures_sheet
from diogel.workspace import Counting, open_workspace
from diogel.workspace.building import _exception_problems
from diogel.workspace.editions import figures_of

SLIP = """
[[exception]]
id = "slip"
date = 2999-01-01
covers = ["W7.UNSURE"]
title = { en = "A slip", cy = "Llithriad" }
reason = { en = "None.", cy = "Dim." }
approver = { en = "Nobody", cy = "Neb" }
"""


def test_a_slip_in_an_exception_is_told_with_its_file(demo_copy: Path) -> None:
    path = demo_copy / "surveys" / "workforce-2021" / "exceptions.toml"
    path.write_text(path.read_text(encoding="utf-8") + SLIP, encoding="utf-8")

    found = _exception_problems(Counting(open_workspace(demo_copy)), "workforce-2021")

    slips = [problem for problem in found if problem.slots["exception"] == "slip"]
    assert {(p.code, p.found, p.place.file) for p in slips} == {
        ("exceptions.unused-pattern", "W7.UNSURE", "exceptions.toml"),
        ("exceptions.future", "2999-01-01", "exceptions.toml"),
    }


def test_who_is_in_a_hidden_list_of_the_largest_stands_nowhere(demo_workspace: Path) -> None:
    workspace = open_workspace(demo_workspace)
    released = Counting(workspace).edition("workforce-2021", "default").released
    selected = {
        name
        for name, found in released.figures.items()
        if found.figure.selected and not found.shown
    }

    rows = {row["figure"] for row in csv.DictReader(io.StringIO(figures_csv(released)))}
    sheet = {row[0] for row in figures_sheet(released, "en").rows}
    told = {row["figure"] for row in figures_of(workspace, "workforce-2021", "default", "en")}

    assert selected
    assert not selected & (rows | sheet | told)
