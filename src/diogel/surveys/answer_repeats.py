"""Reads the rows of repeated groups: from a sheet of their own, or from columns beside.

A row names its response, its own number, and the rows around it, each in a column. Every
row that cannot be placed is told at its address, all in one pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from diogel.core import LANGUAGES, Bilingual, Place, Problem, Refused, Severity
from diogel.files import Sheet
from diogel.surveys.answer_cells import Fault
from diogel.surveys.answer_headings import COUNT, RESPONSE, ROW, Step, row_headings
from diogel.surveys.answer_rows import HEADINGS_WITHIN, Reading, fact_of, opened, read_values
from diogel.surveys.answers import Answers, Instance, Missing, Response, Value
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.path import Item
from diogel.surveys.suggestions import folded

MOST_ROWS = 9_999  # of one repeated group in one response
Key = tuple[str, ...]  # the response, then the number of the row of each repeat
Steps = tuple[Step, ...]


@dataclass(slots=True)
class _Read:
    """One row: where it stands, and what it says."""

    sheet: Reading
    row: int
    values: dict[str, Value]
    states: dict[str, Missing]


@dataclass(slots=True)
class Rows:
    """The rows of all repeated groups, by repeat and then by their numbers.

    `places` tells the address of an instance by its response and its place in its group.
    """

    main: Reading
    read: dict[str, dict[Key, _Read]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, Steps], _Read] = field(default_factory=dict)

    def place(self, response: str, steps: Steps, question: str) -> Place:
        """The address of an answer in an instance."""
        found = self.places.get((response, steps))
        if found is not None:
            return found.sheet.place(found.row, found.sheet.column_of(question))
        row = self.main.rows[response]
        return self.main.place(row, self.main.column_of(question, steps))


def read_rows(main: Reading, sheets: Sequence[Sheet]) -> Rows:
    """Read the sheets of repeated groups, and put what they hold under its responses."""
    rows = Rows(main)
    opened_sheets = _opened(rows, sheets)
    # A row is placed in one around it: the outer groups come first.
    for repeat in sorted(opened_sheets, key=lambda name: len(main.instrument.repeats[name])):
        _read_sheet(rows, opened_sheets[repeat])
    main.responses[:] = [_with_rows(rows, response) for response in main.responses]
    told = [problem for reading in opened_sheets.values() for problem in reading.problems]
    rows.problems[:0] = told
    return rows


def _opened(rows: Rows, sheets: Sequence[Sheet]) -> dict[str, Reading]:
    """The sheet of each repeated group; a second one of the same group is refused."""
    found = dict[str, Reading]()
    instrument = rows.main.instrument
    numbered = {id(sheet): _numbers_rows_of(instrument, sheet) for sheet in sheets}
    for sheet in sheets:
        named = _named_after(instrument, sheet)
        repeat = numbered[id(sheet)] or (named if named not in numbered.values() else "")
        if repeat in found:
            other = found[repeat].sheet.name
            rows.problems.append(Problem("answers.rows-sheet-twice", sheet.place(), repeat, other))
        elif repeat:
            try:
                reading = opened(instrument, sheet, repeat)
            except Refused as refused:
                rows.problems.extend(refused.problems)
                continue
            if _complete(rows, reading):
                found[repeat] = reading
    return found


def _named_after(instrument: Instrument, sheet: Sheet) -> str:
    """The repeat that a sheet is named after, in either language; empty for none."""
    name = folded(sheet.name)
    for repeat in instrument.repeats:
        label = instrument.blocks[repeat].label
        if name and name in {folded(t) for t in (repeat, *(label[lang] for lang in LANGUAGES))}:
            return repeat
    return ""


def _numbers_rows_of(instrument: Instrument, sheet: Sheet) -> str:
    """The innermost repeat whose rows a sheet numbers; empty for none."""
    known = row_headings(instrument)
    for cells in sheet.rows[:HEADINGS_WITHIN]:
        named = [known[folded(cell)] for cell in cells if folded(cell) in known]
        if named:
            return max(named, key=lambda repeat: len(instrument.repeats[repeat]))
    return ""


def _complete(rows: Rows, reading: Reading) -> bool:
    """Whether a sheet has the columns that tie its rows to responses."""
    chain = reading.instrument.repeats[reading.repeat]
    wanted = [RESPONSE, *(f"{ROW}{repeat}" for repeat in chain)]
    missing = [name for name in wanted if not any(c.fact == name for c in reading.columns)]
    for name in missing:
        place = reading.sheet.place(reading.first - 1)
        rows.problems.append(Problem("answers.no-row-column", place, reading.repeat, name))
    return not missing


def _read_sheet(rows: Rows, reading: Reading) -> None:
    chain = reading.instrument.repeats[reading.repeat]
    known = rows.read.setdefault(reading.repeat, {})
    for row in reading.filled():
        values, states = read_values(reading, row)
        key = _key(rows, reading, row, chain)
        if key is None:
            continue
        if key in known:
            column, text = fact_of(reading, row, f"{ROW}{reading.repeat}")
            reading.say(row, column, Fault("answers.duplicate-row", text, str(known[key].row)))
            continue
        known[key] = _Read(reading, row, values, states)


def _key(rows: Rows, reading: Reading, row: int, chain: tuple[str, ...]) -> Key | None:
    """Which row of which response it is; None, and why, when it cannot be placed."""
    column, response = fact_of(reading, row, RESPONSE)
    if not response:
        reading.say(row, column, Fault("answers.missing-id"))
        return None
    if response not in rows.main.rows:
        told = rows.main.sheet.name or rows.main.sheet.file
        reading.say(row, column, Fault("answers.row-without-response", response[:80], told))
        return None
    numbers = [_number(reading, row, repeat) for repeat in chain]
    if None in numbers:
        return None
    key = (response, *(number for number in numbers if number is not None))
    if len(chain) > 1 and key[:-1] not in rows.read.get(chain[-2], {}):
        column, text = fact_of(reading, row, f"{ROW}{chain[-2]}")
        reading.say(row, column, Fault("answers.row-without-row", text[:80], chain[-2]))
        return None
    return key


def _number(reading: Reading, row: int, repeat: str) -> str | None:
    """The number of a row in a form that can be sorted; None, and why, when it is none."""
    column, text = fact_of(reading, row, f"{ROW}{repeat}")
    number = _whole(text)
    if not number:
        expected = f"1 - {MOST_ROWS}"
        reading.say(row, column, Fault("answers.bad-row-number", text[:80], expected))
        return None
    return f"{number:04}"


def _whole(text: str) -> int:
    """A whole number of rows; 0 for anything else."""
    plain = text.removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 5 else 0


def _with_rows(rows: Rows, response: Response) -> Response:
    """The response with its rows from the sheets; those beside it stay where there are none."""
    found = dict(response.repeats)
    for repeat, instances in _instances(rows, (response.id,), ()).items():
        if repeat in found:
            place = rows.main.place(rows.main.rows[response.id], None)
            rows.problems.append(Problem("answers.rows-twice", place, repeat))
        found[repeat] = instances
    return replace(response, repeats=found) if found != response.repeats else response


def _instances(rows: Rows, key: Key, steps: Steps) -> dict[str, tuple[Instance, ...]]:
    """The instances directly inside a row or response, of each repeat that has any."""
    chain = tuple(repeat for repeat, _ in steps)
    found = {}
    for repeat, around in rows.main.instrument.repeats.items():
        if around[:-1] != chain or repeat not in rows.read:
            continue
        inside = sorted(k for k in rows.read[repeat] if k[:-1] == key)
        _gap(rows, repeat, inside)
        made = list[Instance]()
        for place, each in enumerate(inside, 1):
            read, here = rows.read[repeat][each], (*steps, (repeat, place))
            rows.places[key[0], here] = read
            made.append(Instance(read.values, read.states, _instances(rows, each, here)))
        if made:
            found[repeat] = tuple(made)
    return found


def _gap(rows: Rows, repeat: str, keys: list[Key]) -> None:
    """Numbers that leave one out: a row was lost, or they are to be read in order all the same."""
    for expected, key in enumerate(keys, 1):
        if int(key[-1]) != expected:
            read = rows.read[repeat][key]
            column, text = fact_of(read.sheet, read.row, f"{ROW}{repeat}")
            fault = Fault("answers.row-gap", text, str(expected), Severity.LOOK)
            read.sheet.say(read.row, column, fault)
            return


def rows_beside(reading: Reading, row: int) -> dict[str, tuple[Instance, ...]]:
    """The instances whose columns stand beside the response: `teams[2]/people`."""
    if not reading.instrument.repeats:
        return {}
    return _beside(reading, row, ())


def _beside(reading: Reading, row: int, steps: Steps) -> dict[str, tuple[Instance, ...]]:
    chain = tuple(repeat for repeat, _ in steps)
    found = {}
    for repeat, around in reading.instrument.repeats.items():
        if around[:-1] != chain:
            continue
        numbers = {
            c.instance[len(steps)][1]
            for c in reading.columns
            if c.instance[: len(steps)] == steps
            and len(c.instance) > len(steps)
            and c.instance[len(steps)][0] == repeat
        }
        made = [
            _one_beside(reading, row, (*steps, (repeat, number)))
            for number in range(1, max(numbers, default=0) + 1)
        ]
        told = _count(reading, row, steps, repeat)
        while made and len(made) > told and made[-1] == Instance({}):
            made.pop()
        made += [Instance({})] * (told - len(made))
        if made:
            found[repeat] = tuple(made)
    return found


def _one_beside(reading: Reading, row: int, steps: Steps) -> Instance:
    values, states = read_values(reading, row, steps)
    return Instance(values, states, _beside(reading, row, steps))


def _count(reading: Reading, row: int, steps: Steps, repeat: str) -> int:
    """How many rows the file says there are; 0 when it does not say."""
    for column in reading.columns:
        if column.fact == f"{COUNT}{repeat}" and column.instance == steps:
            text = reading.sheet.cell(row, column.number)
            if text and not _whole(text) and text != "0":
                expected = f"0 - {MOST_ROWS}"
                reading.say(row, column, Fault("answers.bad-row-number", text[:80], expected))
            return _whole(text)
    return 0


def rows_in_context(rows: Rows, answers: Answers) -> Iterator[Problem]:
    """What shows only when the rules are looked at: off the path, left out, too many rows."""
    if not answers.instrument.repeats:
        return
    for response in answers.responses:
        if response.withdrawn:
            continue
        seen = set[Steps]()
        for item in answers.instances(response):
            steps = steps_of(answers.instrument, item)
            seen.update(steps[:end] for end in range(1, len(steps) + 1))
            fault = fault_of_instance(answers, response, item, steps)
            if fault is not None:
                place = rows.place(response.id, steps, item.id)
                yield Problem(fault.code, place, item.id, fault.expected, fault.severity)
        yield from _counted(rows, response, seen)


def steps_of(instrument: Instrument, item: Item) -> Steps:
    """Which row of which repeat a question or calculation on the path stands in."""
    block = instrument.block_of(item.id)
    return tuple(zip(instrument.repeats_around(block), item.instances, strict=True))


def fault_of_instance(
    answers: Answers, response: Response, item: Item, steps: Steps
) -> Fault | None:
    """An answer off the path or against its constraint, or a required one that is missing."""
    if item.id not in answers.instrument:
        return None
    instance = at_steps(response, steps)
    if instance is None:
        return None  # a row that a count asks for and nobody gave is told as one
    if not item.on_path:
        given = instance.values.get(item.id) not in (None, "", frozenset())
        return Fault("answers.off-path", severity=Severity.NOTE) if given else None
    question = answers.instrument.question(item.id)
    said = instance.states.get(item.id) or instance.values.get(item.id) == frozenset()
    if question.required and not said and not item.value:
        return Fault("answers.required", expected=question.label, severity=Severity.LOOK)
    return not_allowed(question) if question.constrained and not item.allowed else None


def not_allowed(question: Question) -> Fault:
    """That an answer does not meet its constraint, in the form's own words if it has any."""
    rule = Bilingual.same(question.constraint)
    expected = question.constraint_message if question.constraint_message.complete else rule
    return Fault("answers.not-allowed", expected=expected, severity=Severity.LOOK)


def at_steps(row: Response | Instance, steps: Steps) -> Instance | None:
    """The instance that stands at some steps; None when there is none."""
    for repeat, number in steps:
        found = row.repeats.get(repeat, ())
        if number > len(found):
            return None
        row = found[number - 1]
    return row if isinstance(row, Instance) else None


def _counted(rows: Rows, response: Response, seen: set[Steps]) -> Iterator[Problem]:
    """Rows that the form's own count does not have, and rows that it has and nobody gave."""
    given = _all_steps(response, ())
    asking = {s for s in given if rows.main.instrument.within(s[-1][0])}
    for steps in sorted(asking - seen):
        if steps[:-1] in seen or len(steps) == 1:
            question = next(iter(rows.main.instrument.within(steps[-1][0])), None)
            place = rows.place(response.id, steps, question.id if question else "")
            found = str(steps[-1][1])
            yield Problem("answers.row-off-path", place, found, severity=Severity.NOTE)
    for steps in sorted(seen - given):
        if steps[-1][1] == 1 or at_steps(response, (*steps[:-1], _before(steps))) is not None:
            place = rows.main.place(rows.main.rows[response.id], None)
            repeat, number = steps[-1]
            yield Problem("answers.row-missing", place, str(number), repeat, Severity.LOOK)


def _before(steps: Steps) -> Step:
    return steps[-1][0], steps[-1][1] - 1


def _all_steps(row: Response | Instance, steps: Steps) -> set[Steps]:
    found = set[Steps]()
    for repeat, instances in row.repeats.items():
        for number, instance in enumerate(instances, 1):
            here = (*steps, (repeat, number))
            found |= {here} | _all_steps(instance, here)
    return found
