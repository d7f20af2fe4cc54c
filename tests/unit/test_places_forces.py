"""Forces by the names that stand in police.uk's files."""

import pytest

from diogel.places import TRANSPORT_POLICE, area, force, force_reported_as, forces


def test_the_four_forces_of_wales_have_their_areas_codes():
    welsh = {one.slug: area(one.code).name.en for one in forces(welsh=True)}

    assert welsh == {
        "dyfed-powys": "Dyfed-Powys",
        "gwent": "Gwent",
        "north-wales": "North Wales",
        "south-wales": "South Wales",
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Gwent Police", "gwent"),
        ("GWENT  police", "gwent"),
        ("Devon and Cornwall Police", "devon-and-cornwall"),
        ("British Transport Police", TRANSPORT_POLICE),
    ],
)
def test_a_force_is_known_by_its_name_in_any_case(name, slug):
    found = force_reported_as(name)

    assert found is not None
    assert found == force(slug)


def test_an_unknown_force_is_none():
    assert force_reported_as("Gotham Police") is None
    assert force("gotham") is None
