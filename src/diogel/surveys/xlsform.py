"""Reads questionnaires written as XLSForm: workbooks, text tables, Markdown tables.

Pyxform, the reference reader of the format, stops at its first error, and accepts a missing
translation or a rule that compares with a choice that does not exist. So the tables are
read and checked here first, all faults in one pass, and pyxform has the second word: what
passes here and not there is no XLSForm that other tools could open.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.surveys.form_building import build
from diogel.surveys.form_tables import FormTables, read_form_tables
from diogel.surveys.instrument import Instrument
from diogel.surveys.linting import lint, once_each, stops

BUILT_IN = Path(__file__).parent / "instruments"
XLSFORM_TABLES = ("survey", "choices", "settings")
CONVERSATION_INSTRUMENT = "conversation-2021"


def read_instrument(
    path: Path, previous: Path | None = None
) -> tuple[Instrument, tuple[Problem, ...]]:
    """The instrument as far as it can be read, and every problem, in the file's order.

    Parameters
    ----------
    path : Path
    previous : Path or None
        The form of the wave before; what changed by indicator is among the problems.
    """
    before = read_form_tables(previous) if previous is not None else None
    instrument, draft = build(read_form_tables(path))
    found = once_each([*draft.problems, *lint(draft.tables, before, draft.problems)])
    if not stops(found):
        found = (*found, *_second_opinion(draft.tables))
    tables = [*draft.tables.rows]
    problems = sorted(
        found,
        key=lambda p: (
            tables.index(p.place.sheet) if p.place.sheet in tables else -1,
            p.place.row or 0,
        ),
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
    if stops(problems):
        raise Refused(problems)
    return instrument


def builtin_instrument_path(name: str) -> Path:
    """The file of an instrument that comes with the system, to be copied into a survey."""
    return BUILT_IN / f"{name}.md"


@cache
def builtin_instrument(name: str) -> Instrument:
    """An instrument that comes with the system: "workforce-2021".

    Tests ask pyxform about these; asking again at every start would cost a second.
    """
    instrument, draft = build(read_form_tables(builtin_instrument_path(name)))
    if stops(draft.problems):
        raise Refused(draft.problems)
    return instrument


def _second_opinion(tables: FormTables) -> tuple[Problem, ...]:
    """What pyxform says against the form; it speaks English only and stops at one fault.

    It is given the rows as we read them, so that an encoding or a delimiter which we
    understand and it does not is no fault of the form.
    """
    from pyxform.errors import PyXFormError  # slow to import, and needed only here
    from pyxform.xls2xform import convert

    rows = dict[str, list[dict[str, str]]]()
    for name in XLSFORM_TABLES:
        rows[name] = [dict(row.cells) for row in tables.rows.get(name, ())]
        headings = [heading for row in rows[name] for heading in row]
        rows[f"{name}_header"] = [dict.fromkeys(headings, "")]
    try:
        convert(rows, form_name="form")
    except PyXFormError as error:
        said = " ".join(str(error).split())
    except Exception as error:
        said = type(error).__name__
    else:
        return ()
    return (Problem("form.not-xlsform", Place(tables.file), said),)
