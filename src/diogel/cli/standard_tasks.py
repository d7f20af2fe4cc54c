"""What the commands about the data standard do."""

from __future__ import annotations

from pathlib import Path

from diogel.cli.output import tell, tell_json
from diogel.cli.progress import Progress
from diogel.core import Language


def export_standard(*, language: Language, workspace: Path, to: Path | None, as_json: bool) -> int:
    """Write the standard as a folder that anybody may take."""
    from diogel.language import number
    from diogel.workspace.standard_site import export_standard as write

    with Progress(language, quiet=as_json) as progress:
        written = write(to or workspace / "out" / "standard", progress.step)
    if as_json:
        missing = written.missing.en if written.missing else ""
        facts = {"files": written.files, "measures": written.measures, "missing": missing}
        tell_json({"folder": str(written.folder), **facts})
        return 0
    tell(
        "cli.standard.done",
        language,
        measures=number(written.measures, language),
        files=number(written.files, language),
        place=written.folder,
    )
    if written.missing:
        tell("cli.standard.no_pages", language, reason=written.missing)
    return 0
