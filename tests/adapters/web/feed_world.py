"""An agency whose stream is entered into the RESO feed, and readers of it, one step of anyone at a time.

Steps of several writers interleave within their runs; transactions conflict, fail before they are written or after, and
what they wrote can be read item by item, some seconds later. Clocks differ, and one is an hour ahead for a while.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from botocore.exceptions import ClientError
from web_service import wiring
from web_service.adapters.reso.feed_items import ENTRIES
from web_service.adapters.reso.feed_round import ResoFeedRound
from web_service.adapters.reso.feed_stream import changed_property
from web_service.adapters.reso.feed_table import ResoFeedTable
from web_service.adapters.reso.feed_writer import ResoFeedWriter
from web_service.adapters.search import details
from web_service.adapters.search.public_items import public_items
from web_service.api.reso.views import record
from web_service.domain.listings.listing import Listing
from web_service.domain.reso.feed import LIFETIME, SETTLING, Entry

from tests.adapters.web.agency import TABLE, Agency
from tests.dynamodb import MemoryDynamoDB
from tests.unit.web.api import Answer, ask
from unicorn_kit import transactions
from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.moments import rfc3339

FEED = "WebResoFeedTable"
PATH = "/reso/property"
SKEW, APPLIED = 2000, 6000  # milliseconds: of a clock, and until a transaction's items can be read; less than SETTLING
PICTURES = "https://pictures.example"


class Feed(MemoryDynamoDB):
    """The feed's table: a transaction's items become visible one by one."""

    def __init__(self, chance: random.Random, now: Callable[[], int]) -> None:
        super().__init__("unicorn_web", FEED)
        self._chance, self._clock = chance, now
        self._before: dict[tuple[str, str], tuple[int, Any]] = {}  # until when a key shows what it was before

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:
        keys = [key_of(given.get("Item") or given["Key"]) for item in TransactItems for given in item.values()]
        before = {key: self.items.get(key) for key in keys}
        super().transact_write_items(TransactItems=TransactItems)
        for key, item in before.items():
            if self._chance.random() < 0.3:
                self._before[key] = self._clock() + self._chance.randint(1, APPLIED), item
            else:
                self._before.pop(key, None)

    def expire(self) -> None:
        """Delete what may be deleted by now."""
        for key, item in list(self.items.items()):
            if "expires_at" in item and int(item["expires_at"]["N"]) <= self._clock() // 1000:
                self._store(key, None)

    def visible(self, key: tuple[str, str]) -> Any:
        until, before = self._before.get(key, (0, None))
        return before if self._clock() < until else self.items.get(key)

    def get_item(self, *, Key: Any, **_: Any) -> dict[str, Any]:
        found = self.visible(key_of(Key))
        return {"Item": found} if found else {}

    def batch_get_item(self, *, RequestItems: Any) -> dict[str, Any]:
        [(table, asked)] = RequestItems.items()
        found = (self.visible(key_of(key)) for key in asked["Keys"])
        return {"Responses": {table: [item for item in found if item]}}

    def query(self, *, ExpressionAttributeValues: Any, Limit: int = 10**9, **given: Any) -> dict[str, Any]:
        low = ExpressionAttributeValues.get(":low", {"S": ""})["S"]
        high = ExpressionAttributeValues.get(":high", {"S": "9" * 20})["S"]
        after = given.get("ExclusiveStartKey", {"sk": {"S": ""}})["sk"]["S"]
        keys = sorted({*self.items, *self._before})
        asked = (key for key in keys if key[0] == ENTRIES["S"] and low <= key[1] <= high and key[1] > after)
        found = [item for key in asked if (item := self.visible(key))]
        page = found[:Limit]
        return {"Items": page} | ({"LastEvaluatedKey": page[-1]} if len(found) > Limit else {})


class Tables:
    """One client of both tables, whose calls may fail, and between whose calls others do something."""

    exceptions = MemoryDynamoDB.exceptions

    def __init__(self, listings: MemoryDynamoDB, feed: Feed, chance: random.Random) -> None:
        self.listings, self.feed, self._chance = listings, feed, chance
        self.between: Callable[[], None] = lambda: None
        self.faults = 0.0
        feed.conflict = lambda: chance.random() < self.faults

    def transact_write_items(self, **given: Any) -> None:
        self.between()
        fault = self._chance.random()
        if fault >= self.faults / 2:
            self.feed.transact_write_items(**given)
        if fault < self.faults:
            raise ClientError({"Error": {"Code": "InternalServerError", "Message": "no"}}, "TransactWriteItems")

    def __getattr__(self, operation: str) -> Any:
        def call(**given: Any) -> Any:
            self.between()
            table = given.get("TableName") or next(iter(given["RequestItems"]))
            return getattr(self.feed if table == FEED else self.listings, operation)(**given)

        return call


class World:
    """The agency, the functions that enter its listings, and the readers."""

    def __init__(self, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        self.agency = Agency(seed)
        self.agency.dynamodb.recorded = {"PUBLIC"}
        self.now = 1_800_000_000_000  # milliseconds since 1970
        self.ahead = 0  # of a clock that is wrong
        self.undelivered: list[dict[str, Any]] = []
        self.tables = Tables(self.agency.dynamodb, Feed(self.chance, lambda: self.now), self.chance)
        self._depth = 0
        self.unreadable: list[str] = []
        self.readers: list[Reader] = []
        self._patch(patch)

    def _patch(self, patch: pytest.MonkeyPatch) -> None:
        feed: Any = ResoFeedTable(self.tables, FEED)  # type: ignore[arg-type]
        patch.setattr(transactions, "pause", lambda _: self.pass_time(50))
        patch.setattr("web_service.adapters.reso.feed_writer.pause", lambda _: self.pass_time(500))
        patch.setattr(wiring, "reso_feed", lambda: feed)
        patch.setattr(wiring, "now", self.moment)
        patch.setenv("CURSOR_KEY", "a key of this test")
        patch.setenv("PICTURES_URL", PICTURES)

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now / 1000, UTC)

    def pass_time(self, most: int) -> None:
        self.now += self.chance.randint(0, most)

    # What happens

    def publish(self) -> None:
        self.agency.publish(self.agency.draft())

    def change(self) -> None:
        for listing in self._one():
            self.agency.publish_again(replace(listing, price=self.agency.draft().price))

    def withdraw(self) -> None:
        for listing in self._one():
            self.agency.withdraw(listing)

    def publish_once_more(self) -> None:
        """Publish a listing that was withdrawn."""
        gone = [item for key, item in self.agency.dynamodb.items.items() if key[1] == "LISTING" and "live" not in item]
        if gone:
            listing = self.agency.listings.get(self.chance.choice(gone)["pk"]["S"])
            version = self.agency.draft()
            live = self.agency.publish(version).public_version
            assert live
            self.agency.withdraw(self.agency.public[version.property_id])
            shown = replace(listing, public_version=replace(live, version=listing.version + 1))
            self.agency.listings.save(listing, replace(shown, version=listing.version + 1))
            self.agency.public[listing.property_id] = self.agency.listings.get(listing.property_id)

    def deliver(self) -> None:
        """Deliver the next records of some shard, perhaps twice, and perhaps to a function that fails."""
        self._collect()
        shards = {self._shard(record) for record in self.undelivered}
        if shards:
            shard = self.chance.choice(sorted(shards))
            batch = [one for one in self.undelivered if self._shard(one) == shard][: self.chance.randint(1, 5)]
            self.undelivered = [one for one in self.undelivered if one not in batch]
            try:
                self._enter(batch)
            except StoreUnavailable:  # Lambda reads it again
                self.undelivered = [*batch, *self.undelivered]

    def reconcile(self) -> None:
        writer, after = self._writer(), None
        round_ = ResoFeedRound(self.tables, TABLE, FEED)  # type: ignore[arg-type]
        for page in round_.pages(after):
            for step in page:
                with suppress(StoreUnavailable):
                    writer.enter(writer.differing(step.item, self.unreadable.append), self.unreadable.append)

    def read(self) -> None:
        if self.readers:
            self.chance.choice(self.readers).read()

    def wait(self) -> None:
        self.pass_time(3 * APPLIED)

    def wait_a_month(self) -> None:
        self.now += int((LIFETIME + timedelta(days=2)) / timedelta(milliseconds=1))
        self.tables.feed.expire()

    def jump(self) -> None:
        """Let the writers' clocks be an hour ahead, or right again."""
        self.ahead = 0 if self.ahead else 3_600_000

    def settle(self) -> None:
        """Let everything be delivered, and every reader read to the end."""
        self.tables.faults, self.ahead = 0.0, 0
        self._collect()
        while self.undelivered:
            self.deliver()
            self._collect()
        self.now += 2 * 3_600_000
        for reader in self.readers:
            while reader.read():
                pass

    def expected(self) -> dict[str, dict[str, Any]]:
        """Return the record of each public listing, without its time in the feed."""
        return {property_id: without_time(_record(listing)) for property_id, listing in self.agency.public.items()}

    def _one(self) -> list[Listing]:
        public = list(self.agency.public.values())
        return [self.chance.choice(public)] if public else []

    def _collect(self) -> None:
        records, self.agency.dynamodb.stream = self.agency.dynamodb.stream, []
        self.undelivered += [one for one in records if changed_property(one)]

    def _shard(self, one: dict[str, Any]) -> int:
        return sum(str(changed_property(one)).encode()) % 3

    def _writer(self) -> ResoFeedWriter:
        off = self.ahead + self.chance.randint(-SKEW, SKEW)
        return ResoFeedWriter(
            self.tables,  # type: ignore[arg-type]
            TABLE,
            FEED,
            now=lambda: self.moment() + timedelta(milliseconds=off),
        )

    def _enter(self, batch: list[dict[str, Any]]) -> None:
        for _ in range(self.chance.choice([1, 1, 1, 2])):
            with self._others_between():
                self._writer().enter(filter(None, map(changed_property, batch)), self.unreadable.append)

    @contextmanager
    def _others_between(self) -> Iterator[None]:
        """Let others do something between the calls of a run: write, publish, and read."""
        if self._depth:
            yield
            return
        self._depth += 1
        steps = [self.deliver, self.deliver, self.publish, self.change, self.withdraw, self.read]

        def between() -> None:
            self.pass_time(200)
            if self._depth == 1 and self.tables.faults and self.chance.random() < 0.2:
                self._depth += 1
                try:
                    self.chance.choice(steps)()
                finally:
                    self._depth -= 1

        self.tables.between = between
        try:
            yield
        finally:
            self._depth -= 1
            self.tables.between = lambda: None


class Reader:
    """A reader that keeps a copy: it follows the links of pages, and then asks for what is newer than its last one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.copy: dict[str, dict[str, Any]] = {}
        self.link: str | None = None
        self.begun_anew = 0
        self.read_items = self.shown = 0
        self._begin()

    def _begin(self) -> None:
        self.copy.clear()
        self.link, self.last = self._first({}), ""

    def _first(self, query: dict[str, str]) -> str:
        top = str(self.world.chance.choice([1, 2, 3, 100]))
        return f"{PATH}?{urlencode({'$top': top} | query, quote_via=quote)}"

    def read(self) -> bool:
        """Send one request; return whether more is there now."""
        if self.link is None:
            self.link = self.newer()
        answer = get(self.link)
        if answer.status == 410:
            self.begun_anew += 1
            self._begin()
            return bool(self.world.tables.feed.items)  # a feed that never had an entry tells so each time
        assert answer.status == 200, answer
        for found in answer.body["value"]:
            self._take(found)
        following = answer.body.get("@odata.nextLink")
        self.link = f"/reso/{following}" if following else None
        return bool(following or answer.body["value"])

    def newer(self) -> str:
        return self._first({"$filter": f"ModificationTimestamp gt {self.last}"} if self.last else {})

    def _take(self, found: dict[str, Any]) -> None:
        changed = found["ModificationTimestamp"]
        assert changed > self.last, "the order is that of the times"
        self.last = changed
        if found["StandardStatus"] == "Active":
            self.copy[found["ListingKey"]] = without_time(found)
        else:
            self.copy.pop(found["ListingKey"], None)


class WindowReader(Reader):
    """One that asks for one span of time after the other, up to what has settled, whatever it has seen."""

    until = ""

    def _begin(self) -> None:
        super()._begin()
        self.until = self._settled()

    def newer(self) -> str:
        before, self.until = self.until, max(self.until, self._settled())
        span = f"ModificationTimestamp gt {before} and ModificationTimestamp le {self.until}"
        self.last = ""
        return self._first({"$filter": span})

    def _settled(self) -> str:
        return rfc3339(self.world.moment() - SETTLING)


def get(path: str) -> Answer:
    return ask("GET", path, claims=None)


def key_of(item: Any) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def without_time(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "ModificationTimestamp"}


def _record(listing: Listing) -> dict[str, Any]:
    assert listing.public_version
    shown = details.unpack(public_items(listing, listing.public_version)[0]["details"]["S"])
    return record(Entry(0, listing.property_id, "Active", shown), PICTURES)
