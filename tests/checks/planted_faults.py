"""Good forms, and a fault of each kind to plant in them, each with the cell it must be told at."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

EN, CY = "label::English (en)", "label::Cymraeg (cy)"
HINT_EN, HINT_CY = "hint::English (en)", "hint::Cymraeg (cy)"
MESSAGE_CY = "constraint_message::Cymraeg (cy)"
TABLES = ("survey", "choices", "settings", "groups")


@dataclass(frozen=True)
class Planted:
    """The problem that a fault must be told as."""

    code: str
    table: str
    row: int
    column: str = ""


@dataclass
class Sheet:
    """A Markdown form whose cells can be changed; row numbers are lines from 1."""

    lines: list[list[str]]
    heads: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Sheet:
        sheet = cls([])
        for line in path.read_text("utf-8").splitlines():
            cells = re.split(r"(?<!\\)\|", line.strip())[1:-1] if line.startswith("|") else []
            sheet.lines.append([cell.strip() for cell in cells])
        return sheet

    def write(self, path: Path) -> Path:
        text = "\n".join(f"| {' | '.join(cells)} |" if cells else "" for cells in self.lines)
        path.write_text(text + "\n", "utf-8")
        return path

    def head(self, table: str) -> int:
        """The line of a table's headings, which may be below its name; 0 when it has none."""
        for number, cells in enumerate(self.lines, 1):
            if cells and cells[0] == table:
                return number if any(cells[1:]) else number + 1
        return 0

    def rows(self, table: str) -> list[int]:
        start, found = self.head(table), []
        for number in range(start + 1, len(self.lines) + 1) if start else ():
            cells = self.lines[number - 1]
            if cells and cells[0]:
                break
            if any(cells):
                found.append(number)
        return found

    def headings(self, table: str) -> list[str]:
        return self.lines[self.head(table) - 1]

    def get(self, table: str, row: int, column: str) -> str:
        headings, cells = self.headings(table), self.lines[row - 1]
        at = headings.index(column) if column in headings else len(cells)
        return cells[at] if at < len(cells) else ""

    def put(self, table: str, row: int, column: str, text: str) -> None:
        headings, cells = self.headings(table), self.lines[row - 1]
        if column not in headings:
            headings += [""] * (len(cells) - len(headings))
            headings.append(column)
        at = headings.index(column)
        cells += [""] * (at + 1 - len(cells))
        cells[at] = text

    def add(self, table: str, **cells: str) -> int:
        """A new last row, by heading (`en` and `cy` for the labels); its line number."""
        if cells.get("disclosure") == "fact" and "disclosure" not in self.headings(table):
            del cells["disclosure"]
        row = (self.rows(table) or [self.head(table)])[-1] + 1
        self.lines.insert(row - 1, [""])
        for column, text in cells.items():
            self.put(table, row, {"en": EN, "cy": CY}.get(column, column), text)
        return row

    def where(self, table: str, wanted: Callable[[Callable[[str], str]], bool]) -> list[int]:
        def reader(row: int) -> Callable[[str], str]:
            return lambda column: self.get(table, row, column)

        return [row for row in self.rows(table) if wanted(reader(row))]

    def of_type(self, *starts: str) -> list[int]:
        return self.where("survey", lambda cell: cell("type").startswith(starts))

    def names(self, *starts: str) -> list[str]:
        return [self.get("survey", row, "name") for row in self.of_type(*starts)]

    def codes(self, question: str) -> list[str]:
        (row,) = self.where("survey", lambda cell: cell("name") == question)[:1]
        name = self.get("survey", row, "type").split()[1]
        rows = self.where("choices", lambda cell: cell("list_name") == name)
        return [self.get("choices", row, "name") for row in rows]


Fault = Callable[[Sheet, random.Random], Planted | None]
FAULTS: dict[str, Fault] = {}


def fault(plant: Fault) -> Fault:
    FAULTS[plant.__name__] = plant
    return plant


ASKED = ("select_one", "select_multiple", "integer", "text", "date", "decimal")


def _one(rows: list[int], draw: random.Random) -> int | None:
    return draw.choice(rows) if rows else None


def _emptied(column: str, code: str, table: str = "survey") -> Fault:
    def plant(sheet: Sheet, draw: random.Random) -> Planted | None:
        row = _one(sheet.where(table, lambda cell: bool(cell(column))), draw)
        if row is None:
            return None
        sheet.put(table, row, column, "")
        return Planted(code, table, row, column)

    return plant


FAULTS["no_welsh_label"] = _emptied(CY, "form.missing-welsh")
FAULTS["no_english_label"] = _emptied(EN, "form.missing-english")
FAULTS["no_welsh_choice"] = _emptied(CY, "form.missing-welsh", "choices")
FAULTS["no_welsh_hint"] = _emptied(HINT_CY, "form.missing-welsh")
FAULTS["no_english_hint"] = _emptied(HINT_EN, "form.missing-english")
FAULTS["no_welsh_message"] = _emptied(MESSAGE_CY, "form.missing-welsh")
FAULTS["no_version"] = _emptied("version", "form.missing-setting", "settings")
FAULTS["no_welsh_title"] = _emptied("form_title_cy", "form.missing-setting", "settings")
FAULTS["no_code"] = _emptied("name", "form.missing-name", "choices")
FAULTS["no_disclosure"] = _emptied("disclosure", "form.missing-disclosure")
FAULTS["no_calculation"] = _emptied("calculation", "form.calculation-missing")


def _heading(table: str, old: str, new: str, code: str) -> Fault:
    def plant(sheet: Sheet, draw: random.Random) -> Planted | None:
        if not sheet.head(table) or old not in sheet.headings(table):
            return None
        headings = sheet.headings(table)
        headings[headings.index(old)] = new
        return Planted(code, table, sheet.head(table), new)

    return plant


FAULTS["language_without_space"] = _heading(
    "survey", CY, "label::Cymraeg(cy)", "form.language-header"
)
FAULTS["language_misspelt"] = _heading("choices", CY, "label::Cymreag (cy)", "form.language-header")
FAULTS["hint_without_language"] = _heading("survey", HINT_EN, "hint", "form.language-header")
FAULTS["column_misspelt"] = _heading("survey", "relevant", "relevent", "form.unknown-column")


@fault
def no_welsh_column(sheet: Sheet, draw: random.Random) -> Planted | None:
    headings = sheet.headings("choices")
    if not sheet.head("choices") or CY not in headings:
        return None
    at = headings.index(CY)
    for row in (sheet.head("choices"), *sheet.rows("choices")):
        del sheet.lines[row - 1][at : at + 1]
    return Planted("form.missing-column", "choices", sheet.head("choices"))


def _rule(
    code: str,
    make: Callable[[Sheet, random.Random], str | None],
    column: str = "relevant",
    kind: str = "text",
) -> Fault:
    """A new question with a bad rule."""

    def plant(sheet: Sheet, draw: random.Random) -> Planted | None:
        rule = make(sheet, draw)
        if rule is None:
            return None
        new = {"type": kind, "name": "planted", "en": "Say more", "cy": "Dywedwch fwy"}
        row = sheet.add("survey", **new, disclosure="fact")
        sheet.put("survey", row, column, rule)
        if column == "constraint":
            sheet.put("survey", row, "constraint_message::English (en)", "Not so")
            sheet.put("survey", row, MESSAGE_CY, "Nid felly")
        return Planted(code, "survey", row, column)

    return plant


def _outside(sheet: Sheet, *starts: str) -> list[str]:
    """The questions of some types that are in no group and no repeat."""
    depth, found = 0, []
    for row in sheet.rows("survey"):
        kind = sheet.get("survey", row, "type").replace(" ", "_")
        depth += kind.startswith("begin_repeat") - kind.startswith("end_repeat")
        if depth == 0 and sheet.get("survey", row, "type").startswith(starts):
            found.append(sheet.get("survey", row, "name"))
    return found


def _with(template: str, *starts: str) -> Callable[[Sheet, random.Random], str | None]:
    """A rule about some question: $q is its id, $c and $d two of its codes."""

    def make(sheet: Sheet, draw: random.Random) -> str | None:
        names = _outside(sheet, *starts)
        if not names:
            return None
        name = draw.choice(names)
        rule = template.replace("$q", f"${{{name}}}")
        if "$c" in template:
            codes = sheet.codes(name)
            if "$d" in template and len(codes) < 2:
                return None
            rule = rule.replace("$c", codes[0]).replace("$d", codes[-1])
        return rule

    return make


ONE, MANY, NUMBER = "select_one ", "select_multiple ", "integer"
for _name, _code, _template, _starts in (
    ("syntax", "form.bad-rule", "$q = = 'yes'", ASKED),
    ("open_bracket", "form.bad-rule", "($q = 'yes'", ASKED),
    ("double_equals", "form.bad-rule", "$q == 'yes'", ASKED),
    ("misspelt_function", "form.unknown-function", "selectd($q, '$c')", (MANY,)),
    ("foreign_function", "form.unknown-function", "isblank($q)", ASKED),
    ("too_few_arguments", "form.argument-count", "selected($q)", (MANY,)),
    ("too_many_arguments", "form.argument-count", "count-selected($q, '$c') > 1", (MANY,)),
    ("no_such_choice", "form.unknown-choice-in-rule", "$q = '$cs'", (ONE,)),
    ("no_such_choice_ticked", "form.unknown-choice-in-rule", "selected($q, '$cs')", (MANY,)),
    ("space_after_choice", "form.unknown-choice-in-rule", "$q = '$c '", (ONE,)),
    ("no_such_question", "form.unknown-reference", "$q != '' and ${nowhere} = 1", ASKED),
    ("equals_on_several", "form.multi-equals", "$q = '$c'", (MANY,)),
    ("ticked_number", "form.selected-without-choices", "selected($q, '3')", (NUMBER,)),
    ("ticked_one", "form.selected-on-single", "selected($q, '$c')", (ONE,)),
    ("number_and_word", "form.number-and-word", "$q = 'three'", (NUMBER,)),
    ("date_and_word", "form.not-a-date", "$q > '10/09/2021'", ("date",)),
    ("date_and_number", "form.not-a-date", "$q = 2021", ("date",)),
    ("words_in_order", "form.number-wanted", "$q > 3", ("text",)),
    ("choice_in_order", "form.number-wanted", "$q >= 2", (MANY,)),
    ("rounded_word", "form.number-wanted", "round($q) = 1", ("text",)),
    ("added_word", "form.number-wanted", "$q + 1 = 2", ("text",)),
    ("number_and_truth", "form.types-differ", "not($q != '') = 'no'", ASKED),
    ("smart_quotes", "form.smart-quotes", "$q = ‘$c’", (ONE,)),
    ("long_dash", "form.smart-quotes", "$q \u2013 1 = 2", (NUMBER,)),
    ("quoted_question", "form.reference-in-quotes", "'$q' = '$c'", (ONE,)),
    ("word_without_quotes", "form.unquoted-word", "$q = $c_x", (ONE,)),
    ("bare_question", "form.bare-condition", "$q", ASKED),
    ("two_at_once", "form.never-true", "$q = '$c' and $q = '$d'", (ONE,)),
    ("blank_and_not", "form.never-true", "$q = '' and $q != ''", ASKED),
    ("wrong_way_round", "form.never-true", "$q < 2 and $q > 5", (NUMBER,)),
    ("never_in_part", "form.never-true", "$q = '' or ($q > 5 and $q < 5)", (NUMBER,)),
    ("one_or_other", "form.always-true", "$q = '$c' or $q != '$c'", (ONE,)),
    ("always_in_part", "form.always-true", "$q > 2 and ($q > 1 or 1 = 1)", (NUMBER,)),
    ("ticked_and_not", "form.never-true", "selected($q, '$c') and count-selected($q) = 0", (MANY,)),
    ("bad_date", "form.not-a-date", "$q > date('2021-13-45')", ("date",)),
):
    FAULTS[_name] = _rule(_code, _with(_template, *_starts))

for _name, _code, _text, _kind in (
    ("impossible", "form.impossible-constraint", ". > 5 and . < 3", "integer"),
    ("always_accepted", "form.always-true", ". > 5 or . <= 5", "integer"),
    (
        "ignores_answer",
        "form.constraint-ignores-answer",
        "today() >= date('2021-01-01')",
        "integer",
    ),
    ("bad_pattern", "form.bad-pattern", "regex(., '[a-z')", "text"),
    ("slow_pattern", "form.slow-pattern", "regex(., '(a+)+b')", "text"),
    ("reversed_limits", "form.limits-reversed", ". >= 9 and . <= 1", "integer"),
    ("word_as_limit", "form.bad-limit", ". >= 0 and . <= many", "integer"),
    ("too_deep", "form.rule-too-long", "(" * 300 + ". > 1" + ")" * 300, "integer"),
):
    FAULTS[_name] = _rule(_code, lambda _s, _d, text=_text: text, "constraint", _kind)

FAULTS["waits_for_itself"] = _rule("form.circular-rule", lambda _s, _d: "${planted} != ''")
FAULTS["filter_on_nothing"] = _rule(
    "form.rule-without-answer", lambda _s, _d: "name = 'x'", "choice_filter"
)


def _added(code: str, column: str, **cells: str) -> Fault:
    """A new row of the survey with a fault of its own."""

    def plant(sheet: Sheet, draw: random.Random) -> Planted | None:
        new = {"type": "text", "name": "planted", "en": "Say more", "cy": "Dywedwch fwy"}
        row = sheet.add("survey", **(new | {"disclosure": "fact"} | cells))
        return Planted(code, "survey", row, {"en": EN, "cy": CY}.get(column, column))

    return plant


for _name, _code, _column, _cells in (
    ("unknown_type", "form.unknown-type", "type", {"type": "texxt"}),
    ("unsupported_type", "form.unsupported-type", "type", {"type": "geopoint"}),
    ("capital_name", "form.bad-name", "name", {"name": "Planted"}),
    ("name_with_space", "form.bad-name", "name", {"name": "planted one"}),
    ("nameless", "form.missing-name", "name", {"name": ""}),
    ("reserved_name", "form.reserved-name", "name", {"name": "meta"}),
    ("long_name", "form.long-name", "name", {"name": "p" * 70}),
    ("unclosed", "form.unclosed-group", "name", {"type": "begin_group", "disclosure": ""}),
    ("unopened", "form.end-without-group", "type", {"type": "end_group"}),
    ("missing_list", "form.missing-list", "type", {"type": "select_one nolist"}),
    ("unknown_disclosure", "form.unknown-value", "disclosure", {"disclosure": "facts"}),
    ("unknown_piped", "form.unknown-placeholder", "cy", {"en": "A ${zz}", "cy": "B ${zz}"}),
    ("other_numbers", "form.numbers-differ", "cy", {"en": "In 2021", "cy": "Yn 2020"}),
    ("other_markup", "form.markup-differs", "cy", {"en": "**All**", "cy": "Popeth"}),
    (
        "untranslated",
        "form.not-translated",
        "cy",
        {"en": "Tell us a little more", "cy": "Tell us a little more"},
    ),
    ("hidden_letter", "form.hidden-character", "cy", {"cy": "Dywed\u200bwch"}),
    ("formula", "form.formula-text", "en", {"en": "=HYPERLINK(A1)"}),
    ("stale", "form.stale-welsh", "cy", {"cy_english": "label:00000000"}),
    ("spaced_indicator", "form.bad-indicator", "indicator", {"indicator": "two words"}),
    ("note_required", "form.rule-without-answer", "required", {"type": "note", "required": "yes"}),
):
    FAULTS[_name] = _added(_code, _column, **_cells)


@fault
def renamed_placeholder(sheet: Sheet, draw: random.Random) -> Planted | None:
    row = _one(sheet.where("survey", lambda cell: "${" in cell(CY)), draw)
    if row is None:
        return None
    sheet.put("survey", row, CY, re.sub(r"\$\{[^}]*\}", "hynny", sheet.get("survey", row, CY)))
    return Planted("form.placeholders-differ", "survey", row, CY)


@fault
def or_other(sheet: Sheet, draw: random.Random) -> Planted | None:
    row = _one(sheet.of_type("select_"), draw)
    if row is None:
        return None
    sheet.put("survey", row, "type", sheet.get("survey", row, "type") + " or_other")
    return Planted("form.or-other", "survey", row, "type")


@fault
def name_used_twice(sheet: Sheet, draw: random.Random) -> Planted | None:
    names = sheet.names(*ASKED)
    if not names:
        return None
    name = draw.choice(names)
    row = sheet.add("survey", type="text", name=name, en="Again?", cy="Eto?", disclosure="fact")
    return Planted("form.duplicate-name", "survey", row, "name")


@fault
def two_wait_for_each_other(sheet: Sheet, draw: random.Random) -> Planted | None:
    first = {"type": "text", "name": "pa", "en": "One?", "cy": "Un?", "disclosure": "fact"}
    row = sheet.add("survey", **first, relevant="${pb} = 'x'")
    second = first | {"name": "pb", "en": "Two?", "cy": "Dau?"}
    sheet.add("survey", **second, relevant="${pa} = 'x'")
    return Planted("form.circular-rule", "survey", row, "relevant")


@fault
def calculations_in_a_circle(sheet: Sheet, draw: random.Random) -> Planted | None:
    sheet.add("survey", type="calculate", name="pa", calculation="${pb} + 1")
    row = sheet.add("survey", type="calculate", name="pb", calculation="${pa} + 1")
    return Planted("form.circular-rule", "survey", row, "calculation")


@fault
def filters_in_a_circle(sheet: Sheet, draw: random.Random) -> Planted | None:
    lists = sheet.of_type(ONE)
    if not lists:
        return None
    kind = sheet.get("survey", draw.choice(lists), "type")
    cells = {"type": kind, "en": "Which now?", "cy": "Pa un nawr?", "disclosure": "fact"}
    row = sheet.add("survey", **cells, name="pa", choice_filter="name != ${pb}")
    sheet.add("survey", **cells, name="pb", choice_filter="name != ${pa}")
    return Planted("form.circular-rule", "survey", row, "choice_filter")


@fault
def a_check_that_waits(sheet: Sheet, draw: random.Random) -> Planted | None:
    cells = {"type": "integer", "en": "How many?", "cy": "Faint?", "disclosure": "fact"}
    row = sheet.add("survey", **cells, name="pa", constraint=". >= ${pb}")
    sheet.put("survey", row, "constraint_message::English (en)", "Not so")
    sheet.put("survey", row, MESSAGE_CY, "Nid felly")
    sheet.add("survey", **cells, name="pb", relevant="${pa} > 1")
    return Planted("form.circular-constraint", "survey", row, "constraint")


@fault
def asked_before(sheet: Sheet, draw: random.Random) -> Planted | None:
    cells = {"type": "text", "en": "What then?", "cy": "Beth wedyn?", "disclosure": "fact"}
    row = sheet.add("survey", **cells, name="pa", relevant="${pb} = 'x'")
    sheet.add("survey", **cells, name="pb")
    return Planted("form.rule-looks-ahead", "survey", row, "relevant")


@fault
def unreachable(sheet: Sheet, draw: random.Random) -> Planted | None:
    """A question that follows from one that is asked of nobody who could answer so."""
    names = _outside(sheet, ONE)
    if not names:
        return None
    name = draw.choice(names)
    codes = sheet.codes(name)
    if len(codes) < 2:
        return None
    cells = {"type": "text", "en": "What then?", "cy": "Beth wedyn?", "disclosure": "fact"}
    sheet.add("survey", **cells, name="pa", relevant=f"${{{name}}} = '{codes[0]}'")
    rule = f"${{pa}} != '' and ${{{name}}} = '{codes[1]}'"
    row = sheet.add("survey", **cells, name="pb", relevant=rule, required="yes")
    return Planted("form.unreachable", "survey", row, "relevant")


@fault
def unreachable_in_a_group(sheet: Sheet, draw: random.Random) -> Planted | None:
    cells = {"type": "integer", "en": "How many?", "cy": "Faint?", "disclosure": "fact"}
    sheet.add("survey", **cells, name="pa", low="0", high="10")
    group = {"type": "begin_group", "name": "pg", "en": "Group", "cy": "Grŵp"}
    sheet.add("survey", **group, relevant="${pa} > 5")
    row = sheet.add("survey", **cells, name="pb", relevant="${pa} < 3")
    sheet.add("survey", type="end_group")
    return Planted("form.unreachable", "survey", row, "relevant")


@fault
def beyond_the_limits(sheet: Sheet, draw: random.Random) -> Planted | None:
    cells = {"type": "integer", "en": "How many?", "cy": "Faint?", "disclosure": "fact"}
    sheet.add("survey", **cells, name="pa", low="0", high="10")
    row = sheet.add("survey", **cells, name="pb", relevant="${pa} > 10")
    return Planted("form.unreachable", "survey", row, "relevant")


@fault
def first_entry_only(sheet: Sheet, draw: random.Random) -> Planted | None:
    inside = sorted(set(sheet.names(NUMBER)) - set(_outside(sheet, NUMBER)))
    if not inside:
        return None
    rule = f"${{{draw.choice(inside)}}} > 1"
    cells = {"type": "text", "en": "What then?", "cy": "Beth wedyn?", "disclosure": "fact"}
    row = sheet.add("survey", **cells, name="planted", relevant=rule)
    return Planted("form.repeat-from-outside", "survey", row, "relevant")


@fault
def named_note(sheet: Sheet, draw: random.Random) -> Planted | None:
    notes = sheet.names("note")
    if not notes:
        return None
    cells = {"type": "text", "en": "What then?", "cy": "Beth wedyn?", "disclosure": "fact"}
    rule = f"${{{draw.choice(notes)}}} != ''"
    row = sheet.add("survey", **cells, name="planted", relevant=rule)
    return Planted("form.reference-without-value", "survey", row, "relevant")


@fault
def one_indicator_twice(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.where("survey", lambda cell: bool(cell("indicator")))
    if len(rows) < 2:
        return None
    first, second = sorted(draw.sample(rows, 2))
    sheet.put("survey", second, "indicator", sheet.get("survey", first, "indicator"))
    return Planted("form.duplicate-indicator", "survey", second, "indicator")


@fault
def odd_row_in_a_grid(sheet: Sheet, draw: random.Random) -> Planted | None:
    grids = sheet.where("survey", lambda cell: "table-list" in cell("appearance"))
    lists = sorted({sheet.get("survey", row, "type") for row in sheet.of_type(ONE)})
    if not grids:
        return None
    start = draw.choice(grids)
    if not sheet.get("survey", start + 2, "type").startswith(ONE):
        return None
    own = sheet.get("survey", start + 1, "type")
    others = [kind for kind in lists if kind != own]
    if not others:
        return None
    sheet.put("survey", start + 2, "type", draw.choice(others))
    return Planted("form.matrix-choices", "survey", start + 2, "type")


@fault
def areas_twice(sheet: Sheet, draw: random.Random) -> Planted | None:
    if not sheet.of_type("select_multiple areas"):
        return None
    cells = {"type": "select_multiple areas", "en": "Where else?", "cy": "Ble arall?"}
    row = sheet.add("survey", **cells, name="planted", disclosure="fact")
    return Planted("form.second-area-question", "survey", row, "type")


def _list(sheet: Sheet, draw: random.Random, *starts: str) -> str:
    rows = sheet.of_type(*starts)
    return sheet.get("survey", draw.choice(rows), "type").split()[1] if rows else ""


@fault
def same_code(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.rows("choices")
    if not rows:
        return None
    old = draw.choice(rows)
    name, code = (sheet.get("choices", old, column) for column in ("list_name", "name"))
    row = sheet.add("choices", list_name=name, name=code, en="Something else", cy="Peth arall")
    return Planted("form.duplicate-choice", "choices", row, "name")


@fault
def same_label(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.rows("choices")
    if not rows:
        return None
    old = draw.choice(rows)
    name, said = sheet.get("choices", old, "list_name"), sheet.get("choices", old, CY)
    row = sheet.add("choices", list_name=name, name="planted", en="Something else", cy=said)
    return Planted("form.duplicate-label", "choices", row, CY)


@fault
def same_label_but_for_capitals(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.where("choices", lambda cell: cell(EN).upper() != cell(EN))
    if not rows:
        return None
    old = draw.choice(rows)
    name, said = sheet.get("choices", old, "list_name"), sheet.get("choices", old, EN).upper()
    row = sheet.add("choices", list_name=name, name="planted", en=said, cy="Peth arall")
    return Planted("form.choices-alike", "choices", row, EN)


@fault
def space_in_code(sheet: Sheet, draw: random.Random) -> Planted | None:
    name = _list(sheet, draw, "select_")
    if not name:
        return None
    row = sheet.add("choices", list_name=name, name="two words", en="New", cy="Newydd")
    return Planted("form.space-in-code", "choices", row, "name")


@fault
def quote_in_code(sheet: Sheet, draw: random.Random) -> Planted | None:
    name = _list(sheet, draw, ONE)
    if not name:
        return None
    row = sheet.add("choices", list_name=name, name="o'r", en="New", cy="Newydd")
    return Planted("form.bad-code", "choices", row, "name")


@fault
def list_of_nobody(sheet: Sheet, draw: random.Random) -> Planted | None:
    if not sheet.rows("choices"):
        return None
    row = sheet.add("choices", list_name="nobody", name="a", en="New", cy="Newydd")
    return Planted("form.unused-list", "choices", row, "list_name")


@fault
def no_such_area(sheet: Sheet, draw: random.Random) -> Planted | None:
    if "areas" not in {sheet.get("choices", row, "list_name") for row in sheet.rows("choices")}:
        return None
    row = sheet.add("choices", list_name="areas", name="W06000099", en="Atlantis", cy="Cantref")
    return Planted("form.unknown-area", "choices", row, "name")


@fault
def yes_of_another_verb(sheet: Sheet, draw: random.Random) -> Planted | None:
    asked = "A oes digon o staff?"
    if not sheet.rows("choices"):
        return None
    sheet.add("choices", list_name="planted", name="yes", en="Yes", cy="Ydw")
    row = sheet.rows("choices")[-1]
    new = {"type": "select_one planted", "name": "planted", "en": "Is there enough staff?"}
    at = sheet.add("survey", **new, cy=asked, disclosure="fact")
    return Planted("form.welsh-yes-no", "choices", row + (at < row), CY)


@fault
def no_of_another_verb(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.where("choices", lambda cell: cell(CY).startswith("Nac "))
    if not rows:
        return None
    row = draw.choice(rows)
    sheet.put("choices", row, CY, "Naddo")
    return Planted("form.welsh-", "choices", row, CY)


@fault
def filtered_away(sheet: Sheet, draw: random.Random) -> Planted | None:
    rows = sheet.where("survey", lambda cell: " = ${" in cell("choice_filter"))
    if not rows:
        return None
    row = draw.choice(rows)
    column, _, question = sheet.get("survey", row, "choice_filter").partition(" = ${")
    question = question.partition("}")[0]
    if column not in sheet.headings("choices") or not question.isidentifier():
        return None
    if question not in sheet.names(ONE):
        return None
    name = sheet.get("survey", row, "type").split()[1]
    at = sheet.add("choices", list_name=name, name="planted", en="New", cy="Newydd")
    sheet.put("choices", at, column, "elsewhere")
    return Planted("form.choice-never-shown", "choices", at, column)


@fault
def filter_by_no_column(sheet: Sheet, draw: random.Random) -> Planted | None:
    kind = _list(sheet, draw, ONE)
    if not kind:
        return None
    cells = {"type": f"select_one {kind}", "en": "Which now?", "cy": "Pa un nawr?"}
    row = sheet.add(
        "survey", **cells, name="planted", disclosure="fact", choice_filter="regoin = 'x'"
    )
    return Planted("form.unknown-choice-column", "survey", row, "choice_filter")
