"""The accessible workbook: one named table a sheet, notes and shorthand explained in words.

The rules are the Government Analysis Function's for spreadsheets; `workbook_check` holds them.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

from diogel.core import Bilingual, Language
from diogel.disclosure import Released
from diogel.language import say
from diogel.reports.package import pack, unpack
from diogel.reports.sheets import Note, Sheet, figures_sheet, table_sheets

_TAGS: Mapping[Language, str] = {"en": "en-GB", "cy": "cy-GB"}
_LONGEST_TAB = 31
_LEAST_LAST_WORD = 4
_LINE_HEIGHT, _TITLE_HEIGHT = 14.5, 24
# Letters to a unit of column width: bold Arial 11 is wider than the default the unit is of.
_LETTERS_EACH = 1.0
# What an indent takes from a column's width.
_SET_IN = 2
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LABEL_WIDTH, _WIDTH, _WORDS_WIDTH = 54, 18, 90


@dataclass(frozen=True, slots=True)
class WorkbookTexts:
    """What the workbook says of itself.

    Attributes
    ----------
    title, author, subject : Bilingual
        For the cover and the file's properties.
    about : tuple of Bilingual
        Sentences or short paragraphs for the cover, in order: what the figures are of,
        method, that they are not official statistics, whom to ask.
    keywords : tuple of Bilingual
        By default the subject.
    notice : Bilingual
        A sentence for the cover that must not be missed; both empty for none.
    moment : datetime
        The time that the file carries, fixed by the caller so that the same figures give the
        same bytes.
    """

    title: Bilingual
    author: Bilingual
    subject: Bilingual
    moment: datetime
    about: tuple[Bilingual, ...] = ()
    keywords: tuple[Bilingual, ...] = ()
    notice: Bilingual = field(default_factory=lambda: Bilingual("", ""))


def write_workbook(
    released: Released, texts: WorkbookTexts, path: Path, language: Language
) -> Path:
    """Write every released table and a sheet of all figures; the file is replaced whole."""
    sheets, notes = table_sheets(released, language)
    sheets.append(figures_sheet(released, language))
    content = _build(sheets, notes, texts, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
    return path


def _build(
    sheets: Sequence[Sheet], notes: Sequence[Note], texts: WorkbookTexts, language: Language
) -> bytes:
    # Imported when a workbook is written: the help text of the command line needs none.
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    _set_properties(book, texts, language)
    pen = _Pen(book, language)
    numbered = tab_names([sheet.name for sheet in sheets[:-1]])
    names = [*numbered, sheets[-1].name]
    every = dict(zip([s.code for s in sheets], names, strict=True))
    pen.cover(texts, bool(notes))
    pen.contents(sheets, every)
    if notes:
        pen.notes(notes)
    for sheet in sheets:
        if sheet.headings:
            pen.sheet(sheet, every[sheet.code])
    book.close()
    return _in_language(out.getvalue(), _TAGS[language], texts.moment)


def _set_properties(book: Any, texts: WorkbookTexts, language: Language) -> None:
    book.set_properties(
        {
            "title": texts.title[language],
            "subject": texts.subject[language],
            "author": texts.author[language],
            "keywords": ", ".join(w[language] for w in texts.keywords) or texts.subject[language],
            "comments": texts.notice[language],
            "created": texts.moment.replace(tzinfo=None),
        }
    )
    book.set_size(1800, 1200)


def _in_language(content: bytes, tag: str, moment: datetime) -> bytes:
    """The language among the properties, which XlsxWriter leaves out, and fixed times."""
    files = unpack(content)
    core = files["docProps/core.xml"].decode()
    core = core.replace(
        "</cp:coreProperties>", f"<dc:language>{escape(tag)}</dc:language></cp:coreProperties>"
    )
    files["docProps/core.xml"] = core.encode()
    return pack(files, moment)


def tab_names(titles: Sequence[str]) -> list[str]:
    """A meaningful name of at most 31 letters for each sheet: its number and first words.

    What most titles begin with, such as the area that they are all of, tells none from another.
    """
    names: list[str] = []
    begins = Counter(head for head, colon, _ in (t.partition(": ") for t in titles) if colon)
    common, times = begins.most_common(1)[0] if begins else ("", 0)
    lead = f"{common}: " if times > max(1, len(titles) / 2) else ""
    for at, title in enumerate(titles, start=1):
        # An apostrophe within a word is one of its letters, and a straight one is forbidden.
        own = title.removeprefix(lead).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        words = _FORBIDDEN.sub("", f"{at} {own}").split()
        name = words[0][:_LONGEST_TAB]
        for word in words[1:]:
            if len(name) + 1 + len(word) > _LONGEST_TAB:
                break
            name += f" {word}"
        names.append(_tidy(name))
    return names


def height(words: str, width: float) -> float:
    """The height of a row, in points, in which these words are read whole."""
    lines = len(wrap(words, max(1, int(width * _LETTERS_EACH)))) or 1
    return _LINE_HEIGHT * lines + 3


def _is_mark(words: str) -> bool:
    """Whether a cell holds shorthand alone: "[c]"."""
    return len(words) == 3 and words.startswith("[")


def _tidy(name: str) -> str:
    """A cut-off name without the small words and marks that it would end in."""
    kept = name.split()
    while len(kept) > 2 and len(kept[-1]) < _LEAST_LAST_WORD:
        kept.pop()
    return " ".join(kept).rstrip(" ,;.")


class _Pen:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, language: Language) -> None:
        self.book, self.language = book, language
        look = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        self.plain = book.add_format(look)
        self.wrapped = book.add_format({**look, "text_wrap": True})
        self.title = book.add_format({**look, "font_size": 16, "bold": True})
        self.strong = book.add_format({**look, "bold": True, "text_wrap": True})
        self.link = book.add_format({**look, "underline": 1, "font_color": "#12436D"})
        self.head = book.add_format({**look, "bold": True, "text_wrap": True, "bottom": 2})
        # Set in, so that a heading that fills its column does not touch the one before.
        side = {**look, "align": "right", "indent": 1}
        self.number_head = book.add_format({**side, "bold": True, "text_wrap": True, "bottom": 2})
        self.count = book.add_format({**side, "num_format": "#,##0"})
        self.amount = book.add_format({**side, "num_format": "#,##0.00"})
        self.percent = book.add_format({**side, "num_format": "0%"})
        self.mark = book.add_format(side)

    def words(self, key: str, **slots: object) -> str:
        """A sentence of the workbook's catalogue."""
        return say(f"workbook.{key}", self.language, **slots)

    def add(self, name: str) -> Any:
        """A new sheet, its cursor at the top."""
        page = self.book.add_worksheet(name)
        page.set_selection(0, 0, 0, 0)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page

    def heading(self, page: Any, words: str) -> None:
        """The title of a sheet, in its first cell."""
        page.set_row(0, _TITLE_HEIGHT)
        page.write_string(0, 0, words, self.title)

    def leads_to(self, name: str) -> str:
        """The address of a sheet's first cell."""
        return f"internal:'{name}'!A1"

    def cover(self, texts: WorkbookTexts, noted: bool) -> None:
        """Title, what it is, and the way on."""
        page = self.add(self.words("cover"))
        page.set_column(0, 0, _WORDS_WIDTH, self.wrapped)
        self.heading(page, texts.title[self.language])
        lines = [(texts.notice[self.language], self.strong)]
        lines += [(about[self.language], self.wrapped) for about in texts.about]
        published = self.words("published-by", author=texts.author[self.language])
        lines.append((published, self.wrapped))
        row = 1
        for words, look in lines:
            if words:
                page.set_row(row, height(words, _WORDS_WIDTH))
                page.write_string(row, 0, words, look)
                row += 1
        for key in ("contents", "notes") if noted else ("contents",):
            name = self.words(key)
            page.write_url(row, 0, self.leads_to(name), self.link, self.words("go-to", sheet=name))
            row += 1

    def contents(self, sheets: Sequence[Sheet], names: Mapping[str, str]) -> None:
        """One row for each sheet, with a link to it."""
        page = self.add(self.words("contents"))
        self.heading(page, self.words("contents"))
        page.write_string(1, 0, self.words("contents-about"), self.plain)
        rows = [[names[s.code] if s.headings else "[c]", s.title] for s in sheets]
        headings = [self.words("sheet-heading"), self.words("title-heading")]
        self._table(
            page, 2, self.words("contents"), headings, rows, [_LABEL_WIDTH - 8, _WORDS_WIDTH]
        )
        for at, sheet in enumerate(sheets, start=3):
            if sheet.headings:
                name = names[sheet.code]
                page.write_url(at, 0, self.leads_to(name), self.link, name)

    def notes(self, notes: Sequence[Note]) -> None:
        """Notes and shorthand in words, one row each."""
        page = self.add(self.words("notes"))
        self.heading(page, self.words("notes"))
        page.write_string(1, 0, self.words("notes-about"), self.plain)
        headings = [self.words("mark-heading"), self.words("meaning-heading")]
        rows = [[note.mark, note.words] for note in notes]
        self._table(page, 2, self.words("notes"), headings, rows, [16, _WORDS_WIDTH])

    def sheet(self, sheet: Sheet, name: str) -> None:
        """One table with its title and what a reader needs above it."""
        page = self.add(name)
        self.heading(page, sheet.title)
        row = 1
        for line in sheet.lines:
            page.write_string(row, 0, line, self.plain)
            row += 1
        contents = self.words("contents")
        back = self.words("go-to", sheet=contents)
        page.write_url(row, 0, self.leads_to(contents), self.link, back)
        rest = len(sheet.headings) - 1
        widths = sheet.widths or (_LABEL_WIDTH, *(_WIDTH,) * rest)
        self._table(page, row + 1, name, sheet.headings, sheet.rows, widths)

    def _table(
        self,
        page: Any,
        top: int,
        called: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
    ) -> None:
        """A table named after its sheet, with one heading row, frozen from there up."""
        name = "_" + re.sub(r"\W", "_", called)
        page.add_table(
            top,
            0,
            top + max(1, len(rows)),
            len(headings) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "autofilter": False,
                "columns": self._columns(headings, rows),
            },
        )
        for across, width in enumerate(widths):
            page.set_column(across, across, width)
        within = (width - _SET_IN for width in widths)
        page.set_row(top, max(map(height, headings, within)))
        for down, row in enumerate(rows, start=top + 1):
            words = [value if isinstance(value, str) else "" for value in row]
            page.set_row(down, max(map(height, words, widths)))
            for across, value in enumerate(row):
                self._cell(page, down, across, value)
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)

    def _columns(
        self, headings: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> list[dict[str, Any]]:
        """The heading of each column, over its numbers or what stands in their place."""
        numeric = [
            at > 0 and any(not isinstance(row[at], str) or _is_mark(row[at]) for row in rows)
            for at in range(len(headings))
        ]
        return [
            {"header": heading, "header_format": self.number_head if number else self.head}
            for heading, number in zip(headings, numeric, strict=True)
        ]

    def _cell(self, page: Any, down: int, across: int, value: Any) -> None:
        if isinstance(value, str):
            marked = across > 0 and _is_mark(value)
            page.write_string(down, across, value, self.mark if marked else self.wrapped)
        else:
            size, kind = value
            look = {"percent": self.percent, "count": self.count}.get(kind, self.amount)
            page.write_number(down, across, size, look)
