"""A table's stream and its Lambda event source mapping in virtual time, with the settings of the templates.

What AWS documents (Lambda Developer Guide, "Retain discarded records for a DynamoDB event source"; API Reference,
CreateEventSourceMapping): a shard is read in order. A batch is retried until it succeeds, until its records are older
than MaximumRecordAgeInSeconds, or after MaximumRetryAttempts (-1: no limit). What is discarded goes to the on-failure
destination: to a queue as a position in the stream, to a bucket with the whole event. A record leaves the stream after
24 hours without a word. With BisectBatchOnFunctionError a failed batch is halved, which uses no attempt; with
ReportBatchItemFailures it is retried from the first item that the function reports.

Not documented: the pauses between attempts. Here they double from a second to a minute.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from tests.infra.stacks import properties, resources, target

HOUR = 3600.0
RETENTION = 24 * HOUR
PAUSE_MAX = 60.0
CALL = 0.05  # seconds that an invocation takes
NO_LIMIT = -1

type Record = dict[str, Any]
type Written = tuple[float, Record]  # when, and what


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of an event source mapping."""

    batch: int
    attempts: int
    age: int
    bisects: bool
    is_bucket: bool  # whether the destination gets the whole event

    @classmethod
    def of(cls, folder: str, mapping: str) -> Self:
        """Read the settings of a transformed template."""
        given = properties(folder, mapping)
        destination = target(given["DestinationConfig"]["OnFailure"]["Destination"])
        return cls(
            batch=given["BatchSize"],
            attempts=given.get("MaximumRetryAttempts", NO_LIMIT),
            age=given.get("MaximumRecordAgeInSeconds", NO_LIMIT),
            bisects=given.get("BisectBatchOnFunctionError", False),
            is_bucket=resources(folder)[str(destination)]["Type"] == "AWS::S3::Bucket",
        )


@dataclass
class Shard:
    """One shard of a stream, and the mapping that reads it. `written` holds (moment, record), in order."""

    settings: Settings
    invoke: Callable[[list[Record], float], list[str]]  # records, moment → sequence numbers to retry; may raise
    written: list[Written] = field(default_factory=list)
    now: float = 0.0
    invocations: int = 0
    attempts: int = 0  # the most that one batch took
    delay: float = 0.0  # the longest from a record's write to the end of the invocation that handled it
    letters: list[dict[str, Any]] = field(default_factory=list)
    trimmed: list[Record] = field(default_factory=list)  # left the stream, unread or unhandled

    def run(self) -> None:
        """Read the shard to its end."""
        position = 0
        while position < len(self.written):
            self.now = max(self.now, self.written[position][0])
            batch = self.written[position : position + self.settings.batch]
            batch = [found for found in batch if found[0] <= self.now]
            position += len(batch)
            self._handle(batch)

    def _handle(self, batch: list[Written], tried: int = 0) -> None:
        while batch := self._kept(batch):
            rest = self._rest_after_a_try(batch)
            if rest is None and self.settings.bisects and len(batch) > 1:
                self._handle(batch[: len(batch) // 2], tried)
                self._handle(batch[len(batch) // 2 :], tried)
                return
            batch = batch if rest is None else rest
            tried += 1
            self._pause_or_discard(batch, tried)

    def _rest_after_a_try(self, batch: list[Written]) -> list[Written] | None:
        """Invoke the function; return what it did not handle, None if it raised an error."""
        self.invocations += 1
        self.now += CALL
        try:
            reported = self.invoke([record for _, record in batch], self.now)
        except Exception:
            return None
        failed = [at for at, (_, record) in enumerate(batch) if record["dynamodb"]["SequenceNumber"] in reported]
        first = min(failed, default=len(batch))
        self.delay = max([self.delay, *(self.now - moment for moment, _ in batch[:first])])
        return batch[first:]

    def _pause_or_discard(self, batch: list[Written], tried: int) -> None:
        if not batch:
            return
        self.attempts = max(self.attempts, tried)
        if NO_LIMIT < self.settings.attempts < tried:
            self._discard(batch)
            batch.clear()
        self.now += min(PAUSE_MAX, 2.0 ** (min(tried, 10) - 1))

    def _kept(self, batch: list[Written]) -> list[Written]:
        """Leave out what the stream has dropped, and discard what is too old."""
        self.trimmed += [record for moment, record in batch if self.now - moment >= RETENTION]
        batch = [found for found in batch if self.now - found[0] < RETENTION]
        if self.settings.age == NO_LIMIT:
            return batch
        old = [found for found in batch if self.now - found[0] > self.settings.age]
        if old:
            self._discard(old)
        return batch[len(old) :]

    def _discard(self, batch: list[Written]) -> None:
        """Write the letter that Lambda writes, in its documented form."""
        numbers = [record["dynamodb"]["SequenceNumber"] for _, record in batch]
        letter: dict[str, Any] = {
            "requestContext": {"functionArn": "arn", "condition": "RetryAttemptsExhausted"},
            "version": "1.0",
            "DDBStreamBatchInfo": {
                "shardId": "shardId-1",
                "startSequenceNumber": numbers[0],
                "endSequenceNumber": numbers[-1],
                "batchSize": len(batch),
                "streamArn": "arn:aws:dynamodb:eu-west-1:000000000000:table/table/stream/1",
            },
        }
        if self.settings.is_bucket:
            letter["payload"] = json.dumps({"Records": [record for _, record in batch]})
        self.letters.append(letter)
