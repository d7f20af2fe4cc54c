"""Makes everything that is out of date, each output whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path

from diogel.assessment.changes import Changes
from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem, Refused
from diogel.disclosure import audience_words, dated_after, held_back_words, unused_patterns
from diogel.language import both
from diogel.reports import (
    FORMATS,
    WorkbookTexts,
    write_document,
    write_figures_csv,
    write_workbook,
)
from diogel.surveys import Pair, make_pairs, read_wave
from diogel.surveys.waves import Comparison, comparison_pair, comparison_texts
from diogel.workspace import fingerprint
from diogel.workspace.assessing import bring_up_to_date
from diogel.workspace.assessment_requests import NAME as ASSESSMENTS
from diogel.workspace.decision_log import write_decisions
from diogel.workspace.disclosing import stop_leaks
from diogel.workspace.editions import (
    DEFAULT,
    EXCEPTIONS,
    Counting,
    Edition,
    exceptions_of,
    in_order,
    policy_path,
    with_cited,
)
from diogel.workspace.folder import Workspace
from diogel.workspace.inbox import left_in_inbox, take_inbox
from diogel.workspace.index_page import write_index
from diogel.workspace.judging import REPORTS
from diogel.workspace.linking import comparison_of, everything_counted, key_of
from diogel.workspace.lock import locked
from diogel.workspace.putting import put, recover
from diogel.workspace.quality_outputs import NAME as QUALITY
from diogel.workspace.quality_outputs import make_quality_reports
from diogel.workspace.quoting import record_uses

Step = Callable[[int, int, Bilingual], None]


@dataclass(frozen=True)
class Job:
    """One edition of one wave, the folder its files go to, and where its record is kept."""

    wave: str
    policy: str
    folder: Path
    kept: Path
    inputs: dict[str, dict[str, str]]


@dataclass
class Result:
    """What a build did: folders made, folders that were up to date, problems to tell.

    `changes` is what is different in each assessment since its last edition, by area id.
    """

    made: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    changes: dict[str, Changes] = field(default_factory=dict)


def build(
    workspace: Workspace,
    step: Step | None = None,
    *,
    only: str = "",
    policy: str = "",
    again: bool = False,
    language: Language = "en",
) -> Result:
    """Bring the outputs of a workspace up to date, with what was dropped in its inbox.

    Parameters
    ----------
    step : callable, optional
        Told of each step: how many are done, of how many, and what is being made.
    only, policy : str
        One wave, and one policy to apply without exceptions; without them every wave, and
        its safe edition beside it where exceptions were recorded.
    again : bool
        Make it even when nothing it is made from has changed.
    language : str
        Of what is written for a person on the way, such as a proposed reading.

    Raises
    ------
    Refused
        With everything wrong in a wave; the outputs stay as they were.
    """
    with locked(workspace.path):
        jobs = _jobs(workspace, only, policy)
        for folder in (*(job.folder for job in jobs), workspace.out / REPORTS):
            recover(folder)
        result = Result()
        dropped = [] if only else left_in_inbox(take_inbox(workspace, language, step).problems)
        counting = Counting(workspace)
        stale = [j for j in jobs if again or not _fresh(j)]
        result.fresh += [_name(workspace, j) for j in jobs if j not in stale]
        for number, ready in enumerate(_prepared(counting, stale)):
            if step:
                step(number, len(stale), ready.edition.study.wave.title)
            _make(workspace, ready)
            result.made.append(_name(workspace, ready.job))
        waves = {job.wave for job in stale}
        found = [p for w in sorted(waves) for p in counting.study(w).problems]
        found += [p for j in stale if not j.policy for p in _exception_problems(counting, j.wave)]
        if not only:
            _make_reports(workspace, result, step, again=again)
            found += _bring_assessments(workspace, result, step, again=again)
        result.problems = (*dropped, *found)
        write_index(workspace)
        return result


def _make_reports(workspace: Workspace, result: Result, step: Step | None, *, again: bool) -> None:
    """The reports on partners' data, where any came."""

    def told() -> None:
        if step:
            step(0, 1, both("workspace.quality.audit"))

    made = make_quality_reports(workspace, told, again=again)
    if made is not None:
        (result.made if made else result.fresh).append(QUALITY)


def _bring_assessments(
    workspace: Workspace, result: Result, step: Step | None, *, again: bool
) -> tuple[Problem, ...]:
    """The assessments that were asked for, where what they rest on has changed; its problems.

    What keeps one area from being made does not keep the rest of a build from being told.
    """
    try:
        done = bring_up_to_date(workspace, step=step, again=again)
    except Refused as refused:
        return refused.problems
    folder = (workspace.out / ASSESSMENTS).relative_to(workspace.path).as_posix()
    result.made += [f"{folder}/{area}" for area in done.made]
    result.fresh += [f"{folder}/{area}" for area in done.fresh]
    result.changes = done.changes
    return done.problems


def _exception_problems(counting: Counting, wave: str) -> tuple[Problem, ...]:
    """What wants a look in the exceptions that a wave was published under."""
    edition = counting.edition(wave, "")
    exceptions = edition.released.exceptions
    found = unused_patterns(exceptions, everything_counted(counting, edition))
    found += dated_after(exceptions, datetime.now(UTC).date())
    return tuple(replace(problem, place=Place(file=EXCEPTIONS)) for problem in found)


def _name(workspace: Workspace, job: Job) -> str:
    return job.folder.relative_to(workspace.path).as_posix()


def _jobs(workspace: Workspace, only: str, policy: str) -> list[Job]:
    names = in_order(workspace)
    jobs = []
    for name in (only,) if only else names:
        folder = workspace.wave(name)
        editions = [policy] if policy else [""]
        if not only and exceptions_of(folder):
            editions.append(DEFAULT)
        jobs += [_job(workspace, name, edition) for edition in editions]
    return jobs


def _job(workspace: Workspace, name: str, policy: str) -> Job:
    out = workspace.out / "surveys" / name
    waves = with_cited(workspace, name)
    inputs = {wave: fingerprint.of_folder(workspace.wave(wave)) for wave in waves}
    path = policy_path(workspace, policy)
    inputs["policies"] = {path.name: fingerprint.of_file(path)}
    if key := key_of(workspace, read_wave(workspace.wave(name))):
        inputs["link-key"] = {"fingerprint": key.fingerprint}
    kept = workspace.path / "store" / "made-from" / f"{name}.{policy or 'published'}.json"
    return Job(name, policy, out / policy if policy else out, kept, inputs)


def _fresh(job: Job) -> bool:
    return fingerprint.is_fresh(job.kept, job.folder, job.inputs, job.policy)


@dataclass(frozen=True)
class Ready:
    """A job that nothing stands in the way of: all that is left is to write it."""

    job: Job
    edition: Edition
    pairs: tuple[Pair, ...]
    comparison: Comparison | None


def _prepared(counting: Counting, jobs: list[Job]) -> list[Ready]:
    """Every job counted, released and told; Refused with the problems of all before a write."""
    problems: list[Problem] = []
    ready = []
    for job in jobs:
        try:
            edition = counting.edition(job.wave, job.policy)
            cited = counting.cited(job.wave, job.policy)
            pairs = make_pairs(edition.study, edition.released, edition.policy, cited)
            comparison = comparison_of(counting, edition)
            if comparison is not None:
                pairs = (*pairs, comparison_pair(comparison, edition.policy))
            ready.append(Ready(job, edition, pairs, comparison))
        except Refused as refused:
            # Two editions of a wave meet the same faults: say each once.
            problems += [p for p in refused.problems if p not in problems]
    if problems:
        raise Refused(problems)
    return ready


def _make(workspace: Workspace, ready: Ready) -> None:
    """Make one edition beside its place, then put it there whole."""
    job, edition, pairs = ready.job, ready.edition, ready.pairs
    making = job.folder.with_name(f".making-{job.folder.name}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        for pair in pairs:
            _write_pair(pair, making)
        _write_tables(edition, making)
        if ready.comparison is not None:
            _write_comparison(ready.comparison, making)
        stop_leaks(edition, making, ready.comparison.released if ready.comparison else None)
        made = [path.name for path in making.iterdir()]
        write_decisions(workspace, edition)
        record_uses(workspace, edition.study.wave.id, edition.name or "published", pairs)
        # Without its record the folder counts as out of date, so it goes first and comes last.
        job.kept.unlink(missing_ok=True)
        put(making, job.folder)
        content = fingerprint.record(job.inputs, job.policy, made)
        fingerprint.write_record(job.kept, content)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _write_pair(pair: Pair, folder: Path) -> None:
    moment = datetime.combine(pair.day, time(), UTC)
    for language, document in pair.documents.items():
        other = "en" if language == "cy" else "cy"
        write_document(
            document, folder, FORMATS, twin_href=f"{pair.name}.{other}.html", moment=moment
        )


def _write_tables(edition: Edition, folder: Path) -> None:
    wave = edition.study.wave
    frame = edition.study.plan.frame
    texts = WorkbookTexts(
        title=wave.title,
        author=wave.author,
        subject=both("surveys.workbook.subject", title=wave.title),
        moment=datetime.combine(wave.published, time(), UTC).replace(tzinfo=None),
        about=(
            wave.asked,
            wave.how,
            both("surveys.method.frame") if frame.known else frame.reason,
            both("surveys.method.not_official"),
            *held_back_words(edition.released, edition.policy),
            *audience_words(edition.policy),
        ),
        notice=both(edition.study.invented_notice) if wave.synthetic else Bilingual("", ""),
    )
    for language in LANGUAGES:
        write_workbook(edition.released, texts, folder / f"tables.{language}.xlsx", language)
    write_figures_csv(edition.released, folder / "figures.csv")


def _write_comparison(comparison: Comparison, folder: Path) -> None:
    texts = comparison_texts(comparison)
    for language in LANGUAGES:
        write_workbook(comparison.released, texts, folder / f"waves.{language}.xlsx", language)
