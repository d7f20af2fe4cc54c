"""Numbers explained by command, of an assessment and of a survey."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from diogel.cli.commands import make_commands
from diogel.core import Refused

RATE = "W06000015.police-burglary.rate12"


def explained(workspace: Path, *words: str) -> str:
    done = CliRunner().invoke(
        make_commands("cy"), ["explain", *words, "--workspace", str(workspace)]
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_rate_is_explained_in_welsh_down_to_its_files(demo_workspace: Path) -> None:
    told = explained(demo_workspace, RATE)

    assert told.startswith("Rhif: Byrgleriaeth: cyfradd fesul 1,000")
    assert "south-wales-street.csv" in told
    assert "safon ddata" in told
    assert "Mae'n seiliedig ar ddata dychmygol." in told


def test_a_program_gets_the_chain_as_data(demo_workspace: Path) -> None:
    chain = json.loads(explained(demo_workspace, RATE, "--json"))

    assert chain["id"] == RATE and chain["shown"]
    assert chain["parts"][0]["figure"].endswith(".count12")
    assert len(chain["observations"]) == 12
    released = {name for row in chain["observations"] for name in row["releases"]}
    assert released == {each["id"] for each in chain["releases"]}
    assert chain["measure"]["code"] == "police-burglary"


def test_a_surveys_number_is_explained_with_its_wave_or_without(demo_workspace: Path) -> None:
    whole = json.loads(explained(demo_workspace, "baseline-2021:B15", "--json"))

    assert json.loads(explained(demo_workspace, "B15", "--json")) == whole
    answers = demo_workspace / "surveys" / "baseline-2021" / "answers.xlsx"
    assert (whole["wave"], whole["answers"]) == ("baseline-2021", "answers.xlsx")
    assert whole["answers_sha256"] == hashlib.sha256(answers.read_bytes()).hexdigest()
    assert whole["form"]["version"] == "1"
    assert [asked["number"] for asked in whole["questions"]] == ["B11"]
    assert whole["disclosure"]["rules"]


def test_a_surveys_number_is_told_in_welsh_from_the_question_to_the_rules(
    demo_workspace: Path,
) -> None:
    told = explained(demo_workspace, "workforce-2021:W9.no").splitlines()

    assert told[2] == "Fel y'i hargreffir: 12 of 15 (Saesneg), 12 o 15 (Cymraeg)"
    assert "  Heb ateb y cwestiwn: 0 o 15 (0%) (workforce-2021:w7.no_response)" in told
    assert any(line.startswith("Cwestiwn W7: A oes gennych chi Ddadansoddwr") for line in told)
    assert "  Pwy a holwyd: Pawb" in told
    assert any(line.startswith("Holiadur: workforce-2021, fersiwn 1.") for line in told)
    assert "Rheolau ar yr hyn y ceir ei argraffu: Polisi datgelu diofyn (default)." in told


def test_a_hidden_number_of_a_survey_is_told_to_be_hidden_and_no_more(demo_copy: Path) -> None:
    (demo_copy / "surveys" / "workforce-2021" / "exceptions.toml").unlink()

    hidden = json.loads(explained(demo_copy, "workforce-2021:W10", "--json"))

    assert (hidden["shown"], hidden["said"]["en"], hidden["parts"]) == (False, "[c]", [])
    assert hidden["value"] is hidden["numerator"] is hidden["denominator"] is None
    assert len(hidden["disclosure"]["rules"]) == 1
    with pytest.raises(Refused) as refused:
        explained(demo_copy, "workforce-2021:W12.hate_crime")
    assert "W12." not in str(refused.value.problems[0].expected)


def test_a_suggested_level_says_that_the_machine_suggests_it(demo_workspace: Path) -> None:
    level = "W06000015.anti-social-behaviour.suggested.volume"

    told = explained(demo_workspace, level)

    assert "Y peiriant sy'n awgrymu'r lefel hon" in told
    assert "partneriaid" not in told.partition("A geir ei argraffu")[0]
    assert re.search(r"\.versus\.[a-z-]+\)", told)
    assert re.search(r"Model risg: Model risg Diogel, fersiwn 1 \(\w{16}\)\.", told)


@pytest.mark.parametrize("mistyped", ["W06000015.police-burglry.rate12", "W0600015.x.y"])
def test_a_mistyped_name_gets_names_that_are_like_it(demo_workspace: Path, mistyped: str) -> None:
    with pytest.raises(Refused) as refused:
        explained(demo_workspace, mistyped)

    (problem,) = refused.value.problems
    assert problem.code == "explain.no-figure"
    assert "W06000015." in str(problem.expected)
