"""Theme tables that were released tell nothing hidden: tried on many, by two who attack them."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from themes_factory import DAY, QUESTION, answers, code, codebook

from diogel.core import Bilingual
from diogel.disclosure import (
    audit,
    finding_words,
    load_policy,
    publication_of_released,
    release,
)
from diogel.disclosure.closure import recoverable
from diogel.surveys.plan import Frame, Plan
from diogel.surveys.tabulation import tabulate
from diogel.surveys.themes import Agreement, CodedThemes

PLAN = Plan("w", Frame(False, "", Bilingual("x", "x")), ())
POLICY = load_policy()
BOOK = codebook(
    code("money", codable=True),
    code("grants", parent="money"),
    code("rules", parent="money"),
    code("people", codable=False),
    code("staff", parent="people"),
    code("training", parent="people"),
    code("prevention"),
)


def coded(seed: int):
    """Invented answers with themes drawn at random, some common and some rare."""
    draw = random.Random(seed)
    people = draw.randint(8, 60)
    likely = {c.code: draw.choice((0.03, 0.1, 0.3, 0.6, 0.97)) for c in BOOK.given}
    texts = {f"r{n}": "Words." if draw.random() < 0.9 else "" for n in range(people)}
    found = {
        name: frozenset(c for c, chance in likely.items() if draw.random() < chance)
        for name, words in texts.items()
        if words
    }
    return texts, CodedThemes(QUESTION, BOOK, found, (), Agreement(0, 0, 0, None, None, ()))


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_of_a_theme_can_be_worked_out(seed: int) -> None:
    texts, themes = coded(seed)
    tabulation = tabulate(answers(texts), PLAN, DAY, themes=[themes])

    released = release(tabulation, POLICY)

    publication = publication_of_released(released, POLICY)
    leaks = audit(publication).findings
    assert [finding_words(leak, publication).en for leak in leaks] == []
    assert recoverable(released, tabulation) == []


def test_large_surveys_show_their_themes() -> None:
    shown = [
        released.figures[name].shown
        for seed in range(40)
        for texts, themes in [coded(seed)]
        for released in [release(tabulate(answers(texts), PLAN, DAY, themes=[themes]), POLICY)]
        for name in released.figures
        if name.startswith("w13.themes.")
    ]

    assert any(shown) and not all(shown)
