"""Answers are small on the wire: API Gateway compresses them on AWS, the site's server locally."""

import gzip
import json

import pytest
from web_service.api.search.queries import LIMIT

from benchmarks import search_page
from tests.templates import PROJECT, template
from unicorn_cli.site.forwarding import COMPRESSED_FROM

APIS = ("unicorn_contracts", "unicorn_web")
KILOBYTE = 1_000
SPEED = (PROJECT / "docs" / "speed.md").read_text()


@pytest.mark.parametrize("folder", APIS)
def test_each_api_compresses_from_the_size_that_the_local_server_does(folder: str) -> None:
    apis = [found for found in template(folder)["Resources"].values() if found["Type"] == "AWS::Serverless::Api"]
    assert [api["Properties"]["MinimumCompressionSize"] for api in apis] == [COMPRESSED_FROM]
    assert not [api for api in apis if "BinaryMediaTypes" in api["Properties"]]  # answers are text


def test_a_page_of_a_search_is_small_before_it_is_compressed() -> None:
    assert len(search_page.page(search_page.homes())) <= 12 * KILOBYTE


def test_a_page_of_a_search_is_small_on_the_wire() -> None:
    assert len(gzip.compress(search_page.page(search_page.homes()), search_page.LEVEL)) <= 2.7 * KILOBYTE


def test_a_card_states_nothing_that_it_has_not() -> None:
    cards = json.loads(search_page.page(search_page.homes()))
    assert len(cards) == LIMIT
    assert not [name for card in cards for name, value in card.items() if value is None]


def test_the_page_about_speed_has_the_bytes_of_a_search() -> None:
    assert search_page.figures() in SPEED
