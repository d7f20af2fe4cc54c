"""The first page of the outputs: every document, in every format, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from diogel.charts import TILE_STYLE
from diogel.core import Language
from diogel.files import write_atomically
from diogel.language import long_date, say
from diogel.surveys import Wave, read_wave
from diogel.workspace.editions import DEFAULT
from diogel.workspace.folder import Workspace
from diogel.workspace.home_assessments import (
    assessments_there,
    authorities_section,
    documents_section,
)
from diogel.workspace.home_links import FORMATS, file_item
from diogel.workspace.home_news import gaps_section, news_section
from diogel.workspace.judging import REPORTS
from diogel.workspace.quality_outputs import about_reports

TAGS = {"en": "en-GB", "cy": "cy"}
# The Welsh comes first: it must not be treated less favourably.
ORDER: tuple[Language, Language] = ("cy", "en")

STYLE = """
body{margin:0;font:1.1875rem/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;background:#fff}
a{color:#12436d}a:focus{outline:3px solid #0b0c0c;background:#ffdd00;color:#0b0c0c}
.skip{position:absolute;left:-999em}.skip:focus{position:static}
header,main,footer{max-width:62rem;margin:0 auto;padding:1rem}
header{border-bottom:4px solid #12436d}
nav ul{display:flex;gap:1.5rem;padding:0;list-style:none}
section{margin-bottom:3rem}h1{font-size:2rem;margin:.5rem 0}h2{font-size:1.6rem}h3{font-size:1.3rem}
ul.files{padding-left:1.2rem}li{margin:.4rem 0}
.full{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.notice{border-left:8px solid #801650;background:#f3f2f1;padding:.8rem 1rem}
footer{border-top:1px solid #b1b4b6}
"""


def write_index(workspace: Workspace) -> Path:
    """Write `out/index.html`; both languages stand on it, each marked as its own."""
    waves = [read_wave(folder) for folder in workspace.waves()]
    path = workspace.out / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    with write_atomically(path) as temporary:
        temporary.write_text(_page(workspace, waves), encoding="utf-8", newline="\n")
    return path


def _page(workspace: Workspace, waves: list[Wave]) -> str:
    links = "".join(
        f'<li><a href="#{lang}" lang="{TAGS[lang]}" hreflang="{TAGS[lang]}">'
        f"{escape(say('workspace.language_name', lang))}</a></li>"
        for lang in ORDER
    )
    label = " / ".join(say("workspace.languages", lang) for lang in ORDER)
    title = " / ".join(dict.fromkeys(workspace.name[lang] for lang in ORDER))
    skip = escape(say("workspace.skip", "cy"))
    english_skip = escape(say("workspace.skip", "en"))
    return (
        f'<!DOCTYPE html>\n<html lang="cy">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}: Diogel</title>\n<style>{STYLE}{TILE_STYLE}</style>\n"
        f"</head>\n<body>\n"
        f'<a class="skip" href="#main">{skip} / <span lang="en-GB">{english_skip}</span></a>\n'
        f"<header><h1>Diogel</h1>\n"
        f'<nav aria-label="{escape(label)}"><ul>{links}</ul></nav></header>\n'
        f'<main id="main">\n{"".join(_section(workspace, waves, lang) for lang in ORDER)}</main>\n'
        f"<footer>{''.join(_foot(lang) for lang in ORDER)}</footer>\n</body>\n</html>\n"
    )


def _foot(language: Language) -> str:
    return f'<p lang="{TAGS[language]}">{escape(say("workspace.made_with", language))}</p>\n'


def _section(workspace: Workspace, waves: list[Wave], language: Language) -> str:
    tag = TAGS[language]
    body = _evidence(workspace, language)
    body += "".join(_wave(workspace, wave, language) for wave in waves)
    body += _data(workspace, language)
    body = body or f"<p>{escape(say('workspace.nothing_yet', language))}</p>\n"
    return (
        f'<section id="{language}" lang="{tag}" aria-labelledby="{language}-heading">\n'
        f'<h2 id="{language}-heading">{escape(workspace.name[language])}</h2>\n{body}</section>\n'
    )


def _evidence(workspace: Workspace, language: Language) -> str:
    """The areas, what came lately, what is lacking, and the assessments; empty without data."""
    found, about = assessments_there(workspace), about_reports(workspace)
    if not found and about is None:
        return ""
    return (
        authorities_section(workspace, found, about, language)
        + documents_section(workspace, found, language)
        + news_section(workspace, language)
        + gaps_section(workspace, about, language)
    )


def _data(workspace: Workspace, language: Language) -> str:
    """The reports on partners' data; empty where none ever came."""
    about = about_reports(workspace)
    folder = workspace.out / REPORTS
    if about is None or not folder.is_dir():
        return ""
    heading = say("workspace.quality.heading", language)
    notice = ""
    if about.synthetic:
        text = say("workspace.quality.synthetic", language)
        notice = f'<p class="notice">{escape(text)}</p>\n'
    day = ""
    if about.day:
        written = long_date(date.fromisoformat(about.day), language)
        day = f"<p>{escape(say('workspace.quality.of_day', language, date=written))}</p>\n"
    items = "".join(_report(workspace, name, language) for name in ("audit", "gaps"))
    return f'<h3>{escape(heading)}</h3>\n{day}{notice}<ul class="files">\n{items}</ul>\n'


def _report(workspace: Workspace, name: str, language: Language) -> str:
    folder = workspace.out / REPORTS
    title = say(f"workspace.quality.{name}", language)
    files = [folder / f"{name}.{language}.{ending}" for ending in (*FORMATS, "xlsx")]
    return file_item(workspace.out, title, f"{title}: ", files, language)


def _wave(workspace: Workspace, wave: Wave, language: Language) -> str:
    folder = workspace.out / "surveys" / wave.id
    notice = ""
    if wave.synthetic:
        text = escape(say("surveys.notice.synthetic_short", language))
        notice = f'<p class="notice">{text}.</p>\n'
    published = say("workspace.published", language, date=long_date(wave.published, language))
    editions = "".join(_edition(workspace, wave, f, language) for f in _editions(folder))
    heading = escape(wave.title[language])
    return f"<h3>{heading}</h3>\n<p>{escape(published)}</p>\n{notice}{editions}"


def _editions(folder: Path) -> Iterator[Path]:
    if (folder / "figures.csv").is_file():
        yield folder
    yield from sorted(path.parent for path in folder.glob("*/figures.csv"))


def _edition(workspace: Workspace, wave: Wave, folder: Path, language: Language) -> str:
    key = "workspace.safe_edition" if folder.name == DEFAULT else "workspace.policy_edition"
    if folder.name == wave.id:
        key = "workspace.edition"
    items = "".join(_items(workspace, wave, folder, language))
    heading = escape(say(key, language, policy=folder.name))
    return f'<h4>{heading}</h4>\n<ul class="files">\n{items}</ul>\n'


def _items(workspace: Workspace, wave: Wave, folder: Path, language: Language) -> Iterator[str]:
    for name in (*wave.documents, *(["waves"] if wave.compares else [])):
        files = [folder / f"{name}.{language}.{ending}" for ending in (*FORMATS, "xlsx")]
        yield _item(workspace, say(f"workspace.document.{name}", language), files, wave, language)
    yield _item(
        workspace,
        say("workspace.tables", language),
        [folder / f"tables.{language}.xlsx"],
        wave,
        language,
    )
    yield _item(
        workspace, say("workspace.figures", language), [folder / "figures.csv"], wave, language
    )


def _item(
    workspace: Workspace, name: str, files: list[Path], wave: Wave, language: Language
) -> str:
    """A line of an edition; its links say the wave and, where it is not the wave's own, which."""
    folder = files[0].parent.name
    key = "workspace.of_edition" if folder == DEFAULT else "workspace.of_policy"
    edition = say(key, language, policy=folder) if folder != wave.id else ""
    full = f"{name}, {wave.title[language]}{edition}: "
    return file_item(workspace.out, name, full, files, language)
