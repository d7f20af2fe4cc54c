"""An assessment's documents: whole in both languages, with everything that a reader must know."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from assessment_factory import (
    DAY,
    NEWPORT,
    documents,
    evidence,
    figure_id,
    finding,
    held_in,
    priority,
    text,
)

from diogel.assessment import (
    Priority,
    Standing,
    confirm_numbers,
    load_template,
    put_section,
    read_sections,
)
from diogel.assessment.document_checks import orphan_headings, unfilled
from diogel.assessment.document_evidence import Finding
from diogel.assessment.signatures import Signature
from diogel.core import Bilingual, Language, Refused
from diogel.language import both, english_left, say
from diogel.reports import (
    Document,
    Heading,
    Notice,
    OpenPart,
    PlainTable,
    Prose,
    TableBlock,
)

REQUIRED = [part.id for part in load_template().parts.values() if part.required]


def words(document: Document) -> str:
    texts = [b.text for b in document.blocks if isinstance(b, Heading)]
    texts += [b.markdown for b in document.blocks if isinstance(b, Prose | Notice | OpenPart)]
    for block in document.blocks:
        if isinstance(block, PlainTable):
            texts += [block.caption, *block.headings, *(cell for row in block.rows for cell in row)]
    return "\n".join(texts)


def parts(document: Document) -> dict[str, OpenPart]:
    return {b.id: b for b in document.blocks if isinstance(b, OpenPart)}


def test_there_are_three_documents_in_two_languages() -> None:
    made = documents()

    assert list(made) == ["assessment", "board", "public-summary"]
    assert all(set(pair) == {"en", "cy"} for pair in made.values())


@pytest.mark.parametrize("outline", [each.id for each in load_template().outlines])
def test_no_order_of_chapters_leaves_a_heading_alone_or_a_slot_unfilled(outline: str) -> None:
    for pair in documents(outline=outline).values():
        for document in pair.values():
            assert list(orphan_headings(document)) == []
            assert list(unfilled(document)) == []


def test_no_document_leaves_out_words_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "summary.en.md").write_text("no front", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        documents(held=read_sections(tmp_path))

    assert [p.place.file for p in refused.value.problems] == ["summary.en.md"]


def test_the_board_is_told_the_adopted_priorities_or_those_considered() -> None:
    adopted = replace(priority(), title=Bilingual("Ours", "Ein un ni"), standing=Standing.ADOPTED)
    other = replace(
        priority(),
        id=f"{NEWPORT}.other",
        title=Bilingual("Considered", "Dan ystyriaeth"),
        standing=Standing.CANDIDATE,
    )

    def named(*priorities: Priority) -> list[str]:
        shown = replace(evidence(), priorities=priorities)
        said = words(documents(shown=shown)["board"]["en"])
        return [name for name in ("Ours", "Considered") if f"- {name}" in said]

    assert named(adopted, other) == ["Ours"]
    assert named(other) == ["Considered"]


def test_a_heading_with_nothing_under_it_is_found() -> None:
    made = documents()["board"]["en"]
    alone = replace(made, blocks=(*made.blocks, Heading(2, "Alone", "alone")))

    assert [h.id for h in orphan_headings(alone)] == ["alone"]


def test_sources_gaps_and_confidence_come_before_any_finding_by_theme() -> None:
    ids = [b.id for b in documents()["assessment"]["en"].blocks if isinstance(b, Heading)]

    assert ids.index("sources") < ids.index("gaps") < ids.index("confidence")
    assert ids.index("confidence") < ids.index("overview")


def test_what_is_not_held_is_said_to_be_without_evidence() -> None:
    made = documents(shown=replace(evidence(), findings=(), shown=()))["assessment"]["en"]

    assert "No evidence is held for this section." in words(made)


def test_the_board_is_told_every_place_that_the_law_asks_for_and_nobody_wrote() -> None:
    made = documents()
    law = next(
        b
        for b in made["assessment"]["en"].blocks
        if isinstance(b, PlainTable) and "law" in b.caption
    )
    before, after = say("document.answer.not-written", "en", where="|").split("|")
    unwritten = {
        place
        for _, _, answer in law.rows
        if answer.startswith(before) and answer.endswith(after)
        for place in answer.removeprefix(before).removesuffix(after).split("; ")
    }

    (line,) = re.findall(
        r"Asked by law, and nobody has written it yet: (.*)\.", words(made["board"]["en"])
    )

    assert unwritten
    assert set(line.split("; ")) == unwritten


def test_without_priorities_the_law_is_not_said_to_be_answered_by_them() -> None:
    made = documents(shown=replace(evidence(), priorities=()))["assessment"]["en"]
    table = next(b for b in made.blocks if isinstance(b, PlainTable) and "law" in b.caption)
    answers = {asked: where for asked, _, where in table.rows}

    for asked in (
        "The matters that the responsible authorities should put first",
        "How the priorities serve the well-being goals",
    ):
        assert answers[asked].startswith("Not written.")


def test_the_publics_page_warns_only_of_what_it_says() -> None:
    every, compared = both("indicators.notice.daytime"), both("findings.comparison.far")
    held = replace(evidence(), cautions=(every, compared), cautions_brief=(every,))
    made = documents(shown=held)

    board, public = (words(made[name]["en"]) for name in ("board", "public-summary"))

    assert every.en in board and compared.en in board
    assert every.en in public and compared.en not in public


def test_tables_are_counted_through_the_whole_document() -> None:
    made = documents()["assessment"]["cy"]
    numbers = [b.number for b in made.blocks if isinstance(b, TableBlock | PlainTable)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_welsh_documents_hold_no_english_but_names() -> None:
    for pair in documents().values():
        assert english_left(words(pair["cy"])) == ()


def test_a_signature_holds_for_the_text_that_was_signed_and_no_later_one(tmp_path: Path) -> None:
    first = put_section(tmp_path, text("causes", "Old."))
    signed = (Signature("causes", "en", first.text.release, "Invented Police", DAY),)
    changed = say("document.changed-since-signed", "en")

    before = words(documents(read_sections(tmp_path), signatures=signed)["assessment"]["en"])
    held = held_in(tmp_path, text("causes", "New.", follows=first.text.release))
    after = words(documents(held, signatures=signed)["assessment"]["en"])

    assert "Invented Police" in before and changed not in before
    assert "Invented Police" not in after and changed in after


@pytest.mark.parametrize("language", ["en", "cy"])
def test_flagged_words_say_how_to_confirm_them_until_somebody_did(
    tmp_path: Path, language: Language
) -> None:
    reference = f"{figure_id('police-asb')}|count"
    given = text("causes", f"{{{reference}}}", language, said={reference: "1,100"})
    first = put_section(tmp_path, given).text
    signed = (Signature("causes", language, first.release, "Invented Police", DAY),)
    command = f"`diogel section confirm {NEWPORT} causes --language {language} --by"

    before = documents(read_sections(tmp_path), signatures=signed)["assessment"][language]
    shown = evidence().released
    confirm_numbers(tmp_path, "causes", language, shown, by="Cyngor Dychmygol", on=DAY)
    after = documents(read_sections(tmp_path), signatures=signed)["assessment"][language]

    assert command in parts(before)["causes"].after
    assert language == "en" or english_left(parts(before)["causes"].after.partition("`")[0]) == ()
    assert command not in parts(after)["causes"].after
    assert "Cyngor Dychmygol" in words(after)
    # What was signed is the text with the numbers of before.
    assert "Invented Police" in words(before)
    assert "Invented Police" not in words(after)
    assert say("document.changed-since-signed", language) in words(after)


def test_the_public_is_told_three_headlines() -> None:
    five = tuple(replace(headline(), id=f"finding-{at}") for at in range(5))

    made = documents(shown=replace(evidence(), findings=five))["public-summary"]["en"]

    listed = [b for b in made.blocks if isinstance(b, Prose) and "police-asb" in b.markdown]
    assert [len(block.markdown.splitlines()) for block in listed] == [3]


def headline() -> Finding:
    return finding(evidence().released, "police-asb", "overview", headline=True)


@pytest.mark.parametrize("name", ["assessment", "board"])
def test_cautions_are_said_only_where_there_is_a_number_to_read_with_care(name: str) -> None:
    shown = replace(evidence(), cautions=(Bilingual("Read with care.", "Darllenwch yn ofalus."),))

    beside = words(documents(shown=replace(shown, findings=(headline(),)))[name]["en"])
    alone = words(documents(shown=replace(shown, findings=()))[name]["en"])

    assert "Read with care." in beside
    assert "Read with care." not in alone


def test_only_the_whole_document_is_for_writing_in() -> None:
    made = documents()

    assert all(part.mark for part in parts(made["assessment"]["en"]).values())
    assert not any(part.mark for part in parts(made["board"]["en"]).values())


def test_nothing_of_a_public_document_is_for_writing_in(tmp_path: Path) -> None:
    made = documents(everything(tmp_path), public=True)

    assert not any(part.mark or part.after for part in parts(made["assessment"]["en"]).values())
    assert "theme.road-safety" not in parts(made["assessment"]["en"])


def everything(folder: Path, without: tuple[str, Language] = ("", "en")):  # type: ignore[no-untyped-def]
    """Every part that must be written, in both languages, but one."""
    pairs: list[tuple[str, Language]] = []
    for part in REQUIRED:
        pairs += [(part, "en"), (part, "cy")]
    return held_in(
        folder, *(text(part, "Words.", lang) for part, lang in pairs if (part, lang) != without)
    )


def test_a_part_without_its_welsh_keeps_a_document_from_being_public(tmp_path: Path) -> None:
    held = everything(tmp_path, without=("causes", "cy"))

    with pytest.raises(Refused) as refused:
        documents(held, public=True)

    assert [(p.code, p.found) for p in refused.value.problems] == [
        ("assessment.part-missing-cy", "causes")
    ]


def test_in_a_working_copy_the_welsh_document_says_that_its_text_is_missing(
    tmp_path: Path,
) -> None:
    made = documents(everything(tmp_path, without=("causes", "cy")))["assessment"]

    assert "Nid oes testun Cymraeg eto" in parts(made["cy"])["causes"].markdown
    assert parts(made["en"])["causes"].written


def test_a_part_that_nobody_wrote_keeps_a_document_from_being_public() -> None:
    with pytest.raises(Refused) as refused:
        documents(public=True)

    assert {p.found for p in refused.value.problems} == set(REQUIRED)


def test_a_welsh_text_older_than_its_english_keeps_a_document_from_being_public(
    tmp_path: Path,
) -> None:
    held = everything(tmp_path)
    first = held.of("causes", "en")
    assert first is not None
    held = held_in(tmp_path, text("causes", "Other words.", follows=first.release))

    with pytest.raises(Refused) as refused:
        documents(held, public=True)

    assert [p.code for p in refused.value.problems] == ["assessment.part-twin-behind"]


def test_numbers_that_moved_are_told_beneath_the_part(tmp_path: Path) -> None:
    reference = f"{figure_id('police-asb')}|count"
    held = held_in(
        tmp_path, text("causes", f"There were {{{reference}}}.", said={reference: "1,204"})
    )

    made = documents(held, shown=evidence({"police-asb": 1260}))["assessment"]["en"]

    part = parts(made)["causes"]
    assert "[1,260]{" in part.markdown
    assert "this number was 1,204" in part.after
    assert "now it is 1,260" in part.after


def test_invented_data_are_said_to_be_invented_on_every_page() -> None:
    for pair in documents().values():
        assert pair["cy"].notice == "Data dychmygol"


def test_a_section_that_no_template_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    house = load_template()
    chapter = house.chapters["risk"]
    broken = {
        language: replace(written, text=written.text.replace("section risk", "section rick"))
        for language, written in chapter.texts.items()
    }
    template = replace(house, chapters={**house.chapters, "risk": replace(chapter, texts=broken)})

    with pytest.raises(Refused) as refused:
        documents(template=template)

    told = {(p.code, p.place.file, p.place.row, p.expected) for p in refused.value.problems}
    assert ("narrative.unknown-section", "risk.en.md", 5, "risk") in told


def test_the_day_decides_which_duties_are_in_force() -> None:
    before = documents()["assessment"]["en"]

    assert "Serious Violence Duty" in words(before)
    assert DAY.year == 2026
