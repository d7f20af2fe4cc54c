"""The figures that a plan asks for: one small function for each kind of entry."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from diogel.core import (
    Base,
    Bilingual,
    Figure,
    Kind,
    Place,
    Problem,
    Refused,
    Status,
    Unit,
)
from diogel.language import both
from diogel.places import Scheme, areas, members, memberships, scheme_name
from diogel.statistics import coverage, distinct
from diogel.statistics import memberships as links
from diogel.surveys.answers import Response
from diogel.surveys.banners import banner
from diogel.surveys.counting import Cell, base_of
from diogel.surveys.crosstabs import crosstab
from diogel.surveys.numbers import counted_in, number_figure, summary
from diogel.surveys.plan import Wanted
from diogel.surveys.route_bases import route_of
from diogel.surveys.shares import share
from diogel.surveys.tables import Unknown, Workings

Maker = Callable[[Workings, Wanted], dict[str, Figure]]


def add_plan_figures(work: Workings) -> None:
    """Make every figure the plan asks for, in its order; Refused with all that is wrong."""
    problems: list[Problem] = []
    for wanted in work.plan.wanted:
        if wanted.kind == "three_state":
            continue
        try:
            work.figures |= MAKERS[wanted.kind](work, wanted)
        except Unknown as missing:
            problems.append(_unknown(work, wanted, str(missing.args[0])))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)


def _unknown(work: Workings, wanted: Wanted, name: str) -> Problem:
    known = [*work.figures, *(q.id for q in work.answers.instrument.questions)]
    near = difflib.get_close_matches(name, known, n=1)
    place = Place(file="plan.toml", column=wanted.id)
    return Problem("plan.unknown-name", place, name, near[0] if near else "")


def _figure(work: Workings, name: str) -> Figure:
    try:
        return work.figures[name]
    except KeyError:
        raise Unknown(name) from None


def _matching(work: Workings, pattern: str) -> list[str]:
    found = [name for name in work.figures if fnmatchcase(name, pattern)]
    if not found:
        raise Unknown(pattern)
    return found


def _each(wanted: Wanted, make: Callable[[str, Any], Figure]) -> dict[str, Figure]:
    """One figure for the entry, or one for each of its parts, under "<id>.<part>"."""
    if not wanted.parts:
        return {wanted.id: _labelled(make(wanted.id, wanted.settings["of"]), wanted.label)}
    made = {}
    for part, value in wanted.parts.items():
        setting = value.get("of") if isinstance(value, Mapping) else value
        label = _part_label(value)
        name = f"{wanted.id}.{part}"
        made[name] = _labelled(make(name, setting), label)
    return made


def _part_label(value: object) -> Bilingual | None:
    if isinstance(value, Mapping) and "en" in value and "cy" in value:
        return Bilingual(str(value["en"]), str(value["cy"]))
    return None


def _labelled(figure: Figure, label: Bilingual | None) -> Figure:
    return replace(figure, label=label) if label else figure


def same(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """Another name for a figure: the same cell, so hidden and shown together."""

    def make(name: str, of: str) -> Figure:
        found = _figure(work, of)
        return replace(found, id=name, label=_full_label(work, found), cell=found.shown_cell)

    return _each(wanted, make)


def _full_label(work: Workings, figure: Figure) -> Bilingual:
    """A figure of a grid by its item and answer: outside its table one alone says little."""
    if figure.source not in work.answers.instrument:
        return figure.label
    question = work.answers.instrument.question(figure.source)
    if not question.matrix:
        return figure.label
    en, cy = question.label.en, question.label.cy
    return Bilingual(f"{en}: {figure.label.en}", f"{cy}: {figure.label.cy}", figure.label.review)


def net(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The responses in any of several cells of one question, each counted once."""

    def make(name: str, of: list[str]) -> Figure:
        cells = []
        for member in of:
            if member not in work.counted.cells:
                raise Unknown(member)
            cells.append(work.counted.cells[member])
        first = cells[0]
        union = Cell(
            id=name,
            label=first.label,
            who=frozenset().union(*(c.who for c in cells)),
            of=first.of,
            base=first.base,
            sensitive=any(c.sensitive for c in cells),
            family=first.family,
            question=first.question,
            within=first.within,
        )
        work.counted.cells[name] = union
        made = share(union, work.counted, work.population, work.plan.wave)
        return replace(made, parts=tuple(c.shown for c in cells))

    return _each(wanted, make)


def responses(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """How many responses were counted."""
    n = len(work.counted.live)
    made = _count(work, wanted, wanted.id, n, Unit.RESPONSE, Base.ALL)
    return {wanted.id: replace(made, responses=work.counted.everybody)}


def _count(work: Workings, wanted: Wanted, name: str, n: int, unit: Unit, base: Base) -> Figure:
    return Figure(
        id=name,
        label=wanted.label or both(f"surveys.count.{unit.value}"),
        kind=Kind.COUNT,
        unit=unit,
        base=base,
        value=float(n),
        numerator=n,
        wave=work.plan.wave,
        source=str(wanted.settings.get("question", "")),
    )


def reached(work: Workings, scheme: str, evidence: str) -> set[str]:
    """Codes of a scheme's areas that the evidence touches.

    A survey response touches the areas of the authorities it covers; a conversation
    touches its police force area and nothing finer.
    """
    codes: set[str] = set()
    if evidence in ("survey", "either"):
        for authority in work.counted.areas(r.id for r in work.counted.live):
            if scheme == Scheme.LOCAL_AUTHORITY:
                codes.add(authority)
            else:
                found = memberships(authority, as_at=work.as_at).get(Scheme(scheme))
                codes |= {found.code} if found else set()
    if evidence in ("conversations", "either") and scheme == Scheme.POLICE:
        codes |= {c.force for c in work.answers.conversations}
    return codes


def covered(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """How many areas of a scheme were reached, of those there were on the date.

    The denominator is the register's, never typed.
    """
    scheme, evidence = wanted.settings["scheme"], wanted.settings["evidence"]
    if scheme not in set(Scheme):
        raise Unknown(scheme)
    frame = [area.code for area in areas(scheme, as_at=work.as_at)]
    own = scheme == Scheme.LOCAL_AUTHORITY
    sizes = () if own else tuple(float(len(members(c, as_at=work.as_at))) for c in frame)
    found = coverage(sorted(reached(work, scheme, evidence)), frame)
    return {
        wanted.id: Figure(
            id=wanted.id,
            label=wanted.label or scheme_name(scheme),
            kind=Kind.COVERAGE,
            unit=Unit.AUTHORITY if scheme == Scheme.LOCAL_AUTHORITY else Unit.AREA,
            base=Base.FRAME,
            value=found.count / found.of,
            numerator=found.count,
            denominator=found.of,
            wave=work.plan.wave,
            source=evidence,
            contributors=sizes,
        )
    }


def _relation(work: Workings, question: str) -> dict[Hashable, Iterable[str]]:
    if question not in work.answers.instrument:
        raise Unknown(question)
    given = {r.id: work.answers.value(r, question) for r in work.counted.live}
    return {r: v for r, v in given.items() if isinstance(v, frozenset) and v}


def distinct_choices(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """How many different choices were named by anybody."""
    n = len(distinct(_relation(work, wanted.settings["question"])))
    made = _count(work, wanted, wanted.id, n, Unit.PARTNERSHIP, Base.ITEM_ANSWERED)
    return {wanted.id: replace(made, kind=Kind.DISTINCT)}


def mean_links(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The mean number of choices a response named, over those that named any."""
    relation = _relation(work, wanted.settings["question"])
    total, n = links(relation), len(relation)
    return {
        wanted.id: Figure(
            id=wanted.id,
            label=wanted.label or both("surveys.count.partnership"),
            kind=Kind.MEAN,
            unit=Unit.PARTNERSHIP,
            base=Base.ITEM_ANSWERED,
            value=total / n if n else None,
            numerator=total,
            denominator=n or None,
            status=Status.OBSERVED if n else Status.NOT_AVAILABLE,
            wave=work.plan.wave,
            source=wanted.settings["question"],
            contributors=tuple(float(len(set(v))) for v in relation.values()),
            responses=frozenset(map(str, relation)),
        )
    }


def number(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """A sum, mean, minimum or maximum, blanks and zeros as the plan declares them."""
    settings = wanted.settings
    questions = list(settings.get("questions", ())) or [settings["question"]]
    for name in questions:
        if name not in work.answers.instrument:
            raise Unknown(name)
    blank = settings.get("blank", "missing")
    zeros = "left-out" if settings.get("among_all") is False else "included"
    among = settings.get("among", "")
    found = summary(work.counted, questions, blank, zeros=zeros, among=among)
    who = counted_in(work.counted, questions, found, among)
    question = work.answers.instrument.question(questions[0])
    label = wanted.label or both(f"surveys.statistic.{wanted.kind}", question=question.label)
    return {
        wanted.id: number_figure(
            wanted.id,
            label,
            Kind(wanted.kind),
            found,
            wave=work.plan.wave,
            source="+".join(questions),
            sensitive=question.disclosure != "fact",
            responses=who,
            within=route_of(work.counted, questions[0], who),
        )
    }


def zeros(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """How many of those who gave a number gave zero."""
    question = wanted.settings["question"]
    found = summary(work.counted, [question], "missing")
    return {
        wanted.id: Figure(
            id=wanted.id,
            label=wanted.label or both("surveys.count.response"),
            kind=Kind.SHARE,
            unit=Unit.RESPONSE,
            base=Base.VALID,
            value=found.zeros / found.n if found.n else None,
            numerator=found.zeros,
            denominator=found.n or None,
            status=Status.OBSERVED if found.n else Status.NOT_AVAILABLE,
            wave=work.plan.wave,
            source=question,
            responses=counted_in(work.counted, [question], found),
        )
    }


def more(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """Of those led to two number questions, how many gave the first more than the second.

    A blank is none here: who gave only one of the two numbers gave none of the other.
    """
    first, second = wanted.settings["questions"]
    for name in (first, second):
        if name not in work.answers.instrument:
            raise Unknown(name)
    question = work.answers.instrument.question(first)
    of, base = base_of(work.counted, question)

    def given(response: Response, name: str) -> int:
        value = work.answers.value(response, name)
        return value if isinstance(value, int) else 0

    who = frozenset(
        r.id for r in work.counted.live if r.id in of and given(r, first) > given(r, second)
    )
    cell = Cell(
        id=wanted.id,
        label=wanted.label or question.label,
        who=who,
        of=of,
        base=base,
        sensitive=question.disclosure != "fact",
        family="",
        question=first,
    )
    linked = replace(cell, within=route_of(work.counted, first, of))
    work.counted.cells[wanted.id] = linked
    return {wanted.id: share(linked, work.counted, work.population, work.plan.wave)}


def largest(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The largest count of a list: whether any item was named by everybody."""
    names = [n for n in _matching(work, wanted.settings["of"]) if work.figures[n].rank]
    if not names:
        raise Unknown(wanted.settings["of"])
    top = max(names, key=lambda name: work.figures[name].numerator or 0)
    found = work.figures[top]
    return {
        wanted.id: replace(
            found,
            id=wanted.id,
            label=wanted.label or found.label,
            cell=found.shown_cell,
            rank=None,
            # Without words of its own it says which item it is.
            selected=wanted.label is None,
        )
    }


def top_of(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The first k of a list by rank, everybody tied with the last of them included."""
    k = wanted.settings["k"]
    listed = _ranked_names(work, wanted.settings["of"])
    return {
        f"{wanted.id}.{_row(name, wanted)}": _copy(work, wanted, name)
        for name in listed
        if (work.figures[name].rank or 0) <= k
    }


def bottom_of(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """The last k of a list, ranked from the smallest.

    `merge` declares lines that are said as one: they share a place, and the list counts
    them once.
    """
    merged = {
        row: group for group, rows in wanted.settings.get("merge", {}).items() for row in rows
    }
    listed = _ranked_names(work, wanted.settings["of"])
    placed: dict[str, int] = {}
    for name in sorted(listed, key=lambda n: work.figures[n].numerator or 0):
        row = _row(name, wanted)
        placed.setdefault(merged.get(row, row), work.figures[name].numerator or 0)
    made = {}
    for name in listed:
        row = _row(name, wanted)
        own = placed[merged.get(row, row)]
        rank = 1 + sum(count < own for count in placed.values())
        if rank <= wanted.settings["k"]:
            tied = row in merged or sum(count == own for count in placed.values()) > 1
            made[f"{wanted.id}.{row}"] = replace(_copy(work, wanted, name), rank=rank, tied=tied)
    return made


def _ranked_names(work: Workings, pattern: str) -> list[str]:
    names = [n for n in _matching(work, pattern) if work.figures[n].rank is not None]
    if not names:
        raise Unknown(pattern)
    return names


def _row(name: str, wanted: Wanted) -> str:
    """The part of a figure's id that the pattern's star stands for."""
    before, _, after = wanted.settings["of"].partition("*")
    return name[len(before) : len(name) - len(after)] if after else name[len(before) :]


def _copy(work: Workings, wanted: Wanted, name: str) -> Figure:
    found = work.figures[name]
    name = f"{wanted.id}.{_row(name, wanted)}"
    return replace(
        found, id=name, label=_full_label(work, found), cell=found.shown_cell, selected=True
    )


def over(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """How many items of a list are over a declared share of their base."""
    names = wanted.settings["of"]
    threshold = Fraction(str(wanted.settings["more_than"]))
    found = [_figure(work, name) for name in names]
    n = sum(Fraction(f.numerator or 0, f.denominator) > threshold for f in found if f.denominator)
    made = _count(work, wanted, wanted.id, n, Unit.ITEM, Base.FRAME)
    return {wanted.id: replace(made, denominator=len(names), value=n / len(names), kind=Kind.SHARE)}


def conversations(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """A count of people or conversations; never pooled with responses, never a percentage."""
    held = work.answers.conversations
    people = sum(c.people for c in held)
    what = wanted.settings["count"]
    if what == "conversations":
        n, of, unit = len(held), None, Unit.CONVERSATION
    elif what == "people":
        n, of, unit = people, None, Unit.PERSON
    else:
        n, of, unit = sum(c.count(q) for c in held for q in what), people, Unit.PERSON
    made = _count(work, wanted, wanted.id, n, unit, Base.CONVERSATIONS)
    return {wanted.id: replace(made, denominator=of)}


def cite(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """A figure of another wave, by reference: never typed again, never rounded again."""
    wave, _, name = wanted.settings["of"].partition(":")
    if wave not in work.cited or name not in work.cited[wave].figures:
        raise Unknown(wanted.settings["of"])
    found = work.cited[wave].figures[name]
    cited = replace(found, id=wanted.id, cell=f"{wave}:{found.shown_cell}", family="", within="")
    # Its responses are another wave's, whose ids may be the same as this one's.
    cited = replace(cited, parts=(), responses=frozenset())
    return {wanted.id: _labelled(cited, wanted.label)}


def lost(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """A figure that was published and cannot be known any more: [x], never invented."""
    made = _count(
        work, wanted, wanted.id, 0, Unit.RESPONSE, Base(wanted.settings.get("base", "all"))
    )
    return {
        wanted.id: replace(
            made, kind=Kind.SHARE, value=None, numerator=None, status=Status.NOT_AVAILABLE
        )
    }


def estimate(work: Workings, wanted: Wanted) -> dict[str, Figure]:
    """A number that respondents gave as their own estimate: [e], with who gave one."""
    found = number(work, replace(wanted, kind="sum"))[wanted.id]
    known = found.status is Status.OBSERVED
    return {wanted.id: replace(found, status=Status.ESTIMATED) if known else found}


MAKERS: Mapping[str, Maker] = {
    "same": same,
    "net": net,
    "responses": responses,
    "coverage": covered,
    "distinct": distinct_choices,
    "memberships": mean_links,
    "mean": number,
    "sum": number,
    "minimum": number,
    "maximum": number,
    "zeros": zeros,
    "more": more,
    "largest": largest,
    "top": top_of,
    "bottom": bottom_of,
    "over": over,
    "conversations": conversations,
    "cite": cite,
    "lost": lost,
    "estimate": estimate,
    "crosstab": crosstab,
    "banner": banner,
}
