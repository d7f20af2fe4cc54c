"""Exports of other tools come in as the same answers that the template would have held."""

import random
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import export_factory as tools

from diogel.core import Severity
from diogel.surveys import (
    Instrument,
    Response,
    Wave,
    builtin_instrument,
    builtin_instrument_path,
    read_answers,
    read_wave,
    write_template,
)
from diogel.surveys.imports import Imported, import_answers

WORKFORCE = builtin_instrument("workforce-2021")
BASELINE = builtin_instrument("baseline-2021")
BOTH = pytest.mark.parametrize("instrument", [WORKFORCE, BASELINE], ids=lambda i: i.id)
WAVE = """synthetic = true
opened = 2021-03-01
closed = 2021-03-24
published = 2021-04-30
title = {en = "A", cy = "B"}
author = {en = "A", cy = "B"}
asked = {en = "A", cy = "B"}
how = {en = "A", cy = "B"}
audience = {en = "A", cy = "B"}
"""


def wave_of(folder: Path, instrument: Instrument) -> Wave:
    folder = folder / "wave"
    folder.mkdir()
    (folder / "wave.toml").write_text(WAVE, encoding="utf-8")
    form = builtin_instrument_path(instrument.id).read_text(encoding="utf-8")
    (folder / "instrument.md").write_text(form, encoding="utf-8")
    return read_wave(folder)


def bring(wave: Wave, *paths: Path, **settings: object) -> Imported:
    return import_answers(
        wave,
        paths,
        today=date(2026, 11, 22),
        shuffle=random.Random(7),
        **settings,  # type: ignore[arg-type]
    )


def stops(imported: Imported) -> list[tuple[str, str, str]]:
    return [
        (p.code, p.place.column, p.found) for p in imported.problems if p.severity is Severity.STOP
    ]


def contents(responses: tuple[Response, ...]) -> set[tuple[object, ...]]:
    """The responses without their numbers, which are made fresh."""
    return {
        (r.areas, r.language, tuple(sorted((k, str(sorted(v)) if isinstance(v, frozenset) else v)
                                           for k, v in r.values.items())))
        for r in responses
    }  # fmt: skip


def template_route(
    folder: Path, instrument: Instrument, given: list[Response]
) -> tuple[Response, ...]:
    path = folder / "template.xlsx"
    write_template(instrument, path, "en", given)
    return read_answers(path, instrument)[0].responses


def without_semicolons(given: list[Response]) -> list[Response]:
    """Forms cannot tell a semicolon in the words for "other" from the end of a tick."""
    from dataclasses import replace

    return [
        replace(
            r,
            values={
                k: v.replace(";", ",") if k.endswith("_other") and isinstance(v, str) else v
                for k, v in r.values.items()
            },
        )
        for r in given
    ]


def assert_same(
    tmp_path: Path, imported: Imported, instrument: Instrument, given: list[Response]
) -> None:
    assert stops(imported) == []
    assert imported.written is not None
    answers, _ = read_answers(imported.written, instrument)
    assert contents(answers.responses) == contents(template_route(tmp_path, instrument, given))
    assert len(answers.responses) == len(given)


@BOTH
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("dotted", [False, True])
def test_a_forms_workbook_comes_in(
    tmp_path: Path, instrument: Instrument, language: str, dotted: bool
) -> None:
    given = without_semicolons([tools.sample(instrument, n, "cy") for n in range(1, 25)])
    path = tools.ms_forms(tmp_path / "x.xlsx", instrument, given, language, dotted)  # type: ignore[arg-type]

    imported = bring(wave_of(tmp_path, instrument), path)

    assert imported.files[0].mapping.export.tool == "ms-forms"
    assert_same(tmp_path, imported, instrument, given)


@BOTH
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("ticks", [False, True])
def test_a_table_with_two_rows_of_headings_comes_in(
    tmp_path: Path, instrument: Instrument, language: str, ticks: bool
) -> None:
    given = [tools.sample(instrument, n, "cy" if n % 2 else "en") for n in range(1, 25)]
    path = tools.smart_survey(tmp_path / "x.csv", instrument, given, language, ticks)  # type: ignore[arg-type]

    imported = bring(wave_of(tmp_path, instrument), path)

    assert imported.files[0].mapping.export.tool == "smart-survey"
    assert_same(tmp_path, imported, instrument, given)


@BOTH
@pytest.mark.parametrize("language", [None, "en", "cy"])
@pytest.mark.parametrize("several", ["both", "summary", "details"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_kobo_export_comes_in(
    tmp_path: Path, instrument: Instrument, language: str | None, several: str, ending: str
) -> None:
    tongue = "cy" if language == "cy" else ""  # Welsh headings alone tell the language
    given = [tools.sample(instrument, n, tongue) for n in range(1, 15)]
    path = tools.kobo(
        tmp_path / f"x{ending}",
        instrument,
        given,
        language,
        several,
        ending,  # type: ignore[arg-type]
    )

    imported = bring(wave_of(tmp_path, instrument), path)

    assert imported.files[0].mapping.export.tool == "kobo"
    assert_same(tmp_path, imported, instrument, given)


@BOTH
@pytest.mark.parametrize("groups", ["-", "/", ""])
@pytest.mark.parametrize("split", [False, True])
def test_an_odk_export_comes_in(
    tmp_path: Path, instrument: Instrument, groups: str, split: bool
) -> None:
    given = [tools.sample(instrument, n, "") for n in range(1, 15)]
    path = tools.odk(tmp_path / "x.csv", instrument, given, groups, split)

    imported = bring(wave_of(tmp_path, instrument), path)

    assert imported.files[0].mapping.export.tool == "odk"
    assert_same(tmp_path, imported, instrument, given)
