import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.language import mutated_forms, possible_radicals
from diogel.places import areas, form
from diogel.surveys.lemmas import lemma, stop_words
from diogel.surveys.words import Remark, authority_names, count_words, guess_language


def remarks(*texts, language=None):
    """One remark a respondent."""
    return [Remark(f"r{i}", text, language) for i, text in enumerate(texts)]


def counted(result, language):
    return {count.term: count.respondents for count in result[language]}


def test_mutated_forms_of_a_welsh_word_are_one_word():
    texts = remarks("Mae tai yn brin", "Diffyg o dai", "Trafnidiaeth a thai", language="cy")

    assert counted(count_words(texts), "cy") == {"tai": 3}


@pytest.mark.parametrize(
    ("form", "radical"),
    [
        ("niogelwch", "diogelwch"),
        ("ddiogelwch", "diogelwch"),
        ("gymunedau", "cymuned"),
        ("cymuned", "cymuned"),
        ("ngrwpiau", "grŵp"),
        ("hadnoddau", "adnodd"),
        ("ddadansoddwyr", "dadansoddwr"),
        ("phartneriaid", "partner"),
        ("nhroseddau", "trosedd"),
        ("mhrofiad", "profiad"),
    ],
)
def test_domain_words_are_found_under_their_dictionary_form(form, radical):
    assert lemma(form, "cy") == radical


def test_names_of_areas_are_dropped_in_every_mutated_form():
    texts = remarks(
        "Cyllid yng Nghaerdydd", "Cyllid i Gaerdydd a Thorfaen", "Cyllid yn Nhorfaen", language="cy"
    )

    words = count_words(texts, minimum=1, never=frozenset({"Caerdydd", "Torfaen"}))

    assert counted(words, "cy") == {"cyllid": 3}


def test_a_name_of_several_words_is_dropped_however_it_is_joined():
    texts = remarks(
        "Funding in Vale of Glamorgan",
        "Funding, VALE-OF-GLAMORGAN",
        "The Vale of\nGlamorgan's funding",
    )

    words = count_words(texts, minimum=1, never={"Vale of Glamorgan", "Gwent"})

    assert counted(words, "en") == {"funding": 3}


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("code", [area.code for area in areas("local-authority")])
def test_every_authority_is_dropped_in_every_form_it_takes(code, language):
    forms = [form(code, which, language) for which in ("in", "of", "soft", "and", "long_in")]
    texts = [Remark("r", f"{text}. {text.upper()}.", language) for text in forms]

    left = count_words(texts, minimum=1, never=authority_names())[language]

    assert {count.term for count in left} <= {"bwrdeistref", "bwrdeistref sirol", "sir", "sirol"}


def test_an_english_word_that_looks_like_a_mutated_name_stays():
    texts = remarks("Ways in Gwent: old pay", "Pay in Went, yng Ngwent", language="en")

    words = counted(count_words(texts, minimum=1, never={"Gwent", "Bay"}), "en")

    assert words["pay"] == 2
    assert not {"gwent", "ngwent"} & set(words)


def test_one_respondent_saying_a_word_ten_times_counts_once():
    texts = [*remarks("housing " * 10, "housing"), Remark("r0", "more housing")]

    words = count_words(texts, minimum=1)

    assert counted(words, "en") == {"housing": 2}
    assert words["en"][0].of == 2


def test_a_word_of_fewer_than_the_minimum_is_left_out():
    texts = remarks("funding and staff", "funding and staff", "funding")

    assert counted(count_words(texts), "en") == {"funding": 3}
    assert counted(count_words(texts, minimum=2), "en") == {"funding": 3, "staff": 2}


def test_a_minimum_below_one_is_refused():
    with pytest.raises(ValueError, match="minimum"):
        count_words([], minimum=0)


def test_joined_welsh_words_are_split_off_whatever_the_apostrophe():
    texts = remarks("mae'r cynghorau'n brysur", "mae\u2019r cynghorau\u2019n brysur", language="cy")

    assert counted(count_words(texts, minimum=2), "cy") == {"cyngor": 2, "prysur": 2}


def test_pairs_of_words_stand_side_by_side_in_one_phrase():
    texts = remarks(
        "data analysts needed", "A data analyst", "analysts of data", "more data. Analysts too"
    )

    assert counted(count_words(texts, minimum=2), "en") == {
        "analyst": 4,
        "data": 4,
        "data analyst": 2,
    }


def test_acronyms_keep_their_capitals_and_shouted_words_do_not():
    texts = remarks("Work on ASB", "ASB is up", "The CSPs and the CSP", "STAFF", "more STAFF")

    words = counted(count_words(texts, minimum=1), "en")

    assert (words["ASB"], words["CSP"], words["staff"]) == (2, 1, 2)


def test_addresses_and_numbers_are_not_words():
    texts = remarks(
        "Ring 01234, write to jo.smith@example.org, www.abc.org/jones, @jo or abc.wales, CF10"
    )

    assert set(counted(count_words(texts, minimum=1), "en")) == {"ring", "write"}


def test_a_word_after_a_full_stop_without_a_space_is_still_a_word():
    assert counted(count_words(remarks("More staff.Funding"), minimum=1), "en") == {
        "funding": 1,
        "staff": 1,
    }


def test_a_very_long_cell_is_read_like_any_other():
    texts = remarks("funding " + "a-" * 16_000 + " @" + "x." * 16_000)

    assert "funding" in counted(count_words(texts, minimum=1), "en")


def test_the_languages_are_separate_lists_each_of_its_own_writers():
    texts = remarks("More funding", "Mwy o gyllid", "Cyllid tymor byr")

    words = count_words(texts, minimum=1)

    assert counted(words, "en") == {"funding": 1}
    assert counted(words, "cy")["cyllid"] == 2
    assert {count.of for count in words["cy"]} == {2}


def test_terms_of_both_languages_are_counted_together_when_a_map_says_so():
    texts = remarks("More funding", "Mwy o gyllid", "Mwy o arian", "Staff time")

    words = count_words(texts, bilingual={"cyllid": "funding", "arian": "funding"})

    assert [(c.term, c.respondents, c.of) for c in words["en"]] == [("funding", 3, 4)]
    assert [(c.term, c.respondents, c.of) for c in words["cy"]] == [("cyllid", 3, 4)]


def test_equal_counts_are_in_the_alphabetical_order_of_their_language():
    texts = remarks("llety, cyllid, chwaer, data", language="cy")

    assert list(counted(count_words(texts, minimum=1), "cy")) == [
        "cyllid",
        "chwaer",
        "data",
        "llety",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mae angen mwy o staff a data", "cy"),
        ("Short-term funding", "en"),
        ("Mae'r heddlu'n brysur", "cy"),
        ("ASB", None),
        ("", None),
    ],
)
def test_the_language_is_the_one_that_knows_the_words(text, language):
    assert guess_language(text) == language


def test_a_remark_that_could_be_either_is_in_the_language_of_its_writer():
    texts = [Remark("r", "tai"), Remark("r", "Mae angen mwy o gyllid ar y cyngor")]

    assert "tai" in counted(count_words(texts, minimum=1), "cy")


def test_words_without_a_subject_are_not_counted():
    texts = remarks("It is what it is", "They don't", language="en")
    welsh = remarks("Mae hynny wedi bod yn un ohonynt", language="cy")

    assert count_words(texts + welsh, minimum=1) == {"en": (), "cy": ()}
    assert min(len(stop_words("en")), len(stop_words("cy"))) >= 150


@pytest.mark.parametrize("word", ["tai", "cyllid", "pobl", "gwaith", "llety", "rhwydwaith"])
def test_every_mutation_can_be_undone(word):
    assert mutated_forms(word)
    assert all(word in possible_radicals(form) for form in mutated_forms(word))


def test_sounds_that_never_change_are_left_alone():
    assert mutated_forms("chwaraeon") == mutated_forms("ffordd") == ()


VOCABULARY = ["tai", "thai", "cyllid", "gyllid", "heddlu", "mae'r", "yn", ".", "data"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from(VOCABULARY)), max_size=8), st.integers(1, 4), st.randoms())
def test_counts_keep_within_their_writers_and_do_not_depend_on_the_order(texts, minimum, random):
    given_remarks = remarks(*(" ".join(words) for words in texts), language="cy")
    shuffled = random.sample(given_remarks, len(given_remarks))

    result = count_words(given_remarks, minimum=minimum)

    assert all(minimum <= c.respondents <= c.of for c in result["cy"])
    assert count_words(shuffled, minimum=minimum) == result
