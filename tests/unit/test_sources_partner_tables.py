"""Real partner files come in without hand edits, or say what a partner needs to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from diogel.core import LANGUAGES, Language, Refused, Severity
from diogel.engine import open_engine
from diogel.files import Offered, open_delivery
from diogel.language import explain_all
from diogel.sources import Taken, Taking, recognise, source
from diogel.sources.messy.mapping_file import mapping_of, mapping_text
from diogel.sources.messy.telling import mapping_lines
from diogel.sources.partner_tables import SOURCE

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared folder of real files is not beside the repository"
)


class Desk:
    """Takes files in, in folders of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.rows: list[tuple[object, ...]] = []

    def offered(self, path: Path) -> tuple[Offered, ...]:
        self.count += 1
        scratch = self.folder / f"in{self.count}"
        scratch.mkdir()
        return open_delivery(path, scratch).members

    def take(self, *paths: Path, language: Language = "en", **more: object) -> Taken:
        members = tuple(member for path in paths for member in self.offered(path))
        recognised = recognise(members).recognised[0]
        out = self.folder / f"out{self.count}"
        out.mkdir()
        with open_engine() as engine:
            into = Taking(engine, out, language, **more)  # type: ignore[arg-type]
            taken = source(recognised.source).take(recognised, into)
            frame = engine.scan_parquet([taken.tables["observations"]])
            self.rows = engine.rows(frame)
            self.columns = frame.columns
        return taken

    def column(self, name: str) -> list[object]:
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield Desk(tmp_path)


def stops(taken: Taken) -> list[str]:
    return [p.code for p in taken.problems if p.severity is Severity.STOP]


def codes(taken: Taken) -> Counter[str]:
    return Counter(problem.code for problem in taken.problems)


@needs_shared
def test_a_statswales_table_with_titles_and_filters_comes_in(desk: Desk) -> None:
    taken = desk.take(SHARED / "messy" / "adult_lifestyle.csv")

    assert stops(taken) == []
    assert taken.facts["rows"] == 870  # 29 rows by 30 areas
    assert taken.facts["placed"] == 690  # less the 6 rows that head the others
    assert Counter(desk.column("area_scheme")) == {
        "local-authority": 506,
        "health": 161,
        "country": 23,
    }
    assert set(desk.column("period")) == {"2022/23"}
    assert set(desk.column("breakdown")) == {"pooled=2021/22 to 2022/23"}
    assert taken.licence == "OGL-UK-3.0"


@needs_shared
def test_the_statswales_values_are_those_that_others_took_from_it(desk: Desk) -> None:
    desk.take(SHARED / "messy" / "adult_lifestyle.csv", supplier="x")
    cells = zip(
        desk.column("measure_code"), desk.column("area_code"), desk.column("value"), strict=True
    )
    smokers = {a: v for m, a, v in cells if m == "x:smoking-e-cigarette-use-smoker"}

    desk.take(SHARED / "la_indicators" / "lives_smoking.csv", supplier="y")

    others = dict(zip(desk.column("area_code"), desk.column("value"), strict=True))
    assert len(others) == 22
    assert others == {code: smokers[code] for code in others}
    assert smokers["W92000004"] == 12.804476


@needs_shared
def test_a_footnote_that_denies_the_unit_is_heeded(desk: Desk) -> None:
    taken = desk.take(SHARED / "messy" / "adult_lifestyle.csv")

    assert taken.proposal is not None
    measures = taken.proposal["table"][0]["measures"]
    kinds = Counter(measure["kind"] for measure in measures)
    drinkers = next(m for m in measures if "drinkers only" in m["heading"])
    assert drinkers["kind"] == "rate"
    assert kinds == {"percent": 22, "rate": 1}


@needs_shared
def test_a_workbook_with_merged_cells_comes_in(desk: Desk) -> None:
    taken = desk.take(SHARED / "messy" / "alcohol_misuse.xlsx", supplier="Public Health Wales")

    assert stops(taken) == []
    assert Counter(desk.column("area_scheme")) == {"local-authority": 22, "country": 1}
    values = dict(zip(desk.column("area_code"), desk.column("value"), strict=True))
    assert values["W06000019"] == 366
    assert values["W06000011"] == 209
    assert values["W92000004"] == 258
    assert set(desk.column("period")) == {"2023/24"}
    assert codes(taken)["partner.measure-unclear"] == 1


@needs_shared
def test_a_force_value_repeated_for_each_authority_is_flagged_on_every_row(desk: Desk) -> None:
    taken = desk.take(SHARED / "la_indicators" / "places_personal_crime.csv")

    told = [p for p in taken.problems if p.code == "partner.repeated-larger-area"]
    assert [p.severity for p in told] == [Severity.LOOK]
    assert told[0].slots["division"].en == "Police force areas"  # type: ignore[union-attr]
    assert all("Not a value of this authority" in str(note) for note in desk.column("note_en"))
    assert all(str(note) for note in desk.column("note_cy"))


@needs_shared
def test_a_health_board_value_repeated_is_flagged_as_such(desk: Desk) -> None:
    taken = desk.take(SHARED / "la_indicators" / "people_diabetes.csv")

    told = next(p for p in taken.problems if p.code == "partner.repeated-larger-area")
    assert told.slots["division"].en == "Local health boards"  # type: ignore[union-attr]


@needs_shared
def test_all_forty_two_indicator_files_come_in_together(desk: Desk) -> None:
    paths = [
        path
        for path in sorted((SHARED / "la_indicators").glob("*.csv"))
        if not path.name.startswith("wales_health_index")
    ]

    taken = desk.take(*paths, supplier="Health Index for Wales")

    assert len(paths) == 42
    assert stops(taken) == []
    assert taken.facts["rows"] == taken.facts["placed"] == 42 * 22 - 2
    assert len(set(desk.column("measure_code"))) == 42
    assert sum(each.rows for each in taken.slices) == len(desk.rows)


@needs_shared
def test_authorities_that_a_file_leaves_out_are_named(desk: Desk) -> None:
    taken = desk.take(SHARED / "la_indicators" / "places_gp_appointments.csv")

    told = next(p for p in taken.problems if p.code == "partner.areas-absent")
    assert (told.found, told.expected) == ("20", "22")


@needs_shared
def test_a_file_without_a_period_stops_and_takes_a_persons_word(desk: Desk) -> None:
    path = SHARED / "la_indicators" / "wales_health_index.csv"
    first = desk.take(path)
    assert first.proposal is not None
    mapping = {**first.proposal, "table": [{**first.proposal["table"][0], "period": ["said:2024"]}]}

    second = desk.take(path, mapping=mapping)

    assert stops(first) == ["partner.no-period"]
    assert stops(second) == []
    assert set(desk.column("period")) == {"2024"}
    assert len(desk.rows) == 22 * 12


@needs_shared
def test_a_period_that_a_person_gives_is_for_this_delivery_only(desk: Desk) -> None:
    path = SHARED / "la_indicators" / "wales_health_index.csv"

    taken = desk.take(path, given={"period": "2024"})

    assert stops(taken) == []
    assert set(desk.column("period")) == {"2024"}
    assert taken.proposal is not None
    assert taken.proposal["table"][0]["period"] == []


@needs_shared
@pytest.mark.parametrize("name", ["messy/adult_lifestyle.csv", "messy/alcohol_misuse.xlsx"])
def test_the_same_file_gives_the_same_rows_and_mapping_twice(desk: Desk, name: str) -> None:
    first = desk.take(SHARED / name, supplier="x")
    rows = desk.rows
    second = desk.take(SHARED / name, supplier="x", mapping=first.proposal)

    assert rows == desk.rows
    assert second.proposal is None
    assert [s.identity for s in first.slices] == [s.identity for s in second.slices]


@needs_shared
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proposal_is_shown_and_saved_in_both_languages(desk: Desk, language: Language) -> None:
    taken = desk.take(SHARED / "messy" / "alcohol_misuse.xlsx", language=language)
    assert taken.proposal is not None
    mapping = mapping_of(taken.proposal)

    shown = "\n".join(mapping_lines(mapping, language))
    saved = mapping_text(mapping, language)
    told = explain_all(taken.problems, language)

    assert "EASR per 100,000 population" in shown
    assert mapping_text(mapping, language) == saved
    assert len(told) == len(taken.problems)
    assert not any("{" in line for line in (*told, *shown.splitlines()) if "{period}" not in line)


@needs_shared
def test_damaged_welsh_letters_of_a_lookup_are_repaired_and_told(desk: Desk) -> None:
    from diogel.sources.messy.letters import repaired

    sheet = desk.offered(SHARED / "lookups" / "jtrim_006.csv")[0].sheets()[0]

    fixed, problems = repaired(sheet)

    assert fixed.cell(2, 5) == "Ynys Môn"
    assert [(p.code, p.found, p.expected) for p in problems] == [
        ("partner.letters-repaired", "Ynys MÃ´n", "Ynys Môn")
    ]
    assert problems[0].slots["cells"] == 45


def test_a_file_with_no_area_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "menu.csv"
    path.write_text("Dish,Price\nCawl,4.50\nBara brith,2\n", encoding="utf-8")
    scratch = tmp_path / "s"
    scratch.mkdir()

    assert SOURCE.recognise(open_delivery(path, scratch).members) is None


def test_values_of_small_areas_stop_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("area,year,fires\nW01000001,2024,3\nW01000002,2024,4\n", encoding="utf-8")

    members = desk.offered(path)
    recognised = SOURCE.recognise(members)
    assert recognised is not None
    with open_engine() as engine:
        out = tmp_path / "o"
        out.mkdir()
        taken = SOURCE.take(recognised, Taking(engine, out))

    assert stops(taken) == ["partner.small-area"]


def test_a_saved_mapping_that_is_broken_is_refused_with_every_fault(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "fires.csv"
    path.write_text("Area,Year,Fires\nCardiff,2024,3\nNewport,2024,4\n", encoding="utf-8")
    recognised = SOURCE.recognise(desk.offered(path))
    assert recognised is not None

    with open_engine() as engine, pytest.raises(Refused) as refused:
        SOURCE.take(recognised, Taking(engine, tmp_path, mapping={"version": 9, "table": "x"}))

    assert [p.code for p in refused.value.problems] == ["mapping.wrong-value"] * 2


def test_a_file_of_which_nothing_could_be_read_stops(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "fires.csv"
    path.write_text("Area,Year,Fires\nEngland,2024,5\nCardiff,2024,\n", encoding="utf-8")

    taken = desk.take(path)

    assert stops(taken) == ["partner.nothing-read"]
    assert taken.facts["outside"] == 1
