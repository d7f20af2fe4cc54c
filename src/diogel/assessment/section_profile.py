"""The area and its people: who lives here, how deprived, what kind of place, who serves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diogel.assessment.findings_saying import in_both
from diogel.assessment.known import Known
from diogel.assessment.section_blocks import (
    Made,
    heading,
    in_languages,
    listed,
    prose,
    shown,
    valued,
    words_table,
)
from diogel.core import Bilingual, Language
from diogel.indicators import PROFILE
from diogel.language import list_and, number, say
from diogel.places import Scheme, covered, scheme_name
from diogel.places import area as area_of
from diogel.reports import Block, Prose, TableBlock
from diogel.standard import Theme, measures, suppliers, themes
from diogel.standard import measure as measure_of

_BODIES = (
    Scheme.CSP_OPERATING,
    Scheme.POLICE,
    Scheme.HEALTH,
    Scheme.FIRE,
    Scheme.SAFEGUARDING,
    Scheme.RPB,
    Scheme.PSB,
)
WHEEL = "wheel-2017"


def profile_section(known: Known) -> Made:
    """Everything that is held of the area itself."""
    return in_languages(lambda language: _blocks(known, language))


def _blocks(known: Known, language: Language) -> Iterator[Block]:
    parts = (_people, _ages, _deprivation, _kind, _bodies, _harm, _themes)
    for part in parts:
        name = part.__name__.removeprefix("_")
        yield heading(f"profile.part.{name}", language, f"{PROFILE}-{name}")
        yield from part(known, language)


def _id(known: Known, name: str) -> str:
    return f"{known.area.id}.{PROFILE}.{name}"


def _table(known: Known, name: str, display: str = "count") -> Iterator[Block]:
    """A released table of the profile, where anything is left in it."""
    table = known.released.tables.get(_id(known, name))
    if table is not None and table.table.cells:
        yield TableBlock(table, 0, display)


def _people(known: Known, language: Language) -> Iterator[Block]:
    """Residents, homes and density: of one authority in sentences, of several in a table."""
    several = len(known.area.authorities) > 1
    for name, key in (("residents", "people"), ("households", "households")):
        found = shown(known.released, _id(known, name))
        if found is None:
            figure = known.released.figures.get(_id(known, name))
            yield Prose(figure.figure.note[language] if figure else "–")
        elif not several:
            slots: dict[str, Any] = {name: valued(found), "area": known.area.name}
            slots["note"] = found.figure.note
            yield prose(f"profile.{key}", language, figures=(found.figure.id,), **slots)
    if several:
        yield prose("profile.each-once", language, number=len(known.area.authorities))
        yield from _table(known, "people")
    density = shown(known.released, _id(known, "density"))
    if density is not None:
        own = (density.figure.id,)
        yield prose("profile.density", language, figures=own, density=valued(density))


def _ages(known: Known, language: Language) -> Iterator[Block]:
    about = known.about
    if about.ages is None:
        yield prose("profile.no-ages", language)
        return
    yield from _table(known, "ages", "both")
    if about.residents is not None and about.ages.version != about.residents.version:
        yield prose("profile.ages-apart", language)


def _deprivation(known: Known, language: Language) -> Iterator[Block]:
    deprived = known.about.deprived
    if deprived is None:
        yield prose("profile.no-index", language)
        return
    yield prose("profile.deprivation", language, small=number(deprived.small_areas, language))
    yield from _table(known, "deprivation", "both")
    yield prose("profile.not-everybody", language)


def _kind(known: Known, language: Language) -> Iterator[Block]:
    """The class of the authority with those most like it; of a set the classes alone."""
    about = known.about
    kinds: dict[str, list[str]] = {}
    for code, kind in about.classes.items():
        kinds.setdefault(kind, []).append(code)
    if len(known.area.authorities) == 1:
        for kind in kinds:
            yield prose("profile.kind", language, kind=say(f"profile.class.{kind}", language))
        yield from _near(known, language)
        return
    yield prose("profile.kinds-lead", language)
    yield listed(
        say(
            "profile.kinds",
            language,
            kind=say(f"profile.class.{kind}", language),
            areas="; ".join(area_of(code).name[language] for code in codes),
        )
        for kind, codes in kinds.items()
    )
    yield prose("profile.near-none", language)


def _near(known: Known, language: Language) -> Iterator[Block]:
    """The five nearest, each with its distance; whether any of them is near."""
    about, said, figures = known.about, [], []
    for code in about.near:
        found = shown(known.released, _id(known, f"distance.{code}"))
        if found is not None:
            slots = {"area": area_of(code).name, "distance": valued(found, 2)}
            said.append(say("profile.near-one", language, **slots))
            figures.append(found.figure.id)
    if not said:
        return
    yield prose("profile.near", language, figures=figures, near="; ".join(said))
    limit = number(about.near_limit, language, 2)
    near = min(about.near.values()) <= about.near_limit
    yield prose("profile.near-limit" if near else "profile.no-near", language, limit=limit)


def _bodies(known: Known, language: Language) -> Iterator[Block]:
    """Every body that one of the authorities lies in the area of, on the day."""
    rows = []
    for scheme in _BODIES:
        found = covered(known.area.authorities, scheme, as_at=known.day)
        names = "; ".join(each.organisation[language] or each.name[language] for each in found)
        if names:
            rows.append((scheme_name(scheme)[language], names))
    yield words_table("profile.table.bodies", language, rows, (0.34, 0.66))
    yield prose("profile.bodies-note", language)


def _harm(known: Known, language: Language) -> Iterator[Block]:
    score = shown(known.released, f"{known.area.id}.harm.score")
    if score is not None:
        own, note = (score.figure.id,), score.figure.note
        yield prose("profile.harm", language, figures=own, score=valued(score), note=note)
        return
    harm = known.indicators.harm
    reason = harm.reason if harm is not None else Bilingual("", "")
    why = reason if reason.complete else in_both(lambda la: say("profile.no-harm-why", la))
    yield prose("profile.no-harm", language, reason=why)


def _themes(known: Known, language: Language) -> Iterator[Block]:
    """The segments of the wheel, and the other themes with numbers, with whose they are."""
    rows = [
        (theme.name[language], *_evidence(known, theme, language))
        for theme in themes()
        if WHEEL in theme.named or _given(known, theme)
    ]
    yield words_table("profile.table.themes", language, rows, (0.44, 0.2, 0.36))
    yield prose("profile.themes-note", language)


def _measures(theme: Theme) -> tuple[str, ...]:
    return tuple(each.code for each in measures() if theme.code in each.themes)


def _given(known: Known, theme: Theme) -> tuple[str, ...]:
    held = known.indicators.measures
    return tuple(code for code in _measures(theme) if code in held and held[code].series.given)


def _evidence(known: Known, theme: Theme, language: Language) -> tuple[str, str]:
    """How many of a theme's measures have any number here, and from which kinds of source."""
    given = _given(known, theme)
    count = say("profile.of", language, n=len(given), of=len(_measures(theme)))
    names = {each.code: each.name[language] for each in suppliers()}
    whose = dict.fromkeys(names[measure_of(code).supplies[0].supplier] for code in given)
    return count, list_and(list(whose), language) if whose else "–"
