"""The glossary: one approved term for each idea in each language, with its meaning."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from diogel.core import Bilingual, Language
from diogel.language.catalogue import say
from diogel.language.collation import sort_key

GLOSSARY = Path(__file__).parent / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """One idea.

    Attributes
    ----------
    name : Bilingual
        The term, with its review.
    meaning : Bilingual
        One or two plain sentences.
    code : str
        What the idea is called in the program; empty when it has no name there.
    not_cy : tuple of str
        Other Welsh words for it, which the catalogues do not use.
    """

    name: Bilingual
    meaning: Bilingual
    code: str = ""
    not_cy: tuple[str, ...] = ()

    @property
    def cy(self) -> str:
        """The approved Welsh term."""
        return self.name.cy


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of the file."""
    raw = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))
    return tuple(
        Term(
            name=Bilingual(item["en"], item["cy"], item["review"]),
            meaning=Bilingual(item["meaning_en"], item["meaning_cy"], item["review"]),
            code=item.get("code", ""),
            not_cy=tuple(item.get("not_cy", ())),
        )
        for item in raw["term"]
    )


def _row(term: Term, language: Language) -> str:
    other: Language = "en" if language == "cy" else "cy"
    code = f"`{term.code}`" if term.code else ""
    return f"| {term.name[language]} | {term.name[other]} | {term.meaning[language]} | {code} |"


def _section(language: Language) -> list[str]:
    ordered = sorted(terms(), key=lambda term: sort_key(term.name[language], language))
    return [
        f"## {say('glossary.heading', language)}",
        "",
        say("glossary.columns", language),
        "| --- | --- | --- | --- |",
        *(_row(term, language) for term in ordered),
        "",
    ]


def as_markdown() -> str:
    """The glossary as a page in both languages, each in its own alphabetical order."""
    waiting = sum(not term.name.reviewed for term in terms())
    lines = [f"# {say('glossary.title', 'en')} / {say('glossary.title', 'cy')}", ""]
    for language in ("en", "cy"):
        lines += [say("glossary.awaiting-review", language, count=waiting, total=len(terms())), ""]
    lines += [*_section("en"), *_section("cy")]
    return "\n".join(lines)
