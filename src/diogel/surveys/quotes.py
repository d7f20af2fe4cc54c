"""The bank of quotations of a wave: what was said, what was decided on it, who signed it off.

`quotes.csv` holds one quotation a line, `quote-marks.csv` what was decided on each mark of it.
Both lie with the answers and are as private as they are; only what was signed off is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from diogel.core import Place, Problem, Refused
from diogel.disclosure import PARTS, Decided, Draft, Part
from diogel.files import Sheet, csv_bytes, read_sheets, write_atomically

NAME, MARKS = "quotes.csv", "quote-marks.csv"
COLUMNS = (
    *("id", "tag", "response", "language", "text", "redacted", "translation", "translated"),
    *("consent", "consent_date", "class", "attribute", "rests_on"),
    *("signed_by", "signed_on", "fingerprint"),
)
MARK_COLUMNS = ("quote", "part", "start", "end", "kind", "decision", "replacement", "by", "day")
NEEDED = ("id", "language", "text")
CONSENT = ("yes", "no", "unknown")
TRANSLATED = ("none", "draft", "reviewed")
ACCEPTED, REFUSED = "accepted", "refused"
HASHED = re.compile(r"[0-9a-f]{12,64}")
# What a spreadsheet would take for a formula was written with an apostrophe before it.
GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of the bank.

    Attributes
    ----------
    draft : Draft
        Its words and what was decided on them.
    tag : str
        Where it may be shown: `{{quotes TAG}}`.
    opinion : bool
        Which rule of the policy it falls under.
    attribute : str
        "question=code" of what may be said under it, if the policy lets it; empty for nothing.
    rests_on : tuple of str
        The figures that its words tell something of: it goes when one is hidden.
    consent_date : str
        When consent was given; empty when that is not known.
    place : Place
        Its line in the bank.
    row : mapping of column to text
        Its line as it is, other columns included.
    """

    draft: Draft
    tag: str
    opinion: bool
    attribute: str
    rests_on: tuple[str, ...]
    consent_date: str
    place: Place
    row: Mapping[str, str]


def read_bank(folder: Path) -> tuple[Quotation, ...]:
    """The quotations of a wave's folder, in their order; none where there is no bank.

    Raises
    ------
    Refused
        With everything in either file that cannot be understood.
    """
    path = folder / NAME
    if not path.is_file() or not path.read_bytes().strip():
        return ()
    problems: list[Problem] = []
    sheet = read_sheets(path)[0]
    headings = _headings(sheet, NEEDED, problems)
    rows = [
        {name: _cell(sheet, row, column) for name, column in headings.items()}
        for row in range(2, len(sheet.rows) + 1)
    ]
    decided = read_decided(folder / MARKS, {row.get("id", "") for row in rows}, problems)
    seen: set[str] = set()
    found = []
    for number, row in enumerate(rows, start=2):
        if any(row.values()):
            place = Place(file=path.name, row=number)
            problems += _row_problems(row, place, seen)
            seen.add(row.get("id", ""))
            found.append(_quotation(row, place, decided.get(row.get("id", ""), ())))
    if problems:
        raise Refused(problems)
    return tuple(found)


def _headings(sheet: Sheet, needed: Iterable[str], problems: list[Problem]) -> dict[str, int]:
    headings = {name.strip(): at for at, name in enumerate(sheet.rows[0], start=1) if name.strip()}
    missing = [name for name in needed if name not in headings]
    if missing:
        place = sheet.place(1)
        problems.append(Problem("quotes.headings", place, "", ", ".join(missing)))
    return headings


def _cell(sheet: Sheet, row: int, column: int) -> str:
    return GUARDED.sub("", sheet.cell(row, column).strip(), count=1)


def _row_problems(row: Mapping[str, str], place: Place, seen: set[str]) -> list[Problem]:
    found: list[Problem] = []
    name = row.get("id", "")
    if not name or name in seen:
        found.append(Problem("quotes.id", place, name))
    if row.get("language") not in ("cy", "en"):
        found.append(Problem("quotes.language", place, row.get("language", ""), "cy, en"))
    if not row.get("text"):
        found.append(Problem("quotes.no-words", place, name))
    for column, known in (("consent", CONSENT), ("translated", TRANSLATED)):
        if row.get(column) and row[column].lower() not in known:
            found.append(Problem("quotes.value", place, row[column], ", ".join(known)))
    if row.get("response") and not HASHED.fullmatch(row["response"]):
        found.append(Problem("quotes.response-named", place))
    return found


def _quotation(row: Mapping[str, str], place: Place, decided: tuple[Decided, ...]) -> Quotation:
    draft = Draft(
        id=row.get("id", ""),
        language="cy" if row.get("language") == "cy" else "en",
        text=row.get("text", ""),
        redacted=row.get("redacted", ""),
        translation=row.get("translation", ""),
        consent=row.get("consent", "").lower() or "unknown",
        translated=row.get("translated", "").lower() or "none",
        decided=decided,
        signed_by=row.get("signed_by", ""),
        signed_on=row.get("signed_on", ""),
        fingerprint=row.get("fingerprint", ""),
    )
    return Quotation(
        draft=draft,
        tag=row.get("tag", ""),
        opinion=row.get("class") != "fact",
        attribute=row.get("attribute", ""),
        rests_on=tuple(row.get("rests_on", "").split()),
        consent_date=row.get("consent_date", ""),
        place=place,
        row=row,
    )


def read_decided(
    path: Path, quotes: set[str], problems: list[Problem]
) -> dict[str, tuple[Decided, ...]]:
    """What was decided on the marks of each quotation; none where nothing was."""
    if not path.is_file():
        return {}
    sheet = read_sheets(path)[0]
    headings = _headings(sheet, MARK_COLUMNS, problems)
    found: dict[str, tuple[Decided, ...]] = {}
    if any(name not in headings for name in MARK_COLUMNS):
        return found
    for number in range(2, len(sheet.rows) + 1):
        row = {name: _cell(sheet, number, column) for name, column in headings.items()}
        if not any(row.values()):
            continue
        decision = _decided(row)
        if decision is None or row["quote"] not in quotes:
            problems.append(Problem("quotes.decision", sheet.place(number), row["quote"]))
        else:
            found[row["quote"]] = (*found.get(row["quote"], ()), decision)
    return found


def _decided(row: Mapping[str, str]) -> Decided | None:
    """One line of the marks; None for one that nobody can have written by this program."""
    known = row["part"] in PARTS and row["decision"] in (ACCEPTED, REFUSED)
    if not (known and row["start"].isdecimal() and row["end"].isdecimal()):
        return None
    return Decided(
        part=cast(Part, row["part"]),
        start=int(row["start"]),
        end=int(row["end"]),
        kind=row["kind"],
        accepted=row["decision"] == ACCEPTED,
        replacement=row["replacement"],
        by=row["by"],
        day=row["day"],
    )


def write_bank(folder: Path, bank: Iterable[Quotation]) -> None:
    """Write both files; the columns that somebody else added stay."""
    quotations = tuple(bank)
    others = [name for q in quotations for name in q.row if name not in COLUMNS]
    columns = (*COLUMNS, *dict.fromkeys(others))
    rows = [[_written(q).get(name, "") for name in columns] for q in quotations]
    marks: list[list[str | int | float | None]] = [
        [q.draft.id, d.part, d.start, d.end, d.kind, _word(d), d.replacement, d.by, d.day]
        for q in quotations
        for d in q.draft.decided
    ]
    with write_atomically(folder / MARKS) as temporary:
        temporary.write_bytes(csv_bytes([list(MARK_COLUMNS), *marks]))
    with write_atomically(folder / NAME) as temporary:
        temporary.write_bytes(csv_bytes([list(columns), *rows]))


def _word(decision: Decided) -> str:
    return ACCEPTED if decision.accepted else REFUSED


def _written(quotation: Quotation) -> dict[str, str]:
    draft = quotation.draft
    return {
        **quotation.row,
        "redacted": draft.redacted,
        "translation": draft.translation,
        "translated": draft.translated,
        "consent": draft.consent,
        "consent_date": quotation.consent_date,
        "signed_by": draft.signed_by,
        "signed_on": draft.signed_on,
        "fingerprint": draft.fingerprint,
    }


def is_day(text: str) -> bool:
    """Whether a text is a day as it is written here: 2026-11-22."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-22")
