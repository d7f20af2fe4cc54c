"""Every kind of chart in a document: with its words and the way to its numbers, in each format."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from chart_samples import (
    Sample,
    funnel_sample,
    groups,
    interval,
    month_sample,
    series,
    tiles,
)

from diogel.charts import describe_chart
from diogel.core import LANGUAGES, Language
from diogel.reports import ChartBlock, Document, Heading, TableBlock, write_document
from diogel.reports.twins import TwinsDiffer, check_twins

SAMPLES: tuple[Sample, ...] = (
    series("2023-01", [100.0, 110, 95, 105, None, 300, 99, 104, 97, 106, 101, 103]),
    interval(),
    funnel_sample(),
    groups(),
    tiles(),
    month_sample(12),
)


def document(language: Language, samples: tuple[Sample, ...] = SAMPLES) -> Document:
    """A document with each chart over its table."""
    blocks: list[Heading | ChartBlock | TableBlock] = [Heading(1, "Siartiau", "charts")]
    for n, (table, marks) in enumerate(samples, start=1):
        words = describe_chart(table, marks, language)
        blocks += [ChartBlock(table, n, "Teitl", words, marks=marks), TableBlock(table, n)]
    return Document(
        name="charts",
        language=language,
        title="Siartiau",
        subtitle="",
        date="1 April 2024",
        author="",
        subject="",
        keywords=(),
        twin="Charts",
        blocks=tuple(blocks),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("charts")
    made = write_document(document("cy"), folder, twin_href="charts.en.html")
    assert made.missing == {}
    return dict(made.paths)


def descriptions() -> list[str]:
    return [describe_chart(table, marks, "cy") for table, marks in SAMPLES]


def test_the_page_has_each_picture_with_its_description_and_a_link_to_its_table(
    written: dict[str, Path],
) -> None:
    page = written["html"].read_text(encoding="utf-8")

    found = [unescape(alt) for alt in re.findall(r'<img [^>]*alt="([^"]*)"', page)]
    assert found == descriptions()
    links = re.findall(r'<figure class="chart".*?<a href="#([^"]+)"', page, re.DOTALL)
    assert len(links) == len(SAMPLES)
    assert all(f'id="{target}"' in page for target in links)


@pytest.mark.parametrize(
    ("format_", "part", "inside"),
    [("docx", "word/document.xml", "descr"), ("odt", "content.xml", "svg:desc")],
)
def test_office_files_have_each_description(
    written: dict[str, Path], format_: str, part: str, inside: str
) -> None:
    with zipfile.ZipFile(written[format_]) as parts:
        content = unescape(parts.read(part).decode())

    assert inside in content
    assert [words for words in descriptions() if words not in content] == []


def test_the_pdf_has_each_description(written: dict[str, Path]) -> None:
    pikepdf = pytest.importorskip("pikepdf")

    with pikepdf.open(written["pdf"]) as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]
        found = {str(part["/Alt"]) for part in parts if "/Alt" in part}

    assert set(descriptions()) <= found


def test_both_languages_draw_the_same_charts() -> None:
    check_twins(document("en"), document("cy"))


def test_twins_whose_charts_have_other_marks_differ() -> None:
    other = groups(log=True)[1]

    with pytest.raises(TwinsDiffer):
        check_twins(document("en"), document("cy", (*SAMPLES[:3], (SAMPLES[3][0], other))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_table_has_no_picture(language: Language, tmp_path: Path) -> None:
    table, marks = series("2023-01", [1.0, 2.0])
    withheld = type(table)(table.table, table.figures, "withheld", _key())

    made = write_document(
        document(language, ((withheld, marks),)), tmp_path, ["html"], twin_href="x.html"
    )

    assert "<img" not in made.paths["html"].read_text(encoding="utf-8")


def _key() -> object:
    from diogel.disclosure.released import _KEY

    return _KEY
