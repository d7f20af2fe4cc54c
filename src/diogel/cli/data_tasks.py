"""What each command about partners' data does: one function of a room, and the outcome told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diogel.cli.output import tell, tell_json, tell_problems
from diogel.cli.progress import Progress
from diogel.core import Language, Place, Problem, Refused

if TYPE_CHECKING:
    from diogel.quality import GapMap
    from diogel.workspace import AddResult


STATES = ("current", "late", "dried-up", "never")


def add_data(
    *,
    language: Language,
    workspace: Path,
    files: tuple[Path, ...],
    supplier: str,
    period: str,
    edition: str,
    accept: bool,
    as_json: bool,
) -> int:
    """Take files into the store."""
    from diogel.workspace import add, open_workspace

    opened = open_workspace(workspace)
    found = [_from(workspace, path) for path in files]
    with Progress(language, quiet=as_json) as progress:
        result = add(
            opened,
            found,
            language,
            supplier=supplier,
            given=_given(period, edition),
            accept=accept,
            step=progress.step,
        )
    return _told(result, language, as_json, "cli.add.taken", supplier=supplier)


def check_data(
    *,
    language: Language,
    workspace: Path,
    files: tuple[Path, ...],
    supplier: str,
    period: str,
    edition: str,
    marked: Path | None,
    as_json: bool,
) -> int:
    """Say everything that is wrong with files, and keep nothing."""
    from diogel.workspace import check_files

    found = [_from(workspace, path) for path in files]
    with Progress(language, quiet=as_json) as progress:
        result, copies = check_files(
            found,
            language,
            supplier=supplier,
            given=_given(period, edition),
            marked=marked,
            step=progress.step,
        )
    code = _told(result, language, as_json, "cli.check.good", {"marked": list(map(str, copies))})
    if not as_json:
        for copy in copies:
            tell("cli.check.marked", language, place=copy)
    return code


def _given(period: str, edition: str) -> dict[str, str]:
    """What the person says because the file does not."""
    said = {"period": period, "edition": edition}
    return {name: text for name, text in said.items() if text}


def _told(
    result: AddResult,
    language: Language,
    as_json: bool,
    good: str,
    more: Mapping[str, Any] | None = None,
    *,
    supplier: str = "",
) -> int:
    """What came of files, and the exit code: 1 when something was refused or has to wait."""
    from diogel.language import as_records

    if as_json:
        added = [
            {
                "file": one.file,
                "source": one.source,
                "what": one.what[language],
                "release": one.release.id if one.release else None,
                "already": one.already,
                "facts": dict(one.facts),
                "proposal": one.proposal,
            }
            for one in result.added
        ]
        problems = as_records(result.problems, language)
        tell_json({"added": added, "problems": problems, **(more or {})})
        return 1 if result.refused or result.waiting else 0
    for one in result.added:
        _tell_added(one, language, good, written=bool(supplier))
    tell_problems(result.problems, language, as_json=False)
    return 1 if result.refused or result.waiting else 0


def _tell_added(one: Any, language: Language, good: str, *, written: bool) -> None:
    """What became of one part; a proposal is shown only where no file holds it."""
    from diogel.language import number

    # What the store keeps: a blank or left-out cell is a row of the file and no row of ours.
    kept = sum(one.release.tables.values()) if one.release else one.facts.get("placed", 0)
    slots = {
        "file": one.file,
        "what": one.what,
        "rows": number(kept, language),
        "release": one.release.id if one.release else "",
    }
    if one.release is None and one.proposal is not None:
        if written:
            tell("cli.add.waiting", language, **slots)
            return
        from diogel.workspace import proposal_text

        tell("cli.add.proposed", language, **slots)
        click.echo(proposal_text(one.proposal, language))
        return
    if one.already:
        tell("cli.add.already", language, **slots)
        return
    tell(good, language, **slots)
    status = str(one.release.status) if one.release else ""
    if status in ("superseded", "partly-superseded"):
        tell(f"cli.add.{status.replace('-', '_')}", language)
    if one.facts.get("outside") or one.facts.get("unplaced"):
        tell(
            "cli.add.placed",
            language,
            **{
                name: number(one.facts.get(name, 0), language)
                for name in ("placed", "outside", "unplaced")
            },
        )


def audit_data(
    *, language: Language, workspace: Path, as_at: str, reports: bool, as_json: bool
) -> int:
    """Say how far the data can be trusted."""
    from diogel.language import number
    from diogel.workspace import audit_store, open_workspace, write_audit_report

    opened = open_workspace(workspace)
    found = audit_store(opened, as_at=moment(as_at), day=_due_by(as_at))
    written = write_audit_report(opened, found) if reports else ()
    if as_json:
        tell_json({**found.as_record(), "reports": [str(path) for path in written]})
        return 0
    tell(
        "cli.audit.counted",
        language,
        rows=number(found.facts.rows, language),
        findings=number(len(found.findings), language),
    )
    for finding in found.findings:
        click.echo(f"  - {finding.sentence[language]}")
    if not found.findings:
        tell("cli.audit.none", language)
    _told_written(written, language)
    return 0


def gaps(*, language: Language, workspace: Path, as_at: str, reports: bool, as_json: bool) -> int:
    """Show what evidence exists, what is late, and what nobody supplies."""
    from diogel.workspace import gaps_of, open_workspace, write_gap_report

    opened = open_workspace(workspace)
    found = gaps_of(opened, as_at=moment(as_at), day=_due_by(as_at))
    written = write_gap_report(opened, found) if reports else ()
    if as_json:
        tell_json({**found.as_record(), "reports": [str(path) for path in written]})
        return 0
    for line in _gap_lines(found, language):
        click.echo(f"  - {line}")
    _told_written(written, language)
    return 0


def _gap_lines(found: GapMap, language: Language) -> Iterator[str]:
    """A line for each theme: what was expected of it, what came, and whose it is."""
    from diogel.language import number, say
    from diogel.standard import themes

    names = {theme.code: theme.name[language] for theme in themes()}
    needs = Counter((need.theme, need.state.value) for need in found.needs)
    for balance in found.by_theme:
        states = {
            state: needs[balance.of, state] for state in ("current", "late", "dried-up", "never")
        }
        percent = balance.police_percent
        police = (
            say("cli.gaps.no_evidence", language)
            if percent is None
            else say("cli.gaps.police", language, percent=percent)
        )
        yield say(
            "cli.gaps.theme",
            language,
            theme=names[balance.of],
            expected=number(sum(states.values()), language),
            current=number(states["current"], language),
            late=number(states["late"] + states["dried-up"], language),
            never=number(states["never"], language),
            police=police,
        )


def _told_written(paths: tuple[Path, ...], language: Language) -> None:
    if paths:
        tell("cli.reports.done", language)
        for path in paths:
            click.echo(f"  - {path}")


def template(
    *,
    language: Language,
    workspace: Path,
    kind: str,
    areas: str,
    months: str,
    to: Path | None,
    as_json: bool,
) -> int:
    """Write the workbook that a partner fills in."""
    from diogel.workspace import make_template

    path = make_template(kind, areas, months, language, to or workspace / "out" / "forms")
    if as_json:
        tell_json({"file": str(path)})
    else:
        tell("cli.template.done", language, place=path)
    return 0


def releases(*, language: Language, workspace: Path, everything: bool, as_json: bool) -> int:
    """What is in the store."""
    from diogel.language import long_date, number
    from diogel.workspace import open_store, open_workspace, title_of

    found = open_store(open_workspace(workspace)).releases(everything=everything)
    if as_json:
        tell_json([_release_record(release) for release in found])
        return 0
    if not found:
        tell("cli.releases.none", language)
    for release in found:
        tell(
            "cli.releases.line",
            language,
            release=release.id,
            what=title_of(release),
            day=long_date(release.received_at.date(), language),
            rows=number(sum(release.tables.values()), language),
            status=_status(release.status, language),
        )
        _tell_contents(release, language)
    return 0


def _tell_contents(release: Any, language: Language) -> None:
    """Below a release: whose it is, of which periods, in which files, and why it was withdrawn."""
    from diogel.language import say

    periods = sorted({part.key["period"] for part in release.slices if "period" in part.key})
    files = list(dict.fromkeys(part.file for part in release.slices))
    # What a body publishes for everybody is known by its source, and names nobody else.
    published = release.supplier in ("", release.source)
    contents = say(
        "cli.releases.contents_published" if published else "cli.releases.contents",
        language,
        supplier=release.supplier,
        first=periods[0] if periods else "-",
        last=periods[-1] if periods else "-",
        file=files[0] if files else "-",
        more=max(len(files) - 1, 0),
    )
    click.echo(f"    {contents}")
    if release.reason:
        why = say("cli.releases.reason", language, reason=release.reason, by=release.by)
        click.echo(f"    {why}")


def _status(status: str, language: Language) -> str:
    from diogel.language import say

    return say(f"store.status.{status.replace('-', '_')}", language)


def _release_record(release: Any) -> dict[str, Any]:
    return {
        "release": release.id,
        "source": release.source,
        "supplier": release.supplier,
        "received_at": release.received_at.isoformat(),
        "extracted_on": release.extracted_on.isoformat() if release.extracted_on else None,
        "status": release.status,
        "synthetic": release.synthetic,
        "licence": release.licence,
        "tables": release.tables,
        "facts": dict(release.facts),
        "slices": len(release.slices),
        "reason": release.reason,
        "by": release.by,
    }


def withdraw(
    *, language: Language, workspace: Path, release: str, reason: str, by: str, as_json: bool
) -> int:
    """Take a release out of use."""
    from diogel.workspace import open_store, open_workspace

    event = open_store(open_workspace(workspace)).withdraw(release, reason, by)
    if as_json:
        tell_json({"release": release, "withdrawn_at": event.at.isoformat(), "by": event.by})
    else:
        tell("cli.withdraw.done", language, release=release)
    return 0


def export_incidents(
    *,
    language: Language,
    workspace: Path,
    by: str,
    output: Path,
    engine: str,
    as_at: str,
    as_json: bool,
) -> int:
    """Count incidents and write the counts."""
    from diogel.workspace import export_incidents as write
    from diogel.workspace import open_workspace

    columns = tuple(part.strip() for part in by.split(",") if part.strip())
    rows = write(open_workspace(workspace), columns, output, engine=engine, as_at=moment(as_at))
    return _exported(rows, output, language, as_json)


def export_observations(
    *,
    language: Language,
    workspace: Path,
    output: Path,
    engine: str,
    as_at: str,
    as_json: bool,
) -> int:
    """Write every observation."""
    from diogel.workspace import export_observations as write
    from diogel.workspace import open_workspace

    rows = write(open_workspace(workspace), output, engine=engine, as_at=moment(as_at))
    return _exported(rows, output, language, as_json)


def _exported(rows: int, output: Path, language: Language, as_json: bool) -> int:
    if as_json:
        tell_json({"rows": rows, "file": str(output)})
    else:
        from diogel.language import number

        tell("cli.export.done", language, rows=number(rows, language), place=output)
    return 0


def _due_by(as_at: str) -> date | None:
    """The day by which deliveries are due: today, unless another day is asked about."""
    return None if as_at else date.today()


def moment(text: str) -> datetime | None:
    """The end of the day that a person wrote; None for nothing; Refused for another text."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    except ValueError:
        raise Refused([Problem("cli.not-a-day", Place(), text, "2026-06-30")]) from None


def _from(workspace: Path, path: Path) -> Path:
    """A file as it was named, from where one stands or else from the workspace."""
    return path if path.exists() or path.is_absolute() else workspace / path
