"""Recorded crime by partnership: both generations of the tables, in their real shapes."""

from datetime import date

import pytest
from national_factory import rows_of, take, write_csv, write_ods, write_xlsx

from diogel.core import Period, Severity
from diogel.language import explain_all
from diogel.sources.home_office_prc import SOURCE
from diogel.sources.offence_labels import normal_label
from diogel.sources.partnership_names import partnership
from diogel.sources.recorded_crime_notes import read_notes
from diogel.sources.recorded_crime_rows import period_of, year_of

OLD = (
    *("Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description"),
    *("Offence Group", "Offence Subgroup", "Offence Code", "Number of Offences"),
)
NEW = (*OLD[:-1], "Offence Count")
RAPE = ("Rape of a female aged 16 and over", "Sexual Offences", "Rape", "19C")
THEFT = ("Other theft", "Theft Offences", "Other theft offences", "49")


def row(year, quarter, force, csp, offence, count):
    return (year, quarter, force, csp, *offence, count)


OLD_ROWS = [
    row("2012/13", 1, "South Wales", "Rhondda Cynon Taf", RAPE, 3),
    row("2012/13", 1, "South Wales", "Merthyr Tydfil", RAPE, 1),
    row("2012/13", 4, "Gwent", "Newport", THEFT, 41),
    row("2012/13", 4, "Gwent", "Unassigned Gwent", THEFT, 2),
    row("2012/13", 4, "Avon and Somerset", "Bristol, City of", THEFT, 99),
    row("2012/13", 4, "Avon and Somerset", "Unassigned Avon and Somerset", THEFT, 9),
    row("2012/13", 4, "British Transport Police", "British Transport Police", THEFT, 7),
]
NEW_ROWS = [
    row("2019/20", 2, "South Wales", "Cwm Taf", RAPE, 5),
    row("2019/20", 2, "North Wales", "Isle of Anglesey", THEFT, -1),
    row("2019/20", 2, "North Wales", "Gwynedd", THEFT, 12),
]


def by_name(rows, name):
    return next(one for one in rows if one["csp_name"] == name)


@pytest.fixture
def old(tmp_path):
    path = write_xlsx(
        tmp_path / "anything.xlsx",
        {"Contents": [["Police recorded crime"]], "2012-13": [OLD, *OLD_ROWS]},
    )
    return take(SOURCE, tmp_path, path)


def test_an_old_workbook_gives_the_same_rows_as_a_new_one(tmp_path, old):
    new = write_ods(tmp_path / "else.ods", {"2012_13": [NEW, *OLD_ROWS]})
    (place := tmp_path / "new").mkdir()

    of_new = rows_of(take(SOURCE, place, new), "recorded_crime", place)

    assert of_new == rows_of(old, "recorded_crime", tmp_path)


def test_a_quarter_of_the_financial_year_is_one_of_the_calendar_year(tmp_path, old):
    rows = rows_of(old, "recorded_crime", tmp_path)

    assert by_name(rows, "Merthyr Tydfil")["period"] == "2012-Q2"
    assert by_name(rows, "Newport")["period"] == "2013-Q1"
    assert {one["financial_year"] for one in rows} == {"2012/13"}


def test_rhondda_cynon_taf_and_merthyr_tydfil_stay_apart_and_cwm_taf_stays_whole(tmp_path, old):
    newer = write_xlsx(tmp_path / "n.xlsx", {"2019_20": [NEW, *NEW_ROWS]})
    (place := tmp_path / "new").mkdir()

    rows = rows_of(old, "recorded_crime", tmp_path)
    joint = by_name(rows_of(take(SOURCE, place, newer), "recorded_crime", place), "Cwm Taf")

    assert by_name(rows, "Rhondda Cynon Taf")["area_code"] == "W06000016"
    assert by_name(rows, "Merthyr Tydfil")["area_code"] == "W06000024"
    assert (joint["area_code"], joint["count"]) == ("W14000023", 5)


def test_what_a_force_could_not_assign_is_kept_and_placed_nowhere(tmp_path, old):
    unassigned = by_name(rows_of(old, "recorded_crime", tmp_path), "Unassigned Gwent")

    assert (unassigned["area_code"], unassigned["placement"]) == (None, "unplaced")
    assert unassigned["count"] == 2


def test_rows_in_are_rows_placed_outside_and_unplaced(old):
    assert old.facts == {"rows": 7, "placed": 3, "outside": 3, "unplaced": 1}


def test_labels_that_drift_have_one_spelling_and_the_published_one_is_kept(tmp_path, old):
    newport = by_name(rows_of(old, "recorded_crime", tmp_path), "Newport")

    assert (newport["offence_group"], newport["group_published"]) == (
        "Theft offences",
        "Theft Offences",
    )
    assert (newport["offence_subgroup"], newport["subgroup_published"]) == (
        "All other theft offences",
        "Other theft offences",
    )
    told = {p.found for p in old.problems if p.code == "source.label-changed"}
    assert told == {"Theft Offences", "Other theft offences", "Sexual Offences", "Rape"}


@pytest.mark.parametrize(
    ("level", "published", "normal"),
    [
        ("group", "Theft Offences", "Theft offences"),
        ("group", "Miscellaneous crimes", "Miscellaneous crimes against society"),
        ("subgroup", "Rape", "Rape offences"),
        ("subgroup", "Rape offences", "Rape offences"),
        ("subgroup", "Other theft offences", "All other theft offences"),
        ("subgroup", "Vehicle offences", "Vehicle offences"),
    ],
)
def test_a_label_has_one_normal_form(level, published, normal):
    assert normal_label(level, published) == normal


def test_the_day_of_publication_that_the_file_states_is_the_releases(tmp_path):
    cover = [
        ["Police recorded crime"],
        ["Publication date", "29 January 2026"],
        ["Next release: 23 July 2026"],
    ]
    path = write_ods(tmp_path / "a.ods", {"Cover": cover, "2019_20": [NEW, *NEW_ROWS]})

    assert take(SOURCE, tmp_path, path).extracted_on == date(2026, 1, 29)


def test_a_partnership_that_the_notes_call_unusable_is_not_available_with_the_note(tmp_path):
    note = "Gwynedd: data for 2019/20 cannot be used because of a change of boundaries."
    notes = [["Notes"], [], ["1", note], ["2", "Figures are as at 1 April."]]
    path = write_ods(tmp_path / "a.ods", {"2019_20": [NEW, *NEW_ROWS], "Notes": notes})

    taken = take(SOURCE, tmp_path, path)

    rows = rows_of(taken, "recorded_crime", tmp_path)
    gwynedd, anglesey = by_name(rows, "Gwynedd"), by_name(rows, "Isle of Anglesey")
    assert (gwynedd["count"], gwynedd["status"]) == (None, "x")
    assert gwynedd["note"] == f"1 {note}"
    assert (anglesey["count"], anglesey["status"], anglesey["note"]) == (-1, "observed", None)
    told = next(p for p in taken.problems if p.code == "source.recorded-crime-unusable")
    assert "[x]" in explain_all([told], "en")[0]


def test_a_note_holds_for_the_years_it_names():
    cells = (
        "Gwent Police were unable to supply data by partnership from 2012/13 to 2014/15 and 2019/20"
    )

    (note,) = read_notes([(1, (cells,))])

    said = [y for y in range(2010, 2022) if note.covers(y, "Newport", "Gwent")]
    assert said == [2012, 2013, 2014, 2019]
    assert not note.covers(2013, "Blaenau Afon", "South Wales")


def test_a_note_about_blaenau_gwent_is_not_about_the_force():
    (note,) = read_notes([(1, ("Blaenau Gwent numbers are not available",))])

    assert note.covers(2020, "Blaenau Gwent", "Gwent")
    assert not note.covers(2020, "Newport", "Gwent")


def test_a_list_below_a_sentence_is_of_what_the_sentence_says():
    rows = [
        (1, ("The numbers of these partnerships should not be used:",)),
        (2, ("Conwy",)),
        (3, ("Exeter",)),
        (4, ("Denbighshire", "2016/17")),
        (6, ("Swansea changed its name.",)),
    ]

    notes = read_notes(rows)

    unusable = {name for note in notes if note.unusable for name in note.names}
    assert unusable == {"Conwy", "Denbighshire"}
    assert notes[0].text == "The numbers of these partnerships should not be used: Conwy"
    assert not notes[1].covers(2015, "Denbighshire", "North Wales")


def test_a_table_without_a_period_is_refused_with_what_a_person_must_find_out(tmp_path):
    columns, rows = OLD[3:], [("Newport", *THEFT, n) for n in (10, 11, 12, 13)]
    path = write_csv(tmp_path / "extract.csv", [columns, *rows])

    taken = take(SOURCE, tmp_path, path)

    (problem,) = taken.problems
    assert (problem.code, problem.severity) == ("source.recorded-crime-no-period", Severity.STOP)
    assert problem.found == "4"
    assert not taken.tables
    assert "--period" in explain_all([problem], "en")[0]
    assert all("2011/12" in explain_all([problem], language)[0] for language in ("en", "cy"))


def test_a_table_without_a_period_comes_in_when_a_person_gives_it(tmp_path):
    columns, rows = OLD[3:], [("Newport", *THEFT, n) for n in (10, 11, 12, 13)]
    path = write_csv(tmp_path / "extract.csv", [columns, *rows])

    taken = take(SOURCE, tmp_path, path, period="2011-12")

    kept = rows_of(taken, "recorded_crime", tmp_path)
    assert [one["period"] for one in kept] == ["2011/12"] * 4
    assert [one["count"] for one in kept] == [10, 11, 12, 13]
    assert "source.recorded-crime-parts" in {p.code for p in taken.problems}


def test_a_given_period_that_is_none_is_told(tmp_path):
    path = write_csv(tmp_path / "extract.csv", [OLD[3:], ("Newport", *THEFT, 1)])

    taken = take(SOURCE, tmp_path, path, period="last year")

    assert [p.code for p in taken.problems if p.severity is Severity.STOP] == ["source.bad-period"]
    assert not taken.tables


def test_a_later_edition_replaces_an_earlier_one_whatever_its_labels(tmp_path, old):
    keys = {tuple(sorted(one.key.items())) for one in old.slices}

    assert keys == {
        (("financial_year", "2012/13"), ("offence_subgroup", "Rape offences")),
        (("financial_year", "2012/13"), ("offence_subgroup", "All other theft offences")),
    }
    assert sum(one.rows for one in old.slices) == 4


def test_a_name_that_no_welsh_partnership_has_is_told_and_not_guessed(tmp_path):
    rows = [row("2019/20", 1, "Gwent", "Newprot", THEFT, 4)]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *rows]})

    taken = take(SOURCE, tmp_path, path)

    assert rows_of(taken, "recorded_crime", tmp_path)[0]["placement"] == "unplaced"
    told = next(p for p in taken.problems if p.code.endswith("unknown-partnership"))
    assert (told.found, told.severity) == ("Newprot", Severity.LOOK)
    assert "Gwent" in explain_all([told], "cy")[0]


def test_faults_are_told_all_at_once_each_at_its_cell(tmp_path):
    rows = [
        row("2019/20", 5, "Gwent", "Newport", THEFT, 4),
        row("2019/20", 1, "Gwent", "Newport", THEFT, "four"),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *rows]})

    stops = [p for p in take(SOURCE, tmp_path, path).problems if p.severity is Severity.STOP]

    assert [(p.code, p.place.sheet, p.place.row) for p in stops] == [
        ("source.recorded-crime-bad-period", "2019_20", 2),
        ("source.recorded-crime-bad-count", "2019_20", 3),
    ]
    assert stops[1].place.column == "I (Offence Count)"


def test_authorities_without_numbers_are_named_in_both_languages(tmp_path, old):
    (told,) = [p for p in old.problems if p.code == "source.recorded-crime-absent"]

    assert "Cardiff" in explain_all([told], "en")[0]
    assert "Caerdydd" in explain_all([told], "cy")[0]
    assert "Newport" not in explain_all([told], "en")[0]


def test_an_offence_given_twice_for_a_quarter_is_told_and_kept(tmp_path):
    rows = [NEW_ROWS[0], NEW_ROWS[1], NEW_ROWS[1], NEW_ROWS[2]]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *rows]})

    taken = take(SOURCE, tmp_path, path)

    assert taken.facts["placed"] == 4
    (told,) = [p for p in taken.problems if p.code == "source.recorded-crime-repeated"]
    assert told.slots["csp"] == "Isle of Anglesey"


def test_a_table_that_holds_its_rows_twice_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *NEW_ROWS, *NEW_ROWS]})

    stops = [p for p in take(SOURCE, tmp_path, path).problems if p.severity is Severity.STOP]

    assert [(p.code, p.found) for p in stops] == [("source.recorded-crime-doubled", "3")]


def test_a_year_in_two_files_of_one_delivery_is_refused(tmp_path):
    first = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *NEW_ROWS]})
    second = write_ods(tmp_path / "b.ods", {"2019-20": [OLD, *NEW_ROWS]})

    stops = [
        p for p in take(SOURCE, tmp_path, first, second).problems if p.severity is Severity.STOP
    ]

    assert [(p.code, p.place.file, p.found, p.expected) for p in stops] == [
        ("source.recorded-crime-two-files", "a.xlsx", "2019/20", "b.ods")
    ]


def test_notes_behind_headings_and_names_do_not_matter(tmp_path):
    heads = [*NEW[:-1], "Offence Count [note 2]"]
    rows = [row("2019/20", 2, "South Wales", "Cwm Taf [note 4]", RAPE, 5)]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [heads, *rows]})

    (kept,) = rows_of(take(SOURCE, tmp_path, path), "recorded_crime", tmp_path)

    assert (kept["area_code"], kept["csp_name"]) == ("W14000023", "Cwm Taf [note 4]")


def test_a_year_without_quarters_is_not_divided(tmp_path):
    heads = [*OLD[:1], *OLD[2:]]
    rows = [["2003/04", "Gwent", "Newport", *THEFT, 41]]
    path = write_xlsx(tmp_path / "a.xlsx", {"2003-04": [heads, *rows]})

    (kept,) = rows_of(take(SOURCE, tmp_path, path), "recorded_crime", tmp_path)

    assert (kept["period"], kept["count"]) == ("2003/04", 41)


def test_a_sheets_name_tells_the_year_where_no_column_does(tmp_path):
    heads = OLD[1:]
    rows = [[3, "Gwent", "Newport", *THEFT, 41]]
    path = write_xlsx(tmp_path / "a.xlsx", {"2003-04": [heads, *rows]})

    (kept,) = rows_of(take(SOURCE, tmp_path, path), "recorded_crime", tmp_path)

    assert kept["period"] == "2003-Q4"


def test_a_table_without_a_welsh_row_is_refused(tmp_path):
    rows = [row("2019/20", 1, "Kent", "Ashford", THEFT, 4)]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [NEW, *rows]})

    taken = take(SOURCE, tmp_path, path)

    assert [p.code for p in taken.problems] == ["source.none-in-wales"]
    assert not taken.tables


def test_a_force_table_without_partnerships_is_not_claimed(tmp_path):
    columns = [*OLD[:3], *OLD[4:]]
    path = write_xlsx(tmp_path / "a.xlsx", {"2019_20": [columns, ["2019/20", 1, "Gwent"]]})

    with pytest.raises(AssertionError, match="not recognised"):
        take(SOURCE, tmp_path, path)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2002-03", 2002),
        ("2015_16", 2015),
        ("2015/16", 2015),
        ("1999/2000", 1999),
        ("2015-17", None),
        ("Notes", None),
    ],
)
def test_a_financial_year_is_read_in_every_spelling(text, year):
    assert year_of(text) == year


def test_a_quarter_may_be_written_out():
    assert period_of(2015, "Quarter 1") == Period.parse("2015-Q2")
    assert period_of(2015, "4") == Period.parse("2016-Q1")
    assert period_of(2015, "5") is None


def test_a_welsh_name_and_an_old_spelling_are_known():
    day = date(2012, 6, 30)

    assert partnership("Rhondda Cynon Taff", "South Wales", day).area_code == "W06000016"
    assert partnership("The Vale of Glamorgan", "South Wales Police", day).placement == "placed"
