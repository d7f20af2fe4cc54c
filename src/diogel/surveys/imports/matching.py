"""Proposes what each column holds: by code, by its text in either language, by its order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from diogel.core import LANGUAGES
from diogel.surveys.answer_headings import Step, full_label, instance_of, looks_personal
from diogel.surveys.imports.export import LANGUAGE_ROLE, Export, ExportColumn
from diogel.surveys.imports.mapping import CERTAIN, DROP, LANGUAGE, How, Mapping, Match
from diogel.surveys.imports.open_answers import words_question
from diogel.surveys.imports.texts import comparable, most_alike, plain, without_numbering
from diogel.surveys.instrument import Choice, Instrument, Question
from diogel.surveys.suggestions import folded

WITH_OPTIONS = ("multi", "areas")
# These tools put their own columns in front, where no question of the same name can stand.
OWN_COLUMNS_FIRST = ("ms-forms", "smart-survey")
# A heading cut off by its tool (SPSS: 256 bytes) still begins as the question does.
CUT_OFF_FROM = 40
ALIKE = 0.7
COMPARED_AT_MOST = 200
_NUMBER = re.compile(r"(?:q|c|question|cwestiwn)?\s?(\d{1,3}[a-z]?)")


@dataclass(slots=True)
class _Index:
    """Everything that a heading may say, as comparable text, and what it then means."""

    instrument: Instrument
    worked_out: frozenset[str] = frozenset()
    meant: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    codes: set[str] = field(default_factory=set)
    welsh: set[str] = field(default_factory=set)
    english: set[str] = field(default_factory=set)
    order: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, text: str, to: str) -> str:
        key = comparable(text)
        if key and to not in self.meant[key]:
            self.meant[key].append(to)
        return key

    def add_question(self, question: Question) -> None:
        self.order[question.id] = len(self.order)
        self.codes.add(self.add(question.id, question.id))
        self.numbers[re.sub(r"^\D+", "", question.id)].append(question.id)
        for text in (full_label(self.instrument, question), question.label):
            for language in LANGUAGES:
                key = self.add(text[language], question.id)
                (self.welsh if language == "cy" else self.english).add(key)
        for choice in question.choices if question.kind in WITH_OPTIONS else ():
            self._add_option(question, choice)

    def _add_option(self, question: Question, choice: Choice) -> None:
        to = f"{question.id}/{choice.code}"
        self.order[to] = len(self.order)
        for name in (choice.code, choice.label.en, choice.label.cy):
            self.codes.add(self.add(f"{question.id} {name}", to))
        for language in LANGUAGES:
            for name in (choice.label[language], choice.code):
                self.add(f"{question.label[language]} {name}", to)


def _index(instrument: Instrument, repeat: str) -> _Index:
    """What headings may say of the questions of a repeated group; "" for those in none."""
    index = _Index(instrument, _worked_out(instrument))
    for question in instrument.within(repeat):
        if question.asks:
            index.add_question(question)
    index.codes.discard("")
    return index


@cache
def _worked_out(instrument: Instrument) -> frozenset[str]:
    """What a tool exports and nobody answered: calculations, notes, how often groups repeat."""
    names = {c.id for c in instrument.calculations}
    names |= {q.id for q in instrument.questions if not q.asks}
    names |= {f"{repeat}_count" for repeat in instrument.repeats}
    return frozenset(
        folded(name) for name in names - {q.id for q in instrument.questions if q.asks}
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a column may be, before the order of columns decides between several."""

    candidates: tuple[str, ...] = ()
    how: How = ""
    score: float = 0.0
    near: str = ""
    key: str = ""


def propose(instrument: Instrument, export: Export, repeat: str = "") -> Mapping:
    """What every column of an export is most likely to hold.

    `repeat` says of which repeated group the table holds the rows; empty for responses.
    Columns of rows that stand beside one another (`teams[2]/people`) are looked at row by row.
    """
    columns = export.columns if repeat else [_beside(instrument, c) for c in export.columns]
    groups = defaultdict[tuple[Step, ...], list[ExportColumn]](list)
    for column in columns:
        groups[column.instance].append(column)
    matches, language = dict[int, Match](), ""
    for instance, group in groups.items():
        index = _index(instrument, instance[-1][0] if instance else repeat)
        made, said = _proposed(index, export.tool, group)
        matches |= {match.column.number: match for match in made}
        language = language or said
    if any(match.to == LANGUAGE for match in matches.values()):
        language = ""
    return Mapping(export, tuple(matches[c.number] for c in columns), language, repeat)


def _beside(instrument: Instrument, column: ExportColumn) -> ExportColumn:
    """The column as one of a row of a repeated group, when its heading says so."""
    steps, rest = instance_of(instrument, plain(column.heading))
    if not steps:
        return column
    tails = [rest.split("/", cut)[-1] for cut in range(rest.count("/") + 1)]
    return replace(column, instance=steps, texts=tuple(dict.fromkeys(tails)), role="")


def _proposed(index: _Index, tool: str, columns: Sequence[ExportColumn]) -> tuple[list[Match], str]:
    """What some columns hold, and the language that their headings are in."""
    found = [_find(index, column, tool in OWN_COLUMNS_FIRST) for column in columns]
    found = _look_closer(index, columns, found)
    chosen = _in_order(index, found)
    matches = [
        _match(column, what, to) for column, what, to in zip(columns, found, chosen, strict=True)
    ]
    return _words_apart(index.instrument, matches), _language(index, found, matches)


def _find(index: _Index, column: ExportColumn, own_first: bool) -> _Found:
    """What a column's own texts say.

    A form may name a question as other forms name a column of the tool's ("status"): where
    the tool puts its own anywhere, the questionnaire decides.
    """
    if column.role and (own_first or column.texts[0] not in index.instrument):
        to = LANGUAGE if column.role == LANGUAGE_ROLE else DROP
        return _Found((to,), "tool", 1.0)
    for text in column.texts:
        for key in dict.fromkeys((comparable(f"{text} {column.option}"), _bare(text, column))):
            if key in index.meant:
                how: How = "code" if key in index.codes else "heading"
                return _Found(tuple(index.meant[key]), how, 1.0, key=key)
    if any(folded(text) in index.worked_out for text in column.texts):
        return _Found((DROP,), "tool", 1.0)
    return (
        _begun(index, column)
        or _begun_option(index, column)
        or _other_words(index, column)
        or _Found()
    )


def _bare(text: str, column: ExportColumn) -> str:
    """The text without the number that the tool put in front of it, and its option.

    The number of a text that is nothing else is its name, and stays: "Q72" and "Fire" are
    not the row "Fire" of some grid.
    """
    return f"{_plain_bare(text)} {comparable(column.option)}".strip()


def _begun(index: _Index, column: ExportColumn) -> _Found | None:
    """A question whose text begins as a long heading does, when there is only one."""
    for text in column.texts:
        key = comparable(f"{text} {column.option}")
        if len(key) >= CUT_OFF_FROM:
            known = [k for k in index.meant if k.startswith(key)]
            meant = {to for k in known for to in index.meant[k] if "/" not in to}
            if len(meant) == 1:
                return _Found((meant.pop(),), "heading", CERTAIN, key=known[0])
    return None


def _begun_option(index: _Index, column: ExportColumn) -> _Found | None:
    """An option after a question whose text was shortened: "We have been told ... - Housing"."""
    pairs = [(text, column.option) for text in column.texts if column.option]
    pairs += [(head, tail) for t in column.texts for head, _, tail in (t.rpartition(" - "),)]
    for head, tail in pairs:
        key, option = _plain_bare(head), comparable(tail)
        if not option or len(key) < CUT_OFF_FROM:
            continue
        known = [k for k in index.meant if k.startswith(key) and k.endswith(option)]
        meant = {to for k in known for to in index.meant[k] if "/" in to}
        if len(meant) == 1:
            return _Found((meant.pop(),), "heading", CERTAIN, key=known[0])
    return None


def _other_words(index: _Index, column: ExportColumn) -> _Found | None:
    """An option such as "Other (please specify)": the beginning is the choice's label."""
    option = comparable(column.option)
    for text in column.texts if option else ():
        for to in index.meant.get(comparable(text), index.meant.get(_plain_bare(text), [])):
            question = index.instrument.question(to.split("/")[0])
            for choice in question.choices:
                labels = {comparable(choice.label[language]) for language in LANGUAGES}
                if words_question(index.instrument, question, choice.code) and any(
                    label and (option.startswith(label) or label.startswith(option))
                    for label in labels
                ):
                    many = question.kind in WITH_OPTIONS
                    meant = f"{question.id}/{choice.code}" if many else question.id
                    return _Found((meant,), "heading", 1.0, key="")
    return None


def _plain_bare(text: str) -> str:
    return without_numbering(comparable(text))


def _look_closer(
    index: _Index, columns: Sequence[ExportColumn], found: list[_Found]
) -> list[_Found]:
    """Give each column that is nothing known the question that is most like it."""
    closer, left = list(found), COMPARED_AT_MOST
    for number, column in enumerate(columns):
        if found[number].candidates or not column.heading or left == 0:
            continue
        left -= 1
        closer[number] = _near(index, column)
    return closer


def _near(index: _Index, column: ExportColumn) -> _Found:
    key = comparable(f"{column.texts[-1]} {column.option}")
    numbered = _NUMBER.fullmatch(key)
    if numbered and len(index.numbers.get(numbered[1], ())) == 1:
        to = index.numbers[numbered[1]][0]
        return _Found((to,), "number", 0.6, near=to)
    text, score = most_alike(without_numbering(key), index.meant)
    if text and score >= ALIKE and not looks_personal(column.heading):
        to = index.meant[text][0]
        return _Found((to,), "near", min(score, CERTAIN - 0.01), near=to)
    if looks_personal(column.heading):
        return _Found((DROP,), "personal", 1.0)
    return _Found(near=index.meant[text][0] if text else "")


def _in_order(index: _Index, found: list[_Found]) -> list[str]:
    """One meaning a column: where a text means several, the order of the columns decides.

    The tools write columns in the order of the questionnaire, so a text that two grids
    share belongs to the first free question after the one on its left.
    """
    chosen = [f.candidates[0] if len(f.candidates) == 1 else "" for f in found]
    taken = set(chosen)
    last = -1
    for number, what in enumerate(found):
        if len(what.candidates) > 1:
            after = _next_known(index, chosen, number)
            free = [
                to for to in what.candidates if to not in taken and last < index.order[to] < after
            ]
            if free:
                chosen[number] = min(free, key=index.order.__getitem__)
                taken.add(chosen[number])
        last = max(last, index.order.get(chosen[number], -1)) if chosen[number] else last
    return chosen


def _next_known(index: _Index, chosen: list[str], number: int) -> int:
    """The order of the next column to the right that is known; the end when none is."""
    later = (index.order[to] for to in chosen[number + 1 :] if to in index.order)
    return next(later, len(index.order))


def _match(column: ExportColumn, what: _Found, to: str) -> Match:
    if len(what.candidates) > 1 and to:
        return Match(column, to, "order", 1.0)
    if len(what.candidates) > 1:
        return Match(column, "", "", 0.0, ", ".join(what.candidates))
    return Match(column, to, what.how if to else "", what.score, what.near)


def _words_apart(instrument: Instrument, matches: list[Match]) -> list[Match]:
    """A second column for the choice "other" holds the respondent's words."""
    seen, apart = set[str](), list[Match]()
    for match in matches:
        to = match.to
        question = instrument.question(match.question_id) if match.question_id else None
        if to in seen and question is not None:
            code = match.option or next(
                (c for c in question.codes if words_question(instrument, question, c)), ""
            )
            words = words_question(instrument, question, code) if code else None
            if words is not None and words.id not in {m.to for m in matches}:
                match = replace(match, to=words.id)
        seen.add(match.to)
        apart.append(match)
    return apart


def _language(index: _Index, found: list[_Found], matches: list[Match]) -> str:
    """ "cy" when headings were recognised in Welsh only, and no column says the language.

    English headings prove nothing: a form in both languages is exported under those of its
    first.
    """
    if any(match.to == LANGUAGE for match in matches):
        return ""
    keys = {what.key for what in found if what.how == "heading" and what.key}
    welsh, english = keys & (index.welsh - index.english), keys & (index.english - index.welsh)
    return "cy" if welsh and not english else ""
