"""The assessments of a workspace brought up to date: several areas at once, each whole."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from diogel.assessment.background import Background
from diogel.assessment.changes import Changes
from diogel.assessment.provenance import read_provenance
from diogel.core import Bilingual, Problem, Refused
from diogel.disclosure import load_policy
from diogel.engine import Engine
from diogel.indicators import AreaSet, read_evidence, read_rebases, read_weights
from diogel.language import both
from diogel.quality import audit, gaps, observations
from diogel.workspace import fingerprint
from diogel.workspace.adding import open_store
from diogel.workspace.assessment_making import Job, Made, Shared, law_on, make_area
from diogel.workspace.assessment_record import is_fresh, keep_edition, kept_edition
from diogel.workspace.assessment_requests import (
    Request,
    keep_requests,
    kept_requests,
    register_of,
)
from diogel.workspace.collecting import seldom_collected
from diogel.workspace.editions import policy_path
from diogel.workspace.folder import DEFINITIONS, Workspace, take_definitions
from diogel.workspace.holding import held_back, remember_printed
from diogel.workspace.index_page import write_index
from diogel.workspace.judging import SETTINGS, engine_of, settings_of
from diogel.workspace.lock import locked
from diogel.workspace.number_changes import LOG, keep_printing, kept_printings
from diogel.workspace.quality_outputs import about_reports, make_quality_reports
from diogel.workspace.scoring_register import model_path, read_background
from diogel.workspace.survey_voices import survey_inputs, survey_voices

INDICATORS = "indicators.toml"
WEIGHTS = "harm-weights.csv"
Step = Callable[[int, int, Bilingual], None]


@dataclass
class Assessed:
    """What a run did: areas made anew, areas that would say the same, what was wrong.

    `changes` are those of each area made anew that had an earlier edition, by its id.
    """

    made: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    changes: dict[str, Changes] = field(default_factory=dict)


def assess(
    workspace: Workspace,
    wanted: Sequence[Request],
    step: Step | None = None,
    *,
    day: date | None = None,
    public: bool = False,
    again: bool = False,
) -> Assessed:
    """Make assessments, or make them again where something that they rest on has changed.

    Parameters
    ----------
    wanted : sequence of Request
        They are remembered, and brought up to date by later builds.
    day : date, optional
        Of the documents, by default today. It is no reason by itself to make them again,
        unless other law is in force.
    public : bool
        Make them for publishing, in a folder of their own.
    again : bool
        Make them even when nothing has changed.

    Raises
    ------
    Refused
        When the workspace holds no data, or a setting cannot be read.
    """
    with locked(workspace.path):
        keep_requests(workspace, wanted)
        result = bring_up_to_date(workspace, wanted, step, day=day, public=public, again=again)
        if about_reports(workspace) is None:
            # The first page says of every area what there is, which these reports find out.
            make_quality_reports(workspace, lambda: None)
        write_index(workspace)
        return result


def bring_up_to_date(
    workspace: Workspace,
    wanted: Sequence[Request] | None = None,
    step: Step | None = None,
    *,
    day: date | None = None,
    public: bool = False,
    again: bool = False,
) -> Assessed:
    """As `assess`, for whoever holds the lock; without `wanted` everything that was asked for."""
    requests = kept_requests(workspace) if wanted is None else tuple(wanted)
    on = day or datetime.now(UTC).date()
    inputs = _shared_inputs(workspace, on) if requests else {}
    jobs = [_job(workspace, request, inputs, public=public) for request in requests]
    stale = [
        job
        for job in jobs
        if again or not is_fresh(workspace, job.request.area.id, job.inputs, public=public)
    ]
    result = Assessed(fresh=[job.request.area.id for job in jobs if job not in stale])
    if again:
        stale = [replace(job, last_day=None, last_content=None) for job in stale]
    if not stale:
        return result
    with seldom_collected():
        return _made(workspace, stale, result, step, day=on, public=public)


def _made(
    workspace: Workspace,
    stale: Sequence[Job],
    result: Assessed,
    step: Step | None,
    *,
    day: date,
    public: bool,
) -> Assessed:
    """The result with everything made that has to be."""
    shared = read_shared(workspace, [job.request.area for job in stale], day, public=public)
    problems: list[Problem] = []
    for number, (job, made) in enumerate(_all_made(shared, stale)):
        if step:
            name = job.request.area.name
            step(number + 1, len(stale), both("assess.step", area=name))
        problems += made.problems
        if not made.problems:
            (result.made if made.changed else result.fresh).append(made.area)
            _keep_numbers(workspace, result, made, public=public)
            keep_edition(workspace, job, made, public=public)
    if result.made:
        remember_printed(workspace, shared.evidence.withheld)
    result.problems = tuple(problems)
    return result


def _keep_numbers(workspace: Workspace, result: Assessed, made: Made, *, public: bool) -> None:
    """Remember what an area's new edition printed, and what of it is another than before."""
    if made.printing is None:
        return
    keep_printing(workspace, made.area, made.printing, made.changes, public=public)
    if made.changed and made.changes is not None:
        result.changes[made.area] = made.changes


def read_shared(
    workspace: Workspace,
    areas: Sequence[AreaSet],
    day: date,
    *,
    public: bool,
    as_at: datetime | None = None,
) -> Shared:
    """Everything that is read once, as it stood at a moment (now)."""
    store = open_store(workspace)
    if not store.releases(as_at=as_at):
        raise Refused([Problem("assess.no-data")])
    rebases = read_rebases(workspace.path / INDICATORS)
    weights = workspace.path / WEIGHTS
    table = read_weights(weights) if weights.is_file() else None
    with engine_of(workspace) as engine:
        held = engine.keep(observations(engine, store, as_at, settings_of(workspace)))
        evidence = read_evidence(
            engine, store, held, areas, as_at=as_at, rebases=rebases, weights=table
        )
        background = _background(workspace, engine, day, as_at)
    background = replace(
        background,
        earlier={one.id: kept_printings(workspace, one.id, public=public) for one in areas},
        inputs=_file_inputs(workspace),
    )
    policy = load_policy(policy_path(workspace, ""))
    evidence = held_back(workspace, evidence, policy)
    return Shared(workspace, evidence, background, policy, day, public)


def _background(
    workspace: Workspace, engine: Engine, day: date, as_at: datetime | None
) -> Background:
    store, settings = open_store(workspace), settings_of(workspace)
    return Background(
        audit=audit(store, engine, as_at, day=day, settings=settings),
        gaps=gaps(store, engine, as_at, day=day, settings=settings),
        risk=read_background(workspace, store, engine, as_at=as_at),
        provenance=read_provenance(engine, store, as_at),
        releases=tuple(store.releases(as_at=as_at)),
        voices=survey_voices(workspace, day),
    )


def _all_made(shared: Shared, jobs: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
    """Each area as it is finished: in this process, or several at once in others."""
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers == 1:
        for job in jobs:
            yield job, make_area(shared, job)
        return
    # Started fresh, as on every system: a copy of this process would hold its threads' locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _receive, (shared,)) as pool:
        waiting = {pool.submit(_make_received, job): job for job in jobs}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


_RECEIVED: list[Shared] = []


def _receive(shared: Shared) -> None:
    """What a worker is given when it starts, once for all its areas."""
    take_definitions(shared.workspace.path)
    _RECEIVED[:] = [shared]


def _make_received(job: Job) -> Made:
    with seldom_collected():
        return make_area(_RECEIVED[0], job)


def _shared_inputs(workspace: Workspace, day: date) -> dict[str, dict[str, str]]:
    """Fingerprints of what every assessment is made from."""
    files = [
        workspace.path / "store" / "manifest.json",
        workspace.path / "diogel.toml",
        workspace.path / WEIGHTS,
        workspace.path / SETTINGS,
        workspace.path / INDICATORS,
        model_path(workspace),
        policy_path(workspace, ""),
    ]
    return {
        "files": {path.name: fingerprint.of_file(path) for path in files if path.is_file()},
        "definitions": fingerprint.of_folder(workspace.path / DEFINITIONS),
        "surveys": survey_inputs(workspace),
        "duties": dict.fromkeys(law_on(day), "in force"),
    }


def _file_inputs(workspace: Workspace) -> dict[str, str]:
    """Fingerprints of the files that numbers depend on, by the cause that a change of one is."""
    files = {
        "weights": workspace.path / WEIGHTS,
        "settings": workspace.path / SETTINGS,
        "rebase": workspace.path / INDICATORS,
        "model": model_path(workspace),
        "policy": policy_path(workspace, ""),
    }
    found = {kind: fingerprint.of_file(path) for kind, path in files.items() if path.is_file()}
    return {**found, "diogel": fingerprint.of_diogel()}


def _job(
    workspace: Workspace, request: Request, shared: dict[str, dict[str, str]], *, public: bool
) -> Job:
    area = request.area.id
    own = fingerprint.of_folder(register_of(workspace, area))
    # The log of changed numbers is made from the assessment, not the assessment from it.
    own.pop(LOG, None)
    inputs = {**shared, "own": own}
    kept = kept_edition(workspace, area, public=public)
    if kept is None:
        return Job(request, inputs)
    return Job(request, inputs, kept.day, kept.content)
