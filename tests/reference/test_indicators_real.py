"""Indicators on the real archives: what they hold, what they cannot, and what they never say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diogel.core import Bilingual, Period, Status
from diogel.disclosure import load_policy, release
from diogel.indicators import (
    Evidence,
    Rebase,
    Verdict,
    change,
    comparators,
    compare,
    every_authority,
    field,
    indicate,
    level,
    nearest,
    read_area_set,
    tabulate,
    trend,
)
from diogel.statistics import Signal

ASB, CRIME, VIOLENCE = (
    "police-anti-social-behaviour",
    "police-recorded-crime",
    "police-violent-crime",
)
END_2021, FEBRUARY_2024 = Period.month(2021, 12), Period.month(2024, 2)
FEBRUARY_2019 = Period.month(2019, 2)


@pytest.mark.parametrize(
    "name", ["Dyfed-Powys", "Powys", "Sir Benfro", "Ceredigion", "Carmarthenshire"]
)
def test_dyfed_powys_of_2024_gives_no_rate_and_no_rank(real_evidence: Evidence, name: str) -> None:
    found = indicate(real_evidence, read_area_set(name), last=FEBRUARY_2024)

    assert len(found.measures) == 15
    for each in found.measures.values():
        assert each.level.status is Status.NOT_AVAILABLE
        assert (each.level.count, each.level.rate, each.change.ratio) == (None, None, None)
        assert all(c.rank is None and c.verdict is Verdict.NOT_GIVEN for c in each.comparisons)
        assert each.level.reason.en and each.level.reason.cy
    figures = tabulate([found]).figures
    assert all(figure.value is None for figure in figures.values())


def test_two_months_of_2024_compare_without_dyfed_powys_and_say_so(
    real_evidence: Evidence,
) -> None:
    known = field(
        real_evidence.series, VIOLENCE, FEBRUARY_2024, real_evidence.populations, months=2
    )
    cardiff = read_area_set("Cardiff")
    own = level(
        real_evidence.of(VIOLENCE, cardiff),
        cardiff,
        FEBRUARY_2024,
        real_evidence.populations,
        months=2,
    )
    wales = next(c for c in comparators(cardiff) if c.kind == "wales")

    found = compare(cardiff, own, wales, known)

    assert found.verdict is not Verdict.NOT_GIVEN
    assert (found.basis.forces, found.basis.of_forces) == (3, 4)
    assert "3 of 4" in found.reason.en and "3 o 4" in found.reason.cy
    assert "Dyfed-Powys" in found.reason.en
    assert found.rank is not None and found.rank.of == 18
    assert set(found.left_out) == set(read_area_set("Dyfed-Powys").authorities)


def test_wales_has_no_number_while_a_force_has_none(real_evidence: Evidence) -> None:
    wales = read_area_set("Cymru")
    points = real_evidence.of(VIOLENCE, wales).between(Period.month(2024, 1), FEBRUARY_2024)

    found = level(
        real_evidence.of(VIOLENCE, wales), wales, FEBRUARY_2024, real_evidence.populations, months=2
    )

    assert [point.value for point in points] == [None, None]
    assert all("Dyfed-Powys" in point.note.en for point in points if point.note)
    assert found.status is Status.NOT_AVAILABLE and found.rate is None
    assert (found.basis.forces, found.basis.of_forces) == (3, 4)


def test_seven_months_show_no_number_and_name_the_months(real_evidence: Evidence) -> None:
    for name in ("Cardiff", "North Wales"):
        found = indicate(real_evidence, read_area_set(name)).measures[CRIME]

        assert found.level.rate is None and found.trend.chart is None
        assert found.level.basis.missing
        assert "2023" in found.level.reason.en and "2023" in found.level.reason.cy
        assert found.places is not None and found.places.found is None
        assert found.gradient is not None and found.gradient.slope is None


def test_gwent_with_24_months_shows_everything(real_evidence: Evidence) -> None:
    found = indicate(real_evidence, read_area_set("Sir Fynwy"))

    crime = found.measures[CRIME]
    assert found.last == END_2021
    assert crime.level.given and crime.change.ratio and crime.trend.chart is not None
    assert crime.trend.season is not None and crime.trend.season.status is Status.OBSERVED
    assert crime.places is not None and crime.places.found is not None
    assert crime.gradient is not None and crime.gradient.slope is not None
    assert {n.code for n in found.notices} == {"stale"}


def test_april_2020_is_a_special_cause_and_rebases_nothing(real_evidence: Evidence) -> None:
    gwent = read_area_set("Gwent")
    found = trend(real_evidence.of(ASB, gwent), gwent, END_2021)

    marked = {m.period: m.signals for m in found.marked}
    assert Signal.ABOVE_LIMIT in marked[Period.month(2020, 4)]
    assert found.rebases == ()
    assert found.chart is not None
    assert len(set(found.chart.mean.tolist())) == 1


def test_only_a_recorded_rebase_moves_the_limits(real_evidence: Evidence) -> None:
    gwent = read_area_set("Gwent")
    series = real_evidence.of(ASB, gwent)
    start = Period.month(2021, 1)
    mine = Rebase(ASB, "*", start, Bilingual("a", "b"), "somebody", start.start)
    others = Rebase(VIOLENCE, "*", start, Bilingual("a", "b"), "somebody", start.start)

    found = trend(series, gwent, END_2021, [mine, others])

    assert found.rebases == (mine,)
    assert found.chart is not None and len(set(found.chart.mean.tolist())) == 2
    assert trend(series, gwent, END_2021, [others]).rebases == ()


def test_newport_is_not_gwent(real_evidence: Evidence) -> None:
    newport, gwent = read_area_set("Newport"), read_area_set("Gwent")

    one, other = indicate(real_evidence, newport), indicate(real_evidence, gwent)

    for measure, each in one.measures.items():
        assert each.level.count != other.measures[measure].level.count
    assert not [n for n in one.notices if n.code == "same-numbers"]


def test_authorities_that_carry_their_forces_numbers_are_told(real_evidence: Evidence) -> None:
    newport, gwent = read_area_set("Newport"), read_area_set("Gwent")
    copied = {**real_evidence.series, (CRIME, newport.id): real_evidence.of(CRIME, gwent)}
    evidence = Evidence(**{**vars(real_evidence), "series": copied, "shared": {}})

    for area in (newport, gwent):
        found = indicate(evidence, area, measures=[CRIME])

        told = [n for n in found.notices if n.code == "same-numbers"]
        assert [n.measure for n in told] == [CRIME]
        # A Chasnewydd: after a, and the name is mutated.
        assert "Newport" in told[0].text.en and "asnewydd" in told[0].text.cy
        assert "Gwent" in told[0].text.en and "Gwent" in told[0].text.cy


def test_counting_asb_another_way_is_no_change_of_asb(real_evidence: Evidence) -> None:
    gwent = read_area_set("Gwent")

    found = change(real_evidence.of(ASB, gwent), gwent, END_2021, real_evidence.populations)

    assert found.verdict is Verdict.NOT_GIVEN and found.ratio is None
    assert "23 March 2020" in found.reason.en and "23 Mawrth 2020" in found.reason.cy


def test_the_five_authorities_of_gwent_add_up_to_it(real_evidence: Evidence) -> None:
    gwent = read_area_set("Gwent")
    found = indicate(real_evidence, gwent, last=END_2021)

    for measure, each in found.measures.items():
        parts = [
            indicate(real_evidence, one, last=END_2021, measures=[measure]).measures[measure]
            for one in every_authority()
            if one.id in gwent.authorities
        ]
        assert sum(p.level.count or 0 for p in parts) == each.level.count


def test_every_verdict_agrees_with_the_limits_printed_beside_it(real_evidence: Evidence) -> None:
    told = []
    for one in every_authority():
        found = indicate(real_evidence, one, last=END_2021)
        told += [c for each in found.measures.values() for c in each.comparisons if c.rate]

    assert len(told) > 50
    for each in told:
        assert each.lower is not None and each.upper is not None and each.rate is not None
        outside = not each.lower <= each.rate <= each.upper
        assert outside == (each.verdict in (Verdict.HIGHER, Verdict.LOWER))
        assert each.ratio_limits is not None
        assert outside == (not each.ratio_limits.lower <= 1 <= each.ratio_limits.upper)


def test_rates_over_both_censuses_use_the_version_of_their_time(
    real_evidence: Evidence,
) -> None:
    cardiff = read_area_set("Cardiff")
    series, versions = real_evidence.of(CRIME, cardiff), real_evidence.populations

    early = level(series, cardiff, FEBRUARY_2019, versions, months=5)
    late = level(series, cardiff, FEBRUARY_2024, versions, months=2)
    burglary = real_evidence.of("police-burglary", cardiff)
    homes = level(burglary, cardiff, FEBRUARY_2019, versions, months=5)

    assert (early.basis.population, late.basis.population) == ("mid-2020", "census-2021")
    # Only the census tells of households, whatever the year.
    assert (homes.basis.population, homes.per) == ("census-2021", "households")


def test_small_areas_of_2024_lose_no_record_of_cardiff(real_evidence: Evidence) -> None:
    from diogel.indicators.geography import geography

    cardiff = read_area_set("Cardiff").authorities
    months = (Period.month(2024, 1), FEBRUARY_2024)
    series = real_evidence.of(CRIME, read_area_set("Cardiff"))

    here = geography(
        real_evidence.small,
        CRIME,
        cardiff,
        months,
        real_evidence.populations,
        real_evidence.units,
    )

    assert here is not None and here.vintage == 2021
    assert here.counts.sum() == sum(p.value or 0 for p in series.between(*months))


def test_a_window_over_both_censuses_joins_divided_areas(real_evidence: Evidence) -> None:
    from diogel.indicators.geography import geography

    cardiff = read_area_set("Cardiff").authorities
    months = (FEBRUARY_2019, Period.month(2024, 1))
    series = real_evidence.of(CRIME, read_area_set("Cardiff"))
    args = (real_evidence.small, CRIME, cardiff, months, real_evidence.populations)

    here = geography(*args, real_evidence.units)

    assert here is not None and here.vintage == 0
    held = {p.period: p.value for p in series.points}
    assert here.counts.sum() == sum(held[month] or 0 for month in months)
    assert here.people.sum() == pytest.approx(362_000, rel=0.03)
    assert geography(*args, {}) is None


def test_the_similar_authorities_are_those_of_the_demonstration(shared: Path) -> None:
    names = {one.name.en: one.id for one in every_authority()}
    with (shared / "data/facts/la_similarity_demo.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 22
    for row in rows:
        found = nearest(row["la_code"])
        assert [names[row[f"n{n}"]] for n in range(1, 6)] == list(found)
        assert [float(row[f"d{n}"]) for n in range(1, 6)] == pytest.approx(
            list(found.values()), abs=0.006
        )


def test_nothing_of_open_data_is_hidden_and_nothing_missing_is_shown(
    real_evidence: Evidence,
) -> None:
    areas = [indicate(real_evidence, read_area_set(n)) for n in ("Torfaen", "Cardiff", "Gwent")]

    released = release(tabulate(areas), load_policy())

    assert all(figure.shown for figure in released.figures.values())
    missing = [f.figure for f in released.figures.values() if f.figure.value is None]
    assert missing
    without = (Status.NOT_AVAILABLE, Status.NOT_APPLICABLE)
    assert all(f.status in without and f.note.en and f.note.cy for f in missing)


def test_the_domains_of_the_index_add_up_with_the_weights_that_were_taken_for_granted(
    real_evidence: Evidence,
) -> None:
    index = real_evidence.deprivation
    assert index is not None
    weights = {"income": 22, "employment": 22, "health": 15, "education": 14, "access": 10}
    weights |= {"housing": 7, "safety": 5, "environment": 5}

    for code, overall in index.scores["overall"].items():
        added = sum(n * index.scores[domain][code] for domain, n in weights.items()) / 100
        assert added == pytest.approx(overall, abs=1e-4)


def test_leaving_crime_out_moves_ranks_and_income_is_near_it(real_evidence: Evidence) -> None:
    index = real_evidence.deprivation
    assert index is not None

    without, overall = index.ranked_by("without-crime"), index.ranked_by("overall")

    assert len(without) == 1_909 and sorted(without.values()) == list(range(1, 1_910))
    assert sum(without[c] != overall[c] for c in without) > 0
    assert max(abs(without[c] - overall[c]) for c in without) < 400
