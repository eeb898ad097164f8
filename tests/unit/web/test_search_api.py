"""What a customer gets from the Web API, in process."""

import json
from dataclasses import replace
from typing import Any

import pytest
from web_service.domain.listing import Listing
from web_service.domain.money import Money
from web_service.domain.property_id import Address, of_address

from tests.unit.web.api import SITE, Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved, pending, with_picture


def published(listings: FakeListings, **parts: str) -> Listing:
    listing = with_picture(a_listing())
    address = replace(listing.address, **parts)
    listing = approved(replace(listing, address=address, property_id=of_address(address)))
    listings.stored[listing.property_id] = listings.public[listing.property_id] = listing
    return listing


def following(page: Answer, path: str) -> str | None:
    link = page.headers.get("Link")
    return f"{path}{link[1 : link.index('>')]}" if link else None


def found(path: str) -> list[str]:
    answer = ask("GET", path, claims=None)
    assert answer.status == 200
    return [listing["property_id"] for listing in answer.body]


# trap 24: search uses raw path parts against normalised keys
@pytest.mark.parametrize(
    "path",
    [
        "/search/USA/Anytown",
        "/search/usa/ANYTOWN",
        "/search/USA/Anytown/Main Street",
        "/search/USA/Anytown/Main%20Street",
        "/search/usa/anytown/main-street",
        "/search/usa/anytown/M%C3%A1in_Street",
    ],
)
def test_every_spelling_of_a_place_finds(listings: FakeListings, path: str) -> None:
    published(listings)
    assert found(path) == [HOUSE]


# trap 38: `…/1` also returns `…/11` and `…/111`
def test_a_place_is_not_found_under_the_beginning_of_its_name(listings: FakeListings) -> None:
    one = published(listings, street="Main Street 1", number="1").property_id
    eleven = published(listings, street="Main Street 11", number="11").property_id
    assert found("/search/usa/anytown/main-street-1") == [one]
    assert found("/search/usa/anytown/main-street-11") == [eleven]
    assert found("/search/usa/anytown/main-street") == []
    assert found("/search/usa/any") == []
    assert found("/search/usa/anytown") == sorted([one, eleven])


# trap 26: numbers come back as strings
def test_a_card_shows_what_a_card_shows(listings: FakeListings) -> None:
    listing = published(listings)
    (card,) = ask("GET", "/search/usa/anytown", claims=None).body
    image_id = str(listing.images[0].image_id)
    folder = f"https://pictures.example/published/{HOUSE}/{image_id}"
    assert card == {
        "property_id": HOUSE,
        "country": "USA",
        "city": "Anytown",
        "street": "Main Street",
        "number": "111",
        "contract": "sale",
        "listprice": 199.99,
        "currency": "USD",
        "status": "APPROVED",
        "image": {
            "image_id": image_id,
            "urls": {width: f"{folder}/{width}.webp" for width in ("320", "800", "1600")},
        },
    }


def test_details_add_the_description_and_every_picture(listings: FakeListings) -> None:
    listing = published(listings)
    details = ask("GET", "/properties/USA/Anytown/Main%20Street/111", claims=None).body
    (card,) = ask("GET", "/search/usa/anytown", claims=None).body
    assert details.items() >= card.items()
    assert details["description"] == listing.description
    (image,) = details["images"]
    assert image.items() >= {"width": 1600, "height": 1200}.items()
    assert image["urls"] == card["image"]["urls"]
    assert details["published_at"] == "2026-03-02T09:00:00.000Z"


def test_whole_numbers_are_whole(listings: FakeListings) -> None:
    listing = published(listings)
    for minor, currency, text in ((200_000, "SPL", "200000"), (20_000_000, "USD", "200000.0"), (1234, "JOD", "1.234")):
        priced = replace(listing, price=Money(minor=minor, currency=currency))
        listings.public[HOUSE] = priced
        (card,) = ask("GET", "/search/usa/anytown", claims=None).body
        assert json.dumps(card["listprice"]) == text


@pytest.mark.parametrize("listing", [a_listing(), pending()])
def test_what_is_not_approved_is_not_there(listings: FakeListings, listing: Listing) -> None:
    listings.stored[HOUSE] = listing
    answer = ask("GET", f"/properties/{HOUSE}", claims=None)
    assert (answer.status, answer.kind, answer.headers["Cache-Control"]) == (404, "listing-not-found", "no-store")
    assert found("/search/usa/anytown") == []


# trap 25: 242 of 700 listings come back
def test_pages_are_complete_and_lead_to_the_end(listings: FakeListings) -> None:
    houses = {published(listings, number=str(number)).property_id for number in range(30)}
    seen: list[str] = []
    path: str | None = "/search/usa/anytown?limit=7"
    while path:
        page = ask("GET", path, claims=None)
        assert len(page.body) <= 7
        seen += [listing["property_id"] for listing in page.body]
        path = following(page, "/search/usa/anytown")
    assert sorted(seen) == sorted(houses)


def test_a_cursor_holds_only_for_the_query_that_it_came_from(listings: FakeListings) -> None:
    for number in range(3):
        published(listings, number=str(number))
    path = following(ask("GET", "/search/usa/anytown?limit=1", claims=None), "")
    assert path
    for place in ("/search/usa/othertown", "/search/usa/anytown/main-street"):
        answer = ask("GET", place + path, claims=None)
        assert (answer.status, answer.fields) == (400, {"cursor"})
    assert found("/search/usa/anytown" + path)


def test_a_cursor_that_was_tampered_with_is_refused(listings: FakeListings) -> None:
    for number in range(3):
        published(listings, number=str(number))
    path = following(ask("GET", "/search/usa/anytown?limit=1", claims=None), "/search/usa/anytown")
    assert path
    start, cursor = path.split("cursor=")
    for position, sign in enumerate(cursor):
        tampered = cursor[:position] + ("A" if sign != "A" else "B") + cursor[position + 1 :]
        assert ask("GET", f"{start}cursor={tampered}", claims=None).fields == {"cursor"}
    for wrong in ("", "A", "AAAA", "%00", "é", "x" * 5000):
        assert ask("GET", f"{start}cursor={wrong}", claims=None).fields == {"cursor"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/search/usa/anytown?limit=0", "limit"),
        ("/search/usa/anytown?limit=101", "limit"),
        ("/search/usa/anytown?limit=-1", "limit"),
        ("/search/usa/anytown?limit=", "limit"),
        ("/search/usa/anytown?limit=1e1", "limit"),
        ("/search/usa/anytown?limit=٣", "limit"),
        ("/search/usa/anytown?limit=99999999999999999999", "limit"),
        ("/search/usa/anytown?colour=red", "colour"),
        ("/search/usa/!!!", "city"),
        ("/search/%00/anytown", "country"),
        (f"/search/usa/anytown/{'x' * 61}", "street"),
        ("/properties/usa/anytown/main-street/!!!", "number"),
    ],
)
def test_what_is_wrong_is_named(listings: FakeListings, path: str, field: str) -> None:
    answer = ask("GET", path, claims=None)
    assert (answer.status, answer.fields) == (400, {field})
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/search/usa/anytown", f"/properties/{HOUSE}"])
def test_public_answers_are_kept_a_while_and_told_to_be_the_same(listings: FakeListings, path: str) -> None:
    published(listings)
    first = ask("GET", path, claims=None)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = ask("GET", path, headers={"if-none-match": first.headers["ETag"]}, claims=None)
    assert (again.status, again.body, again.headers["ETag"]) == (304, None, first.headers["ETag"])
    listings.public[HOUSE] = replace(listings.public[HOUSE], price=Money(minor=1, currency="USD"))
    assert ask("GET", path, headers={"If-None-Match": first.headers["ETag"]}, claims=None).status == 200


# trap 23: CORS answered on OPTIONS but not on the real answer
def test_the_site_may_read_every_answer(listings: FakeListings) -> None:
    for method in ("OPTIONS", "GET"):
        for path in ("/search/usa/anytown", "/search/usa/!!!", f"/properties/{HOUSE}"):
            assert ask(method, path, claims=None).headers["Access-Control-Allow-Origin"] == SITE


def test_an_older_spelling_of_an_address_is_shown_as_its_agent_wrote_it(listings: FakeListings) -> None:
    address: dict[str, Any] = {"country": "Deutschland", "city": "Köln", "street": "Straße", "number": "12 a"}
    published(listings, **address)
    (card,) = ask("GET", "/search/deutschland/koln/strasse", claims=None).body
    assert card.items() >= address.items()
    assert card["property_id"] == of_address(Address(**address))
