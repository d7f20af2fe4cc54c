"""The redaction assistant finds the listed names in sentences of both languages.

Half of the sentences were written by somebody who had not seen the rules: tests/data/redaction.
`scripts/redaction-report` prints the whole table.
"""

from __future__ import annotations

from collections import Counter

import pytest
from redaction_measure import FOLDER, LISTED_KINDS, measured, sentences

from diogel.core import Language

NAMES = sorted(path.stem for path in FOLDER.glob("*.??.tsv"))
SENTENCES_WANTED = 200
RECALL_WANTED = 0.99
FALSE_AT_MOST = 0.05
"""False marks among all that are more than a look. [share]"""


@pytest.mark.parametrize("name", NAMES)
def test_listed_authorities_forces_and_health_boards_are_found(name: str) -> None:
    found = measured(sentences(name))

    missed = [line for kind in LISTED_KINDS for line in found.by_kind[kind, False].missed]
    assert found.recall(LISTED_KINDS) >= RECALL_WANTED, missed


@pytest.mark.parametrize("name", NAMES)
def test_few_marks_are_false(name: str) -> None:
    found = measured(sentences(name))

    assert len(found.false) <= FALSE_AT_MOST * found.marks, found.false


@pytest.mark.parametrize("language", ["en", "cy"])
def test_there_are_enough_sentences_of_each_language(language: Language) -> None:
    files = [name for name in NAMES if name.endswith(f".{language}")]
    if f"unseen.{language}" not in files:
        pytest.skip(f"nobody has written unseen.{language}.tsv yet")

    ids = Counter(one.id for name in files for one in sentences(name))

    assert sum(ids.values()) >= SENTENCES_WANTED
    assert max(ids.values()) == 1
