"""Coding by two people: blind workbooks, taken back whole, compared, settled, counted."""

import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from themes_factory import DAY, QUESTION, TODAY, answers, code, codebook, piece, text

from diogel.core import Bilingual, Refused, Severity
from diogel.disclosure import load_policy, release
from diogel.surveys.plan import Frame, Plan
from diogel.surveys.tabulation import tabulate
from diogel.surveys.themes import (
    NONE,
    Whose,
    codebooks_for,
    pieces_path,
    standing,
    take_sheet,
    whose_sheet,
    write_codebook,
    write_pieces,
    write_sheet,
)
from diogel.surveys.themes.comparing import agreement, sides
from diogel.surveys.themes.counting import read_themes
from diogel.surveys.themes.segments import find, sentences

TEXTS = {"1": "Grants end. Rules bind us.", "2": "=Prevention, e.g. in schools.", "3": "Nothing."}
WHOSE = Whose("w", QUESTION, "Nia", "1")
BOOK = codebook()
HEAD = b"response,start,end,fingerprint,codes,coder,version,date,note\r\n"


def sheet(path: Path, own=(), texts=TEXTS):
    write_sheet(path, WHOSE, BOOK, texts, own, "cy")
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0], {cell.value: cell.column for cell in book.worksheets[0][1]}


def taken(path: Path, texts=TEXTS, earlier=()):
    rows, whose = whose_sheet(path)
    return take_sheet(rows, whose, BOOK, texts, earlier, TODAY)


def problems(call) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(Refused) as refused:
        call()
    found = refused.value.problems
    return [(p.code.removeprefix("themes."), p.place.row, p.found, str(p.expected)) for p in found]


def test_sentences_are_divided_at_their_ends_and_not_at_short_forms():
    words = "One thing, e.g. this.  Two!\r\n- three\n\nPedwar? Ŵyth."

    found = [words[slice(*span)] for span in sentences(words)]

    assert found == ["One thing, e.g. this.", "Two!", "- three", "Pedwar?", "Ŵyth."]
    assert sentences("  ") == ()


def test_a_piece_is_found_where_it_began_whatever_spaces_are_in_it():
    words = "Too  few\nstaff. Too few staff."

    assert find(words, "Too few staff.") == (0, 15)
    assert find(words, "Too few staff.", 16) == (16, 30)
    assert find(words, " ") == (0, 30)
    assert find(words, "many") is None


def test_marks_and_letters_that_a_spreadsheet_changed_are_found():
    words = "Mae\u2019r \u201cty\u0302\u201d yma"

    start, end = find(words, 'Mae\'r "tŷ"')

    assert words[start:end] == "Mae\u2019r \u201cty\u0302\u201d"


def test_a_workbook_that_nobody_touched_codes_nothing(tmp_path):
    sheet(tmp_path / "a.xlsx")

    assert taken(tmp_path / "a.xlsx") == ()


def test_the_workbook_gives_back_what_it_was_written_with(tmp_path):
    own = (
        piece("1", TEXTS["1"], "grants", "rules", span=(0, 11), day="2026-01-01"),
        piece("2", TEXTS["2"], NONE, day="2026-01-01"),
    )
    sheet(tmp_path / "a.xlsx", own)

    assert taken(tmp_path / "a.xlsx", earlier=own) == own


def test_every_theme_and_none_of_them_can_be_chosen_in_a_cell(tmp_path):
    book, page, _ = sheet(tmp_path / "a.xlsx")

    (choices,) = {rule.formula1 for rule in page.data_validations.dataValidation}
    name, _, cells = choices.strip("=").partition("!")
    given = [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]

    assert given == [*(each.name.cy for each in BOOK.given), "Dim thema"]


def test_more_themes_than_a_row_has_cells_are_not_lost(tmp_path):
    many = tuple(f"c{number}" for number in range(7))
    book = codebook(*(code(name) for name in many))
    own = (piece("3", TEXTS["3"], *many),)
    write_sheet(tmp_path / "a.xlsx", WHOSE, book, TEXTS, own, "en")

    rows, whose = whose_sheet(tmp_path / "a.xlsx")

    assert take_sheet(rows, whose, book, TEXTS, own, TODAY) == own


def test_themes_are_given_by_name_in_either_language_or_by_code(tmp_path):
    book, page, at = sheet(tmp_path / "a.xlsx")
    page.cell(3, at["code_1"]).value = "GRANTS yn Gymraeg"
    page.cell(3, at["code_2"]).value = "rules"
    page.cell(4, at["code_1"]).value = "Prevention"
    page.cell(5, at["code_1"]).value = "Dim thema"
    book.save(tmp_path / "a.xlsx")

    found = taken(tmp_path / "a.xlsx")

    assert [(p.response, p.codes) for p in found] == [
        ("1", ("grants", "rules")),
        ("1", ("prevention",)),
        ("2", (NONE,)),
    ]


def test_a_row_that_a_person_added_codes_fewer_words(tmp_path):
    book, page, at = sheet(tmp_path / "a.xlsx")
    for column in ("response", "survey", "question", "coder", "version"):
        page.cell(9, at[column]).value = page.cell(3, at[column]).value
    page.cell(9, at["segment"]).value = "bind us"
    page.cell(9, at["code_1"]).value = "rules"
    book.save(tmp_path / "a.xlsx")

    (found,) = taken(tmp_path / "a.xlsx")

    assert TEXTS["1"][found.start : found.end] == "bind us"


def test_a_theme_in_one_row_of_some_words_takes_no_theme_in_another_away(tmp_path):
    book, page, at = sheet(tmp_path / "a.xlsx")
    for column in ("response", "segment", "survey", "question", "coder", "version"):
        page.cell(9, at[column]).value = page.cell(3, at[column]).value
    page.cell(3, at["code_1"]).value = "Dim thema"
    page.cell(9, at["code_1"]).value = "rules"
    book.save(tmp_path / "a.xlsx")

    (found,) = taken(tmp_path / "a.xlsx")

    assert found.codes == ("rules",)


def test_columns_that_a_person_moved_are_found_by_their_names(tmp_path):
    book, page, at = sheet(tmp_path / "a.xlsx")
    page.cell(3, at["code_1"]).value = "rules"
    page.insert_cols(2)
    page.cell(1, 2).value = "my own"
    book.save(tmp_path / "a.xlsx")

    assert [p.codes for p in taken(tmp_path / "a.xlsx")] == [("rules",)]


def test_everything_wrong_is_told_at_its_cell_with_what_was_meant(tmp_path):
    book, page, at = sheet(tmp_path / "a.xlsx")
    page.cell(3, at["code_1"]).value = "Preventoin"
    page.cell(4, at["code_1"]).value = "Money"
    page.cell(5, at["code_1"]).value = "rules"
    page.cell(5, at["code_2"]).value = "No theme"
    page.cell(5, at["segment"]).value = "not said"
    page.cell(6, at["response"]).value = "33"
    page.cell(6, at["check"]).value = "0"
    book.save(tmp_path / "a.xlsx")

    found = problems(lambda: taken(tmp_path / "a.xlsx"))

    assert found == [
        ("unknown-code", 3, "Preventoin", "Prevention"),
        ("heading-given", 4, "Money", ""),
        ("segment-not-found", 5, "", ""),
        ("none-and-code", 5, "", ""),
        ("unknown-response", 6, "33", "3"),
    ]


def test_answers_that_changed_and_another_version_are_refused(tmp_path):
    sheet(tmp_path / "a.xlsx")
    rows, whose = whose_sheet(tmp_path / "a.xlsx")
    newer = replace(BOOK, version="2")

    found = problems(lambda: take_sheet(rows, whose, newer, {**TEXTS, "3": "Else."}, (), TODAY))

    assert [name for name, *_ in found] == ["other-version", "stale"]


def test_what_the_workbook_does_not_hold_stays_as_it_was(tmp_path):
    earlier = (piece("3", TEXTS["3"], "rules"), piece("1", TEXTS["1"], "grants"))
    book, page, at = sheet(tmp_path / "a.xlsx", texts={"1": TEXTS["1"]})
    page.cell(3, at["code_1"]).value = "prevention"
    book.save(tmp_path / "a.xlsx")

    found = taken(tmp_path / "a.xlsx", earlier=earlier)

    assert {(p.response, p.codes) for p in found} == {("1", ("prevention",)), ("3", ("rules",))}


def test_words_that_look_like_a_formula_come_back_as_they_were(tmp_path):
    coded = replace(piece("2", TEXTS["2"], "rules"), coder="=Nia", note="+1")
    write_pieces(tmp_path / "w13.csv", [coded])

    from diogel.surveys.themes.coded import read_pieces

    assert read_pieces(tmp_path / "w13.csv") == (coded,)


def test_a_codebook_that_is_being_written_keeps_nobody_from_a_report(tmp_path):
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "codebooks" / "funding.toml").write_text('id = "funding"', "utf-8")

    themes, told = read_themes(tmp_path, answers(TEXTS))

    assert themes == ()
    assert {p.severity for p in told} == {Severity.LOOK}
    write_pieces(pieces_path(tmp_path, QUESTION), [piece("1", TEXTS["1"], "rules")])
    with pytest.raises(Refused):
        read_themes(tmp_path, answers(TEXTS))


def test_what_was_coded_of_words_that_changed_is_kept_until_they_are_coded_anew(tmp_path):
    coded(tmp_path, TEXTS, dict.fromkeys(TEXTS, ("rules",)))

    changed = standing(tmp_path, answers({**TEXTS, "3": "Else."}), BOOK, QUESTION)

    assert {p.response for p in changed.old} == {"3"}
    assert changed.coders == ("Nia", "Owen")
    assert standing(tmp_path, answers(TEXTS), BOOK, QUESTION).old == ()


@pytest.mark.parametrize(
    "content", [b"a,b\r\n1,2\r\n", b"response,start\r\n", b"\x00\x01", HEAD + b"1,5,,x,rules"]
)
def test_a_file_of_codings_that_diogel_did_not_write_is_refused(tmp_path, content):
    from diogel.surveys.themes.coded import read_pieces

    (tmp_path / "w13.csv").write_bytes(content)

    with pytest.raises(Refused):
        read_pieces(tmp_path / "w13.csv")


def test_agreement_is_counted_of_answers_and_not_of_sentences():
    one = [piece("1", TEXTS["1"], "grants", span=(0, 11)), piece("2", TEXTS["2"], "prevention")]
    two = [piece("1", TEXTS["1"], "grants", coder="Owen"), piece("2", TEXTS["2"], NONE)]

    found = agreement(BOOK, TEXTS, one, two)

    assert (found.answers, found.waiting, found.alike) == (2, 1, 1)
    by_code = {each.code: each for each in found.codes}
    assert (by_code["grants"].both, by_code["grants"].neither) == (1, 1)
    assert (by_code["prevention"].first, by_code["prevention"].second) == (1, 0)
    assert by_code["rules"].kappa is None


def test_only_pieces_on_which_the_two_differ_are_to_be_settled():
    one = [piece("1", TEXTS["1"], "grants", span=(0, 11)), piece("2", TEXTS["2"], "prevention")]
    two = [piece("1", TEXTS["1"], "grants", coder="Owen"), piece("2", TEXTS["2"], NONE)]

    found = sides(TEXTS, one, two)

    assert [(side.response, side.open) for side in found] == [
        ("1", False),
        ("1", False),
        ("2", True),
    ]
    settled = sides(TEXTS, one, two, [piece("2", TEXTS["2"], "rules", coder="Eirlys")])
    assert settled[-1].settled == ("rules",) and not settled[-1].open


def test_a_codebook_by_which_nobody_coded_yet_asks_nothing_of_a_report(tmp_path):
    write_codebook(tmp_path / "codebooks" / "funding.toml", BOOK)

    assert read_themes(tmp_path, answers(TEXTS)) == ((), ())


def coded(folder: Path, texts: dict[str, str], found: dict[str, tuple[str, ...]]) -> None:
    """Both coders found the same in every answer."""
    write_codebook(folder / "codebooks" / "funding.toml", BOOK)
    both = [
        piece(r, texts[r], *codes, coder=c) for c in ("Nia", "Owen") for r, codes in found.items()
    ]
    write_pieces(pieces_path(folder, QUESTION), both)


MANY = {f"r{number}": f"Answer {number}." for number in range(30)}
PLAN = Plan("w", Frame(False, "", Bilingual("x", "x")), ())


def counted(folder: Path, texts: dict[str, str]):
    given = answers(texts)
    themes, told = read_themes(folder, given)
    return tabulate(given, PLAN, DAY, themes=themes), told


def test_a_theme_counts_each_respondent_once_of_those_who_answered(tmp_path):
    found = {r: ("grants",) if n < 12 else (NONE,) for n, r in enumerate(MANY)}
    coded(tmp_path, MANY, found)
    extra = piece("r0", MANY["r0"], "rules", "grants", span=(0, 6))
    path = pieces_path(tmp_path, QUESTION)
    both = [replace(extra, coder=c) for c in ("Nia", "Owen")]
    write_pieces(path, [*standing(tmp_path, answers(MANY), BOOK, QUESTION).pieces, *both])

    tabulation, told = counted(tmp_path, {**MANY, "blank": ""})

    figure = tabulation.figures["w13.themes.grants"]
    assert (figure.numerator, figure.denominator, figure.base.value) == (12, 30, "item-answered")
    assert figure.within == "w13.answered"
    assert tabulation.figures["w13.themes.money"].numerator == 12
    assert tabulation.figures["w13.themes.rules"].numerator == 1
    assert told == ()


def test_a_small_count_is_hidden_with_the_heading_that_would_tell_it(tmp_path):
    names = [*["grants"] * 15, *["rules"] * 2, *["prevention"] * 13]
    coded(tmp_path, MANY, {r: (name,) for r, name in zip(MANY, names, strict=True)})

    tabulation, _ = counted(tmp_path, MANY)
    released = release(tabulation, load_policy())

    assert not released.figures["w13.themes.rules"].shown
    shown = {n for n in ("grants", "money") if released.figures[f"w13.themes.{n}"].shown}
    assert shown != {"grants", "money"}


def test_a_heading_that_was_given_itself_stands_beside_its_parts(tmp_path):
    book = codebook(code("money", codable=True), code("grants", parent="money"))
    write_codebook(tmp_path / "codebooks" / "funding.toml", book)
    found = {r: "money" if n < 10 else "grants" for n, r in enumerate(MANY)}
    both = [piece(r, MANY[r], c, coder=who) for who in ("Nia", "Owen") for r, c in found.items()]
    write_pieces(pieces_path(tmp_path, QUESTION), both)

    tabulation, _ = counted(tmp_path, MANY)

    figures = tabulation.figures
    assert figures["w13.themes.money.itself"].numerator == 10
    assert figures["w13.themes.money"].numerator == 30
    (table,) = [t for t in tabulation.tables if t.id == "w13.themes"]
    assert [row.code for row in table.rows] == ["money.itself", "grants"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda found: [p for p in found if p.coder == "Nia"], "themes.not-coded-twice"),
        (lambda found: [p for p in found if p.response != "r3"], "themes.not-coded-twice"),
        (lambda found: [replace(found[0], codes=("rules",)), *found[1:]], "themes.not-settled"),
        (lambda found: [replace(found[0], codes=("old",)), *found[1:]], "themes.code-gone"),
        (lambda found: [replace(found[0], fingerprint="x"), *found[1:]], "themes.answers-changed"),
    ],
)
def test_a_question_is_not_counted_before_all_of_it_is_coded_and_settled(tmp_path, change, told):
    coded(tmp_path, MANY, dict.fromkeys(MANY, ("grants",)))
    found = list(standing(tmp_path, answers(MANY), BOOK, QUESTION).pieces)
    write_pieces(pieces_path(tmp_path, QUESTION), change(found))

    tabulation, problems_told = counted(tmp_path, MANY)

    assert told in [p.code for p in problems_told]
    assert {p.severity for p in problems_told} == {Severity.LOOK}
    assert not any(".themes." in name for name in tabulation.figures)


def test_a_codebook_for_no_question_in_free_text_is_refused(tmp_path):
    book = replace(BOOK, questions=("w31", "w1"), title=text("x"))
    write_codebook(tmp_path / "codebooks" / "funding.toml", book)

    found = problems(lambda: codebooks_for(tmp_path, answers(TEXTS).instrument))

    assert [(name, what) for name, _, what, _ in found] == [
        ("no-such-question", "w31"),
        ("no-such-question", "w1"),
    ]
