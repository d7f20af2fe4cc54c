"""Audits what was written, as a reader holds it, before and after it is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.disclosure import (
    Level,
    Meaning,
    Publication,
    Released,
    audit,
    meaning_of,
    meaning_when,
    publication_of_folder,
    publication_of_released,
    publication_of_waves,
    publications_together,
    with_earlier,
)
from diogel.language import both
from diogel.workspace.audited import AuditedFolder, inferable
from diogel.workspace.disclosing_counts import (
    area_of_folder,
    audit_assessments,
    built_assessments,
)
from diogel.workspace.disclosing_files import figures_in, refuse_unreadable
from diogel.workspace.editions import DEFAULT, Counting, Edition, exceptions_of, in_order
from diogel.workspace.folder import Workspace


def stop_leaks(edition: Edition, folder: Path, comparison: Released | None = None) -> None:
    """Refuse an edition when what is hidden can be inferred from its files or its figures.

    `comparison` is what is said of it beside the wave before, where there is one.
    """
    policy = edition.policy
    parts = [
        publication_of_folder(folder, meaning_of(edition.released, policy)),
        publication_of_released(edition.released, policy),
    ]
    if comparison is not None:
        parts.append(publication_of_waves(comparison, policy))
    held = publications_together(*parts)
    found = AuditedFolder(edition.study.wave.id, held, audit(held))
    if not found.audited.safe:
        raise Refused(list(inferable(found)))


def audit_outputs(
    workspace: Workspace,
    folders: Sequence[Path] = (),
    earlier: Path | None = None,
    level: Level = "default",
) -> list[AuditedFolder]:
    """Audit what was written.

    Parameters
    ----------
    folders : sequence of Path
        Read together, as somebody who holds them all; without any, each edition of each
        survey that was built and each area's assessment, by itself. Of assessments, all that
        those of other areas print of partners' counts is always read beside them.
    earlier : Path, optional
        An earlier edition of one of them, read beside it.
    level : str
        "exact" or "default".

    Raises
    ------
    Refused
        When a folder is not there, holds no file of figures or one that cannot be read, or is
        of no survey that this workspace has.
    """
    counting = Counting(workspace)
    together = [*folders, *([earlier] if earlier is not None else [])]
    for folder in together:
        refuse_unreadable(folder)
    if any(area_of_folder(workspace, folder) is not None for folder in together):
        return [audit_assessments(workspace, together, level)]
    if folders or earlier is not None:
        return [_together(workspace, counting, folders, earlier, level)]
    editions, areas = list(_built(workspace)), list(built_assessments(workspace))
    for folder in (*(place for *_, place in editions), *areas):
        refuse_unreadable(folder)
    surveys = [
        _of_edition(workspace, counting.edition(wave, policy), folder, level)
        for wave, policy, folder in editions
    ]
    assessments = [audit_assessments(workspace, [folder], level) for folder in areas]
    return [*surveys, *assessments]


def _built(workspace: Workspace) -> Iterator[tuple[str, str, Path]]:
    """The editions that were built: wave, policy, folder."""
    for wave in in_order(workspace):
        folder = workspace.out / "surveys" / wave
        editions = [("", folder)]
        if exceptions_of(workspace.wave(wave)):
            editions.append((DEFAULT, folder / DEFAULT))
        for policy, place in editions:
            if (place / "figures.csv").is_file():
                yield wave, policy, place


def _of_edition(
    workspace: Workspace, edition: Edition, folder: Path, level: Level
) -> AuditedFolder:
    meaning = meaning_of(edition.released, edition.policy)
    publication = publication_of_folder(folder, meaning)
    name = folder.relative_to(workspace.path).as_posix()
    return AuditedFolder(name, publication, audit(publication, level))


def _together(
    workspace: Workspace,
    counting: Counting,
    folders: Sequence[Path],
    earlier: Path | None,
    level: Level,
) -> AuditedFolder:
    """Several folders as one reader holds them, with an earlier edition beside them."""
    given = list(folders) or [_latest_of(workspace, counting, earlier)]
    meanings = [_meaning(workspace, counting, folder) for folder in given]
    publication = publications_together(
        *(publication_of_folder(f, m) for f, m in zip(given, meanings, strict=True))
    )
    name = "; ".join(folder.name for folder in given)
    if earlier is not None:
        wave = _meaning(workspace, counting, earlier).wave
        meaning = next((m for m in meanings if m.wave == wave), meanings[0])
        publication = _with_earlier(publication, meaning, earlier)
    return AuditedFolder(name, publication, audit(publication, level))


def _latest_of(workspace: Workspace, counting: Counting, earlier: Path | None) -> Path:
    """Where the survey of an earlier edition is published now."""
    if earlier is None:
        return workspace.out
    return workspace.out / "surveys" / _meaning(workspace, counting, earlier).wave


def _with_earlier(publication: Publication, meaning: Meaning, earlier: Path) -> Publication:
    before = _everybody(earlier, meaning)
    then = publication_of_folder(earlier, meaning_when(meaning, before))
    place = both("auditing.place.file", file=earlier.name)
    return with_earlier(publication, then, meaning.everybody, before, place)


def _everybody(folder: Path, meaning: Meaning) -> int:
    """How many had responded, by a folder's own file of figures; 0 when it does not say."""
    bases = {
        int(row["denominator"])
        for row in figures_in(folder)
        if row["figure"] in meaning.bases and row["denominator"].isdigit()
    }
    return bases.pop() if len(bases) == 1 else 0


def _meaning(workspace: Workspace, counting: Counting, folder: Path) -> Meaning:
    """What a folder's figures mean: of the survey whose figures they are, as it hides them."""
    rows = figures_in(folder)
    listed = {row["figure"] for row in rows}
    hidden = {row["figure"] for row in rows if row["status"] == "c"}
    best: tuple[int, int, Edition] | None = None
    for wave in in_order(workspace):
        policies = ["", DEFAULT] if exceptions_of(workspace.wave(wave)) else [""]
        for policy in policies:
            edition = counting.edition(wave, policy)
            shared = listed & set(edition.released.figures)
            agreed = sum(edition.released.figures[f].shown != (f in hidden) for f in shared)
            if shared and (best is None or (len(shared), agreed) > best[:2]):
                best = len(shared), agreed, edition
    if best is None:
        raise Refused([Problem("disclosure.unknown-survey", Place(folder.name))])
    return meaning_of(best[2].released, best[2].policy)
