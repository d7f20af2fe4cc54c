"""Who answered and where from, what words they used, and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from diogel.core import LANGUAGES, Language
from diogel.disclosure import SignedQuote, identifying_names
from diogel.language import number
from diogel.reports import Block, PlainTable, Quote, TableBlock
from diogel.surveys.coverage_table import TABLE
from diogel.surveys.quotes import read_bank
from diogel.surveys.quotes_saying import signed_quotes
from diogel.surveys.sections.telling import Telling
from diogel.surveys.words import Remark, WordCount, authority_names, count_words

MOST_WORDS = 20
# However lax a policy is, a word of fewer respondents is somebody's own.
LEAST_RESPONDENTS = 3


def respondents(telling: Telling) -> tuple[Block, ...]:
    """How many answered, and the areas that they and the conversations reached."""
    blocks: list[Block] = [telling.prose("surveys.respondents.intro")]
    if TABLE in telling.released.tables:
        blocks.append(TableBlock(telling.released.tables[TABLE], 0, "count"))
    return tuple(blocks)


def words(telling: Telling) -> tuple[Block, ...]:
    """The words of one open question, by how many respondents used them, a table a language.

    The words are not figures, so the policy is applied to them here: a table's base, the
    count of each word, and those who did not use it.
    """
    question = telling.study.plan.words
    if not question:
        return ()
    asked = telling.study.instrument.question(question)
    rules = telling.policy.facts if asked.disclosure == "fact" else telling.policy.opinions
    minimum = max(LEAST_RESPONDENTS, rules.small_count)
    never = authority_names() | identifying_names()
    counted = count_words(_remarks(telling, question), minimum=minimum, never=never)
    blocks: list[Block] = [
        telling.prose("surveys.words.intro", question=asked.label, minimum=minimum)
    ]
    for language in LANGUAGES:
        kept = [w for w in counted.get(language, ()) if _safe(telling, w, minimum)][:MOST_WORDS]
        if kept and _may_show(telling, question):
            blocks.append(_word_table(telling, language, kept))
    if len(blocks) == 1:
        blocks.append(telling.prose("surveys.words.none"))
    return tuple(blocks)


def _excepted(telling: Telling) -> bool:
    """Whether a recorded exception covers the words: by their own name, or with everything."""
    return any(
        fnmatchcase("words", pattern)
        for exception in telling.released.exceptions
        for pattern in exception.covers
    )


def _may_show(telling: Telling, question: str) -> bool:
    """Whether it may be said how many answered: the tables' bases tell it."""
    return telling.shown(f"{question}.answered")


def _remarks(telling: Telling, question: str) -> list[Remark]:
    answers = telling.study.answers
    found = ((r.id, answers.value(r, question)) for r in answers.responses)
    return [Remark(respondent, text) for respondent, text in found if isinstance(text, str)]


def _safe(telling: Telling, word: WordCount, minimum: int) -> bool:
    """Whether neither those who used a word nor those who did not are few or everybody."""
    if word.respondents < minimum:
        return False
    if _excepted(telling):
        return True
    return word.of >= telling.policy.minimum_base and word.of - word.respondents >= minimum


def _word_table(telling: Telling, language: Language, found: Iterable[WordCount]) -> PlainTable:
    return PlainTable(
        caption=telling.say(f"surveys.words.caption.{language}"),
        number=0,
        headings=(
            telling.say("surveys.words.heading.term"),
            telling.say("surveys.words.heading.respondents"),
        ),
        rows=tuple((f"{word.term}", _of(telling, word.respondents, word.of)) for word in found),
        widths=(0.6, 0.4),
        spoken=language,
    )


def _of(telling: Telling, count: int, base: int) -> str:
    said = {"count": number(count, telling.language), "base": number(base, telling.language)}
    return telling.say("surveys.words.of", **said)


def quotations(telling: Telling) -> dict[str, tuple[Quote, ...]]:
    """The wave's signed-off quotations by tag, said in this language, translations marked.

    What is said under one follows the policy: nothing, by default, for an opinion.
    """
    by_tag: dict[str, tuple[Quote, ...]] = {}
    study = telling.study
    tags = {quotation.tag for quotation in read_bank(study.wave.folder)}
    for quotation, signed in signed_quotes(study.wave.folder, study.answers, telling.policy):
        shown = all(telling.shown(figure) for figure in quotation.rests_on)
        quotes = (_quote(telling, signed),) if shown else ()
        by_tag[quotation.tag] = (*by_tag.get(quotation.tag, ()), *quotes)
    return dict.fromkeys(tags, ()) | by_tag


def _quote(telling: Telling, signed: SignedQuote) -> Quote:
    language, attribute = telling.language, signed.attribute[telling.language]
    original = signed.language == language
    key = "participant" if original else f"translated.{signed.language}"
    if attribute:
        key, slots = f"{key}.with", {"attribute": attribute}
    else:
        slots = {}
    return Quote(signed, language, telling.say(f"surveys.quote.{key}", **slots))
