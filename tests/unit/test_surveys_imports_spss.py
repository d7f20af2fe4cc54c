"""SPSS files come in by names and labels; without the reader the person is told what to install."""

import builtins
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import export_factory as tools
from test_surveys_imports import BOTH, assert_same, bring, contents, wave_of

from diogel.core import Refused
from diogel.surveys import Instrument, Response, builtin_instrument
from diogel.surveys.imports.matching import propose
from diogel.surveys.imports.placing import place_rows
from diogel.surveys.imports.recognising import read_exports
from diogel.surveys.imports.spss import from_variables

WORKFORCE = builtin_instrument("workforce-2021")


@dataclass
class About:
    """What pyreadstat tells of a file."""

    column_names: list[str] = field(default_factory=list)
    column_names_to_labels: dict[str, str] = field(default_factory=dict)
    variable_value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    missing_ranges: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    mr_sets: dict[str, dict[str, Any]] = field(default_factory=dict)


def add(about: About, name: str, label: str, labels: dict[Any, str] | None = None) -> None:
    about.column_names.append(name)
    about.column_names_to_labels[name] = label.encode()[:256].decode("utf-8", "ignore")
    if labels:
        about.variable_value_labels[name] = labels


def variables(
    instrument: Instrument, given: list[Response], sets: bool, coded_names: bool
) -> tuple[dict[str, list[Any]], About]:
    """Numbered values with labels, several ticks as dichotomies, in sets or not."""
    about, values = About(), dict[str, list[Any]]()
    add(about, "ResponseId", "Response ID")
    values["ResponseId"] = [f"R_{r.id}" for r in given]
    for number, question in enumerate(tools.asked(instrument), 1):
        name = question.id if coded_names else f"Q{number}"
        stem = tools.stem(instrument, question, "en")
        label = f"{stem} {question.label.en}".strip()
        if question.kind in ("multi", "areas"):
            members = []
            for at, choice in enumerate(question.choices, 1):
                option = f"{name}_{at}"
                members.append(option)
                text = choice.label.en if sets else f"{question.label.en[:150]} - {choice.label.en}"
                add(about, option, text, {1.0: "Selected"} if sets else {0.0: "No", 1.0: "Yes"})
                values[option] = [_ticked(question.id, choice.code, r, sets) for r in given]
            if sets:
                about.mr_sets[f"${name}"] = {
                    "type": "D",
                    "is_dichotomy": True,
                    "counted_value": 1,
                    "label": question.label.en[:256],
                    "variable_list": members,
                }
            continue
        numbers = {code: float(at) for at, code in enumerate(question.codes, 1)}
        add(about, name, label, {numbers[c.code]: c.label.en for c in question.choices})
        values[name] = [_value(r.values.get(question.id), numbers) for r in given]
    return values, about


def _ticked(question: str, code: str, response: Response, sets: bool) -> float | None:
    value = response.values.get(question)
    if not isinstance(value, frozenset):
        return None
    return 1.0 if code in value else (None if sets else 0.0)


def _value(value: Any, numbers: dict[str, float]) -> Any:
    if isinstance(value, str):
        return numbers.get(value, value)
    return None if value is None else float(value)


@BOTH
@pytest.mark.parametrize("coded_names", [True, False])
@pytest.mark.parametrize("sets", [True, False])
def test_a_spss_file_comes_in(instrument: Instrument, coded_names: bool, sets: bool) -> None:
    given = [tools.sample(instrument, n, "") for n in range(1, 15)]

    export = from_variables("x.sav", *variables(instrument, given, sets, coded_names))
    placed = place_rows(instrument, propose(instrument, export))

    assert [m.column.heading for m in placed.mapping.matches if not m.sure] == []
    assert contents(tuple(placed.responses)) == contents(tuple(given))


def test_a_value_declared_missing_is_read_by_its_label_or_as_a_blank() -> None:
    about = About(missing_ranges={"w2": [{"lo": 97.0, "hi": 99.0}]})
    add(about, "w2", "", {98.0: "Don't know", 99.0: "Not applicable"})

    export = from_variables("x.sav", {"w2": [4.0, 97.0, 98.0, 99.0, None, float("nan")]}, about)

    cells = [row[0] for row in export.sheet.rows[1:]]
    assert cells == ["4", "", "Don't know", "Not applicable", "", ""]


def test_a_set_of_categories_is_one_question_of_several_answers() -> None:
    about = About()
    codes = WORKFORCE.question("w14").choices
    for number in (1, 2):
        add(about, f"m{number}", "", {1.0: codes[0].label.en, 2.0: codes[1].label.cy})
    about.mr_sets["$w14"] = {
        "type": "C",
        "is_dichotomy": False,
        "counted_value": None,
        "label": "",
        "variable_list": ["m1", "m2"],
    }

    export = from_variables("x.sav", {"m1": [1.0, 2.0], "m2": [2.0, None]}, about)
    placed = place_rows(WORKFORCE, propose(WORKFORCE, export))

    both = frozenset({codes[0].code, codes[1].code})
    assert [r.values["w14"] for r in placed.responses] == [both, frozenset({codes[1].code})]


def test_without_the_reader_the_person_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.dat"  # the name does not matter
    path.write_bytes(b"$FL2 and so on")
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "pyreadstat":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)

    with pytest.raises(Refused) as refused:
        read_exports(path)

    assert [(p.code, p.expected) for p in refused.value.problems] == [
        ("import.spss-extra", "diogel[spss]")
    ]


@BOTH
def test_a_real_file_comes_in_where_the_reader_is_installed(
    tmp_path: Path, instrument: Instrument
) -> None:
    pyreadstat = pytest.importorskip("pyreadstat", reason="the extra `spss` is not installed")
    pandas = pytest.importorskip("pandas", reason="pandas is needed to write the test's file")
    given = [tools.sample(instrument, n, "") for n in range(1, 15)]
    values, about = variables(instrument, given, False, True)
    pyreadstat.write_sav(
        pandas.DataFrame(values),
        str(tmp_path / "x.sav"),
        column_labels=about.column_names_to_labels,
        variable_value_labels=about.variable_value_labels,
    )

    imported = bring(wave_of(tmp_path, instrument), tmp_path / "x.sav")

    assert imported.files[0].mapping.export.tool == "spss"
    assert_same(tmp_path, imported, instrument, given)


def test_a_damaged_file_ends_in_a_problem(tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat", reason="the extra `spss` is not installed")
    (tmp_path / "x.sav").write_bytes(b"$FL2" + bytes(range(256)) * 4)

    with pytest.raises(Refused) as refused:
        read_exports(tmp_path / "x.sav")

    assert [p.code for p in refused.value.problems] == ["file.damaged"]
