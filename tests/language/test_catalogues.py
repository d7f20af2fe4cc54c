"""The catalogues themselves: complete, current, and said in the same slots and marks."""

import pytest

from diogel.language.catalogue import CATALOGUES, read_catalogue
from diogel.language.entries import WELSH_FORMS, welsh_form
from diogel.language.linter import check_language
from diogel.language.sentence_checks import Kind

REPORT = check_language()
ALL = sorted(CATALOGUES.glob("*.po"))


@pytest.mark.parametrize("kind", list(Kind))
def test_no_catalogue_has_this_fault(kind):
    found = [f"{f.key}: {f.detail}" for f in REPORT.findings if f.kind is kind]

    assert found == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_entry_can_be_said_for_every_number_in_both_languages(path):
    for entry in read_catalogue(path).values():
        if len(entry.cy) == 1:
            continue
        assert len(entry.cy) == WELSH_FORMS, entry.key
        for n in [*range(21), 100]:
            assert entry.cy[welsh_form(n)].strip(), (entry.key, n)


def test_review_is_counted_for_every_catalogue():
    assert {count.catalogue for count in REPORT.counts} == {path.stem for path in ALL}
    assert all(0 <= count.reviewed <= count.entries for count in REPORT.counts)
