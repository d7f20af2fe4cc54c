"""From a survey's number to its question, its base and its rules; of a hidden one the rule."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from diogel.assessment.survey_telling import survey_lines, survey_record
from diogel.core import LANGUAGES, Bilingual, Tabulation
from diogel.demo import lay_out_waves
from diogel.disclosure import Released, load_exceptions, load_policy, release
from diogel.language import both, english_left
from diogel.surveys import Study, read_study
from diogel.surveys.plan import Wanted
from diogel.surveys.traced import TracedFigure
from diogel.surveys.tracing import FORMULAS, trace, trace_edition

POLICY = load_policy()
WORKFORCE, BASELINE = "workforce-2021", "baseline-2021"
LARGEST = Wanted("MOST", "largest", Bilingual("Most", "Mwyaf"), {}, {"of": "b33_*.challenge"})


class Waves:
    """Two of the demonstration's surveys, each counted once."""

    def __init__(self, folder: Path) -> None:
        lay_out_waves(folder)
        self.folder = folder
        self.studies = {name: read_study(folder / name) for name in (WORKFORCE, BASELINE)}
        plan = self.studies[BASELINE].plan
        asked = replace(plan, wanted=(*plan.wanted, LARGEST))
        self.studies[BASELINE] = replace(self.studies[BASELINE], plan=asked)
        first = self.studies[WORKFORCE].tabulate({})
        self.counted = {
            WORKFORCE: first,
            BASELINE: self.studies[BASELINE].tabulate({WORKFORCE: first}),
        }

    @cache  # noqa: B019 - it lives as long as this file's tests
    def released(self, name: str, *, excepted: bool = True) -> Released:
        exceptions = load_exceptions(self.folder / name / "exceptions.toml") if excepted else ()
        return release(self.counted[name], POLICY, exceptions)

    def traced(self, wave: str, name: str, *, excepted: bool = True) -> TracedFigure:
        edition = self.released(wave, excepted=excepted)
        return trace(self.studies[wave], edition, name, self.studies)

    def all_traced(self, wave: str, *, excepted: bool) -> Iterator[TracedFigure]:
        edition = self.released(wave, excepted=excepted)
        for each in edition.listed:
            yield trace(self.studies[wave], edition, each.figure.id, self.studies)


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Waves:
    return Waves(tmp_path_factory.mktemp("surveys"))


def parts_of(figure: TracedFigure) -> dict[str, str]:
    return {part.label.en: part.said.en for part in figure.parts}


def test_a_share_leads_to_its_question_its_base_and_those_who_left_it_out(waves: Waves) -> None:
    found = waves.traced(WORKFORCE, "W9.no")

    (asked,) = found.asked
    parts = parts_of(found)
    assert found.id == "workforce-2021:W9.no" and found.said == Bilingual(
        "12 of 15",
        "12 o 15",
    )
    assert asked.number == "W7" and asked.text.en.startswith(
        "Do you have a specialist Data Analyst"
    )
    assert asked.answers.cy.startswith("Un o'r rhain: Oes, llawnamser")
    assert (asked.who.en, asked.wording) == ("Everybody", "verbatim")
    assert (parts["Counted"], parts["Number in the base"]) == ("12", "15")
    assert parts["Gave no answer to the question"] == "0 of 15 (0%)"
    assert parts["Responses to the survey"] == "15"


def test_who_was_asked_a_routed_question_is_said_by_the_forms_rule(waves: Waves) -> None:
    found = waves.traced(WORKFORCE, "W10")

    assert [asked.who.en for asked in found.asked] == ['Those who answered "No" to W7']
    assert found.base == "routed"


def test_a_mean_is_said_with_its_base_and_without_a_count(waves: Waves) -> None:
    parts = parts_of(waves.traced(WORKFORCE, "W3"))

    assert parts["Number in the base"] == "14" and parts["Responses to the survey"] == "15"
    assert "Counted" not in parts


def test_a_net_names_the_answers_that_it_joins(waves: Waves) -> None:
    found = waves.traced(WORKFORCE, "W9.yes")

    joined = [part.figure for part in found.parts if part.figure.startswith("workforce-2021:w7.")]
    assert joined[:2] == ["workforce-2021:w7.yes_full_time", "workforce-2021:w7.yes_part_time"]
    assert "any of the answers below" in found.formula.en


def test_a_number_of_another_survey_leads_to_that_surveys_question(waves: Waves) -> None:
    found = waves.traced(BASELINE, "B17")

    assert found.repeats == "workforce-2021:W3"
    assert [asked.number for asked in found.asked] == ["W3"]
    assert set(parts_of(found)) == {"Number in the base"}


def test_which_of_a_list_is_the_largest_is_not_told_by_its_question(waves: Waves) -> None:
    for excepted in (True, False):
        found = waves.traced(BASELINE, "MOST", excepted=excepted)

        assert [asked.number for asked in found.asked] == ["B33"]
        assert not any(part.figure for part in found.parts)


def test_a_weighted_share_is_never_said_with_its_count(waves: Waves) -> None:
    counted = waves.counted[WORKFORCE]
    whole = replace(counted.figures["w7.no"], weighted=True, value=0.61, effective_base=14.0)
    alone = Tabulation(WORKFORCE, {"w7.no": whole})

    found = trace(waves.studies[WORKFORCE], release(alone, POLICY), "w7.no")

    assert found.shown and found.numerator is None
    assert set(parts_of(found)) == {"Number in the base", "As a percentage"}
    assert "with its weight" in found.formula.en


@pytest.mark.parametrize("wave", [WORKFORCE, BASELINE])
def test_a_hidden_number_tells_that_it_is_hidden_and_nothing_else(waves: Waves, wave: str) -> None:
    edition = trace_edition(waves.studies[wave], waves.released(wave, excepted=False), POLICY)
    hidden = [each for each in waves.all_traced(wave, excepted=False) if not each.shown]
    assert len(hidden) > 20

    for each in hidden:
        record = survey_record(each, edition)
        assert each.said.en.startswith("[c]") and each.parts == ()
        assert each.decisions == (both("explain.decision.hidden"),)
        assert record["value"] is record["numerator"] is record["denominator"] is None


def test_a_hidden_number_is_explained_alike_whatever_it_is(waves: Waves) -> None:
    study = waves.studies[WORKFORCE]
    moved = [
        replace(each, values={**each.values, "w1_reason": "one_person"})
        if each.values.get("w1") == "other"
        else each
        for each in study.answers.responses
    ]
    other = replace(study, answers=replace(study.answers, responses=tuple(moved), _settled={}))
    editions = {
        name: release(each.tabulate({}), POLICY) for name, each in (("was", study), ("is", other))
    }
    name = "w1_reason.one_person"
    assert other.tabulate({}).figures[name].value != study.tabulate({}).figures[name].value
    assert not any(edition.figures[name].shown for edition in editions.values())

    assert trace(study, editions["was"], name) == trace(other, editions["is"], name)


def test_a_hidden_number_that_was_chosen_by_its_size_is_not_there(waves: Waves) -> None:
    edition = waves.released(WORKFORCE, excepted=False)
    chosen = [n for n, f in edition.figures.items() if f.figure.selected and not f.shown]
    assert chosen

    for name in chosen:
        with pytest.raises(KeyError):
            trace(waves.studies[WORKFORCE], edition, name)


def test_every_number_of_an_edition_has_a_chain_in_both_languages(waves: Waves) -> None:
    for wave in (WORKFORCE, BASELINE):
        edition = trace_edition(waves.studies[wave], waves.released(wave), POLICY)
        for figure in waves.all_traced(wave, excepted=True):
            told = {
                language: list(survey_lines(figure, edition, language)) for language in LANGUAGES
            }
            assert len(told["en"]) == len(told["cy"])
            assert not any("{" in line for lines in told.values() for line in lines)
            assert json.dumps(survey_record(figure, edition), ensure_ascii=False)


def test_no_english_is_left_in_the_welsh_chain(waves: Waves) -> None:
    edition = trace_edition(waves.studies[WORKFORCE], waves.released(WORKFORCE), POLICY)
    told = [
        line
        for name in ("W1", "W3", "W9.no", "W9.yes", "W10", "W17.asb.within")
        for line in survey_lines(waves.traced(WORKFORCE, name), edition, "cy")
        if not line.startswith(("Enw:", "Fel y'i hargreffir:", "Holiadur:", "Atebion:"))
    ]

    # Names of surveys and of their numbers are the same in both languages.
    named = [re.sub(r"\(?[\w-]+-\d{4}[:\w.]*\)?", "", line) for line in told]
    assert [found for line in named for found in english_left(line)] == []


def test_an_edition_names_its_questionnaire_its_answers_and_its_rules(waves: Waves) -> None:
    study = waves.studies[WORKFORCE]

    found = trace_edition(study, waves.released(WORKFORCE), POLICY)

    form = (study.wave.folder / "instrument.md").read_bytes()
    assert (found.form, found.version, found.form_file) == (WORKFORCE, "1", "instrument.md")
    assert found.form_hash == hashlib.sha256(form).hexdigest()
    assert (found.answers, found.came) == ("answers.xlsx", ())
    assert found.frame.en.endswith("Local authorities: 22.")
    assert found.policy == POLICY.id and "Already published, 2021" in found.exceptions[0].en


def test_an_edition_names_the_files_that_its_answers_were_brought_in_from(waves: Waves) -> None:
    study: Study = waves.studies[WORKFORCE]
    record = study.wave.folder / "imports.toml"
    record.write_text(
        '[[import]]\nfile = "export.csv"\nsha256 = "ab12"\ndate = 2021-03-27\ntool = "ms-forms"\n'
        "rows_in = 15\nrows_placed = 15\nrows_refused = 0\n",
        encoding="utf-8",
    )

    found = trace_edition(study, waves.released(WORKFORCE), POLICY)
    told = list(survey_lines(waves.traced(WORKFORCE, "W3"), found, "en"))
    record.unlink()

    assert [(came.file, came.tool) for came in found.came] == [("export.csv", "ms-forms")]
    assert "  Brought in on 27 March 2021 from ms-forms: file export.csv, SHA-256 ab12." in told


@pytest.mark.parametrize("name", FORMULAS)
def test_every_way_of_working_out_is_said_in_both_languages(name: str) -> None:
    assert both(f"explain.survey.formula.{name}").complete
