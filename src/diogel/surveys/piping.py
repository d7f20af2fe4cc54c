"""References to other questions in texts and rules, as paper can show them."""

from __future__ import annotations

import re

from diogel.core import Language
from diogel.language import say
from diogel.surveys.instrument import Instrument
from diogel.surveys.routes import printed_number

PLACEHOLDER = re.compile(r"\$\{\s*([^}\s]*)\s*\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names that a text refers to, sorted, repeated as often as they stand there."""
    return tuple(sorted(PLACEHOLDER.findall(text)))


def with_numbers(instrument: Instrument, text: str) -> str:
    """A text with each reference to a question replaced by its printed number."""
    return PLACEHOLDER.sub(lambda found: _number(instrument, found[1]), text)


def on_paper(instrument: Instrument, text: str, language: Language) -> str:
    """A text for print, where an earlier answer cannot be put in."""
    return PLACEHOLDER.sub(
        lambda found: say("forms.print.piped", language, question=_number(instrument, found[1])),
        text,
    )


def _number(instrument: Instrument, name: str) -> str:
    if name not in instrument:
        return name
    return printed_number(instrument, instrument.question(name))
