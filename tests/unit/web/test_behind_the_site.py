"""The Web API below the site's `/api/web`, and at its own address: what it says of addresses is right at both."""

import json
from urllib.parse import urljoin

import pytest

from tests.apigateway import STAGE
from tests.unit.web.api import ask
from tests.unit.web.fakes import HOUSE, FakeListings
from tests.unit.web.test_agents_api import DRAFT
from tests.unit.web.test_search_api import image_urls, published

OWN, SITE = f"https://a.execute-api.eu-west-1.amazonaws.com/{STAGE}", "https://d.cloudfront.net/api/web"
LOCAL = "http://127.0.0.1:4566/_aws/execute-api/0a1b2c3d/local"
BEHIND = {"X-Forwarded-Prefix": "/api/web"}
STRANGE = ["", "/", "//elsewhere.example", "https://elsewhere.example", "/api/web/../x", '/api/"', "/api/web\n"]


@pytest.mark.parametrize("address", [OWN, SITE])
def test_a_new_listing_is_where_location_says(listings: FakeListings, address: str) -> None:
    answer = ask("POST", "/properties", DRAFT)
    location = urljoin(f"{address}/properties", answer.headers["Location"])
    assert location == f"{address}/properties/{answer.body['property_id']}"


@pytest.mark.parametrize("address", [OWN, SITE])
def test_the_next_page_is_where_link_says(listings: FakeListings, address: str) -> None:
    for number in ("111", "112"):
        published(listings, number=number)
    link = ask("GET", "/search/usa/anytown?limit=1").headers["Link"].partition(">")[0].removeprefix("<")
    assert urljoin(f"{address}/search/usa/anytown?limit=1", link).startswith(f"{address}/search/usa/anytown?limit=1&")


def test_images_have_the_address_of_the_site_for_its_pages(listings: FakeListings) -> None:
    published(listings)
    searches = [ask("GET", "/search/usa/anytown", claims=None, headers=sent) for sent in ({}, BEHIND)]
    details = [ask("GET", f"/properties/{HOUSE}", claims=None, headers=sent).body for sent in ({}, BEHIND)]
    for one, other in ([image_urls(answer)[HOUSE] for answer in searches], [x["image"]["urls"] for x in details]):
        assert {width: f"https://pictures.example{url}" for width, url in other.items()} == one
        assert all(url.startswith("/published/") for url in other.values())


@pytest.mark.parametrize("address", [OWN, SITE, LOCAL, "https://api.unicorn.example", "https://unicorn.example/web/v1"])
def test_the_description_is_right_at_each_address_that_it_is_served_at(listings: FakeListings, address: str) -> None:
    """RFC 3986 at the address of the document, as the OpenAPI specification (3.1, 4.8.5) has it."""
    [server] = ask("GET", "/openapi.json", claims=None).body["servers"]
    assert urljoin(f"{address}/openapi.json", server["url"]).rstrip("/") == address
    assert f'"servers": {json.dumps([server])}' in ask("GET", "/docs", claims=None).body


@pytest.mark.parametrize("prefix", STRANGE)
def test_a_prefix_that_the_site_does_not_have_is_ignored(listings: FakeListings, prefix: str) -> None:
    published(listings)
    answer = ask("GET", "/search/usa/anytown", claims=None, headers={"X-Forwarded-Prefix": prefix})
    assert image_urls(answer)[HOUSE]["320"].startswith("https://pictures.example/")


@pytest.mark.parametrize("path", ["/search", "/search/usa/anytown", f"/properties/{HOUSE}", "/openapi.json", "/docs"])
def test_the_cdn_may_keep_public_answers_but_none_for_a_token(listings: FakeListings, path: str) -> None:
    published(listings)
    anyone, agent = (ask("GET", path, headers=sent) for sent in ({}, {"Authorization": "Bearer t"}))
    assert "s-maxage=" in anyone.headers["Cache-Control"]
    assert agent.headers["Cache-Control"].startswith("private, ")


@pytest.mark.parametrize("path", ["/properties", f"/properties/{HOUSE}/publication", "/search/usa?limit=0", "/nowhere"])
def test_nothing_keeps_what_is_an_agents_or_an_error(listings: FakeListings, path: str) -> None:
    assert ask("GET", path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/properties", "/search/usa/anytown", f"/properties/{HOUSE}", "/docs", "/nowhere"])
def test_no_answer_is_taken_for_another_type(listings: FakeListings, path: str) -> None:
    published(listings)
    assert ask("GET", path).headers["X-Content-Type-Options"] == "nosniff"
