"""Writes an instrument as an XLSForm workbook: for other tools, and to be read back the same.

Other tools take what the format has (types, rules, limits, both languages) and ignore the
columns that are ours. What a rule of a group said is written on each question it held for,
which means the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual
from diogel.files import write_atomically
from diogel.language import both
from diogel.surveys.form_building import AREAS_LIST
from diogel.surveys.form_tables import COLUMNS, LANGUAGE_NAMES, TRANSLATED, heading
from diogel.surveys.instrument import NOTHING, Choice, Instrument, Question

MADE = datetime(2021, 1, 1)  # a fixed time of making, so that the same form is the same bytes
TYPES = {"integer": "integer", "text": "text", "longtext": "text", "date": "date", "info": "note"}
SELECTS = {"single": "select_one", "multi": "select_multiple", "areas": "select_multiple"}
FIRST = {
    "survey": ("type", "name", *(heading(c, lang) for c in TRANSLATED for lang in LANGUAGES)),
    "choices": ("list_name", "name", *(heading("label", lang) for lang in LANGUAGES)),
    "settings": (),
    "groups": ("name", *(heading("label", lang) for lang in LANGUAGES)),
}
WIDE, NARROW = 48, 14

Cells = dict[str, str]


def write_xlsform(instrument: Instrument, path: Path) -> None:
    """Write the workbook. Every text is written as text: nothing in it can be a formula."""
    import xlsxwriter  # slow to import, and only needed when writing

    with write_atomically(path) as temporary:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(temporary), options) as book:
            book.set_properties({"title": instrument.title.en, "comments": "", "created": MADE})
            bold = book.add_format({"bold": True, "bottom": 1})
            wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
            for name, rows in form_rows(instrument).items():
                sheet = book.add_worksheet(name)
                for column, head in enumerate(_headings(name, rows)):
                    sheet.set_column(column, column, WIDE if "::" in head else NARROW, wrapped)
                    sheet.write_string(0, column, head, bold)
                    for number, cells in enumerate(rows, 1):
                        if cells.get(head):
                            sheet.write_string(number, column, cells[head])
                sheet.freeze_panes(1, 2)


def _headings(table: str, rows: Sequence[Cells]) -> list[str]:
    """The columns of a table that hold something, those that make it a form first."""
    used = {head for cells in rows for head in cells if cells[head]}
    needed = {"type", "name", "list_name", *(heading("label", lang) for lang in LANGUAGES)}
    order = dict.fromkeys((*FIRST[table], *COLUMNS[table]))
    return [head for head in order if head in used or (head in FIRST[table] and head in needed)]


def form_rows(instrument: Instrument) -> dict[str, list[Cells]]:
    """The rows of each table of the form, by heading."""
    lists = choice_lists(instrument)
    tables = {
        "survey": list(_survey(instrument, lists)),
        "choices": [_choice(name, c) for name, choices in lists.items() for c in choices],
        "settings": [_settings(instrument)],
        "groups": [_labelled({"name": code}, text) for code, text in instrument.groups.items()],
    }
    return {name: rows for name, rows in tables.items() if rows or name != "groups"}


def _settings(instrument: Instrument) -> Cells:
    return {
        "form_title": instrument.title.en,
        "form_title_cy": instrument.title.cy,
        "form_id": instrument.id,
        "version": instrument.version,
        "default_language": LANGUAGE_NAMES["en"],
        "cy_review": instrument.title.review,
    }


def choice_lists(instrument: Instrument) -> dict[str, tuple[Choice, ...]]:
    """Every different list of choices by a name: the grid's or question's that has it first."""
    lists = dict[str, tuple[Choice, ...]]()
    for question in instrument.questions:
        if question.kind in SELECTS and _list_of(question, lists) is None:
            wanted = AREAS_LIST if question.kind == "areas" else question.matrix or question.id
            lists[_free(wanted, question, lists)] = question.choices
    return lists


def _list_of(question: Question, lists: dict[str, tuple[Choice, ...]]) -> str | None:
    """The list of a question among those there are; the list of areas is for areas alone."""
    for name, choices in lists.items():
        if choices == question.choices and (name == AREAS_LIST) == (question.kind == "areas"):
            return name
    return None


def _free(wanted: str, question: Question, taken: Iterable[str]) -> str:
    if wanted == AREAS_LIST and question.kind != "areas":
        wanted = f"{wanted}_list"
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _choice(list_name: str, choice: Choice) -> Cells:
    cells = {
        "list_name": list_name,
        "name": choice.code,
        "exclusive": "yes" if choice.exclusive else "",
        "missing": choice.missing,
        "collapse": " ".join(choice.collapse),
        "nets": " ".join(choice.nets),
        "status": choice.source,
    }
    return _labelled(cells, choice.label)


def _labelled(cells: Cells, label: Bilingual, column: str = "label") -> Cells:
    texts = {heading(column, lang): label[lang] for lang in LANGUAGES}
    review = {} if column != "label" else {"cy_review": label.review}
    return cells | texts | review


def _survey(instrument: Instrument, lists: dict[str, tuple[Choice, ...]]) -> Iterator[Cells]:
    """The rows of the survey table: each run of a section in its group, each grid in its own."""
    opened = set[str]()
    for section, run in groupby(instrument.questions, key=lambda q: q.section):
        if section:
            label = instrument.sections[section]
            yield _labelled({"type": "begin_group", "name": section}, label)
        for matrix, rows in groupby(run, key=lambda q: q.matrix):
            yield from _grid(instrument, matrix, list(rows), opened, lists)
        if section:
            yield {"type": "end_group"}


def _grid(
    instrument: Instrument,
    matrix: str,
    rows: list[Question],
    opened: set[str],
    lists: dict[str, tuple[Choice, ...]],
) -> Iterator[Cells]:
    """The rows of one grid in a group the first time; later ones name the grid in a column."""
    grouped = bool(matrix) and matrix not in opened
    if grouped:
        opened.add(matrix)
        label = instrument.matrices[matrix].label
        start = {"type": "begin_group", "name": matrix, "appearance": "table-list"}
        yield _labelled(start, label)
    for question in rows:
        yield _question(question, lists) | ({} if grouped else {"matrix": matrix})
    if grouped:
        yield {"type": "end_group"}


def _question(question: Question, lists: dict[str, tuple[Choice, ...]]) -> Cells:
    yes = {True: "yes", False: ""}
    cells = {
        "type": _type(question, lists),
        "name": question.id,
        "relevant": question.relevant,
        "required": yes[question.required],
        "appearance": "multiline" if question.kind == "longtext" else "",
        "read_only": yes[question.coded],  # shown to nobody's pen: a person codes it afterwards
        "indicator": question.indicator,
        "disclosure": question.disclosure,
        "sponsor": question.sponsor,
        "theme": question.theme,
        "nets": _nets(question),
        "status": question.status,
        "blank": question.blank,
        "coded": yes[question.coded],
    }
    cells = _labelled(cells, question.label)
    cells = _labelled(cells, question.hint, "hint")
    message = both("forms.required") if question.required else NOTHING
    cells = _labelled(cells, message, "required_message")
    return cells | _limits(question)


def _type(question: Question, lists: dict[str, tuple[Choice, ...]]) -> str:
    if question.kind in SELECTS:
        return f"{SELECTS[question.kind]} {_list_of(question, lists)}"
    return TYPES[question.kind]


def _nets(question: Question) -> str:
    """The sums to show, when they are not simply those of the choices in their order."""
    usual = tuple(dict.fromkeys(net for choice in question.choices for net in choice.nets))
    return "" if question.nets == usual else " ".join(question.nets)


def _limits(question: Question) -> Cells:
    """The limits of an integer: as a constraint where there are two, else in our own columns."""
    low, high = question.low, question.high
    if low is None or high is None:
        return {name: str(n) for name, n in (("low", low), ("high", high)) if n is not None}
    message = both("forms.limits", low=low, high=high)
    cells = {"constraint": f". >= {low} and . <= {high}"}
    return _labelled(cells, message, "constraint_message")
