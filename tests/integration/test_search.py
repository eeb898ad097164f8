"""The search on the deployed stack."""

import json
from collections.abc import Iterator
from functools import partial
from unicodedata import normalize
from uuid import uuid4

import httpx
import pytest

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually
from unicorn_kernel.house_numbers import sort_key

HOUSES = 5


@pytest.fixture(scope="module")
def city() -> str:
    return f"Söme City {uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def houses(web_api: Api, aws: Aws, outputs: dict[str, str], city: str) -> list[str]:
    """Publish listings in a city that no other test uses; return their property ids, by house number."""
    bus = outputs["EventBusName"]
    ids = [published(web_api, aws, bus, city, listprice=100 + number)[0] for number in range(HOUSES)]
    return sorted(ids, key=lambda property_id: sort_key(property_id.rpartition("/")[2]))


@pytest.fixture(scope="module")
def customer(access: Access) -> Iterator[httpx.Client]:
    """A client without an account; error responses do not raise."""
    with httpx.Client(base_url=access.outputs["WebApiUrl"], trust_env=False, timeout=30) as client:
        yield client


@pytest.mark.parametrize("spell", [str, str.upper, str.lower, lambda city: normalize("NFD", f"  {city}  ")])
def test_every_spelling_of_a_city_finds_its_listings(
    customer: httpx.Client, houses: list[str], city: str, spell: type[str]
) -> None:
    for path in (f"/search/USA/{spell(city)}", f"/search/usa/{spell(city)}/Web Street"):
        answer = customer.get(path)
        assert answer.status_code == 200
        assert [found["property_id"] for found in answer.json()] == houses


def test_a_city_is_found_by_its_part_of_the_property_id(customer: httpx.Client, houses: list[str], city: str) -> None:
    part = houses[0].split("/")[1]
    assert part.startswith("some-city-")
    assert [found["property_id"] for found in customer.get(f"/search/usa/{part}").json()] == houses
    assert customer.get(f"/search/USA/{city.replace('ö', 'o')}").json() == []  # another city


def test_following_the_links_finds_every_listing_once(customer: httpx.Client, houses: list[str], city: str) -> None:
    seen: list[str] = []
    page = customer.get(f"/search/USA/{city}", params={"limit": "2"})
    while True:
        assert len(page.json()) <= 2
        seen += [found["property_id"] for found in page.json()]
        if "next" not in page.links:
            break
        page = customer.get(page.url.join(page.links["next"]["url"]))
    assert seen == houses


def test_a_cursor_is_opaque_and_valid_for_its_query_only(customer: httpx.Client, houses: list[str], city: str) -> None:
    page = customer.get(f"/search/USA/{city}", params={"limit": "2"})
    following = page.url.join(page.links["next"]["url"])
    cursor = following.params["cursor"]
    assert city not in cursor
    for wrong in (cursor[:-1], cursor[::-1], f"{cursor}A"):
        answer = customer.get(following.copy_set_param("cursor", wrong))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")
    assert customer.get("/search/usa/anytown", params={"cursor": cursor}).status_code == 400


def test_prices_are_json_numbers(customer: httpx.Client, houses: list[str], city: str) -> None:
    found = customer.get(f"/search/USA/{city}").json()
    assert sorted(listing["listprice"] for listing in found) == [100.0, 101.0, 102.0, 103.0, 104.0]


def test_a_locality_is_not_found_by_a_prefix_of_its_name(customer: httpx.Client, houses: list[str], city: str) -> None:
    assert customer.get(f"/search/USA/{city[:-1]}").json() == []
    assert customer.get(f"/search/USA/{city}/Web").json() == []


def test_a_city_is_listed_while_it_has_public_listings(
    customer: httpx.Client, web_api: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    name = f"Count City {uuid4().hex[:8]}"

    def counts(*numbers: int) -> bool:
        found = customer.get("/search/usa").json()
        return [city["listings"] for city in found if city["name"] == name] == list(numbers)

    assert counts()
    first, second = (published(web_api, aws, outputs["EventBusName"], name)[0] for _ in range(2))
    assert eventually(partial(counts, 2))
    for house, left in ((first, [1]), (second, [])):
        web_api.delete(path_of(house))
        assert eventually(partial(counts, *left))
    assert customer.get(f"/search/usa/{name}").json() == []


def test_a_response_can_be_cached_and_revalidated(customer: httpx.Client, houses: list[str], city: str) -> None:
    for path in (f"/search/USA/{city}", f"/properties/{houses[0]}"):
        first = customer.get(path)
        assert first.headers["Cache-Control"].startswith("public, max-age=")
        again = customer.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_search_reads_the_items_that_it_shows_and_the_next(
    customer: httpx.Client, houses: list[str], city: str, aws: Aws
) -> None:
    mark = uuid4().hex
    customer.get(f"/search/USA/{city}", params={"limit": "3"}, headers={"X-Correlation-Id": mark})
    events = aws.logs.filter_log_events(
        logGroupName="/aws/lambda/unicorn-local-web-search-api", filterPattern=f'"{mark}"'
    )["events"]
    lines = [line for event in events if (line := json.loads(event["message"]))["message"] == "search_city"]
    assert [(line["read"], line["shown"]) for line in lines] == [(4, 3)]
