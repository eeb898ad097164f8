"""An id sent beside an address: as the kernel makes it, or as clients of older systems do, from slugs alone."""

# ruff: noqa: RUF001 - apostrophes that look alike are what this is about

import pytest

from unicorn_kernel.address import Address, InvalidAddress, InvalidPropertyId
from unicorn_kernel.given_ids import id_beside
from unicorn_kernel.property_id import of_address

pytestmark = pytest.mark.domain


def home(city: str = "Anytown", street: str = "Main Street", number: str = "111", unit: str | None = None) -> Address:
    return Address(country="USA", city=city, street=street, number=number, unit=unit)


@pytest.mark.parametrize("given", [None, "usa/anytown/main-street/111", "USA/Anytown/Main Street/111"])
def test_the_id_of_the_address_may_stand_beside_it_in_any_case_or_be_left_out(given: str | None) -> None:
    assert id_beside(home(), given) == "usa/anytown/main-street/111"


@pytest.mark.parametrize(
    ("address", "given"),
    [
        (home(number="12/4"), "usa/anytown/main-street/12-4"),
        (home(number="12½"), "usa/anytown/main-street/121-2"),
        (home(city="Köln"), "usa/koln/main-street/111"),
        (home(city="苏州"), "usa/su-zhou/main-street/111"),
        (home(street="O’Connell Street"), "usa/anytown/oconnell-street/111"),
        (home(street="O’Connell Street"), "usa/anytown/o-connell-street/111"),
        (home(street="O'Connell Street"), "usa/anytown/o-connell-street/111"),
        (home(city="Köln"), "USA/köln/Main Street/111"),
    ],
)
def test_slugs_of_older_clients_are_accepted_beside_their_address(address: Address, given: str) -> None:
    assert id_beside(address, given) == of_address(address) != given


@pytest.mark.parametrize("given", ["usa/anytown/main-street/112", "usa/anytown/main-street/11-1"])
def test_the_id_of_another_home_is_an_error_that_names_both(given: str) -> None:
    with pytest.raises(InvalidPropertyId, match=rf"main-street/111, not of {given}"):
        id_beside(home(), given)


def test_older_clients_knew_no_unit() -> None:
    with pytest.raises(InvalidPropertyId):
        id_beside(home(unit="4"), "usa/anytown/main-street/111")


def test_a_text_that_is_no_id_is_an_error() -> None:
    with pytest.raises(InvalidPropertyId, match=r"country/city/street/number"):
        id_beside(home(), "nowhere")


def test_an_address_that_cannot_be_spelled_is_an_error_of_its_field() -> None:
    with pytest.raises(InvalidAddress, match=r"^city") as error:
        id_beside(home(city="!!!"), None)
    assert error.value.field == "city"
