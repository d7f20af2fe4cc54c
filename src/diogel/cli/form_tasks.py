"""What the commands do that take a questionnaire out of the system and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diogel.cli.output import tell, tell_json, tell_list, tell_problems
from diogel.core import LANGUAGES, Bilingual, Language, Severity

NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire's file, a name for what is made from it, and whose it is when known."""

    path: Path
    name: str
    author: Bilingual = NOTHING
    opened: Bilingual = NOTHING


def _form(workspace: Path, named: str) -> Form:
    """The form that a path names, or the one of a survey of the workspace."""
    from diogel.language import long_date
    from diogel.surveys import read_wave
    from diogel.workspace import open_workspace

    for path in (Path(named), workspace / named):
        if path.is_file():
            return Form(path, path.stem)
    wave = read_wave(open_workspace(workspace).wave(named))
    opened = Bilingual(*(long_date(wave.opened, language) for language in LANGUAGES))
    return Form(wave.form, wave.id, wave.author, opened)


def _folder(workspace: Path, form: Form, to: Path | None) -> Path:
    return to or workspace / "out" / "forms" / form.name


def survey_export(
    *, language: Language, workspace: Path, form: str, to: Path | None, as_json: bool
) -> int:
    """Write a questionnaire as an XLSForm workbook."""
    from diogel.surveys import load_instrument, write_xlsform

    found = _form(workspace, form)
    path = _folder(workspace, found, to) / f"{found.name}.xlsx"
    write_xlsform(load_instrument(found.path), path)
    return _written([path], language, as_json=as_json)


def survey_print(
    *, language: Language, workspace: Path, form: str, to: Path | None, as_json: bool
) -> int:
    """Write a questionnaire as a form to print, in both languages and every format."""
    from diogel.surveys import load_instrument, write_printed_forms

    found = _form(workspace, form)
    instrument, folder = load_instrument(found.path), _folder(workspace, found, to)
    made = write_printed_forms(instrument, folder, author=found.author, date=found.opened)
    paths = [path for written in made.values() for path in written.paths.values()]
    missing = {name: why for written in made.values() for name, why in written.missing.items()}
    if not as_json:
        for name, why in missing.items():
            tell("cli.survey.format_missing", language, format=name, reason=why)
    return _written(paths, language, as_json=as_json)


def survey_compare(
    *,
    language: Language,
    workspace: Path,
    first: Path,
    second: Path,
    form: str,
    as_json: bool,
) -> int:
    """Compare two keyings cell by cell; 1 when any cell differs."""
    from diogel.language import as_records
    from diogel.surveys import compare_answers, load_instrument

    instrument = load_instrument(_form(workspace, form).path) if form else None
    found = compare_answers(first, second, instrument)
    counts = {"responses": found.responses, "cells": found.cells}
    stops = sum(p.severity is Severity.STOP for p in found.problems)
    if as_json:
        tell_json(counts | {"problems": as_records(found.problems, language)})
    else:
        if found.problems:
            tell_problems(found.problems, language, as_json=False)
        tell("cli.survey.compared", language, **counts, differences=stops)
    return 1 if stops else 0


def survey_translation(
    *,
    language: Language,
    workspace: Path,
    form: str,
    to: Path | None,
    workbook: Path | None,
    as_json: bool,
) -> int:
    """Write a workbook for a translator, or take one back into the form."""
    from diogel.language import as_records
    from diogel.surveys import take_translation, write_translation

    found = _form(workspace, form)
    if workbook is None:
        path = _folder(workspace, found, to) / f"{found.name}-translation.xlsx"
        counts = write_translation(found.path, path, language)
        if as_json:
            tell_json({"written": [str(path)], "texts": counts})
        else:
            tell("cli.survey.translation_written", language, **counts, place=path)
        return 0
    taken = take_translation(workbook, found.path)
    counts = {"accepted": taken.accepted, "changed": taken.changed}
    if as_json:
        tell_json(counts | {"problems": as_records(taken.problems, language)})
        return 0
    if taken.problems:
        tell_problems(taken.problems, language, as_json=False)
    tell("cli.survey.translation_taken", language, **counts, place=found.path)
    return 0


def _written(paths: list[Path], language: Language, *, as_json: bool) -> int:
    if as_json:
        tell_json({"written": [str(path) for path in paths]})
    else:
        tell("cli.survey.written", language)
        tell_list(map(str, paths))
    return 0 if paths else 1
