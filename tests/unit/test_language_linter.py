"""Each kind of fault in a catalogue is found, and a clean entry has none."""

import pytest

from diogel.language.entries import Entry, hash_of_english
from diogel.language.linter import check_catalogue, check_language, named_keys
from diogel.language.sentence_checks import Kind, faults_of

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=6; '
    'plural=(n==0)?0:(n==1)?1:(n==2)?2:(n==3)?3:(n==6)?4:5;\\n"\n'
)


def entry(en: str | tuple[str, ...], cy: str | tuple[str, ...], **known: object) -> Entry:
    english = (en,) if isinstance(en, str) else en
    welsh = (cy,) if isinstance(cy, str) else cy
    facts = {"english_hash": hash_of_english(english), "review": "needed"} | known
    return Entry("reports.x", english, welsh, **facts)


def kinds(checked: Entry) -> set[Kind]:
    return {kind for kind, _ in faults_of(checked)}


@pytest.mark.parametrize(
    "clean",
    [
        entry("Base: {who}.", "Sail: {who}."),
        entry("Responses: {n}", "Ymatebion: {n}"),
        entry("{n} of {total} answered.", "Atebodd {n} o {total}."),
        entry(
            ("{n} person", "{n} people"),
            ("Neb", "{n} person", "{n} berson", "{n} pherson", "{n} pherson", "{n} person"),
        ),
        entry("Use `and` between them.", "Rhowch `and` rhyngddynt."),
        entry("Put it in the surveys folder.", "Rhowch hi yn y ffolder surveys."),
        entry("Excel", "Excel", review="same in both languages"),
        entry("CSV", "CSV"),
        entry("A brace: {{x}}", "Cyrchfach: {{x}}"),
    ],
)
def test_a_clean_entry_has_no_fault(clean):
    assert kinds(clean) == set()


@pytest.mark.parametrize(
    ("faulty", "kind"),
    [
        (entry("Base", ""), Kind.MISSING),
        (entry(("{n} day", "{n} days"), ("x", "x", "", "x", "x", "x")), Kind.MISSING),
        (entry("Base", "Sail", english_hash="12345678"), Kind.STALE),
        (entry("Base", "Sail", english_hash=""), Kind.NOT_STAMPED),
        (entry("Base", "Sail", fuzzy=True), Kind.FUZZY),
        (entry(("{n} day", "{n} days"), ("{n} diwrnod", "{n} ddiwrnod")), Kind.FORMS),
        (entry("Row {row}", "Rhes {rhes}"), Kind.PLACEHOLDERS),
        (entry("Row {row}", "Rhes"), Kind.PLACEHOLDERS),
        (entry("Row {row}", "Rhes {row"), Kind.BAD_PLACEHOLDER),
        (entry("Row {}", "Rhes {}"), Kind.BAD_PLACEHOLDER),
        (entry("{n} people answered", "Atebodd {n} berson"), Kind.UNCOUNTED),
        (entry("Remove {item}", "Dileu{item}"), Kind.SPACING),
        (entry("Remove {item} now", "Dileu {item}nawr"), Kind.SPACING),
        (entry("Back to it", "Yn ôl  ato"), Kind.SPACING),
        (entry("Back", "Yn ôl "), Kind.SPACING),
        (entry("It is back.", "Mae yn ôl"), Kind.ENDING),
        (entry("Is it back?", "Mae yn ôl."), Kind.ENDING),
        (entry("A **note**", "Nodyn"), Kind.MARKUP),
        (entry("Contents", "Contents"), Kind.UNTRANSLATED),
        (entry("wave figures", "the figures of y don"), Kind.ENGLISH_LEFT),
        (entry("Respondents", "Ymatebwyr", review="needed", english_hash=""), Kind.NOT_STAMPED),
        (entry("One respondent", "Un atebydd"), Kind.SECOND_TERM),
    ],
)
def test_each_fault_is_found(faulty, kind):
    assert kind in kinds(faulty)


def write(path, text):
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def test_a_key_given_twice_and_a_key_in_the_wrong_catalogue_are_found(tmp_path):
    block = '\n#. review: needed\nmsgctxt "{}"\nmsgid "{}"\nmsgstr "Sail"\n'
    path = write(
        tmp_path / "reports.po",
        block.format("reports.base", "Base")
        + block.format("reports.base", "The base")
        + block.format("charts.base", "Base"),
    )

    findings, _ = check_catalogue(path)

    assert (Kind.REPEATED, "reports.base") in {(f.kind, f.key) for f in findings}
    assert (Kind.MISPLACED, "charts.base") in {(f.kind, f.key) for f in findings}


def test_reviewed_entries_are_counted(tmp_path):
    path = write(
        tmp_path / "reports.po",
        '\n#. review: needed\nmsgctxt "reports.a"\nmsgid "Base"\nmsgstr "Sail"\n'
        '\n#. review: A. Reviewer, 3 July 2026\nmsgctxt "reports.b"\nmsgid "Rank"\n'
        'msgstr "Safle"\n',
    )

    (count,) = check_language([path]).counts

    assert (count.entries, count.reviewed, count.awaiting_review) == (2, 1, 1)


def test_keys_that_the_program_names_are_read_from_its_text(tmp_path):
    (tmp_path / "room.py").write_text(
        'say("room.title", language)\nboth(\n    "room.note", n=2)\nProblem("file.gone")\n'
        "say(key, language)\n"
    )

    assert named_keys(tmp_path) == {
        "room.title": "room.py",
        "room.note": "room.py",
        "problems.file.gone": "room.py",
    }
