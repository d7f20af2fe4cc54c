"""Stamping writes the hash of the English and leaves every other byte alone."""

from diogel.language.catalogue import read_catalogue
from diogel.language.entries import hash_of_english
from diogel.language.stamping import stamp_catalogue

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
NEW = '\n#. review: needed\nmsgctxt "demo.new"\nmsgid "Base"\nmsgstr "Sail"\n'
STALE = (
    '\n#. english: 00000000\n#. review: needed\nmsgctxt "demo.stale"\n'
    'msgid "The rank"\nmsgstr "Y safle"\n'
)
LONG = (
    '\nmsgctxt "demo.long"\nmsgid ""\n"One line "\n"and another"\nmsgstr "Un llinell ac un arall"\n'
)


def test_a_new_entry_is_stamped_and_a_stale_one_is_not(tmp_path):
    path = tmp_path / "demo.po"
    path.write_text(HEADER + NEW + STALE, encoding="utf-8")

    stamped = stamp_catalogue(path)

    assert stamped == ["demo.new"]
    assert read_catalogue(path)["demo.new"].english_hash == hash_of_english(("Base",))
    assert read_catalogue(path)["demo.stale"].english_hash == "00000000"


def test_a_named_entry_is_stamped_anew_and_the_rest_left(tmp_path):
    path = tmp_path / "demo.po"
    path.write_text(HEADER + NEW + STALE, encoding="utf-8")

    stamp_catalogue(path, {"demo.stale"}, new=False)

    assert read_catalogue(path)["demo.stale"].english_hash == hash_of_english(("The rank",))
    assert read_catalogue(path)["demo.new"].english_hash == ""


def test_nothing_but_the_stamp_changes(tmp_path):
    path = tmp_path / "demo.po"
    before = HEADER + NEW + STALE + LONG
    path.write_text(before, encoding="utf-8")

    stamp_catalogue(path)

    after = path.read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert "".join(f"{line}\n" for line in after.splitlines() if line not in added) == before
    assert len(added) == 2
    assert all(line.startswith("#. english: ") for line in added)


def test_stamping_twice_changes_nothing(tmp_path):
    path = tmp_path / "demo.po"
    path.write_text(HEADER + NEW, encoding="utf-8")
    stamp_catalogue(path)
    once = path.read_bytes()

    assert stamp_catalogue(path) == []
    assert path.read_bytes() == once
