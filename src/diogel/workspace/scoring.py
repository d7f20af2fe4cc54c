"""Risk and priorities of a workspace: blind scoring, decisions with reasons, and the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, count, product
from pathlib import Path

from diogel.assessment import (
    ImportedScore,
    Kept,
    Moderation,
    Priority,
    RiskModel,
    TakenScores,
    moderate,
    read_imported_scores,
    read_priorities,
    record_imported,
    record_priorities,
    stored_priorities,
    take_scoring_workbook,
    write_scoring_workbook,
)
from diogel.assessment.known import Known
from diogel.assessment.risk_area import AreaRisk, subjects_of, usual_themes, waited_for
from diogel.assessment.risk_background import Closed, RiskBackground, Scoring
from diogel.assessment.risk_model_reading import model_of_text
from diogel.assessment.risk_model_register import record_model
from diogel.assessment.risk_suggested_figures import suggested_id
from diogel.assessment.risk_suggesting import Suggestion
from diogel.assessment.risk_workbook import KIND
from diogel.core import LANGUAGES, Place, Problem, Refused
from diogel.engine import Engine
from diogel.files import read_sheets, read_text_file, write_atomically
from diogel.indicators import AreaSet
from diogel.standard import themes as all_themes
from diogel.standard.validation.did_you_mean import by_fold, folded, nearest
from diogel.store import Release
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace
from diogel.workspace.judging import engine_of
from diogel.workspace.knowing import know_areas
from diogel.workspace.lock import locked
from diogel.workspace.scoring_register import (
    keep_scoring,
    model_of,
    model_path,
    read_background,
    scoring_of,
    scorings,
)

_LONGEST_NAME = 60
"""Of what a file's name keeps of a partner's. [characters]"""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The workbooks that were written, and how many levels each asks for."""

    paths: tuple[Path, ...]
    levels: int


def known_risk(workspace: Workspace, area: AreaSet) -> Known:
    """An area as it is known now, its risks worked out; Refused where nothing is held."""
    return know_areas(workspace, [area])[0]


def write_sheets(
    workspace: Workspace,
    area: AreaSet,
    folder: Path,
    partners: Sequence[str] = (),
    themes: Sequence[str] = (),
) -> Sheets:
    """A workbook for each partner in each language; who is asked is written down.

    Parameters
    ----------
    partners : sequence of str
        Asked besides those that were asked before.
    themes : sequence of str
        Codes or names of themes to score besides the recorded priorities; where there are
        neither, the usual themes.

    Raises
    ------
    Refused
        No partner is named, now or before; a theme that there is not.
    """
    asked = _asked(scoring_of(workspace, area.id), partners, themes)
    with locked(workspace.path), engine_of(workspace) as engine:
        store = open_store(workspace)
        recorded = stored_priorities(store, engine, area=area.id)
        if not recorded and not asked.themes:
            asked = replace(asked, themes=usual_themes())
        risk = read_background(workspace, store, engine)
        risk = replace(risk, scoring={**risk.scoring, area.id: asked})
        subjects = subjects_of(area.id, risk)
        told = _told(workspace, area)
        paths = []
        names = _file_names(asked.partners)
        for partner, language in product(asked.partners, LANGUAGES):
            paths.append(folder / f"{names[partner]}.{language}.xlsx")
            write_scoring_workbook(
                subjects,
                partner,
                language,
                paths[-1],
                model=risk.model,
                earlier=risk.scores,
                suggestions=told,
                area=area.name,
            )
        # Last: nobody is waited for whose workbook could not be written.
        keep_scoring(workspace, area.id, asked)
    return Sheets(tuple(paths), len(subjects) * len(risk.model.items))


def _asked(before: Scoring, partners: Sequence[str], themes: Sequence[str]) -> Scoring:
    """Who is asked now and about what; everything wrong with that at once."""
    problems: list[Problem] = []
    names = by_fold({theme.code: (theme.name.en, theme.name.cy) for theme in all_themes()})
    codes = []
    for text in themes:
        code = names.get(folded(text), "")
        codes.append(code)
        if not code:
            problems.append(Problem("risk.no-such-theme", Place(), text, nearest(text, names)))
    known: dict[str, str] = {}
    for one in (*before.partners, *_spaced(partners)):
        known.setdefault(folded(one), one)
    if not known:
        problems.append(Problem("risk.no-partners"))
    if problems:
        raise Refused(problems)
    told = tuple(dict.fromkeys((*before.themes, *codes)))
    fresh = len(known) > len(before.partners) or told != before.themes
    return Scoring(tuple(known.values()), told, None if fresh else before.closed)


def _spaced(texts: Sequence[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if text.strip()]


def _file_names(partners: Sequence[str]) -> dict[str, str]:
    """A file name for each partner; those that would be called alike are numbered."""
    names: dict[str, str] = {}
    for partner in partners:
        plain = unicodedata.normalize("NFKD", partner).encode("ascii", "ignore").decode()
        word = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST_NAME]
        # Windows keeps some names for devices: none of them begins like this.
        name = f"risk-{word or 'partner'}"
        numbered = (f"{name}-{number}" for number in count(2))
        names[partner] = next(n for n in chain([name], numbered) if n not in names.values())
    return names


def _told(workspace: Workspace, area: AreaSet) -> tuple[Suggestion, ...]:
    """The suggestions that may be shown: none whose figure is held back, or without any data."""
    if not open_store(workspace).releases():
        return ()
    known = known_risk(workspace, area)
    figures = known.released.figures
    every = (level for one in known.risk.suggested for level in one.levels)
    return tuple(
        level
        for level in every
        if (found := figures.get(suggested_id(level.priority, level.item))) is None or found.shown
    )


def take_scores(workspace: Workspace, file: Path, by: str = "") -> TakenScores:
    """Keep a partner's filled-in workbook: all of it, or nothing of it.

    Parameters
    ----------
    by : str
        The post or team that scored, where the workbook does not say.

    Raises
    ------
    Refused
        With everything wrong in it, each fault at its cell.
    """
    with locked(workspace.path), engine_of(workspace) as engine:
        store = open_store(workspace)
        model = model_of(workspace)
        subjects = _every_subject(workspace, engine, _areas_in(file))
        return take_scoring_workbook(store, engine, file, subjects, model, who=by)


def _areas_in(file: Path) -> set[str]:
    """The areas that a workbook says it asks about, by its own list of codes."""
    for sheet in read_sheets(file):
        rows = {row[0].strip(): row[2].strip() for row in sheet.rows if len(row) > 2}
        if rows.get("kind") == KIND:
            codes = rows.get("priorities", "").split("; ")
            return {code.rpartition(".")[0] for code in codes if code}
    return set()


def _every_subject(workspace: Workspace, engine: Engine, areas: set[str]) -> list[Priority]:
    """What is scored in these areas, and in all others that partners were asked about."""
    risk = read_background(workspace, open_store(workspace), engine)
    wanted = areas | set(scorings(workspace)) | {k.priority.area for k in risk.priorities}
    return [one for area in sorted(wanted) for one in subjects_of(area, risk)]


def close_scoring(workspace: Workspace, area: AreaSet, by: str, reason: str) -> Scoring:
    """Wait for nobody any longer; Refused without a post and a reason."""
    _refuse_blank(by, reason)
    with locked(workspace.path):
        today = datetime.now(UTC).date()
        scoring = scoring_of(workspace, area.id)
        closed = replace(scoring, closed=Closed(by.strip(), today, " ".join(reason.split())))
        keep_scoring(workspace, area.id, closed)
        return closed


def _refuse_blank(by: str, reason: str | None = None) -> None:
    """Refuse a change by nobody, or for no reason where one is asked for."""
    problems = [] if by.strip() else [Problem("risk.who-wanted")]
    if reason is not None and not reason.strip():
        problems.append(Problem("risk.reason-wanted"))
    if problems:
        raise Refused(problems)


def change_level(
    workspace: Workspace,
    area: AreaSet,
    subject: str,
    item: str,
    level: int,
    people: Sequence[str],
    reason: str,
    on: date | None = None,
) -> Release | None:
    """Keep a level that people decided together; None when it holds already.

    Parameters
    ----------
    subject : str
        The priority's code, with or without its area, or its title in either language.
    item : str
        The item's code, or its name in either language.

    Raises
    ------
    Refused
        With everything wrong: too few people, no reason, an unknown priority or item, or a
        partner that has not scored yet.
    """
    today = datetime.now(UTC).date()
    with locked(workspace.path), engine_of(workspace) as engine:
        store = open_store(workspace)
        risk = read_background(workspace, store, engine)
        subjects = subjects_of(area.id, risk)
        _refuse_early(risk, area, subjects)
        decision = Moderation(
            _subject(subject, area, subjects),
            _item(item, risk.model),
            level,
            on or today,
            " ".join(reason.split()),
            tuple(_spaced(people)),
            risk.model.version,
        )
        return moderate(
            store, engine, [decision], priorities=subjects, model=risk.model, today=today
        )


def _refuse_early(risk: RiskBackground, area: AreaSet, subjects: Sequence[Priority]) -> None:
    """Nothing is decided together while a partner scores without sight of the others."""
    scoring = risk.scoring.get(area.id, Scoring())
    owed = waited_for(scoring, risk.scores, subjects, risk.model)
    if owed:
        raise Refused([Problem("risk.not-all-scored", Place(), name) for name in owed])


def _subject(text: str, area: AreaSet, subjects: Sequence[Priority]) -> str:
    """The code that a text means; the text itself where it means none, which is then told."""
    names = {
        one.id: (one.id.removeprefix(f"{area.id}."), one.title.en, one.title.cy) for one in subjects
    }
    return by_fold(names).get(folded(text), text)


def _item(text: str, model: RiskModel) -> str:
    names = {item.code: (item.name.en, item.name.cy) for item in model.items}
    return by_fold(names).get(folded(text), text)


def import_scores(workspace: Workspace, file: Path, supplier: str) -> tuple[ImportedScore, ...]:
    """Keep scores that others worked out, word for word; those that the file holds.

    Raises
    ------
    Refused
        With everything wrong in it, each fault at its cell; or when nobody sent it.
    """
    _refuse_blank(supplier)
    with locked(workspace.path), engine_of(workspace) as engine:
        store = open_store(workspace)
        found = read_imported_scores(file, _every_subject(workspace, engine, set()))
        record_imported(store, engine, found, supplier=supplier)
        return found


def take_priorities(
    workspace: Workspace, file: Path, who: str, reason: str = "", on: date | None = None
) -> tuple[tuple[Priority, ...], Release | None]:
    """Keep the priorities of a file in the register; the release is None when all hold already.

    Raises
    ------
    Refused
        With everything wrong in the file, a change without a reason, or nobody named.
    """
    priorities = read_priorities(file)
    day = on or datetime.now(UTC).date()
    with locked(workspace.path), engine_of(workspace) as engine:
        store = open_store(workspace)
        kept = record_priorities(store, engine, priorities, who=who, on=day, reason=reason)
    return priorities, kept


def kept_priorities(workspace: Workspace, area: AreaSet) -> tuple[Kept, ...]:
    """The recorded priorities of an area."""
    with engine_of(workspace) as engine:
        return stored_priorities(open_store(workspace), engine, area=area.id)


def take_model(workspace: Workspace, file: Path, by: str, reason: str) -> RiskModel:
    """Make a changed risk model the workspace's own, and keep who did it and why.

    Raises
    ------
    Refused
        With everything wrong in it, or without a post and a reason; the model that held still
        holds.
    """
    _refuse_blank(by, reason)
    text = read_text_file(file)
    model = model_of_text(text, file.name)
    today = datetime.now(UTC).date()
    with locked(workspace.path), engine_of(workspace) as engine:
        told = {"who": by.strip(), "reason": " ".join(reason.split())}
        record_model(open_store(workspace), engine, text, on=today, **told)
        with write_atomically(model_path(workspace)) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return model


def risk_of_area(workspace: Workspace, area: AreaSet) -> AreaRisk:
    """The risks of an area as they stand now."""
    return known_risk(workspace, area).risk
