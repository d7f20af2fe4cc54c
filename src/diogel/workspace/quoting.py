"""The bank of quotations of a workspace's surveys: marks, the workbook, sign-offs, uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from diogel.core import Language, Place, Problem, Refused
from diogel.disclosure import PARTS, Mark, Part, Person, in_the_way, open_marks, undecided
from diogel.files import csv_bytes, read_sheets, write_atomically
from diogel.reports import Quote
from diogel.surveys import (
    Pair,
    Quotation,
    read_bank,
    survey_of,
    take_sheet,
    write_bank,
    write_sheet,
)
from diogel.workspace.folder import Workspace
from diogel.workspace.lock import locked

REGISTER = "quotes"
USES = ("quote", "document", "edition", "date")
NAMES, ROLES = ("name", "enw"), ("role", "rôl", "rol")


@dataclass(frozen=True, slots=True)
class FoundMarks:
    """The marks of one quotation, each with the text it stands in."""

    quotation: Quotation
    marks: tuple[tuple[Part, Mark], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a quotation has come.

    Attributes
    ----------
    open : int
        Marks of its words that nobody has decided on.
    printable : bool
        True when nothing stands in its way.
    uses : tuple of str
        Where it was printed: "report 2021-11-01".
    """

    survey: str
    quotation: Quotation
    open: int
    printable: bool
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignOffs:
    """What was written or taken: where, marks that wait or were decided on, quotations signed."""

    path: Path
    marks: int
    quotations: int


def find_quotes(
    workspace: Workspace, survey: str, contacts: Path | None = None
) -> tuple[FoundMarks, ...]:
    """Every mark of a survey's quotations; nothing is written."""
    people = _people(workspace, contacts)
    return tuple(
        FoundMarks(
            quotation,
            tuple((p, m) for p in PARTS for m in open_marks(quotation.draft, p, people)),
        )
        for quotation in read_bank(workspace.wave(survey))
    )


def write_quotes(
    workspace: Workspace,
    survey: str,
    language: Language,
    to: Path | None = None,
    contacts: Path | None = None,
) -> SignOffs:
    """Write the workbook in which quotations are signed off.

    It holds names, so it goes beside the registers unless somebody says where, never to `out`.
    """
    people = _people(workspace, contacts)
    bank = read_bank(workspace.wave(survey))
    folder = to or workspace.path / "registers" / REGISTER
    if _within(folder, workspace.out):
        raise Refused([Problem("quotes.sheet-in-out", Place(), str(folder))])
    path = folder / f"quotes-{survey}.xlsx"
    if path.exists() and to is None:
        _refuse_untaken(path, bank, people)
    folder.mkdir(parents=True, exist_ok=True)
    waiting = write_sheet(bank, path, language, people, survey=survey)
    return SignOffs(path, waiting, len(bank))


def take_quotes(workspace: Workspace, path: Path, contacts: Path | None = None) -> SignOffs:
    """Take the decisions and signatures of a workbook into the bank.

    Raises
    ------
    Refused
        With everything wrong in the workbook; the bank stays as it was.
    """
    people = _people(workspace, contacts)
    folder = workspace.wave(survey_of(path))
    with locked(workspace.path):
        bank = read_bank(folder)
        taken = take_sheet(path, bank, datetime.now(UTC).date(), people)
        write_bank(folder, taken.bank)
    return SignOffs(folder, taken.decided, taken.signed)


def list_quotes(workspace: Workspace, survey: str = "") -> tuple[Standing, ...]:
    """How far each quotation has come, of one survey or of all."""
    folders = (workspace.wave(survey),) if survey else workspace.waves()
    return tuple(
        Standing(
            survey=folder.name,
            quotation=quotation,
            open=len(undecided(quotation.draft, "text")),
            printable=not any(in_the_way(quotation.draft, quotation.place)),
            uses=_uses(workspace, folder.name, quotation.draft.id),
        )
        for folder in folders
        for quotation in read_bank(folder)
    )


def record_uses(workspace: Workspace, survey: str, edition: str, pairs: Iterable[Pair]) -> None:
    """Keep which quotations an edition of a survey printed, where and with what date."""
    rows = sorted(
        {
            (block.id, pair.name, edition, pair.day.isoformat())
            for pair in pairs
            for document in pair.documents.values()
            for block in document.blocks
            if isinstance(block, Quote)
        }
    )
    path = workspace.path / "registers" / REGISTER / f"{survey}.{edition}.csv"
    if rows or path.exists():
        with write_atomically(path) as temporary:
            temporary.write_bytes(csv_bytes([list(USES), *map(list, rows)]))


def _uses(workspace: Workspace, survey: str, quote: str) -> tuple[str, ...]:
    found: list[str] = []
    folder = workspace.path / "registers" / REGISTER
    for path in sorted(folder.glob(f"{survey}.*.csv")):
        for row in read_sheets(path)[0].rows[1:]:
            if row and row[0] == quote:
                found.append(f"{row[1]} ({row[2]}) {row[3]}")
    return tuple(found)


def _refuse_untaken(path: Path, bank: Sequence[Quotation], people: tuple[Person, ...]) -> None:
    """Writing over decisions that a person typed and nobody took would lose them."""
    try:
        taken = take_sheet(path, bank, datetime.now(UTC).date(), people).bank
    except Refused as refused:
        stale = ("quotes.stale", "quotes.unknown", "quotes.marks-missing")
        if all(problem.code in stale for problem in refused.problems):
            return
        taken = ()
    if [_kept(q) for q in taken] != [_kept(q) for q in bank]:
        raise Refused([Problem("quotes.untaken", Place(path.name), path.name)])


def _kept(quotation: Quotation) -> tuple[object, ...]:
    draft = quotation.draft
    decided = {(d.part, d.start, d.end, d.accepted, d.replacement) for d in draft.decided}
    words = (draft.translation, draft.translated, draft.consent, draft.signed_by)
    return draft.id, *words, frozenset(decided)


def _people(workspace: Workspace, path: Path | None) -> tuple[Person, ...]:
    """The list of contacts of a file, which never lies beside answers. It is read and not kept."""
    if path is None:
        return ()
    if _within(path, workspace.path / "surveys"):
        raise Refused([Problem("quotes.contacts-beside-answers", Place(path.name))])
    sheet = read_sheets(path)[0]
    headings = [cell.strip().casefold() for cell in sheet.rows[0]]
    name = next((headings.index(each) for each in NAMES if each in headings), None)
    role = next((headings.index(each) for each in ROLES if each in headings), None)
    if name is None:
        raise Refused([Problem("quotes.contacts", sheet.place(1), "", " / ".join(NAMES))])
    return tuple(
        Person(sheet.cell(row, name + 1).strip(), sheet.cell(row, role + 1) if role else "")
        for row in range(2, len(sheet.rows) + 1)
        if sheet.cell(row, name + 1).strip()
    )


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
