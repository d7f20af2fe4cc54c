"""The four formats of one document: structure, languages, descriptions, properties."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdf
import pytest
from document_texts import FO, READERS, STYLE, SVG, TEXT, URN, WP, W
from report_samples import TEXTS, barriers, document, themes, withheld

from diogel.charts import describe
from diogel.core import LANGUAGES, Language
from diogel.language.detector import english_left
from diogel.reports import (
    BrokenLink,
    ChartBlock,
    Heading,
    Notice,
    PlainTable,
    Prose,
    ProseUnread,
    Quote,
    Written,
    write_document,
)
from diogel.reports import pandoc as pandoc_room
from diogel.reports.write import day_of
from quote_factory import signed

Files = dict[Language, Written]
QUOTED = ('We never have [enough] time & "money" <now>.', "We never have")


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def descriptions(language: Language) -> list[str]:
    hidden = language == "cy"
    return [describe(table, language) for table in (barriers(hidden), themes(hidden))]


def test_every_format_of_both_versions_is_written(written: Files) -> None:
    for language in LANGUAGES:
        names = [path.name for path in written[language].paths.values()]
        assert names == [f"report.{language}.{end}" for end in ("html", "docx", "odt", "pdf")]
        assert written[language].missing == {}


def test_the_same_document_gives_the_same_bytes(written: Files, tmp_path: Path) -> None:
    again = write_document(document("en"), tmp_path, twin_href="report.cy.html")

    for format_, path in again.paths.items():
        assert path.read_bytes() == written["en"].paths[format_].read_bytes(), format_


@pytest.mark.parametrize("format_", ["html", "docx", "odt", "pdf"])
def test_no_english_is_left_in_a_welsh_document(written: Files, format_: str) -> None:
    texts = READERS[format_](written["cy"].paths[format_])

    found = english_left("\n".join(texts), allowed=QUOTED)

    assert texts
    assert found == ()


@pytest.mark.parametrize("format_", ["html", "docx", "odt", "pdf"])
@pytest.mark.parametrize("where", ["heading", "subject", "alternative text"])
def test_english_left_in_a_welsh_document_would_be_seen(
    tmp_path: Path, format_: str, where: str
) -> None:
    left = "What the teams would like to know about their work"
    welsh = document("cy")
    blocks = {
        "heading": (*welsh.blocks, Heading(2, left, "left")),
        "alternative text": (*welsh.blocks, ChartBlock(barriers(), 9, "Siart", left)),
    }
    planted = replace(
        welsh,
        blocks=blocks.get(where, welsh.blocks),
        subject=left if where == "subject" else welsh.subject,
    )

    made = write_document(planted, tmp_path, (format_,), twin_href="x.html")
    texts = READERS[format_](made.paths[format_])

    assert english_left("\n".join(texts), allowed=QUOTED) != ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_leads_to_its_twin(written: Files, language: Language) -> None:
    page = written[language].paths["html"].read_text(encoding="utf-8")
    own, other = ("cy", "en-GB") if language == "cy" else ("en-GB", "cy")
    short = "en" if language == "cy" else "cy"

    assert f'<html lang="{own}">' in page
    twin = f'<a href="report.{short}.html" lang="{other}" hreflang="{other}" rel="alternate">'
    assert twin in page


def test_a_page_has_no_script_and_loads_nothing(written: Files) -> None:
    page = written["en"].paths["html"].read_text(encoding="utf-8")

    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_a_table_on_the_page_has_a_caption_and_scopes(written: Files) -> None:
    page = written["en"].paths["html"].read_text(encoding="utf-8")
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)

    assert len(tables) == 3
    for table in tables:
        assert "<caption>" in table
        assert all("scope=" in heading for heading in re.findall(r"<th\b[^>]*>", table))
    assert '<td class="number" data-figure="W9.a.n">12 (80%)</td>' in page


def test_figures_in_running_text_and_tiles_name_themselves(written: Files) -> None:
    page = " ".join(written["en"].paths["html"].read_text(encoding="utf-8").split())

    assert '<span class="figure" data-figure="W9.a.n">12 of 15</span>' in page
    assert '<strong data-figure="W9.a.n">12 of 15</strong>' in page


def test_a_quotation_carries_its_own_language_and_no_markup(written: Files) -> None:
    page = written["cy"].paths["html"].read_text(encoding="utf-8")

    assert (
        '<blockquote lang="en-GB"><p>“We never have [enough] time &amp; "money" &lt;now&gt;.”'
        in page
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_image_on_the_page_says_what_the_chart_shows(
    written: Files, language: Language
) -> None:
    page = written[language].paths["html"].read_text(encoding="utf-8")

    alternatives = re.findall(r'<img[^>]* alt="([^"]*)"', page)

    expected = [text.replace("'", "&#x27;") for text in descriptions(language)]
    assert alternatives == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_drawing_in_word_says_what_the_chart_shows(written: Files, language: Language) -> None:
    body = part(written[language].paths["docx"], "word/document.xml")

    drawn = [element.get("descr") for element in body.iter(f"{WP}docPr")]

    assert drawn == descriptions(language)
    assert not any("data:" in str(element.attrib) for element in body.iter())


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_has_real_headings_and_heading_rows(written: Files, language: Language) -> None:
    body = part(written[language].paths["docx"], "word/document.xml")

    styles = [element.get(f"{W}val") for element in body.iter(f"{W}pStyle")]
    tables = list(body.iter(f"{W}tbl"))

    assert styles.count("Heading1") == 3 and styles.count("Heading2") == 1
    assert len(tables) == 3
    for table in tables:
        first = next(table.iter(f"{W}tr"))
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        assert table.find(f"{W}tblPr/{W}tblDescription") is not None


def test_the_rows_of_a_short_table_in_word_stay_on_one_page(written: Files) -> None:
    body = part(written["en"].paths["docx"], "word/document.xml")

    for table in body.iter(f"{W}tbl"):
        *rows, last = table.iter(f"{W}tr")
        kept = [p.find(f"{W}pPr/{W}keepNext") for row in rows for p in row.iter(f"{W}p")]
        assert kept and None not in kept
        assert all(p.find(f"{W}pPr/{W}keepNext") is None for p in last.iter(f"{W}p"))


def test_a_short_table_in_opendocument_is_not_broken(written: Files) -> None:
    body = part(written["en"].paths["odt"], "content.xml")
    style, table = (
        f"{{urn:oasis:names:tc:opendocument:xmlns:{x}:1.0}}" for x in ("style", "table")
    )

    used = {each.get(f"{table}style-name") for each in body.iter(f"{table}table")}
    kept = {
        each.get(f"{style}name")
        for each in body.iter(f"{style}style")
        for properties in each.iter(f"{style}table-properties")
        if properties.get(f"{style}may-break-between-rows") == "false"
    }
    assert used and used <= kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_knows_its_language_and_that_of_a_quotation(
    written: Files, language: Language
) -> None:
    path = written[language].paths["docx"]

    default = part(path, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    inner = {e.get(f"{W}val") for e in part(path, "word/document.xml").iter(f"{W}lang")}

    assert default is not None and default.get(f"{W}val") == f"{language}-GB"
    assert inner == {"en-GB", "cy-GB"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_has_properties_in_its_language(written: Files, language: Language) -> None:
    with zipfile.ZipFile(written[language].paths["docx"]) as archive:
        core = archive.read("docProps/core.xml").decode()

    for key in ("title", "subject", "author", "line"):
        assert TEXTS[key][language] in core
    assert f"<dc:language>{language}-GB</dc:language>" in core


def test_word_counts_its_pages_in_words_of_its_language(written: Files) -> None:
    footer = part(written["cy"].paths["docx"], "word/footer1.xml")
    header = part(written["cy"].paths["docx"], "word/header1.xml")

    fields = [element.get(f"{W}instr", "").strip() for element in footer.iter(f"{W}fldSimple")]

    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(footer.itertext()).startswith("Tudalen ")
    assert "".join(header.itertext()) == TEXTS["line"].cy


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_frame_in_opendocument_says_what_the_chart_shows(
    written: Files, language: Language
) -> None:
    body = part(written[language].paths["odt"], "content.xml")

    assert [e.text for e in body.iter(f"{SVG}desc")] == descriptions(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_opendocument_has_headings_heading_rows_and_its_language(
    written: Files, language: Language
) -> None:
    path = written[language].paths["odt"]
    body, styles = part(path, "content.xml"), part(path, "styles.xml")
    table = f"{{{URN}table:1.0}}"

    levels = [e.get(f"{TEXT}outline-level") for e in body.iter(f"{TEXT}h")]
    default = next(
        letters.get(f"{FO}language")
        for style in styles.iter(f"{STYLE}default-style")
        for letters in style.iter(f"{STYLE}text-properties")
        if style.get(f"{STYLE}family") == "paragraph"
    )

    assert levels == ["1", "2", "1", "1"]
    assert default == language
    assert len(list(body.iter(f"{table}table-header-rows"))) == 3


def test_opendocument_starts_with_its_type_uncompressed(written: Files) -> None:
    with zipfile.ZipFile(written["en"].paths["odt"]) as archive:
        first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_no_style_name_in_opendocument_has_a_space(written: Files) -> None:
    body = part(written["en"].paths["odt"], "content.xml")

    names = [e.get(f"{TEXT}style-name", "") for e in body.iter()]

    assert not [name for name in names if " " in name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_declares_ua_and_its_language_and_title(written: Files, language: Language) -> None:
    with pikepdf.open(written[language].paths["pdf"]) as pdf:
        lang, marked = str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)
        shows_title = bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        title = str(pdf.docinfo["/Title"])
        metadata = pdf.Root.Metadata.read_bytes().decode()

    assert lang == f"{language}-GB"
    assert marked and shows_title
    assert title == TEXTS["title"][language]
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)


def structure(path: Path, kind: str) -> list[dict[str, object]]:
    found = []
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{kind}":
                found.append(
                    {
                        "alt": str(thing.get("/Alt", "")),
                        "lang": str(thing.get("/Lang", "")),
                        "scopes": [
                            str(held.get("/Scope", ""))
                            for held in (thing.get("/A") or [])
                            if isinstance(held, pikepdf.Dictionary) and "/Scope" in held
                        ],
                    }
                )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_of_the_pdf_says_what_the_chart_shows(
    written: Files, language: Language
) -> None:
    figures = structure(written[language].paths["pdf"], "Figure")

    assert sorted(str(f["alt"]) for f in figures) == sorted(descriptions(language))


def test_each_column_heading_of_the_pdf_has_its_scope(written: Files) -> None:
    headings = structure(written["cy"].paths["pdf"], "TH")

    assert len(headings) == 2 + 4 + 2
    assert all(heading["scopes"] == ["/Column"] for heading in headings)


def test_a_quotation_in_the_pdf_carries_its_language(written: Files) -> None:
    with pikepdf.open(written["cy"].paths["pdf"]) as pdf:
        languages = {
            str(thing["/Lang"])
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing and "/S" in thing
        }

    assert languages == {"en-GB"}


def test_the_pdf_brings_its_own_letters(written: Files) -> None:
    with pikepdf.open(written["cy"].paths["pdf"]) as pdf:
        fonts = {
            str(thing["/BaseFont"]).split("+")[-1]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }

    assert fonts
    assert all(font.startswith("LiberationSans") for font in fonts), fonts


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    broken = replace(document("en"), blocks=(Prose("See [this](#nowhere)."),))

    with pytest.raises(BrokenLink, match="nowhere"):
        write_document(broken, tmp_path, ("html",), twin_href="x.html")


def test_markdown_that_runs_into_the_next_text_is_refused(tmp_path: Path) -> None:
    broken = replace(document("en"), blocks=(Prose("::: box\nnever closed"), Prose("B")))

    with pytest.raises(ProseUnread):
        write_document(broken, tmp_path, ("html",), twin_href="x.html")


def test_raw_markup_in_a_text_stays_text(tmp_path: Path) -> None:
    sly = replace(
        document("en"), blocks=(Prose("<script>x</script> \\textbf{y}"), Notice("<b>z</b>"))
    )

    page = write_document(sly, tmp_path, ("html",), twin_href="x.html").paths["html"]

    assert "<script" not in page.read_text(encoding="utf-8")
    assert "<b>" not in page.read_text(encoding="utf-8")


def test_a_format_whose_program_is_missing_is_named_and_the_others_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)

    words = tuple(b for b in document("en").blocks if not isinstance(b, ChartBlock))
    plain = replace(document("en"), blocks=words)

    made = write_document(plain, tmp_path, twin_href="x.html")
    drawn = write_document(document("en"), tmp_path, twin_href="x.html")

    assert list(made.paths) == ["html", "docx", "odt"]
    assert list(made.missing) == ["pdf"]
    # Pictures for these need it too.
    assert list(drawn.missing) == ["docx", "odt", "pdf"]
    assert "Typst" in made.missing["pdf"].cy


def test_without_pandoc_every_format_is_named_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    pandoc_room.program.cache_clear()

    made = write_document(document("en"), tmp_path, twin_href="x.html")

    pandoc_room.program.cache_clear()
    assert made.paths == {}
    assert list(made.missing) == ["html", "docx", "odt", "pdf"]
    assert "Pandoc" in made.missing["html"].en


@pytest.mark.parametrize(
    ("written_out", "expected"),
    [("1 April 2021", (2021, 4, 1)), ("10 Medi 2021", (2021, 9, 10)), ("2020-21", (2000, 1, 1))],
)
def test_a_file_carries_the_day_of_its_document(
    written_out: str, expected: tuple[int, int, int]
) -> None:
    found = day_of(written_out)

    assert (found.year, found.month, found.day) == expected


def test_a_document_without_anything_optional_comes_in_every_format(tmp_path: Path) -> None:
    bare = replace(
        document("cy"),
        subtitle="",
        notice="",
        keywords=(),
        subject="",
        contents=False,
        blocks=(Heading(1, "Un", "un"), Prose("Testun.")),
    )

    made = write_document(bare, tmp_path, twin_href="x.html")

    assert list(made.paths) == ["html", "docx", "odt", "pdf"]


def test_the_highest_heading_is_the_first_level_wherever_it_starts(tmp_path: Path) -> None:
    deep = replace(document("en"), blocks=(Heading(3, "A", "a"), Heading(4, "B", "b")))

    made = write_document(deep, tmp_path, ("html", "docx"), twin_href="x.html")

    page = made.paths["html"].read_text(encoding="utf-8")
    body = part(made.paths["docx"], "word/document.xml")
    styles = [e.get(f"{W}val") for e in body.iter(f"{W}pStyle")]
    assert '<h2 id="a">' in page and '<h3 id="b">' in page
    assert "Heading1" in styles and "Heading2" in styles


def test_words_in_the_other_language_are_marked_in_every_format(tmp_path: Path) -> None:
    mixed = replace(document("en"), blocks=(Prose("The word [cymuned]{lang=cy} means this."),))

    made = write_document(mixed, tmp_path, twin_href="x.html")

    assert '<span lang="cy">cymuned</span>' in made.paths["html"].read_text(encoding="utf-8")
    runs = part(made.paths["docx"], "word/document.xml").iter(f"{W}lang")
    assert [run.get(f"{W}val") for run in runs] == ["cy-GB"]
    letters = part(made.paths["odt"], "content.xml").iter(f"{STYLE}text-properties")
    assert "cy" in [e.get(f"{FO}language") for e in letters]
    with pikepdf.open(made.paths["pdf"]) as pdf:
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    spoken = set(re.findall(rb"/Lang\(([\w-]+)\)", drawn))
    assert spoken == {b"cy-GB"}


def test_a_chart_of_a_withheld_table_is_a_sentence(tmp_path: Path) -> None:
    hidden = replace(document("en"), blocks=(ChartBlock(withheld(), 1, "Staff", "d"),))

    made = write_document(hidden, tmp_path, twin_href="x.html")

    page = made.paths["html"].read_text(encoding="utf-8")
    assert len(made.paths) == 4
    assert "Figure 1: Staff" in page and "This table is not shown" in page
    assert "<img" not in page


def test_signs_that_mean_something_to_a_format_are_only_words_in_it(tmp_path: Path) -> None:
    signs = '# $x$ *a* _b_ @c <d> & "e" \\f #let [g] {h} ~i ^j `k` %l'
    rows = ((signs, "1"), ("two\nlines", "2"))
    odd = replace(
        document("en"),
        title=signs,
        notice=signs,
        blocks=(
            Heading(2, signs, "h"),
            PlainTable(signs, 1, (signs, "b"), rows),
            Quote(signed(signs, "cy"), "cy"),
        ),
    )

    made = write_document(odd, tmp_path, twin_href="x.html")

    spoken = pypdf.PdfReader(made.paths["pdf"]).metadata
    body = part(made.paths["docx"], "word/document.xml")
    words = ["".join(p.itertext()) for p in body.iter(f"{W}p")]
    assert len(made.paths) == 4
    assert spoken is not None and spoken.title == signs
    assert signs in words and f"“{signs}”" in words


@pytest.mark.parametrize("format_", ["html", "docx", "odt"])
def test_rows_in_somebodys_own_words_are_marked_with_their_language(
    tmp_path: Path, format_: str
) -> None:
    table = PlainTable("Geiriau", 1, ("Gair", "Nifer"), (("housing", "3"),), spoken="en")
    welsh = replace(document("cy"), blocks=(table,))

    made = write_document(welsh, tmp_path, (format_,), twin_href="x.html")

    texts = READERS[format_](made.paths[format_])
    assert "housing" not in texts
    assert "Gair" in texts


def test_a_crowded_table_has_smaller_letters_and_nothing_else_has(tmp_path: Path) -> None:
    headings = tuple(f"Administration{at}" for at in range(7))
    crowded = PlainTable("Crowded", 1, headings, (("one",) * 7,), spoken="cy")
    roomy = PlainTable("Roomy", 2, ("A", "B"), (("one", "two"),))
    both = replace(document("en"), blocks=(crowded, roomy))

    made = write_document(both, tmp_path, ("docx", "odt"), twin_href="x.html")

    body = part(made.paths["docx"], "word/document.xml")
    sizes = [len(list(table.iter(f"{W}sz"))) for table in body.iter(f"{W}tbl")]
    first = next(run for run in body.iter(f"{W}rPr") if run.find(f"{W}lang") is not None)
    names = [e.get(f"{TEXT}style-name", "") for e in part(made.paths["odt"], "content.xml").iter()]
    assert sizes == [14, 0]
    assert [child.tag for child in first][-2:] == [f"{W}sz", f"{W}lang"]
    assert sum(name.endswith("_dense") for name in names) == 14
