"""The standard's own content: whole in both languages, and every reference leads somewhere."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from diogel.core import Bilingual, Grain
from diogel.language.detector import english_left
from diogel.language.glossary import terms
from diogel.places import Scheme
from diogel.standard import (
    crosswalk,
    definitions,
    duties,
    linked_to,
    links,
    list_schemas,
    measure,
    measures,
    prescribed_items,
    schema,
    suppliers,
    tables,
    themes,
    themes_of,
    units,
)
from diogel.standard.code_lists import code_list
from diogel.standard.definitions import SOURCE_TYPES

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# Published labels, codes and file headings, which stand in their own language on purpose.
QUOTED = ("On or near High Street", "suppression", "open", "si-2007-1831", "name=value")


def texts(value: Any, where: str = "") -> Iterator[tuple[str, Bilingual]]:
    """Every text in both languages inside a value, with the way to it."""
    if isinstance(value, Bilingual):
        yield where, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            name = getattr(item, "code", getattr(item, "name", number))
            yield from texts(item, f"{where}[{name}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{where}[{key}]")


def written() -> list[tuple[str, Bilingual]]:
    everything = (("definitions", definitions()), ("tables", (*tables(), *list_schemas())))
    found = [item for name, value in everything for item in texts(value, name)]
    return [(where, text) for where, text in found if text.en or text.cy]


def test_every_text_is_there_in_both_languages() -> None:
    assert [where for where, text in written() if not text.complete] == []
    assert len(written()) > 1500


def test_no_welsh_text_has_english_left_in_it() -> None:
    found = [
        (where, snippets)
        for where, text in written()
        if text.en != text.cy and (snippets := english_left(text.cy, allowed=QUOTED))
    ]

    assert found == []


def test_welsh_and_english_end_alike() -> None:
    found = [w for w, t in written() if (t.en[-1] in ".:?!") != (t.cy[-1] in ".:?!")]

    assert found == []


def test_the_glossary_word_is_used_and_not_another() -> None:
    wrong = [(re.compile(rf"\b{re.escape(w)}\b", re.I), t.cy) for t in terms() for w in t.not_cy]
    found = [(w, right) for w, text in written() for p, right in wrong if p.search(text.cy)]

    assert found == []


def test_the_wheel_has_its_13_segments_and_the_survey_its_18_themes() -> None:
    wheel = sorted(t.named["wheel-2017"][0] for t in themes() if "wheel-2017" in t.named)
    survey = sorted(t.named["workforce-2021"][0] for t in themes() if "workforce-2021" in t.named)

    assert wheel == list(range(1, 14))
    assert survey == list(range(1, 19))


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.code)
def test_a_theme_has_measures_beyond_the_police_or_says_why_not(theme: Any) -> None:
    own = [m for m in measures() if theme.code in m.themes]
    others = [m for m in own if m.source_type != "police"]

    assert bool(own) != theme.no_measure.complete
    if own:
        assert bool(others) != theme.only_police.complete


def test_every_measure_comes_from_suppliers_of_the_register() -> None:
    known = {supplier.code for supplier in suppliers()}

    assert {s.supplier for m in measures() for s in m.supplies} == known
    assert all(m.supplies for m in measures())


def test_a_measures_kind_of_source_is_that_of_one_of_its_suppliers() -> None:
    kinds = {supplier.code: supplier.source_type for supplier in suppliers()}
    astray = [
        m.code for m in measures() if m.source_type not in {kinds[s.supplier] for s in m.supplies}
    ]

    # What partners gather together is counted by the authority that leads.
    assert astray == []


def test_what_a_supplier_is_asked_for_is_what_the_measures_say() -> None:
    police = next(supplier for supplier in suppliers() if supplier.code == "police")

    burglary = next(s for s in police.supplies if s.measure == "police-burglary")

    assert (burglary.frequency, burglary.grain) == ("month", Grain.MONTH)
    assert burglary.prescribed == ("police-burglary",)


def test_every_unit_is_used_or_kept_for_rates() -> None:
    used = {m.unit for m in measures()}

    spare = {unit.code for unit in units()} - used

    assert spare == {"per-1000-residents", "per-100000-residents", "days"}


def test_the_14_police_types_have_their_measures() -> None:
    current = [t for t in crosswalk().police_types if not t.until]

    assert len(current) == 14
    for kind in current:
        assert kind.measure == f"police-{kind.slug}"
        assert measure(kind.measure).police_type == kind.label
        assert measure(kind.measure).title.complete


def test_an_older_label_names_what_it_became() -> None:
    labels = {t.label for t in crosswalk().police_types if not t.until}
    older = [t for t in crosswalk().police_types if t.until]

    assert {t.label for t in older} == {"Violent crime", "Public disorder and weapons"}
    assert all(t.became and set(t.became) <= labels for t in older)
    assert [t.label for t in older if not t.measure] == ["Public disorder and weapons"]


def test_every_type_and_group_maps_both_ways() -> None:
    groups = {g.code: set(g.police_types) for g in crosswalk().offence_groups}
    for kind in crosswalk().police_types:
        assert themes_of("police-type", kind.label) == tuple(
            t.code for t in themes() if t.code in kind.themes
        )
        assert bool(kind.groups) == kind.recorded_crime
        assert set(kind.groups) <= set(groups)
        if not kind.until:
            assert {code for code, held in groups.items() if kind.label in held} == set(kind.groups)
    for group in crosswalk().offence_groups:
        assert themes_of("offence-group", group.code)
        assert bool(group.police_types) != group.note.complete


def test_every_theme_leads_to_something_and_back() -> None:
    for theme in themes():
        found = linked_to(theme.code)
        assert found, theme.code
        assert all(theme.code in themes_of(link.kind, link.code) for link in found)
    assert len({(x.theme, x.kind, x.code) for x in links()}) == len(links())


def test_labels_are_known_whatever_their_capitals_or_year() -> None:
    walk = crosswalk()

    assert walk.police_type("violence AND sexual offences") is walk.police_type(
        "Violence and sexual offences"
    )
    group = walk.offence_group("Theft Offences")
    assert group is not None and group.code == "theft"
    assert walk.offence_group("Miscellaneous crimes") is walk.offence_group(
        "Miscellaneous crimes against society"
    )
    assert walk.police_type("Piracy") is None
    assert walk.offence_group("Piracy") is None


def test_the_real_files_use_no_label_that_the_crosswalk_lacks() -> None:
    cube = SHARED / "data" / "oracles" / "cube_force_la_month_type.csv"
    if not cube.is_file():
        pytest.skip("the oracle files are not on this machine")
    with cube.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(name for name in rows[0] if "type" in name.lower())

    found = {row[column] for row in rows}

    assert len(found) == 14
    assert {label for label in found if crosswalk().police_type(label) is None} == set()


def test_every_prescribed_item_is_answered_by_its_own_holder() -> None:
    for item in prescribed_items():
        holders = {s.supplier for m in measures() for s in m.supplies if item.code in s.prescribed}
        assert holders == {item.supplier}, item.code
    assert {item.duty for item in prescribed_items()} == {"prescribed-information"}
    assert len(prescribed_items()) == 25


def test_a_duty_in_force_says_since_when_or_why_nobody_knows() -> None:
    for duty in duties():
        if duty.status == "in-force":
            assert duty.in_force or duty.day_note.complete
        else:
            assert duty.in_force is None


def test_the_days_that_were_read_are_these() -> None:
    by_code = {duty.code: duty for duty in duties()}

    assert by_code["serious-violence"].in_force == date(2023, 1, 31)
    assert by_code["protection-of-premises"].made == date(2025, 4, 3)
    assert by_code["protection-of-premises"].not_before == date(2027, 4, 3)


def test_no_definition_pretends_to_have_been_checked() -> None:
    assert [m.code for m in measures() if m.checker or m.checked] == []
    assert all(m.next_review > date(2026, 11, 22) for m in measures())


def test_numbers_that_could_point_to_a_person_are_not_asked_for_below_wales() -> None:
    for code in ("prevent-referrals", "channel-cases"):
        assert measure(code).lowest_geography == "country"
        assert measure(code).disclosure == "sensitive"


def test_the_recording_changes_that_everybody_must_know_are_told() -> None:
    days = {
        code: {c.day for c in measure(code).changes}
        for code in ("police-recorded-crime", "police-anti-social-behaviour")
    }

    assert {date(2002, 4, 1), date(2014, 11, 18)} <= days["police-recorded-crime"]
    assert date(2020, 3, 23) in days["police-anti-social-behaviour"]


@pytest.mark.parametrize("listed", list_schemas(), ids=lambda listed: listed.name)
def test_a_list_has_the_columns_and_codes_of_its_schema(listed: Any) -> None:
    rows = list(code_list(listed.name, definitions()))

    assert rows
    assert {len(row) for row in rows} == {len(listed.fields)}
    for at, field in enumerate(listed.fields):
        if field.enum:
            assert {row[at] for row in rows} - {""} <= set(field.enum), field.name


def test_the_observations_have_the_25_columns_of_the_standard() -> None:
    columns = schema("observations").columns

    assert len(columns) == 25
    assert columns[:6] == (
        "standard_version",
        "period",
        "area_code",
        "area_scheme",
        "theme_code",
        "measure_code",
    )
    assert columns[-2:] == ("note_en", "note_cy")


def test_a_column_example_is_allowed_by_its_own_rules() -> None:
    for table in tables():
        for field in table.fields:
            if not field.example:
                assert not field.required, (table.name, field.name)
                continue
            if field.enum:
                assert field.example in field.enum
            if field.pattern:
                assert re.fullmatch(field.pattern, field.example), (table.name, field.name)


def test_codes_of_sources_and_areas_are_those_of_the_tables() -> None:
    assert tuple(schema("observations").field("source_type").enum) == SOURCE_TYPES
    assert set(schema("observations").field("area_scheme").enum) == {s.value for s in Scheme}


def test_no_published_table_asks_for_a_name_or_an_address() -> None:
    personal = re.compile(r"\b(surname|forename|dob|birth|postcode|address|nhs|phone|email)\b")

    found = [
        (table.name, field.name)
        for table in tables()
        for field in table.fields
        if personal.search(field.name.replace("_", " "))
    ]

    assert found == []


def test_measures_stand_in_the_order_of_their_codes() -> None:
    codes = [m.code for m in measures()]

    assert all(first < second for first, second in pairwise(codes))
