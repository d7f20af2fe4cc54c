"""Lists end with the right "and", and both alphabets keep their order."""

import random

import pytest

from diogel.language import list_and, sort_key

FORMS = {"Caerdydd": "a Chaerdydd", "Wrecsam": "a Wrecsam", "Abertawe": "ac Abertawe"}


def test_english_lists_have_no_comma_before_and():
    assert list_and([], "en") == ""
    assert list_and(["fire"], "en") == "fire"
    assert list_and(["fire", "police", "health"], "en") == "fire, police and health"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("Caerdydd", "Powys a Chaerdydd"),
        ("Wrecsam", "Powys a Wrecsam"),
        ("Abertawe", "Powys ac Abertawe"),
    ],
)
def test_a_name_takes_its_reviewed_form(last, said):
    assert list_and(["Powys", last], "cy", forms=FORMS) == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("iechyd", "x ac iechyd"),
        ("Ŷd", "x ac Ŷd"),
        ("heddlu", "x a heddlu"),
        ("thema", "x a thema"),
        ("chwarae", "x a chwarae"),
        ("tân", "x a hefyd tân"),
        ("cyllid", "x a hefyd cyllid"),
        ("pobl", "x a hefyd pobl"),
        ("wythnos", "x a hefyd wythnos"),
        ("CCTV", "x a hefyd CCTV"),
        ("11", "x ac 11"),
        ("12", "x a 12"),
        ("8", "x ac 8"),
        ("2", "x a 2"),
    ],
)
def test_a_word_without_a_reviewed_form_never_gets_a_wrong_mutation(last, said):
    assert list_and(["x", last], "cy") == said


def test_no_welsh_list_offers_a_choice_of_and():
    assert "(c)" not in list_and(["a", "b", "c"], "cy")


WELSH_ORDER = [
    "Adran", "Cyngor", "Cymru", "Chwarae", "Dydd", "Ddoe", "Fyny", "Ffordd", "Gwent",
    "Ngwent", "Hwyl", "Lwc", "Llan", "Pwyllgor", "Phowys", "Ruth", "Rhondda", "Sir y Fflint",
    "Twf", "Tŷ", "Thema", "Ymateb",
]  # fmt: skip


def test_welsh_digraphs_are_letters_that_follow_their_first_letter():
    mixed = random.Random(1).sample(WELSH_ORDER, len(WELSH_ORDER))

    assert sorted(mixed, key=lambda text: sort_key(text, "cy")) == WELSH_ORDER


def test_n_and_g_that_only_meet_are_two_letters():
    names = ["Banc", "Bangor", "Banon"]

    assert sorted({*names}, key=lambda text: sort_key(text, "cy")) == names


def test_english_order_knows_no_digraphs_and_ignores_accents():
    names = ["Chepstow", "Conwy", "Llanelli", "Môn", "Moo"]

    assert sorted({*names}, key=lambda text: sort_key(text, "en")) == names
