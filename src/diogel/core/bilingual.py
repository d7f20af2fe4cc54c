"""Text that exists in both languages, or says that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "cy"]
LANGUAGES: tuple[Language, Language] = ("en", "cy")

REVIEW_NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in English and in Welsh.

    There is no fallback from one language to the other: `text["cy"]` is the Welsh or an
    empty string, and whoever publishes refuses the empty string.

    Attributes
    ----------
    en, cy : str
        The two texts. Empty means missing.
    review : str
        "needed" until a named Welsh speaker has read the Welsh; then who and when.
    """

    en: str
    cy: str
    review: str = REVIEW_NEEDED

    @classmethod
    def same(cls, text: str) -> Bilingual:
        """Text that is right in both languages: a code, a proper name, a number."""
        return cls(text, text, review="same in both languages")

    @property
    def complete(self) -> bool:
        """True when both texts are there."""
        return bool(self.en.strip()) and bool(self.cy.strip())

    @property
    def reviewed(self) -> bool:
        """True when a Welsh speaker has read the Welsh, or there is nothing to read."""
        return self.review != REVIEW_NEEDED

    def __getitem__(self, language: Language) -> str:
        return self.cy if language == "cy" else self.en
