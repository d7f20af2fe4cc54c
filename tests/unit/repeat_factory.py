# ruff: noqa: E501  (a row of a form is one line)
"""A form whose groups repeat, answers to it, and those answers as other tools export them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import export_factory as tools

from diogel.core import Language
from diogel.surveys import Instance, Instrument, Question, Response, load_instrument
from diogel.surveys.answer_layout import instances_of

FORM = """
| settings | form_title | form_title_cy | form_id | version |
| | Teams form | Ffurflen timau | teams-form | 1 |

| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant | required | calculation | appearance | disclosure | repeat_count |
| | text | before | Before the teams | Cyn y timau | | | | | fact | |
| | begin_group | page | The teams | Y timau | | | | | | |
| | begin_repeat | teams | Each team | Pob tîm | | | | | | |
| | text | called | What is it called? | Beth yw ei enw? | | yes | | | fact | |
| | select_one kind | sort | What kind? | Pa fath? | | | | | fact | |
| | select_multiple tongue | langs | Which languages? | Pa ieithoedd? | | | | | fact | |
| | select_multiple areas | where | Which areas? | Pa ardaloedd? | | | | | fact | |
| | begin_group | inner | Numbers | Niferoedd | | | | | | |
| | integer | people | How many people? | Faint o bobl? | | | | | fact | |
| | decimal | share | What share? | Pa gyfran? | ${people} > 2 | | | | fact | |
| | end_group | | | | | | | | | |
| | date | founded | When was it founded? | Pryd y'i sefydlwyd? | | | | | fact | |
| | time | opens | When does it open? | Pryd mae'n agor? | | | | | fact | |
| | dateTime | last | When last? | Pryd ddiwethaf? | | | | | fact | |
| | text | words | In other words | Mewn geiriau eraill | ${sort} = 'small' | | | multiline | opinion | |
| | begin_repeat | members | Each member | Pob aelod | | | | | | |
| | text | role | Which role? | Pa rôl? | | | | | fact | |
| | select_one kind | rank | Which rank? | Pa radd? | ${role} != '' | | | | fact | |
| | end_repeat | | | | | | | | | |
| | end_repeat | | | | | | | | | |
| | end_group | | | | | | | | | |
| | calculate | total | | | | | sum(${people}) | | | |
| | note | thanks | Thank you | Diolch | | | | | | |
| | integer | after | After the teams | Ar ôl y timau | ${total} > 5 | | | | fact | |

| choices | list_name | name | label::English (en) | label::Cymraeg (cy) |
| | kind | big | Big | Mawr |
| | kind | small | Small, or new | Bach, neu newydd |
| | tongue | cy | Welsh | Cymraeg |
| | tongue | en | English | Saesneg |
| | areas | W06000001 | Isle of Anglesey | Ynys Môn |
| | areas | W06000015 | Cardiff | Caerdydd |
"""


def form(folder: Path) -> Instrument:
    """The form, read from a file in a folder."""
    path = folder / "teams.md"
    path.write_text(FORM.lstrip(), encoding="utf-8", newline="\n")
    return load_instrument(path)


def responses() -> list[Response]:
    """Three responses: with rows inside rows, with one row, with none."""
    first = Instance(
        {
            "called": "Tîm 'Un'; neu #1",
            "sort": "small",
            "langs": frozenset({"cy", "en"}),
            "where": frozenset({"W06000001", "W06000015"}),
            "people": 4,
            "share": 0.25,
            "founded": "2019-03-01",
            "opens": "09:30",
            "last": "2021-09-10T17:45",
            "words": "Llinell\nac un arall",
        },
        {},
        {
            "members": (
                Instance({"role": "Arweinydd", "rank": "big"}),
                Instance({"role": "Cynorthwyydd"}),
            )
        },
    )
    second = Instance({"called": "Dau", "people": 2, "langs": frozenset({"en"})})
    third = Instance(
        {"called": "Tri", "people": 1}, {}, {"members": (Instance({"role": "Cogydd"}),)}
    )
    return [
        Response("1", (), "cy", {"before": "a", "after": 7}, repeats={"teams": (first, second)}),
        Response("2", (), "en", {"before": "b"}, repeats={"teams": (third,)}),
        Response("3", (), "en", {"before": "c"}),
    ]


def same(responses: tuple[Response, ...] | list[Response]) -> dict[object, object]:
    """What each response says, by its first answer: numbers and order are made fresh."""
    return {r.values.get("before"): (dict(r.values), dict(r.states), r.repeats) for r in responses}


def _text(question: Question, row: Response | Instance, blank: str = "") -> object:
    value = row.values.get(question.id)
    if isinstance(value, frozenset):
        return " ".join(code for code in question.codes if code in value)
    return blank if value is None else value


def _group(instrument: Instrument, question: Question) -> str:
    groups, block = list[str](), question.block
    while block:
        groups.insert(0, block)
        block = instrument.blocks[block].parent
    return "/".join(groups)


def _asked(instrument: Instrument, repeat: str) -> list[Question]:
    """What a tool's table of a repeat has columns for: not what the desk codes."""
    return [q for q in instrument.within(repeat) if q.asks and not q.coded]


def odk(folder: Path, instrument: Instrument, given: list[Response]) -> list[Path]:
    """Central's files: one of submissions, one of each repeat, keys between them."""
    asked = _asked(instrument, "")
    outer = [chain[0] for chain in instrument.repeats.values() if len(chain) == 1]
    unasked = [c.id for c in instrument.calculations]
    unasked += [q.id for q in instrument.questions if not q.asks]
    heads = ["SubmissionDate", *(q.id for q in asked), *unasked, *(f"SET-OF-{n}" for n in outer)]
    rows: tools.Cells = [[*heads, "meta-instanceID", "SubmitterName", "KEY"]]
    for r in given:
        key = f"uuid:{r.id}"
        sets = [f"{key}/{repeat}" for repeat in outer]
        own = [*(_text(q, r) for q in asked), *("9" for _ in unasked), *sets]
        rows.append(["2021-03-02T10:42:01Z", *own, key, "Rhywun", key])
    paths = [tools.write_csv(folder / f"{instrument.id}.csv", rows, bom=False)]
    for repeat, chain in instrument.repeats.items():
        inside = _asked(instrument, repeat)
        table: tools.Cells = [
            [
                *(
                    "-".join(filter(None, ("inner" if q.block == "inner" else "", q.id)))
                    for q in inside
                ),
                "PARENT_KEY",
                "KEY",
            ]
        ]
        for r in given:
            for numbers, instance in instances_of(r, chain):
                steps = [f"{n}[{at}]" for n, at in zip(chain, numbers, strict=True)]
                parent = "/".join([f"uuid:{r.id}", *steps[:-1]])
                table.append(
                    [*(_text(q, instance) for q in inside), parent, f"{parent}/{steps[-1]}"]
                )
        # A tool need not write the rows of a table in their order: the keys say it.
        table[1:] = reversed(table[1:])
        paths.append(tools.write_csv(folder / f"{instrument.id}-{repeat}.csv", table, bom=False))
    return paths


def kobo(
    folder: Path, instrument: Instrument, given: list[Response], *, labels: Language | None
) -> Path:
    """Kobo's workbook: a sheet of responses, one of each repeat, indexes between them."""

    def head(question: Question) -> str:
        path = _group(instrument, question)
        name = question.label[labels] if labels else question.id
        return f"{path}/{name}" if path and not labels else name

    def cells(questions: list[Question], row: Response | Instance) -> list[object]:
        return [_labelled(q, row, labels) if labels else _text(q, row) for q in questions]

    asked = _asked(instrument, "")
    tail = ["_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "_index"]
    worked = [c.id for c in instrument.calculations]
    rows: tools.Cells = [["start", "end", *map(head, asked), *worked, *tail]]
    for at, r in enumerate(given, 1):
        own = [4000 + at, f"uuid-{at}", "2021-03-02T10:42:01", "", "rhywun", at]
        rows.append(
            [
                "2021-03-02T10:15:07",
                "2021-03-02T10:41:59",
                *cells(asked, r),
                *("9" for _ in worked),
                *own,
            ]
        )
    main = instrument.title.en
    sheets, indexes = {main: rows}, dict[tuple[object, ...], int]()
    for repeat, chain in instrument.repeats.items():
        inside = _asked(instrument, repeat)
        links = ["_index", "_parent_table_name", "_parent_index", "_submission__uuid"]
        table: tools.Cells = [[*map(head, inside), *links]]
        for at, r in enumerate(given, 1):
            for numbers, instance in instances_of(r, chain):
                index = indexes[(r.id, repeat, *numbers)] = len(table)
                name = chain[-2] if len(chain) > 1 else main
                parent = indexes[(r.id, chain[-2], *numbers[:-1])] if len(chain) > 1 else at
                table.append([*cells(inside, instance), index, name, parent, f"uuid-{at}"])
        sheets[repeat] = table
    return tools.write_xlsx(folder / "kobo.xlsx", sheets)


def _labelled(question: Question, row: Response | Instance, language: Language) -> object:
    codes = str(_text(question, row)).split() if question.choices else []
    return " ".join(question.choice(c).label[language] for c in codes) or _text(question, row)


def ona(folder: Path, instrument: Instrument, given: list[Response]) -> Path:
    """Ona's text table: rows beside the responses, `page/teams[2]/inner/people`, n/a for none."""
    columns = list(_ona_columns(instrument, given))
    own = ["_id", "_uuid", "_submission_time", "_submitted_by"]
    rows: tools.Cells = [[*(heading for heading, _ in columns), *own]]
    for at, r in enumerate(given, 1):
        rows.append([*(read(r) for _, read in columns), 4000 + at, f"uuid-{at}", "t", "rhywun"])
    return tools.write_csv(folder / "ona.csv", rows)


def _ona_columns(
    instrument: Instrument, given: list[Response]
) -> Iterator[tuple[str, Callable[[Response], object]]]:
    for question in (q for q in instrument.questions if q.asks and not q.coded):
        chain = instrument.repeats.get(instrument.repeat_of(question.id), ())
        numbered = {n for r in given for n, _ in instances_of(r, chain)} if chain else {()}
        for numbers in sorted(numbered):
            steps = dict(zip(chain, numbers, strict=True))
            groups = _group(instrument, question).split("/")
            path = "/".join(f"{g}[{steps[g]}]" if g in steps else g for g in groups)
            heading = f"{path}/{question.id}" if path else question.id
            yield heading, _reader(question, chain, numbers)


def _reader(
    question: Question, chain: tuple[str, ...], numbers: tuple[int, ...]
) -> Callable[[Response], object]:
    def read(response: Response) -> object:
        found = dict(instances_of(response, chain)) if chain else {(): response}
        return _text(question, found[numbers], "n/a") if numbers in found else "n/a"

    return read
