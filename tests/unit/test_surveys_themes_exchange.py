"""Codebooks and coded texts to other tools and back: valid, lossless, lenient and safe."""

import io
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from themes_factory import DAY, codebook, text
from themes_factory import code as made_code

from diogel.core import Bilingual, Refused, Severity
from diogel.surveys.themes import Found, Source, codebook_to_qdc, project_bytes, read_qdc

BOOK = codebook(
    made_code("money", codable=True, include=text("a\n\n  b & <c>: d\nInclude: e")),
    made_code("grants", parent="money", guid="0f4504fb-d547-50e6-9ca1-accc8cb0fea3"),
    made_code("heading", codable=False, colour="#12436D", exclude=text('"x" \r y')),
)


def read(tmp_path: Path, content: bytes, name: str = "from tool.qdc"):
    (tmp_path / name).write_bytes(content)
    return read_qdc(tmp_path / name, DAY)


def told(found) -> list[str]:
    return [problem.code.removeprefix("themes.exchange-") for problem in found.problems]


def test_what_is_written_is_valid_to_the_standard(shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "data/oracles/refi_qda/Codebook.xsd"))

    for book in (BOOK, codebook()):
        assert schema.validate(etree.fromstring(codebook_to_qdc(book))), schema.error_log


def test_a_codebook_goes_to_another_tool_and_back_without_loss(tmp_path: Path) -> None:
    found = read(tmp_path, codebook_to_qdc(BOOK))

    assert found.codebook == BOOK
    assert found.problems == ()
    assert codebook_to_qdc(found.codebook) == codebook_to_qdc(BOOK)


@pytest.mark.parametrize(("name", "code"), [("folder", "file.folder"), ("none", "file.missing")])
def test_what_is_no_file_is_told_as_what_it_is(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(Refused) as refused:
        read_qdc(tmp_path / name, DAY)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_identifiers_do_not_change_with_the_words_of_a_theme() -> None:
    renamed = replace(BOOK, codes=tuple(replace(c, name=text("x" + c.code)) for c in BOOK.codes))

    assert [BOOK.guid(c) for c in BOOK.codes] == [renamed.guid(c) for c in renamed.codes]


LENIENT = b"""<?xml version="1.0" encoding="utf-8"?>
<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1:0" xmlns:x="urn:x" x:more="1" origin="Tool 9">
 <q:Codes>
  <q:Code guid="{0F4504FB-D547-50E6-9CA1-ACCC8CB0FEA3}" name="Funding" isCodable="True"
   color="rgb(1, 2, 255)">
   <q:Description>What pays for it</q:Description>
   <x:Other/>
   <q:Code name="Other" color="tomato"><q:Code name="Bids" guid="no"/></q:Code>
  </q:Code>
  <q:Code name="Training"><q:Code name="Other"/></q:Code>
  <q:Code name=" " isCodable="0"/>
 </q:Codes>
</q:CodeBook>"""


def test_what_real_tools_write_is_read_and_every_change_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, LENIENT)

    codes = found.codebook.codes
    assert [(c.code, c.name.en, c.parent) for c in codes] == [
        ("funding", "Funding", ""),
        ("other", "Other", "funding"),
        ("other_bids", "Other: Bids", "funding"),
        ("training", "Training", ""),
        ("training_other", "Training: Other", "training"),
        ("code_6", "Code 6", ""),
    ]
    assert (codes[0].colour, codes[0].guid) == ("#0102FF", "0f4504fb-d547-50e6-9ca1-accc8cb0fea3")
    assert [c.codable for c in codes] == [True] * 5 + [False]
    assert set(told(found)) == {"colour", "guid", "too-deep", "name-twice", "no-name"}
    assert {p.severity for p in found.problems} == {Severity.NOTE}
    assert found.codebook.id == "from_tool"


@pytest.mark.parametrize(
    ("namespace", "noted"),
    [
        ('xmlns="urn:QDA-XML:codebook:1.0"', False),
        ('xmlns="URN:qda-xml:codebook:1:0/"', False),
        ('xmlns="urn:else"', True),
        ("", True),
    ],
)
def test_another_namespace_is_noted_and_read(tmp_path: Path, namespace: str, noted: bool) -> None:
    words = f'<CodeBook {namespace}><Codes><Code name="A"/></Codes></CodeBook>'

    found = read(tmp_path, words.encode())

    assert len(found.codebook.codes) == 1
    assert ("namespace" in told(found)) is noted


def test_a_codebook_in_welsh_waits_for_its_english(tmp_path: Path) -> None:
    words = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="Cyllid tymor byr">'
        "<Description>Grantiau o flwyddyn neu lai</Description></Code></Codes></CodeBook>"
    )

    (found,) = read(tmp_path, words.encode()).codebook.codes

    assert found.name == Bilingual("", "Cyllid tymor byr")
    assert found.definition.cy == "Grantiau o flwyddyn neu lai"


def test_texts_in_utf_16_are_read(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="utf-16"?>'
    words = f'{head}<CodeBook><Codes><Code name="Tŷ"/></Codes></CodeBook>'

    found = read(tmp_path, words.encode("utf-16"))

    assert "Tŷ" in (found.codebook.codes[0].name.en, found.codebook.codes[0].name.cy)


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<CodeBook><Codes><Code name="x"><Description>&a;</Description></Code></Codes></CodeBook>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "definitions"),
        (OUTSIDE, "definitions"),
        (b'<!DOCTYPE CodeBook SYSTEM "http://example.org/x.dtd"><CodeBook/>', "definitions"),
        (b"", "not-xml"),
        (b"PK\x03\x04", "not-xml"),
        (b"<CodeBook><Codes>", "not-xml"),
        (b'<?xml version="1.0" encoding="no-such"?><CodeBook/>', "not-xml"),
        (b"<CodeBook>&undefined;</CodeBook>", "not-xml"),
        (b"<CodeBook><Codes/></CodeBook>", "no-codes"),
        (b"<html><Codes><Code name='a'/></Codes></html>", "no-codes"),
        (b"<CodeBook>" + b"<Code>" * 100 + b"</Code>" * 100 + b"</CodeBook>", "too-large"),
        (b"<CodeBook>" + b"<x/>" * 60_000 + b"</CodeBook>", "too-large"),
        (b"<CodeBook>" + b" " * 5_000_001 + b"</CodeBook>", "too-large"),
    ],
)
def test_hostile_files_are_refused_in_words(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, content)

    assert [p.code for p in refused.value.problems] == [f"themes.exchange-{code}"]


WORDS = "E\u0301 un.\r\nTŷ \U0001f3e0 a & b.\r\nOlaf."


def project(*sources: Source):
    made = project_bytes("w w13", "Not for publishing", BOOK, sources)
    archive = zipfile.ZipFile(io.BytesIO(made))
    return made, archive, etree.fromstring(archive.read("project.qde"))


def source(name: str, words: str, *pieces: str, by: str = "Nia <x>") -> Source:
    at = [(words.index(piece), words.index(piece) + len(piece)) for piece in pieces]
    return Source(name, words, tuple(Found(*a, ("money", "grants"), by, DAY) for a in at), "cy")


SPACE = "{urn:QDA-XML:project:1.0}"


def test_every_selection_stands_where_its_words_are_in_the_source() -> None:
    _, archive, root = project(
        source("1", WORDS, "Tŷ \U0001f3e0 a & b.", "Olaf."), source("2", "A.")
    )

    for text_source in root.iter(f"{SPACE}TextSource"):
        path = text_source.get("plainTextPath").replace("internal://", "sources/")
        words = archive.read(path).decode("utf-8")
        assert "\r" not in words
        for selection in text_source.iter(f"{SPACE}PlainTextSelection"):
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert words[start:end] == selection.get("name")
    assert [s.get("name") for s in root.iter(f"{SPACE}PlainTextSelection")] == [
        "Tŷ \U0001f3e0 a & b.",
        "Olaf.",
    ]


def test_everything_that_a_project_refers_to_is_in_it_once() -> None:
    _, archive, root = project(source("1", WORDS, "Olaf."), source("2", "A.", "A."))

    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))
    targets = {e.get("targetGUID") for e in root.iter() if e.get("targetGUID")}
    users = {e.get("creatingUser") for e in root.iter() if e.get("creatingUser")}
    assert targets | users | {root.get("creatingUserGUID")} <= set(guids)
    assert len(archive.namelist()) == 3


# Children in their order and attributes, of the elements that we write: REFI-QDA project schema
# 1.0 of 18 March 2019.
SHAPES = {
    "Project": (
        ("Users", "CodeBook", "Variables", "Cases", "Sources", "Description"),
        {"name", "origin", "creatingUserGUID", "creationDateTime"},
    ),
    "Users": (("User",), set()),
    "User": ((), {"guid", "name"}),
    "CodeBook": (("Codes",), set()),
    "Codes": (("Code",), set()),
    "Code": (("Description", "Code"), {"guid", "name", "isCodable", "color"}),
    "Variables": (("Variable",), set()),
    "Variable": ((), {"guid", "name", "typeOfVariable"}),
    "Cases": (("Case",), set()),
    "Case": (("VariableValue", "SourceRef"), {"guid", "name"}),
    "VariableValue": (("VariableRef", "TextValue"), set()),
    "Sources": (("TextSource",), set()),
    "TextSource": (("PlainTextSelection",), {"guid", "name", "plainTextPath", "creationDateTime"}),
    "PlainTextSelection": (
        ("Coding",),
        {"guid", "name", "startPosition", "endPosition", "creatingUser", "creationDateTime"},
    ),
    "Coding": (("CodeRef",), {"guid", "creatingUser", "creationDateTime"}),
    **{name: ((), {"targetGUID"}) for name in ("CodeRef", "SourceRef", "VariableRef")},
    **{name: ((), set()) for name in ("Description", "TextValue")},
}


def test_a_project_has_the_shape_of_the_standard() -> None:
    _, _, root = project(source("1", WORDS, "Olaf."), source("2", "A.", "A."))

    for element in root.iter():
        order, attributes = SHAPES[element.tag.removeprefix(SPACE)]
        children = [child.tag.removeprefix(SPACE) for child in element]
        assert children == sorted(children, key=order.index)
        assert set(element.attrib) <= attributes
    assert [child.tag.removeprefix(SPACE) for child in root] == [*SHAPES["Project"][0]]


def test_the_codebook_of_a_project_is_valid_to_the_standard(shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "data/oracles/refi_qda/Codebook.xsd"))
    _, _, root = project(source("1", WORDS, "Olaf."))

    words = etree.tostring(root.find(f"{SPACE}CodeBook")).replace(b":project:", b":codebook:")

    assert schema.validate(etree.fromstring(words)), schema.error_log


def test_a_codebook_is_read_from_the_project_of_another_tool(tmp_path: Path) -> None:
    _, archive, _ = project(source("1", WORDS, "Olaf."))

    found = read(tmp_path, archive.read("project.qde"), "project.qde")

    assert [c.code for c in found.codebook.codes] == [c.code for c in BOOK.codes]


def test_the_same_codings_give_the_same_bytes() -> None:
    one, _, _ = project(source("1", WORDS, "Olaf."))
    two, _, _ = project(source("1", WORDS, "Olaf."))

    assert one == two
