"""Partners' data as its users take it in: by commands, by the inbox, and out again."""

import csv
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from command_line import diogel
from diogel.core import LANGUAGES
from diogel.demo import COUNCILS, write_partner_workbooks
from diogel.language import english_left

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = diogel("new", "ours", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "ours"


def street(path: Path, rows: int = 3, month: str = "2024-01") -> Path:
    lines = [
        f"{number:064x},{month},Gwent Police,Gwent Police,-3.0,51.6,On or near X,"
        "W01001418,Caerphilly 001A,Burglary,Under investigation,\n"
        for number in range(rows)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STREET + "".join(lines), encoding="utf-8")
    return path


def test_the_real_archives_give_the_golden_numbers(workspace: Path, shared: Path) -> None:
    archives = sorted((shared / "data" / "police").glob("*.zip"))

    added = diogel("add", *archives, cwd=workspace)
    out = diogel(
        *("export", "incidents", "--by", "force,area,month,type", "--output", "cube.csv"),
        cwd=workspace,
    )
    facts = json.loads(diogel("audit", "--json", cwd=workspace).stdout)["facts"]

    assert (added.returncode, out.returncode) == (0, 0), added.stderr + out.stderr
    expected: Counter[tuple[str, ...]] = Counter()
    oracle = shared / "data" / "oracles" / "cube_force_la_month_type.csv"
    with oracle.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            area = "" if row["la"].startswith("E") else row["la"]
            expected[row["force"], area, row["Month"], row["Crime type"]] += int(row["n"])
    with (workspace / "cube.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == ["force", "area", "month", "type", "count"]
        got = {
            (row["force"], row["area"], row["month"], row["type"]): int(row["count"])
            for row in reader
        }
    assert got == dict(expected)
    assert {
        "rows": 297_851,
        "with_id": 224_375,
        "ids": 224_341,
        "welsh_lsoa": 294_690,
        "english_lsoa": 458,
        "without_lsoa": 2_703,
        "anti_social_behaviour": 73_476,
        "whole_row_duplicates": 23_676,
    }.items() <= facts.items()


def test_dyfed_powys_2024_has_no_number(workspace: Path, shared: Path) -> None:
    archives = sorted((shared / "data" / "police").glob("*.zip"))
    diogel("add", *archives, cwd=workspace)

    diogel("export", "observations", "--output", "numbers.csv", cwd=workspace)

    with (workspace / "numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    theirs = {"W06000008", "W06000009", "W06000010", "W06000023", "W15000004"}
    incomplete = [
        row for row in rows if row["area_code"] in theirs and row["period"].startswith("2024-0")
    ]
    assert incomplete
    assert all(row["value"] == "" and row["suppression"] == "[x]" for row in incomplete)
    wales = [row for row in rows if row["area_code"] == "W92000004" and row["period"] == "2024-01"]
    assert wales and all(row["value"] == "" for row in wales)
    assert "3 of 4" in wales[0]["note_en"] and "3 o 4" in wales[0]["note_cy"]
    gwent = [row for row in rows if row["area_code"] == "W06000022" and row["period"] == "2024-01"]
    assert gwent and all(row["value"] != "" for row in gwent)


def test_the_same_file_twice_changes_nothing(workspace: Path) -> None:
    file = street(workspace.parent / "2024-01" / "2024-01-gwent-street.csv")
    first = diogel("add", file, "--json", cwd=workspace)

    before = (workspace / "store" / "manifest.json").read_bytes()
    again = json.loads(diogel("add", file.parent, "--json", cwd=workspace).stdout)

    assert json.loads(first.stdout)["added"][0]["already"] is False
    assert again["added"][0]["already"] is True
    assert (workspace / "store" / "manifest.json").read_bytes() == before


def test_a_later_delivery_replaces_its_month_and_withdrawing_brings_it_back(
    workspace: Path,
) -> None:
    first = street(workspace.parent / "a" / "2024-01-gwent-street.csv", rows=3)
    later = street(workspace.parent / "b" / "2024-01-gwent-street.csv", rows=5)

    def counted() -> list[str]:
        diogel("export", "incidents", "--by", "month", "--output", "n.csv", cwd=workspace)
        return (workspace / "n.csv").read_text(encoding="utf-8-sig").split()

    diogel("add", first, cwd=workspace)
    second = json.loads(diogel("add", later, "--json", cwd=workspace).stdout)
    assert counted() == ["month,count", "2024-01,5"]
    release = second["added"][0]["release"]
    done = diogel("withdraw", release, "--reason", "wrong", "--by", "Ann", cwd=workspace)

    assert done.returncode == 0, done.stderr
    assert counted() == ["month,count", "2024-01,3"]
    shown = diogel("releases", "--all", "--json", cwd=workspace)
    assert {row["status"] for row in json.loads(shown.stdout)} == {"current", "withdrawn"}


def test_one_bad_file_does_not_keep_the_good_ones_out(workspace: Path) -> None:
    good = street(workspace.parent / "2024-01-gwent-street.csv")
    bad = workspace.parent / "2024-02-gwent-street.csv"
    bad.write_bytes(b"PK\x03\x04 not a table")

    done = diogel("add", bad, good, "--json", cwd=workspace)

    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["file"] for one in told["added"]] == [good.name]
    assert any(problem["severity"] == "stop" for problem in told["problems"])
    assert "Traceback" not in done.stderr


def test_a_councils_own_workbook_is_read_once_somebody_confirms_how(
    workspace: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    council = next(p for p, supplier in write_partner_workbooks(made) if supplier == COUNCILS.en)
    add = ("add", council, "--supplier", "Our councils")

    first = diogel(*add, cwd=workspace)
    written = workspace / "registers" / "mappings" / "from-our-councils.proposed.toml"
    assert first.returncode == 1 and written.is_file()
    assert not (workspace / "store" / "manifest.json").exists()
    text = written.read_text(encoding="utf-8")
    text = text.replace('source_type = ""', 'source_type = "local_authority"')
    written.write_text(text.replace("our-councils:asb", "council-asb-reports"), encoding="utf-8")
    confirmed = diogel(*add, "--accept", cwd=workspace)
    diogel("export", "observations", "--output", "n.csv", cwd=workspace)

    assert confirmed.returncode == 0, confirmed.stderr
    assert not written.exists()
    with (workspace / "n.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["area_code"] == "W06000015"]
    sheet = openpyxl.load_workbook(council)["ASB"]
    cardiff = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Cardiff")
    assert [float(row["value"]) for row in sorted(rows, key=lambda row: row["period"])] == list(
        cardiff[1:13]
    )


def test_what_is_dropped_in_the_inbox_is_taken_or_left_with_its_problems(workspace: Path) -> None:
    inbox = workspace / "inbox"
    street(inbox / "2024-01-gwent-street.csv")
    (inbox / "people.csv").write_text("Name,NHS number\nAnn Evans,943 476 5919\n", "utf-8")

    built = diogel("build", cwd=workspace)

    assert "Traceback" not in built.stderr
    assert (inbox / "done" / "2024-01-gwent-street.csv").is_file()
    assert (inbox / "people.csv").is_file()
    said = (inbox / "people.csv.problems.txt").read_text(encoding="utf-8-sig")
    assert "943" not in said and "Evans" not in said
    assert said.count("people.csv") >= 2
    assert "Evans" not in built.stdout + built.stderr
    assert (workspace / "out" / "quality" / "audit.cy.html").is_file()
    (inbox / "people.csv").unlink()
    index = (workspace / "out" / "index.html").read_text(encoding="utf-8")
    assert "quality/gaps.cy.html" in index and "quality/gaps.en.html" in index


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_asked_for_and_comes_back(workspace: Path, language: str) -> None:
    words = ("--areas", "Caerdydd, Newport", "--months", "2026-04", "--iaith", language)
    made = diogel("template", "fire", *words, "--json", cwd=workspace)
    path = Path(json.loads(made.stdout)["file"])
    path = path if path.is_absolute() else workspace / path

    empty = diogel("check", path, "--iaith", language, cwd=workspace)

    assert made.returncode == 0, made.stderr
    assert empty.returncode == 1 and "Traceback" not in empty.stderr


def test_faults_are_marked_in_a_copy_and_the_file_is_left_alone(workspace: Path) -> None:
    file = workspace.parent / "figures.csv"
    columns = "period,area_code,area_scheme,theme_code,measure_code,measure_type,value,unit\n"
    row = "2026-04,W06000015,local-authority,crime,police-burglary,count,-3,crimes\n"
    file.write_text(columns + row, encoding="utf-8")
    before = file.read_bytes()

    done = diogel("check", file, "--marked", "marked", "--json", cwd=workspace)

    copies = [workspace / path for path in json.loads(done.stdout)["marked"]]
    assert file.read_bytes() == before
    assert [copy.suffix for copy in copies] == [".xlsx"]
    marked = openpyxl.load_workbook(copies[0])
    comments = [c.coordinate for s in marked for row in s.iter_rows() for c in row if c.comment]
    assert "G2" in comments


def test_every_answer_in_welsh_is_in_welsh(workspace: Path, shared: Path) -> None:
    archive = shared / "data" / "police" / "archive-2024-01-to-2024-02.zip"
    calls = [
        ("add", archive),
        ("releases",),
        ("audit",),
        ("gaps",),
        ("export", "incidents", "--by", "month", "--output", "n.csv"),
    ]

    said = "\n".join(diogel(*call, "--iaith", "cy", cwd=workspace).stdout for call in calls)

    assert said and english_left(said, allowed=["Police.uk", "police-uk-street"]) == ()


def test_formulas_do_not_come_out_as_formulas(workspace: Path) -> None:
    file = street(workspace.parent / "2024-01-gwent-street.csv")
    text = file.read_text(encoding="utf-8").replace("Burglary", "=1+1")
    file.write_text(text, encoding="utf-8")

    diogel("add", file, cwd=workspace)
    diogel("export", "incidents", "--by", "type", "--output", "n.csv", cwd=workspace)

    path = workspace / "n.csv"
    assert not path.exists() or "\n=1+1" not in path.read_text(encoding="utf-8-sig")


def test_the_demonstration_says_everywhere_that_its_data_is_invented(demo_workspace: Path) -> None:
    manifest = json.loads((demo_workspace / "store" / "manifest.json").read_text("utf-8"))
    for entry in manifest["releases"]:
        folder = demo_workspace / "store" / "releases" / entry["id"]
        assert json.loads((folder / "manifest.json").read_text("utf-8"))["synthetic"] is True
    for language, word in (("en", "synthetic"), ("cy", "synthetig")):
        for name in ("audit", "gaps"):
            page = demo_workspace / "out" / "quality" / f"{name}.{language}.html"
            assert word in page.read_text(encoding="utf-8").casefold()
    assert {path.name for path in (demo_workspace / "inbox" / "done").iterdir()} >= {
        "police-synthetic.zip",
        "populations-synthetic.csv",
    }
