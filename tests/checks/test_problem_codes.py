"""Every problem that files, forms and answers can tell has its sentence, and no other."""

import re
from pathlib import Path

import pytest

from diogel.language.catalogue import CATALOGUES, read_catalogue

SOURCE = Path(__file__).resolve().parents[2] / "src" / "diogel"
FOLDERS = ("engine", "files", "sources", "standard", "surveys")
FAMILIES = ("file", "form", "answers", "delivery", "source")
CODE = re.compile(rf'"((?:{"|".join(FAMILIES)})\.[a-z0-9-]+)"')
FILE_NAMES = (".csv", ".xlsx", ".md", ".toml")
SLOTS = {"found", "expected", "position", "question", "area"}


def codes_in_source() -> set[str]:
    texts = [p.read_text("utf-8") for folder in FOLDERS for p in (SOURCE / folder).rglob("*.py")]
    found = {code for text in texts for code in CODE.findall(text)}
    return {code for code in found if not code.endswith(FILE_NAMES)}


SENTENCES = {
    key.removeprefix("problems."): entry
    for key, entry in read_catalogue(CATALOGUES / "problems.po").items()
    if key.removeprefix("problems.").split(".")[0] in FAMILIES
}


def test_every_code_that_is_told_has_a_sentence() -> None:
    assert codes_in_source() - set(SENTENCES) == set()


def test_no_sentence_is_kept_for_a_code_that_is_never_told() -> None:
    # Some codes of sources are put together from the name of a table.
    kept = {code for code in SENTENCES if not code.startswith("source.")}

    assert kept - codes_in_source() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_names_the_same_slots_in_both_languages(code: str) -> None:
    english, welsh = SENTENCES[code].en[0], SENTENCES[code].cy[0]

    named = [set(re.findall(r"(?<!\{)\{(\w+)\}", text)) for text in (english, welsh)]

    assert named[0] == named[1]
    assert named[0] <= SLOTS or code.startswith(("delivery.", "source."))
    assert english and welsh and english != welsh
