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
