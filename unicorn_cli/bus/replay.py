"""Put back on the bus what the record holds: marked, so that everybody can tell it from news, and in a safe order.

Consumers take everything twice without harm, in any order. Rebuilding a table that was lost needs this one, where each
part waits until the queues are empty: what Properties has decided, so that it need not decide again; what it took back;
what is true of each contract now; the rest. Why so: docs/adr/0017.
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
ENTRIES, BYTES = 10, 200_000  # of one call; PutEvents takes no more than 256 KiB
TRIES = 5
PATIENCE = 120.0  # seconds until the queues are empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A named replay of recorded events, and those that cannot be part of one."""

    name: str
    parts: Sequence[Sequence[Envelope]]  # one after the other
    left_out: int  # events of older systems: with no metadata there is nothing to mark

    @property
    def events(self) -> list[Envelope]:
        return [event for part in self.parts for event in part]

    def counted(self) -> dict[str, int]:
        """Return how many events there are of each type."""
        return dict(Counter(event["detail-type"] for event in self.events).most_common())


def plan(events: Sequence[Envelope], name: str) -> Replay:
    """Return the replay of these events: each marked, all in order."""
    marked = [_marked(event, name) for event in sorted(events, key=_moment) if metadata_of(event)]
    latest = {property_of(event): event["id"] for event in marked if event["detail-type"] == CONTRACT}
    parts: list[list[Envelope]] = [[], [], [], []]
    for event in marked:
        parts[_part(event, set(latest.values()))].append(event)
    return Replay(name=name, parts=parts, left_out=len(events) - len(marked))


def put_back(replay: Replay, speaker: Cloud, cloud: Cloud, bus: str, step: Step) -> None:
    """Put the events on the bus, as one who may speak for every context. Raises Problem if it does not take them."""
    consumers = list(_consumers(cloud, bus))
    for part in replay.parts:
        for entries in _calls(part, bus):
            _put(speaker, entries)
            for _ in entries:
                step.advance()
        if part:
            _wait_until_taken(cloud, consumers)


def _moment(event: Envelope) -> tuple[datetime, int]:
    number = metadata_of(event).get("sequence")
    return occurred_at(event), number if isinstance(number, int) else 0


def _part(event: Envelope, latest: Set[str]) -> int:
    if event["detail-type"] in {DECIDED, REVOKED}:
        return [DECIDED, REVOKED].index(event["detail-type"])
    return 2 if event["id"] in latest else 3


def _marked(event: Envelope, name: str) -> Envelope:
    return event | {"detail": event["detail"] | {"metadata": metadata_of(event) | {"replay": name}}}


def _calls(events: Sequence[Envelope], bus: str) -> "Iterator[list[PutEventsRequestEntryTypeDef]]":
    """Yield what fits into one call each."""
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


def _put(speaker: Cloud, entries: "list[PutEventsRequestEntryTypeDef]") -> None:
    results: Any = []
    for _ in range(TRIES):
        results = speaker.events.put_events(Entries=entries)["Entries"]
        entries = [entry for entry, result in zip(entries, results, strict=True) if "ErrorCode" in result]
        if not entries:
            return
    words = next(result.get("ErrorMessage", result["ErrorCode"]) for result in results if "ErrorCode" in result)
    raise Problem(f"The bus refused an event: {words}", "Mend what it names and replay again; twice does no harm")


def _consumers(cloud: Cloud, bus: str) -> Iterator[str]:
    """Yield the queues behind the bus's rules, each once. Only a consumer's has dead letters: not a listener's."""
    seen: set[str] = set()
    for page in cloud.events.get_paginator("list_rules").paginate(EventBusName=bus):
        for rule in page["Rules"]:
            targets = cloud.events.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus)["Targets"]
            seen |= {target["Arn"] for target in targets if ":sqs:" in target["Arn"]}
    for arn in sorted(seen):
        queue = cloud.sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"]
        known = cloud.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
        if "RedrivePolicy" in known.get("Attributes", {}):
            yield queue


def _wait_until_taken(cloud: Cloud, queues: Sequence[str]) -> None:
    looks, every = (2, 0.25) if cloud.is_local else (5, 2.0)  # on AWS an event is on its way to a queue for a while
    quiet = 0

    def is_quiet() -> bool:
        nonlocal quiet
        quiet = 0 if any(_depth(cloud, queue) for queue in queues) else quiet + 1
        return quiet >= looks

    if not eventually(is_quiet, seconds=PATIENCE, every=every):
        mend = "Read the log of the function that reads it, then replay again; twice does no harm"
        raise Problem("A consumer does not empty its queue", mend)


def _depth(cloud: Cloud, queue: str) -> int:
    names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = cloud.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)
