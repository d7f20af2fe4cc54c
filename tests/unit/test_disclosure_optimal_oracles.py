"""Suppression against the patterns that other programs found for the same tables.

The numbers are beside the project, not in it: sdcTable's proven patterns (OPTC) and others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from disclosure_factory import SHARED
from linked_tables import leaks

from diogel.disclosure.optimal import Level, LinkedTables, Relation, protect

FOLDER = SHARED / "data" / "oracles" / "secondary_suppression"
LEVELS: tuple[Level, Level] = ("exact", "default")
TOTAL = "Total"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared oracles are not there")

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cell(*codes: str) -> str:
    return "|".join(codes)


def two_ways(
    given: Iterable[Row], first: str, second: str, count: str, groups: dict[str, str] | None = None
) -> LinkedTables:
    """A table of two variables with all totals; lines of the second may also have groups."""
    groups = groups or {}
    leaves = {(row[first], row[second]): int(row[count]) for row in given}
    ones = list(dict.fromkeys(one for one, _ in leaves))
    others = list(dict.fromkeys(other for _, other in leaves))
    wholes = list(dict.fromkeys(groups.values()))
    counts = {
        cell(one, other): sum(
            n
            for (a, b), n in leaves.items()
            if one in (a, TOTAL) and other in (b, groups.get(b), TOTAL)
        )
        for one in [*ones, TOTAL]
        for other in [*others, *wholes, TOTAL]
    }
    relations = [
        Relation(cell(TOTAL, other), tuple(cell(one, other) for one in ones))
        for other in [*others, *wholes, TOTAL]
    ]
    for one in [*ones, TOTAL]:
        relations.append(Relation(cell(one, TOTAL), tuple(cell(one, other) for other in others)))
        if wholes:
            sums = tuple(cell(one, whole) for whole in wholes)
            relations.append(Relation(cell(one, TOTAL), sums))
        for whole in wholes:
            inside = tuple(cell(one, other) for other in others if groups[other] == whole)
            relations.append(Relation(cell(one, whole), inside))
    return LinkedTables(counts, tuple(relations), frozenset())


def with_primary(problem: LinkedTables, least: int, most: int) -> LinkedTables:
    small = (name for name, count in problem.counts.items() if least <= count <= most)
    return replace(problem, primary=frozenset(small))


def police_areas() -> LinkedTables:
    return with_primary(two_ways(rows("input_police_area_19.csv"), "area", "ans", "n"), 1, 2)


def issue_135() -> LinkedTables:
    given = rows("input_sdctable_issue135.csv")
    return with_primary(two_ways(given, "var1", "var2", "values"), 1, 2)


def of_2014() -> list[Row]:
    return [row for row in rows("input_ssb_example1.csv") if row["year"] == "2014"]


def example_1() -> LinkedTables:
    return with_primary(two_ways(of_2014(), "age", "geo", "freq"), 0, 1)


def example_1_with_groups() -> LinkedTables:
    groups = {row["geo"]: row["eu"] for row in of_2014()}
    return with_primary(two_ways(of_2014(), "age", "geo", "freq", groups), 0, 3)


def linked() -> LinkedTables:
    """Eight regions that add up to counties in one table and to groups in another."""
    given = rows("input_sdctable_linked.csv")
    counts = {row["region"]: int(row["n"]) for row in given}
    relations = []
    for scheme in ("county", "group"):
        names = list(dict.fromkeys(row[scheme] for row in given))
        for name in names:
            parts = tuple(row["region"] for row in given if row[scheme] == name)
            counts[name] = sum(counts[part] for part in parts)
            relations.append(Relation(name, parts))
        relations.append(Relation(TOTAL, tuple(names)))
    counts[TOTAL] = sum(int(row["n"]) for row in given)
    problem = LinkedTables(counts, tuple(relations), frozenset())
    return with_primary(problem, 1, 3)


def pattern(name: str, *codes: str) -> Iterator[str]:
    """The cells that another program's pattern hides."""
    for row in rows(name):
        if row.get("sdcStatus", "") in ("u", "x") or row.get("suppressed") == "TRUE":
            yield cell(*(row[code] for code in codes))


CASES = {
    "police areas": (police_areas, "sdctable_police_area_19_maxN2_OPTC.csv", ("area", "ans")),
    "issue 135": (issue_135, "sdctable_issue135_maxN2_OPTC.csv", ("var1", "var2")),
    "linked": (linked, "sdctable_linked_maxN3.csv", ("region",)),
    "example 1": (example_1, "ssb_example1_2014_maxN1.csv", ("age", "geo")),
    "groups": (example_1_with_groups, "ssb_example1_2014_maxN3_eu.csv", ("age", "geo")),
}


@pytest.mark.parametrize("name", CASES)
def test_no_more_is_hidden_than_other_programs_hide(name: str) -> None:
    make, file, codes = CASES[name]
    theirs = set(pattern(file, *codes))

    found = protect(make(), "exact")

    assert found.proven
    assert len(found.hidden) <= len(theirs)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", CASES)
def test_nothing_hidden_of_these_tables_can_be_worked_out(name: str, level: Level) -> None:
    problem = CASES[name][0]()

    found = protect(problem, level)

    assert found.proven
    assert not found.unprotected
    assert list(leaks(problem, found.hidden, level)) == []


def test_the_linked_tables_need_one_more_cell() -> None:
    problem = linked()

    assert protect(problem, "exact").hidden - problem.primary == {"N"}


@pytest.mark.parametrize(("way", "told"), [("OPT", "North|no: 1"), ("HITAS", "Total|unsure: 2")])
def test_the_patterns_known_to_leak_are_found_to(way: str, told: str) -> None:
    theirs = frozenset(pattern(f"sdctable_police_area_19_maxN2_{way}.csv", "area", "ans"))

    assert any(leak.startswith(told) for leak in leaks(police_areas(), theirs, "exact"))


def test_with_zeros_shown_the_police_areas_are_hidden_as_in_the_proven_pattern() -> None:
    problem = police_areas()
    zeros = frozenset(name for name, count in problem.counts.items() if count == 0)

    found = protect(replace(problem, known=zeros), "exact")

    assert found.hidden - problem.primary == {"Total|no", "North|yes", "South|yes"}


def test_hiding_a_zero_may_cost_less() -> None:
    problem = police_areas()

    more = protect(problem, "exact").hidden - problem.primary

    assert sum(problem.counts[name] for name in more) == 8
