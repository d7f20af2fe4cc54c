"""Partners' tables in every layout come to the same observations, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from messy_factory import (
    AREAS,
    LAYOUTS,
    MEASURES,
    WORDS,
    expected,
    figures,
    long_table,
    wide_areas,
    wide_measures,
    wide_months,
)

from diogel.core import LANGUAGES, Language, Refused, Severity
from diogel.files import Sheet
from diogel.language import explain_all
from diogel.sources.messy.mapping import SupplierMapping
from diogel.sources.messy.mapping_file import mapping_text, read_mapping
from diogel.sources.messy.observing import observation_row
from diogel.sources.messy.understanding import Understood, understand
from diogel.standard import measures


def observed(understood: Understood, language: Language) -> set[tuple[object, ...]]:
    """What came in: area, period, measure by position, number, status of a missing one."""
    names = MEASURES[language]
    return {
        (
            one.area.code,
            str(one.period.period),
            names.index(one.measure.heading),
            one.value.number,
            one.value.status if one.value.missing else "",
        )
        for one in understood.observed
    }


def codes(understood: Understood) -> list[str]:
    return [problem.code for problem in understood.problems]


def with_row(sheet: Sheet, at: int, cells: list[str]) -> Sheet:
    rows = list(sheet.rows)
    rows.insert(at, tuple(cells))
    return replace(sheet, rows=tuple(rows))


def with_cell(sheet: Sheet, row: int, column: int, text: str) -> Sheet:
    rows = [list(cells) for cells in sheet.rows]
    rows[row - 1][column - 1] = text
    return replace(sheet, rows=tuple(map(tuple, rows)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_comes_to_the_same_observations(layout: str, language: Language) -> None:
    sheet = LAYOUTS[layout](figures(), language)

    understood = understand([sheet], supplier="fire")

    assert observed(understood, language) == expected(figures())
    assert all(problem.severity is not Severity.STOP for problem in understood.problems)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_saved_mapping_reads_the_next_file_unchanged(layout: str, language: Language) -> None:
    sheet = LAYOUTS[layout](figures(), language)
    proposed = understand([sheet], supplier="fire").mapping

    again = understand([sheet], read_mapping(mapping_text(proposed, language)))

    assert observed(again, language) == expected(figures())
    assert again.mapping == proposed
    assert not again.proposed


def test_reading_twice_gives_the_same() -> None:
    sheet = wide_areas(figures(), "en")

    assert understand([sheet], supplier="fire") == understand([sheet], supplier="fire")


def test_every_value_cell_is_somewhere() -> None:
    sheet = with_row(wide_months(figures(), "en"), 6, ["England", MEASURES["en"][0], "5", "6"])

    understood = understand([sheet], supplier="fire")

    cells = sum(table.reading.cells for table in understood.tables)
    assert cells == len(understood.observed) + len(understood.left_out) == 33
    assert {left.reason for left in understood.left_out} == {"outside"}


def test_a_changed_heading_is_told_and_nothing_is_guessed() -> None:
    saved = understand([wide_measures(figures(), "en")], supplier="fire").mapping
    changed = with_cell(wide_measures(figures(), "en"), 5, 3, "Deliberate fires (all)")

    understood = understand([changed], saved)

    assert codes(understood) == ["partner.heading-gone", "partner.heading-new"]
    assert understood.observed == []
    assert all(problem.severity is Severity.STOP for problem in understood.problems)


def test_columns_in_another_order_are_still_known() -> None:
    saved = understand([long_table(figures(), "en")], supplier="fire").mapping
    sheet = long_table(figures(), "en")
    turned = replace(
        sheet, rows=tuple(tuple(reversed(row)) if len(row) == 4 else row for row in sheet.rows)
    )

    assert observed(understand([turned], saved), "en") == expected(figures())


def test_another_table_of_the_same_supplier_is_proposed_and_not_refused() -> None:
    saved = understand([wide_measures(figures(), "en")], supplier="fire").mapping
    rows = [["Area", "Year", "False alarms"], ["Cardiff", "2024", "7"], ["Newport", "2024", "9"]]
    other = Sheet("Other", tuple(map(tuple, rows)), "other.xlsx")

    understood = understand([other], saved)

    assert understood.proposed
    assert "partner.new-table" in codes(understood)
    assert len(understood.observed) == 2
    assert len(understood.mapping.tables) == 2


def test_a_new_measure_in_a_known_layout_is_told() -> None:
    sheet = long_table(figures(), "en")
    saved = understand([sheet], supplier="fire").mapping
    more = with_row(sheet, 5, ["Cardiff", "January 2024", "False alarms", "3"])

    understood = understand([more], saved)

    assert "partner.new-measure" in codes(understood)
    assert understood.proposed


def test_a_total_is_kept_apart_and_told_when_it_differs() -> None:
    right = ["Total", MEASURES["en"][0], "2634", "1460", "1600"]
    sheet = wide_months(figures(), "en")
    sums = [sum(_number(figures().text(a, m, 0)) for a in range(5)) for m in range(3)]
    right = ["Total", MEASURES["en"][0], *(str(total) for total in sums)]
    wrong = [*right[:4], str(sums[2] + 1)]

    good = understand([with_row(sheet, 15, right)], supplier="fire")
    bad = understand([with_row(sheet, 15, wrong)], supplier="fire")

    assert observed(good, "en") == observed(bad, "en") == expected(figures())
    assert "partner.total-differs" not in codes(good)
    assert [p.found for p in bad.problems if p.code == "partner.total-differs"] == [
        str(sums[2] + 1)
    ]


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def test_a_name_that_is_nearly_right_is_told_with_the_nearest() -> None:
    sheet = with_cell(wide_measures(figures(), "en"), 6, 1, "Cardif")

    understood = understand([sheet], supplier="fire")

    told = next(p for p in understood.problems if p.code == "partner.unknown-area")
    assert told.found == "Cardif"
    assert told.expected.en == "Cardiff"  # type: ignore[union-attr]
    assert told.place.row == 6


def test_a_person_may_say_what_an_unknown_name_is() -> None:
    sheet = with_cell(wide_measures(figures(), "en"), 6, 1, "The City")
    mapping = understand([sheet], supplier="fire").mapping
    table = replace(mapping.tables[0], areas={"The City": AREAS[0]})

    understood = understand([sheet], replace(mapping, tables=(table,)))

    assert observed(understood, "en") == expected(figures())


def test_footnote_marks_are_taken_off_and_their_words_kept() -> None:
    rows = [
        ["Area", "2023/24", "2024/25"],
        ["Cardiff [1]", "12", "15 [2]"],
        ["Newport*", "9", "10¹"],
        [],
        ["[1]", "From a new system"],
        ["[2]", "Provisional"],
    ]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    notes = {(o.area.code, str(o.period.period)): o.note.en for o in understood.observed}
    assert notes["W06000015", "2023/24"] == "The supplier's note: “From a new system”."
    assert "Provisional" in notes["W06000015", "2024/25"]
    assert [o.value.number for o in understood.observed] == [12, 15, 9, 10]


def test_a_dash_is_never_zero_and_a_person_is_asked() -> None:
    rows = [["Area", "2023/24"], ["Cardiff", "-"], ["Newport", "4"]]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [o.value.number for o in understood.observed] == [None, 4]
    assert "partner.missing-code-unsure" in codes(understood)


def test_a_dash_is_zero_only_when_a_person_says_so() -> None:
    rows = [["Area", "2023/24"], ["Cardiff", "-"], ["Newport", "4"]]
    sheet = Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")
    mapping = understand([sheet], supplier="fire").mapping
    table = replace(mapping.tables[0], missing={"-": "0"})

    understood = understand([sheet], replace(mapping, tables=(table,)))

    assert [o.value.number for o in understood.observed] == [0, 4]


def test_words_in_place_of_a_number_are_not_repeated() -> None:
    rows = [
        ["Area", "2023/24"],
        ["Cardiff", "in the covering letter"],
        ["Newport", "4"],
        ["Powys", "5"],
    ]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    told = next(p for p in understood.problems if p.code == "partner.not-a-number")
    assert told.found == ""
    assert (told.place.row, told.place.column) == (2, "B")


def test_an_area_whose_number_is_blank_is_told_and_is_not_zero() -> None:
    rows = [["Area", "2023/24"], ["Cardiff", "1"], ["Swansea"], ["Newport", "4"], ["Powys"]]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [o.area.text for o in understood.observed] == ["Cardiff", "Newport"]
    assert [(left.row, left.reason) for left in understood.left_out] == [(3, "blank"), (5, "blank")]


def test_a_row_of_words_in_the_middle_does_not_cut_the_table() -> None:
    sheet = with_cell(wide_areas(figures(), "en"), 7, 3, "see note")
    sheet = with_cell(sheet, 7, 4, "")
    for column in range(5, 8):
        sheet = with_cell(sheet, 7, column, "")

    understood = understand([sheet], supplier="fire")

    assert len(understood.observed) == 25
    assert [left.reason for left in understood.left_out].count("not-a-number") == 1


def test_markup_and_damaged_letters_are_repaired_and_told() -> None:
    rows = [["Area", "2023/24"], ["<b>Ynys MÃ´n</b>", "4<sup>1</sup>"], ["Newport", "5"]]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [(o.area.code, o.value.number) for o in understood.observed] == [
        ("W06000001", 4),
        ("W06000022", 5),
    ]
    assert {"partner.letters-repaired", "partner.markup-repaired"} <= set(codes(understood))


def test_two_values_for_one_thing_are_neither_taken() -> None:
    rows = [["Area", "Year", "Fires"], *([["Cardiff", "2024", n] for n in ("4", "5")])]
    rows.append(["Newport", "2024", "6"])

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [o.area.code for o in understood.observed] == ["W06000022"]
    assert codes(understood).count("partner.two-values") == 2


def test_a_table_without_a_period_asks_for_one_and_takes_a_persons_word() -> None:
    rows = [["Area", "Fires"], ["Cardiff", "4"], ["Newport", "6"]]
    sheet = Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")

    first = understand([sheet], supplier="fire")
    table = replace(first.mapping.tables[0], period=("said:2024/25",))
    second = understand([sheet], replace(first.mapping, tables=(table,)))

    assert first.observed == []
    assert "partner.no-period" in codes(first)
    assert {str(o.period.period) for o in second.observed} == {"2024/25"}


def test_year_and_month_in_two_columns_are_read_together() -> None:
    rows = [["Area", "Year", "Month", "Fires"], ["Cardiff", "2024", "January", "4"],
            ["Newport", "2024", "2", "6"]]  # fmt: skip

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [str(o.period.period) for o in understood.observed][:1] == ["2024-01"]


def test_a_table_of_metadata_under_the_figures_is_no_table() -> None:
    sheet = wide_areas(figures(), "en")
    more = [*sheet.rows, (), ("Last update", "Jul-23"), ("Next update", "2025"), ("Rounding", "1")]

    understood = understand([replace(sheet, rows=tuple(more))], supplier="fire")

    assert len(understood.tables) == 1
    assert observed(understood, "en") == expected(figures())


def test_several_tables_of_one_sheet_are_all_read() -> None:
    rows = [["Area", "Year", "Fires"], ["Cardiff", "2024", "4"], [], [],
            ["Area", "Year", "Visits"], ["Newport", "2024", "6"]]  # fmt: skip

    understood = understand([Sheet("Both", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    assert [(o.area.code, o.measure.heading) for o in understood.observed] == [
        ("W06000015", "Fires"),
        ("W06000022", "Visits"),
    ]


def test_a_code_and_a_name_that_disagree_are_told() -> None:
    rows = [["Code", "Area", "2024"], ["W06000015", "Cardiff", "4"], ["W06000022", "Powys", "6"]]

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    told = [p for p in understood.problems if p.code == "partner.area-disagrees"]
    assert [(p.place.row, p.found) for p in told] == [(3, "Powys")]
    assert [o.area.code for o in understood.observed] == ["W06000015", "W06000022"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_can_be_said_in_both_languages(language: Language) -> None:
    rows = [["Area", "2023-2024", "2024/25"], ["Cardif", "-", "x1"], ["Newport", "1,23", ""],
            ["Powys", "5", "6"], ["Total", "9", "9"], ["Unknown", "1", "2"]]  # fmt: skip

    understood = understand([Sheet("Fires", tuple(map(tuple, rows)), "f.xlsx")], supplier="fire")

    sentences = explain_all(understood.problems, language)
    assert len(sentences) == len(understood.problems) > 5
    assert not any("{" in sentence for sentence in sentences)


def test_a_mapping_with_faults_tells_all_of_them() -> None:
    text = mapping_text(understand([wide_areas(figures(), "en")], supplier="fire").mapping)
    broken = text.replace('kind = "count"', 'kind = "counts"').replace('"*" = "c"', '"*" = "q"')

    with pytest.raises(Refused) as refused:
        read_mapping(broken, "fire.toml")

    assert [p.code for p in refused.value.problems] == ["mapping.wrong-value"] * 3


def test_a_mapping_that_is_no_toml_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_mapping("version = ", "fire.toml")

    assert [p.code for p in refused.value.problems] == ["mapping.not-toml"]


def test_an_empty_mapping_is_a_supplier_without_tables() -> None:
    assert read_mapping('version = 1\nsupplier = "x"\n') == SupplierMapping("x", sharing_basis="")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_are_its_own(language: Language) -> None:
    assert set(WORDS[language]) == set(WORDS["en"])


def test_a_measure_mapped_to_the_standard_carries_what_the_standard_says() -> None:
    sheet = wide_measures(figures(), "en")
    mapping = understand([sheet], supplier="fire").mapping
    table = mapping.tables[0]
    mapped = replace(table.measures[0], code="fire-deliberate-primary")
    named = replace(mapping, tables=(replace(table, measures=(mapped, *table.measures[1:])),))

    again = understand([sheet], read_mapping(mapping_text(named)))

    rows = [observation_row(one, again.mapping) for one in again.observed]
    found = next(row for row in rows if row["measure_code"] == "fire-deliberate-primary")
    assert (found["theme_code"], found["unit"], found["source_type"]) == (
        "community-fire-safety",
        "fires",
        "fire",
    )
    assert found["prevention_level"] == "response"


def test_a_measure_that_is_nearly_one_of_the_standard_is_told() -> None:
    text = mapping_text(understand([wide_measures(figures(), "en")], supplier="fire").mapping)
    wrong = text.replace('"fire:deliberate-fires"', '"fire-deliberate-primry"')

    with pytest.raises(Refused) as refused:
        read_mapping(wrong)

    assert [(p.found, p.expected) for p in refused.value.problems] == [
        ("fire-deliberate-primry", "fire-deliberate-primary")
    ]


def test_a_title_of_the_standard_is_mapped_to_its_measure_in_either_language() -> None:
    measure = measures()[0]
    for title in (measure.title.en, measure.title.cy):
        rows = [["Area", "Year", title], ["Cardiff", "2024", "4"], ["Newport", "2024", "6"]]

        found = understand([Sheet("S", tuple(map(tuple, rows)), "f.xlsx")], supplier="x")

        assert {one.measure.code for one in found.observed} == {measure.code}


def test_a_sheet_that_says_all_is_merged_many_times_ends_in_time() -> None:
    sheet = wide_measures(figures(), "en")
    merged = tuple((1, 1, 1_048_576, 16_384) for _ in range(20_000))

    understood = understand([replace(sheet, merged=merged)], supplier="fire")

    assert len(understood.tables) <= 1


def test_a_table_about_people_is_not_taken_and_nothing_of_it_is_repeated() -> None:
    rows = [["Area", "Year", "Date of birth", "Client", "Visits"],
            ["Cardiff", "2024", "1990-02-03", "jane.doe@example.org", "2"],
            ["Newport", "2024", "1981-12-30", "NR1 3PZ", "4"]]  # fmt: skip

    understood = understand([Sheet("S", tuple(map(tuple, rows)), "f.xlsx")], supplier="x")

    assert understood.observed == []
    assert {p.severity for p in understood.problems} == {Severity.STOP}
    assert {"partner.personal-column", "personal.email", "personal.postcode"} == set(
        codes(understood)
    )
    said = " ".join(explain_all(understood.problems, "en"))
    assert not any(word in said for word in ("jane", "1990", "NR1"))


def test_percentages_kept_as_fractions_are_put_in_doubt() -> None:
    rows = [["Area", "Year", "Percentage housed"], ["Cardiff", "2024", "0.12"],
            ["Newport", "2024", "0.5"], ["Powys", "2024", "1"]]  # fmt: skip
    signed = [rows[0], *([*row[:2], f"{row[2]}%"] for row in rows[1:])]

    plain, shown = (
        understand([Sheet("S", tuple(map(tuple, r)), "f.xlsx")], supplier="x")
        for r in (rows, signed)
    )

    assert "partner.fraction-percent" in codes(plain)
    assert "partner.fraction-percent" not in codes(shown)
