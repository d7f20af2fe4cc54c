"""What the two reports share: a telling in one language, the pair of documents, the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from diogel.charts import describe
from diogel.core import LANGUAGES, Bilingual, Language, Problem, Refused
from diogel.disclosure import Released
from diogel.language import both, long_date, say
from diogel.quality.findings import Finding
from diogel.reports import (
    FORMATS,
    Block,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Notice,
    PlainTable,
    Prose,
    TableBlock,
    WorkbookTexts,
    Written,
    check_twins,
    write_document,
    write_workbook,
)
from diogel.reports.narrative import figure_text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>~^@#|])")


def plain(text: str) -> str:
    """A text in which nothing is read as markup."""
    return _MARKUP.sub(r"\\\1", text)


@dataclass
class Telling:
    """One report being told in one language, its tables and charts numbered as they come."""

    released: Released
    language: Language
    _tables: int = field(default=0)
    _charts: int = field(default=0)

    def say(self, key: str, **slots: object) -> str:
        """A sentence of the report."""
        return say(key, self.language, **slots)

    def heading(self, level: int, key: str, **slots: object) -> Heading:
        """A heading; its id is its key, the same in both languages."""
        id_ = key.partition(".")[2].replace(".", "-").replace("_", "-")
        return Heading(level, self.say(key, **slots), id_)

    def prose(self, key: str, *figures: str, **slots: object) -> Prose:
        """A paragraph; `figures` are the ids of figures that the slots say."""
        return Prose(self.say(key, **slots), tuple(figures))

    def said(self, figure: str, form: str = "") -> str:
        """A figure in running text, in the span that names it."""
        text = figure_text(self.released.figures[figure].figure, form, self.language)
        return f'[{plain(text)}]{{.figure data-figure="{figure}"}}'

    def callout(self, figure: str, key: str) -> Callout:
        """A headline figure with its sentence."""
        shown = self.released.figures[figure]
        headline = figure_text(shown.figure, "", self.language)
        return Callout(headline, self.say(key), shown)

    def table(self, id_: str, display: str = "count") -> TableBlock:
        """A released table."""
        self._tables += 1
        return TableBlock(self.released.tables[id_], self._tables, display)

    def chart(self, id_: str, key: str, kind: str) -> ChartBlock:
        """A chart of a released table that stands in the document too."""
        self._charts += 1
        table = self.released.tables[id_]
        described = describe(table, self.language)
        return ChartBlock(table, self._charts, self.say(key), described, kind)

    def words(
        self,
        key: str,
        headings: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        widths: tuple[float, ...] = (),
        **slots: object,
    ) -> PlainTable:
        """A table of words, its caption by key."""
        self._tables += 1
        return PlainTable(
            self.say(key, **slots), self._tables, tuple(headings), tuple(rows), widths
        )

    def finding(self, id_: str, finding: Finding) -> Prose:
        """A finding as a point of a list, every number in it the view of a figure."""
        named: list[str] = []

        def mark(name: str, text: str) -> str:
            figure = f"{id_}.{name}"
            if figure not in self.released.figures:
                return plain(text)
            named.append(figure)
            return f'[{plain(text)}]{{.figure data-figure="{figure}"}}'

        return Prose(f"- {finding.told(self.language, mark)}", tuple(named))


Blocks = Callable[[Telling], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Report:
    """A report before it is written: its name, its day, its figures and what it says.

    `name` is also part of the keys of its texts: `quality.<name>.title`.
    """

    name: str
    day: date
    released: Released
    blocks: Blocks
    synthetic: bool


def report_documents(report: Report) -> dict[Language, Document]:
    """The report in both languages, the same blocks about the same figures."""
    documents = {language: _document(report, language) for language in LANGUAGES}
    check_twins(documents["en"], documents["cy"])
    return documents


def _document(report: Report, language: Language) -> Document:
    telling = Telling(report.released, language)
    title = both(f"quality.{report.name}.title")
    other: Language = "en" if language == "cy" else "cy"
    notices = [Notice(telling.say("quality.notice.review"), "review")]
    if report.synthetic:
        notices.insert(0, Notice(telling.say("quality.notice.synthetic"), "synthetic"))
    return Document(
        name=report.name,
        language=language,
        title=title[language],
        subtitle=telling.say(f"quality.{report.name}.subtitle"),
        date=long_date(report.day, language),
        author="",
        subject=telling.say(f"quality.{report.name}.subtitle"),
        keywords=(title[language],),
        twin=title[other],
        blocks=(*notices, *report.blocks(telling)),
        notice=telling.say("quality.notice.synthetic_short") if report.synthetic else "",
    )


def write_report(
    report: Report,
    folder: Path,
    formats: Sequence[str] = FORMATS,
) -> dict[Language, Written]:
    """Write `<name>.<language>.<format>` and the workbook of the report's tables.

    The same report gives the same bytes: files carry the report's day, not the moment.
    """
    documents = report_documents(report)
    moment = datetime.combine(report.day, time(), UTC)
    written = {}
    for language, document in documents.items():
        other = "en" if language == "cy" else "cy"
        href = f"{report.name}.{other}.html"
        written[language] = write_document(document, folder, formats, twin_href=href, moment=moment)
        workbook = folder / f"{report.name}.{language}.xlsx"
        write_workbook(report.released, _texts(report), workbook, language)
    return written


def _texts(report: Report) -> WorkbookTexts:
    no = Bilingual("", "", review="same in both languages")
    return WorkbookTexts(
        title=both(f"quality.{report.name}.title"),
        author=Bilingual.same("Diogel"),
        subject=both(f"quality.{report.name}.subtitle"),
        moment=datetime.combine(report.day, time()),
        about=(both(f"quality.{report.name}.about"), both("quality.audit.method_held_back")),
        notice=both("quality.notice.synthetic") if report.synthetic else no,
    )


def day_or_refusal(day: date | None) -> date:
    """The day of a report; Refused for a store in which there is nothing to report on."""
    if day is None:
        raise Refused([Problem("store.no-table", found="incidents, observations")])
    return day
