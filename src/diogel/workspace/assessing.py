"""The assessments of a workspace brought up to date: several areas at once, each whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from queue import SimpleQueue

from diogel.assessment.background import Background
from diogel.assessment.changes import Changes
from diogel.assessment.provenance import read_provenance
from diogel.core import Bilingual, Language, Place, Problem, Refused
from diogel.core.hands import Hand, hands_there_are
from diogel.disclosure import Printed, load_policy
from diogel.indicators import AreaSet, read_evidence, read_rebases, read_weights
from diogel.language import both
from diogel.quality import audit, evidence_held, gaps, observations
from diogel.workspace import fingerprint
from diogel.workspace.adding import open_store
from diogel.workspace.assessment_making import (
    Job,
    Made,
    Shared,
    law_on,
    make_area,
    tidy,
    write_language,
)
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
    hand: Hand | None = None,
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
    hand : Hand, optional
        Another process, for a caller who started it before there was anything to ask; by
        default those that are needed are started here.

    Raises
    ------
    Refused
        When the workspace holds no data, or a setting cannot be read.
    """
    with locked(workspace.path):
        keep_requests(workspace, wanted)
        result = bring_up_to_date(
            workspace, wanted, step, day=day, public=public, again=again, hand=hand
        )
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
    hand: Hand | None = None,
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
        return _made(workspace, stale, result, step, day=on, public=public, hand=hand)


def _made(
    workspace: Workspace,
    stale: Sequence[Job],
    result: Assessed,
    step: Step | None,
    *,
    day: date,
    public: bool,
    hand: Hand | None,
) -> Assessed:
    """The result with everything made that has to be."""
    problems: list[Problem] = []
    with ExitStack() as stack:
        wanted = _helpers(len(stale))
        hands = [hand] if hand is not None and wanted else []
        hands += [stack.enter_context(Hand(__name__)) for _ in range(wanted - len(hands))]
        areas = [job.request.area for job in stale]
        shared = read_shared(workspace, areas, day, public=public, hands=hands)
        for number, (job, made) in enumerate(_all_made(shared, stale, hands)):
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
    hands: Sequence[Hand] = (),
) -> Shared:
    """Everything that is read once, as it stood at a moment (now); half of it by another hand."""
    store = open_store(workspace)
    if not store.releases(as_at=as_at):
        raise Refused([Problem("assess.no-data")])
    rebases = read_rebases(workspace.path / INDICATORS)
    weights = workspace.path / WEIGHTS
    table = read_weights(weights) if weights.is_file() else None
    for hand in hands[:1]:
        hand.ask(_background, workspace, day, as_at)
    with engine_of(workspace) as engine:
        held = engine.keep(observations(engine, store, as_at, settings_of(workspace)))
        evidence = read_evidence(
            engine, store, held, areas, as_at=as_at, rebases=rebases, weights=table
        )
    policy = load_policy(policy_path(workspace, ""))
    evidence = held_back(workspace, evidence, policy)
    background = replace(
        hands[0].answer() if hands else _background(workspace, day, as_at),
        earlier={one.id: kept_printings(workspace, one.id, public=public) for one in areas},
        inputs=_file_inputs(workspace),
    )
    return Shared(workspace, evidence, background, policy, day, public)


def _background(workspace: Workspace, day: date, as_at: datetime | None) -> Background:
    """What is known beside the numbers themselves, in whichever process."""
    take_definitions(workspace.path)
    store, settings = open_store(workspace), settings_of(workspace)
    with engine_of(workspace) as engine:
        known = evidence_held(engine, store, as_at, settings)
        return Background(
            audit=audit(store, engine, as_at, day=day, settings=settings, known=known),
            gaps=gaps(store, engine, as_at, day=day, settings=settings, known=known),
            risk=read_background(workspace, store, engine, as_at=as_at),
            provenance=read_provenance(engine, store, as_at),
            releases=tuple(store.releases(as_at=as_at)),
            voices=survey_voices(workspace, day),
        )


def _helpers(areas: int) -> int:
    """How many hands: one for each core; where there is one area, one beside this process."""
    cores = hands_there_are()
    return min(areas, cores) if areas > 1 else min(1, cores - 1)


def _all_made(
    shared: Shared, jobs: Sequence[Job], hands: Sequence[Hand]
) -> Iterator[tuple[Job, Made]]:
    """Each area as it is finished: one by two processes, several by as many as there are."""
    if len(jobs) == 1:
        [job] = jobs
        tidy(shared, job)
        yield job, make_area(shared, job, _Writer(hands[0], shared, job) if hands else None)
        return
    for hand in hands:
        hand.ask(_receive, shared)
    for hand in hands:
        hand.answer()
    idle: SimpleQueue[Hand] = SimpleQueue()
    for hand in hands:
        idle.put(hand)
    pool = ThreadPoolExecutor(len(hands))
    try:
        waiting = {pool.submit(_by_hand, idle, job): job for job in jobs}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    finally:
        # Whoever stops the work does not wait for areas that have not begun.
        pool.shutdown(wait=False, cancel_futures=True)


def _by_hand(idle: SimpleQueue[Hand], job: Job) -> Made:
    """An area made by whichever hand is idle; there are as many as threads that ask."""
    hand = idle.get()
    try:
        hand.ask(_make_received, job)
        made: Made = hand.answer()
    except Refused as lost:
        problems = tuple(
            replace(each, place=Place(file=job.request.area.id)) for each in lost.problems
        )
        return Made(job.request.area.id, False, date.min, {}, problems=problems)
    finally:
        idle.put(hand)
    return made


class _Writer:
    """A hand that writes one language of an area."""

    language: Language = "cy"

    def __init__(self, hand: Hand, shared: Shared, job: Job) -> None:
        self._hand, self._busy = hand, True
        hand.ask(_write_language, shared, job, self.language)

    def wait(self) -> dict[str, Printed]:
        """See `Helper`."""
        self._busy = False
        found: dict[str, Printed] = self._hand.answer()
        return found

    def leave(self) -> None:
        """See `Helper`."""
        if self._busy:
            with suppress(Refused):
                self.wait()


def _write_language(shared: Shared, job: Job, language: Language) -> dict[str, Printed]:
    """The files of one language, in a process that was given nothing yet."""
    take_definitions(shared.workspace.path)
    with seldom_collected():
        return write_language(shared, job, language)


_RECEIVED: list[Shared] = []


def _receive(shared: Shared) -> None:
    """What a hand is given once for all its areas."""
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
