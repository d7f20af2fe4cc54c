"""What a new month, a weight, a definition or a duty changes: those numbers, and no others."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from diogel.assessment import DEFAULT_MODEL
from diogel.assessment.changes import CauseKind
from diogel.core import Bilingual
from diogel.engine import open_engine
from diogel.indicators import area_set
from diogel.quality import make_audit_report, make_gap_report
from diogel.standard import use_definitions
from diogel.standard.loading import OWN
from diogel.store import Slice, Store
from diogel.workspace import (
    Request,
    Workspace,
    assess_areas,
    build,
    explain_figure,
    new_workspace,
    open_workspace,
    take_model,
)
from diogel.workspace.assessing import Assessed
from quality_store import deliver, deliver_residents

CARDIFF, NEWPORT = "W06000015", "W06000022"
FORCES = {CARDIFF: "south-wales", NEWPORT: "gwent"}
MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]
TYPES = ("Burglary", "Violence and sexual offences", "Anti-social behaviour")
RESIDENTS = "Usual residents of the area, with the version of the population named."
HOUSEHOLDS = "Households in the area, with the version of the census named."
OWN_MEASURE = "our-count"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Web pages alone, in this process: what is asked here is which areas are made."""
    monkeypatch.setattr("diogel.workspace.assessment_making.FORMATS", ("html",))
    for make in (make_audit_report, make_gap_report):
        only = partial(make, formats=("html",))
        monkeypatch.setattr(f"diogel.workspace.quality_outputs.{make.__name__}", only)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    yield
    use_definitions()


class Stock:
    """A workspace's store, filled by hand; each delivery comes a day after the one before."""

    def __init__(self, workspace: Workspace) -> None:
        self.days = 0
        self.store = Store(workspace.path / "store", clock=self.now)

    def now(self) -> datetime:
        return datetime(2024, 5, 1 + self.days, tzinfo=UTC)

    def put(self, table: str, rows: list[dict[str, object]], slices: list[Slice]) -> None:
        self.days += 1
        with open_engine() as engine:
            deliver(self.store, engine, table, rows, slices, source="police-uk-street")

    def months(self, area: str, months: list[str], each: int = 30) -> None:
        rows: list[dict[str, object]] = [
            {
                "incident_id": f"{area}-{month}-{type_}-{at}",
                "period": month,
                "force": FORCES[area],
                "area_code": area,
                "placement": "placed",
                "type": type_,
            }
            for month in months
            for type_ in TYPES
            for at in range(each)
        ]
        keys = [{"force": FORCES[area], "period": month} for month in months]
        slices = [
            Slice("street", k, each * len(TYPES), f"{k['period']}-{k['force']}-street.csv", "ab")
            for k in keys
        ]
        self.put("incidents", rows, slices)

    def people(self) -> None:
        self.days += 1
        with open_engine() as engine:
            deliver_residents(self.store, engine)

    def recorded(self) -> None:
        rows: list[dict[str, object]] = [
            {"period": f"2023-Q{n}", "area_code": CARDIFF, "offence_code": code, "count": 50}
            for n in range(1, 5)
            for code in ("28A", "8N")
        ]
        self.put("recorded_crime", rows, [Slice("recorded", {"period": "2023"}, 8, "r", "r")])

    def supplied(self) -> None:
        rows: list[dict[str, object]] = [
            {
                "measure_code": OWN_MEASURE,
                "area_code": CARDIFF,
                "period": month,
                "breakdown": "all",
                "value": 40.0,
                "numerator": 40.0,
                "status": "observed",
                "source_org": "Ours",
            }
            for month in MONTHS
        ]
        self.put("observations", rows, [Slice("ours", {"source_org": "Ours"}, 24, "o", "o")])


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "ours", Bilingual("Ours", "Ein un ni"), "en")


@pytest.fixture
def stock(workspace: Workspace) -> Stock:
    made = Stock(workspace)
    made.people()
    for area in FORCES:
        made.months(area, MONTHS)
    return made


def made_of(workspace: Workspace, *areas: str, again: bool = False) -> Assessed:
    opened = open_workspace(workspace.path)
    done = assess_areas(opened, [Request(area_set(code)) for code in areas], again=again)
    assert done.problems == ()
    return done


def page(workspace: Workspace, area: str, language: str = "en") -> str:
    path = workspace.out / "assessments" / area / f"assessment.{language}.html"
    return path.read_text(encoding="utf-8")


def stand(folder: Path) -> dict[str, int]:
    return {p.as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def log(workspace: Workspace, area: str) -> list[dict[str, str]]:
    path = workspace.path / "registers" / "assessments" / area / "numbers-changed.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def own_measure(workspace: Workspace, of: str) -> None:
    text = (OWN / "measures" / "police-burglary.toml").read_text(encoding="utf-8")
    text = text.replace('"police-burglary"', f'"{OWN_MEASURE}"').replace(HOUSEHOLDS, of)
    text = text.replace('"Burglary"', '"Our count"').replace('"Byrgleriaeth"', '"Ein cyfrif"')
    text = text.replace('police-type = "Our count"\n', "").replace("prescribed = [", "# [")
    path = workspace.path / "definitions" / "measures" / f"{OWN_MEASURE}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_new_month_of_one_force_makes_its_areas_anew_and_no_others(
    workspace: Workspace, stock: Stock
) -> None:
    first = made_of(workspace, CARDIFF, NEWPORT)
    before = stand(workspace.path)
    again = made_of(workspace, CARDIFF, NEWPORT)
    untouched = stand(workspace.path)
    cardiff = stand(workspace.out / "assessments" / CARDIFF)
    stock.months(NEWPORT, ["2024-01"], each=50)

    built = build(open_workspace(workspace.path))

    assert set(first.made) == {CARDIFF, NEWPORT} and first.changes == {}
    assert "This is the first edition" not in page(workspace, NEWPORT)
    assert "This is the first edition" in page(workspace, CARDIFF)
    assert "Dyma&#39;r argraffiad cyntaf" in page(workspace, CARDIFF, "cy").replace("'", "&#39;")
    assert set(again.fresh) == {CARDIFF, NEWPORT} and again.made == []
    assert {k: v for k, v in untouched.items() if "out/index" not in k} == {
        k: v for k, v in before.items() if "out/index" not in k
    }
    assert f"out/assessments/{NEWPORT}" in built.made
    assert f"out/assessments/{CARDIFF}" in built.fresh
    assert stand(workspace.out / "assessments" / CARDIFF) == cardiff
    found = built.changes[NEWPORT]
    assert {c.kind for each in found.numbers for c in each.causes} == {CauseKind.RELEASE}
    changed = {each.id for each in found.of_kind("changed")}
    assert {f"{NEWPORT}.police-burglary.{n}" for n in ("count12", "rate12")} <= changed
    rows = {row["id"]: row for row in log(workspace, NEWPORT)}
    own = rows[f"{NEWPORT}.police-burglary.count12"]
    assert (own["was"], own["now"]) == ("360", "380")
    assert own["cause"].startswith("release:2024")


def test_what_changed_does_not_make_an_area_count_as_changed(
    workspace: Workspace, stock: Stock
) -> None:
    made_of(workspace, NEWPORT)
    stock.months(NEWPORT, ["2024-01"], each=50)
    made_of(workspace, NEWPORT)
    shown, logged = page(workspace, NEWPORT), log(workspace, NEWPORT)

    again = made_of(workspace, NEWPORT, again=True)

    assert "This edition is compared with the one of" in shown
    assert again.made == [NEWPORT] and again.fresh == []
    assert page(workspace, NEWPORT) == shown
    assert log(workspace, NEWPORT) == logged


def test_other_weights_change_harm_alone(workspace: Workspace, stock: Stock) -> None:
    stock.recorded()
    weights = workspace.path / "harm-weights.csv"
    lines = "table,day,offence_code,weight,left_out\n"
    weights.write_text(lines + "T,2023-05-31,28A,10,\nT,2023-05-31,8N,3,\n", encoding="utf-8")
    made_of(workspace, CARDIFF)
    weights.write_text(lines + "T,2023-05-31,28A,12,\nT,2023-05-31,8N,3,\n", encoding="utf-8")

    found = made_of(workspace, CARDIFF).changes[CARDIFF]

    ids = {each.id for each in found.numbers}
    assert f"{CARDIFF}.harm.score" in ids
    assert all(id_.startswith(f"{CARDIFF}.harm.") for id_ in ids)
    assert {c.kind for each in found.numbers for c in each.causes} == {CauseKind.WEIGHTS}
    assert "The table of harm weights." in page(workspace, CARDIFF)


def test_another_definition_changes_its_own_measure_alone(
    workspace: Workspace, stock: Stock
) -> None:
    own_measure(workspace, RESIDENTS)
    stock.supplied()
    made_of(workspace, CARDIFF)
    own_measure(workspace, HOUSEHOLDS)

    found = made_of(workspace, CARDIFF).changes[CARDIFF]

    ids = {each.id for each in found.numbers}
    assert f"{CARDIFF}.{OWN_MEASURE}.rate12" in ids
    assert all(id_.startswith(f"{CARDIFF}.{OWN_MEASURE}.") for id_ in ids)
    assert f"{CARDIFF}.{OWN_MEASURE}.count12" not in ids
    assert {c.kind for each in found.numbers for c in each.causes} == {CauseKind.DEFINITION}


def test_another_risk_model_changes_suggested_levels_and_is_their_cause(
    workspace: Workspace, stock: Stock
) -> None:
    made_of(workspace, CARDIFF)
    text = DEFAULT_MODEL.read_text(encoding="utf-8").replace("no-change = 2", "no-change = 1")
    changed = workspace.path / "changed.toml"
    changed.write_text(text, encoding="utf-8")
    take_model(workspace, changed, "An analyst", "No change is less likely than it said.")

    found = made_of(workspace, CARDIFF).changes[CARDIFF]

    assert found.numbers
    assert all(each.id.endswith(".suggested.trend") for each in found.numbers)
    assert {(each.was.en, each.now.en) for each in found.numbers} == {("2", "1")}
    assert {c.kind for each in found.numbers for c in each.causes} == {CauseKind.MODEL}
    assert {row["cause"] for row in log(workspace, CARDIFF)} == {"model:"}
    assert "Suggested levels that changed since the last edition" in page(workspace, CARDIFF)
    assert "The model by which risk is scored." in page(workspace, CARDIFF)


def test_a_new_duty_changes_no_number_and_is_told(workspace: Workspace, stock: Stock) -> None:
    made_of(workspace, CARDIFF)
    text = (OWN / "duties" / "prevent.toml").read_text(encoding="utf-8")
    text = text.replace('code = "prevent"', 'code = "our-duty"')
    path = workspace.path / "definitions" / "duties" / "our-duty.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace('title.en = "', 'title.en = "Our '), encoding="utf-8")

    done = made_of(workspace, CARDIFF)

    assert done.made == [CARDIFF]
    assert done.changes[CARDIFF].numbers == ()
    assert [c.kind for c in done.changes[CARDIFF].causes] == [CauseKind.DUTY]
    assert "The law or the duty of: Our " in page(workspace, CARDIFF)
    assert [(r["id"], r["kind"]) for r in log(workspace, CARDIFF)] == [("our-duty", "no number")]


def test_a_number_is_explained_as_it_stood_on_a_day(workspace: Workspace, stock: Stock) -> None:
    then = stock.now()
    stock.months(NEWPORT, ["2024-01"], each=50)
    id_ = f"{NEWPORT}.police-burglary.count12"
    opened = open_workspace(workspace.path)

    before, now = explain_figure(opened, id_, as_at=then), explain_figure(opened, id_)

    assert (before.said.en, now.said.en) == ("360", "380")
    assert [str(row.period) for row in now.observations][-1] == "2024-01"
    assert {row.value for row in before.observations} == {30.0}
    assert [file.name for file in now.observations[-1].files] == ["2024-01-gwent-street.csv"]
