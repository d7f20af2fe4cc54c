"""Brings exports into a wave: everything is checked first, then written at once or not at all."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused, Severity
from diogel.files import write_atomically
from diogel.surveys.answer_reading import read_answers
from diogel.surveys.answer_template import write_template
from diogel.surveys.answers import Response
from diogel.surveys.imports import linking, mapping_file, record
from diogel.surveys.imports.column_checks import column_problems
from diogel.surveys.imports.export import Export
from diogel.surveys.imports.mapping import Mapping
from diogel.surveys.imports.matching import propose
from diogel.surveys.imports.placing import Placing, in_context, place_rows
from diogel.surveys.imports.recognising import read_exports
from diogel.surveys.instrument import Instrument
from diogel.surveys.wave import ANSWER_NAMES, CONVERSATION_NAMES, INSTRUMENT_NAMES, Wave
from diogel.surveys.xlsform import load_instrument


@dataclass(frozen=True, slots=True)
class Brought:
    """One file: what its columns were taken for, and what became of its rows.

    Attributes
    ----------
    rows_in, placed, refused : int
        `refused` rows hold no answer at all, or belong to no response; `rows_in` is the sum
        of the others. [rows]
    """

    file: str
    sha256: str
    mapping: Mapping
    rows_in: int
    placed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found, and did.

    Attributes
    ----------
    written : Path or None
        The answers; None when nothing was written.
    mapping_path : Path or None
        The mapping file, when it was written.
    responses : int
        How many responses the answers hold now. 0 when nothing was written.
    """

    files: tuple[Brought, ...]
    problems: tuple[Problem, ...]
    written: Path | None = None
    mapping_path: Path | None = None
    responses: int = 0


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a file, before it is known where its rows go."""

    file: str
    sha256: str
    export: Export


@dataclass(slots=True)
class _Work:
    """An import under way: everything known, nothing written."""

    wave: Wave
    instrument: Instrument
    shapes: mapping_file.Shapes
    noted: tuple[record.Noted, ...]
    problems: list[Problem]
    files: list[Brought]
    responses: list[Response]
    asked: dict[str, dict[int, dict[str, str]]]
    tables: list[_Table]


def import_answers(
    wave: Wave,
    paths: Sequence[Path],
    *,
    language: Language = "en",
    add: bool = False,
    accept_unmatched: bool = False,
    save_mapping: bool = False,
    today: date | None = None,
    shuffle: random.Random | None = None,
) -> Imported:
    """Bring the answers in files exported from other tools into a wave.

    Parameters
    ----------
    paths : sequence of Path
        Files of one or several tools, all to be placed together.
    language : Language
        The language of the labels in the workbook that is written.
    add : bool
        Add to the answers that the wave has; without it, their being there is a problem.
    accept_unmatched : bool
        Go on although the answers in columns set to "ignore" in the mapping file are lost,
        and those of repeated groups that the questionnaire lacks or that no response has.
    save_mapping : bool
        Only write the proposed mapping, for a person to edit.
    shuffle : random.Random, optional
        What puts responses out of the order of their arrival; the system's when None.

    Returns
    -------
    Imported
        With a problem of severity STOP, no answers were written.

    Raises
    ------
    Refused
        The instrument, the mapping file or the record of imports cannot be used.
    """
    instrument = load_instrument(wave.needed(INSTRUMENT_NAMES))
    shapes = mapping_file.read_shapes(wave.folder / mapping_file.NAME)
    noted = record.read_record(wave.folder / record.NAME)
    work = _Work(wave, instrument, shapes, noted, [], [], [], {}, [])
    before = _before(work, add and not save_mapping, save_mapping)
    for path in paths:
        _take(work, path)
    _place_all(work, accept_unmatched)
    if save_mapping:
        return replace(_outcome(work), mapping_path=_write_mapping(work))
    if any(problem.severity is Severity.STOP for problem in work.problems):
        return _outcome(work)
    (shuffle or random.SystemRandom()).shuffle(work.responses)
    return _write(work, before, language, today or date.today())


def _outcome(work: _Work) -> Imported:
    return Imported(tuple(work.files), tuple(work.problems))


def _before(work: _Work, add: bool, only_mapping: bool) -> tuple[Response, ...]:
    """The responses that the wave has already; a problem when they are not to be added to."""
    path = work.wave.file(ANSWER_NAMES)
    if path is None or only_mapping:
        return ()
    if not add:
        work.problems.append(Problem("import.answers-exist", Place(path.name), path.name, "--add"))
        return ()
    apart = work.wave.file(CONVERSATION_NAMES)
    answers, told = read_answers(path, work.instrument, wave=work.wave.id, conversations=apart)
    work.problems.extend(p for p in told if p.severity is Severity.STOP)
    if answers.conversations and apart is None:
        work.problems.append(Problem("import.conversations-inside", Place(path.name), path.name))
    return answers.responses


def _take(work: _Work, path: Path) -> None:
    """Read the tables of one file; its problems join the others."""
    sha256 = record.hash_of(path)
    earlier = next((n for n in work.noted if n.sha256 == sha256), None)
    if earlier is not None:
        day = earlier.day.isoformat()
        work.problems.append(Problem("import.already", Place(path.name), earlier.file, day))
        return
    if sha256 and any(table.sha256 == sha256 for table in work.tables):
        work.problems.append(Problem("import.given-twice", Place(path.name)))
        return
    try:
        exports = read_exports(path)
    except Refused as refused:
        work.problems.extend(refused.problems)
        return
    work.tables.extend(_Table(path.name, sha256, export) for export in exports)


def _place_all(work: _Work, accept: bool) -> None:
    """Place responses, then the rows of repeated groups under them, whatever file has which."""
    named = linking.referenced(table.export for table in work.tables)
    placed = list[tuple[_Table, Placing]]()
    for table in work.tables:
        export = table.export
        work.problems.extend((*export.sheet.problems, *export.problems))
        repeat = linking.repeat_of(work.instrument, export) if export.repeats else ""
        if export.repeats and not repeat:
            work.problems.append(_repeated(export, accept))
            continue
        mapping = _mapping(work, export, repeat)
        if mapping is not None:
            placed.append((table, _place(work, mapping, accept, named)))
    severity = Severity.NOTE if accept else Severity.STOP
    mains = [placing for _, placing in placed if not placing.mapping.repeat]
    rows = [placing for _, placing in placed if placing.mapping.repeat]
    work.problems.extend(linking.link(mains, rows, severity))
    for table, placing in placed:
        work.files.append(_brought(table, placing))
        work.responses.extend(placing.responses)
        work.problems.extend(in_context(placing))
        _ask(work, placing)


def _mapping(work: _Work, export: Export, repeat: str) -> Mapping | None:
    """What the columns hold, a person's word before a proposal; None when that word is wrong."""
    mapping = propose(work.instrument, export, repeat)
    shape = work.shapes.get(export.fingerprint)
    if shape is None:
        return mapping
    mapping, wrong = mapping_file.apply_shape(mapping, work.instrument, shape, mapping_file.NAME)
    work.problems.extend(wrong)
    return None if wrong else mapping


def _repeated(export: Export, accept_unmatched: bool) -> Problem:
    """A repeated group that the questionnaire does not have is left out, if at all."""
    rows = str(len(export.rows()))
    severity = Severity.NOTE if accept_unmatched else Severity.STOP
    place = export.place(None)
    return Problem("import.repeated-group", place, rows, "--accept-unmatched", severity)


def _place(work: _Work, mapping: Mapping, accept: bool, named: frozenset[linking.Key]) -> Placing:
    columns = tuple(column_problems(work.instrument, mapping, accept))
    work.problems.extend(columns)
    export = mapping.export
    placing = place_rows(
        work.instrument, mapping, lambda row: not named.isdisjoint(linking.keys_of(export, row))
    )
    work.problems.extend(placing.problems)
    if placing.empty:
        empty = str(placing.empty)
        place = export.place(None)
        work.problems.append(Problem("import.empty-rows", place, empty, severity=Severity.NOTE))
    found = placing.responses or mapping.repeat
    if not found and not any(p.severity is Severity.STOP for p in columns):
        work.problems.append(Problem("import.no-answers", export.place(None)))
    return placing


def _brought(table: _Table, placing: Placing) -> Brought:
    placed = placing.placed if placing.mapping.repeat else len(placing.responses)
    refused = placing.rows_in - placed
    return Brought(table.file, table.sha256, placing.mapping, placing.rows_in, placed, refused)


def _ask(work: _Work, placing: Placing) -> None:
    """Remember which answers nobody knows, for the mapping file."""
    columns = work.asked.setdefault(placing.mapping.fingerprint, {})
    for unknown in placing.unknown.values():
        columns.setdefault(unknown.match.column.number, {})[unknown.text] = ""


def _write_mapping(work: _Work) -> Path:
    path = work.wave.folder / mapping_file.NAME
    with write_atomically(path) as temporary:
        temporary.write_text(_mapping_text(work, work.asked), encoding="utf-8", newline="\n")
    return path


def _mapping_text(work: _Work, asked: dict[str, dict[int, dict[str, str]]]) -> str:
    return mapping_file.with_shapes(work.shapes, (b.mapping for b in work.files), asked)


def _write(work: _Work, before: tuple[Response, ...], language: Language, today: date) -> Imported:
    """Answers, mapping and record: all three are complete before the first takes its place."""
    folder = work.wave.folder
    path = work.wave.file(ANSWER_NAMES) or folder / ANSWER_NAMES[0]
    responses = (*before, *_numbered(work.responses, before))
    noted = (*work.noted, *_notes(work.files, today))
    with ExitStack() as stack:
        # The last entered takes its place first: answers that are open in another program
        # then leave the other two files as they were.
        imports, mapping, answers = (
            stack.enter_context(write_atomically(p))
            for p in (folder / record.NAME, folder / mapping_file.NAME, path)
        )
        write_template(work.instrument, answers, language, responses)
        mapping.write_text(_mapping_text(work, {}), encoding="utf-8", newline="\n")
        imports.write_text(record.record_text(noted), encoding="utf-8", newline="\n")
    return replace(
        _outcome(work),
        written=path,
        mapping_path=folder / mapping_file.NAME,
        responses=len(responses),
    )


def _numbered(responses: Iterable[Response], before: tuple[Response, ...]) -> Iterator[Response]:
    """Fresh numbers after the largest in use: nothing in them tells when an answer came."""
    used = [int(response.id) for response in before if response.id.isdecimal()]
    for number, response in enumerate(responses, max(used, default=0) + 1):
        yield replace(response, id=str(number))


def _notes(files: Iterable[Brought], today: date) -> Iterator[record.Noted]:
    for brought in files:
        yield record.Noted(
            brought.file,
            brought.sha256,
            today,
            brought.mapping.export.tool,
            brought.rows_in,
            brought.placed,
            brought.refused,
        )
