"""Bad input ends in clear problems, exit code 1 and nothing written; never in a traceback."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from command_line import diogel

Breaker = Callable[[Path], None]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty_workbook(wave: Path) -> None:
    openpyxl.Workbook().save(wave / "answers.xlsx")


def nonsense(wave: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("x")
    dice = random.Random("nonsense")
    for _ in range(50_000):
        sheet.append([dice.choice(["%%", 7, None, "Ond", "=1+1"]) for _ in range(6)])
    book.save(wave / "answers.xlsx")


def password_protected(wave: Path) -> None:
    """What Excel writes for a workbook with a password: an encrypted package in OLE."""
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    name = "EncryptedPackage".encode("utf-16-le")
    (wave / "answers.xlsx").write_bytes(ole + name + bytes(4096))


def unknown_codes(wave: Path) -> None:
    path = wave / "answers.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Atebion"]
    headings = [cell.value for cell in sheet[1]]
    column = headings.index("w1") + 1
    for row in range(3, 8):
        sheet.cell(row, column).value = "efallai"
    book.save(path)


def latin_1(wave: Path) -> None:
    (wave / "answers.xlsx").unlink()
    lines = ["response,w1,w2", "1,tŷ,2"]
    text = "\r\n".join(lines).replace("ŷ", "ÿ")
    (wave / "answers.csv").write_bytes(text.encode("latin-1"))


def truncated(wave: Path) -> None:
    path = wave / "answers.xlsx"
    path.write_bytes(path.read_bytes()[:3000])


def a_folder_in_its_place(wave: Path) -> None:
    (wave / "answers.xlsx").unlink()
    (wave / "answers.xlsx").mkdir()


def no_plan(wave: Path) -> None:
    (wave / "plan.toml").write_text("[[figure]\nid = ", encoding="utf-8")


def a_plan_of_faults(wave: Path) -> None:
    (wave / "plan.toml").write_text(
        '[frame]\nknown = true\n[[figure]]\nid = "X"\nkind = "shares"\n'
        '[[figure]]\nkind = "mean"\n[[figure]]\nid = "Y"\nkind = "same"\nof = "w1.yess"\n',
        encoding="utf-8",
    )


def typed_number(wave: Path) -> None:
    path = wave / "report.en.md"
    path.write_text(path.read_text("utf-8") + "\nAlmost 80% have a team.\n", encoding="utf-8")


def no_welsh(wave: Path) -> None:
    (wave / "report.cy.md").unlink()


def binary_narrative(wave: Path) -> None:
    (wave / "report.cy.md").write_bytes(bytes(range(256)))


def exception_without_approver(wave: Path) -> None:
    path = wave / "exceptions.toml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("[exception.approver]")], encoding="utf-8")


BREAKERS: dict[str, tuple[Breaker, str]] = {
    "empty workbook": (empty_workbook, "answers.xlsx"),
    "50,000 rows of nonsense": (nonsense, "answers.xlsx"),
    "password-protected": (password_protected, "answers.xlsx"),
    "unknown codes": (unknown_codes, "efallai"),
    "Latin-1": (latin_1, "answers.csv"),
    "truncated": (truncated, "answers.xlsx"),
    "a folder": (a_folder_in_its_place, "answers"),
    "a broken plan": (no_plan, "plan.toml"),
    "a plan of faults": (a_plan_of_faults, "plan.toml"),
    "a typed number": (typed_number, "80%"),
    "no Welsh": (no_welsh, "report.cy.md"),
    "a narrative that is no text": (binary_narrative, "report.cy.md"),
    "an exception without approver": (exception_without_approver, "exceptions.toml"),
}


@pytest.fixture
def one_survey(demo_copy: Path) -> Path:
    """The demonstration with the survey that is broken, without those that rest on it."""
    for wave in ("baseline-2021", "workforce-2022"):
        shutil.rmtree(demo_copy / "surveys" / wave)
        shutil.rmtree(demo_copy / "out" / "surveys" / wave)
    return demo_copy


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("fault", sorted(BREAKERS))
def test_a_build_refuses_bad_input_and_leaves_the_outputs_alone(
    one_survey: Path, fault: str, language: str
) -> None:
    breaker, found = BREAKERS[fault]
    breaker(one_survey / "surveys" / "workforce-2021")
    before = contents(one_survey / "out")

    done = diogel("build", "--workspace", str(one_survey), "--iaith", language)

    assert done.returncode == 1, done.stderr
    assert found in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert contents(one_survey / "out") == before
    assert not list(one_survey.rglob(".diogel-lock"))


def test_all_the_faults_of_a_plan_are_told_at_once_and_stop_what_rests_on_it(
    demo_copy: Path,
) -> None:
    a_plan_of_faults(demo_copy / "surveys" / "workforce-2021")
    before = contents(demo_copy / "out")

    done = diogel("build", "--workspace", str(demo_copy))

    assert "shares" in done.stderr
    assert "no id" in done.stderr
    assert contents(demo_copy / "out") == before


def test_a_form_with_ten_faults_shows_ten(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text(
        "| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant |\n"
        "| | text | q1 | Name it | | |\n"
        "| | txet | q2 | Say | Dywedwch | |\n"
        "| | text | q3 | Say | Dywedwch | ${nobody} = 'a' |\n"
        "| | text | q3 | Say | Dywedwch | |\n"
        "| | select_one missing | q4 | Choose | Dewiswch | |\n"
        "| | integer | q5 | How many? | Faint? | ${q1} = = 'a' |\n"
        "| | select_one yesno | q6 | Do you have it? | A oes gennych? | |\n"
        "| | text | q7 | Why? | Pam? | ${q6} = 'perhaps' |\n"
        "| | text | q 8 | Where? | Ble? | |\n"
        "\n"
        "| choices | list_name | name | label::English (en) | label::Cymraeg (cy) |\n"
        "| | yesno | yes | Yes | Ydw |\n"
        "| | yesno | no | No | Nac oes |\n"
        "| | yesno | no | No | |\n",
        encoding="utf-8",
    )

    done = diogel("survey", "check", str(form), "--workspace", str(tmp_path))

    lines = [line for line in done.stderr.splitlines() if line.startswith("form.md")]
    assert done.returncode == 1
    assert len(lines) >= 10, done.stderr
    assert len({line.split(":")[0] for line in lines}) >= 9
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("survey", "list"),
        ("survey", "report", "x"),
        ("survey", "check", "nothing.xlsx"),
        ("survey", "template", "x"),
    ],
)
def test_a_folder_that_is_no_workspace_is_said_to_be_none(
    tmp_path: Path, arguments: tuple[str, ...], language: str
) -> None:
    done = diogel(*arguments, "--workspace", str(tmp_path), "--iaith", language)

    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_leaves_somebodys_own_workspace_alone(tmp_path: Path) -> None:
    diogel("new", "--workspace", str(tmp_path))
    before = contents(tmp_path)

    done = diogel("demo", "--workspace", str(tmp_path))

    assert done.returncode == 1
    assert contents(tmp_path) == before


def test_problems_come_as_json_for_another_program(demo_copy: Path) -> None:
    import json

    unknown_codes(demo_copy / "surveys" / "workforce-2021")

    done = diogel("build", "--workspace", str(demo_copy), "--json")

    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    stops = [problem for problem in problems if problem["found"] == "efallai"]
    assert len(stops) == 5
    assert {problem["row"] for problem in stops} == {3, 4, 5, 6, 7}


def test_the_demonstration_writes_over_nothing_of_anybodys_own(tmp_path: Path) -> None:
    mine = tmp_path / "surveys" / "workforce-2021" / "plan.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")

    done = diogel("demo", "--workspace", str(tmp_path))

    assert done.returncode == 1
    assert "surveys" in done.stderr
    assert mine.read_text("utf-8") == "mine"


def test_an_input_of_the_demonstration_that_was_changed_is_kept_and_named(
    demo_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from diogel import workspace
    from diogel.cli.tasks import demo
    from diogel.workspace.building import Result

    plan = demo_copy / "surveys" / "workforce-2021" / "plan.toml"
    changed = plan.read_text("utf-8") + "\n# Mine.\n"
    plan.write_text(changed, encoding="utf-8")
    # What is built of the inputs is no matter of this test.
    monkeypatch.setattr(workspace, "build", lambda *_, **__: Result())

    code = demo(language="en", workspace=demo_copy, as_json=False)

    assert code == 0
    assert plan.read_text("utf-8") == changed
    assert "surveys/workforce-2021/plan.toml" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("command", ["demo", "new", "build"])
def test_a_file_where_a_folder_is_needed_is_said_to_be_one(
    tmp_path: Path, command: str, language: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    for place in (tmp_path / "file", tmp_path / "file" / "inside"):
        done = diogel(command, "--workspace", str(place), "--iaith", language)

        assert done.returncode in (1, 2)
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr
        assert "Error" not in done.stderr
