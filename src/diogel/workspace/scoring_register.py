"""Who was asked to score an area, kept in a small file beside what people wrote of it."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from diogel.assessment import RiskModel, load_risk_model
from diogel.assessment.risk_background import Closed, RiskBackground, Scoring, read_risk
from diogel.core import Place, Problem, Refused
from diogel.engine import Engine
from diogel.files import write_atomically
from diogel.store import Store
from diogel.workspace.assessment_requests import NAME, register_of
from diogel.workspace.folder import Workspace

FILE = "scoring.toml"
MODEL = "risk_model.toml"


def model_path(workspace: Workspace) -> Path:
    """Where a workspace keeps a risk model of its own."""
    return workspace.path / MODEL


def model_of(workspace: Workspace) -> RiskModel:
    """The workspace's own risk model, else Diogel's.

    Raises
    ------
    Refused
        With everything that is wrong in the workspace's own.
    """
    own = model_path(workspace)
    return load_risk_model(own) if own.is_file() else load_risk_model()


def read_background(
    workspace: Workspace, store: Store, engine: Engine, *, as_at: datetime | None = None
) -> RiskBackground:
    """Everything that a workspace holds of risk and priorities."""
    return read_risk(store, engine, model_of(workspace), scorings(workspace), as_at=as_at)


def scorings(workspace: Workspace) -> dict[str, Scoring]:
    """Who was asked, by area; Refused with every file that cannot be read."""
    found: dict[str, Scoring] = {}
    problems: list[Problem] = []
    for path in sorted((workspace.path / "registers" / NAME).glob(f"*/{FILE}")):
        try:
            found[path.parent.name] = _read(path)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return found


def scoring_of(workspace: Workspace, area: str) -> Scoring:
    """Who was asked to score one area; nobody while there is no file."""
    path = register_of(workspace, area) / FILE
    return _read(path) if path.is_file() else Scoring()


def _read(path: Path) -> Scoring:
    place = Place(file=f"{path.parent.name}/{FILE}")
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused([Problem("plan.not-toml", place, str(error))]) from None
    partners, themes = _texts(given, "partners", place), _texts(given, "themes", place)
    return Scoring(partners, themes, _closed(given.get("closed"), place))


def _texts(given: dict[str, Any], name: str, place: Place) -> tuple[str, ...]:
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refused([Problem("risk.scoring-file", place, f"{name} = {value}"[:80], '["…"]')])
    return tuple(value)


def _closed(value: object, place: Place) -> Closed | None:
    if value is None:
        return None
    given = value if isinstance(value, dict) else {}
    on = given.get("on")
    if not isinstance(on, date) or not all(given.get(name) for name in ("by", "reason")):
        expected = '[closed] on = 2026-11-22, by = "…", reason = "…"'
        raise Refused([Problem("risk.scoring-file", place, str(value)[:80], expected)])
    return Closed(str(given["by"]), on, str(given["reason"]))


def keep_scoring(workspace: Workspace, area: str, scoring: Scoring) -> None:
    """Write down who is asked, and whether anybody is still waited for."""
    lines = [f"{name} = {_listed(getattr(scoring, name))}" for name in ("partners", "themes")]
    if scoring.closed is not None:
        closed = scoring.closed
        lines += ["", "[closed]", f"on = {closed.on.isoformat()}"]
        lines += [f"by = {_quoted(closed.by)}", f"reason = {_quoted(closed.reason)}"]
    with write_atomically(register_of(workspace, area) / FILE) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"


def _quoted(text: str) -> str:
    """A text as TOML writes it: a string of JSON is one too."""
    return json.dumps(text, ensure_ascii=False)
