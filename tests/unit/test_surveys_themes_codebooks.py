"""A codebook's file: everything wrong at once, both languages, versions that are kept."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from themes_factory import code, codebook, text

from diogel.core import Refused
from diogel.surveys.themes import (
    codebook_text,
    codebooks_of,
    keep_version,
    read_codebook,
    write_codebook,
)

BOOK = codebook(
    code("money", codable=True, guid="0f4504fb-d547-50e6-9ca1-accc8cb0fea3"),
    code("grants", parent="money", include=text('A "grant"\nof a \\ year'), colour="#123"),
    code("heading", codable=False),
)


def problems(path: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(Refused) as refused:
        read_codebook(path)
    return [
        (p.code.removeprefix("themes."), p.place.row, p.place.column)
        for p in refused.value.problems
    ]


def test_what_is_written_is_read_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "funding.toml"

    write_codebook(path, BOOK, "Two\nlines")

    assert read_codebook(path) == BOOK
    assert path.read_text("utf-8").startswith("# Two\n# lines\n")


def test_a_heading_is_no_theme_that_may_be_given() -> None:
    assert [each.code for each in BOOK.given] == ["money", "grants"]


def test_every_fault_is_told_at_once_and_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text(
        """id = "funding"
version = "1/2"
date = "today"
questions = []
title.en = "Funding"
notes = 1

[[code]]
code = "Grants!"
name = {en = "Grants", cy = "Grantiau"}
definition = {en = "Money", cy = ""}

[[code]]
code = "none"
nmae = 1
name = {en = "Grants", cy = "Dim thema"}
definition = {en = "x", cy = "y"}
parent = "grant"
colour = "blue"
""",
        "utf-8",
    )

    found = problems(path)

    assert found == [
        ("unknown-key", None, "notes"),
        ("id-of-file", None, "id"),
        ("bad-value", None, "version"),
        ("bad-value", None, "date"),
        ("text-missing", None, "title.cy"),
        ("bad-value", None, "questions"),
        ("bad-value", 8, "code"),
        ("text-missing", 8, "definition.cy"),
        ("unknown-key", 13, "nmae"),
        ("reserved", 13, "code"),
        ("bad-value", 13, "colour"),
        ("unknown-parent", 13, "parent"),
        ("twice", 13, "name.en"),
        ("twice", 13, "name.cy"),
    ]


def test_a_part_of_a_part_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "funding.toml"
    write_codebook(path, codebook(code("a"), code("b", parent="a"), code("c", parent="b")))

    assert [(name, column) for name, _, column in problems(path)] == [("too-deep", "parent")]


@pytest.mark.parametrize("content", [b"id = \xff", b"[[code", b"", b"code = 3", b"code = [1]"])
def test_a_file_that_is_no_codebook_is_refused_and_never_a_traceback(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "funding.toml"
    path.write_bytes(content)

    assert problems(path)


def test_a_character_that_other_tools_cannot_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "funding.toml"
    words = codebook_text(codebook()).replace("About rules", "About \\u0001 rules")
    path.write_text(words, "utf-8")

    assert {name for name, _, _ in problems(path)} == {"unreadable-text"}


def test_a_question_in_two_codebooks_is_told(tmp_path: Path) -> None:
    for name in ("funding", "other"):
        book = replace(codebook(), id=name)
        write_codebook(tmp_path / "codebooks" / f"{name}.toml", book)

    with pytest.raises(Refused) as refused:
        codebooks_of(tmp_path)

    assert [p.code for p in refused.value.problems] == ["themes.two-codebooks"]


def test_a_changed_codebook_needs_a_new_version_and_the_old_one_is_kept(tmp_path: Path) -> None:
    first = codebook()
    keep_version(tmp_path, first)
    changed = replace(first, codes=(*first.codes, code("new")))

    with pytest.raises(Refused) as refused:
        keep_version(tmp_path, changed)
    keep_version(tmp_path, replace(changed, version="2"))

    assert [p.code for p in refused.value.problems] == ["themes.version-not-changed"]
    kept = sorted(p.name for p in (tmp_path / "codebooks" / "history").iterdir())
    assert kept == ["funding.1.toml", "funding.2.toml"]
    assert "new" not in (tmp_path / "codebooks/history/funding.1.toml").read_text("utf-8")
