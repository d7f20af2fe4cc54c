"""Which response of one wave belongs to which of another, and the key that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from waves_factory import KEY, studies

from diogel.core import Refused
from diogel.surveys.waves import LinkKey, read_link_key, write_link_key, write_units
from diogel.surveys.waves.linking import link, units_of
from diogel.surveys.waves.units import units_of_study

STRONG = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def _units(**areas: str) -> dict[str, frozenset[str]]:
    """Responses by the letters of their authorities: r1="ab" speaks for a and b."""
    return {name: frozenset(letters) for name, letters in areas.items()}


def _code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.problems[0].code


def test_the_same_authorities_together_are_the_same_unit():
    links = link(_units(p="a", q="bc"), _units(x="cb", y="a"))

    assert links.matched == (("p", "y"), ("q", "x"))
    assert links.joint == 1
    assert not links.left
    assert not links.joined


def test_who_answers_only_once_left_or_joined():
    links = link(_units(p="a", q="b"), _units(x="b", y="c"))

    assert (links.left, links.joined) == ({"p"}, {"y"})
    assert links.matched == (("q", "x"),)


def test_a_joint_arrangement_that_parted_is_no_pair():
    links = link(_units(p="ab", q="c"), _units(x="a", y="b", z="c"))

    assert links.matched == (("q", "z"),)
    assert links.regrouped_first == {"p"}
    assert links.regrouped_second == {"x", "y"}
    assert links.loose == 3


def test_two_responses_for_one_authority_are_no_pair():
    links = link(_units(p="a"), _units(x="a", y="a"))

    assert links.matched == ()
    assert links.regrouped_second == {"x", "y"}


def test_a_response_that_says_no_authority_is_not_guessed():
    links = link(_units(p="", q="a"), _units(x="a", y=""))

    assert (links.unplaced_first, links.unplaced_second) == ({"p"}, {"y"})
    assert links.matched == (("q", "x"),)


def test_every_response_is_in_exactly_one_group():
    first, second = _units(p="ab", q="c", r="d", s=""), _units(x="a", y="c", z="e", w="")

    links = link(first, second)

    earlier = [a for a, _ in links.matched]
    earlier += [*links.left, *links.regrouped_first, *links.unplaced_first]
    later = [b for _, b in links.matched]
    later += [*links.joined, *links.regrouped_second, *links.unplaced_second]
    assert sorted(earlier) == sorted(first)
    assert sorted(later) == sorted(second)


def test_a_units_name_cannot_be_had_without_the_key():
    other = LinkKey(STRONG.encode())

    names = {key.unit("local-authority", "W06000015") for key in (KEY, other)}

    assert len(names) == 2
    assert all(len(name) == 64 and "W06000015" not in name for name in names)
    assert KEY.unit("police", "W06000015") not in names


def test_the_key_is_never_printed():
    assert "0123456789" not in repr(KEY)
    assert "0123456789" not in KEY.fingerprint


def test_names_of_units_stand_for_all_that_a_response_covers():
    first, *_ = studies()

    units = units_of(first.answers, KEY, "local-authority")

    joint = [response for response in first.answers.responses if len(response.areas) == 2]
    assert all(len(units[response.id]) == 2 for response in joint)
    assert joint


def test_a_key_comes_from_a_file_outside_the_workspace(tmp_path: Path):
    workspace, file = tmp_path / "workspace", tmp_path / "keys" / "link.key"
    workspace.mkdir()
    file.parent.mkdir()

    write_link_key(file, workspace)

    found = read_link_key(workspace, {"DIOGEL_LINK_KEY_FILE": str(file)})
    assert found.secret == file.read_bytes().strip()
    assert len(found.secret) == 64


def test_a_key_may_stand_in_the_environment(tmp_path: Path):
    assert read_link_key(tmp_path, {"DIOGEL_LINK_KEY": STRONG}).secret == STRONG.encode()


def test_a_key_beside_the_answers_is_refused(tmp_path: Path):
    inside = tmp_path / "surveys" / "training-2026" / "link.key"
    inside.parent.mkdir(parents=True)
    inside.write_text(STRONG)

    with pytest.raises(Refused) as refusal:
        read_link_key(tmp_path, {"DIOGEL_LINK_KEY_FILE": str(inside)})

    assert _code(refusal) == "waves.key-beside-answers"


def test_a_key_beside_the_answers_is_refused_by_whatever_way_one_comes_to_it(tmp_path: Path):
    workspace, elsewhere = tmp_path / "workspace", tmp_path / "elsewhere"
    workspace.mkdir()
    (workspace / "link.key").write_text(STRONG)
    elsewhere.mkdir()
    link_to_it = elsewhere / "link.key"
    link_to_it.symlink_to(workspace / "link.key")

    with pytest.raises(Refused) as refusal:
        read_link_key(workspace, {"DIOGEL_LINK_KEY_FILE": str(link_to_it)})

    assert _code(refusal) == "waves.key-beside-answers"


@pytest.mark.parametrize("weak", ["short", "a" * 64, "abcabcabc" * 8])
def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path, weak: str):
    with pytest.raises(Refused) as refusal:
        read_link_key(tmp_path, {"DIOGEL_LINK_KEY": weak})

    assert _code(refusal) == "waves.weak-key"


def test_without_a_key_nothing_is_linked_in_silence(tmp_path: Path):
    with pytest.raises(Refused) as refusal:
        read_link_key(tmp_path, {})

    assert _code(refusal) == "waves.no-key"


def test_a_key_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(Refused) as refusal:
        read_link_key(tmp_path / "w", {"DIOGEL_LINK_KEY_FILE": str(tmp_path / "none.key")})

    assert _code(refusal) == "waves.key-unreadable"


def test_a_new_key_never_takes_the_place_of_an_old_one(tmp_path: Path):
    file = tmp_path / "link.key"
    file.write_text(STRONG)

    with pytest.raises(Refused) as refusal:
        write_link_key(file, tmp_path / "workspace")

    assert _code(refusal) == "waves.key-there"
    assert file.read_text() == STRONG


def test_a_wave_is_linked_after_its_areas_were_taken_out(tmp_path: Path):
    first, second, *_ = studies()
    here = replace(first, wave=replace(first.wave, folder=tmp_path))
    before = link(units_of_study(here, KEY), units_of_study(second, KEY))
    assert write_units(here, KEY).name == "units.csv"
    bare = [replace(response, areas=()) for response in here.answers.responses]
    without = replace(here, answers=replace(here.answers, responses=tuple(bare)))

    after = link(units_of_study(without, KEY), units_of_study(second, KEY))

    assert len(before.matched) == 14
    assert after == before


def test_where_some_areas_were_taken_out_the_others_are_still_read(tmp_path: Path):
    first, *_ = studies()
    here = replace(first, wave=replace(first.wave, folder=tmp_path))
    whole = units_of_study(here, KEY)
    write_units(here, KEY)
    one, *others = here.answers.responses
    mixed = (replace(one, areas=()), *others)

    found = units_of_study(replace(here, answers=replace(here.answers, responses=mixed)), KEY)

    assert found == whole


def test_kept_names_tell_no_authority(tmp_path: Path):
    first, *_ = studies()
    path = write_units(replace(first, wave=replace(first.wave, folder=tmp_path)), KEY)

    text = path.read_text()

    assert not any(area in text for response in first.answers.responses for area in response.areas)
    units = [line.split(",")[1] for line in text.splitlines()[1:]]
    assert units == sorted(units)


def test_names_kept_with_another_key_are_told(tmp_path: Path):
    first, *_ = studies()
    here = replace(first, wave=replace(first.wave, folder=tmp_path))
    write_units(here, LinkKey(STRONG.encode()))
    bare = [replace(response, areas=()) for response in here.answers.responses]
    without = replace(here, answers=replace(here.answers, responses=tuple(bare)))

    with pytest.raises(Refused) as refusal:
        units_of_study(without, KEY)

    assert _code(refusal) == "waves.other-key"
