"""Themes of a workspace's surveys: codebooks, the coders' workbooks, exchange, and keywords.

Everything with respondents' own words in it goes beside the registers, or where somebody says,
and never to `out`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused, Severity
from diogel.files import write_atomically
from diogel.language import say
from diogel.surveys import Answers, load_instrument, read_answers, read_wave
from diogel.surveys.back_coding import NAME as CODING
from diogel.surveys.back_coding import apply_coding, read_coding
from diogel.surveys.themes import (
    Agreement,
    Codebook,
    Compared,
    Piece,
    Standing,
    Whose,
    codebook_to_qdc,
    codebooks_for,
    codebooks_of,
    keep_version,
    pieces_path,
    read_codebook,
    read_qdc,
    same_coder,
    standing,
    take_compared,
    take_sheet,
    whose_compared,
    whose_sheet,
    write_codebook,
    write_compared,
    write_pieces,
    write_sheet,
)
from diogel.workspace.folder import Workspace
from diogel.workspace.lock import locked

REGISTER, CODEBOOKS = "themes", "codebooks"


@dataclass(frozen=True, slots=True)
class ThemeSheet:
    """A workbook that was written or taken.

    Attributes
    ----------
    path : Path
        The workbook, or the file that what it holds was kept in.
    answers, coded : int
        Answers to the question, and how many of them are coded or settled. [responses]
    settling : bool
        True for the workbook of two coders, False for that of one.
    """

    path: Path
    answers: int
    coded: int
    settling: bool = False


@dataclass(frozen=True, slots=True)
class ComparedThemes:
    """Two coders side by side: their workbook, how far they agree, pieces to settle."""

    path: Path
    coders: tuple[str, str]
    agreement: Agreement
    open: int


def survey_codebooks(workspace: Workspace, survey: str) -> tuple[Codebook, ...]:
    """The codebooks of a survey; Refused with everything wrong in any of them."""
    folder = workspace.wave(survey)
    return codebooks_for(folder, load_instrument(read_wave(folder).form))


def export_codebooks(workspace: Workspace, survey: str, to: Path) -> tuple[Path, ...]:
    """Write each codebook of a survey as other tools read it. A codebook holds no answers."""
    paths = []
    for codebook in survey_codebooks(workspace, survey):
        path = to / f"{codebook.id}.qdc"
        with write_atomically(path) as temporary:
            temporary.write_bytes(codebook_to_qdc(codebook))
        paths.append(path)
    return tuple(paths)


def import_codebook(
    workspace: Workspace, survey: str, path: Path, questions: Sequence[str], language: Language
) -> tuple[Path, tuple[Problem, ...]]:
    """Keep a codebook that another tool wrote, and what a person must still write into it.

    Raises
    ------
    Refused
        It cannot be read, or the survey has a codebook of that name.
    """
    folder = workspace.wave(survey)
    taken = read_qdc(path, _today(), tuple(questions))
    kept = folder / CODEBOOKS / f"{taken.codebook.id}.toml"
    with locked(workspace.path):
        if kept.exists():
            raise Refused([Problem("themes.codebook-exists", Place(path.name), kept.name)])
        write_codebook(kept, taken.codebook, say("themes.codebook_comment", language))
    try:
        read_codebook(kept)
    except Refused as refused:
        # It was kept: what is missing is for a person to write, not a reason to lose the rest.
        return kept, (*taken.problems, *map(_to_look_at, refused.problems))
    return kept, taken.problems


def _to_look_at(problem: Problem) -> Problem:
    return Problem(
        problem.code, problem.place, problem.found, problem.expected, Severity.LOOK, problem.slots
    )


def theme_standings(workspace: Workspace, survey: str = "") -> tuple[tuple[str, Standing], ...]:
    """How far the coding of each question has come, of one survey or of all that can be read."""
    folders = (workspace.wave(survey),) if survey else workspace.waves()
    return tuple(
        (folder.name, standing(folder, answers, codebook, question))
        for folder in folders
        if survey or (folder / CODEBOOKS).is_dir()
        for answers in [answers_of(folder)]
        for codebook in codebooks_for(folder, answers.instrument)
        for question in codebook.questions
    )


def answers_of(folder: Path) -> Answers:
    """A survey's answers as they count, words coded for "other" too; Refused when they cannot."""
    wave = read_wave(folder)
    instrument = load_instrument(wave.form)
    answers, told = read_answers(
        wave.needed(("answers.xlsx", "answers.csv")), instrument, wave=wave.id
    )
    stops = [problem for problem in told if problem.severity is Severity.STOP]
    if stops:
        raise Refused(stops)
    coding = wave.file((CODING,))
    return apply_coding(answers, read_coding(coding))[0] if coding else answers


def question_standing(workspace: Workspace, survey: str, question: str) -> Standing:
    """How far the coding of one question has come; Refused when it has no codebook."""
    folder = workspace.wave(survey)
    answers = answers_of(folder)
    codebooks = codebooks_for(folder, answers.instrument)
    for codebook in codebooks:
        if question in codebook.questions:
            return standing(folder, answers, codebook, question)
    known = ", ".join(name for codebook in codebooks for name in codebook.questions)
    raise Refused([Problem("themes.no-codebook", Place(f"{survey}/"), question, known or "-")])


def write_theme_sheet(
    workspace: Workspace,
    survey: str,
    question: str,
    coder: str,
    language: Language,
    to: Path | None = None,
) -> ThemeSheet:
    """Write the workbook in which one person codes the answers to a question.

    It shows what this person found before, and nothing of what anybody else did.

    Raises
    ------
    Refused
        The question has no codebook, two others code it, the coder has no name, or an older
        workbook of the same name holds codes that were never taken.
    """
    coder = " ".join(coder.split())
    found = question_standing(workspace, survey, question)
    coder = _known_coder(found, coder)
    path = _place(workspace, to, survey, question, coder)
    whose = Whose(survey, question, coder, found.codebook.version)
    with locked(workspace.path):
        if path.exists():
            _refuse_untaken(path, found, coder)
        keep_version(workspace.wave(survey), found.codebook)
        own = found.of(coder)
        write_sheet(path, whose, found.codebook, found.texts, own, language)
    return ThemeSheet(path, len(found.texts), len({piece.response for piece in own}))


def _known_coder(found: Standing, coder: str) -> str:
    """The name as it was written first; Refused for none, or for a third."""
    if not coder or " + " in coder or not any(letter.isalnum() for letter in coder):
        raise Refused([Problem("themes.coder-name", Place(), coder)])
    for name in found.coders:
        if same_coder(name, coder):
            return name
    if len(found.coders) > 1:
        raise Refused([Problem("themes.third-coder", Place(), coder, ", ".join(found.coders))])
    return coder


def _place(workspace: Workspace, to: Path | None, *names: str) -> Path:
    """Where a workbook goes; Refused inside what is published."""
    folder = to or workspace.path / "registers" / REGISTER
    refuse_in_out(workspace, folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{REGISTER}-{'-'.join(map(file_name, names))}.xlsx"


def refuse_in_out(workspace: Workspace, folder: Path) -> None:
    """Refuse a folder that is published: respondents' own words may not lie there."""
    if folder.resolve().is_relative_to(workspace.out.resolve()):
        raise Refused([Problem("themes.words-in-out", Place(), str(folder))])


def file_name(text: str) -> str:
    """A text as a part of a file's name that is legal on every system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.]+", "-", plain).strip("-.").lower() or "x"


def take_theme_sheet(workspace: Workspace, path: Path) -> ThemeSheet:
    """Take a coder's workbook, or that of two coders, into the survey.

    Raises
    ------
    Refused
        With everything wrong in the workbook; what was coded stays as it was.
    """
    single = whose_sheet(path)
    if single is not None:
        rows, whose = single
        rows.stop()
        with locked(workspace.path):
            found = question_standing(workspace, whose.survey, whose.question)
            coder = _known_coder(found, whose.coder)
            same = Whose(whose.survey, whose.question, coder, whose.version)
            earlier = found.of(coder)
            taken = take_sheet(rows, same, found.codebook, found.texts, earlier, _day())
            others = [piece for piece in found.pieces if piece.coder != coder]
            # Who coded first stays first: the two are told apart by their order.
            first = not others or (found.coders and found.coders[0] == coder)
            pieces = (*taken, *others) if first else (*others, *taken)
            pieces = (*pieces, *_not_anew(found.old, taken))
            return _kept(workspace, whose.survey, found, pieces, taken)
    both = whose_compared(path)
    if both is None:
        raise Refused([Problem("themes.not-a-workbook", Place(path.name), path.name)])
    rows_of_two, compared = both
    rows_of_two.stop()
    with locked(workspace.path):
        found = question_standing(workspace, compared.survey, compared.question)
        settled = take_compared(
            rows_of_two, compared, found.codebook, found.texts, found.settled, _day()
        )
        pieces = (*settled, *_not_anew(found.old_settled, settled))
        return _kept(workspace, compared.survey, found, pieces, settled, settling=True)


def _not_anew(old: Sequence[Piece], taken: Sequence[Piece]) -> tuple[Piece, ...]:
    """What is about words that have changed since, but for answers that were coded anew."""
    anew = {(piece.response, piece.coder) for piece in taken}
    return tuple(piece for piece in old if (piece.response, piece.coder) not in anew)


def _kept(
    workspace: Workspace,
    survey: str,
    found: Standing,
    pieces: Sequence[Piece],
    taken: Sequence[Piece],
    *,
    settling: bool = False,
) -> ThemeSheet:
    folder = workspace.wave(survey)
    keep_version(folder, found.codebook)
    place = pieces_path(folder, found.question, settled=settling)
    write_pieces(place, pieces)
    return ThemeSheet(
        place, len(found.texts), len({piece.response for piece in taken}), settling=settling
    )


def _refuse_untaken(path: Path, found: Standing, coder: str) -> None:
    """Writing over codes that a person typed and nobody took would lose them."""
    try:
        single = whose_sheet(path)
        if single is None:
            raise Refused([])
        rows, whose = single
        same = Whose(whose.survey, whose.question, coder, found.codebook.version)
        own = found.of(coder)
        taken = take_sheet(rows, same, found.codebook, found.texts, own, _day())
        lost = taken != own
    except Refused:
        lost = True
    if lost:
        raise Refused([Problem("themes.untaken", Place(path.name), path.name)])


def compare_themes(
    workspace: Workspace, survey: str, question: str, language: Language, to: Path | None = None
) -> ComparedThemes:
    """Write the workbook in which two coders stand side by side.

    Raises
    ------
    Refused
        Fewer than two have coded, or an older workbook holds what was never taken.
    """
    found = question_standing(workspace, survey, question)
    if len(found.coders) < 2:
        names = ", ".join(found.coders) or "-"
        raise Refused([Problem("themes.one-coder", Place(f"{survey}/"), question, names)])
    one, two = found.coders[:2]
    whose = Compared(survey, question, (one, two), found.codebook.version)
    path = _place(workspace, to, survey, question, "compared")
    with locked(workspace.path):
        if path.exists():
            _refuse_unsettled(path, whose, found)
        keep_version(workspace.wave(survey), found.codebook)
        sides, agreed = found.sides, found.agreement
        write_compared(path, whose, found.codebook, found.texts, sides, agreed, language)
    return ComparedThemes(path, (one, two), agreed, sum(side.open for side in sides))


def _refuse_unsettled(path: Path, whose: Compared, found: Standing) -> None:
    try:
        both = whose_compared(path)
        if both is None:
            raise Refused([])
        taken = take_compared(both[0], whose, found.codebook, found.texts, found.settled, _day())
        settled = {(*piece.where, piece.codes) for piece in found.settled}
        settled |= {(s.response, s.start, s.end, s.settled) for s in found.sides if s.settled}
        lost = not {(*piece.where, piece.codes) for piece in taken} <= settled
    except Refused:
        lost = True
    if lost:
        raise Refused([Problem("themes.untaken", Place(path.name), path.name)])


def codebook_of(workspace: Workspace, survey: str, question: str) -> Codebook | None:
    """The codebook of a question; None where it has none."""
    found = codebooks_of(workspace.wave(survey))
    return next((codebook for codebook in found if question in codebook.questions), None)


def _today() -> date:
    return datetime.now(UTC).date()


def _day() -> str:
    return _today().isoformat()
