"""One term for each idea, in both languages, and the page of the manual says the same."""

from collections import Counter
from pathlib import Path

from diogel.language.glossary import as_markdown, terms

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_every_term_has_its_name_and_meaning_in_both_languages():
    for term in terms():
        assert term.name.complete
        assert term.meaning.complete, term.name.en
        assert not {"|", "\n"} & set(term.meaning.en + term.meaning.cy)


def test_no_term_stands_twice_in_either_language():
    for language in ("en", "cy"):
        repeated = [n for n, k in Counter(t.name[language] for t in terms()).items() if k > 1]

        assert repeated == []


def test_no_approved_term_is_refused_elsewhere_as_a_second_one():
    approved = {term.cy.casefold() for term in terms()}

    assert not approved & {wrong.casefold() for term in terms() for wrong in term.not_cy}


def test_the_page_of_the_manual_is_current():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "run scripts/glossary"
