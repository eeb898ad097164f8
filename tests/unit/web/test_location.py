"""The location of a home: given by its agent, shown exactly or roughly, and found on the map."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_service.adapters.reso.feed_items import shown as feed_entry
from web_service.adapters.search.public_items import public_items
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind
from web_service.domain.listings.location import Location, Shown
from web_service.domain.search.regions import Circle
from web_service.events import PublicationApprovalRequested

from tests.generated import examples
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved
from tests.unit.web.test_search_api import following, published

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {
    "address": ADDRESS,
    "description": "A lovely house",
    "contract": "sale",
    "listprice": 100,
    "currency": "USD",
}
EXACT = {"latitude": 39.828347, "longitude": -98.579488, "shown": "exact"}
ROUGH = EXACT | {"shown": "rough"}
degrees = {name: st.decimals(-most, most, places=6) for name, most in (("latitude", 90), ("longitude", 180))}


def at(latitude: str, longitude: str, shown: Shown = Shown.EXACT) -> Location:
    return Location(latitude=Decimal(latitude), longitude=Decimal(longitude), shown=shown)


def located(listings: FakeListings, number: str, location: Location, **parts: str) -> Listing:
    home = replace(published(listings, number=number, **parts), location=location)
    listings.stored[home.property_id] = listings.public[home.property_id] = home
    return home


def change(body: object) -> Answer:
    return ask("PATCH", f"/properties/{HOUSE}", body, headers={"If-Match": "*"})


def numbers(path: str) -> str:
    answer = ask("GET", path, claims=None)
    assert answer.status == 200, answer.body
    return "".join(sorted(card["number"] for card in answer.body))


@pytest.mark.usefixtures("listings", "bucket")
def test_a_location_is_given_changed_kept_and_cleared() -> None:
    drafted = ask("POST", "/properties", DRAFT | {"location": EXACT})
    assert (drafted.status, drafted.body["location"]) == (201, EXACT)
    assert change({"description": "Other words"}).body["location"] == EXACT
    assert change({"location": ROUGH}).body["location"] == ROUGH  # an agent sees what was given
    assert change({"location": None}).body["location"] is None
    assert ask("GET", f"/agent/listings/{HOUSE}").body["location"] is None
    assert ask("POST", "/properties", DRAFT | {"address": ADDRESS | {"number": "1"}}).body["location"] is None


@pytest.mark.usefixtures("listings", "bucket")
@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ({"latitude": 90, "longitude": -180}, (90, -180)),
        ({"latitude": -90, "longitude": 180}, (-90, -180)),  # the same meridian
        ({"latitude": -0.0, "longitude": 0}, (0, 0)),
        ({"latitude": 48.13743199999999, "longitude": 11.5754904999}, (48.137432, 11.57549)),
    ],
)
def test_six_decimals_of_a_degree_are_kept(location: dict[str, float], kept: tuple[float, float]) -> None:
    found = ask("POST", "/properties", DRAFT | {"location": location | {"shown": "exact"}}).body["location"]
    assert (found["latitude"], found["longitude"]) == kept
    assert "-0" not in json.dumps([found["latitude"]]).replace("-0.", "")


@pytest.mark.usefixtures("listings", "bucket")
@pytest.mark.parametrize(
    ("location", "field"),
    [
        (EXACT | {"latitude": 90.000001}, "location.latitude"),
        (EXACT | {"longitude": -180.000001}, "location.longitude"),
        (EXACT | {"latitude": "48.1"}, "location.latitude"),
        (EXACT | {"longitude": None}, "location.longitude"),
        (EXACT | {"longitude": 1e300}, "location.longitude"),
        (EXACT | {"shown": "EXACT"}, "location.shown"),
        ({"latitude": 1, "longitude": 1}, "location.shown"),  # nobody's home is shown exactly by oversight
        (EXACT | {"altitude": 3}, "location.altitude"),
        ([48, 11], "location"),
        ("48,11", "location"),
    ],
)
def test_what_is_no_location_is_refused_by_its_name(location: object, field: str) -> None:
    answers = [ask("POST", "/properties", DRAFT | {"location": location})]
    ask("POST", "/properties", DRAFT)
    answers.append(change({"location": location}))
    assert [(answer.status, answer.fields) for answer in answers] == [(400, {field})] * 2


@given(**degrees)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_public_holds_more_than_the_rough_location(latitude: Decimal, longitude: Decimal) -> None:
    """All that customers, feeds and indexes are made of is the same wherever in its cell the home is."""
    home = approved(a_listing(location=Location(latitude=latitude, longitude=longitude, shown=Shown.ROUGH)))
    assert home.location
    assert home.public_version
    items = public_items(home, home.public_version)
    shown = home.location.public()
    middle = Location(latitude=Decimal(str(shown.latitude)), longitude=Decimal(str(shown.longitude)), shown=Shown.ROUGH)
    assert items == public_items(replace(home, location=middle), home.public_version)
    assert shown.is_rough
    away = Circle(float(latitude), float(longitude), 1).distance(shown.latitude, shown.longitude)
    assert away < 800
    assert feed_entry(items[0]) == feed_entry(public_items(replace(home, location=middle), home.public_version)[0])


def test_customers_are_shown_a_rough_location_everywhere(listings: FakeListings) -> None:
    located(listings, "111", at("39.828347", "-98.579488", Shown.ROUGH))
    answers = [
        ask("GET", path, claims=None)
        for path in (
            f"/properties/{HOUSE}",
            "/search/usa/anytown",
            "/search/usa/anytown?bbox=-99,39,-98,40",
            "/search-homes/usa",
            "/search-map?bbox=-99,39,-98,40",
            "/reso/property",
        )
    ]
    for answer in answers:
        assert answer.status == 200
        assert answer.body, answer
        assert "39.8283" not in str(answer.body)
        assert "98.579" not in str(answer.body)
    assert answers[0].body["location"] == {"latitude": 39.825, "longitude": -98.5742, "shown": "rough"}
    assert answers[2].body[0]["location"] == answers[4].body[0]["location"] == answers[0].body["location"]
    assert "location" not in answers[1].body[0]  # a page of cards is small


def test_an_exact_location_is_shown_as_it_is(listings: FakeListings) -> None:
    located(listings, "111", at("39.828347", "-98.579488"))
    [card] = ask("GET", "/search/usa/anytown?bbox=-99,39,-98,40", claims=None).body
    assert card["location"] == ask("GET", f"/properties/{HOUSE}", claims=None).body["location"] == EXACT
    published(listings, number="2")
    assert ask("GET", "/properties/usa/anytown/main-street/2", claims=None).body["location"] is None


def test_a_new_location_waits_for_approval_and_is_no_part_of_what_is_evaluated(listings: FakeListings) -> None:
    home = approved(a_listing(location=at("1", "2")))
    listings.stored[HOUSE] = listings.public[HOUSE] = home
    changed = change({"location": EXACT})
    assert (changed.status, changed.body["status"], changed.body["is_public"]) == (200, ListingStatus.DRAFT, True)
    shown = ask("GET", f"/properties/{HOUSE}", claims=None).body["location"]
    assert (shown["latitude"], shown["longitude"]) == (1, 2)
    assert change({"location": EXACT}).body["version"] == changed.body["version"]  # nothing has changed
    assert "location" not in PublicationApprovalRequested.model_fields


@pytest.fixture
def homes(listings: FakeListings) -> FakeListings:
    """Publish homes 1 and 2 near each other, 3 in another city, 4 across the antimeridian, 5 nowhere."""
    located(listings, "1", at("48.10", "11.50"))
    located(listings, "2", at("48.11", "11.51"))
    located(listings, "3", at("48.30", "11.50"), city="Springfield")
    located(listings, "4", at("-17.0", "-179.5"), country="Fiji")
    published(listings, number="5")
    rented = listings.public["usa/anytown/main-street/2"]
    features = Features(bedrooms=3)
    listings.public[rented.property_id] = replace(rented, kind=OfferKind.RENT, features=features)
    return listings


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bbox=11.4,48,11.6,48.2", "12"),
        ("bbox=11.4,48,11.6,48.4", "123"),
        ("bbox=11.505,48,11.6,48.4", "2"),
        ("bbox=11.4,48,11.6,48.2&contract=rent", "2"),
        ("bbox=11.4,48,11.6,48.2&contract=sale", "1"),
        ("bbox=179,-18,-179,-16", "4"),
        ("bbox=-180,-90,180,90", "1234"),
        ("bbox=-179,-18,179,-16", ""),
        ("latitude=48.1&longitude=11.5&radius=100", "1"),
        ("latitude=48.1&longitude=11.5&radius=2000", "12"),
        ("latitude=-17&longitude=180&radius=60000", "4"),
        ("latitude=48.1&longitude=11.5&radius=2000&utm_source=mail", "12"),
    ],
)
def test_the_map_finds_homes_of_any_place_in_a_region(query: str, found: str) -> None:
    assert numbers(f"/search-map?{query}") == found


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/search/usa/anytown?bbox=11.4,48,11.6,48.4", "12"),
        ("/search/usa/anytown?bbox=11.4,48,11.6,48.4&bedrooms=3", "2"),
        ("/search/usa/anytown?bbox=11.4,48,11.6,48.4&words=lovely&contract=sale&sort=price", "1"),
        ("/search/usa/anytown/main-street?latitude=48.1&longitude=11.5&radius=100", "1"),
        ("/search-homes/usa?bbox=11.4,48,11.6,48.4&sort=newest", "123"),
    ],
)
def test_a_region_is_a_filter_of_every_search(path: str, found: str) -> None:
    assert numbers(path) == found


@pytest.mark.usefixtures("homes")
def test_the_map_has_pages_and_a_cursor_is_of_its_region_alone() -> None:
    seen, link = "", "/search-map?bbox=-180,-90,180,90&limit=1"
    while link:
        page = ask("GET", link, claims=None)
        assert len(page.body) == 1
        seen += page.body[0]["number"]
        link = following(page, "/search-map") or ""
        if link:
            assert ask("GET", link.replace("-90", "-80", 1), claims=None).status == 400
            assert ask("GET", f"{link}&contract=sale", claims=None).status == 400
    assert sorted(seen) == list("1234")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "bbox"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("bbox=0,10,1,9", "bbox"),
        ("bbox=-181,0,1,9", "bbox"),
        ("bbox=0,0,1,90.1", "bbox"),
        ("bbox=0,0,1,x", "bbox"),
        ("bbox=0,0,1,1e1", "bbox"),
        ("bbox=0,0,1,٢", "bbox"),
        ("bbox=0,0,1,1&radius=3", "radius"),
        ("latitude=1&longitude=1", "radius"),
        ("radius=10", "latitude"),
        ("latitude=91&longitude=1&radius=1", "latitude"),
        ("latitude=1&longitude=181&radius=1", "longitude"),
        ("latitude=1&longitude=1&radius=0", "radius"),
        ("latitude=1&longitude=1&radius=500001", "radius"),
        ("latitude=1&longitude=1&radius=1.5", "radius"),
        ("bbox=0,0,1,1&limit=101", "limit"),
        ("bbox=0,0,1,1&bedrooms=2", "bedrooms"),
        ("bbox=0,0,1,1&contract=gift", "contract"),
        ("bbox=0,0,1,1&contrct=sale", "contrct"),
        ("bbox=0,0,1,1&bbox=0,0,1,1", "bbox"),
        ("bbox=0,0,1,1&cursor=nonsense", "cursor"),
    ],
)
def test_a_region_that_is_none_is_refused_by_name(listings: FakeListings, query: str, field: str) -> None:
    published(listings)
    refused = ask("GET", f"/search-map?{query}", claims=None)
    assert (refused.status, refused.fields) == (400, {field})
    if query.startswith(("bbox=1,2", "radius")):
        assert ask("GET", f"/search/usa/anytown?{query}", claims=None).fields == {field}


def test_the_feed_for_machines_has_the_fields_of_the_dictionary(listings: FakeListings) -> None:
    located(listings, "111", at("39.828347", "-98.579488"))
    [record] = ask("GET", "/reso/property", claims=None).body["value"]
    assert (record["Latitude"], record["Longitude"]) == (39.828347, -98.579488)
