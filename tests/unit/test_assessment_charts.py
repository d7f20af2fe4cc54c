"""The charts of an assessment: which are drawn, where, and of what alone."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from findings_factory import (
    NOW,
    POLICY,
    absent,
    area_of,
    change,
    chart,
    comparison,
    gradient,
    level,
    measured,
    no_trend,
    places,
    trend,
)
from indicator_factory import BURGLARY, CARDIFF, NEWPORT

from diogel.assessment.document_chart_marks import funnel_marks, months, tiles
from diogel.assessment.document_charts import SERIES_OF_THEME, shown_charts
from diogel.assessment.document_evidence import Shown
from diogel.assessment.document_placing import shown_tables
from diogel.charts import (
    FunnelMarks,
    GroupMarks,
    IntervalMarks,
    MonthMarks,
    SeriesMarks,
    TileMarks,
    describe_chart,
    draw_chart,
)
from diogel.core import LANGUAGES, Language, Status
from diogel.disclosure import Released, release
from diogel.indicators import (
    AreaIndicators,
    Field,
    Harm,
    MeasureIndicators,
    Verdict,
    area_set,
    every_authority,
    tabulate,
)
from diogel.language import english_left
from diogel.statistics import Signal

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reports"))
from chart_samples import faults_of

ROBBERY, SHOPS, MARAC = "police-robbery", "police-shoplifting", "marac-cases"
CODES = [one.id for one in every_authority()]
# Their names are the longest, in one language or the other.
LONG = ("W06000016", "W06000014", "W06000013", "W06000012")


def field_of(measure: str, counts: dict[str, int]) -> Field:
    levels = {
        code: replace(level(count, measure=measure), area=code, denominator=60_000.0 + 9_000 * at)
        for at, (code, count) in enumerate(counts.items())
    }
    return Field(measure, NOW, levels, 1.0, 0.0, counts, {})


def whole(measure: str, count: int = 400, area: str = CARDIFF) -> MeasureIndicators:
    """A measure of which everything is known."""
    own = replace(level(count, measure=measure), area=area)
    before = replace(level(380, measure=measure), area=area)
    made = MeasureIndicators(
        measure,
        measured().series,
        own,
        change(Verdict.HIGHER, own, before),
        trend({Signal.ABOVE_LIMIT}, 61.0),
        (comparison(Verdict.HIGHER), comparison(Verdict.HIGHER, "nearest")),
        places=places(),
        gradient=replace(gradient(), most_deprived=6.5, least_deprived=1.5),
        field=field_of(measure, {code: 200 + 20 * at for at, code in enumerate(CODES)}),
    )
    parts = ("change", "trend", "places", "gradient")
    moved = {
        name: replace(getattr(made, name), measure=measure, area=area)  # type: ignore[type-var]
        for name in parts
    }
    held = tuple(replace(c, measure=measure, area=area) for c in made.comparisons)
    return replace(made, comparisons=held, **moved)  # type: ignore[arg-type]


def released_of(found: AreaIndicators) -> Released:
    return release(tabulate([found]), POLICY)


def charts_of(*measures: MeasureIndicators) -> tuple[Shown, ...]:
    found = area_of(*measures)
    return shown_charts(found, released_of(found))


def kinds(shown: tuple[Shown, ...], place: str) -> list[type]:
    return [type(each.marks) for each in shown if each.place == place and each.chart]


def test_charts_stand_where_their_findings_stand() -> None:
    shown = charts_of(whole(BURGLARY), whole(ROBBERY, 90))

    assert kinds(shown, "overview") == [IntervalMarks]
    assert kinds(shown, "change") == [IntervalMarks, MonthMarks]
    assert kinds(shown, "comparison") == [IntervalMarks, IntervalMarks, TileMarks]
    assert kinds(shown, "places") == [IntervalMarks]
    assert kinds(shown, "inequality") == [IntervalMarks, GroupMarks, GroupMarks]
    assert kinds(shown, "theme.crime") == [SeriesMarks, SeriesMarks, IntervalMarks, FunnelMarks]


def test_every_chart_has_its_table_in_the_document() -> None:
    found = area_of(whole(BURGLARY), whole(ROBBERY, 90))
    released = released_of(found)

    drawn = {each.table for each in shown_charts(found, released) if each.table}

    assert drawn <= {each.table for each in shown_tables(CARDIFF, released)}


def test_without_numbers_no_chart_is_drawn_and_that_is_said_once() -> None:
    bare = replace(measured(), level=absent())

    shown = charts_of(bare, replace(bare, measure=ROBBERY, trend=no_trend(ROBBERY)))

    assert [(each.table, each.place) for each in shown] == [("", "overview")]
    assert shown[0].words.complete


def test_a_series_without_a_chart_is_not_drawn() -> None:
    shown = charts_of(replace(whole(BURGLARY), trend=no_trend()))

    assert SeriesMarks not in kinds(shown, "theme.crime")


def test_a_theme_draws_so_many_series_and_says_where_the_others_are() -> None:
    codes = [
        "police-bicycle-theft",
        BURGLARY,
        "police-other-crime",
        "police-other-theft",
        ROBBERY,
        SHOPS,
        "police-vehicle-crime",
    ]
    calm = {code: replace(trend(), measure=code) for code in codes}
    made = [replace(whole(code, 100 + at), trend=calm[code]) for at, code in enumerate(codes)]
    special = replace(made[0], trend=replace(trend({Signal.ABOVE_LIMIT}, 61.0), measure=codes[0]))

    shown = charts_of(special, *made[1:])

    drawn = [each.measure for each in shown if isinstance(each.marks, SeriesMarks)]
    assert len(drawn) == SERIES_OF_THEME == len(codes) - 1
    # The one with the fewest events is special now, so that of the calm ones the least gives way.
    assert codes[0] in drawn and codes[1] not in drawn
    said = [each.words for each in shown if each.place == "theme.crime" and not each.table]
    assert [text.en.count("6 of 7") for text in said] == [1]


def test_fewer_than_five_authorities_make_no_funnel_and_no_map() -> None:
    few = field_of(BURGLARY, {CARDIFF: 400, NEWPORT: 300, CODES[0]: 200})
    found = area_of(replace(whole(BURGLARY), field=few))
    released = released_of(found)
    table = released.tables[f"{CARDIFF}.{BURGLARY}.field"]

    shown = shown_charts(found, released)

    assert not any(isinstance(each.marks, FunnelMarks | TileMarks) for each in shown)
    assert funnel_marks(table, found.area, level()) is None
    assert tiles(table, found.area, level()) is None


def test_a_funnels_target_rests_on_what_is_shown_alone() -> None:
    counts = {code: 100 + 10 * at for at, code in enumerate(CODES)}
    hidden = {**counts, NEWPORT: 3}
    each = replace(whole(MARAC, 240), field=field_of(MARAC, hidden))
    found = area_of(each)
    table = released_of(found).tables[f"{CARDIFF}.{MARAC}.field"]

    marks = funnel_marks(table, found.area, each.level)

    shown = [c for c in map(table.figures.get, table.table.cells.values()) if c and c.shown]
    known = [c.figure for c in shown if c.figure.value is not None]
    assert len(known) == len(CODES) - 1 and marks is not None
    people = sum(figure.denominator or 0 for figure in known)
    assert marks.target == pytest.approx(
        1_000 * sum(figure.numerator or 0 for figure in known) / people
    )


def test_equal_rates_are_of_one_class_on_the_map() -> None:
    same = dict.fromkeys(CODES, 300)
    found = area_of(replace(whole(BURGLARY, 300), field=field_of(BURGLARY, same)))
    table = released_of(found).tables[f"{CARDIFF}.{BURGLARY}.field"]

    marks = tiles(table, found.area, level())

    assert marks is not None
    assert [known.label.en for known in marks.classes] == ["3.0"]
    assert set(marks.of.values()) == {"0"} and len(marks.of) == 22


def test_a_set_of_authorities_stands_in_the_funnel_and_on_its_tiles() -> None:
    gwent = area_set("W15000002")
    found = area_of(whole(BURGLARY, area=gwent.id), area=gwent)
    table = released_of(found).tables[f"{gwent.id}.{BURGLARY}.field"]

    funnelled = funnel_marks(table, gwent, level())
    mapped = tiles(table, gwent, level())

    assert funnelled is not None and funnelled.own == "own"
    assert mapped is not None and mapped.own == frozenset(gwent.authorities)
    drawn = draw_chart(table, mapped, "en", title="t", description="d")
    assert len(drawn.spec["values"]) == 22


def test_a_set_of_authorities_is_held_against_others_and_never_against_its_own() -> None:
    gwent = area_set("W15000002")
    own = field_of(BURGLARY, dict.fromkeys(gwent.authorities, 100))
    found = area_of(replace(whole(BURGLARY, area=gwent.id), field=own), area=gwent)
    table = released_of(found).tables[f"{gwent.id}.{BURGLARY}.field"]

    assert funnel_marks(table, gwent, level()) is None
    assert tiles(table, gwent, level()) is not None


def test_the_rates_of_all_authorities_stand_only_where_a_chart_needs_them() -> None:
    released = released_of(area_of(whole(BURGLARY)))
    name = f"{CARDIFF}.{BURGLARY}.field"

    without = {each.table for each in shown_tables(CARDIFF, released, ())}
    needed = {each.table for each in shown_tables(CARDIFF, released, (name,))}

    assert name not in without and name in needed


def test_february_is_not_low_for_being_short() -> None:
    made = trend()
    steady = replace(made, chart=chart([10.0 * period.days for period in made.periods]))
    table = released_of(area_of(replace(whole(BURGLARY), trend=steady)))

    marks = months(table.tables[f"{CARDIFF}.months"])

    assert marks is not None
    assert set(marks.of.values()) == {"as"} and len(marks.of) == 12


@pytest.mark.parametrize("code", LONG)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_lie_on_each_other_and_all_are_in_their_language(
    code: str, language: Language
) -> None:
    measures = [whole(BURGLARY, 800, code), whole(ROBBERY, 90, code), whole(SHOPS, 950, code)]
    found = area_of(*measures, area=area_set(code))
    released = released_of(found)

    for each in shown_charts(found, released):
        if not each.table:
            continue
        table = released.tables[each.table]
        words = describe_chart(table, each.marks, language)
        title = each.title if each.title.complete else table.table.title
        made = draw_chart(table, each.marks, language, title=title[language], description=words)
        assert faults_of(made) == [], each.table
        assert language == "en" or english_left(f"{title['cy']}. {words}") == ()


def test_what_adds_up_to_harm_is_drawn_where_somebody_gave_weights() -> None:
    shares = {"8N": 0.5, "19C": 0.3, "28E": 0.2}
    harm = Harm(CARDIFF, level().basis, Status.OBSERVED, shares=shares, table="Weights")
    found = replace(area_of(whole(BURGLARY)), harm=harm)
    released = released_of(found)

    drawn = [each for each in shown_charts(found, released) if each.table.endswith(".harm")]

    assert [each.place for each in drawn] == ["overview"]
    table = released.tables[drawn[0].table]
    assert "8N: 50%" in describe_chart(table, drawn[0].marks, "en")
    assert Shown(table.table.id, "overview") in shown_tables(CARDIFF, released)
