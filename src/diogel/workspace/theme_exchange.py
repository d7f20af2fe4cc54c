"""Coded answers for other tools, and the words that mark answers out, each as far as it may go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused
from diogel.files import write_atomically
from diogel.language import say
from diogel.surveys import Answers, Quotation, Study
from diogel.surveys.quotes_saying import signed_quotes
from diogel.surveys.themes import (
    NONE,
    Found,
    Keyword,
    Piece,
    Source,
    Standing,
    keywords,
    project_bytes,
    texts_of,
)
from diogel.surveys.words import Remark, authority_names
from diogel.workspace.editions import Counting
from diogel.workspace.folder import Workspace
from diogel.workspace.theming import (
    REGISTER,
    answers_of,
    file_name,
    question_standing,
    refuse_in_out,
)

PRIVATE = "not-for-publishing"
CODER = "Diogel"


@dataclass(frozen=True, slots=True)
class ExportedThemes:
    """A project that was written: where, its texts, and whether it may leave the workspace."""

    path: Path
    texts: int
    signed: bool


def export_themes(
    workspace: Workspace,
    survey: str,
    question: str,
    language: Language,
    to: Path | None = None,
    *,
    signed: bool = False,
) -> ExportedThemes:
    """Write the answers to a question with what was coded, as other tools read it.

    Parameters
    ----------
    signed : bool
        Only quotations that somebody signed off, as they are printed. Otherwise every answer
        as it was given, in a folder that says it is not for publishing.

    Raises
    ------
    Refused
        The question has no codebook, nothing may be written, or it would lie in `out`.
    """
    found = question_standing(workspace, survey, question)
    if found.gone:
        place = Place(f"{found.codebook.id}.toml", column="code")
        raise Refused([Problem("themes.code-gone", place, code) for code in found.gone])
    folder = to or workspace.path / "registers" / REGISTER
    folder = folder if signed else folder / PRIVATE
    if not signed:
        refuse_in_out(workspace, folder)
    answers = answers_of(workspace.wave(survey))
    if signed:
        sources = tuple(_signed_sources(workspace, survey, answers, found))
    else:
        sources = tuple(_sources(answers, found))
    if not sources:
        code = "themes.nothing-signed" if signed else "themes.no-answers"
        raise Refused([Problem(code, Place(f"{survey}/"), question)])
    note = say(f"themes.project.{'signed' if signed else 'private'}", language)
    name = f"{survey} {question}{'' if signed else f' {PRIVATE}'}"
    path = folder / f"{file_name(f'{survey}-{question}')}{'-signed' if signed else ''}.qdpx"
    with write_atomically(path) as temporary:
        temporary.write_bytes(project_bytes(name, note, found.codebook, sources))
    return ExportedThemes(path, len(sources), signed)


def _pieces(found: Standing) -> tuple[Piece, ...]:
    """What was settled where all is; otherwise what each coder found."""
    coded = found.coded()
    return coded.pieces if coded else found.pieces


def _sources(answers: Answers, found: Standing) -> Iterator[Source]:
    languages = {response.id: response.language for response in answers.responses}
    for response, text in found.texts.items():
        pieces = [piece for piece in _pieces(found) if piece.response == response]
        marks = tuple(_found(piece) for piece in pieces if piece.codes != (NONE,))
        yield Source(response, text, marks, languages.get(response, ""))


def _found(piece: Piece) -> Found:
    return Found(piece.start, piece.end, piece.codes, piece.coder, date.fromisoformat(piece.day))


def _signed_sources(
    workspace: Workspace, survey: str, answers: Answers, found: Standing
) -> Iterator[Source]:
    """Quotations of this question as they are printed, with the themes of their words.

    Which respondent said one is not told, and neither is who coded it.
    """
    edition = Counting(workspace).edition(survey, "")
    folder, released = workspace.wave(survey), edition.released.figures
    for quotation, signed in signed_quotes(folder, answers, edition.policy):
        shown = all(name in released and released[name].shown for name in quotation.rests_on)
        codes = _codes_of(quotation, found)
        if shown and codes is not None:
            text = signed.words[signed.language]
            day = date.fromisoformat(quotation.draft.signed_on)
            marks = (Found(0, len(text), codes, CODER, day),) if codes else ()
            yield Source(quotation.draft.id, text, marks, signed.language, case=False)


def _codes_of(quotation: Quotation, found: Standing) -> tuple[str, ...] | None:
    """The themes of a quotation's words; None for words of no answer to this question."""
    said = quotation.draft.text.strip()
    for response, text in found.texts.items():
        at = text.find(said)
        if said and at >= 0:
            codes = {
                code
                for piece in _pieces(found)
                if piece.response == response and piece.start < at + len(said) and at < piece.end
                for code in piece.codes
            }
            return tuple(code for code in found.codebook.by_code if code in codes)
    return None


def theme_words(
    workspace: Workspace, survey: str, question: str, against: str = "", theme: str = ""
) -> dict[Language, tuple[Keyword, ...]]:
    """The words that mark out the answers to a question, or those of one theme of it.

    Compared with the answers to another question, or to all others; with a theme, with the
    answers to the same question that do not hold it.

    Raises
    ------
    Refused
        A question or a theme is not there, or it may not be said how many answered, or in how
        many answers the theme was found.
    """
    counting = Counting(workspace)
    edition, study = counting.edition(survey, ""), counting.study(survey)
    open_ended = _open_ended(study.answers)
    for name in (question, against) if against else (question,):
        if name not in open_ended:
            known = ", ".join(open_ended)
            raise Refused([Problem("themes.no-such-question", Place(), name, known)])
    if theme:
        here, elsewhere, needed = _by_theme(study, question, theme)
    else:
        others = [against] if against else [name for name in open_ended if name != question]
        here, elsewhere = _remarks(study.answers, [question]), _remarks(study.answers, others)
        needed = [f"{name}.answered" for name in (question, against) if name]
    released = edition.released.figures
    if any(name not in released or not released[name].shown for name in needed):
        raise Refused([Problem("themes.words-hidden", Place(), theme or question)])
    asked = study.instrument.question(question)
    rules = edition.policy.facts if asked.disclosure == "fact" else edition.policy.opinions
    return keywords(
        here,
        elsewhere,
        minimum=rules.small_count,
        minimum_base=edition.policy.minimum_base,
        never=authority_names(),
    )


def _by_theme(
    study: Study, question: str, theme: str
) -> tuple[list[Remark], list[Remark], list[str]]:
    """Answers with a theme or a part of it, those without, and the figures that tell of both."""
    coded = next((each for each in study.themes if each.question == question), None)
    known = coded.codebook.by_code if coded else {}
    if coded is None or theme not in known:
        raise Refused([Problem("themes.no-theme", Place(), theme, ", ".join(known))])
    wanted = {theme, *(part.code for part in coded.codebook.under(theme))}
    holding = {r for r, codes in coded.found.items() if not codes.isdisjoint(wanted)}
    remarks = _remarks(study.answers, [question])
    here = [one for one in remarks if one.respondent in holding]
    elsewhere = [one for one in remarks if one.respondent not in holding]
    return here, elsewhere, [f"{question}.answered", f"{coded.table}.{theme}"]


def _open_ended(answers: Answers) -> list[str]:
    return [q.id for q in answers.instrument.within("") if q.kind in ("text", "longtext")]


def _remarks(answers: Answers, questions: Iterable[str]) -> list[Remark]:
    return [Remark(r, text) for name in questions for r, text in texts_of(answers, name).items()]
