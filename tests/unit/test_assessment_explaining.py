"""From a printed number to what it was made from; of a hidden one the rule and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from indicator_factory import CARDIFF, NEWPORT

from diogel.assessment.background import Background
from diogel.assessment.explain_page import explain_documents, origins
from diogel.assessment.explaining import (
    FORMULAS,
    METHODS,
    all_figures,
    explain,
    explained,
)
from diogel.assessment.explaining_telling import lines_of, record_of
from diogel.assessment.known import Known, know
from diogel.assessment.provenance import read_provenance
from diogel.core import LANGUAGES, Base, Bilingual, Language, Period, Refused, Status, Unit
from diogel.disclosure import load_policy
from diogel.engine import Engine, open_engine
from diogel.indicators import area_set, read_evidence
from diogel.language import both, english_left
from diogel.quality import observations as all_observations
from diogel.reports import PlainTable, Prose, write_document
from diogel.standard import measure as measure_of
from diogel.store import Slice, Store
from quality_store import deliver, deliver_months, deliver_residents, store_at

STREET = "police-uk-street"
VICTIMS, BURGLARY = "victims-supported", "police-burglary"
MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]
QUARTERS = [f"{year}-Q{n}" for year in (2022, 2023) for n in range(1, 5)]
JULY = Period.month(2023, 7)
NAMES = Bilingual("Ours", "Ein un ni")
RATE = f"{NEWPORT}.{BURGLARY}.rate12"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


@pytest.fixture(scope="module")
def store(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = store_at(tmp_path_factory.mktemp("store"))
    deliver_residents(made, engine)
    counts = {
        (NEWPORT, type_): 30
        for type_ in ("Burglary", "Violence and sexual offences", "Anti-social behaviour")
    }
    deliver_months(made, engine, "gwent", dict.fromkeys(MONTHS, counts), source=STREET)
    few: list[dict[str, object]] = [
        {
            "measure_code": VICTIMS,
            "area_code": NEWPORT,
            "period": quarter,
            "breakdown": "all",
            "value": 1.0 if quarter < "2023" else 0.0,
            "status": "observed",
            "source_org": "Somebody",
        }
        for quarter in QUARTERS
    ]
    whole = [Slice("few", {"source_org": "Somebody"}, 8, "f", "f")]
    deliver(made, engine, "observations", few, whole, source=STREET)
    return made


@pytest.fixture(scope="module")
def known(engine: Engine, store: Store) -> Known:
    """Newport's burglaries of two years, and a partner's few victims."""
    frame = engine.keep(all_observations(engine, store))
    evidence = read_evidence(engine, store, frame, measures=[BURGLARY, VICTIMS])
    background = Background(provenance=read_provenance(engine, store))
    day = date(2024, 6, 1)
    return know(evidence, area_set(NEWPORT), background, load_policy(), day)


def test_a_rate_leads_to_its_parts_its_population_and_its_files(known: Known) -> None:
    found = explain(known, RATE)

    assert found.said == Bilingual("9.00", "9.00")
    assert [(part.figure, part.said.en) for part in found.parts] == [
        (f"{NEWPORT}.{BURGLARY}.count12", "360"),
        ("", "360"),
        ("", "40,000"),
    ]
    assert "Byar" in found.method.en and "7.5" not in found.method.en
    assert found.resting.population == "mid-2022"
    assert [each.tables for each in found.population] == [("populations",)]
    assert [str(row.period) for row in found.observations] == MONTHS[12:]
    assert {row.value for row in found.observations} == {30.0}
    file = found.observations[0].files[0]
    assert (file.name, file.rows) == ("2023-01-gwent-street.csv", 90)
    assert [each.id for each in found.releases] == [file.release]


def test_a_change_rests_on_both_of_its_years(known: Known) -> None:
    found = explain(known, f"{NEWPORT}.{BURGLARY}.ratio")

    assert [str(row.period) for row in found.observations] == MONTHS


def test_one_month_of_a_chart_rests_on_itself(known: Known) -> None:
    found = explain(known, f"{NEWPORT}.{BURGLARY}.period.2023-07")

    assert [(str(row.period), row.value) for row in found.observations] == [("2023-07", 30.0)]


def test_a_hidden_number_explains_its_rule_and_tells_nothing_else(known: Known) -> None:
    hidden = [f for f in all_figures(known).values() if not f.shown]
    assert hidden

    for figure in hidden:
        found = explained(known, figure)
        record = record_of(found)
        assert found.said == Bilingual("[c]", "[c]")
        assert found.parts == () and record["value"] is None and record["limits"] is None
        assert all(row.value is None for row in found.observations)
        assert {row.status for row in found.observations} <= {"hidden", "x", "c", "z"}
        assert record["disclosure"]["rules"]


def test_a_protected_measures_months_stay_hidden_behind_a_number_that_is_shown(
    known: Known,
) -> None:
    found = explain(known, f"{NEWPORT}.{VICTIMS}.count12")

    assert found.shown
    assert all(row.value is None for row in found.observations)


def test_a_suggested_level_is_the_machines_and_names_its_number_and_its_model(
    known: Known,
) -> None:
    found = explain(known, f"{NEWPORT}.crime.suggested.trend")

    model = known.risk.model
    latest = f"{NEWPORT}.{BURGLARY}.period.2023-12"
    assert found.said.en == "2" and "The machine suggests" in found.formula.en
    assert [part.figure for part in found.parts] == [latest]
    assert found.measure is not None and found.measure.code == BURGLARY
    assert [str(row.period) for row in found.observations] == ["2023-12"]
    *_, told = found.model
    assert told.cy.startswith(f"Model risg: {model.title.cy}, fersiwn {model.version} (")
    assert all(each.en in list(lines_of(found, "en")) for each in found.model)
    assert len(record_of(found)["model"]) == len(found.model) == 3


def test_a_level_that_nothing_suggests_names_no_number(known: Known) -> None:
    found = explain(known, f"{NEWPORT}.crime.suggested.volume")

    assert found.parts == () and found.figure.status is Status.NOT_AVAILABLE
    assert any("level" in each.en and "begin" in each.en for each in found.model)


def test_a_number_that_no_model_had_a_part_in_names_none(known: Known) -> None:
    assert explain(known, RATE).model == ()


def test_the_page_tells_from_which_number_a_level_is_suggested(known: Known) -> None:
    documents = explain_documents(known, NAMES)
    level = f"{NEWPORT}.crime.suggested.trend"
    (row,) = [
        row
        for block in documents["en"].blocks
        if isinstance(block, PlainTable)
        for anchor, row in zip(block.anchors, block.rows, strict=False)
        if anchor == level
    ]

    assert row[1] == "2"
    assert f"({NEWPORT}.{BURGLARY}.period.2023-12)." in row[2]
    assert "Risk model: " in row[2] and "partners" not in row[2]


def test_a_mistyped_name_gets_the_nearest(known: Known) -> None:
    with pytest.raises(Refused) as refused:
        explain(known, RATE.replace("burglary", "burglry"))

    (problem,) = refused.value.problems
    assert problem.code == "explain.no-figure"
    assert str(problem.expected).split(", ")[0] == RATE


def test_every_figure_of_an_area_has_a_chain_in_both_languages(known: Known) -> None:
    for figure in all_figures(known).values():
        found = explained(known, figure)
        told = {language: list(lines_of(found, language)) for language in LANGUAGES}
        assert len(told["en"]) == len(told["cy"])
        assert json.dumps(record_of(found), ensure_ascii=False)


def test_no_figure_of_a_measure_is_without_a_formula(known: Known) -> None:
    names = {id_.split(".")[2] for id_ in all_figures(known) if id_.split(".")[1] == BURGLARY}

    assert names <= set(FORMULAS)


@pytest.mark.parametrize(
    "key",
    [
        *(f"base.{base}" for base in Base),
        *(f"unit.{unit}" for unit in Unit),
        *(f"status.{status}" for status in Status),
        *(f"formula.{name}" for name in FORMULAS),
        *(f"method.{name}" for name in METHODS),
    ],
)
def test_every_word_of_a_chain_is_there_in_both_languages(key: str) -> None:
    assert both(f"explain.{key}").complete


def test_the_page_has_a_row_to_enter_for_every_figure(known: Known, tmp_path: Path) -> None:
    for language, document in explain_documents(known, NAMES).items():
        write_document(document, tmp_path, ("html",), twin_href="x")
        page = (tmp_path / f"explain.{language}.html").read_text(encoding="utf-8")
        targets = {href.partition("#")[2] for href in origins(known, language).values()}
        ids = re.findall(r'\bid="([^"]+)"', page)

        assert targets <= set(ids)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_are_named_by_their_title_and_not_by_their_id(
    known: Known, language: Language
) -> None:
    page = explain_documents(known, NAMES)[language]
    line = "\n".join(lines_of(explain(known, RATE), language))

    policy = known.policy.title[language]
    told = [b.markdown for b in page.blocks if isinstance(b, Prose) and policy in b.markdown]
    assert len(told) == 1
    assert policy in line
    assert f": {known.policy.id}." not in told[0] + line


def test_the_page_tells_no_number_that_is_hidden(known: Known) -> None:
    documents = explain_documents(known, NAMES)
    tables = [b for b in documents["en"].blocks if isinstance(b, PlainTable)]
    rows = {row[0]: row for table in tables for row in table.rows}
    hidden = [f.figure.id for f in all_figures(known).values() if not f.shown]

    told = [row for id_ in hidden for head, row in rows.items() if head.endswith(f"\n{id_}")]
    assert told and {row[1] for row in told} == {"[c]"}
    caption = f"Observations: {measure_of(VICTIMS).title.en}"
    observed = next(table for table in tables if table.caption == caption)
    assert {row[1] for row in observed.rows} <= {"not shown here", "[x]"}


def test_no_english_is_left_on_the_welsh_page(known: Known, tmp_path: Path) -> None:
    write_document(explain_documents(known, NAMES)["cy"], tmp_path, ("html",), twin_href="x")
    page = (tmp_path / "explain.cy.html").read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>", "", page[page.index("<main") :], flags=re.DOTALL)
    # Names of numbers, deliveries and files are the same in both languages.
    named = re.sub(r"<code>.*?</code>|[\w.]+[-.][\w.-]+(?=[<\s])", " ", body)
    lines = [re.sub(r"<[^>]+>", " ", line) for line in named.splitlines()]

    left = [found for line in lines for found in english_left(line)]
    assert left == []


def test_where_a_number_came_from_is_held_for_each_month(engine: Engine, store: Store) -> None:
    found = read_provenance(engine, store)

    assert len(found.incidents) == len(MONTHS)
    assert found.files_of(area_set(CARDIFF), BURGLARY, JULY) == ()
    (file,) = found.files_of(area_set(NEWPORT), BURGLARY, JULY)
    assert file.name == "2023-07-gwent-street.csv"
