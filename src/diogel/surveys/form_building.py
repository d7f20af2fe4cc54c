"""From the rows of a form to the typed instrument, telling every fault on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diogel.core import LANGUAGES, Bilingual, Problem, Severity
from diogel.surveys.form_tables import COLUMNS, FormTables, Row, heading
from diogel.surveys.instrument import (
    Block,
    BlockKind,
    Calculation,
    Choice,
    Instrument,
    Matrix,
    Question,
    QuestionKind,
)
from diogel.surveys.suggestions import nearest

AREAS_LIST = "areas"
EXPRESSIONS = ("choice_filter", "calculation", "relevant", "constraint", "required")
SIMPLE: dict[str, QuestionKind] = {
    "integer": "integer",
    "int": "integer",
    "text": "text",
    "string": "text",
    "note": "info",
    "date": "date",
    "decimal": "decimal",
    "time": "time",
    "datetime": "datetime",
}
SELECTS: dict[str, QuestionKind] = {
    "select_one": "single",
    "select one": "single",
    "select_multiple": "multi",
    "select multiple": "multi",
}
GROUPS = ("begin_group", "end_group", "begin_repeat", "end_repeat")
RECORDED_BY_THE_DEVICE = ("start", "end", "today", "deviceid", "audit", "username")
XLSFORM_ONLY = (
    *("hidden", "range", "rank", "geopoint", "geotrace", "geoshape"),
    *("image", "audio", "video", "file", "barcode", "acknowledge"),
)
ALLOWED = {
    "status": ("verbatim", "derived", "inferred", "proposed"),
    "disclosure": ("fact", "opinion"),
    "blank": ("missing", "zero"),
    "missing": ("unsure", "not-applicable"),
}
_LIMITS = re.compile(r"\s*\.\s*>=\s*([^\s$(/.]+)\s+and\s+\.\s*<=\s*([^\s$(/.]+)\s*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(slots=True)
class Group:
    """An open group: a section, or a grid when its appearance is table-list."""

    row: Row
    matrix: bool
    repeat: bool


@dataclass(slots=True)
class Draft:
    """A form being read: what is built so far, where each piece stands, and the faults."""

    tables: FormTables
    problems: list[Problem]
    lists: dict[str, list[tuple[Row, Choice]]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    calculations: list[Calculation] = field(default_factory=list)
    order: dict[str, None] = field(default_factory=dict)
    sections: dict[str, Bilingual] = field(default_factory=dict)
    groups: dict[str, Bilingual] = field(default_factory=dict)
    list_names: dict[str, str] = field(default_factory=dict)
    open: list[Group] = field(default_factory=list)

    def say(
        self,
        row: Row,
        code: str,
        column: str = "",
        found: str = "",
        expected: str = "",
        severity: Severity = Severity.STOP,
    ) -> None:
        """Note a fault."""
        self.problems.append(row.problem(code, column, found, expected, severity))


def build(tables: FormTables) -> tuple[Instrument, Draft]:
    """The instrument as far as it can be read; the draft holds the faults and addresses."""
    draft = Draft(tables, [p for p in tables.problems if not _looked_at(tables, p)])
    _read_groups(draft)
    _read_choices(draft)
    for row in tables.rows.get("survey", ()):
        _read_row(draft, row)
    for group in draft.open:
        draft.say(group.row, "form.unclosed-group", "name", group.row["name"])
    return _instrument(draft), draft


def _looked_at(tables: FormTables, problem: Problem) -> bool:
    """Whether a column of choices that is not ours is one that an expression names."""
    if problem.code != "form.unknown-column" or problem.place.sheet != "choices":
        return False
    survey = tables.rows.get("survey", ())
    written = " ".join(row[column] for row in survey for column in EXPRESSIONS)
    return problem.found.lower().replace(" ", "_") in re.findall(r"[\w.-]+", written)


def _instrument(draft: Draft) -> Instrument:
    rows = draft.tables.rows.get("settings", ())
    settings = rows[0] if rows else Row(draft.tables.file, "settings", 1, {})
    if rows:
        for column in ("form_title", "form_title_cy", "form_id", "version"):
            if not settings[column]:
                draft.say(settings, "form.missing-setting", column, expected=column)
    title = Bilingual(
        settings["form_title"], settings["form_title_cy"], settings["cy_review"] or "needed"
    )
    return Instrument(
        settings["form_id"],
        settings["version"],
        title,
        tuple(draft.questions),
        draft.matrices,
        draft.sections,
        draft.groups,
        draft.blocks,
        tuple(draft.calculations),
        tuple(draft.order),
        {name: tuple(choice for _, choice in rows) for name, rows in draft.lists.items()},
    )


def both_languages(draft: Draft, row: Row, column: str = "label") -> Bilingual:
    """A translated text; what is missing is told. A text with no words at all is not."""
    text = row.text(column)
    if not text.cy and (text.en or column == "label"):
        draft.say(row, "form.missing-welsh", heading(column, "cy"), text.en)
    if not text.en and (text.cy or column == "label"):
        draft.say(row, "form.missing-english", heading(column, "en"), text.cy)
    return text


def allowed(draft: Draft, row: Row, column: str) -> str:
    """A cell that may hold only certain words; another is told and read as blank."""
    value = row[column].lower()
    if not value or value in ALLOWED[column]:
        return value
    draft.say(row, "form.unknown-value", column, row[column], nearest(value, ALLOWED[column]))
    return ""


def yes(text: str) -> bool:
    """Whether a cell says yes in the words a spreadsheet may use."""
    return text.strip().lower() in ("yes", "true", "true()", "1")


def yes_or_no(text: str) -> bool:
    """Whether a cell is empty or says yes or no in words, so that it is no expression."""
    return yes(text) or text.strip().lower() in ("", "no", "false", "false()", "0")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(";", " ").split())


def _read_groups(draft: Draft) -> None:
    for row in draft.tables.rows.get("groups", ()):
        draft.groups[row["name"]] = both_languages(draft, row)


def _group_codes(draft: Draft, row: Row, column: str) -> tuple[str, ...]:
    codes = _words(row[column])
    for code in codes:
        if code not in draft.groups:
            draft.say(row, "form.unknown-group", column, code, nearest(code, draft.groups))
    return codes


def _read_choices(draft: Draft) -> None:
    seen = set[tuple[str, str, str]]()
    for row in draft.tables.rows.get("choices", ()):
        name, code = row["list_name"], row["name"]
        if not name or not code:
            draft.say(row, "form.missing-name", "name" if name else "list_name")
            continue
        choice = _choice(draft, row)
        if (name, "name", code) in seen:
            draft.say(row, "form.duplicate-choice", "name", code)
        for language in LANGUAGES:
            said, column = choice.label[language], heading("label", language)
            if said and (name, column, said) in seen:
                draft.say(row, "form.duplicate-label", column, said)
            seen.add((name, column, said))
        seen.add((name, "name", code))
        draft.lists.setdefault(name, []).append((row, choice))


def _choice(draft: Draft, row: Row) -> Choice:
    return Choice(
        row["name"],
        both_languages(draft, row),
        yes(row["exclusive"]),
        allowed(draft, row, "missing"),
        _group_codes(draft, row, "collapse"),
        _group_codes(draft, row, "nets"),
        allowed(draft, row, "status"),
        tuple(
            (h, t) for h, t in row.cells.items() if h not in COLUMNS["choices"] and "::" not in h
        ),
    )


def _read_row(draft: Draft, row: Row) -> None:
    kind = " ".join(row["type"].split())
    control = kind.lower().replace(" ", "_")
    if control in GROUPS:
        _read_group(draft, row, control)
    elif control in RECORDED_BY_THE_DEVICE:
        draft.say(row, "form.device-type", "type", kind, severity=Severity.NOTE)
    elif control == "calculate":
        _read_calculation(draft, row)
    else:
        _read_question(draft, row, kind)


def _read_group(draft: Draft, row: Row, control: str) -> None:
    if control.startswith("end"):
        if draft.open:
            draft.open.pop()
        else:
            draft.say(row, "form.end-without-group", "type", row["type"])
        return
    repeat = control == "begin_repeat"
    matrix = "table-list" in row["appearance"]
    outer = _block(draft)
    draft.open.append(Group(row, matrix, repeat))
    label = both_languages(draft, row)
    _register(draft, row)
    kind: BlockKind = "repeat" if repeat else "matrix" if matrix else "group"
    draft.blocks.setdefault(
        row["name"], Block(row["name"], kind, label, row["relevant"], outer, row["repeat_count"])
    )
    if matrix:
        draft.matrices[row["name"]] = Matrix(row["name"], label)
    else:
        draft.sections[row["name"]] = label


def _block(draft: Draft) -> str:
    """The innermost group or repeat that is open; empty for none."""
    return draft.open[-1].row["name"] if draft.open else ""


def _read_calculation(draft: Draft, row: Row) -> None:
    _register(draft, row)
    if not row["calculation"]:
        draft.say(row, "form.calculation-missing", "calculation", row["name"])
    if row["name"] and draft.rows[row["name"]] is row:
        draft.calculations.append(
            Calculation(row["name"], row["calculation"], row["relevant"], _block(draft))
        )


def _register(draft: Draft, row: Row) -> None:
    """Note a name and where it stands; names are told when missing, odd or used before."""
    name = row["name"]
    if not name:
        draft.say(row, "form.missing-name", "name")
    elif not _NAME.fullmatch(name):
        draft.say(row, "form.bad-name", "name", name)
    elif name in draft.rows:
        draft.say(row, "form.duplicate-name", "name", name, str(draft.rows[name].number))
    draft.rows.setdefault(name, row)
    draft.order.setdefault(name)


def _read_question(draft: Draft, row: Row, type_text: str) -> None:
    kind, list_name = _kind(draft, row, type_text)
    label = both_languages(draft, row)
    hint = both_languages(draft, row, "hint")
    _register(draft, row)
    if kind is None or not row["name"]:
        return
    low, high = _limits(draft, row) if kind == "integer" else (None, None)
    choices = tuple(choice for _, choice in draft.lists.get(list_name, ()))
    matrix = _matrix(draft, row, choices)
    draft.list_names.setdefault(row["name"], list_name)
    question = Question(
        row["name"],
        kind,
        label,
        hint,
        choices,
        relevant=_relevant(draft, row),
        required=yes(row["required"]),
        required_if="" if yes_or_no(row["required"]) else row["required"],
        required_message=both_languages(draft, row, "required_message"),
        rule=row["relevant"],
        block=_block(draft),
        constraint=row["constraint"],
        constraint_message=row.text("constraint_message"),
        calculation=row["calculation"],
        choice_filter=row["choice_filter"] if list_name else "",
        list_name=list_name,
        default=row["default"],
        matrix=matrix,
        indicator=row["indicator"] or row["name"],
        disclosure=allowed(draft, row, "disclosure") or "opinion",
        sponsor=row["sponsor"],
        theme=row["theme"],
        nets=_group_codes(draft, row, "nets") or _nets(choices),
        low=low,
        high=high,
        status=allowed(draft, row, "status"),
        blank=allowed(draft, row, "blank"),
        section=next((g.row["name"] for g in draft.open if not g.matrix), ""),
        coded=yes(row["coded"]),
    )
    if draft.rows[row["name"]] is row:  # of two with one name, rules mean the first
        draft.questions.append(question)


def _nets(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(net for choice in choices for net in choice.nets))


def _kind(draft: Draft, row: Row, type_text: str) -> tuple[QuestionKind | None, str]:
    """The kind of a question and the name of its list of choices."""
    lower = type_text.lower()
    if lower in SIMPLE:
        long = lower == "text" and "multiline" in row["appearance"]
        return ("longtext" if long else SIMPLE[lower]), ""
    for written, kind in SELECTS.items():
        if lower.startswith(written + " "):
            return _select(draft, row, kind, type_text[len(written) :].split())
    if type_text.split(" ")[0] in XLSFORM_ONLY:
        draft.say(row, "form.unsupported-type", "type", type_text, ", ".join(SIMPLE))
        return None, ""
    known = (*SELECTS, *SIMPLE, *GROUPS)
    words = type_text.split()
    draft.say(
        row, "form.unknown-type", "type", type_text, nearest(words[0] if words else "", known)
    )
    return None, ""


def _select(
    draft: Draft, row: Row, kind: QuestionKind, words: list[str]
) -> tuple[QuestionKind, str]:
    name = words[0] if words else ""
    if "or_other" in words[1:]:
        draft.say(row, "form.or-other", "type", row["type"])
    if name not in draft.lists:
        draft.say(row, "form.missing-list", "type", name, nearest(name, draft.lists))
    return ("areas" if name == AREAS_LIST and kind == "multi" else kind), name


def _limits(draft: Draft, row: Row) -> tuple[int | None, int | None]:
    """The limits of an integer, from our own columns or from the usual constraint."""
    low, high = row["low"], row["high"]
    column_low, column_high = "low", "high"
    if row["constraint"]:
        both_languages(draft, row, "constraint_message")
        found = _LIMITS.fullmatch(row["constraint"])
        if found is not None:
            low, high = low or found[1], high or found[2]
            column_low = column_high = "constraint"
    limits = _number(draft, row, column_low, low), _number(draft, row, column_high, high)
    if limits[0] is not None and limits[1] is not None and limits[0] > limits[1]:
        draft.say(row, "form.limits-reversed", column_low, f"{low}, {high}")
    return limits


def _number(draft: Draft, row: Row, column: str, text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"-?\d{1,9}", text):
        return int(text)
    draft.say(row, "form.bad-limit", column, text)
    return None


def _matrix(draft: Draft, row: Row, choices: tuple[Choice, ...]) -> str:
    """The grid that a question is a row of: the open one, or the one its column names."""
    open_grid = next((g.row["name"] for g in reversed(draft.open) if g.matrix), "")
    name = row["matrix"] or open_grid
    if name and name not in draft.matrices:
        draft.say(row, "form.unknown-matrix", "matrix", name, nearest(name, draft.matrices))
        return ""
    if name:
        grid = draft.matrices[name]
        draft.matrices[name] = Matrix(grid.id, grid.label, grid.choices or choices)
        if not row["name"].startswith(name + "_"):
            draft.say(row, "form.matrix-name", "name", row["name"], name + "_")
    return name


def _relevant(draft: Draft, row: Row) -> str:
    """A question's own rule and those of the groups it stands in."""
    rules = [g.row["relevant"] for g in draft.open] + [row["relevant"]]
    rules = [rule for rule in rules if rule]
    return rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)
