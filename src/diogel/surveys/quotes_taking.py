"""Taking the sign-offs of a workbook into the bank, or telling everything wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diogel.core import LANGUAGES, Place, Problem, Refused
from diogel.disclosure import (
    PARTS,
    Decided,
    Draft,
    Person,
    fingerprint_of,
    in_the_way,
    part_of,
    redacted_by,
)
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.surveys.headed_workbook import FIRST_ROW
from diogel.surveys.quotes import CONSENT, TRANSLATED, Quotation, is_day
from diogel.surveys.quotes_sheet import MARK_COLUMNS, QUOTE_COLUMNS, check_of

WORDS = ("accept", "refuse")


@dataclass(frozen=True, slots=True)
class TakenQuotes:
    """What a workbook made of the bank.

    Attributes
    ----------
    bank : tuple of Quotation
        Every quotation, those that the workbook does not hold as they were.
    decided, signed : int
        Marks decided on, and quotations signed off, in the whole bank.
    """

    bank: tuple[Quotation, ...]
    decided: int
    signed: int


def take_sheet(
    path: Path, bank: Sequence[Quotation], today: date, people: Iterable[Person] = ()
) -> TakenQuotes:
    """The bank with what a person decided in a workbook laid over it.

    Nothing is written. A day is today's, or that of the same decision made before.

    Raises
    ------
    Refused
        With everything wrong, each at its cell; nothing of the workbook is then to be kept.
    """
    sheets = read_sheets(path)
    quotes, marks = _named(sheets, QUOTE_COLUMNS, path), _named(sheets, MARK_COLUMNS, path)
    reading = _Reading(quotes, marks, {q.draft.id: q for q in bank}, today, tuple(people))
    taken = reading.quotations()
    if reading.problems:
        raise Refused(reading.problems)
    merged = tuple(taken.get(q.draft.id, q) for q in bank)
    return TakenQuotes(
        bank=merged,
        decided=sum(len(q.draft.decided) for q in merged),
        signed=sum(bool(q.draft.signed_by) for q in merged),
    )


def survey_of(path: Path) -> str:
    """The survey whose quotations a workbook holds; Refused when it is no such workbook."""
    sheet = _named(read_sheets(path), QUOTE_COLUMNS, path)
    return sheet.cell(FIRST_ROW, len(QUOTE_COLUMNS)).strip()


def _named(sheets: Sequence[Sheet], columns: Sequence[str], path: Path) -> Sheet:
    for sheet in sheets:
        if sheet.rows[0][: len(columns)] == tuple(columns):
            return sheet
    raise Refused([Problem("quotes.headings", Place(path.name), "", ", ".join(columns))])


class _Reading:
    """One workbook being read; faults are collected as they are met."""

    def __init__(
        self,
        quotes: Sheet,
        marks: Sheet,
        bank: Mapping[str, Quotation],
        today: date,
        people: tuple[Person, ...],
    ) -> None:
        self.quotes, self.marks, self.bank = quotes, marks, bank
        self.today, self.people = today.isoformat(), people
        self.problems: list[Problem] = []

    def quotations(self) -> dict[str, Quotation]:
        """Every quotation of the workbook, as it is now."""
        found: dict[str, Quotation] = {}
        rows = range(FIRST_ROW, len(self.quotes.rows) + 1)
        signers = {self._of(row, "quote"): self._of(row, "signed_by") for row in rows}
        marks = self._mark_rows(signers)
        for row in rows:
            name = self._of(row, "quote")
            if not any(self.quotes.rows[row - 1]):
                continue
            if name not in self.bank or name in found:
                self._fault("unknown", self._place(row, "quote"), name)
            elif self._of(row, "checked_text") != check_of(self.bank[name].draft.text):
                self._fault("stale", self._place(row, "text"), name)
            else:
                found[name] = self._quotation(row, self.bank[name], marks.get(name, []))
        return found

    def _of(self, row: int, column: str) -> str:
        return self.quotes.cell(row, QUOTE_COLUMNS.index(column) + 1).strip()

    def _place(self, row: int, column: str) -> Place:
        return self.quotes.place(row, QUOTE_COLUMNS.index(column) + 1, column)

    def _fault(self, code: str, place: Place, found: str = "", expected: str = "") -> None:
        self.problems.append(Problem(f"quotes.{code}", place, found, expected))

    def _quotation(
        self, row: int, before: Quotation, marks: Sequence[tuple[int, Decided, str]]
    ) -> Quotation:
        """One row with its marks; what is wrong with it is told at its cells."""
        if str(self._count(before.draft.id)) != self._of(row, "marks"):
            self._fault("marks-missing", self._place(row, "marks"), before.draft.id)
        consent = self._one_of(row, "consent", CONSENT)
        day = self._of(row, "consent_date")
        if (consent == "yes" and not is_day(day)) or (day and not is_day(day)):
            self._fault("consent-date", self._place(row, "consent_date"), day, "2021-11-01")
        draft = replace(
            before.draft,
            translation=self._of(row, "translation"),
            translated=self._one_of(row, "translated", TRANSLATED),
            consent=consent,
        )
        text_marks = [d for _, d, _ in marks if d.part == "text"]
        own_words = self._of(row, "redacted")
        draft = replace(draft, redacted=own_words or redacted_by(draft.text, text_marks))
        current = [d for _, d, check in marks if check == check_of(part_of(draft, d.part)[0])]
        draft = self._signed(row, replace(draft, decided=tuple(current)), before.draft)
        return replace(before, draft=draft, consent_date=day)

    def _signed(self, row: int, draft: Draft, before: Draft) -> Draft:
        """The draft with its signature, when the row has one and nothing is in its way."""
        signer = self._of(row, "signed_by")
        bare = replace(draft, signed_by="", signed_on="", fingerprint="")
        if not signer:
            return bare
        again = replace(bare, signed_by=signer, signed_on=before.signed_on)
        if before.signed_on and fingerprint_of(again) == before.fingerprint:
            return replace(again, fingerprint=before.fingerprint)
        signed = replace(bare, signed_by=signer, signed_on=self.today)
        signed = replace(signed, fingerprint=fingerprint_of(signed))
        self.problems += in_the_way(signed, self._place(row, "signed_by"), self.people)
        return signed

    def _one_of(self, row: int, column: str, known: Sequence[str]) -> str:
        given = self._of(row, column).lower() or known[-1 if column == "consent" else 0]
        welsh = {say(f"quotes.value.{word}", "cy").lower(): word for word in known}
        if given not in known and given not in welsh:
            self._fault("value", self._place(row, column), given[:40], ", ".join(known))
        return welsh.get(given, given)

    def _count(self, quote: str) -> int:
        rows = range(FIRST_ROW, len(self.marks.rows) + 1)
        return sum(self.marks.cell(row, 1).strip() == quote for row in rows)

    def _mark_rows(self, signers: Mapping[str, str]) -> dict[str, list[tuple[int, Decided, str]]]:
        """What was decided on each mark, with its row and the text that it was found in."""
        found: dict[str, list[tuple[int, Decided, str]]] = {}
        for row in range(FIRST_ROW, len(self.marks.rows) + 1):
            if self._mark(row, "quote") not in self.bank or not self._mark(row, "decision"):
                continue
            decision = self._decided(row, signers.get(self._mark(row, "quote"), ""))
            if decision is not None:
                check = self._mark(row, "checked_part")
                found.setdefault(self._mark(row, "quote"), []).append((row, decision, check))
        return found

    def _mark(self, row: int, column: str) -> str:
        return self.marks.cell(row, MARK_COLUMNS.index(column) + 1).strip()

    def _decided(self, row: int, signer: str) -> Decided | None:
        def place(column: str) -> Place:
            return self.marks.place(row, MARK_COLUMNS.index(column) + 1, column)

        given, part = self._mark(row, "decision").lower(), self._mark(row, "part")
        words = {say(f"quotes.decision.{w}", lang).lower(): w for lang in LANGUAGES for w in WORDS}
        start, end = self._mark(row, "start"), self._mark(row, "end")
        if given not in words:
            expected = ", ".join(say(f"quotes.decision.{w}", "en") for w in WORDS)
            self._fault("decision-word", place("decision"), given[:40], expected)
            return None
        if part not in PARTS or not start.isdecimal() or not end.isdecimal():
            self._fault("decision", place("part"), self._mark(row, "quote"))
            return None
        by = self._mark(row, "by") or signer
        if not by:
            self._fault("no-name", place("by"))
        accepted, wanted = words[given] == "accept", self._mark(row, "replacement")
        if accepted and wanted and not (wanted.startswith("[") and wanted.endswith("]")):
            self._fault("replacement", place("replacement"), "", self._mark(row, "proposed"))
        made = Decided(
            part=part,
            start=int(start),
            end=int(end),
            kind=self._mark(row, "kind"),
            accepted=accepted,
            replacement=(wanted or self._mark(row, "proposed")) if accepted else "",
            by=by,
            day=self.today,
        )
        return self._as_before(self._mark(row, "quote"), made)

    def _as_before(self, quote: str, made: Decided) -> Decided:
        """The decision with the day on which the same one was made first."""
        for earlier in self.bank[quote].draft.decided:
            if replace(made, day=earlier.day) == earlier:
                return earlier
        return made
