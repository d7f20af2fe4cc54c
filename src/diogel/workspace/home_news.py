"""What came lately and what is lacking, on the first page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from html import escape

from diogel.core import Bilingual, Language, Period
from diogel.indicators import period_said
from diogel.language import long_date, say
from diogel.standard import measure, suppliers
from diogel.store import Release
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace
from diogel.workspace.home_links import file_link
from diogel.workspace.judging import REPORTS
from diogel.workspace.quality_outputs import About
from diogel.workspace.release_names import title_of

NOTHING = Bilingual("", "")
LATELY = timedelta(days=31)
MOST = 8


def news_section(workspace: Workspace, language: Language) -> str:
    """Deliveries of the month up to the latest one."""
    releases = open_store(workspace).releases()
    if not releases:
        return ""
    since = max(release.received_at for release in releases) - LATELY
    recent = [release for release in releases if release.received_at >= since]
    recent.sort(key=lambda release: release.received_at, reverse=True)
    lines = [_delivery(release, language) for release in recent[:MOST]]
    if len(recent) > MOST:
        lines.append(say("home.news.more", language, n=len(recent) - MOST))
    heading = say("home.news", language)
    return f"<h3>{escape(heading)}</h3>\n{_listed(lines)}"


def _delivery(release: Release, language: Language) -> str:
    """One delivery: when, what, whose, of which periods."""
    when = _when(part.key["period"] for part in release.slices if "period" in part.key)
    slots: dict[str, object] = {
        "day": long_date(release.received_at.date(), language),
        "what": title_of(release),
        "supplier": release.supplier,
        "periods": when[language],
    }
    own = release.supplier in ("", release.source)
    kind = "public" if own else "partner"
    return say(f"home.news.{kind}.{'of-periods' if when.en else 'of-no-period'}", language, **slots)


def _when(texts: Iterable[str]) -> Bilingual:
    """From the first to the last of some periods, in words; empty where there are none."""
    try:
        periods = sorted(Period.parse(text) for text in set(texts))
    except ValueError:
        return NOTHING
    return period_said(periods[0], periods[-1]) if periods else NOTHING


def gaps_section(workspace: Workspace, about: About | None, language: Language) -> str:
    """What is late or never came, in short, with the report that says it all."""
    if about is None:
        return ""
    heading = escape(say("home.gaps", language))
    named = {each.code: each.name for each in suppliers()}
    lines = [
        say(
            "home.gaps.late",
            language,
            measure=measure(late.measure).title,
            supplier=named[late.supplier],
            latest=_when([late.latest]),
            areas=late.areas,
        )
        for late in about.late
    ]
    said = say("home.gaps.never", language, measures=about.never, of=about.asked)
    report = workspace.out / REPORTS / f"gaps.{language}.html"
    link = ""
    if report.is_file():
        title = say("workspace.quality.gaps", language)
        to = file_link(workspace.out, f"{title}: ", report, language)
        link = f"<p>{escape(title)}: {to}</p>\n"
    none = "" if lines else f"<p>{escape(say('home.gaps.none-late', language))}</p>\n"
    return f"<h3>{heading}</h3>\n{none}{_listed(lines)}<p>{escape(said)}</p>\n{link}"


def _listed(lines: list[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
    return f"<ul>\n{items}</ul>\n" if items else ""
