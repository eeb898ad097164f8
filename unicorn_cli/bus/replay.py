"""Publish archived events again: marked as a replay, and in an order from which lost tables can be rebuilt.

Consumers handle events twice and in any order without harm. Rebuilding a lost table needs this order, and each part
handled before the next: decisions of Properties, so that it need not decide again; revocations; the latest status of
each contract; everything else. Reasons: docs/adr/0017.
"""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from unicorn_cli.bus.envelopes import Envelope, metadata_of
from unicorn_cli.bus.queues import consumers, depth, holds_only_newer
from unicorn_cli.bus.spool import Spool
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Step
from unicorn_cli.terminal.waiting import eventually

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

    type Entries = Sequence[PutEventsRequestEntryTypeDef]

DECIDED, REVOKED, CONTRACT = "PublicationEvaluationCompleted", "PublicationRevoked", "ContractStatusChanged"
ENTRIES, BYTES = 10, 200_000  # per call; the limit of PutEvents is 256 KiB
PUBLISHERS, CALLS = 4, 64  # threads; calls that are made ready at once
TRIES = 8
HANDLED_DEADLINE = 1800.0  # seconds until a part must be handled: five deliveries, and late metrics

_PARTS = ("decided", "revoked", "latest_contract", "other")
_ARRANGE = (
    "ALTER TABLE events ADD COLUMN part TEXT",
    f"UPDATE events SET part = CASE type WHEN '{DECIDED}' THEN 'decided' WHEN '{REVOKED}' THEN 'revoked' "
    "ELSE 'other' END WHERE has_metadata AND is_sound(event)",
    "CREATE INDEX by_part ON events (part, at, sequence)",
    f"CREATE INDEX by_property ON events (property, at, sequence) WHERE type = '{CONTRACT}' AND part IS NOT NULL",
    "UPDATE events SET part = 'latest_contract' WHERE rowid IN (SELECT rowid FROM (SELECT rowid, ROW_NUMBER() OVER "
    "(PARTITION BY property ORDER BY at DESC, sequence DESC, rowid DESC) AS place FROM events "
    f"WHERE type = '{CONTRACT}' AND part IS NOT NULL) WHERE place = 1)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A named replay of archived events, which stay on disk."""

    name: str
    counts: dict[str, int]  # detail type → number of events, most frequent first
    skipped: int  # events without metadata, from older systems: they cannot be marked
    unsound: dict[str, int]  # the same as `counts`, of events that obey no schema: every consumer would refuse them
    spool: Spool

    @property
    def size(self) -> int:
        return sum(self.counts.values())

    def parts(self) -> Iterator[Iterator[Envelope]]:
        """Yield the parts, each the marked events that are published before the next part, oldest first."""
        for part in _PARTS:
            found = self.spool.select("SELECT event FROM events WHERE part = ? ORDER BY at, sequence, rowid", part)
            yield (_marked(event, self.name) for event in found)


def plan(spool: Spool, name: str, is_sound: Callable[[Envelope], bool] = lambda _: True) -> Replay:
    """Return the replay of the events that are sound, marked and in order."""
    spool.arrange(*_ARRANGE, is_sound=is_sound)
    return Replay(
        name=name,
        counts=spool.counts("part IS NOT NULL"),
        skipped=spool.number("SELECT count(*) FROM events WHERE NOT has_metadata"),
        unsound=spool.counts("has_metadata AND part IS NULL"),
        spool=spool,
    )


def publish(replay: Replay, publisher: Callable[[], Cloud], cloud: Cloud, bus: str, step: Step) -> None:
    """Publish the events. `publisher` returns a cloud that may put events of every source, at any time of a long run.

    Raises Problem if the bus rejects an event, or if the consumers do not handle a part in time.
    """
    queues = list(consumers(cloud, bus))

    def put(entries: "Entries") -> None:
        _put(publisher(), entries)
        for _ in entries:
            step.advance()

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        for part in replay.parts():
            is_empty = True
            for calls in batched(_calls(part, bus), CALLS, strict=False):
                list(pool.map(put, calls))
                is_empty = False
            if not is_empty:
                _wait_until_handled(cloud, queues)


def _marked(event: Envelope, name: str) -> Envelope:
    return event | {"detail": event["detail"] | {"metadata": metadata_of(event) | {"replay": name}}}


def _calls(events: Iterable[Envelope], bus: str) -> "Iterator[Entries]":
    """Yield the entries of one PutEvents call each."""
    for some in batched((_entry(event, bus) for event in events), ENTRIES, strict=False):
        call: list[PutEventsRequestEntryTypeDef] = []
        for entry in some:
            if call and sum(len(other["Detail"].encode()) for other in [*call, entry]) > BYTES:
                yield call
                call = []
            call.append(entry)
        yield call


def _entry(event: Envelope, bus: str) -> "PutEventsRequestEntryTypeDef":
    return {
        "EventBusName": bus,
        "Source": event["source"],
        "DetailType": event["detail-type"],
        "Time": event["time"],
        "Detail": json.dumps(event["detail"], ensure_ascii=False),
    }


def _put(publisher: Cloud, entries: "Entries") -> None:
    results: Any = []
    for tries in range(TRIES):
        results = publisher.client("events").put_events(Entries=entries)["Entries"]
        entries = [entry for entry, result in zip(entries, results, strict=True) if "ErrorCode" in result]
        if not entries:
            return
        time.sleep(random.uniform(0, min(5.0, 0.05 * 2**tries)))
    message = next(result.get("ErrorMessage", result["ErrorCode"]) for result in results if "ErrorCode" in result)
    raise Problem(
        f"The bus rejected an event: {message}",
        "Fix the cause that it names and replay again; repeating does no harm",
    )


def _wait_until_handled(cloud: Cloud, queues: Sequence[str]) -> None:
    """Wait until the events that were published so far are handled: a queue is empty, or holds only newer messages."""
    sent = datetime.now(UTC)
    checks, every = (2, 0.25) if cloud.is_local else (5, 2.0)  # on AWS delivery to a queue takes a while
    quiet = dict.fromkeys(queues, 0)
    pending = set(queues)

    def is_handled() -> bool:
        for queue in list(pending):
            quiet[queue] = 0 if depth(cloud, queue) else quiet[queue] + 1
            if quiet[queue] >= checks or (not cloud.is_local and holds_only_newer(cloud, queue, sent)):
                pending.discard(queue)
        return not pending

    if not eventually(is_handled, seconds=HANDLED_DEADLINE, every=every):
        names = ", ".join(sorted(queue.rsplit("/", 1)[-1] for queue in pending))
        fix = "Read the logs of the function that reads it, then replay again; repeating does no harm"
        raise Problem(f"Replayed events were not handled in time, in {names}", fix)
