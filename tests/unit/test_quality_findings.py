"""Each finding of the audit, planted and found; clean data give none."""

from __future__ import annotations

import csv
import inspect
import re
from datetime import date
from pathlib import Path

import pytest
from quality_archives import store_of
from quality_factory import cells, history, months

from diogel.core import Bilingual, Grain, Period, Severity
from diogel.demo.police import write_police_archive
from diogel.engine import open_engine
from diogel.language.catalogue import CATALOGUES, read_catalogue
from diogel.quality import audit
from diogel.quality.cells import ASB, OUTSIDE, UNPLACED, Cell, month_counts
from diogel.quality.completeness import judge_months
from diogel.quality.delivery_checks import (
    Delivery,
    Expected,
    last_due,
    periods_late,
    same_content,
    timeliness,
)
from diogel.quality.findings import Finding, Share, in_order
from diogel.quality.monthly_checks import (
    completeness_findings,
    level_findings,
    level_shifts,
    repeated_files,
    shocks,
)
from diogel.quality.placing_checks import (
    Border,
    borders,
    outside_shares,
    unknown_areas,
    unplaced_shares,
    unreconciled,
)
from diogel.quality.population_checks import (
    Population,
    differing_versions,
    far_populations,
    nearest,
    no_population,
)
from diogel.quality.settings import load_settings
from diogel.quality.value_checks import (
    Value,
    copied_parents,
    repeated_values,
    sums_above_force,
    values_given_twice,
)
from diogel.store import Slice
from quality_store import deliver, deliver_months, store_at

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SETTINGS = load_settings()
NAME = Bilingual("A measure", "Mesur")
GWENT = ("W06000018", "W06000019", "W06000020", "W06000021", "W06000022")
GWENT_FORCE = "W15000002"


def series(first: str, values: list[float]) -> dict[Period, float]:
    return dict(zip(months(first, len(values)), values, strict=True))


def codes(found: object) -> list[str]:
    return [f.code for f in found]  # type: ignore[attr-defined]


def test_a_thin_month_is_told_with_its_numbers_in_both_languages() -> None:
    judged = judge_months(history("gwent", "2023-01", [4000] * 6 + [1200]), SETTINGS)

    (finding,) = completeness_findings(judged)

    assert (finding.code, finding.severity) == ("month-thin", Severity.STOP)
    assert "1,200" in finding.sentence.en and "30.0%" in finding.sentence.en
    assert "Heddlu Gwent, Gorffennaf 2023" in finding.sentence.cy
    assert finding.as_record()["numbers"]["expected"] == 4000  # type: ignore[index]


def test_missing_months_in_a_row_are_one_finding() -> None:
    counts = history("gwent", "2023-01", [4000] * 8)
    del counts[3:6]

    (finding,) = completeness_findings(judge_months(counts, SETTINGS))

    assert finding.code == "months-missing"
    assert "April to June 2023" in finding.sentence.en
    assert "mis Ebrill i fis Mehefin 2023" in finding.sentence.cy


def test_a_month_that_no_force_sent_is_one_finding_for_all() -> None:
    counts = [h for f in ("gwent", "north-wales") for h in history(f, "2023-01", [4000] * 8)]
    counts = [c for c in counts if str(c.month) != "2023-05"]

    (finding,) = completeness_findings(judge_months(counts, SETTINGS))

    assert "North Wales Police" in finding.sentence.en and "Gwent Police" in finding.sentence.en


def test_whole_months_give_no_finding() -> None:
    judged = judge_months(history("gwent", "2022-01", [4000, 4100, 3900] * 8), SETTINGS)

    assert list(completeness_findings(judged)) == []


def test_one_file_under_two_months_is_found() -> None:
    january = [cells("gwent", "2023-01", area, 90) for area in GWENT]
    february = [cells("gwent", "2023-02", area, 90) for area in GWENT]
    march = [cells("gwent", "2023-03", area, 91) for area in GWENT]

    found = list(repeated_files([*january, *february, *march], SETTINGS))

    assert [(f.code, f.period) for f in found] == [("file-repeated", "2023-02")]


def test_two_small_months_may_be_alike_by_chance() -> None:
    given = [cells("gwent", month, GWENT[0], 40) for month in ("2023-01", "2023-02")]

    assert list(repeated_files(given, SETTINGS)) == []


def test_a_lasting_change_is_found_where_it_begins() -> None:
    given = series("2022-01", [100, 102, 98, 101, 99, 100, 103, 97] * 2 + [150, 152, 149, 151] * 4)

    assert level_shifts(given, SETTINGS) == [(Period.parse("2023-05"), 100, 150.5)]


def test_summers_and_winters_are_no_lasting_change() -> None:
    given = series("2022-01", ([60] * 3 + [80] * 2 + [120] * 4 + [80] * 3) * 3)

    assert level_shifts(given, SETTINGS) == []


def test_a_single_strange_month_is_no_lasting_change() -> None:
    given = series("2022-01", [100, 102, 98, 101, 99, 100, 500, 97, 100, 103, 99, 101, 100, 98])

    assert level_shifts(given, SETTINGS) == []
    assert [str(month) for month, _, _ in shocks(given, SETTINGS)] == ["2022-07"]


def test_months_that_only_waver_give_neither() -> None:
    given = series("2022-01", [100, 120, 95, 110, 90, 105, 118, 92] * 3)

    assert level_shifts(given, SETTINGS) == []
    assert shocks(given, SETTINGS) == []


def test_q17_the_lockdown_shock_is_annotated_and_nothing_is_corrected() -> None:
    path = SHARED / "data" / "oracles" / "cube_force_la_month_type.csv"
    if not path.exists():
        pytest.skip("the counts of the real archives are not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        given = [
            Cell("gwent", Period.parse(r["Month"]), r["Crime type"], "placed", r["la"], int(r["n"]))
            for r in csv.DictReader(file)
            if r["force"] == "gwent"
        ]

    judged = judge_months(month_counts(given), SETTINGS)
    found = list(level_findings(given, judged, SETTINGS))

    told = [f for f in found if f.code == "shock-incidents" and f.period == "2020-04"]
    assert [f.severity for f in told] == [Severity.NOTE]
    assert "5,105" in told[0].sentence.en
    assert {f.severity for f in found} == {Severity.NOTE}


def test_the_forces_value_under_every_authority_is_found() -> None:
    given = [Value("m", NAME, "2023-01", area, 14.667028973027314) for area in GWENT]

    (finding,) = repeated_values(given, SETTINGS)

    assert (finding.code, finding.subject) == ("value-repeated", "gwent")
    assert finding.slots["authorities"] == 5


def test_a_real_index_gives_the_forces_value_to_all_22_authorities() -> None:
    path = SHARED / "data" / "la_indicators" / "places_personal_crime.csv"
    if not path.exists():
        pytest.skip("the real index is not on this machine")
    with path.open(encoding="utf-8", newline="") as file:
        given = [
            Value("m", NAME, r["year"], r["ltla24_code"], float(r["personal_crime_rate_per_1k"]))
            for r in csv.DictReader(file)
        ]

    found = list(repeated_values(given, SETTINGS))

    assert sorted(f.subject for f in found) == [
        "dyfed-powys",
        "gwent",
        "north-wales",
        "south-wales",
    ]
    assert sum(f.slots["authorities"] for f in found) == 22  # type: ignore[misc]


def test_equal_small_counts_are_chance() -> None:
    given = [Value("m", NAME, "2023-01", area, 1.0) for area in GWENT]

    assert list(repeated_values(given, SETTINGS)) == []


def test_zeros_everywhere_are_zeros() -> None:
    periods = [str(month) for month in months("2023-01", 5)]
    given = [Value("m", NAME, period, area, 0.0) for period in periods for area in GWENT]

    assert list(repeated_values(given, SETTINGS)) == []


def test_newport_with_the_number_of_gwent_every_month_is_found() -> None:
    given = []
    for at, month in enumerate(months("2023-01", 4)):
        given.append(Value("m", NAME, str(month), GWENT_FORCE, 100.0 + at))
        given.append(Value("m", NAME, str(month), "W06000022", 100.0 + at))
        given.append(Value("m", NAME, str(month), "W06000018", 20.0))

    (finding,) = copied_parents(given)

    assert (finding.code, finding.subject) == ("child-is-parent", "W06000022")
    assert "Casnewydd" in finding.sentence.cy


def test_one_organisation_under_two_names_is_found() -> None:
    names = ("South Wales Fire & Rescue", "South Wales Fire and Rescue Service")
    given = [
        Value("m", NAME, "2026-09", "W06000015", 3.0 + at, who) for at, who in enumerate(names)
    ]
    given.append(Value("m", NAME, "2026-09", "W06000013", 5.0, names[0]))

    (finding,) = values_given_twice(given)

    assert (finding.code, finding.slots["n"]) == ("value-twice", 1)
    assert all(name in finding.sentence.en for name in names)
    assert "Caerdydd" in finding.sentence.cy


def test_one_month_that_differs_is_no_copy() -> None:
    given = []
    for at, month in enumerate(months("2023-01", 4)):
        given.append(Value("m", NAME, str(month), GWENT_FORCE, 100.0 + at))
        given.append(Value("m", NAME, str(month), "W06000022", 100.0 if at else 99.0))

    assert list(copied_parents(given)) == []


def test_authorities_that_add_up_to_more_than_their_force_are_found() -> None:
    given = [Value("m", NAME, "2023-01", area, 30.0) for area in GWENT]

    above = sums_above_force([*given, Value("m", NAME, "2023-01", GWENT_FORCE, 149.0)])
    equal = sums_above_force([*given, Value("m", NAME, "2023-01", GWENT_FORCE, 150.0)])

    assert codes(above) == ["sum-above-force"]
    assert codes(equal) == []


def test_a_year_with_many_unplaced_rows_is_found() -> None:
    given = [
        cells("gwent", "2023-01", GWENT[0], 80),
        cells("gwent", "2023-02", "", 20, placement=UNPLACED),
        cells("gwent", "2024-01", GWENT[0], 96),
        cells("gwent", "2024-02", "", 4, placement=UNPLACED),
    ]

    (finding,) = unplaced_shares(given, SETTINGS)

    assert (finding.period, finding.slots["share"]) == ("2023", Share(20, 100))


def test_rows_over_the_border_are_listed_and_counted_where_they_lie() -> None:
    given = [
        cells("gwent", "2023-01", GWENT[0], 90),
        cells("gwent", "2023-01", "W06000015", 6),
        cells("gwent", "2023-01", "", 4, placement=OUTSIDE),
    ]

    assert borders(given) == (
        Border("gwent", 2023, "W06000015", 6),
        Border("gwent", 2023, "outside", 4),
    )
    assert codes(outside_shares(given, SETTINGS)) == ["outside-share"]


def test_an_authority_of_no_force_is_found() -> None:
    given = [cells("gwent", "2023-01", "W06000099", 3), cells("gwent", "2023-01", GWENT[0], 3)]

    assert [f.subject for f in unknown_areas(given)] == ["W06000099"]


def test_rows_that_vanish_are_found() -> None:
    lost = unreconciled("a.csv", {"rows": 10, "placed": 7, "outside": 1, "unplaced": 1})
    whole = unreconciled("a.csv", {"rows": 10, "placed": 7, "outside": 1, "unplaced": 2})

    assert codes(lost) == ["rows-vanished"]
    assert codes(whole) == []


def expected(latest: str, grain: Grain = Grain.MONTH, lag: int = 31) -> Expected:
    held = [Period.parse(latest)]
    return Expected(NAME, Bilingual("A council", "Cyngor"), "W06000015", grain, lag, held)


@pytest.mark.parametrize(
    ("grain", "lag", "as_at", "due"),
    [
        (Grain.MONTH, 31, date(2024, 5, 31), "2024-04"),
        (Grain.MONTH, 31, date(2024, 5, 30), "2024-03"),
        (Grain.QUARTER, 92, date(2024, 6, 30), "2023-Q4"),
        (Grain.QUARTER, 92, date(2024, 7, 1), "2024-Q1"),
        (Grain.YEAR, 0, date(2023, 12, 31), "2023"),
        (Grain.FINANCIAL_YEAR, 0, date(2024, 4, 1), "2023/24"),
        (Grain.FINANCIAL_YEAR, 0, date(2024, 3, 30), "2022/23"),
    ],
)
def test_what_is_due_by_a_day(grain: Grain, lag: int, as_at: date, due: str) -> None:
    assert str(last_due(grain, lag, as_at)) == due


def test_a_source_is_late_then_has_dried_up() -> None:
    late = timeliness([expected("2024-01")], date(2024, 4, 30), SETTINGS)
    dried = timeliness([expected("2024-01")], date(2024, 6, 30), SETTINGS)
    in_time = timeliness([expected("2024-03")], date(2024, 4, 30), SETTINGS)

    assert codes(late) == ["late-month"]
    assert codes(dried) == ["dried-up-month"]
    assert codes(in_time) == []


def test_what_never_came_is_a_gap_and_not_late() -> None:
    never = Expected(NAME, NAME, "x", Grain.MONTH, 31, [])

    assert periods_late(never, date(2024, 6, 30)) == 0


def delivery(period: str, file: str, sha256: str = "a") -> Delivery:
    key = {"force": "gwent", "period": period}
    return Delivery("street", key, 10, file, sha256, "r1", "gwent", date(2024, 1, 1))


def test_one_content_under_two_names_is_found() -> None:
    found = same_content([delivery("2023-01", "one.csv"), delivery("2023-02", "two.csv")])

    assert [(f.code, f.period) for f in found] == [("content-repeated", "2023-02")]


def test_a_workbook_of_many_months_is_no_repeat() -> None:
    found = same_content([delivery("2023-01", "one.xlsx"), delivery("2023-02", "one.xlsx")])

    assert list(found) == []


ROLLED = Population("mid-2020", date(2020, 6, 30), {"W06000002": 125_171, "W06000015": 369_202})
CENSUS = Population("census-2021", date(2021, 3, 21), {"W06000002": 117_393, "W06000015": 362_399})


def test_gwynedd_moves_by_six_per_cent_with_the_choice_of_population() -> None:
    (finding,) = differing_versions([CENSUS, ROLLED], SETTINGS)

    assert finding.subject == "W06000002"
    assert "\N{MINUS SIGN}6.2%" in finding.sentence.en


def test_a_month_takes_the_nearest_population() -> None:
    assert nearest([ROLLED, CENSUS], Period.parse("2019-05")) is ROLLED
    assert nearest([ROLLED, CENSUS], Period.parse("2021-05")) is CENSUS
    assert nearest([], Period.parse("2021-05")) is None


def test_a_population_of_the_wrong_year_is_found() -> None:
    near = far_populations([CENSUS], months("2021-01", 24), SETTINGS)
    far = far_populations([CENSUS], months("2024-01", 8), SETTINGS)

    assert codes(near) == []
    assert [(f.code, f.period) for f in far] == [("population-far", "2024-04")]


def test_no_population_is_said() -> None:
    assert codes(no_population([])) == ["no-population"]
    assert codes(no_population([CENSUS])) == []


def test_the_gravest_finding_comes_first() -> None:
    note, stop = Finding("no-population", Severity.NOTE), Finding("rows-vanished", Severity.STOP)

    assert in_order([note, stop]) == (stop, note)


def test_anti_social_behaviour_and_crimes_are_kept_apart() -> None:
    given = [
        cells("gwent", str(month), GWENT[0], rows, type_)
        for month in months("2022-01", 14)
        for type_, rows in (("Burglary", 3000), (ASB, 5000 if str(month) == "2022-08" else 700))
    ]

    found = list(level_findings(given, judge_months(month_counts(given), SETTINGS), SETTINGS))

    assert [(f.code, f.measure) for f in found] == [
        ("shock-incidents", "police-anti-social-behaviour")
    ]


def test_a_type_that_was_left_out_is_told_by_its_name_in_both_languages() -> None:
    given = [
        cells("gwent", str(month), GWENT[0], rows, type_)
        for month in months("2023-01", 7)
        for type_, rows in (("Burglary", 3000), ("Robbery", 300))
        if (str(month), type_) != ("2023-07", "Robbery")
    ]

    found = completeness_findings(judge_months(month_counts(given), SETTINGS))

    told = {f.code: f.sentence for f in found}
    assert "Robbery" in told["type-absent"].en
    assert "Lladrata" in told["type-absent"].cy


def test_every_kind_of_finding_has_its_sentence_and_its_name() -> None:
    keys = set(read_catalogue(CATALOGUES / "quality.po"))

    sentences = {key.rpartition(".")[2] for key in keys if key.startswith("quality.finding.")}
    names = {key.rpartition(".")[2] for key in keys if key.startswith("quality.code.")}

    assert sentences == names
    room = Path(inspect.getfile(audit)).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    named = set(re.findall(r'Finding\(\s*"([a-z-]+)"', code))
    assert named and named <= sentences


def test_home_office_and_police_counts_far_apart_are_found(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    areas = {"2023-01": 400, "2023-02": 400, "2023-03": 400, "2023-04": 400}
    rows = [
        {
            "period": quarter,
            "force_name": "Gwent",
            "offence_group": "Robbery",
            "offence_subgroup": subgroup,
            "count": count,
        }
        for quarter, subgroup, count in (
            ("2023-Q1", "Robbery of personal property", 1500),
            ("2023-Q1", "Robbery of business property", 100),
            ("2023-Q2", "Robbery of personal property", 9000),
        )
    ]
    with open_engine() as engine:
        months_held = {m: {(GWENT[0], "Robbery"): n} for m, n in areas.items()}
        deliver_months(store, engine, "gwent", months_held)
        slices = [Slice("prc", {"period": "2023/24"}, 3, "prc.ods", "p")]
        deliver(store, engine, "recorded_crime", rows, slices)

        found = audit(store, engine, day=date(2023, 6, 1)).of("home-office-apart")

    assert [(f.subject, f.period) for f in found] == [("gwent", "2023-Q1")]
    assert (found[0].slots["official"], found[0].slots["counted"]) == (1600, 1200)


def test_the_demonstration_has_one_thin_month_and_one_missing(tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    write_police_archive(archive)
    with open_engine() as engine:
        store = store_of(tmp_path / "store", engine, [archive])

        found = audit(store, engine, day=date(2026, 9, 1))

    stops = [(f.code, f.subject, f.period) for f in found.findings if f.severity is Severity.STOP]
    assert stops == [
        ("month-thin", "north-wales", "2026-02"),
        ("months-missing", "dyfed-powys", "2025-11"),
    ]
    assert [f.code for f in found.findings if f.severity is Severity.LOOK] == []
