"""Small pieces of the ready-made sections: prose, lists and tables of words in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from diogel.assessment.findings_saying import in_both, span
from diogel.core import LANGUAGES, Bilingual, Language
from diogel.disclosure import Released, ReleasedFigure
from diogel.indicators import areas_said
from diogel.language import list_and, number, say
from diogel.places import area as area_of
from diogel.places import memberships
from diogel.reports import Block, Heading, PlainTable, Prose

Made = Mapping[Language, tuple[Block, ...]]


def in_languages(make: Callable[[Language], Iterable[Block]]) -> Made:
    """A section's blocks in both languages."""
    return {language: tuple(make(language)) for language in LANGUAGES}


def heading(key: str, language: Language, id_: str, level: int = 3) -> Heading:
    """A heading of the catalogue."""
    return Heading(level, say(key, language), id_)


def prose(key: str, language: Language, *, figures: Sequence[str] = (), **slots: object) -> Prose:
    """A paragraph of the catalogue; `figures` are the ids that its slots say."""
    return Prose(say(key, language, **slots), tuple(figures))


def listed(lines: Iterable[str], figures: Sequence[str] = ()) -> Prose:
    """A list of whole sentences."""
    return Prose("\n".join(f"- {line}" for line in lines), tuple(figures))


def words_table(
    key: str,
    language: Language,
    rows: Iterable[tuple[str, ...]],
    widths: tuple[float, ...],
) -> PlainTable:
    """A table of words: `key` is its caption, `key.1` and so on its headings."""
    headings = tuple(say(f"{key}.{at}", language) for at in range(1, len(widths) + 1))
    return PlainTable(say(key, language), 0, headings, tuple(rows), widths)


def shown(released: Released, name: str) -> ReleasedFigure | None:
    """A released figure that may be said and has a value; else None."""
    found = released.figures.get(name)
    if found is None or not found.shown or found.figure.value is None:
        return None
    return found


def valued(found: ReleasedFigure, places: int = 0) -> Bilingual:
    """A figure's value in the span that names it."""
    figure = found.figure
    value = figure.value or 0.0
    return in_both(lambda language: span(figure, number(value, language, places), language))


def around(codes: Iterable[str]) -> frozenset[str]:
    """The codes of authorities and of every area that one of them lies in."""
    own = tuple(codes)
    wider = (one.code for code in own for one in memberships(code).values())
    return frozenset((*own, *wider))


def named(codes: Sequence[str]) -> Bilingual:
    """Authorities by name, or by their forces where all of a force's are among them."""
    return areas_said(codes) if len(codes) > 1 else area_of(codes[0]).name


def joined_names(names: Iterable[Bilingual]) -> Bilingual:
    """Names one after the other, with semicolons: they may hold commas themselves."""
    held = list(names)
    return in_both(lambda language: "; ".join(name[language] for name in held))


def list_in(names: Sequence[Bilingual]) -> Bilingual:
    """Names as a list with its "and"."""
    return in_both(lambda language: list_and([name[language] for name in names], language))


def each_once(names: Iterable[Bilingual]) -> Iterator[Bilingual]:
    """Names in their order, each once."""
    yield from dict.fromkeys(names)
