"""The auditor: what can be worked out from what is published, and from which facts."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from diogel.core import Bilingual
from diogel.disclosure.audit_explaining import explain
from diogel.disclosure.audit_finding import Audited, Range, audit
from diogel.disclosure.audit_publication import Fact, Publication, Why, together
from diogel.disclosure.audit_ranges import Solver, close
from diogel.disclosure.audit_system import MOST, Row, System
from diogel.disclosure.audit_tables import (
    PublishedCell,
    PublishedTable,
    crossed,
    publication_of_tables,
    with_margins,
)

HIDDEN = PublishedCell(None, "c")
TITLE = Bilingual("Table 1", "Tabl 1")
ORACLES = Path(__file__).resolve().parents[2].parent / "shared/data/oracles/secondary_suppression"


def table(rows: list[list[int]], holes: set[tuple[str, str]]) -> PublishedTable:
    """A table of two variables with its margins; rows are "0", "1", columns too."""
    names = [str(at) for at in range(len(rows))], [str(at) for at in range(len(rows[0]))]
    counts = {(r, c): rows[int(r)][int(c)] for r, c in product(*names)}
    printed = {}
    for codes in with_margins(*names):
        inside = [
            n
            for (r, c), n in counts.items()
            if codes[0] in (r, "Total")
            if codes[1] in (c, "Total")
        ]
        printed[codes] = HIDDEN if codes in holes else PublishedCell(sum(inside))
    return crossed(TITLE, [{"Total": names[0]}, {"Total": names[1]}], printed)


def fact(cells: dict[str, int], lower: int | None, upper: int | None) -> Fact:
    return Fact(tuple(cells.items()), lower, upper, Why.KNOWN, TITLE)


def worlds(found: Publication, most: int) -> list[dict[str, int]]:
    """Every table that agrees with what is published, counted out cell by cell.

    A fact is held against a table as soon as the last of its cells has a value: a table that
    goes wrong half-way is not counted out to its end.
    """
    shown = {f.terms[0][0]: f.lower for f in found.facts if f.why is Why.VALUE}
    named = {key for each in found.facts for key, _ in each.terms} | found.hidden
    cells = sorted(named, key=lambda cell: (cell not in shown, cell))
    due = defaultdict[str, list[Fact]](list)
    for each in found.facts:
        due[max((key for key, _ in each.terms), key=cells.index)].append(each)
    grown = [dict[str, int]()]
    for cell in cells:
        values = [shown[cell]] if cell in shown else range(most + 1)
        longer = [{**one, cell: value} for one in grown for value in values if value is not None]
        grown = [one for one in longer if all(agrees(each, one) for each in due[cell])]
    return grown


def values_in(
    counted: list[dict[str, int]], found: Publication, own: str = ""
) -> dict[str, set[int]]:
    """Every value of each hidden cell, for somebody who is in the cell `own` themselves."""
    possible = [one for one in counted if not own or one[own] >= 1]
    return {cell: {one[cell] for one in possible} for cell in found.hidden}


def agrees(each: Fact, given: dict[str, int]) -> bool:
    total = sum(by * given[key] for key, by in each.terms)
    above = each.lower is None or total >= each.lower
    return above and (each.upper is None or total <= each.upper)


def random_tables(count: int) -> Iterator[tuple[Publication, int]]:
    chance = random.Random(7)
    for _ in range(count):
        size = chance.choice([(2, 2), (2, 3), (3, 3)])
        rows = [[chance.choice([0, 1, 1, 2, 3]) for _ in range(size[1])] for _ in range(size[0])]
        names = [str(at) for at in range(size[0])], [str(at) for at in range(size[1])]
        holes = set(chance.sample(with_margins(*names), chance.choice([3, 4, 5])))
        yield publication_of_tables([table(rows, holes)], threshold=2), sum(map(sum, rows))


def oracle(name: str) -> Publication:
    if not ORACLES.is_dir():
        pytest.skip(f"the reference folder is not beside the project: {ORACLES}")
    with (ORACLES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])[:2]
    printed = {
        (row[names[0]], row[names[1]]): HIDDEN
        if row["sdcStatus"] in "ux"
        else PublishedCell(int(row["Freq"]))
        for row in rows
    }
    levels = [
        {"Total": [code for code in dict.fromkeys(k[at] for k in printed) if code != "Total"]}
        for at in (0, 1)
    ]
    return publication_of_tables([crossed(TITLE, levels, printed)])


def cells(found: Audited, code: str) -> set[str]:
    return {each.cell for each in found.findings if each.code == code}


@pytest.mark.parametrize(
    ("method", "leaks"),
    [("OPT", {"North/no", "Gwent/Total"}), ("HITAS", {"Total/unsure"})],
)
def test_cells_that_a_known_method_leaves_open_are_found(method: str, leaks: set[str]) -> None:
    found = audit(oracle(f"sdctable_police_area_19_maxN2_{method}.csv"), "exact")

    assert cells(found, "exact") == leaks


@pytest.mark.parametrize("level", ["exact", "default"])
@pytest.mark.parametrize("table", ["police_area_19", "issue135"])
def test_the_safe_optimum_of_a_known_method_passes_at_both_levels(table: str, level: str) -> None:
    found = audit(oracle(f"sdctable_{table}_maxN2_OPTC.csv"), level)  # type: ignore[arg-type]

    assert found.findings == ()


def test_a_range_is_what_counting_out_every_table_gives() -> None:
    for published, most in random_tables(25):
        values = values_in(worlds(published, most), published)

        found = audit(published, "exact")

        assert {c: (r.lower, r.upper) for c, r in found.ranges.items()} == {
            cell: (min(some), max(some)) for cell, some in values.items()
        }


def test_what_a_respondent_can_tell_is_what_counting_out_every_table_gives() -> None:
    for published, most in random_tables(25):
        counted = worlds(published, most)
        outside = values_in(counted, published)
        told = set()
        for own in published.respondents & published.hidden:
            inside = values_in(counted, published, own)
            told |= {
                cell
                for cell, some in inside.items()
                if cell != own and len(some) == 1 < len(outside[cell])
            }

        found = audit(published, "default")

        assert cells(found, "respondent") == told


def test_a_hole_alone_in_its_row_is_explained_by_that_row() -> None:
    published = publication_of_tables([table([[1, 4], [3, 5]], {("0", "0")})])

    (finding,) = audit(published, "exact").findings

    assert finding.found == Range(1, 1)
    (reason,) = finding.explanation
    assert reason.fact.why is Why.SUM
    assert {key for key, _ in reason.fact.terms} in (
        {"0/0", "0/1", "0/Total"},
        {"0/0", "1/0", "Total/0"},
    )


def test_no_fact_of_an_explanation_is_spare() -> None:
    published = oracle("sdctable_police_area_19_maxN2_OPT.csv")
    (finding, *_) = audit(published, "exact").findings
    reasons = [reason.fact for reason in finding.explanation]
    values = [each for each in published.facts if each.why is Why.VALUE]

    for reason in reasons:
        without = Publication({}, (*values, *(r for r in reasons if r != reason)), published.hidden)
        assert not audit(without, "exact").ranges[finding.cell].exact


def test_two_tables_that_share_a_cell_are_read_together() -> None:
    first = PublishedTable(
        TITLE, {"a": HIDDEN, "b": HIDDEN, "ab": PublishedCell(6)}, (("ab", ("a", "b")),)
    )
    second = PublishedTable(
        TITLE, {"b": HIDDEN, "c": PublishedCell(4), "bc": PublishedCell(9)}, (("bc", ("b", "c")),)
    )

    apart = audit(publication_of_tables([first]), "exact")
    joined = audit(together(*(publication_of_tables([each]) for each in (first, second))), "exact")

    assert apart.safe
    assert cells(joined, "exact") == {"a", "b"}


def test_a_number_rounded_to_five_gives_its_cell_away_when_few_are_possible() -> None:
    rounded = PublishedTable(
        TITLE,
        {"a": PublishedCell(5, rounding=5), "b": HIDDEN, "all": PublishedCell(3)},
        (("all", ("a", "b")),),
    )

    found = audit(publication_of_tables([rounded]), "exact")

    assert cells(found, "exact") == {"b"}


def test_a_range_without_an_upper_limit_is_never_narrow() -> None:
    published = Publication({}, (fact({"a": 1}, 2, None),), frozenset("a"))

    found = audit(published)

    assert found.ranges["a"] == Range(2, None)
    assert found.safe


def test_a_range_less_wide_than_the_threshold_is_found_at_the_default_level_alone() -> None:
    published = Publication({}, (fact({"a": 1}, 1, 3),), frozenset("a"), {"a": 3})

    assert audit(published, "exact").safe
    assert cells(audit(published, "default"), "narrow") == {"a"}


def test_numbers_that_contradict_each_other_are_found_with_both_places() -> None:
    welsh = Bilingual("Welsh table", "Tabl Cymraeg")
    facts = (fact({"a": 1}, 3, 3), Fact((("a", 1),), 4, 4, Why.VALUE, welsh))

    (finding,) = audit(Publication({}, facts, frozenset())).findings

    assert finding.code == "contradiction"
    assert [reason.fact.place for reason in finding.explanation] == [TITLE, welsh]


def test_wrong_totals_are_found_with_the_sums_that_cannot_hold() -> None:
    wrong = PublishedTable(
        TITLE,
        {"a": PublishedCell(3), "b": PublishedCell(4), "all": PublishedCell(9)},
        (("all", ("a", "b")),),
    )

    (finding,) = audit(publication_of_tables([wrong])).findings

    assert (finding.code, finding.explanation[0].fact.why) == ("contradiction", Why.SUM)


def test_an_explanation_for_a_respondent_uses_what_it_knows_of_itself() -> None:
    facts = [fact({"a": 1, "b": 1}, 1, 1)]

    reasons = explain(facts, "b", 0, 0, own="a")

    assert [reason.fact for reason in reasons] == facts


def test_the_same_publication_gives_the_same_audit() -> None:
    published = oracle("sdctable_police_area_19_maxN2_HITAS.csv")

    assert audit(published) == audit(published)


def test_a_sum_that_can_be_as_large_as_one_likes_has_no_limit_and_stops_nothing() -> None:
    rows = [Row(((0, 1), (1, -1)), 0, 0), Row(((0, 1), (1, 1)), 4, MOST)]
    solver = Solver(System(["all", "some"], [0, 0], [MOST, MOST], rows))

    answer = solver.ask(np.array([-1.0, 0.0]), [0, 0], [MOST, MOST])
    close(solver)

    assert answer is not None
    assert solver.system.low == [2, 2]
    assert solver.system.high == [MOST, MOST]
