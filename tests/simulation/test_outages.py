"""Outages of hours and days behind each stream: no fact is lost, with the templates' own settings.

The shipped functions read the shard; what is down is the bus (for publishers) or the workflow service (for the sync).
Prints attempts, delay and loss: pytest -s tests/simulation/test_outages.py
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from random import Random
from types import SimpleNamespace
from typing import Any

import contracts_service.wiring
import properties_service.wiring
import pytest
import web_service.telemetry
import web_service.wiring
from contracts_service.handlers import publish_contract_changes
from properties_service.domain.contract_status import ContractStatus
from properties_service.handlers import sync_property_approvals
from web_service.handlers import publish_listing_changes

from tests.apigateway import LambdaContext
from tests.bus import FakeEventBridge, FakeQueue
from tests.infra.stacks import CONTEXTS
from tests.infra.test_queues import STREAMS
from tests.simulation.stream import HOUR, Record, Settings, Shard
from tests.unit.contracts.test_publish_contract_changes import head
from tests.unit.properties.fakes import World, a_fact, a_waiter
from tests.unit.web.fakes import a_listing, pending
from tests.unit.web.test_publish_listing_changes import record as listing_record
from unicorn_cli.bus import stream_dead_letters
from unicorn_cli.bus.dead_letter import CannotRedrive, DeadLetter
from unicorn_cli.bus.stream_dead_letters import StreamDeadLetters
from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.event_bus import EventBus

FACTS = 60
CONTEXT: Any = LambdaContext()


@dataclass
class Consumer:
    """A shipped function behind a stream, with what it writes to in memory."""

    handle: Callable[[list[Record]], dict[str, Any]]
    records: list[Record]
    switch: Callable[[bool], None]  # whether what it writes to is down
    arrived: Callable[[], set[str]]  # the facts that came through
    poison: Callable[[Record], Any]  # makes a change unreadable
    letters: FakeQueue

    def invoke(self, records: list[Record], is_down: bool) -> list[str]:
        self.switch(is_down)
        return [failure["itemIdentifier"] for failure in self.handle(records)["batchItemFailures"]]


def name(number: int) -> str:
    return f"usa/anytown/main-street/{number + 1}"


def publisher(wiring: Any, handler: Any, records: list[Record], monkeypatch: pytest.MonkeyPatch) -> Consumer:
    client, queue = FakeEventBridge(), FakeQueue()
    bus: Any = EventBus(client, "bus", key=lambda event: event.property_id)  # type: ignore[arg-type]
    letters: Any = queue
    monkeypatch.setattr(wiring, "event_bus", lambda: bus)
    monkeypatch.setattr(wiring, "dead_letters", lambda: DeadLetters(letters, "url"))
    return Consumer(
        handle=lambda found: handler({"Records": found}, CONTEXT),
        records=records,
        switch=lambda is_down: setattr(client, "down", is_down),
        arrived=lambda: {json.loads(entry["Detail"])["property_id"] for entry in client.taken},
        poison=lambda change: change.update(NewImage={"sk": change["NewImage"]["sk"]}),
        letters=queue,
    )


def contracts(monkeypatch: pytest.MonkeyPatch) -> Consumer:
    heads = [head(1, name(n)) for n in range(FACTS)]
    records = [{"eventID": str(n), "dynamodb": {"NewImage": item}} for n, item in enumerate(heads)]
    return publisher(contracts_service.wiring, publish_contract_changes.handler, records, monkeypatch)


def web(monkeypatch: pytest.MonkeyPatch) -> Consumer:
    records = [listing_record(pending(a_listing(str(n + 1)))) for n in range(FACTS)]
    return publisher(web_service.wiring, publish_listing_changes.handler, records, monkeypatch)


def sync(monkeypatch: pytest.MonkeyPatch) -> Consumer:
    world = World()
    for number in range(FACTS):
        world.table.add_waiter(replace(a_waiter(f"r{number}"), property_id=name(number)))
        world.table.facts[name(number)] = a_fact(ContractStatus.APPROVED, property_id=name(number))
    monkeypatch.setattr(properties_service.wiring, "services", world.services)
    queue: Any = FakeQueue()
    monkeypatch.setattr(properties_service.wiring, "dead_letters", lambda: DeadLetters(queue, "url"))
    keys = [{"pk": {"S": f"PROPERTY#{name(number)}"}, "sk": {"S": "CONTRACT"}} for number in range(FACTS)]
    return Consumer(
        handle=lambda found: sync_property_approvals.handler({"Records": found}, CONTEXT),
        records=[{"eventID": str(n), "dynamodb": {"Keys": key}} for n, key in enumerate(keys)],
        switch=lambda is_down: setattr(world.workflow, "is_down", is_down),
        arrived=lambda: {name(int(request.removeprefix("r"))) for request, _ in world.workflow.resumed},
        poison=lambda change: change["Keys"].clear(),
        letters=queue,
    )


CONSUMERS = {"ContractsTableStream": contracts, "PropertiesTableStream": sync, "WebTableStream": web}
# The stream of photos leads to no facts: what is lost is found in the state, see tests/simulator/test_outages.py.
FACT_STREAMS = [row for row in STREAMS if row[1] != "WebPhotosStream"]
ALL = {name(number) for number in range(FACTS)}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suppress the log lines of thousands of failed attempts."""
    for wiring in (contracts_service.wiring, properties_service.wiring, web_service.telemetry):
        monkeypatch.setattr(wiring.logger.registered_handler, "stream", StringIO())


@pytest.fixture(params=FACT_STREAMS, ids=lambda given: given[1])
def stream(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, Consumer]]:
    folder, mapping = request.param
    yield Settings.of(folder, mapping), CONSUMERS[mapping](monkeypatch)


def shard_of(settings: Settings, consumer: Consumer, *, down: tuple[float, float]) -> Shard:
    """Return a shard whose facts are written over six hours from the outage's first minute on."""
    chance = Random(7)
    moments = sorted(down[0] + chance.uniform(0, 6 * HOUR) for _ in consumer.records)
    for number, record in enumerate(consumer.records):
        record["eventSource"] = "aws:dynamodb"
        record["dynamodb"]["SequenceNumber"] = f"{number:05}"
    written = list(zip(moments, consumer.records, strict=True))
    return Shard(settings, lambda records, now: consumer.invoke(records, down[0] <= now < down[1]), written)


class Cloud:
    """The bucket that holds what Lambda has discarded, and the function that gets it again."""

    stage = "simulated"

    def __init__(self, shard: Shard, consumer: Consumer) -> None:
        self._objects = {str(number): json.dumps(letter) for number, letter in enumerate(shard.letters)}
        self._consumer = consumer

    def client(self, service: str) -> Any:
        get = lambda Key, **_: {"Body": BytesIO(self._objects[Key].encode())}  # noqa: E731
        return {"s3": SimpleNamespace(get_object=get), "lambda": SimpleNamespace(invoke=self._invoke)}[service]

    def _invoke(self, *, Payload: bytes, **_: Any) -> dict[str, Any]:
        failed = self._consumer.invoke(json.loads(Payload)["Records"], is_down=False)
        return {"Payload": BytesIO(json.dumps({"batchItemFailures": failed}).encode())}


def redrive(shard: Shard, consumer: Consumer) -> None:
    """Do what `unicorn dlq redrive` does, letter by letter: from the bucket where there is one."""
    cloud: Any = Cloud(shard, consumer)
    for number, letter in enumerate(shard.letters):
        detail = {"bucket": {"name": "bucket"}, "object": {"key": str(number)}}
        body = {"source": "aws.s3", "detail": detail} if shard.settings.is_bucket else letter
        dead = DeadLetter(message_id="m", sent_at=datetime.now(UTC), body=json.dumps(body))
        with suppress(CannotRedrive):
            StreamDeadLetters(cloud, "function").send(dead)


def show(test: str, shard: Shard, consumer: Consumer) -> None:
    lost = len(ALL - consumer.arrived())
    print(
        f"\n{test}: {len(consumer.records)} facts, {shard.invocations} invocations, {shard.attempts} attempts of one "
        f"batch, longest delay {timedelta(seconds=round(shard.delay))}, {len(shard.letters)} batches discarded, "
        f"lost = {lost}"
    )


def test_every_stream_is_simulated() -> None:
    assert {mapping for _, mapping in FACT_STREAMS} == set(CONSUMERS)
    assert {folder for folder, _ in STREAMS} == set(CONTEXTS)


def test_an_outage_of_23_hours_loses_nothing_and_needs_nobody(stream: tuple[Settings, Consumer]) -> None:
    settings, consumer = stream
    shard = shard_of(settings, consumer, down=(0, 23 * HOUR))
    shard.run()
    show("23 hours", shard, consumer)
    assert (shard.letters, shard.trimmed) == ([], [])
    assert consumer.arrived() == ALL


@pytest.mark.slow
def test_an_outage_of_three_days_loses_nothing_after_a_redrive(stream: tuple[Settings, Consumer]) -> None:
    settings, consumer = stream
    shard = shard_of(settings, consumer, down=(0, 72 * HOUR))
    shard.run()
    assert shard.trimmed == []
    assert consumer.arrived() == set()
    redrive(shard, consumer)
    show("3 days, redriven", shard, consumer)
    assert consumer.arrived() == ALL


def test_ten_attempts_and_a_queue_as_destination_lose_facts(
    stream: tuple[Settings, Consumer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later the stream has dropped the records at the positions that the queue's letters hold."""

    def dropped(*_: Any) -> None:
        raise CannotRedrive

    monkeypatch.setattr(stream_dead_letters, "records_at", dropped)
    settings, consumer = stream
    shard = shard_of(replace(settings, attempts=10, age=-1, is_bucket=False), consumer, down=(0, 23 * HOUR))
    shard.run()
    redrive(shard, consumer)
    show("10 attempts, 23 hours", shard, consumer)
    assert consumer.arrived() != ALL


def test_a_poisoned_record_holds_up_no_other(stream: tuple[Settings, Consumer]) -> None:
    settings, consumer = stream
    consumer.poison(consumer.records[3]["dynamodb"])
    shard = shard_of(settings, consumer, down=(0, 0))
    shard.run()
    assert len(consumer.arrived()) == FACTS - 1
    assert [letter["record"] for letter in consumer.letters.bodies] == [consumer.records[3]]
    assert shard.delay < 1
