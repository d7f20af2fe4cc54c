"""Who takes which member of a delivery, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from diogel.core import Bilingual, Refused, Severity
from diogel.language import explain
from diogel.sources import Offered, Recognised, Taken, Taking, all_sources, recognise


@dataclass(frozen=True)
class Invented:
    """A source that knows files by one heading."""

    code: str
    heading: str
    sure: float = 1.0
    headings: tuple[str, ...] = ()

    @property
    def title(self) -> Bilingual:
        return Bilingual(f"{self.code} file", f"ffeil {self.code}")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        own = tuple(member for member in offered if self.heading in member.headings)
        return Recognised(self.code, self.sure, self.title, own) if own else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        return Taken({})


def member(*headings: str, name: str = "a.csv") -> Offered:
    return Offered(name, Path(name), "csv", head=(headings, ("1",) * len(headings)))


def test_each_member_goes_to_the_source_that_knows_it():
    fires, homes = member("fires"), member("homes", name="b.csv")

    found = recognise([fires, homes], [Invented("fire", "fires"), Invented("home", "homes")])

    assert {part.source: part.members for part in found.recognised} == {
        "fire": (fires,),
        "home": (homes,),
    }


def test_a_member_that_two_claim_goes_to_the_surer_one():
    both, one = member("area", "fires"), member("area", name="b.csv")
    unsure, sure = Invented("any", "area", sure=0.3), Invented("fire", "fires")

    found = recognise([both, one], [unsure, sure])

    assert [(part.source, part.members) for part in found.recognised] == [
        ("fire", (both,)),
        ("any", (one,)),
    ]


def test_what_nobody_knows_is_told_with_the_nearest_that_is_known():
    near = Invented("fire", "Fires", headings=("Fires", "Area", "Month"))
    far = Invented("home", "Homes", headings=("Homes",))

    with pytest.raises(Refused) as refused:
        recognise([member("area", "month", "blazes")], [near, far])

    (problem,) = refused.value.problems
    english, welsh = explain(problem, "en"), explain(problem, "cy")
    assert "area | month | blazes" in english
    assert "fire file; home file" in english
    assert "nearest is: fire file" in english
    assert "ffeil fire; ffeil home" in welsh


def test_without_a_nearest_the_sentence_names_none():
    with pytest.raises(Refused) as refused:
        recognise([member("x")], [Invented("fire", "Fires", headings=("Fires", "Area"))])

    assert "nearest" not in explain(refused.value.problems[0], "en")


def test_a_stranger_beside_a_known_file_does_not_end_the_work():
    found = recognise([member("fires"), member("x", name="b.csv")], [Invented("fire", "fires")])

    assert [(p.code, p.place.file, p.severity) for p in found.problems] == [
        ("source.unknown", "b.csv", Severity.LOOK)
    ]


def test_every_source_has_a_code_of_its_own_and_a_title_in_both_languages():
    codes = [one.code for one in all_sources()]

    assert len(set(codes)) == len(codes)
    assert all(one.title.complete for one in all_sources())
