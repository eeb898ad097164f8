"""A reader of the deployed RESO feed ends with exactly the public listings, while listings come, change and go.

A dozen go the whole way over the API. LISTINGS=1000 writes so many into the deployed table; otherwise it is a hundred.
"""

import os
import random
from dataclasses import replace
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.deployed_agency import DeployedAgency
from tests.integration.listings import approve, drafted, reaches, requested
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

DOZEN = 12
COUNT = int(os.environ.get("LISTINGS", "100"))
BASE, EACH = 90, 0.5  # seconds at most until the feed has what was written, and for each write


class Reader:
    """Follows the feed from its beginning, and keeps the listings of one place."""

    def __init__(self, site: str, place: str) -> None:
        self._base = f"{site}/api/web/reso/"
        self._place = place
        self.copy: dict[str, float] = {}
        self.last = ""

    def read(self) -> None:
        """Read all that is new."""
        newer = f"?$filter={quote(f'ModificationTimestamp gt {self.last}')}" if self.last else ""
        link: str | None = f"property{newer}"
        while link:
            with httpx.Client(base_url=self._base, trust_env=False, timeout=30) as client:
                answer = client.get(link)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            for record in page["value"]:
                self._take(record)
            link = page.get("@odata.nextLink")

    def _take(self, record: dict[str, Any]) -> None:
        assert record["ModificationTimestamp"] > self.last
        self.last = record["ModificationTimestamp"]
        if self._place in record["ListingKey"]:
            self.copy.pop(record["ListingKey"], None)
            if record["StandardStatus"] == "Active":
                self.copy[record["ListingKey"]] = record["ListPrice"]


def test_a_reader_of_the_feed_ends_with_exactly_the_public_listings(
    web_api: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    chance, bus = random.Random(DOZEN), outputs["EventBusName"]
    city = f"feedtown-{uuid4().hex[:8]}"
    reader, public = Reader(outputs["SiteUrl"], city), dict[str, float]()
    for number in range(DOZEN):
        home = drafted(web_api, city, listprice=100 + number)
        approve(aws, bus, home, requested(web_api, home))
        public[home] = 100 + number
        if number % 3 == 1:
            _change(web_api, aws, bus, public, chance.choice(list(public)))
        if number % 4 == 3:
            _withdraw(web_api, public, chance.choice(list(public)))
        if number % 5 == 0:
            reader.read()

    assert eventually(lambda: follows(reader, public), seconds=BASE + EACH * DOZEN), (len(reader.copy), len(public))
    assert read_anew(outputs, city) == public


def test_a_reader_misses_nothing_of_a_busy_agency(aws: Aws, outputs: dict[str, str]) -> None:
    land = f"feedland-{uuid4().hex[:8]}"
    agency = DeployedAgency(aws, outputs, COUNT, cities=[(land, "Anytown"), (land, "Big City")])
    reader, writes = Reader(outputs["SiteUrl"], land), 0
    for number in range(COUNT):
        agency.publish(agency.draft())
        homes = list(agency.public.values())
        if number % 3 == 1:
            home = agency.chance.choice(homes)
            agency.publish_again(replace(home, price=replace(home.price, minor=home.price.minor + 1)))
        if number % 4 == 3:
            agency.withdraw(agency.public[agency.chance.choice(homes).property_id])
        if number % 20 == 0:
            reader.read()
        writes += 2 + (number % 3 == 1) + (number % 4 == 3)
    public = {home: float(listing.price.amount) for home, listing in agency.public.items()}
    assert eventually(lambda: follows(reader, public), seconds=BASE + EACH * writes), (len(reader.copy), len(public))
    assert read_anew(outputs, land) == public


def follows(reader: Reader, public: dict[str, float]) -> bool:
    reader.read()
    return reader.copy == public


def read_anew(outputs: dict[str, str], place: str) -> dict[str, float]:
    """Return what a reader has that begins now."""
    reader = Reader(outputs["SiteUrl"], place)
    reader.read()
    return reader.copy


def _change(web: Api, aws: Aws, bus: str, public: dict[str, float], home: str) -> None:
    assert reaches(web, home, "APPROVED")
    web.patch(path_of(home), {"listprice": public[home] + 0.5})
    approve(aws, bus, home, requested(web, home))
    assert reaches(web, home, "APPROVED")
    public[home] += 0.5


def _withdraw(web: Api, public: dict[str, float], home: str) -> None:
    assert reaches(web, home, "APPROVED")
    web.delete(path_of(home))
    del public[home]
