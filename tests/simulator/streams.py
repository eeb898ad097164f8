"""The tables' streams and their mappings: in order for each shard, retried, bisected, discarded as the templates say.

A table has a few shards; a partition key is always in the same one. For what AWS documents, see simulation/stream.py.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from zlib import crc32

from tests.simulator import patterns, topology
from tests.simulator.kernel import Kernel
from tests.simulator.lambdas import FunctionFailed, Lambdas
from tests.simulator.queues import largest

type Record = dict[str, Any]
type Written = tuple[float, Record]

SHARDS = 2
RETENTION = 24 * 3600.0
PAUSE_MAX = 60.0
NO_LIMIT = -1


class Mapping:
    """What reads one shard of one table's stream."""

    def __init__(self, name: str, shard: int, given: dict[str, Any], streams: "Streams") -> None:
        self.name, self.given, self._streams = f"{name}-{shard}", given, streams
        self._filters = patterns.filters(name)
        self.waiting: list[Written] = []
        self.is_reading = False
        self.age = float(given.get("MaximumRecordAgeInSeconds", NO_LIMIT))
        self.attempts = given.get("MaximumRetryAttempts", NO_LIMIT)

    def add(self, record: Record) -> None:
        if not patterns.passes(self._filters, record):
            return
        self.waiting.append((self._streams.kernel.now, record))
        self._wake(self._streams.chance.random() * (0.5 + self._streams.gathering))

    def _wake(self, seconds: float) -> None:
        if not self.is_reading:
            self.is_reading = True
            self._streams.kernel.after(seconds, lambda: self._streams.kernel.spawn(self._read))

    def _read(self) -> None:
        """Read until nothing is left; one batch after the other."""
        while self.waiting:
            most = self._streams.chance.randint(1, largest(self.given, self._streams.gathering))
            batch, self.waiting = self.waiting[:most], self.waiting[most:]
            self._handle(batch, 0)
        self.is_reading = False

    def _handle(self, batch: list[Written], tried: int) -> None:
        kernel = self._streams.kernel
        while batch := self._kept(batch):
            if self._streams.is_down():
                kernel.sleep(30)
                continue
            rest = self._rest_after_a_try(batch)
            if rest is None and self.given.get("BisectBatchOnFunctionError") and len(batch) > 1:
                self._handle(batch[: len(batch) // 2], tried)
                self._handle(batch[len(batch) // 2 :], tried)
                return
            batch = batch if rest is None else rest
            if not batch:
                return
            tried += 1
            if NO_LIMIT < self.attempts < tried:
                self._discard(batch)
                return
            kernel.sleep(min(PAUSE_MAX, 2.0 ** min(tried, 10)))

    def _rest_after_a_try(self, batch: list[Written]) -> list[Written] | None:
        """Return what was not handled, None if the function failed."""
        streams = self._streams
        streams.deliveries += len(batch)
        try:
            result = streams.lambdas.invoke(self.given["FunctionName"], {"Records": [record for _, record in batch]})
        except FunctionFailed:
            return None
        reported = {failure["itemIdentifier"] for failure in (result or {}).get("batchItemFailures", [])}
        if not reported and streams.chance.random() < streams.duplicates:
            streams.duplicated += len(batch)
            return batch  # the checkpoint was lost
        numbers = [record["dynamodb"]["SequenceNumber"] for _, record in batch]
        first = min((at for at, number in enumerate(numbers) if number in reported), default=len(batch))
        return batch[first:]

    def _kept(self, batch: list[Written]) -> list[Written]:
        """Leave out what the stream has dropped, and discard what is too old."""
        now = self._streams.kernel.now
        self._streams.trimmed += [record for at, record in batch if now - at >= RETENTION]
        batch = [found for found in batch if now - found[0] < RETENTION]
        old = [found for found in batch if self.age != NO_LIMIT and now - found[0] > self.age]
        if old:
            self._discard(old)
        return batch[len(old) :]

    def _discard(self, batch: list[Written]) -> None:
        """Give the batch to the destination of failures, in the form that Lambda writes."""
        numbers = [record["dynamodb"]["SequenceNumber"] for _, record in batch]
        letter = {
            "requestContext": {
                "functionArn": f"arn:aws:lambda:::function:{topology.real_name(self.given['FunctionName'])}:$LATEST",
                "condition": "RecordAgeExceeded",
            },
            "version": "1.0",
            "DDBStreamBatchInfo": {
                "shardId": self.name,
                "startSequenceNumber": numbers[0],
                "endSequenceNumber": numbers[-1],
                "batchSize": len(batch),
                "streamArn": self.given["EventSourceArn"],
            },
        }
        event = json.dumps({"Records": [record for _, record in batch]})
        self._streams.discard(self.given["DestinationConfig"]["OnFailure"]["Destination"], letter, event)


class Streams:
    """All streams. `discard` takes the destination, the letter and the event of a batch that is given up."""

    def __init__(
        self, kernel: Kernel, chance: Random, lambdas: Lambdas, discard: Callable[[str, dict[str, Any], str], None]
    ) -> None:
        self.kernel, self.chance, self.lambdas, self.discard = kernel, chance, lambdas, discard
        self.duplicates = self.gathering = 0.0
        self.duplicated = self.deliveries = 0
        self.trimmed: list[Record] = []  # what nobody handled while the stream had it
        self.is_down: Callable[[], bool] = lambda: False
        self._mappings: dict[str, list[list[Mapping]]] = {}
        for name, given in topology.of("Lambda::EventSourceMapping").items():
            if given["EventSourceArn"].endswith(".StreamArn"):
                shards = self._mappings.setdefault(given["EventSourceArn"], [[] for _ in range(SHARDS)])
                for number, shard in enumerate(shards):
                    shard.append(Mapping(name, number, given, self))

    @property
    def is_quiet(self) -> bool:
        return not any(found.is_reading for shards in self._mappings.values() for shard in shards for found in shard)

    def written(self, record: Record) -> None:
        arn = record["eventSourceARN"]
        if arn in self._mappings:
            partition = next(iter(record["dynamodb"]["Keys"].values()))
            for mapping in self._mappings[arn][crc32(str(partition).encode()) % SHARDS]:
                mapping.add(record)
