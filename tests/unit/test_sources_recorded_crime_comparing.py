"""police.uk beside the Home Office: by partnership, quarter and what can be compared."""

import pytest

from diogel.engine import open_engine
from diogel.sources.recorded_crime_comparing import (
    comparable_groups,
    compared,
    counted_differently,
    quarter_of,
)

INCIDENT = {"force": "text", "period": "text", "area_code": "text", "type": "text"}
RECORDED = {"area_code": "text", "period": "text", "offence_group": "text", "count": "integer"}
MONTHS = ("2019-01", "2019-02", "2019-03")


def result(tmp_path, incidents, recorded):
    with open_engine(scratch=tmp_path) as engine:
        frames = (engine.from_rows(INCIDENT, incidents), engine.from_rows(RECORDED, recorded))
        return compared(engine, *frames)


def street(area, kind, each, months=MONTHS, force="gwent"):
    return [(force, month, area, kind) for month in months for _ in range(each)]


def test_violence_and_sexual_offences_are_compared_together(tmp_path):
    recorded = [
        ("W06000022", "2019-Q1", "Violence against the person", 20),
        ("W06000022", "2019-Q1", "Sexual offences", 4),
    ]

    (one,) = result(tmp_path, street("W06000022", "Violence and sexual offences", 9), recorded)

    assert one.groups == ("violence", "sexual")
    assert (one.street, one.recorded, one.ratio) == (27, 24, 27 / 24)


def test_all_that_is_theft_is_one(tmp_path):
    incidents = [*street("W06000022", "Shoplifting", 2), *street("W06000022", "Burglary", 1)]

    (one,) = result(tmp_path, incidents, [("W06000022", "2019-Q1", "Theft offences", 10)])

    assert (one.street, one.recorded) == (9, 10)


def test_a_joint_partnership_is_the_sum_of_its_authorities(tmp_path):
    incidents = [
        *street("W06000016", "Robbery", 2, force="south-wales"),
        *street("W06000024", "Robbery", 1, force="south-wales"),
    ]

    (one,) = result(tmp_path, incidents, [("W14000023", "2019-Q1", "Robbery", 9)])

    assert (one.area_code, one.street) == ("W14000023", 9)


def test_a_month_that_a_force_lacks_is_missing_and_not_zero(tmp_path):
    incidents = street("W06000022", "Robbery", 2, months=MONTHS[:2])

    (one,) = result(tmp_path, incidents, [("W06000022", "2019-Q1", "Robbery", 9)])

    assert (one.street, one.recorded, one.ratio) == (None, 9, None)


def test_an_area_without_a_crime_in_months_that_are_there_is_zero(tmp_path):
    incidents = street("W06000021", "Robbery", 2)

    (one,) = result(tmp_path, incidents, [("W06000022", "2019-Q1", "Robbery", 9)])

    assert (one.street, one.ratio) == (0, 0.0)


def test_a_number_that_is_not_available_makes_none(tmp_path):
    recorded = [
        ("W06000022", "2019-Q1", "Violence against the person", 20),
        ("W06000022", "2019-Q1", "Sexual offences", None),
    ]

    (one,) = result(tmp_path, street("W06000022", "Violence and sexual offences", 9), recorded)

    assert (one.street, one.recorded, one.ratio) == (27, None, None)


def test_another_forces_rows_in_the_area_are_not_counted(tmp_path):
    incidents = [
        *street("W06000022", "Robbery", 2),
        *street("W06000022", "Robbery", 5, force="avon-and-somerset"),
    ]

    (one,) = result(tmp_path, incidents, [("W06000022", "2019-Q1", "Robbery", 9)])

    assert one.street == 6


def test_years_without_quarters_fraud_and_unplaced_rows_are_passed_over(tmp_path):
    recorded = [
        ("W06000022", "2018/19", "Robbery", 20),
        (None, "2019-Q1", "Robbery", 4),
        ("W06000022", "2019-Q1", "Fraud offences", 4),
    ]

    assert result(tmp_path, street("W06000022", "Robbery", 1), recorded) == ()


def test_every_group_of_police_uk_is_compared_with_something():
    assert comparable_groups()["violence"] == comparable_groups()["sexual"]
    assert comparable_groups()["theft"] == ("theft",)
    assert "fraud" not in comparable_groups()


@pytest.mark.parametrize(("month", "quarter"), [("2019-01", "2019-Q1"), ("2019-12", "2019-Q4")])
def test_a_month_lies_in_a_quarter(month, quarter):
    assert quarter_of(month) == quarter


def test_what_must_stand_beside_it_is_said_in_both_languages():
    assert counted_differently().complete
