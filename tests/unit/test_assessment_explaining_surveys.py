"""Survey numbers of an assessment: each leads to a row that tells its question and edition."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from diogel.assessment.background import Background
from diogel.assessment.explain_page import explain_documents, origins
from diogel.assessment.explain_page_surveys import survey_blocks
from diogel.assessment.gathering import ready_sections
from diogel.assessment.known import Known, know
from diogel.assessment.voices import MOST, SurveyVoice, VoiceLine
from diogel.core import LANGUAGES, Bilingual
from diogel.disclosure import load_policy
from diogel.indicators import Evidence, SmallAreas, area_set
from diogel.reports import Heading, PlainTable, Prose
from diogel.surveys.traced import Asked, Came, TracedEdition, TracedFigure, TracedPart

DAYS = {"opened": date(2021, 3, 1), "closed": date(2021, 3, 26), "published": date(2021, 4, 30)}
NAMES = Bilingual("Ours", "Ein un ni")


def text(words: str) -> Bilingual:
    return Bilingual(words, f"{words} (cy)")


def traced(id_: str, **given: object) -> TracedFigure:
    usual: dict[str, object] = {
        "label": text("Has a team"),
        "said": Bilingual("12 of 15", "12 o 15"),
        "shown": True,
        "kind": "share",
        "unit": "response",
        "base": "all",
        "status": "observed",
        "formula": text("The responses that gave this answer."),
        "parts": (TracedPart(text("Counted"), Bilingual.same("12")),),
        "asked": (Asked("W1", text("A team?"), text("Yes; No"), text("Everybody"), "verbatim"),),
        "decisions": (text("No rule hides it."),),
        "value": 0.8,
        "numerator": 12,
        "denominator": 15,
    }
    return TracedFigure(id_, **{**usual, **given})  # type: ignore[arg-type]


def edition(wave: str) -> TracedEdition:
    return TracedEdition(
        wave=wave,
        title=text(f"The survey {wave}"),
        asked=text("Leads were asked."),
        how=text("By post."),
        frame=text("All are known."),
        **DAYS,
        synthetic=False,
        form="the-form",
        version="7",
        form_file="instrument.md",
        form_hash="f0" * 32,
        answers="answers.xlsx",
        answers_hash="a0" * 32,
        came=(Came("secret name.csv", date(2021, 3, 27), "ms-forms", "c0" * 32),),
        policy="default",
        policy_title=text("The rules"),
        exceptions=(text("An exception."),),
    )


def voice(wave: str, *lines: VoiceLine) -> SurveyVoice:
    title, asked = text(f"The survey {wave}"), text("Leads were asked.")
    days = tuple(DAYS.values())
    return SurveyVoice(wave, title, asked, *days, False, lines, edition=edition(wave))


def line(id_: str, *more: TracedFigure) -> VoiceLine:
    return VoiceLine(id_, Bilingual("12 of 15", "12 o 15"), text("Teams."), (traced(id_), *more))


def known(*voices: SurveyVoice) -> Known:
    """An area of which nothing is known but what surveys say."""
    nowhere = SmallAreas((), (), {}, np.zeros(0), np.zeros(0))
    nothing = Evidence((), {}, (), nowhere, {}, None, {})
    background = Background(voices=voices)
    return know(nothing, area_set("W06000022"), background, load_policy(), date(2024, 6, 1))


def rows_of(*voices: SurveyVoice) -> list[str]:
    blocks = survey_blocks(voices, "en")
    return [anchor for b in blocks if isinstance(b, PlainTable) for anchor in b.anchors]


def test_each_printed_number_leads_to_a_row_of_the_page_in_both_languages() -> None:
    found = known(voice("first", line("first:W1"), line("first:W2")))
    documents = explain_documents(found, NAMES)

    for language in LANGUAGES:
        where = origins(found, language)
        tables = [b for b in documents[language].blocks if isinstance(b, PlainTable)]
        entered = {anchor for table in tables for anchor in table.anchors}
        (said,) = [
            block
            for block in ready_sections(found)["voice"][language]
            if isinstance(block, Prose) and block.figures
        ]
        assert said.figures == ("first:W1", "first:W2")
        assert {where[name].partition("#")[2] for name in said.figures} <= entered
        assert where["first:W1"].startswith(f"explain.{language}.html#")


def test_the_row_tells_the_question_the_count_and_the_decision() -> None:
    blocks = survey_blocks([voice("w", line("w:W1"))], "cy")
    (table,) = [block for block in blocks if isinstance(block, PlainTable)]

    label, said, chain = table.rows[0]
    assert (label, said) == ("Has a team (cy)\nw:W1", "12 o 15")
    assert chain.splitlines() == [
        "Cwestiwn W1: A team? (cy)",
        "Atebion: Yes; No (cy)",
        "Pwy a holwyd: Everybody (cy)",
        "Geiriad yr holiadur yw hwn.",
        "Sail: pob ymateb.",
        "The responses that gave this answer. (cy)",
        "Counted (cy): 12",
        "No rule hides it. (cy)",
    ]


def test_the_page_tells_the_edition_and_no_hash_of_the_answers() -> None:
    blocks = survey_blocks([voice("w", line("w:W1"))], "en")

    told = "\n".join(block.markdown for block in blocks if isinstance(block, Prose))

    for part in ("1 to 26 March 2021", "`the-form`, version `7`", "f0" * 32, "An exception."):
        assert part in told
    assert "`ms-forms`, on 27 March 2021" in told
    for kept in ("a0" * 32, "c0" * 32, "secret name"):
        assert kept not in told


def test_a_number_that_two_surveys_quote_has_one_row() -> None:
    quoted = traced("first:W1")

    rows = rows_of(voice("first", line("first:W1")), voice("second", line("second:B1", quoted)))

    assert rows == ["first:W1", "second:B1"]


def test_a_number_that_is_not_printed_has_no_row() -> None:
    lines = [line(f"w:W{at}") for at in range(MOST + 1)]

    assert rows_of(voice("w", *lines)) == [f"w:W{at}" for at in range(MOST)]


def test_a_survey_whose_numbers_cannot_be_traced_has_no_part() -> None:
    alone = VoiceLine("w:W1", Bilingual.same("12"), text("Teams."))

    assert not [b for b in survey_blocks([voice("w", alone)], "en") if isinstance(b, Heading)]


def test_what_a_survey_says_comes_back_from_its_file_as_it_was() -> None:
    hidden = traced("w:W9", shown=False, value=None, numerator=None, denominator=None, parts=())
    said = voice("w", line("w:W1", hidden))

    assert SurveyVoice.of_record(json.loads(json.dumps(said.as_record()))) == said


@pytest.mark.parametrize("lost", ["edition", "lines", "opened"])
def test_a_file_of_an_earlier_kind_is_not_taken_for_a_survey(lost: str) -> None:
    record = voice("w", line("w:W1")).as_record()
    del record[lost]

    with pytest.raises(KeyError):
        SurveyVoice.of_record(record)
