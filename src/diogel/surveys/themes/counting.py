"""Themes counted: respondents in whose answer each was found, of those who answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diogel.core import Base, Bilingual, Line, Place, Problem, Refused, Severity, Table
from diogel.language import both
from diogel.surveys.answers import Answers
from diogel.surveys.counting import Cell
from diogel.surveys.instrument import Instrument
from diogel.surveys.suggestions import nearest
from diogel.surveys.tables import Workings
from diogel.surveys.themes.codebook import NONE, Code, Codebook
from diogel.surveys.themes.codebook_file import changed_without_version, codebooks_of
from diogel.surveys.themes.coded import (
    FOLDER,
    Piece,
    by_response,
    coders,
    pieces_path,
    read_pieces,
    still_said,
    texts_of,
)
from diogel.surveys.themes.comparing import Agreement, Side, agreement, sides

TEXTS = ("text", "longtext")


@dataclass(frozen=True)
class CodedThemes:
    """One question whose answers two people coded and somebody settled.

    Attributes
    ----------
    found : mapping of response to themes
        Every answer is there, with an empty set where it holds no theme.
    pieces : tuple of Piece
        The words that each theme was found in.
    agreement : Agreement
        Of the two before anything was settled.
    """

    question: str
    codebook: Codebook
    found: Mapping[str, frozenset[str]]
    pieces: tuple[Piece, ...]
    agreement: Agreement

    @property
    def table(self) -> str:
        """The id of the table of its themes."""
        return f"{self.question}.themes"


@dataclass(frozen=True)
class Standing:
    """How far the coding of one question has come.

    Attributes
    ----------
    texts : mapping of response to text
    pieces, settled : tuple of Piece
        What the coders found, and what was settled, about words that are still as they were.
    old, old_settled : tuple of Piece
        The same about words that were changed or taken back since: never counted, and kept
        for the day on which they are as they were again.
    gone : tuple of str
        Codes that were given and that the codebook does not have.
    """

    question: str
    codebook: Codebook
    texts: Mapping[str, str]
    pieces: tuple[Piece, ...]
    settled: tuple[Piece, ...]
    old: tuple[Piece, ...]
    old_settled: tuple[Piece, ...]
    gone: tuple[str, ...]

    @property
    def stale(self) -> int:
        """How many pieces are about words that are no longer as they were. [pieces]"""
        return len(self.old) + len(self.old_settled)

    @property
    def coders(self) -> tuple[str, ...]:
        """Who has coded, in the order in which they began."""
        return coders((*self.pieces, *self.old))

    def of(self, coder: str) -> tuple[Piece, ...]:
        """What one coder found."""
        return tuple(piece for piece in self.pieces if piece.coder == coder)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The two coders side by side; nothing with fewer."""
        if len(self.coders) < 2:
            return ()
        one, two = self.coders[:2]
        return sides(self.texts, self.of(one), self.of(two), self.settled)

    @property
    def agreement(self) -> Agreement:
        """How far the two agree; of no answers with fewer coders."""
        one, two = (*self.coders, "", "")[:2]
        return agreement(self.codebook, self.texts, self.of(one), self.of(two))

    def coded(self) -> CodedThemes | None:
        """What may be counted; None until every answer is coded twice and settled."""
        compared, found = self.sides, self.agreement
        if self.gone or not found.answers or found.waiting or any(s.open for s in compared):
            return None
        pieces = tuple(_settled(side, self.codebook) for side in compared)
        return CodedThemes(self.question, self.codebook, by_response(pieces), pieces, found)


def _settled(side: Side, codebook: Codebook) -> Piece:
    where = (side.response, side.start, side.end)
    return Piece(*where, "", side.settled, side.by, codebook.version, codebook.day.isoformat())


def codebooks_for(folder: Path, instrument: Instrument) -> tuple[Codebook, ...]:
    """The codebooks of a wave; Refused where one is for a question that asks no free text."""
    found = codebooks_of(folder)
    open_ended = [q.id for q in instrument.within("") if q.kind in TEXTS]
    problems = [
        Problem(
            "themes.no-such-question",
            Place(f"{codebook.id}.toml", column="questions"),
            name,
            nearest(name, open_ended),
        )
        for codebook in found
        for name in codebook.questions
        if name not in open_ended
    ]
    if problems:
        raise Refused(problems)
    return found


def standings(folder: Path, answers: Answers) -> tuple[Standing, ...]:
    """How far each question that has a codebook has come; Refused with faults of the files."""
    return tuple(
        standing(folder, answers, codebook, question)
        for codebook in codebooks_for(folder, answers.instrument)
        for question in codebook.questions
    )


def standing(folder: Path, answers: Answers, codebook: Codebook, question: str) -> Standing:
    """How far the coding of one question has come."""
    texts = texts_of(answers, question)
    given = read_pieces(pieces_path(folder, question))
    settled = read_pieces(pieces_path(folder, question, settled=True))
    known = {*codebook.by_code, NONE}
    now, then = still_said(given, texts), still_said(settled, texts)
    return Standing(
        question=question,
        codebook=codebook,
        texts=texts,
        pieces=now,
        settled=then,
        old=tuple(piece for piece in given if piece not in now),
        old_settled=tuple(piece for piece in settled if piece not in then),
        gone=_gone((*now, *then), known),
    )


def _gone(pieces: Sequence[Piece], known: Collection[str]) -> tuple[str, ...]:
    codes = (code for piece in pieces for code in piece.codes)
    return tuple(dict.fromkeys(code for code in codes if code not in known))


def read_themes(
    folder: Path, answers: Answers
) -> tuple[tuple[CodedThemes, ...], tuple[Problem, ...]]:
    """The questions of a wave whose themes may be counted, and why others may not yet.

    Raises
    ------
    Refused
        A codebook that was coded with, or what was coded, cannot be read.
    """
    found, told = list[CodedThemes](), list[Problem]()
    try:
        known = standings(folder, answers)
    except Refused as refused:
        if any((folder / FOLDER).glob("*.csv")):
            raise
        # A codebook that is still being written keeps nobody from a report.
        return (), tuple(replace(p, severity=Severity.LOOK) for p in refused.problems)
    for each in known:
        told += _told(folder, each)
        coded = each.coded()
        if coded is not None:
            found.append(coded)
    return tuple(found), tuple(told)


def _told(folder: Path, each: Standing) -> list[Problem]:
    """What somebody should look at before a question is counted."""
    if not each.pieces and not each.stale:
        return []
    place = Place(pieces_path(folder, each.question).name)
    book = Place(f"{each.codebook.id}.toml", column="code")
    found, told = each.agreement, list[Problem]()
    changed = changed_without_version(folder, each.codebook)
    if changed:
        told.append(replace(changed, severity=Severity.LOOK))
    for code in each.gone:
        near = nearest(code, each.codebook.by_code)
        told.append(Problem("themes.code-gone", book, code, near, Severity.LOOK))
    if each.stale:
        told.append(Problem("themes.answers-changed", place, str(each.stale), "", Severity.LOOK))
    waiting = found.waiting if len(each.coders) > 1 else len(each.texts)
    if waiting:
        told.append(Problem("themes.not-coded-twice", place, str(waiting), "", Severity.LOOK))
    undecided = sum(side.open for side in each.sides)
    if undecided:
        told.append(Problem("themes.not-settled", place, str(undecided), "", Severity.LOOK))
    return told


def add_themes(work: Workings, themes: Sequence[CodedThemes]) -> None:
    """Count the themes of each question and add their table.

    A theme counts each respondent once. Its base is those who answered the question, which is
    itself a count of answers: who hides that hides these.
    """
    for each in themes:
        _count(work, each)
        rows = [_line(each, code) for code in each.codebook.given]
        names = [f"{each.table}.{row.code}" for row in rows]
        work.rank_list(names)
        work.tables.append(_table(work, each, rows))


def _line(each: CodedThemes, code: Code) -> Line:
    """A theme's line. One that has parts and was given itself stands beside them, in words."""
    if each.codebook.under(code.code):
        return Line(f"{code.code}.itself", _itself(code), code.code)
    return Line(code.code, code.name, code.parent)


def _itself(code: Code) -> Bilingual:
    return both("themes.itself", name=code.name)


def _count(work: Workings, each: CodedThemes) -> None:
    for code in each.codebook.given:
        line = _line(each, code)
        _cell(work, each, line.code, line.label, {code.code})
    for code in each.codebook.codes:
        parts = each.codebook.under(code.code)
        if parts:
            wanted = {code.code, *(part.code for part in parts)}
            _cell(work, each, code.code, code.name, wanted)
            name = f"{each.table}.{code.code}"
            lines = [_line(each, part).code for part in parts]
            lines += [_line(each, code).code] if code.codable else []
            cells = tuple(f"{each.table}.{line}" for line in lines)
            work.figures[name] = replace(work.figures[name], parts=cells)


def _cell(
    work: Workings, each: CodedThemes, name: str, label: Bilingual, wanted: Collection[str]
) -> None:
    answered = work.counted.cells[f"{each.question}.answered"]
    who = frozenset(r for r, codes in each.found.items() if not codes.isdisjoint(wanted))
    question = work.answers.instrument.question(each.question)
    cell = Cell(
        id=f"{each.table}.{name}",
        label=label,
        who=who & answered.who,
        of=answered.who,
        base=Base.ITEM_ANSWERED,
        sensitive=question.disclosure != "fact",
        family="",
        question=each.question,
        within=answered.shown,
    )
    work.counted.cells[cell.id] = cell
    work.add_share(cell.id)


def _table(work: Workings, each: CodedThemes, rows: Sequence[Line]) -> Table:
    question = work.answers.instrument.question(each.question)
    texts = work.texts(each.table)
    parents = {row.group: each.codebook.by_code[row.group].name for row in rows if row.group}
    return Table(
        id=each.table,
        title=texts.title or both("themes.table.title", question=question.label),
        row_heading=both("themes.table.heading"),
        rows=tuple(rows),
        columns=(Line("count", both("surveys.heading.count")),),
        cells={(row.code, "count"): f"{each.table}.{row.code}" for row in rows},
        additive="",
        row_groups=parents,
        bands=True,
        note=texts.note or both("themes.table.note"),
        chart=texts.chart,
    )
