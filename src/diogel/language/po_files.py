"""Reading gettext files with Babel. Imported only when a catalogue has no compiled copy."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from diogel.language.entries import Entry


def _forms(text: object) -> tuple[str, ...]:
    """One form or several, as Babel gives them, always as a tuple."""
    if isinstance(text, tuple | list):
        return tuple(str(form or "") for form in text)
    return (str(text or ""),)


def _entry(message: Message) -> Entry:
    notes = dict(c.split(": ", 1) for c in message.auto_comments if ": " in c)
    return Entry(
        key=message.context or "",
        en=_forms(message.id),
        cy=_forms(message.string),
        english_hash=notes.get("english", "").strip(),
        review=notes.get("review", "needed").strip(),
        fuzzy=message.fuzzy,
    )


def parse_catalogue(path: Path) -> list[Entry]:
    """The entries of one catalogue file in its order, those without a key left out."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=None)
    return [entry for entry in map(_entry, catalogue) if entry.key]
