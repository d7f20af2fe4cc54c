"""Sentences are found by key, in the right form, and a start does not parse gettext files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale

from diogel.core import Bilingual
from diogel.language import both, say
from diogel.language.catalogue import read_catalogue
from diogel.language.compiled import compiled_path
from diogel.language.entries import WELSH_FORMS, english_form, welsh_form

CLDR_ORDER = ("zero", "one", "two", "few", "many", "other")
COUNTED = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: cy\\nPlural-Forms: nplurals=6; \
plural=(n==0)?0:(n==1)?1:(n==2)?2:(n==3)?3:(n==6)?4:5;\\n"

#. review: needed
msgctxt "animals.dogs"
msgid "{n} dog"
msgid_plural "{n} dogs"
msgstr[0] "{n} ci"
msgstr[1] "{n} ci"
msgstr[2] "{n} gi"
msgstr[3] "{n} chi"
msgstr[4] "{n} chi"
msgstr[5] "{n} ci"
"""


@pytest.mark.parametrize("n", [*range(21), 100, 1.5, 3.0])
def test_a_number_takes_the_welsh_form_of_cldr(n):
    assert CLDR_ORDER[welsh_form(n)] == Locale("cy").plural_form(n)


@pytest.mark.parametrize(("n", "form"), [(0, 1), (1, 0), (2, 1), (21, 1), (1.5, 1)])
def test_english_has_one_form_for_one_and_one_for_all_others(n, form):
    assert english_form(n) == form


def test_a_counted_sentence_keeps_its_six_welsh_forms(tmp_path):
    path = tmp_path / "animals.po"
    path.write_text(COUNTED, encoding="utf-8")

    entry = read_catalogue(path)["animals.dogs"]

    assert len(entry.cy) == WELSH_FORMS
    assert entry.cy[welsh_form(3)] == "{n} chi"
    assert entry.en == ("{n} dog", "{n} dogs")


def test_a_changed_catalogue_is_read_anew_and_not_from_its_compiled_copy(tmp_path):
    path = tmp_path / "animals.po"
    path.write_text(COUNTED, encoding="utf-8")
    read_catalogue(path)
    path.write_text(COUNTED.replace("{n} gi", "{n} arth"), encoding="utf-8")

    entry = read_catalogue(path)["animals.dogs"]

    assert entry.cy[2] == "{n} arth"


def test_a_damaged_compiled_copy_is_ignored(tmp_path):
    path = tmp_path / "animals.po"
    path.write_text(COUNTED, encoding="utf-8")
    read_catalogue(path)
    compiled_path(path).write_text('{"of": 3', encoding="utf-8")

    assert "animals.dogs" in read_catalogue(path)


def test_a_catalogue_that_cannot_keep_a_compiled_copy_is_still_read(tmp_path):
    path = tmp_path / "animals.po"
    path.write_text(COUNTED, encoding="utf-8")
    (tmp_path / ".compiled").write_text("a file where the folder should be")

    assert "animals.dogs" in read_catalogue(path)


def test_a_warm_start_says_a_sentence_without_importing_babel():
    say("phrases.rank-joint", "cy", rank="1af")
    program = (
        "import sys; from diogel.language import say; say('phrases.rank-joint', 'cy', rank='1af');"
        "sys.exit('babel' in sys.modules)"
    )
    source = Path(__file__).resolve().parents[2] / "src"

    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run([sys.executable, "-c", program], env=environment)

    assert done.returncode == 0


def test_a_bilingual_slot_is_said_in_the_language_of_its_sentence():
    place = Bilingual("Cardiff", "Caerdydd")

    said = both("phrases.rank-joint", rank=place)

    assert (said.en, said.cy) == ("Joint Cardiff", "Cydradd Caerdydd")


def test_an_unknown_key_is_a_key_error_even_in_an_unknown_catalogue():
    with pytest.raises(KeyError, match=r"nowhere\.nothing"):
        say("nowhere.nothing", "cy")
