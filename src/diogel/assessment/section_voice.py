"""What surveys say: a few national figures of the editions that are published, and their bases.

Only figures of all who answered; never one authority's answer. What residents say is for the
partnership to write: the machine holds none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.known import Known
from diogel.assessment.section_blocks import Made, in_languages, prose
from diogel.assessment.voices import SurveyVoice
from diogel.core import Language
from diogel.language import date_range, say
from diogel.reports import Block, Heading, Notice, Prose


def voice_section(known: Known) -> Made:
    """What the surveys say that the workspace holds; that there are none, where there are none."""
    return in_languages(lambda language: _blocks(known, language))


def _blocks(known: Known, language: Language) -> Iterator[Block]:
    voices = known.background.voices
    yield prose("evidence.voice.residents", language)
    if not voices:
        yield prose("evidence.voice.none", language)
        return
    yield prose("evidence.voice.lead", language)
    for voice in voices:
        yield Heading(3, voice.title[language], f"voice-{voice.wave}")
        if voice.synthetic:
            yield Notice(say("evidence.voice.invented", language), "synthetic")
        fieldwork = date_range(voice.opened, voice.closed, language)
        yield prose("evidence.voice.asked", language, asked=voice.asked, fieldwork=fieldwork)
        yield _lines(voice, language)
        if voice.hidden:
            yield prose("evidence.voice.hidden", language, hidden=voice.hidden)
    yield prose("evidence.voice.national", language)


def _lines(voice: SurveyVoice, language: Language) -> Prose:
    lines = (
        say(
            "evidence.voice.line",
            language,
            value=f'[{line.value[language]}]{{.figure data-figure="{line.figure}"}}',
            sentence=line.sentence,
        )
        for line in voice.printed
    )
    named = tuple(line.figure for line in voice.printed)
    return Prose("\n".join(f"- {line}" for line in lines), named)
