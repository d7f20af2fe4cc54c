"""One wave, read whole: its declaration, questionnaire, answers, plan and everything found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from diogel.core import LANGUAGES, Place, Problem, Refused, Severity, Tabulation
from diogel.surveys.answer_reading import read_answers
from diogel.surveys.answer_template import write_template
from diogel.surveys.answers import Answers
from diogel.surveys.back_coding import NAME as CODING
from diogel.surveys.back_coding import apply_coding, read_coding
from diogel.surveys.coding_notes import noted
from diogel.surveys.counting import state_conflicts
from diogel.surveys.instrument import Instrument
from diogel.surveys.plan import EVERYTHING, Plan, read_plan
from diogel.surveys.quotes_saying import not_printed
from diogel.surveys.repeats_kept import told_of_repeats
from diogel.surveys.tabulation import tabulate
from diogel.surveys.themes.counting import CodedThemes, read_themes
from diogel.surveys.wave import ANSWER_NAMES, CONVERSATION_NAMES, INSTRUMENT_NAMES, Wave, read_wave
from diogel.surveys.xlsform import load_instrument

Read = TypeVar("Read")


@dataclass(frozen=True)
class Study:
    """A wave that can be counted. `problems` did not stop it; they are to be told."""

    wave: Wave
    instrument: Instrument
    plan: Plan
    answers: Answers
    problems: tuple[Problem, ...]
    # The questions whose counts include words that a person coded.
    coded: tuple[str, ...] = ()
    # The questions in free text whose themes are counted.
    themes: tuple[CodedThemes, ...] = ()

    def tabulate(self, cited: Mapping[str, Tabulation]) -> Tabulation:
        """Its figures and tables, with the areas as they were when fieldwork closed."""
        counted = tabulate(self.answers, self.plan, self.wave.closed, cited, self.themes)
        return noted(counted, self.coded) if self.coded else counted

    @property
    def invented_notice(self) -> str:
        """The key of the sentence that says how invented answers came about."""
        return "surveys.notice.synthetic" if self.plan.published else "surveys.notice.invented"


def read_study(folder: Path) -> Study:
    """Read a wave's folder; Refused, with every file's faults, when it cannot be used."""
    wave = read_wave(folder)
    stops: list[Problem] = []
    plan = _collect(stops, lambda: read_plan(wave.needed(("plan.toml",))))
    instrument = _collect(stops, lambda: load_instrument(wave.needed(INSTRUMENT_NAMES)))
    if plan is None or instrument is None:
        raise Refused(stops)
    if wave.synthetic and plan.published == EVERYTHING:
        # Invented answers that were fitted to no published figure make none that is real.
        plan = replace(plan, published=())
    answers, told = read_answers(
        wave.needed(ANSWER_NAMES),
        instrument,
        wave=wave.id,
        conversations=wave.file(CONVERSATION_NAMES),
    )
    stops += [problem for problem in told if problem.severity is Severity.STOP]
    if not stops and not any(not response.withdrawn for response in answers.responses):
        stops.append(Problem("wave.no-responses", Place(file=wave.needed(ANSWER_NAMES).name)))
    coding = _collect(stops, lambda: read_coding(path) if (path := wave.file((CODING,))) else ())
    answers, coding_told, coded = apply_coding(answers, coding or ())
    stops += [problem for problem in coding_told if problem.severity is Severity.STOP]
    unprinted = _collect(stops, lambda: not_printed(folder))
    themes, themes_told = _collect(stops, lambda: read_themes(folder, answers)) or ((), ())
    told = (*told, *coding_told, *(unprinted or ()), *themes_told)
    if stops:
        raise Refused((*stops, *(p for p in told if p.severity is not Severity.STOP)))
    if coded:
        place = Place(file=CODING)
        told = (
            *told,
            Problem("coding.applied", place, str(sum(coded.values())), severity=Severity.NOTE),
        )
    told = (*told, *told_of_repeats(answers, wave.needed(ANSWER_NAMES).name))
    conflicts = _conflicts(answers, plan)
    return Study(wave, instrument, plan, answers, (*told, *conflicts), tuple(coded), themes)


def write_templates(wave: Wave, folder: Path) -> tuple[Path, ...]:
    """The empty workbooks that a wave's answers are filled into, one a language."""
    instrument = load_instrument(wave.needed(INSTRUMENT_NAMES))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in LANGUAGES:
        path = folder / f"answers.{language}.xlsx"
        write_template(instrument, path, language)
        paths.append(path)
    return tuple(paths)


def _collect(stops: list[Problem], read: Callable[[], Read]) -> Read | None:
    """What `read` gives, or nothing and its problems among the others."""
    try:
        return read()
    except Refused as refused:
        stops.extend(refused.problems)
        return None


def _conflicts(answers: Answers, plan: Plan) -> tuple[Problem, ...]:
    """Themes that a response places both inside and outside: for the respondent to settle."""
    file = "answers"
    return tuple(
        Problem(
            "answers.both-states",
            Place(file=file, column=wanted.settings["outside"]),
            found=code,
            expected=response,
            severity=Severity.LOOK,
        )
        for wanted in plan.wanted
        if wanted.kind == "three_state"
        for response, code in state_conflicts(
            answers, wanted.settings["within"], wanted.settings["outside"]
        )
    )
