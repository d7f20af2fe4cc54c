"""What people write in the Word file comes back whole, whichever program they wrote in."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))
from assessment_factory import (
    DAY,
    NEWPORT,
    documents,
    evidence,
    figure_id,
    released,
    text,
)

from diogel.assessment import (
    AssessmentEvidence,
    Taken,
    load_template,
    put_section,
    read_sections,
    take_back,
)
from diogel.core import Language, Refused
from diogel.reports import write_document

ASB = f"{figure_id('police-asb')}|count"
RICH = (
    f"Most of it, {{{ASB}}} reports, is in the **evening**, and *mostly* in summer.\n\n"
    "- one\n- two\n\n1.  first\n2.  second\n\nSee [the plan](https://example.org/plan?a=1)."
)
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def built(
    folder: Path,
    sections: Path,
    language: Language = "en",
    shown: AssessmentEvidence | None = None,
    format_: str = "docx",
) -> Path:
    made = documents(read_sections(sections), shown=shown)["assessment"][language]
    return write_document(made, folder, (format_,), twin_href="x").paths[format_]


def taken(path: Path, sections: Path, **more: object) -> Taken:
    given: dict[str, object] = {"by": "Invented Council", "on": DAY, **more}
    return take_back(path, sections, NEWPORT, load_template(), released(), **given)  # type: ignore[arg-type]


def converted(path: Path, *formats: str) -> Path:
    """The file through one or several formats, as LibreOffice writes them."""
    for number, wanted in enumerate(formats):
        out = path.parent / f"{number}-{wanted}"
        filter_ = "docx:MS Word 2007 XML" if wanted == "docx" else wanted
        profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", filter_]
        subprocess.run(
            [*command, "--outdir", str(out), str(path)],
            capture_output=True,
            check=True,
            timeout=180,
        )
        path = out / f"{path.stem}.{wanted}"
    return path


def placeholder(document: WordDocument, part: str):  # type: ignore[no-untyped-def]
    """The paragraph after the line that begins a part."""
    paragraphs = document.paragraphs
    at = next(n for n, p in enumerate(paragraphs) if f"[[{NEWPORT} {part} " in p.text)
    return paragraphs[at + 1]


def texts(sections: Path) -> Iterator[tuple[str, str, str]]:
    for (part, language), held in read_sections(sections).texts.items():
        yield part, language, held.text


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_a_file_that_nobody_touched_changes_nothing(tmp_path: Path, format_: str) -> None:
    sections = tmp_path / "sections"
    put_section(sections, text("causes", RICH, said={ASB: "1,204"}))
    before = {path: path.read_bytes() for path in sections.rglob("*.md")}

    found = taken(built(tmp_path, sections, format_=format_), sections)

    assert found.unchanged == (("causes", "en"),)
    assert (found.kept, found.conflicts) == ((), ())
    assert {path: path.read_bytes() for path in sections.rglob("*.md")} == before


def test_a_number_in_text_looks_as_its_words_in_opendocument(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    put_section(sections, text("causes", RICH, said={ASB: "1,204"}))
    with zipfile.ZipFile(built(tmp_path, sections, format_="odt")) as file:
        body, styles = (file.read(name).decode() for name in ("content.xml", "styles.xml"))

    numbers = [link for link in re.findall(r"<text:a [^>]*>", body) if "Figure_20_Link" in link]
    assert numbers and all(link.count('style-name="Figure_20_Link"') == 2 for link in numbers)
    style = re.search(r'<style:style [^>]*style:name="Figure_20_Link".*?</style:style>', styles)
    assert style and "color" not in style[0] and "underline" not in style[0]


@needs_office
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx"), ("odt",)])
def test_nothing_changes_when_libreoffice_saves_the_file(
    tmp_path: Path, way: tuple[str, ...]
) -> None:
    sections = tmp_path / "sections"
    put_section(sections, text("causes", RICH, said={ASB: "1,204"}))

    found = taken(converted(built(tmp_path, sections), *way), sections)

    assert found.unchanged == (("causes", "en"),)
    assert found.problems == ()


def test_words_typed_in_word_are_kept_and_stand_in_the_next_document(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    paragraph = placeholder(document, "causes")
    paragraph.text = "Because of "
    paragraph.add_run("cheap").bold = True
    paragraph.add_run(" drink.")
    document.save(str(path))

    found = taken(path, sections)

    assert [t.text for t in found.kept] == ["Because of **cheap** drink."]
    again = built(tmp_path / "next", sections)
    assert taken(again, sections).unchanged == (("causes", "en"),)


def test_a_number_copied_within_word_is_filled_anew_and_flagged(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    link = next(p for p in document.paragraphs if "twelve months" in p.text)._p.find(
        ".//{*}hyperlink"
    )
    paragraph = placeholder(document, "causes")
    paragraph.text = "There were "
    paragraph._p.append(deepcopy(link))
    document.save(str(path))
    name = figure_id("police-asb")

    (kept,) = taken(path, sections).kept

    assert kept.text == f"There were {{{name}}}"
    assert kept.said == {name: "1,204"}
    after = documents(read_sections(sections), shown=evidence({"police-asb": 1260}))
    part = next(b for b in after["assessment"]["en"].blocks if getattr(b, "id", "") == "causes")
    assert "1,260" in part.markdown  # type: ignore[union-attr]
    assert "was 1,204" in part.after  # type: ignore[union-attr]


def test_a_typed_number_is_remembered_with_the_figure_it_may_be(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    placeholder(document, "causes").text = "There were 1,204 reports."
    document.save(str(path))

    (kept,) = taken(path, sections).kept

    assert list(kept.typed) == ["1,204"]


def test_two_people_who_write_in_one_part_are_told(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    put_section(sections, text("causes", "Old words."))
    ours, theirs = built(tmp_path / "a", sections), built(tmp_path / "b", sections)
    for path, words in ((ours, "Ours."), (theirs, "Theirs.")):
        document = docx.Document(str(path))
        placeholder(document, "causes").text = words
        document.save(str(path))
    taken(ours, sections, by="A")

    found = taken(theirs, sections, by="B")

    assert [t.text for t in found.conflicts] == ["Theirs."]
    assert "assessment.part-conflict" in {p.code for p in found.problems}
    assert list(texts(sections)) == [("causes", "en", "Ours.")]


def test_a_table_a_heading_and_a_picture_are_told_and_the_words_are_kept(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    paragraph = placeholder(document, "causes")
    paragraph.text = "Why"
    paragraph.style = document.styles["Heading 2"]
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ward", "Many"
    paragraph._p.addnext(table._tbl)
    document.save(str(path))

    found = taken(path, sections)

    assert [t.text for t in found.kept] == ["**Why**\n\nWard \\| Many"]
    assert {p.code for p in found.problems} == {
        "assessment.part-heading",
        "assessment.part-table",
    }


def test_tracked_changes_are_accepted_and_comments_are_kept_apart(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    paragraph = placeholder(document, "causes")
    paragraph.text = "Kept "
    run = paragraph.add_run("struck")
    deleted = docx.oxml.parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'w:id="900" w:author="A"><w:r><w:delText>struck</w:delText></w:r></w:del>'
    )
    inserted = docx.oxml.parse_xml(
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'w:id="901" w:author="A"><w:r><w:t>added</w:t></w:r></w:ins>'
    )
    run._r.addnext(deleted)
    deleted.addnext(inserted)
    run._r.getparent().remove(run._r)
    document.add_comment(paragraph.runs, text="Is this right?", author="B. Reader")
    document.save(str(path))

    found = taken(path, sections)

    assert [t.text for t in found.kept] == ["Kept added"]
    assert [r.text for r in found.kept[0].remarks] == ["Is this right?"]
    assert {p.code for p in found.problems} == {
        "assessment.part-tracked-accepted",
        "assessment.part-comments",
    }


def test_a_part_whose_end_is_gone_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)
    document = docx.Document(str(path))
    placeholder(document, "causes").text = "Lost?"
    placeholder(document, "voice").text = "Heard."
    for paragraph in document.paragraphs:
        if f"[[/{NEWPORT} causes " in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))

    found = taken(path, sections)

    assert [t.part for t in found.kept] == ["voice"]
    assert [p.code for p in found.problems] == ["assessment.part-broken"]


def test_a_file_of_another_area_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    sections = tmp_path / "sections"
    path = built(tmp_path, sections)

    with pytest.raises(Refused) as refused:
        take_back(path, sections, "W06000015", load_template(), released(), by="A", on=DAY)

    assert [p.code for p in refused.value.problems] == ["assessment.other-area"]
    assert not sections.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"not a zip", "file.damaged"),
        ("a.pdf", b"%PDF", "assessment.not-a-document"),
        ("a.docx", b"\xd0\xcf\x11\xe0secret", "file.password"),
    ],
)
def test_what_is_no_document_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        taken(path, tmp_path / "sections")

    assert [p.code for p in refused.value.problems] == [code]


def test_a_document_type_that_could_grow_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    path.write_bytes(out.getvalue())

    with pytest.raises(Refused) as refused:
        taken(path, tmp_path / "sections")

    assert [p.code for p in refused.value.problems] == ["file.damaged"]


def test_an_ordinary_word_file_without_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    document = docx.Document()
    document.add_paragraph("Dear all")
    document.save(str(path))

    with pytest.raises(Refused) as refused:
        taken(path, tmp_path / "sections")

    assert [p.code for p in refused.value.problems] == ["assessment.no-parts"]
