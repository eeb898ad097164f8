"""A home's data by schema.org."""

import json
from typing import Any

import pytest
from site_service.pages.listing_data import listing_data
from site_service.pages.parts import Step
from web_service.domain.search.location import PublicLocation

from tests.unit.site.rendered import BASE, HOME, details

LOT = {"@type": "PropertyValue", "name": "Lot size", "value": 640, "unitCode": "MTK"}


def data(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "property_type": "house", "bedrooms": 3, "bathrooms": 2.5, "living_area": 118.25, "lot_size": 640,
        "year_built": 1934,
    }  # fmt: skip
    address = {"region": "Illinois", "city": "Springfield", "postcode": "62704", "number": "12", "unit": "Apt 4"}
    listing = details(**{**facts, **address, **changes})
    return listing_data(listing, BASE, [Step("USA", "/search/usa"), Step("12", HOME)])


def test_a_sale_has_a_price() -> None:
    offer = data()["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (385000, "USD")
    assert "priceSpecification" not in offer
    assert offer["businessFunction"]["@id"].endswith("#Sell")


@pytest.mark.parametrize(("period", "code"), [("week", "WEE"), ("month", "MON"), ("year", "ANN")])
def test_a_rent_is_the_price_of_a_unit_of_time(period: str, code: str) -> None:
    offer = data(kind="rent", minor=120_050, rent_period=period)["offers"]
    specification = {"@type": "UnitPriceSpecification", "price": 1200.5, "priceCurrency": "USD", "unitCode": code}
    assert offer["priceSpecification"] == specification
    assert "price" not in offer
    assert offer["businessFunction"]["@id"].endswith("#LeaseOut")


def test_a_rent_of_before_there_were_periods_has_a_price_alone() -> None:
    assert data(kind="rent", rent_period=None)["offers"]["price"] == 385000


@pytest.mark.parametrize("period", [None, "month"])
def test_a_price_on_request_is_nowhere(period: str | None) -> None:
    hidden = details(rent_period=period) | {"price_on_request": True}
    for listing in (hidden, hidden | {"listprice": None}):
        text = json.dumps(listing_data(listing, BASE, [Step("12", HOME)]))
        assert not [word for word in ("385000", '"price', "USD") if word in text]


def test_the_address_has_region_postcode_and_unit_as_far_as_there_are_any() -> None:
    assert data()["about"]["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "USA",
        "addressRegion": "Illinois",
        "addressLocality": "Springfield",
        "postalCode": "62704",
        "streetAddress": "Apt 4, 12 Main Street",
    }
    plain = data(region=None, postcode=None, unit=None)["about"]["address"]
    assert list(plain) == ["@type", "addressCountry", "addressLocality", "streetAddress"]


def test_half_a_bathroom_is_a_partial_one() -> None:
    about = data()["about"]
    counts = [about[f"numberOf{kind}"] for kind in ("BathroomsTotal", "FullBathrooms", "PartialBathrooms")]
    assert counts == [3, 2, 1]
    assert data(bathrooms=2)["about"]["numberOfPartialBathrooms"] == 0
    assert "numberOfBathroomsTotal" not in data(bathrooms=None)["about"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("house", "SingleFamilyResidence"),
        ("villa", "SingleFamilyResidence"),
        ("townhouse", "House"),
        ("apartment", "Apartment"),
        ("condominium", "Apartment"),
        ("farm", "Accommodation"),
        ("commercial", "Accommodation"),
        ("other", "Accommodation"),
        ("land", "Place"),
        (None, "Accommodation"),
    ],
)
def test_every_type_of_property_is_one_of_schema_org(kind: str | None, expected: str) -> None:
    about = data(property_type=kind)["about"]
    assert about["@type"] == expected
    category = {"farm": "Farm", "commercial": "Commercial", "other": "Other"}.get(kind or "")
    assert about.get("accommodationCategory") == category


def test_land_is_a_place_with_a_lot_and_has_no_rooms() -> None:
    about = data(property_type="land")["about"]
    assert about["additionalProperty"] == LOT
    assert "numberOf" not in json.dumps(about)
    assert data()["about"]["additionalProperty"] == LOT


def test_images_and_pages_have_whole_addresses_for_readers_who_are_elsewhere() -> None:
    found = data()
    assert all(url.startswith(f"{BASE}/") for url in (*found["image"], found["url"], found["offers"]["url"]))
    assert [one["item"] for one in found["breadcrumb"]["itemListElement"]] == [
        f"{BASE}/",
        f"{BASE}/search/usa",
        BASE + HOME,
    ]


def test_a_location_is_a_place_and_a_rough_one_the_circle_that_the_home_is_in() -> None:
    exact = PublicLocation(47.9936, 7.8517)
    place = {"@type": "GeoCoordinates", "latitude": 47.9936, "longitude": 7.8517}
    assert data(location=exact)["about"]["geo"] == place
    circle = {"@type": "GeoCircle", "geoMidpoint": place, "geoRadius": 800}
    assert data(location=exact._replace(is_rough=True))["about"]["geo"] == circle
    assert "geo" not in data()["about"]
