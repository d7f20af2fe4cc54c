"""Definition files of other folders: every fault at once, with its file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.core import LANGUAGES, Problem, Refused
from diogel.language.problems import explain
from diogel.standard import load_definitions, read_definitions
from diogel.standard.loading import OWN

RIGHT = (OWN / "measures" / "council-asb-reports.toml").read_text(encoding="utf-8")


def own_measure(folder: Path, content: str, name: str = "street-lights") -> Path:
    path = folder / "measures" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content.replace("council-asb-reports", name), encoding="utf-8")
    return folder


def problems_of(folder: Path) -> list[Problem]:
    return list(read_definitions((folder,))[1])


def told(folder: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.column) for problem in problems_of(folder)]


def changed(old: str, new: str) -> str:
    assert old in RIGHT, old
    return RIGHT.replace(old, new, 1)


def test_a_workspace_may_add_a_measure(tmp_path: Path) -> None:
    loaded = load_definitions((own_measure(tmp_path, RIGHT),))

    added = next(m for m in loaded.measures if m.code == "street-lights")
    assert added.origin == tmp_path.name
    assert {s.measure for s in added.supplies} == {"street-lights"}
    council = next(s for s in loaded.suppliers if s.code == "local-authority")
    assert "street-lights" in {s.measure for s in council.supplies}


def test_a_measure_may_name_a_theme_of_its_own_folder(tmp_path: Path) -> None:
    theme = (
        '[[theme]]\ncode = "dark-skies"\nname.en = "Dark skies"\nname.cy = "Awyr dywyll"\n'
        'meaning.en = "Light at night."\nmeaning.cy = "Golau yn y nos."\n'
    )
    (tmp_path / "themes.toml").write_text(theme, encoding="utf-8")
    content = changed('themes = ["anti-social-behaviour"]', 'themes = ["dark-skies"]')

    loaded = load_definitions((own_measure(tmp_path, content),))

    assert loaded.themes[-1].code == "dark-skies"


def test_a_new_duty_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    text = (OWN / "duties" / "serious-violence.toml").read_text(encoding="utf-8")
    (tmp_path / "duties" / "new-duty.toml").write_text(
        text.replace('code = "serious-violence"', 'code = "new-duty"'), encoding="utf-8"
    )

    loaded = load_definitions((tmp_path,))

    assert "new-duty" in {duty.code for duty in loaded.duties}


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_definitions((tmp_path / "none",)) == load_definitions()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('title.cy = "', 'titel.cy = "', [("text-missing-cy", "title.cy")]),
        ('why.en = "', 'why.fr = "', [("text-missing-en", "why.en"), ("unknown-field", "why.fr")]),
        ('unit = "reports"', 'unit = "rapports"', [("unknown-code-near", "unit")]),
        ('unit = "reports"', 'unit = "xyzzy"', [("unknown-code", "unit")]),
        ('themes = ["anti', 'themes = ["ant', [("unknown-code-near", "themes")]),
        ('themes = ["anti-social-behaviour"]', "themes = []", [("field-missing", "themes")]),
        ('themes = ["anti-social-behaviour"]', "themes = [3]", [("wrong-type", "themes")]),
        ("next-review = 2027-11-22", 'next-review = "soon"', [("wrong-day", "next-review")]),
        ("next-review = 2027-11-22", "", [("field-missing", "next-review")]),
        ("lag-days = 20", "lag-days = -1", [("too-small", "supply[1].lag-days")]),
        ("lag-days = 20", "lag-days = true", [("wrong-type", "supply[1].lag-days")]),
        ("lag-days = 20", "", [("field-missing", "supply[1].lag-days")]),
        ('every = "month"', 'every = "monthly"', [("unknown-code-near", "supply[1].every")]),
        (
            'licence = "',
            'license = "',
            [("field-missing", "licence"), ("unknown-field-near", "license")],
        ),
        ('type = "count"', 'type = "percent"', [("field-missing", "denominator")]),
        ('checker = ""', 'checker = "A Name"', [("checker-and-day", "checker")]),
        (
            'checker = ""',
            'checker = "A Name"\nchecked = 2028-01-01',
            [("days-reversed", "next-review")],
        ),
        ("facts-unchecked = true", "", []),
    ],
)
def test_a_fault_is_told_with_its_field(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    content = changed(old, new)
    if "denominator" in expected[0][1] if expected else False:
        content = "\n".join(x for x in content.splitlines() if not x.startswith("denominator"))
    if new.startswith("titel"):
        expected = [*expected, ("unknown-field-near", "titel")]

    found = told(own_measure(tmp_path, content))

    assert sorted(found) == sorted((f"standard.{code}", place) for code, place in expected)


def test_facts_without_a_citation_must_be_marked_as_unchecked(tmp_path: Path) -> None:
    lines = [x for x in RIGHT.splitlines() if not x.startswith("facts-")]

    found = told(own_measure(tmp_path, "\n".join(lines)))

    assert found == [("standard.field-missing", "facts-from")]


def test_a_code_of_the_standard_cannot_be_taken_again(tmp_path: Path) -> None:
    own_measure(tmp_path, RIGHT, "council-asb-reports")

    assert told(tmp_path) == [("standard.code-repeated", "code")]


def test_the_file_has_the_name_of_its_code(tmp_path: Path) -> None:
    own_measure(tmp_path, changed("council-asb-reports", "Street Lights"))

    assert told(tmp_path) == [("standard.code-shape", "code"), ("standard.code-not-file", "code")]


def test_a_file_that_is_no_toml_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    own_measure(tmp_path, "code = ", "broken")
    own_measure(tmp_path, changed('unit = "reports"', 'unit = "xyzzy"'))

    found = problems_of(tmp_path)

    assert [(p.code, p.place.file) for p in found] == [
        ("standard.not-toml", "measures/broken.toml"),
        ("standard.unknown-code", "measures/street-lights.toml"),
    ]


def test_bytes_that_are_no_text_are_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures" / "damaged.toml").write_bytes(b"\xff\xfe\x00code")

    assert [p.code for p in problems_of(tmp_path)] == ["standard.not-toml"]


def test_every_fault_of_every_file_is_told_in_one_pass(tmp_path: Path) -> None:
    content = changed('unit = "reports"', 'unit = "xyzzy"').replace(
        "lag-days = 20", "lag-days = -1"
    )
    own_measure(tmp_path, content.replace('title.cy = "', 'title.cy = "" # '), "first")
    own_measure(tmp_path, changed('direction = "depends"', 'direction = "up"'), "second")

    with pytest.raises(Refused) as refused:
        load_definitions((tmp_path,))

    assert {(p.code, p.place.file) for p in refused.value.problems} == {
        ("standard.text-missing-cy", "measures/first.toml"),
        ("standard.unknown-code", "measures/first.toml"),
        ("standard.too-small", "measures/first.toml"),
        ("standard.unknown-code", "measures/second.toml"),
    }


def test_a_duty_with_its_days_reversed_is_told(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    text = (OWN / "duties" / "serious-violence.toml").read_text(encoding="utf-8")
    wrong = text.replace('code = "serious-violence"', 'code = "short"')
    wrong = wrong.replace("in-force = 2023-01-31", "in-force = 2023-01-31\nended = 2022-01-01")
    (tmp_path / "duties" / "short.toml").write_text(wrong, encoding="utf-8")

    assert told(tmp_path) == [("standard.days-reversed", "ended")]


def test_a_duty_in_force_without_a_day_or_a_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    text = (OWN / "duties" / "serious-violence.toml").read_text(encoding="utf-8")
    wrong = text.replace('code = "serious-violence"', 'code = "undated"')
    wrong = wrong.replace("in-force = 2023-01-31\n", "")
    (tmp_path / "duties" / "undated.toml").write_text(wrong, encoding="utf-8")

    assert told(tmp_path) == [("standard.day-unsaid", "in-force")]


def test_every_problem_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    own_measure(tmp_path, "code = 3\nnonsense = 1\n")

    for problem in problems_of(tmp_path):
        for language in LANGUAGES:
            assert explain(problem, language)
