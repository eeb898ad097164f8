"""Answers are small on the wire: API Gateway compresses them on AWS, the site's server locally."""

import gzip
from random import Random
from uuid import UUID

import pytest
from web_service.api.search.views import card_view
from web_service.domain.search.cards import Card

from tests.templates import template
from unicorn_cli.site.forwarding import COMPRESSED_FROM
from unicorn_kit.http import json_response

APIS = ("unicorn_contracts", "unicorn_web")
KILOBYTE = 1_000
DISTRIBUTION = "https://d111111abcdef8.cloudfront.net"
WORDS = [
    "sunny",
    "quiet",
    "bright",
    "family",
    "home",
    "flat",
    "villa",
    "garden",
    "river",
    "old",
    "town",
    "roses",
    "near",
]
STREETS = ("Main Street", "Ocean Drive", "Herrengasse", "Am Waldrand", "Sakura Dori", "Hill Road")


def page(images: str) -> bytes:
    """Return a search's page of 25 listings that have less in common than real ones."""
    rng = Random(25)
    cards = [_card(rng, number) for number in range(1, 26)]
    return json_response([card_view(card, images) for card in cards]).body.encode()


def _card(rng: Random, number: int) -> Card:
    street = rng.choice(STREETS)
    return Card(
        property_id=f"usa/anytown/{street.lower().replace(' ', '-')}/{number}",
        country="USA",
        city="Anytown",
        street=street,
        number=str(number),
        kind=rng.choice(["sale", "rent"]),
        minor=rng.randrange(10_000, 90_000_000),
        decimals=2,
        currency="USD",
        image_id=str(UUID(int=rng.getrandbits(128), version=4)),
        alt_text=" ".join(rng.choices(WORDS, k=8)).capitalize(),
        headline=" ".join(rng.choices(WORDS, k=7)).capitalize(),
        property_type=rng.choice(["house", "apartment", "townhouse"]),
        bedrooms=rng.randrange(1, 7),
        bathrooms=rng.randrange(1, 4),
        living_area=rng.randrange(300, 3000) / 10,
        region="California",
        postcode=f"{rng.randrange(90_000, 99_999)}",
    )


@pytest.mark.parametrize("folder", APIS)
def test_each_api_compresses_from_the_size_that_the_local_server_does(folder: str) -> None:
    apis = [found for found in template(folder)["Resources"].values() if found["Type"] == "AWS::Serverless::Api"]
    assert [api["Properties"]["MinimumCompressionSize"] for api in apis] == [COMPRESSED_FROM]
    assert not [api for api in apis if "BinaryMediaTypes" in api["Properties"]]  # answers are text


@pytest.mark.parametrize("images", ["", DISTRIBUTION])
def test_a_page_of_a_search_is_small_on_the_wire(images: str) -> None:
    assert len(gzip.compress(page(images), 6)) <= 3.4 * KILOBYTE


@pytest.mark.parametrize(("images", "limit"), [("", 21), (DISTRIBUTION, 24)])
def test_a_page_of_a_search_is_not_long_before_compression(images: str, limit: int) -> None:
    assert len(page(images)) <= limit * KILOBYTE
