"""Scores in the register: who, when and why; nothing written over; a change needs a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from risk_factory import DAY, FIRST, MODEL, PRIORITIES, TODAY, all_scores, score_of

from diogel.assessment import (
    Evidence,
    ImportedScore,
    Moderation,
    Score,
    imported_scores,
    moderate,
    moderations,
    read_imported_scores,
    record_imported,
    record_scores,
    score,
    stored_scores,
    suggest,
    waiting_for,
)
from diogel.core import Refused
from diogel.engine import Engine, open_engine
from diogel.language import explain_all
from diogel.store import Release, Store


class Clock:
    """An hour passes at each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(threads=1) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", clock=Clock())


def record(store: Store, engine: Engine, *scores: Score) -> Release | None:
    return record_scores(store, engine, scores, priorities=PRIORITIES, model=MODEL, today=TODAY)


def refusal(store: Store, engine: Engine, *scores: Score) -> list[str]:
    with pytest.raises(Refused) as refused:
        record(store, engine, *scores)
    for language in ("en", "cy"):
        assert all(explain_all(refused.value.problems, language))
    return [problem.code for problem in refused.value.problems]


def test_what_is_recorded_is_read_back_as_it_was(store: Store, engine: Engine) -> None:
    given = [score_of(reason="Gwelwyd cynnydd â ŵ"), score_of(item="trend", level=None)]

    record(store, engine, *given)

    assert set(stored_scores(store, engine)) == set(given)


def test_a_change_without_a_reason_is_refused_and_nothing_is_kept(store, engine) -> None:
    record(store, engine, score_of(level=2))

    codes = refusal(store, engine, score_of(level=3), score_of(item="financial"))

    assert codes == ["risk.change-without-reason"]
    assert [(s.item, s.level) for s in stored_scores(store, engine)] == [("physical", 2)]


def test_the_reason_of_an_earlier_change_is_no_reason_for_the_next(store, engine) -> None:
    record(store, engine, score_of(level=2))
    record(store, engine, score_of(level=3, reason="New figures"))

    assert refusal(store, engine, score_of(level=4, reason="New figures"))


def test_a_change_takes_the_place_of_one_priority_of_one_scorer_alone(store, engine) -> None:
    record(store, engine, *all_scores("Council"))
    record(store, engine, *all_scores("Police"))
    before = stored_scores(store, engine)

    record(store, engine, score_of(level=4, reason="A death"))

    after = stored_scores(store, engine)
    assert set(after) - set(before) == {score_of(level=4, reason="A death")}
    assert len(after) == len(before)


def test_going_back_to_an_earlier_score_holds(store: Store, engine: Engine) -> None:
    first, second = score_of(level=2, reason="A"), score_of(level=3, reason="B")
    record(store, engine, first)
    record(store, engine, second)

    record(store, engine, first)

    assert stored_scores(store, engine) == (first,)


def test_the_scores_of_any_moment_can_still_be_read(store: Store, engine: Engine) -> None:
    release = record(store, engine, score_of(level=2))
    record(store, engine, score_of(level=3, reason="New figures"))

    assert release is not None
    then = stored_scores(store, engine, as_at=release.received_at)
    assert [one.level for one in then] == [2]


def test_the_same_scores_again_are_no_release(store: Store, engine: Engine) -> None:
    record(store, engine, *all_scores())

    again = record(store, engine, *[replace(s, on=date(2026, 11, 9)) for s in all_scores()])

    assert again is None
    assert {one.on for one in stored_scores(store, engine)} == {DAY}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"level": 5}, "risk.not-a-level"),
        ({"level": -1}, "risk.not-a-level"),
        ({"level": True}, "risk.not-a-level"),
        ({"item": "phsical"}, "risk.no-such-item"),
        ({"priority": "W06000015.road-safty"}, "risk.no-such-priority"),
        ({"scorer": " "}, "risk.scorer-wanted"),
        ({"who": ""}, "risk.who-wanted"),
        ({"who": "x" * 500}, "risk.too-long"),
        ({"reason": "x" * 5000}, "risk.too-long"),
        ({"on": date(2027, 1, 1)}, "risk.future-day"),
        ({"suggested": 3}, "risk.departure-without-reason"),
    ],
)
def test_a_wrong_score_is_refused(store, engine, parts: dict[str, object], code: str) -> None:
    assert refusal(store, engine, score_of(**parts)) == [code]  # type: ignore[arg-type]


def test_leaving_a_suggested_level_with_a_reason_is_kept_with_its_figure(store, engine) -> None:
    given = score_of(level=1, suggested=3, source="W06000015.x.rate12", reason="Counted twice")

    record(store, engine, given)

    assert stored_scores(store, engine) == (given,)


def test_a_single_score_is_made_and_checked_by_a_function() -> None:
    evidence = Evidence(volume=0.9, volume_figure="W06000015.x.rate12")
    suggestions = suggest(PRIORITIES[0], evidence, MODEL)
    names = {"on": DAY, "who": "Analyst", "priorities": PRIORITIES, "model": MODEL}

    made = score(FIRST, "Council", "volume", 4, suggestions=suggestions, today=TODAY, **names)

    assert (made.suggested, made.source) == (4, "W06000015.x.rate12")
    with pytest.raises(Refused):
        score(FIRST, "Council", "volume", 1, suggestions=suggestions, today=TODAY, **names)


@pytest.mark.parametrize(
    ("evidence", "item", "level"),
    [
        (Evidence(volume=0.0, volume_figure="f"), "volume", 0),
        (Evidence(volume=0.2, volume_figure="f"), "volume", 1),
        (Evidence(volume=1.0, volume_figure="f"), "volume", 4),
        (Evidence(trend="no-change", trend_figure="f"), "trend", 2),
        (Evidence(trend="clear-rise", trend_figure="f"), "trend", 4),
        (Evidence(forecast=1.0, forecast_figure="f"), "forecast", 2),
        (Evidence(breadth=0.35, breadth_figure="f"), "breadth", 4),
    ],
)
def test_the_data_suggest_a_level_with_its_figure(evidence, item: str, level: int) -> None:
    (found,) = suggest(PRIORITIES[0], evidence, MODEL)

    assert (found.item, found.level, found.source) == (item, level, "f")


def test_what_is_not_known_suggests_nothing() -> None:
    assert suggest(PRIORITIES[0], Evidence(), MODEL) == ()


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(volume=0.5),
        Evidence(volume=1.5, volume_figure="f"),
        Evidence(forecast=float("nan"), forecast_figure="f"),
        Evidence(trend="up", trend_figure="f"),
    ],
)
def test_evidence_without_a_figure_or_outside_its_range_is_our_own_fault(evidence) -> None:
    with pytest.raises(ValueError):
        suggest(PRIORITIES[0], evidence, MODEL)


def test_impact_that_the_network_moderated_is_suggested_by_its_theme() -> None:
    model = replace(MODEL, starting={"road-safety": {"physical": 4}})

    (found,) = suggest(PRIORITIES[0], Evidence(), model)

    assert (found.item, found.level, found.source) == ("physical", 4, "starting:road-safety")


def test_who_is_waited_for_is_told_item_by_item() -> None:
    scores = [s for s in all_scores("Council") if s.item != "breadth"]

    waiting = waiting_for(scores, PRIORITIES[:1], ["Council", "Police"], MODEL)

    assert waiting["Council", FIRST] == ("breadth",)
    assert len(waiting["Police", FIRST]) == len(MODEL.items)


def decision(**parts: object) -> Moderation:
    values: dict[str, object] = {
        "priority": FIRST,
        "item": "physical",
        "level": 3,
        "on": DAY,
        "reason": "Two deaths this year",
        "people": ("Chair; Cardiff", "Police lead"),
        "model": MODEL.version,
    }
    return Moderation(**{**values, **parts})  # type: ignore[arg-type]


def test_a_level_decided_together_is_read_back_with_who_decided(store, engine) -> None:
    moderate(store, engine, [decision()], priorities=PRIORITIES, model=MODEL, today=TODAY)

    assert moderations(store, engine) == (decision(),)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"reason": " "}, "risk.moderation-without-reason"),
        ({"people": ("Chair", " chair")}, "risk.moderators-few"),
        ({"level": 7}, "risk.not-a-level"),
        ({"item": "x"}, "risk.no-such-item"),
        ({"on": date(2030, 1, 1)}, "risk.future-day"),
    ],
)
def test_a_decision_without_reason_or_people_is_refused(store, engine, parts, code) -> None:
    with pytest.raises(Refused) as refused:
        moderate(
            store, engine, [decision(**parts)], priorities=PRIORITIES, model=MODEL, today=TODAY
        )

    assert [problem.code for problem in refused.value.problems] == [code]


def test_others_scores_are_kept_word_for_word(tmp_path: Path, store, engine) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "Blaenoriaeth,Sgoriwyd gyda,Sgôr,Dyddiad,Ffynhonnell\n"
        "Diogelwch ar y ffyrdd,MoRiLE,  High / 72.50 ,03/10/2026,South Wales Police\n",
        encoding="utf-8",
    )

    read = read_imported_scores(path, PRIORITIES, today=TODAY)
    record_imported(store, engine, read, supplier="South Wales Police")

    expected = ImportedScore(
        FIRST, "MoRiLE", "High / 72.50", date(2026, 10, 3), "South Wales Police"
    )
    assert imported_scores(store, engine) == (expected,)
    assert record_imported(store, engine, read, supplier="South Wales Police") is None


def test_every_fault_of_others_scores_is_told_at_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "Priority,Scored with,Score,Day,Source\n"
        "Rode safety,MoRiLE,9,03/10/2026,SWP\n"
        "Hate crime,MoRiLE,,31/02/2026,SWP\n",
        encoding="utf-8",
    )

    with pytest.raises(Refused) as refused:
        read_imported_scores(path, PRIORITIES, today=TODAY)

    found = [(p.code, p.place.row) for p in refused.value.problems]
    assert found == [
        ("risk.no-such-priority", 2),
        ("risk.imported-blank", 3),
        ("risk.not-a-day", 3),
    ]


def test_two_scores_of_one_priority_by_one_system_are_told(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    row = "Hate crime,MoRiLE,{},03/10/2026,SWP\n"
    path.write_text("Priority,Scored with,Score,Day,Source\n" + row.format(1) + row.format(2))

    with pytest.raises(Refused) as refused:
        read_imported_scores(path, PRIORITIES, today=TODAY)

    assert [p.code for p in refused.value.problems] == ["risk.imported-twice"]
