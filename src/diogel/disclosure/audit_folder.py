"""Everything that a folder of published files says, in whichever file and language."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diogel.core import Bilingual, Language, Place, Problem, Refused
from diogel.disclosure.audit_charts import chart_counts
from diogel.disclosure.audit_labels import (
    Placed,
    column_figures,
    own_labels,
    placed,
    table_called,
)
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_moments import moments_of_pdf
from diogel.disclosure.audit_packages import read_package
from diogel.disclosure.audit_pages import read_page
from diogel.disclosure.audit_people import named, quoted
from diogel.disclosure.audit_printed import Grid, Picture, Printed
from diogel.disclosure.audit_publication import Fact, Incident, Publication, Why
from diogel.disclosure.audit_reading import OF, Read, labelled, phrase_in
from diogel.disclosure.audit_released import based, mean_incidents, ranked
from diogel.disclosure.audit_statements import is_sorted_by_size, order_facts
from diogel.language import both, say, sort_key

FIGURES = "figures.csv"
PACKAGES = (".xlsx", ".docx", ".odt")


@dataclass(frozen=True, slots=True)
class _Order:
    """The figures of one printed column from top to bottom, and their labels there."""

    figures: tuple[str, ...]
    labels: tuple[str, ...]
    place: Bilingual
    language: Language


@dataclass(slots=True)
class _Folder:
    """A folder on its way to a publication."""

    meaning: Meaning
    read: Read
    orders: list[_Order] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    means: list[tuple[str, int, Bilingual]] = field(default_factory=list)
    routed: dict[str, int] = field(default_factory=dict)
    _labels: dict[Language, Mapping[str, str]] = field(default_factory=dict)

    def labels(self, language: Language) -> Mapping[str, str]:
        """The labels that say by themselves which figure they are of."""
        if language not in self._labels:
            self._labels[language] = own_labels(self.meaning, language)
        return self._labels[language]


def publication_of_folder(
    folder: Path, meaning: Meaning, read: Mapping[str, Printed] | None = None
) -> Publication:
    """What a reader of every file of a folder holds; folders inside it are other editions.

    `read` are its files as `read_folder` gives them, for a caller who has read them.
    """
    work = _Folder(meaning, Read(meaning))
    figures = folder / FIGURES
    # The file of figures first: it says the bases that a percentage elsewhere is of.
    if figures.is_file():
        _read_figures(work, figures.read_text(encoding="utf-8"), FIGURES)
    for _, printed in sorted((read_folder(folder) if read is None else read).items()):
        _read_printed(work, printed)
    place = both("auditing.place.file", file=folder.name)
    facts = list(dict.fromkeys(work.read.facts))
    facts += ranked(meaning, work.read.ranks, facts, place)
    facts += based(meaning, work.routed, place)
    facts += _ordered(work, facts)
    work.incidents += mean_incidents(meaning, work.means, place)
    published = meaning.publication(dict.fromkeys(facts), work.read.hidden)
    return replace(published, incidents=tuple(dict.fromkeys(work.incidents)))


def read_folder(folder: Path, language: Language | None = None) -> dict[str, Printed]:
    """What each file of a folder prints and carries, by its name; all but the file of figures.

    With a language only the files of that language.

    Raises
    ------
    Refused
        A package is damaged: what a file tells that cannot be read is not known to be safe.
    """
    found = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        if language is None or f".{language}." in path.name:
            printed = _printed(path)
            if printed is not None:
                found[path.name] = printed
    return found


def _printed(path: Path) -> Printed | None:
    """A file as it is printed; None for one of a kind that is not read."""
    name, language = path.name, language_of(path)
    if path.suffix == ".html":
        return read_page(path.read_text(encoding="utf-8"), name, language)
    if path.suffix in PACKAGES:
        try:
            printed = read_package(path.read_bytes(), name, language)
        except (zipfile.BadZipFile, zlib.error) as error:
            raise Refused([Problem("disclosure.unread-file", Place(name))]) from error
        if path.with_suffix(".html").is_file():
            # The page has the same sentences, and marks whose numbers are in them.
            printed.passages.clear()
        return printed
    if path.suffix == ".pdf":
        return Printed(name, language, moments=moments_of_pdf(path.read_bytes()))
    if path.suffix in (".json", ".csv", ".txt", ".svg") and name != FIGURES:
        return Printed(name, language, asides=[path.read_text(encoding="utf-8")])
    return None


def language_of(path: Path) -> Language:
    """The language of a file, by its name."""
    return "cy" if ".cy." in path.name else "en"


def _read_figures(work: _Folder, text: str, file: str) -> None:
    place = both("auditing.place.file", file=file)
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        _read_figure(work, row, place)
    listed = [row.get("figure", "") for row in rows]
    for question in dict.fromkeys(work.meaning.questions.values()):
        own = tuple(f for f in listed if work.meaning.questions.get(f) == question)
        work.orders.append(_Order(own, (), place, "en"))


def _read_figure(work: _Folder, row: Mapping[str, str], place: Bilingual) -> None:
    figure, count, base = (row.get(k) or "" for k in ("figure", "numerator", "denominator"))
    if figure in work.meaning.summed and base.isdigit():
        work.means.append((figure, int(base), work.meaning.names[figure]))
    cell = work.meaning.cells.get(figure)
    if cell is None:
        return
    if row.get("status") == "c":
        work.read.hidden.add(cell)
    if base.isdigit():
        work.read.bases[figure] = int(base)
        if figure in work.meaning.routes:
            work.routed[figure] = int(base)
    value = row.get("value") or ""
    if count.isdigit():
        work.read.count(figure, int(count), place)
    elif value.isdigit() and row.get("kind") != "share":
        work.read.count(figure, int(value), place)
    elif value and work.read.base(figure):
        _take_share(work, figure, value, place)
    if (row.get("rank") or "").isdigit():
        work.read.ranks[figure] = int(row["rank"])


def _take_share(work: _Folder, figure: str, text: str, place: Bilingual) -> None:
    """A share from 0 to 1, unrounded: with its base it is a count."""
    try:
        count = float(text) * work.read.base(figure)
    except ValueError:
        work.read.take(figure, text, "", place, "en")
        return
    if abs(count - round(count)) < 1e-6:
        work.read.count(figure, round(count), place)


def _read_printed(work: _Folder, printed: Printed) -> None:
    """Everything one file says, each thing with the place where it says it."""
    text = both("auditing.place.text", file=printed.file)
    for mark in printed.marks:
        work.read.take(mark.figure, mark.text, mark.form, text, printed.language)
    for grid in printed.grids:
        _read_grid(work, grid, printed)
    for picture in printed.pictures:
        _read_picture(work, picture, printed)
    _read_asides(work, printed)
    _read_passages(work, printed)
    properties = both("auditing.place.properties", file=printed.file)
    work.incidents += [
        Incident("moment", properties, Bilingual.same(moment)) for moment in printed.moments
    ]
    quotation = both("auditing.place.quotation", file=printed.file)
    for facts, incidents in quoted(printed, work.meaning, quotation):
        work.read.facts += facts
        work.incidents += incidents
    work.incidents += named(printed, work.meaning)


def _read_grid(work: _Folder, grid: Grid, printed: Printed) -> None:
    language = printed.language
    place = both("auditing.place.table", file=printed.file, table=grid.caption)
    if (
        grid.rows
        and grid.rows[0]
        and grid.rows[0][0].text == say("workbook.column.figure", language)
    ):
        _read_list(work, grid, printed)
        return
    found = list(placed(grid, work.meaning, language))
    for cell in found:
        if cell.share and "[" not in cell.text and cell.figure in work.meaning.cells:
            _take_share(work, cell.figure, cell.text, place)
        else:
            work.read.take(cell.figure, cell.text, "", place, language)
    _read_orders(work, grid, found, printed, place)


def _read_orders(
    work: _Folder, grid: Grid, found: Sequence[Placed], printed: Printed, place: Bilingual
) -> None:
    """The order of the rows of each column."""
    for column in dict.fromkeys(cell.column for cell in found):
        cells = [cell for cell in found if cell.column == column and not cell.share]
        own = tuple(cell.figure for cell in cells)
        labels = tuple(grid.rows[cell.row][0].text for cell in cells)
        work.orders.append(_Order(own, labels, place, printed.language))


def _codebook(meaning: Meaning, figures: Iterable[str]) -> list[str]:
    return sorted(figures, key=lambda name: meaning.order.get(name, len(meaning.order)))


def _read_list(work: _Folder, grid: Grid, printed: Printed) -> None:
    """The sheet of all figures: a row for each, told by its id."""
    headings = [piece.text for piece in grid.rows[0]]
    names = {
        say(f"workbook.column.{key}", printed.language): column
        for key, column in (
            ("numerator", "numerator"),
            ("denominator", "denominator"),
            ("value", "value"),
            ("rank", "rank"),
        )
    }
    place = both("auditing.place.sheet", file=printed.file, sheet=grid.caption)
    for row in grid.rows[1:]:
        texts = {
            names[h]: piece.text for h, piece in zip(headings, row, strict=False) if h in names
        }
        status = "c" if texts.get("value") == "[c]" else ""
        shares = {"kind": "share", "figure": row[0].text, "status": status}
        _read_figure(work, {**texts, **shares}, place)


def _read_picture(work: _Folder, picture: Picture, printed: Printed) -> None:
    """A chart: what describes it, and what it is drawn from."""
    language = printed.language
    table = table_called(picture.caption, work.meaning, language)
    alt = both("auditing.place.alt", file=printed.file)
    data = both("auditing.place.chart", file=printed.file)
    if table is None:
        return
    parts = _by_column(picture.alt, [line.label[language] for line in table.columns])
    for line in table.columns:
        figures = column_figures(table, line, language)
        for label, words in labelled(parts.get(line.label[language], ""), figures):
            work.read.take(figures[label], words, "", alt, language)
        for label, words in labelled("\n".join(picture.texts), figures):
            if len(table.columns) == 1:
                work.read.take(figures[label], words, "", data, language)
    for figure, count in chart_counts(picture.texts, table, language):
        work.read.take(figure, str(count), "", data, language)


def _by_column(text: str, columns: Sequence[str]) -> dict[str, str]:
    """The part of a description that is about each column; all of it when there is one."""
    if len(columns) == 1:
        return {columns[0]: text}
    starts = sorted((text.find(f"{c}:"), c) for c in columns if f"{c}:" in text)
    ends = [at for at, _ in starts[1:]] + [len(text)]
    return {column: text[at:end] for (at, column), end in zip(starts, ends, strict=True)}


def _read_asides(work: _Folder, printed: Printed) -> None:
    """What is carried and not shown: looked through for a figure's id or its own label."""
    labels = work.labels(printed.language)
    place = both("auditing.place.properties", file=printed.file)
    carried = "\n".join((*printed.asides, *printed.properties))
    for label, words in labelled(carried, labels):
        work.read.take(labels[label], words, "", place, printed.language)


def _read_passages(work: _Folder, printed: Printed) -> None:
    """Sentences that give a number, or a fraction in words, to something that is hidden."""
    gone = work.meaning.hidden | work.read.hidden
    hidden = {
        label: figure
        for label, figure in work.labels(printed.language).items()
        if work.meaning.cells[figure] in gone
        if " " in label or len(label) > 9
    }
    place = both("auditing.place.text", file=printed.file)
    for _, text in printed.passages:
        for sentence in text.split(". "):
            for label in _said_of(sentence, hidden):
                rest = sentence.replace(label, "")
                if _tells(rest, work.read.base(hidden[label]), printed.language):
                    work.read.take(hidden[label], rest, "", place, printed.language)


def _said_of(sentence: str, labels: Iterable[str]) -> list[str]:
    """The one label that a sentence is about; none when there are several."""
    found = [label for label in labels if label in sentence]
    longest = [one for one in found if not any(one != o and one in o for o in found)]
    return longest if len(longest) == 1 else []


def _tells(text: str, base: int, language: Language) -> bool:
    """Whether a sentence gives a share of a base: some of it, a percentage, or words."""
    of = OF.search(text)
    if of is not None:
        return not base or int(of[2]) == base
    return "%" in text or phrase_in(text, language) is not None


def _ordered(work: _Folder, facts: Sequence[Fact]) -> Iterator[Fact]:
    """What sorted lists say of the hidden cells in them."""
    values = {
        fact.terms[0][0]: fact.lower
        for fact in facts
        if fact.why is Why.VALUE and fact.lower is not None
    }
    hidden = work.meaning.hidden | work.read.hidden
    known = {cell: value for cell, value in values.items() if cell not in hidden}
    for order in work.orders:
        cells = _cells(work, order.figures)
        if not hidden.isdisjoint(cells) and is_sorted_by_size(cells, known, _plain(work, order)):
            yield from order_facts(cells, order.place)


def _cells(work: _Folder, figures: Iterable[str]) -> list[str]:
    return [work.meaning.cells[name] for name in figures if name in work.meaning.cells]


def _plain(work: _Folder, order: _Order) -> list[list[str]]:
    """The orders that tell nothing: the questionnaire's, and the alphabet."""
    labels = dict(zip(order.figures, order.labels, strict=False))
    by_alphabet = sorted(labels, key=lambda name: sort_key(labels[name], order.language))
    ways = [_codebook(work.meaning, order.figures), *([by_alphabet] if labels else [])]
    return [_cells(work, way) for way in ways]
