"""A publisher on a batch of a stream: what is retried, and what is dead-lettered at once."""

import gzip
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from tests.bus import FakeEventBridge, FakeQueue
from unicorn_kit.dead_letters import PLAIN_MAX, DeadLetters
from unicorn_kit.errors import BusUnavailable
from unicorn_kit.event_bus import BYTES, EventBus
from unicorn_kit.streams import publish_records


@dataclass(frozen=True)
class Moved:
    """An event with a text of any size."""

    source: ClassVar[str] = "unicorn.test"
    occurred_at: ClassVar[datetime] = datetime(2026, 3, 2, 9, tzinfo=UTC)
    property_id: str
    text: str

    @property
    def metadata(self) -> "Moved":
        return self

    def model_dump_json(self) -> str:
        return json.dumps({"property_id": self.property_id, "text": self.text, "metadata": {"sequence": 1}})


def record(number: int, text: str = "") -> dict[str, Any]:
    return {"eventID": str(number), "dynamodb": {"SequenceNumber": str(number), "text": text}}


def to_event(found: Mapping[str, Any]) -> Moved:
    change = found["dynamodb"]
    if change["text"] == "poison":
        raise ZeroDivisionError  # not an error that a reader of records would think of
    return Moved(change["SequenceNumber"], change["text"])


class Publisher:
    def __init__(self) -> None:
        self.bus, self.queue = FakeEventBridge(), FakeQueue()
        self.published: list[str] = []
        self.dead: list[str] = []

    def run(self, *records: dict[str, Any]) -> list[str]:
        client: Any = self.bus
        letters: Any = self.queue
        answer = publish_records(
            {"Records": records},
            to_event,
            lambda: EventBus[Moved](client, "bus", key=lambda event: event.property_id),
            lambda: DeadLetters(letters, "url"),
            on_published=lambda event: self.published.append(event.property_id),
            on_dead_lettered=lambda found, _: self.dead.append(found["eventID"]),
        )
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


def test_a_record_that_can_never_be_read_is_dead_lettered_whatever_the_error(publisher: Publisher) -> None:
    assert publisher.run(record(1), record(2, "poison"), record(3)) == []
    assert publisher.published == ["1", "3"]
    assert publisher.queue.bodies == [{"reason": "ZeroDivisionError: ", "record": record(2, "poison")}]


@pytest.mark.parametrize("code", ["MalformedDetail", "InvalidArgument"])
def test_an_entry_that_is_refused_for_what_it_is_is_dead_lettered(publisher: Publisher, code: str) -> None:
    publisher.bus.rejects, publisher.bus.code = lambda detail: detail["property_id"] == "2", code
    assert publisher.run(record(1), record(2), record(3)) == []
    assert publisher.published == ["1", "3"]
    assert publisher.dead == ["2"]
    assert publisher.queue.bodies == [{"reason": f"EventRefused: {code}", "record": record(2)}]


def test_an_event_over_the_bus_limit_is_dead_lettered_whole_and_spoils_no_other(publisher: Publisher) -> None:
    publisher.bus.bytes_max = 900
    large = record(2, "x" * 1000)
    assert publisher.run(record(1), large, record(3)) == []
    assert publisher.published == ["1", "3"]
    assert [entry["Detail"] for entry in publisher.bus.taken] == [to_event(record(n)).model_dump_json() for n in (1, 3)]
    assert publisher.queue.bodies == [{"reason": "EventRefused: ValidationException", "record": large}]


def test_a_large_record_is_dead_lettered_compressed(publisher: Publisher) -> None:
    publisher.bus.bytes_max = 900
    large = record(1, "long " * PLAIN_MAX)
    publisher.run(large)
    [letter] = publisher.queue.bodies
    assert len(json.dumps(letter)) < PLAIN_MAX
    assert json.loads(gzip.decompress(b64decode(letter["gzip"]))) == large


@pytest.mark.parametrize(
    "code",
    ["InternalFailure", "ThrottlingException", "AccessDeniedException", "NotAuthorizedForSourceException", "Unknown"],
)
def test_an_entry_that_is_rejected_for_the_moment_is_retried(publisher: Publisher, code: str) -> None:
    publisher.bus.rejects, publisher.bus.code = lambda _: True, code
    with pytest.raises(BusUnavailable):
        publisher.run(record(1))
    assert publisher.queue.bodies == []


@pytest.mark.parametrize(
    "outage",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "PutEvents"),
        ClientError({"Error": {"Code": "InternalException"}}, "PutEvents"),
        ClientError({"Error": {"Code": "AccessDeniedException"}}, "PutEvents"),
        ClientError({"Error": {"Code": "ExpiredTokenException"}}, "PutEvents"),
        ClientError({"Error": {"Code": "503"}}, "PutEvents"),
        ConnectTimeoutError(endpoint_url="https://events"),
    ],
    ids=["throttled", "5xx", "denied", "expired", "unavailable", "network"],
)
def test_an_outage_is_retried(publisher: Publisher, outage: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_events(**_: Any) -> None:
        raise outage

    monkeypatch.setattr(publisher.bus, "put_events", put_events)
    with pytest.raises(BusUnavailable):
        publisher.run(record(1))
    assert publisher.queue.bodies == []


def test_a_call_holds_no_more_bytes_than_the_bus_takes(publisher: Publisher) -> None:
    publisher.bus.bytes_max = BYTES
    records = [record(number, "x" * (BYTES // 3)) for number in range(5)]
    assert publisher.run(*records) == []
    assert publisher.bus.calls == [2, 2, 1]
    assert publisher.queue.bodies == []
