"""Every fault of partners' data has its sentence, and every sentence its fault."""

import re
from pathlib import Path

import pytest

from diogel.language.catalogue import CATALOGUES, read_catalogue

SOURCE = Path(__file__).resolve().parents[2] / "src" / "diogel"
CODE = re.compile(r'"((?:data|personal)\.[a-z-]+)"')
SENTENCES = {
    key.removeprefix("problems."): entry
    for key, entry in read_catalogue(CATALOGUES / "problems.po").items()
    if key.startswith(("problems.data.", "problems.personal."))
}


def codes_in_source() -> set[str]:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("personal_words.toml")]
    return {code for file in files for code in CODE.findall(file.read_text("utf-8"))}


def test_every_fault_that_is_told_has_a_sentence() -> None:
    assert codes_in_source() - set(SENTENCES) == set()


def test_no_sentence_is_kept_for_a_fault_that_is_never_told() -> None:
    assert set(SENTENCES) - codes_in_source() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_names_the_same_slots_in_both_languages(code: str) -> None:
    english, welsh = SENTENCES[code].en[0], SENTENCES[code].cy[0]

    named = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, welsh)]

    assert named[0] == named[1]
    assert english and welsh and english != welsh


@pytest.mark.parametrize("code", [code for code in sorted(SENTENCES) if code[0] == "p"])
def test_a_sentence_about_a_person_names_nothing_found_in_a_cell(code: str) -> None:
    headings = {"personal.column", "personal.sheet"}

    assert code in headings or "{" not in SENTENCES[code].en[0]
