"""One area's assessment made: its documents, workbook and figures, whole or not at all.

What this module works with can be handed to another process, and what it gives back too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Protocol

from diogel.assessment import (
    assessment_documents,
    read_sections,
    read_signatures,
    workbook_texts,
)
from diogel.assessment.background import Background
from diogel.assessment.changes import Changes
from diogel.assessment.changes_section import changes_of
from diogel.assessment.explain_page import explain_documents, origins
from diogel.assessment.gathering import gather, ready_sections
from diogel.assessment.known import Known, know
from diogel.assessment.printings import Printing
from diogel.core import LANGUAGES, Language, Problem, Refused
from diogel.disclosure import Policy, Printed, audience_words, held_back_words, read_folder
from diogel.indicators import Evidence
from diogel.reports import FORMATS, Document, write_document, write_figures_csv, write_workbook
from diogel.standard import duties
from diogel.workspace import fingerprint
from diogel.workspace.assessment_requests import Request, output_of, sections_of
from diogel.workspace.contents import Fingerprints
from diogel.workspace.folder import Workspace
from diogel.workspace.putting import put, recover
from diogel.workspace.stopping import AreaAudit

PUBLIC = "public"
Documents = dict[str, dict[Language, Document]]
Task = Callable[[], object]


class Helper(Protocol):
    """Somebody who writes an area's files of one language with `write_language`."""

    language: Language

    def wait(self) -> Mapping[str, Printed]:
        """The files as the auditor reads them, once they are there; or why they are not."""

    def leave(self) -> None:
        """End when it writes no more, whatever came of it."""


@dataclass(frozen=True)
class Shared:
    """What all areas of one run are made from.

    Attributes
    ----------
    day : date
        The day that new documents carry.
    public : bool
        Whether documents for publishing are made, instead of those that people write in.
    """

    workspace: Workspace
    evidence: Evidence
    background: Background
    policy: Policy
    day: date
    public: bool


@dataclass(frozen=True)
class Job:
    """One area to be made, with what is remembered of the last time.

    `inputs` are the fingerprints of what it is made from; `last_day` the day that its present
    documents carry, `last_content` their content; empty where there are none.
    """

    request: Request
    inputs: Mapping[str, dict[str, str]]
    last_day: date | None = None
    last_content: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Made:
    """What became of an area: whether its files are new, or why there are none.

    `content` is a fingerprint of each document and of the figures; `printing` are the numbers
    as they are printed, and `changes` what of them is another than in the edition before, None
    for a first edition.
    """

    area: str
    changed: bool
    day: date
    content: Mapping[str, str]
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    printing: Printing | None = None
    changes: Changes | None = None


def law_on(day: date) -> tuple[str, ...]:
    """The codes of the duties in force on a day."""
    return tuple(sorted(duty.code for duty in duties() if duty.in_force_on(day)))


def folder_of(shared: Shared, area: str) -> Path:
    """Where an area's files go."""
    folder = output_of(shared.workspace, area)
    return folder / PUBLIC if shared.public else folder


def make_area(shared: Shared, job: Job, helper: Helper | None = None) -> Made:
    """Make everything of an area, unless it would say what it says already.

    With a helper, who began when the place was tidy, it writes the files of one language at
    the same time.
    """
    if helper is None:
        tidy(shared, job)
    try:
        return _make(shared, job, helper)
    except Refused as refused:
        problems = tuple(_placed(problem, job) for problem in refused.problems)
        return Made(job.request.area.id, False, shared.day, {}, problems=problems)


def _placed(problem: Problem, job: Job) -> Problem:
    """A problem with the assessment that it is of in front of its place."""
    name = job.request.area.id
    file = f"{name}: {problem.place.file}" if problem.place.file else name
    return replace(problem, place=replace(problem.place, file=file))


def _make(shared: Shared, job: Job, helper: Helper | None) -> Made:
    folder = folder_of(shared, job.request.area.id)
    made = prepare(shared, job)
    if not made.changed:
        files = tuple(sorted(path.name for path in folder.iterdir() if path.is_file()))
        return _made(made, files)
    return _made(made, _write(folder, made, shared, helper))


@dataclass(frozen=True)
class Prepared:
    """An area's documents before they are written, and whether they say anything new."""

    known: Known
    documents: Documents
    content: Mapping[str, str]
    changed: bool
    origins: Mapping[Language, Document] = field(default_factory=dict)


def prepare(shared: Shared, job: Job) -> Prepared:
    """What an area's documents say, on the day that they carry."""
    area, day = job.request.area, _day_to_try(shared, job)
    known = know(shared.evidence, area, shared.background, shared.policy, day)
    documents = _documents(shared, job, known)
    content = _content(known, documents)
    if content == job.last_content and folder_of(shared, area.id).is_dir():
        return Prepared(known, documents, content, changed=False)
    if day != shared.day:
        known = replace(known, day=shared.day)
        documents = _documents(shared, job, known)
        content = _content(known, documents)
    found = explain_documents(known, shared.workspace.name)
    return Prepared(known, documents, content, changed=True, origins=found)


def write_language(shared: Shared, job: Job, language: Language) -> dict[str, Printed]:
    """Write the files of one language beside an area's place, for whoever writes the rest.

    They are given back as the auditor reads them; none where nothing has changed.
    """
    made = prepare(shared, job)
    if not made.changed:
        return {}
    making = _making(folder_of(shared, job.request.area.id))
    making.mkdir(parents=True, exist_ok=True)
    return _written(making, made, shared, language)


def _written(
    making: Path, made: Prepared, shared: Shared, language: Language
) -> dict[str, Printed]:
    for write in _of_language(making, made, shared, language):
        write()
    return read_folder(making, language)


def _day_to_try(shared: Shared, job: Job) -> date:
    """The day that the present documents carry, while no other law is in force than then."""
    last = job.last_day
    return last if last is not None and law_on(last) == law_on(shared.day) else shared.day


def _made(made: Prepared, files: tuple[str, ...]) -> Made:
    return Made(
        made.known.area.id,
        made.changed,
        made.known.day,
        made.content,
        files,
        printing=made.known.printing,
        changes=changes_of(made.known),
    )


def _documents(shared: Shared, job: Job, known: Known) -> Documents:
    written = sections_of(shared.workspace, known.area.id)
    return assessment_documents(
        known.area,
        gather(known, [ready_sections(known)]),
        read_sections(written),
        known.day,
        shared.workspace.name,
        outline=job.request.outline,
        signatures=read_signatures(written),
        public=shared.public,
    )


def _making(folder: Path) -> Path:
    """Where files are made before they are put in their place."""
    return folder.with_name(f".making-{folder.name}")


def tidy(shared: Shared, job: Job) -> None:
    """Take away what a run that was stopped left half-made, and put back what it set aside."""
    folder = folder_of(shared, job.request.area.id)
    recover(folder)
    shutil.rmtree(_making(folder), ignore_errors=True)


def _write(folder: Path, made: Prepared, shared: Shared, helper: Helper | None) -> tuple[str, ...]:
    """Every file made beside its place, then put there at once; their names."""
    making = _making(folder)
    making.mkdir(parents=True, exist_ok=True)
    own = [each for each in LANGUAGES if helper is None or each != helper.language]
    try:
        read: dict[str, Printed] = {}
        for language in own:
            read |= _written(making, made, shared, language)
        write_figures_csv(made.known.released, making / "figures.csv")
        audit = AreaAudit(made.known, shared.policy)
        if helper is not None:
            read |= helper.wait()
        audit.stop_leaks(making, read)
        files = tuple(sorted(path.name for path in making.iterdir()))
        put(making, folder)
    finally:
        if helper is not None:
            helper.leave()
        shutil.rmtree(making, ignore_errors=True)
    return files


def _of_language(folder: Path, made: Prepared, shared: Shared, language: Language) -> list[Task]:
    """What writes each document of a language, its page of origins and its workbook."""
    return [
        *(
            partial(_write_one, name, language, pair[language], folder, made.known)
            for name, pair in made.documents.items()
        ),
        partial(_write_origins, made.origins[language], folder, made.known),
        partial(_write_workbook, folder, made.known, shared, language),
    ]


def _write_origins(document: Document, folder: Path, known: Known) -> None:
    """The page on which each number of the documents says where it comes from."""
    moment = datetime.combine(known.day, time(), UTC)
    twin = f"{document.name}.{'en' if document.language == 'cy' else 'cy'}.html"
    write_document(document, folder, ("html",), twin_href=twin, moment=moment)


def _write_one(
    name: str, language: Language, document: Document, folder: Path, known: Known
) -> None:
    """One document in one language, in every format."""
    twin = f"{name}.{'en' if language == 'cy' else 'cy'}.html"
    where = origins(known, language)
    moment = datetime.combine(known.day, time(), UTC)
    write_document(document, folder, FORMATS, twin_href=twin, moment=moment, origins=where)


def _write_workbook(folder: Path, known: Known, shared: Shared, language: Language) -> None:
    texts = workbook_texts(
        known.area,
        known.day,
        shared.workspace.name,
        about=(*held_back_words(known.released, known.policy), *audience_words(known.policy)),
        synthetic=bool(known.indicators.synthetic),
    )
    write_workbook(known.released, texts, folder / f"tables.{language}.xlsx", language)


def _content(known: Known, documents: Documents) -> dict[str, str]:
    """A fingerprint of everything that is printed: each document, all figures, their surveys."""
    prints = Fingerprints()
    found = {
        f"{name}.{language}": prints.of(document)
        for name, pair in documents.items()
        for language, document in pair.items()
    }
    figures = prints.of(known.released.figures)
    surveys = prints.of(known.background.voices)
    code = fingerprint.of_diogel()
    return {**found, "figures": figures, "surveys": surveys, "code": code}
