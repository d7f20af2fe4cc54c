"""English left in a Welsh text is found, and Welsh is left in peace."""

import pytest

from diogel.language.catalogue import CATALOGUES, read_catalogue
from diogel.language.detector import english_left

ENGLISH_LABELS = [
    "Table", "Contents", "Figure", "Base", "Notes", "Local authority", "Count", "Key findings",
    "Introduction", "Hate crime", "Not identified", "Yes", "Other", "Sources", "Don't know",
    "Rank", "Lower", "Isle of Anglesey", "Cardiff", "Page 3 of 12", "Share (%)", "Yes/No",
    "Respondents’ views", "Mean", "Wales",
]  # fmt: skip
ENGLISH_SENTENCES = [
    "Nearly all responses came from local authorities.",
    "Everyone deserves quick justice.",
    "It is for us to be by it.",
    "Mae'r ymatebion i gyd wedi'u cyfrif, and nobody was left out.",
    "Tabl 3: Staff employed by team",
]
WELSH = [
    "Mae'r tudalennau ar y we at ddefnydd pawb, a does dim help arall gan y staff.",
    "Bu'r plant yn y parc am bedair awr; roedd to'r tŷ is na'r ffordd.",
    "Dull y gwaith: cyfweliad â phob partner, yn y sector cyhoeddus a'r trydydd sector.",
    "Cost y prosiect oedd £1,000 am y flwyddyn, fesul 1,000 o bobl (36.6%).",
    "Canolrif, cymedr, isafswm ac uchafswm; cyfwng hyder a chyfradd ymateb.",
    "Pen-y-bont ar Ogwr, Castell-nedd Port Talbot, Rhondda Cynon Taf a Merthyr Tudful",
    "Her fawr oedd hen gynllun y fan hon: gall y Cyngor wneud mwy, a gwneud yn well.",
    "Nid oes gan y tîm ddadansoddwr data; mae'r grant yn dod i ben ym mis Mawrth 2027.",
    "Anfonwch neges i enw@enghraifft.cymru neu ewch i https://www.example.org/the-report.html",
    "Gweler figures.csv, label_en, W9.no ac adroddiad.cy.html [c] [x].",
    "Yn wir, ni all neb ddweud faint o ran sydd gan y rhain: mae'n dibynnu ar y man a'r lle.",
    "Cafodd llawer o'r cynlluniau eu hariannu drwy'r post, yn ôl y cofnod a gedwir ers 2019.",
    "Mae problem gyda'r system; ni ddaeth yr un person na grŵp i'r cyfarfod yn y bore.",
]


@pytest.mark.parametrize("text", ENGLISH_LABELS)
def test_a_single_english_label_is_found(text):
    assert english_left(text)


@pytest.mark.parametrize("text", ENGLISH_SENTENCES)
def test_english_is_found_in_a_sentence(text):
    assert english_left(text)


@pytest.mark.parametrize("text", WELSH)
def test_welsh_prose_is_left_in_peace(text):
    assert english_left(text) == ()


def test_a_find_is_shown_with_the_words_around_it():
    (snippet,) = english_left("Dyma'r canlyniadau cyntaf. The base is small. Diolch.")

    assert "The base is small" in snippet


def test_each_line_is_judged_by_itself():
    found = english_left("Cynnwys\nContents\nSail\nBase")

    assert found == ("Contents", "Base")


def test_allowed_names_and_quotations_are_passed_over():
    text = "Dywedodd un: “I work in isolation”. Daw'r enw Safer Newport o'r cyngor."

    assert english_left(text)
    assert english_left(text, allowed=["I work in isolation", "Safer Newport"]) == ()


def test_nothing_is_looked_for_in_an_english_text():
    assert english_left("The base is small.", "en") == ()


def english_sentences() -> list[str]:
    entries = [e for path in CATALOGUES.glob("*.po") for e in read_catalogue(path).values()]
    return [form for e in entries if e.en != e.cy for form in e.en if len(form.split()) > 4]


def test_every_english_sentence_of_the_catalogues_would_be_found():
    assert [text for text in english_sentences() if not english_left(text)] == []
