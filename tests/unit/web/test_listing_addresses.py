"""The address of a listing: what is typed, what is stored and shown, and which listing has its id already."""

# ruff: noqa: RUF001 - typographic characters are what this is about

from typing import Any

import pytest
from web_service.events import PublicationApprovalRequested

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import FakeListings, pending
from tests.unit.web.test_listing_fields import ADDRESS, DRAFT

pytestmark = pytest.mark.usefixtures("bucket")
OTHER_AGENT = CLAIMS | {"cognito:username": "agent2"}
TERMS = {name: value for name, value in DRAFT.items() if name != "property_id"}
SPRINGFIELD = {"country": "USA", "city": "Springfield", "street": "Main Street", "number": "111"}
EVERY_FIELD = SPRINGFIELD | {"region": "Illinois", "postcode": "62701", "unit": "Apt 4"}


def drafted(address: dict[str, Any], **options: Any) -> Answer:
    return ask("POST", "/properties", TERMS | {"address": address}, **options)


def test_the_canonical_spelling_is_what_is_stored_and_shown(listings: FakeListings) -> None:
    listing = drafted(
        {"country": " USA", "city": "SANKT   Nam ", "street": "O’Connell\tStreet", "number": "12–14"}
    ).body
    shown = {"country": "USA", "city": "SANKT Nam", "street": "O'Connell Street", "number": "12-14"}
    assert listing.items() >= shown.items()
    stored = listings.get(listing["property_id"]).address
    assert {part: getattr(stored, part) for part in shown} == shown


def test_a_number_may_be_sent_as_an_integer(listings: FakeListings) -> None:
    as_integer = drafted(ADDRESS | {"number": 123}).body
    assert (as_integer["number"], as_integer["property_id"]) == ("123", "usa/anytown/main-street/123")
    assert drafted(ADDRESS | {"number": "123"}).kind == "listing-exists"


@pytest.mark.parametrize("number", [True, 1.5, -1, [], 10**60])
def test_no_other_number_is_a_house_number(listings: FakeListings, number: object) -> None:
    refused = drafted(ADDRESS | {"number": number})
    assert (refused.status, refused.fields) == (400, {"address.number"})


def test_region_postcode_and_unit_are_shown_and_published(listings: FakeListings) -> None:
    listing = drafted(EVERY_FIELD).body
    assert listing.items() >= EVERY_FIELD.items()
    asked = pending(listings.get(listing["property_id"]))
    assert asked.request
    event = PublicationApprovalRequested.of(asked, asked.request)
    assert event.address.model_dump() == EVERY_FIELD


def test_cities_of_the_same_name_in_two_states_are_two_places(listings: FakeListings) -> None:
    ids = {drafted(SPRINGFIELD | {"region": state}).body["property_id"] for state in ("Illinois", "Massachusetts")}
    ids.add(drafted(SPRINGFIELD).body["property_id"])
    assert len(ids) == 3
    assert len({property_id.rpartition("/main-street/")[0] for property_id in ids}) == 3


@pytest.mark.parametrize(
    ("numbers", "ids"),
    [(("12-4", "12/4"), 2), (("121/2", "12½"), 2), (("Elm -5", "Elm #5"), 2), (("12a", "12A"), 1)],
)
def test_two_homes_have_two_ids_and_one_home_has_one(listings: FakeListings, numbers: list[str], ids: int) -> None:
    for number in numbers:
        drafted(ADDRESS | {"number": number})
    assert len(listings.stored) == ids


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("street", "a\x00b", "holds a control character"),
        ("city", "a\u202eb", "direction of writing"),
        ("region", "\u200b", "is empty"),
        ("unit", "x" * 61, "61 characters"),
        ("number", "☃", "no letter or digit"),
    ],
)
def test_what_is_no_address_is_an_error_in_one_sentence(
    listings: FakeListings, field: str, value: str, problem: str
) -> None:
    refused = drafted(EVERY_FIELD | {field: value})
    assert (refused.status, refused.fields) == (400, {f"address.{field}"})
    (error,) = refused.body["errors"]
    assert problem in error["message"]


@pytest.mark.parametrize(("claims", "owner"), [(CLAIMS, "you"), (OTHER_AGENT, "another agent")])
def test_a_taken_id_is_answered_with_the_listing_that_has_it(
    listings: FakeListings, claims: dict[str, str], owner: str
) -> None:
    first = drafted(ADDRESS | {"street": "O'Connell Street"}).body
    refused = drafted(ADDRESS | {"street": "O’CONNELL Street"}, claims=claims)
    assert (refused.status, refused.kind) == (409, "listing-exists")
    address = ADDRESS | {"street": "O'Connell Street", "region": None, "postcode": None, "unit": None}
    assert refused.body["holder"] == {
        "property_id": first["property_id"],
        "address": address,
        "is_yours": owner == "you",
    }
    sentence = f"{first['property_id']} is listed already by {owner}, as 111 O'Connell Street, Anytown, USA."
    assert refused.body["detail"] == sentence
