"""One document in every format that this machine can make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from diogel.charts import Chart, draw_chart
from diogel.charts.chart import DrawingUnavailable
from diogel.core import LANGUAGES, Bilingual
from diogel.language import both
from diogel.reports.document import ChartBlock, Document
from diogel.reports.layout import Parts
from diogel.reports.opendocument import write_opendocument
from diogel.reports.pandoc import ProgramMissing
from diogel.reports.pdf import write_pdf
from diogel.reports.prose import read_prose
from diogel.reports.web import write_web
from diogel.reports.word import write_word

FORMATS = ("html", "docx", "odt", "pdf")
_WRITERS: Mapping[str, Callable[[Parts, datetime], bytes]] = {
    "html": write_web,
    "docx": write_word,
    "odt": write_opendocument,
    "pdf": write_pdf,
}
# For a document whose date is not a day: a file must carry one, and the same each time.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"(\d{1,2})(?:af|il|ydd|ed|fed|eg|st|nd|rd|th)?\s+(\w+)\s+(\d{4})")


@dataclass(frozen=True, slots=True)
class Written:
    """Which files there are, by format, and why the others are missing."""

    paths: Mapping[str, Path] = field(default_factory=dict)
    missing: Mapping[str, Bilingual] = field(default_factory=dict)


def write_document(
    document: Document,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    twin_href: str,
    moment: datetime | None = None,
    origins: Mapping[str, str] | None = None,
) -> Written:
    """Write `<name>.<language>.<format>` into `folder` for each format.

    Parameters
    ----------
    twin_href : str
        Where the web page in the other language is, seen from this one.
    moment : datetime, optional
        The time that the files carry; by default midnight UTC of the document's date, so that
        the same document gives the same bytes.
    origins : mapping of figure id to str, optional
        Where each figure is explained, seen from the web page: its numbers lead there.

    Raises
    ------
    BrokenLink, ProseUnread
        When the document itself is wrong, in whatever format.
    """
    try:
        parts = Parts(
            document, read_prose(document), draw_charts(document), twin_href, origins or {}
        )
    except (ProgramMissing, DrawingUnavailable) as error:
        reason = both(f"reports.missing.{error}")
        return Written(missing=dict.fromkeys(formats, reason))
    when = moment or day_of(document.date)
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, Path] = {}
    missing: dict[str, Bilingual] = {}
    for format_ in formats:
        path = folder / f"{document.name}.{document.language}.{format_}"
        try:
            content = _WRITERS[format_](parts, when)
        except ProgramMissing as error:
            missing[format_] = both(f"reports.missing.{error}")
            continue
        _replace(path, content)
        paths[format_] = path
    return Written(paths, missing)


def _replace(path: Path, content: bytes) -> None:
    """Write so that the file is there whole or as it was."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def draw_charts(document: Document) -> dict[int, Chart]:
    """The drawing of each chart block by its number; none for a withheld table."""
    return {
        block.number: _draw(block, document)
        for block in document.blocks
        if isinstance(block, ChartBlock) and block.table.treatment != "withheld"
    }


def _draw(block: ChartBlock, document: Document) -> Chart:
    return draw_chart(
        block.table,
        block.marks,
        document.language,
        title=block.title,
        description=block.description,
        kind=block.kind,
    )


def day_of(written: str) -> datetime:
    """Midnight UTC of a date written out in either language: "1 Ebrill 2021"."""
    # Imported when a document is dated: the help text of the command line says no month.
    from babel.dates import get_month_names

    found = _DAY.search(written)
    if found is None:
        return _NO_DAY
    day, name, year = found.groups()
    for language in LANGUAGES:
        for month, known in get_month_names("wide", locale=language).items():
            if known.casefold() == name.casefold():
                try:
                    return datetime(int(year), month, int(day), tzinfo=UTC)
                except ValueError:
                    return _NO_DAY
    return _NO_DAY
