"""A fingerprint of a value changes with anything in it, and with nothing else."""

from dataclasses import dataclass
from types import MappingProxyType

import pytest

from diogel.workspace.contents import Fingerprints


@dataclass(frozen=True)
class Part:
    text: str
    signs: frozenset[str] = frozenset()


def of(value: object) -> str:
    return Fingerprints().of(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Part("a"), Part("b")),
        ((1, 2), (2, 1)),
        ({"a": 1}, {"a": 2}),
        (("ab", "c"), ("a", "bc")),
        ((("a",), "b"), ("a", ("b",))),
        (1, "1"),
        (None, ""),
    ],
)
def test_different_values_have_different_fingerprints(one: object, other: object) -> None:
    assert of(one) != of(other)


def test_the_order_of_a_set_does_not_matter_and_a_view_of_a_mapping_is_the_same_each_time() -> None:
    many = [f"s{n}" for n in range(50)]

    assert of(Part("a", frozenset(many))) == of(Part("a", frozenset(reversed(many))))
    assert of(MappingProxyType({"a": Part("x")})) == of(MappingProxyType({"a": Part("x")}))


def test_a_part_that_was_met_before_counts_again() -> None:
    prints, part = Fingerprints(), Part("a")

    assert prints.of((part, part)) != prints.of((part,))
    assert prints.of(part) == of(Part("a"))
