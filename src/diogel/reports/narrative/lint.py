"""The rules that a narrative keeps, each broken rule told with its line, all in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from diogel.core import Figure, Kind, Language, Place, Problem
from diogel.disclosure import Released
from diogel.reports.narrative.figures import Sources
from diogel.reports.narrative.front import front_problems, stale_problems
from diogel.reports.narrative.sayings import (
    FORMS,
    PROPORTIONS,
    TELLS_BASE,
    TELLS_COUNT,
    TELLS_WEIGHTED,
    CannotSay,
    figure_text,
    is_words,
    known_form,
)
from diogel.reports.narrative.template import (
    Piece,
    Reference,
    Template,
    line_of,
    read_template,
    sentences,
    without_references,
)
from diogel.reports.narrative.twins import twin_problems
from diogel.reports.narrative.words import CHANGES, NUMBERS, OR, RANKS, is_a_name

DISPLAYS = ("count", "percent", "both")
DIRECTIVES = ("table", "chart", "quotes", "callout", "section")
_DIGITS = re.compile(r"[\d%]+(?:[.,]\d+)*%?")
_EXTREMES = (Kind.MINIMUM, Kind.MAXIMUM)


@dataclass(frozen=True, slots=True)
class Known:
    """What a narrative may refer to.

    `sections` are the names that the caller resolves, `quotes` the tags that have
    quotations to show or none.
    """

    released: Released
    cited: Mapping[str, Released] = field(default_factory=dict)
    sections: Collection[str] = ()
    quotes: Collection[str] = ()

    @property
    def sources(self) -> Sources:
        """Where references are looked up."""
        return Sources(self.released, self.cited)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence: where it stands, what was typed in it, what it refers to."""

    piece: Piece
    start: int
    end: int
    references: tuple[Reference, ...]

    @property
    def typed(self) -> str:
        """The sentence without its references, its length kept."""
        return without_references(self.piece.text)[self.start : self.end]

    def figures(self) -> Iterator[Reference]:
        """References to figures."""
        return (ref for ref in self.references if ref.kind == "figure")

    def says(self, figure: str, forms: Collection[str]) -> bool:
        """Whether it says the same figure in one of these forms."""
        return any(ref.figure == figure and ref.form in forms for ref in self.figures())


def lint_narrative(
    file: str, text: str, language: Language, known: Known, *, twin: str | None
) -> list[Problem]:
    """Everything that is wrong with a narrative in one language.

    Parameters
    ----------
    file : str
        The file's name, for the problems' places.
    text : str
        The narrative as written.
    language : Language
    known : Known
        The released figures and whatever else it may refer to.
    twin : str or None
        The narrative in the other language; None when there is none, which is a problem.
    """
    template = read_template(text)
    problems = [*front_problems(template, file)]
    for piece in template.pieces:
        problems += _piece_problems(piece, file, language, known)
    problems += _document_problems(template, file, known)
    if twin is None:
        problems.append(Problem("narrative.twin-missing", Place(file)))
    elif language == "cy":
        problems += stale_problems(template, file, twin)
        problems += twin_problems(template, read_template(twin), file)
    return problems


def _piece_problems(piece: Piece, file: str, language: Language, known: Known) -> Iterator[Problem]:
    if piece.kind == "directive":
        yield from _directive_problems(piece, file, known)
    if piece.kind == "heading" and not piece.id:
        yield _problem("heading-id", piece, 0, file, piece.text, "## ... {#id}")
    yield from _brace_problems(piece, file)
    for ref in piece.references:
        yield from _reference_problems(piece, ref, file, language, known)
    for sentence in _sentences(piece):
        for rule in _SENTENCE_RULES:
            for code, position, found, expected in rule(sentence, language, known):
                yield _problem(code, piece, sentence.start + position, file, found, expected)


def _problem(
    code: str, piece: Piece, position: int, file: str, found: str, expected: str = ""
) -> Problem:
    place = Place(file, row=line_of(piece, position))
    return Problem(f"narrative.{code}", place, found, expected)


def _sentences(piece: Piece) -> Iterator[_Sentence]:
    """The sentences of a piece; a callout's own figure counts as said in each of them."""
    for start, end in sentences(piece.text):
        inside = tuple(ref for ref in piece.references if start <= ref.start < end)
        if piece.name == "callout":
            own = Reference(piece.argument, "figure", "", piece.argument, "", start, start)
            inside = (own, *inside)
        yield _Sentence(piece, start, end, inside)


def _brace_problems(piece: Piece, file: str) -> Iterator[Problem]:
    for found in re.finditer(r"[{}]", without_references(piece.text)):
        yield _problem("brace", piece, found.start(), file, found[0])


def _reference_problems(
    piece: Piece, ref: Reference, file: str, language: Language, known: Known
) -> Iterator[Problem]:
    if ref.kind == "name":
        if not is_a_name(ref.name):
            yield _problem("name-is-number", piece, ref.start, file, ref.raw)
    elif ref.kind == "date":
        if not _is_date(ref.name):
            yield _problem("date", piece, ref.start, file, ref.name, "2021-03-01")
    elif ref.kind == "said":
        if not CHANGES[language].search(ref.name):
            yield _problem("said", piece, ref.start, file, ref.name)
    elif piece.kind == "heading":
        yield _problem("figure-in-heading", piece, ref.start, file, ref.raw)
    else:
        yield from _figure_problems(piece, ref, file, language, known)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _figure_problems(
    piece: Piece, ref: Reference, file: str, language: Language, known: Known
) -> Iterator[Problem]:
    sources = known.sources
    figure = sources.find(ref)
    if figure is None:
        code = "unknown-wave" if sources.wave(ref.wave) is None else "unknown-figure"
        yield _problem(code, piece, ref.start, file, ref.figure, sources.nearest(ref))
    elif not known_form(ref.form):
        near = get_close_matches(ref.form, FORMS, n=1)
        expected = near[0] if near else ", ".join(FORMS)
        yield _problem("unknown-form", piece, ref.start, file, ref.form, expected)
    elif not sources.hides(ref):
        try:
            figure_text(figure, ref.form, language)
        except CannotSay:
            if figure.weighted and ref.form in ("of", "count"):
                expected = f"{{{ref.figure}}}"
                yield _problem("weighted-count", piece, ref.start, file, ref.raw, expected)
                return
            code = "fraction" if is_words(ref.form) else "form-unfit"
            yield _problem(code, piece, ref.start, file, ref.raw, _count_text(figure))


def _count_text(figure: Figure) -> str:
    """The figure in digits only, for a problem's sentence in either language."""
    if figure.weighted and figure.value is not None:
        return f"{100 * figure.value:.0f}%"
    if figure.numerator is not None and figure.denominator is not None:
        return f"{figure.numerator}/{figure.denominator}"
    return "" if figure.value is None else f"{figure.value:g}"


def _directive_problems(piece: Piece, file: str, known: Known) -> Iterator[Problem]:
    lists: dict[str, Collection[str]] = {
        "table": known.released.tables,
        "chart": known.released.tables,
        "quotes": known.quotes,
        "section": known.sections,
        "callout": known.released.figures,
    }
    if piece.name not in lists:
        yield _problem("directive", piece, 0, file, piece.name, _near(piece.name, DIRECTIVES))
        return
    if piece.argument not in lists[piece.name]:
        expected = _near(piece.argument, lists[piece.name])
        yield _problem(f"unknown-{piece.name}", piece, 0, file, piece.argument, expected)
    for name, value in piece.options.items():
        if name != "display" or piece.name != "table" or value not in DISPLAYS:
            yield _problem("option", piece, 0, file, f"{name}={value}", "display=count")
    if piece.name == "callout" and not piece.text:
        yield _problem("callout-empty", piece, 0, file, piece.argument)
    if piece.name != "callout" and piece.text:
        yield _problem("directive", piece, 0, file, piece.text, "")


def _near(found: str, known: Collection[str]) -> str:
    near = get_close_matches(found, list(known), n=1)
    return near[0] if near else ", ".join(sorted(known)[:8])


Finding = tuple[str, int, str, str]
"""Code, position in the sentence, what was found, what was expected."""


def _typed_numbers(sentence: _Sentence, language: Language, _: Known) -> Iterator[Finding]:
    typed = sentence.typed
    for pattern, code in ((_DIGITS, "typed-number"), (NUMBERS[language], "number-word")):
        for found in pattern.finditer(typed):
            yield code, found.start(), found[0], ""


def _ranks(sentence: _Sentence, language: Language, known: Known) -> Iterator[Finding]:
    """A place in a ranking in words, where no reference says the place with its tie."""
    for ref in sentence.figures():
        figure = known.sources.find(ref)
        if ref.form == "rank" or (figure is not None and figure.kind in _EXTREMES):
            return
    for found in RANKS[language].finditer(sentence.typed):
        yield "rank-word", found.start(), found[0], ""


def _changes(sentence: _Sentence, language: Language, known: Known) -> Iterator[Finding]:
    """A word of change, where the sentence has no figure from two waves that compare."""
    if _compares_waves(sentence, known):
        return
    for found in CHANGES[language].finditer(sentence.typed):
        yield "change-word", found.start(), found[0], ""


def _compares_waves(sentence: _Sentence, known: Known) -> bool:
    """Whether one figure is said for two waves, of the same kind and the same base."""
    waves: dict[tuple[str, str, str], set[str]] = {}
    for ref in sentence.figures():
        figure = known.sources.find(ref)
        if figure is not None:
            key = (ref.name, figure.kind.value, figure.base.value)
            waves.setdefault(key, set()).add(ref.wave or known.released.wave)
    return any(len(found) > 1 for found in waves.values())


def _missing(code: str, sentence: _Sentence, ref: Reference, form: str) -> Finding:
    """A reference that needs another beside it, which is what was expected."""
    wanted = f"{{{ref.figure}|{form}}}" if form else f"{{{ref.figure}}}"
    return code, ref.start - sentence.start, f"{{{ref.raw}}}", wanted


def _percentages(sentence: _Sentence, _: Language, known: Known) -> Iterator[Finding]:
    """A percentage, where the sentence does not say the count or the base of it."""
    for ref in sentence.figures():
        figure = known.sources.find(ref)
        if figure is None or ref.form != "percent" or figure.kind not in PROPORTIONS:
            continue
        if not sentence.says(ref.figure, {*TELLS_COUNT, *TELLS_BASE}):
            yield _missing("percent-without-base", sentence, ref, _base_form(figure))


def _base_form(figure: Figure) -> str:
    """The form that says a share's base; a weighted one has no count to say with it."""
    return "base" if figure.weighted else "of"


def _fractions(sentence: _Sentence, language: Language, known: Known) -> Iterator[Finding]:
    """A fraction in words, where its count is not said or it is given to two items at once."""
    in_words = [ref for ref in sentence.figures() if is_words(ref.form)]
    for ref in in_words:
        figure = known.sources.find(ref)
        is_mean = figure is not None and figure.kind is Kind.MEAN
        weighted = figure is not None and figure.weighted
        wanted = ("", "value") if is_mean else TELLS_WEIGHTED if weighted else TELLS_COUNT
        if not sentence.says(ref.figure, wanted):
            form = "" if is_mean or weighted else "of"
            yield _missing("fraction-without-count", sentence, ref, form)
    said = {ref.figure for ref in in_words}
    joined = OR[language].search(sentence.typed)
    if len(said) == 1 and joined:
        yield "fraction-shared", joined.start(), joined[0], in_words[0].raw


def _extremes(sentence: _Sentence, _: Language, known: Known) -> Iterator[Finding]:
    """A smallest or largest value or a mean, where it is not said who it is of."""
    for ref in sentence.figures():
        figure = known.sources.find(ref)
        if figure is None or figure.kind not in (*_EXTREMES, Kind.MEAN, Kind.MEDIAN):
            continue
        if ref.form.startswith("value") and not sentence.says(ref.figure, ("", "base")):
            yield _missing("value-without-base", sentence, ref, "base")


_SENTENCE_RULES: tuple[Callable[[_Sentence, Language, Known], Iterator[Finding]], ...] = (
    _typed_numbers,
    _ranks,
    _changes,
    _percentages,
    _fractions,
    _extremes,
)


def _document_problems(template: Template, file: str, known: Known) -> Iterator[Problem]:
    """What only shows over the whole text."""
    tables = {p.argument for p in template.pieces if p.name == "table"}
    seen: dict[str, int] = {}
    places: dict[str, str] = {}
    for piece in template.pieces:
        if piece.name == "chart" and piece.argument not in tables:
            yield _problem("chart-without-table", piece, 0, file, piece.argument)
        if piece.kind == "heading" and piece.id:
            if piece.id in seen:
                yield _problem("heading-twice", piece, 0, file, piece.id)
            seen[piece.id] = piece.line
        for ref in piece.references:
            if ref.kind == "figure" and _rounding(ref, known):
                first = places.setdefault(ref.figure, _rounding(ref, known))
                if first != _rounding(ref, known):
                    yield _problem("two-roundings", piece, ref.start, file, ref.raw, first)


def _rounding(ref: Reference, known: Known) -> str:
    """The form by which a mean is rounded; empty when the reference rounds nothing."""
    figure = known.sources.find(ref)
    if figure is None or figure.kind is not Kind.MEAN:
        return ""
    if ref.form in ("", "value", "value2"):
        return "value2"
    return ref.form if ref.form.startswith("value") else ""
