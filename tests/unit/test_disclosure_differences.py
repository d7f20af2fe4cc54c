"""Bases that differ by a few, limits in authorities, and facts that stand alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclosure_factory import mean, share, single_choice, tabulation, text

from diogel.core import Figure, Interval, Kind, Tabulation
from diogel.disclosure import RecordedException, Released, load_policy, release
from diogel.disclosure.closure import recoverable

POLICY = load_policy()


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"R{n:02}" for n in range(first, last + 1))


def exception(*covers: str) -> RecordedException:
    return RecordedException("e", text("t"), text("why"), text("who"), "2021-11-01", covers)


def question(count: int = 8, **more: object) -> tuple[dict[str, Figure], object]:
    return single_choice("Q", {"a": count, "b": 15 - count}, responses=people(1, 15), **more)


def rules(released: Released, subject: str) -> list[str]:
    return [d.rule for d in released.decisions if d.subject == subject]


def leaky(counted: Tabulation) -> list[str]:
    """What the adversary finds in the same figures when nothing is known of their bases."""
    blind = replace(
        counted,
        figures={k: replace(f, responses=frozenset()) for k, f in counted.figures.items()},
    )
    return [found.cell for found in recoverable(release(blind, POLICY), counted)]


@pytest.mark.parametrize("kind", [Kind.MEAN, Kind.SUM, Kind.MEDIAN])
def test_a_mean_whose_base_leaves_one_out_is_hidden(kind: Kind) -> None:
    values = tuple(float(3 + n % 4) for n in range(14))
    figure = mean("B3", values, kind=kind, source="b2", responses=people(1, 14))
    counted = tabulation(question(), figure)

    released = release(counted, POLICY)

    assert rules(released, "B3") == ["base-difference"]
    assert recoverable(released, counted) == []
    assert leaky(counted) == ["B3"]


def test_a_mean_of_all_or_of_all_but_several_is_shown() -> None:
    whole = mean("all", (4.0,) * 15, source="x", responses=people(1, 15))
    part = mean("some", (4.0,) * 12, source="y", responses=people(1, 12))

    released = release(tabulation(question(), whole, part), POLICY)

    assert released.figures["all"].shown
    assert released.figures["some"].shown


def test_an_opinion_is_kept_to_the_limit_of_opinions() -> None:
    figure = mean("M", (4.0,) * 11, source="m", sensitive=True, responses=people(1, 11))

    released = release(tabulation(question(), figure), POLICY)

    assert rules(released, "M") == ["base-difference"]


def test_an_exception_covers_a_base_and_is_marked() -> None:
    figure = mean("B3", (4.0, 5.0) * 7, source="b2", responses=people(1, 14))

    released = release(tabulation(question(), figure), POLICY, [exception("B3")])

    assert released.figures["B3"].figure.exception == "e"


def test_a_table_whose_base_leaves_one_out_is_withheld() -> None:
    routed = single_choice("W8", {"yes": 7, "no": 7}, 14, responses=people(1, 14))

    released = release(tabulation(question(), routed), POLICY)

    assert released.tables["W8"].treatment == "withheld"


def test_of_two_sums_whose_bases_differ_by_one_the_later_is_hidden() -> None:
    part = mean("w2.sum", (4.0, 6.0) * 6, kind=Kind.SUM, source="w2", responses=people(1, 12))
    both = mean(
        "W6", (9.0, 6.0) * 6, kind=Kind.SUM, source="w3+w2", responses=people(2, 12) | {"R14"}
    )
    counted = tabulation(question(), part, both)

    released = release(counted, POLICY)

    assert released.figures["w2.sum"].shown
    assert rules(released, "W6") == ["sum-difference"]
    assert recoverable(released, counted) == []
    assert leaky(counted)


def test_a_column_of_nearly_all_of_its_question_is_hidden() -> None:
    asked = {
        f"R.{c}": share(f"R.{c}", 6, 12, source="R", family="R", responses=people(1, 12))
        for c in "ab"
    }
    column = share("X.a.yes", 6, 11, source="R+by", responses=people(1, 11))

    released = release(tabulation(question(), *asked.values(), column), POLICY)

    assert rules(released, "X.a.yes") == ["base-difference"]


def test_a_base_of_several_cells_is_hidden_with_any_of_them() -> None:
    routed = share("W8.yes", 5, 11, within="W7.no+W7.access", source="W8")
    table = single_choice(
        "W7",
        {"no": 10, "full": 2, "part": 2, "access": 1},
        groups={"full": "any", "part": "any", "access": "any"},
    )
    counted = tabulation(table, routed)

    released = release(counted, POLICY)

    assert released.tables["W7"].treatment == "collapsed"
    assert rules(released, "W8.yes") == ["base-hidden"]


def test_the_adversary_adds_up_a_base_of_several_cells() -> None:
    routed = share("W8.yes", 5, 11, source="W8")
    table = single_choice(
        "W7",
        {"no": 10, "full": 2, "part": 2, "access": 1},
        groups={"full": "any", "part": "any", "access": "any"},
    )
    counted = tabulation(table, routed)
    told = replace(
        counted,
        figures={**counted.figures, "W8.yes": replace(routed, within="W7.no+W7.access")},
    )
    released = release(counted, POLICY)
    published = replace_figure(released, told.figures["W8.yes"])

    assert "W7.access" in {found.cell for found in recoverable(published, told)}


def replace_figure(released: Released, figure: Figure) -> Released:
    """A release in which one figure that is shown says what its base is."""
    from diogel.disclosure.released import _KEY, ReleasedFigure

    shown = ReleasedFigure(figure, released.figures[figure.id].band, _KEY)
    return replace(released, figures={**released.figures, figure.id: shown}, key=_KEY)


def limited(count: int, areas: int, sample: int) -> dict[str, object]:
    return {"bounds": Interval(areas, areas + 5, "worst-case", areas, sample, 22)}


def test_limits_go_where_a_response_covers_several_authorities() -> None:
    figures, table = question()
    figures["Q.a"] = replace(figures["Q.a"], **limited(8, 10, 17))
    figures["Q.b"] = replace(figures["Q.b"], **limited(7, 7, 17))
    counted = tabulation((figures, table))

    safe = release(counted, POLICY)
    covered = release(counted, POLICY, [exception("*")])

    assert safe.figures["Q.a"].shown
    assert [safe.figures[name].figure.bounds for name in figures] == [None, None]
    assert rules(safe, "Q.b") == ["limits-dropped"]
    assert covered.figures["Q.a"].figure.bounds == figures["Q.a"].bounds
    assert covered.figures["Q.a"].figure.exception == "e"


def test_limits_stay_where_each_response_covers_one_authority() -> None:
    figures, table = question()
    figures["Q.a"] = replace(figures["Q.a"], **limited(8, 8, 15))

    released = release(tabulation((figures, table)), POLICY)

    assert released.figures["Q.a"].figure.bounds == figures["Q.a"].bounds


@pytest.mark.parametrize("count", [0, 1, 2, 13, 14, 15])
def test_a_fact_that_stands_alone_is_hidden_whichever_extreme_it_is(count: int) -> None:
    released = release(tabulation(question(), share("W4.none", count)), POLICY)

    assert not released.figures["W4.none"].shown


def test_a_copy_of_a_fact_in_a_table_does_not_stand_alone() -> None:
    figures, table = single_choice("Q", {"a": 8, "b": 7, "c": 0})
    copied = replace(figures["Q.c"], id="W1", cell="Q.c")

    released = release(tabulation((figures, table), copied), POLICY)

    assert released.figures["W1"].shown


def test_responses_never_leave() -> None:
    released = release(tabulation(question()), POLICY)

    assert all(not found.figure.responses for found in released.figures.values())
    assert "R01" not in repr(released)
