"""What the commands about disclosure do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diogel.cli.output import tell, tell_json
from diogel.core import Language

if TYPE_CHECKING:
    from diogel.disclosure import Level
    from diogel.workspace import AuditedFolder


def disclosure_audit(
    *,
    language: Language,
    workspace: Path,
    folders: tuple[Path, ...],
    earlier: Path | None,
    exact: bool,
    as_json: bool,
) -> int:
    """Say what can be inferred from what was published; 1 when something can."""
    from diogel.workspace import audit_outputs, open_workspace

    level: Level = "exact" if exact else "default"
    audited = audit_outputs(open_workspace(workspace), folders, earlier, level)
    if as_json:
        tell_json([_record(one, language) for one in audited])
    elif not audited:
        tell("cli.audit.nothing", language)
    else:
        for one in audited:
            _tell(one, language)
    return 0 if all(one.audited.safe for one in audited) else 1


def _tell(one: AuditedFolder, language: Language) -> None:
    hidden = len(one.publication.hidden)
    tell("cli.audit.folder", language, folder=one.name, hidden=hidden)
    for told, reasons in one.sentences():
        click.echo(f"- {told[language]}")
        for reason in reasons:
            click.echo(f"    {reason[language]}")
    if one.audited.safe:
        tell("cli.audit.safe", language)
    else:
        tell("cli.audit.found", language, number=len(one.audited.findings))


def _record(one: AuditedFolder, language: Language) -> dict[str, object]:
    """One folder for a program."""
    findings = zip(one.audited.findings, one.sentences(), strict=True)
    return {
        "folder": one.name,
        "level": one.audited.level,
        "hidden": len(one.publication.hidden),
        "findings": [
            {
                "code": finding.code,
                "cell": finding.cell,
                "lower": finding.found.lower if finding.found else None,
                "upper": finding.found.upper if finding.found else None,
                "said": told[language],
                "facts": [reason[language] for reason in reasons],
            }
            for finding, (told, reasons) in findings
        ],
    }
