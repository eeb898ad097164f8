"""Outbox, idempotency key, duplicates and disorder: what happens to facts and requests that come late, or twice."""

import json
from typing import TYPE_CHECKING
from uuid import uuid4

from demo.listings import NotReached
from unicorn_cli.bus.envelopes import metadata_of, occurred_at
from unicorn_cli.bus.queues import depth
from unicorn_cli.stages.api import UnexpectedStatus
from unicorn_cli.terminal.waiting import eventually
from unicorn_cli.tour.experiments.system import Subscriber, System, about
from unicorn_cli.tour.house import DEADLINE
from unicorn_cli.tour.pause import PUBLISHER, paused

if TYPE_CHECKING:
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef


def outbox(system: System) -> None:
    """Approve a contract while the publisher is down, then let it run again."""
    with system.house(7) as house, system.subscribed(about(house)) as bus:
        with paused(PUBLISHER, system.cloud):
            house.move_contract("APPROVED")
            system.say("publisher down: the contract is approved, and the request answered 200")
            system.say(f"in the table: {house.known().contract}")
            system.say(f"on the bus:   {', '.join(bus.statuses(wait=1)) or 'nothing'}, for a second")
        arrived = bus.await_statuses("APPROVED")
        system.say(f"publisher up, on the bus: {', '.join(arrived)}")


def idempotency(system: System) -> None:
    """Send one request twice with one idempotency key, and once with another key."""
    with system.house(8) as house:
        house.move_contract("CANCELLED")
        with system.subscribed(about(house)) as bus:
            key = str(uuid4())
            answers = [house.contracts.post("/contracts", house.contract_body(), key=key) for _ in range(2)]
            is_same = answers[0]["contract_id"] == answers[1]["contract_id"]
            system.say("key A: 201, a contract is drafted")
            system.say(f"key A: 201, {'the same contract' if is_same else 'another contract'}")
            try:
                house.contracts.post("/contracts", house.contract_body(), key=str(uuid4()))
                system.say("key B: 201, another contract")
            except UnexpectedStatus as error:
                system.say(f"key B: {error.response.status_code}, {error.response.json()['detail']}")
            drafts = bus.await_statuses("DRAFT").count("DRAFT")
            system.say(f"facts on the bus: {drafts} DRAFT")


def disorder(system: System) -> None:
    """Publish facts about a contract again: the newest twice, the oldest last."""
    with system.house(9) as house, system.subscribed(about(house)) as bus:
        house.approve()
        house.move_contract("CLOSED")
        house.await_fact("CLOSED")
        bus.await_statuses("APPROVED", "CLOSED")
        approved, closed = sorted(bus.received, key=occurred_at)[-2:]
        before = house.items()
        system.say(f"Properties knows: {house.known().fact_line()}")
        again = [closed, closed, approved]
        put(system, again)
        _await_handled(system, bus, number=2 + len(again))
        numbers = [f"{fact['detail']['contract_status']} ({metadata_of(fact)['sequence']})" for fact in again]
        system.say(f"published again:  {', '.join(numbers)}")
        is_same = house.items() == before
        system.say(f"Properties knows: {'the same' if is_same else house.known().fact_line()}")


def put(system: System, envelopes: list[dict[str, object]]) -> None:
    """Put events on the bus as they are, under their own source; on AWS the bus denies this to all but its owner."""
    entries: list[PutEventsRequestEntryTypeDef] = [
        {
            "EventBusName": system.bus,
            "Source": str(one["source"]),
            "DetailType": str(one["detail-type"]),
            "Detail": json.dumps(one["detail"]),
        }
        for one in envelopes
    ]
    answer = system.cloud.client("events").put_events(Entries=entries)
    if answer["FailedEntryCount"]:
        raise NotReached(f"the bus rejected an event: {answer['Entries']}")


def _await_handled(system: System, bus: Subscriber, number: int) -> None:
    """Wait until the bus has passed on so many facts, and the consumer of facts has nothing left to handle."""
    queue = system.access.outputs["PropertiesContractStatusQueueUrl"]

    def is_handled() -> bool:
        return len(bus.statuses()) >= number and not depth(system.cloud, queue)

    if not eventually(is_handled, seconds=DEADLINE, every=0.1):
        raise NotReached("the facts were not handled in time")
