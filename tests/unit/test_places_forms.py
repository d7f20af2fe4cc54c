"""The stored Welsh forms agree with the rules of mutation, save for reviewed exceptions."""

import pytest

from diogel.places import Scheme, and_forms, areas, form, welsh_forms

NASAL = {
    "c": ("yng", "Ngh"), "p": ("ym", "Mh"), "t": ("yn", "Nh"), "g": ("yng", "Ng"),
    "b": ("ym", "M"), "d": ("yn", "N"), "m": ("ym", "M"),
}  # fmt: skip
SOFT = {"c": "G", "p": "B", "t": "D", "b": "F", "d": "Dd", "m": "F", "g": ""}
UNCHANGED = ("ch", "dd", "ff", "ll", "ph", "rh", "th")
# What the rules do not know, with the reason. Reviewed one by one.
INSIDE_EXCEPTIONS = {
    "Ynys Môn": "ar Ynys Môn",  # an island
    # Called after people, whose names do not mutate: their area is named instead.
    "Betsi Cadwaladr": "yn ardal Betsi Cadwaladr",
    "Hywel Dda": "yn ardal Hywel Dda",
    "Aneurin Bevan": "yn ardal Aneurin Bevan",
    # A former board, by its full name.
    "Abertawe Bro Morgannwg": "yn ardal Abertawe Bro Morgannwg",
}
SOFT_EXCEPTIONS = {"Betsi Cadwaladr": "Betsi Cadwaladr"}
EVERY_AREA = [a for scheme in Scheme for a in areas(scheme)]


def inside(name: str) -> str:
    first = name[0].lower()
    if first in NASAL and not name.lower().startswith(UNCHANGED):
        preposition, start = NASAL[first]
        return f"{preposition} {start}{name[1:]}"
    return f"yn {name}"


def softened(name: str) -> str:
    lower = name.lower()
    if lower.startswith(("ll", "rh")):
        return name[0] + name[2:]
    if lower.startswith(UNCHANGED) or lower[0] not in SOFT:
        return name
    rest = name[1:]
    start = SOFT[lower[0]]
    return f"{start}{rest}" if start else rest[0].upper() + rest[1:]


def joined(name: str) -> str:
    lower = name.lower()
    if lower[0] in "aeiouy":
        return f"ac {name}"
    if lower[0] in "cpt" and not lower.startswith(UNCHANGED):
        return f"a {name[0]}h{name[1:]}"
    return f"a {name}"  # w before a consonant, as in Wrecsam, is a consonant itself


@pytest.mark.parametrize("place", EVERY_AREA, ids=lambda a: a.code)
def test_the_stored_forms_follow_the_rules_or_are_reviewed_exceptions(place):
    name = place.name.cy
    stored = welsh_forms(place.code)

    assert stored.inside == INSIDE_EXCEPTIONS.get(name, inside(name))
    assert stored.soft == SOFT_EXCEPTIONS.get(name, softened(name))
    assert stored.joined == joined(name)


@pytest.mark.parametrize(
    ("code", "which", "en", "cy"),
    [
        ("W06000015", "in", "in Cardiff", "yng Nghaerdydd"),
        ("W06000015", "of", "of Cardiff", "Caerdydd"),
        ("W06000015", "soft", "Cardiff", "Gaerdydd"),
        ("W06000015", "and", "and Cardiff", "a Chaerdydd"),
        ("W06000001", "in", "on the Isle of Anglesey", "ar Ynys Môn"),
        ("W06000014", "of", "of the Vale of Glamorgan", "Bro Morgannwg"),
        ("W06000018", "long_in", "in Caerphilly", "ym Mwrdeistref Sirol Caerffili"),
        ("W06000015", "long_in", "in Cardiff", "yng Nghaerdydd"),
        ("W92000004", "in", "in Wales", "yng Nghymru"),
        ("W15000003", "in", "in South Wales", "yn Ne Cymru"),
    ],
)
def test_a_name_stands_in_its_sentence_in_both_languages(code, which, en, cy):
    assert form(code, which, "en") == en
    assert form(code, which, "cy") == cy


def test_a_list_of_places_gets_the_form_after_and_of_each():
    assert and_forms(["W06000001", "W06000006"], "cy") == {
        "Ynys Môn": "ac Ynys Môn",
        "Wrecsam": "a Wrecsam",
    }
