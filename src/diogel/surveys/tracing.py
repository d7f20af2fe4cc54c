"""From a survey's number back to the question, the base and the rules it was released under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

from diogel.core import Bilingual, Figure, Kind, Language
from diogel.disclosure import Policy, Released, ReleasedFigure, exception_words
from diogel.language import both
from diogel.places import areas, scheme_name
from diogel.reports.narrative import figure_text
from diogel.reports.narrative.sayings import CannotSay, headline
from diogel.surveys.counting import NO_RESPONSE
from diogel.surveys.imports.record import NAME as RECORD
from diogel.surveys.imports.record import hash_of, read_record
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.plan import Plan, Wanted
from diogel.surveys.routes import printed_number, route_in_words
from diogel.surveys.study import Study
from diogel.surveys.traced import Asked, Came, TracedEdition, TracedFigure, TracedPart
from diogel.surveys.wave import ANSWER_NAMES, INSTRUMENT_NAMES

HIDDEN = "[c]"
# Kinds of a plan that are worked out in a way of their own; others as their statistic is.
OF_PLAN = (
    *("responses", "net", "memberships", "zeros", "more", "largest", "top", "bottom", "over"),
    *("conversations", "lost", "estimate", "three_state"),
)
STATISTICS = (
    *("count", "share", "mean", "median", "sum", "minimum", "maximum", "distinct", "coverage"),
)
FORMULAS = (*OF_PLAN, *STATISTICS, "weighted", "other")
# Kinds that make a figure for each line of a list, under their own id.
_LISTS = ("top", "bottom", "three_state", "crosstab", "banner")
# What a number's parts are called, by the form that says each.
_FORMS = ("count", "base", "percent", "bounds", "interval")
_COUNTS = (Kind.COUNT, Kind.DISTINCT)
_MOST_ROWS = 3
_SEVERAL = ("multi", "areas")


def trace_edition(study: Study, released: Released, policy: Policy) -> TracedEdition:
    """A survey and its edition, as whoever reads one of its numbers wants to know them."""
    wave, instrument = study.wave, study.instrument
    form, answers = wave.file(INSTRUMENT_NAMES), wave.file(ANSWER_NAMES)
    return TracedEdition(
        wave=wave.id,
        title=wave.title,
        asked=wave.asked,
        how=wave.how,
        frame=_frame(study),
        opened=wave.opened,
        closed=wave.closed,
        published=wave.published,
        synthetic=wave.synthetic,
        form=instrument.id,
        version=instrument.version,
        form_file=form.name if form else "",
        form_hash=hash_of(form) if form else "",
        answers=answers.name if answers else "",
        answers_hash=hash_of(answers) if answers else "",
        came=tuple(
            Came(noted.file, noted.day, noted.tool, noted.sha256)
            for noted in read_record(wave.folder / RECORD)
        ),
        policy=released.policy,
        policy_title=policy.title,
        exceptions=exception_words(released),
    )


def _frame(study: Study) -> Bilingual:
    frame = study.plan.frame
    if not frame.known:
        return frame.reason
    there = areas(frame.scheme, as_at=study.wave.closed)
    return both("explain.survey.frame", scheme=scheme_name(frame.scheme), number=len(there))


def trace(
    study: Study, released: Released, name: str, cited: Mapping[str, Study] | None = None
) -> TracedFigure:
    """One listed number of a survey's edition.

    Parameters
    ----------
    cited : mapping of wave to Study
        The surveys whose numbers this one repeats; all of them are needed.

    Raises
    ------
    KeyError
        When a cited survey is not there, or the edition lists no such figure: one that is
        hidden and was selected by its size is not listed, as that it is there would tell of it.
    """
    found = {each.figure.id: each for each in released.listed}[name]
    figure, wanted = found.figure, wanted_for(study.plan, name)
    own, repeats = study, ""
    if wanted is not None and wanted.kind == "cite":
        repeats = str(wanted.settings["of"])
        wave, _, cited_name = repeats.partition(":")
        own = (cited or {})[wave]
        wanted = wanted_for(own.plan, cited_name)
    return TracedFigure(
        id=f"{released.wave}:{figure.id}",
        label=figure.label,
        said=said_alone(found),
        shown=found.shown,
        kind=figure.kind.value,
        unit=figure.unit.value,
        base=figure.base.value,
        status=figure.status.value,
        formula=both(f"explain.survey.formula.{_formula(figure, wanted)}"),
        parts=tuple(_parts(study, released, figure, wanted, alone=bool(repeats))),
        asked=tuple(_asked(own.instrument, _questions(own, released, figure, wanted))),
        decisions=tuple(_decisions(released, found)),
        repeats=repeats,
        value=figure.value,
        numerator=None if figure.weighted else figure.numerator,
        denominator=figure.denominator,
    )


def said_alone(found: ReleasedFigure) -> Bilingual:
    """A number as large as it can be said by itself; of a hidden one that it is, and its band."""
    if not found.shown:
        return _each_language(lambda language: f"{HIDDEN} {found.band[language]}".strip())
    if found.figure.value is None:
        return _usual(found)
    return _each_language(lambda language: headline(found.figure, language))


def wanted_for(plan: Plan, name: str) -> Wanted | None:
    """The entry of the plan that makes a figure, through other names; None for a counted one."""
    for wanted in plan.wanted:
        if not _makes(wanted, name):
            continue
        if wanted.kind != "same":
            return wanted
        of = _setting(wanted, name)
        return wanted_for(plan, of) if of != name else None
    return None


def _makes(wanted: Wanted, name: str) -> bool:
    if wanted.parts:
        return name.removeprefix(f"{wanted.id}.") in wanted.parts and name != wanted.id
    return name == wanted.id or (wanted.kind in _LISTS and name.startswith(f"{wanted.id}."))


def _setting(wanted: Wanted, name: str) -> str:
    """What a figure is another name for: of the entry, or of its part."""
    if not wanted.parts:
        return str(wanted.settings["of"])
    part = wanted.parts[name.removeprefix(f"{wanted.id}.")]
    return str(part["of"] if isinstance(part, Mapping) else part)


def _formula(figure: Figure, wanted: Wanted | None) -> str:
    """Which sentence says how a figure is worked out."""
    if wanted is not None and wanted.kind in OF_PLAN:
        return wanted.kind
    if figure.weighted:
        return "weighted"
    return figure.kind.value if figure.kind.value in STATISTICS else "other"


def _parts(
    study: Study, released: Released, figure: Figure, wanted: Wanted | None, *, alone: bool
) -> Iterator[TracedPart]:
    """What goes with a number that is shown, each as the edition says it; else nothing.

    With `alone`, of a number whose question and responses are another survey's.
    """
    if figure.value is None:
        return
    for form in _FORMS:
        said = _said(figure, form)
        if said is not None and not (form == "count" and figure.kind in _COUNTS):
            yield TracedPart(both(f"explain.survey.part.{form}"), said)
    # The number of those who left it out would tell which of a list was the largest.
    if alone or (wanted is not None and wanted.kind == "largest"):
        return
    listed = {each.figure.id: each for each in released.listed}
    for name in figure.parts:
        if name in listed:
            part = listed[name]
            yield TracedPart(part.figure.label, _usual(part), f"{released.wave}:{name}")
    for key, name in (("silent", _silent(figure)), ("responses", _responses(study.plan))):
        if name in listed and name != figure.id:
            label = both(f"explain.survey.part.{key}")
            yield TracedPart(label, _usual(listed[name]), f"{released.wave}:{name}")


def _said(figure: Figure, form: str) -> Bilingual | None:
    """A number in a form; None where the form does not fit it."""
    try:
        return _each_language(lambda language: figure_text(figure, form, language))
    except CannotSay:
        return None


def _usual(found: ReleasedFigure) -> Bilingual:
    if not found.shown:
        return said_alone(found)
    return _each_language(lambda language: figure_text(found.figure, "", language))


def _silent(figure: Figure) -> str:
    """The figure of those who left the question out."""
    return f"{figure.source}.{NO_RESPONSE}"


def _responses(plan: Plan) -> str:
    """The figure of all responses that the plan names; empty for none."""
    return next((wanted.id for wanted in plan.wanted if wanted.kind == "responses"), "")


def _decisions(released: Released, found: ReleasedFigure) -> Iterator[Bilingual]:
    """What the rules said; of a hidden one not which rule, as the edition never says it."""
    figure = found.figure
    if not found.shown:
        yield both("explain.decision.hidden")
        return
    titles = {each.id: each.title for each in released.exceptions}
    rules = dict.fromkeys(d.rule for d in released.decisions if d.subject == figure.id)
    for rule in rules:
        if rule == "exception" and figure.exception in titles:
            yield both("explain.survey.exception", title=titles[figure.exception])
        else:
            yield both(f"disclosure.rule.{rule}")
    if not rules:
        yield both("explain.decision.shown")


def _questions(
    study: Study, released: Released, figure: Figure, wanted: Wanted | None
) -> tuple[Question, ...]:
    """The questions that a figure was counted from.

    Of one that was chosen by its size all that it was chosen from: its own would tell which.
    """
    instrument = study.instrument
    sources = figure.source.split("+")
    if wanted is not None and wanted.kind == "cite":
        # What it repeats is itself a repetition, of a survey that is not at hand.
        sources = []
    elif wanted is not None and wanted.kind in ("largest", "over"):
        sources = _sources(wanted.settings["of"], released)
    elif figure.kind is Kind.COVERAGE and figure.source != "conversations":
        place = instrument.area_question
        sources = [place.id] if place is not None else []
    return tuple(instrument.question(name) for name in sources if name in instrument)


def _sources(of: str | list[str], released: Released) -> list[str]:
    """The questions of every figure that a pattern, or a list of names, is of."""
    patterns = [of] if isinstance(of, str) else of
    named = (
        each.figure.source
        for name, each in released.figures.items()
        if any(fnmatchcase(name, pattern) for pattern in patterns)
    )
    return list(dict.fromkeys(one for source in named for one in source.split("+")))


def _asked(instrument: Instrument, questions: tuple[Question, ...]) -> Iterator[Asked]:
    """Questions as they were asked; of many rows of one grid the words that they share."""
    rows = Counter(question.matrix for question in questions if question.matrix)
    told: set[str] = set()
    for question in questions:
        grid = instrument.matrices.get(question.matrix)
        if grid is not None and rows[grid.id] > _MOST_ROWS:
            if grid.id in told:
                continue
            told.add(grid.id)
            number, text = grid.id.upper(), grid.label
        else:
            number, text = printed_number(instrument, question), question.label
            if grid is not None:
                text = both("explain.survey.row", stem=grid.label, row=question.label)
        who = _who(instrument, question)
        yield Asked(number, text, _answers(question), who, question.status)


def _answers(question: Question) -> Bilingual:
    if not question.choices:
        return both(f"surveys.questions.kind.{question.kind}")
    listed = _each_language(
        lambda language: "; ".join(choice.label[language] for choice in question.choices)
    )
    key = "several" if question.kind in _SEVERAL else "one"
    return both(f"surveys.questions.{key}", listed=listed)


def _who(instrument: Instrument, question: Question) -> Bilingual:
    """Who was asked; of what a person coded at the desk, that nobody was."""
    if question.coded:
        return both("explain.survey.coded")
    if not question.relevant:
        return both("surveys.questions.everybody")
    return _each_language(lambda language: route_in_words(instrument, question, language))


def _each_language(say: Callable[[Language], str]) -> Bilingual:
    return Bilingual(say("en"), say("cy"))
