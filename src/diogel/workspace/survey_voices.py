"""The national figures that a workspace's surveys put first, of their published editions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from diogel.assessment.voices import SurveyVoice, VoiceLine
from diogel.core import LANGUAGES, Bilingual, Language, Refused
from diogel.files import write_atomically
from diogel.reports import Callout, Prose
from diogel.reports.narrative import Surroundings, Template, fill_narrative, read_template
from diogel.reports.narrative.template import Piece
from diogel.surveys import Wave
from diogel.surveys.tracing import trace, trace_edition
from diogel.workspace import fingerprint
from diogel.workspace.editions import Counting, Edition, in_order, policy_path
from diogel.workspace.folder import Workspace

CALLOUT = "callout"
_NAMED = re.compile(r'(data-figure=")([^"]+)"')


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
        waves = (name, *counting.study(name).wave.cites)
        editions = {each: counting.edition(each, "") for each in waves}
        own = editions[name]
        wave = own.study.wave
        first = {language: _first(wave, language) for language in LANGUAGES}
        said = {language: _said(own, editions, first[language], language) for language in LANGUAGES}
        lines = tuple(_lines(name, editions, said["en"], said["cy"]))
        of = trace_edition(own.study, own.released, own.policy)
    except (Refused, OSError, KeyError):
        return None
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
        hidden=len(first["en"]) - len(lines),
        edition=of,
    )


def _first(wave: Wave, language: Language) -> tuple[Piece, ...]:
    """The figures that the document which the wave names first puts first."""
    if not wave.documents:
        return ()
    path = Path(wave.folder) / f"{wave.documents[0]}.{language}.md"
    pieces = read_template(path.read_text(encoding="utf-8")).pieces
    return tuple(piece for piece in pieces if piece.name == CALLOUT)


def _said(
    edition: Edition, editions: Mapping[str, Edition], first: Sequence[Piece], language: Language
) -> dict[str, tuple[Callout, Prose]]:
    """Those of them that may be said, by id, each with its sentence as running text."""
    cited = {name: each.released for name, each in editions.items()}
    found = {}
    for piece in first:
        words = replace(piece, kind="paragraph", name="", argument="")
        blocks = fill_narrative(
            Template("", (piece, words), False),
            language,
            edition.released,
            Surroundings(),
            cited,
        )
        match blocks:
            case (Callout() as callout, Prose() as sentence):
                found[callout.figure.figure.id] = (callout, sentence)
    return found


def _lines(
    wave: str,
    editions: Mapping[str, Edition],
    english: Mapping[str, tuple[Callout, Prose]],
    welsh: Mapping[str, tuple[Callout, Prose]],
) -> Iterator[VoiceLine]:
    """Figures that both languages put first, in the order of the English."""
    studies = {name: each.study for name, each in editions.items()}
    for name, (callout, sentence) in english.items():
        if name not in welsh:
            continue
        twin, words = welsh[name]
        named = dict.fromkeys(_whole(wave, id_) for id_ in (name, *sentence.figures))
        placed = (id_.split(":", 1) for id_ in named)
        yield VoiceLine(
            _whole(wave, name),
            Bilingual(callout.headline, twin.headline),
            Bilingual(*(_marked(wave, said.markdown) for said in (sentence, words))),
            tuple(
                trace(editions[of].study, editions[of].released, figure, studies)
                for of, figure in placed
            ),
        )


def _whole(wave: str, figure: str) -> str:
    """A figure's id with its wave in front."""
    return figure if ":" in figure else f"{wave}:{figure}"


def _marked(wave: str, markdown: str) -> str:
    """A sentence whose numbers are named with their wave in front."""
    return _NAMED.sub(lambda found: f'{found[1]}{_whole(wave, found[2])}"', markdown)
