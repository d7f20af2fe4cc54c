"""Writes an instrument as an XLSForm workbook: for other tools, and to be read back the same.

Other tools take what the format has (types, groups, rules, both languages) and ignore the
columns that are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual
from diogel.files import write_atomically
from diogel.surveys.form_building import AREAS_LIST
from diogel.surveys.form_tables import COLUMNS, LANGUAGE_NAMES, TRANSLATED, heading
from diogel.surveys.instrument import Block, BlockKind, Choice, Instrument, Question

MADE = datetime(2021, 1, 1)  # a fixed time of making, so that the same form is the same bytes
TYPES = {
    "integer": "integer",
    "decimal": "decimal",
    "text": "text",
    "longtext": "text",
    "date": "date",
    "time": "time",
    "datetime": "dateTime",
    "info": "note",
}
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
    order = dict.fromkeys((*FIRST[table], *COLUMNS[table], *sorted(used)))
    return [head for head in order if head in used or (head in FIRST[table] and head in needed)]


def form_rows(instrument: Instrument) -> dict[str, list[Cells]]:
    """The rows of each table of the form, by heading."""
    form = arranged(instrument)
    lists = dict(form.lists) or choice_lists(form)
    tables = {
        "survey": list(_survey(form, lists)),
        "choices": [_choice(name, c) for name, choices in lists.items() for c in choices],
        "settings": [_settings(form)],
        "groups": [_labelled({"name": code}, text) for code, text in form.groups.items()],
    }
    return {name: rows for name, rows in tables.items() if rows or name != "groups"}


def arranged(instrument: Instrument) -> Instrument:
    """The instrument; one not read from a form gets the blocks that its questions imply."""
    if instrument.order:
        return instrument
    blocks, order, questions = dict[str, Block](), dict[str, None](), list[Question]()
    for question in instrument.questions:
        grid, section = question.matrix, question.section
        labels = {section: instrument.sections.get(section)}
        if grid:
            labels[grid] = instrument.matrices[grid].label
        for name, parent in ((section, ""), (grid, section)):
            label = labels.get(name)
            if name and label and name not in blocks:
                kind: BlockKind = "matrix" if name == grid else "group"
                blocks[name] = Block(name, kind, label, parent=parent)
                order[name] = None
        order[question.id] = None
        questions.append(replace(question, rule=question.relevant, block=grid or section))
    return replace(instrument, questions=tuple(questions), blocks=blocks, order=tuple(order))


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
        if question.kind in SELECTS and not _list_of(question, lists):
            wanted = AREAS_LIST if question.kind == "areas" else question.matrix or question.id
            lists[_free(wanted, question, lists)] = question.choices
    return lists


def _list_of(question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> str:
    """The list of a question among those there are; the list of areas is for areas alone."""
    if question.list_name:
        return question.list_name
    for name, choices in lists.items():
        if choices == question.choices and (name == AREAS_LIST) == (question.kind == "areas"):
            return name
    return ""


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
    return _labelled(cells | dict(choice.columns), choice.label)


def _labelled(cells: Cells, label: Bilingual, column: str = "label") -> Cells:
    texts = {heading(column, lang): label[lang] for lang in LANGUAGES}
    review = {} if column != "label" else {"cy_review": label.review}
    return cells | texts | review


def _survey(instrument: Instrument, lists: Mapping[str, tuple[Choice, ...]]) -> Iterator[Cells]:
    """The rows of the survey table, each group and repeat closed where the form leaves it."""
    calculations = {calculation.id: calculation for calculation in instrument.calculations}
    opened = list[Block]()
    for name in instrument.order:
        block, calculation = instrument.blocks.get(name), calculations.get(name)
        if block:
            parent = block.parent
        elif calculation:
            parent = calculation.block
        elif name in instrument:
            parent = instrument.question(name).block
        else:
            continue
        while opened and opened[-1].id != parent:
            yield _end(opened.pop())
        if block:
            opened.append(block)
            yield _begin(instrument, block)
        elif calculation:
            cells = {"type": "calculate", "name": name, "calculation": calculation.expression}
            yield cells | {"relevant": calculation.relevant}
        else:
            yield _question(instrument.question(name), lists, opened)
    yield from map(_end, reversed(opened))


def _begin(instrument: Instrument, block: Block) -> Cells:
    cells = {
        "type": "begin_repeat" if block.kind == "repeat" else "begin_group",
        "name": block.id,
        "relevant": block.relevant,
        "repeat_count": block.count,
        "appearance": "table-list" if block.id in instrument.matrices else "",
    }
    return _labelled(cells, block.label)


def _end(block: Block) -> Cells:
    return {"type": "end_repeat" if block.kind == "repeat" else "end_group"}


def _question(
    question: Question, lists: Mapping[str, tuple[Choice, ...]], opened: Sequence[Block]
) -> Cells:
    yes = {True: "yes", False: ""}
    grid = next((block.id for block in reversed(opened) if block.kind == "matrix"), "")
    cells = {
        "type": _type(question, lists),
        "name": question.id,
        "relevant": question.rule,
        "required": question.required_if or yes[question.required],
        "appearance": "multiline" if question.kind == "longtext" else "",
        "calculation": question.calculation,
        "choice_filter": question.choice_filter,
        "constraint": question.constraint,
        "default": question.default,
        "matrix": question.matrix if question.matrix != grid else "",
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
    for column in ("hint", "constraint_message", "required_message"):
        cells = _labelled(cells, getattr(question, column), column)
    return cells | _limits(question)


def _type(question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> str:
    if question.kind in SELECTS:
        return f"{SELECTS[question.kind]} {_list_of(question, lists)}"
    return TYPES[question.kind]


def _nets(question: Question) -> str:
    """The sums to show, when they are not simply those of the choices in their order."""
    usual = tuple(dict.fromkeys(net for choice in question.choices for net in choice.nets))
    return "" if question.nets == usual else " ".join(question.nets)


def _limits(question: Question) -> Cells:
    """The limits of an integer, unless its constraint says just them."""
    limits = question.low, question.high
    if question.constraint.split() == [".", ">=", str(limits[0]), "and", ".", "<=", str(limits[1])]:
        return {}
    return {name: str(n) for name, n in zip(("low", "high"), limits, strict=True) if n is not None}
