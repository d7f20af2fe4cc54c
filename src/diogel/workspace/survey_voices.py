"""The national figures that a workspace's surveys put first, of their published editions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from diogel.assessment.voices import SurveyVoice, VoiceLine
from diogel.core import LANGUAGES, Bilingual, Language, Refused
from diogel.disclosure import Released
from diogel.files import write_atomically
from diogel.reports import Callout
from diogel.reports.narrative import Surroundings, Template, fill_narrative, read_template
from diogel.surveys import Wave
from diogel.workspace import fingerprint
from diogel.workspace.editions import Counting, Edition, in_order, policy_path
from diogel.workspace.folder import Workspace

CALLOUT = "callout"


def survey_voices(workspace: Workspace, day: date) -> tuple[SurveyVoice, ...]:
    """What each survey that was published by a day says in its own report's first figures.

    A survey that cannot be read, or has no answers yet, says nothing here: its own build tells
    why. What they said is kept, and read again while no file of theirs has changed.
    """
    made_from = _made_from(workspace)
    found = _kept(workspace, made_from)
    if found is None:
        found = _counted(workspace)
        _keep(workspace, made_from, found)
    return tuple(voice for voice in found if voice.published <= day)


def _counted(workspace: Workspace) -> tuple[SurveyVoice, ...]:
    try:
        names = in_order(workspace)
    except Refused:
        return ()
    counting = Counting(workspace)
    found = (_voice(counting, name) for name in names)
    return tuple(voice for voice in found if voice is not None)


def _made_from(workspace: Workspace) -> dict[str, str]:
    policy = fingerprint.of_file(policy_path(workspace, ""))
    own = {"policy": policy, "code": fingerprint.of_diogel()}
    return {**survey_inputs(workspace), **own}


def _kept_path(workspace: Workspace) -> Path:
    return workspace.path / "store" / "made-from" / "assessments" / "voices.json"


def _kept(workspace: Workspace, made_from: dict[str, str]) -> tuple[SurveyVoice, ...] | None:
    """What was kept, if it was made from just these files."""
    try:
        told = json.loads(_kept_path(workspace).read_text(encoding="utf-8"))
        if told["made-from"] != made_from:
            return None
        return tuple(SurveyVoice.of_record(record) for record in told["voices"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _keep(workspace: Workspace, made_from: dict[str, str], voices: tuple[SurveyVoice, ...]) -> None:
    told = {"made-from": made_from, "voices": [voice.as_record() for voice in voices]}
    with write_atomically(_kept_path(workspace)) as temporary:
        temporary.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")


def survey_inputs(workspace: Workspace) -> dict[str, str]:
    """Fingerprints of every file that the surveys' figures are made from."""
    return {
        f"{folder.name}/{name}": digest
        for folder in workspace.waves()
        for name, digest in fingerprint.of_folder(folder).items()
    }


def _voice(counting: Counting, name: str) -> SurveyVoice | None:
    try:
        edition = counting.edition(name, "")
        wave = edition.study.wave
        callouts = {language: [*_callouts(edition, language)] for language in LANGUAGES}
    except (Refused, OSError, KeyError):
        return None
    lines = tuple(_lines(wave, callouts["en"], callouts["cy"]))
    if not lines:
        return None
    return SurveyVoice(
        wave=wave.id,
        title=wave.title,
        asked=wave.asked,
        opened=wave.opened,
        closed=wave.closed,
        published=wave.published,
        synthetic=wave.synthetic,
        lines=lines,
        hidden=_put_first(wave, "en") - len(lines),
    )


def _callouts(edition: Edition, language: Language) -> Iterator[Callout]:
    """The figures that a survey's first document puts first and that may be said."""
    template = _first_document(edition.study.wave, language)
    first = tuple(piece for piece in template.pieces if piece.name == CALLOUT)
    released: Released = edition.released
    blocks = fill_narrative(Template("", first, False), language, released, Surroundings())
    yield from (block for block in blocks if isinstance(block, Callout))


def _first_document(wave: Wave, language: Language) -> Template:
    """The document that the wave names first; without pieces where it has none."""
    if not wave.documents:
        return Template("", (), False)
    path = Path(wave.folder) / f"{wave.documents[0]}.{language}.md"
    return read_template(path.read_text(encoding="utf-8"))


def _put_first(wave: Wave, language: Language) -> int:
    pieces = _first_document(wave, language).pieces
    return sum(piece.name == CALLOUT for piece in pieces)


def _lines(wave: Wave, english: list[Callout], welsh: list[Callout]) -> Iterator[VoiceLine]:
    """Figures that both languages put first, in the order of the English."""
    other = {each.figure.figure.id: each for each in welsh}
    for each in english:
        twin = other.get(each.figure.figure.id)
        if twin is not None:
            yield VoiceLine(
                f"{wave.id}:{each.figure.figure.id}",
                Bilingual(each.headline, twin.headline),
                Bilingual(each.sentence, twin.sentence),
            )
