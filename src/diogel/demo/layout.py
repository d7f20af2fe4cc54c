"""Puts the demonstration's inputs into a folder, the same bytes every time."""

from __future__ import annotations

import shutil
from pathlib import Path

from diogel.core import Bilingual
from diogel.demo.baseline import baseline_conversations, baseline_responses
from diogel.demo.workforce import workforce_responses
from diogel.demo.workforce_2022 import workforce_2022_form, workforce_2022_responses
from diogel.surveys import (
    Conversation,
    Response,
    Value,
    builtin_instrument,
    builtin_instrument_path,
    load_instrument,
    write_template,
)

WAVES = Path(__file__).parent / "waves"
DEMO_NAME = Bilingual(
    "Demonstration: two surveys, one of them repeated, and three years of data",
    "Arddangosiad: dau arolwg, un ohonynt wedi'i ailadrodd, a thair blynedd o ddata",
)


def lay_out_waves(surveys: Path) -> None:
    """Write every wave: declaration, questionnaire, plan, narratives, invented answers."""
    for wave in sorted(path for path in WAVES.iterdir() if path.is_dir()):
        folder = surveys / wave.name
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(path for path in wave.iterdir() if path.is_file()):
            shutil.copyfile(file, folder / file.name)
    for name in ("workforce-2021", "baseline-2021"):
        shutil.copyfile(builtin_instrument_path(name), surveys / name / "instrument.md")
    _write_workforce(surveys / "workforce-2021")
    _write_workforce_2022(surveys / "workforce-2022")
    _write_baseline(surveys / "baseline-2021")


def _write_workforce(folder: Path) -> None:
    instrument = builtin_instrument("workforce-2021")
    write_template(instrument, folder / "answers.xlsx", "cy", workforce_responses())


def _write_workforce_2022(folder: Path) -> None:
    form = folder / "instrument.md"
    form.write_text(workforce_2022_form(), encoding="utf-8", newline="\n")
    write_template(load_instrument(form), folder / "answers.xlsx", "cy", workforce_2022_responses())


def _write_baseline(folder: Path) -> None:
    instrument = builtin_instrument("baseline-2021")
    write_template(instrument, folder / "answers.xlsx", "en", baseline_responses(instrument))
    record = builtin_instrument("conversation-2021")
    records = [_record(conversation) for conversation in baseline_conversations()]
    write_template(record, folder / "conversations.xlsx", "en", records)


def _record(conversation: Conversation) -> Response:
    """A conversation as the row of its own template: a record, never a response."""
    held: dict[str, Value] = {
        "c_force": conversation.force,
        "c_people": conversation.people,
        "c_format": conversation.format,
    }
    return Response(conversation.id, (), "", {**held, **conversation.values})
