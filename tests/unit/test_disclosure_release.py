"""Releasing: collapse, bands or nothing, and how hiding spreads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from disclosure_factory import (
    APPENDIX,
    appendix,
    mean,
    share,
    single_choice,
    tabulation,
    text,
    ticks,
)

from diogel.core import (
    LANGUAGES,
    Bilingual,
    Figure,
    Interval,
    Kind,
    Line,
    Status,
    Table,
    Tabulation,
    Unit,
)
from diogel.disclosure import (
    NotReleased,
    RecordedException,
    Released,
    ReleasedFigure,
    ReleasedTable,
    load_policy,
    release,
)
from diogel.disclosure.closure import recoverable
from diogel.language import say

POLICY = load_policy()
ALL = RecordedException(
    "already-published-2021", text("Already published"), text("why"), text("who"), "2021-11-01"
)


def shown(released: Released) -> dict[str, int | None]:
    return {k: f.figure.numerator for k, f in released.figures.items() if f.shown}


def rules(released: Released, subject: str) -> list[str]:
    return [d.rule for d in released.decisions if d.subject == subject]


def test_what_passes_is_released_whole() -> None:
    released = release(tabulation(single_choice("Q", {"a": 8, "b": 7})), POLICY)

    assert released.tables["Q"].treatment == "whole"
    assert shown(released) == {"Q.a": 8, "Q.b": 7}
    assert released.decisions == ()


def test_small_options_are_joined_by_their_group() -> None:
    groups = {"yes": "some", "access": "some"}
    question = single_choice("W9", {"no": 12, "yes": 2, "access": 1}, groups=groups)

    released = release(tabulation(question), POLICY)

    assert released.tables["W9"].treatment == "collapsed"
    assert shown(released) == {"W9.no": 12, "W9.some": 3}
    assert released.figures["W9.some"].figure.value == 3 / 15


def test_a_join_has_the_limits_of_its_own_count() -> None:
    groups = {"yes": "some", "access": "some"}
    figures, table = single_choice("W9", {"no": 12, "yes": 2, "access": 1}, groups=groups)
    figures = {
        name: replace(figure, bounds=Interval(n, 22, "worst-case", n, 15, 22))
        for name, figure in figures.items()
        if (n := figure.numerator or 0)
    }

    joined = release(tabulation((figures, table)), POLICY).figures["W9.some"].figure

    assert joined.bounds == Interval(3, 10, "worst-case", 3, 15, 22)
    assert joined.interval is not None
    assert (joined.interval.count, joined.interval.sample) == (3, 15)


def test_a_join_that_is_still_small_is_not_enough() -> None:
    groups = {"b": "few", "c": "few"}
    question = single_choice("Q", {"a": 13, "b": 1, "c": 1}, groups=groups)

    released = release(tabulation(question), POLICY)

    assert released.tables["Q"].treatment == "withheld"
    assert released.tables["Q"].table.cells == {}
    assert shown(released) == {}


def test_a_hole_takes_another_with_it_and_the_rest_is_shown() -> None:
    released = release(tabulation(single_choice("Q", {"a": 8, "b": 5, "c": 2})), POLICY)

    assert shown(released) == {"Q.a": 8}
    assert rules(released, "Q.c") == ["small-count"]
    assert rules(released, "Q.b") == ["complementary"]
    assert rules(released, "Q") == ["table-suppressed"]


def test_both_kinds_of_holes_look_the_same() -> None:
    released = release(tabulation(single_choice("Q", {"a": 8, "b": 5, "c": 2})), POLICY)

    primary, other = (released.figures[name].figure for name in ("Q.c", "Q.b"))

    assert replace(primary, id="", label=other.label) == replace(other, id="", cell="")
    assert primary.status is Status.CONFIDENTIAL


def test_a_policy_without_holes_withholds_the_whole_family() -> None:
    plain = replace(POLICY, holes=False)

    released = release(tabulation(single_choice("Q", {"a": 8, "b": 5, "c": 2})), plain)

    assert shown(released) == {}
    assert rules(released, "Q") == ["table-withheld"]


def test_at_the_level_exact_fewer_are_hidden() -> None:
    question = single_choice("Q", {"a": 6, "b": 5, "c": 2, "d": 2}, sensitive=True)

    exact = release(tabulation(question), replace(POLICY, level="exact"))

    assert shown(exact) == {"Q.a": 6, "Q.b": 5}
    assert shown(release(tabulation(question), POLICY)) == {"Q.a": 6}


def test_a_hole_among_ticks_takes_the_next_lowest_with_it() -> None:
    question = ticks("B5", {"a": 9, "b": 8, "z": 1, "c": 7, "k": 6})

    released = release(tabulation(question), POLICY)

    assert shown(released) == {"B5.a": 9, "B5.b": 8, "B5.c": 7}
    assert rules(released, "B5.k") == ["next-lowest"]


def test_a_table_with_holes_names_no_column_that_a_cell_is_above() -> None:
    figures, table = single_choice("Q", {"a": 8, "b": 5, "c": 2})
    table = replace(table, higher={("a", "n"): ("n",)})

    released = release(tabulation((figures, table)), POLICY)

    assert released.tables["Q"].table.higher == {}


def test_a_net_of_all_holes_is_shown_and_one_that_fills_a_hole_is_not() -> None:
    first = single_choice("Q", {"a": 6, "b": 5, "c": 2, "d": 6}, 19)
    net = share("net", 7, 19, parts=("Q.b", "Q.c"), family="Q")

    released = release(tabulation(first, net), POLICY)

    assert released.figures["net"].shown
    assert not any(released.figures[name].shown for name in ("Q.b", "Q.c"))
    assert recoverable(released, tabulation(first, net)) == []


def test_overlapping_ticks_with_many_holes_fall_back_to_bands() -> None:
    question = ticks("B5", {"a": 17, "b": 16, "z": 2, "c": 9, "k": 6}, sensitive=True)

    released = release(tabulation(question), POLICY)
    table = released.tables["B5"]

    assert table.treatment == "bands"
    assert table.table.chart == ""
    assert [row.code for row in table.table.rows] == ["a", "b", "c", "k", "z"]
    assert [f.band.en for f in table.figures.values()].count("Few") == 2
    assert shown(released) == {}


def test_bands_never_order_their_rows_by_count() -> None:
    counts = {"d": 1, "c": 2, "b": 3, "a": 4}

    released = release(tabulation(ticks("B5", counts, sensitive=True)), POLICY)

    assert [row.code for row in released.tables["B5"].table.rows] == ["a", "b", "c", "d"]


def test_bands_that_add_up_to_an_exact_count_are_refused() -> None:
    counts = {"a": (5, 5, 5), "b": (14, 1, 0)}
    figures = {
        f"Q.{row}.{state}": share(f"Q.{row}.{state}", count, family=f"Q.{row}")
        for row, three in counts.items()
        for state, count in zip("xyz", three, strict=True)
    }
    table = Table(
        id="Q",
        title=text("Q"),
        row_heading=text("item"),
        rows=tuple(Line(row, text(row)) for row in counts),
        columns=tuple(Line(state, text(state)) for state in "xyz"),
        cells={(row, state): f"Q.{row}.{state}" for row in counts for state in "xyz"},
        additive="row",
    )

    released = release(tabulation((figures, table)), POLICY)

    # Three times "few" of fifteen is five each: the words would tell the counts.
    assert released.tables["Q"].treatment == "suppressed"
    assert shown(released) == {"Q.a.x": 5, "Q.a.y": 5, "Q.a.z": 5, "Q.b.z": 0}


def test_a_family_without_a_table_may_have_holes_too() -> None:
    figures = [share(f"Q.{k}", n, family="Q") for k, n in {"a": 8, "b": 5, "c": 2}.items()]

    released = release(tabulation(*figures), POLICY)

    assert shown(released) == {"Q.a": 8}
    assert rules(released, "Q.b") == ["complementary"]


def test_a_family_that_does_not_add_up_is_hidden_whole() -> None:
    figures = [share(f"Q.{k}", n, family="Q") for k, n in {"a": 8, "b": 4, "c": 2}.items()]

    released = release(tabulation(*figures), POLICY)

    assert shown(released) == {}
    assert rules(released, "Q.a") == ["family-withheld"]


def test_ticks_without_bands_are_withheld() -> None:
    released = release(tabulation(ticks("B5", {"a": 14, "b": 1}, bands=False)), POLICY)

    assert released.tables["B5"].treatment == "withheld"


def test_a_base_too_small_for_bands_is_withheld() -> None:
    released = release(tabulation(ticks("B5", {"a": 4, "b": 1}, 9)), POLICY)

    assert released.tables["B5"].treatment == "withheld"


def test_a_hidden_cell_is_hidden_wherever_it_is_shown() -> None:
    callout = share("W2", 2, cell="Q.b")
    again = share("top.a", 10, 19, cell="Q.a", rank=1)
    question = ticks("Q", {"a": 10, "b": 2})

    released = release(tabulation(question, callout, again), POLICY)

    assert not released.figures["W2"].shown
    assert not released.figures["top.a"].shown
    assert released.figures["top.a"].figure.rank is None


def test_a_hidden_figure_keeps_no_interval() -> None:
    limits = Interval(2, 7, "worst-case", 2, 17, 22)
    released = release(tabulation(share("Q", 2, interval=limits, bounds=limits)), POLICY)

    figure = released.figures["Q"].figure

    assert (figure.value, figure.interval, figure.bounds) == (None, None, None)
    assert figure.status is Status.CONFIDENTIAL


def test_a_figure_whose_base_is_hidden_is_hidden() -> None:
    first = single_choice("Q", {"yes": 13, "no": 2})
    routed = share("R", 6, 13, within="Q.yes")

    released = release(tabulation(first, routed), POLICY)

    assert not released.figures["R"].shown
    assert rules(released, "R") == ["base-hidden"]


def test_a_net_of_hidden_ticks_is_hidden() -> None:
    net = share("net", 9, 19, parts=("Q.b", "Q.c"))

    released = release(tabulation(ticks("Q", {"a": 8, "b": 8, "c": 1}), net), POLICY)

    assert rules(released, "net") == ["sum-of-hidden"]


def test_a_hidden_net_hides_the_parts_that_would_give_it_away() -> None:
    first = single_choice("Q", {"a": 7, "b": 7}, 15)
    net = share("net", 14, parts=("Q.a", "Q.b"), family="Q")

    released = release(tabulation(first, net), POLICY)

    assert shown(released) == {}


def test_sums_of_one_question_are_hidden_together() -> None:
    full = mean("W3", (4.0, 5.0, 6.0), source="full")
    part = mean("W5", (4.0, 5.0), source="part")
    total = mean("W6", (8.0, 10.0, 6.0), source="full+part", kind=Kind.SUM)

    released = release(tabulation(full, part, total), POLICY)

    assert shown(released) == {}


def test_means_whose_bases_differ_by_a_hidden_count_are_not_both_shown() -> None:
    zeros = share("W4.zeros", 2, 14, source="full")
    with_zeros = mean("W3", (4.0, 5.0, 6.0, 3.0, 0.0, 0.0), source="full")
    without = mean("W3b", (4.0, 5.0, 6.0, 3.0), source="full")

    released = release(tabulation(zeros, with_zeros, without), POLICY)

    assert not released.figures["W3b"].shown


def test_counts_of_items_go_with_their_items() -> None:
    items = share("B14", 3, 5, unit=Unit.ITEM, source="Q")

    released = release(tabulation(ticks("Q", {"a": 2, "b": 12}), items), POLICY)

    assert rules(released, "B14") == ["items-hidden"]


def test_what_another_wave_hides_is_hidden_here_too() -> None:
    first = tabulation(single_choice("W9", {"no": 9, "yes": 4, "access": 2}))
    first = replace(first, wave="workforce-2021")
    cited = share("B22", 4, cell="workforce-2021:W9.yes")

    strict = {"workforce-2021": release(first, POLICY)}
    open_ = {"workforce-2021": release(first, POLICY, [ALL])}

    assert shown(release(tabulation(cited), POLICY, [], open_)) == {"B22": 4}
    assert rules(release(tabulation(cited), POLICY, [], strict), "B22") == ["cited-hidden"]
    assert shown(release(tabulation(cited), POLICY, [ALL], strict)) == {}


def test_a_group_without_all_its_parts_is_left_blank() -> None:
    counts = {"Q.a.in": 8, "Q.a.out": 2, "Q.a.none": 4, "Q.b.in": 5, "Q.b.out": 5}
    figures = {n: share(n, c, 14, family="Q.a" if "a" in n else "") for n, c in counts.items()}
    table = Table(
        id="Q",
        title=text("Q"),
        row_heading=text("theme"),
        rows=(Line("a", text("a")), Line("b", text("b"))),
        columns=(Line("in", text("in")), Line("out", text("o"), "g"), Line("none", text("n"), "g")),
        cells={(n[2], n[4:]): n for n in counts},
        additive="row",
        column_groups={"g": text("not in")},
    )

    shape = release(tabulation((figures, table)), POLICY).tables["Q"]

    assert shape.treatment == "collapsed"
    assert set(shape.table.cells) == {("a", "in"), ("a", "g"), ("b", "in")}


def test_ranks_are_dropped_where_a_member_is_hidden() -> None:
    groups = {"yes": "some", "access": "some"}
    figures, table = single_choice("Q", {"no": 12, "yes": 2, "access": 1}, groups=groups)
    figures = {k: replace(f, rank=i) for i, (k, f) in enumerate(figures.items(), start=1)}

    released = release(tabulation((figures, table)), POLICY)

    assert released.figures["Q.no"].figure.numerator == 12
    assert released.figures["Q.no"].figure.rank is None
    assert rules(released, "Q.no") == ["rank-dropped"]


def test_ranks_stay_where_everything_is_shown() -> None:
    figures, table = single_choice("Q", {"a": 8, "b": 7})
    figures = {k: replace(f, rank=i) for i, (k, f) in enumerate(figures.items(), start=1)}

    released = release(tabulation((figures, table)), POLICY)

    assert released.figures["Q.a"].figure.rank == 1


def test_a_table_of_statistics_leaves_its_extremes_out() -> None:
    figures = {
        "W3": mean("W3", (2.0, 3.0, 4.0), source="full"),
        "W4": share("W4", 9, 14, kind=Kind.MAXIMUM, value=9.0, source="full"),
    }
    table = Table(
        id="staff",
        title=text("Staff"),
        row_heading=text("statistic"),
        rows=(Line("mean", text("mean")), Line("max", text("largest"))),
        columns=(Line("n", text("full time")),),
        cells={("mean", "n"): "W3", ("max", "n"): "W4"},
    )

    released = release(tabulation((figures, table)), POLICY)

    assert [row.code for row in released.tables["staff"].table.rows] == ["mean"]
    assert not released.figures["W4"].shown


def test_one_table_that_joins_and_one_that_cannot_agree() -> None:
    groups = {"b": "g", "c": "g"}
    figures, table = single_choice("Q", {"a": 10, "b": 3, "c": 2}, groups=groups)
    plain = replace(table, id="again", rows=tuple(Line(r.code, r.label) for r in table.rows))

    counted = Tabulation("w", figures, (table, plain))
    released = release(counted, POLICY)

    assert released.tables["Q"].treatment == "collapsed"
    assert shown(released) == {"Q.a": 10, "Q.g": 5}
    assert recoverable(released, counted) == []


@pytest.mark.skipif(not APPENDIX.exists(), reason="the shared oracles are not there")
def test_without_holes_the_theme_table_of_2021_is_shown_in_bands() -> None:
    released = release(appendix(), replace(POLICY, holes=False))
    table = released.tables["W17"]
    row = next(r for r in table.table.rows if r.code == "t16")

    assert table.treatment == "bands"
    assert [c.code for c in table.table.columns] == ["within", "not_within"]
    assert [table.cell(row, c).band.en for c in table.table.columns] == ["Most", "Few"]  # type: ignore[union-attr]
    assert shown(released) == {}


@pytest.mark.skipif(not APPENDIX.exists(), reason="the shared oracles are not there")
def test_with_the_exception_the_theme_table_is_as_published() -> None:
    released = release(appendix(), POLICY, [ALL])

    assert released.tables["W17"].treatment == "whole"
    assert released.figures["W17.t16.within"].figure.numerator == 14
    assert released.figures["W17.t16.within"].figure.exception == ALL.id
    assert "exception" in rules(released, "W17")


def test_what_passes_anyway_carries_no_exception() -> None:
    counted = tabulation(single_choice("Q", {"a": 8, "b": 7}), share("small", 1))

    released = release(counted, POLICY, [ALL])

    assert released.figures["Q.a"].figure.exception == ""
    assert released.figures["small"].figure.exception == ALL.id
    assert rules(released, "Q.a") == []


def test_an_exception_releases_only_what_it_covers() -> None:
    counted = tabulation(share("one", 1), share("two", 2))

    released = release(counted, POLICY, [replace(ALL, covers=("one",))])

    assert shown(released) == {"one": 1}


def test_an_exception_for_part_of_a_family_is_overruled() -> None:
    counted = tabulation(single_choice("Q", {"a": 11, "b": 2, "c": 2}))

    released = release(counted, POLICY, [replace(ALL, covers=("Q.b",))])

    assert shown(released) == {"Q.a": 11}
    assert "exception-overruled" in rules(released, "Q.b")


def test_an_exception_for_all_parts_of_a_net_covers_the_net() -> None:
    groups = {"often": "ever", "seldom": "ever", "never": "not", "unsure": "not"}
    counts = {"often": 9, "seldom": 8, "never": 1, "unsure": 1}
    figures, table = single_choice("Q", counts, 19, groups=groups)
    net = share("B15", 17, 19, parts=("Q.often", "Q.seldom"), family="Q", source="Q")
    counted = tabulation((figures, table), net)
    covers = RecordedException("e", text("t"), text("r"), text("a"), "2021-11-01", ("Q",))

    released = release(counted, POLICY, [covers])

    assert released.figures["B15"].figure.exception == "e"
    assert recoverable(released, counted) == []


def test_an_exception_by_table_covers_its_figures() -> None:
    counted = tabulation(ticks("B5", {"a": 14, "b": 2}))

    released = release(counted, POLICY, [replace(ALL, covers=("B*",))])

    assert shown(released) == {"B5.a": 14, "B5.b": 2}


def test_contributors_never_leave() -> None:
    released = release(tabulation(mean("W3", (2.0, 3.0, 4.0))), POLICY)

    assert released.figures["W3"].figure.contributors == ()


def test_zero_is_published_and_told_for_facts() -> None:
    released = release(tabulation(single_choice("Q", {"a": 8, "b": 7, "c": 0})), POLICY)

    assert shown(released)["Q.c"] == 0
    assert [(d.rule, d.action) for d in released.decisions] == [("nobody", "flag")]


def test_nobody_outside_makes_a_released_figure() -> None:
    with pytest.raises(NotReleased):
        ReleasedFigure(share("f", 3), Bilingual("", ""), object())


def test_nobody_derives_a_released_type_to_leave_its_check_out() -> None:
    for kind in (Released, ReleasedFigure, ReleasedTable):
        with pytest.raises(NotReleased):
            type("Forged", (kind,), {})


def test_nobody_puts_a_figure_into_a_release() -> None:
    released = release(tabulation(single_choice("Q", {"a": 8, "b": 7})), POLICY)
    table = released.tables["Q"]

    for mapping in (released.figures, released.tables, table.figures, table.table.cells):
        with pytest.raises(TypeError):
            mapping["Q.a"] = None  # type: ignore[index]


def test_a_hidden_figure_that_was_selected_is_not_listed() -> None:
    figures, table = ticks("Q", {"a": 18, "b": 8, "c": 9}, bands=False)
    top = replace(figures["Q.a"], id="top.a", cell="Q.a", selected=True)

    safe = release(tabulation((figures, table), top), POLICY)
    covered = release(tabulation((figures, table), top), POLICY, [ALL])

    assert "top.a" in safe.figures
    assert "top.a" not in [found.figure.id for found in safe.listed]
    assert "Q.a" in [found.figure.id for found in safe.listed]
    assert "top.a" in [found.figure.id for found in covered.listed]


def test_every_rule_has_its_sentence_in_both_languages() -> None:
    counted = tabulation(
        single_choice("Q", {"a": 13, "b": 2}),
        ticks("B5", {"a": 14, "b": 1}),
        share("net", 15, parts=("Q.a", "Q.b")),
        share("zero", 0),
    )

    for released in (release(counted, POLICY), release(counted, POLICY, [ALL])):
        for decision in released.decisions:
            for kind, code in (("rule", decision.rule), ("action", decision.action)):
                key = f"disclosure.{kind}.{code}"
                assert say(key, "en") != say(key, "cy")


RULES = (
    "small-count small-complement small-base unknown-count nobody-held everybody-held "
    "unknown-contributors few-contributors dominance p-percent extreme unknown-items "
    "cited-hidden same-cell sum-of-hidden part-of-hidden base-hidden family-withheld "
    "items-hidden table-collapsed table-bands table-withheld extremes-left-out "
    "rank-dropped nobody everybody exception exception-overruled coverage-of-few "
    "base-difference sum-difference limits-dropped complementary next-lowest "
    "table-suppressed not-proven"
)


@pytest.mark.parametrize("code", RULES.split())
def test_a_rule_is_told_in_a_sentence(code: str) -> None:
    for language in LANGUAGES:
        assert say(f"disclosure.rule.{code}", language).endswith(".")


def figures_of(released: Released) -> list[Figure]:
    return [f.figure for f in released.figures.values()]


def test_the_labels_make_no_difference_to_what_is_hidden() -> None:
    counted = tabulation(ticks("B5", {"a": 14, "b": 1}), single_choice("Q", {"a": 12, "b": 3}))
    swapped = replace(
        counted,
        figures={
            k: replace(f, label=Bilingual(f.label.cy, f.label.en))
            for k, f in counted.figures.items()
        },
    )

    first, second = release(counted, POLICY), release(swapped, POLICY)

    assert first.decisions == second.decisions
    assert [f.value for f in figures_of(first)] == [f.value for f in figures_of(second)]
