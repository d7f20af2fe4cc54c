"""Exports as other tools write them, made from a template's answers: headings, types, quirks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from diogel.core import Language
from diogel.surveys import Instrument, Question, Response

Cells = list[list[object]]
TIMES = (datetime(2021, 3, 2, 10, 15, 7), datetime(2021, 3, 2, 10, 41, 59))


def asked(instrument: Instrument) -> list[Question]:
    """What a respondent is asked: questions that the desk codes are in no tool's form."""
    return [q for q in instrument.questions if q.asks and not q.coded]


def sample(instrument: Instrument, number: int, language: str = "en") -> Response:
    """A response on a path of its own that answers everything which that path leads to."""
    values: dict[str, object] = {}
    for at, question in enumerate(asked(instrument)):
        turn = number + at
        match question.kind:
            case "single":
                values[question.id] = question.codes[turn % len(question.codes)]
            case "multi":
                alone = {c.code for c in question.choices if c.exclusive}
                codes = [c for c in question.codes if c not in alone]
                ticked = {codes[turn % len(codes)], codes[(turn * 3 + 1) % len(codes)]}
                values[question.id] = frozenset(ticked)
            case "areas":
                codes = list(question.codes)
                values[question.id] = frozenset({codes[number % 22], codes[(number + 5) % 22]})
            case "integer":
                values[question.id] = turn % 5 + 1
            case "date":
                values[question.id] = "2021-09-10"
            case _:
                values[question.id] = f'Geiriau {number}, â "dyfynodau"; ŵ {question.id}'
    values = _on_path(instrument, values)
    area = instrument.area_question
    areas = values.get(area.id) if area else ()
    return Response(str(number), tuple(sorted(areas or ())), language, values)  # type: ignore[arg-type, call-overload]


def _on_path(instrument: Instrument, values: dict[str, object]) -> dict[str, object]:
    from diogel.surveys import Answers

    response = Response("1", (), "", values)  # type: ignore[arg-type]
    answers = Answers("", instrument, (response,))
    return {k: v for k, v in values.items() if answers.on_path(response, k)}


def label(question: Question, code: str, language: Language) -> str:
    if question.choices and code in question.codes:
        return question.choice(code).label[language]
    return code


def codes_of(question: Question, response: Response) -> list[str]:
    value = response.values.get(question.id)
    if isinstance(value, frozenset):
        return [code for code in question.codes if code in value]
    return [] if value is None else [str(value)]


def stem(instrument: Instrument, question: Question, language: Language) -> str:
    return instrument.matrices[question.matrix].label[language] if question.matrix else ""


def write_xlsx(path: Path, sheets: dict[str, Cells]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(row, column, cell, moment)
                    elif cell not in ("", None):
                        sheet.write(row, column, cell)
    return path


def write_csv(path: Path, rows: Cells, delimiter: str = ",", bom: bool = True) -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return path


def ms_forms(
    path: Path,
    instrument: Instrument,
    responses: Sequence[Response],
    language: Language = "en",
    dotted: bool = False,
    with_language: bool = True,
) -> Path:
    """A Forms workbook: a semicolon after every tick, "other" in words, taken headings numbered."""
    own = ["ID", "Start time", "Completion time", "Email", "Name"]
    own += ["Language"] if with_language else []
    heads, taken = list[str](own), [name.casefold() for name in own]
    used = [q for q in asked(instrument) if not _words_of_other(q)]
    for question in used:
        row = question.label[language]
        before = stem(instrument, question, language)
        text = f"{before}.{row}" if before and dotted else row
        count = taken.count(text.casefold()) + 1
        taken.append(text.casefold())
        heads.append(f"{text}{count}" if count > 1 else f"{text}\u00a0")
    rows: Cells = [list(heads)]
    tongue = {"cy": "Welsh (United Kingdom)", "en": "English (United Kingdom)", "": ""}
    for number, response in enumerate(responses, 1):
        cells: list[object] = [number, *TIMES, "anonymous", "Rhywun Rhywle"]
        cells += [tongue[response.language]] if with_language else []
        cells += [_forms_cell(instrument, q, response, language) for q in used]
        rows.append(cells)
    return write_xlsx(path, {"Sheet1": rows})


def _words_of_other(question: Question) -> bool:
    return question.id.endswith("_other") and question.kind == "text"


def _forms_cell(
    instrument: Instrument, question: Question, response: Response, language: Language
) -> object:
    words = response.values.get(f"{question.id}_other")
    names = [
        str(words).replace(";", ",")
        if code == "other" and words
        else label(question, code, language)
        for code in codes_of(question, response)
    ]
    if question.kind in ("multi", "areas"):
        return "".join(f"{name};" for name in names)
    value = response.values.get(question.id)
    if isinstance(value, int):
        return value
    return names[0] if names else ""


def smart_survey(
    path: Path,
    instrument: Instrument,
    responses: Sequence[Response],
    language: Language = "en",
    ticks: bool = False,
) -> Path:
    """A text table with two rows of headings and a column for each option."""
    own = ["UserID", "UserNo", "Name", "Email", "IP Address", "Started", "Ended", "Collector"]
    own += ["Language"]
    first, second = list[object](own), list[object]([""] * len(own))
    readers: list[Callable[[Response], object]] = []
    number = 0
    for question in asked(instrument):
        number += 1
        text = question.label[language]
        before = stem(instrument, question, language)
        if question.kind in ("multi", "areas"):
            for at, choice in enumerate(question.choices):
                first.append(f"{number}. {text}" if at == 0 else "")
                second.append(choice.label[language])
                readers.append(_tick(question, choice.code, choice.label[language], ticks))
            continue
        first.append(f"{number}. {before or text}")
        second.append(text if before else "Response")
        readers.append(_single(question, language))
    rows: Cells = [first, second]
    for at, response in enumerate(responses, 1):
        tongue = "Cymraeg" if response.language == "cy" else "English"
        given = [f"98{at}", at, "Rhywun", "a@b.cy", "192.0.2.1", "02/03/2021 10:15:07"]
        rows.append(
            [*given, "02/03/2021 10:41:59", "Web link", tongue, *(r(response) for r in readers)]
        )
    return write_csv(path, rows)


def _tick(question: Question, code: str, name: str, ticks: bool) -> Callable[[Response], object]:
    def read(response: Response) -> object:
        codes = codes_of(question, response)
        if not codes:
            return ""
        return ("1" if code in codes else "0") if ticks else (name if code in codes else "")

    return read


def _single(question: Question, language: Language) -> Callable[[Response], object]:
    def read(response: Response) -> object:
        codes = codes_of(question, response)
        return label(question, codes[0], language) if codes else ""

    return read


def kobo(
    path: Path,
    instrument: Instrument,
    responses: Sequence[Response],
    language: Language | None = None,
    several: str = "both",
    ending: str = ".csv",
) -> Path:
    """A Kobo export: group paths or labels; several ticks in one column, apart, or both."""
    heads: list[object] = ["start", "end", "deviceid"]
    readers: list[Callable[[Response], object]] = []
    for question in asked(instrument):
        name = question.label[language] if language else question.id
        group = stem(instrument, question, language) if language else question.matrix or "page1"
        path_of = f"{group}/{name}" if group else name
        many = question.kind in ("multi", "areas")
        if not many or several in ("both", "summary"):
            heads.append(path_of)
            readers.append(_joined(question, language, " "))
        for choice in question.choices if many and several in ("both", "details") else ():
            heads.append(f"{path_of}/{choice.label[language] if language else choice.code}")
            readers.append(_tick(question, choice.code, "", True))
    tail = ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes"]
    rows: Cells = [[*heads, *tail, "_status", "_submitted_by", "_tags", "_index"]]
    for at, response in enumerate(responses, 1):
        start = ["2021-03-02T10:15:07.123+00:00", "2021-03-02T10:41:59.000+00:00", "n/a"]
        end = ["vX", 4000 + at, f"uuid-{at}", "2021-03-02T10:42:01", "", "", "submitted_via_web"]
        rows.append([*start, *(r(response) or "n/a" for r in readers), *end, "rhywun", "", at])
    return write_csv(path, rows, ";") if ending == ".csv" else write_xlsx(path, {"form": rows})


def _joined(
    question: Question, language: Language | None, separator: str
) -> Callable[[Response], object]:
    def read(response: Response) -> object:
        codes = codes_of(question, response)
        names = [label(question, c, language) if language else c for c in codes]
        return separator.join(names)

    return read


def odk(
    path: Path,
    instrument: Instrument,
    responses: Sequence[Response],
    groups: str = "-",
    split: bool = False,
) -> Path:
    """An ODK table: Briefcase's "-" between groups or Central's choice of none; codes."""
    heads: list[object] = ["SubmissionDate"]
    readers: list[Callable[[Response], object]] = []
    for question in asked(instrument):
        before = f"{question.matrix or 'page1'}{groups}" if groups else ""
        heads.append(f"{before}{question.id}")
        readers.append(_joined(question, None, " "))
        if split and question.kind in ("multi", "areas"):
            for choice in question.choices:
                heads.append(f"{before}{question.id}/{choice.code}")
                readers.append(_tick(question, choice.code, "", True))
    tail = ["meta-instanceID", "SubmitterID", "SubmitterName", "AttachmentsPresent", "KEY"]
    rows: Cells = [[*heads, *tail]]
    for at, response in enumerate(responses, 1):
        end = [f"uuid:{at}", "7", "Rhywun", "0", f"uuid:{at}"]
        rows.append(["Mar 2, 2021 10:42:01 AM", *(r(response) for r in readers), *end])
    return write_csv(path, rows, bom=False)
