"""A thousand publications a second in one country, by the use case and the adapters that are shipped."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from unittest.mock import patch
from zlib import crc32

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.listings.listing_table import ListingTable
from web_service.domain.listings.listing import Listing
from web_service.use_cases.publication import apply_evaluation

from tests.adapters.web.agency import TABLE, Counts
from tests.dynamodb import MemoryDynamoDB
from tests.infra.stacks import properties
from tests.simulation.scale.busy_table import BusyTable
from tests.simulation.scale.virtual_time import VirtualTime
from tests.unit.web.fakes import TUESDAY, a_listing, answer_to, pending
from unicorn_kit.errors import StoreUnavailable

COUNTRY = "usa"
POLL = 0.25  # seconds between two looks of Lambda at a shard
SHARDS = 60  # of the stream, one for each partition that so many writes need


@dataclass
class Outcome:
    """What was seen."""

    seconds: float = 0.0  # until the last publication was written
    counted_after: float = 0.0  # seconds after that until the last one was counted
    published: int = 0
    gave_up: int = 0  # publications that are delivered again
    counted: int = 0  # in the country's item, at rest
    batches: int = 0
    failed_batches: int = 0
    table: Any = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """Publications that arrive evenly in the cities of one country."""

    a_second: int
    seconds: float
    cities: int


def publishers() -> int:
    """Return the calls at once of the function that publishes, as the template limits them."""
    limit = properties("unicorn_web", "WebEvaluationQueueMapping")["ScalingConfig"]["MaximumConcurrency"]
    return int(limit["Fn::If"][1])  # on AWS


def simulate(load: Load) -> Outcome:
    """Publish all listings of a load, and count them."""
    return _Country(load).run()


class _Country:
    def __init__(self, load: Load) -> None:
        self._load, self._time, self._seen = load, VirtualTime(), Outcome()
        self._memory = MemoryDynamoDB("unicorn_web", TABLE)
        self._table = self._seen.table = BusyTable(self._memory, self._time)
        self._queue = list(self._asked())[::-1]
        self._shards: list[list[dict[str, Any]]] = [[] for _ in range(SHARDS)]
        self._due = 0.0
        self._counting = 0
        self._publishers = 0

    def run(self) -> Outcome:
        for listing in self._queue:
            self._memory.put_item(Item=dict(listing_item(listing)), TableName=TABLE)
        self._memory.stream.clear()
        self._publishers = publishers()
        self._batch = properties("unicorn_web", "WebTableStream")["BatchSize"]
        random.seed(7)  # the adapters' pauses
        with patch.object(time, "sleep", self._time.sleep):
            for _ in range(self._publishers):
                self._time.start(self._publish)
            for shard in range(SHARDS):
                self._time.start(partial(self._count, shard))
            self._time.run()
        country = self._memory.items["PLACES", COUNTRY]
        self._seen.counted = int(country["listings"]["N"])
        return self._seen

    def _asked(self) -> Iterator[Listing]:
        chance = random.Random(7)
        for number in range(int(self._load.a_second * self._load.seconds)):
            city = f"City {min(chance.randrange(self._load.cities) for _ in range(2))}"  # some are larger than others
            listing = a_listing(str(number))
            address = replace(listing.address, city=city)
            property_id = f"{COUNTRY}/{city.lower().replace(' ', '-')}/main-street/{number}"
            yield pending(replace(listing, property_id=property_id, address=address))

    def _publish(self) -> None:
        """Be one of the function's concurrent calls: take the next evaluation when it is due."""
        listings = ListingTable(self._table, TABLE)  # type: ignore[arg-type]
        while self._queue:
            listing, due = self._queue.pop(), self._due
            self._due += 1 / self._load.a_second
            self._time.sleep(max(0.0, due - self._time.now))
            try:
                apply_evaluation(answer_to(listing), listings=listings, now=TUESDAY)
            except StoreUnavailable:
                self._seen.gave_up += 1
                self._queue.insert(0, listing)
                continue
            self._seen.published += 1
            self._seen.seconds = self._time.now
        self._publishers -= 1

    def _count(self, shard: int) -> None:
        """Be the function that reads a shard: count what is there, and the same again after a failure."""
        counts = Counts(self._table)
        self._time.sleep(POLL * shard / SHARDS)  # shards are not read at the same moment
        while records := self._records(shard):
            self._seen.batches += 1
            self._counting += 1
            try:
                counts.count(records)
            except StoreUnavailable:
                self._seen.failed_batches += 1
                continue
            finally:
                self._counting -= 1
            del self._shards[shard][: len(records)]
            self._seen.counted_after = self._time.now - self._seen.seconds

    def _records(self, shard: int) -> list[dict[str, Any]]:
        """Wait for records of a shard, and return up to a batch of them; none once nothing more can come."""
        while True:
            for record in self._memory.stream:
                self._shards[crc32(_written(record)["pk"]["S"].encode()) % SHARDS].append(record)
            self._memory.stream.clear()
            if found := self._shards[shard][: self._batch]:
                return found
            if self._is_over():
                return []
            self._time.sleep(POLL)

    def _is_over(self) -> bool:
        """Return whether nothing more will be written."""
        return not self._publishers and not any(self._shards) and not self._counting


def _written(record: dict[str, Any]) -> Any:
    images = record["dynamodb"]
    return images["NewImage"] if "NewImage" in images else images["OldImage"]
