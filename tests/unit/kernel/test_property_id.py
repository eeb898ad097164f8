"""One name for a property, whatever its spelling."""

import pytest

from unicorn_kernel.property_id import Address, InvalidPropertyId, normalise, of_address

pytestmark = pytest.mark.domain


@pytest.mark.parametrize(
    "spelling",
    [
        "usa/anytown/main-street/111",
        "USA/Anytown/Main Street/111",
        " usa / ANYTOWN /main  street/111 ",
        "usa/anytown/Máin_Street/111",
    ],
)
def test_every_spelling_gives_the_same_property_id(spelling: str) -> None:
    assert normalise(spelling) == "usa/anytown/main-street/111"


@pytest.mark.parametrize(
    "text", ["", "usa", "usa/anytown/111", "usa/anytown/main/1/2", "usa//main/1", "a/b/c/!!!", "a/" * 3]
)
def test_an_invalid_property_id_is_rejected(text: str) -> None:
    with pytest.raises(InvalidPropertyId, match="country/city/street/number"):
        normalise(text)


def test_a_slash_inside_an_address_part_adds_no_part() -> None:
    address = Address(country="DE", city="Köln", street="Straße 12/14", number="3/2")
    assert of_address(address) == "de/koln/strasse-12-14/3-2"


def test_a_normalised_id_is_its_own_normal_form() -> None:
    assert normalise(normalise("Côte d'Ivoire/Abidjan/Rue №5/12½")) == normalise("Côte d'Ivoire/Abidjan/Rue №5/12½")
