"""Writing the published standard into a folder: the same bytes each time."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem, Refused
from diogel.language import both, say
from diogel.reports import Document, check_twins, write_document
from diogel.standard import definitions, package_files, tables
from diogel.standard.schemas import package
from diogel.workspace.standard_site.front_page import front_page, readme, title
from diogel.workspace.standard_site.list_pages import duties_page, suppliers_page, themes_page
from diogel.workspace.standard_site.measure_page import measure_page
from diogel.workspace.standard_site.page import Site
from diogel.workspace.standard_site.table_page import table_page

TAGS = {"en": "en-GB", "cy": "cy"}
WRITERS = 4
TOLD_EVERY = 25  # pages
Told = Callable[[int, int, Bilingual], None]
Make = Callable[[Language], Document]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes
    ----------
    folder : Path
    files, measures : int
        How many files there are, and how many measures they define.
    missing : Bilingual or None
        Why there are no pages, where this machine cannot make them; the rest is there.
    """

    folder: Path
    files: int
    measures: int
    missing: Bilingual | None = None


def export_standard(folder: Path, told: Told | None = None) -> Exported:
    """Write the standard into a folder, in both languages.

    Parameters
    ----------
    folder : Path
        A new or empty folder, or one that held the standard before: that is replaced whole.
    told : callable, optional
        Is told how many pages are done, of how many, and what is being made.

    Raises
    ------
    Refused
        The folder holds something else.
    """
    _check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        missing = _write_everything(making, told or (lambda *_: None))
        files = sum(1 for path in making.rglob("*") if path.is_file())
        _put_in_place(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Exported(folder, files, len(definitions().measures), missing)


def _check_free(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        held = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        held = None
    if not isinstance(held, dict) or held.get("name") != package()["name"]:
        raise Refused([Problem("export.folder-taken", Place(), str(folder))])


def _put_in_place(making: Path, folder: Path) -> None:
    """The new folder where the old one was; the old one is there until the new one is whole."""
    old = folder.with_name(f"{making.name}-old")
    if folder.exists():
        folder.replace(old)
    try:
        making.replace(folder)
    except OSError:
        if old.exists():
            old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write_everything(making: Path, told: Told) -> Bilingual | None:
    """Every file; why there are no pages, if there are none."""
    for name, content in package_files():
        _write(making / name, content)
    site = Site.of(definitions())
    for language in LANGUAGES:
        _write(making / f"README.{language}.md", readme(site, language).encode())
    missing = _write_pages(making, site, told)
    if missing is None:
        _write(making / "index.html", _choice().encode())
    return missing


def _write_pages(making: Path, site: Site, told: Told) -> Bilingual | None:
    pages = list(_pages(site))
    missing = None
    # Nearly all of the time is spent waiting for Pandoc, one run for each page.
    with ThreadPoolExecutor(max_workers=WRITERS) as writers:
        waiting = [writers.submit(_write_pair, making / where, make) for where, make in pages]
        for done, one in enumerate(waiting):
            if done % TOLD_EVERY == 0:
                told(done, len(pages), both("standard.step.pages"))
            missing = one.result() or missing
    return missing


def _pages(site: Site) -> Iterator[tuple[str, Make]]:
    for listing in (front_page, themes_page, suppliers_page, duties_page):
        yield "", partial(listing, site)
    for measure in site.definitions.measures:
        yield "measures", partial(measure_page, measure, site)
    for table in tables():
        yield "tables", partial(table_page, table, site)


def _write_pair(folder: Path, make: Make) -> Bilingual | None:
    """One page in both languages, which must say the same; why it could not be made."""
    english, welsh = make("en"), make("cy")
    check_twins(english, welsh)
    for document, other in ((english, "cy"), (welsh, "en")):
        twin = f"{document.name}.{other}.html"
        written = write_document(document, folder, ("html",), twin_href=twin)
        if written.missing:
            return written.missing["html"]
    return None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _choice() -> str:
    """The page that leads to the first page in either language; Welsh first."""
    names = " / ".join(escape(title()[language]) for language in ("cy", "en"))
    links = "".join(
        f'<li><a href="index.{language}.html" lang="{TAGS[language]}" '
        f'hreflang="{TAGS[language]}">{escape(title()[language])}</a></li>\n'
        for language in ("cy", "en")
    )
    choose = escape(say("standard.choose", "cy"))
    english = escape(say("standard.choose", "en"))
    return (
        '<!DOCTYPE html>\n<html lang="cy">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{names}</title>\n<style>body{{font:1.25rem/1.5 Arial,Helvetica,sans-serif;"
        "max-width:46rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}a{color:#12436d}"
        "li{margin:1rem 0}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{choose} / <span lang="en-GB">{english}</span></h1>\n<ul>\n{links}</ul>\n'
        "</main>\n</body>\n</html>\n"
    )
