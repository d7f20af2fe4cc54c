"""Narratives into blocks: every reference said from its released figure, in both languages.

What is hidden takes its whole paragraph with it: the same sentence stands in its place
whatever the paragraph said, and once for several in a row, so that no word gives it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from diogel.charts import describe
from diogel.core import LANGUAGES, Language, Problem, Refused
from diogel.disclosure import Released
from diogel.language import long_date, say
from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Heading,
    Notice,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
)
from diogel.reports.narrative.figures import Sources
from diogel.reports.narrative.front import Front, read_front
from diogel.reports.narrative.lint import Known, lint_narrative
from diogel.reports.narrative.sayings import RESTS, figure_text, headline
from diogel.reports.narrative.template import Piece, Reference, Template, read_template

_DRAWN = ("whole", "collapsed", "suppressed")


@dataclass(frozen=True, slots=True)
class Written:
    """A narrative file: its name and its text."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a narrative's directives stand for, in one language.

    `sections` are blocks by section name; `quotes` quotations by tag.
    """

    sections: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A narrative with every figure in place."""

    front: Front
    blocks: tuple[Block, ...]


def fill_pair(
    texts: Mapping[Language, Written],
    released: Released,
    surroundings: Mapping[Language, Surroundings],
    cited: Mapping[str, Released] | None = None,
) -> dict[Language, Filled]:
    """Both languages of a narrative filled; Refused with the problems of both if any has one."""
    problems = check_pair(texts, released, surroundings, cited)
    if problems:
        raise Refused(problems)
    return {
        language: Filled(
            read_front(template := read_template(texts[language].text), language),
            fill_narrative(template, language, released, surroundings[language], cited),
        )
        for language in LANGUAGES
    }


def check_pair(
    texts: Mapping[Language, Written],
    released: Released,
    surroundings: Mapping[Language, Surroundings],
    cited: Mapping[str, Released] | None = None,
) -> list[Problem]:
    """Everything that is wrong with a narrative in either language."""
    problems: list[Problem] = []
    for language in LANGUAGES:
        if language not in texts:
            continue
        around = surroundings[language]
        known = Known(released, cited or {}, tuple(around.sections), tuple(around.quotes))
        other = texts.get("en" if language == "cy" else "cy")
        problems += lint_narrative(
            texts[language].file,
            texts[language].text,
            language,
            known,
            twin=other.text if other else None,
        )
    return problems


def fill_narrative(
    template: Template,
    language: Language,
    released: Released,
    around: Surroundings,
    cited: Mapping[str, Released] | None = None,
) -> tuple[Block, ...]:
    """The blocks of a narrative that the lint has passed, tables and charts numbered."""
    filler = _Filler(language, Sources(released, cited or {}), around)
    return tuple(_numbered(filler.blocks(template.pieces)))


@dataclass(frozen=True, slots=True)
class _Filler:
    """One narrative being filled in one language."""

    language: Language
    sources: Sources
    around: Surroundings

    def blocks(self, pieces: Iterable[Piece]) -> Iterator[Block]:
        """Every piece as blocks, items of one list together, notices in a row as one."""
        items: list[Piece] = []
        last: Block | None = None
        for piece in (*pieces, None):
            if piece is not None and piece.kind == "item":
                items.append(piece)
                continue
            found = [*self._list(items)] if items else []
            items = []
            found += [] if piece is None else [*self._piece(piece)]
            for block in found:
                if not (block == last and isinstance(block, Notice)):
                    yield block
                last = block

    def _piece(self, piece: Piece) -> Iterator[Block]:
        if piece.kind == "heading":
            yield Heading(piece.level, self._plain(piece), piece.id)
        elif piece.name == "callout":
            yield self._callout(piece)
        elif piece.kind == "directive":
            yield from self._directive(piece)
        elif self._hidden(piece):
            yield self._notice()
        else:
            yield Prose(self._marked(piece), piece.figures)

    def _hidden(self, piece: Piece) -> bool:
        return any(self.sources.hides(ref) for ref in piece.references if ref.kind == "figure")

    def _notice(self) -> Notice:
        return Notice(say("narrative.hidden", self.language))

    def _list(self, items: list[Piece]) -> Iterator[Block]:
        """A list, the standard sentence once for hidden items in a row."""
        lines: list[str] = []
        said: list[str] = []
        hidden = say("narrative.hidden", self.language)
        for item in items:
            text = hidden if self._hidden(item) else self._marked(item)
            if text != hidden:
                said += item.figures
            if text != hidden or lines[-1:] != [hidden]:
                lines.append(text)
        if lines == [hidden]:
            yield self._notice()
            return
        marked = ("- " + line.replace("\n", "\n  ") for line in lines)
        yield Prose("\n".join(marked), tuple(said))

    def _directive(self, piece: Piece) -> Iterator[Block]:
        if piece.name == "section":
            yield from self.around.sections[piece.argument]
        elif piece.name == "quotes":
            yield from self.around.quotes[piece.argument]
        else:
            table = self.sources.released.tables[piece.argument]
            if piece.name == "table":
                yield TableBlock(table, 0, piece.options.get("display", "count"))
            elif table.treatment in _DRAWN:
                title = table.table.title[self.language]
                kind = table.table.chart or "bar"
                yield ChartBlock(table, 0, title, describe(table, self.language), kind)

    def _callout(self, piece: Piece) -> Block:
        figure = self.sources.released.figures[piece.argument]
        if not figure.shown or self._hidden(piece):
            return self._notice()
        return Callout(headline(figure.figure, self.language), self._plain(piece), figure)

    def _said(self, ref: Reference) -> str:
        """What a reference says; only the lint's passing makes this safe."""
        if ref.kind == "date":
            return long_date(date.fromisoformat(ref.name), self.language)
        if ref.kind != "figure":
            return ref.name
        figure = self.sources.find(ref)
        if figure is None:
            raise KeyError(ref.figure)
        return figure_text(figure, ref.form, self.language)

    def _plain(self, piece: Piece) -> str:
        """A piece's words with every reference said and nothing marked."""
        return self._replaced(piece, self._said)

    def _marked(self, piece: Piece) -> str:
        """A piece's Markdown with every figure in a span that names it."""

        def marked(ref: Reference) -> str:
            said = self._said(ref)
            if ref.kind != "figure" or ref.form == RESTS:
                return said
            form = f' data-form="{ref.form}"' if ref.form else ""
            return f'[{said}]{{.figure data-figure="{ref.figure}"{form}}}'

        return self._replaced(piece, marked)

    def _replaced(self, piece: Piece, say_it: Callable[[Reference], str]) -> str:
        text, done = [], 0
        for ref in piece.references:
            text += [piece.text[done : ref.start], say_it(ref)]
            done = ref.end
        return "".join([*text, piece.text[done:]])


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables and charts numbered in the order of the document, each kind by itself."""
    tables = charts = 0
    for block in blocks:
        if isinstance(block, TableBlock | PlainTable):
            tables += 1
            yield replace(block, number=tables)
        elif isinstance(block, ChartBlock):
            charts += 1
            yield replace(block, number=charts)
        else:
            yield block
