"""Contracts table stream → ContractStatusChanged, in process."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from contracts_service import wiring
from contracts_service.adapters.stream import to_event
from contracts_service.handlers import publish_contract_changes
from contracts_service.ports import BusUnavailable

from tests.apigateway import LambdaContext
from tests.bus import FakeEventBridge, FakeQueue
from tests.unit.contracts.fakes import HOUSE
from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import Unreadable
from unicorn_kit.event_bus import EventBus


def first(times: int, *, of: int) -> Callable[[dict[str, Any]], bool]:
    """Reject the event with this sequence the first so many times."""
    left = iter(range(times))
    return lambda detail: detail["metadata"]["sequence"] == of and next(left, None) is not None


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeEventBridge:
    client = FakeEventBridge()
    monkeypatch.setattr(wiring, "event_bus", lambda: EventBus(client, "unicorn-test", key=lambda e: e.property_id))  # type: ignore[arg-type]
    return client


@pytest.fixture
def dead_letters(monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    queue = FakeQueue()
    monkeypatch.setattr(wiring, "dead_letters", lambda: DeadLetters(queue, "url"))  # type: ignore[arg-type]
    return queue


def head(sequence: int, property_id: str = HOUSE) -> dict[str, Any]:
    return {
        "pk": {"S": f"PROPERTY#{property_id}"},
        "sk": {"S": "HEAD"},
        "property_id": {"S": property_id},
        "sequence": {"N": str(sequence)},
        "event_id": {"S": "0192f0c1-0000-7000-8000-000000000001"},
        "contract_id": {"S": "0192f0c1-0000-7000-8000-000000000000"},
        "contract_status": {"S": "APPROVED"},
        "contract_last_modified_on": {"S": "2026-03-02T09:00:00.123+00:00"},
        "correlation_id": {"S": "c"},
        "causation_id": {"S": "r"},
    }


def record(number: int, new: dict[str, Any] | None, old: dict[str, Any] | None = None) -> dict[str, Any]:
    images = {name: image for name, image in (("NewImage", new), ("OldImage", old)) if image is not None}
    return {"eventID": f"e{number}", "dynamodb": {"SequenceNumber": str(number), **images}}


def publish(*records: dict[str, Any]) -> list[str]:
    """Hand the records to the function; return the sequence numbers it reports as failed."""
    answer = publish_contract_changes.handler({"Records": list(records)}, LambdaContext())  # type: ignore[arg-type]
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_every_record_of_a_batch_is_published(bus: FakeEventBridge) -> None:
    assert publish(*(record(n, head(n, f"{HOUSE}{n}")) for n in range(1, 11))) == []
    assert [sequence for _, sequence in bus.published] == list(range(1, 11))
    assert bus.calls == [10]


def test_a_deletion_publishes_nothing_and_stops_nothing(bus: FakeEventBridge) -> None:
    assert publish(record(1, None, head(1)), record(2, head(2))) == []
    assert bus.published == [(HOUSE, 2)]


def test_a_write_that_changes_no_status_publishes_nothing(bus: FakeEventBridge) -> None:
    assert publish(record(1, head(3) | {"seen": {"BOOL": True}}, head(3))) == []
    assert bus.published == []


def test_the_event_has_the_stored_time_in_utc_with_milliseconds(bus: FakeEventBridge) -> None:
    publish(record(1, head(1)))
    detail = json.loads(bus.taken[0]["Detail"])
    assert detail["contract_last_modified_on"] == detail["metadata"]["occurred_at"] == "2026-03-02T09:00:00.123Z"
    assert (bus.taken[0]["Source"], bus.taken[0]["DetailType"]) == ("unicorn.contracts", "ContractStatusChanged")


def test_facts_about_one_property_are_sent_one_by_one_in_order(bus: FakeEventBridge) -> None:
    publish(record(1, head(1)), record(2, head(2)), record(3, head(3)))
    assert bus.published == [(HOUSE, 1), (HOUSE, 2), (HOUSE, 3)]
    assert bus.calls == [1, 1, 1]


def test_only_a_rejected_entry_is_sent_again(bus: FakeEventBridge) -> None:
    bus.rejects = first(2, of=2)
    assert publish(*(record(n, head(n, f"{HOUSE}{n}")) for n in (1, 2, 3))) == []
    assert bus.calls == [3, 1, 1]
    assert sorted(bus.published) == [(f"{HOUSE}{n}", n) for n in (1, 2, 3)]


def test_nothing_is_sent_behind_an_event_that_stays_rejected(bus: FakeEventBridge) -> None:
    bus.rejects = first(99, of=2)
    assert publish(record(1, head(1)), record(2, head(2)), record(3, head(3))) == ["2"]
    assert bus.published == [(HOUSE, 1)]


def test_a_bus_that_is_down_leaves_everything_to_the_next_try(bus: FakeEventBridge) -> None:
    bus.down = True
    with pytest.raises(BusUnavailable, match="ThrottlingException"):
        publish(record(1, head(1)), record(2, head(2)))


@pytest.mark.parametrize(
    "spoilt", [{"contract_status": {"S": "BANANA"}}, {"sequence": {"S": "x"}}, {"property_id": None}]
)
def test_an_unreadable_record_is_dead_lettered_whole_and_the_rest_is_published(
    bus: FakeEventBridge, dead_letters: FakeQueue, spoilt: dict[str, Any]
) -> None:
    bad = record(1, head(1) | spoilt)
    assert publish(bad, record(2, head(2))) == []
    assert bus.published == [(HOUSE, 2)]
    assert [body["record"] for body in dead_letters.bodies] == [bad]
    with pytest.raises(Unreadable):
        to_event(bad)


def test_a_record_of_another_item_publishes_nothing(bus: FakeEventBridge, dead_letters: FakeQueue) -> None:
    assert publish(record(1, {"pk": {"S": "CONTRACT#x"}, "sk": {"S": "CONTRACT"}})) == []
    assert (bus.published, dead_letters.bodies) == ([], [])


def test_no_sellers_name_leaves_with_a_log_line(bus: FakeEventBridge, log: StringIO) -> None:
    publish(record(1, head(1) | {"seller_name": {"S": "Ada Lovelace"}}))
    assert HOUSE in log.getvalue()
    assert "Ada Lovelace" not in log.getvalue()
    assert "Ada Lovelace" not in bus.taken[0]["Detail"]
