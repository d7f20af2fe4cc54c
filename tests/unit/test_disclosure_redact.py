"""The redaction assistant marks what could tell whose words these are, where it stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from diogel.core import Language
from diogel.disclosure import KINDS, Certainty, Person, find_marks, replacement
from diogel.language import mutated_forms
from diogel.places import Scheme, areas, other_names, towns, welsh_forms


def marked(text: str, language: Language = "en", *people: Person) -> list[tuple[str, str]]:
    """The marked words with their kinds, without those that only want a look."""
    found = find_marks(text, language, people)
    return [(m.words(text), m.kind) for m in found if m.certainty is not Certainty.LOOK]


@pytest.mark.parametrize("authority", areas(Scheme.LOCAL_AUTHORITY), ids=lambda a: a.name.en)
def test_every_name_and_reviewed_form_of_an_authority_is_marked(authority: object) -> None:
    names = {authority.name.en, authority.name.cy}  # type: ignore[attr-defined]
    names |= {authority.organisation.en, authority.organisation.cy}  # type: ignore[attr-defined]
    welsh = welsh_forms(authority.code)  # type: ignore[attr-defined]
    phrases = [f"Aeth {f} ymlaen." for f in (welsh.inside, welsh.soft, welsh.joined) if f]

    found = [marked(f"We asked {name} twice.") for name in names]
    forms_found = [marked(phrase, "cy") for phrase in phrases]

    assert all(len(marks) == 1 and marks[0][1] == "authority" for marks in found)
    assert all(len(marks) == 1 and marks[0][1] == "authority" for marks in forms_found)


@pytest.mark.parametrize("force", areas(Scheme.POLICE), ids=lambda a: a.name.en)
def test_a_force_is_marked_in_both_languages(force: object) -> None:
    names = force.organisation  # type: ignore[attr-defined]

    found = [marked(f"Daeth {name} yma.") for name in (names.en, names.cy)]

    assert found == [[(names.en, "police")], [(names.cy, "police")]]


def test_every_mutation_of_a_health_boards_first_word_is_marked() -> None:
    board = "Bwrdd Iechyd Prifysgol Cwm Taf Morgannwg"

    texts = [board, *(form.title() for form in mutated_forms(board))]

    assert [len(marked(f"O {text}.", "cy")) for text in texts] == [1, 1, 1]


@pytest.mark.parametrize("normal", ["NFC", "NFD"])
def test_places_are_those_of_the_text_as_it_was_given(normal: str) -> None:
    text = unicodedata.normalize(normal, "Ar Ynys Môn a’r tŷ; yng Nghaerdydd’s")

    found = [m.words(text) for m in find_marks(text, "cy")]

    assert found == [unicodedata.normalize(normal, "Ynys Môn"), "Nghaerdydd"]


@pytest.mark.parametrize("text", ["Pen-y-bont ar Ogwr", "Pen y bont ar Ogwr", "Penybont-ar-Ogwr"])
def test_hyphens_and_spaces_make_no_difference(text: str) -> None:
    assert marked(f"Mae {text} ymhell.", "cy") == [(text, "authority")]


def test_what_belongs_to_a_name_is_marked_with_it() -> None:
    text = "Gwent Police and the Ceredigion Community Safety Partnership met."

    assert marked(text) == [
        ("Gwent Police", "police"),
        ("Ceredigion Community Safety Partnership", "body"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A wall of flint.",
        "They went home.",
        "Newport Pagnell is far.",
        "Mae bywyd yn y fro yn braf.",
        "Mae'r Fro Gymraeg yn fawr.",
        "Roedd yn ferthyr.",
        "Ask Barry.",
    ],
)
def test_ordinary_words_and_other_names_are_not_marked(text: str) -> None:
    assert marked(text) == []


def test_the_list_of_contacts_is_looked_for_and_does_not_show_itself() -> None:
    person = Person("Angharad Pugh-Rees", "Hedgehog Wrangler")

    found = marked("pugh-rees? Ask Angharad, the hedgehog wrangler, or A. PUGH REES.", "en", person)

    assert found == [
        ("pugh-rees", "person"),
        ("Angharad", "person"),
        ("hedgehog wrangler", "role"),
        ("PUGH REES", "person"),
    ]
    assert "Angharad" not in repr(person)


@pytest.mark.parametrize("name", ["Wrexhem", "Bridgen", "Caerphylle", "Pembrokesheer"])
def test_as_many_letters_may_be_wrong_as_the_length_of_a_name_allows(name: str) -> None:
    assert marked(f"We asked {name} twice.") == [(name, "authority")]


def test_a_misspelt_name_is_likely_and_not_certain() -> None:
    text = "Ceridigion and caerphily differ."

    found = find_marks(text, "en")

    assert [m.certainty for m in found] == [Certainty.LIKELY, Certainty.LIKELY]


def test_an_unknown_name_and_a_number_of_something_want_a_look() -> None:
    text = "We met Llanfrothen Estates with nine staff."

    found = find_marks(text, "en")

    assert [(m.words(text), m.certainty) for m in found] == [
        ("Llanfrothen Estates", Certainty.LOOK),
        ("nine staff", Certainty.LOOK),
    ]


def test_marks_never_overlap_and_replacements_are_not_marked_again() -> None:
    text = "Our chief inspector in North Wales Police, Port Talbot, rang 029 2087 2000 from CF10."

    marks = find_marks(text, "en")
    for mark in reversed(marks):
        text = text[: mark.start] + mark.replacement + text[mark.end :]

    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert find_marks(text, "en") == ()


def test_every_kind_has_a_replacement_in_brackets_in_both_languages() -> None:
    for kind in KINDS:
        for language in ("en", "cy"):
            words = replacement(kind, language)  # type: ignore[arg-type]
            assert words.startswith("[") and words.endswith("]")


def test_a_long_cell_is_looked_at_in_a_moment() -> None:
    import time

    text = "a.b-c@d " * 1500 + "0 1 2 3 " * 1500 + "Cwm " * 2000
    started = time.perf_counter()

    find_marks(text, "en")

    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("way", [str, str.upper, str.lower])
def test_every_other_name_of_an_authority_is_marked_however_it_is_written(way: object) -> None:
    names = [name for _, name, how in other_names() if how == "variant"]

    found = {name: marked(f"We asked {way(name)} about it.") for name in names}  # type: ignore[operator]

    assert [name for name, marks in found.items() if [k for _, k in marks] != ["authority"]] == []


def test_every_mutation_of_every_town_is_marked_after_a_word_that_mutates() -> None:
    forms = {
        (town.name.cy, form[:1].upper() + form[1:])
        for town in towns()
        for form in (town.name.cy, *mutated_forms(town.name.cy))
        if " " not in town.name.cy and len(form) > 4
    }

    missed = [form for _, form in sorted(forms) if not find_marks(f"Daethant o {form} ddoe.", "cy")]

    assert len(forms) > 300
    assert missed == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Y risg, a mwy.", []),
        ("Mae cwmpas y gwaith yn glir.", []),
        ("A new port of call.", []),
        ("Gwerthwyd y barri ddoe.", []),
        ("Aeth i Pembroke Shire.", [("Pembroke Shire", "authority")]),
        ("N. Wales Police came.", [("N. Wales Police", "police")]),
    ],
)
def test_words_are_one_name_only_where_they_are_written_so(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert marked(text, "cy") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("As the only analyst I know.", "the only analyst"),
        ("I am our one housing officer.", "our one housing officer"),
        ("The domestic abuse coordinator left.", "The domestic abuse coordinator"),
        ("As vice-chair of the board, I know.", "vice-chair of the board"),
        ("I am the only one who minutes it.", "the only one who minutes it"),
        ("Fel y rheolwr diogelwch cymunedol rwy'n flin.", "y rheolwr diogelwch cymunedol"),
        ("A minnau'n gadeirydd y bwrdd, tawaf.", "gadeirydd y bwrdd"),
        ("Gadawodd ein hunig ddadansoddwr data.", "ein hunig ddadansoddwr data"),
        ("Fi ydi'r unig un sy'n siarad Cymraeg.", "unig un sy'n siarad Cymraeg"),
    ],
)
def test_the_whole_phrase_of_a_job_is_marked(text: str, wanted: str) -> None:
    assert marked(text, "cy") == [(wanted, "role")]


@pytest.mark.parametrize(
    "text",
    [
        "It is the only way.",
        "You are not the only one who thinks so.",
        "Coordinators are tired.",
        "Our plan needs a better officer.",
        "Un swyddog sydd yma.",
        "Ein gobaith yw grant.",
    ],
)
def test_jobs_in_general_and_other_only_things_are_not_marked(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize("force", ["Gwent", "Dyfed-Powys"])
@pytest.mark.parametrize(
    "form",
    [
        "Office of the Police and Crime Commissioner for {}",
        "Office of the {} Police and Crime Commissioner",
        "{} Police and Crime Commissioner's Office",
        "Deputy Police and Crime Commissioner for {}",
        "Swyddfa Comisiynydd yr Heddlu a Throseddu {}",
        "Swyddfa'r Comisiynydd Heddlu a Throseddu ar gyfer {}",
        "Dirprwy Gomisiynydd yr Heddlu a Throseddu {}",
    ],
)
def test_a_commissioners_office_is_marked_whole(form: str, force: str) -> None:
    name = form.format(force)

    assert marked(f"We asked {name} twice.") == [(name, "police")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ym Mhen-y-bont mae hi.", ["Mhen-y-bont"]),
        ("Croeswch y bont faen.", []),
        ("Torrwyd y coed duon.", []),
        ("We live in llanelli.", ["llanelli"]),
        ("They cut the black wood and the holy well.", []),
    ],
)
def test_a_town_has_a_capital_a_hyphen_or_is_meant_without(text: str, wanted: list[str]) -> None:
    assert [words for words, _ in marked(text, "cy")] == wanted


@pytest.mark.parametrize("text", ["Gwynned", "Denbyshire", "Ceredygion", "Aneurin Bevin"])
def test_a_name_written_as_it_sounds_is_likely(text: str) -> None:
    found = find_marks(f"We asked {text} twice.", "en")

    assert [(m.words(f"We asked {text} twice."), m.certainty) for m in found] == [
        (text, Certainty.LIKELY)
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("With a population of 61,000 here.", "a population of 61,000"),
        ("We have two PCSOs now.", "two PCSOs"),
        ("It cost £38,500 then.", "£38,500"),
        ("Mae dau swyddog cymorth cymunedol.", "dau swyddog cymorth cymunedol"),
        ("I 61,000 o drigolion.", "61,000 o drigolion"),
        ("Poblogaeth o 61,000 sydd yma.", "Poblogaeth o 61,000"),
    ],
)
def test_a_number_of_what_others_may_know_wants_a_look(text: str, fact: str) -> None:
    found = {m.words(text): (m.kind, m.certainty) for m in find_marks(text, "en")}

    assert found[fact] == ("fact", Certainty.LOOK)


def test_a_dialect_form_with_an_apostrophe_is_not_a_contact() -> None:
    person = Person("Delyth Wyn Garmon")

    assert marked("Wy'n credu.", "cy", person) == []
    assert marked("Delith Wyn Garmon sydd yma.", "cy", person) == [("Delith Wyn Garmon", "person")]
