"""The demo listings and docs/listing-fields.md match the API."""

import pytest

from demo.catalogue import HOUSES, House
from tests.templates import PROJECT
from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeListings, a_listing, with_picture
from unicorn_kernel.address import FIELDS as ADDRESS_FIELDS

FIELDS = (PROJECT / "docs" / "listing-fields.md").read_text()


@pytest.mark.usefixtures("listings")
@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.address.property_id)
def test_a_demo_listing_is_accepted_and_kept_unchanged(house: House) -> None:
    body = house.listing()
    answer = ask("POST", "/properties", body)
    assert (answer.status, answer.body["property_id"]) == (201, house.address.property_id)
    assert {name: answer.body[name] for name in body if name != "address"} | {"address": body["address"]} == body


def test_the_alternative_text_of_a_demo_image_is_accepted(listings: FakeListings) -> None:
    pictured = with_picture(a_listing())
    listings.add(pictured)
    for house in HOUSES:
        place = {"image_id": str(pictured.images[0].image_id), "alt_text": house.alt_text}
        answer = ask("PUT", f"/properties/{pictured.property_id}/images", [place])
        assert answer.body["images"][0]["alt_text"] == house.alt_text


def test_the_table_of_fields_has_every_field_of_the_responses(listings: FakeListings) -> None:
    listings.add(with_picture(a_listing()))
    [listing] = ask("GET", "/properties").body
    own = set(listing) - set(ADDRESS_FIELDS) - {"images", "price_history", "status_history", "is_public", "version"}
    assert [name for name in sorted(own) if f"`{name}`" not in FIELDS] == []
    of_pictures = {"image_id", "urls", "width", "height", "alt_text", "caption"}
    assert of_pictures <= set(listing["images"][0])
    for name in of_pictures:
        assert f"images[].{name}`" in FIELDS or f"`.{name}`" in FIELDS
