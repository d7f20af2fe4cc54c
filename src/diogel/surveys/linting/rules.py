"""Every rule of a form as a tree with its cell, and what is wrong with how one is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diogel.core import Problem, Severity
from diogel.surveys.expressions import FUNCTIONS, ExpressionError, Node, faults, read, walk
from diogel.surveys.form_tables import Row
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.suggestions import nearest

ALWAYS_RULES = (
    *("relevant", "constraint", "calculation", "choice_filter", "repeat_count"),
    *("required", "read_only", "default"),
)
CONDITIONS = ("relevant", "constraint", "required", "read_only", "choice_filter")
PLAIN = ("", "yes", "no", "true", "false", "1", "0", "true()", "false()")
MOST_CHARACTERS = 400_000  # of all rules of a form: ten times that of 300 questions
SHOWN = 80  # [characters] of a rule that a problem repeats

_SMART = str.maketrans({"‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"'})
_MINUS = str.maketrans({"–": "-", "−": "-", "\u00a0": " "})
_WORKED_OUT = re.compile(r"\$\{|^[\w:.-]+\(.*\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its cell, its text as it is understood, and its tree."""

    item: Item
    column: str
    text: str
    tree: Node

    @property
    def row(self) -> Row:
        """The row that it stands in."""
        return self.item.row

    @property
    def cell(self) -> tuple[int, str]:
        """Its row and column."""
        return self.row.number, self.column

    def written(self, node: Node) -> str:
        """A part of the rule as it was written, at most `SHOWN` characters."""
        return shortened(self.text[node.start : node.end])

    def problem(
        self,
        code: str,
        node: Node,
        expected: str = "",
        severity: Severity = Severity.STOP,
        **slots: str | int,
    ) -> Problem:
        """A problem with one part of it."""
        return self.row.problem(code, self.column, self.written(node), expected, severity, **slots)


@dataclass(slots=True)
class Rules:
    """The rules that can be read, the problems of those that cannot, and the bad cells."""

    rules: list[Rule] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad: set[tuple[int | None, str]] = field(default_factory=set)

    def tell(self, problems: Iterator[Problem]) -> None:
        """Keep problems, and remember their cells as ones not to be judged further."""
        for problem in problems:
            self.problems.append(problem)
            if problem.severity is Severity.STOP:
                self.bad.add((problem.place.row, problem.place.column))


def shortened(text: str) -> str:
    """A text of at most `SHOWN` characters."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def read_rules(form: Questionnaire) -> Rules:
    """Every rule of a form. Quotation marks of a word processor are told and understood."""
    found, read_so_far = Rules(), 0
    for item in form.items:
        for column in ALWAYS_RULES:
            text = item.row[column]
            if not text or not _is_rule(column, text):
                continue
            read_so_far += len(text)
            if read_so_far > MOST_CHARACTERS:
                most = f"{MOST_CHARACTERS:,}"
                found.tell(iter([item.row.problem("form.too-many-rules", column, "", most)]))
                return found
            plain = text.translate(_SMART).translate(_MINUS)
            told = list(_faults(item, column, text, plain))
            found.tell(iter(told))
            tree = None if any(p.code in UNREADABLE for p in told) else read(plain)
            if tree is not None:
                found.rules.append(Rule(item, column, plain, tree))
    return found


UNREADABLE = ("form.bad-rule", "form.rule-too-long")


def _is_rule(column: str, text: str) -> bool:
    if column in ("required", "read_only"):
        return text.strip().lower() not in PLAIN
    if column == "default":
        return bool(_WORKED_OUT.search(text))
    return True


def _faults(item: Item, column: str, text: str, plain: str) -> Iterator[Problem]:
    """What is wrong with how a rule is written."""
    row = item.row
    try:
        tree = read(plain)
    except ExpressionError as error:
        yield _unreadable(row, column, text, error)
        return
    if plain != text:
        yield row.problem("form.smart-quotes", column, shortened(text), shortened(plain))
    for fault in faults(tree):
        if fault.fault == "unknown-function":
            near = nearest(fault.found, FUNCTIONS)
            yield row.problem("form.unknown-function", column, fault.found, near)
        elif fault.found in FUNCTIONS:
            known = FUNCTIONS[fault.found]
            wanted = _counted(known.least, known.most)
            yield row.problem("form.argument-count", column, fault.found, wanted)
        elif fault.fault == "arguments":
            found = shortened(plain[fault.position - 1 : fault.end - 1])
            yield row.problem("form.entries-wanted", column, found)


def _unreadable(row: Row, column: str, text: str, error: ExpressionError) -> Problem:
    if error.fault in ("too-long", "too-deep"):
        return row.problem("form.rule-too-long", column, shortened(text))
    found = error.found or shortened(text)
    return row.problem("form.bad-rule", column, found, position=error.position)


def _counted(least: int, most: int) -> str:
    if least == most:
        return str(least)
    return f"{least}–{most}" if most < 100 else f"{least}+"  # the same in both languages


def parts(rule: Rule) -> Iterator[Node]:
    """Every part of a rule, in the order written."""
    return walk(rule.tree)
