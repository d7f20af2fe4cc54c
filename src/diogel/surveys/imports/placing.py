"""Rows of an export into responses, through a mapping; every cell refused has its address."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from diogel.core import Place, Problem, Severity
from diogel.surveys.answer_cells import Cell, Fault, read_cell, read_yes, ticked
from diogel.surveys.answer_reading import LANGUAGES_SAID
from diogel.surveys.answer_repeats import Steps, fault_of_instance, not_allowed, steps_of
from diogel.surveys.answers import Answers, Instance, Missing, Response, Value
from diogel.surveys.imports.mapping import LANGUAGE, WITHDRAWN, Mapping, Match
from diogel.surveys.imports.open_answers import choice_with_words, words_question
from diogel.surveys.imports.texts import comparable, plain
from diogel.surveys.imports.values import MISSPELT, names_choice, nearest_choice, told
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded

# Three people seldom find the same words: it is rather a label that the questionnaire lacks.
SAME_WORDS = 3
LANGUAGE_STARTS = {"cy": "cy", "en": "en", "welsh": "cy", "english": "en", "cymraeg": "cy"}


@dataclass(slots=True)
class Unknown:
    """An answer that means nothing known: where it was first met, and how often."""

    match: Match
    text: str
    row: int
    near: str
    score: float
    rows: int = 0


@dataclass(slots=True)
class Placing:
    """One export being placed: its responses with their rows, and everything told.

    `empty` counts the rows without a single answer: they are refused, and nothing else is.

    Attributes
    ----------
    read : mapping of response id to row
    loose : list of row
        The rows of a repeated group, before they are put under their responses.
    placed : int
        How many of those were.
    places : mapping
        Where the rows under the responses stand, by response and place in their groups.
    """

    instrument: Instrument
    mapping: Mapping
    responses: list[Response] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[tuple[int, str], Unknown] = field(default_factory=dict)
    words_kept: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rows_in: int = 0
    empty: int = 0
    read: dict[str, RowRead] = field(default_factory=dict)
    loose: list[RowRead] = field(default_factory=list)
    placed: int = 0
    places: dict[tuple[str, Steps], tuple[Placing, int]] = field(default_factory=dict)

    def say(self, row: int, match: Match, fault: Fault) -> None:
        """Note a fault of a cell."""
        place = self.mapping.export.place(row, match.column)
        self.problems.append(
            Problem(fault.code, place, fault.found, fault.expected, fault.severity)
        )

    def match_of(self, question_id: str, instance: Steps = ()) -> Match | None:
        """The first column that holds a question."""
        held = (m for m in self.mapping.matches if m.column.instance == instance)
        return next((m for m in held if m.question_id == question_id), None)

    def place(self, response: str, steps: Steps, question: str) -> Place:
        """The address of an answer of a response, or of one of its rows."""
        found = self.places.get((response, steps))
        if found is not None:
            placing, row = found
            match = placing.match_of(question)
            return placing.mapping.export.place(row, match.column if match else None)
        match = self.match_of(question, steps)
        return self.mapping.export.place(self.rows[response], match.column if match else None)


@dataclass(slots=True)
class RowRead:
    """One response, or row of a repeated group, as its cells say."""

    number: int
    instance: Steps = ()
    values: dict[str, Value] = field(default_factory=dict)
    states: dict[str, Missing] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, tuple[Instance, ...]] = field(default_factory=dict)


def place_rows(
    instrument: Instrument, mapping: Mapping, keep: Callable[[int], bool] = lambda _: False
) -> Placing:
    """The responses of an export, or the rows of a repeated group, in the order of its rows.

    `keep` says of a row without a single answer whether it is a response all the same: some
    row of a repeated group stands in it.
    """
    placing = Placing(instrument, mapping)
    used = [m for m in mapping.matches if m.question_id and m.sure]
    for number in mapping.export.rows():
        if any(mapping.export.sheet.cell(number, m.column.number) for m in mapping.matches):
            placing.rows_in += 1
            row = _read_row(placing, number, used)
            if mapping.repeat:
                placing.loose.append(row)
            elif row.values or row.states or row.repeats or keep(number):
                _add_response(placing, row)
            else:
                placing.empty += 1
    placing.problems.extend(_unknown_told(placing))
    placing.problems.extend(_words_told(placing))
    return placing


def _read_row(placing: Placing, number: int, used: list[Match]) -> RowRead:
    """A row of the table with the rows that stand beside it."""
    by_instance = defaultdict[Steps, list[Match]](list)
    for match in used:
        by_instance[match.column.instance].append(match)
    row = _read_cells(placing, RowRead(number), by_instance.pop((), []))
    beside = {
        steps: _read_cells(placing, RowRead(number, steps), matches)
        for steps, matches in by_instance.items()
    }
    filled = {steps: each for steps, each in beside.items() if each.values or each.states}
    row.repeats = _nested(placing.instrument, filled, ())
    return row


def _nested(
    instrument: Instrument, rows: Map[Steps, RowRead], steps: Steps
) -> dict[str, tuple[Instance, ...]]:
    """Rows beside one another as instances; one that is left out between others is blank."""
    found, deep = {}, len(steps)
    for repeat in instrument.repeats:
        numbers = [
            key[deep][1]
            for key in rows
            if key[:deep] == steps and len(key) > deep and key[deep][0] == repeat
        ]
        made = list[Instance]()
        for number in range(1, max(numbers, default=0) + 1):
            here = (*steps, (repeat, number))
            each = rows.get(here, RowRead(0))
            made.append(Instance(each.values, each.states, _nested(instrument, rows, here)))
        if made:
            found[repeat] = tuple(made)
    return found


def _read_cells(placing: Placing, row: RowRead, used: list[Match]) -> RowRead:
    apart = defaultdict[str, list[Match]](list)
    whole = defaultdict[str, list[Match]](list)
    for match in used:
        (apart if match.option else whole)[match.question_id].append(match)
    for matches in whole.values():
        _whole(placing, row, matches)
    for matches in apart.values():
        _apart(placing, row, matches, bool(whole.get(matches[0].question_id)))
    _keep_words(placing, row)
    return row


def _add_response(placing: Placing, row: RowRead) -> None:
    asked = placing.instrument.area_question
    areas = row.values.get(asked.id) if asked else None
    response = Response(
        str(1 + len(placing.responses)),
        tuple(sorted(areas)) if isinstance(areas, frozenset) else (),
        _language(placing, row.number),
        row.values,
        row.states,
        _withdrawn(placing, row.number),
        repeats=row.repeats,
    )
    placing.rows[response.id] = row.number
    placing.read[response.id] = row
    placing.responses.append(response)


def _cell(placing: Placing, row: int, match: Match) -> str:
    """A cell's text; blank where the tool says that there is nothing."""
    export = placing.mapping.export
    text = export.sheet.cell(row, match.column.number)
    question = placing.instrument.question(match.question_id)
    blank = folded(text) in export.blanks and not names_choice(question, text)
    return "" if blank else text


def _whole(placing: Placing, row: RowRead, matches: list[Match]) -> None:
    """A question in a column; several columns only where each holds one of several answers."""
    question = placing.instrument.question(matches[0].question_id)
    cells = [_read(placing, row, match, question) for match in matches]
    codes = [cell.value for cell in cells if isinstance(cell.value, frozenset)]
    if len(codes) > 1:
        _keep(placing, row, matches[0], ticked(question, frozenset().union(*codes)))
        return
    for match, cell in zip(matches, cells, strict=True):
        _keep(placing, row, match, cell)


def _read(placing: Placing, row: RowRead, match: Match, question: Question) -> Cell:
    """One cell of a question's column, its own words set apart."""
    text = _cell(placing, row.number, match)
    if not text:
        return Cell()
    explained = {folded(key): code for key, code in match.values.items()}
    said = told(question, text, placing.mapping.export.separators, explained)
    codes = [said.text] if said.text else []
    stopped = False
    for part in said.unknown:
        code = _own_words(placing, row, question, part)
        if code:
            codes.append(code)
            placing.words_kept[match.column.number][folded(part)] += 1
        else:
            stopped = True
            _not_known(placing, row, match, question, part)
    if stopped:
        return Cell()
    return read_cell(question, "; ".join(dict.fromkeys(codes)))


def _own_words(placing: Placing, row: RowRead, question: Question, text: str) -> str:
    """The code of "other" when a text is a respondent's own words, which are then kept."""
    if not placing.mapping.export.others or not question.choices:
        return ""
    found = choice_with_words(placing.instrument, question)
    if found is None or nearest_choice(question, text)[1] >= MISSPELT:
        return ""
    code, words = found
    row.words[words.id] = "; ".join(filter(None, (row.words.get(words.id), plain(text))))
    return code


def _not_known(placing: Placing, row: RowRead, match: Match, question: Question, text: str) -> None:
    key = (match.column.number, folded(text))
    if key not in placing.unknown:
        near, score = nearest_choice(question, text)
        placing.unknown[key] = Unknown(match, text, row.number, near, score)
    placing.unknown[key].rows += 1


def _keep(placing: Placing, row: RowRead, match: Match, cell: Cell) -> None:
    for fault in cell.faults:
        placing.say(row.number, match, fault)
    if cell.value is not None:
        row.values[match.question_id] = cell.value
    if cell.state is not None:
        row.states[match.question_id] = cell.state


def _apart(placing: Placing, row: RowRead, matches: list[Match], beside: bool) -> None:
    """A question with a column for each option; `beside` says that it has one of all too."""
    question = placing.instrument.question(matches[0].question_id)
    codes, answered = set[str](), False
    for match in matches:
        text = _cell(placing, row.number, match)
        said = _tick(question, match, text)
        if said is None and text:
            said = _words_of_option(placing, row, question, match, text)
        answered = answered or said is not None
        if said:
            codes.add(match.option)
    if not answered:
        return
    cell = ticked(question, frozenset(codes))
    both_say = row.values.get(question.id)
    if beside and both_say is not None and both_say != cell.value:
        placing.say(row.number, matches[0], Fault("import.both-disagree", expected=question.label))
    _keep(placing, row, matches[0], cell)


def _tick(question: Question, match: Match, text: str) -> bool | None:
    """Whether an option is ticked: by 1 and 0, or by the option's own name."""
    said = read_yes(text)
    if said is not None or not text:
        return said
    choice = question.choice(match.option)
    names = {comparable(choice.code), comparable(choice.label.en), comparable(choice.label.cy)}
    option = comparable(match.column.option)
    if comparable(text) in names | ({option} if option else set()):
        return True
    return None


def _words_of_option(
    placing: Placing, row: RowRead, question: Question, match: Match, text: str
) -> bool | None:
    """A respondent's own words in the column of an option are a tick, and are kept."""
    words = words_question(placing.instrument, question, match.option)
    if words is None:
        placing.say(row.number, match, Fault("answers.not-a-tick", text[:80]))
        return None
    row.words[words.id] = plain(text)
    placing.words_kept[match.column.number][folded(text)] += 1
    return True


def _keep_words(placing: Placing, row: RowRead) -> None:
    """Own words go to the question that asks for them; two different texts are refused."""
    for name, text in row.words.items():
        given = row.values.get(name)
        match = placing.match_of(name, row.instance) or placing.match_of(
            next(m.question_id for m in placing.mapping.matches if m.question_id)
        )
        if given not in (None, text) and match is not None:
            placing.say(row.number, match, Fault("import.two-texts"))
            continue
        cell = read_cell(placing.instrument.question(name), text)
        row.values[name] = text
        for fault in cell.faults:
            if match is not None:
                placing.say(row.number, match, fault)


def _language(placing: Placing, number: int) -> str:
    """The language that a response was given in: "Welsh (United Kingdom)", "cy-GB"."""
    match = next((m for m in placing.mapping.matches if m.to == LANGUAGE), None)
    text = placing.mapping.export.sheet.cell(number, match.column.number) if match else ""
    if match is None or not text:
        return placing.mapping.language
    start = comparable(text).split(" ")[0]
    known = LANGUAGES_SAID.get(folded(text)) or LANGUAGE_STARTS.get(start, "")
    if not known:
        fault = Fault("answers.unknown-language", text[:80], "cy, en", Severity.LOOK)
        placing.say(number, match, fault)
    return known


def _withdrawn(placing: Placing, number: int) -> bool:
    match = next((m for m in placing.mapping.matches if m.to == WITHDRAWN), None)
    return bool(match and read_yes(placing.mapping.export.sheet.cell(number, match.column.number)))


def _unknown_told(placing: Placing) -> Iterator[Problem]:
    """Each answer that means nothing known, once, at the first cell that holds it."""
    for unknown in placing.unknown.values():
        place = placing.mapping.export.place(unknown.row, unknown.match.column)
        question = placing.instrument.question(unknown.match.question_id)
        near = unknown.score >= MISSPELT
        # What is like no label may be somebody's own words: they are not repeated.
        yield Problem(
            "import.answer-near" if near else "import.answer-unknown",
            place,
            unknown.text[:80] if near else "",
            unknown.near if near else ", ".join(question.codes[:12]),
            slots={"rows": unknown.rows, "score": f"{unknown.score:.2f}"},
        )


def _words_told(placing: Placing) -> Iterator[Problem]:
    """How many own words were kept; the same words from several people want a look."""
    for match in placing.mapping.matches:
        words = placing.words_kept.get(match.column.number)
        if not words:
            continue
        place = placing.mapping.export.place(None, match.column)
        total, most = sum(words.values()), max(words.values())
        yield Problem("import.own-words", place, str(total), severity=Severity.NOTE)
        if most >= SAME_WORDS:
            yield Problem("import.same-words", place, str(most), severity=Severity.LOOK)


def in_context(placing: Placing) -> Iterator[Problem]:
    """Answers off the path, and required answers that are missing, each at its row.

    To be asked when rows of repeated groups are under their responses: rules look at them.
    """
    answers = Answers("", placing.instrument, tuple(placing.responses))
    for response in (r for r in answers.responses if not r.withdrawn):
        for question in placing.instrument.within(""):
            fault = _fault_in_context(answers, response, question)
            if fault is not None:
                place = placing.place(response.id, (), question.id)
                yield Problem(fault.code, place, question.id, fault.expected, fault.severity)
        for item in answers.instances(response):
            steps = steps_of(placing.instrument, item)
            fault = fault_of_instance(answers, response, item, steps)
            if fault is not None:
                place = placing.place(response.id, steps, item.id)
                yield Problem(fault.code, place, item.id, fault.expected, fault.severity)


def _fault_in_context(answers: Answers, response: Response, question: Question) -> Fault | None:
    value = response.values.get(question.id)
    if value not in (None, "", frozenset()) and not answers.on_path(response, question.id):
        return Fault("answers.off-path", severity=Severity.NOTE)
    if question.required and answers.state(response, question.id) is Missing.ITEM_NONRESPONSE:
        return Fault("answers.required", expected=question.label, severity=Severity.LOOK)
    if not answers.allowed(response, question):
        return not_allowed(question)
    return None
