"""A workspace's own definitions beside the standard's, and what was worked out from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.indicators import per_of
from diogel.standard import duties, measure, measures, use_definitions
from diogel.standard.loading import OWN

RESIDENTS = "Usual residents of the area, with the version of the population named."
HOUSEHOLDS = "Households in the area, with the version of the census named."


@pytest.fixture(autouse=True)
def the_standard_alone() -> Iterator[None]:
    yield
    use_definitions()


def own_measure(folder: Path, of: str = RESIDENTS, code: str = "our-count") -> Path:
    """A measure of a workspace: a copy of one of the standard's under a code of its own."""
    text = (OWN / "measures" / "police-burglary.toml").read_text(encoding="utf-8")
    text = text.replace('code = "police-burglary"', f'code = "{code}"').replace(HOUSEHOLDS, of)
    path = folder / "measures" / f"{code}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folders_measure_is_known_beside_the_standards(tmp_path: Path) -> None:
    before = len(measures())
    own_measure(tmp_path)

    use_definitions([tmp_path])

    assert measure("our-count").origin == tmp_path.name
    assert len(measures()) == before + 1


def test_what_was_worked_out_is_worked_out_anew_when_a_definition_changes(tmp_path: Path) -> None:
    own_measure(tmp_path)
    use_definitions([tmp_path])
    first = per_of("our-count").kind
    own_measure(tmp_path, HOUSEHOLDS)

    use_definitions([tmp_path])

    assert (first, per_of("our-count").kind) == ("residents", "households")


def test_without_a_folder_the_standard_holds_alone(tmp_path: Path) -> None:
    own_measure(tmp_path)
    use_definitions([tmp_path])

    use_definitions()

    with pytest.raises(KeyError):
        measure("our-count")


def test_a_duty_of_a_folder_stands_beside_the_laws(tmp_path: Path) -> None:
    text = (OWN / "duties" / "prevent.toml").read_text(encoding="utf-8")
    path = tmp_path / "duties" / "our-duty.toml"
    path.parent.mkdir()
    path.write_text(text.replace('code = "prevent"', 'code = "our-duty"'), encoding="utf-8")

    use_definitions([tmp_path])

    assert "our-duty" in {duty.code for duty in duties()}


def test_a_code_of_the_standard_cannot_be_defined_again(tmp_path: Path) -> None:
    own_measure(tmp_path, code="police-burglary")

    with pytest.raises(Refused) as refused:
        use_definitions([tmp_path])

    assert [problem.code for problem in refused.value.problems] == ["standard.code-repeated"]
    assert measure("police-burglary").origin == "standard"
