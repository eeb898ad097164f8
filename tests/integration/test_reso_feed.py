"""A reader of the deployed RESO feed ends with exactly the public listings, while listings come, change and go.

LISTINGS=1000 publishes so many; otherwise it is a dozen.
"""

import os
import random
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import approve, drafted, reaches, requested
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

COUNT = int(os.environ.get("LISTINGS", "12"))
SECONDS = 60 + COUNT


class Reader:
    """Follows the feed from its beginning, and keeps the listings of one city."""

    def __init__(self, site: str, city: str) -> None:
        self._base = f"{site}/api/web/reso/"
        self._city = city
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
        if self._city in record["ListingKey"]:
            self.copy.pop(record["ListingKey"], None)
            if record["StandardStatus"] == "Active":
                self.copy[record["ListingKey"]] = record["ListPrice"]


def test_a_reader_of_the_feed_ends_with_exactly_the_public_listings(
    web_api: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    chance, bus = random.Random(COUNT), outputs["EventBusName"]
    city = f"feedtown-{uuid4().hex[:8]}"
    reader, public = Reader(outputs["SiteUrl"], city), dict[str, float]()
    for number in range(COUNT):
        home = drafted(web_api, city, listprice=100 + number)
        approve(aws, bus, home, requested(web_api, home))
        public[home] = 100 + number
        if number % 3 == 1:
            _change(web_api, aws, bus, public, chance.choice(list(public)))
        if number % 4 == 3:
            _withdraw(web_api, public, chance.choice(list(public)))
        if number % 5 == 0:
            reader.read()

    def is_copied() -> bool:
        reader.read()
        return reader.copy == public

    assert eventually(is_copied, seconds=SECONDS), (len(reader.copy), len(public))
    fresh = Reader(outputs["SiteUrl"], city)
    fresh.read()
    assert fresh.copy == public


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
