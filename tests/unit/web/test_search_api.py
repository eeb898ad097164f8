"""The Web API for customers, in process."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.search.cards import KINDS

from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved, pending, with_picture
from unicorn_kernel.property_id import Address, of_address


def published(listings: FakeListings, **parts: str) -> Listing:
    listing = with_picture(a_listing())
    address = replace(listing.address, **parts)
    listing = approved(replace(listing, address=address, property_id=of_address(address)))
    listings.stored[listing.property_id] = listings.public[listing.property_id] = listing
    return listing


def image_urls(answer: Answer) -> dict[str, dict[str, str]]:
    """Return the addresses of the cards' images, by property: the answer's template, expanded."""
    found = re.fullmatch(r'"([^"]+)"; rel="preview"; widths="([0-9 ]+)"', answer.headers["Link-Template"])
    assert found
    address, widths = found.groups()
    urls: dict[str, dict[str, str]] = {}
    for card in answer.body:
        own = address.replace("{+property_id}", card["property_id"]).replace("{image_id}", card["image"]["image_id"])
        urls[card["property_id"]] = {width: own.replace("{width}", width) for width in widths.split()}
    return urls


def priced(listings: FakeListings, *prices: int) -> list[str]:
    """Publish a listing for each price, in whole Sparkles; return their property ids."""
    houses = [published(listings, number=str(number)) for number, _ in enumerate(prices)]
    for house, price in zip(houses, prices, strict=True):
        listings.public[house.property_id] = replace(house, price=Money(minor=price, currency="SPL"))
    return [house.property_id for house in houses]


def following(page: Answer, path: str) -> str | None:
    link = page.headers.get("Link")
    return f"{path}{link[1 : link.index('>')]}" if link else None


def found(path: str) -> list[str]:
    answer = ask("GET", path, claims=None)
    assert answer.status == 200
    return [listing["property_id"] for listing in answer.body]


@pytest.mark.parametrize(
    "path",
    [
        "/search/USA/Anytown",
        "/search/usa/ANYTOWN",
        "/search/USA/Anytown/Main Street",
        "/search/USA/Anytown/Main%20Street",
        "/search/usa/anytown/main-street",
        "/search/usa/anytown/%EF%BC%ADain%C2%A0Street",
    ],
)
def test_every_spelling_of_a_locality_finds_its_listings(listings: FakeListings, path: str) -> None:
    published(listings)
    assert found(path) == [HOUSE]


def test_a_locality_is_not_found_by_a_prefix_of_its_name(listings: FakeListings) -> None:
    one = published(listings, street="Main Street 1", number="1").property_id
    eleven = published(listings, street="Main Street 11", number="11").property_id
    assert found("/search/usa/anytown/main-street-1") == [one]
    assert found("/search/usa/anytown/main-street-11") == [eleven]
    assert found("/search/usa/anytown/main-street") == []
    assert found("/search/usa/any") == []
    assert found("/search/usa/anytown") == sorted([one, eleven])


def test_a_search_item_has_the_fields_of_a_card(listings: FakeListings) -> None:
    listing = published(listings)
    (card,) = ask("GET", "/search/usa/anytown", claims=None).body
    image_id = str(listing.images[0].image_id)
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
        "image": {"image_id": image_id},
    }
    (dated,) = ask("GET", "/search/usa/anytown?sort=newest", claims=None).body
    assert dated == card | {"published_at": "2026-03-02T09:00:00.000Z"}


def test_the_addresses_of_a_pages_images_are_one_template(listings: FakeListings) -> None:
    published(listings)
    answer = ask("GET", "/search/usa/anytown", claims=None)
    details = ask("GET", "/properties/USA/Anytown/Main%20Street/111", claims=None).body
    assert image_urls(answer)[HOUSE] == details["image"]["urls"]


def test_a_cached_answer_is_not_the_same_with_other_addresses_of_images(
    listings: FakeListings, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(listings)
    tags = set()
    for address in ("https://one.example", "https://other.example"):
        monkeypatch.setenv("PICTURES_URL", address)
        tags.add(ask("GET", "/search/usa/anytown", claims=None).headers["ETag"])
    assert len(tags) == 2


def test_details_add_the_description_and_every_image(listings: FakeListings) -> None:
    listing = published(listings)
    details = ask("GET", "/properties/USA/Anytown/Main%20Street/111", claims=None).body
    (card,) = ask("GET", "/search/usa/anytown", claims=None).body
    assert details.items() >= (card | {"image": details["image"]}).items()
    assert details["image"].items() >= card["image"].items()
    assert details["description"] == listing.description
    (image,) = details["images"]
    assert image.items() >= {"width": 1600, "height": 1200}.items()
    assert image["urls"] == details["image"]["urls"]
    assert details["published_at"] == "2026-03-02T09:00:00.000Z"


def test_whole_numbers_are_json_integers(listings: FakeListings) -> None:
    listing = published(listings)
    for minor, currency, text in ((200_000, "SPL", "200000"), (20_000_000, "USD", "200000.0"), (1234, "JOD", "1.234")):
        priced = replace(listing, price=Money(minor=minor, currency=currency))
        listings.public[HOUSE] = priced
        (card,) = ask("GET", "/search/usa/anytown", claims=None).body
        assert json.dumps(card["listprice"]) == text


@pytest.mark.parametrize("listing", [a_listing(), pending()])
def test_a_listing_that_is_not_approved_is_not_found(listings: FakeListings, listing: Listing) -> None:
    listings.stored[HOUSE] = listing
    answer = ask("GET", f"/properties/{HOUSE}", claims=None)
    assert (answer.status, answer.kind, answer.headers["Cache-Control"]) == (404, "listing-not-found", "no-store")
    assert found("/search/usa/anytown") == []


def test_pages_are_complete_and_linked_to_the_last(listings: FakeListings) -> None:
    houses = {published(listings, number=str(number)).property_id for number in range(30)}
    seen: list[str] = []
    path: str | None = "/search/usa/anytown?limit=7"
    while path:
        page = ask("GET", path, claims=None)
        assert len(page.body) <= 7
        seen += [listing["property_id"] for listing in page.body]
        path = following(page, "/search/usa/anytown")
    assert sorted(seen) == sorted(houses)


def test_a_cursor_is_valid_only_for_its_query(listings: FakeListings) -> None:
    for number in range(3):
        published(listings, number=str(number))
    path = following(ask("GET", "/search/usa/anytown?limit=1", claims=None), "")
    assert path
    for place in ("/search/usa/othertown", "/search/usa/anytown/main-street"):
        answer = ask("GET", place + path, claims=None)
        assert (answer.status, answer.fields) == (400, {"cursor"})
    assert found("/search/usa/anytown" + path)


def test_a_cursor_that_was_tampered_with_is_rejected(listings: FakeListings) -> None:
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


def test_search_criteria_and_sort_orders_are_applied(listings: FakeListings) -> None:
    one, two, three, four = priced(listings, 300, 100, 200, 250)
    listings.public[two] = replace(listings.public[two], kind=OfferKind.RENT)
    assert found("/search/usa/anytown") == sorted([one, two, three, four])
    assert found("/search/usa/anytown?sort=price") == [two, three, four, one]
    assert found("/search/usa/anytown?sort=-price") == [one, four, three, two]
    assert found("/search/usa/anytown/main-street?contract=rent") == [two]
    assert found("/search/usa/anytown?contract=sale&sort=price") == [three, four, one]
    assert found("/search/usa/anytown?min_price=200&max_price=250.00") == [three, four]  # sorted by price by default
    assert found("/search/usa/anytown?min_price=200&sort=place") == sorted([one, three, four])
    assert found("/search/usa/anytown?max_price=99.99") == []
    assert found("/search/usa/anytown?bedrooms=1") == []
    assert len(found("/search/usa/anytown?bedrooms=0")) == 4


def test_the_link_keeps_every_parameter(listings: FakeListings) -> None:
    priced(listings, *range(1, 12))
    query = "contract=sale&min_price=2&max_price=9.5&bedrooms=0&sort=-price&limit=3"
    path: str | None = f"/search/usa/anytown?{query}"
    prices: list[int] = []
    while path:
        page = ask("GET", path, claims=None)
        prices += [card["listprice"] for card in page.body]
        path = following(page, "/search/usa/anytown")
        assert path is None or path.startswith(f"/search/usa/anytown?{query}&cursor=")
    assert prices == [9, 8, 7, 6, 5, 4, 3, 2]


@pytest.mark.parametrize(
    "other", ["min_price=3", "max_price=9", "bedrooms=1", "sort=-price", "contract=sale", "sort=newest"]
)
def test_a_cursor_is_not_valid_for_other_search_criteria(listings: FakeListings, other: str) -> None:
    priced(listings, 1, 2, 3)
    path = following(ask("GET", "/search/usa/anytown?limit=1&min_price=1", claims=None), "/search/usa/anytown")
    assert path
    query = dict(parse_qsl(path.partition("?")[2])) | dict(parse_qsl(other))
    assert ask("GET", f"/search/usa/anytown?{urlencode(query)}", claims=None).fields == {"cursor"}


def test_countries_and_cities_have_the_number_of_their_listings(listings: FakeListings) -> None:
    for number in range(3):
        published(listings, number=str(number))
    published(listings, city="Köln")
    published(listings, country="Österreich", city="Linz")
    countries = ask("GET", "/search", claims=None)
    assert countries.body == [
        {"country": "osterreich-xl2krvdu2uzfc7voi", "name": "Österreich", "listings": 1, "cities": 1},
        {"country": "usa", "name": "USA", "listings": 4, "cities": 2},
    ]
    assert countries.headers["Cache-Control"].startswith("public, max-age=")
    assert ask("GET", "/search/USA", claims=None).body == [
        {"country": "usa", "city": "anytown", "name": "Anytown", "listings": 3},
        {"country": "usa", "city": "koln-x46my7ldaq42bfugm", "name": "Köln", "listings": 1},
    ]
    assert ask("GET", "/search/nowhere", claims=None).body == []


def test_localities_have_pages_with_bound_cursors(listings: FakeListings) -> None:
    for city in "abc":
        published(listings, city=city)
    page = ask("GET", "/search/usa?limit=2", claims=None)
    rest = following(page, "/search/usa")
    assert rest
    assert [city["city"] for city in page.body + ask("GET", rest, claims=None).body] == ["a", "b", "c"]
    for other in ("/search", "/search/peru", "/search/usa/a"):
        assert ask("GET", other + rest.removeprefix("/search/usa"), claims=None).fields == {"cursor"}


SEARCHES = ("/search", "/search/usa", "/search/usa/anytown", "/search/usa/anytown/main-street")
HOSTILE = (
    "",
    " ",
    "0x10",
    "1e3",
    "-1",
    "+1",
    "٣",
    "NaN",
    "Infinity",
    "1,5",
    "9" * 400,
    "'; DROP",
    "<b>",
    "\x00",
    "%",
    "💥",
)
HOSTILE_PARTS = ("!!!", "%00", "%2e%2e", "💥", "%F0%9F%92%A5", "x" * 61, "%20", "%2F", "-", "%FF", "'%22%3C", "%0d%0a")


@pytest.mark.parametrize("path", SEARCHES)
@pytest.mark.parametrize("name", ["contract", "min_price", "max_price", "bedrooms", "sort", "limit", "cursor"])
@pytest.mark.parametrize("value", HOSTILE)
def test_an_invalid_value_of_a_search_is_named(listings: FakeListings, path: str, name: str, value: str) -> None:
    answer = ask("GET", f"{path}?{urlencode({name: value})}", claims=None)
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-request", {name})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["LIMIT", "limit ", "limit" * 60, "limit-<script>", "min_price[]", "limit-💥"])
@pytest.mark.parametrize("path", SEARCHES)
def test_a_misspelt_search_parameter_is_named(listings: FakeListings, path: str, name: str) -> None:
    answer = ask("GET", f"{path}?{urlencode({name: '1'})}", claims=None)
    assert (answer.status, answer.fields) == (400, {name[:60]})


@pytest.mark.parametrize("name", ["colour", "x" * 300, "<script>", "💥"])
@pytest.mark.parametrize("path", SEARCHES)
def test_an_unknown_search_parameter_is_ignored(listings: FakeListings, path: str, name: str) -> None:
    assert ask("GET", f"{path}?{urlencode({name: '1'})}", claims=None).status == 200


@pytest.mark.parametrize("name", ["contract", "min_price", "limit"])
def test_a_repeated_search_parameter_is_named(listings: FakeListings, name: str) -> None:
    answer = ask("GET", f"/search/usa/anytown?{name}=1&{name}=2", claims=None)
    assert (answer.status, answer.fields) == (400, {name})


@pytest.mark.parametrize("part", HOSTILE_PARTS)
@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_an_invalid_part_of_a_path_is_named(listings: FakeListings, part: str, place: int) -> None:
    path = "/".join([*HOUSE.split("/")[: place - 1], part])
    answer = ask("GET", f"/{'properties' if place == 4 else 'search'}/{path}", claims=None)
    assert (answer.status, answer.kind) == (400, "invalid-property-id")
    assert answer.fields == {("country", "city", "street", "number")[place - 1]}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("min_price=2&max_price=1.99", "min_price"),
        ("min_price=1.23456", "min_price"),
        ("max_price=1000000000000000", "max_price"),
        ("bedrooms=100", "bedrooms"),
        ("bedrooms=1.5", "bedrooms"),
        ("limit=101", "limit"),
        ("limit=0", "limit"),
        ("limit=0000000019999", "limit"),
        ("sort=Price", "sort"),
        ("contract=SALE", "contract"),
    ],
)
def test_a_value_out_of_range_is_named(listings: FakeListings, query: str, field: str) -> None:
    assert ask("GET", f"/search/usa/anytown?{query}", claims=None).fields == {field}


def test_every_kind_of_offer_can_be_searched_for() -> None:
    assert tuple(OfferKind) == KINDS


@pytest.mark.parametrize("path", ["/search/usa/anytown", f"/properties/{HOUSE}"])
def test_public_responses_can_be_cached_and_revalidated(listings: FakeListings, path: str) -> None:
    published(listings)
    first = ask("GET", path, claims=None)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = ask("GET", path, headers={"if-none-match": first.headers["ETag"]}, claims=None)
    assert (again.status, again.body, again.headers["ETag"]) == (304, None, first.headers["ETag"])
    listings.public[HOUSE] = replace(listings.public[HOUSE], price=Money(minor=1, currency="USD"))
    assert ask("GET", path, headers={"If-None-Match": first.headers["ETag"]}, claims=None).status == 200


def test_an_address_stored_before_normalisation_is_shown_as_its_agent_wrote_it(listings: FakeListings) -> None:
    address: dict[str, Any] = {"country": "Deutschland", "city": "Köln", "street": "Straße", "number": "12 a"}
    street = published(listings, **address).property_id.rpartition("/")[0]
    (card,) = ask("GET", f"/search/{street}", claims=None).body
    assert card.items() >= address.items()
    assert card["property_id"] == of_address(Address(**address))
