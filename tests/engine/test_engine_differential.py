"""Paths through forms against the engine of ODK Web Forms, on generated answers."""

import json
import os
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.instrument import Instrument
from diogel.surveys.path import Item, recompute
from diogel.surveys.xlsform import XLSFORM_TABLES, builtin_instrument_path, read_instrument

HERE = Path(__file__).parent
FORMS = sorted((HERE / "forms").glob("*.md"))
BUILT_IN = [builtin_instrument_path(name) for name in ("baseline-2021", "workforce-2021")]
RECORDS = 30
WORDS = ["", "x", "yes", "no", "Caerdydd", "a longer text", "7", "AB12", "2"]


def xform(path: Path) -> str:
    """The form as the engine reads it."""
    tables = read_form_tables(path)
    rows = dict[str, list]()
    for name in XLSFORM_TABLES:
        rows[name] = [dict(row.cells) for row in tables.rows.get(name, ())]
        rows[f"{name}_header"] = [dict.fromkeys(h for row in rows[name] for h in row)]
    return convert(rows, form_name="form").xform


def answers(instrument: Instrument, seed: int) -> dict:
    """Answers to a form, on the path and off it, blank here and there."""
    chance = random.Random(f"{instrument.id} {seed}")
    return _block(instrument, "", chance)


def _block(instrument: Instrument, block: str, chance: random.Random) -> dict:
    found = {}
    for question in instrument.questions:
        if question.block == block and question.asks and not question.calculation:
            found[question.id] = _value(question, chance)
    for inner in instrument.blocks.values():
        if inner.parent == block and inner.kind == "repeat":
            times = chance.randrange(1, 4)
            found[inner.id] = [_block(instrument, inner.id, chance) for _ in range(times)]
        elif inner.parent == block:
            found |= _block(instrument, inner.id, chance)
    return found


def _value(question, chance: random.Random) -> str:
    if chance.random() < 0.15:
        return ""
    match question.kind:
        case "single":
            return chance.choice(question.codes)
        case "multi" | "areas":
            few = min(4, len(question.codes))
            ticked = chance.sample(question.codes, chance.randrange(few + 1))
            return " ".join(code for code in question.codes if code in ticked)
        case "integer":
            return str(chance.randrange(-2, 25))
        case "decimal":
            return f"{chance.randrange(0, 400) / 4:g}"
        case "date":
            return str(date(2026, 1, 1) + timedelta(days=chance.randrange(365)))
        case _:
            return chance.choice(WORDS)


@pytest.fixture(scope="session")
def told() -> dict[str, list]:
    """What the engine says of every record of every form, asked all at once."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed; the engine of ODK Web Forms runs in it.")
    if not (HERE / "node_modules").is_dir():
        pytest.skip("The engine is not installed: run npm ci in tests/engine.")
    paths = [*FORMS, *BUILT_IN]
    jobs = [{"form": xform(path), "answers": records(read_instrument(path)[0])} for path in paths]
    done = subprocess.run(
        [node, str(HERE / "engine.mjs")],
        input=json.dumps({"jobs": jobs}),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TZ": "Europe/London"},
        timeout=300,
    )
    results = json.loads(done.stdout)["results"]
    return {path.stem: result for path, result in zip(paths, results, strict=True)}


def records(instrument: Instrument) -> list[dict]:
    return [answers(instrument, seed) for seed in range(RECORDS)]


@pytest.mark.parametrize("path", [*FORMS, *BUILT_IN], ids=lambda path: path.stem)
def test_our_path_and_the_engines_agree(told: dict[str, list], path: Path) -> None:
    instrument, _ = read_instrument(path)

    for record, theirs in zip(records(instrument), told[path.stem], strict=True):
        ours = {_key(item): _said(item) for item in recompute(instrument, record).items}

        assert isinstance(theirs, list), theirs
        assert _compared(instrument, ours, theirs) == {}, record


def test_the_comparison_sees_answers_of_every_sort(told: dict[str, list]) -> None:
    items = [item for results in told.values() for result in results for item in result]

    assert len(FORMS) >= 20
    assert sum(item["relevant"] and item["value"] != "" for item in items) > 2_000
    assert sum(not item["relevant"] for item in items) > 500
    assert sum(not item["valid"] for item in items) > 100
    assert sum(bool(item["instances"]) for item in items) > 500


def _key(item: Item) -> str:
    return f"{item.id} {list(item.instances)}"


def _said(item: Item) -> tuple:
    choices = list(item.choices) if item.on_path and item.choices else None
    return (item.on_path, item.value, item.allowed, item.required, choices)


def _compared(instrument: Instrument, ours: dict, told: list[dict]) -> dict:
    """Where the two differ: what we say and what the engine says."""
    found = {}
    for item in told:
        key = f"{item['id']} {item['instances']}"
        choices = (item["choices"] or None) if item["relevant"] else None
        value = _number(instrument, item["id"], item["value"])
        theirs = (item["relevant"], value, item["valid"], item["required"], choices)
        if key in ours and theirs != ours[key]:
            found[key] = (ours[key], theirs)
    named = {f"{item['id']} {item['instances']}" for item in told}
    missing = {key: "ours only" for key in ours if key not in named}
    return found | missing


def _number(instrument: Instrument, name: str, value: str) -> str:
    """The engine writes the decimal 68 as 68.0; as a number it is the same."""
    decimal = name in instrument and instrument.question(name).kind == "decimal"
    return value.removesuffix(".0") if decimal else value
