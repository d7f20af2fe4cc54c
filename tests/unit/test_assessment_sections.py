"""What people write: releases of text, conflicts, numbers that move, languages in step."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from assessment_factory import DAY, figure_id, released, text

from diogel.assessment import (
    SectionText,
    confirm_numbers,
    put_section,
    read_sections,
    read_signatures,
    settle_conflict,
    sign_section,
)
from diogel.assessment.sections_figures import (
    figure_words,
    fill_section,
    restyled,
    same_number,
    typed_numbers,
)
from diogel.core import Base, Bilingual, Figure, Kind, Refused, Unit

ASB = figure_id("police-asb")
MOVED = released({"police-asb": 1260})
LATER = date(2027, 1, 9)


def counted(words: str = "There were", **more: object) -> SectionText:
    """A part with one linked number, as it stood when the words were written."""
    reference = f"{ASB}|count"
    return text("causes", f"{words} {{{reference}}}.", said={reference: "1,204"}, **more)


def test_what_is_put_is_read_again_word_for_word(tmp_path: Path) -> None:
    given = text(
        "causes",
        'One "quoted" \\ line.\n\n- Ŵy\n- two',
        by='A "post"',
        said={f"{ASB}|count": "1,204"},
        typed={"47": ("x",)},
    )

    kept = put_section(tmp_path, given).text

    assert read_sections(tmp_path).of("causes", "en") == kept
    assert replace(kept, release="") == given


def test_a_later_text_takes_the_place_and_the_older_is_kept(tmp_path: Path) -> None:
    first = put_section(tmp_path, text("causes", "Old.")).text

    second = put_section(tmp_path, text("causes", "New.", follows=first.release)).text

    assert read_sections(tmp_path).of("causes", "en") == second
    kept = tmp_path / "history" / f"causes.en.{first.release}.md"
    assert "Old." in kept.read_text(encoding="utf-8")


def test_two_partners_on_one_part_are_told_and_both_texts_are_kept(tmp_path: Path) -> None:
    first = put_section(tmp_path, text("causes", "Old.")).text
    put_section(tmp_path, text("causes", "From A.", follows=first.release, by="A"))

    put = put_section(tmp_path, text("causes", "From B.", follows=first.release, by="B"))

    held = read_sections(tmp_path)
    assert put.outcome == "conflict"
    assert held.of("causes", "en").text == "From A."  # type: ignore[union-attr]
    assert [c.offered.text for c in held.conflicts] == ["From B."]


def test_a_partner_who_did_not_touch_a_part_is_in_no_conflict(tmp_path: Path) -> None:
    first = put_section(tmp_path, text("causes", "Old.")).text
    put_section(tmp_path, text("causes", "From A.", follows=first.release))

    put = put_section(tmp_path, text("causes", "Old.", follows=first.release, by="B"))

    assert put.outcome == "unchanged"
    assert read_sections(tmp_path).conflicts == ()


@pytest.mark.parametrize("wanted", ["From A.", "From B."])
def test_a_settled_conflict_leaves_one_text_and_keeps_the_other(
    tmp_path: Path, wanted: str
) -> None:
    first = put_section(tmp_path, text("causes", "Old.")).text
    put_section(tmp_path, text("causes", "From A.", follows=first.release))
    put_section(tmp_path, text("causes", "From B.", follows=first.release))
    held = read_sections(tmp_path)
    texts = [held.texts["causes", "en"], held.conflicts[0].offered]
    release = next(each.release for each in texts if each.text == wanted)

    settle_conflict(tmp_path, "causes", "en", release)

    after = read_sections(tmp_path)
    assert after.of("causes", "en").text == wanted  # type: ignore[union-attr]
    assert after.conflicts == ()
    history = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "history").glob("*"))
    assert ("From A." in history) == (wanted == "From B.")
    assert "From B." in history


def test_a_damaged_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put_section(tmp_path, text("causes", "Kept."))
    (tmp_path / "voice.en.md").write_text("no front", encoding="utf-8")

    held = read_sections(tmp_path)

    assert held.of("causes", "en") is not None
    assert [(p.code, p.place.file) for p in held.problems] == [
        ("assessment.section-unreadable", "voice.en.md")
    ]


def test_beside_a_damaged_file_nothing_is_written(tmp_path: Path) -> None:
    release = put_section(tmp_path, text("causes", "Kept.")).text.release
    damaged = tmp_path / "causes.en.md"
    damaged.write_text("no front", encoding="utf-8")

    for change in (
        lambda: put_section(tmp_path, text("causes", "Other.")),
        lambda: put_section(tmp_path, text("voice", "Other.")),
        lambda: settle_conflict(tmp_path, "causes", "en", release),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert [p.place.file for p in refused.value.problems] == ["causes.en.md"]

    assert damaged.read_text(encoding="utf-8") == "no front"
    assert sorted(path.name for path in tmp_path.rglob("*.md")) == ["causes.en.md"]


def test_two_languages_are_in_step_until_one_changes(tmp_path: Path) -> None:
    english = put_section(tmp_path, text("causes", "Words.")).text
    put_section(tmp_path, text("causes", "Geiriau.", "cy"))
    assert read_sections(tmp_path).in_step("causes")

    put_section(tmp_path, text("causes", "Other words.", follows=english.release))

    assert not read_sections(tmp_path).in_step("causes")


def test_a_welsh_text_written_for_the_new_english_is_in_step_again(tmp_path: Path) -> None:
    english = put_section(tmp_path, text("causes", "Words.")).text
    welsh = put_section(tmp_path, text("causes", "Geiriau.", "cy")).text
    put_section(tmp_path, text("causes", "Other words.", follows=english.release))

    put_section(tmp_path, text("causes", "Geiriau eraill.", "cy", follows=welsh.release))

    assert read_sections(tmp_path).in_step("causes")


def test_a_text_that_somebody_read_again_is_in_step(tmp_path: Path) -> None:
    english = put_section(tmp_path, text("causes", "Words.")).text
    welsh = put_section(tmp_path, text("causes", "Geiriau.", "cy")).text
    put_section(tmp_path, text("causes", "Wordes.", follows=english.release))

    confirmed = confirm_numbers(tmp_path, "causes", "cy", released(), by="B", on=DAY)

    assert (confirmed.text.text, confirmed.flags) == (welsh.text, ())
    assert read_sections(tmp_path).in_step("causes")


def test_words_that_left_the_other_language_behind_do_not_catch_it_up_by_numbers(
    tmp_path: Path,
) -> None:
    english = put_section(tmp_path, text("causes", "Words.")).text
    put_section(tmp_path, text("causes", "Geiriau.", "cy"))
    put_section(tmp_path, counted("Other words", follows=english.release))

    confirmed = confirm_numbers(tmp_path, "causes", "en", MOVED, by="B", on=LATER)

    assert confirmed.flags
    assert not read_sections(tmp_path).in_step("causes")
    confirm_numbers(tmp_path, "causes", "cy", MOVED, by="B", on=LATER)
    assert read_sections(tmp_path).in_step("causes")


def test_two_languages_in_step_stay_so_when_one_is_confirmed(tmp_path: Path) -> None:
    put_section(tmp_path, counted())
    put_section(tmp_path, text("causes", "Geiriau.", "cy"))

    confirm_numbers(tmp_path, "causes", "en", MOVED, by="B", on=LATER)

    assert read_sections(tmp_path).in_step("causes")


def test_a_number_that_moved_is_flagged_no_more_once_somebody_confirmed_the_words(
    tmp_path: Path,
) -> None:
    before = put_section(tmp_path, counted()).text

    done = confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER)

    kept = read_sections(tmp_path).of("causes", "en")
    assert kept == done.text
    assert (kept.text, kept.by, kept.on) == (before.text, before.by, DAY)
    assert (kept.confirmed_by, kept.confirmed_on) == ("Chair", LATER)
    assert [(f.kind, f.was, f.now) for f in done.flags] == [("moved", "1,204", "1,260")]
    assert fill_section(kept, MOVED).flags == ()
    assert (tmp_path / "history" / f"causes.en.{before.release}.md").is_file()


def test_a_number_that_moves_after_it_was_confirmed_is_flagged_from_that_day(
    tmp_path: Path,
) -> None:
    put_section(tmp_path, counted())
    kept = confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER).text

    (flag,) = fill_section(kept, released({"police-asb": 1300})).flags

    assert (flag.was, flag.now, flag.on) == ("1,260", "1,300", LATER)


def test_a_typed_number_that_was_confirmed_stays_and_the_others_are_still_watched(
    tmp_path: Path,
) -> None:
    words = "There were 1,204 reports and 312 burglaries."
    put_section(tmp_path, text("causes", words, typed=typed_numbers(words, released(), "en")))

    done = confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER)

    assert [(f.kind, f.was, f.now) for f in done.flags] == [("typed", "1,204", "1,260")]
    assert done.text.text == words
    later = fill_section(done.text, released({"police-asb": 1300, "police-burglary": 320})).flags
    assert [(f.was, f.now) for f in later] == [("312", "320")]


def test_what_is_gone_stays_flagged_when_a_number_beside_it_is_confirmed(tmp_path: Path) -> None:
    words = counted("Once {W06000022.gone|count}")
    put_section(tmp_path, replace(words, said={**words.said, "W06000022.gone|count": "9"}))

    done = confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER)

    assert [flag.kind for flag in done.flags] == ["moved"]
    assert [flag.kind for flag in done.left] == ["gone"]
    assert [flag.kind for flag in fill_section(done.text, MOVED).flags] == ["gone"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "assess.nothing-written"),
        ("No number.", "assess.nothing-flagged"),
        ("{W06000022.gone}", "assess.only-by-words"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_in_one_sentence(
    tmp_path: Path, words: str, code: str
) -> None:
    put_section(tmp_path, text("causes", words))
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*.md")}

    with pytest.raises(Refused) as refused:
        confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER)

    assert [problem.code for problem in refused.value.problems] == [code]
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.md")} == before


def test_what_was_written_on_words_since_confirmed_is_in_no_conflict(tmp_path: Path) -> None:
    first = put_section(tmp_path, counted()).text
    confirm_numbers(tmp_path, "causes", "en", MOVED, by="Chair", on=LATER)

    one = put_section(tmp_path, text("causes", "New.", follows=first.release))
    other = put_section(tmp_path, text("causes", "Newer.", follows=first.release))

    assert (one.outcome, other.outcome) == ("kept", "conflict")
    assert one.text.confirmed_on is None


def test_a_number_in_peoples_words_is_put_in_anew_and_flagged() -> None:
    reference = f"{ASB}|count"
    given = text("causes", f"There were {{{reference}}}.", said={reference: "1,204"})

    filled = fill_section(given, released({"police-asb": 1260}))

    assert "[1,260]{.figure" in filled.markdown
    assert [(f.kind, f.was, f.now) for f in filled.flags] == [("moved", "1,204", "1,260")]


def test_a_number_that_has_not_moved_is_not_flagged() -> None:
    given = text("causes", f"{{{ASB}}}", said={ASB: "1,204"})

    assert fill_section(given, released()).flags == ()


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ("4.2", "4.21", True),
        ("+3.1%", "3.10", True),
        ("\u221217.8%", "-17.79", True),
        ("1,204", "1,260", False),
        ("12 of 15", "12 of 16", False),
    ],
)
def test_a_number_said_more_coarsely_has_not_moved(was: str, now: str, same: bool) -> None:
    assert same_number(was, now) is same


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("+19.7%", "21.04", "+21.0%"),
        ("+19.7%", "-2.04", "-2.0%"),
        ("\u221217.8%", "-20.12", "\u221220.1%"),
        ("£1,204", "1260.4", "£1,260"),
        ("12 of 15", "12 of 16", "12 of 16"),
        ("", "1,260", "1,260"),
    ],
)
def test_a_number_that_moved_keeps_its_sign_its_unit_and_its_places(
    was: str, now: str, said: str
) -> None:
    assert restyled(was, now) == said


def test_a_change_of_sign_is_a_move() -> None:
    assert not same_number("3.1", "-3.1")


def test_a_typed_number_is_left_and_flagged_when_its_figure_moves() -> None:
    words = "There were 1,204 reports, 12 of them in 2025."
    typed = typed_numbers(words, released(), "en")
    given = text("causes", words, typed=typed)

    filled = fill_section(given, released({"police-asb": 1260}))

    assert filled.markdown == words
    assert [(f.kind, f.was, f.now) for f in filled.flags] == [("typed", "1,204", "1,260")]
    assert list(typed) == ["1,204"]


def test_a_figure_that_is_gone_leaves_its_number_as_it_was() -> None:
    given = text("causes", "There were {W06000022.gone|count}.", said={"W06000022.gone|count": "9"})

    filled = fill_section(given, released())

    assert filled.markdown == "There were 9."
    assert [f.kind for f in filled.flags] == ["gone"]


def test_braces_of_somebodys_own_are_printed_as_they_are() -> None:
    filled = fill_section(text("causes", "A {note} of mine."), released())

    assert filled.markdown == "A \\{note\\} of mine."


def test_a_signature_is_for_the_words_that_were_signed(tmp_path: Path) -> None:
    put_section(tmp_path, text("causes", "Words."))

    sign_section(tmp_path, read_sections(tmp_path), "causes", "en", "Heddlu Gwent", DAY)

    (signed,) = read_signatures(tmp_path)
    assert signed.release == read_sections(tmp_path).of("causes", "en").release  # type: ignore[union-attr]
    assert signed.by == "Heddlu Gwent"


def test_nobody_signs_what_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        sign_section(tmp_path, read_sections(tmp_path), "causes", "en", "A", DAY)


def test_a_share_of_no_count_is_said_as_a_percentage() -> None:
    figure = Figure(
        "x.top5",
        Bilingual("Top places", "Y lleoedd uchaf"),
        Kind.SHARE,
        Unit.INCIDENT,
        Base.RECORDED,
        0.314,
    )

    assert figure_words(figure, "cy") == "31.4%"
