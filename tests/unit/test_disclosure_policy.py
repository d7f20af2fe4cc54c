"""Policies and exceptions are read whole, or refused with every fault at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from disclosure_factory import single_choice, tabulation

from diogel.core import Refused, Severity
from diogel.disclosure import (
    DEFAULT_POLICY,
    dated_after,
    load_exceptions,
    load_policy,
    unused_patterns,
)
from diogel.language import say

GOOD = """
[[exception]]
id = "already-published-2021"
title = {en = "Already published, 2021", cy = "Eisoes wedi'i gyhoeddi, 2021"}
reason = {en = "It was published in 2021.", cy = "Fe'i cyhoeddwyd yn 2021."}
approver = {en = "Head of the Network", cy = "Pennaeth y Rhwydwaith"}
date = 2021-11-01
covers = ["*"]
"""


def _problems(path: Path, load: object) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        load(path)  # type: ignore[operator]
    for problem in refused.value.problems:
        for language in ("en", "cy"):
            slots = {**problem.slots, "found": problem.found, "expected": problem.expected}
            assert say(f"problems.{problem.code}", language, **slots)  # type: ignore[arg-type]
    return [(p.code, p.found) for p in refused.value.problems]


def _policy(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    words = DEFAULT_POLICY.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    path = tmp_path / "policy.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_the_default_policy_is_the_one_decided() -> None:
    policy = load_policy()

    assert (policy.minimum_base, policy.facts.small_count, policy.opinions.small_count) == (
        10,
        3,
        5,
    )
    assert (policy.facts.nobody, policy.opinions.nobody) == ("flag", "hold")
    assert (policy.facts.contributors, policy.opinions.contributors) == (3, 5)
    assert (policy.largest_two_percent, policy.p_percent) == (85, 10)
    assert (policy.decimals, policy.with_count_below) == (0, 100)


def test_a_sector_is_named_only_when_enough_answered_and_never_for_opinions() -> None:
    policy = load_policy()

    assert policy.may_name_sector(3, opinion=False)
    assert not policy.may_name_sector(2, opinion=False)
    assert not policy.may_name_sector(12, opinion=True)


def test_every_fault_of_a_policy_is_told_at_once(tmp_path: Path) -> None:
    path = _policy(
        tmp_path,
        ('id = "default"', 'id = "mine"'),
        ("minimum = 10", "minimun = 10"),
        ("largest_two = 85", "largest_two = 185"),
        ('nobody = "hold"', 'nobody = "maybe"'),
    )

    assert _problems(path, load_policy) == [
        ("policy.unknown-key", "base.minimun"),
        ("policy.missing-key", "base.minimum"),
        ("policy.bad-value", "opinions.nobody = maybe"),
        ("policy.bad-value", "sums.largest_two = 185"),
    ]


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = _policy(tmp_path, ("minimum = 10", "minimun = 10"))

    with pytest.raises(Refused) as refused:
        load_policy(path)

    assert refused.value.problems[0].expected == "base.minimum"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[base", b""])
def test_a_broken_policy_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)

    assert _problems(path, load_policy)


def test_a_policy_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _problems(tmp_path / "none.toml", load_policy) == [("file.missing", "")]


def test_an_exception_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "exceptions.toml"
    path.write_text(GOOD, encoding="utf-8")

    (found,) = load_exceptions(path)

    assert found.id == "already-published-2021"
    assert found.approver.cy == "Pennaeth y Rhwydwaith"
    assert (found.date, found.covers) == ("2021-11-01", ("*",))


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("reason =", ["reason.en", "reason.cy"]),
        ("approver =", ["approver.en", "approver.cy"]),
        ("date =", ["date"]),
        ("covers =", ["covers"]),
        ("id =", ["id"]),
    ],
)
def test_an_exception_without_its_record_is_refused(
    tmp_path: Path, line: str, missing: list[str]
) -> None:
    path = tmp_path / "exceptions.toml"
    kept = [row for row in GOOD.splitlines() if not row.startswith(line)]
    path.write_text("\n".join(kept), encoding="utf-8")

    assert sorted(_problems(path, load_exceptions)) == sorted(
        ("exceptions.missing", name) for name in missing
    )


def test_a_date_that_is_none_and_a_second_use_of_an_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "exceptions.toml"
    path.write_text(GOOD + GOOD.replace("2021-11-01", '"31/02/2021"'), encoding="utf-8")

    assert sorted(_problems(path, load_exceptions)) == [
        ("exceptions.date", "31/02/2021"),
        ("exceptions.twice", "already-published-2021"),
    ]


def test_an_unknown_key_of_an_exception_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exceptions.toml"
    path.write_text(GOOD + 'aprover = "x"\n', encoding="utf-8")

    assert _problems(path, load_exceptions) == [("policy.unknown-key", "aprover")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("small_count = 3", "small_count = 1"),
        ("small_count = 3", "small_count = -3"),
        ("contributors = 3", "contributors = 1"),
        ("minimum = 10", "minimum = 2"),
        ("largest_two = 85", "largest_two = 49"),
        ("largest_two = 85", "largest_two = nan"),
        ("p = 10", "p = -1"),
        ("p = 10", "p = inf"),
        ("decimals = 0", "decimals = 3"),
        ("decimals = 0", "decimals = true"),
    ],
)
def test_a_policy_that_protects_nobody_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = _policy(tmp_path, ('id = "default"', 'id = "mine"'), (old, new))

    (problem,) = _problems(path, load_policy)

    assert problem[0] == "policy.bad-value"
    assert problem[1].casefold().endswith(new)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("small_count = 5", "small_count = 2"), "small_count"),
        (("contributors = 5", "contributors = 2"), "contributors"),
        (('nobody = "hold"', 'nobody = "publish"'), "nobody"),
        (('everybody = "hold"', 'everybody = "publish"'), "everybody"),
    ],
)
def test_opinions_are_never_protected_less_than_facts(
    tmp_path: Path, change: tuple[str, str], key: str
) -> None:
    path = _policy(tmp_path, ('id = "default"', 'id = "mine"'), change)

    assert _problems(path, load_policy) == [("policy.laxer-opinions", f"opinions.{key}")]


@pytest.mark.parametrize("name", ["../../x", "My policy", "", "a--b", "Default"])
def test_the_id_of_a_policy_can_be_a_folders_name(tmp_path: Path, name: str) -> None:
    path = _policy(tmp_path, ('id = "default"', f'id = "{name}"'))

    assert _problems(path, load_policy) == [("policy.bad-value", f"id = {name}")]


def test_a_policy_of_ones_own_may_not_call_itself_the_default(tmp_path: Path) -> None:
    assert _problems(_policy(tmp_path), load_policy) == [("policy.reserved-id", "default")]
    assert load_policy(_policy(tmp_path, ('id = "default"', 'id = "mine-2"'))).id == "mine-2"


def test_a_pattern_that_covers_nothing_and_a_day_to_come_are_told(tmp_path: Path) -> None:
    path = tmp_path / "exceptions.toml"
    path.write_text(GOOD.replace('["*"]', '["Q", "Q.*", "W7.UNSURE"]'), encoding="utf-8")
    exceptions = load_exceptions(path)
    counted = tabulation(single_choice("Q", {"a": 8, "b": 7}))

    found = unused_patterns(exceptions, counted) + dated_after(exceptions, date(2021, 10, 31))

    assert [(p.code, p.found) for p in found] == [
        ("exceptions.unused-pattern", "W7.UNSURE"),
        ("exceptions.future", "2021-11-01"),
    ]
    assert {p.severity for p in found} == {Severity.LOOK}
    assert dated_after(exceptions, date(2021, 11, 1)) == ()
    for problem in found:
        slots = {**problem.slots, "found": problem.found, "expected": problem.expected}
        assert say(f"problems.{problem.code}", "cy", **slots)  # type: ignore[arg-type]


def test_a_policy_copied_before_audiences_and_longer_periods_came_still_holds(
    tmp_path: Path,
) -> None:
    words = DEFAULT_POLICY.read_text(encoding="utf-8").replace('id = "default"', 'id = "ours"')
    before = words.partition("[audiences]")[0].replace("mostly_small = 33\n", "")
    path = tmp_path / "policy.toml"
    path.write_text(before, encoding="utf-8")

    found = load_policy(path)

    assert found.partners_mostly_small == 33
    assert dict(found.audiences)["public"] == "released"


def test_the_public_is_never_given_more_than_what_is_released(tmp_path: Path) -> None:
    words = DEFAULT_POLICY.read_text(encoding="utf-8").replace('id = "default"', 'id = "ours"')
    path = tmp_path / "policy.toml"
    path.write_text(words.replace('public = "released"', 'public = "everything"'), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        load_policy(path)

    assert [problem.code for problem in refused.value.problems] == ["policy.bad-value"]
