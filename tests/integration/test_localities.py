"""Countries and cities with their names, houses in order and prices in one currency, on the deployed stacks."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

type Publish = Callable[..., str]


@pytest.fixture
def publish(web_api: Api, aws: Aws, outputs: dict[str, str]) -> Publish:
    """Publish a listing at an address; return its property id."""

    def at(address: dict[str, str], **changes: Any) -> str:
        return published(web_api, aws, outputs["EventBusName"], address=address, **changes)[0]

    return at


@pytest.fixture
def country() -> str:
    return f"Country {uuid4().hex[:8]}"


def an_address(country: str, city: str, **more: str) -> dict[str, str]:
    return {"country": country, "city": city, "street": "Web Street", "number": "1"} | more


def cities(customer: Api, country: str) -> dict[str, str]:
    """Return the names of a country's cities, by their part of the property id."""
    return {city["city"]: city["name"] for city in customer.get(f"/search/{country}")}


def city_of(property_id: str) -> str:
    return "/".join(property_id.split("/")[:2])


def test_two_cities_that_are_written_alike_in_latin_letters_have_two_pages(
    customer: Api, publish: Publish, country: str
) -> None:
    suzhou, other = (publish(an_address(country, city, street="人民东路", number="12号")) for city in ("苏州", "宿州"))
    assert eventually(lambda: sorted(cities(customer, country).values()) == sorted(["苏州", "宿州"]))
    for property_id, name in ((suzhou, "苏州"), (other, "宿州")):
        (card,) = customer.get(f"/search/{city_of(property_id)}")
        assert (card["property_id"], card["city"], card["street"]) == (property_id, name, "人民东路")


def test_two_cities_of_one_name_are_told_apart_by_their_regions(customer: Api, publish: Publish, country: str) -> None:
    homes = {
        region: publish(an_address(country, "Springfield", region=region)) for region in ("Illinois", "Massachusetts")
    }
    assert eventually(lambda: len(cities(customer, country)) == len(homes))
    names = cities(customer, country)
    for region, property_id in homes.items():
        assert names[property_id.split("/")[1]] == f"Springfield, {region}"
        (card,) = customer.get(f"/search/{city_of(property_id)}")
        assert (card["property_id"], card["region"]) == (property_id, region)
        assert customer.get(path_of(property_id))["region"] == region


def test_a_city_keeps_the_spelling_of_the_first_publisher(customer: Api, publish: Publish, country: str) -> None:
    publish(an_address(country, "Sankt Nam"))
    publish(an_address(country.upper(), "  SANKT   NAM ", number="2"))
    assert eventually(lambda: [city["listings"] for city in customer.get(f"/search/{country}")] == [2])
    assert list(cities(customer, country).values()) == ["Sankt Nam"]
    assert eventually(lambda: country in {found["name"] for found in customer.get("/search")})
    assert len(customer.get(f"/search/{country}/Sankt Nam")) == 2


def test_admins_alone_name_a_city_and_a_country(
    customer: Api, web_api: Api, access: Access, publish: Publish, country: str
) -> None:
    path = f"/localities/{city_of(publish(an_address(country, 'Sankt Nam')))}"
    of_country = path.rpartition("/")[0]
    assert eventually(lambda: of_country.rpartition("/")[2] in {found["country"] for found in customer.get("/search")})
    for wanted in (path, of_country):
        assert web_api.put(wanted, {"name": "Mine"}, expect=403)["type"].endswith("/not-allowed")
    with access.web("admin1") as admin:
        assert admin.put(path, {"name": "  St.   Nam "})["name"] == "St. Nam"
        assert admin.put(of_country, {"name": "The Country"})["name"] == "The Country"
        assert admin.put("/localities/nowhere", {"name": "Any"}, expect=404)["type"].endswith("/locality-not-found")
    publish(an_address(country, "SANKT NAM", number="2"))
    assert eventually(lambda: [city["listings"] for city in customer.get(f"/search/{country}")] == [2])
    assert list(cities(customer, country).values()) == ["St. Nam"]
    named = {found["country"]: found["name"] for found in customer.get("/search")}
    assert named[of_country.rpartition("/")[2]] == "The Country"


def test_houses_are_in_the_order_in_which_people_count_them(access: Access, publish: Publish, country: str) -> None:
    numbers = ["1", "2", "3", "10", "12", "12A"]
    for number in ("12A", "10", "3", "12", "1", "2"):
        publish(an_address(country, "Anytown", number=number))
    with httpx.Client(base_url=access.outputs["WebApiUrl"], trust_env=False, timeout=30) as client:
        for place in (f"/search/{country}/Anytown", f"/search/{country}/Anytown/Web Street"):
            seen: list[str] = []
            page = client.get(place, params={"limit": "2"})
            while True:
                seen += [card["number"] for card in page.json()]
                if "next" not in page.links:
                    break
                page = client.get(page.url.join(page.links["next"]["url"]))
            assert seen == numbers


def test_prices_are_compared_in_one_currency_and_the_answer_names_it(
    access: Access, publish: Publish, country: str
) -> None:
    prices = [("1", 300, "USD"), ("2", 100, "USD"), ("3", 200, "USD"), ("4", 150, "JPY")]
    for number, price, currency in prices:
        publish(an_address(country, "Anytown", number=number), listprice=price, currency=currency)
    with httpx.Client(base_url=access.outputs["WebApiUrl"], trust_env=False, timeout=30) as client:

        def found(**query: str) -> tuple[str, str | None]:
            answer = client.get(f"/search/{country}/anytown", params=query)
            return "".join(card["number"] for card in answer.json()), answer.headers.get("Price-Currency")

        assert found() == ("1234", None)
        assert found(sort="price") == ("231", "USD")
        assert found(min_price="120") == ("31", "USD")
        assert found(currency="JPY", sort="price") == ("4", "JPY")
        assert found(currency="JPY") == ("4", None)
