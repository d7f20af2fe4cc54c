"""Policies and exceptions are read whole, or refused with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.disclosure import DEFAULT_POLICY, load_exceptions, load_policy
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
