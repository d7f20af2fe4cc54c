"""What points at a person is refused without being repeated; what is published is not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diogel.core import LANGUAGES
from diogel.files import Sheet, read_sheets
from diogel.language import explain
from diogel.standard import check_file, personal_problems
from diogel.standard.validation.guard import personal_heading, personal_text

PERSONAL = {
    "name": [
        "Gareth Jones",
        "JONES, Gareth",
        "Mrs Beynon",
        "PC Rees",
        "Siân ap Rhys",
        "by Elin Wyn",
    ],
    "postcode": ["CF10 1AB", "sa11 3ew", "LL572DG", "near NP20 4UR today"],
    "email": ["g.jones@example.cymru", "ask: a_b@c-d.gov.uk"],
    "phone": ["07700 900123", "+44 29 2018 0000", "01792555123", "(01792) 555 123"],
    "nhs-number": ["943 476 5919", "9434765919"],
    "ni-number": ["AB 12 34 56 C", "AB123456C"],
    "birth-date": ["DOB 1/2/1990", "ganed 03/04/1987", "born on 3 May 1990"],
    "vehicle": ["AB12 CDE", "CX12ABC"],
    "reference": ["crime ref 2300123456", "URN: 62/123456/23", "rhif trosedd 2400112233"],
    "address": ["12 High Street", "14 Heol y Bont", "Flat 3, somewhere"],
}
HARMLESS = [
    *("Merthyr Tydfil", "Ynys Môn", "Victoria Park", "Aneurin Bevan", "Hywel Dda", "John Street"),
    *("W06000015", "2018-10", "2018/19", "SA1", "LL57", "0300 123 4567", "1,234", "101"),
    *("On or near Supermarket", "34A", "E01003131", "Misuse of Drugs Act 1971 (section 23)"),
    *("Counted again in March 2026, see page 12", "Ailgyfrifwyd ym mis Mawrth", "12345678901"),
    *("Domestic Abuse", "Prince of Wales Hospital", "Cyngor Sir Gâr", "Rhondda Cynon Taf"),
]
HEADINGS = {
    *("Name", "Enw", "Surname", "cyfenw", "first_name", "Enw'r dioddefwr", "Date of birth", "DOB"),
    *("dyddiad geni", "Postcode", "Cod Post", "NHS Number", "Rhif GIG", "Crime number", "URN"),
    *("Crime Ref.", "Address", "Cyfeiriad", "E-bost", "Rhif ffôn", "VRM", "National Insurance No"),
    *("victim_surname", "cyfeirnod trosedd", "Crime Number (Niche)", "Client ID"),
}
SAFE_HEADINGS = [
    *(
        "LSOA name",
        "ltla24_name",
        "CSP Name",
        "Force Name",
        "Enw'r ardal",
        "Officer-defined ethnicity",
    ),
    *("birth_weight", "Low birth weight", "accident_reference", "Postcode district", "note_en"),
    *("Gender", "Age range", "alias", "Number of offences", "Reported by", "area_code"),
]


@pytest.mark.parametrize("kind", PERSONAL)
def test_each_kind_of_personal_text_is_known(kind: str) -> None:
    found = {text: personal_text(text) for text in PERSONAL[kind]}

    assert found == dict.fromkeys(PERSONAL[kind], f"personal.{kind}")


@pytest.mark.parametrize("text", HARMLESS)
def test_places_codes_and_notes_are_not_taken_for_persons(text: str) -> None:
    assert personal_text(text) == ""


@pytest.mark.parametrize("heading", sorted(HEADINGS))
def test_headings_of_persons_are_known_in_both_languages(heading: str) -> None:
    assert personal_heading(heading).startswith("personal.")


@pytest.mark.parametrize("heading", SAFE_HEADINGS)
def test_headings_of_places_and_numbers_are_let_be(heading: str) -> None:
    assert personal_heading(heading) == ""


def test_a_number_with_a_wrong_last_digit_is_no_nhs_number() -> None:
    assert personal_text("943 476 5918") == ""


def test_a_heading_called_name_over_names_of_places_is_let_be() -> None:
    places = ("Cardiff", "Newport", "Sir y Fflint", "Powys")
    sheet = Sheet("", (("Name", "Value"), *((place, "1") for place in places)))

    assert personal_problems(sheet, 1) == ()


def test_a_column_of_days_that_goes_back_over_lives_is_one_of_births() -> None:
    days = [f"{1950 + 4 * n}-0{n % 9 + 1}-{10 + n}" for n in range(12)]
    sheet = Sheet("", (("Diwrnod", "Nifer"), *((day, "1") for day in days)))

    assert [p.code for p in personal_problems(sheet, 1)] == ["personal.column"]


def test_nothing_personal_is_repeated_in_any_problem(tmp_path: Path) -> None:
    secrets = [text for texts in PERSONAL.values() for text in texts]
    path = tmp_path / "partner.csv"
    headings = ["period", "area_code", "measure_code", "value", "note_en", "note_cy", "Lliw"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*headings, "Gareth Pritchard", "Surname"])
        for text in secrets:
            writer.writerow([text, text, text, text, text, text, text, "x", "Prydderch"])

    problems = check_file(path, "observations").problems

    said = " ".join(explain(problem, language) for problem in problems for language in LANGUAGES)
    said += repr(problems)
    # A date or a number is no secret by itself in a column of periods or values.
    plain = {"9434765919", "01792555123"}
    assert [secret for secret in [*secrets, "Prydderch", "Pritchard"] if secret in said] == [
        secret for secret in secrets if secret in plain and secret in said
    ]
    assert len(problems) > len(secrets)


@pytest.mark.parametrize(
    "folder", ["la_indicators", "lookups", "prc_csp", "stats19", "stop_search", "facts"]
)
def test_published_data_is_not_refused_as_personal(folder: str, shared: Path) -> None:
    for path in sorted((shared / "data" / folder).glob("*.csv")):
        (sheet,) = read_sheets(path)

        assert personal_problems(sheet, 1) == (), path.name
