"""Reads questionnaires written as XLSForm: workbooks, text tables, Markdown tables.

Pyxform, the reference reader of the format, stops at its first error, and accepts a missing
translation or a rule that compares with a choice that does not exist. So the tables are
read and checked here first, all faults in one pass, and pyxform has the second word: what
passes here and not there is no XLSForm that other tools could open.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from diogel.core import Place, Problem, Refused, Severity
from diogel.surveys.form_building import build
from diogel.surveys.form_checks import check_form
from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.instrument import Instrument

BUILT_IN = Path(__file__).parent / "instruments"


def read_instrument(path: Path) -> tuple[Instrument, tuple[Problem, ...]]:
    """The instrument as far as it can be read, and every problem, in the file's order."""
    instrument, draft = build(read_form_tables(path))
    problems = [*draft.problems, *check_form(instrument, draft)]
    if not any(p.severity is Severity.STOP for p in problems):
        problems.extend(_second_opinion(path))
    tables = [*draft.tables.rows]
    problems.sort(
        key=lambda p: (
            tables.index(p.place.sheet) if p.place.sheet in tables else -1,
            p.place.row or 0,
        )
    )
    return instrument, tuple(problems)


def load_instrument(path: Path) -> Instrument:
    """The instrument of a file.

    Raises
    ------
    Refused
        The form has faults that stop its use; looks and notes are among the problems.
    """
    instrument, problems = read_instrument(path)
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    return instrument


@cache
def builtin_instrument(name: str) -> Instrument:
    """An instrument that comes with the system: "workforce-2021".

    Tests ask pyxform about these; asking again at every start would cost a second.
    """
    instrument, draft = build(read_form_tables(BUILT_IN / f"{name}.md"))
    problems = [*draft.problems, *check_form(instrument, draft)]
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    return instrument


def _second_opinion(path: Path) -> tuple[Problem, ...]:
    """What pyxform says against the form; it speaks English only and stops at one fault."""
    from pyxform.errors import PyXFormError  # slow to import, and needed only here
    from pyxform.xls2xform import convert

    try:
        convert(str(path))
    except PyXFormError as error:
        said = " ".join(str(error).split())
    except Exception as error:
        said = type(error).__name__
    else:
        return ()
    return (Problem("form.not-xlsform", Place(path.name), said),)
