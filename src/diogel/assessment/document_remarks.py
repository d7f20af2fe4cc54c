"""What several findings of a list say alike, said once beneath the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diogel.assessment.document_evidence import Finding
from diogel.core import LANGUAGES, Bilingual
from diogel.language import both

# What a finding says by the way, as one or two of its sentences, with what a list says instead.
_REMARKS = (
    (("findings.trend.note", "findings.trend.nothing-rebased"), "findings.once.special"),
    (("findings.trend.note-each", "findings.trend.nothing-rebased"), "findings.once.special"),
    (("findings.status.provisional",), "findings.once.provisional"),
    (("findings.inequality.reading",), "findings.once.inequality"),
    (("findings.place.unplaced",), "findings.once.unplaced"),
    (("findings.comparison.far",), "findings.comparison.far"),
)
_FEWEST = 2


def said_once(
    found: Sequence[Finding], fewest: int = _FEWEST
) -> tuple[tuple[Finding, ...], tuple[Bilingual, ...]]:
    """The findings of a list, and apart from them the remarks that several of them make.

    A remark that fewer of them make stays in their sentences.
    """
    sentences = [finding.sentence for finding in found]
    remarks: list[Bilingual] = []
    for instead in dict.fromkeys(instead for _, instead in _REMARKS):
        said = [_words(keys) for keys, other in _REMARKS if other == instead]
        pairs = [(n, w) for n, each in enumerate(sentences) for w in said if _has(each, w)]
        if len({at for at, _ in pairs}) < fewest:
            continue
        for at, words in pairs:
            sentences[at] = _without(sentences[at], words)
        remarks.append(both(instead))
    pairs_told = zip(found, sentences, strict=True)
    return tuple(replace(each, sentence=told) for each, told in pairs_told), tuple(remarks)


def _words(keys: Iterable[str]) -> Bilingual:
    said = [both(key) for key in keys]
    return Bilingual(*(" ".join(each[language] for each in said) for language in LANGUAGES))


def _has(sentence: Bilingual, words: Bilingual) -> bool:
    return all(f" {words[language]}" in sentence[language] for language in LANGUAGES)


def _without(sentence: Bilingual, words: Bilingual) -> Bilingual:
    en, cy = (sentence[la].replace(f" {words[la]}", "", 1) for la in LANGUAGES)
    return Bilingual(en, cy)
