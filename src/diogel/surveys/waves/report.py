"""The report on two waves: the same blocks in both languages, from released figures only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from diogel.core import LANGUAGES, Bilingual, Language
from diogel.disclosure import Policy
from diogel.language import both, long_date, say
from diogel.reports import Block, Document, Notice, Prose, WorkbookTexts, check_twins
from diogel.statistics import least_net_change
from diogel.surveys.report import Pair
from diogel.surveys.waves.comparing import GROUPS, NAME, Comparison
from diogel.surveys.waves.questions import (
    bounds_shown,
    claims_of,
    question_blocks,
    shown_table,
)
from diogel.surveys.waves.telling import Telling
from diogel.surveys.waves.wording import Counterpart

NONE = Bilingual("", "", review="same in both languages")


def comparison_pair(comparison: Comparison, policy: Policy) -> Pair:
    """The report on two waves, as a document in each language."""
    documents = {lang: _document(comparison, policy, lang) for lang in LANGUAGES}
    check_twins(documents["en"], documents["cy"])
    return Pair(NAME, documents, comparison.second.study.wave.published)


def comparison_texts(comparison: Comparison) -> WorkbookTexts:
    """What the workbook of the comparison's tables says of itself."""
    wave = comparison.second.study.wave
    earlier, later = comparison.times
    notice = both(_invented(comparison)) if comparison.synthetic else NONE
    return WorkbookTexts(
        title=both("waves.title", earlier=earlier, later=later),
        author=wave.author,
        subject=both("waves.subject", title=wave.title),
        moment=datetime.combine(wave.published, time(), UTC).replace(tzinfo=None),
        about=(both("waves.about"), both("surveys.method.not_official")),
        notice=notice,
    )


def summary(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """What can be said, in sentences without markup: the report's own first chapter."""
    telling = Telling(comparison, language, marked=False)
    return tuple(block.markdown.removeprefix("- ") for block in _summary(telling))


def _invented(comparison: Comparison) -> str:
    invented = [t.study for t in (comparison.second, comparison.first) if t.study.wave.synthetic]
    return invented[0].invented_notice


def _document(comparison: Comparison, policy: Policy, language: Language) -> Document:
    telling = Telling(comparison, language)
    wave = comparison.second.study.wave
    other: Language = "en" if language == "cy" else "cy"
    earlier, later = comparison.times
    title = both("waves.title", earlier=earlier, later=later)
    notices = [Notice(say("surveys.notice.review", language), "review")]
    if comparison.synthetic:
        notices.insert(0, Notice(say(_invented(comparison), language), "synthetic"))
    return Document(
        name=NAME,
        language=language,
        title=title[language],
        subtitle=wave.title[language],
        date=long_date(wave.published, language),
        author=wave.author[language],
        subject=telling.say("waves.subject", title=wave.title),
        keywords=(title[language],),
        twin=title[other],
        blocks=(*notices, *_blocks(telling, policy)),
        notice=say("surveys.notice.synthetic_short", language) if comparison.synthetic else "",
    )


def _blocks(telling: Telling, policy: Policy) -> Iterator[Block]:
    yield telling.heading(1, "waves.heading.summary")
    yield from _summary(telling)
    yield telling.heading(1, "waves.heading.groups")
    yield from _groups(telling)
    yield telling.heading(1, "waves.heading.questions")
    if _without_changes(telling.comparison):
        yield telling.prose("waves.changes_hidden")
    for shared in telling.comparison.shared:
        yield from question_blocks(telling, shared)
    yield telling.heading(1, "waves.heading.apart")
    yield from _apart(telling)
    yield telling.heading(1, "waves.heading.method")
    yield from _method(telling)
    yield telling.heading(1, "waves.heading.protected")
    yield from _protected(telling, policy)


def _summary(telling: Telling) -> Iterator[Prose]:
    """Every claim there is, and why there are no more."""
    comparison = telling.comparison
    yield telling.prose("waves.intro")
    claimed = 0
    for shared in comparison.shared:
        for answer, verdict in claims_of(comparison, shared):
            claimed += 1
            times = f"{answer.code}.first", f"{answer.code}.second"
            text = telling.say(
                f"waves.claim.{verdict}",
                table=telling.words(shared.title),
                answer=telling.words(answer.label),
                before=telling.said(times[0]),
                after=telling.said(times[1]),
            )
            yield Prose(f"- {text}", times)
    if not comparison.linked:
        yield telling.prose("waves.unlinked")
    else:
        yield telling.prose(_why_no_more(comparison, claimed))
        yield telling.prose(f"waves.least.{_unit(comparison)}", least=least_net_change())
    shown = [shared for shared in comparison.shared if shown_table(comparison, shared)]
    yield telling.prose(
        "waves.counted",
        compared=telling.number(sum(answer.tested for s in shown for answer in s.answers)),
        claimed=telling.number(claimed),
        apart=telling.number(len(comparison.apart)),
    )


def _why_no_more(comparison: Comparison, claimed: int) -> str:
    """The key of what is said of all the answers of which no change is claimed."""
    if claimed:
        return "waves.claim.others"
    whole = all(shared.whole and shown_table(comparison, shared) for shared in comparison.shared)
    return "waves.claim.none" if whole else "waves.claim.none_shown"


def _unit(comparison: Comparison) -> str:
    """Whether those who answer are authorities."""
    frame = comparison.second.study.plan.frame
    return "authorities" if frame.known and frame.scheme == "local-authority" else "units"


def _groups(telling: Telling) -> Iterator[Block]:
    comparison = telling.comparison
    yield telling.table(GROUPS)
    if comparison.linked:
        yield telling.prose("waves.groups.units")
    if comparison.linked and not comparison.sizes_shown:
        yield telling.prose("waves.groups.hidden")


def _apart(telling: Telling) -> Iterator[Block]:
    """The questions that are not compared, each with why."""
    apart = telling.comparison.apart
    if apart:
        yield telling.prose("waves.apart.intro")
        yield telling.plain_table(
            telling.say("waves.apart.caption"),
            (telling.say("waves.apart.question"), telling.say("waves.apart.why")),
            [(_asked(telling, pair), _why(telling, pair)) for pair in apart],
            (0.6, 0.4),
        )
    else:
        yield telling.prose("waves.apart.none")
    yield telling.prose("waves.apart.others")


def _asked(telling: Telling, pair: Counterpart) -> str:
    """A question as it was asked last, a row of a grid with the grid's own."""
    told = telling.comparison
    instruments = told.second.study.instrument, told.first.study.instrument
    grids = (each.matrices.get(pair.question.matrix) for each in instruments)
    stem = next((grid.label[telling.language] for grid in grids if grid), "")
    label = pair.question.label[telling.language]
    return f"{stem}: {label}" if stem else label


def _why(telling: Telling, pair: Counterpart) -> str:
    return " ".join(telling.say(f"waves.break.{each}") for each in pair.breaks)


def _method(telling: Telling) -> Iterator[Block]:
    comparison = telling.comparison
    if comparison.linked:
        yield telling.prose("waves.method.matched")
        if any(shared.changes for shared in comparison.shared):
            yield telling.prose("waves.method.net")
        yield telling.prose("waves.method.everybody")
        yield telling.prose(
            "waves.method.small", least=least_net_change(), exact=least_net_change(method="exact")
        )
        yield telling.prose("waves.method.linked")
        if comparison.public_key:
            yield telling.prose("waves.method.demonstration_key")
    elif comparison.population is not None:
        yield telling.prose("waves.method.unmatched")
    if comparison.population is None:
        yield telling.prose("waves.method.no_frame")
    else:
        population = telling.number(comparison.population)
        if bounds_shown(telling):
            yield telling.prose("waves.method.bounds", population=population)
        yield telling.prose("waves.method.finite", population=population)


def _without_changes(comparison: Comparison) -> int:
    """How many questions are shown without those who answered both times."""
    shown = (shared for shared in comparison.shared if shown_table(comparison, shared))
    return sum(not shared.changes for shared in shown) if comparison.linked else 0


def _protected(telling: Telling, policy: Policy) -> Iterator[Block]:
    comparison = telling.comparison
    shown = [shared for shared in comparison.shared if shown_table(comparison, shared)]
    excepted = sum(bool(f.figure.exception) for f in comparison.released.figures.values())
    yield telling.prose("waves.protected.policy", policy=policy.title)
    if comparison.linked:
        yield telling.prose("waves.protected.linked")
    used = {shown.figure.exception for shown in comparison.released.figures.values()}
    for found in comparison.released.exceptions:
        if found.id in used:
            yield telling.prose(
                "surveys.method.exception",
                title=found.title,
                reason=found.reason,
                approver=found.approver,
                date=long_date(date.fromisoformat(found.date), telling.language),
            )
    yield telling.prose(
        "waves.protected.counts",
        hidden=telling.number(len(comparison.shared) - len(shown)),
        without=telling.number(_without_changes(comparison)),
        excepted=telling.number(excepted),
    )
