"""Publish archived events again: marked as a replay, and in an order from which lost tables can be rebuilt.

Consumers handle events twice and in any order without harm. Rebuilding a lost table needs this order, with empty queues
between the parts: decisions of Properties, so that it need not decide again; revocations; the latest status of each
contract; everything else. Reasons: docs/adr/0017.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any

from unicorn_cli.bus.envelopes import Envelope, metadata_of, occurred_at, property_of
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Step
from unicorn_cli.terminal.waiting import eventually

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

DECIDED, REVOKED, CONTRACT = "PublicationEvaluationCompleted", "PublicationRevoked", "ContractStatusChanged"
ENTRIES, BYTES = 10, 200_000  # per call; the limit of PutEvents is 256 KiB
TRIES = 5
EMPTY_DEADLINE = 120.0  # seconds until the queues must be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A named replay of archived events."""

    name: str
    parts: Sequence[Sequence[Envelope]]  # published one after the other
    skipped: int  # events without metadata, from older systems: they cannot be marked

    @property
    def events(self) -> list[Envelope]:
        return [event for part in self.parts for event in part]

    def counts(self) -> dict[str, int]:
        """Return detail type → number of events, most frequent first."""
        return dict(Counter(event["detail-type"] for event in self.events).most_common())


def plan(events: Sequence[Envelope], name: str) -> Replay:
    """Return the replay of these events, marked and in order."""
    marked = [_marked(event, name) for event in sorted(events, key=_order) if metadata_of(event)]
    latest = {property_of(event): event["id"] for event in marked if event["detail-type"] == CONTRACT}
    parts: list[list[Envelope]] = [[], [], [], []]
    for event in marked:
        parts[_part(event, set(latest.values()))].append(event)
    return Replay(name=name, parts=parts, skipped=len(events) - len(marked))


def publish(replay: Replay, publisher: Cloud, cloud: Cloud, bus: str, step: Step) -> None:
    """Publish the events. `publisher` may put events of every source. Raises Problem if the bus rejects one."""
    consumers = list(_consumers(cloud, bus))
    for part in replay.parts:
        for entries in _calls(part, bus):
            _put(publisher, entries)
            for _ in entries:
                step.advance()
        if part:
            _wait_until_empty(cloud, consumers)


def _order(event: Envelope) -> tuple[datetime, int]:
    number = metadata_of(event).get("sequence")
    return occurred_at(event), number if isinstance(number, int) else 0


def _part(event: Envelope, latest: Set[str]) -> int:
    if event["detail-type"] in {DECIDED, REVOKED}:
        return [DECIDED, REVOKED].index(event["detail-type"])
    return 2 if event["id"] in latest else 3


def _marked(event: Envelope, name: str) -> Envelope:
    return event | {"detail": event["detail"] | {"metadata": metadata_of(event) | {"replay": name}}}


def _calls(events: Sequence[Envelope], bus: str) -> "Iterator[list[PutEventsRequestEntryTypeDef]]":
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


def _put(publisher: Cloud, entries: "list[PutEventsRequestEntryTypeDef]") -> None:
    results: Any = []
    for _ in range(TRIES):
        results = publisher.client("events").put_events(Entries=entries)["Entries"]
        entries = [entry for entry, result in zip(entries, results, strict=True) if "ErrorCode" in result]
        if not entries:
            return
    message = next(result.get("ErrorMessage", result["ErrorCode"]) for result in results if "ErrorCode" in result)
    raise Problem(
        f"The bus rejected an event: {message}",
        "Fix the cause that it names and replay again; repeating does no harm",
    )


def _consumers(cloud: Cloud, bus: str) -> Iterator[str]:
    """Yield the URLs of the consumers' queues. Only they have dead-letter queues; temporary subscriptions do not."""
    seen: set[str] = set()
    for page in cloud.client("events").get_paginator("list_rules").paginate(EventBusName=bus):
        for rule in page["Rules"]:
            targets = cloud.client("events").list_targets_by_rule(Rule=rule["Name"], EventBusName=bus)["Targets"]
            seen |= {target["Arn"] for target in targets if ":sqs:" in target["Arn"]}
    for arn in sorted(seen):
        queue = cloud.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"]
        known = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
        if "RedrivePolicy" in known.get("Attributes", {}):
            yield queue


def _wait_until_empty(cloud: Cloud, queues: Sequence[str]) -> None:
    checks, every = (2, 0.25) if cloud.is_local else (5, 2.0)  # on AWS delivery to a queue takes a while
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        quiet = 0 if any(_depth(cloud, queue) for queue in queues) else quiet + 1
        return quiet >= checks

    if not eventually(is_quiet, seconds=EMPTY_DEADLINE, every=every):
        fix = "Read the logs of the function that reads it, then replay again; repeating does no harm"
        raise Problem("A consumer did not empty its queue in time", fix)


def _depth(cloud: Cloud, queue: str) -> int:
    names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = cloud.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)
