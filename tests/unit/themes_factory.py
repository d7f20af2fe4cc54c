"""A small codebook, answers to its question, and what coders found in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diogel.core import Bilingual
from diogel.surveys import Answers, Response, builtin_instrument
from diogel.surveys.back_coding import fingerprint_of
from diogel.surveys.themes import Code, Codebook, Piece

DAY = date(2026, 11, 22)
TODAY = "2026-11-22"
QUESTION = "w13"
WORKFORCE = builtin_instrument("workforce-2021")


def text(words: str) -> Bilingual:
    return Bilingual(words, f"{words} yn Gymraeg")


def code(name: str, **more: object) -> Code:
    given: dict[str, object] = {"name": text(name.title()), "definition": text(f"About {name}")}
    return Code(name, **{**given, **more})  # type: ignore[arg-type]


def codebook(*codes: Code, version: str = "1") -> Codebook:
    chosen = codes or (
        code("money", codable=False),
        code("grants", parent="money"),
        code("rules", parent="money"),
        code("prevention", colour="#12436D"),
    )
    return Codebook("funding", version, DAY, text("Funding"), (QUESTION,), chosen)


def answers(texts: dict[str, str]) -> Answers:
    given = (Response(name, (), "en", {QUESTION: words}) for name, words in texts.items())
    return Answers("w", WORKFORCE, tuple(given))


def piece(
    response: str,
    words: str,
    *codes: str,
    coder: str = "Nia",
    span: Sequence[int] = (),
    day: str = TODAY,
) -> Piece:
    start, end = span or (0, len(words))
    return Piece(response, start, end, fingerprint_of(words), codes, coder, "1", day)
