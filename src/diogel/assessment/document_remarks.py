"""What several findings of a list say alike, said once beneath the list."""

from __future__ import annotations

from collections.abc import Sequence

from diogel.assessment.document_evidence import Finding
from diogel.core import LANGUAGES, Bilingual
from diogel.language import both

# What a finding says by the way, as one or two of its sentences, with what a list says instead.
_REMARKS = (
    (("findings.trend.note", "findings.trend.nothing-rebased"), "findings.once.special"),
    (("findings.status.provisional",), "findings.once.provisional"),
    (("findings.inequality.reading",), "findings.inequality.reading"),
    (("findings.place.unplaced",), "findings.once.unplaced"),
    (("findings.comparison.far",), "findings.comparison.far"),
)
_FEWEST = 2


def said_once(found: Sequence[Finding]) -> tuple[tuple[Bilingual, ...], tuple[Bilingual, ...]]:
    """The sentences of a list, and apart from them the remarks that at least two of them make.

    A remark that only one finding makes stays in its sentence.
    """
    sentences = [finding.sentence for finding in found]
    remarks: list[Bilingual] = []
    for keys, instead in _REMARKS:
        words = Bilingual(*(" ".join(both(key)[la] for key in keys) for la in LANGUAGES))
        having = [at for at, sentence in enumerate(sentences) if _has(sentence, words)]
        if len(having) < _FEWEST:
            continue
        for at in having:
            sentences[at] = _without(sentences[at], words)
        remarks.append(both(instead))
    return tuple(sentences), tuple(remarks)


def _has(sentence: Bilingual, words: Bilingual) -> bool:
    return all(f" {words[language]}" in sentence[language] for language in LANGUAGES)


def _without(sentence: Bilingual, words: Bilingual) -> Bilingual:
    en, cy = (sentence[la].replace(f" {words[la]}", "", 1) for la in LANGUAGES)
    return Bilingual(en, cy)
