"""The printed form: what stands on it, in the same order in both languages, routes in words."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from form_samples import sample

from diogel.core import LANGUAGES, Bilingual, Language
from diogel.reports import Document, Heading, Instruction, Prose, TickGrid, TickList, WritingSpace
from diogel.surveys import Instrument, builtin_instrument, load_instrument, printed_forms
from diogel.surveys.printed_form import plain_markdown
from diogel.surveys.route_conditions import only_if

WORKFORCE = builtin_instrument("workforce-2021")


@pytest.fixture
def every_kind(tmp_path: Path) -> Instrument:
    return load_instrument(sample(tmp_path, "every-kind"))


def under(document: Document, start: str) -> list[object]:
    """The blocks from the heading that starts so, up to the next heading."""
    at = next(
        n
        for n, b in enumerate(document.blocks)
        if isinstance(b, Heading) and b.text.startswith(start)
    )
    blocks: list[object] = []
    for block in document.blocks[at + 1 :]:
        if isinstance(block, Heading):
            break
        blocks.append(block)
    return blocks


def test_a_question_has_its_route_hint_and_marks(every_kind: Instrument) -> None:
    form = printed_forms(every_kind)["en"]

    assert under(form, "Q1 ") == [
        Instruction("Count staff of every kind."),
        Instruction("Tick one answer. This question must be answered."),
        TickList(("Yes", "No"), several=False),
    ]
    assert under(form, "Q2 ") == [
        Instruction('Answer only if you answered "Yes" to Q1.', strong=True),
        Instruction(
            'Tick every answer that applies. If you tick "None of these", tick nothing else.'
        ),
        TickList(("Anti-social behaviour", "Fire safety", "None of these"), several=True),
    ]


def test_a_number_a_date_and_a_text_have_room_for_the_pen(every_kind: Instrument) -> None:
    form = printed_forms(every_kind)["cy"]

    assert WritingSpace(boxes=(("Rhif", 2),)) in under(form, "Q4 ")
    assert WritingSpace(boxes=(("Dydd", 2), ("Mis", 2), ("Blwyddyn", 4))) in under(form, "Q8 ")
    assert WritingSpace(lines=2) in under(form, "Q6 ")
    assert WritingSpace(lines=8) in under(form, "Q7 ")


def test_a_grid_is_one_table_to_tick(every_kind: Instrument) -> None:
    form = printed_forms(every_kind)["cy"]

    assert under(form, "G1 ") == [
        Instruction('Atebwch dim ond os na wnaethoch chi ateb "Nac oes" i Q1.', strong=True),
        TickGrid(
            "grid-g1",
            "G1.1 i G1.2: ticiwch un ateb ym mhob rhes",
            "Yr hyn a ofynnir",
            ("G1.1 Mae'r cynllun yn glir.", "G1.2 Mae'r data'n dda."),
            ("Cytuno", "Anghytuno", "Ddim yn gwybod"),
        ),
    ]


def test_an_earlier_answer_is_named_by_its_number(every_kind: Instrument) -> None:
    forms = printed_forms(every_kind)

    heads = {
        lang: [b.text for b in forms[lang].blocks if isinstance(b, Heading)] for lang in LANGUAGES
    }

    assert "Q5 How many of [your answer to Q4]?" in heads["en"]
    assert "Q5 Faint o [eich ateb i Q4]?" in heads["cy"]


def test_what_is_coded_at_the_desk_is_on_no_paper(every_kind: Instrument) -> None:
    form = printed_forms(every_kind)["en"]

    assert "Coded afterwards" not in str(form.blocks)


def test_groups_in_groups_have_headings_without_a_gap(tmp_path: Path) -> None:
    form = printed_forms(load_instrument(sample(tmp_path, "structures")))["en"]

    levels = [b.level for b in form.blocks if isinstance(b, Heading)]

    assert max(levels) == 3
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_document_names_nobody_unless_told(every_kind: Instrument) -> None:
    without = printed_forms(every_kind)["cy"]
    known = printed_forms(
        every_kind, Bilingual("The Network", "Y Rhwydwaith"), Bilingual("1 May 2026", "1 Mai 2026")
    )["cy"]

    assert (without.author, without.date) == ("", "")
    assert (known.author, known.date) == ("Y Rhwydwaith", "1 Mai 2026")


def test_the_form_says_that_its_welsh_is_not_reviewed(every_kind: Instrument) -> None:
    kinds = [getattr(block, "kind", "") for block in printed_forms(every_kind)["en"].blocks]

    assert "review" in kinds


def test_marks_in_a_text_stay_as_they_are(every_kind: Instrument) -> None:
    form = printed_forms(every_kind)["en"]

    (text,) = [b.markdown for b in form.blocks if isinstance(b, Prose) and "1 " in b.markdown]

    assert text == plain_markdown("Why we ask: 1 * 2 | _3_")
    assert r"\*" in text
    assert r"\_3\_" in text


def rule(tmp_path: Path, text: str) -> Instrument:
    """The sample, with its last question but one under another rule."""
    path = sample(tmp_path, "every-kind")
    path.write_text(path.read_text("utf-8").replace("${q6} != ''", text), encoding="utf-8")
    return load_instrument(path)


@pytest.mark.parametrize(
    ("written", "english", "welsh"),
    [
        ("${q1} = 'no'", 'you answered "No" to Q1', 'ateboch chi "Nac oes" i Q1'),
        (
            "not(${q1} = 'no')",
            'you did not answer "No" to Q1',
            'na wnaethoch chi ateb "Nac oes" i Q1',
        ),
        (
            "selected(${q2}, 'fire')",
            'you ticked "Fire safety" in Q2',
            'ticioch chi "Diogelwch tân" yn Q2',
        ),
        ("${q6} = ''", "you left Q6 blank", "gadawsoch chi Q6 yn wag"),
        ("'' != ${q6}", "you answered Q6", "ateboch chi Q6"),
        (
            "count-selected(${q2}) > 0",
            "you ticked at least one answer in Q2",
            "ticioch chi o leiaf un ateb yn Q2",
        ),
        (
            "count-selected(${q2}) >= 3",
            "you ticked 3 or more answers in Q2",
            "ticioch chi 3 ateb neu fwy yn Q2",
        ),
        ("${q4} > 2", "the number in Q4 is more than 2", "yw'r rhif yn Q4 yn fwy na 2"),
        ("2.5 >= ${q4}", "the number in Q4 is 2.5 or less", "yw'r rhif yn Q4 yn 2.5 neu lai"),
        ("not(${q4} < 2)", "the number in Q4 is 2 or more", "yw'r rhif yn Q4 yn 2 neu fwy"),
        ("${q4} = 0", "the number in Q4 is 0", "mai 0 yw'r rhif yn Q4"),
        (
            "not(${q1} = 'no' and ${q4} > 2)",
            'you did not answer "No" to Q1, or the number in Q4 is 2 or less',
            'na wnaethoch chi ateb "Nac oes" i Q1, neu os yw\'r rhif yn Q4 yn 2 neu lai',
        ),
        (
            "${q1} = 'yes' and (${q4} = 1 or ${q4} = 2)",
            'you answered "Yes" to Q1, and (the number in Q4 is 1, or the number in Q4 is 2)',
            "ateboch chi \"Oes\" i Q1, ac os (mai 1 yw'r rhif yn Q4, neu os mai 2 yw'r rhif yn Q4)",
        ),
    ],
)
def test_a_rule_is_said_in_words(tmp_path: Path, written: str, english: str, welsh: str) -> None:
    instrument = rule(tmp_path, written)

    said = {lang: only_if(instrument, instrument.question("q7"), lang) for lang in LANGUAGES}

    assert said == {
        "en": f"Answer only if {english}.",
        "cy": f"Atebwch dim ond os {welsh}.",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_without_words_is_shown_with_printed_numbers(
    tmp_path: Path, language: Language
) -> None:
    instrument = rule(tmp_path, "string-length(${q6}) + 1 > ${q4}")

    said = only_if(instrument, instrument.question("q7"), language)

    assert said.endswith(": string-length(Q6) + 1 > Q4")


def test_every_route_of_the_surveys_of_2021_is_said_in_words() -> None:
    for name in ("workforce-2021", "baseline-2021"):
        instrument = builtin_instrument(name)
        routed = [q for q in instrument.questions if q.relevant and not q.coded]

        said = [only_if(instrument, question, "en") for question in routed]

        assert said
        assert [text for text in said if "rule holds" in text] == []
