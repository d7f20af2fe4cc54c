"""Numbers explained by command, of an assessment and of a survey."""

import json
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
    assert (whole["wave"], whole["answers"]) == ("baseline-2021", "answers.xlsx")
    assert whole["disclosure"]["rules"]


@pytest.mark.parametrize("mistyped", ["W06000015.police-burglry.rate12", "W0600015.x.y"])
def test_a_mistyped_name_gets_names_that_are_like_it(demo_workspace: Path, mistyped: str) -> None:
    with pytest.raises(Refused) as refused:
        explained(demo_workspace, mistyped)

    (problem,) = refused.value.problems
    assert problem.code == "explain.no-figure"
    assert "W06000015." in str(problem.expected)
