"""The workbook of scores: alike in both languages, blind, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from risk_factory import DAY, FIRST, MODEL, PRIORITIES, TODAY, all_scores, score_of

from diogel.assessment import (
    Evidence,
    ScoringReading,
    read_scoring_workbook,
    record_scores,
    stored_scores,
    suggest,
    take_scoring_workbook,
    write_scoring_workbook,
)
from diogel.assessment.risk_workbook import choice
from diogel.assessment.risk_workbook_reading import level_of
from diogel.core import LANGUAGES, Language, Refused, Severity
from diogel.engine import Engine, open_engine
from diogel.language import english_left, explain_all, say
from diogel.store import Store

SUGGESTIONS = suggest(PRIORITIES[0], Evidence(volume=0.7, volume_figure="x.rate12"), MODEL)
Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(threads=1) as opened:
        yield opened


def sheet(book: openpyxl.Workbook, name: str):
    for language in LANGUAGES:
        if (title := say(f"risk.sheet-{name}", language)) in book.sheetnames:
            return book[title]
    raise KeyError(name)


def rows(page) -> Iterator[int]:
    """The rows that ask for a level."""
    for row in range(1, page.max_row + 1):
        if page.cell(row, 10).value in MODEL.by_code:
            yield row


def language_of(book: openpyxl.Workbook) -> Language:
    return "cy" if "Sgoriau" in book.sheetnames else "en"


def fill(book: openpyxl.Workbook) -> None:
    """Every level, with a reason, and who."""
    page, language = sheet(book, "scores"), language_of(book)
    for at, row in enumerate(rows(page)):
        item = MODEL.by_code[page.cell(row, 10).value]
        page.cell(row, 6).value = choice(item, None if at % 9 == 0 else at % 5, language)
        page.cell(row, 7).value = "Rheswm / reason"
    answer(book, "who", "Tîm diogelwch cymunedol")
    answer(book, "on", "03/11/2026")


def answer(book: openpyxl.Workbook, name: str, text: str) -> None:
    page = sheet(book, "who")
    for row in range(1, page.max_row + 1):
        if page.cell(row, 1).value in [say(f"risk.answer-{name}", one) for one in LANGUAGES]:
            page.cell(row, 2).value = text


def read(
    folder: Path, *edits: Edit, language: Language = "en", earlier=(), now=None
) -> ScoringReading:
    """A workbook written, changed by hand and read back."""
    path = folder / f"scores.{language}.xlsx"
    write_scoring_workbook(
        PRIORITIES,
        "Council",
        language,
        path,
        model=MODEL,
        earlier=earlier,
        suggestions=SUGGESTIONS,
    )
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    held = earlier if now is None else now
    return read_scoring_workbook(path, PRIORITIES, MODEL, earlier=held, today=TODAY)


def stops(reading: ScoringReading) -> list[tuple[str, int | None]]:
    for language in LANGUAGES:
        assert all(explain_all(reading.problems, language))
    return [(p.code, p.place.row) for p in reading.problems if p.severity is Severity.STOP]


def test_both_languages_filled_alike_are_the_same_record(tmp_path: Path) -> None:
    english, welsh = (read(tmp_path, fill, language=language) for language in LANGUAGES)

    assert english.scores == welsh.scores
    assert len(english.scores) == len(PRIORITIES) * len(MODEL.items)
    assert not english.problems
    assert english.scores[0].level is None
    assert {one.on for one in english.scores} == {DAY}


def test_the_suggested_level_and_its_figure_come_back(tmp_path: Path) -> None:
    found = {one.key: one for one in read(tmp_path, fill, language="cy").scores}

    volume = found[FIRST, "Council", "volume"]
    assert (volume.suggested, volume.source) == (3, "x.rate12")
    assert found[FIRST, "Council", "trend"].suggested is None


def test_sorted_rows_renamed_tabs_and_columns_of_ones_own_do_no_harm(tmp_path: Path) -> None:
    def shuffle(book: openpyxl.Workbook) -> None:
        page = sheet(book, "scores")
        first, last = (list(rows(page))[at] for at in (0, -1))
        for column in range(1, 11):
            cells = page.cell(first, column), page.cell(last, column)
            cells[0].value, cells[1].value = cells[1].value, cells[0].value
        page.cell(first - 1, 11).value = "Our own column"
        page.title = "Renamed"

    assert read(tmp_path, fill, shuffle).scores == read(tmp_path, fill).scores


def test_another_partners_scores_are_nowhere_in_the_workbook(tmp_path: Path) -> None:
    others = [score_of(scorer="Police", reason="Secret reason", level=4)]
    path = tmp_path / "scores.xlsx"

    write_scoring_workbook(PRIORITIES, "Council", "en", path, model=MODEL, earlier=others)

    book = openpyxl.load_workbook(path)
    texts = {str(c.value) for page in book for row in page.iter_rows() for c in row if c.value}
    assert not any("Police" in text or "Secret" in text for text in texts)
    assert all(sheet(book, "scores").cell(row, 6).value is None for row in rows(book["Scores"]))


def test_an_empty_workbook_has_nothing_scored(tmp_path: Path) -> None:
    reading = read(tmp_path, lambda book: answer(book, "who", "Analyst"))

    assert stops(reading) == [("risk.nothing-scored", None)]
    assert sum(p.code == "risk.not-scored" for p in reading.problems) == 33


def at_row(number: int, column: int, text: object) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        page = sheet(book, "scores")
        page.cell(list(rows(page))[number], column).value = text

    return edit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("edit", "code", "row"),
    [
        (at_row(3, 6, "7"), "risk.not-a-level", 9),
        (at_row(3, 6, "high"), "risk.not-a-level", 9),
        (at_row(3, 6, "2.5"), "risk.not-a-level", 9),
        (at_row(3, 10, "phsical"), "risk.no-such-item", 9),
        (at_row(3, 9, "W06000015.x"), "risk.no-such-priority", 9),
        (at_row(3, 10, None), "risk.row-unknown", None),
        (at_row(6, 7, None), "risk.departure-without-reason", 12),
        (at_row(6, 7, "x" * 2000), "risk.too-long", 12),
        (lambda book: answer(book, "who", " "), "risk.who-wanted", 5),
        (lambda book: answer(book, "on", "31/02/2026"), "risk.not-a-day", 6),
        (lambda book: answer(book, "on", "2027-01-01"), "risk.future-day", 6),
        (lambda book: answer(book, "scorer", "Police"), "risk.other-scorer", 4),
        (lambda book: answer(book, "scorer", ""), "risk.scorer-wanted", 4),
        (lambda book: book.remove(sheet(book, "about")), "risk.no-about", None),
        (lambda book: book.remove(sheet(book, "scores")), "risk.not-a-workbook", None),
    ],
)
def test_each_fault_is_told_at_its_cell(
    tmp_path: Path, language: Language, edit: Edit, code: str, row: int | None
) -> None:
    reading = read(tmp_path, fill, edit, language=language)

    assert reading.stopped
    found = dict(stops(reading))
    assert code in found
    if row is not None:
        assert found[code] == row


def test_the_same_row_twice_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, fill, at_row(1, 10, "physical"))

    assert [code for code, _ in stops(reading)] == ["risk.row-twice"]
    assert "risk.rows-gone" in [problem.code for problem in reading.problems]


def test_a_workbook_of_another_model_is_refused(tmp_path: Path) -> None:
    def other(book: openpyxl.Workbook) -> None:
        page = sheet(book, "about")
        for row in range(1, page.max_row + 1):
            if page.cell(row, 1).value == "model":
                page.cell(row, 3).value = "99"

    assert ("risk.other-model", None) in stops(read(tmp_path, fill, other))


def test_a_workbook_written_before_the_scores_changed_is_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, fill, now=[score_of(reason="Rheswm / reason 2")])

    assert ("risk.stale-workbook", None) in stops(reading)


def test_another_partners_new_scores_do_not_make_a_workbook_stale(tmp_path: Path) -> None:
    assert not read(tmp_path, fill, now=[score_of(scorer="Police")]).stopped


def test_a_workbook_sent_back_as_it_was_changes_nothing(tmp_path: Path, engine: Engine) -> None:
    store = Store(tmp_path / "store")
    record_scores(store, engine, all_scores(), priorities=PRIORITIES, model=MODEL, today=TODAY)
    before = stored_scores(store, engine)
    path = tmp_path / "again.xlsx"
    write_scoring_workbook(PRIORITIES, "Council", "cy", path, model=MODEL, earlier=before)
    book = openpyxl.load_workbook(path)
    answer(book, "who", "Analyst")
    book.save(path)

    taken = take_scoring_workbook(store, engine, path, PRIORITIES, MODEL, today=TODAY)

    assert taken.release is None
    assert stored_scores(store, engine) == before


def test_a_refused_workbook_keeps_nothing(tmp_path: Path, engine: Engine) -> None:
    store, path = Store(tmp_path / "store"), tmp_path / "scores.xlsx"
    write_scoring_workbook(PRIORITIES, "Council", "en", path, model=MODEL)
    book = openpyxl.load_workbook(path)
    fill(book)
    at_row(5, 6, "nine")(book)
    book.save(path)

    with pytest.raises(Refused) as refused:
        take_scoring_workbook(store, engine, path, PRIORITIES, MODEL, today=TODAY)

    assert [p.code for p in refused.value.problems] == ["risk.not-a-level"]
    assert stored_scores(store, engine) == ()


def test_a_filled_workbook_is_kept(tmp_path: Path, engine: Engine) -> None:
    store, path = Store(tmp_path / "store"), tmp_path / "scores.xlsx"
    write_scoring_workbook(PRIORITIES, "Council", "cy", path, model=MODEL)
    book = openpyxl.load_workbook(path)
    fill(book)
    book.save(path)

    taken = take_scoring_workbook(store, engine, path, PRIORITIES, MODEL, today=TODAY)

    assert taken.release is not None
    assert set(stored_scores(store, engine)) == set(taken.reading.scores)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_bytes(content)

    with pytest.raises(Refused):
        read_scoring_workbook(path, PRIORITIES, MODEL)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3", "3"),
        ("3.0", "3"),
        (" 3: Serious: hospital, or harm that lasts ", "3"),
        ("3: Difrifol: ysbyty, neu niwed sy'n parhau", "3"),
        ("Dim", "0"),
        ("NONE", "0"),
        ("?", "?"),
        ("?: ni allwn ddweud", "?"),
        ("", ""),
        ("5", "wrong"),
        ("3: None", "wrong"),
        ("3: see below", "wrong"),
        ("2.5", "wrong"),
        ("2-3", "wrong"),
        ("-1", "wrong"),
        ("=1+1", "wrong"),
    ],
)
def test_a_level_is_read_in_either_language_and_never_guessed(text: str, level: str) -> None:
    assert level_of(text, MODEL.by_code["physical"]) == level


def test_a_welsh_workbook_has_no_english_in_it(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    write_scoring_workbook(PRIORITIES, "Cyngor", "cy", path, model=MODEL, suggestions=SUGGESTIONS)

    book = openpyxl.load_workbook(path)

    pages = [page for page in book if page.title != sheet(book, "about").title]
    texts = [
        str(cell.value)
        for page in pages
        for row in page.iter_rows(max_col=8)
        for cell in row
        if cell.value and "." not in str(cell.value)[:2] and cell.value != "x.rate12"
    ]
    assert [(text, left) for text in texts for left in english_left(text)] == []


def test_the_same_scores_make_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]

    for path in paths:
        write_scoring_workbook(PRIORITIES, "Council", "en", path, model=MODEL)

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_day_that_is_left_blank_is_the_day_of_reading(tmp_path: Path) -> None:
    reading = read(tmp_path, fill, lambda book: answer(book, "on", ""))

    assert reading.on == TODAY == date(2026, 11, 22)
