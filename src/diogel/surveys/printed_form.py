"""The questionnaire as a document to print, to fill in by hand, and to key afterwards.

Both languages have the same blocks in the same order. What is keyed by a person at the
desk (`coded`) is asked of nobody and is not on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual, Language
from diogel.language import say
from diogel.reports import (
    FORMATS,
    Block,
    Document,
    Heading,
    Instruction,
    Notice,
    Prose,
    TickGrid,
    TickList,
    WritingSpace,
    Written,
    check_twins,
    write_document,
)
from diogel.surveys.instrument import NOTHING, Instrument, Question
from diogel.surveys.instrument import Block as Part
from diogel.surveys.piping import on_paper
from diogel.surveys.route_conditions import only_if
from diogel.surveys.routes import printed_number
from diogel.surveys.xlsform_writing import arranged

NAME = "form"
SHORT_LINES, LONG_LINES = 2, 8
DIGITS, MOST_DIGITS = 6, 10
DEEPEST = 4  # levels of headings
SINGLES, SEVERALS = ("single",), ("multi", "areas")
LANGUAGE_ANSWERS = ("Cymraeg", "English")
_MARKUP = re.compile(r"([^\w\s]|_)", re.ASCII)


def plain_markdown(text: str) -> str:
    """A text whose every character stands for itself, its line ends kept."""
    lines = (_MARKUP.sub(r"\\\1", line) for line in text.splitlines())
    return "\\\n".join(lines)


def printed_forms(
    instrument: Instrument, author: Bilingual = NOTHING, date: Bilingual = NOTHING
) -> dict[Language, Document]:
    """The form in both languages.

    Parameters
    ----------
    author, date : Bilingual
        Who asks, and a date written out; empty for nobody, and then without a date.
    """
    documents = {
        language: _Form(arranged(instrument), language).document(author, date)
        for language in LANGUAGES
    }
    check_twins(documents["en"], documents["cy"])
    return documents


def write_printed_forms(
    instrument: Instrument,
    folder: Path,
    formats: tuple[str, ...] = FORMATS,
    author: Bilingual = NOTHING,
    date: Bilingual = NOTHING,
) -> dict[Language, Written]:
    """Write `form.en.pdf`, `form.cy.docx` and the rest into a folder."""
    documents = printed_forms(instrument, author, date)
    other: dict[Language, Language] = {"en": "cy", "cy": "en"}
    return {
        language: write_document(
            document, folder, formats, twin_href=f"{NAME}.{other[language]}.html"
        )
        for language, document in documents.items()
    }


@dataclass(frozen=True, slots=True)
class _Form:
    """The blocks of one instrument in one language."""

    instrument: Instrument
    language: Language

    def document(self, author: Bilingual, date: Bilingual) -> Document:
        """The whole form."""
        title = self.instrument.title
        other: Language = "en" if self.language == "cy" else "cy"
        return Document(
            name=NAME,
            language=self.language,
            title=title[self.language],
            subtitle=self._say("subtitle"),
            date=date[self.language],
            author=author[self.language],
            subject=self._say("subject", title=title),
            keywords=(),
            twin=title[other],
            blocks=(*self._front(), *self._questions(), *self._end()),
            contents=False,
            notice=self._say("version", title=title, version=self.instrument.version),
        )

    def _say(self, key: str, **slots: object) -> str:
        return say(f"forms.print.{key}", self.language, **slots)

    def _text(self, text: Bilingual) -> str:
        return on_paper(self.instrument, text[self.language], self.language)

    def _front(self) -> Iterator[Block]:
        """What a reader must know first, and the language the answers are in."""
        texts = [q.label for q in self.instrument.questions] + [self.instrument.title]
        if not all(text.reviewed for text in texts):
            yield Notice(say("surveys.notice.review", self.language), "review")
        yield Heading(1, self._say("how"), "how")
        yield Prose(plain_markdown(self._say("how_text")))
        yield Heading(2, self._say("language"), "language")
        yield TickList(LANGUAGE_ANSWERS, several=False)

    def _end(self) -> Iterator[Block]:
        yield Heading(1, self._say("end"), "end")
        yield Prose(plain_markdown(self._say("thanks")))
        yield Heading(2, self._say("office"), "office")
        yield Instruction(self._say("office_text"))
        yield WritingSpace(boxes=((self._say("number"), DIGITS),))

    def _questions(self) -> Iterator[Block]:
        """Everything that is asked, under the headings of its groups, in the form's order."""
        form = self.instrument
        printed = {q.id: q for q in form.questions if not q.coded and not q.calculation}
        done, headed = set[str](), False
        for name in form.order:
            block, question = form.blocks.get(name), printed.get(name)
            if block and block.kind != "matrix" and self._holds(block, printed):
                headed = headed or not block.parent
                yield from self._part(block)
            elif question and name not in done:
                if not headed and not question.section:
                    headed = True
                    yield Heading(1, self._say("questions"), "questions")
                if question.matrix:
                    rows = [row for row in form.rows(question.matrix) if row.id in printed]
                    done.update(row.id for row in rows)
                    yield from self._grid(question.matrix, rows)
                else:
                    yield from self._question(question)

    def _holds(self, block: Part, printed: Mapping[str, Question]) -> bool:
        """Whether anything on the paper stands in a group or repeat."""
        return any(block.id in self._chain(question.block) for question in printed.values())

    def _chain(self, block: str) -> list[str]:
        """A block and those around it, the innermost first."""
        chain = []
        while block:
            chain.append(block)
            block = self.instrument.blocks[block].parent
        return chain

    def _depth(self, block: str) -> int:
        """How many headings stand over what is in a block."""
        kinds = [self.instrument.blocks[name].kind for name in self._chain(block)]
        return min(DEEPEST - 1, max(1, sum(kind != "matrix" for kind in kinds)))

    def _part(self, block: Part) -> Iterator[Block]:
        """The heading of a group, and for a repeat how to answer it more than once."""
        yield Heading(self._depth(block.id), self._text(block.label), f"part-{block.id}")
        if block.kind == "repeat":
            yield Instruction(self._say("repeat"))

    def _question(self, question: Question) -> Iterator[Block]:
        if not question.asks:
            yield Prose(plain_markdown(self._text(question.label)))
            return
        words = f"{printed_number(self.instrument, question)} {self._text(question.label)}"
        yield Heading(self._depth(question.block) + 1, words, f"question-{question.id}")
        yield from self._guidance(question)
        if question.kind in (*SINGLES, *SEVERALS):
            labels = tuple(self._text(choice.label) for choice in question.choices)
            yield TickList(labels, several=question.kind in SEVERALS)
        else:
            yield from self._space(question)

    def _space(self, question: Question) -> Iterator[WritingSpace]:
        """Room for an answer in words, in figures, or as a date and a time."""
        day = (self._say("day"), 2), (self._say("month"), 2), (self._say("year"), 4)
        clock = (self._say("hour"), 2), (self._say("minute"), 2)
        match question.kind:
            case "date" | "time" | "datetime":
                if question.kind != "time":
                    yield WritingSpace(boxes=day)
                if question.kind != "date":
                    yield WritingSpace(boxes=clock)
            case "decimal":
                yield WritingSpace(lines=1)
            case "integer":
                limits = [str(n) for n in (question.low, question.high) if n is not None]
                digits = max(map(len, limits)) if question.high is not None else DIGITS
                yield WritingSpace(boxes=((self._say("number"), min(digits, MOST_DIGITS)),))
            case _:
                yield WritingSpace(lines=LONG_LINES if question.kind == "longtext" else SHORT_LINES)

    def _guidance(self, question: Question) -> Iterator[Block]:
        """When to answer, the hint, and how, in one paragraph each."""
        if route := self._route(question):
            yield Instruction(route, strong=True)
        if question.hint.en or question.hint.cy:
            yield Instruction(self._text(question.hint))
        how = [self._how(question)]
        if question.kind in SEVERALS:
            alone = [c.label for c in question.choices if c.exclusive]
            how += [self._say("alone", answer=label) for label in alone]
        if question.required:
            how.append(self._say("required"))
        yield Instruction(" ".join(how))
        limited = question.low is not None and question.high is not None
        if question.constraint_message[self.language] and not limited:
            yield Instruction(self._text(question.constraint_message))

    def _how(self, question: Question) -> str:
        if question.kind in SINGLES:
            return self._say("tick_one")
        if question.kind in SEVERALS:
            return self._say("tick_several")
        if question.kind in ("date", "time", "datetime", "decimal"):
            return self._say(question.kind)
        if question.kind != "integer":
            return self._say("write")
        known = {"low": question.low, "high": question.high}
        limits = {name: limit for name, limit in known.items() if limit is not None}
        keys = {2: "whole_between", 0: "whole"}
        key = keys.get(len(limits), "whole_from" if "low" in limits else "whole_to")
        return self._say(key, **limits)

    def _grid(self, matrix: str, rows: list[Question]) -> Iterator[Block]:
        """A grid: what its rows share once, and each row's own number, words and route."""
        stem = self.instrument.matrices[matrix].label
        for at, (_, same) in enumerate(groupby(rows, key=lambda q: (q.kind, q.choices))):
            run = list(same)
            if run[0].kind not in (*SINGLES, *SEVERALS):
                for question in run:
                    yield from self._question(question)
                continue
            id_ = f"{matrix}-{at + 1}" if at else matrix
            number = matrix.partition("_")[0].upper()
            depth = self._depth(run[0].block) + 1
            yield Heading(depth, f"{number} {self._text(stem)}", f"question-{id_}")
            yield from self._run(run, id_)

    def _run(self, run: list[Question], id_: str) -> Iterator[Block]:
        """Rows of a grid that share their answers, as one table to tick."""
        several = run[0].kind in SEVERALS
        shared = {self._route(question) for question in run}
        route = shared.pop() if len(shared) == 1 else ""
        if route:
            yield Instruction(route, strong=True)
        for label in (c.label for c in run[0].choices if several and c.exclusive):
            yield Instruction(self._say("alone", answer=label))
        numbers = [printed_number(self.instrument, question) for question in run]
        key = "several_rows" if several else "one_a_row"
        yield TickGrid(
            f"grid-{id_}",
            self._say(key, first=numbers[0], last=numbers[-1]),
            self._say("item"),
            tuple(self._row(question, route) for question in run),
            tuple(self._text(choice.label) for choice in run[0].choices),
            several,
        )

    def _row(self, question: Question, shared: str) -> str:
        """A row's number and words, and what is its own: hint, duty to answer, route."""
        route = self._route(question)
        parts = [printed_number(self.instrument, question), self._text(question.label)]
        parts += [self._text(question.hint)] if question.hint[self.language] else []
        parts += [self._say("required")] if question.required else []
        return " ".join([*parts, route] if route != shared else parts)

    def _route(self, question: Question) -> str:
        return only_if(self.instrument, question, self.language)
